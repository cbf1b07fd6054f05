//! What all pages of one language share, made once.

use super::value::{fields, list, map};
use crate::markdown::{self, Term, Terms};
use crate::model::{Lang, Playbook, Text};
use crate::site::{Destination, Resolver, Site, View, named_pages};
use crate::theme::{Theme, Words, fill};
use tera::Value;

/// Shared values of a language. They hold no relative addresses, only slugs: a template puts
/// `up`, the way to the language's root, in front.
pub struct Shared {
    /// The glossary, ready to be found in texts.
    pub terms: Terms,
    /// Title, tagline, release and the main menu.
    pub site: Value,
    /// The two tracks, stop by stop.
    pub stops: Value,
    /// The interface's words, with the author's own names for pages.
    pub words: Words,
    /// The same for what is no page.
    pub plain: Words,
    pub lang: Value,
}

impl Shared {
    pub fn new(site: &Site, theme: &Theme, lang: Lang) -> Shared {
        let book = &site.book;
        let language = &book.settings.languages[lang.0 as usize];
        let own = [
            ("pages.dimensions", book.dimensions.title.str(lang)),
            ("pages.relationship", book.matrix.title.str(lang)),
            ("pages.scorecard", book.scorecard.title.str(lang)),
        ];
        let words = theme.words(&language.id);
        let search = for_search(book, lang, words);
        let search = search.iter().map(|(key, word)| (*key, word.as_str()));
        let own = own.into_iter().filter(|(_, title)| !title.is_empty());
        let words = words.with(&own.chain(search).collect::<Vec<_>>());
        Shared {
            terms: terms(site, &words, lang),
            site: values(site, &words, lang),
            stops: list(0..book.stages.len(), |n| stop(book, n, lang)),
            plain: words.plain(),
            words,
            lang: map([
                ("id", language.id.as_str().into()),
                ("tag", language.tag.as_str().into()),
                ("dir", crate::theme::direction(&language.tag).into()),
                ("name", language.name.as_str().into()),
            ]),
        }
    }
}

/// The words of a text where nothing can be a link, such as a feed or an attribute.
pub fn plain(site: &Site, words: &Words, lang: Lang, text: &Text) -> String {
    markdown::to_plain(text.str(lang), &Resolver::new(site, lang, Named(words)))
}

/// Readers who get the names of what a text links to, pages in the interface's words.
struct Named<'a>(&'a Words);

impl Destination for Named<'_> {
    fn page_name(&self, name: &str) -> String {
        self.0.say(&format!("pages.{name}")).to_string()
    }
}

fn terms(site: &Site, words: &Words, lang: Lang) -> Terms {
    let terms = site.book.glossary.iter().filter_map(|term| {
        let mut forms = vec![term.term.get(lang)?.text.to_string()];
        forms.extend(term.also.get(lang).iter().cloned());
        let definition = plain(site, words, lang, &term.definition);
        Some(Term { id: term.head.id.clone(), forms, definition })
    });
    Terms::new(terms.collect())
}

fn values(site: &Site, words: &Words, lang: Lang) -> Value {
    let (book, settings) = (&site.book, &site.book.settings);
    let menu = [
        ("stages", "stages", View::Stages),
        ("scripts", "scripts", View::Scripts),
        ("quizzes", "quizzes", View::Quizzes),
        ("deals", "deals", View::Deals),
        ("library", "library", View::Library),
    ];
    let menu =
        list(menu.into_iter().filter(|(_, _, view)| site.has(*view)), |(name, icon, view)| {
            map([
                ("name", words.say(&format!("menu.{name}")).into()),
                ("icon", icon.into()),
                ("slug", view.slug(book).into()),
                ("id", name.into()),
            ])
        });
    let or = |text: &Text, word: &'static str| match text.str(lang) {
        "" => Value::from(words.say(word)),
        name => Value::from(name),
    };
    let nameless = [("review", View::Review), ("deals", View::Deals), ("handbook", View::Handbook)];
    let has: Vec<(&'static str, Value)> = named_pages(site)
        .chain(nameless.map(|(name, view)| (name, site.has(view))))
        .map(|(name, there)| (name, there.into()))
        .collect();
    fields([
        ("title", settings.title.str(lang).into()),
        ("tagline", settings.tagline.str(lang).into()),
        ("description", plain(site, words, lang, &settings.description).into()),
        ("release", settings.release.clone().into()),
        ("updated", settings.updated.clone().into()),
        ("updated_on", settings.updated.as_deref().map(|day| date(words, day)).into()),
        ("buyer", or(&settings.buyer_track, "tracks.buyer")),
        ("seller", or(&settings.seller_track, "tracks.seller")),
        ("menu", menu),
        ("has", super::value::from_pairs(has)),
    ])
    .into()
}

/// A day, `YYYY-MM-DD`, as the language writes it.
pub fn date(words: &Words, day: &str) -> String {
    let parts: Vec<&str> = day.split('-').map(|part| part.trim_start_matches('0')).collect();
    let &[year, month, d] = parts.as_slice() else { return day.to_string() };
    let key = format!("calendar.months.{month}");
    fill(words.say("calendar.day"), &[("y", year), ("month", words.say(&key)), ("d", d)])
}

/// What the search says of itself depends on how many languages there are to be found.
fn for_search(book: &Playbook, lang: Lang, words: &Words) -> [(&'static str, String); 2] {
    let languages = &book.settings.languages;
    let own = &languages[lang.0 as usize];
    let other = languages.iter().find(|language| language.id != own.id);
    let hint = match other {
        Some(other) => fill(words.say("find.hint"), &[("language", &other.name)]),
        None => words.say("find.hint_alone").to_string(),
    };
    let about = match languages.len() {
        1 => "about_pages.search_alone",
        2 => "about_pages.search",
        _ => "about_pages.search_all",
    };
    [("find.hint", hint), ("about_pages.search", words.say(about).to_string())]
}

/// One stop on both tracks: our stage and the buyer's beside it.
fn stop(book: &Playbook, n: usize, lang: Lang) -> Value {
    let stage = &book.stages[n];
    let buyer = book.buyer_stage(&stage.buyer_stage.id).map(|b| {
        map([
            ("id", b.head.id.as_str().into()),
            ("number", b.number.into()),
            ("short", b.short_title().str(lang).into()),
            ("title", b.title.str(lang).into()),
        ])
    });
    map([
        ("id", stage.head.id.as_str().into()),
        ("number", stage.number.into()),
        ("short", stage.short_title().str(lang).into()),
        ("title", stage.title.str(lang).into()),
        ("slug", View::Stage(n).slug(book).into()),
        ("buyer", buyer.into()),
    ])
}
