//! The binary as a user drives it.

use crate::support::{Playbook, Run, twotrack};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Every file of a folder with its bytes.
fn tree(root: &Path) -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().flatten();
    (files.filter(|e| e.file_type().is_file()))
        .map(|e| {
            let path = e.path().strip_prefix(root).unwrap().display().to_string();
            (path, fs::read(e.path()).unwrap())
        })
        .collect()
}

/// The folder's subfolder made by `new`.
fn starter() -> (Playbook, std::path::PathBuf) {
    let room = Playbook::empty();
    let dir = room.path("mine");
    Run::of(twotrack().arg("new").arg(&dir)).expect(0);
    (room, dir)
}

fn in_dir(dir: &Path, arguments: &[&str]) -> Run {
    let mut command = twotrack();
    Run::of(command.current_dir(dir).args(arguments))
}

#[test]
fn a_new_playbook_passes_and_builds_from_any_folder_below_it() {
    let (_room, dir) = starter();
    in_dir(&dir, &["check", "--strict"]).expect(0);
    let run = in_dir(&dir.join("content/stages"), &["build"]).expect(0);
    assert!(run.out.contains("built ") && run.out.contains(" pages"), "{}", run.out);
    let home = fs::read_to_string(dir.join("site/index.html")).unwrap();
    assert!(home.contains("Move when the buyer moves."));
    assert!(!dir.join("site/en").exists(), "one language needs no folder of its own");
}

#[test]
fn new_overwrites_nothing() {
    let (_room, dir) = starter();
    let before = tree(&dir);
    let run = Run::of(twotrack().arg("new").arg(&dir)).expect(2);
    assert!(run.err.contains("is not empty"), "{}", run.err);
    assert_eq!(tree(&dir), before);
}

/// Writes `count` stages and as many stages of the buyer, with texts in all these languages.
fn stages(dir: &Path, count: usize, languages: &[&str]) {
    let text = |word: &str| {
        let each: Vec<String> = languages.iter().map(|l| format!("{l}: {word} {l}")).collect();
        format!("{{{}}}", each.join(", "))
    };
    let mut buyer = String::from("stages:\n");
    fs::remove_dir_all(dir.join("content")).unwrap();
    fs::remove_dir_all(dir.join("quizzes")).unwrap();
    for n in 1..=count {
        let title = text(&format!("Step {n}"));
        buyer += &format!("  - {{id: b{n}, number: {n}, title: {title}, short: {title}}}\n");
        let folder = dir.join(format!("content/stages/{n:02}"));
        fs::create_dir_all(&folder).unwrap();
        let action = text("Done");
        let stage = format!(
            "id: s{n}\nnumber: {n}\ntitle: {title}\nshort: {title}\nbuyer_stage: b{n}\n\
             purpose: {title}\nmilestone:\n  actions:\n    - {{id: s{n}.m1, text: {action}}}\n\
             success:\n  actions:\n    - {{id: s{n}.k1, text: {action}, commitment: true}}\n"
        );
        fs::write(folder.join("stage.yaml"), stage).unwrap();
    }
    fs::write(dir.join("content/buyer.yaml"), buyer).unwrap();
    let head = format!("title: {}\nlanguages: [{}]\n", text("Playbook"), languages.join(", "));
    fs::write(dir.join("playbook.yaml"), head).unwrap();
}

#[test]
fn five_stages_in_one_language_need_no_code() {
    let (_room, dir) = starter();
    stages(&dir, 5, &["en"]);
    in_dir(&dir, &["check", "--strict"]).expect(0);
    in_dir(&dir, &["build"]).expect(0);
    let home = fs::read_to_string(dir.join("site/index.html")).unwrap();
    assert!(home.contains("Step 5 en") && !home.contains("Step 6"));
    assert!(!home.contains("hreflang"), "there is no other language to offer");
}

#[test]
fn twelve_stages_in_three_languages_need_no_code() {
    let (_room, dir) = starter();
    stages(&dir, 12, &["it", "en", "zh"]);
    // The theme has no Italian words of its own, which is a warning and no more.
    let run = in_dir(&dir, &["check"]).expect(0);
    assert!(run.err.contains("1 warning in"), "{}", run.err);
    in_dir(&dir, &["build"]).expect(0);
    for (path, word) in [("stages/s12.html", "Step 12 it"), ("zh/stages/s12.html", "Step 12 zh")] {
        let page = fs::read_to_string(dir.join("site").join(path)).unwrap();
        assert!(page.contains(word), "{path}");
        assert!(page.contains("hreflang=\"en\""), "{path}");
    }
}

