//! A page of which only a part of the site goes along.

use super::moved::{next_value, tag_end};
use crate::site::resolved;
use std::collections::BTreeSet;

/// A page without links to files that are not there. The words of a link stay; what only tells a
/// program of another file, such as a feed, goes.
pub fn unlinked(path: &str, bytes: Vec<u8>, there: &BTreeSet<&str>) -> Vec<u8> {
    let Ok(html) = std::str::from_utf8(&bytes) else { return bytes };
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = tag_end(rest);
        let tag = &rest[..end];
        rest = &rest[end..];
        let lost = href(tag).filter(|address| leads_away(path, address, there));
        match lost {
            Some(address) if tag.starts_with("<a ") => {
                out.push_str(&tag.replacen(&format!(" href=\"{address}\""), "", 1));
            }
            Some(_) if tag.starts_with("<link ") => {}
            _ => out.push_str(tag),
        }
    }
    out.push_str(rest);
    out.into_bytes()
}

fn href(tag: &str) -> Option<&str> {
    let mut rest = tag;
    while let Some((before, value, after)) = next_value(rest) {
        if before.ends_with(" href") {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// Whether a relative address means a file that is not there.
fn leads_away(path: &str, address: &str, there: &BTreeSet<&str>) -> bool {
    let file = address.split(['#', '?']).next().unwrap_or_default();
    let outside = file.split('/').next().is_some_and(|first| first.contains(':'));
    if file.is_empty() || outside {
        return false;
    }
    let decoded = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
    !there.contains(resolved(path, &decoded).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_what_is_not_there_go() {
        let there = BTreeSet::from(["a/b.html", "c.css"]);
        let check = |html: &str, expected: &str| {
            let found = unlinked("a/x.html", html.as_bytes().to_vec(), &there);
            assert_eq!(String::from_utf8(found).unwrap(), expected);
        };
        check(
            r##"<a href="b.html#x">b</a><a href="#y">y</a>"##,
            r##"<a href="b.html#x">b</a><a href="#y">y</a>"##,
        );
        check(r#"<a class="k" href="../c.html">c</a>"#, r#"<a class="k">c</a>"#);
        check(
            r#"<link rel="x" href="../feed.xml"><link href="../c.css">"#,
            r#"<link href="../c.css">"#,
        );
        check(r#"<a href="https://x.y/">x</a>"#, r#"<a href="https://x.y/">x</a>"#);
    }
}
