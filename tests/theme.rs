//! `twotrack theme`: the files of the built-in theme, listed and taken as a beginning.

use crate::support::Playbook;
use std::fs;

/// The lines of the list.
fn listed(playbook: &Playbook) -> Vec<String> {
    let run = playbook.run(&["theme", "list"]).expect(0);
    run.out.lines().map(String::from).collect()
}

#[test]
fn the_list_names_every_file_and_what_the_playbook_has_replaced() {
    let playbook = Playbook::new();
    let files = listed(&playbook);
    for entry in walkdir::WalkDir::new("themes/default").into_iter().flatten() {
        let name = entry.path().strip_prefix("themes/default").unwrap().to_str().unwrap();
        let is_dotted = name.contains("/.") || name.starts_with('.');
        if entry.file_type().is_file() && !is_dotted {
            assert!(files.iter().any(|file| file == name), "{name} is not listed");
        }
    }
    assert!(files.iter().all(|file| !file.contains(' ')), "{files:?}");
    playbook.write("themes/default/templates/about.html", "About.");
    playbook.write("themes/mine/css/tokens.css", ":root {}");
    let files = listed(&playbook);
    let about = "templates/about.html  (replaced by themes/default/templates/about.html)";
    assert!(files.iter().any(|file| file == about), "{files:?}");
    // Only the theme that the playbook names counts, and it stands before the default one.
    assert!(files.iter().any(|file| file == "css/tokens.css"), "{files:?}");
    playbook.overlay("playbook.yaml", "theme: mine\n");
    playbook.write("themes/mine/templates/about.html", "Mine.");
    let files = listed(&playbook);
    for replaced in ["css/tokens.css", "templates/about.html"] {
        let line = format!("{replaced}  (replaced by themes/mine/{replaced})");
        assert!(files.contains(&line), "{files:?}");
    }
}

#[test]
fn a_copy_of_every_kind_of_file_changes_nothing_until_it_is_edited() {
    let playbook = Playbook::new();
    let build = |out: &str| {
        playbook.run(&["build", "--out", playbook.path(out).to_str().unwrap()]).expect(0);
    };
    build("before");
    let kinds =
        ["templates/base.html", "css/tokens.css", "js/site.js", "i18n/zh.yaml", "icons.svg"];
    for file in kinds {
        let run = playbook.run(&["theme", "copy", file]).expect(0);
        assert_eq!(run.out, format!("themes/default/{file}: written\n"));
        let copied = fs::read(playbook.path(&format!("themes/default/{file}"))).unwrap();
        assert_eq!(copied, fs::read(format!("themes/default/{file}")).unwrap(), "{file}");
    }
    playbook.run(&["check", "--strict"]).expect(0);
    build("after");
    for entry in walkdir::WalkDir::new(playbook.path("before")).into_iter().flatten() {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(playbook.path("before")).unwrap();
            let after = fs::read(playbook.path("after").join(name)).unwrap_or_default();
            assert!(fs::read(entry.path()).unwrap() == after, "{}", name.display());
        }
    }
    // From then on the file is the author's.
    let text = playbook.read("themes/default/templates/base.html");
    playbook.write("themes/default/templates/base.html", &text.replace("<h1", "<h1 data-mine"));
    build("after");
    assert!(playbook.read("after/stages/s1.html").contains("<h1 data-mine"));
}

#[test]
fn a_wrong_name_is_told_with_what_was_meant_and_nothing_is_overwritten() {
    let playbook = Playbook::new();
    for (name, hint) in [
        ("stage.html", "did you mean `templates/stage.html`?"),
        ("templates/stag.html", "did you mean `templates/stage.html`?"),
        ("themes/default/css/tokens.css", "did you mean `css/tokens.css`?"),
        ("./css/tokens.css", "did you mean `css/tokens.css`?"),
        ("css\\tokens.css", "did you mean `css/tokens.css`?"),
        ("Templates/Stage.html", "did you mean `templates/stage.html`?"),
        ("css", "`twotrack theme list` names all there are"),
        ("", "`twotrack theme list` names all there are"),
        ("../playbook.yaml", "`twotrack theme list` names all there are"),
    ] {
        let run = playbook.run(&["theme", "copy", name]).expect(2);
        assert!(run.err.contains(hint), "{name}: {}", run.err);
        assert!(!playbook.path("themes").exists(), "{name}");
    }
    playbook.write("themes/default/css/tokens.css", ":root { --mine: 1 }");
    let run = playbook.run(&["theme", "copy", "css/tokens.css"]).expect(2);
    assert!(run.err.contains("`themes/default/css/tokens.css` is there already"), "{}", run.err);
    assert_eq!(playbook.read("themes/default/css/tokens.css"), ":root { --mine: 1 }");
    // A folder of that name is something of the author's, too.
    fs::create_dir_all(playbook.path("themes/default/icons.svg")).unwrap();
    playbook.run(&["theme", "copy", "icons.svg"]).expect(2);
    // Several at once are no way of it, and no file is no command.
    for arguments in [&["theme", "copy"][..], &["theme"], &["theme", "copi", "x"]] {
        let run = playbook.run(arguments).expect(2);
        assert!(run.err.contains("Usage: twotrack theme"), "{}", run.err);
    }
    let run = Playbook::empty().run(&["theme", "list"]).expect(2);
    assert!(run.err.contains("playbook.yaml"), "{}", run.err);
}