#[test]
fn equal_input_gives_equal_bytes() {
    let playbook = Playbook::new();
    let out = |name: &str| playbook.path(name).display().to_string();
    playbook.run(&["build", "--out", &out("one")]).expect(0);
    playbook.run(&["build", "--out", &out("two")]).expect(0);
    assert_eq!(tree(&playbook.path("one")), tree(&playbook.path("two")));
    assert!(tree(&playbook.path("one")).len() > 30);
}

#[test]
fn a_fault_leaves_the_last_site_whole() {
    let playbook = Playbook::new();
    playbook.run(&["build"]).expect(0);
    let before = tree(&playbook.path("site"));
    playbook.replace("content/stages/02-s2/stage.yaml", "buyer_stage: b2", "buyer_stage: b7");
    let run = playbook.run(&["build"]).expect(1);
    assert!(run.err.contains("there is no buyer's stage `b7`"), "{}", run.err);
    assert!(run.err.contains("nothing was written"), "{}", run.err);
    assert_eq!(tree(&playbook.path("site")), before);
}

#[test]
fn a_small_edit_touches_only_what_it_changes() {
    let playbook = Playbook::new();
    playbook.run(&["build"]).expect(0);
    let time = |path: &str| fs::metadata(playbook.path(path)).unwrap().modified().unwrap();
    let (sheet, home) = (time("site/sitemap.xml"), time("site/index.html"));
    playbook.replace("content/guides/first-call.md", "Your name,", "Your full name,");
    let run = playbook.run(&["build"]).expect(0);
    assert!(run.out.contains(" unchanged"), "{}", run.out);
    assert_eq!((time("site/sitemap.xml"), time("site/index.html")), (sheet, home));
    assert!(playbook.read("site/guides/first-call.html").contains("Your full name,"));
}

#[test]
fn clean_deletes_our_site_and_no_other_folder() {
    let playbook = Playbook::new();
    playbook.run(&["build"]).expect(0);
    playbook.run(&["clean"]).expect(0);
    assert!(!playbook.path("site").exists());
    playbook.write("mine/letter.txt", "keep me");
    let mine = playbook.path("mine").display().to_string();
    playbook.run(&["clean", "--out", &mine]).expect(2);
    playbook.run(&["build", "--out", &mine]).expect(2);
    assert_eq!(playbook.read("mine/letter.txt"), "keep me");
}

#[test]
fn drafts_are_published_only_when_asked_for() {
    let playbook = Playbook::new();
    let draft = "---\ntitle: Soon\ndraft: true\nstage: s1\n---\nWords.\n";
    playbook.write("content/guides/soon.md", draft);
    playbook.run(&["build"]).expect(0);
    assert!(!playbook.path("site/guides/soon.html").exists());
    playbook.run(&["build", "--drafts"]).expect(0);
    assert!(playbook.read("site/guides/soon.html").contains("Soon"));
}

#[test]
fn the_base_url_stands_in_canonical_links_and_the_sitemap() {
    let playbook = Playbook::new();
    playbook.run(&["build", "--base-url", "https://example.org/a/b/"]).expect(0);
    let page = playbook.read("site/zh/stages/s1.html");
    assert!(page.contains("https://example.org/a/b/zh/stages/s1.html"));
    assert!(playbook.read("site/sitemap.xml").contains("https://example.org/a/b/stages/s2.html"));
    let run = playbook.run(&["build", "--base-url", "example.org"]).expect(2);
    assert!(run.err.contains("must begin with https://"), "{}", run.err);
}

#[test]
fn strict_takes_warnings_as_faults() {
    let playbook = Playbook::new();
    playbook.replace(
        "content/stages/01-s1/stage.yaml",
        "{en: Call, zh: 邀约}\nshort",
        "Call\nshort",
    );
    playbook.run(&["check"]).expect(0);
    playbook.run(&["check", "--strict"]).expect(1);
    playbook.run(&["build"]).expect(0);
    let page = playbook.read("site/zh/stages/s1.html");
    assert!(page.contains("lang=\"en\""), "the page marks what is not translated");
}

#[test]
fn markdown_turns_standard_input_into_a_fragment() {
    let mut child = twotrack();
    let mut child =
        (child.arg("markdown").stdin(Stdio::piped()).stdout(Stdio::piped())).spawn().unwrap();
    child.stdin.take().unwrap().write_all("*Hi* <b>x</b> [y](javascript:z)\n".as_bytes()).unwrap();
    let run = Run::from(child.wait_with_output().unwrap()).expect(0);
    assert!(run.out.contains("<em>Hi</em> &lt;b&gt;x&lt;/b&gt;"), "{}", run.out);
    assert!(!run.out.contains("javascript:"), "{}", run.out);
}

