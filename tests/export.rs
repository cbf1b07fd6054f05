//! Exports and imports as a user drives them: what is chosen, what is told, what is never touched.

use crate::support::{Playbook, Run};
use std::fs;

const QUIZ: &str = r#"id: odd
title: {en: "Signs: {odd} = hard ~ ones #1", zh: 怪符号}
questions:
  - id: odd.1
    type: single
    stem: {en: "Is `a = {b}: ~c#` one of [[s1]]?", zh: "是 [[s1]] 吗？"}
    tests: [s1.k1]
    hints: [{en: Look, zh: 看}]
    options:
      - {id: a, text: {en: "1 = 1", zh: 是}, right: true, feedback: {en: "Yes: *so*", zh: 对}}
      - {id: b, text: {en: "~no", zh: 否}, feedback: {en: No., zh: 不}}
  - id: odd.2
    type: multiple
    stem: {en: All?, zh: 全部？}
    tests: [s1.m1]
    options: [OPTIONS]
  - id: odd.3
    type: position
    stem: {en: Where?, zh: 在哪里？}
    tests: [s1.m1]
    done: [s1.m1]
    buyer_stage: b1
    feedback: {en: There., zh: 那里。}
"#;

fn playbook() -> Playbook {
    let playbook = Playbook::new();
    let option = |n| format!("{{id: o{n}, text: t{n}, right: true, feedback: f{n}}}");
    let options = (1..=11).map(option).collect::<Vec<_>>().join(", ");
    playbook.write("quizzes/odd.yaml", &QUIZ.replace("OPTIONS", &options));
    playbook
}

fn export(playbook: &Playbook, more: &[&str]) -> Run {
    playbook.run(&[&["export", "gift"], more].concat())
}

#[test]
fn the_list_names_what_can_be_written() {
    let run = playbook().run(&["export", "--list"]).expect(0);
    assert!(run.out.starts_with("gift "), "{}", run.out);
    let run = playbook().run(&["export", "gifd"]).expect(2);
    assert!(run.err.contains("did you mean `gift`?"), "{}", run.err);
}

#[test]
fn the_same_playbook_gives_the_same_bytes_in_its_own_place() {
    let playbook = playbook();
    export(&playbook, &[]).expect(0);
    let first = playbook.read("exports/playbook.en.gift");
    let run = export(&playbook, &[]).expect(0);
    assert!(run.out.contains("unchanged"), "{}", run.out);
    export(&playbook, &["--out", playbook.path("x/y.gift").to_str().unwrap()]).expect(0);
    assert_eq!(playbook.read("x/y.gift"), first);
    // A link's words stay; its own signs are not those of the format.
    assert!(first.contains(r"Is <code>a \= \{b\}\: \~c\#</code> one of "), "{first}");
    assert!(!first.contains("[[s1]]") && first.contains(r"Yes\: <em>so</em>"), "{first}");
}

#[test]
fn a_part_and_a_language_can_be_chosen() {
    let playbook = playbook();
    let stage = export(&playbook, &["--only", "s1", "--lang", "zh", "-o", "-"]).expect(0);
    assert!(stage.out.contains("[id:q1.1]") && !stage.out.contains("odd.1"), "{}", stage.out);
    assert!(stage.out.contains("第一阶段怎样算完成？"), "{}", stage.out);
    let quiz = export(&playbook, &["--only", "odd", "-o", "-"]).expect(0);
    assert!(!quiz.out.contains("[id:q1.1]") && quiz.out.contains("[id:odd.1]"), "{}", quiz.out);
    // A deal is told action by action, and what is right follows from the rule.
    let deal = quiz.out.split("[id:odd.3]").nth(1).unwrap();
    assert!(deal.contains("Done</b>") && deal.contains("To do</b>"), "{deal}");
    assert_eq!(deal.matches("\n\t=").count(), 1, "{deal}");
    let run = export(&playbook, &["--only", "s9"]).expect(2);
    assert!(run.err.contains("`s9` is no stage, quiz, learning path"), "{}", run.err);
    let run = export(&playbook, &["--lang", "fr"]).expect(2);
    assert!(run.err.contains("no language `fr`; it has en, zh"), "{}", run.err);
    assert!(!playbook.path("exports").exists());
}

