//! Words and how they look.

use crate::export::xml::escape;
use crate::theme::direction;
use std::fmt::Write;

/// How some words look, by the elements around them.
#[derive(Clone, Default, PartialEq)]
pub struct Look {
    pub bold: bool,
    pub italic: bool,
    pub strike: bool,
    pub underline: bool,
    pub code: bool,
    pub small: bool,
    pub link: bool,
    /// `superscript` or `subscript`.
    pub raised: &'static str,
    /// The tag of their language.
    pub tag: String,
}

impl Look {
    /// Takes on what an element says.
    pub fn within(&mut self, element: &str, class: &str) {
        match element {
            "b" | "strong" | "dfn" | "th" => self.bold = true,
            "em" | "i" | "cite" | "var" => self.italic = true,
            "s" | "del" => self.strike = true,
            "u" | "ins" => self.underline = true,
            "code" | "kbd" | "samp" | "pre" => self.code = true,
            "small" => self.small = true,
            "sup" => self.raised = "superscript",
            "sub" => self.raised = "subscript",
            "span" if class == "label" => self.bold = true,
            "span" if class == "quiet" => self.small = true,
            _ => {}
        }
    }

    /// Their properties, in the order that the format wants.
    fn properties(&self) -> String {
        let mut out = String::new();
        let asian = is_asian(&self.tag);
        if self.link {
            out += "<w:rStyle w:val=\"Hyperlink\"/>";
        } else if self.code {
            out += "<w:rStyle w:val=\"SourceText\"/>";
        }
        // Signs that both scripts have, such as “ ”, are those of the language.
        out += if asian { "<w:rFonts w:hint=\"eastAsia\"/>" } else { "" };
        out += match (self.bold, self.small) {
            (true, _) => "<w:b/>",
            // Not as loud as a heading that it stands in.
            (_, true) => "<w:b w:val=\"0\"/>",
            _ => "",
        };
        out += if self.italic { "<w:i/>" } else { "" };
        out += if self.strike { "<w:strike/>" } else { "" };
        if self.small {
            out += "<w:color w:val=\"595959\"/><w:sz w:val=\"18\"/>";
        }
        out += if self.underline { "<w:u w:val=\"single\"/>" } else { "" };
        if !self.raised.is_empty() {
            let _ = write!(out, "<w:vertAlign w:val=\"{}\"/>", self.raised);
        }
        let tag = escape(&self.tag);
        match (asian, direction(&self.tag)) {
            (true, _) => write!(out, "<w:lang w:eastAsia=\"{tag}\"/>"),
            (_, "rtl") => write!(out, "<w:rtl/><w:lang w:bidi=\"{tag}\"/>"),
            _ => write!(out, "<w:lang w:val=\"{tag}\"/>"),
        }
        .ok();
        format!("<w:rPr>{out}</w:rPr>")
    }

    /// The words as a run; a line's end is a break.
    pub fn run(&self, words: &str) -> String {
        let lines = words.split('\n').map(|line| match line {
            "" => String::new(),
            line => format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line)),
        });
        let lines = lines.collect::<Vec<_>>().join("<w:br/>");
        format!("<w:r>{}{lines}</w:r>", self.properties())
    }

    /// Something that is no words.
    pub fn other(&self, xml: &str) -> String {
        format!("<w:r>{}{xml}</w:r>", self.properties())
    }
}

/// Whether a language is written in the scripts that have a font of their own.
pub fn is_asian(tag: &str) -> bool {
    ["zh", "ja", "ko"].contains(&tag.split('-').next().unwrap_or(tag))
}
