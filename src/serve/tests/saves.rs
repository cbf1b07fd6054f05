//! One save, one refresh: however the editor does it.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use super::*;

/// An open event stream: the versions that it tells, as they come.
struct Events {
    versions: mpsc::Receiver<String>,
    stream: TcpStream,
}

impl Drop for Events {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(std::net::Shutdown::Both);
    }
}

fn listen(site: &Site) -> Events {
    let mut stream = site.connect();
    let address = site.address();
    write!(stream, "GET /_twotrack/events HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("sent");
    let head = receive(&mut stream, true);
    assert_eq!(head.header("content-type"), Some("text/event-stream"));
    let (sender, versions) = mpsc::channel();
    let lines = BufReader::new(stream.try_clone().expect("can be cloned")).lines();
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            if let Some(data) = line.strip_prefix("data: ") {
                let _ = sender.send(data.to_owned());
            }
        }
    });
    let events = Events { versions, stream };
    events.next().expect("the present state comes first");
    events
}

impl Events {
    fn next(&self) -> Option<String> {
        self.versions.recv_timeout(Duration::from_secs(10)).ok()
    }

    /// How many changes are told before a file that is made now shows up.
    fn count_until_marked(&self, site: &Site) -> usize {
        // The comparison after a save must be over too, since it may not tell anything more.
        pause(800);
        let mut count = self.versions.try_iter().count();
        fs::write(site.folder.path().join("mark.html"), "x").expect("can be written");
        loop {
            self.next().expect("the mark shows up");
            if site.get("/mark.html").status == 200 {
                return count;
            }
            count += 1;
        }
    }
}

/// Saves as `save` does it and counts the refreshes. A writer that a busy machine holds up has
/// not saved in that way, and is let try again.
fn check(name: &str, want: usize, save: impl Fn(&Path)) {
    for _ in 0..20 {
        let site = site();
        let events = listen(&site);
        let began = Instant::now();
        save(site.folder.path());
        if began.elapsed() > Duration::from_millis(100) {
            continue;
        }
        assert_eq!(events.count_until_marked(&site), want, "{name}");
        if want > 0 {
            assert_eq!(site.get("/app.css").text(), "new text", "{name}");
        }
        return;
    }
    panic!("{name}: this machine is too busy to write a few files within a tenth of a second");
}

fn open(path: &Path, change: impl FnOnce(&mut OpenOptions) -> &mut OpenOptions) -> File {
    change(OpenOptions::new().write(true)).open(path).expect("can be opened")
}

fn put(file: &mut File, text: &str) {
    file.write_all(text.as_bytes()).expect("can be written");
}

fn pause(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

#[test]
fn writing_in_place() {
    check("at once", 1, |folder| fs::write(folder.join("app.css"), "new text").expect("written"));
}

#[test]
fn writing_in_pieces() {
    check("in pieces", 1, |folder| {
        let mut file = open(&folder.join("app.css"), |it| it.truncate(true));
        for piece in ["ne", "w ", "te", "xt"] {
            put(&mut file, piece);
            pause(12);
        }
    });
}

#[test]
fn emptying_first_and_writing_after_a_while() {
    check("emptied", 1, |folder| {
        drop(open(&folder.join("app.css"), |it| it.truncate(true)));
        pause(20);
        fs::write(folder.join("app.css"), "new text").expect("written");
    });
}

#[test]
fn opening_again_and_again() {
    check("appended", 1, |folder| {
        drop(open(&folder.join("app.css"), |it| it.truncate(true)));
        for piece in ["new", " ", "text"] {
            put(&mut open(&folder.join("app.css"), |it| it.append(true)), piece);
            pause(2);
        }
    });
}

#[test]
fn writing_beside_and_renaming() {
    check("renamed", 1, |folder| {
        fs::write(folder.join(".app.css.tmp"), "new text").expect("written");
        fs::rename(folder.join(".app.css.tmp"), folder.join("app.css")).expect("renamed");
    });
}

#[test]
fn moving_the_old_file_away_first() {
    check("backed up, as vim does", 1, |folder| {
        fs::write(folder.join("4913"), "").expect("written");
        fs::remove_file(folder.join("4913")).expect("removed");
        fs::rename(folder.join("app.css"), folder.join("app.css~")).expect("renamed");
        pause(10);
        fs::write(folder.join("app.css"), "new text").expect("written");
        fs::remove_file(folder.join("app.css~")).expect("removed");
    });
}

#[test]
fn touching_changes_nothing() {
    check("touched", 0, |folder| {
        let file = open(&folder.join("app.css"), |it| it);
        file.set_modified(SystemTime::now()).expect("can be set");
    });
    check("saved again as it was", 0, |folder| {
        fs::write(folder.join("app.css"), "body { color: red }").expect("written");
    });
    check("read", 0, |folder| {
        fs::read(folder.join("app.css")).expect("can be read");
    });
    check("a swap file", 0, |folder| {
        fs::write(folder.join(".app.css.swp"), "x").expect("written");
    });
}

#[test]
fn several_files_at_once() {
    check("as a checkout does", 1, |folder| {
        for number in 0..40 {
            fs::write(folder.join(format!("page-{number}.html")), "x").expect("written");
        }
        fs::write(folder.join("app.css"), "new text").expect("written");
    });
}

#[test]
fn folders_made_and_filled_in_one_breath_are_found() {
    let site = site();
    let events = listen(&site);
    for number in 0..20 {
        let deep = site.folder.path().join(format!("a{number}/b/c/d/e"));
        fs::create_dir_all(&deep).expect("can be made");
        fs::write(deep.join("page.html"), "<body>deep</body>").expect("can be written");
    }
    let last = |number: usize| site.get(&format!("/a{number}/b/c/d/e/page.html")).status == 200;
    while !(0..20).all(last) {
        events.next().expect("every folder is found");
    }
}

#[test]
fn a_folder_is_let_be_copied() {
    check("copied", 1, |folder| {
        fs::create_dir(folder.join("new")).expect("can be made");
        let mut file = File::create(folder.join("new/page.html")).expect("can be made");
        pause(30);
        put(&mut file, "<body>filled</body>");
        fs::write(folder.join("app.css"), "new text").expect("written");
    });
}

/// Saves what cannot be shown, waits until it is told, and mends it.
fn check_bad_save(text: &str, words: &str) {
    let site = site();
    let events = listen(&site);
    fs::write(site.folder.path().join("app.css"), text).expect("can be written");
    let told = events.next().expect("the fault is told");
    assert!(told.contains(r#""errors":1"#), "{told}");
    assert_eq!(site.get("/app.css").text(), "body { color: red }");
    while !site.said().contains(words) {
        pause(5);
    }
    fs::write(site.folder.path().join("app.css"), "mended").expect("can be written");
    let told = events.next().expect("the mending is told");
    assert!(told.contains(r#""errors":0"#), "{told}");
    // On a busy machine the file is seen empty first, between its two steps of being written.
    while site.get("/app.css").text() != "mended" {
        pause(5);
    }
}

#[test]
fn a_fault_is_told_and_the_last_good_page_stays() {
    check_bad_save("BROKEN", "1 errors (");
}

#[test]
fn a_rebuild_that_panics_is_told_and_the_next_save_shows() {
    check_bad_save("PANIC", "failed: a page holds what none can (");
}

#[test]
fn what_changed_while_the_preview_started_is_not_missed() {
    let site = site_with(|options| options.since = SystemTime::UNIX_EPOCH);
    while site.files.rebuilds.load(Ordering::SeqCst) == 0 {
        pause(5);
    }
}
