//! How pages look: templates, words of the interface, styles, scripts, icons.
//!
//! The default theme is inside the binary. A playbook lays files of its own on top, one by one:
//! `themes/default/templates/stage.html` replaces that template and nothing else. A theme of
//! another name, chosen in `playbook.yaml`, lies on the default one in the same way. A theme's
//! folder holds
//!
//! - `templates/*.html`: Tera templates; `components/` among them is for shared parts;
//! - `i18n/<language>.yaml`: the interface's own words ([`Words`]);
//! - `css/`: one sheet is made of them, and some stand alone, see `styles`;
//! - `js/`: every script directly in it is joined with what it imports, see `scripts`;
//! - `js/lms/`, `lms/`: script and sheet of a course's launch page;
//! - `icons.svg`: symbols that a template shows by name, see `icons`;
//! - `static/`: files that go to the site's root under their own names.
//!
//! A theme knows no stage and no page: a template is filled with whatever
//! [`render`](crate::render) hands in.

mod check;
mod files;
mod icons;
mod language;
mod number;
mod scripts;
mod styles;
mod words;

use crate::diagnostic::{Report, Span};
use crate::model::Settings;
use crate::source::Source;
use files::Files;
use std::collections::BTreeMap;
use tera::{Context, Kwargs, State, Tera, Value};

pub use files::FOLDER;
pub use language::direction;
pub use number::number;
pub use words::{List, Words, bare, fill, list};

/// A theme, ready to fill templates.
pub struct Theme {
    tera: Tera,
    /// By language id.
    words: BTreeMap<String, Words>,
    /// Sorted by path.
    assets: Vec<Asset>,
    /// The address of each asset below the site's root, by the name a template knows it by.
    names: Value,
    /// What launch pages of courses have beyond a site's, by name: scripts and a sheet.
    course: Vec<(String, Asset)>,
    /// The places of templates that are files of the author's.
    places: BTreeMap<String, Span>,
}

/// A file of the theme that the site carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Below the site's root: `assets/site.3fa90c21.css`.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// A template that could not be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    /// Where, if the template is a file of the author's.
    pub at: Option<Span>,
}

impl Theme {
    /// Reads the theme that the settings name; what is wrong with it is added to the report, and
    /// the default takes its place.
    pub fn load(source: &Source, settings: &Settings, report: &mut Report) -> Theme {
        let files = Files::gather(source, settings, report);
        check::check(&files, settings, report);
        let mut assets = vec![named_by_content("site", "css", styles::join(&files))];
        for (name, sheet) in styles::apart(&files) {
            assets.push(named_by_content(&name, "css", sheet));
        }
        for (name, script) in scripts::bundles(&files, report) {
            assets.push(named_by_content(&name, "js", script));
        }
        let course = vec![
            named_by_content("course", "js", scripts::bundle(&files, "lms/course.js", report)),
            named_by_content("cmi5", "js", scripts::bundle(&files, "lms/cmi5.js", report)),
            named_by_content("course", "css", styles::alone(&files, "lms/course.css")),
        ];
        let names: BTreeMap<String, Value> = (assets.iter().chain(&course))
            .map(|(name, asset)| (name.clone(), Value::from(asset.path.as_str())))
            .collect();
        let mut assets: Vec<Asset> = assets.into_iter().map(|(_, asset)| asset).collect();
        assets.extend(
            files
                .below("static/")
                .map(|(name, file)| Asset { path: name.to_string(), bytes: file.bytes.to_vec() }),
        );
        assets.sort_by(|a, b| a.path.cmp(&b.path));
        let words = words::load(&files, settings, report);
        let (tera, places) = templates(&files, report);
        Theme { tera, words, assets, names: names.into(), course, places }
    }

    /// What a theme depends on, as one number: while it stays the same, so does the theme.
    pub fn stamp(source: &Source, settings: &Settings) -> u64 {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        hash.update(settings.theme.as_bytes());
        for language in &settings.languages {
            hash.update(language.id.as_bytes());
            hash.update(b"\n");
        }
        for noun in &settings.nouns {
            hash.update(format!("{noun:?}").as_bytes());
        }
        for file in source.files().filter(|f| f.path.starts_with(files::FOLDER)) {
            hash.update(file.path.as_bytes());
            hash.update(&file.hash.to_le_bytes());
        }
        hash.digest()
    }

