//! Printing, as far as it needs no real browser: what is said of one that is missing or fails, and
//! what one is asked for. What real ones print is read in `tests/paper.py`.
#![cfg(unix)]

use crate::support::{Playbook, Run, twotrack};
use std::fmt::Write;
use std::os::unix::fs::PermissionsExt;

/// Runs `export pdf` with nothing of this machine: no browser, no font.
fn export(playbook: &Playbook, more: &[&str]) -> Run {
    let room = playbook.path("room");
    std::fs::create_dir_all(&room).unwrap();
    let mut command = twotrack();
    command.arg("-C").arg(playbook.root()).args(["export", "pdf"]).args(more);
    command.env("PATH", playbook.path("programs")).env("TMPDIR", &room).env("HOME", &room);
    for variable in ["CHROME_PATH", "CHROME_BIN", "CHROMIUM"] {
        command.env_remove(variable);
    }
    let run = Run::of(&mut command);
    assert_eq!(std::fs::read_dir(&room).unwrap().count(), 0, "the room is left as it was");
    run
}

fn program(playbook: &Playbook, name: &str, script: &str) {
    let name = format!("programs/{name}");
    playbook.write(&name, &format!("#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n"));
    let file = std::fs::File::open(playbook.path(&name)).unwrap();
    file.set_permissions(std::fs::Permissions::from_mode(0o755)).unwrap();
}

/// A shell's words for the file that the browser shall write, and for the page.
const OUT: &str = "for a; do case $a in --print-to-pdf=*) out=${a#*=};; \
                   file:*) page=${a#file://};; esac; done";

#[test]
fn a_browser_that_is_missing_is_told_with_how_to_get_one() {
    let playbook = Playbook::new();
    let run = export(&playbook, &[]).expect(2);
    for word in
        ["no browser to print with", "apt install chromium", "--browser PATH", "CHROME_PATH"]
    {
        assert!(run.err.contains(word), "{word}: {}", run.err);
    }
    let run = export(&playbook, &["--browser", "/no/such"]).expect(2);
    assert!(run.err.contains("`/no/such`, which `--browser` names, is no program"), "{}", run.err);
    let run = playbook.run(&["export", "gift", "--checklist"]).expect(2);
    assert!(run.err.contains("`--checklist` is for the format `pdf`"), "{}", run.err);
    assert!(!playbook.path("exports").exists());
}

#[test]
fn a_browser_that_fails_is_told_with_what_it_printed() {
    let playbook = Playbook::new();
    let check = |script: &str, more: &[&str], expected: &[&str]| {
        program(&playbook, "chromium", &format!("{OUT}\n{script}"));
        let run = export(&playbook, more).expect(2);
        for word in expected {
            assert!(run.err.contains(word), "{script}: {}", run.err);
        }
        assert!(!playbook.path("exports").exists());
    };
    check("echo no display >&2; exit 3", &[], &["failed (exit status: 3)", "    no display"]);
    check("echo nothing to do", &[], &["wrote no PDF; it printed", "    nothing to do"]);
    check(":", &[], &["it printed nothing that would say why"]);
    check("printf '%%PDF-1.4 and then' >$out", &[], &["wrote no whole PDF"]);
    let late = ["--timeout", "1"];
    check("echo waiting; exec sleep 600", &late, &["did not end within 1 seconds", "    waiting"]);
    let what = ["--only", "first-call", "--checklist"];
    check(":", &what, &["what was chosen has nothing to print"]);
}

