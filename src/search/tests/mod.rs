//! The index of the shipped playbook, read back as a browser reads it.

use super::*;
use crate::{diagnostic::Report, parse::Parser, source::Source};
use serde_json::Value;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

fn site() -> Site {
    let source = Source::load(Path::new(env!("CARGO_MANIFEST_DIR")));
    let book = Parser::new(false).playbook(&source, &mut Report::new());
    Site::new(Arc::new(book))
}

/// Every file by its name, as the data that it hands over.
fn read(files: &[(String, Vec<u8>)]) -> HashMap<String, Value> {
    let read = |(path, bytes): &(String, Vec<u8>)| {
        let name = path.strip_prefix(FOLDER)?.strip_suffix(".js")?;
        let text = std::str::from_utf8(bytes).ok()?;
        let call = text.strip_prefix("twotrackSearch(")?.strip_suffix(")\n")?;
        let both: Value = serde_json::from_str(&format!("[{call}]")).ok()?;
        assert_eq!(both[0], name, "{path} calls itself otherwise");
        Some((name.to_string(), both[1].clone()))
    };
    files.iter().map(|file| read(file).unwrap_or_else(|| panic!("{}", file.0))).collect()
}

/// All words of all texts of a language.
fn texts(files: &HashMap<String, Value>, lang: &str) -> Vec<Value> {
    let names = files[lang]["texts"][1].as_str().unwrap();
    let shards = names.split(' ').map(|name| &files[&format!("{lang}-{name}")]);
    shards.flat_map(|shard| shard.as_array().unwrap().clone()).collect()
}

fn index_of(site: &Site) -> Vec<(String, Vec<u8>)> {
    index(site, &|page, _| page.to_string())
}

#[test]
fn a_head_lists_exactly_the_files_that_are_there() {
    let files = read(&index_of(&site()));
    let mut listed = 0;
    for lang in ["en", "zh"] {
        let head = &files[lang];
        let lists = ["terms", "singles", "words", "texts"].map(|list| &head[list][1]);
        let single = ["simplified", "bridge", "sayings"].map(|list| &head[list]);
        for names in lists.into_iter().chain(single) {
            for name in names.as_str().unwrap_or("").split_whitespace() {
                assert!(files.contains_key(&format!("{lang}-{name}")), "{lang}-{name}");
                listed += 1;
            }
        }
    }
    assert_eq!(listed + 2, files.len());
}

#[test]
fn languages_share_their_numbers() {
    let files = read(&index_of(&site()));
    let (en, zh) = (texts(&files, "en"), texts(&files, "zh"));
    assert_eq!(en.len(), zh.len());
    assert_eq!(en.len(), files["en"]["kinds"].as_str().unwrap().len());
    assert_eq!(files["en"]["kinds"], files["zh"]["kinds"]);
    let at = en.iter().position(|entry| entry[2] == "term.point-person").unwrap();
    assert_eq!(zh[at][2], "term.point-person");
    assert_eq!(en[at][3], "Point person");
    assert_eq!(zh[at][3], "经手人");
}

#[test]
fn a_question_keeps_its_answer_to_itself() {
    let site = site();
    let files = read(&index_of(&site));
    let kinds = files["en"]["kinds"].as_str().unwrap();
    let entries = texts(&files, "en");
    let questions: Vec<&Value> =
        kinds.bytes().zip(&entries).filter(|(kind, _)| *kind == b'q').map(|(_, e)| e).collect();
    assert!(questions.len() > 100);
    assert!(questions.iter().all(|question| question[4] == ""));
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    let site = site();
    assert!(index_of(&site) == index_of(&site));
}

#[test]
fn every_address_is_a_page_of_the_site() {
    let site = site();
    let files = read(&index_of(&site));
    for (lang, prefix) in [("en", ""), ("zh", "zh/")] {
        let mut slug = Value::Null;
        for entry in texts(&files, lang) {
            if entry[0].is_string() {
                slug = entry[0].clone();
            }
            let path = format!("{prefix}{}", slug.as_str().unwrap());
            assert!(site.page(&path).is_some(), "{path}");
        }
    }
}
