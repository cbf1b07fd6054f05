//! What tests share: a small playbook to change, and the real binary to run on it.

pub mod deals;
pub mod manual;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of `tests/base`, gone when dropped.
pub struct Playbook {
    dir: tempfile::TempDir,
}

impl Playbook {
    pub fn new() -> Playbook {
        let playbook = Playbook { dir: tempfile::tempdir().unwrap() };
        for entry in walkdir::WalkDir::new("tests/base").into_iter().flatten() {
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix("tests/base").unwrap();
                playbook
                    .write(path.to_str().unwrap(), &std::fs::read_to_string(entry.path()).unwrap());
            }
        }
        playbook
    }

    /// An empty folder.
    pub fn empty() -> Playbook {
        Playbook { dir: tempfile::tempdir().unwrap() }
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    /// Replaces one piece of a file; the old piece must stand there exactly once.
    pub fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(old).count(), 1, "`{old}` must stand once in {path}");
        self.write(path, &text.replacen(old, new, 1));
    }

    /// Puts top-level keys of a YAML file in place of the same keys of the base, or adds them.
    pub fn overlay(&self, path: &str, piece: &str) {
        let key = |line: &str| {
            let plain = !line.starts_with([' ', '#', '-', '\t', '\u{3000}']);
            line.split_once(':').filter(|_| plain).map(|(key, _)| key.to_string())
        };
        let replaced: Vec<String> = piece.lines().filter_map(key).collect();
        let mut kept = String::new();
        let mut keep = true;
        let base = if self.path(path).exists() { self.read(path) } else { String::new() };
        for line in base.lines() {
            if let Some(key) = key(line) {
                keep = !replaced.contains(&key);
            }
            if keep {
                kept.push_str(line);
                kept.push('\n');
            }
        }
        self.write(path, &(kept + piece));
    }

    /// Runs the binary on this playbook.
    pub fn run(&self, arguments: &[&str]) -> Run {
        let mut command = twotrack();
        command.arg("-C").arg(self.root()).args(arguments);
        Run::of(&mut command)
    }
}

/// The real binary.
pub fn twotrack() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twotrack"));
    command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

/// How a run of the binary ended.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(command: &mut Command) -> Run {
        Run::from(command.output().unwrap())
    }

    #[track_caller]
    pub fn expect(self, code: i32) -> Run {
        assert_eq!(self.code, code, "out:\n{}\nerr:\n{}", self.out, self.err);
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}