#[test]
fn a_signal_ends_the_browser_and_leaves_nothing_behind() {
    use std::os::unix::process::CommandExt;
    let playbook = Playbook::new();
    let room = playbook.path("room");
    std::fs::create_dir_all(&room).unwrap();
    let begun = playbook.path("begun");
    let script = format!("sleep 600 & echo $! >{0}.new; mv {0}.new {0}; wait", begun.display());
    program(&playbook, "chromium", &script);
    for signal in ["INT", "TERM"] {
        let _ = std::fs::remove_file(&begun);
        let mut command = twotrack();
        command.arg("-C").arg(playbook.root()).args(["export", "pdf"]).process_group(0);
        command.env("PATH", playbook.path("programs")).env("TMPDIR", &room).env("HOME", &room);
        command.env_remove("CHROME_PATH").stderr(std::process::Stdio::piped());
        let child = command.spawn().unwrap();
        while !begun.exists() {
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        let kill = |signal: &str, process: &str| {
            let mut kill = std::process::Command::new("kill");
            kill.args(["-s", signal, process]).stderr(std::process::Stdio::null());
            kill.status().unwrap().success()
        };
        assert!(kill(signal, &child.id().to_string()));
        let ended = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert!(!ended.status.success() && said.contains("it was stopped while"), "{said}");
        assert_eq!(std::fs::read_dir(&room).unwrap().count(), 0, "{signal} leaves a folder");
        let sleeper = std::fs::read_to_string(&begun).unwrap();
        let late = std::time::Instant::now() + std::time::Duration::from_secs(10);
        while kill("0", sleeper.trim()) {
            assert!(std::time::Instant::now() < late, "the browser's child goes on");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert!(!playbook.path("exports").exists());
    }
}

#[test]
fn a_language_without_a_font_is_not_printed() {
    let playbook = Playbook::new();
    program(&playbook, "google-chrome", "exit 3");
    program(&playbook, "fc-list", ":");
    let run = export(&playbook, &["--lang", "zh"]).expect(2);
    assert!(
        run.err.contains("letters of Chinese") && run.err.contains("fonts-noto-cjk"),
        "{}",
        run.err
    );
    // Of any other language no more than the letters that are missing is known.
    assert!(export(&playbook, &[]).expect(2).err.contains("exit status: 3"));
}

/// A PDF in the form of browsers, with one place on a sheet of its own choice.
fn pdf(place: &str, sheet: usize) -> String {
    let kids: Vec<String> = (0..4).map(|n| format!("{} 0 R", 5 + n)).collect();
    let mut objects = vec![
        "<</Creator (x)\n/CreationDate (D:20261129171259+00'00')>>".to_string(),
        "<</Type /Catalog\n/Pages 3 0 R\n/Dests 4 0 R>>".to_string(),
        format!("<</Type /Pages\n/Count 4\n/Kids [{}]>>", kids.join(" ")),
        format!("<</{} [{} 0 R /XYZ 0 804 0]>>", place.replace('/', "#2F"), 4 + sheet),
    ];
    objects.extend((0..4).map(|_| "<</Type /Page\n/Parent 3 0 R>>".to_string()));
    let (mut out, mut rows) = ("%PDF-1.4\n".to_string(), "0000000000 65535 f \n".to_string());
    for (n, object) in objects.iter().enumerate() {
        writeln!(rows, "{:010} 00000 n ", out.len()).unwrap();
        write!(out, "{} 0 obj\n{object}\nendobj\n", n + 1).unwrap();
    }
    let (at, size) = (out.len(), objects.len() + 1);
    let end = format!("trailer\n<</Size {size} /Root 2 0 R /Info 1 0 R>>\nstartxref\n{at}\n%%EOF");
    format!("{out}xref\n0 {size}\n{rows}{end}")
}

#[test]
fn a_book_is_printed_until_its_numbers_hold() {
    let playbook = Playbook::new();
    for (n, sheet) in [3, 4, 4].iter().enumerate() {
        playbook.write(&format!("pdf.{}", n + 1), &pdf("part/A", *sheet));
    }
    let root = playbook.root().display();
    let script = format!(
        "{OUT}\necho x >>{root}/calls; n=$(grep -c x {root}/calls)\necho \"$@\" >>{root}/asked\n\
         cp $page {root}/page.$n; cp {root}/pdf.$n $out"
    );
    program(&playbook, "chromium", &script);
    export(&playbook, &[]).expect(0);
    let folio = |n: usize| {
        let page = playbook.read(&format!("page.{n}"));
        let link = page.split("<a href=\"#part/A\">").nth(1).unwrap().to_string();
        link.split("<i>").nth(1).unwrap().split('<').next().unwrap().to_string()
    };
    assert_eq!([folio(1), folio(2), folio(3)], ["888", "3", "4"]);
    assert!(!playbook.path("page.4").exists());
    let made = playbook.read("exports/playbook.en.pdf");
    assert!(made.contains("/PageLabels") && made.contains("(D:20261102000000+00'00')"), "{made}");

    // A profile of its own, no host, and without its sandbox only where that can't work.
    let asked = playbook.read("asked");
    assert!(asked.contains("--user-data-dir=") && asked.contains("MAP * ~NOTFOUND"), "{asked}");
    let root = runs_as_root();
    assert_eq!(asked.contains("--no-sandbox"), root, "{asked}");
    assert!(!playbook.read("page.3").contains("href=\"checklists/"), "no link leads to no page");
}

fn runs_as_root() -> bool {
    let id = std::process::Command::new("id").arg("-u").output().unwrap();
    id.stdout.trim_ascii() == b"0"
}

#[test]
fn a_pdf_of_an_unknown_form_is_kept_and_what_it_lacks_is_told() {
    let playbook = Playbook::new();
    program(&playbook, "chromium", &format!("{OUT}\nprintf '%%PDF-9\\n%%%%EOF' >$out"));
    let run = export(&playbook, &[]).expect(0);
    assert!(run.out.contains("without page numbers"), "{}", run.out);
    assert_eq!(playbook.read("exports/playbook.en.pdf"), "%PDF-9\n%%EOF");
}
