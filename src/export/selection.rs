//! Which part of a playbook is wanted.

use crate::diagnostic::nearest;
use crate::model::{Part, Path, Playbook, Ref, Stage};
use std::collections::BTreeSet;
use std::fmt;

/// The pages that are wanted, by their ids.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// `None`: all of them.
    pages: Option<BTreeSet<String>>,
    /// The ids by which they were chosen.
    named: Vec<String>,
}

/// An id that stands for no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unselectable {
    pub id: String,
    /// A page of a similar id.
    pub near: Option<String>,
}

impl fmt::Display for Unselectable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = &self.id;
        write!(f, "`{id}` is no stage, quiz, learning path or other page of this playbook")?;
        match &self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Unselectable {}

impl Selection {
    /// Everything, or what these ids stand for: a stage with all that belongs to it, a learning
    /// path with all that it leads to, unless they are wanted `alone`; any other page alone.
    ///
    /// # Errors
    /// The first id that is not one of a page.
    pub fn of(book: &Playbook, ids: &[String], alone: bool) -> Result<Selection, Unselectable> {
        if ids.is_empty() {
            return Ok(Selection::default());
        }
        let mut pages = BTreeSet::new();
        for id in ids {
            let found = book.catalogue.find(id).filter(|(_, card)| card.is_page());
            let Some((shelf, _)) = found else {
                let known = book.catalogue.cards().filter(|card| card.is_page());
                let near = nearest(id, known.map(|card| card.id.as_str())).map(String::from);
                return Err(Unselectable { id: id.clone(), near });
            };
            pages.insert(id.clone());
            match &book.catalogue.shelf(shelf).part {
                _ if alone => {}
                Part::Stage(stage) => pages.extend(of_stage(book, stage)),
                Part::Path(path) => pages.extend(of_path(path)),
                _ => {}
            }
        }
        Ok(Selection { pages: Some(pages), named: ids.to_vec() })
    }

    /// Whether a page is wanted.
    pub fn has(&self, page: &str) -> bool {
        self.pages.as_ref().is_none_or(|pages| pages.contains(page))
    }

    /// The ids by which pages were chosen; none for everything.
    pub fn named(&self) -> &[String] {
        &self.named
    }

    pub fn is_everything(&self) -> bool {
        self.pages.is_none()
    }
}

/// What names a stage as its own, and what the stage names.
fn of_stage(book: &Playbook, stage: &Stage) -> Vec<String> {
    let id = stage.head.id.as_str();
    let shelves = book.catalogue.shelves().filter(|shelf| shelf.part.stage() == Some(id));
    let belong = shelves.filter_map(|shelf| shelf.cards.first()).map(|card| card.id.clone());
    let lists = [&stage.scripts, &stage.sources, &stage.quizzes, &stage.guides];
    belong.chain(ids(lists.into_iter().flatten())).collect()
}

fn of_path(path: &Path) -> Vec<String> {
    let chapters = path.chapters.iter();
    let refs = chapters.flat_map(|c| c.read.iter().chain(&c.practise).chain(&c.quiz));
    ids(refs).collect()
}

/// The pages of pointers, which may name a heading too.
fn ids<'a>(refs: impl Iterator<Item = &'a Ref>) -> impl Iterator<Item = String> {
    refs.map(|r| r.page().to_string())
}
