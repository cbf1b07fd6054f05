//! `twotrack serve`: the playbook in the browser while its author writes.
//!
//! [`Live`] holds the last good site and renders the routes that are asked for. After a save it
//! reads what changed, lays out a new site and puts it in the old one's place; requests that are
//! under way finish with the site they began with.

use super::Failure;
use super::project::{Loaded, Project, tally};
use crate::diagnostic::{self, Report};
use crate::model::{Lang, Playbook};
use crate::render::{Desk, Renderer, Snapshot};
use crate::serve::{Options, Outcome, Preview, Server, Stop};
use crate::site::{DESK, Site, View, localized};
use crate::source::PLAYBOOK;
use crate::theme::Theme;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, RwLock};
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
    anstream::println!(
        "{} ({} ms); Ctrl-C ends the preview",
        live.words(),
        start.elapsed().as_millis()
    );
    let server = Server::start(live, options)?;
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
    fn new(book: &Arc<Playbook>, theme: &Arc<Theme>) -> Ready {
        let site = Arc::new(Site::new(book.clone()));
        let renderer = Renderer::new(site.clone(), theme.clone());
        Ready { site, renderer }
    }
}

impl Live {
    fn open(root: Option<&Path>, drafts: bool, theme: Option<String>) -> Result<Live, Failure> {
        let mut project = Project::open(root, drafts, theme)?;
        let (loaded, ready) = project.load_beside(Ready::new);
        project.show_errors(&loaded.report);
        let state = State::new(&project, loaded, ready, None);
        let root = project.source.root().to_path_buf();
        Ok(Live { root, project: Mutex::new(project), state: RwLock::new(state) })
    }

    fn state(&self) -> State {
        self.state.read().expect("no writer panics").clone()
    }

    /// The trainer's desk, from the last good site and the present faults.
    fn desk(&self, state: &State, ready: &Ready, lang: Lang) -> Option<Arc<[u8]>> {
        let project = self.project.lock().expect("a rebuild that panics ends the preview");
        let before = state.began.as_deref()?;
        let desk = Desk { report: &state.report, files: &project.source, before };
        ready.renderer.desk(lang, &desk).ok().map(Into::into)
    }

    fn words(&self) -> String {
        self.state().words
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
        let words = words(&loaded);
        let old = before.and_then(|state| state.site.clone());
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

/// `243 pages, 2 warnings`, or how many errors keep the last site in place.
fn words(loaded: &Loaded) -> String {
    let faults = tally(&loaded.report);
    if loaded.report.has_errors() {
        return format!("{faults}; the last good site stays");
    }
    let items = loaded.book.entries().len();
    match faults.as_str() {
        "" => format!("{items} items, no faults"),
        faults => format!("{items} items, {faults}"),
    }
}

/// Pages that have gone while their file is still there under another id.
fn moves(old: &Site, new: &Site) -> BTreeMap<String, String> {
    if old.pages.iter().all(|page| new.page(&page.path).is_some()) {
        return BTreeMap::new();
    }
    let files = |site: &Site| -> HashMap<(u32, Lang), String> {
        let of_page = |view: View| {
            let book = &site.book;
            let head = match view {
                View::Stage(n) => &book.stages[n].head,
                View::Script(n) => &book.scripts[n].head,
                View::Source(n) => &book.sources[n].head,
                View::Guide(n) => &book.guides[n].head,
                View::Quiz(n) => &book.quizzes[n].head,
                View::Path(n) => &book.paths[n].head,
                View::Case(n) => &book.cases[n].head,
                _ => return None,
            };
            Some(head.span.file.0)
        };
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
        if let Some(lang) =
            ready.site.book.langs().find(|l| localized(&ready.site.book, *l, DESK) == route)
        {
            return self.desk(&state, &ready, lang);
        }
        ready.renderer.render(route).ok().map(Into::into)
    }

    fn moved(&self, route: &str) -> Option<String> {
        self.state().moved.get(route).cloned()
    }

    fn rebuild(&self, changed: &[PathBuf]) -> Outcome {
        let mut project = self.project.lock().expect("a rebuild that panics ends the preview");
        if !project.source.refresh_files(changed) {
            return Outcome::Unchanged;
        }
        let (loaded, ready) = project.load_beside(Ready::new);
        let broken = loaded.report.has_errors();
        let next = State::new(&project, loaded, ready, Some(&self.state()));
        let words = next.words.clone();
        let old = std::mem::replace(&mut *self.state.write().expect("no writer panics"), next);
        // A large site takes its time to go; nobody need wait for that.
        std::thread::spawn(move || drop(old));
        if broken { Outcome::Broken(words) } else { Outcome::Rebuilt(words) }
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
