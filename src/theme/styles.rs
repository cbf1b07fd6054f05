//! One style sheet made of many small files.
//!
//! A file's layer is its folder below `css/`, or its own name: `css/base.css` is in layer `base`,
//! `css/parts/gate.css` in `parts`. The layers stand in a fixed order, an author's own ones after
//! them, so a file never wins by its name or its place. Within a layer files follow by path.
//!
//! What only few pages need is no part of it: `css/alone/book.css` becomes a sheet
//! `book.css` that names its layers itself, and the templates of those pages link to it.

use super::files::Files;

/// Sheets of their own.
const ALONE: &str = "alone/";

/// The cascade, weakest first.
const LAYERS: [&str; 6] = ["reset", "tokens", "base", "layout", "parts", "print"];

/// The whole sheet.
pub fn join(files: &Files) -> String {
    let mut sheets: Vec<(usize, &str, &str)> = (files.below("css/"))
        .filter(|(name, _)| name.ends_with(".css") && !name.starts_with(ALONE))
        .filter_map(|(name, file)| Some((layer(name), file.text()?)))
        .map(|(layer, text)| (rank(layer), layer, text))
        .collect();
    sheets.sort_by_key(|(rank, layer, _)| (*rank, *layer));
    let mut names: Vec<&str> = LAYERS.to_vec();
    names.extend(sheets.iter().map(|(_, layer, _)| *layer).filter(|l| !LAYERS.contains(l)));
    names.dedup();
    let mut sheet = format!("@layer {};\n", names.join(","));
    for (_, layer, text) in sheets {
        sheet.push_str(&format!("@layer {layer}{{\n{}}}\n", tight(text)));
    }
    sheet
}

/// The sheets that only some pages link to, each with its name.
pub fn apart(files: &Files) -> Vec<(String, String)> {
    (files.below("css/"))
        .filter_map(|(name, file)| {
            let name = name.strip_prefix(ALONE)?.strip_suffix(".css")?;
            Some((name.to_string(), tight(file.text()?)))
        })
        .collect()
}

/// A sheet that is not part of the whole.
pub fn alone(files: &Files, name: &str) -> String {
    files.get(name).and_then(|file| file.text()).map(tight).unwrap_or_default()
}

fn layer(name: &str) -> &str {
    name.split('/').next().map_or(name, |first| first.trim_end_matches(".css"))
}

fn rank(layer: &str) -> usize {
    LAYERS.iter().position(|l| *l == layer).unwrap_or(LAYERS.len())
}

/// Without comments, indentation, empty lines and ends of lines behind a mark; strings stay as
/// they are.
fn tight(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        out.push_str(&rest[..at]);
        let here = &rest[at..];
        let (keep, len) = match here.as_bytes() {
            [b'/', b'*', ..] => (false, here.find("*/").map_or(here.len(), |end| end + 2)),
            [b'/', ..] => (true, 1),
            [quote, inner @ ..] => {
                let end = inner.iter().position(|b| b == quote).map_or(inner.len(), |n| n + 1);
                (true, end + 1)
            }
            [] => (true, 0),
        };
        if keep {
            out.push_str(&here[..len]);
        }
        rest = &here[len..];
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    let ends = |line: &str| if line.ends_with(['{', '}', ';', ',']) { "" } else { "\n" };
    lines.map(|line| format!("{line}{}", ends(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let tidy = tight("a { /* not \"this */\n  content: \"/* kept */\";\n\n}\nb { x: 1/2 }\n");
        assert_eq!(tidy, "a {content: \"/* kept */\";}b { x: 1/2 }");
    }

    #[test]
    fn a_folder_is_a_layer() {
        assert_eq!((layer("base.css"), layer("parts/gate.css")), ("base", "parts"));
        assert!(rank("parts") < rank("print") && rank("print") < rank("mine"));
    }
}
