//! A page of which only a part of the site goes along.

use super::moved::{next_value, tag_end};
use super::value::escape;
use crate::site::resolved;
use std::collections::BTreeSet;

/// A page without links to files that are not there. The words of a link stay; what only tells a
/// program of another file, such as a feed, goes.
pub fn unlinked(path: &str, bytes: Vec<u8>, there: &BTreeSet<&str>) -> Vec<u8> {
    relinked(path, bytes, there, &|_| None)
}

/// The same, but a link leads on to the address that `elsewhere` knows of a file that is not there.
pub fn relinked(
    path: &str,
    bytes: Vec<u8>,
    there: &BTreeSet<&str>,
    elsewhere: &dyn Fn(&str) -> Option<String>,
) -> Vec<u8> {
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
                let new = match elsewhere(&meant(path, address)) {
                    // Whose address paper need not spell out.
                    Some(new) => format!(" href=\"{}{}\" data-site", escape(&new), anchor(address)),
                    None => String::new(),
                };
                out.push_str(&tag.replacen(&format!(" href=\"{address}\""), &new, 1));
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
    !file.is_empty() && !outside && !there.contains(meant(path, address).as_str())
}

/// The path that a relative address means.
fn meant(path: &str, address: &str) -> String {
    let file = address.split(['#', '?']).next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
    resolved(path, &decoded)
}

/// The place on a page, with its `#`.
fn anchor(address: &str) -> &str {
    address.find('#').map_or("", |at| &address[at..])
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

    #[test]
    fn a_link_leads_on_to_where_a_page_is() {
        let html = br#"<a href="../c.html#x">c</a>"#.to_vec();
        let site = |path: &str| Some(format!("https://x.y/{path}"));
        let found = relinked("a/x.html", html, &BTreeSet::new(), &site);
        let expected = r#"<a href="https://x.y/c.html#x" data-site>c</a>"#;
        assert_eq!(String::from_utf8(found).unwrap(), expected);
    }
}
