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

/// Without comments, indentation, blanks and ends of lines that part nothing; strings stay as
/// they are.
fn tight(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '/', '\n', '\\']) {
        push(&mut out, &rest[..at]);
        let here = &rest[at..];
        rest = match here.as_bytes() {
            [b'/', b'*', ..] => {
                let rest = here.find("*/").map_or("", |end| &here[end + 2..]);
                // What a comment parts is not to become one word.
                if is_within(&out, rest) {
                    out.push_str("/**/");
                }
                rest
            }
            [b'\n', ..] => {
                out.truncate(out.trim_end().len());
                if !out.is_empty() && !out.ends_with(['{', '}', ';', ',', '\n']) {
                    out.push('\n');
                }
                here.trim_start()
            }
            _ => {
                let (kept, rest) = here.split_at(length(here));
                out.push_str(kept);
                rest
            }
        };
    }
    push(&mut out, rest.trim_end());
    out
}

/// Adds code, without blanks that part nothing. A blank that is all of a value stays.
fn push(out: &mut String, code: &str) {
    let mut signs = code.chars().peekable();
    while let Some(sign) = signs.next() {
        let next = signs.peek();
        let is_free = next == Some(&'{') || out.ends_with(['{', '}', ';', ',', ':']);
        if sign != ' ' || !is_free || matches!(next, Some(';' | '}')) {
            out.push(sign);
        }
    }
}

/// Whether no blank and no mark parts what stands before and behind.
fn is_within(before: &str, behind: &str) -> bool {
    let parts = |c: char| c.is_whitespace() || "{};:,()".contains(c);
    let (last, next) = (before.chars().next_back(), behind.chars().next());
    last.is_some_and(|c| !parts(c)) && next.is_some_and(|c| !parts(c))
}

/// The length of what begins here and is kept: a string, a character behind a backslash, or one
/// sign. A string that is not closed ends with its line, as browsers have it.
fn length(here: &str) -> usize {
    let mut chars = here.char_indices();
    let first = chars.next().map_or('/', |(_, c)| c);
    if first == '/' {
        return 1;
    }
    if first == '\\' {
        return chars.next().map_or(1, |(at, c)| at + c.len_utf8());
    }
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '\n' => return at,
            c if c == first => return at + 1,
            _ => {}
        }
    }
    here.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let tidy = tight("a { /* not \"this */\n  content: \"/* kept */\";\n\n}\nb { x: 1/2 }\n");
        assert_eq!(tidy, "a{content:\"/* kept */\";}b{x:1/2 }");
    }

    #[test]
    fn what_a_backslash_stands_before_ends_nothing() {
        for kept in [
            r#"q::before{content:"\"";}r{x:"/* kept */"}"#,
            r#"q{content:'\'' "'";}"#,
            r#"q{content:"\\";}r{content:"  two  "}"#,
            r#".w-1\/2{x:y}.a\"b{c:"d"}"#,
            "q{content:\"a \\\n   b\";}",
        ] {
            assert_eq!(tight(kept), kept);
        }
        // A string that is left open ends with its line.
        assert_eq!(tight("a{x:\"y\n  }\nb { /* no */ }"), "a{x:\"y\n}b{ }");
    }

    #[test]
    fn a_comment_goes_and_what_it_parts_stays_apart() {
        assert_eq!(tight("a{m:1px/**/2px; /* x */ n:1}"), "a{m:1px/**/2px;n:1}");
        assert_eq!(tight("/* head */\n\na{}\n/* never closed"), "a{}");
    }

    #[test]
    fn only_blanks_that_part_nothing_go() {
        let kept = "a :hover>b c{--x: ;m:calc(1px + 2px) auto;}@media (x:1px) and (y:2px){d{}}";
        assert_eq!(tight(kept), kept);
    }

    #[test]
    fn a_folder_is_a_layer() {
        assert_eq!((layer("base.css"), layer("parts/gate.css")), ("base", "parts"));
        assert!(rank("parts") < rank("print") && rank("print") < rank("mine"));
    }
}
