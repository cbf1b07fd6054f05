//! The house stands as `src/lib.rs` says: a module names only modules listed before it.

/// The modules in the order of `src/lib.rs`, lowest first.
fn modules() -> Vec<String> {
    let lib = std::fs::read_to_string("src/lib.rs").unwrap();
    lib.lines()
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.strip_suffix(';')?.to_string()))
        .collect()
}

/// `module` and text of every source file.
fn sources() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new("src").into_iter().flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "rs") {
            let below = path.strip_prefix("src").unwrap();
            let first = below.iter().next().unwrap().to_str().unwrap();
            let module = first.trim_end_matches(".rs").to_string();
            let text = std::fs::read_to_string(path).unwrap();
            found.push((module, path.display().to_string(), text));
        }
    }
    found
}

/// The modules that a text names after `crate::`, with `crate::{a, b::c}` taken apart.
fn named(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for part in code.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            Some(group) => {
                let mut depth = 0;
                let mut name = String::new();
                for c in group.chars() {
                    match c {
                        '}' if depth == 0 => break,
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => found.push(std::mem::take(&mut name)),
                        c if depth == 0 => name.push(c),
                        _ => {}
                    }
                }
                found.push(name);
            }
            None => found.push(part.to_string()),
        }
    }
    let word = |s: &String| {
        let word = s.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next();
        word.unwrap_or("").to_string()
    };
    found.iter().map(word).filter(|w| !w.is_empty()).collect()
}

#[test]
fn imports_point_down() {
    let order = modules();
    assert!(order.len() > 10, "the list of modules could not be read");
    let place = |name: &str| order.iter().position(|m| m == name);
    let mut seen = 0;
    let mut upward = Vec::new();
    for (module, path, text) in sources() {
        let Some(own) = place(&module) else { continue };
        for other in named(&text) {
            if let Some(at) = place(&other) {
                seen += 1;
                if at > own {
                    upward.push(format!("{path} names `{other}`, which stands above `{module}`"));
                }
            }
        }
    }
    assert!(seen > 50, "hardly any import was seen; is the reading of them broken?");
    assert!(upward.is_empty(), "\n{}", upward.join("\n"));
}

#[test]
fn every_module_is_in_the_list() {
    let order = modules();
    for (module, path, _) in sources() {
        let known = ["lib", "main", "build"].contains(&module.as_str()) || order.contains(&module);
        assert!(known, "{path} is not in src/lib.rs");
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (_, path, text) in sources() {
        assert!(text.starts_with("//! "), "{path} has no head comment");
    }
}

#[test]
fn only_the_source_and_what_writes_touches_the_disk() {
    for (module, path, text) in sources() {
        let may = ["source", "publish", "serve", "cli"].contains(&module.as_str());
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        let touches = ["std::fs", "File::open", "WalkDir"].iter().any(|w| code.contains(w));
        assert!(may || !touches, "{path} touches the disk");
    }
}
