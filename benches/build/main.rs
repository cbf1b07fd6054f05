//! How long a cold build of a large playbook takes, beside `cp -r` of its output.
//!
//! ```text
//! cargo bench --bench build                 1,000 and 10,000 pages
//! cargo bench --bench build -- 500 2000     other sizes
//! ```
//!
//! A size counts guide pages of about 5 KB, half of them English, half Chinese, as
//! [`playbook`] writes them. The real release binary builds them into a new folder each time; the
//! author's files are in the page cache, and what earlier runs wrote has been synced to disk.
//! Nothing is deleted before the end: ext4 looks long for a free inode where thousands have just
//! been deleted, which would burden the runs unevenly. For the same reason leave a minute or five
//! between two benchmarks.

mod measure;
mod playbook;

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use measure::{Cost, Tree, run};

/// Runs of each kind; medians are shown.
const ROUNDS: usize = 5;

fn main() {
    // `cargo test --all-targets` starts benchmarks too, to see that they compile.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mut sizes: Vec<usize> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1000, 10_000];
    }
    println!("medians of {ROUNDS}; a page is about 5 KB of Markdown");
    println!("{:28} {:>8} {:>8} {:>9}", "", "wall s", "CPU s", "peak MB");
    for size in sizes {
        bench(size);
    }
}

fn bench(pages: usize) {
    let room = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder to work in");
    let root = room.path().join("playbook");
    let written = playbook::write(&root, pages).expect("a playbook");
    let mut cold = Vec::new();
    let mut copy = Vec::new();
    let mut again = Vec::new();
    let mut site = PathBuf::new();
    for round in 0..ROUNDS {
        site = room.path().join(format!("site-{round}"));
        cold.push(build(&root, &site));
        copy.push(copy_tree(&site, &room.path().join(format!("copy-{round}"))));
        again.push(build(&root, &site));
    }
    let output = Tree::of(&site);
    println!("{pages} pages, {:.1} MB in", written as f64 / 1e6);
    println!("  out: {} files, {:.1} MB", output.files, output.bytes as f64 / 1e6);
    let (cold, copy, again) = (Cost::median(cold), Cost::median(copy), Cost::median(again));
    println!("{}", cold.row("  build, cold"));
    println!("{}", copy.row("  cp -r of the site"));
    println!("{}", again.row("  build, nothing changed"));
    println!("  a cold build takes {:.2} times as long as cp -r", cold.wall / copy.wall);
}

fn build(root: &Path, out: &Path) -> Cost {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twotrack"));
    command.arg("-C").arg(root).args([OsStr::new("build"), OsStr::new("--out"), out.as_os_str()]);
    run(&mut command)
}

fn copy_tree(from: &Path, to: &Path) -> Cost {
    run(Command::new("cp").arg("-r").arg(from).arg(to))
}
