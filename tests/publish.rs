//! What a person sees in the site's folder after a build, and in the folders that are none.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, SystemTime},
};

use twotrack::publish::{Error, MARKER, Summary, clean, publish};

/// A site by path and text.
type Pages = BTreeMap<String, String>;

struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(desk.path("playbook")).unwrap();
        fs::write(desk.path("playbook/playbook.yaml"), "title: x\n").unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn build(&self, pages: &Pages) -> Result<Summary, Error> {
        self.build_to(&self.path("site"), pages)
    }

    fn build_to(&self, target: &Path, pages: &Pages) -> Result<Summary, Error> {
        let paths: Vec<&String> = pages.keys().collect();
        let render = |path: &&String| Ok::<_, String>(pages[*path].as_bytes());
        publish(target, &self.path("playbook"), &paths, render, &|_| {})
    }

    /// What lies beside the playbook, to see that nothing is left over.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(self.dir.path()).unwrap();
        let mut names: Vec<_> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names.retain(|name| name != "playbook");
        names
    }
}

fn pages(list: &[(&str, &str)]) -> Pages {
    list.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn small_site() -> Pages {
    pages(&[
        ("index.html", "home"),
        ("stages/s1.html", "stage one"),
        ("stages/s2.html", "stage two"),
        ("zh/stages/s1.html", "第一阶段"),
    ])
}

/// Every file and folder below `dir`, files with their text.
fn tree(dir: &Path) -> Pages {
    let mut found = Pages::new();
    for entry in walkdir::WalkDir::new(dir).min_depth(1) {
        let entry = entry.unwrap();
        let path = entry.path().strip_prefix(dir).unwrap().to_str().unwrap().to_string();
        let text = match entry.file_type().is_dir() {
            true => "(folder)".into(),
            false => fs::read_to_string(entry.path()).unwrap(),
        };
        found.insert(path, text);
    }
    found
}

/// The pages of a built site, without its folders and marker.
fn built(dir: &Path) -> Pages {
    let mut found = tree(dir);
    assert!(found.remove(MARKER).is_some(), "no marker");
    found.retain(|_, text| text != "(folder)");
    found
}

fn age(path: &Path) -> SystemTime {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_500_000_000);
    fs::File::options().append(true).open(path).unwrap().set_modified(time).unwrap();
    time
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn a_build_writes_the_whole_site_and_nothing_beside_it() {
    let desk = Desk::new();
    let summary = desk.build_to(&desk.path("out/deep/site"), &small_site()).unwrap();
    assert_eq!(built(&desk.path("out/deep/site")), small_site());
    assert_eq!(fs::read_dir(desk.path("out/deep")).unwrap().count(), 1);
    let bytes = small_site().values().map(|text| text.len() as u64).sum();
    assert_eq!(summary, Summary { files: 4, written: 4, bytes, ..Summary::default() });
}

#[test]
fn two_builds_of_the_same_pages_are_the_same() {
    let desk = Desk::new();
    desk.build_to(&desk.path("a"), &small_site()).unwrap();
    desk.build_to(&desk.path("b"), &small_site()).unwrap();
    assert_eq!(tree(&desk.path("a")), tree(&desk.path("b")));
}

#[test]
fn a_second_build_changes_only_what_differs() {
    let desk = Desk::new();
    desk.build(&small_site()).unwrap();
    let same = desk.path("site/stages/s1.html");
    let changed = desk.path("site/stages/s2.html");
    let (time, _) = (age(&same), age(&changed));

    let mut next = small_site();
    next.insert("stages/s2.html".into(), "stage two, new".into());
    next.insert("about/index.html".into(), "about".into());
    next.remove("zh/stages/s1.html");
    let summary = desk.build(&next).unwrap();

    assert_eq!(built(&desk.path("site")), next);
    assert!(!desk.path("site/zh").exists(), "a folder without pages stays");
    assert_eq!(modified(&same), time);
    assert_ne!(modified(&changed), time);
    let counts = (summary.files, summary.written, summary.unchanged, summary.removed);
    assert_eq!(counts, (4, 2, 2, 1));
    assert_eq!(desk.beside(), ["site"]);
}

#[test]
fn a_build_without_changes_touches_nothing() {
    let desk = Desk::new();
    desk.build(&small_site()).unwrap();
    let before = modified(&desk.path("site"));
    thread::sleep(Duration::from_millis(20));
    let summary = desk.build(&small_site()).unwrap();
    assert_eq!((summary.unchanged, summary.written, summary.removed), (4, 0, 0));
    assert_eq!(modified(&desk.path("site")), before);
    assert_eq!(desk.beside(), ["site"]);
}

#[test]
fn strangers_in_the_site_and_hand_edits_go() {
    let desk = Desk::new();
    desk.build(&small_site()).unwrap();
    fs::write(desk.path("site/index.html"), "hoMe").unwrap();
    fs::write(desk.path("site/stages/old.html"), "x").unwrap();
    fs::create_dir(desk.path("site/empty")).unwrap();
    let summary = desk.build(&small_site()).unwrap();
    assert_eq!(tree(&desk.path("site")), {
        desk.build_to(&desk.path("fresh"), &small_site()).unwrap();
        tree(&desk.path("fresh"))
    });
    assert_eq!((summary.written, summary.unchanged, summary.removed), (1, 3, 1));
}

#[test]
fn a_failed_page_leaves_the_old_site_and_all_failures_are_named() {
    let desk = Desk::new();
    desk.build(&small_site()).unwrap();
    let before = tree(&desk.path("site"));
    let seen = Mutex::new(0);

    let paths = ["index.html", "stages/s1.html", "stages/s2.html", "zh/x.html"];
    let render = |path: &&str| match path.starts_with("stages") {
        true => Err(format!("the template fails on {path}")),
        false => Ok(b"new".to_vec()),
    };
    let count = |_| *seen.lock().unwrap() += 1;
    let error = publish(&desk.path("site"), &desk.path("playbook"), &paths, render, &count);

    let error = error.unwrap_err();
    let failed: Vec<&str> = error.pages().iter().map(|page| page.path.as_str()).collect();
    assert_eq!(failed, ["stages/s1.html", "stages/s2.html"]);
    assert!(error.to_string().starts_with("2 files could not be made"), "{error}");
    assert!(error.to_string().contains("stages/s2.html: the template fails on stages/s2.html"));
    assert_eq!(*seen.lock().unwrap(), paths.len(), "progress stopped early");
    assert_eq!(tree(&desk.path("site")), before);
    assert_eq!(desk.beside(), ["site"]);
}

#[test]
fn a_panicking_page_leaves_the_old_site() {
    let desk = Desk::new();
    desk.build(&small_site()).unwrap();
    let before = tree(&desk.path("site"));
    let panicked = std::panic::catch_unwind(|| {
        let render = |_: &&str| -> Result<Vec<u8>, String> { panic!("a fault of ours") };
        let _ = publish(&desk.path("site"), &desk.path("playbook"), &["a"], render, &|_| {});
    });
    assert!(panicked.is_err());
    assert_eq!(tree(&desk.path("site")), before);
    assert_eq!(desk.beside(), ["site"]);
}

#[test]
fn impossible_names_are_refused_before_anything_is_written() {
    let desk = Desk::new();
    let error = desk.build(&pages(&[("../playbook/playbook.yaml", "x"), ("a", "x"), ("A", "x")]));
    let text = error.unwrap_err().to_string();
    assert!(text.contains("`../playbook/playbook.yaml` has a part"), "{text}");
    assert!(text.contains("`A` and `a` differ only in upper and lower case"), "{text}");
    assert_eq!(desk.beside(), Vec::<String>::new());
}

#[test]
fn a_folder_that_is_not_ours_is_neither_replaced_nor_deleted() {
    let desk = Desk::new();
    let folder = desk.path("photos");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("cat.jpg"), "meow").unwrap();
    for marker in [None, Some("somebody else's notes\n")] {
        if let Some(text) = marker {
            fs::write(folder.join(MARKER), text).unwrap();
        }
        let before = tree(&folder);
        let text = desk.build_to(&folder, &small_site()).unwrap_err().to_string();
        assert!(text.contains("was not built by Twotrack (it holds `"), "{text}");
        assert!(text.contains("choose another folder with `--out`"), "{text}");
        assert!(clean(&folder, &desk.path("playbook")).is_err());
        assert_eq!(tree(&folder), before);
    }
    assert_eq!(desk.beside(), ["photos"]);
}

