//! What every page promises, held against the pages of the repository's own playbook and of
//! small ones made for a purpose.

use crate::support::Playbook;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use twotrack::diagnostic::{Report, terminal};
use twotrack::parse::Parser;
use twotrack::render::{Address, Renderer};
use twotrack::site::{Site, relative};
use twotrack::source::Source;
use twotrack::theme::Theme;

/// Every page and file of a playbook, and what its theme was blamed for.
struct Built {
    files: BTreeMap<String, Vec<u8>>,
    faults: String,
}

impl Built {
    fn from(root: &Path) -> Built {
        let source = Source::load(root);
        let book = Arc::new(Parser::new(false).playbook(&source, &mut Report::new()));
        let mut report = Report::new();
        let theme = Arc::new(Theme::load(&source, &book.settings, &mut report));
        let renderer = Renderer::new(Arc::new(Site::new(book)), theme);
        let mut files = BTreeMap::new();
        for Address { path, route } in renderer.addresses() {
            assert_eq!(renderer.find(&path), Some(route), "{path}");
            match renderer.render(route) {
                Ok(bytes) => {
                    assert!(files.insert(path.clone(), bytes).is_none(), "{path} stands twice");
                }
                Err(error) => error.report(&mut report),
            }
        }
        Built { files, faults: terminal(&report, &source, false) }
    }

    fn page(&self, path: &str) -> &str {
        std::str::from_utf8(&self.files[path]).unwrap()
    }

    fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        let html = self.files.keys().filter(|path| path.ends_with(".html"));
        html.map(|path| (path.as_str(), self.page(path)))
    }
}

/// The values of an attribute, wherever it stands in a tag.
fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Where a relative address leads: path and anchor.
fn resolve(from: &str, href: &str) -> (String, Option<String>) {
    let (path, anchor) = match href.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_string())),
        None => (href, None),
    };
    if path.is_empty() {
        return (from.to_string(), anchor);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    (parts.join("/"), anchor)
}

#[test]
fn every_page_of_the_playbook_holds_together() {
    let built = Built::from(Path::new("."));
    assert_eq!(built.faults, "");
    let ids: BTreeMap<&str, Vec<&str>> =
        built.pages().map(|(path, html)| (path, attribute(html, "id"))).collect();
    for (path, html) in built.pages() {
        assert_eq!(html.matches("<h1").count(), 1, "{path}: one h1");
        let lang = if path.starts_with("zh/") { "zh-CN" } else { "en" };
        assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{lang}\" ")), "{path}");
        let once: BTreeSet<&&str> = ids[path].iter().collect();
        assert_eq!(once.len(), ids[path].len(), "{path}: an id stands twice");
        if path == "404.html" {
            continue;
        }
        for href in attribute(html, "href").into_iter().chain(attribute(html, "src")) {
            if href.starts_with("http://") || href.starts_with("https://") {
                continue;
            }
            let (to, anchor) = resolve(path, href);
            assert!(built.files.contains_key(&to), "{path}: {href} leads nowhere");
            if let Some(anchor) = anchor {
                assert!(ids[to.as_str()].contains(&anchor.as_str()), "{path}: {href} has no place");
            }
        }
    }
}

#[test]
fn the_handbook_holds_every_chapter_and_leads_inside_itself() {
    let built = Built::from(Path::new("."));
    for folder in ["", "zh/"] {
        let html = built.page(&format!("{folder}handbook.html"));
        let styles = built.page(&format!("{folder}data/handbook.css"));
        let ids: BTreeSet<&str> = attribute(html, "id").into_iter().collect();
        let is_chapter = |path: &str| {
            let shelves = ["stages/", "guides/", "scripts/", "sources/", "cases/", "paths/"];
            let kept = shelves.iter().chain(["quizzes/", "answers/", "glossary"].iter());
            kept.into_iter().any(|shelf| path.starts_with(shelf)) && !path.ends_with("index.html")
        };
        let pages =
            built.pages().filter_map(|(path, page)| Some((path.strip_prefix(folder)?, page)));
        let chapters: Vec<_> = pages.filter(|(path, _)| is_chapter(path)).collect();
        assert!(chapters.len() > 80, "only {} chapters", chapters.len());
        for (path, page) in chapters {
            let chapter = path.trim_end_matches(".html");
            let chapter = if chapter == "glossary" { "page/glossary" } else { chapter };
            assert!(ids.contains(chapter), "no chapter {chapter}");
            // What the page holds is in the book, under the same name or below the chapter's.
            let main = page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
            for id in attribute(main, "id").iter().filter(|id| **id != "main") {
                let below = format!("{chapter}/{id}");
                assert!(ids.contains(id) || ids.contains(below.as_str()), "{chapter} lacks {id}");
            }
        }
        let book = html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
        let leave = |href: &&&str| is_chapter(href.split('#').next().unwrap());
        let left = attribute(book, "href");
        assert_eq!(left.iter().filter(leave).collect::<Vec<_>>(), Vec::<&&str>::new());
        assert!(!left.iter().any(|href| href.ends_with("review.html")), "tools are no reading");
        for code in attribute(book, "class").iter().filter_map(|class| class.strip_prefix("in-")) {
            assert!(styles.contains(&format!(".in-{code}{{page:{code}}}")), "{code} has no head");
        }
    }
    assert!(built.page("zh/data/handbook.css").contains("B1  客户规划与电话邀约"));
    let listed = |path: &str| built.page(path).contains("handbook");
    assert!(!listed("sw.js"), "phones would fetch everything twice");
    assert!(listed("index.html") && listed("library.html"));
}

