//! Texts, names and addresses as the XML of a package may hold them.

use crate::render;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What may not stand in an address as it is.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A text as XML may hold it; signs that XML knows in no form are left out.
pub fn escape(text: &str) -> String {
    let is_known =
        |c: &char| !matches!(c, '\u{fffe}' | '\u{ffff}') && (*c >= ' ' || "\n\t".contains(*c));
    render::escape(&text.chars().filter(is_known).collect::<String>())
}

/// The path of a file in the package as an address, not yet escaped.
pub fn address(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// An id with the signs that an XML name may have.
pub fn identifier(id: &str) -> String {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    id.chars().map(|c| if fits(c) { c } else { '_' }).collect()
}
