//! `twotrack serve` on a real playbook: what it shows is what `build` writes.

use crate::support::{Playbook, twotrack};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A running preview, ended when dropped.
struct Preview {
    child: Child,
    address: String,
}

impl Preview {
    fn of(playbook: &Playbook) -> Preview {
        let mut command = twotrack();
        command.arg("-C").arg(playbook.root()).args(["serve", "--port", "0"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let said = lines.by_ref().map_while(Result::ok).find(|l| l.contains("http://"));
        let said = said.expect("it says where it is");
        let address = said.split("http://").nth(1).unwrap().trim_end_matches('/').to_string();
        // Whoever does not read what a process says may stop it.
        std::thread::spawn(move || lines.for_each(drop));
        Preview { child, address }
    }

    /// Status and body.
    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        let (head, body) = self.answer(path);
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body)
    }

    /// Head and body.
    fn answer(&self, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(
            stream,
            "GET /{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).to_string();
        (head, answer[end + 4..].to_vec())
    }

    /// Asks again until the answer is as wanted.
    #[track_caller]
    fn until(&self, path: &str, wanted: impl Fn(u16, &str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let (status, body) = self.get(path);
            let body = String::from_utf8_lossy(&body).to_string();
            if wanted(status, &body) {
                return body;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "still {status}: {body}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// The page without the line that the preview adds.
fn without_script(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    page.lines()
        .map(|line| match line.find("<script src=\"/_twotrack/") {
            Some(start) => {
                let end = line[start..].find("</script>").unwrap() + start + "</script>".len();
                format!("{}{}\n", &line[..start], &line[end..])
            }
            None => format!("{line}\n"),
        })
        .collect()
}

#[test]
fn every_route_is_what_build_writes() {
    let playbook = Playbook::new();
    playbook.run(&["build"]).expect(0);
    let preview = Preview::of(&playbook);
    let site = playbook.path("site");
    let mut compared = 0;
    for entry in walkdir::WalkDir::new(&site).into_iter().flatten() {
        let route = entry.path().strip_prefix(&site).unwrap().display().to_string();
        if !entry.file_type().is_file() || route == ".twotrack" {
            continue;
        }
        let built = std::fs::read(entry.path()).unwrap();
        let (status, served) = preview.get(&route);
        assert_eq!(status, 200, "{route}");
        match route.ends_with(".html") {
            true => {
                let built: String =
                    String::from_utf8_lossy(&built).lines().map(|l| format!("{l}\n")).collect();
                assert_eq!(without_script(&served), built, "{route}");
            }
            false => assert!(served == built, "{route}"),
        }
        compared += 1;
    }
    assert!(compared > 30);
}

#[test]
fn a_save_shows_and_a_fault_keeps_the_last_good_site() {
    let playbook = Playbook::new();
    let preview = Preview::of(&playbook);
    let guide = "content/guides/first-call.md";
    playbook.replace(guide, "Your name,", "Your full name,");
    preview.until("guides/first-call.html", |_, page| page.contains("Your full name,"));

    let stage = "content/stages/02-s2/stage.yaml";
    playbook.replace(stage, "buyer_stage: b2", "buyer_stage: b9");
    let faults = preview.until("_twotrack/diagnostics.json", |status, json| {
        status == 200 && json.contains("unknown-id")
    });
    assert!(faults.contains("there is no buyer's stage `b9`"), "{faults}");
    let (status, _) = preview.get("stages/s2.html");
    assert_eq!(status, 200, "the last good site stays");

    playbook.replace(stage, "buyer_stage: b9", "buyer_stage: b2");
    preview.until("_twotrack/diagnostics.json", |_, json| !json.contains("unknown-id"));
}

#[test]
fn a_page_that_got_another_id_leads_on() {
    let playbook = Playbook::new();
    let preview = Preview::of(&playbook);
    assert_eq!(preview.get("scripts/s1.c1.html").0, 200);
    let script = playbook.read("content/scripts/call.yaml").replace("id: s1.c1\n", "id: s1.c7\n");
    playbook.write("content/scripts/call.yaml", &script);
    preview.until("scripts/s1.c7.html", |status, _| status == 200);
    preview.until("scripts/s1.c1.html", |status, _| (301..=308).contains(&status));
    let (head, _) = preview.answer("scripts/s1.c1.html");
    assert!(head.contains("/scripts/s1.c7.html"), "{head}");
}

#[test]
fn the_desk_tells_what_is_open_and_what_changed() {
    let playbook = Playbook::new();
    let preview = Preview::of(&playbook);
    let desk = preview.until("_twotrack/desk.html", |status, _| status == 200);
    assert!(desk.contains("The trainer’s desk") && desk.contains("Nothing yet."), "{desk}");
    playbook.replace(
        "content/stages/01-s1/stage.yaml",
        "text: {en: The customer shows interest., zh: 客户有兴趣。}",
        "text: {en: The customer asks.}",
    );
    let desk = preview.until("_twotrack/desk.html", |_, page| page.contains("reworded"));
    assert!(desk.contains("The customer asks."), "{desk}");
    assert!(desk.contains("missing-translation"), "{desk}");
    assert!(desk.contains("data-place=\"content/stages/01-s1/stage.yaml:11:"), "{desk}");
    let first = "<th scope=\"row\"><a href=\"../stages/s1.html\"";
    let row = desk.split("<tr>").find(|row| row.starts_with(first)).expect("a row for the stage");
    let cells: Vec<&str> = row.split("<td>").collect();
    assert!(cells[2].starts_with("<strong>1<"), "one text to translate: {row}");
    assert!(cells[5].starts_with("<strong>1<"), "one item reworded: {row}");
    let chinese = preview.until("zh/_twotrack/desk.html", |status, _| status == 200);
    assert!(chinese.contains("培训师工作台"), "{chinese}");
}

#[test]
fn a_template_that_fails_is_told_in_the_page_and_mended_in_it() {
    let playbook = Playbook::new();
    let preview = Preview::of(&playbook);
    let foot = "themes/default/templates/components/foot.html";
    playbook.write(foot, "<footer>{{ nothing.of.the.kind }}</footer>\n");
    let page = preview
        .until("stages/s1.html", |_, page| page.contains("This page could not be filled in"));
    assert!(page.contains("nothing"), "{page}");
    playbook.write(foot, "<footer>mended</footer>\n");
    preview.until("stages/s1.html", |status, page| status == 200 && page.contains("mended"));
}