#[test]
fn a_playbook_can_do_without_a_handbook() {
    let playbook = Playbook::new();
    playbook.overlay("playbook.yaml", "base_url: https://example.org\n");
    let built = Built::from(playbook.root());
    assert!(built.files.contains_key("handbook.html"));
    assert!(!built.page("sitemap.xml").contains("handbook"), "it says nothing new");
    playbook.overlay("playbook.yaml", "handbook: false\n");
    let built = Built::from(playbook.root());
    assert!(built.files.keys().all(|path| !path.contains("handbook")));
    assert!(built.pages().all(|(_, html)| !html.contains("handbook.html")));
}

#[test]
fn no_page_needs_more_than_its_policy_allows() {
    let built = Built::from(Path::new("."));
    for (path, html) in built.pages() {
        let policy = attribute(html, "content").into_iter().find(|c| c.starts_with("default-src"));
        assert!(policy.is_some_and(|p| !p.contains("unsafe")), "{path}: {policy:?}");
        assert!(attribute(html, "style").is_empty(), "{path}: inline style");
        assert!(!html.contains("<style"), "{path}: style element");
        let handlers = ["onclick", "onload", "onerror", "onchange", "onsubmit"];
        assert!(handlers.iter().all(|name| attribute(html, name).is_empty()), "{path}: handler");
        for script in html.split("<script").skip(1) {
            assert!(script.starts_with(" src=\""), "{path}: a script inside the page");
        }
    }
}

#[test]
fn what_stands_around_a_page_stays_small() {
    let built = Built::from(Path::new("."));
    let (html, most) = (built.page("zh/guides/milestones.html"), 6 * 1024);
    let article = html.find("<article").unwrap()..html.find("</article>").unwrap();
    assert!(html.len() - article.len() < most, "{} bytes of chrome", html.len() - article.len());
}

#[test]
fn every_item_is_on_its_page_with_revision_and_hash() {
    let built = Built::from(Path::new("."));
    let manifest: serde_json::Value = serde_json::from_slice(&built.files["items.json"]).unwrap();
    let items = manifest["items"].as_object().unwrap();
    assert!(items.len() > 500, "only {} items", items.len());
    for (id, item) in items {
        let path = item["path"].as_str().unwrap().split('#').next().unwrap();
        let shown = format!(
            "id=\"{id}\" data-rev=\"{}\" data-hash=\"{}\"",
            item["revision"],
            item["hash"].as_str().unwrap()
        );
        // The guide *about* lends its text to a page that has an id of its own.
        if id != "about" {
            assert!(built.page(path).contains(&shown), "{path} lacks {shown}");
        }
    }
}

#[test]
fn every_page_leads_to_itself_in_the_other_language() {
    let built = Built::from(Path::new("."));
    // What a host shows for addresses that lead nowhere is itself nowhere.
    let lost = |path: &str| path == "404.html" || path.ends_with("not-found.html");
    for (path, html) in built.pages().filter(|(path, _)| !lost(path)) {
        let other = match path.strip_prefix("zh/") {
            Some(bare) => bare.to_string(),
            None => format!("zh/{path}"),
        };
        let href = relative(path, &other);
        let tag = if path.starts_with("zh/") { "en" } else { "zh-CN" };
        let head = format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{href}\">");
        assert!(html.contains(&head), "{path} lacks {head}");
        assert!(html.contains(&format!("<a class=\"tongue\" href=\"{href}\"")), "{path}");
    }
}

