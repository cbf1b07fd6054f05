//! A page's HTML moved into another page, where many others stand too.
//!
//! Ids get the page's path in front, unless they are items' and so unique; every address is
//! written anew as seen from the new place, and becomes a place on the same page if what it means
//! has moved there too. Headings go some levels down, folds open. Elements of scripts (`tt-…`) and
//! the facts that scripts read (`data-…`) are left behind: a book does nothing.

use crate::site::{relative, resolved};
use std::collections::HashMap;

/// Where a page has moved to.
pub struct Target {
    /// The id of what holds it now.
    pub id: String,
    /// What a printed link says of its place.
    pub code: String,
}

/// The move of one page.
pub struct Move<'a> {
    /// The paths of the page and of the page that it moves into.
    pub from: &'a str,
    pub to: &'a str,
    /// Where every page stands that has moved, by path.
    pub places: &'a HashMap<String, Target>,
    /// Whether an id on the page of a path keeps its name.
    pub stays: &'a dyn Fn(&str, &str) -> bool,
    /// How many levels a heading sinks.
    pub deeper: u8,
}

/// The HTML of a page as it may stand in its new place.
pub fn moved(html: &str, way: &Move) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = tag_end(rest);
        way.tag(&rest[..end], &mut out);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// The length of the tag or comment that a text begins with.
pub(super) fn tag_end(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    text.len()
}

impl Move<'_> {
    fn tag(&self, tag: &str, out: &mut String) {
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        let (slash, inner) = match inner.strip_prefix('/') {
            Some(inner) => ("/", inner),
            None => ("", inner),
        };
        let end = inner.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(end);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            out.push_str(tag);
            return;
        }
        if name.contains('-') {
            return;
        }
        out.push('<');
        out.push_str(slash);
        match name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) {
            Some(level) => out.push_str(&format!("h{}", (level + self.deeper).min(6))),
            None => out.push_str(name),
        }
        self.attributes(name, attributes, out);
        if name == "details" && slash.is_empty() && !attributes.contains(" open") {
            out.push_str(" open");
        }
        out.push('>');
    }

    fn attributes(&self, tag: &str, text: &str, out: &mut String) {
        let mut rest = text;
        while let Some((before, value, after)) = next_value(rest) {
            let start = before.rfind(|c: char| c.is_ascii_whitespace()).map_or(0, |at| at + 1);
            let name = before[start..].trim_end_matches('=');
            out.push_str(before[..start].trim_end());
            // A named section is a landmark; a hundred of the same name lead nobody.
            let landmark = tag == "section" && name == "aria-labelledby";
            if !landmark && !name.starts_with("data-") {
                out.push(' ');
                self.attribute(name, value, out);
            }
            rest = after;
        }
        out.push_str(rest);
    }

    fn attribute(&self, name: &str, value: &str, out: &mut String) {
        let mut put = |name: &str, value: &str| {
            out.push_str(name);
            out.push_str("=\"");
            out.push_str(value);
            out.push('"');
        };
        match name {
            "id" | "for" => put(name, &self.id(value)),
            "aria-labelledby" | "aria-describedby" => {
                let ids: Vec<String> = value.split_whitespace().map(|id| self.id(id)).collect();
                put(name, &ids.join(" "));
            }
            "href" | "src" => {
                let (address, code) = self.address(value);
                put(name, &address);
                if let Some(code) = code {
                    out.push_str(&format!(" data-to=\"{code}\""));
                }
            }
            _ => put(name, value),
        }
    }

    /// The name that an id of the page has now.
    fn id(&self, id: &str) -> String {
        self.id_of(self.from, self.places.get(self.from), id)
    }

    fn id_of(&self, path: &str, target: Option<&Target>, id: &str) -> String {
        let holder = target.map_or("", |target| target.id.as_str());
        if (self.stays)(path, id) { id.to_string() } else { format!("{holder}/{id}") }
    }

    /// An address as seen from the new place, and the code of the chapter that it leads to.
    fn address(&self, address: &str) -> (String, Option<&str>) {
        if address.split('/').next().is_some_and(|first| first.contains(':')) {
            return (address.to_string(), None);
        }
        let (path, anchor) = match address.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (address, None),
        };
        if path.is_empty() {
            return (format!("#{}", self.id(anchor.unwrap_or_default())), None);
        }
        let path = resolved(self.from, path);
        let Some(target) = self.places.get(&path) else {
            let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
            return (relative(self.to, &path) + &anchor, None);
        };
        let place = match anchor {
            None => target.id.clone(),
            Some(anchor) => self.id_of(&path, Some(target), anchor),
        };
        let elsewhere = path != self.from;
        (format!("#{place}"), elsewhere.then_some(target.code.as_str()))
    }
}

/// What stands before the next quoted value, the value, and what follows.
pub(super) fn next_value(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("=\"")?;
    let (value, after) = rest.split_once('"')?;
    Some((before, value, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let place = |id: &str, code: &str| Target { id: id.into(), code: code.into() };
        let places = HashMap::from([
            ("stages/s1.html".to_string(), place("stages/s1", "B1")),
            ("guides/g.html".to_string(), place("guides/g", "C1")),
        ]);
        let stays = |path: &str, id: &str| path == "stages/s1.html" && id.starts_with("s1.");
        let (from, to) = ("stages/s1.html", "handbook.html");
        let way = Move { from, to, places: &places, stays: &stays, deeper: 2 };
        assert_eq!(moved(html, &way), expected);
    }

    #[test]
    fn ids_of_items_stay_and_others_get_their_page_in_front() {
        check(r#"<li id="s1.k1">"#, r#"<li id="s1.k1">"#);
        check(
            r##"<p id="why" class="a"><a href="#why">x</a><a href="#s1.k1">y</a>"##,
            concat!(
                r##"<p id="stages/s1/why" class="a"><a href="#stages/s1/why">x</a>"##,
                r##"<a href="#s1.k1">y</a>"##
            ),
        );
    }

    #[test]
    fn links_lead_to_where_a_page_has_moved() {
        check(
            r##"<a href="../guides/g.html#how">x</a>"##,
            r##"<a href="#guides/g/how" data-to="C1">x</a>"##,
        );
        check(r#"<a href="../about.html#x">"#, r#"<a href="about.html#x">"#);
        check(r#"<img src="../files/a.png">"#, r#"<img src="files/a.png">"#);
        check(r#"<a href="https://a.b/c#d">"#, r#"<a href="https://a.b/c#d">"#);
        check(r##"<a href="s1.html#s1.k1">"##, r##"<a href="#s1.k1">"##);
    }

    #[test]
    fn headings_sink_folds_open_and_what_scripts_need_goes() {
        check(r#"<section aria-labelledby="x" id="s1.x">"#, r#"<section id="s1.x">"#);
        check("<h1>a</h1><h5>b</h5><hr>", "<h3>a</h3><h6>b</h6><hr>");
        check("<details class=\"more\"><summary>", "<details class=\"more\" open><summary>");
        check(
            "<tt-read data-item=\"x\"></tt-read><p data-rev=\"1\" class=\"a\">",
            "<p class=\"a\">",
        );
        check("a < b <!-- <h1> --> c", "a < b <!-- <h1> --> c");
    }
}
