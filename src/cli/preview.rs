//! `twotrack serve`: the playbook in the browser while its author writes.
//!
//! [`Live`] holds the last good site and renders the routes that are asked for. After a save it
//! reads what changed, lays out a new site and puts it in the old one's place; requests that are
//! under way finish with the site they began with. What the edit did not touch, the new site
//! shares with the old one.

#[cfg(test)]
mod tests;

use super::Failure;
use super::project::{Loaded, Project, tally};
use crate::diagnostic::{self, Report};
use crate::model::{Lang, Playbook};
use crate::render::{self, Desk, Renderer, Route, Snapshot};
use crate::serve::{Options, Outcome, Preview, Server, Stop};
use crate::site::{DESK, Site, View};
use crate::source::PLAYBOOK;
use crate::theme::Theme;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Instant, SystemTime};

/// Shows the playbook in a browser and keeps it up to date while you write.
///
/// Pages are rendered when asked for, from memory; nothing is written to disk. A save refreshes
/// the open pages in place. If a file is broken, the last good site stays and every page shows
/// what is wrong.
#[derive(clap::Args)]
pub struct Arguments {
    /// The port; if it is taken, the next free one.
    #[arg(long, short, default_value_t = 4000)]
    port: u16,
    /// The address to listen on. Anything but this machine's own shows your drafts to others.
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// Open the browser.
    #[arg(long)]
    open: bool,
    /// Show guides marked `draft: true` too.
    #[arg(long)]
    drafts: bool,
    /// Show the site below this path, as it will stand on its host.
    #[arg(long, value_name = "PATH", default_value = "")]
    base_path: String,
    /// The command that opens a file, such as `code -g {file}:{line}:{column}`.
    #[arg(long, value_name = "COMMAND")]
    editor: Option<String>,
    /// The theme to use, instead of the playbook's own.
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,
}

pub fn run(root: Option<&Path>, arguments: Arguments) -> Result<ExitCode, Failure> {
    let since = SystemTime::now();
    let start = Instant::now();
    let live = Arc::new(Live::open(root, arguments.drafts, arguments.theme)?);
    let options = Options {
        host: arguments.host,
        port: arguments.port,
        base_path: arguments.base_path,
        editor: arguments.editor,
        since,
        ..Options::default()
    };
    anstream::eprintln!("{} ({} ms)", live.words(), start.elapsed().as_millis());
    let server = Server::start(live, options)?;
    anstream::eprintln!("the trainer's desk, with all that is open: {}{DESK}", server.url());
    anstream::eprintln!("each save shows at once; Ctrl-C ends the preview");
    if arguments.open && open::that_detached(server.url()).is_err() {
        anstream::eprintln!("no browser could be opened; the address is above");
    }
    Stop::on_ctrl_c()?.wait();
    Ok(ExitCode::SUCCESS)
}

/// The playbook in memory.
struct Live {
    root: PathBuf,
    project: Mutex<Project>,
    /// Whether the project was being brought up to date. If it stays so, that was broken off by a
    /// panic, and what the project remembers is not to be trusted.
    underway: AtomicBool,
    state: RwLock<State>,
}

/// What requests see, replaced as a whole.
#[derive(Clone)]
struct State {
    /// The last good site; `None` until there has been one.
    site: Option<Arc<Ready>>,
    /// The present diagnostics, and the same as JSON.
    report: Arc<Report>,
    diagnostics: Arc<str>,
    /// The items when the preview began, for the desk.
    began: Option<Arc<Snapshot>>,
    words: String,
    /// Routes that have gone, and where they went.
    moved: Arc<HashMap<String, String>>,
}

/// A site that can be rendered.
struct Ready {
    site: Arc<Site>,
    renderer: Renderer,
}

impl Ready {
    /// The site of a playbook, after the one that was shown before.
    fn after(before: Option<&Ready>, book: &Arc<Playbook>, theme: &Arc<Theme>) -> Ready {
        let site = match before {
            Some(before) => before.site.after(book.clone()),
            None => Site::new(book.clone()),
        };
        let site = Arc::new(site);
        let renderer = Renderer::new(site.clone(), theme.clone());
        Ready { site, renderer }
    }
}

impl Live {
    fn open(root: Option<&Path>, drafts: bool, theme: Option<String>) -> Result<Live, Failure> {
        let mut project = Project::open(root, drafts, theme)?;
        let (loaded, ready) = project.load_beside(|book, theme| Ready::after(None, book, theme));
        project.show_errors(&loaded.report);
        let state = State::new(&project, loaded, ready, None);
        let root = project.source.root().to_path_buf();
        let (project, state) = (Mutex::new(project), RwLock::new(state));
        Ok(Live { root, project, underway: AtomicBool::new(false), state })
    }

    /// The project. A thread that panicked with it in hand leaves `underway` set, if it matters.
    fn project(&self) -> MutexGuard<'_, Project> {
        self.project.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> State {
        self.state.read().expect("no writer panics").clone()
    }

    /// The trainer's desk, from the last good site and the present faults.
    fn desk(&self, state: &State, ready: &Ready, lang: Lang) -> Option<Arc<[u8]>> {
        let project = self.project();
        let before = state.began.as_deref()?;
        let desk = Desk { report: &state.report, files: &project.source, before };
        ready.renderer.desk(lang, &desk).ok().map(Into::into)
    }

    fn words(&self) -> String {
        self.state().words
    }

