//! Runs tiny_http behind the door, and the threads that answer.
//!
//! Its socket lies in a folder that only this user can enter, so nobody comes in but through the
//! [`door`](super::door), which lets in only whole, bounded requests.

use std::io;
use std::os::unix::net::UnixListener;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tempfile::TempDir;
use tiny_http::{Header, Request, Response, Server, StatusCode};

use super::http;
use super::message::{self, Outcome};
use super::service::Service;

/// Threads that answer. More than cores, since some wait for the disk or for each other.
const THREADS: usize = 8;
/// An answer longer than this, in bytes, is sent by a thread of its own: it may not fit into the
/// socket's buffer, and a slow reader would keep a worker.
const LONG: usize = 64 * 1024;

/// The workers; dropping them ends them.
pub(super) struct Workers {
    service: Arc<Service>,
    server: Arc<Server>,
    socket: PathBuf,
    threads: Vec<JoinHandle<()>>,
    _folder: TempDir,
}

impl Workers {
    pub(super) fn start(service: Arc<Service>) -> io::Result<Workers> {
        let folder = tempfile::Builder::new().prefix("twotrack-").tempdir()?;
        let socket = folder.path().join("preview");
        let server = Server::from_listener(UnixListener::bind(&socket)?, None);
        let server = Arc::new(server.map_err(io::Error::other)?);
        let threads = (0..THREADS).map(|number| {
            let (server, service) = (server.clone(), service.clone());
            let work = move || {
                while let Ok(request) = server.recv() {
                    // A page that cannot be rendered must not take the others along.
                    let _ = catch_unwind(AssertUnwindSafe(|| handle(&service, request)));
                }
            };
            thread::Builder::new().name(format!("worker {number}")).spawn(work)
        });
        let threads = threads.collect::<io::Result<Vec<_>>>()?;
        Ok(Workers { service, server, socket, threads, _folder: folder })
    }

    /// Where the workers take requests.
    pub(super) fn socket(&self) -> &Path {
        &self.socket
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.service.hub.close();
        for _ in &self.threads {
            self.server.unblock();
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

fn handle(service: &Arc<Service>, mut request: Request) {
    let mut body = Vec::new();
    if request.as_reader().read_to_end(&mut body).is_err() {
        return;
    }
    let header = |name: &str| {
        let found = request
            .headers()
            .iter()
            .find(|header| header.field.as_str().as_str().eq_ignore_ascii_case(name));
        found.map(|header| header.value.as_str())
    };
    let outcome = http::answer(
        service,
        &message::Request {
            method: request.method().as_str(),
            target: request.url(),
            header: &header,
            body: &body,
            near: header("x-twotrack-near").is_some(),
        },
    );
    match outcome {
        Outcome::Response(response) if response.part.len() > LONG => {
            let started = thread::Builder::new().spawn(move || send(request, response));
            drop(started);
        }
        Outcome::Response(response) => send(request, response),
        Outcome::Events => {
            let service = service.clone();
            let _ = thread::Builder::new()
                .name("events".into())
                .spawn(move || listen(&service, request));
        }
    }
}

fn send(request: Request, response: message::Response) {
    let mut sent = Response::new(
        StatusCode(response.status),
        Vec::with_capacity(response.headers.len()),
        &response.bytes[response.part.clone()],
        Some(response.part.len()),
        None,
    )
    // With a length, the connection can be kept and a download shows how far it is.
    .with_chunked_threshold(usize::MAX);
    for (name, value) in &response.headers {
        if let Ok(header) = Header::from_bytes(name.as_bytes(), value.as_bytes()) {
            sent.add_header(header);
        }
    }
    // A client that has left needs no answer.
    let _ = request.respond(sent);
}

fn listen(service: &Service, request: Request) {
    match service.hub.enter() {
        Some(place) => {
            let _ = place.stream(request.into_writer());
        }
        None => send(
            request,
            message::Response::text(503, "Too many pages listen already.").with("Retry-After", "2"),
        ),
    }
}
