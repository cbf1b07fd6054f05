//! A playbook as plain data: what a trainer means, whatever files it came from.
//!
//! [`parse`](crate::parse) fills these types, [`check`](crate::check) questions them,
//! [`site`](crate::site) makes pages of them. Every item that a person can read, tick or answer
//! has a [`Head`]: an author-given id that is never reused, a revision, and where it comes from.
//!
//! Nothing here knows YAML, HTML or the disk. The number of stages, their names, the languages
//! and every weight are data: no rule of a particular sales method is written in these types,
//! except that a stage has two gates.

mod catalogue;
mod entry;
mod kind;
mod learn;
mod library;
mod reference;
mod script;
mod stage;
mod text;
mod wording;
mod words;

pub use catalogue::{Card, Catalogue, Shelf, hash_of};
pub use entry::{Entry, Home, PAGES, Part};
pub use kind::{Group, Kind, OVERVIEW, SECTION};
pub use learn::{
    Answer, Ask, Blank, Case, Chapter, Choice, Expect, Misconception, Pair, Path, Question, Quiz,
    Reject, Situation, Snapshot, State, Verdict,
};
pub use library::{
    Cell, Dimension, Dimensions, Guide, GuideBody, Matrix, Perspective, PerspectiveKind, ScoreItem,
    Scorecard, Source, Term, Weight,
};
pub use reference::{Reference, Want, find_file};
pub use script::{
    Channel, Compare, Next, Node, Objection, Outcome, Quality, Script, ScriptKind, Speaker, Step,
};
pub use stage::{
    Action, Appraisal, BuyerStage, Condition, Conditions, Gate, Meeting, Recommended, Risk, Stage,
    WorkItem,
};
pub use text::{Head, Lang, Language, Line, Origin, Phrase, Ref, Text, Texts, Words};
pub use wording::{Role, Wording};

use crate::diagnostic::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// Everything the author wrote, in the author's order.
///
/// Parts are shared (`Arc`), so that a preview that reparses one file keeps all the others.
#[derive(Clone, Debug, Default)]
pub struct Playbook {
    pub settings: Arc<Settings>,
    /// Sorted by number.
    pub stages: Vec<Arc<Stage>>,
    pub buyer: Arc<Buyer>,
    pub scripts: Vec<Arc<Script>>,
    /// Lead sources, sorted by number.
    pub sources: Vec<Arc<Source>>,
    pub dimensions: Arc<Dimensions>,
    pub matrix: Arc<Matrix>,
    pub scorecard: Arc<Scorecard>,
    pub glossary: Arc<Vec<Term>>,
    /// Sorted by section order, then `order`, then id.
    pub guides: Vec<Arc<Guide>>,
    pub paths: Vec<Arc<Path>>,
    pub cases: Vec<Arc<Case>>,
    pub quizzes: Vec<Arc<Quiz>>,
    pub misconceptions: Arc<Vec<Misconception>>,
    /// Pictures and other files that guides may show: path below the playbook's root.
    pub files: Vec<Arc<Attachment>>,
    /// Every pointer of every file, for `check`.
    pub references: Vec<Arc<Vec<Reference>>>,
    /// Ids of guides that are drafts and left out of this build.
    pub drafts: Vec<String>,
    /// Ids that seem to be given in files that could not be read. What points at one of them is
    /// not blamed for it.
    pub lost: Vec<String>,
    /// Paths below `content/` of the files and folders of which not even the text is known. What
    /// points somewhere may point at something in them.
    pub unread: Vec<String>,
    /// Folders and names, without ending, of the files that could not be read.
    pub broken: Vec<String>,
    /// Every item by its id.
    pub catalogue: Catalogue,
}

/// The head of `playbook.yaml`.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub span: Span,
    pub title: Text,
    pub tagline: Text,
    pub description: Text,
    /// The first is the default.
    pub languages: Vec<Language>,
    /// Absolute address of the published site, without a trailing slash; canonical links, the
    /// sitemap and the feed need it.
    pub base_url: Option<String>,
    pub release: Option<String>,
    /// `YYYY-MM-DD`: the day the feed and the sitemap give, since a build must not ask the clock.
    pub updated: Option<String>,
    pub theme: String,
    /// Where the theme is named.
    pub theme_span: Span,
    pub raw_html: bool,
    /// Whether there is a handbook to print; `None`: unless the playbook is too long to be printed.
    pub handbook: Option<bool>,
    pub headline: Text,
    pub lead: Text,
    pub buyer_track: Text,
    pub seller_track: Text,
    /// Shelves of the library, in order.
    pub sections: Vec<Section>,
    pub policy: Policy,
    /// What the trade calls things, where it is not what the interface calls them.
    pub nouns: Vec<Noun>,
}

