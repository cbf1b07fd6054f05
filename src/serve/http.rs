//! Answers a request: a page from memory, a redirect, a part, "not modified", or the 404 page.
//!
//! [`answer`] is a function from a question to an answer and knows no sockets. What only the
//! preview has, its scripts, its events and its list of faults, lives under the reserved folder
//! `_twotrack/` and is answered in [`own`].

use std::ops::Range;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use xxhash_rust::xxh3::xxh3_64;

use super::editor::Editor;
use super::guard::{self, Names};
use super::head::Refusal;
use super::live::Hub;
use super::range::{self, Span};
use super::{Preview, inject, own};

/// The folder of the preview's own routes, at the root of the site.
pub(super) const RESERVED: &str = "_twotrack";

/// All that answering needs; shared by every worker.
pub(super) struct Service {
    pub preview: Arc<dyn Preview>,
    pub names: Names,
    /// The path under which the site is shown: empty, or `docs/playbook`.
    pub base: String,
    pub hub: Arc<Hub>,
    pub editor: Option<Editor>,
    /// What a page of ours must show to have a file opened.
    pub token: String,
}

/// A request, as far as an answer depends on it.
pub(super) struct Ask<'a> {
    pub method: &'a str,
    pub target: &'a str,
    pub header: &'a dyn Fn(&str) -> Option<&'a str>,
    pub body: &'a [u8],
    /// Whether it comes from this machine.
    pub near: bool,
}

/// What to send. The length that is told is that of `part`.
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub bytes: Arc<[u8]>,
    pub part: Range<usize>,
}

/// An answer, or the wish to be told of changes.
pub(super) enum Verdict {
    Answer(Answer),
    Events,
}

