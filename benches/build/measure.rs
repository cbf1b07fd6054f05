//! Runs a child process and tells what it cost.

use std::{
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

/// What one run cost.
#[derive(Clone, Copy)]
pub struct Cost {
    /// Seconds on the clock.
    pub wall: f64,
    /// Seconds of all cores, in the program and in the system for it.
    pub cpu: f64,
    /// Most memory at one time, in MB.
    ///
    /// A child starts with the peak of the process that began it, so ours has to stay small.
    pub peak: f64,
}

impl Cost {
    /// The middle of each figure by itself.
    pub fn median(costs: Vec<Cost>) -> Cost {
        let middle = |figure: fn(&Cost) -> f64| {
            let mut figures: Vec<f64> = costs.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Cost { wall: middle(|c| c.wall), cpu: middle(|c| c.cpu), peak: middle(|c| c.peak) }
    }

    pub fn row(&self, name: &str) -> String {
        format!("{name:28} {:8.2} {:8.2} {:9.1}", self.wall, self.cpu, self.peak)
    }
}

/// Runs a command once the disk has nothing more to do for the ones before.
///
/// A command that fails ends the benchmark: its figures would mean nothing.
#[expect(clippy::zombie_processes, reason = "`wait` waits for it")]
#[expect(unsafe_code, reason = "the standard library can't wait for the disk")]
pub fn run(command: &mut Command) -> Cost {
    // SAFETY: `sync` takes nothing and cannot fail.
    unsafe { libc::sync() };
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let child = command.spawn().unwrap_or_else(|e| panic!("{command:?} does not start: {e}"));
    let (status, usage) = wait(child.id());
    let wall = start.elapsed().as_secs_f64();
    assert!(status == 0, "{command:?} failed (wait status {status:#x})");
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    // Linux counts in KB of 1024 bytes.
    Cost { wall, cpu, peak: usage.ru_maxrss as f64 * 1024.0 / 1e6 }
}

/// Waits for a child; the standard library would not tell what it used.
#[expect(unsafe_code, reason = "the standard library does not tell what a child used")]
fn wait(id: u32) -> (i32, libc::rusage) {
    let mut status = 0;
    // SAFETY: both places are ours and live through the call; all-zero bytes are a valid `rusage`.
    unsafe {
        let mut usage = std::mem::zeroed();
        let found = libc::wait4(id as i32, &mut status, 0, &mut usage);
        assert_eq!(found, id as i32, "the child is gone");
        (status, usage)
    }
}

/// The size of a folder.
pub struct Tree {
    pub files: usize,
    pub bytes: u64,
}

impl Tree {
    pub fn of(dir: &Path) -> Tree {
        let mut tree = Tree { files: 0, bytes: 0 };
        for entry in walkdir::WalkDir::new(dir) {
            let entry = entry.expect("a folder that can be read");
            if entry.file_type().is_file() {
                tree.files += 1;
                tree.bytes += entry.metadata().expect("a size").len();
            }
        }
        tree
    }
}