/// A noun of the trade in each language.
#[derive(Clone, Debug, Default, Hash)]
pub struct Noun {
    /// What the interface calls it: `deal`.
    pub name: &'static str,
    pub span: Span,
    /// By language, then by the form's name: `one`, `other`, `a`.
    pub forms: Vec<Vec<(String, String)>>,
}

/// The nouns that a trade may have its own for.
pub const NOUNS: [&str; 5] = ["deal", "buyer", "seller", "customer", "rep"];

/// A shelf of the library.
#[derive(Clone, Debug, Default)]
pub struct Section {
    pub id: String,
    pub span: Span,
    /// Name.
    pub title: Text,
}

/// What a playbook says about deals beyond the strict rule: labels, advice, a limit if any.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// From this many stages behind, the tool recommends to give up; `None`: people decide.
    pub give_up_gap: Option<u32>,
    /// For this many days after a stage is completed a gap of one is fresh; `None`: never.
    pub fresh_days: Option<u32>,
    /// Name of the state before the first stage.
    pub not_started: Text,
    pub in_sync: Texts,
    /// In place of `behind`, `catch_up` and `give_up` while a gap of one is fresh.
    pub fresh: Texts,
    pub behind: Texts,
    pub catch_up: Texts,
    pub give_up: Texts,
    pub ahead: Texts,
    pub unknown: Texts,
}

/// The buyer's own process.
#[derive(Clone, Debug, Default)]
pub struct Buyer {
    pub intro: Text,
    /// Sorted by number.
    pub stages: Vec<BuyerStage>,
}

/// A picture or another file below `content/`.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The start of the file.
    pub at: Span,
    /// `/`-separated, relative to `content/`.
    pub path: String,
    pub bytes: Arc<[u8]>,
    /// Width and height in pixels, of a picture that could be measured.
    pub size: Option<(u32, u32)>,
}

/// The folder below `content/` whose files stand at the root of the site.
pub const ROOT_FILES: &str = "root/";

impl Attachment {
    /// Its path in the site, if its folder gives one.
    pub fn root_path(&self) -> Option<&str> {
        self.path.strip_prefix(ROOT_FILES)
    }
}

impl Playbook {
    /// Which of the [`files`](Self::files) the site carries: those that a text names, and those
    /// that hosts look for. Where texts may hold HTML, nobody can tell, so there it carries all.
    pub fn named_files(&self) -> Vec<bool> {
        let is_sure = |file: &Arc<Attachment>| self.settings.raw_html || file.root_path().is_some();
        let mut named: Vec<bool> = self.files.iter().map(is_sure).collect();
        let places: HashMap<&str, usize> =
            self.files.iter().enumerate().map(|(n, file)| (file.path.as_str(), n)).collect();
        let pointers = self.references.iter().flat_map(|list| list.iter());
        for it in pointers.filter(|it| matches!(it.want, Want::Url | Want::Picture)) {
            if let Some(n) = find_file(&it.folder, &it.to, |path| places.get(path).copied()) {
                named[n] = true;
            }
        }
        named
    }

    /// Whether some file with ids in it could not be read.
    pub fn may_hold_more(&self) -> bool {
        let holds_ids = |path: &String| {
            let name = path.rsplit('/').next().unwrap_or(path);
            !name.contains('.') || name.ends_with(".yaml") || name.ends_with(".md")
        };
        self.unread.iter().any(holds_ids)
    }

    /// All languages, default first.
    pub fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..self.settings.languages.len() as u8).map(Lang)
    }

    pub fn stage(&self, id: &str) -> Option<&Arc<Stage>> {
        self.stages.iter().find(|s| s.head.id == id)
    }

    pub fn buyer_stage(&self, id: &str) -> Option<&BuyerStage> {
        self.buyer.stages.iter().find(|s| s.head.id == id)
    }
}

impl Settings {
    /// The texts of the playbook as a whole.
    pub fn wording(&self) -> Wording<'_> {
        let policy = &self.policy;
        let advice = [&policy.in_sync, &policy.behind, &policy.catch_up, &policy.give_up]
            .into_iter()
            .chain([&policy.ahead, &policy.unknown]);
        Wording::of(&self.title)
            .further([&self.tagline, &self.description, &self.headline, &self.lead])
            .further([&self.buyer_track, &self.seller_track])
            .further(self.sections.iter().map(|section| &section.title))
            .further([&policy.not_started])
            .further(advice.flatten())
    }
}

impl Buyer {
    /// The texts of the page as a whole; its name is the interface's.
    pub fn wording(&self) -> Wording<'_> {
        Wording::nameless().further([&self.intro])
    }
}
