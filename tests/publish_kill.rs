//! A build that is killed at any moment leaves the old site or the new one, whole.
//!
//! The test runs itself again as the builder (the ignored test [`builder`]), which publishes two
//! sites in turn for ever, and kills it at seeded moments. Then it looks at what is there.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use twotrack::publish::{MARKER, publish};

const FOLDER: &str = "TWOTRACK_TEST_KILL_IN";
const ROUNDS: u64 = 150;

/// Two sites that share some pages, change some, and have some of their own.
fn site(letter: char) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for i in 0..300 {
        let (path, text) = match i % 3 {
            0 => (format!("same/p{i}.html"), format!("page {i}")),
            1 => (format!("changed/p{i}.html"), format!("page {i} of {letter}")),
            _ => (format!("only-{letter}/p{i}.html"), format!("page {i}")),
        };
        pages.insert(path, text.repeat(200));
    }
    pages
}

fn build(dir: &Path, pages: &BTreeMap<String, String>) {
    let paths: Vec<&String> = pages.keys().collect();
    let render = |path: &&String| Ok::<_, String>(pages[*path].as_bytes());
    publish(&dir.join("site"), &dir.join("playbook"), &paths, render, &|_| {}).unwrap();
}

#[test]
#[ignore = "the builder that the kill test starts"]
fn builder() {
    let Some(dir) = env::var_os(FOLDER) else { return };
    let (a, b) = (site('a'), site('b'));
    eprintln!("ready");
    loop {
        build(dir.as_ref(), &b);
        build(dir.as_ref(), &a);
    }
}

/// Every file below the site, without the marker.
fn found(dir: &Path) -> BTreeMap<String, String> {
    let site = dir.join("site");
    let entries = walkdir::WalkDir::new(&site).into_iter().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    let mut pages: BTreeMap<_, _> = files
        .map(|file| {
            let path = file.path().strip_prefix(&site).unwrap().to_str().unwrap().to_string();
            (path, fs::read_to_string(file.path()).unwrap())
        })
        .collect();
    assert!(pages.remove(MARKER).is_some(), "no marker");
    pages
}

#[test]
fn a_kill_at_any_moment_leaves_a_whole_site() {
    let temp = tempfile::tempdir().unwrap();
    let dir = temp.path();
    fs::create_dir(dir.join("playbook")).unwrap();
    let (a, b) = (site('a'), site('b'));
    let beside = || fs::read_dir(dir).unwrap().count();
    let mut left_over = 0;
    build(dir, &a);

    for round in 0..ROUNDS {
        let mut child = Command::new(env::current_exe().unwrap())
            .args(["--ignored", "--exact", "publish_kill::builder", "--nocapture"])
            .env(FOLDER, dir)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line.trim(), "ready");
        thread::sleep(Duration::from_micros(moment(round)));
        child.kill().unwrap();
        child.wait().unwrap();

        let now = found(dir);
        assert!(now == a || now == b, "round {round}: neither the one site nor the other");
        left_over += usize::from(beside() > 2);
        if round % 10 == 0 {
            build(dir, if round % 20 == 0 { &a } else { &b });
            assert_eq!(beside(), 2, "round {round}: something is left over after a build");
        }
    }
    assert!(left_over > 0, "no kill ever hit a build");
}

/// Microseconds to wait in a round, scattered over some builds' time.
fn moment(round: u64) -> u64 {
    let mut x = round.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (x ^ (x >> 32)) % 60_000
}
