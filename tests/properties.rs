//! No text an author may come up with makes the reader panic, and every fault points into a file.

use proptest::prelude::*;
use twotrack::diagnostic::{self, Files, Report};
use twotrack::parse::Parser;
use twotrack::source::Source;
use twotrack::{check, site::Site};

/// The sound playbook of `tests/base`.
fn base() -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new("tests/base").sort_by_file_name().into_iter().flatten();
    (files.filter(|e| e.file_type().is_file()))
        .map(|e| {
            let path = e.path().strip_prefix("tests/base").unwrap().to_str().unwrap().to_string();
            (path, std::fs::read(e.path()).unwrap())
        })
        .collect()
}

/// Reads and checks, and holds every fault to its file.
fn read(files: Vec<(String, Vec<u8>)>) -> Report {
    let source = Source::in_memory(files);
    let mut report = Report::new();
    let book = Parser::new(false).playbook(&source, &mut report);
    if !report.has_errors() {
        // A preview lays a site out while its playbook is still being checked.
        assert!(!Site::new(book.clone().into()).pages.is_empty());
    }
    check::check(&book, &mut report);
    report.sort();
    for fault in report.iter() {
        for at in fault.at.iter().chain(fault.also.iter().map(|(at, _)| at)) {
            let text = source.text(at.file);
            assert!(at.start <= at.end, "{fault:?}");
            assert!(text.is_empty() || at.end as usize <= text.len(), "{fault:?}");
        }
    }
    // Showing it must not panic either, wherever the faults are.
    let shown = diagnostic::terminal(&report, &source, false);
    assert_eq!(shown.is_empty(), report.is_empty());
    diagnostic::json(&report, &source);
    if !report.has_errors() {
        assert!(!Site::new(book.into()).pages.is_empty());
    }
    report
}

/// What a tired author or a broken editor leaves: pieces of YAML and Markdown in any order.
fn scraps() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("id: s1\n".to_string()),
        Just("  - ".to_string()),
        Just("    ".to_string()),
        Just("\t".to_string()),
        Just("\u{3000}".to_string()),
        Just("\u{ff1a}".to_string()),
        Just("{en: a, zh: 中}".to_string()),
        Just("[[s1.k1".to_string()),
        Just("]]".to_string()),
        Just("---\n".to_string()),
        Just("&a *a".to_string()),
        Just("!!str ".to_string()),
        Just("> [!SAY]\n".to_string()),
        Just("# A {#a origin=F1-F999999}\n".to_string()),
        Just("\"'|>%@`".to_string()),
        Just("\n".to_string()),
        "[a-z_]{1,8}: ",
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_in_place_of_a_file_makes_it_panic(which in 0usize..64, text in scraps()) {
        let mut files = base();
        let at = which % files.len();
        files[at].1 = text.into_bytes();
        read(files);
    }

    #[test]
    fn no_damage_to_a_file_makes_it_panic(
        which in 0usize..64,
        from in 0.0f64..1.0,
        length in 0usize..40,
        text in scraps(),
    ) {
        let mut files = base();
        let at = which % files.len();
        let bytes = &mut files[at].1;
        let start = (bytes.len() as f64 * from) as usize;
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, text.into_bytes());
        read(files);
    }

    #[test]
    fn no_bytes_make_it_panic(
        which in 0usize..64,
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut files = base();
        let at = which % files.len();
        files[at].1 = bytes;
        read(files);
    }
}

#[test]
fn the_base_is_sound() {
    assert!(read(base()).is_empty());
}

#[test]
fn reading_twice_says_the_same() {
    let mut files = base();
    files[2].1 = b"id: [".to_vec();
    assert_eq!(read(files.clone()), read(files));
}
