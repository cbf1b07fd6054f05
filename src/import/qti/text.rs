//! The text of an element.

use super::super::markup::{Markup, markdown};
use super::super::xml::Element;

/// A text that stands in an element, as Markdown, without what is said to answers in it.
pub fn words(element: &Element) -> String {
    markdown(&element.html(&unasked), Markup::Html)
}

/// Nothing for what is not told with the text around it.
pub fn unasked(element: &Element) -> Option<String> {
    let is_other = element.name.ends_with("Interaction")
        || ["feedbackInline", "feedbackBlock", "rubricBlock", "prompt"].contains(&&*element.name);
    is_other.then(String::new)
}