    /// Brings the site up to date; `lay_out` makes it from the playbook and the one before it.
    fn rebuild_with(
        &self,
        changed: &[PathBuf],
        lay_out: impl FnOnce(Option<&Ready>, &Arc<Playbook>, &Arc<Theme>) -> Ready + Send,
    ) -> Outcome {
        let mut project = self.project();
        if self.underway.swap(true, Ordering::SeqCst) {
            project.start_over();
        } else if !project.source.refresh_files(changed) {
            self.underway.store(false, Ordering::SeqCst);
            return Outcome::Unchanged;
        }
        let before = self.state();
        let shown = before.site.as_deref();
        let (loaded, ready) = project.load_beside(|book, theme| lay_out(shown, book, theme));
        let broken = loaded.report.has_errors();
        project.show_errors(&loaded.report);
        let next = State::new(&project, loaded, ready, Some(&before));
        let words = next.words.clone();
        self.show(next);
        self.underway.store(false, Ordering::SeqCst);
        // A large playbook takes its time to go; nobody need wait for that.
        std::thread::spawn(move || drop(before));
        if broken { Outcome::Broken(words) } else { Outcome::Rebuilt(words) }
    }

    fn show(&self, next: State) {
        *self.state.write().expect("no writer panics") = next;
    }
}

impl State {
    fn new(
        project: &Project,
        loaded: Loaded,
        ready: Option<Ready>,
        before: Option<&State>,
    ) -> State {
        let diagnostics = diagnostic::json(&loaded.report, &project.source).to_string().into();
        let old = before.and_then(|state| state.site.clone());
        let words = words(&loaded, old.is_some());
        let mut moved = before.map(|state| (*state.moved).clone()).unwrap_or_default();
        let began = before.and_then(|state| state.began.clone());
        let report = Arc::new(loaded.report);
        let Some(ready) = ready.filter(|_| !report.has_errors()) else {
            let moved = Arc::new(moved);
            return State { site: old, report, diagnostics, began, words, moved };
        };
        if let Some(old) = old {
            moved.extend(moves(&old.site, &ready.site));
        }
        let began = began.or_else(|| Some(Arc::new(ready.renderer.snapshot())));
        let site = Some(Arc::new(ready));
        State { site, report, diagnostics, began, words, moved: Arc::new(moved) }
    }
}

/// What stands in the place of a page whose template could not be filled in: what the template
/// engine says. Mended, it becomes the page by itself.
fn unfilled(route: Route, error: &render::Error) -> Option<Vec<u8>> {
    let words = error.message.replace('&', "&amp;").replace('<', "&lt;");
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Template error\
         </title></head>\n\
         <body><h1>This page could not be filled in</h1>\n<pre>{words}</pre></body>\n\
         </html>\n"
    );
    matches!(route, Route::Page(..)).then(|| page.into_bytes())
}

/// `243 items, 2 warnings`, or how many errors keep the last site in place, if there is one.
fn words(loaded: &Loaded, shown: bool) -> String {
    let faults = tally(&loaded.report);
    if loaded.report.has_errors() {
        let stays = "the last good site stays";
        let none = "no page can be shown until that is mended";
        return format!("{faults}; {}", if shown { stays } else { none });
    }
    let items = loaded.book.catalogue.len();
    match faults.as_str() {
        "" => format!("{items} items, no faults"),
        faults => format!("{items} items, {faults}"),
    }
}

/// Pages that have gone while their file is still there under another id.
fn moves(old: &Site, new: &Site) -> BTreeMap<String, String> {
    if new.has_pages_of(old) || old.pages.iter().all(|page| new.page(&page.path).is_some()) {
        return BTreeMap::new();
    }
    let files = |site: &Site| -> HashMap<(u32, Lang), String> {
        let of_page = |view: View| view.item(&site.book).map(|(head, _)| head.span.file.0);
        let pages = site.pages.iter();
        pages.filter_map(|p| Some(((of_page(p.view)?, p.lang), p.path.clone()))).collect()
    };
    let now = files(new);
    let then = files(old).into_iter();
    then.filter(|(_, path)| new.page(path).is_none())
        .filter_map(|(key, path)| Some((path, now.get(&key)?.clone())))
        .collect()
}

impl Preview for Live {
    fn get(&self, route: &str) -> Option<Arc<[u8]>> {
        let state = self.state();
        let ready = state.site.clone()?;
        let found = ready.renderer.find(route)?;
        if let Route::Page(View::Desk, lang) = found {
            return self.desk(&state, &ready, lang);
        }
        match ready.renderer.render(found) {
            Ok(bytes) => Some(bytes.into()),
            Err(error) => Some(unfilled(found, &error)?.into()),
        }
    }

    fn moved(&self, route: &str) -> Option<String> {
        self.state().moved.get(route).cloned()
    }

    fn rebuild(&self, changed: &[PathBuf]) -> Outcome {
        self.rebuild_with(changed, Ready::after)
    }

    fn failed(&self, why: &str) -> String {
        let mut report = Report::new();
        report.internal(why);
        let diagnostics = diagnostic::json(&report, &self.project().source).to_string().into();
        let words = "Twotrack failed inside; the last good site stays, and the next save \
                     tries again. This is not your files' fault: please report it with \
                     the lines above";
        let report = Arc::new(report);
        self.show(State { report, diagnostics, words: words.to_string(), ..self.state() });
        words.to_string()
    }

    fn diagnostics(&self) -> String {
        self.state().diagnostics.to_string()
    }

    fn roots(&self) -> Vec<PathBuf> {
        [PLAYBOOK, "content", "quizzes", "themes"].map(|name| self.root.join(name)).into()
    }

    fn locate(&self, file: &str) -> Option<PathBuf> {
        let path = self.root.join(file);
        path.is_file().then_some(path)
    }
}