#[test]
fn an_address_makes_links_absolute_where_machines_read_them() {
    let playbook = Playbook::new();
    playbook.overlay("playbook.yaml", "base_url: https://example.org/sales\n");
    let built = Built::from(playbook.root());
    let stage = built.pages().find(|(path, _)| path.starts_with("stages/s")).unwrap();
    let canonical =
        format!("<link rel=\"canonical\" href=\"https://example.org/sales/{}\">", stage.0);
    assert!(stage.1.contains(&canonical), "no {canonical}");
    assert!(built.page("sitemap.xml").contains("<loc>https://example.org/sales/</loc>"));
    assert!(built.page("robots.txt").contains("Sitemap: https://example.org/sales/sitemap.xml"));
    // The page for wrong addresses is shown anywhere, so its links start at the top.
    assert!(built.page("404.html").contains("href=\"/sales/stages/index.html\""));
}

#[test]
fn a_feed_keeps_its_ids_from_one_edition_to_the_next() {
    let playbook = Playbook::new();
    playbook.replace("playbook.yaml", "base_url: https://example.com/play\n", "");
    let ids = || -> BTreeSet<String> {
        let built = Built::from(playbook.root());
        let pieces = built.page("feed.xml").split("<id>").skip(1);
        pieces.map(|piece| piece.split("</id>").next().unwrap().to_string()).collect()
    };
    let first = ids();
    assert!(first.len() > 3 && first.iter().all(|id| id.starts_with("urn:uuid:")), "{first:?}");
    playbook.replace("playbook.yaml", "2026-11-02", "2026-12-09");
    assert_eq!(first, ids());
}

#[test]
fn machines_read_names_where_texts_link_to_ids() {
    let playbook = Playbook::new();
    let stage = "content/stages/01-s1/stage.yaml";
    let purpose =
        "purpose: {en: \"As [[first-call#who]] says: [[s2]], [[stages]].\", zh: 约到见面。}";
    playbook.overlay(stage, purpose);
    playbook.replace("content/guides/first-call.md", "How to begin.", "\"Before [[s1]].\"");
    let built = Built::from(playbook.root());
    let feed = built.page("feed.xml");
    assert!(feed.contains("As Say who you are says: Sign, Stages."), "{feed}");
    assert!(feed.contains("<summary>Before Call.</summary>"), "{feed}");
}

#[test]
fn a_missing_translation_is_marked_and_said() {
    let playbook = Playbook::new();
    let stage = "content/stages/01-s1/stage.yaml";
    playbook.overlay(stage, "purpose:\n  en: Only *English* here.\n");
    let built = Built::from(playbook.root());
    let (chinese, english) = (built.page("zh/stages/s1.html"), built.page("stages/s1.html"));
    assert!(chinese.contains("<span lang=\"en\">Only <em>English</em> here.</span>"), "{chinese}");
    assert!(chinese.contains("<p class=\"notice\""));
    assert!(!english.contains("<p class=\"notice\""));
}

#[test]
fn names_and_texts_never_become_markup() {
    let playbook = Playbook::new();
    let stage = "content/stages/01-s1/stage.yaml";
    let evil = "'\"><img src=x onerror=alert(1)>{{ 7*7 }}'";
    playbook.overlay(
        stage,
        &format!("title: {evil}\nshort: {evil}\npurpose: {evil}\nrelation: {evil}\n"),
    );
    let built = Built::from(playbook.root());
    for (path, html) in built.pages() {
        assert!(!html.contains("<img"), "{path} has an image");
        assert!(!html.contains("\"><img"), "{path}: an attribute ended early");
    }
    assert!(built.page("stages/s1.html").contains("&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}"));
}