#[test]
fn a_site_with_a_repository_in_it_keeps_it() {
    let desk = Desk::new();
    desk.build(&small_site()).unwrap();
    fs::create_dir(desk.path("site/.git")).unwrap();
    fs::write(desk.path("site/.git/HEAD"), "history").unwrap();
    let text = desk.build(&small_site()).unwrap_err().to_string();
    assert!(text.contains("holds a `.git`"), "{text}");
    assert!(clean(&desk.path("site"), &desk.path("playbook")).is_err());
    assert!(desk.path("site/.git/HEAD").exists());
}

#[test]
fn a_site_inside_the_folders_of_the_playbook_is_refused() {
    let desk = Desk::new();
    let playbook = desk.path("playbook");
    for top in ["content", "quizzes", "themes"] {
        fs::create_dir(playbook.join(top)).unwrap();
        for target in [playbook.join(top), playbook.join(top).join("deep/site")] {
            let text = desk.build_to(&target, &pages(&[("a", "x")])).unwrap_err().to_string();
            assert!(text.contains("the next build would take the site for a part of it"), "{text}");
        }
    }
    assert!(desk.build_to(&playbook.join("site"), &pages(&[("a", "x")])).is_ok());
}

#[test]
fn targets_that_would_take_the_playbook_along_are_refused() {
    let desk = Desk::new();
    let playbook = desk.path("playbook");
    // Even where an old site was once built around the playbook.
    fs::write(desk.path(MARKER), "Built by Twotrack").unwrap();
    fs::write(playbook.join(MARKER), "Built by Twotrack").unwrap();
    for target in [playbook.clone(), playbook.join("."), playbook.join(".."), desk.path("")] {
        let text = desk.build_to(&target, &small_site()).unwrap_err().to_string();
        assert!(text.contains("because the playbook is in there"), "{text}");
        assert!(clean(&target, &playbook).is_err());
    }
    let text = desk.build_to(Path::new("/"), &small_site()).unwrap_err().to_string();
    assert!(text.contains("cannot go to `/`"), "{text}");
    let file = playbook.join("playbook.yaml");
    let text = desk.build_to(&file, &small_site()).unwrap_err().to_string();
    assert!(text.contains("is not a folder"), "{text}");
    assert!(file.exists());
    // Inside the playbook is the usual place.
    desk.build_to(&playbook.join("site"), &small_site()).unwrap();
}

