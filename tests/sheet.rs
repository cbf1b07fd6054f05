//! Sheets of questions: out and in again whole, read and written by a program that is not ours.

use crate::support::{Playbook, Run, twotrack};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use twotrack::diagnostic::Report;
use twotrack::model::Playbook as Book;
use twotrack::parse::Parser;
use twotrack::source::Source;

fn book(root: &Path) -> Book {
    Parser::new(false).playbook(&Source::load(root), &mut Report::new())
}

/// A part of a playbook in print, without the places where it stands.
fn printed(part: &impl std::fmt::Debug) -> String {
    let form = format!("{part:?}");
    let mut pieces = form.split("Span { ");
    let first = pieces.next().unwrap_or_default().to_string();
    pieces.fold(first, |text, piece| text + piece.split_once('}').unwrap().1)
}

/// The shipped playbook without its quizzes.
fn emptied() -> Playbook {
    let playbook = Playbook::empty();
    for part in ["playbook.yaml", "content", "quizzes/misconceptions.yaml"] {
        for entry in walkdir::WalkDir::new(part).into_iter().flatten() {
            if entry.file_type().is_file() {
                let to = playbook.path(entry.path().to_str().unwrap());
                std::fs::create_dir_all(to.parent().unwrap()).unwrap();
                std::fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    playbook
}

/// Holds the quizzes of a playbook against those of another.
fn same(is: &Book, was: &Book) {
    assert!(!was.quizzes.is_empty());
    for quiz in &was.quizzes {
        let id = &quiz.head.id;
        let back = is.quizzes.iter().find(|other| other.head.id == *id);
        let back = back.unwrap_or_else(|| panic!("{id} did not come back"));
        for (was, is) in quiz.questions.iter().zip(&back.questions) {
            assert_eq!(printed(is), printed(was), "{}", was.head.id);
        }
        assert_eq!(printed(back), printed(quiz), "{id}");
    }
}

/// Exports the shipped playbook.
fn exported(format: &str, to: &Path, more: &[&str]) -> Run {
    let mut command = twotrack();
    command.args(["export", format, "--strict", "-o"]).arg(to).args(more);
    let run = Run::of(&mut command).expect(0);
    assert!(run.out.contains("nothing was changed or left out"), "{}", run.out);
    run
}

/// What a Python program prints that gets these arguments and this text.
fn python(program: &str, arguments: &[&Path], text: &str) -> serde_json::Value {
    let mut command = Command::new("python3");
    command.args(["-X", "utf8", "-c", program]).args(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success());
    serde_json::from_slice(&done.stdout).unwrap()
}

const READ: &str = r#"
import csv, json, sys
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    print(json.dumps(list(csv.DictReader(file, strict=True))))
"#;

/// The same table as other programs write it.
const REWRITE: &str = r#"
import csv, json, sys
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    rows = list(csv.reader(file))
for name, encoding, separator, end in [
    ("german.csv", "utf-8-sig", ";", "\r\n"), ("unicode.txt", "utf-16", "\t", "\r\n"),
    ("mac.csv", "utf-8", ",", "\r"), ("wps.csv", "gb18030", ",", "\r\n")]:
    with open(f"{sys.argv[2]}/{name}", "w", encoding=encoding, newline="") as file:
        # Python leaves a line feed bare where lines end otherwise.
        quotes = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
        csv.writer(file, delimiter=separator, lineterminator=end, quoting=quotes).writerows(rows)
print("null")
"#;

#[test]
fn every_question_comes_back_whole_from_csv() {
    let playbook = emptied();
    let file = playbook.path("all.csv");
    exported("csv", &file, &[]);
    let rows = python(READ, &[&file], "");
    let rows = rows.as_array().unwrap();
    let shipped = book(Path::new("."));
    let questions: Vec<_> = shipped.quizzes.iter().flat_map(|quiz| &quiz.questions).collect();
    assert_eq!(rows.len(), questions.len());
    for (row, question) in rows.iter().zip(questions) {
        for (lang, language) in shipped.langs().zip(["en", "zh"]) {
            assert_eq!(row[format!("stem ({language})")], question.stem.str(lang));
        }
        assert_eq!(row["id"], *question.head.id);
    }
    let run = playbook.run(&["import", "csv", file.to_str().unwrap()]).expect(0);
    assert!(run.out.contains("nothing was changed or left out"), "{}", run.out);
    assert!(rows.len() > 200);
    same(&book(playbook.root()), &shipped);
    playbook.run(&["check"]).expect(0);
}

#[test]
fn every_question_comes_back_whole_from_a_workbook() {
    let playbook = emptied();
    let file = playbook.path("all.xlsx");
    exported("xlsx", &file, &[]);
    let run = playbook.run(&["import", "xlsx", file.to_str().unwrap()]).expect(0);
    assert!(run.out.contains("nothing was changed or left out"), "{}", run.out);
    same(&book(playbook.root()), &book(Path::new(".")));
}

#[test]
fn what_other_programs_write_comes_in_the_same() {
    let playbook = Playbook::new();
    let file = playbook.path("all.csv");
    let call = ["export", "csv", "--lang", "zh,en", "-o", file.to_str().unwrap()];
    playbook.run(&call).expect(0);
    let was = book(playbook.root());
    python(REWRITE, &[&file, playbook.root()], "");
    for (name, more) in [
        ("german.csv", &[][..]),
        ("unicode.txt", &[]),
        ("mac.csv", &[]),
        ("wps.csv", &["--encoding", "gb18030"]),
    ] {
        for quiz in &was.quizzes {
            playbook.remove(&format!("quizzes/{}.yaml", quiz.head.id));
        }
        let path = playbook.path(name);
        let call = [&["import", "csv", path.to_str().unwrap()], more].concat();
        playbook.run(&call).expect(0);
        same(&book(playbook.root()), &was);
    }
    let asked = playbook.run(&["import", "csv", playbook.path("wps.csv").to_str().unwrap()]);
    assert!(asked.expect(2).err.contains("--encoding gb"));
}

/// Brings a text in as CSV; what is told, and the quiz that it becomes.
fn import(playbook: &Playbook, text: &str, code: i32) -> (Run, String) {
    let path = playbook.path("t.csv");
    std::fs::write(&path, text).unwrap();
    let into = playbook.path("quizzes/t.yaml");
    let _ = std::fs::remove_file(&into);
    let call = ["import", "csv", path.to_str().unwrap(), "--into", "quizzes/t.yaml"];
    let run = playbook.run(&call).expect(code);
    (run, std::fs::read_to_string(into).unwrap_or_default())
}

#[test]
fn a_sheet_written_by_hand_needs_no_ids() {
    let playbook = Playbook::new();
    let text = "sep=;\r\nOption 2 (EN);Type;题干（中文）;Stem;选项1;option.1.right;option 2 right;\
                option_3_right;Difficulty;Tests;my notes\r\n\
                Nay;单选题;哪个？;Which?;Aye;WAHR;FALSCH;FALSCH;2;s1.k1|s1.m1;x\r\n\r\n";
    let text = text.replace("单选题", "One is right");
    let (run, quiz) = import(&playbook, &text, 0);
    assert!(run.out.contains("my notes"), "{}", run.out);
    assert!(run.out.contains("column K is none of a question"), "{}", run.out);
    for piece in [
        "- id: t.q1\n    type: single\n    stem:\n      en: Which?\n      zh: 哪个？\n",
        "difficulty: 2\n    tests: [s1.k1, s1.m1]\n",
        "- id: a\n        text:\n          en: Aye\n        right: true\n      - id: b\n",
    ] {
        assert!(quiz.contains(piece), "{piece} is not in {quiz}");
    }
    let text = "id,type,stem,answer,tolerance\nn1,numeric,How much?,\"0,5\",\"0,25\"\n";
    assert!(import(&playbook, text, 0).1.contains("answer: 0.5\n    tolerance: 0.25\n"));
}

#[test]
fn faults_come_all_at_once_with_row_and_column() {
    let playbook = Playbook::new();
    let text = "id,type,stem,answer,option 1,option 1 right,tolerance\n\
                a,single,One?,,Yes,perhaps,\n\
                b,numeric,Two?,\"1,234\",,,\n\
                ,,,,,,\n\
                c,sngle,Three?,,,,\n\
                d,single,Four?,,Yes,true,3\n";
    let (run, quiz) = import(&playbook, text, 2);
    assert!(quiz.is_empty());
    for place in [
        "row 2, column F `option 1 right`: ",
        "row 3, column D `answer`: ",
        "row 5, column B `type`: ",
        "did you mean `single`?",
        "row 6, column G `tolerance`: ",
    ] {
        assert!(run.err.contains(place), "{place} is not in {}", run.err);
    }
    for (text, why) in [
        ("a,b\n1,2\n", "no column has a name of ours"),
        ("id,stem\n1,2\n", "no column is called `type`"),
        ("type,stem,Stem\n1,2,3\n", "columns B and C are both `Stem`"),
        ("type,stem\nsingle,\"a\n", "line 2: quotes open here and never close"),
        ("type,stem\n", "holds no question"),
    ] {
        let run = import(&playbook, text, 2).0;
        assert!(run.err.contains(why), "{text}: {}", run.err);
    }
}

#[test]
fn no_cell_is_taken_for_a_formula_whatever_separates() {
    let words = ["=1+1", "a;=b", "-x", "'=c", "@d,+e", "''-f", "it's", "g\n- h", "＝i", "-5"];
    let options: String = (1..)
        .zip(words)
        .map(|(n, word)| {
            let text = serde_json::Value::from(word);
            format!("      - {{id: o{n}, text: {{en: {text}, zh: 否{n}}}, right: {}}}\n", n == 1)
        })
        .collect();
    let quiz = format!(
        "id: odd\ntitle: {{en: Odd, zh: 怪}}\nquestions:\n  - id: odd.1\n    type: single\n    \
         stem: {{en: Which?, zh: 哪个？}}\n    tests: [s1.k1]\n    options:\n{options}"
    );
    let playbook = Playbook::new();
    playbook.write("quizzes/odd.yaml", &quiz);
    let file = playbook.path("odd.csv");
    let call = ["export", "csv", "--only", "odd", "-o", file.to_str().unwrap()];
    playbook.run(&call).expect(0);
    let odd = || {
        let quizzes = book(playbook.root()).quizzes;
        printed(&quizzes.iter().find(|quiz| quiz.head.id == "odd").unwrap().questions)
    };
    let was = odd();
    let text = playbook.read("odd.csv");
    for separator in [",", ";", "\t", "\n"] {
        for part in text.split(separator).map(|part| part.trim_start_matches('"')) {
            let odd = part.starts_with(['=', '+', '@', '-', '\t', '＝']);
            assert!(!odd || part.trim_end().parse::<f64>().is_ok(), "{part}");
        }
    }
    playbook.remove("quizzes/odd.yaml");
    playbook.run(&["import", "csv", file.to_str().unwrap()]).expect(0);
    assert_eq!(odd(), was);
}
