//! Glossary terms in running text.
//!
//! All forms of all terms are sought in one pass. A page marks the first use of each term; the
//! longest form wins where two overlap. A form in letters must stand as a word of its own, in any
//! case (of ASCII letters); a Chinese form may stand anywhere, as Chinese has no word boundaries.

use std::cell::RefCell;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match};

use super::syntax::is_chinese;
use super::{Context, LinkKind, escape, url};

/// A term and how it shows in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its id, from which [`Context::link`] knows where it is explained.
    pub id: String,
    /// The term and its other forms.
    pub forms: Vec<String>,
    /// What it means, as plain text.
    pub definition: String,
}

/// The terms of one language, ready for the search.
#[derive(Debug)]
pub struct Terms {
    terms: Vec<Term>,
    search: AhoCorasick,
    /// The term behind each pattern of the search.
    owners: Vec<usize>,
}

impl Terms {
    /// Prepares the search. Where two terms share a form, the first has it.
    pub fn new(terms: Vec<Term>) -> Self {
        let mut owners = Vec::new();
        let mut forms = Vec::new();
        for (owner, term) in terms.iter().enumerate() {
            for form in term.forms.iter().map(|form| form.trim()).filter(|form| !form.is_empty()) {
                owners.push(owner);
                forms.push(form);
            }
        }
        let search = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            // The fastest search; a glossary is small enough for its large table.
            .kind(Some(AhoCorasickKind::DFA))
            .build(forms)
            .expect("a glossary has fewer than two thousand million letters");
        Terms { terms, search, owners }
    }

    /// The forms in the text that may be marked, without overlaps, in order.
    fn find(&self, text: &str) -> Vec<Match> {
        let mut found: Vec<Match> = self
            .search
            .find_overlapping_iter(text)
            .filter(|found| stands_alone(text, found.start(), found.end()))
            .collect();
        found.sort_by_key(|found| (found.start(), usize::MAX - found.end(), found.pattern()));
        let mut free_from = 0;
        found.retain(|found| {
            let fits = found.start() >= free_from;
            free_from = if fits { found.end() } else { free_from };
            fits
        });
        found
    }
}

/// Which terms a page has marked. One page shares it among its texts.
#[derive(Debug)]
pub struct Marks<'a> {
    terms: &'a Terms,
    done: RefCell<Vec<bool>>,
}

impl<'a> Marks<'a> {
    /// A page that has marked nothing yet.
    pub fn new(terms: &'a Terms) -> Self {
        Marks { terms, done: RefCell::new(vec![false; terms.terms.len()]) }
    }

    /// Leaves a term unmarked from here on, as its own definition needs.
    pub fn skip(&self, id: &str) {
        let mut done = self.done.borrow_mut();
        for (at, term) in self.terms.terms.iter().enumerate() {
            done[at] |= term.id == id;
        }
    }

    /// Writes text with the first use of each term as a link to its explanation.
    pub(super) fn write(&self, text: &str, context: &dyn Context, out: &mut String) {
        let mut done = self.done.borrow_mut();
        let mut from = 0;
        for found in self.terms.find(text) {
            let owner = self.terms.owners[found.pattern().as_usize()];
            if std::mem::replace(&mut done[owner], true) {
                continue;
            }
            let term = &self.terms.terms[owner];
            let target = context.link(LinkKind::Item, &term.id);
            let Some(target) = target.filter(|target| !url::is_dangerous(&target.href)) else {
                continue;
            };
            escape::text(out, &text[from..found.start()]);
            out.push_str("<a class=\"term\" href=\"");
            escape::href(out, &target.href);
            out.push_str("\" title=\"");
            escape::text(out, &term.definition);
            out.push_str("\">");
            escape::text(out, &text[found.range()]);
            out.push_str("</a>");
            from = found.end();
        }
        escape::text(out, &text[from..]);
    }
}

/// Whether no word goes on across the edges of this range.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let goes_on = |inner: Option<char>, outer: Option<char>| {
        inner.is_some_and(is_letter) && outer.is_some_and(is_letter)
    };
    !goes_on(word.chars().next(), text[..start].chars().next_back())
        && !goes_on(word.chars().next_back(), text[end..].chars().next())
}

/// A character of a script that puts spaces between words.
fn is_letter(c: char) -> bool {
    c == '_' || c.is_alphanumeric() && !is_chinese(c)
}