impl Answer {
    pub(super) fn new(status: u16, media: &str, bytes: impl Into<Arc<[u8]>>) -> Answer {
        let bytes = bytes.into();
        let headers = vec![
            ("Content-Type", media.to_owned()),
            ("Cache-Control", "no-store".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
        ];
        Answer { status, headers, part: 0..bytes.len(), bytes }
    }

    pub(super) fn text(status: u16, words: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", format!("{words}\n").into_bytes())
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        let value = value.into();
        match self.headers.iter_mut().find(|(other, _)| *other == name) {
            Some(header) => header.1 = value,
            None => self.headers.push((name, value)),
        }
        self
    }

    pub(super) fn refusal(refusal: &Refusal) -> Answer {
        Answer::text(refusal.status, refusal.reason)
    }

    pub(super) fn method_not_allowed(allowed: &'static str) -> Answer {
        Answer::text(405, &format!("This address answers {allowed}.")).with("Allow", allowed)
    }
}

/// Answers one request.
pub(super) fn answer(service: &Service, ask: &Ask) -> Verdict {
    if let Err(refusal) = service.names.admit(ask.header) {
        return Verdict::Answer(Answer::refusal(&refusal));
    }
    let readable = matches!(ask.method, "GET" | "HEAD");
    let path = match guard::path(ask.target) {
        Ok(path) => path,
        Err(_) if !readable => return Verdict::Answer(Answer::method_not_allowed("GET, HEAD")),
        Err(refusal) => return Verdict::Answer(Answer::refusal(&refusal)),
    };
    let Some(route) = below(&path, &service.base) else {
        return Verdict::Answer(outside(service, &path));
    };
    if let Some(name) = below(route, RESERVED)
        && let Some(verdict) = own::answer(service, ask, name)
    {
        return verdict;
    }
    Verdict::Answer(if readable {
        page(service, ask, route)
    } else {
        Answer::method_not_allowed("GET, HEAD")
    })
}

/// The rest of a path below a folder; every path is below the empty one.
fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// The answer to a path that does not lie below the base path.
fn outside(service: &Service, path: &str) -> Answer {
    if path.is_empty() || path == service.base {
        return redirect(service, "", "");
    }
    let words = format!("This preview shows the site under /{}/.", service.base);
    Answer::text(404, &words)
}

/// What a route leads to.
enum Found {
    Page { route: String, bytes: Arc<[u8]> },
    Elsewhere(String),
    Nothing,
}

fn page(service: &Service, ask: &Ask, route: &str) -> Answer {
    match find(service.preview.as_ref(), route) {
        Found::Page { route, bytes } => deliver(service, ask, &route, bytes),
        Found::Elsewhere(route) => {
            let query = ask.target.split_once('?').map(|(_, query)| query).unwrap_or_default();
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

/// What a path segment may hold as it is; the rest is percent-encoded.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The absolute path of a route, as it stands in an address.
pub(super) fn address(base: &str, route: &str) -> String {
    let slash = if base.is_empty() { "" } else { "/" };
    format!("{slash}{}/{}", utf8_percent_encode(base, PLAIN), utf8_percent_encode(route, PLAIN))
}

/// Sends the browser to another route of the site. It must ask again next time: a redirect that
/// it remembers would outlive the edit that made it.
fn redirect(service: &Service, route: &str, query: &str) -> Answer {
    let (route, anchor) = route.split_once('#').unwrap_or((route, ""));
    let mut location = address(&service.base, route.trim_start_matches('/'));
    for (mark, part) in [('?', query), ('#', anchor)] {
        if !part.is_empty() {
            location.push(mark);
            location.push_str(part);
        }
    }
    Answer::text(302, "The page is elsewhere.").with("Location", location)
}

fn deliver(service: &Service, ask: &Ask, route: &str, bytes: Arc<[u8]>) -> Answer {
    let media = media_type(route);
    // The tag names the site's own bytes; what is injected depends on nothing else.
    let tag = format!("\"{:016x}\"", xxh3_64(&bytes));
    let known = (ask.header)("if-none-match").is_some_and(|tags| names(tags, &tag));
    let bytes = match media {
        HTML => inject::script(&bytes, &service.base, &tag).into(),
        _ => bytes,
    };
    let whole = Answer::new(if known { 304 } else { 200 }, media, bytes)
        .with("Cache-Control", "no-cache")
        .with("ETag", tag.clone())
        .with("Accept-Ranges", "bytes");
    let same = (ask.header)("if-range").is_none_or(|condition| condition == tag);
    match (ask.header)("range").filter(|_| !known && same && ask.method == "GET") {
        Some(wish) => cut(whole, wish),
        None => whole,
    }
}

/// Whether a list of entity tags holds `tag` (or anything, as `*`).
fn names(list: &str, tag: &str) -> bool {
    let list = list.split(',').map(str::trim);
    list.map(|one| one.strip_prefix("W/").unwrap_or(one)).any(|one| one == "*" || one == tag)
}

fn cut(mut whole: Answer, wish: &str) -> Answer {
    let length = whole.bytes.len();
    match range::span(wish, length) {
        Span::Whole => whole,
        Span::Part(part) => {
            let place = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            whole.status = 206;
            whole.part = part;
            whole.with("Content-Range", place)
        }
        Span::Outside => Answer::text(416, "The file is not as long as that.")
            .with("Content-Range", format!("bytes */{length}")),
    }
}

/// The site's own 404 page, in the language of the route where there is one.
fn missing(service: &Service, route: &str) -> Answer {
    let folder = route.split('/').next().unwrap_or_default();
    let own = [format!("{folder}/404.html"), "404.html".to_owned()];
    let page =
        own.iter().filter(|route| !route.starts_with('/')).find_map(|it| service.preview.get(it));
    let page = page.unwrap_or_else(|| inject::missing_page(&service.base).into_bytes().into());
    Answer::new(404, HTML, inject::script(&page, &service.base, "\"\""))
}

const HTML: &str = "text/html; charset=utf-8";

/// The content type of a file, by its ending.
pub(super) fn media_type(route: &str) -> &'static str {
    let name = route.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
