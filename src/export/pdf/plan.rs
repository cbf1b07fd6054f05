//! What goes on paper, and in which order.

use super::super::{Error, Request};
use crate::model::{Path, Text};
use crate::render::Section;
use crate::site::{SHEETS, View};

/// One print.
pub struct Plan {
    pub job: Job,
    pub title: String,
    /// What the cover says besides, in plain words.
    pub lede: String,
    pub about: String,
    /// Where the page stands that the browser prints.
    pub path: String,
}

pub enum Job {
    /// The wanted pages of the handbook, in its order.
    Handbook,
    /// A learning path, in the order of its chapters.
    Path(Vec<Section>),
    /// Pages one after another.
    Sheets(Vec<View>),
}

impl Plan {
    /// # Errors
    /// When nothing that was chosen can be printed.
    pub fn of(request: &Request) -> Result<Plan, Error> {
        let settings = &request.book().settings;
        let plain = |text: &Text| request.plain(text, request.lang());
        let named = request.selection.named();
        let (title, lede, about) = match (named, names(request)) {
            ([], _) => (&settings.title, plain(&settings.tagline), plain(&settings.description)),
            ([one], _) => (&settings.title, String::new(), about(request, one)),
            (_, names) => (&settings.title, names.join(" · "), String::new()),
        };
        let title = plain(title);
        // A single item gives the book its name.
        let (title, lede) = match &names(request)[..] {
            [name] => (name.clone(), title),
            _ => (title, lede),
        };
        let path = request.site.path(View::Handbook, request.lang());
        Ok(Plan { job: job(request)?, title, lede, about, path })
    }

    /// Whether it has a cover and contents.
    pub fn is_book(&self) -> bool {
        !matches!(self.job, Job::Sheets(_))
    }
}

/// The names of what was chosen by its id.
fn names(request: &Request) -> Vec<String> {
    let catalogue = &request.book().catalogue;
    let cards = request.selection.named().iter().filter_map(|id| catalogue.find(id));
    cards.map(|(_, card)| request.plain(&card.name, request.lang())).collect()
}

/// What the cover says of a stage or a path.
fn about(request: &Request, id: &str) -> String {
    let book = request.book();
    let stage = book.stages.iter().find(|stage| stage.head.id == id).map(|stage| &stage.purpose);
    let path = book.paths.iter().find(|path| path.head.id == id).map(|path| &path.intro);
    stage.or(path).map(|text| request.plain(text, request.lang())).unwrap_or_default()
}

fn job(request: &Request) -> Result<Job, Error> {
    let (book, selection) = (request.book(), &request.selection);
    if request.paper.checklist {
        let stages = book.stages.iter().enumerate();
        let chosen = stages.filter(|(_, stage)| selection.has(&stage.head.id));
        return sheets(chosen.map(|(n, _)| View::Checklist(n)).collect());
    }
    if let [id] = selection.named()
        && let Some(n) = book.paths.iter().position(|path| path.head.id == *id)
    {
        return Ok(Job::Path(sections(request, n, &book.paths[n])));
    }
    let stages = book.stages.iter().map(|stage| &stage.head);
    let paths = book.paths.iter().map(|path| &path.head);
    if stages.chain(paths).any(|head| selection.has(&head.id)) {
        return Ok(Job::Handbook);
    }
    let pages = request.site.pages.iter().filter(|page| page.lang == request.lang());
    let chosen = pages.filter(|page| is_wanted(request, page.view)).map(|page| page.view);
    let keys = |view: View| match view {
        View::Quiz(n) if has_key(request) => vec![view, View::Key(n)],
        View::Key(_) => vec![],
        view => vec![view],
    };
    sheets(chosen.flat_map(keys).collect())
}

fn sheets(views: Vec<View>) -> Result<Job, Error> {
    match views.is_empty() {
        true => Err(Error::new("what was chosen has nothing to print")),
        false => Ok(Job::Sheets(views)),
    }
}

/// Whether the answers of quizzes are printed.
fn has_key(request: &Request) -> bool {
    request.paper.key.unwrap_or(request.selection.is_everything())
}

/// Whether a page is printed.
pub fn is_wanted(request: &Request, view: View) -> bool {
    // Of the index of quizzes the handbook prints the wrong ideas, which give answers away.
    let tells = matches!(view, View::Key(_) | View::Quizzes);
    request.has_page(view) && (!tells || has_key(request))
}

/// A learning path: its own page, then a section for each chapter with what is read, practised and
/// asked there, and the answers at the end.
fn sections(request: &Request, n: usize, path: &Path) -> Vec<Section> {
    let lang = request.lang();
    let plain = |text: &Text| request.plain(text, lang);
    let colon = request.words(lang).say("colon");
    let mut seen = vec![View::Path(n)];
    let mut sections =
        vec![Section { title: plain(&path.title), opens: true, views: seen.clone() }];
    for chapter in &path.chapters {
        let refs = chapter.read.iter().chain(&chapter.practise).chain(&chapter.quiz);
        let mut views = Vec::new();
        for view in refs.filter_map(|to| Some(request.site.place(&to.id)?.view)) {
            if is_read(request, view) && !seen.contains(&view) {
                seen.push(view);
                views.push(view);
            }
        }
        let names = [plain(&chapter.when), plain(&chapter.title)];
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        sections.push(Section { title: names.join(colon), opens: false, views });
    }
    let answers = seen.iter().filter_map(|view| match view {
        View::Quiz(n) if has_key(request) => Some(View::Key(*n)),
        _ => None,
    });
    let title = request.words(lang).say("handbook.answers").to_string();
    sections.push(Section { title, opens: false, views: answers.collect() });
    sections
}

/// Whether a page is one to read, and not one to work with.
fn is_read(request: &Request, view: View) -> bool {
    view.item(request.book()).is_some() || SHEETS.contains(&view) || view == View::Buyer
}
