//! How long the index of the search takes beside the rest of a build, and how large it is.
//!
//! ```text
//! cargo bench --bench search                      the shipped playbook and 10,000 pages
//! cargo bench --bench search -- 2000 --keep DIR   another size; the site stays in DIR/site
//! ```
//!
//! `node tests/web/search/figures.js DIR/site` then tells what a first query loads from it, and
//! how soon a slow phone shows results.

#[path = "build/playbook.rs"]
mod playbook;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;
use twotrack::{check, diagnostic::Report, parse::Parser, search, site::Site, source::Source};

/// Runs of each kind; medians are shown.
const ROUNDS: usize = 5;

fn main() {
    // `cargo test --all-targets` starts benchmarks too, to see that they compile.
    let arguments: Vec<String> = std::env::args().collect();
    if !arguments.iter().any(|argument| argument == "--bench") {
        return;
    }
    let keep =
        arguments.iter().position(|a| a == "--keep").map(|at| PathBuf::from(&arguments[at + 1]));
    let size = arguments.iter().find_map(|size| size.parse().ok()).unwrap_or(10_000);
    println!("medians of {ROUNDS} rounds, in seconds");
    measure("shipped", Path::new(env!("CARGO_MANIFEST_DIR")), None);
    let room = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder to work in");
    let root = keep.clone().unwrap_or(room.path().to_path_buf()).join("playbook");
    playbook::write(&root, size).expect("a playbook");
    measure(&format!("{size} pages"), &root, keep.map(|keep| keep.join("site")));
}

fn measure(name: &str, root: &Path, out: Option<PathBuf>) {
    let source = Source::load(root);
    let mut report = Report::new();
    let book = Parser::new(false).playbook(&source, &mut report);
    check::check(&book, &mut report);
    let site = Site::new(Arc::new(book));
    let files = search::index(&site);
    let index = median(|| drop(search::index(&site)));
    let room = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder to work in");
    let mut round = 0;
    let build = median(|| {
        round += 1;
        build(root, &room.path().join(format!("site-{round}")));
    });
    if let Some(out) = out {
        build_into(root, &out);
    }
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!(
        "{name}: index {index:.3}, whole build {build:.3}, so it adds {:.0} % to the rest",
        100.0 * index / (build - index)
    );
    println!("  {} files, {:.2} MB before compression", files.len(), bytes as f64 / 1e6);
}

fn build_into(root: &Path, out: &Path) {
    build(root, out);
    println!("  the site is in {}", out.display());
}

fn build(root: &Path, out: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twotrack"));
    command.arg("-C").arg(root).arg("build").arg("--out").arg(out).stdout(Stdio::null());
    assert!(command.status().expect("the program starts").success());
}

fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}
