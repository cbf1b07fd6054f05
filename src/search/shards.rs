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

use super::count::{MOST, Posting};
use super::entries::{Entries, Entry, Told};
use super::postings::{self, List, Postings, Term};
use super::{fold, sayings, stems};
use crate::model::{Group, Kind, Lang};
use crate::site::{Site, localized};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet};

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
    let (postings, lines) = postings::count(entries, lang, &language.tag, |entry, told| {
        told.map(|told| Line::new(site, entry, told, lang))
    });
    let terms = files.terms(&postings, &postings.terms);
    let singles = files.terms(&postings, &postings.singles);
    let words = files.words(&postings.terms);
    let simplified = files.simplified(&postings.singles);
    // Before the texts take its place in memory.
    drop(postings);
    let kinds: String = entries.list.iter().map(|e| char::from(e.kind)).collect();
    let short: Vec<&str> = site.book.stages.iter().map(|s| s.short.str(lang)).collect();
    let head = json!({
        "version": VERSION,
        "lang": language.id,
        "langs": langs(site),
        "kinds": kinds,
        "groups": groups(),
        "weights": weights(),
        "stages": runs(entries.list.iter().map(|e| e.stage)),
        "stageNames": short,
        "stop": if stems::has_stops(&language.tag) { stems::STOP.join(" ") } else { String::new() },
        "fillers": stems::fillers(&language.tag),
        "terms": terms,
        "singles": singles,
        "words": words,
        "texts": files.texts(lines),
        "simplified": simplified,
        "bridge": files.bridge(site),
        "sayings": files.sayings(site, lang),
    });
    let mut bytes = opening(&language.id);
    put(&mut bytes, &head);
    bytes.extend(CLOSING);
    files.files.push(File { name: language.id.clone(), bytes });
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

/// The groups of results, each with the letters of its kinds.
fn groups() -> Vec<(&'static str, String)> {
    Group::WORDS.iter().map(|(word, group)| (*word, group.letters())).collect()
}

/// Kinds that count more or less than others, by their letters.
fn weights() -> BTreeMap<char, f64> {
    let weights = Kind::ALL.iter().map(|kind| (char::from(kind.letter()), kind.weight()));
    weights.filter(|(_, weight)| *weight != 1.0).collect()
}

/// How a script begins that hands over its data, whenever it arrives.
fn opening(name: &str) -> Vec<u8> {
    format!("twotrackSearch({},", Value::from(name)).into_bytes()
}

const CLOSING: &[u8] = b")\n";

