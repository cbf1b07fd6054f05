//! Texts of other programs as the Markdown that a person would write.

use crate::markdown::{Unlinked, to_plain};
use htmd::HtmlToMarkdown;
use htmd::options::{BrStyle, BulletListMarker, Options};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    Html,
    Markdown,
    /// Words without markup, whose line breaks count.
    Plain,
}

/// What means something to HTML or to Markdown.
const SIGNS: &[char] =
    &['<', '&', '\\', '*', '_', '`', '[', '#', '-', '+', '|', '~', '=', '.', ':', '>', '!', '^'];

/// A text as Markdown. Scripts, styles and comments are gone.
pub fn markdown(text: &str, markup: Markup) -> String {
    let html = match markup {
        Markup::Markdown => return text.trim().to_string(),
        Markup::Html => text.to_string(),
        Markup::Plain => escaped(text.trim()).replace('\n', "<br>"),
    };
    if !html.contains(SIGNS) {
        return one_line(&html);
    }
    let options = Options {
        bullet_list_marker: BulletListMarker::Dash,
        ul_bullet_spacing: 1,
        ol_number_spacing: 1,
        br_style: BrStyle::Backslash,
        ..Options::default()
    };
    let converter = HtmlToMarkdown::builder()
        .skip_tags(vec!["script", "style", "head", "iframe", "object", "template"])
        .options(options)
        .build();
    // What is no HTML at all is words.
    let text = converter.convert(&html).unwrap_or(html);
    // A line that begins with a colon would define what stands before it.
    let line = |line: &str| match line.starts_with(": ") {
        true => format!("\\{line}"),
        false => line.to_string(),
    };
    text.trim().lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Words on one line, without markup, as names and accepted words are.
pub fn plain(text: &str, markup: Markup) -> String {
    match markup {
        Markup::Plain => one_line(text),
        _ => one_line(&to_plain(&markdown(text, markup), &Unlinked)),
    }
}

fn one_line(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
