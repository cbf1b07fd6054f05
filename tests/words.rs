//! `twotrack words`: a list that can be filled in, added to, and trusted with one's work.

use crate::support::{Playbook, Run};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// No words of Italian ship with Twotrack.
const ITALIAN: &str = "themes/default/i18n/it.yaml";

fn in_italian() -> Playbook {
    let playbook = Playbook::new();
    playbook.replace("playbook.yaml", "languages: [en, zh]", "languages: [en, zh, it]");
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
    let playbook = in_italian();
    let all = missing(&playbook, "it").expect("a warning");
    assert!(all > 500);
    let run = playbook.run(&["words", "it"]).expect(0);
    assert!(run.out.contains("for the preview alone"), "{}", run.out);
    let text = playbook.read(ITALIAN);
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
    assert_eq!(missing(&playbook, "it"), Some(all));
    let again = playbook.run(&["words", "it"]).expect(0);
    assert!(again.out.contains("0 words added"), "{}", again.out);
    assert_eq!(playbook.read(ITALIAN), text);
}

#[test]
fn what_is_written_stays_byte_by_byte_and_what_is_missing_comes_behind_it() {
    let playbook = in_italian();
    let mine = "# À moi\r\nskip: \"Vai al testo\" # bien\r\nmenu: {label: Principal, } # {menu}\r\n\
                path: {}\r\ngate: {when: {milestone: \"Dès #\"}, more: Plus}\r\n\
                counts:\r\n    guides:   # pluriel\r\n      other: '{n} guides'\r\n\
                turn:\r\npages:\r\n  home: |\r\n    Accueil\r\n\r\n# la fin";
    std::fs::create_dir_all(playbook.path("themes/default/i18n")).unwrap();
    std::fs::write(playbook.path(ITALIAN), format!("\u{feff}{mine}")).unwrap();
    playbook.run(&["words", "it"]).expect(0);
    let text = playbook.read(ITALIAN);
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
    playbook.run(&["words", "it"]).expect(0);
    assert_eq!(playbook.read(ITALIAN), text);
}

#[test]
fn forms_follow_the_language_and_a_country_borrows_from_its_language_first() {
    let playbook = Playbook::new();
    playbook.replace("playbook.yaml", "languages: [en, zh]", "languages: [en, zh, it-CH, pl]");
    let english = missing(&playbook, "it-CH").unwrap();
    playbook.write(ITALIAN, "skip: Vai al testo\nfeed: Fil\n");
    assert_eq!(missing(&playbook, "it-CH"), Some(english - 2));
    playbook.run(&["words", "it-CH"]).expect(0);
    let text = playbook.read("themes/default/i18n/it-CH.yaml");
    assert!(text.contains("skip: \"\"  # Vai al testo | Skip to the text\n"), "{text}");
    playbook.run(&["words", "pl"]).expect(0);
    let polish = values(&playbook.read("themes/default/i18n/pl.yaml"));
    let forms = polish["counts"]["guides"].as_mapping().unwrap();
    let forms: Vec<&str> = forms.keys().filter_map(|key| key.as_str()).collect();
    assert_eq!(forms, ["one", "few", "many", "other"]);
    let build: Run = playbook.run(&["build", "--out", playbook.path("site").to_str().unwrap()]);
    assert_eq!(build.code, 0, "{}", build.err);
    assert!(playbook.read("site/it-CH/index.html").contains("Vai al testo"));
}

#[test]
fn a_faulty_file_or_language_is_told_and_nothing_is_written() {
    let playbook = in_italian();
    for (text, told) in [
        ("skip: \"Aller\nfeed: Fil\n", "yaml-syntax"),
        ("menu: Menu\n", "must be a group of keys"),
        ("- skip\n", "must be a group of keys"),
    ] {
        playbook.write(ITALIAN, text);
        let run = playbook.run(&["words", "it"]).expect(1);
        assert!(run.err.contains(told), "{}", run.err);
        assert_eq!(playbook.read(ITALIAN), text);
        assert_eq!(missing(&playbook, "it"), None, "a fault draws no other");
    }
    let run = playbook.run(&["words", "french"]).expect(2);
    assert!(run.err.contains("is the tag of no language"), "{}", run.err);
    let run = playbook.run(&["words", "pt"]).expect(0);
    assert!(run.out.contains("add `pt` to `languages`"), "{}", run.out);
}

