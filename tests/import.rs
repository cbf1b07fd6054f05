//! Imports as a user drives them: what is written, what is refused, what is asked.

use crate::support::{Playbook, Run};

const BANK: &str = "::Capital::Which is the capital? {=Paris#Oui ~Lyon}\n";

fn import(playbook: &Playbook, format: &str, name: &str, bytes: &[u8], more: &[&str]) -> Run {
    let path = playbook.path(name);
    std::fs::write(&path, bytes).unwrap();
    playbook.run(&[&["import", format, path.to_str().unwrap()], more].concat())
}

fn gift(playbook: &Playbook, bytes: &[u8], more: &[&str]) -> Run {
    import(playbook, "gift", "bank.gift", bytes, more)
}

#[test]
fn a_bank_becomes_a_quiz_that_check_accepts() {
    let playbook = Playbook::new();
    let dry = gift(&playbook, BANK.as_bytes(), &["--dry-run"]).expect(0);
    assert!(dry.out.contains("--- quizzes/bank.yaml\n# From bank.gift.\nid: bank"), "{}", dry.out);
    assert!(!playbook.path("quizzes/bank.yaml").exists());
    gift(&playbook, BANK.as_bytes(), &[]).expect(0);
    let quiz = playbook.read("quizzes/bank.yaml");
    assert!(quiz.contains("- id: bank.capital\n    type: single\n"), "{quiz}");
    playbook.run(&["check"]).expect(0);
    // What stands there stays.
    let again = gift(&playbook, BANK.as_bytes(), &[]).expect(0);
    assert!(
        again.out.contains("`bank-2.yaml`") || again.out.contains("bank-2.yaml"),
        "{}",
        again.out
    );
    let again = gift(&playbook, BANK.as_bytes(), &["--into", "quizzes/bank.yaml"]).expect(2);
    assert!(again.err.contains("is there already"), "{}", again.err);
    assert_eq!(playbook.read("quizzes/bank.yaml"), quiz);
}

#[test]
fn ids_are_kept_and_those_that_are_taken_get_a_number() {
    let playbook = Playbook::new();
    let text = format!("// [id:q1.1] [tag:s1.k1] [tag:easy]\n{BANK}\n// [id:so it is]\n{BANK}");
    let run = gift(&playbook, text.as_bytes(), &["--into", "quizzes/new.yaml"]).expect(0);
    assert!(run.out.contains("bank.gift:2  this id is taken: it becomes `q1.1-2`"), "{}", run.out);
    assert!(run.out.contains("it becomes `so-it-is`"), "{}", run.out);
    let quiz = playbook.read("quizzes/new.yaml");
    assert!(
        quiz.contains("- id: q1.1-2\n    # Its name in the file: Capital\n    # Tags: easy\n"),
        "{quiz}"
    );
    assert!(quiz.contains("tests: [s1.k1]"), "{quiz}");
    playbook.run(&["check"]).expect(0);
}

#[test]
fn what_can_not_be_held_is_told_with_its_line() {
    let playbook = Playbook::new();
    let text = format!("{BANK}\nOnly a text.\n\n::None::Right? {{~a ~b}}\n");
    let run = gift(&playbook, text.as_bytes(), &["--strict"]).expect(1);
    assert!(run.out.contains("bank.gift:3  a text without a question"), "{}", run.out);
    assert!(run.out.contains("None        bank.gift:5  no option is right"), "{}", run.out);
    assert!(!playbook.path("quizzes/bank.yaml").exists());
    let run = gift(&playbook, text.as_bytes(), &["--report", "json"]).expect(0);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&report["dropped"], &report["losses"][1]["line"]), (&2.into(), &5.into()));
}

#[test]
fn a_faulty_bank_is_an_error_with_its_line() {
    for (text, line, why) in [
        ("\n::A::Open {=x", 2, "has no `}`"),
        ("::A Open {=x}", 1, "no `::` behind it"),
        ("A {=x} b {=y}", 1, "a second `{`"),
        ("A {#=ten}", 1, "a number is written"),
        ("A {~%half%x =y}", 1, "a weight is a number"),
        ("A {=x -> 1 =y}", 1, "a pair needs `->`"),
    ] {
        let run = gift(&Playbook::new(), text.as_bytes(), &[]).expect(2);
        let said = run.err.contains(why) && run.err.contains(&format!("line {line}: "));
        assert!(said, "{text}: {}", run.err);
    }
}

