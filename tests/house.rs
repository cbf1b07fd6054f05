//! The house stands as `src/lib.rs` says: a module names only modules listed before it.

mod walls;

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
fn every_file_of_tests_is_run() {
    let main = std::fs::read_to_string("tests/main.rs").unwrap();
    for entry in std::fs::read_dir("tests").unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let Some(module) = name.strip_suffix(".rs").filter(|m| *m != "main") else { continue };
        assert!(main.contains(&format!("\nmod {module};")), "tests/main.rs does not name {module}");
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
        let may = ["source", "publish", "serve", "print", "cli"].contains(&module.as_str());
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        let touches = ["std::fs", "File::open", "WalkDir"].iter().any(|w| code.contains(w));
        assert!(may || !touches, "{path} touches the disk");
    }
}

#[test]
fn a_package_has_what_its_papers_link_to() {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    let run = cargo.args(["package", "--list", "--allow-dirty", "--offline"]).output().unwrap();
    let list = String::from_utf8(run.stdout).unwrap();
    let packed: Vec<&str> = list.lines().collect();
    assert!(packed.contains(&"README.md"), "{}", String::from_utf8_lossy(&run.stderr));
    for paper in ["README.md", "CONTRIBUTING.md", "docs/architecture.md"] {
        let text = std::fs::read_to_string(paper).unwrap();
        let folder = std::path::Path::new(paper).parent().unwrap();
        for to in text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            let path = folder.join(to).display().to_string();
            let path = path.strip_prefix("docs/../").unwrap_or(&path).to_string();
            let known = to.is_empty() || to.contains(':') || packed.contains(&path.as_str());
            assert!(known, "{paper} links to {to}, which the package lacks");
        }
    }
}

/// The languages whose words ship.
fn languages() -> Vec<String> {
    let files = std::fs::read_dir("themes/default/i18n").unwrap().flatten();
    files.map(|it| it.file_name().to_string_lossy().replace(".yaml", "")).collect()
}

/// Every word of a language's file with its dotted name.
fn interface_words(language: &str) -> std::collections::BTreeMap<String, String> {
    fn leaves(
        tree: &serde_yaml::Value,
        name: &str,
        out: &mut std::collections::BTreeMap<String, String>,
    ) {
        match tree {
            serde_yaml::Value::Mapping(map) => {
                for (key, value) in map {
                    let dot = if name.is_empty() { "" } else { "." };
                    leaves(value, &format!("{name}{dot}{}", key.as_str().unwrap()), out);
                }
            }
            word => {
                out.insert(name.to_string(), word.as_str().unwrap_or_default().to_string());
            }
        }
    }
    let text = std::fs::read_to_string(format!("themes/default/i18n/{language}.yaml")).unwrap();
    let mut out = std::collections::BTreeMap::new();
    leaves(&serde_yaml::from_str(&text).unwrap(), "", &mut out);
    out
}

/// The word of which a name is a form beside a number.
fn stem(key: &str) -> &str {
    let forms = [".zero", ".one", ".two", ".few", ".many", ".other"];
    forms.iter().find_map(|form| key.strip_suffix(form)).unwrap_or(key)
}

#[test]
fn no_word_of_the_interface_stands_twice() {
    let (en, zh) = (interface_words("en"), interface_words("zh"));
    let mut known = std::collections::BTreeMap::new();
    let mut twice = Vec::new();
    for (key, word) in en.iter().filter(|(key, word)| !word.starts_with('@') && stem(key) == *key) {
        if let Some(other) = known.insert((word, zh.get(key)), key) {
            twice.push(format!("`{key}` says what `{other}` says: write \"@{other}\""));
        }
    }
    assert!(known.len() > 400, "hardly any word was read");
    assert!(twice.is_empty(), "\n{}", twice.join("\n"));
}

#[test]
fn words_have_one_style_of_names_and_lead_somewhere() {
    let en = interface_words("en");
    let stems: std::collections::BTreeSet<&str> = en.keys().map(|key| stem(key)).collect();
    // Each language has its own forms of a noun.
    let is_free = |stem: &str| stem.starts_with("nouns.");
    for language in languages() {
        for (key, word) in interface_words(&language).into_iter().filter(|(key, _)| !is_free(key)) {
            let fits =
                |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '.';
            assert!(key.chars().all(fits), "{language}: `{key}` is not written with underscores");
            assert!(stems.contains(stem(&key)), "{language}: English has no `{key}`");
            if let Some(to) = word.strip_prefix('@') {
                assert!(
                    stems.contains(to),
                    "{language}: `{key}` leads to `{to}`, which is not there"
                );
            }
        }
    }
}

#[test]
fn scripts_say_only_words_that_are_there() {
    let en = interface_words("en");
    let mut seen = 0;
    for entry in walkdir::WalkDir::new("themes/default/js").into_iter().flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        for part in text.split("say(\"").skip(1) {
            let key = part.split('"').next().unwrap_or("").replace('-', "_");
            seen += 1;
            let known = en.keys().any(|known| stem(known) == key)
                // The two tracks get their names from the playbook.
                || key.starts_with("tracks.");
            assert!(known, "{}: no word is called `{key}`", entry.path().display());
        }
    }
    assert!(seen > 100, "hardly any word was found in the scripts");
}
