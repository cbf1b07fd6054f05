//! The service worker, by which a site goes on without a network.
//!
//! It lists every file with the hash of its content. A browser keeps files by both, so a new
//! version fetches only what changed, and the old version stays whole until the reader asks for
//! the new one: nothing is swapped under a page that is open.
//!
//! A site is kept whole up to [`WHOLE`] files. Beyond that a phone would fetch for minutes, so
//! what a larger playbook has many of, its guides and the shards of its search, is kept as it is
//! visited; all the rest is kept at once.

use super::route::Address;
use std::collections::BTreeMap;
use std::sync::Mutex;
use xxhash_rust::xxh3::xxh3_64;

/// The files of a site that have been rendered so far, each with the hash of its content.
#[derive(Default)]
pub struct Prints(Mutex<BTreeMap<String, String>>);

/// So many files are kept at the first visit.
pub const WHOLE: usize = 3000;

impl Prints {
    pub fn note(&self, address: &Address, bytes: &[u8]) {
        if address.route.is_kept_offline() {
            let mut files = self.0.lock().expect("no note panics");
            files.insert(address.path.clone(), hash(bytes));
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
    use super::super::route::Route;
    use super::*;
    use crate::model::Lang;

    fn script(files: &[(&str, Route, &str)]) -> String {
        let prints = Prints::default();
        for (path, route, text) in files {
            let address = Address { path: path.to_string(), route: *route };
            prints.note(&address, text.as_bytes());
        }
        prints.service_worker()
    }

    #[test]
    fn the_list_is_in_order_and_follows_the_content() {
        let (a, b) = (("a.html", Route::File(0), "one"), ("b.html", Route::File(1), "two"));
        let feed = ("zh/feed.xml", Route::Feed(Lang(1)), "");
        let one = script(&[b, a, ("sw.js", Route::ServiceWorker, ""), feed]);
        assert!(one.find("a.html").unwrap() < one.find("b.html").unwrap());
        assert!(!one.contains("sw.js\":") && !one.contains("feed.xml\":"));
        assert_eq!(one, script(&[a, b]));
        assert_ne!(one, script(&[a, ("b.html", Route::File(1), "new")]));
    }
}
