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

#[test]
fn borrowed_words_say_that_they_are_english_and_leave_no_trace_elsewhere() {
    let playbook = in_french();
    playbook.write(FRENCH, "skip: Aller au texte\nmenu: {label: Menu}\n");
    let site = playbook.path("site");
    playbook.run(&["build", "--out", site.to_str().unwrap()]).expect(0);
    let page = playbook.read("site/fr/stages/s1.html");
    assert!(page.contains("Aller au texte</a>"), "{page}");
    assert!(page.contains("<span lang=\"en\">Milestone</span>"), "{page}");
    let (head, body) = page.split_once("</head>").unwrap();
    assert!(!head.contains("<span"), "{head}");
    let html = scraper::Html::parse_document(body);
    let foreign = scraper::Selector::parse("[lang=en]").unwrap();
    assert!(html.select(&foreign).count() > 5);
    let english = playbook.read("site/stages/s1.html");
    assert!(!english.contains("<span lang=\"en\">"), "English borrows from nobody");
    for entry in walkdir::WalkDir::new(&site).into_iter().flatten() {
        let Ok(bytes) = std::fs::read(entry.path()) else { continue };
        let found = bytes.windows(3).any(|it| it == "\u{fdd0}".as_bytes());
        assert!(!found, "{} has a sign of ours", entry.path().display());
    }
    let words = playbook.read("site/fr/data/words.js");
    assert!(
        words.contains("borrowed") && !playbook.read("site/data/words.js").contains("borrowed")
    );
}

#[test]
fn words_of_another_script_say_which_way_they_run() {
    let playbook = Playbook::new();
    let settings = playbook.read("playbook.yaml");
    playbook.write(
        "playbook.yaml",
        &settings.replace("languages: [en, zh]", "languages: [en, zh, ar]"),
    );
    let site = playbook.path("site");
    playbook.run(&["build", "--out", site.to_str().unwrap()]).expect(0);
    let page = playbook.read("site/ar/stages/s1.html");
    assert!(page.contains("dir=\"rtl\""), "{page}");
    let (borrowed, told) =
        (page.matches(" lang=\"en\"").count(), page.matches(" lang=\"en\" dir=\"ltr\"").count());
    assert!(told > 5, "{page}");
    assert!(borrowed - told <= 1, "only the link to the English page may leave it out: {page}");
    assert!(
        !playbook.read("site/zh/stages/s1.html").contains("dir=\"ltr\"><"),
        "it is the page's own way"
    );
}

/// What a reader of a page can see or hear.
fn visible(html: &str) -> String {
    let html = scraper::Html::parse_document(html);
    let mut out = String::new();
    for node in html.tree.root().descendants() {
        let parent =
            node.parent().and_then(|it| it.value().as_element().map(|it| it.name().to_string()));
        match node.value() {
            scraper::Node::Text(text) if !matches!(parent.as_deref(), Some("script" | "style")) => {
                out += &format!("{}\n", &**text);
            }
            scraper::Node::Element(element) => {
                let said = ["alt", "aria-label", "title", "placeholder", "content"];
                said.iter()
                    .filter_map(|name| element.attr(name))
                    .for_each(|it| out += &format!("{it}\n"));
            }
            _ => {}
        }
    }
    out
}

/// Every text of a JSON value.
fn texts(value: &serde_json::Value, out: &mut String) {
    match value {
        serde_json::Value::String(text) => *out += &format!("{text}\n"),
        serde_json::Value::Object(map) => map.values().for_each(|it| texts(it, out)),
        serde_json::Value::Array(list) => list.iter().for_each(|it| texts(it, out)),
        _ => {}
    }
}

#[test]
fn a_trade_has_its_own_nouns_on_every_page() {
    let playbook = Playbook::new();
    let own = "nouns:\n  deal:\n    en: {one: opening, other: openings}\n    zh: 职位\n  buyer:\n    \
               en: {one: applicant, other: applicants}\n    zh: 应聘者\n  seller: {en: recruiter, zh: 招聘方}\n  \
               customer: {en: {one: applicant, other: applicants}, zh: 应聘者}\n  rep: {en: recruiter, zh: 招聘员}\n";
    playbook.write("playbook.yaml", &(playbook.read("playbook.yaml") + own));
    // A conversation that is played has its roles.
    let script = "content/scripts/call.yaml";
    let observed = "observe:\n  - {en: A date is named., zh: 说出了日期。}\n";
    playbook.write(script, &(playbook.read(script) + observed));
    let theirs = [
        ("One deal", "One opening"),
        ("customer", "applicant"),
        ("Selling", "Hiring"),
        ("客户", "应聘者"),
        ("商机", "职位"),
        ("销售", "招聘"),
        ("Buyer", "Applicant"),
        ("a buyer", "an applicant"),
        ("the buyer", "the applicant"),
    ];
    for entry in walkdir::WalkDir::new(playbook.root()).into_iter().flatten() {
        if let (true, Ok(text)) =
            (entry.file_type().is_file(), std::fs::read_to_string(entry.path()))
        {
            let changed = theirs.iter().fold(text, |text, (old, new)| text.replace(old, new));
            std::fs::write(entry.path(), changed).unwrap();
        }
    }
    // The keys of `nouns` are not for readers.
    playbook.replace(
        "playbook.yaml",
        "  applicant: {en: {one: applicant",
        "  customer: {en: {one: applicant",
    );
    playbook.run(&["build", "--out", playbook.path("site").to_str().unwrap()]).expect(0);
    let mut seen = String::new();
    for entry in walkdir::WalkDir::new(playbook.path("site")).into_iter().flatten() {
        let path = entry.path().display().to_string();
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        let mut said = String::new();
        if path.ends_with(".html") {
            said = visible(&text);
        } else if path.ends_with("data/words.js") {
            let data = text.split_once("detail:").and_then(|(_, it)| it.rsplit_once("}))"));
            let json = data.expect("a message").0;
            texts(&serde_json::from_str(json).expect("JSON"), &mut said);
        }
        // Addresses have ids in them.
        for line in said.lines().filter(|line| !line.starts_with("https://")) {
            let words = line.to_lowercase();
            let mut words = words.split(|c: char| !c.is_ascii_alphabetic());
            let left = [
                "deal",
                "deals",
                "buyer",
                "buyers",
                "customer",
                "customers",
                "rep",
                "sells",
                "buys",
            ];
            let found = words.find(|word| left.contains(word));
            assert_eq!(found, None, "{path}: {line}");
            for left in ["商机", "客户", "销售", "采购"] {
                assert!(!line.contains(left), "{path}: {line}");
            }
            // Scripts put values into their words; a page has them in.
            let open = path.ends_with(".html") && line.contains('{');
            assert!(!open, "{path}: {line}");
        }
        seen += &said;
    }
    for there in [
        "Openings",
        "The applicant's process",
        "an opening",
        "职位",
        "应聘者内部流程",
        "One person is the recruiter, one is the applicant",
    ] {
        assert!(seen.contains(there), "{there}");
    }
}