#[test]
fn help_and_completions_name_every_command() {
    let help = Run::of(twotrack().arg("--help")).expect(0).out;
    let bash = Run::of(twotrack().args(["completions", "bash"])).expect(0).out;
    for command in
        ["build", "serve", "check", "new", "clean", "explain", "markdown", "origins", "stats"]
    {
        assert!(help.contains(command) && bash.contains(command), "{command}");
    }
}

#[test]
fn completions_are_valid_shell() {
    let script = Run::of(twotrack().args(["completions", "bash"])).expect(0).out;
    let mut shell = Command::new("bash");
    let mut child = shell.args(["-n"]).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn origins_tells_what_is_on_no_page() {
    let playbook = Playbook::new();
    let run = playbook.run(&["origins", "--expect", "F9-F10", "--list"]).expect(1);
    assert!(run.out.contains("on no page: F10"), "{}", run.out);
    playbook.run(&["origins", "--expect", "F9"]).expect(0);
    playbook.run(&["origins", "--expect", "nine"]).expect(2);
}

#[test]
fn stats_tells_how_fair_the_questions_are() {
    let run = Playbook::new().run(&["stats", "--questions"]).expect(0);
    for line in ["questions", "longest is right, one answer", "en 0/1 (0.5)", "no misconception"] {
        assert!(run.out.contains(line), "no `{line}` in\n{}", run.out);
    }
}

#[test]
fn stats_measures_every_stage_by_the_first() {
    let playbook = Playbook::new();
    let run = playbook.run(&["stats"]).expect(0);
    assert!(run.out.lines().count() == 3 && run.out.contains("s2"), "{}", run.out);
    let run = playbook.run(&["stats", "--within", "10"]).expect(1);
    assert!(run.err.contains("s2 is too thin in"), "{}", run.err);
}

#[test]
fn a_file_that_cannot_be_read_draws_no_other_faults() {
    let playbook = Playbook::new();
    std::fs::write(playbook.path("content/buyer.yaml"), b"stages:\n  - id: b1\n\xff\xfe").unwrap();
    let run = playbook.run(&["check"]).expect(1);
    assert!(run.err.contains("error[not-utf8]: `content/buyer.yaml`"), "{}", run.err);
    assert!(run.err.contains("1 error in "), "{}", run.err);
}

#[test]
fn only_files_that_a_text_names_are_published() {
    let playbook = Playbook::new();
    for name in ["margins.xlsx", "notes.txt", "Thumbs.db", "form.csv", "logo.svg"] {
        playbook.write(&format!("content/guides/{name}"), "secret");
    }
    let guide = playbook.read("content/guides/first-call.md");
    playbook
        .write("content/guides/first-call.md", &format!("{guide}\nUse the [form](form.csv).\n"));
    playbook.replace(
        "content/stages/01-s1/stage.yaml",
        "{en: Win a meeting., zh: 约到见面。}",
        "{en: \"![Logo](../../guides/logo.svg)\", zh: 约到见面。}",
    );
    let run = playbook.run(&["check"]).expect(0);
    for name in ["margins.xlsx", "notes.txt"] {
        let told = format!("no text names `guides/{name}`");
        assert!(run.err.contains(&told), "{}", run.err);
    }
    assert!(run.err.contains("2 warnings in "), "{}", run.err);
    playbook.run(&["build"]).expect(0);
    let site = tree(&playbook.path("site"));
    let files: Vec<&str> =
        site.iter().map(|(path, _)| path.as_str()).filter(|p| p.starts_with("files/")).collect();
    assert_eq!(files, ["files/guides/form.csv", "files/guides/logo.svg"]);
}

#[test]
fn check_says_what_build_will_say() {
    let playbook = Playbook::new();
    playbook.write("themes/mine/templates/stage.html", "{{ no_such_thing.at_all }}\n");
    playbook.run(&["check"]).expect(0);
    let run = playbook.run(&["check", "--theme", "mine"]).expect(1);
    assert_eq!(run.err.matches("error[template]").count(), 1, "{}", run.err);
    assert!(run.err.contains("no_such_thing"), "{}", run.err);
    assert_ne!(playbook.run(&["build", "--theme", "mine"]).code, 0);
    playbook.remove("themes/mine/templates/stage.html");
    let guide = playbook.read("content/guides/first-call.md");
    playbook.write("content/guides/First-Call.md", &guide);
    let run = playbook.run(&["check"]);
    assert_ne!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("differ only in upper and lower case"), "{}", run.err);
}
