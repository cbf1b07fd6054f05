//! What exports of the shipped playbook cost, and how much room a learner's record leaves.

use crate::support::{Playbook, Run, twotrack};
use std::path::Path;
use std::process::Command;

/// Runs each format in turn and prints its processor seconds and its most memory in bytes. Time on
/// the processor, since a loaded machine makes an export wait and not work.
const MEASURE: &str = r#"
import json, os, subprocess, sys
spent = {}
for format in sys.argv[2:]:
    with subprocess.Popen([sys.argv[1], "export", format, "-o", "-"], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, format
    unit = 1 if sys.platform == "darwin" else 1024
    spent[format] = [used.ru_utime + used.ru_stime, used.ru_maxrss * unit]
print(json.dumps(spent))
"#;

const SECONDS: f64 = 10.0;
const BYTES: f64 = 500e6;

#[cfg(unix)]
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes without optimization")]
fn all_formats_but_pdf_are_written_within_ten_seconds_and_500_megabytes() {
    let list = Run::of(twotrack().args(["export", "--list"])).expect(0).out;
    let formats = list.lines().filter_map(|line| line.split_whitespace().next());
    let formats: Vec<&str> = formats.filter(|format| *format != "pdf").collect();
    assert!(formats.len() >= 14, "{list}");
    let mut command = Command::new("python3");
    command.args(["-X", "utf8", "-c", MEASURE, env!("CARGO_BIN_EXE_twotrack")]).args(&formats);
    let run = Run::of(&mut command).expect(0);
    let spent: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let of = |format: &&str, what: usize| spent[format][what].as_f64().unwrap();
    let seconds: f64 = formats.iter().map(|format| of(format, 0)).sum();
    assert!(seconds < SECONDS, "{seconds} seconds: {}", run.out);
    assert!(formats.iter().all(|format| of(format, 1) < BYTES), "{}", run.out);
}

/// The longest record of a learner, and what SCORM 1.2 keeps of it.
fn record(root: &Path) -> (usize, usize) {
    let mut command = twotrack();
    command.arg("-C").arg(root).args(["export", "scorm12", "--report", "json", "-o"]);
    let run = Run::of(command.arg(root.join("course.zip"))).expect(0);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let note = report["notes"][0].as_str().unwrap();
    let numbers: Vec<usize> = note.split(' ').filter_map(|word| word.parse().ok()).collect();
    (numbers[0], numbers[1])
}

#[test]
fn a_record_of_twice_the_questions_fits_into_scorm_1_2() {
    let playbook = Playbook::empty();
    let root = playbook.root();
    playbook.write("playbook.yaml", &std::fs::read_to_string("playbook.yaml").unwrap());
    let folders = ["content", "quizzes"].into_iter().flat_map(walkdir::WalkDir::new).flatten();
    for entry in folders.filter(|entry| entry.file_type().is_file()) {
        let to = root.join(entry.path());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(entry.path(), to).unwrap();
    }
    let (once, limit) = record(root);
    let mut questions = 0;
    for entry in walkdir::WalkDir::new("quizzes").into_iter().flatten() {
        let path = entry.path().to_str().unwrap();
        let Some(name) = path.strip_suffix(".yaml").filter(|_| !path.contains("misconceptions"))
        else {
            continue;
        };
        let is_id = |line: &&str| line.starts_with("id: ") || line.starts_with("  - id: ");
        let twin =
            |line: &str| if is_id(&line) { format!("{line}-twin\n") } else { format!("{line}\n") };
        let text = playbook.read(path);
        questions += text.lines().filter(is_id).count() - 1;
        playbook.write(&format!("{name}-twin.yaml"), &text.lines().map(twin).collect::<String>());
    }
    let (twice, _) = record(root);
    assert!(questions >= 220, "{questions} questions");
    assert!(once < twice && twice < limit && limit == 4096, "{once}, {twice} of {limit}");
}
