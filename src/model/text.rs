//! Texts in several languages, and the head that every item carries.

use super::Wording;
use crate::diagnostic::Span;
use std::sync::Arc;

/// A language of the playbook, by its place in `languages`; 0 is the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Lang(pub u8);

impl Lang {
    pub const DEFAULT: Lang = Lang(0);
}

/// One entry of `languages`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The key under which texts stand, `en`; also the prefix of its pages.
    pub id: String,
    /// Its own name, `中文`.
    pub name: String,
    /// The BCP 47 tag for `lang` and `hreflang`, `zh-CN`.
    pub tag: String,
}

impl Language {
    /// The language that this one is a kind of, if the playbook speaks it too: `fr` for `fr-CA`.
    /// What has no text in the one is taken from the other.
    pub fn parent(&self, all: &[Language]) -> Option<usize> {
        let mut id = self.id.as_str();
        while let Some((shorter, _)) = id.rsplit_once('-') {
            id = shorter;
            if let Some(found) = all.iter().position(|l| l.id == id) {
                return Some(found);
            }
        }
        None
    }
}

/// A text in one language, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pub text: Arc<str>,
    pub span: Span,
    /// Folder below `content/` of its file, from which it names files.
    pub folder: Arc<str>,
}

/// A text in some of the playbook's languages.
///
/// A *name* is plain text on one line; every other text is Markdown. Which it is, the field's
/// documentation says; the type is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Where the whole text stands, whatever the languages.
    pub span: Span,
    /// By language; may be shorter than the list of languages.
    pub phrases: Vec<Option<Phrase>>,
}

impl Text {
    /// The text in exactly this language.
    pub fn get(&self, lang: Lang) -> Option<&Phrase> {
        self.phrases.get(lang.0 as usize)?.as_ref()
    }

    /// The text in this language, else in the default one, else in any; with the language found.
    pub fn best(&self, lang: Lang) -> Option<(&Phrase, Lang)> {
        let find = |l: Lang| self.get(l).map(|p| (p, l));
        find(lang)
            .or_else(|| find(Lang::DEFAULT))
            .or_else(|| (0..self.phrases.len() as u8).map(Lang).find_map(find))
    }

    /// The words of [`best`](Self::best), or nothing.
    pub fn str(&self, lang: Lang) -> &str {
        self.best(lang).map_or("", |(phrase, _)| &phrase.text)
    }

    pub fn is_empty(&self) -> bool {
        self.phrases.iter().all(Option::is_none)
    }
}

/// Several texts.
pub type Texts = Vec<Text>;

/// Plain words by language, such as accepted answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub span: Span,
    pub by_lang: Vec<Vec<String>>,
}

impl Words {
    pub fn get(&self, lang: Lang) -> &[String] {
        self.by_lang.get(lang.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The words of all languages, each once: a learner may well know the other one's term.
    pub fn every(&self) -> Vec<&str> {
        let mut seen = std::collections::HashSet::new();
        let all = self.by_lang.iter().flatten().map(String::as_str);
        all.filter(|word| seen.insert(*word)).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.by_lang.iter().all(Vec::is_empty)
    }
}

/// The id of something else, as the author wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ref {
    pub id: String,
    pub span: Span,
}

impl Ref {
    /// The id without the heading that may stand behind it.
    pub fn page(&self) -> &str {
        self.id.split_once('#').map_or(&*self.id, |(page, _)| page)
    }
}

/// Where a line comes from: facts of a source text, our own writing, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The numbers of the facts, ranges spelled out: `F156`, `F157` …
    pub facts: Vec<String>,
    pub authored: bool,
}

/// What every item carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Given by the author, unique in the playbook, never reused.
    pub id: String,
    /// Where the id is written.
    pub span: Span,
    /// Raised by the author when the meaning changed; 1 at first.
    pub revision: u32,
    pub origin: Origin,
}

/// An item that is one text and nothing more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub head: Head,
    pub text: Text,
}

impl Line {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.text)
    }
}
