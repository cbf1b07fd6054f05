//! What a format is asked to write, and the readings of texts that every format needs.

use super::Selection;
use super::xml::address;
use crate::exercise::{Deal, Label};
use crate::markdown::{self, Options};
use crate::model::{Action, Lang, Playbook, Quiz, Stage, Text};
use crate::render::{Renderer, file_path};
use crate::site::{ABOUT, Destination, Place, Resolver, Site, View, localized};
use crate::theme::{Words, fill};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A playbook, the part of it that is wanted, and the languages.
pub struct Request<'a> {
    /// Makes the pages and files of the site, byte for byte as a build would.
    pub renderer: &'a Renderer,
    pub site: &'a Site,
    /// At least one; exactly one for a format of one language.
    pub langs: Vec<Lang>,
    pub selection: Selection,
    /// How it is printed, where it is.
    pub paper: Paper,
}

/// What is asked of a format that prints.
pub struct Paper {
    /// The browser that prints; the first that is found if none is named.
    pub browser: Option<PathBuf>,
    /// How long it may take.
    pub limit: Duration,
    /// Whether the answers of quizzes come along; a book of everything has them unless they are
    /// unwanted, a part of it has them only if they are wanted.
    pub key: Option<bool>,
    /// The checklists of stages instead of the stages.
    pub checklist: bool,
    /// Told what is being done, since it takes its time.
    pub progress: fn(&str),
}

impl Default for Paper {
    fn default() -> Paper {
        let limit = Duration::from_secs(1800);
        Paper { browser: None, limit, key: None, checklist: false, progress: |_| {} }
    }
}

impl<'a> Request<'a> {
    pub fn book(&self) -> &'a Playbook {
        &self.site.book
    }

    /// The first of the languages.
    pub fn lang(&self) -> Lang {
        self.langs.first().copied().unwrap_or_default()
    }

    /// The chosen quizzes, in the playbook's order.
    pub fn quizzes(&self) -> impl Iterator<Item = &'a Arc<Quiz>> {
        self.book().quizzes.iter().filter(|quiz| self.selection.has(&quiz.head.id))
    }

    /// Whether a page shows what was chosen.
    pub fn has_page(&self, view: View) -> bool {
        let book = self.book();
        let shown = match view {
            View::Checklist(n) => Some(&book.stages[n].head),
            View::Key(n) => Some(&book.quizzes[n].head),
            View::About => return self.selection.has(ABOUT),
            view => view.item(book).map(|(head, _)| head),
        };
        match shown {
            Some(head) => self.selection.has(&head.id),
            None => self.selection.is_everything(),
        }
    }

    /// The interface's words in a language, with the author's own names for pages.
    pub fn words(&self, lang: Lang) -> &'a Words {
        self.renderer.words(lang)
    }

    /// A text as HTML, in paragraphs if it has several blocks. Links lead to the published site if
    /// its address is known; otherwise their words remain.
    pub fn html(&self, text: &Text, lang: Lang) -> String {
        self.html_for(text, lang, |found| self.elsewhere(found))
    }

    /// The same for readers of a package, who find in it the files that its texts show or link to:
    /// behind `base`, which leads from the text to the package. Each is added to the `files`.
    pub fn packed(&self, text: &Text, lang: Lang, base: &str, files: &PackedFiles) -> String {
        self.html_for(text, lang, |found| Packed { base, files, elsewhere: self.elsewhere(found) })
    }

    fn html_for<D: Destination>(
        &self,
        text: &Text,
        lang: Lang,
        readers: impl FnOnce(Lang) -> D,
    ) -> String {
        let Some((phrase, found)) = text.best(lang) else { return String::new() };
        let raw_html = self.book().settings.raw_html;
        let options = Options { raw_html, heading_shift: 2, ..Options::default() };
        let folder = &*phrase.folder;
        let context = Resolver { folder, ..Resolver::new(self.site, found, readers(found)) };
        markdown::to_inline_html(&phrase.text, &context, &options).trim_end().to_string()
    }

    /// A text's words on one line, without markup.
    pub fn plain(&self, text: &Text, lang: Lang) -> String {
        let Some((phrase, found)) = text.best(lang) else { return String::new() };
        markdown::to_plain(&phrase.text, &self.resolver(found))
    }

    /// The tag of a language, as browsers and other programs know it.
    pub fn tag(&self, lang: Lang) -> &'a str {
        &self.book().settings.languages[lang.0 as usize].tag
    }

    /// A stage by its number and its title.
    pub fn stage(&self, stage: &Stage, lang: Lang) -> String {
        format!("{} {}", stage.number, self.plain(&stage.title, lang))
    }

    /// An option that no author wrote, as HTML.
    pub fn label(&self, label: &Label, lang: Lang) -> String {
        match label {
            Label::Written(text) => self.html(text, lang),
            label => self.renderer.label(label, lang),
        }
    }

    /// A deal to judge, as HTML: where the buyer is and what is done, never where the deal stands.
    pub fn deal(&self, deal: &Deal, lang: Lang) -> String {
        let words = self.words(lang);
        let line = |name: &str, what: &str| format!("<p>{name}{}{what}</p>", words.say("colon"));
        let buyer = deal.buyer.map(|stage| self.plain(&stage.title, lang));
        let buyer = buyer.unwrap_or_else(|| words.say("position.buyer_unknown").to_string());
        let mut html = line(words.say("quiz.buyer"), &buyer);
        if deal.through > 0 {
            let through = fill(words.say("quiz.through"), &[("n", &deal.through.to_string())]);
            html += &line(words.say("quiz.done"), &through);
        }
        for stage in deal.open(self.book()) {
            html += &format!("<p>{}</p>", self.stage(stage, lang));
            for (key, gate) in ["gate.milestone", "gate.success"].into_iter().zip(stage.gates()) {
                let action = |action: &Action| {
                    let done = deal.done.contains(action.head.id.as_str());
                    let word = words.say(if done { "task.done" } else { "task.open" });
                    let text = self.html(&action.text, lang);
                    format!("<li><b>{word}</b>{}{text}</li>", words.say("colon"))
                };
                let actions: String = gate.actions.iter().map(action).collect();
                html += &format!("<p>{}</p><ul>{actions}</ul>", words.say(key));
            }
        }
        html
    }

    /// What ids and links in the playbook's texts mean for someone who reads them elsewhere.
    pub fn resolver(&self, lang: Lang) -> Resolver<'a, Elsewhere<'a>> {
        Resolver::new(self.site, lang, self.elsewhere(lang))
    }

    fn elsewhere(&self, lang: Lang) -> Elsewhere<'a> {
        Elsewhere { site: self.site, lang, words: self.words(lang) }
    }
}

