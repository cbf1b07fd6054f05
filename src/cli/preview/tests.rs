//! A preview that has seen a long row of edits shows what one that has just started shows.

use super::*;
use crate::render::Address;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;

/// A copy of `tests/base` on disk, with some guides more, and its preview.
struct Desk {
    folder: tempfile::TempDir,
    live: Live,
    /// What an edit has taken out, to be put back.
    taken: Option<(PathBuf, Option<Vec<u8>>)>,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        for entry in walkdir::WalkDir::new("tests/base").into_iter().flatten() {
            if entry.file_type().is_file() {
                let to = folder.path().join(entry.path().strip_prefix("tests/base").unwrap());
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::copy(entry.path(), to).unwrap();
            }
        }
        for (name, links) in [("one", "[[two#more]] [[s1]]"), ("two", "[[one]] [here](#more)")] {
            let text =
                format!("---\nid: {name}\ntitle: T{name}\n---\n## More {{#more}}\n\n{links}\n");
            fs::write(folder.path().join(format!("content/guides/{name}.md")), text).unwrap();
        }
        let live = Live::open(Some(folder.path()), false, None).unwrap();
        Desk { folder, live, taken: None }
    }

    /// The author's files, sorted.
    fn files(&self) -> Vec<PathBuf> {
        let files = walkdir::WalkDir::new(self.folder.path()).sort_by_file_name();
        let files = files.into_iter().flatten().filter(|e| e.file_type().is_file());
        files.map(|e| e.into_path()).collect()
    }

    /// Saves a file, or removes it, and tells the preview.
    fn save(&mut self, path: &Path, text: Option<Vec<u8>>) {
        let before = fs::read(path).ok();
        match text {
            Some(text) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            None => drop(fs::remove_file(path)),
        }
        self.taken.get_or_insert((path.to_path_buf(), before));
        self.live.rebuild(&[self.live.root.join(path.strip_prefix(self.folder.path()).unwrap())]);
    }

    fn edit(&mut self, edit: &Edit) {
        let root = self.folder.path().to_path_buf();
        let guide = |n: &u8| root.join(format!("content/guides/new-{n}.md"));
        let file = |n: &u8, desk: &Desk| {
            let files = desk.files();
            files[*n as usize % files.len()].clone()
        };
        let replaced = |path: &Path, old: &str, new: &str| {
            String::from_utf8(fs::read(path).unwrap()).unwrap().replace(old, new).into_bytes()
        };
        match edit {
            Edit::Append(n, text) => {
                let path = file(n, self);
                let text = [fs::read(&path).unwrap(), text.as_bytes().to_vec()].concat();
                self.save(&path, Some(text));
            }
            Edit::Replace(n, old, new) => {
                let path = file(n, self);
                let text = replaced(&path, old, new);
                self.save(&path, Some(text));
            }
            Edit::Remove(n) => {
                let path = file(n, self);
                if !path.ends_with(PLAYBOOK) {
                    self.save(&path, None);
                }
            }
            Edit::Add(n, to) => {
                let text =
                    format!("---\ntitle: New {n}\norder: {n}\n---\n# Top\n\nSee [[{to}]].\n");
                self.save(&guide(n), Some(text.into_bytes()));
            }
            Edit::Translate(n) => {
                let text = "---\ntitle: 新\ntranslates: 1\n---\n## 多 {#more}\n";
                let path = file(n, self).with_extension("zh.md");
                self.save(&path, Some(text.as_bytes().to_vec()));
            }
            Edit::Theme(n) => {
                let path = root.join("themes/default/templates/components/foot.html");
                self.save(&path, Some(format!("<footer>{n}</footer>\n").into_bytes()));
            }
            Edit::PutBack => {
                if let Some((path, text)) = self.taken.take() {
                    self.save(&path, text);
                    self.taken = None;
                }
            }
        }
    }

    /// Holds the preview against one that has just started.
    fn compare(&self) {
        let fresh = Live::open(Some(self.folder.path()), false, None).unwrap();
        let (live, fresh) = (self.live.state(), fresh.state());
        let faults = |state: &State| -> BTreeSet<String> {
            let json: serde_json::Value = serde_json::from_str(&state.diagnostics).unwrap();
            json["diagnostics"].as_array().unwrap().iter().map(ToString::to_string).collect()
        };
        assert_eq!(faults(&live), faults(&fresh));
        let Some(fresh) = fresh.site.filter(|_| !fresh.report.has_errors()) else { return };
        let live = live.site.unwrap();
        let addresses: BTreeSet<Address> = fresh.renderer.addresses().into_iter().collect();
        assert_eq!(live.renderer.addresses().into_iter().collect::<BTreeSet<_>>(), addresses);
        for Address { path, route } in addresses {
            assert_eq!(live.renderer.find(&path), Some(route), "{path}");
            let (shown, built) = (live.renderer.render(route), fresh.renderer.render(route));
            assert!(shown == built, "{path} differs");
        }
    }
}

