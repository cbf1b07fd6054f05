//! The files of a theme, layer on layer: the default, the author's changes to it, the theme chosen.

use crate::diagnostic::{Report, Span};
use crate::model::Settings;
use crate::source::{File, Source};
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::Arc;

static DEFAULT: Dir = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// Where the author's themes stand.
pub const FOLDER: &str = "themes/";

/// All files of a theme, by path below its folder.
pub struct Files {
    files: BTreeMap<String, Layered>,
}

/// One file, and what it lies on.
#[derive(Clone, Debug)]
pub struct Layered {
    pub bytes: Arc<[u8]>,
    /// The author's file; `None` for one from the binary.
    pub at: Option<Span>,
    below: Option<Box<Layered>>,
}

impl Files {
    /// Lays the author's files over the default theme.
    pub fn gather(source: &Source, settings: &Settings, report: &mut Report) -> Files {
        let mut files = Files { files: BTreeMap::new() };
        for (path, bytes) in built_in() {
            files.files.insert(path, Layered { bytes: bytes.into(), at: None, below: None });
        }
        let own: Vec<&File> = source.files().filter(|f| f.path.starts_with(FOLDER)).collect();
        files.lay(&own, "default");
        if settings.theme != "default" && !files.lay(&own, &settings.theme) {
            let known: Vec<&str> = (own.iter())
                .filter_map(|f| f.path.strip_prefix(FOLDER)?.split_once('/').map(|p| p.0))
                .chain(["default"])
                .collect();
            report.unknown_theme(settings.theme_span, &settings.theme, known);
        }
        files
    }

    /// Lays the files of `themes/<name>/` on top; returns whether there were any.
    fn lay(&mut self, own: &[&File], name: &str) -> bool {
        let folder = format!("{FOLDER}{name}/");
        let mut any = false;
        for file in own {
            let Some(path) = file.path.strip_prefix(&folder) else { continue };
            any = true;
            let below = self.files.remove(path).map(Box::new);
            let layered = Layered { bytes: file.bytes().into(), at: Some(file.start()), below };
            self.files.insert(path.to_string(), layered);
        }
        any
    }

    /// The author's own files, and whether one inside the binary has the same name.
    pub fn own(&self) -> impl Iterator<Item = (&str, &Layered, bool)> {
        let own = self.files.iter().filter(|(_, file)| file.at.is_some());
        own.map(|(path, file)| (path.as_str(), file, file.original().is_some()))
    }

    pub fn get(&self, path: &str) -> Option<&Layered> {
        self.files.get(path)
    }

    /// The files of a folder, by path below it.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Layered)> {
        self.files.iter().filter_map(move |(path, file)| Some((path.strip_prefix(folder)?, file)))
    }
}

/// The files inside the binary, sorted by path.
pub fn built_in() -> Vec<(String, &'static [u8])> {
    fn add(dir: &'static Dir, out: &mut Vec<(String, &'static [u8])>) {
        for file in dir.files() {
            out.push((file.path().to_string_lossy().replace('\\', "/"), file.contents()));
        }
        dir.dirs().for_each(|dir| add(dir, out));
    }
    let mut out = Vec::new();
    add(&DEFAULT, &mut out);
    out.sort();
    out
}

impl Layered {
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// The file of the default theme that this one hides.
    pub fn original(&self) -> Option<&Layered> {
        match &self.below {
            Some(below) => below.original(),
            None => self.at.is_none().then_some(self),
        }
    }

    /// All layers, lowest first.
    pub fn layers(&self) -> Vec<&Layered> {
        let mut layers = self.below.as_ref().map_or(Vec::new(), |b| b.layers());
        layers.push(self);
        layers
    }
}
