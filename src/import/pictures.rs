//! Pictures that come with questions: their kind checked, their names made safe, written below
//! `content/`.
//!
//! A picture is what its bytes say, whatever its name; a drawing (SVG) that could run a program or
//! load something is none. One that the playbook has already is shown from there.

use super::bank::slug;
use super::xml;
use super::{Draft, Input};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Where new pictures go.
const FOLDER: &str = "content/pictures";

/// What stands in an address as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');

/// The pictures that came so far.
#[derive(Default)]
pub struct Pictures(Vec<Draft>);

impl Pictures {
    /// The address of a picture in a text of the playbook.
    ///
    /// # Errors
    /// Why it can't come along.
    pub fn take(&mut self, input: &Input, name: &str, bytes: Vec<u8>) -> Result<String, String> {
        let Some(ending) = kind(&bytes) else {
            return Err(format!(
                "`{name}` did not come along: it is no PNG, JPEG, GIF or WebP, nor an SVG that \
                 only draws"
            ));
        };
        let address = |path: &str| {
            let below = path.trim_start_matches("content/");
            format!("/{}", utf8_percent_encode(below, PATH))
        };
        if let Some(known) = input.book.files.iter().find(|known| *known.bytes == *bytes) {
            return Ok(address(&known.path));
        }
        if let Some(known) = self.0.iter().find(|known| known.bytes == bytes) {
            return Ok(address(&known.path));
        }
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = slug(last.rsplit_once('.').map_or(last, |(stem, _)| stem));
        let stem = if stem.is_empty() { "picture".to_string() } else { stem };
        let names = (2..).map(|n| format!("{FOLDER}/{stem}-{n}.{ending}"));
        let mut names = std::iter::once(format!("{FOLDER}/{stem}.{ending}")).chain(names);
        let is_free = |path: &String| {
            let below = path.trim_start_matches("content/");
            !self.0.iter().any(|known| known.path == *path)
                && !input.book.files.iter().any(|known| known.path == below)
        };
        let path = names.find(is_free).unwrap_or_default();
        let address = address(&path);
        self.0.push(Draft { path, bytes });
        Ok(address)
    }

    /// Those that these drafts show.
    pub fn shown_by(self, drafts: &[Draft]) -> Vec<Draft> {
        let texts: Vec<String> =
            drafts.iter().map(|draft| String::from_utf8_lossy(&draft.bytes).into_owned()).collect();
        let is_shown = |picture: &Draft| {
            let address = picture.path.trim_start_matches("content");
            texts.iter().any(|text| text.contains(address))
        };
        self.0.into_iter().filter(is_shown).collect()
    }
}

/// The ending that a picture's bytes ask for.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => only_draws(bytes).then_some("svg"),
    }
}

/// Whether this is a drawing that runs nothing and loads nothing.
fn only_draws(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).ok();
    let Some(root) = text.and_then(|text| xml::read(text.trim_start_matches('\u{feff}')).ok())
    else {
        return false;
    };
    let strange = ["script", "foreignobject", "iframe", "style", "set", "animate", "handler"];
    let is_plain = |element: &&xml::Element| {
        let name = element.name.to_lowercase();
        let mut attributes = element.attributes();
        !strange.contains(&&*name)
            && attributes.all(|(key, value)| {
                let (key, value) = (key.to_lowercase(), value.trim().to_lowercase());
                let loads = value.replace("url(#", "").contains("url(") || value.contains("import");
                let leads = key == "href" && !value.starts_with('#');
                !key.starts_with("on") && !loads && !leads
            })
    };
    root.name == "svg" && root.whole().iter().all(is_plain)
}

/// Bytes that are written in base64, whatever white space stands in it.
pub fn decoded(text: &str) -> Option<Vec<u8>> {
    let letters = text.bytes().filter(|b| !b.is_ascii_whitespace() && *b != b'=');
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for letter in letters {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held) as u8);
        }
    }
    Some(out)
}

/// A text in which the addresses behind a mark are others, where there is another; the mark itself
/// belongs to the address if `whole`.
pub fn relinked(
    text: &str,
    mark: &str,
    whole: bool,
    mut other: impl FnMut(&str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(mark) {
        let (before, from) = rest.split_at(at);
        let behind = &from[mark.len()..];
        let ends = |c: char| c.is_whitespace() || "\"'<>)\\".contains(c);
        let (named, after) = behind.split_at(behind.find(ends).unwrap_or(behind.len()));
        out.push_str(before);
        let address = named.replace("&amp;", "&");
        let address = percent_decode_str(&address).decode_utf8_lossy();
        match other(&address) {
            Some(address) if whole => out.push_str(&address),
            Some(address) => out.extend([mark, &address]),
            None => out.push_str(&from[..mark.len() + named.len()]),
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_and_without_its_end() {
        for text in ["YQ==", "Y\nQ", " YQ= ="] {
            assert_eq!(decoded(text).unwrap(), b"a");
        }
        assert_eq!(decoded("5qCH5YeG").unwrap(), "标准".as_bytes());
        assert_eq!(decoded("a*b"), None);
    }

    #[test]
    fn a_drawing_that_does_more_than_draw_is_no_picture() {
        let svg = |inside: &str| format!("<svg xmlns='http://www.w3.org/2000/svg'>{inside}</svg>");
        let plain = "<a href='#b'><rect fill='url(#c)' style='stroke: red'/></a>";
        assert_eq!(kind(svg(plain).as_bytes()), Some("svg"));
        for inside in [
            "<script>x()</script>",
            "<rect onclick='x()'/>",
            "<a href='javascript:x()'/>",
            "<image href='https://example.com/a.png'/>",
            "<rect style='fill: url(https://example.com)'/>",
            "<foreignObject/>",
        ] {
            assert_eq!(kind(svg(inside).as_bytes()), None, "{inside}");
        }
        assert_eq!(kind(b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>&a;</svg>"), None);
        assert_eq!(kind(b"MZ"), None);
    }

    #[test]
    fn addresses_behind_a_mark_are_replaced() {
        let other = |name: &str| (name == "/a b.png").then(|| "/x.png".to_string());
        let text = "<img src=\"@@P@@/a%20b.png\"> ![](@@P@@/c.png)";
        let made = relinked(text, "@@P@@", true, other);
        assert_eq!(made, "<img src=\"/x.png\"> ![](@@P@@/c.png)");
    }
}
