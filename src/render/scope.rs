//! One page in one language: how its texts become HTML, where its links lead.
//!
//! A *name* is plain text, shown as it is. Every other text is Markdown, shown inline (`prose`,
//! `line`) or as blocks (`block`). A text that is missing in the page's language stands in
//! another one, marked with its `lang`, and the page remembers that, for its notice.

use super::items::Items;
use super::shared::Shared;
use super::value::{escape, fields, html, list};
use crate::markdown::{self, Label, Marks, Options};
use crate::model::{Guide, GuideBody, Head, Kind, Lang, Origin, Playbook, Ref, Text, Texts};
use crate::site::{Destination, Page, Place, Resolver, Site, View, relative};
use crate::theme::{Words, direction};
use std::borrow::Cow;
use std::cell::Cell;
use tera::{Map, Value, value::Key};

/// A page while it is rendered.
pub struct Scope<'a> {
    pub site: &'a Site,
    pub book: &'a Playbook,
    pub page: &'a Page,
    pub lang: Lang,
    pub words: &'a Words,
    pub shared: &'a Shared,
    pub items: &'a Items,
    links: Resolver<'a, Here<'a>>,
    marks: Option<Marks<'a>>,
    fell_back: Cell<bool>,
}

/// The page as the destination of links: addresses are seen from it.
#[derive(Clone, Copy)]
struct Here<'a> {
    site: &'a Site,
    page: &'a Page,
    words: &'a Words,
}

/// A Markdown body and the headings to jump to.
pub struct Body {
    pub html: Value,
    pub toc: Vec<Value>,
    /// The whole body stands in another language.
    pub borrowed: bool,
}

