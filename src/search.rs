//! The index by which a browser finds every item, in every language of the site.
//!
//! 1. `entries` takes the site apart into what can be found: an action to tick, a line of a
//!    script, an objection, a question without its answer, a term, a section, a page. An entry
//!    has one number and one id in all languages, and words in each.
//! 2. `fold` and `tokens` make terms of the words: Latin words folded to plain small letters,
//!    Chinese as overlapping pairs of characters and as single ones, traditional as simplified.
//! 3. `count` weighs how well the terms of some entries describe them; `postings` has all entries
//!    counted, in parallel, and puts a term's list together; `stems` gives the forms of a word one.
//! 4. `sayings` gathers what buyers say in all its wordings, each with what to say then.
//! 5. `shards` writes it all as small scripts.
//!
//! # The files
//!
//! Every file below [`FOLDER`] is a classic script that calls `twotrackSearch(name, data)`: that
//! loads from a server and from a folder opened by double click alike, where `fetch` and modules
//! do not. A language's *head*, `en.js`, keeps its name; it lists the others, whose names change
//! with their content. What a query needs is the head, the shards of its terms and the texts of
//! the best entries, never the whole.
//!
//! The same site gives the same bytes on every machine: numbers are rounded from sums taken in
//! the order of the text, lists are sorted, no clock is asked.

mod count;
mod entries;
mod fold;
mod postings;
mod sayings;
mod shards;
mod stems;
mod tokens;

use crate::site::Site;
pub use entries::PageName;
pub use fold::is_joined;

/// The folder of the index below the site's root.
pub const FOLDER: &str = "search/data/";

/// All files of the index: paths below the site's root, sorted, and bytes. `page_name` gives the
/// interface's names for pages that are made of many items.
///
/// It works on all cores at once and costs about a quarter of a build, so whoever needs it makes
/// it once per site; and makes it outside of parallel work that waits for it.
pub fn index(site: &Site, page_name: PageName) -> Vec<(String, Vec<u8>)> {
    let entries = entries::Entries::new(site, page_name);
    // One after the other, each on all cores: the count of one goes before the next needs room.
    let mut files: Vec<(String, Vec<u8>)> = (site.book.langs())
        .flat_map(|lang| shards::language(site, &entries, lang))
        .map(|file| (format!("{FOLDER}{}.js", file.name), file.bytes))
        .collect();
    files.sort();
    files.dedup();
    files
}

#[cfg(test)]
mod tests;