#[test]
fn what_is_lost_is_told_with_its_place_and_strict_writes_nothing() {
    let playbook = playbook();
    let table = export(&playbook, &["-o", "-"]).expect(0).err;
    let line = table.lines().find(|line| line.starts_with("dropped")).unwrap();
    assert!(line.contains("odd.2") && line.contains("quizzes/odd.yaml:12"), "{table}");
    assert!(table.contains("changed  odd.1  quizzes/odd.yaml:4"), "{table}");

    let run = export(&playbook, &["--strict", "--report", "json"]).expect(1);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    // The hint of one question, a deal to judge, and what the authors of two quizzes note.
    assert_eq!((&report["dropped"], &report["changed"]), (&1.into(), &4.into()));
    assert_eq!(report["losses"][1]["file"], "quizzes/odd.yaml");
    assert!(!playbook.path("exports").exists());
    export(&playbook, &["--strict", "--only", "q1"]).expect(0);
    assert!(playbook.path("exports/q1.en.gift").exists());
}

#[test]
fn what_somebody_else_wrote_stays() {
    let playbook = playbook();
    let mine = playbook.path("exports/playbook.en.gift");
    playbook.write("exports/playbook.en.gift", "mine");
    let run = export(&playbook, &[]).expect(2);
    assert!(run.err.contains("was not written by Twotrack"), "{}", run.err);
    assert_eq!(playbook.read("exports/playbook.en.gift"), "mine");

    // Ours may be written again, but not after somebody has worked on it.
    fs::remove_file(&mine).unwrap();
    export(&playbook, &[]).expect(0);
    playbook.replace("quizzes/odd.yaml", "Yes: *so*", "Quite so");
    export(&playbook, &[]).expect(0);
    let ours = playbook.read("exports/playbook.en.gift");
    assert!(ours.contains("Quite so"));
    playbook.write("exports/playbook.en.gift", &(ours.clone() + "// mine"));
    export(&playbook, &[]).expect(2);
    assert_eq!(playbook.read("exports/playbook.en.gift"), ours + "// mine");

    // A link may lead to anybody's file, and a folder is none.
    #[cfg(unix)]
    {
        playbook.write("notes.txt", "mine");
        std::os::unix::fs::symlink(playbook.path("notes.txt"), playbook.path("l.gift")).unwrap();
        export(&playbook, &["-o", playbook.path("l.gift").to_str().unwrap()]).expect(2);
        assert_eq!(playbook.read("notes.txt"), "mine");
    }
    export(&playbook, &["-o", playbook.root().to_str().unwrap()]).expect(2);
}

#[test]
fn a_faulty_playbook_is_not_exported() {
    let playbook = playbook();
    playbook.replace("quizzes/odd.yaml", "[s1.k1]", "[nothing]");
    let run = export(&playbook, &[]).expect(1);
    assert!(run.err.contains("nothing was written"), "{}", run.err);
    assert!(!playbook.path("exports").exists());
}

#[test]
fn an_import_of_an_unknown_format_says_so() {
    let run = playbook().run(&["import", "nothing", "x.txt"]).expect(2);
    assert!(run.err.contains("no format `nothing` can be read"), "{}", run.err);
}

#[test]
fn pictures_of_questions_travel_in_the_package() {
    let playbook = playbook();
    playbook.write("content/signs/a map & 1.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    playbook.replace(
        "quizzes/odd.yaml",
        "en: Where?",
        "en: \"Where? ![Map](</signs/a map & 1.svg>)\"",
    );
    for (format, place, shown) in [
        ("qti3", "files/signs/a map & 1.svg", "src=\"../files/signs/a%20map%20&amp;%201.svg\""),
        (
            "qti12",
            "web_resources/files/signs/a map & 1.svg",
            "src=&quot;$IMS-CC-FILEBASE$/files/signs/a%20map%20&amp;amp;%201.svg&quot;",
        ),
    ] {
        let out = playbook.path("o.zip");
        playbook.run(&["export", format, "-o", out.to_str().unwrap()]).expect(0);
        let mut zip = zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names[0], "imsmanifest.xml");
        assert!(names.iter().any(|name| name == place), "{format}: {names:?}");
        let mut all = String::new();
        for name in names.iter().filter(|name| name.ends_with(".xml")) {
            std::io::Read::read_to_string(&mut zip.by_name(name).unwrap(), &mut all).unwrap();
        }
        assert!(all.contains(shown), "{format}: {all}");
        let href = format!("<file href=\"{}\"/>", place.replace(' ', "%20").replace('&', "&amp;"));
        assert!(all.contains(&href), "{format}: {all}");
        std::fs::remove_file(out).unwrap();
    }
}
