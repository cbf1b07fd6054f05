//! What the index of the search costs: its share of a build, and what a first query loads.
//!
//! ```text
//! cargo bench --bench search                      the shipped playbook and 10,000 pages
//! cargo bench --bench search -- 2000 --keep DIR   another size; the site stays in DIR/site
//! ```
//!
//! The index is made and written by itself, in this process; the whole build is a run of the real
//! binary. What indexing adds is the index beside all the rest, on the clock and in the time of
//! all cores. The bytes of a first query are counted by the browser's own code, if `node` is there;
//! `node tests/web/search/figures.js DIR/site` tells how soon a slow phone shows results.

#[allow(dead_code, reason = "the benchmark of the build needs more of it")]
#[path = "build/measure.rs"]
mod measure;
#[path = "build/playbook.rs"]
mod playbook;

use measure::{Cost, Tree, run};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;
use twotrack::{check, diagnostic::Report, parse::Parser, search, site::Site, source::Source};

/// Runs of each kind; medians are shown.
const ROUNDS: usize = 5;
/// What indexing may add to the rest of a build.
const MOST_ADDED: f64 = 1.0 / 3.0;
/// What a first query may load after compression: from the shipped playbook, from a large one.
const MOST_BYTES: [usize; 2] = [40_000, 150_000];

fn main() {
    // `cargo test --all-targets` starts benchmarks too, to see that they compile.
    let arguments: Vec<String> = std::env::args().collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let keep =
        arguments.iter().position(|a| a == "--keep").map(|at| PathBuf::from(&arguments[at + 1]));
    let size = arguments.iter().find_map(|size| size.parse().ok()).unwrap_or(10_000);
    println!("medians of {ROUNDS} rounds");
    let room = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder to work in");
    measure("the shipped playbook", Path::new(env!("CARGO_MANIFEST_DIR")), false, room.path());
    let room = keep.as_deref().unwrap_or(room.path());
    let root = room.join("playbook");
    playbook::write(&root, size).expect("a playbook");
    measure(&format!("{size} pages"), &root, true, room);
    if keep.is_some() {
        println!("the site is in {}", room.join("site").display());
    }
}

/// Measures a playbook; leaves its site in `room`.
fn measure(name: &str, root: &Path, large: bool, room: &Path) {
    let source = Source::load(root);
    let mut report = Report::new();
    let book = Parser::new(false).playbook(&source, &mut report);
    check::check(&book, &mut report);
    let site = Site::new(Arc::new(book));
    let work = tempfile::tempdir_in(room).expect("a folder to work in");
    let (mut index, mut build) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let index_dir = work.path().join(format!("index-{round}"));
        index.push(spent(|| write_index(&site, &index_dir)));
        build.push(run_build(root, &work.path().join(format!("site-{round}"))));
    }
    let files = Tree::of(&work.path().join("index-0"));
    let (index, build) = (Cost::median(index), Cost::median(build));
    println!("{name}: {} files of the index, {:.2} MB", files.files, files.bytes as f64 / 1e6);
    println!("{:30} {:>8} {:>8}", "", "wall s", "CPU s");
    println!("{:30} {:8.3} {:8.3}", "  the whole build", build.wall, build.cpu);
    println!("{:30} {:8.3} {:8.3}", "  the index alone", index.wall, index.cpu);
    added("on the clock", index.wall, build.wall);
    added("in the time of all cores", index.cpu, build.cpu);
    let out = room.join("site");
    let _ = fs::remove_dir_all(&out);
    fs::rename(work.path().join("site-0"), &out).expect("the site moves");
    first_query(&out, large);
}

fn write_index(site: &Site, to: &Path) {
    fs::create_dir_all(to.join(search::FOLDER)).expect("a folder");
    let files = search::index(site, &|page, _| page.to_string());
    files.par_iter().for_each(|(path, bytes)| fs::write(to.join(path), bytes).expect("room"));
}

/// What some work of this process costs in time.
fn spent(work: impl FnOnce()) -> Cost {
    let (start, before) = (Instant::now(), cpu());
    work();
    Cost { wall: start.elapsed().as_secs_f64(), cpu: cpu() - before, peak: 0.0 }
}

/// Seconds that all threads of this process have worked so far.
#[expect(unsafe_code, reason = "the standard library has no such clock")]
fn cpu() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the place is ours and lives through the call.
    let told = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(told, 0, "no clock of the processor");
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn run_build(root: &Path, out: &Path) -> Cost {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twotrack"));
    run(command.arg("-C").arg(root).arg("build").arg("--out").arg(out))
}

fn added(how: &str, index: f64, build: f64) {
    let added = index / (build - index);
    let verdict = verdict(added <= MOST_ADDED);
    println!("  adds {:.0} % to the rest {how}; at most a third: {verdict}", 100.0 * added);
}

/// Tells what the browser's code reads of a site for a first query.
fn first_query(site: &Path, large: bool) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web/search/first-query.js");
    let mut command = Command::new("node");
    command.arg(script).arg(site).args(large.then_some("large"));
    let told = command.output().ok().filter(|output| output.status.success());
    let told = told.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_string());
    let words = told.as_deref().map(|told| told.splitn(3, ' ').collect::<Vec<_>>());
    let Some([middle, most, query]) = words.as_deref() else {
        return println!("  a first query: not counted, as that takes `node`");
    };
    let limit = MOST_BYTES[usize::from(large)];
    let fits = most.parse().is_ok_and(|most: usize| most <= limit);
    println!(
        "  a first query loads {middle} bytes in the middle, {most} at most ({query}); at most \
         {limit}: {}",
        verdict(fits)
    );
}

fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "DOES NOT HOLD" }
}