#[test]
fn borrowed_words_say_that_they_are_english_and_leave_no_trace_elsewhere() {
    let playbook = in_italian();
    playbook.write(ITALIAN, "skip: Vai al testo\nmenu: {label: Menu}\n");
    let site = playbook.path("site");
    playbook.run(&["build", "--out", site.to_str().unwrap()]).expect(0);
    let page = playbook.read("site/it/stages/s1.html");
    assert!(page.contains("Vai al testo</a>"), "{page}");
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
    let words = playbook.read("site/it/data/words.js");
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

/// Puts the words of hiring in place of those of selling, in every file of a playbook.
fn translate_to_hiring(playbook: &Playbook) {
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
}

/// What readers see of a file of the site.
fn said_by(path: &Path) -> Option<String> {
    let text = std::fs::read_to_string(path).ok()?;
    if path.extension().is_some_and(|it| it == "html") {
        return Some(visible(&text));
    }
    let mut said = String::new();
    if path.ends_with("data/words.js") {
        let data = text.split_once("detail:").and_then(|(_, it)| it.rsplit_once("}))"));
        let json = data.expect("a message").0;
        texts(&serde_json::from_str(json).expect("JSON"), &mut said);
    }
    Some(said)
}

/// The word of selling in a line, if there is one.
fn of_selling(line: &str) -> Option<String> {
    let ours =
        ["deal", "deals", "buyer", "buyers", "customer", "customers", "rep", "sells", "buys"];
    let lower = line.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_ascii_alphabetic());
    let chinese = || ["商机", "客户", "销售", "采购"].into_iter().find(|it| line.contains(it));
    words.find(|word| ours.contains(word)).or_else(chinese).map(str::to_string)
}

#[test]
fn a_trade_has_its_own_nouns_on_every_page() {
    let playbook = Playbook::new();
    let own = "nouns:\n  deal:\n    en: {one: opening, other: openings}\n    zh: 职位\n  buyer:\n    \
               en: {one: applicant, other: applicants}\n    zh: 应聘者\n  \
               seller: {en: recruiter, zh: 招聘方}\n  \
               customer: {en: {one: applicant, other: applicants}, zh: 应聘者}\n  \
               rep: {en: recruiter, zh: 招聘员}\n";
    playbook.write("playbook.yaml", &(playbook.read("playbook.yaml") + own));
    // A conversation that is played has its roles.
    let script = "content/scripts/call.yaml";
    let observed = "observe:\n  - {en: A date is named., zh: 说出了日期。}\n";
    playbook.write(script, &(playbook.read(script) + observed));
    translate_to_hiring(&playbook);
    playbook.run(&["build", "--out", playbook.path("site").to_str().unwrap()]).expect(0);
    let mut seen = String::new();
    for entry in walkdir::WalkDir::new(playbook.path("site")).into_iter().flatten() {
        let path = entry.path();
        let Some(said) = said_by(path) else { continue };
        // Addresses have ids in them.
        for line in said.lines().filter(|line| !line.starts_with("https://")) {
            assert_eq!(of_selling(line), None, "{}: {line}", path.display());
            // Scripts put values into their words; a page has them in.
            let is_page = path.extension().is_some_and(|it| it == "html");
            assert!(!(is_page && line.contains('{')), "{}: {line}", path.display());
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

/// The languages that ship, each with the plural categories that CLDR gives it.
const SHIPPED: [(&str, &[&str]); 6] = [
    ("de", &["one", "other"]),
    ("en", &["one", "other"]),
    ("es", &["many", "one", "other"]),
    ("fr", &["many", "one", "other"]),
    ("ja", &["other"]),
    ("zh", &["other"]),
];

/// The words of a language that ships, by dotted name, with each one's forms: `""` if it has none.
fn shipped(language: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    fn add(
        value: &serde_yaml::Value,
        name: &str,
        out: &mut BTreeMap<String, BTreeMap<String, String>>,
    ) {
        let Some(map) = value.as_mapping() else {
            let word = value.as_str().unwrap_or_else(|| panic!("{name} is no text")).to_string();
            let (stem, form) = match name.rsplit_once('.') {
                Some((stem, form)) if CATEGORIES.contains(&form) => (stem, form),
                _ => (name, ""),
            };
            out.entry(stem.to_string()).or_default().insert(form.to_string(), word);
            return;
        };
        for (key, value) in map {
            let key = key.as_str().expect("a text");
            add(value, &if name.is_empty() { key.into() } else { format!("{name}.{key}") }, out);
        }
    }
    let text = std::fs::read_to_string(format!("themes/default/i18n/{language}.yaml")).unwrap();
    let mut out = BTreeMap::new();
    add(&values(&text), "", &mut out);
    // A word of two names below which there is one called `other` is no word with forms.
    let single = |stem: &str| matches!(stem, "footnote");
    out.retain(|stem, _| !stem.starts_with("nouns.") && !single(stem));
    out
}

const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The values in braces of a word, without the nouns of the trade.
fn braces(word: &str) -> BTreeSet<&str> {
    let nouns = ["deal", "buyer", "seller", "customer", "rep"];
    let names = word.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0));
    let is_noun = |name: &str| {
        let name = name.to_lowercase();
        let name = name.trim_start_matches("a_").trim_start_matches("the_");
        nouns.iter().any(|noun| {
            name.strip_prefix(noun)
                .is_some_and(|rest| rest.is_empty() || rest == "s" || rest.starts_with('_'))
        })
    };
    names.filter(|name| !is_noun(name)).collect()
}

#[test]
fn every_language_that_ships_is_whole() {
    let mut files: Vec<String> = std::fs::read_dir("themes/default/i18n")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().replace(".yaml", ""))
        .collect();
    files.sort();
    assert_eq!(files, SHIPPED.map(|(language, _)| language));
    let english = shipped("en");
    assert!(english.len() > 600, "{}", english.len());
    for (language, categories) in SHIPPED {
        let own = shipped(language);
        let names = |it: &BTreeMap<String, _>| it.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(names(&own), names(&english), "{language}: the same words as in English");
        for (name, forms) in &own {
            let theirs = &english[name];
            let has: Vec<&str> = forms.keys().map(String::as_str).collect();
            match theirs.contains_key("") {
                true => assert_eq!(has, [""], "{language}: {name} has no forms in English"),
                false => assert_eq!(has, categories, "{language}: {name}"),
            }
            let needed = theirs.get("other").or(theirs.get("")).unwrap();
            for (form, word) in forms {
                assert!(!word.is_empty(), "{language}: {name} says nothing");
                if word.starts_with('@') || needed.starts_with('@') {
                    continue;
                }
                let (mut has, mut needs) = (braces(word), braces(needed));
                // One thing need not be counted.
                if form == "one" {
                    has.remove("n");
                    needs.remove("n");
                }
                assert_eq!(has, needs, "{language}: {name} shows other values");
            }
        }
    }
}

