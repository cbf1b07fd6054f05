//! The whole playbook as one book to print.
//!
//! A chapter is the `<main>` of a page, rendered as ever by the page's own view and template and
//! then moved (see [`moved`](super::moved)), so that book and site cannot say different things, and
//! an author's own templates show in both. What is not reading matter stays out: the desk, deals,
//! drills, the search, and the checklists, which are sheets of their own.
//!
//! Browsers cannot print the page on which a link lands. So parts have letters, chapters numbers,
//! and `B3` stands in the contents, on top of every sheet of the chapter and behind every link to
//! it. The running heads are a style sheet of their own, with one named page for each chapter:
//! a policy without inline styles leaves no other place.

use super::chrome::Head;
use super::moved::{Move, Target, moved};
use super::scope::Scope;
use super::shared::Shared;
use super::value::{fields, html, list, map};
use super::view;
use crate::model::Lang;
use crate::site::{Page, SHEETS, Site, View, localized};
use crate::theme::{Words, fill};
use std::collections::HashMap;
use std::fmt::Write;
use tera::{Value, value::Key};

/// What stands where in the book of one language.
pub struct Plan<'a> {
    site: &'a Site,
    lang: Lang,
    parts: Vec<Part>,
    /// By the path of a page, where it stands in the book.
    places: HashMap<String, Target>,
    /// Pages one after another, which keep their own titles.
    loose: bool,
}

/// Chapters that stand together in a book with an order of its own.
pub struct Section {
    pub title: String,
    /// Whether the first page stands for all of it.
    pub opens: bool,
    pub views: Vec<View>,
}

/// Some chapters that belong together.
pub struct Part {
    letter: String,
    id: String,
    pub title: String,
    /// The page of the site that only lists the chapters.
    pub list: Option<Page>,
    pub chapters: Vec<Chapter>,
}

/// One page of the site.
pub struct Chapter {
    pub page: Page,
    /// `B3`; the letter alone for what opens a part.
    code: String,
    pub title: String,
}

impl Chapter {
    /// Whether it is the page that stands for its whole part.
    pub fn opens(&self) -> bool {
        !self.code.ends_with(|c: char| c.is_ascii_digit())
    }
}

/// A chapter, ready to be put in its place.
#[derive(Default)]
pub struct Leaf {
    class: String,
    html: String,
}

/// The style sheet beside the pages of each language.
pub const STYLES: &str = "data/handbook.css";

impl<'a> Plan<'a> {
    pub fn new(site: &'a Site, words: &Words, lang: Lang) -> Plan<'a> {
        Plan::of(site, words, lang, &|_| true)
    }

    /// The same of those pages alone that are wanted.
    pub fn of(
        site: &'a Site,
        words: &Words,
        lang: Lang,
        wanted: &dyn Fn(View) -> bool,
    ) -> Plan<'a> {
        let mut plan = Plan::empty(site, lang);
        for (title, index, mut views) in contents(site) {
            views.retain(|view| site.has(*view) && wanted(*view));
            let index = match index {
                Index::Opens(view) if !site.has(view) || !wanted(view) => Index::None,
                index => index,
            };
            plan.add(words, words.say(title), index, &views);
        }
        plan
    }