/// Writes a text as JSON, at once if nothing in it has to be escaped, as is the rule.
fn put_text(out: &mut Vec<u8>, text: &str) {
    let is_special = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    // Counted to the end, because that goes many bytes at a time.
    if text.as_bytes().iter().filter(|byte| is_special(byte)).count() > 0 {
        return put(out, text);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Writes a value as JSON.
fn put(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    serde_json::to_writer(out, value).expect("memory takes what is written");
}

/// A file whose name ends with a key of its content; the key, and the file.
fn named(prefix: &str, write: impl FnOnce(&mut Vec<u8>)) -> (String, File) {
    const UNKNOWN: &str = "00000000";
    let mut bytes = opening(&format!("{prefix}-{UNKNOWN}"));
    let start = bytes.len();
    write(&mut bytes);
    let key = key(xxhash_rust::xxh3::xxh3_64(&bytes[start..]));
    bytes.extend(CLOSING);
    bytes.shrink_to_fit();
    // The name stands before a quotation mark and a comma.
    let end = start - "\",".len();
    bytes[end - UNKNOWN.len()..end].copy_from_slice(key.as_bytes());
    let name = format!("{prefix}-{key}");
    (key, File { name, bytes })
}

struct Files<'a> {
    prefix: &'a str,
    files: Vec<File>,
}

impl Files<'_> {
    /// Adds a file under a name made of its content; returns what the name adds to the prefix.
    fn add(&mut self, value: &(impl Serialize + Sync)) -> String {
        self.add_all(vec![value], |value, out| put(out, value))
    }

    /// The same for many, written in parallel.
    fn add_all<P: Send>(
        &mut self,
        parts: Vec<P>,
        write: impl Fn(P, &mut Vec<u8>) + Sync,
    ) -> String {
        let prefix = self.prefix;
        let made: Vec<(String, File)> =
            parts.into_par_iter().map(|part| named(prefix, |out| write(part, out))).collect();
        let (keys, files): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        self.files.extend(files);
        keys.join(" ")
    }

    /// Shards of terms: the first term of each, and the names.
    fn terms(&mut self, postings: &Postings, terms: &[Term]) -> Value {
        let lists: Vec<Vec<u8>> = (terms.par_iter())
            .map_init(Room::default, |room, term| encode(postings, &term.list, room))
            .collect();
        let sizes = terms.iter().zip(&lists).map(|(term, list)| term.name.len() + list.len() + 2);
        let packs = packs(sizes);
        let firsts: Vec<&str> = packs.iter().map(|(from, _)| &*terms[*from].name).collect();
        let firsts = firsts.join(" ");
        let names = self.add_all(packs, |(from, to), out| {
            out.push(b'[');
            put(out, &front_coded(terms[from..to].iter().map(|t| &*t.name)));
            out.extend(b",\"");
            out.extend(lists[from..to].join(&b' '));
            out.extend(b"\"]");
        });
        json!([firsts, names])
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
        let firsts = firsts.join(" ");
        let names = self.add_all(packs, |(from, to), out| {
            put(out, &front_coded(words[from..to].iter().copied()));
        });
        json!([firsts, names])
    }

    /// What results show: how many entries each shard has, and the names.
    fn texts(&mut self, lines: Vec<Option<Line>>) -> Value {
        let packs = packs(lines.iter().map(|l| l.as_ref().map_or(1, |l| l.json.len() + 24)));
        let counts: Vec<usize> = packs.iter().map(|(from, to)| to - from).collect();
        // Each shard has its own lines, so that they go as soon as it is written.
        let mut lines = lines.into_iter();
        let parts: Vec<Vec<_>> =
            counts.iter().map(|count| lines.by_ref().take(*count).collect()).collect();
        json!([counts, self.add_all(parts, |part, out| together(&part, out))])
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
        if table.is_empty() { Value::Null } else { self.add(&table).into() }
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
        if terms.is_empty() { Value::Null } else { self.add(&terms).into() }
    }

    /// What buyers say; nothing in a playbook without objections.
    fn sayings(&mut self, site: &Site, lang: Lang) -> Value {
        let all = sayings::of(site, lang);
        if all.is_empty() { Value::Null } else { self.add(&all).into() }
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
fn digit(n: u32) -> u8 {
    // From `!` on, without the quotation mark and the backslash.
    let code = n as u8 + b'!';
    let code = if code >= b'"' { code + 1 } else { code };
    if code >= b'\\' { code + 1 } else { code }
}

fn number(mut n: u32, out: &mut Vec<u8>) {
    while n >= 46 {
        out.push(digit(n % 46 + 46));
        n /= 46;
    }
    out.push(digit(n));
}

/// Room to write a list in.
#[derive(Default)]
struct Room {
    list: Vec<Posting>,
    by_impact: [Gaps; MOST as usize + 1],
}

/// The entries of one impact.
#[derive(Default)]
struct Gaps {
    count: u32,
    /// The entry after the last.
    next: u32,
    digits: Vec<u8>,
}

fn encode(postings: &Postings, list: &List, room: &mut Room) -> Vec<u8> {
    let places = match list {
        // No list begins with impact 61.
        List::At(name) => return format!("={name}").into_bytes(),
        List::Own(places) => places,
    };
    postings.read(places, &mut room.list);
    for posting in &room.list {
        let gaps = &mut room.by_impact[posting.impact() as usize];
        number(posting.entry() - gaps.next, &mut gaps.digits);
        gaps.next = posting.entry() + 1;
        gaps.count += 1;
    }
    let mut out = Vec::new();
    for (impact, gaps) in room.by_impact.iter_mut().enumerate().rev() {
        if gaps.count > 0 {
            number(impact as u32, &mut out);
            number(gaps.count, &mut out);
            out.append(&mut gaps.digits);
            (gaps.count, gaps.next) = (0, 0);
        }
    }
    out
}

/// Sorted words, each as the number of letters it shares with the one before, and the rest.
fn front_coded<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut out = Vec::new();
    let mut before = "";
    for word in words {
        let shared = before.chars().zip(word.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a);
        // Scripts count in UTF-16.
        let (bytes, units) = shared.fold((0, 0), |(b, u), c| (b + c.len_utf8(), u + c.len_utf16()));
        if !out.is_empty() {
            out.push(b' ');
        }
        number(units as u32, &mut out);
        out.extend_from_slice(&word.as_bytes()[bytes..]);
        before = word;
    }
    String::from_utf8(out).expect("words are text, and digits are ASCII")
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
struct Line<'a> {
    slug: &'a str,
    page: &'a str,
    /// Anchor, title, text and, if it is another, the language; without the brackets.
    json: Vec<u8>,
}

impl<'a> Line<'a> {
    fn new(site: &Site, entry: &'a Entry<'a>, told: &Told, lang: Lang) -> Line<'a> {
        let words = [&told.anchor, &told.title, &told.text];
        let mut json = Vec::with_capacity(words.iter().map(|word| word.len() + 8).sum());
        for (n, word) in words.into_iter().enumerate() {
            if n > 0 {
                json.push(b',');
            }
            put_text(&mut json, word);
        }
        if told.lang != lang {
            json.push(b',');
            put(&mut json, &site.book.settings.languages[told.lang.0 as usize].tag);
        }
        let page = entry.page.map_or("", |name| name.str(lang));
        Line { slug: entry.slug, page, json }
    }
}

/// Entries as JSON; page and address only where they change.
fn together(lines: &[Option<Line>], out: &mut Vec<u8>) {
    out.push(b'[');
    let mut before = ("", "");
    for (n, line) in lines.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        let Some(line) = line else {
            out.push(b'0');
            continue;
        };
        out.push(b'[');
        for (now, before) in [(line.slug, before.0), (line.page, before.1)] {
            if now == before {
                out.push(b'0')
            } else {
                put_text(out, now)
            }
            out.push(b',');
        }
        out.extend_from_slice(&line.json);
        out.push(b']');
        before = (line.slug, line.page);
    }
    out.push(b']');
}
