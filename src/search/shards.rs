//! The index of one language as small scripts.
//!
//! Terms are sorted and packed into shards. A shard is two strings: its terms, each with the
//! number of letters that it shares with the one before, and their lists. A list goes from the
//! highest impact to the lowest: impact, count, and the gaps between the entries' numbers.
//! Numbers are written in base 46 with the letters of [`digit`], which no JSON has to escape:
//! most take one byte, and gzip makes half a byte of it.
//!
//! The size of a shard grows with the root of the whole, so that the list of all shards, which
//! every query needs, stays as small as the shards.

use super::entries::{Entries, Entry, Told};
use super::postings::{self, List, MOST, Term};
use super::{fold, stems};
use crate::model::Lang;
use crate::site::{Site, localized};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::HashSet;

/// A script of the index.
pub struct File {
    /// Below the folder of the index, without the ending.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The version of the format; a browser with other code does not read it.
const VERSION: u32 = 1;
/// Bytes of the smallest shard, before compression.
const SMALLEST: usize = 3000;
/// How many times larger than the list of shards a shard may be.
const SHARE: usize = 12;

/// All files of one language.
pub fn language(site: &Site, entries: &Entries, lang: Lang) -> Vec<File> {
    let language = &site.book.settings.languages[lang.0 as usize];
    let mut files = Files { prefix: &language.id, files: Vec::new() };
    let counted = postings::count(entries, lang, &language.tag, |entry, told| {
        told.map(|told| Line::new(site, entry, told, lang))
    });
    let kinds: String = entries.list.iter().map(|e| char::from(e.kind)).collect();
    let short: Vec<&str> = site.book.stages.iter().map(|s| s.short.str(lang)).collect();
    let head = json!({
        "version": VERSION,
        "lang": language.id,
        "langs": langs(site),
        "kinds": kinds,
        "stages": runs(entries.list.iter().map(|e| e.stage)),
        "stageNames": short,
        "stop": if stems::has_stops(&language.tag) { stems::STOP.join(" ") } else { String::new() },
        "terms": files.terms(&counted.terms),
        "singles": files.terms(&counted.singles),
        "words": files.words(&counted.terms),
        "texts": files.texts(&counted.kept),
        "simplified": files.simplified(&counted.singles),
        "bridge": files.bridge(site),
    });
    files
        .files
        .push(File { name: language.id.clone(), bytes: script(&language.id, &head.to_string()) });
    files.files
}

/// All languages: id, the prefix of their pages, and whether they put no spaces between words. So
/// a reader's browser loads another language's head only for a query that may stand there.
fn langs(site: &Site) -> Vec<(&str, String, bool)> {
    let languages = &site.book.settings.languages;
    let all = site.book.langs().map(|lang| {
        let language = &languages[lang.0 as usize];
        let is_joined = stems::is_joined(&language.tag);
        (&*language.id, localized(&site.book, lang, ""), is_joined)
    });
    all.collect()
}

/// A script that hands over its data, whenever it arrives.
fn script(name: &str, json: &str) -> Vec<u8> {
    format!("twotrackSearch({},{json})\n", Value::from(name)).into_bytes()
}

struct Files<'a> {
    prefix: &'a str,
    files: Vec<File>,
}

impl Files<'_> {
    /// Adds a file under a name made of its content; returns what the name adds to the prefix.
    fn add(&mut self, json: &str) -> String {
        self.add_all(vec![json.to_string()]).remove(0)
    }

    fn add_all(&mut self, contents: Vec<String>) -> Vec<String> {
        let prefix = self.prefix;
        let made: Vec<(String, File)> = (contents.into_par_iter())
            .map(|json| {
                let key = key(xxhash_rust::xxh3::xxh3_64(json.as_bytes()));
                let name = format!("{prefix}-{key}");
                let bytes = script(&name, &json);
                (key, File { name, bytes })
            })
            .collect();
        let (keys, files): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        self.files.extend(files);
        keys
    }

    /// Shards of terms: the first term of each, and the names.
    fn terms(&mut self, terms: &[Term]) -> Value {
        let lists: Vec<String> = terms.par_iter().map(|term| encode(&term.list)).collect();
        let sizes = terms.iter().zip(&lists).map(|(term, list)| term.name.len() + list.len() + 2);
        let packs = packs(sizes);
        let firsts: Vec<&str> = packs.iter().map(|(from, _)| &*terms[*from].name).collect();
        let contents = (packs.par_iter())
            .map(|(from, to)| {
                let names = front_coded(terms[*from..*to].iter().map(|t| &*t.name));
                json!([names, lists[*from..*to].join(" ")]).to_string()
            })
            .collect();
        json!([firsts.join(" "), self.add_all(contents).join(" ")])
    }

    /// All Latin words, to look for what a mistyped one may mean.
    fn words(&mut self, terms: &[Term]) -> Value {
        let is_word = |t: &&Term| {
            let latin =
                t.name.chars().next().is_some_and(|c| c.is_alphabetic() && !fold::is_joined(c));
            latin && t.name.chars().count() > 3
        };
        let words: Vec<&str> = terms.iter().filter(is_word).map(|t| &*t.name).collect();
        let packs = packs(words.iter().map(|w| w.len()));
        let firsts: Vec<&str> = packs.iter().map(|(from, _)| words[*from]).collect();
        let contents = (packs.iter())
            .map(|(from, to)| json!(front_coded(words[*from..*to].iter().copied())).to_string())
            .collect();
        json!([firsts.join(" "), self.add_all(contents).join(" ")])
    }

    /// What results show: how many entries each shard has, and the names.
    fn texts(&mut self, lines: &[Option<Line>]) -> Value {
        let packs = packs(lines.iter().map(|l| l.as_ref().map_or(1, |l| l.json.len() + 24)));
        let counts: Vec<usize> = packs.iter().map(|(from, to)| to - from).collect();
        let contents = packs.par_iter().map(|(from, to)| together(&lines[*from..*to])).collect();
        json!([counts, self.add_all(contents).join(" ")])
    }

    /// Traditional characters behind the simplified ones that occur; nothing if none does.
    fn simplified(&mut self, singles: &[Term]) -> Value {
        let known: HashSet<&str> = singles.iter().map(|t| &*t.name).collect();
        let mut table = String::new();
        for (simple, traditional) in fold::pairs() {
            if known.contains(simple.encode_utf8(&mut [0; 4]) as &str) {
                table.extend([traditional, simple]);
            }
        }
        if table.is_empty() { Value::Null } else { self.add(&json!(table).to_string()).into() }
    }

    /// Glossary terms in all languages: what a query says in one may stand in another.
    fn bridge(&mut self, site: &Site) -> Value {
        let book = &site.book;
        let forms = |term: &crate::model::Term, lang: Lang| -> Vec<String> {
            let name = term.term.get(lang).map(|phrase| phrase.text.to_string());
            name.into_iter().chain(term.also.get(lang).iter().cloned()).collect()
        };
        let terms: Vec<Vec<Vec<String>>> = (book.glossary.iter())
            .map(|term| book.langs().map(|lang| forms(term, lang)).collect())
            .collect();
        if terms.is_empty() { Value::Null } else { self.add(&json!(terms).to_string()).into() }
    }
}

