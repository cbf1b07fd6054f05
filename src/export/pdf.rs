//! The handbook or a part of it on paper: a PDF, printed by an installed browser.
//!
//! A stage or a learning path is a book with cover and contents, as the handbook is; a path is read
//! in its own order. Quizzes, checklists and other pages are sheets, one after another.
//!
//! Browsers can't say in the contents on which sheet a chapter begins. So a book is printed twice:
//! once to see where everything stands, and again with the numbers; and once more if that moved
//! anything.

mod files;
mod plan;

use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::print::{self, Pdf, Printer, Quality};
use files::files;
use plan::Plan;
use std::collections::BTreeMap;

pub const FORMAT: Format = Format {
    name: "pdf",
    about: "handbook, stage, path, checklists or quizzes on paper (needs Chromium, Chrome or Edge)",
    ending: "pdf",
    languages: Languages::One,
    write,
};

/// On which sheet each place stands.
type Places = BTreeMap<String, usize>;

/// A first print, and as many more as the numbers in the contents may move something.
const MOST_PRINTS: usize = 5;

/// Dates of a playbook that names none.
const FIRST_DAY: &str = "1980-01-01";

fn write(request: &Request, losses: &mut Losses) -> Result<Vec<u8>, Error> {
    let failed = |error: print::Error| Error::new(error.to_string());
    let paper = &request.paper;
    let plan = Plan::of(request)?;
    let printer = Printer::find(paper.browser.as_deref(), paper.limit).map_err(failed)?;
    print::check_fonts(request.tag(request.lang())).map_err(failed)?;
    let mut places = None;
    if plan.is_book() {
        (paper.progress)("printing once, to see on which page each chapter begins");
        let files = files(request, &plan, Some(&Places::new()))?;
        let draft = printer.print(&files, &plan.path, Quality::Draft).map_err(failed)?;
        places = Pdf::read(draft).and_then(|pdf| pdf.places()).ok();
        if places.is_none() {
            losses.changed(
                "contents",
                None,
                "without page numbers: this browser's PDF can't be read",
            );
        }
    }
    for _ in 0..MOST_PRINTS {
        (paper.progress)("printing");
        let files = files(request, &plan, places.as_ref())?;
        let bytes = printer.print(&files, &plan.path, Quality::Final).map_err(failed)?;
        let Ok(pdf) = Pdf::read(bytes.clone()) else {
            losses.changed("pdf", None, "with today's date and without labels of its pages");
            return Ok(bytes);
        };
        let now = pdf.places().ok();
        if places.is_some() && now != places {
            places = now;
            continue;
        }
        missing_letters(&pdf, losses)?;
        let day = request.book().settings.updated.as_deref().unwrap_or(FIRST_DAY);
        return Ok(pdf.finished(day, plan.is_book()));
    }
    Err(Error::new(format!("the page numbers still move after {MOST_PRINTS} prints")))
}

/// More missing letters than this are those of a whole script.
const MOST_MISSING: usize = 24;

fn missing_letters(pdf: &Pdf, losses: &mut Losses) -> Result<(), Error> {
    let missing = pdf.missing();
    let some: Vec<String> = missing.iter().take(MOST_MISSING).map(char::to_string).collect();
    if missing.len() > MOST_MISSING {
        return Err(Error::new(format!(
            "no font here has {} of the letters, such as {}; install one for their language",
            missing.len(),
            some.join(" ")
        )));
    }
    if !some.is_empty() {
        losses.changed(
            "letters",
            None,
            format!("no font here has {}: boxes in their place", some.join(" ")),
        );
    }
    Ok(())
}
