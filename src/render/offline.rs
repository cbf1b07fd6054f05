//! The service worker, by which a site goes on without a network.
//!
//! It lists every file with the hash of its content. A browser keeps files by both, so a new
//! version fetches only what changed, and the old version stays whole until the reader asks for
//! the new one: nothing is swapped under a page that is open.

use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

/// The service worker's address; its reach is the folder it stands in.
pub const PATH: &str = "sw.js";

/// Whether a file is one that a reader needs offline.
pub fn kept(path: &str) -> bool {
    let for_machines = ["sitemap.xml", "robots.txt", "items.json", PATH];
    !for_machines.contains(&path) && !path.ends_with("feed.xml")
}

/// Eight hexadecimal digits of a file's content.
pub fn hash(bytes: &[u8]) -> String {
    format!("{:08x}", xxh3_64(bytes) as u32)
}

/// The script, from each file's path and hash.
pub fn service_worker(files: Vec<(String, String)>) -> String {
    let files: BTreeMap<String, String> = files.into_iter().collect();
    let list = serde_json::json!(files);
    format!("const FILES = {list};\n{}", include_str!("offline.js"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_follows_the_content() {
        let files = vec![("b.html".into(), hash(b"two")), ("a.html".into(), hash(b"one"))];
        let script = service_worker(files);
        assert!(script.find("a.html").unwrap() < script.find("b.html").unwrap());
        assert_ne!(hash(b"one"), hash(b"two"));
        assert!(!kept("sw.js") && !kept("zh/feed.xml") && kept("zh/index.html"));
    }
}
