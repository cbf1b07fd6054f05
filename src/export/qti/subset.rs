//! Texts as the subset of HTML that QTI knows.
//!
//! Elements that QTI has not are replaced by one that stands for any, or their content stands
//! alone; of attributes only those that carry meaning remain.

use super::super::xhtml::{Attribute, BLOCKS, Vocabulary};

/// What QTI has besides blocks.
const OTHERS: &[&str] = &[
    "a", "abbr", "b", "br", "cite", "code", "dd", "dfn", "dt", "em", "i", "img", "kbd", "li", "q",
    "samp", "small", "span", "strong", "sub", "sup", "var", "caption", "col", "colgroup", "tbody",
    "td", "tfoot", "th", "thead", "tr",
];

const KEPT: &[&str] = &["href", "src", "alt", "colspan", "rowspan", "scope"];

struct Subset;

impl Vocabulary for Subset {
    fn element(&self, name: &str) -> &'static str {
        match name {
            "section" | "aside" | "article" | "header" | "footer" | "figure" | "details" => "div",
            "del" | "s" | "ins" | "u" | "mark" | "strike" | "font" => "span",
            "figcaption" | "summary" => "p",
            name => BLOCKS.iter().chain(OTHERS).find(|known| **known == name).unwrap_or(&""),
        }
    }

    fn attributes(&self, _: &str, mut found: Vec<Attribute>) -> Vec<Attribute> {
        found.retain(|(key, _)| KEPT.contains(&&**key));
        found
    }
}

/// HTML as QTI's XML.
pub fn xhtml(html: &str) -> String {
    super::super::xhtml::xhtml(html, &Subset)
}

/// Whether a text is one paragraph at most.
pub fn is_inline(xhtml: &str) -> bool {
    let mut tags = xhtml.split('<').skip(1);
    !tags.any(|tag| {
        let name = tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        BLOCKS.contains(&name)
    })
}

/// The text as blocks.
pub fn blocks(xhtml: &str) -> String {
    match (xhtml, is_inline(xhtml)) {
        ("", _) => String::new(),
        (_, true) => format!("<p>{xhtml}</p>"),
        (_, false) => format!("<div>{xhtml}</div>"),
    }
}