#[test]
fn a_language_that_ships_needs_nothing_more() {
    for (language, _) in SHIPPED {
        let playbook = Playbook::new();
        if !["en", "zh"].contains(&language) {
            let all = format!("languages: [en, zh, {language}]");
            playbook.replace("playbook.yaml", "languages: [en, zh]", &all);
        }
        assert_eq!(missing(&playbook, language), None, "{language}");
        let run = playbook.run(&["words", language]).expect(0);
        assert!(run.out.contains("nothing is left to translate"), "{language}: {}", run.out);
        // A list of what ships already changes nothing as long as nobody fills it in.
        assert_eq!(missing(&playbook, language), None, "{language}");
    }
}

#[test]
fn a_noun_without_a_form_that_is_asked_for_is_told_with_what_to_write() {
    let playbook = Playbook::new();
    let own = "languages: [en, zh, fr, de, ja]\nnouns:\n  \
               deal: {en: {one: vacancy, other: vacancies}, zh: 职位, ja: 求人, \
               fr: {one: poste, other: postes, a: un poste}, de: Stelle}\n  \
               customer: {en: {one: client, other: clients}, zh: 客人, ja: 応募者, \
               fr: {one: candidat, other: candidats, a: un candidat, the: le candidat, \
               of: du candidat}, de: {one: Bewerber, other: Bewerber, gen: des Bewerbers}}";
    playbook.replace("playbook.yaml", "languages: [en, zh]", own);
    let run = playbook.run(&["check"]).expect(0);
    let told: Vec<&str> = run.err.lines().filter(|it| it.contains("noun-form")).collect();
    assert_eq!(
        told,
        [
            "warning[missing-noun-form]: `deal` lacks `acc`, `dat`, `gen`, `the` in `de`",
            "warning[missing-noun-form]: `deal` lacks `of`, `the` in `fr`",
        ]
    );
    for help in
        ["{acc: den Deal, dat: dem Deal, gen: des Deals, the: der Deal}", "of: de l’affaire"]
    {
        assert!(run.err.contains(help), "{}", run.err);
    }
    // What each language has itself says all that its words ask for.
    let site = playbook.path("site");
    playbook.run(&["build", "--out", site.to_str().unwrap()]).expect(0);
    let page = playbook.read("site/fr/stages/s1.html");
    assert!(!page.contains("affaire") && playbook.read("site/ja/deals.html").contains("求人"));
}
