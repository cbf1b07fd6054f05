//! The service worker, by which a site goes on without a network.
//!
//! It lists every file with the hash of its content. A browser keeps files by both, so a new
//! version fetches only what changed, and the old version stays whole until the reader asks for
//! the new one: nothing is swapped under a page that is open.
//!
//! A visit may be short, so files stand in the order in which a reader needs them, and a browser
//! goes on with them at every visit.
//!
//! A site is kept whole up to [`WHOLE`] files. Beyond that a phone would fetch for minutes, so
//! what a larger playbook has many of, its guides and the shards of its search, is kept as it is
//! visited; all the rest is kept at once. So are an author's pictures and files, up to [`LARGE`]
//! each and [`ALL_FILES`] together: a film is kept when somebody fetches it.

use super::data::Data as Facts;
use super::route::{Address, Route};
use crate::site::View;
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::sync::Mutex;
use xxhash_rust::xxh3::xxh3_64;

/// The files of a site that have been rendered so far, by their paths.
#[derive(Default)]
pub struct Prints(Mutex<BTreeMap<String, Print>>);

struct Print {
    route: Route,
    hash: String,
    size: usize,
}

/// So many files are kept at the first visit.
pub const WHOLE: usize = 3000;

/// So many bytes of one picture or file of the author's.
const LARGE: usize = 2_000_000;

/// So many bytes of all of them, in the order of their paths.
const ALL_FILES: usize = 30_000_000;

impl Prints {
    pub fn note(&self, address: &Address, bytes: &[u8]) {
        if address.route.is_kept_offline() {
            let mut files = self.0.lock().expect("no note panics");
            let print = Print { route: address.route, hash: hash(bytes), size: bytes.len() };
            files.insert(address.path.clone(), print);
        }
    }

    /// The script, when all files have been noted; `folders` are those of all languages but the
    /// first.
    pub fn service_worker(&self, folders: &[String]) -> String {
        let files = self.0.lock().expect("no note panics");
        let whole = files.len() <= WHOLE;
        let mut room = ALL_FILES;
        let mut list: Vec<(u8, &str, String)> = (files.iter())
            .map(|(path, print)| {
                let mark = if print.is_kept_at_once(whole, &mut room) { "" } else { "~" };
                (print.urgency(), path.as_str(), format!("{mark}{}", print.hash))
            })
            .collect();
        list.sort();
        let list: IndexMap<&str, String> =
            list.into_iter().map(|(_, path, hash)| (path, hash)).collect();
        let list = serde_json::to_string(&list).expect("texts are JSON");
        let version = hash(list.as_bytes());
        let folders = serde_json::json!(folders);
        let head = format!(
            "const VERSION = \"{version}\";\nconst FILES = {list};\nconst FOLDERS = {folders};\n"
        );
        head + include_str!("offline.js")
    }
}

impl Print {
    /// Its place among all, by what a reader would miss first: what every page needs, then a rep's
    /// work before a meeting, what is read and practised, the search, pictures.
    fn urgency(&self) -> u8 {
        use Route::*;
        match self.route {
            Asset(_) | Data(Facts::Words | Facts::MoreWords | Facts::Gates, _) => 0,
            Page(View::Home | View::NotFound | View::Stages | View::Stage(_), _) => 1,
            Page(View::Checklist(_) | View::Deals | View::Card, _) => 1,
            Data(Facts::Deals | Facts::Cards, _) | WebManifest(_) => 1,
            Page(View::Guide(_), _) => 3,
            SearchBox(_) | SearchIndex(_) => 3,
            File(_) => 4,
            _ => 2,
        }
    }

    /// Whether it is kept before somebody asks for it; `room` is what is left for files.
    fn is_kept_at_once(&self, whole: bool, room: &mut usize) -> bool {
        match self.route {
            Route::File(_) if self.size > LARGE.min(*room) => false,
            Route::File(_) => {
                *room -= self.size;
                true
            }
            Route::Page(View::Guide(_), _) | Route::SearchIndex(_) => whole,
            _ => true,
        }
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
        prints.service_worker(&["zh/".into()])
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

    #[test]
    fn what_is_large_is_kept_when_it_is_asked_for() {
        let film = "x".repeat(LARGE + 1);
        let picture = "x".repeat(LARGE);
        let names: Vec<String> = (10..30).map(|n| format!("files/{n}.png")).collect();
        let mut files = vec![("files/09.mp4", Route::File(0), film.as_str())];
        files.extend(names.iter().map(|name| (name.as_str(), Route::File(1), picture.as_str())));
        files.push(("files/99.png", Route::File(2), "small"));
        let list = script(&files);
        let is_late = |name: &str| list.contains(&format!("\"{name}\":\"~"));
        assert!(is_late("files/09.mp4") && !is_late("files/10.png") && !is_late("files/24.png"));
        assert!(is_late("files/25.png") && is_late("files/99.png"));
    }
}