/// What an author may do between two looks at the preview. A number stands for a file.
#[derive(Clone, Debug)]
enum Edit {
    Append(u8, &'static str),
    Replace(u8, &'static str, &'static str),
    Remove(u8),
    Add(u8, &'static str),
    Translate(u8),
    Theme(u8),
    /// Undoes the oldest edit that has not been undone.
    PutBack,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let tail = prop::sample::select(vec![
        "\nMore words, and [[s1]].\n",
        "\n## A heading {#more}\n",
        "\n[[nowhere]] [elsewhere](#nowhere) ![](none.png)\n",
        "\nbroken: [\n",
        "\n# a comment\n",
    ]);
    let pair = prop::sample::select(vec![
        ("id: two", "id: three"),
        ("title: ", "title: Truly "),
        ("#more}", "#less}"),
        ("s1.m1", "s1.m9"),
        ("zh: ", "en: "),
        ("[en, zh]", "[zh, en]"),
        ("[en, zh]", "[en]"),
        ("---\n", "---\ndraft: true\n"),
        ("revision: 1", "revision: 2"),
        ("Small sales", "Large sales"),
    ]);
    let edit = prop_oneof![
        3 => (any::<u8>(), tail).prop_map(|(n, text)| Edit::Append(n, text)),
        4 => (any::<u8>(), pair).prop_map(|(n, (old, new))| Edit::Replace(n, old, new)),
        1 => any::<u8>().prop_map(Edit::Remove),
        1 => (0u8..4, prop::sample::select(vec!["one", "two#more", "s2", "new-1"]))
            .prop_map(|(n, to)| Edit::Add(n, to)),
        1 => any::<u8>().prop_map(Edit::Translate),
        1 => any::<u8>().prop_map(Edit::Theme),
        4 => Just(Edit::PutBack),
    ];
    prop::collection::vec(edit, 4..8)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 6,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn after_any_edits_it_shows_what_a_new_preview_shows(edits in edits()) {
        let mut desk = Desk::new();
        for some in edits.chunks(3) {
            some.iter().for_each(|edit| desk.edit(edit));
            desk.compare();
        }
    }
}

#[test]
fn what_an_edit_does_not_touch_is_shared() {
    let mut desk = Desk::new();
    let before = desk.live.state().site.unwrap();
    desk.edit(&Edit::Replace(2, "Your name", "Your full name"));
    let after = desk.live.state().site.unwrap();
    assert!(after.site.has_pages_of(&before.site), "a text moves no page");
    let shared = |n: usize| Arc::ptr_eq(&before.site.book.guides[n], &after.site.book.guides[n]);
    let shared = (0..3).filter(|n| shared(*n)).count();
    assert_eq!(shared, 2, "of three guides one was edited");
    assert!(Arc::ptr_eq(&before.site.book.stages[0], &after.site.book.stages[0]));
}

#[test]
fn a_panic_is_told_and_the_next_save_shows() {
    let mut desk = Desk::new();
    let guide = desk.folder.path().join("content/guides/one.md");
    let text = fs::read_to_string(&guide).unwrap();
    let route = "guides/one.html";
    let page = |desk: &Desk| String::from_utf8(desk.live.get(route).unwrap().to_vec()).unwrap();

    fs::write(&guide, text.replace("## More", "## Much more")).unwrap();
    let changed = [desk.live.root.join("content/guides/one.md")];
    let work = || desk.live.rebuild_with(&changed, |_, _, _| panic!("a wheel has come off"));
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).unwrap_err();
    assert!(panic.is::<&str>());
    let words = desk.live.failed("a wheel has come off");
    assert!(words.contains("the next save tries again"), "{words}");
    let told = desk.live.diagnostics();
    assert!(told.contains("a wheel has come off") && told.contains("\"internal\""), "{told}");
    assert!(page(&desk).contains("More") && !page(&desk).contains("Much more"));
    assert!(desk.live.get(DESK).is_some(), "the desk does without what was lost");

    // The same bytes again are no change, and yet the page has not been shown.
    assert!(matches!(desk.live.rebuild(&changed), Outcome::Rebuilt(_)));
    assert!(page(&desk).contains("Much more"));
    assert!(!desk.live.diagnostics().contains("internal"));
    desk.edit(&Edit::Append(3, "\nAnd on it goes.\n"));
    desk.compare();
}
