//! `twotrack words`: a list that can be filled in, added to, and trusted with one's work.

use crate::support::{Playbook, Run};

const FRENCH: &str = "themes/default/i18n/fr.yaml";

fn in_french() -> Playbook {
    let playbook = Playbook::new();
    playbook.replace("playbook.yaml", "languages: [en, zh]", "languages: [en, zh, fr]");
    playbook
}

/// How many words `check` says are missing in a language.
fn missing(playbook: &Playbook, language: &str) -> Option<usize> {
    let run = playbook.run(&["check"]);
    let told: Vec<&str> = run.err.lines().filter(|l| l.contains("missing-ui-text")).collect();
    let of = format!("in `{language}`");
    let told: Vec<&&str> = told.iter().filter(|line| line.contains(&of)).collect();
    assert!(told.len() <= 1, "{told:?}");
    told.first().map(|line| line.split(' ').find_map(|word| word.parse().ok()).expect("a count"))
}

fn values(text: &str) -> serde_yaml::Value {
    serde_yaml::from_str(text).expect("YAML")
}

#[test]
fn a_new_list_has_every_word_with_the_english_beside_it() {
    let playbook = in_french();
    let all = missing(&playbook, "fr").expect("a warning");
    assert!(all > 500);
    let run = playbook.run(&["words", "fr"]).expect(0);
    assert!(run.out.contains("for the preview alone"), "{}", run.out);
    let text = playbook.read(FRENCH);
    for line in [
        "skip: \"\"  # Skip to the text\n",
        "  stages: \"@pages.stages\"  # Stages\n",
        "    one: \"\"  # {n} guide\n    other: \"\"  # {n} guides\n",
        "colon: \"\"  # \": \"\n",
    ] {
        assert!(text.contains(line), "{line}");
    }
    // English's order, and the words of the desk at the end.
    let (pages, desk) = text.split_once("# Only the preview shows these").expect("two groups");
    assert!(!pages.contains("\ndesk:") && desk.contains("\ndesk:\n  title: \"\"  # The trainer"));
    assert!(pages.find("\nskip:") < pages.find("\npages:"));
    // Nothing is said yet, so nothing has changed.
    assert_eq!(missing(&playbook, "fr"), Some(all));
    let again = playbook.run(&["words", "fr"]).expect(0);
    assert!(again.out.contains("0 words added"), "{}", again.out);
    assert_eq!(playbook.read(FRENCH), text);
}

#[test]
fn what_is_written_stays_byte_by_byte_and_what_is_missing_comes_behind_it() {
    let playbook = in_french();
    let mine = "# À moi\r\nskip: \"Aller au texte\" # bien\r\nmenu: {label: Principal, } # {menu}\r\n\
                path: {}\r\ngate: {when: {milestone: \"Dès #\"}, more: Plus}\r\n\
                counts:\r\n    guides:   # pluriel\r\n      other: '{n} guides'\r\n\
                turn:\r\npages:\r\n  home: |\r\n    Accueil\r\n\r\n# la fin";
    std::fs::create_dir_all(playbook.path("themes/default/i18n")).unwrap();
    std::fs::write(playbook.path(FRENCH), format!("\u{feff}{mine}")).unwrap();
    playbook.run(&["words", "fr"]).expect(0);
    let text = playbook.read(FRENCH);
    let whole = "menu: {label: Principal, stages: \"@pages.stages\", scripts: ";
    assert!(text.contains(whole) && text.contains(", } # {menu}\r\n"));
    let rest = text.strip_prefix('\u{feff}').expect("the mark of the order of bytes");
    let mut lines = rest.split_inclusive("\r\n");
    for line in mine.split_inclusive("\r\n").filter(|line| !line.contains(": {")) {
        let found = lines.any(|it| it.trim_end() == line.trim_end());
        assert!(found, "{line:?} is lost or has moved");
    }
    assert!(!rest.replace("\r\n", "").contains('\n'), "other ends of lines");
    let now = values(rest);
    assert_eq!(now["menu"]["label"], "Principal");
    assert_eq!(now["menu"]["stages"], "@pages.stages");
    assert_eq!(now["counts"]["guides"]["one"], "");
    assert_eq!(now["counts"]["guides"]["other"], "{n} guides");
    assert_eq!(now["turn"]["next"], "");
    assert_eq!(now["desk"]["title"], "");
    assert_eq!(now["path"]["read"], "");
    assert_eq!(now["gate"]["when"]["milestone"], "Dès #");
    assert_eq!(now["gate"]["when"]["success"], "");
    playbook.run(&["words", "fr"]).expect(0);
    assert_eq!(playbook.read(FRENCH), text);
}

#[test]
fn forms_follow_the_language_and_a_country_borrows_from_its_language_first() {
    let playbook = Playbook::new();
    playbook.replace("playbook.yaml", "languages: [en, zh]", "languages: [en, zh, fr-CA, pl]");
    let english = missing(&playbook, "fr-CA").unwrap();
    playbook.write(FRENCH, "skip: Aller au texte\nfeed: Fil\n");
    assert_eq!(missing(&playbook, "fr-CA"), Some(english - 2));
    playbook.run(&["words", "fr-CA"]).expect(0);
    let text = playbook.read("themes/default/i18n/fr-CA.yaml");
    assert!(text.contains("skip: \"\"  # Aller au texte | Skip to the text\n"), "{text}");
    playbook.run(&["words", "pl"]).expect(0);
    let polish = values(&playbook.read("themes/default/i18n/pl.yaml"));
    let forms = polish["counts"]["guides"].as_mapping().unwrap();
    let forms: Vec<&str> = forms.keys().filter_map(|key| key.as_str()).collect();
    assert_eq!(forms, ["one", "few", "many", "other"]);
    let build: Run = playbook.run(&["build", "--out", playbook.path("site").to_str().unwrap()]);
    assert_eq!(build.code, 0, "{}", build.err);
    assert!(playbook.read("site/fr-CA/index.html").contains("Aller au texte"));
}

#[test]
fn a_faulty_file_or_language_is_told_and_nothing_is_written() {
    let playbook = in_french();
    for (text, told) in [
        ("skip: \"Aller\nfeed: Fil\n", "yaml-syntax"),
        ("menu: Menu\n", "must be a group of keys"),
        ("- skip\n", "must be a group of keys"),
    ] {
        playbook.write(FRENCH, text);
        let run = playbook.run(&["words", "fr"]).expect(1);
        assert!(run.err.contains(told), "{}", run.err);
        assert_eq!(playbook.read(FRENCH), text);
        assert_eq!(missing(&playbook, "fr"), None, "a fault draws no other");
    }
    let run = playbook.run(&["words", "french"]).expect(2);
    assert!(run.err.contains("is the tag of no language"), "{}", run.err);
    let run = playbook.run(&["words", "de"]).expect(0);
    assert!(run.out.contains("add `de` to `languages`"), "{}", run.out);
}