#[test]
fn an_empty_folder_is_filled_but_not_cleaned() {
    let desk = Desk::new();
    fs::create_dir(desk.path("site")).unwrap();
    assert!(!clean(&desk.path("site"), &desk.path("playbook")).unwrap());
    assert!(desk.path("site").exists());
    desk.build(&small_site()).unwrap();
    assert_eq!(built(&desk.path("site")), small_site());
    assert_eq!(desk.beside(), ["site"]);
}

#[test]
fn clean_deletes_the_site_and_what_a_killed_build_left() {
    let desk = Desk::new();
    let site = desk.path("site");
    assert!(!clean(&site, &desk.path("playbook")).unwrap());
    desk.build(&small_site()).unwrap();
    let left = desk.path(".site.twotrack");
    fs::create_dir_all(left.join("new/stages")).unwrap();
    fs::write(left.join("twotrack.lock"), "").unwrap();
    assert!(clean(&site, &desk.path("playbook")).unwrap());
    assert_eq!(desk.beside(), Vec::<String>::new());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    #[test]
    fn a_link_is_followed_and_stays_a_link() {
        let desk = Desk::new();
        fs::create_dir_all(desk.path("www")).unwrap();
        symlink("www/live", desk.path("site")).unwrap();
        for text in ["one", "two"] {
            desk.build(&pages(&[("index.html", text)])).unwrap();
            assert_eq!(built(&desk.path("www/live")), pages(&[("index.html", text)]));
            assert!(desk.path("site").symlink_metadata().unwrap().is_symlink());
        }
        assert_eq!(fs::read_dir(desk.path("www")).unwrap().count(), 1);
        let playbook = desk.path("playbook");
        symlink("playbook", desk.path("trap")).unwrap();
        assert!(desk.build_to(&desk.path("trap"), &small_site()).is_err());
        assert!(playbook.join("playbook.yaml").exists());
    }

    #[test]
    fn links_inside_an_old_site_are_deleted_not_followed() {
        let desk = Desk::new();
        desk.build(&small_site()).unwrap();
        fs::create_dir(desk.path("precious")).unwrap();
        fs::write(desk.path("precious/letter"), "dear").unwrap();
        fs::write(desk.path("precious/home"), "home").unwrap();
        symlink(desk.path("precious"), desk.path("site/precious")).unwrap();
        fs::remove_file(desk.path("site/index.html")).unwrap();
        symlink(desk.path("precious/home"), desk.path("site/index.html")).unwrap();
        desk.build(&small_site()).unwrap();
        assert_eq!(built(&desk.path("site")), small_site());
        assert!(desk.path("site/index.html").symlink_metadata().unwrap().is_file());
        assert_eq!(fs::read_to_string(desk.path("precious/letter")).unwrap(), "dear");
    }

    #[test]
    fn a_hard_linked_backup_stays_as_it_is() {
        let desk = Desk::new();
        desk.build(&small_site()).unwrap();
        fs::hard_link(desk.path("site/index.html"), desk.path("backup.html")).unwrap();
        let mut next = small_site();
        next.insert("index.html".into(), "new home".into());
        desk.build(&next).unwrap();
        assert_eq!(fs::read_to_string(desk.path("backup.html")).unwrap(), "home");
    }

    #[test]
    fn kept_files_are_no_longer_shared_with_the_old_site() {
        let desk = Desk::new();
        desk.build(&small_site()).unwrap();
        let mut next = small_site();
        next.insert("index.html".into(), "new home".into());
        desk.build(&next).unwrap();
        for path in next.keys() {
            assert_eq!(fs::metadata(desk.path("site").join(path)).unwrap().nlink(), 1, "{path}");
        }
    }

    #[test]
    fn permissions_are_those_of_any_new_file_and_the_folder_keeps_its_own() {
        let desk = Desk::new();
        fs::write(desk.path("any"), "").unwrap();
        fs::create_dir(desk.path("folder")).unwrap();
        let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().mode() & 0o7777;

        desk.build(&small_site()).unwrap();
        assert_eq!(mode("site/stages/s1.html"), mode("any"));
        assert_eq!((mode("site"), mode("site/stages")), (mode("folder"), mode("folder")));

        fs::set_permissions(desk.path("site"), fs::Permissions::from_mode(0o750)).unwrap();
        desk.build(&pages(&[("index.html", "other")])).unwrap();
        assert_eq!(mode("site"), 0o750);
    }
}

