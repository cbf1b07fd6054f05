//! The service worker, by which a site goes on without a network.
//!
//! It lists every file with the hash of its content. A browser keeps files by both, so a new
//! version fetches only what changed, and the old version stays whole until the reader asks for
//! the new one: nothing is swapped under a page that is open.
//!
//! A site is kept whole up to [`WHOLE`] files. Beyond that a phone would fetch for minutes, so
//! what a larger playbook has many of, its guides and the shards of its search, is kept as it is
//! visited; all the rest is kept at once.

use std::collections::BTreeMap;
use std::sync::Mutex;
use xxhash_rust::xxh3::xxh3_64;

/// The service worker's address; its reach is the folder it stands in.
pub const PATH: &str = "sw.js";

/// Whether a file is one that a reader needs offline. The handbook repeats all the others: it
/// would double what every phone fetches, for those few who print it.
pub fn is_kept(path: &str) -> bool {
    let for_machines = ["sitemap.xml", "robots.txt", "items.json", PATH];
    let name = path.rsplit('/').next().unwrap_or(path);
    !for_machines.contains(&path) && !["feed.xml", "handbook.html", "handbook.css"].contains(&name)
}

/// The files of a site that have been rendered so far, each with the hash of its content.
#[derive(Default)]
pub struct Prints(Mutex<BTreeMap<String, String>>);

/// So many files are kept at the first visit.
pub const WHOLE: usize = 3000;

impl Prints {
    pub fn note(&self, path: &str, bytes: &[u8]) {
        if is_kept(path) {
            self.0.lock().expect("no note panics").insert(path.to_string(), hash(bytes));
        }
    }

    /// The script, when all files have been noted.
    pub fn service_worker(&self) -> String {
        let files = self.0.lock().expect("no note panics");
        let list = serde_json::json!(*files).to_string();
        let (version, whole) = (hash(list.as_bytes()), files.len() <= WHOLE);
        let head = format!(
            "const VERSION = \"{version}\";\nconst WHOLE = {whole};\nconst FILES = {list};\n"
        );
        head + include_str!("offline.js")
    }
}

/// Eight hexadecimal digits of a content.
fn hash(bytes: &[u8]) -> String {
    format!("{:08x}", xxh3_64(bytes) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(files: &[(&str, &str)]) -> String {
        let prints = Prints::default();
        files.iter().for_each(|(path, text)| prints.note(path, text.as_bytes()));
        prints.service_worker()
    }

    #[test]
    fn the_list_is_in_order_and_follows_the_content() {
        let one =
            script(&[("b.html", "two"), ("a.html", "one"), ("sw.js", ""), ("zh/feed.xml", "")]);
        assert!(one.find("a.html").unwrap() < one.find("b.html").unwrap());
        assert!(!one.contains("sw.js\":") && !one.contains("feed.xml\":"));
        assert_eq!(one, script(&[("a.html", "one"), ("b.html", "two")]));
        assert_ne!(one, script(&[("a.html", "one"), ("b.html", "new")]));
        assert!(!is_kept("handbook.html") && !is_kept("zh/data/handbook.css"));
    }
}
