//! Pages as a document to comment on: what it holds, and what of it is hidden.

use crate::support::Playbook;
use std::io::Read;

fn part(playbook: &Playbook, file: &str, name: &str) -> String {
    let file = std::fs::File::open(playbook.path(file)).unwrap();
    let mut text = String::new();
    let mut zip = zip::ZipArchive::new(file).unwrap();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of each paragraph, in order, with its style.
fn paragraphs(document: &str) -> Vec<(String, String)> {
    let each = document.split("<w:p>").skip(1).map(|p| p.split("</w:p>").next().unwrap());
    each.map(|p| {
        let style = p.split("<w:pStyle w:val=\"").nth(1).unwrap_or_default();
        let style = style.split('"').next().unwrap_or_default().to_string();
        let words = p.split("xml:space=\"preserve\">").skip(1);
        let words = words.map(|rest| rest.split("</w:t>").next().unwrap()).collect();
        (style, words)
    })
    .collect()
}

#[test]
fn a_document_has_each_chapter_in_every_language_and_real_styles() {
    let playbook = Playbook::new();
    playbook.run(&["export", "docx", "--only", "first-call", "--strict"]).expect(0);
    let document = part(&playbook, "exports/first-call.docx", "word/document.xml");
    let found = paragraphs(&document);
    let expected = [
        ("Title", "Small sales"),
        ("Title", "小手册"),
        ("Heading1", "The first call"),
        ("Heading2", "Say who you are"),
        ("Normal", "Your name, your firm, why you call."),
        ("Heading1", "第一通电话"),
        ("Heading2", "先报家门"),
        ("Normal", "姓名、公司、来意。"),
    ];
    for (style, words) in expected {
        let is_there = found.iter().any(|(s, w)| s == style && w.trim() == words);
        assert!(is_there, "{style} {words}: {found:?}");
    }
    assert!(document.contains("<w:lang w:eastAsia=\"zh-CN\"/>"), "{document}");
    let run = playbook.run(&["export", "docx", "--only", "first-call"]).expect(0);
    assert!(run.out.contains("unchanged"), "{}", run.out);
    let core = part(&playbook, "exports/first-call.docx", "docProps/core.xml");
    assert_eq!(core.matches("2026-11-02T00:00:00Z").count(), 2, "{core}");
}

#[test]
fn a_stage_alone_keeps_ids_where_nobody_sees_them() {
    let playbook = Playbook::new();
    let arguments = ["export", "docx", "--only", "s1", "--alone", "--lang", "en"];
    playbook.run(&arguments).expect(0);
    let document = part(&playbook, "exports/s1.docx", "word/document.xml");
    assert!(document.contains("w:name=\"_en_s1_k1\""), "{document}");
    let found = paragraphs(&document);
    assert!(found.iter().all(|(_, words)| !words.contains("s1.k1")), "{found:?}");
    assert!(found.iter().any(|(_, words)| words.contains("[the buyer&#39;s commitment]")));
    assert_eq!(found.iter().filter(|(style, _)| style == "Heading1").count(), 1, "{found:?}");
    let all = playbook.path("all.docx");
    playbook.run(&["export", "docx", "--only", "s1", "-o", all.to_str().unwrap()]).expect(0);
    let document = part(&playbook, "all.docx", "word/document.xml");
    let heads = paragraphs(&document).into_iter().filter(|(style, _)| style == "Heading1").count();
    assert!(heads > 3, "{heads}");
    // Every place that a link names is marked, once.
    for link in document.split("w:anchor=\"").skip(1) {
        let name = link.split('"').next().unwrap();
        let mark = format!("w:name=\"{name}\"");
        assert_eq!(document.matches(&mark).count(), 1, "{name}");
    }
}

#[test]
fn lists_count_for_themselves_and_pictures_come_along() {
    let playbook = Playbook::new();
    let png = include_bytes!("look/home.png");
    std::fs::create_dir_all(playbook.path("content/signs")).unwrap();
    std::fs::write(playbook.path("content/signs/home.png"), png).unwrap();
    playbook.write("content/signs/map.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    playbook.write(
        "content/guides/lists.md",
        "---\ntitle: Lists\n---\n1. a\n2. b\n   - c\n\n   more of b\n\nwords\n\n3. d\n\n\
         | x | y |\n|---|---|\n| 1 | 2 |\n\n> said\n\n**bold** *italic* `code` \
         [out](https://example.org/?a=1&b=2) ![Home](/signs/home.png) ![Map](/signs/map.svg)\n",
    );
    let run = playbook.run(&["export", "docx", "--only", "lists", "--lang", "en"]).expect(0);
    assert!(run.out.contains("signs/map.svg"), "{}", run.out);
    let document = part(&playbook, "exports/lists.docx", "word/document.xml");
    let item = |words: &str| {
        let p = document.split("<w:p>").find(|p| p.contains(&format!(">{words}</w:t>"))).unwrap();
        p.to_string()
    };
    assert!(item("a").contains("ListNumber") && item("a").contains("<w:numId w:val=\"2\"/>"));
    assert!(item("d").contains("<w:numId w:val=\"3\"/>"));
    assert!(item("c").contains("ListBullet") && item("c").contains("<w:ilvl w:val=\"1\"/>"));
    assert!(!item("more of b").contains("w:numPr") && item("more of b").contains("w:ind"));
    assert!(item("said").contains("\"Quote\"") && document.contains("w:val=\"TableGrid\""));
    let relations = part(&playbook, "exports/lists.docx", "word/_rels/document.xml.rels");
    assert!(relations.contains("https://example.org/?a=1&amp;b=2"), "{relations}");
    assert!(relations.contains("media/0.png") && document.contains("descr=\"Home\""));
    let numbers = part(&playbook, "exports/lists.docx", "word/numbering.xml");
    assert!(numbers.contains("<w:startOverride w:val=\"3\"/>"), "{numbers}");
}
