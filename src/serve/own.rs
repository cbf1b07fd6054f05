//! The routes that only a preview has: its scripts and sheet, the events, the list of faults,
//! and the door to the author's editor.
//!
//! Any other name below the reserved folder is asked of the playbook like a page.

use serde::{Deserialize, Serialize};

use super::live::State;
use super::message::{Outcome, Request, Response, media_type};
use super::service::{RESERVED, Service, address};

/// The files that the browser gets, by name.
const FILES: [(&str, &str); 7] = [
    ("live.js", include_str!("live.js")),
    ("page.js", include_str!("page.js")),
    ("morph.js", include_str!("morph.js")),
    ("stream.js", include_str!("stream.js")),
    ("overlay.js", include_str!("overlay.js")),
    ("places.js", include_str!("places.js")),
    ("live.css", include_str!("live.css")),
];

/// Answers a name below the reserved folder; `None` if it is none of ours.
pub(super) fn answer(service: &Service, request: &Request, name: &str) -> Option<Outcome> {
    let file = FILES.iter().find(|(file, _)| *file == name);
    let readable = matches!(request.method, "GET" | "HEAD");
    let answer = match (name, file) {
        ("edit", _) if request.method == "POST" => edit(service, request),
        ("edit", _) => Response::method_not_allowed("POST"),
        ("events" | "state.json" | "diagnostics.json", _) | (_, Some(_)) if !readable => {
            Response::method_not_allowed("GET, HEAD")
        }
        ("events", _) if request.method == "GET" => return Some(Outcome::Events),
        ("events", _) => Response::new(200, "text/event-stream", Vec::new()),
        ("state.json", _) => json(&Greeting::of(service)),
        ("diagnostics.json", _) => {
            Response::new(200, media_type(name), service.preview.diagnostics().into_bytes())
        }
        (_, Some((name, text))) => Response::new(200, media_type(name), text.as_bytes()),
        _ => return None,
    };
    Some(Outcome::Response(answer))
}

/// What a page learns when it begins to listen.
#[derive(Serialize)]
struct Greeting<'a> {
    #[serde(flatten)]
    state: State,
    /// Where the preview's own files lie.
    home: String,
    /// Whether a fault can be opened in the author's editor from here.
    editor: bool,
    token: &'a str,
}

impl Greeting<'_> {
    fn of(service: &Service) -> Greeting<'_> {
        Greeting {
            state: service.hub.state(),
            home: address(&service.base, &format!("{RESERVED}/")),
            editor: service.editor.is_some(),
            token: &service.token,
        }
    }
}

fn json(value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => Response::new(200, media_type("x.json"), bytes),
        Err(error) => Response::text(500, &error.to_string()),
    }
}

/// A place in a file, as a fault names it.
#[derive(Deserialize)]
struct Place {
    file: String,
    line: u32,
    column: u32,
}

/// Opens a file in the author's editor. Starting a program is asked of this machine only, by a
/// page that could read the token.
fn edit(service: &Service, request: &Request) -> Response {
    if !request.near || (request.header)("x-twotrack-token") != Some(service.token.as_str()) {
        return Response::text(403, "Only the preview's own page on this machine may open files.");
    }
    let Some(editor) = &service.editor else {
        return Response::text(404, "No editor is set. Start the preview with --editor.");
    };
    let Ok(place) = serde_json::from_slice::<Place>(request.body) else {
        return Response::text(400, "A place is a file, a line and a column.");
    };
    let Some(path) = service.preview.locate(&place.file) else {
        return Response::text(404, "The playbook has no such file.");
    };
    match editor.open(&path, place.line, place.column) {
        Ok(()) => Response::new(204, "text/plain", Vec::new()),
        Err(error) => Response::text(500, &format!("{editor} did not start: {error}")),
    }
}
