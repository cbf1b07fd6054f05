//! Looks at the names of a site's files before anything is written.
//!
//! A site is copied, zipped and served on systems that fold case or know no `\`, so a name that
//! is fine here but not there is a fault here too.

use std::collections::{BTreeSet, HashMap};

use super::{Error, MARKER};

/// Longer names are refused by every common file system; in bytes.
const LONGEST_NAME: usize = 255;

/// The folders that `paths` need, each after the one that it lies in.
///
/// # Errors
/// All names that cannot stand, together.
pub(super) fn check<S: AsRef<str>>(paths: &[S]) -> Result<BTreeSet<&str>, Error> {
    let mut names = Names::default();
    for path in paths {
        names.add(path.as_ref());
    }
    if names.faults.is_empty() { Ok(names.folders) } else { Err(Error::names(names.faults)) }
}

#[derive(Clone, Copy, PartialEq)]
enum Use {
    File,
    Folder,
}

#[derive(Default)]
struct Names<'a> {
    folders: BTreeSet<&'a str>,
    /// Every file and folder by its name in small letters.
    taken: HashMap<String, (&'a str, Use)>,
    faults: Vec<String>,
}

impl<'a> Names<'a> {
    fn add(&mut self, path: &'a str) {
        if let Some(why) = malformed(path) {
            self.faults.push(format!("`{}` {why}", path.escape_debug()));
            return;
        }
        for (slash, _) in path.match_indices('/') {
            let folder = &path[..slash];
            if !self.folders.contains(folder) {
                self.folders.insert(folder);
                self.take(folder, Use::Folder);
            }
        }
        self.take(path, Use::File);
    }

    fn take(&mut self, name: &'a str, as_: Use) {
        let Some((other, used)) = self.taken.insert(name.to_lowercase(), (name, as_)) else {
            return;
        };
        self.faults.push(match (other == name, used == as_) {
            (true, true) => format!("`{name}` is there twice"),
            (true, false) => format!("`{name}` is both a file and a folder"),
            (false, _) => {
                format!("`{other}` and `{name}` differ only in upper and lower case")
            }
        });
    }
}

/// What is wrong with a path by itself; completes "`path` …".
fn malformed(path: &str) -> Option<&'static str> {
    if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
        return Some("is not relative to the site");
    }
    if path.contains(|c: char| c == '\\' || c.is_control()) {
        return Some("has a backslash or a control character");
    }
    if path.eq_ignore_ascii_case(MARKER) {
        return Some("is the name of our own marker file");
    }
    path.split('/').find_map(|part| match part {
        "" => Some("has an empty part"),
        "." | ".." => Some("has a part `.` or `..`"),
        _ if part.len() > LONGEST_NAME => Some("has a part longer than 255 bytes"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::check;

    fn faults(paths: &[&str]) -> String {
        check(paths).expect_err("a fault").to_string()
    }

    #[test]
    fn folders_come_after_the_ones_that_hold_them() {
        let folders = check(&["zh/stages/s1.html", "a.html", "zh/index.html"]).unwrap();
        assert_eq!(folders.into_iter().collect::<Vec<_>>(), ["zh", "zh/stages"]);
    }

    #[test]
    fn names_that_leave_the_site_are_faults() {
        for path in ["/etc/x", "../x", "a/../../x", "a//b", "", "a/", "./a", "C:/x", "a\\b", "a\0b"]
        {
            assert!(check(&[path]).is_err(), "{path:?} passed");
        }
        assert!(check(&["..a", "a..b/c.html", "中文/里程碑.html"]).is_ok());
        assert!(check(&[".Twotrack"]).is_err() && check(&["a/.twotrack"]).is_ok());
        assert!(check(&["x".repeat(255)]).is_ok() && check(&["x".repeat(256)]).is_err());
    }

    #[test]
    fn names_that_some_system_takes_for_one_are_faults() {
        assert!(faults(&["A.html", "a.html"]).contains("`A.html` and `a.html` differ only in"));
        assert!(faults(&["Ä.html", "ä.html"]).contains("differ only in"));
        assert!(faults(&["Guides/a", "guides/b"]).contains("`Guides` and `guides` differ only in"));
        assert!(faults(&["a", "a/b"]).contains("`a` is both a file and a folder"));
        assert!(faults(&["a/b", "a"]).contains("`a` is both a file and a folder"));
        assert!(faults(&["a", "a"]).contains("`a` is there twice"));
    }

    #[test]
    fn all_faults_are_told_together() {
        let text = faults(&["/x", "ok.html", "a/..", "b", "B"]);
        assert_eq!(text.lines().count(), 4, "{text}");
    }
}