    /// A book of these sections, whatever the order of the handbook.
    pub fn in_order(site: &'a Site, words: &Words, lang: Lang, sections: &[Section]) -> Plan<'a> {
        let mut plan = Plan::empty(site, lang);
        for section in sections {
            let (index, views) = match (section.opens, section.views.split_first()) {
                (true, Some((first, others))) => (Index::Opens(*first), others),
                _ => (Index::None, &section.views[..]),
            };
            plan.add(words, &section.title, index, views);
        }
        plan
    }

    /// Pages one after another, in no book.
    pub fn loose(site: &'a Site, words: &Words, lang: Lang, views: &[View]) -> Plan<'a> {
        let mut plan = Plan::empty(site, lang);
        plan.loose = true;
        plan.add(words, "", Index::None, views);
        plan
    }

    fn empty(site: &'a Site, lang: Lang) -> Plan<'a> {
        Plan { site, lang, parts: Vec::new(), places: HashMap::new(), loose: false }
    }

    /// Adds a part, if it has a chapter.
    fn add(&mut self, words: &Words, title: &str, index: Index, views: &[View]) {
        let (site, lang) = (self.site, self.lang);
        let letter = letters(self.parts.len());
        let numbered = views.iter().enumerate();
        let numbered = numbered.map(|(n, view)| (format!("{letter}{}", n + 1), *view));
        let opener = match index {
            Index::Opens(view) => Some((letter.clone(), view)),
            _ => None,
        };
        let chapters: Vec<Chapter> = (opener.into_iter().chain(numbered))
            .map(|(code, view)| Chapter {
                title: chapter_title(site, words, lang, view),
                page: site.page_of(view, lang),
                code,
            })
            .collect();
        if chapters.is_empty() {
            return;
        }
        let id = format!("part/{letter}");
        for chapter in &chapters {
            let id = anchor(&chapter.page.view.slug(&site.book));
            self.places
                .insert(chapter.page.path.clone(), Target { id, code: chapter.code.clone() });
        }
        let list = match index {
            Index::Lists(view) => Some(site.page_of(view, lang)),
            _ => None,
        };
        if let Some(list) = &list {
            let part = Target { id: id.clone(), code: letter.clone() };
            self.places.insert(list.path.clone(), part);
        }
        self.parts.push(Part { letter, id, title: title.to_string(), list, chapters });
    }

    /// The parts in order.
    pub fn into_parts(self) -> Vec<Part> {
        self.parts
    }

    /// All chapters in order.
    pub fn chapters(&self) -> impl Iterator<Item = &Chapter> {
        self.parts.iter().flat_map(|part| &part.chapters)
    }

    /// Makes a chapter of a whole page.
    pub fn leaf(&self, chapter: &Chapter, page: &str) -> Leaf {
        let (class, main) = class_and_main(page);
        let to = self.site.path(View::Handbook, self.lang);
        // Items have ids that are unique; all else may stand on many pages. A page of answers
        // shows items that stand elsewhere.
        let stays = |path: &str, id: &str| {
            let place = self.site.place(id).filter(|_| !id.contains('#'));
            place.is_some_and(|p| localized(&self.site.book, self.lang, p.slug) == path)
        };
        let way = Move {
            from: &chapter.page.path,
            to: &to,
            places: &self.places,
            stays: &stays,
            // Below the title of the book and that of its part, which an opening page shares.
            deeper: match (self.loose, chapter.opens()) {
                (true, _) => 0,
                (false, true) => 1,
                (false, false) => 2,
            },
        };
        Leaf { class: class.to_string(), html: moved(main, &way) }
    }
}

/// What sort of page it is, and what stands on it but the ways around the site.
pub fn class_and_main(page: &str) -> (&str, &str) {
    let class = between(page, "<body class=\"", "\"").unwrap_or_default();
    let main = between(page, "<main", "</main>").and_then(|main| main.split_once('>'));
    (class, main.map_or("", |(_, inner)| inner))
}

/// The page that stands for a whole part on the site.
enum Index {
    /// It is the part's first page.
    Opens(View),
    /// It only lists the chapters: a link to it leads to the part.
    Lists(View),
    None,
}

/// What the book holds: the title of each part, its index, its chapters.
fn contents(site: &Site) -> Vec<(&'static str, Index, Vec<View>)> {
    let book = &site.book;
    let all = |count: usize, view: fn(usize) -> View| (0..count).map(view).collect::<Vec<_>>();
    let quizzes = book.quizzes.len();
    vec![
        ("pages.buyer", Index::Opens(View::Buyer), vec![]),
        ("pages.stages", Index::Opens(View::Stages), all(book.stages.len(), View::Stage)),
        ("handbook.guides", Index::Lists(View::Library), all(book.guides.len(), View::Guide)),
        ("pages.sources", Index::Lists(View::Sources), all(book.sources.len(), View::Source)),
        ("pages.scripts", Index::Lists(View::Scripts), all(book.scripts.len(), View::Script)),
        ("pages.cases", Index::Lists(View::Cases), all(book.cases.len(), View::Case)),
        ("library.reference", Index::None, SHEETS.to_vec()),
        ("pages.paths", Index::Lists(View::Paths), all(book.paths.len(), View::Path)),
        ("pages.quizzes", Index::None, all(quizzes, View::Quiz)),
        // The index of self-checks names the wrong ideas, which gives answers away.
        ("handbook.answers", Index::Opens(View::Quizzes), all(quizzes, View::Key)),
    ]
}

fn chapter_title(site: &Site, words: &Words, lang: Lang, view: View) -> String {
    let book = &site.book;
    match view {
        View::Key(n) => book.quizzes[n].title.str(lang).to_string(),
        View::Stages => words.say("handbook.overview").to_string(),
        View::Quizzes => words.say("quiz.misconceptions").to_string(),
        view => match (view.item(book), view.name()) {
            (Some((_, title)), _) => title.str(lang).to_string(),
            (None, Some(name)) => words.say(&format!("pages.{name}")).to_string(),
            (None, None) => String::new(),
        },
    }
}

/// A page of the site that leads nowhere but by its own text.
pub fn without_ways(mut page: view::Page) -> view::Page {
    page.head.toc.clear();
    page.head.crumbs.clear();
    page.values.shift_remove(&Key::Str("previous"));
    page.values.shift_remove(&Key::Str("next"));
    page.values.insert(Key::Str("in_book"), true.into());
    page
}

/// What a book that is not the site's page says of itself.
pub struct Front<'f> {
    pub title: &'f str,
    pub lede: &'f str,
    pub about: &'f str,
    /// The number of the sheet on which an id stands.
    pub folio: &'f dyn Fn(&str) -> Option<String>,
}

/// The book from its chapters, which are in the plan's order.
pub fn page(scope: &Scope, plan: &Plan, leaves: Vec<Leaf>, front: Option<&Front>) -> view::Page {
    let folio = |id: &str| front.and_then(|front| (front.folio)(id));
    let mut leaves = leaves.into_iter();
    let mut chapter = |chapter: &Chapter| {
        let Leaf { class, html: words } = leaves.next().unwrap_or_default();
        let id = anchor(&chapter.page.view.slug(scope.book));
        map([
            ("folio", folio(&id).into()),
            ("id", id.into()),
            ("code", chapter.code.as_str().into()),
            ("title", chapter.title.as_str().into()),
            ("opens", chapter.opens().into()),
            ("class", class.into()),
            ("html", html(&words)),
        ])
    };
    let parts = list(&plan.parts, |part| {
        map([
            ("id", part.id.as_str().into()),
            ("folio", folio(&part.id).into()),
            ("letter", part.letter.as_str().into()),
            ("title", part.title.as_str().into()),
            ("chapters", list(&part.chapters, &mut chapter)),
        ])
    });
    let title = front.map_or(scope.words.say("pages.handbook"), |front| front.title);
    let head = Head {
        title: title.to_string(),
        description: scope.words.say("about_pages.handbook").to_string(),
        menu: "library",
        ..Head::default()
    };
    let cover = front.map(|front| {
        let words = [("title", front.title), ("lede", front.lede), ("about", front.about)];
        map(words.map(|(name, words)| (name, words.into())))
    });
    let cover = cover.unwrap_or_else(Value::none);
    let values = fields([("parts", parts), ("styles", STYLES.into()), ("cover", cover)]);
    view::Page { template: "handbook.html", head, values }
}

/// Pages one after another, which are in the plan's order.
pub fn sheets(leaves: Vec<Leaf>, title: &str) -> view::Page {
    let sheets =
        list(leaves, |leaf| map([("class", leaf.class.into()), ("html", html(&leaf.html))]));
    let head = Head { title: title.to_string(), menu: "library", ..Head::default() };
    view::Page { template: "sheets.html", head, values: fields([("sheets", sheets)]) }
}

/// The running heads: one named page for each chapter.
pub fn styles(plan: &Plan, shared: &Shared) -> String {
    let words = &shared.words;
    let (settings, lang) = (&plan.site.book.settings, plan.lang);
    let release = settings.release.as_deref();
    let release = release.map(|release| fill(words.say("release"), &[("release", release)]));
    let title = settings.title.str(lang).to_string();
    let foot: Vec<String> = [Some(title), release].into_iter().flatten().collect();
    let foot = quoted(&foot.join(" · "));
    let mut sheet = String::new();
    for part in &plan.parts {
        let left = quoted(&format!("{}  {}", part.letter, part.title));
        for chapter in &part.chapters {
            let code = &chapter.code;
            let right = match chapter.opens() {
                true => "none".to_string(),
                false => quoted(&format!("{code}  {}", chapter.title)),
            };
            let boxes = [("top-left", &left), ("top-right", &right), ("bottom-left", &foot)];
            let boxes = boxes.map(|(place, words)| format!("@{place}{{content:{words}}}")).concat();
            let _ = writeln!(sheet, "@page {code}{{{boxes}}}\n.in-{code}{{page:{code}}}");
        }
    }
    sheet
}

/// A string as a style sheet writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The id of a page's chapter: its path. With a slash in it, it can't be the id of an item.
fn anchor(slug: &str) -> String {
    let path = slug.trim_end_matches(".html");
    if path.contains('/') { path.to_string() } else { format!("page/{path}") }
}

/// A, B, …, Z, AA, AB, …
fn letters(n: usize) -> String {
    let last = char::from(b'A' + (n % 26) as u8);
    match n / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    let rest = &text[text.find(start)? + start.len()..];
    Some(&rest[..rest.find(end)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_lettered_and_strings_stay_strings() {
        assert_eq!(
            ["A", "Z", "AA", "AB"],
            [0, 25, 26, 27].map(letters).each_ref().map(String::as_str)
        );
        assert_eq!(quoted("a \"b\" \\ c\n"), "\"a \\\"b\\\" \\\\ c \"");
    }
}
