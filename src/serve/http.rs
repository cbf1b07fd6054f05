//! Answers a request: a page from memory, a redirect, a part, "not modified", or the 404 page.
//!
//! [`answer`] is a function from a question to an answer and knows no sockets. What only the
//! preview has, its scripts, its events and its list of faults, lives under the reserved folder
//! `_twotrack/` and is answered in [`own`].

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::guard;
use super::message::{HTML, Outcome, Request, Response, media_type};
use super::range::{self, Span};
use super::service::{RESERVED, Service, address};
use super::{Preview, inject, own};

/// Answers one request.
pub(super) fn answer(service: &Service, request: &Request) -> Outcome {
    if let Err(refusal) = service.names.admit(request.header) {
        return Outcome::Response(Response::refusal(&refusal));
    }
    let readable = matches!(request.method, "GET" | "HEAD");
    let path = match guard::path(request.target) {
        Ok(path) => path,
        Err(_) if !readable => return Outcome::Response(Response::method_not_allowed("GET, HEAD")),
        Err(refusal) => return Outcome::Response(Response::refusal(&refusal)),
    };
    let Some(route) = below(&path, &service.base) else {
        return Outcome::Response(outside(service, &path));
    };
    if let Some(name) = below(route, RESERVED)
        && let Some(outcome) = own::answer(service, request, name)
    {
        return outcome;
    }
    Outcome::Response(if readable {
        page(service, request, route)
    } else {
        Response::method_not_allowed("GET, HEAD")
    })
}

/// The rest of a path below a folder; every path is below the empty one.
fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// The answer to a path that does not lie below the base path.
fn outside(service: &Service, path: &str) -> Response {
    if path.is_empty() || path == service.base {
        return redirect(service, "", "");
    }
    let words = format!("This preview shows the site under /{}/.", service.base);
    Response::text(404, &words)
}

/// What a route leads to.
enum Found {
    Page { route: String, bytes: Arc<[u8]> },
    Elsewhere(String),
    Nothing,
}

fn page(service: &Service, request: &Request, route: &str) -> Response {
    match find(service.preview.as_ref(), route) {
        Found::Page { route, bytes } => deliver(service, request, &route, bytes),
        Found::Elsewhere(route) => {
            let query = request.target.split_once('?').map(|(_, query)| query).unwrap_or_default();
            redirect(service, &route, query)
        }
        Found::Nothing => missing(service, route),
    }
}

fn find(preview: &dyn Preview, route: &str) -> Found {
    if route.starts_with('/') || route.contains("//") {
        return Found::Nothing;
    }
    let page = |route: String| {
        let bytes = preview.get(&route)?;
        Some(Found::Page { route, bytes })
    };
    let there = |route: String| preview.get(&route).map(|_| Found::Elsewhere(route));
    let found = if route.is_empty() || route.ends_with('/') {
        let bare = route.trim_end_matches('/');
        page(format!("{route}index.html"))
            .or_else(|| (!bare.is_empty()).then(|| there(bare.to_owned())).flatten())
            .or_else(|| there(format!("{bare}.html")))
    } else {
        page(route.to_owned())
            .or_else(|| {
                let folder = there(format!("{route}/index.html"));
                folder.map(|_| Found::Elsewhere(format!("{route}/")))
            })
            .or_else(|| page(format!("{route}.html")))
    };
    found.or_else(|| preview.moved(route).map(Found::Elsewhere)).unwrap_or(Found::Nothing)
}

/// Sends the browser to another route of the site. It must ask again next time: a redirect that
/// it remembers would outlive the edit that made it.
fn redirect(service: &Service, route: &str, query: &str) -> Response {
    let (route, anchor) = route.split_once('#').unwrap_or((route, ""));
    let mut location = address(&service.base, route.trim_start_matches('/'));
    for (mark, part) in [('?', query), ('#', anchor)] {
        if !part.is_empty() {
            location.push(mark);
            location.push_str(part);
        }
    }
    Response::text(302, "The page is elsewhere.").with("Location", location)
}

fn deliver(service: &Service, request: &Request, route: &str, bytes: Arc<[u8]>) -> Response {
    let media = media_type(route);
    // The tag names the site's own bytes; what is injected depends on nothing else.
    let tag = format!("\"{:016x}\"", xxh3_64(&bytes));
    let known = (request.header)("if-none-match").is_some_and(|tags| names(tags, &tag));
    let bytes = match media {
        HTML => inject::script(&bytes, &service.base, &tag).into(),
        _ => bytes,
    };
    let whole = Response::new(if known { 304 } else { 200 }, media, bytes)
        .with("Cache-Control", "no-cache")
        .with("ETag", tag.clone())
        .with("Accept-Ranges", "bytes");
    let same = (request.header)("if-range").is_none_or(|condition| condition == tag);
    match (request.header)("range").filter(|_| !known && same && request.method == "GET") {
        Some(wish) => cut(whole, wish),
        None => whole,
    }
}

/// Whether a list of entity tags holds `tag` (or anything, as `*`).
fn names(list: &str, tag: &str) -> bool {
    let list = list.split(',').map(str::trim);
    list.map(|one| one.strip_prefix("W/").unwrap_or(one)).any(|one| one == "*" || one == tag)
}

fn cut(mut whole: Response, wish: &str) -> Response {
    let length = whole.bytes.len();
    match range::span(wish, length) {
        Span::Whole => whole,
        Span::Part(part) => {
            let place = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            whole.status = 206;
            whole.part = part;
            whole.with("Content-Range", place)
        }
        Span::Outside => Response::text(416, "The file is not as long as that.")
            .with("Content-Range", format!("bytes */{length}")),
    }
}

/// The site's own 404 page, in the language of the route where there is one.
fn missing(service: &Service, route: &str) -> Response {
    let folder = route.split('/').next().unwrap_or_default();
    let own = [format!("{folder}/404.html"), "404.html".to_owned()];
    let page =
        own.iter().filter(|route| !route.starts_with('/')).find_map(|it| service.preview.get(it));
    let page = page.unwrap_or_else(|| inject::missing_page(&service.base).into_bytes().into());
    Response::new(404, HTML, inject::script(&page, &service.base, "\"\""))
}
