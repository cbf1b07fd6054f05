//! Which files of the site belong into a course, and pages that lead nowhere else.
//!
//! Everything is there in the chosen languages, or what was chosen and what it needs to work. A
//! link to what is not there keeps its words and no longer leads anywhere.

use super::{Error, Request};
use crate::render::{Address, Data, Route, unlinked};
use crate::site::View;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The files of the package with their bytes, but for its own.
pub fn files(request: &Request) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut addresses = request.renderer.addresses();
    addresses.retain(|address| belongs(request, address.route));
    let there: BTreeSet<&str> = addresses.iter().map(|address| address.path.as_str()).collect();
    let render = |address: &Address| {
        let bytes = request.renderer.render(address.route);
        let bytes = bytes.map_err(|error| Error::new(error.to_string()))?;
        let bytes = match address.route {
            Route::Page(..) => unlinked(&address.path, bytes, &there),
            _ => bytes,
        };
        Ok((address.path.clone(), bytes))
    };
    addresses.par_iter().map(render).collect()
}

fn belongs(request: &Request, route: Route) -> bool {
    let whole = request.selection.is_everything();
    let speaks = |lang| request.langs.contains(&lang);
    match route {
        Route::Page(view, lang) => speaks(lang) && (whole || is_chosen(request, view)),
        Route::Data(data, lang) => speaks(lang) && (whole || is_needed(request, data)),
        Route::HandbookStyles(lang) | Route::SearchBox(lang) => whole && speaks(lang),
        Route::SearchIndex(_) => whole,
        Route::Asset(_) | Route::File(_) => true,
        Route::Root(_) => false,
        // A learning system has its own ways to find pages and to keep them.
        Route::Items | Route::Robots | Route::Sitemap | Route::WebManifest(_) => false,
        Route::Feed(_) | Route::ServiceWorker => false,
    }
}

/// Whether a page shows what was chosen. Where one quiz was, its answers stay away.
fn is_chosen(request: &Request, view: View) -> bool {
    match view {
        View::Review => true,
        View::Key(_) => false,
        view => request.has_page(view),
    }
}

fn is_needed(request: &Request, data: Data) -> bool {
    let book = request.book();
    match data {
        Data::Quiz(n) => request.selection.has(&book.quizzes[n].head.id),
        Data::Script(n) => request.selection.has(&book.scripts[n].head.id),
        _ => true,
    }
}