/// Forty bits in letters that every file system keeps apart.
fn key(hash: u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..8).map(|n| char::from(LETTERS[(hash >> (5 * n)) as usize % 32])).collect()
}

/// Neighbours of about the same size together: from, to.
fn packs(sizes: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let sizes: Vec<usize> = sizes.collect();
    let most = (sizes.iter().sum::<usize>() * SHARE).isqrt().max(SMALLEST);
    let (mut packs, mut from, mut size) = (Vec::new(), 0, 0);
    for (at, next) in sizes.iter().enumerate() {
        if at > from && size + next > most {
            packs.push((from, at));
            (from, size) = (at, 0);
        }
        size += next;
    }
    if from < sizes.len() {
        packs.push((from, sizes.len()));
    }
    packs
}

/// The digit for a number below 46; 46 more says that another digit follows.
fn digit(n: u32) -> char {
    // From `!` on, without the quotation mark and the backslash.
    let code = n as u8 + b'!';
    let code = if code >= b'"' { code + 1 } else { code };
    char::from(if code >= b'\\' { code + 1 } else { code })
}

fn number(mut n: u32, out: &mut String) {
    while n >= 46 {
        out.push(digit(n % 46 + 46));
        n /= 46;
    }
    out.push(digit(n));
}

fn encode(list: &List) -> String {
    let postings = match list {
        // No list begins with impact 61.
        List::At(name) => return format!("={name}"),
        List::Own(postings) => postings,
    };
    let mut out = String::with_capacity(postings.len() + 8);
    for impact in (1..=MOST).rev() {
        let of_impact = || postings.iter().filter(|p| p.1 == impact);
        let count = of_impact().count();
        if count == 0 {
            continue;
        }
        number(impact, &mut out);
        number(count as u32, &mut out);
        let mut next = 0;
        for (entry, _) in of_impact() {
            number(entry - next, &mut out);
            next = entry + 1;
        }
    }
    out
}

/// Sorted words, each as the number of letters it shares with the one before, and the rest.
fn front_coded<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for word in words {
        let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a);
        // Scripts count in UTF-16.
        let (bytes, units) = shared.fold((0, 0), |(b, u), c| (b + c.len_utf8(), u + c.len_utf16()));
        if !out.is_empty() {
            out.push(' ');
        }
        number(units as u32, &mut out);
        out.push_str(&word[bytes..]);
        before = word;
    }
    out
}

/// Values and how often each follows itself: `[value, count, value, count …]`, none as -1.
fn runs(values: impl Iterator<Item = Option<usize>>) -> Vec<i64> {
    let mut runs: Vec<i64> = Vec::new();
    for value in values.map(|v| v.map_or(-1, |n| n as i64)) {
        match runs[..] {
            [.., last, _] if last == value => *runs.last_mut().expect("two or more") += 1,
            _ => runs.extend([value, 1]),
        }
    }
    runs
}

/// What a result shows of an entry.
struct Line {
    slug: String,
    page: String,
    /// Anchor, title, text and, if it is another, the language; without the brackets.
    json: String,
}

impl Line {
    fn new(site: &Site, entry: &Entry, told: &Told, lang: Lang) -> Line {
        let mut json = json!([told.anchor, told.title, told.text]).to_string();
        json.pop();
        json.remove(0);
        if told.lang != lang {
            let tag = &site.book.settings.languages[told.lang.0 as usize].tag;
            json.push_str(&format!(",{}", Value::from(tag.as_str())));
        }
        let page = entry.page.map_or(String::new(), |name| name.str(lang).to_string());
        Line { slug: entry.slug.clone(), page, json }
    }
}

/// Entries as JSON; page and address only where they change.
fn together(lines: &[Option<Line>]) -> String {
    let mut out = String::from("[");
    let mut before = ("", "");
    for line in lines {
        if out.len() > 1 {
            out.push(',');
        }
        let Some(line) = line else {
            out.push('0');
            continue;
        };
        let now = (line.slug.as_str(), line.page.as_str());
        let or_same = |now: &str, before: &str| if now == before { json!(0) } else { json!(now) };
        let (slug, page) = (or_same(now.0, before.0), or_same(now.1, before.1));
        out.push_str(&format!("[{slug},{page},{}]", line.json));
        before = now;
    }
    out.push(']');
    out
}