#[test]
fn one_file_of_a_theme_can_be_replaced() {
    let playbook = Playbook::new();
    playbook.write("themes/default/templates/not-found.html", "Gone, says {{ site.title }}.");
    playbook.write("themes/default/css/parts/mine.css", ".mine { color: /* my */ red }");
    playbook.write("themes/default/css/alone/checklist.css", ".own { color: red }");
    playbook.write("themes/default/i18n/en.yaml", "search: Look it up\n");
    let built = Built::from(playbook.root());
    assert_eq!(built.faults, "");
    assert!(built.page("404.html").starts_with("Gone, says "));
    assert!(built.page("index.html").contains("<span>Look it up</span>"));
    let named = |path: &str, name: &str| path.starts_with(name) && path.ends_with(".css");
    let sheet = |name: &str| built.files.keys().find(|path| named(path, name)).unwrap();
    let (whole, few) = (sheet("assets/site."), sheet("assets/checklist."));
    assert!(built.page(whole).contains("@layer parts{\n.mine{color:red }}"));
    // What few pages need goes to those alone.
    assert_eq!(built.page(few), ".own{color:red }");
    assert!(built.page("checklists/s1.html").contains(few));
    assert!(!built.page("stages/s1.html").contains(few));
    assert!(!built.page(whole).contains(".own"));
}

#[test]
fn a_broken_template_is_blamed_at_its_line_and_the_default_stands_in() {
    let playbook = Playbook::new();
    playbook
        .write("themes/default/templates/guide.html", "{% extends \"base.html\" %}\n{% blok %}\n");
    let built = Built::from(playbook.root());
    assert!(built.faults.contains("themes/default/templates/guide.html:2"), "{}", built.faults);
    assert!(built.page("index.html").contains("<h1>"));
}

#[test]
fn a_template_that_names_what_is_not_there_is_blamed_when_filled() {
    let playbook = Playbook::new();
    playbook.write("themes/default/templates/about.html", "<p>\n{{ nobody }}</p>");
    let built = Built::from(playbook.root());
    assert!(built.faults.contains("themes/default/templates/about.html:2"), "{}", built.faults);
    assert!(built.faults.contains("nobody"), "{}", built.faults);
}

#[test]
fn a_word_that_nobody_says_is_reported_and_shows_its_name() {
    let playbook = Playbook::new();
    playbook.write("themes/default/templates/not-found.html", "{{ t.my.word }}");
    let built = Built::from(playbook.root());
    assert!(built.faults.contains("`my.word`"), "{}", built.faults);
    assert_eq!(built.page("404.html"), "my.word");
}

#[test]
fn every_kind_of_item_has_its_words() {
    use twotrack::model::{Group, Kind};
    let source = Source::load(Path::new("."));
    let book = Parser::new(false).playbook(&source, &mut Report::new());
    let theme = Theme::load(&source, &book.settings, &mut Report::new());
    let kinds = Kind::ALL.iter().map(|kind| format!("kinds.{}", kind.word().replace('-', "_")));
    let groups = Group::WORDS.iter().map(|(word, _)| format!("find.kinds.{word}"));
    for key in kinds.chain(groups) {
        for lang in ["en", "zh"] {
            assert_ne!(theme.words(lang).say(&key), key, "{lang} has no words for `{key}`");
        }
    }
}

#[test]
fn files_that_a_text_of_yaml_names_are_found_from_every_page() {
    let playbook = Playbook::new();
    playbook.write("content/stages/01-s1/50% off #2.pdf", "x");
    playbook.write("quizzes/sheet.txt", "x");
    let name = |path: &str, from: &str, to: &str| {
        playbook.write(path, &playbook.read(path).replacen(from, to, 1));
    };
    let offer = r#"{en: "[Offer](<50% off #2.pdf>)", zh: "[报价](50%25%20off%20%232.pdf)"}"#;
    name("content/stages/01-s1/stage.yaml", "{en: Win a meeting., zh: 约到见面。}", offer);
    let sheet = r#"{en: "[Sheet](sheet.txt)", zh: "[表](sheet.txt)"}"#;
    name("quizzes/q1.yaml", "{en: What ends stage 1?, zh: 第一阶段怎样算完成？}", sheet);
    let built = Built::from(playbook.root());
    let there: BTreeSet<&str> = built.files.keys().map(String::as_str).collect();
    let mut found = BTreeMap::new();
    for (path, html) in built.pages() {
        for href in attribute(html, "href").into_iter().filter(|href| href.contains("files/")) {
            let (target, _) = resolve(path, href);
            let name = percent_encoding::percent_decode_str(&target).decode_utf8().unwrap();
            assert!(there.contains(&*name), "{path} names {href}");
            *found.entry(name.into_owned()).or_insert(0) += 1;
        }
    }
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(names, ["files/quizzes/sheet.txt", "files/stages/01-s1/50% off #2.pdf"]);
    assert!(found.values().all(|pages| *pages >= 2), "in both languages: {found:?}");
}
