//! The manual in `docs/manual` is a playbook without stages: it holds together, and no page of it
//! is empty or leads nowhere.

use crate::support::{Playbook, manual};
use std::collections::BTreeMap;
use std::path::Path;

#[test]
fn the_manual_holds_together_and_builds() {
    let room = Playbook::empty();
    for file in walkdir::WalkDir::new("docs/manual").into_iter().flatten() {
        let path = file.path().strip_prefix("docs/manual").unwrap();
        let ours = !path.starts_with("site") && !path.starts_with("content/guides/made");
        if ours && file.file_type().is_file() {
            room.write(path.to_str().unwrap(), &std::fs::read_to_string(file.path()).unwrap());
        }
    }
    manual::write(&room.path("content/guides"));
    room.run(&["check", "--strict"]).expect(0);
    room.run(&["build"]).expect(0);
    let site = room.path("site");
    let pages = pages(&site);
    assert!(pages.len() > 100, "hardly any page was built");
    let commands = &pages["guides/commands.html"];
    for told in ["id=\"check\"", "--strict", "--drafts", "--within", "twotrack completions"] {
        assert!(commands.contains(told), "the page of commands lacks {told}");
    }
    for absent in ["stages/index.html", "deals.html", "card.html", "drill.html"] {
        assert!(!pages.contains_key(absent), "{absent} has nothing to show");
    }
    for (path, text) in &pages {
        for to in text.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let file = to.split(['#', '?']).next().unwrap_or("");
            if path != "404.html" && !file.is_empty() && !file.contains(':') {
                let target = site.join(path).parent().unwrap().join(file);
                assert!(target.exists(), "{path} leads to {to}, which is not there");
            }
        }
    }
}

/// The HTML of a site by path.
fn pages(site: &Path) -> BTreeMap<String, String> {
    let files = walkdir::WalkDir::new(site).into_iter().flatten();
    let html = files.filter(|file| file.path().extension().is_some_and(|e| e == "html"));
    html.map(|file| {
        let path = file.path().strip_prefix(site).unwrap().to_str().unwrap().to_string();
        (path, std::fs::read_to_string(file.path()).unwrap())
    })
    .collect()
}
