//! The handbook as an e-book: what is in it, where its links lead, what is told.

use crate::support::{Playbook, Run};
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// A guide with much of what Markdown can say, and with HTML of which a book has only a part.
const GUIDE: &str = r#"---
title: "All sorts & <more>"
---
## 1. 先说目录

See [[s1]], [[s1.k1]], [[first-call#who]], [[about]], [the next](#2-done),
[a sheet](/files/a%20list.pdf).

![A map](</signs/a map & 1.svg>) ![A film](/signs/film.avif)[^1]

[^1]: A note with <br> and <b>bold <i>crossed</b></i> & a lone `<`.

- [x] done
- [ ] open

<details><summary>More</summary><p>inside<div>a block</p></div></details>
<iframe src="https://example.org/"></iframe><script>alert(1)</script>

## 2. Done

| a | b |
|---|---|
| 1 | 2 |

> [!SAY]
> These words.
"#;

fn playbook() -> Playbook {
    let playbook = Playbook::new();
    let settings = playbook.read("playbook.yaml").replace("base_url", "#") + "raw_html: true\n";
    playbook.write("playbook.yaml", &settings);
    playbook.write("content/guides/sorts.md", GUIDE);
    playbook.write("content/guides/about.md", "---\ntitle: About\n---\nUs.\n");
    playbook.write("content/signs/a map & 1.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    playbook.write("content/signs/film.avif", "film");
    playbook.write("content/files/a list.pdf", "list");
    playbook
}

fn export(playbook: &Playbook, more: &[&str]) -> Run {
    playbook.run(&[&["export", "epub"], more].concat())
}

/// The files of a book, in order, with their bytes.
fn files(playbook: &Playbook, path: &str) -> Vec<(String, Vec<u8>)> {
    let file = std::fs::File::open(playbook.path(path)).unwrap();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    let count = zip.len();
    let read = |n| {
        let mut file = zip.by_index(n).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

fn text(files: &[(String, Vec<u8>)], path: &str) -> String {
    let (_, bytes) = files.iter().find(|(name, _)| name == path).expect(path);
    String::from_utf8(bytes.clone()).unwrap()
}

/// The values of some attributes in a file that has to be well-formed.
fn values(xml: &str, names: &[&str]) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}")) {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap();
                    if names.contains(&attribute.key.as_ref()) {
                        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
                        found.push(value.unwrap().into_owned());
                    }
                }
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The path that an address means, seen from a file.
fn resolved(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    percent_encoding::percent_decode_str(&parts.join("/")).decode_utf8().unwrap().into_owned()
}

#[test]
fn every_link_and_picture_of_a_book_is_there() {
    let playbook = playbook();
    for lang in ["en", "zh"] {
        export(&playbook, &["--lang", lang]).expect(0);
        let files = files(&playbook, &format!("exports/playbook.{lang}.epub"));
        assert_eq!(files[0], ("mimetype".into(), b"application/epub+zip".to_vec()));
        let pages = files.iter().filter(|(name, _)| name.ends_with("html"));
        let pages: BTreeMap<&str, String> =
            pages.map(|(name, _)| (name.as_str(), text(&files, name))).collect();
        let ids: BTreeMap<&str, Vec<String>> =
            pages.iter().map(|(name, page)| (*name, values(page, &["id"]))).collect();
        for (name, list) in &ids {
            assert_eq!(list.len(), list.iter().collect::<BTreeSet<_>>().len(), "{name}");
        }
        let mut links = 0;
        for (name, page) in &pages {
            for address in values(page, &["href", "src"]) {
                if address.starts_with("http") {
                    continue;
                }
                let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
                let path = if path.is_empty() { name.to_string() } else { resolved(name, path) };
                assert!(files.iter().any(|(other, _)| *other == path), "{name}: {address}");
                let there = anchor.is_empty() || ids[&*path].iter().any(|id| id == anchor);
                assert!(there, "{name}: {address}");
                links += 1;
            }
        }
        assert!(links > 50, "{links}");
    }
}

#[test]
fn a_book_has_the_handbooks_chapters_and_no_scripts_or_folds() {
    let playbook = playbook();
    export(&playbook, &[]).expect(0);
    let files = files(&playbook, "exports/playbook.en.epub");
    let nav = text(&files, "EPUB/nav.xhtml");
    let order = ["stages/index.xhtml", "stages/s1.xhtml", "guides/sorts.xhtml", "answers/q1.xhtml"];
    let places: Vec<usize> = order.iter().map(|file| nav.find(file).expect(file)).collect();
    assert!(places.is_sorted(), "{nav}");
    assert!(nav.contains("All sorts &amp; &lt;more&gt;"), "{nav}");
    let sorts = text(&files, "EPUB/guides/sorts.xhtml");
    assert!(sorts.contains("<a href=\"../stages/s1.xhtml#s1.k1\">"), "{sorts}");
    assert!(sorts.contains("<a href=\"first-call.xhtml#who\">"), "{sorts}");
    assert!(
        sorts.contains("src=\"../files/signs/a_20_map_20_&amp;_20_1.svg\" alt=\"A map\""),
        "{sorts}"
    );
    assert!(sorts.contains("<div class=\"summary\">More</div>"), "{sorts}");
    assert!(sorts.contains("A film") && sorts.contains("These words."), "{sorts}");
    for (name, bytes) in &files {
        let page = String::from_utf8_lossy(bytes);
        for strange in ["<script", "<details", "<button", "<iframe", " data-", "<tt-"] {
            assert!(!page.contains(strange), "{name} has {strange}");
        }
    }
    let package = text(&files, "EPUB/package.opf");
    assert!(package.contains("dcterms:modified\">2026-11-02T00:00:00Z<"), "{package}");
    assert!(package.contains("accessMode\">visual<"), "{package}");
    assert!(export(&playbook, &[]).expect(0).out.contains("unchanged"));
}

#[test]
fn what_a_book_cannot_hold_is_told_chapter_by_chapter() {
    let playbook = playbook();
    let told = export(&playbook, &[]).expect(0).out;
    let lines: Vec<&str> = told.lines().filter(|line| line.contains(" sorts ")).collect();
    assert_eq!(lines.len(), 3, "{told}");
    assert!(lines[0].contains("about.html, files/files/a list.pdf"), "{told}");
    assert!(lines[1].contains("film.avif") && lines[2].contains("iframe"), "{told}");
    assert!(lines[0].contains("content/guides/sorts.md:2"), "{told}");
    std::fs::remove_file(playbook.path("exports/playbook.en.epub")).unwrap();
    export(&playbook, &["--strict"]).expect(1);
    assert!(!playbook.path("exports/playbook.en.epub").exists());

    // Where the site is published, links lead there.
    playbook.replace("playbook.yaml", "#: https", "base_url: https");
    let told = export(&playbook, &[]).expect(0).out;
    assert!(!told.contains("about.html"), "{told}");
    let sorts = text(&files(&playbook, "exports/playbook.en.epub"), "EPUB/guides/sorts.xhtml");
    assert!(sorts.contains("href=\"https://example.com/play/about.html\""), "{sorts}");
    assert!(sorts.contains("https://example.com/play/files/files/a%20list.pdf"), "{sorts}");
}

#[test]
fn a_part_of_the_handbook_is_a_book_and_right_to_left_is_too() {
    let playbook = playbook();
    export(&playbook, &["--only", "first-call"]).expect(0);
    let files_of = |path: &str| files(&playbook, path);
    let files = files_of("exports/first-call.en.epub");
    let pages = files.iter().filter(|(name, _)| name.ends_with(".xhtml"));
    let pages: Vec<&str> = pages.map(|(name, _)| name.as_str()).collect();
    assert_eq!(pages, ["EPUB/nav.xhtml", "EPUB/title.xhtml", "EPUB/guides/first-call.xhtml"]);
    assert!(text(&files, "EPUB/title.xhtml").contains("Small sales: The first call"));
    let run = export(&playbook, &["--only", "q1"]).expect(0);
    assert!(run.out.contains("written"), "{}", run.out);

    playbook.replace("playbook.yaml", "[en, zh]", "[en, zh, ar]");
    export(&playbook, &["--lang", "ar"]).expect(0);
    let files = files_of("exports/playbook.ar.epub");
    let package = text(&files, "EPUB/package.opf");
    assert!(package.contains("page-progression-direction=\"rtl\""), "{package}");
    let page = text(&files, "EPUB/guides/first-call.xhtml");
    assert!(page.contains("lang=\"ar\" xml:lang=\"ar\" dir=\"rtl\""), "{page}");
    assert!(page.contains("lang=\"en\" xml:lang=\"en\" dir=\"ltr\""), "{page}");
}
