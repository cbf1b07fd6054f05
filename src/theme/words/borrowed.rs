//! Words that a language borrows from English, so that a page can say so.
//!
//! A screen reader would speak English words in a French page as if they were French. A borrowed
//! word therefore stands between two signs that no text has, from the words' file until the page is
//! there. Then [`shown`] turns them into `<span lang="en">` where elements may stand, and takes
//! them out everywhere else: of attributes, titles, scripts. What is no page is [`bare`].

use super::super::language::direction;
use super::MOTHER;

/// Not characters: Unicode keeps them for a program's own use.
const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';

/// Elements whose text can hold no others.
const TEXT_ONLY: [&str; 5] = ["title", "option", "textarea", "script", "style"];

/// A word of English in the words of another language.
pub fn mark(word: &str) -> String {
    format!("{BEGIN}{word}{END}")
}

/// Whether a word as a whole is borrowed.
pub fn is_marked(word: &str) -> bool {
    word.starts_with(BEGIN)
}

/// A text without signs.
pub fn bare(text: String) -> String {
    if text.contains([BEGIN, END]) { text.replace([BEGIN, END], "") } else { text }
}

/// HTML for a page in the language `tag`, with its borrowed words in their own language.
pub fn shown(html: String, tag: &str) -> String {
    if !html.contains(BEGIN) {
        return html;
    }
    let own = match direction(tag) == direction(MOTHER) {
        true => format!(" lang=\"{MOTHER}\""),
        false => format!(" lang=\"{MOTHER}\" dir=\"{}\"", direction(MOTHER)),
    };
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html.as_str();
    while let Some(start) = rest.find('<') {
        add_text(&rest[..start], &own, &mut out);
        let (tag, behind) = rest[start..].split_at(tag_length(&rest[start..]));
        rest = behind;
        let Some(name) = TEXT_ONLY.into_iter().find(|name| opens(tag, name)) else {
            out += &bare(tag.to_string());
            continue;
        };
        let close = rest.find(&format!("</{name}")).unwrap_or(rest.len());
        let text = rest[..close].trim();
        let is_whole = text.starts_with(BEGIN) && text.find(END) == text.rfind(END);
        let tag = bare(tag.to_string());
        match tag.strip_suffix('>') {
            Some(open) if is_whole && text.ends_with(END) => out += &format!("{open}{own}>"),
            _ => out += &tag,
        }
        out += &bare(rest[..close].to_string());
        rest = &rest[close..];
    }
    add_text(rest, &own, &mut out);
    out
}

/// A text between two tags; values put into a word may have cut it in pieces.
fn add_text(text: &str, own: &str, out: &mut String) {
    let mut is_open = false;
    for c in text.chars() {
        match c {
            BEGIN if !is_open => {
                out.push_str(&format!("<span{own}>"));
                is_open = true;
            }
            END if is_open => {
                out.push_str("</span>");
                is_open = false;
            }
            BEGIN | END => {}
            c => out.push(c),
        }
    }
    if is_open {
        out.push_str("</span>");
    }
}

/// How many bytes a tag or a comment has, from its `<` on.
fn tag_length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    html.len()
}

fn opens(tag: &str, name: &str) -> bool {
    let rest = tag[1..].strip_prefix(name);
    rest.is_some_and(|rest| rest.starts_with(|c: char| c == '>' || c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_spans_in_texts_and_go_elsewhere() {
        let page = format!(
            "<title>{a} · Vente</title><a title=\"{a} > \" href=x>{a}, oui</a>\
             <option value=1>{a}</option><p>{b}1<b>2</b>{e}</p><!-- {a} --><script>{a};</script>",
            a = mark("Deals"),
            b = BEGIN,
            e = END,
        );
        assert_eq!(
            shown(page, "fr"),
            "<title>Deals · Vente</title><a title=\"Deals > \" href=x>\
             <span lang=\"en\">Deals</span>, oui</a><option value=1 lang=\"en\">Deals</option>\
             <p><span lang=\"en\">1</span><b>2</b></p><!-- Deals --><script>Deals;</script>"
        );
        assert_eq!(shown(mark("a"), "ar"), "<span lang=\"en\" dir=\"ltr\">a</span>");
    }
}