/// Readers outside of the site, who find what links lead to on the published site.
#[derive(Clone, Copy)]
pub struct Elsewhere<'a> {
    site: &'a Site,
    lang: Lang,
    words: &'a Words,
}

impl Destination for Elsewhere<'_> {
    fn place(&self, place: Place) -> Option<String> {
        let page = self.site.absolute(&localized(&self.site.book, self.lang, place.slug))?;
        Some(match place.anchor {
            Some(anchor) => format!("{page}#{anchor}"),
            None => page,
        })
    }

    fn file(&self, path: &str) -> Option<String> {
        self.site.absolute(&crate::render::file_address(path))
    }

    fn page_name(&self, name: &str) -> String {
        self.words.say(&format!("pages.{name}")).to_string()
    }

    fn label(&self, label: markdown::Label) -> &str {
        match self.words.say(label.key()) {
            word if word == label.key() => label.english(),
            word => word,
        }
    }
}

/// The files that travel in a package, by their paths in the playbook.
pub type PackedFiles = Mutex<BTreeSet<String>>;

/// Readers of a package that holds the files of its texts.
struct Packed<'a> {
    base: &'a str,
    files: &'a PackedFiles,
    elsewhere: Elsewhere<'a>,
}

impl Destination for Packed<'_> {
    fn place(&self, place: Place) -> Option<String> {
        self.elsewhere.place(place)
    }

    fn file(&self, path: &str) -> Option<String> {
        if let Ok(mut files) = self.files.lock() {
            files.insert(path.to_string());
        }
        Some(format!("{}{}", self.base, address(&file_path(path))))
    }

    fn page_name(&self, name: &str) -> String {
        self.elsewhere.page_name(name)
    }

    fn label(&self, label: markdown::Label) -> &str {
        self.elsewhere.label(label)
    }
}
