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

const MOODLE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top</text></category></question>
<question type="category"><category><text>$course$/top/Road</text></category></question>
<question type="category"><category><text>$course$/top/Road/lights</text></category></question>
<question type="multichoice">
  <name><text>Red</text></name>
  <questiontext format="html">
   <text><![CDATA[<p>What does <b>red</b> mean?</p>]]></text></questiontext>
  <correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
  <single>true</single><idnumber>road-1</idnumber>
  <answer fraction="100"><text>Stop &amp; wait</text>
   <feedback><text>Right.</text></feedback></answer>
  <answer fraction="0"><text>Go</text><feedback><text></text></feedback></answer>
  <tags><tag><text>s1.k1</text></tag><tag><text>difficulty:3</text></tag></tags>
</question>
<question type="cloze">
  <name><text>Gaps</text></name>
  <questiontext format="html">
   <text><![CDATA[<p>Fill in.</p><p>Red is {1:SA:=stop~%50%halt~*#No\}},
   green {1:NM:=1:0.5}.</p>]]></text></questiontext>
</question>
<question type="numerical">
  <name><text>Speed</text></name><questiontext format="html"><text>How fast?</text></questiontext>
  <answer fraction="100"><text>50</text><tolerance>2</tolerance></answer>
  <units><unit><multiplier>1</multiplier><unit_name>km/h</unit_name></unit></units>
</question>
<question type="calculated"><name><text>Sum</text></name></question>
</quiz>
"#;

#[test]
fn moodle_xml_comes_in_with_banks_gaps_units_and_tags() {
    let playbook = Playbook::new();
    let run = import(&playbook, "moodle", "bank.xml", MOODLE.as_bytes(), &[]).expect(0);
    assert!(run.out.contains("no question of type `calculated`"), "{}", run.out);
    assert!(run.out.contains("a gap has no tolerance for numbers"), "{}", run.out);
    let quiz = playbook.read("quizzes/road.yaml");
    for piece in [
        "  - id: road-1\n    # Its name in the file: Red\n    type: single\n",
        "    stem:\n      en: What does **red** mean?\n    \
         difficulty: 3\n    bank: lights\n    tests: [s1.k1]\n",
        "en: Stop & wait\n        right: true\n",
        "en: Red is {1}, green {2}.",
        "accept: [stop]\n        feedback:\n          en: No}",
        "answer: 50\n    tolerance: 2\n    unit:\n      en: km/h",
    ] {
        assert!(quiz.contains(piece), "{piece} is not in {quiz}");
    }
    playbook.run(&["check"]).expect(0);
}

#[test]
fn a_picture_that_stays_behind_is_told_whatever_else_a_question_says() {
    let file = "<file name=\"a.png\" encoding=\"base64\">AA==</file>";
    for (right, wrong, beside, below) in [
        ("See A1.", "See A1.", file, ""),
        ("Yes.", "No.", file, ""),
        ("", "", file, ""),
        ("", "", "", file),
    ] {
        let said = |name: &str, words: &str| format!("<{name}><text>{words}</text></{name}>");
        let text = format!(
            "<quiz><question type=\"truefalse\"><name><text>T</text></name><questiontext \
             format=\"html\"><text>Is it?</text>{beside}</questiontext>{}{}\
             <answer fraction=\"100\"><text>true</text><feedback><text>Look.</text>{below}\
             </feedback></answer><answer fraction=\"0\"><text>false</text></answer>\
             </question></quiz>",
            said("correctfeedback", right),
            said("incorrectfeedback", wrong),
        );
        let run = import(&Playbook::new(), "moodle", "t.xml", text.as_bytes(), &[]).expect(0);
        assert!(run.out.contains("t.xml:1  `a.png` did not come along"), "{right}: {}", run.out);
    }
}

#[test]
fn hostile_xml_is_refused_with_its_line() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE quiz [<!ENTITY a \"aaaa\">]>\n<quiz>&a;</quiz>";
    let deep = "<quiz>".repeat(200);
    for (text, why) in [
        (bomb, "line 2: it declares entities of its own"),
        (&*deep, "elements stand in elements without end"),
        ("<quiz>\n&nbsp;</quiz>", "line 2: `&nbsp;` is no entity of XML"),
        ("<quiz>\n<question>", "has no end"),
        ("<html></html>", "begins with `quiz`, not `html`"),
        ("no xml", "there is no element"),
    ] {
        let run = import(&Playbook::new(), "moodle", "x.xml", text.as_bytes(), &[]).expect(2);
        assert!(run.err.contains(why), "{text}: {}", run.err);
    }
}

#[test]
fn aiken_comes_in() {
    let playbook = Playbook::new();
    let text =
        "Which is the\ncapital?\nA. Lyon\nB) Paris\nANSWER: B\n\nTwo?\nA. 1\nB. 2\nANSWER: B\n";
    import(&playbook, "aiken", "towns.txt", text.as_bytes(), &[]).expect(0);
    let quiz = playbook.read("quizzes/towns.yaml");
    assert!(quiz.contains("- id: towns.q2\n    type: single\n"), "{quiz}");
    assert!(quiz.contains("en: Paris\n        right: true\n"), "{quiz}");
    for (text, why) in [
        ("Q?\nA. x\nC. y\nANSWER: A", "line 3: option `B` was expected"),
        ("Q?\nA. x\nANSWER: B", "line 3: this is the letter of no option"),
        ("Q?\nA. x\nB. y", "line 1: this question has no `ANSWER:`"),
    ] {
        let run = import(&playbook, "aiken", "x.txt", text.as_bytes(), &[]).expect(2);
        assert!(run.err.contains(why), "{text}: {}", run.err);
    }
}

#[test]
fn an_import_of_which_nothing_comes_through_says_why() {
    let playbook = Playbook::new();
    for (format, bytes, why) in [
        ("gift", &b"::None::Right? {~a ~b}\n\nOnly a text.\n"[..], "no option is right"),
        ("gift", b"", "the file is empty"),
        ("gift", b"PK\x03\x04\x14\x00", "a packed file"),
        ("gift", b"What is it?\nA. One\nB. Two\nANSWER: A\n", "a text without a question"),
        ("aiken", b"::Q:: Is it? {=yes ~no}\n", "twotrack import gift"),
        ("moodle", b"<quiz></quiz>", "it holds no question"),
        ("moodle", b"What is it?\nA. One\nB. Two\nANSWER: A\n", "twotrack import aiken"),
        (
            "moodle",
            b"<quiz><question type=\"calculated\"><name><text>Sum</text></name></question></quiz>",
            "no question of type `calculated`",
        ),
    ] {
        let run = import(&playbook, format, "bank.txt", bytes, &[]).expect(2);
        let said = format!("{}{}", run.out, run.err);
        assert!(said.contains(why) && said.contains("bank.txt"), "{format}: {said}");
        assert!(!playbook.path("quizzes/bank.yaml").exists());
    }
}

#[test]
fn a_file_of_another_kind_is_called_by_its_name() {
    let playbook = Playbook::new();
    // What other formats write, and what other programs do.
    let ours = |format: &str| {
        let name = format!("our.{format}");
        let out = playbook.path(&name);
        playbook.run(&["export", format, "--out", out.to_str().unwrap()]).expect(0);
        std::fs::read(&out).unwrap()
    };
    let canvas = std::fs::read("tests/qti/road.canvas_qti_v1_2.zip").unwrap();
    let blackboard = std::fs::read("tests/qti/road.blackboard_qti_v2_1.zip").unwrap();
    let moodle = archive(&[("bank.xml", &ours("moodle"))]);
    let word = archive(&[("[Content_Types].xml", b""), ("word/document.xml", b"<w:document/>")]);
    let sheet: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let calc = archive(&[("mimetype", sheet), ("content.xml", b"<x/>")]);
    let item = b"<?xml version='1.0'?><assessmentItem/>";
    let cut = &canvas[..canvas.len() / 2];
    for (bytes, formats, why) in [
        (&ours("xlsx")[..], "gift csv qti aiken moodle", "twotrack import xlsx"),
        (&ours("qti21"), "gift csv xlsx", "it is a package of QTI: try `twotrack import qti`"),
        (&ours("qti3"), "gift xlsx moodle", "it is a package of QTI: try `twotrack import qti`"),
        (&ours("scorm12"), "gift xlsx qti moodle", "it is a course (SCORM)"),
        (&ours("scorm2004"), "xlsx qti", "it is a course (SCORM)"),
        (&ours("anki"), "gift qti", "it is a deck of Anki"),
        (&ours("moodle"), "qti gift xlsx", "it looks like Moodle XML"),
        (&canvas, "xlsx csv", "it is a package of QTI: try `twotrack import qti`"),
        (&blackboard, "xlsx", "it is a package of QTI: try `twotrack import qti`"),
        (&moodle, "moodle qti", "it is a packed file with Moodle XML in it: unpack it first"),
        (&word, "gift xlsx qti", "it is a document of Word (.docx)"),
        (&calc, "csv xlsx", "it is a spreadsheet of LibreOffice (.ods): save it as .xlsx"),
        (item, "moodle gift", "it looks like QTI: try `twotrack import qti`"),
        (b"<!DOCTYPE html><p>Q?", "gift moodle", "it is a web page"),
        (b"%PDF-1.7\n%\xe2\xe3", "gift csv", "it is a PDF"),
        (b"\x1f\x8b\x08\0\0\xff", "gift moodle", "it is a packed file: unpack it first"),
        (cut, "gift xlsx", "it is a packed file that is cut off or broken"),
    ] {
        for format in formats.split(' ') {
            let run = import(&playbook, format, "bank", bytes, &["--dry-run"]).expect(2);
            assert!(run.err.contains(why), "{format}: {}", run.err);
            assert!(!run.err.contains("--encoding"), "{format}: {}", run.err);
        }
    }
}

/// An archive of these files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, bytes) in files {
        zip.start_file(*path, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn packages_for_canvas_and_blackboard_come_in() {
    for (engine, gaps) in [("canvas_qti_v1_2", true), ("blackboard_qti_v2_1", false)] {
        let playbook = Playbook::new();
        let package = std::fs::read(format!("tests/qti/road.{engine}.zip")).unwrap();
        let into = ["--into", "quizzes/road.yaml"];
        let run = import(&playbook, "qti", "road.zip", &package, &into).expect(0);
        let quiz = playbook.read("quizzes/road.yaml");
        for piece in [
            "type: single\n    stem:\n      en: What does **red** mean?\n",
            "en: Stop\n        right: true\n",
            "type: multiple\n    stem:\n      en: Which are lights?\n",
            "type: matching\n    stem:\n      en: Match each.\n",
            "en: Green\n        right:\n          en: Go\n",
            "type: numeric\n    stem:\n      en: How fast?\n    answer: 50\n    tolerance: 2\n",
            "    accept: [red, crimson]\n",
        ] {
            assert!(quiz.contains(piece), "{engine}: {piece} is not in {quiz}");
        }
        assert_eq!(quiz.contains("accept: [green, lime]"), gaps, "{engine}: {quiz}");
        // One maker writes the places of gaps in a way that no standard knows.
        assert_eq!(run.out.contains("a text without a question"), !gaps, "{engine}: {}", run.out);
        playbook.run(&["check"]).expect(0);
    }
}

const ITEM: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
 identifier="lights" title="Lights">
<qti-response-declaration identifier="R" cardinality="single" base-type="identifier">
<qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>What does <b>red</b> mean? <img src="red.png" alt="A light"/></p>
<qti-KIND-interaction response-identifier="R" shuffle="true" max-choices="1">
<qti-simple-choice identifier="A">Stop<qti-feedback-inline outcome-identifier="F" identifier="A"
 show-hide="show">Right.</qti-feedback-inline></qti-simple-choice>
<qti-simple-choice identifier="B">Go</qti-simple-choice></qti-KIND-interaction></qti-item-body>
<qti-modal-feedback outcome-identifier="F" identifier="B" show-hide="show">
<qti-content-body>No!</qti-content-body></qti-modal-feedback>
</qti-assessment-item>
"#;

#[test]
fn one_file_of_qti_comes_in_and_what_it_lacks_is_told_with_its_line() {
    let playbook = Playbook::new();
    let choice = ITEM.replace("KIND", "choice");
    let run = import(&playbook, "qti", "lights.xml", choice.as_bytes(), &[]).expect(0);
    assert!(run.out.contains("lights.xml:6  `red.png` did not come along"), "{}", run.out);
    let quiz = playbook.read("quizzes/lights.yaml");
    for piece in [
        "en: Stop\n        right: true\n        feedback:\n          en: Right.\n",
        "en: Go\n        feedback:\n          en: No!\n",
    ] {
        assert!(quiz.contains(piece), "{piece} is not in {quiz}");
    }
    let spot = ITEM.replace("KIND", "hotspot");
    let both = archive(&[("a/lights.xml", choice.as_bytes()), ("a/spot.xml", spot.as_bytes())]);
    let run = import(&playbook, "qti", "two.zip", &both, &["--strict"]).expect(1);
    let line = run.out.lines().find(|line| line.contains("two.zip/a/spot.xml:2 ")).unwrap();
    assert!(line.ends_with("a playbook has no question like `hotspotInteraction`"), "{line}");
}

#[test]
fn hostile_packages_are_refused_in_bounded_memory() {
    let bomb = b"<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY a \"aaaa\">]>\n<a>&a;</a>";
    let large = vec![b' '; 40 << 20];
    let item = ITEM.replace("KIND", "choice");
    for (files, why) in [
        (vec![("../evil.xml", item.as_bytes())], "`../evil.xml`, which leads out of it"),
        (vec![("/etc/evil.xml", item.as_bytes())], "`/etc/evil.xml`, which leads out of it"),
        (vec![("a\\..\\evil.xml", item.as_bytes())], "which leads out of it"),
        (vec![("large.xml", &large[..])], "unpacks to more than 32 MB"),
        (vec![("bomb.xml", &bomb[..])], "in `bomb.xml`: line 2: it declares entities of its own"),
        (vec![("half.xml", b"<a>\n<b>")], "in `half.xml`: line 2: `b` has no end"),
        (vec![("readme.txt", b"no")], "holds no item and no test of QTI"),
    ] {
        let playbook = Playbook::new();
        let package = archive(&files);
        let run = import(&playbook, "qti", "x.zip", &package, &[]).expect(2);
        assert!(run.err.contains(why), "{why}: {}", run.err);
        assert!(!playbook.path("quizzes/x.yaml").exists());
    }
    let cut = &archive(&[("a.xml", item.as_bytes())])[..60];
    let run = import(&Playbook::new(), "qti", "x.zip", cut, &[]).expect(2);
    assert!(run.err.contains("the archive can't be read"), "{}", run.err);
}

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg'><rect width='3' height='2'/></svg>";

#[test]
fn pictures_go_out_and_come_in_again() {
    for (format, reader) in
        [("moodle", "moodle"), ("qti12", "qti"), ("qti21", "qti"), ("qti3", "qti")]
    {
        let from = Playbook::new();
        from.write("content/signs/a map & 1.svg", DRAWING);
        from.write(
            "quizzes/map.yaml",
            "id: map\ntitle: {en: Map, zh: 图}\nquestions:\n- id: map.1\n  type: single\n  \
             stem: {en: 'Where? ![Map](</signs/a map & 1.svg>)', zh: 哪里？}\n  tests: [s1.k1]\n  \
             options:\n  \
             - {id: a, text: {en: There, zh: 那}, right: true, feedback: {en: Y, zh: 对}}\n  \
             - {id: b, text: {en: Here, zh: 这}, feedback: {en: N, zh: 错}}\n",
        );
        let out = from.path("out");
        let out = out.to_str().unwrap();
        from.run(&["export", format, "--only", "map", "-o", out]).expect(0);
        let bytes = std::fs::read(out).unwrap();

        // Where the picture stands already, it is shown from there.
        import(&from, reader, "in", &bytes, &["--into", "quizzes/again.yaml"]).expect(0);
        let again = from.read("quizzes/again.yaml");
        assert!(again.contains("![Map](/signs/a%20map%20%26%201.svg)"), "{format}: {again}");
        assert!(!from.path("content/pictures").exists());

        let to = Playbook::new();
        let run = import(&to, reader, "in", &bytes, &["--into", "quizzes/in.yaml"]).expect(0);
        assert!(!run.out.contains("did not come along"), "{format}: {}", run.out);
        let quiz = to.read("quizzes/in.yaml");
        assert!(quiz.contains("![Map](/pictures/a-map-1.svg)"), "{format}: {quiz}");
        assert_eq!(to.read("content/pictures/a-map-1.svg"), DRAWING);
        to.run(&["check"]).expect(0);
    }
}

#[test]
fn a_picture_is_what_its_bytes_say_and_its_name_leads_nowhere() {
    let playbook = Playbook::new();
    let item = ITEM.replace("KIND", "choice");
    let bad = archive(&[("i/a.xml", item.as_bytes()), ("i/red.png", b"MZ is no picture")]);
    let run = import(&playbook, "qti", "bad.zip", &bad, &[]).expect(0);
    assert!(run.out.contains("red.png` did not come along: it is no PNG"), "{}", run.out);
    assert!(!playbook.path("content/pictures").exists());
    let png = b"\x89PNG\r\n\x1a\nand so on";
    let good = archive(&[("i/a.xml", item.as_bytes()), ("i/red.png", png)]);
    import(&playbook, "qti", "good.zip", &good, &[]).expect(0);
    assert_eq!(std::fs::read(playbook.path("content/pictures/red.png")).unwrap(), png);
    let file = "<question type=\"truefalse\"><questiontext format=\"html\"><text>\
        &lt;img src=\"@@PLUGINFILE@@/../../x.png\"&gt; So? \
        &lt;img src=\"@@PLUGINFILE@@/y.png\"&gt;</text><file name=\"../../x.png\" path=\"/\" \
        encoding=\"base64\">R0lGODlh</file></questiontext><answer fraction=\"100\">\
        <text>true</text></answer><answer fraction=\"0\"><text>false</text></answer></question>";
    let quiz = format!("<quiz>{file}</quiz>");
    let run = import(&playbook, "moodle", "up.xml", quiz.as_bytes(), &[]).expect(0);
    assert!(run.out.contains("up.xml:1  `/y.png` did not come along"), "{}", run.out);
    assert_eq!(playbook.read("content/pictures/x.gif"), "GIF89a");
    let beyond = archive(&[("i/a.xml", item.as_bytes()), ("../red.png", png)]);
    let run = import(&playbook, "qti", "up.zip", &beyond, &[]).expect(2);
    assert!(run.err.contains("leads out of it"), "{}", run.err);
}