#[test]
fn an_encoding_is_recognised_or_asked_about() {
    let playbook = Playbook::new();
    let text = "::Q::哪里是首都？请选出正确的一项。 {=北京#对 ~上海}\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [&[0xff, 0xfe], &wide[..]].concat();
    for (name, bytes) in [("w.gift", wide), ("m.gift", marked), ("u.gift", text.into())] {
        import(&playbook, "gift", name, &bytes, &[]).expect(0);
        let quiz = playbook.read(&format!("quizzes/{}.yaml", &name[..1]));
        assert!(quiz.contains("哪里是首都？"), "{name}: {quiz}");
    }
    let (chinese, ..) = encoding_rs::GB18030.encode(text);
    let asked = import(&playbook, "gift", "g.gift", &chinese, &[]).expect(2);
    assert!(
        asked.err.contains("--encoding gb") && asked.err.contains("哪里是首都"),
        "{}",
        asked.err
    );
    import(&playbook, "gift", "g.gift", &chinese, &["--encoding", "gb18030"]).expect(0);
    assert!(playbook.read("quizzes/g.yaml").contains("哪里是首都？"));
    let (western, ..) = encoding_rs::WINDOWS_1252.encode("::Q::Où est-ce déjà\u{a0}? {=là ~ici}\n");
    let asked = import(&playbook, "gift", "l.gift", &western, &[]).expect(2);
    assert!(asked.err.contains("--encoding "), "{}", asked.err);
    import(&playbook, "gift", "l.gift", &western, &["--encoding", "latin1"]).expect(0);
    assert!(playbook.read("quizzes/l.yaml").contains("Où est-ce déjà"));
    let wrong = import(&playbook, "gift", "x.gift", &chinese, &["--encoding", "utf-8"]).expect(2);
    assert!(wrong.err.contains("line 1: this is no UTF-8"), "{}", wrong.err);
    let odd = import(&playbook, "gift", "x.gift", b"x", &["--encoding", "klingon"]).expect(2);
    assert!(odd.err.contains("no encoding is called `klingon`"), "{}", odd.err);
}

#[test]
fn nothing_leaves_the_playbook_and_nothing_too_large_comes_in() {
    let playbook = Playbook::new();
    for into in ["../out.yaml", "/tmp/out.yaml", "quizzes/../../out.yaml", ""] {
        let run = gift(&playbook, BANK.as_bytes(), &["--into", into]).expect(2);
        assert!(run.err.contains("is not below the playbook"), "{into}: {}", run.err);
    }
    let large = playbook.path("large.gift");
    std::fs::File::create(&large).unwrap().set_len(100 << 20).unwrap();
    let run = playbook.run(&["import", "gift", large.to_str().unwrap()]).expect(2);
    assert!(run.err.contains("larger than 32 MB"), "{}", run.err);
    let run = gift(&playbook, b"", &[]).expect(2);
    assert!(run.err.contains("holds no question"), "{}", run.err);
}

#[test]
fn words_that_mean_something_to_yaml_or_markdown_stay_words() {
    let playbook = Playbook::new();
    let words = [
        "yes",
        "1e3",
        "- a",
        "\\# b",
        "a\\: b",
        "*c*",
        "[[s1]]",
        "|",
        "'q'",
        "\"d\"",
        "&e",
        "1. f",
        "\\{g\\}",
        "null",
        "2026-01-01",
        "@h",
        "`j`",
        "<k>",
        "a\\n\\nb",
        "\\: l",
        "> m",
        "_n_",
    ];
    let options = words.map(|word| format!("~{word}\n")).concat();
    let text = format!("::T::Which? {{=x\n{options}}}\n");
    gift(&playbook, text.as_bytes(), &[]).expect(0);
    playbook.run(&["check"]).expect(0);
    playbook
        .run(&["export", "gift", "--only", "bank", "-o", playbook.path("o.gift").to_str().unwrap()])
        .expect(0);
    let out = playbook.read("o.gift");
    for word in [
        "~yes",
        "~1e3",
        "~- a",
        "~\\# b",
        "~a\\: b",
        "~*c*",
        "~[[s1]]",
        "~|",
        "~1. f",
        "~2026-01-01",
        "~`j`",
        "~&lt;k&gt;",
        "~&gt; m",
        "~_n_",
        "~@h",
        "~\\: l",
    ] {
        assert!(out.contains(&format!("\t{word}\n")), "{word} is not in {out}");
    }
}
