//! Requests and responses, without sockets.

use std::ops::Range;
use std::sync::Arc;

use super::head::Refusal;

/// A request, as far as an answer depends on it.
pub(super) struct Request<'a> {
    pub method: &'a str,
    pub target: &'a str,
    pub header: &'a dyn Fn(&str) -> Option<&'a str>,
    pub body: &'a [u8],
    /// Whether it comes from this machine.
    pub near: bool,
}

/// What to send. The length that is told is that of `part`.
pub(super) struct Response {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub bytes: Arc<[u8]>,
    pub part: Range<usize>,
}

/// An answer, or the wish to be told of changes.
pub(super) enum Outcome {
    Response(Response),
    Events,
}

impl Response {
    pub(super) fn new(status: u16, media: &str, bytes: impl Into<Arc<[u8]>>) -> Response {
        let bytes = bytes.into();
        let headers = vec![
            ("Content-Type", media.to_owned()),
            ("Cache-Control", "no-store".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
        ];
        Response { status, headers, part: 0..bytes.len(), bytes }
    }

    pub(super) fn text(status: u16, words: &str) -> Response {
        Response::new(status, "text/plain; charset=utf-8", format!("{words}\n").into_bytes())
    }

    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Response {
        let value = value.into();
        match self.headers.iter_mut().find(|(other, _)| *other == name) {
            Some(header) => header.1 = value,
            None => self.headers.push((name, value)),
        }
        self
    }

    pub(super) fn refusal(refusal: &Refusal) -> Response {
        Response::text(refusal.status, refusal.reason)
    }

    pub(super) fn method_not_allowed(allowed: &'static str) -> Response {
        Response::text(405, &format!("This address answers {allowed}.")).with("Allow", allowed)
    }
}

/// The content type of a page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

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