impl<'a> Scope<'a> {
    pub fn new(site: &'a Site, items: &'a Items, shared: &'a Shared, page: &'a Page) -> Scope<'a> {
        let words = &shared.words;
        // Where a marked word would give an answer away, or stand beside its own definition.
        let bare = matches!(
            page.view,
            View::Glossary
                | View::Quiz(_)
                | View::Key(_)
                | View::Quizzes
                | View::Checklist(_)
                | View::NotFound
        );
        Scope {
            site,
            book: &site.book,
            page,
            lang: page.lang,
            words,
            shared,
            items,
            links: Resolver::new(site, page.lang, Here { site, page, words }),
            marks: (!bare).then(|| Marks::new(&shared.terms)),
            fell_back: Cell::new(false),
        }
    }

    /// The same with other words of the interface.
    pub fn saying(self, words: &'a Words) -> Scope<'a> {
        let here = Here { site: self.site, page: self.page, words };
        Scope { words, links: Resolver::new(self.site, self.lang, here), ..self }
    }

    /// Whether any text of the page stood in another language.
    pub fn fell_back(&self) -> bool {
        self.fell_back.get()
    }

    /// The BCP 47 tag of a language.
    pub fn tag(&self, lang: Lang) -> &str {
        &self.book.settings.languages[lang.0 as usize].tag
    }

    /// The attributes of words in another language than the page's; the direction is told where
    /// it is another, too.
    fn foreign(&self, lang: Lang) -> String {
        let (tag, way) = (self.tag(lang), direction(self.tag(lang)));
        match way == direction(self.tag(self.lang)) {
            true => format!("lang=\"{tag}\""),
            false => format!("lang=\"{tag}\" dir=\"{way}\""),
        }
    }

    /// A name, for a place that can hold markup.
    pub fn name(&self, text: &Text) -> Value {
        match text.best(self.lang) {
            None => Value::from(""),
            Some((phrase, lang)) if lang == self.lang => {
                Value::from(&*self.spaced(&phrase.text, lang))
            }
            Some((phrase, lang)) => {
                self.fell_back.set(true);
                let words = escape(&self.spaced(&phrase.text, lang));
                html(&format!("<span {}>{words}</span>", self.foreign(lang)))
            }
        }
    }

    /// A text's words without markup, for titles and attributes.
    pub fn plain(&self, text: &Text) -> String {
        let words = markdown::to_plain(text.str(self.lang), &self.links);
        self.spaced(&words, self.lang).into_owned()
    }

    /// Words with the spaces that their language wants.
    fn spaced<'t>(&self, words: &'t str, lang: Lang) -> Cow<'t, str> {
        match self.is_french(lang) {
            true => markdown::french(words).into(),
            false => words.into(),
        }
    }

    fn is_french(&self, lang: Lang) -> bool {
        self.tag(lang).split('-').next() == Some("fr")
    }

    /// Inline HTML, glossary terms marked on first use.
    pub fn prose(&self, text: &Text) -> Value {
        self.html(text, self.marks.as_ref(), true)
    }

    /// Inline HTML without terms marked.
    pub fn line(&self, text: &Text) -> Value {
        self.html(text, None, true)
    }

    /// Paragraphs, lists and the like.
    pub fn block(&self, text: &Text) -> Value {
        self.html(text, self.marks.as_ref(), false)
    }

    pub fn proses(&self, texts: &Texts) -> Value {
        list(texts, |text| self.prose(text))
    }

    fn html(&self, text: &Text, marks: Option<&Marks>, inline: bool) -> Value {
        let Some((phrase, lang)) = text.best(self.lang) else { return Value::from("") };
        // Terms are those of the page's language.
        let marks = marks.filter(|_| lang == self.lang);
        let raw_html = self.book.settings.raw_html;
        let options = Options { raw_html, heading_shift: 2, marks, ..Options::default() };
        let links = Resolver { folder: &phrase.folder, ..self.links };
        let words = if inline {
            markdown::to_inline_html(&phrase.text, &links, &options)
        } else {
            markdown::to_html(&phrase.text, &links, &options)
        };
        html(&self.in_language(words, lang, inline))
    }

    /// Sets spaces as the language wants them, and marks what is not in the page's.
    fn in_language(&self, mut words: String, lang: Lang, inline: bool) -> String {
        if self.is_french(lang) {
            words = markdown::french_html(&words);
        }
        if lang == self.lang {
            return words;
        }
        self.fell_back.set(true);
        let blocks = ["<p", "<ul", "<ol", "<div", "<aside", "<blockquote", "<dl", "<pre", "<h"];
        let inline = inline && !blocks.iter().any(|tag| words.starts_with(tag));
        let element = if inline { "span" } else { "div" };
        format!("<{element} {}>{words}</{element}>", self.foreign(lang))
    }

    /// A Markdown file in the page's language, or in the default one. Its headings are `shift`
    /// levels lower than the author wrote them.
    pub fn body(&self, bodies: &[Option<GuideBody>], shift: u8) -> Option<Body> {
        let find = |lang: Lang| bodies.get(lang.0 as usize)?.as_ref().map(|body| (body, lang));
        let (body, lang) = find(self.lang).or_else(|| find(Lang::DEFAULT))?;
        let marks = self.marks.as_ref().filter(|_| lang == self.lang);
        let raw_html = self.book.settings.raw_html;
        let options =
            Options { raw_html, auto_ids: true, heading_shift: shift, marks, id_prefix: "" };
        let links = Resolver { folder: &body.folder, ..self.links };
        let words = markdown::to_html(body.markdown(), &links, &options);
        let words = self.with_origins(words, body);
        let toc = (body.outline.headings.iter().filter(|h| h.level == 2)).map(|h| {
            let title = self.spaced(&h.text, lang);
            fields([("id", h.id.as_str().into()), ("title", (&*title).into())]).into()
        });
        Some(Body {
            html: html(&self.in_language(words, lang, false)),
            toc: toc.collect(),
            borrowed: lang != self.lang,
        })
    }

    /// Puts behind each heading where its section comes from.
    fn with_origins(&self, words: String, body: &GuideBody) -> String {
        let mut out = String::with_capacity(words.len() + 512);
        let mut rest = words.as_str();
        for (id, origin) in &body.headings {
            let id = format!(" id=\"{}\">", escape(id));
            let heading = rest.find(&id).and_then(|at| Some(at + rest[at..].find("</h")?));
            let Some(end) = heading else { continue };
            out.push_str(&rest[..end]);
            let origin = escape(&self.origin(origin));
            out.push_str(&format!(" <small class=\"origin\">{origin}</small>"));
            rest = &rest[end..];
        }
        out.push_str(rest);
        out
    }

    /// An item's head and fields: what every template that shows items expects.
    pub fn item<const N: usize>(&self, head: &Head, pairs: [(&'static str, Value); N]) -> Value {
        self.item_fields(head, pairs).into()
    }

    /// The same, to add more to.
    pub fn item_fields<const N: usize>(
        &self,
        head: &Head,
        pairs: [(&'static str, Value); N],
    ) -> Map {
        let mut item = fields(pairs);
        item.insert(Key::Str("id"), head.id.as_str().into());
        item.insert(Key::Str("rev"), head.revision.max(1).into());
        let hash = self.items.get(&head.id).map_or("", |item| item.hash.as_str());
        item.insert(Key::Str("hash"), hash.into());
        item.insert(Key::Str("origin"), self.origin(&head.origin).into());
        item
    }

    /// The hash of an item's words; nothing if there is no such item.
    pub fn hash(&self, id: &str) -> &str {
        self.items.get(id).map_or("", |item| item.hash.as_str())
    }

    /// An item's revision; nought if there is no such item.
    pub fn revision(&self, id: &str) -> u32 {
        self.items.get(id).map_or(0, |item| item.revision.max(1))
    }

    /// Where a line comes from, in a few signs: `F45–F47`, `ours`.
    pub fn origin(&self, origin: &Origin) -> String {
        let mut parts = runs(&origin.facts);
        if origin.authored {
            parts.push(self.words.say("origin.ours").to_string());
        }
        parts.join(" ")
    }

    /// A link to an id: `{id, href, name, kind}`; nothing if it leads nowhere.
    pub fn link(&self, id: &str) -> Option<Value> {
        let place = self.site.place(id)?;
        let href = self.site.href_to(self.page, place);
        let name = self.links.title(id, place.name);
        let kind = place.kind.map_or("page", Kind::word);
        let pairs = [
            ("id", id.into()),
            ("href", href.into()),
            ("name", name.into()),
            ("kind", kind.into()),
        ];
        Some(fields(pairs).into())
    }

    /// Links to all ids that lead somewhere.
    pub fn links(&self, refs: &[Ref]) -> Value {
        let links: Vec<Value> = refs.iter().filter_map(|r| self.link(&r.id)).collect();
        links.into()
    }

    pub fn link_to(&self, to: Option<&Ref>) -> Value {
        to.and_then(|r| self.link(&r.id)).into()
    }

    /// The relative address of another page of this language.
    pub fn href(&self, view: View) -> String {
        relative(&self.page.path, &self.site.path(view, self.lang))
    }

    /// A guide by its id.
    pub fn guide(&self, id: &str) -> Option<&'a Guide> {
        self.items.guide(self.book, id)
    }

    /// What items of a kind are called, many of them together.
    pub fn kinds(&self, kind: Kind) -> String {
        self.words.say(&format!("kinds.{}", kind.word().replace('-', "_"))).to_string()
    }

    /// Words that hold a number.
    pub fn count(&self, key: &str, n: usize) -> Value {
        self.words.count(key, n).into()
    }
}

/// Facts with neighbours drawn together: `F45 F46 F47` → `F45–F47`.
pub fn runs(facts: &[String]) -> Vec<String> {
    let number = |fact: &str| fact.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok();
    let mut runs: Vec<(String, String, Option<u32>)> = Vec::new();
    for fact in facts {
        let n: Option<u32> = number(fact);
        match runs.last_mut() {
            Some((_, last, Some(m))) if n == Some(*m + 1) => {
                (*last, *m) = (fact.clone(), *m + 1);
            }
            _ => runs.push((fact.clone(), fact.clone(), n)),
        }
    }
    let show = |(first, last, _): (String, String, _)| {
        if first == last { first } else { format!("{first}–{last}") }
    };
    runs.into_iter().map(show).collect()
}

impl Destination for Here<'_> {
    fn place(&self, place: Place) -> Option<String> {
        Some(self.site.href_to(self.page, place))
    }

    fn file(&self, path: &str) -> Option<String> {
        Some(relative(&self.page.path, &super::file::file_address(path)))
    }

    fn page_name(&self, name: &str) -> String {
        self.words.say(&format!("pages.{name}")).to_string()
    }

    fn label(&self, label: Label) -> &str {
        match self.words.say(label.key()) {
            word if word == label.key() => label.english(),
            word => word,
        }
    }
}
