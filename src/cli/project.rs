//! A playbook on disk, read and checked.

use super::Failure;
use crate::check::Checker;
use crate::diagnostic::{self, Report};
use crate::model::{Playbook, Settings};
use crate::parse::Parser;
use crate::source::{self, Source};
use crate::theme::Theme;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that building and previewing start from.
pub struct Project {
    pub source: Source,
    drafts: bool,
    parser: Parser,
    checker: Checker,
    /// Instead of the playbook's own theme.
    theme: Option<String>,
    /// The last sound theme, with the stamp of its files.
    known: Option<(u64, Arc<Theme>)>,
}

/// What was read in one go.
pub struct Loaded {
    pub book: Arc<Playbook>,
    pub theme: Arc<Theme>,
    pub report: Report,
}

impl Project {
    /// Opens the playbook that `root`, or else the current folder, is in.
    pub fn open(
        root: Option<&Path>,
        drafts: bool,
        theme: Option<String>,
    ) -> Result<Project, Failure> {
        let root = find(root)?;
        Ok(Project::at(&root, drafts, theme))
    }

    fn at(root: &Path, drafts: bool, theme: Option<String>) -> Project {
        let (source, parser, checker) =
            (Source::load(root), Parser::new(drafts), Checker::default());
        Project { source, drafts, parser, checker, theme, known: None }
    }

    /// Reads everything again, as if nothing were known of it.
    pub fn start_over(&mut self) {
        *self = Project::at(self.source.root(), self.drafts, self.theme.take());
    }

    /// Parses and checks; what has not changed since the last time is not read again.
    pub fn load(&mut self) -> Loaded {
        self.load_beside(|_, _| ()).0
    }

    /// The same, with something else done to the playbook while it is checked, if every file of
    /// it could be read.
    pub fn load_beside<T: Send>(
        &mut self,
        work: impl FnOnce(&Arc<Playbook>, &Arc<Theme>) -> T + Send,
    ) -> (Loaded, Option<T>) {
        let mut report = Report::new();
        let book = Arc::new(self.parser.playbook(&self.source, &mut report));
        let theme = self.load_theme(&book.settings, &mut report);
        let sound = !report.has_errors();
        let checker = &mut self.checker;
        let (_, done) = rayon::join(
            || checker.check(&book, &mut report),
            || sound.then(|| work(&book, &theme)),
        );
        report.sort();
        (Loaded { book, theme, report }, done)
    }

    /// The theme, read again only if its files or the languages have changed.
    fn load_theme(&mut self, settings: &Settings, report: &mut Report) -> Arc<Theme> {
        let mut settings = settings.clone();
        settings.theme = self.theme.clone().unwrap_or(settings.theme);
        let stamp = Theme::stamp(&self.source, &settings);
        if let Some((_, theme)) = self.known.as_ref().filter(|(known, _)| *known == stamp) {
            return theme.clone();
        }
        let mut faults = Report::new();
        let theme = Arc::new(Theme::load(&self.source, &settings, &mut faults));
        // A faulty theme is read again, so that its faults are told again.
        self.known = faults.is_empty().then(|| (stamp, theme.clone()));
        report.extend(&faults);
        theme
    }

    /// Shows the errors, and leaves warnings to `check`.
    pub fn show_errors(&self, report: &Report) {
        if report.has_errors() {
            self.show(report);
        }
    }

    /// Shows faults on the terminal's error stream.
    pub fn show(&self, report: &Report) {
        let colour = std::io::stderr().is_terminal();
        anstream::eprint!("{}", diagnostic::terminal(report, &self.source, colour));
    }
}

/// The folder of the playbook.
pub fn find(root: Option<&Path>) -> Result<PathBuf, Failure> {
    let start = root.unwrap_or(Path::new("."));
    if !start.is_dir() {
        return Err(format!("`{}` is not a folder", start.display()).into());
    }
    source::find_root(start).ok_or_else(|| {
        let named = || format!("`{}`", start.display());
        let place = if root.is_some() { named() } else { "this folder".into() };
        format!(
            "there is no `playbook.yaml` in {place} or above it\n  \
             `twotrack new my-playbook` makes \
             a small playbook to start from"
        )
        .into()
    })
}

/// `3 errors and 1 warning`, or nothing.
pub fn tally(report: &Report) -> String {
    let count = |n: usize, word: &str| match n {
        0 => None,
        1 => Some(format!("1 {word}")),
        n => Some(format!("{n} {word}s")),
    };
    let parts = [count(report.errors(), "error"), count(report.warnings(), "warning")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}
