//! The files that the browser gets: the page to print, and what it shows.
//!
//! Scripts stay behind, so that nothing on paper depends on when they ran. A link to a page that is
//! not in the print leads to the published site, if its address is known; otherwise its words
//! remain.

use super::super::{Error, Request};
use super::Places;
use super::plan::{Job, Plan, is_wanted};
use crate::render::{Book, Contents, Route, relinked};
use crate::site::View;
use std::collections::BTreeSet;

/// What stands in the contents before the numbers are known: as wide as they may be.
const UNKNOWN: &str = "888";

/// What a page shows, by the endings of names.
const SHOWN: &[&str] =
    &["css", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "woff2", "woff", "ttf", "otf"];

type Files = Vec<(String, Vec<u8>)>;

/// All files by their paths. `places` are those that the contents name; without any they have no
/// numbers.
pub fn files(request: &Request, plan: &Plan, places: Option<&Places>) -> Result<Files, Error> {
    let mut files = shown(request)?;
    let html = page(request, plan, places, &mut files)?;
    let there: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
    let elsewhere = |path: &str| request.site.absolute(path);
    let html = relinked(&plan.path, html.into_bytes(), &there, &elsewhere);
    files.push((plan.path.clone(), html));
    Ok(files)
}

/// Style sheets, fonts and pictures.
fn shown(request: &Request) -> Result<Files, Error> {
    let mut addresses = request.renderer.addresses();
    addresses.retain(|address| {
        let ending = address.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        matches!(address.route, Route::Asset(_) | Route::File(_)) && SHOWN.contains(&&*ending)
    });
    let file = |address: crate::render::Address| {
        let bytes = request.renderer.render(address.route);
        Ok((address.path, bytes.map_err(|error| Error::new(error.to_string()))?))
    };
    addresses.into_iter().map(file).collect()
}

/// The page; what belongs to it alone is added to the files.
fn page(
    request: &Request,
    plan: &Plan,
    places: Option<&Places>,
    files: &mut Files,
) -> Result<String, Error> {
    let failed = |error: crate::render::Error| Error::new(error.to_string());
    let lang = request.lang();
    let wanted = |view: View| is_wanted(request, view);
    let contents = match &plan.job {
        Job::Sheets(views) => {
            return request.renderer.printed_sheets(lang, &plan.title, views).map_err(failed);
        }
        Job::Handbook => Contents::Handbook(&wanted),
        Job::Path(sections) => Contents::Sections(sections),
    };
    let folio = |id: &str| {
        let sheet = places?.get(id).map(usize::to_string);
        Some(sheet.unwrap_or_else(|| UNKNOWN.into()))
    };
    let Plan { title, lede, about, .. } = plan;
    let book = Book { lang, contents, title, lede, about };
    let printed = request.renderer.printed_book(&book, &folio).map_err(failed)?;
    files.push((printed.styles_path, printed.styles.into_bytes()));
    Ok(printed.html)
}