    /// The files that the site carries, sorted by path.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Of what launch pages of courses have the files of these names; an ordinary site carries
    /// none.
    pub fn course(&self, names: [&str; 2]) -> impl Iterator<Item = &Asset> {
        let wanted = move |name: &str| names.contains(&name);
        self.course.iter().filter(move |(name, _)| wanted(name)).map(|(_, asset)| asset)
    }

    /// The addresses of joined files, by name: `site.css` → `assets/site.3fa90c21.css`.
    pub fn asset_names(&self) -> &Value {
        &self.names
    }

    /// The interface's words in a language.
    pub fn words(&self, language: &str) -> &Words {
        // Every language of the settings has its words, if only borrowed ones.
        self.words.get(language).or_else(|| self.words.values().next()).expect("English is there")
    }

    /// Fills a template, for a page in a language by its tag.
    pub fn fill(&self, template: &str, context: &Context, tag: &str) -> Result<String, Fault> {
        let html = self.tera.render(template, context);
        let html = html.map_err(|error| self.fault(template, &error))?;
        Ok(words::shown(html, tag))
    }

    fn fault(&self, template: &str, error: &tera::Error) -> Fault {
        let (name, range, message) = describe(error);
        let name = name.unwrap_or(template);
        let at = self.places.get(name).map(|whole| within(*whole, range));
        Fault { message: format!("template `{name}`: {message}"), at }
    }
}

/// The files inside the binary, sorted by path.
pub fn built_in() -> Vec<(String, &'static [u8])> {
    files::built_in()
}

/// A file whose address changes with its content, so that browsers may keep it for ever.
fn named_by_content(name: &str, ending: &str, text: String) -> (String, Asset) {
    let hash = xxhash_rust::xxh3::xxh3_64(text.as_bytes()) as u32;
    let path = format!("assets/{name}.{hash:08x}.{ending}");
    (format!("{name}.{ending}"), Asset { path, bytes: text.into_bytes() })
}

/// All templates. One of the author's that can't be read gives way to the default of its name.
fn templates(files: &Files, report: &mut Report) -> (Tera, BTreeMap<String, Span>) {
    let mut given: BTreeMap<&str, &files::Layered> = files.below("templates/").collect();
    loop {
        let mut tera = new_tera(files);
        let texts = given.iter().filter_map(|(name, file)| Some((*name, file.text()?)));
        let Err(error) = tera.add_raw_templates(texts) else {
            let places = given.iter().filter_map(|(name, file)| Some((name.to_string(), file.at?)));
            return (tera, places.collect());
        };
        let (name, range, message) = describe(&error);
        let culprit = name.and_then(|n| given.get_key_value(n)).filter(|(_, f)| f.at.is_some());
        let Some((name, file)) = culprit.map(|(n, f)| (*n, *f)) else {
            report.template(None, &message);
            // Without a name to blame, every file of the author's gives way.
            if given.values().all(|f| f.at.is_none()) {
                return (tera, BTreeMap::new());
            }
            given = given.into_iter().filter_map(|(n, f)| Some((n, f.original()?))).collect();
            continue;
        };
        report.template(file.at.map(|whole| within(whole, range)), &message);
        match file.original() {
            Some(original) => given.insert(name, original),
            None => given.remove(name),
        };
    }
}

/// What templates may call; it must be known before they are read.
fn new_tera(files: &Files) -> Tera {
    let mut tera = Tera::new();
    let icons = icons::read(files);
    tera.register_function("icon", move |kwargs: Kwargs, _: &State| {
        let name: &str = kwargs.must_get("name")?;
        icons.get(name).cloned().ok_or_else(|| tera::Error::message(format!("no icon `{name}`")))
    });
    tera.register_filter("fill", words::fill_filter);
    tera
}

type Place<'a> = (Option<&'a str>, Option<std::ops::Range<usize>>, String);

/// The template, the bytes in it and the message of an error.
fn describe(error: &tera::Error) -> Place<'_> {
    match error.kind() {
        tera::ErrorKind::SyntaxError(found) | tera::ErrorKind::RenderingError(found) => {
            (Some(found.filename()), Some(found.span().range.clone()), found.message().to_string())
        }
        kind => (None, None, kind.to_string()),
    }
}

fn within(whole: Span, range: Option<std::ops::Range<usize>>) -> Span {
    range.map_or(whole, |r| Span::new(whole.file, r.start, r.end))
}