#[test]
fn builds_at_the_same_time_wait_for_each_other() {
    let desk = Desk::new();
    let sites: Vec<Pages> = (0..4)
        .map(|n| (0..40).map(|i| (format!("p{i}.html"), format!("site {n}, page {i}"))).collect())
        .collect();
    thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| (0..10).for_each(|_| assert_eq!(desk.build(site).unwrap().files, 40)));
        }
    });
    assert!(sites.contains(&built(&desk.path("site"))), "the site is a mixture");
    assert_eq!(desk.beside(), ["site"]);
}

#[test]
fn a_reader_always_finds_whole_pages() {
    let desk = Desk::new();
    let site = |text: &str| -> Pages {
        (0..50).map(|i| (format!("guides/p{i}.html"), text.repeat(4000))).collect()
    };
    let (a, b) = (site("a"), site("b"));
    desk.build(&a).unwrap();
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut read = 0;
            while !over.load(Ordering::Relaxed) {
                for path in a.keys() {
                    let text = fs::read_to_string(desk.path("site").join(path)).unwrap();
                    assert!(text == a[path] || text == b[path], "half a page");
                    read += 1;
                }
            }
            read
        });
        for round in 0..60 {
            desk.build(if round % 2 == 0 { &b } else { &a }).unwrap();
        }
        over.store(true, Ordering::Relaxed);
        assert!(reader.join().unwrap() > 0);
    });
}
