//! Shows a playbook in the browser while its author writes.
//!
//! 1. The `door` takes connections, reads whole, clean requests off them and hands each to
//!    tiny_http over a private socket. It alone meets slow, silent and hostile clients.
//! 2. The `guard` turns away foreign hosts and paths that are no paths of a site.
//! 3. `http` answers: a page from memory, a redirect, a range, "not modified", or the 404 page.
//! 4. `watch` sees the author save, gathers a burst into one list of changed files and has the
//!    playbook rebuilt; `live` then tells every open page, and its script asks whether it is
//!    concerned.
//!
//! This module knows neither parsing nor rendering: whoever serves brings a [`Preview`]. Nothing
//! is written to disk.

mod bind;
mod burst;
mod door;
mod editor;
mod guard;
mod hall;
mod head;
mod http;
mod inject;
mod live;
mod message;
mod own;
mod prints;
mod range;
mod relay;
mod service;
mod stop;
mod watch;
mod workers;

#[cfg(test)]
mod tests;

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

use door::Door;
use editor::Editor;
use guard::Names;
use hall::Limits;
use live::{Counts, Hub};
use service::Service;
pub use stop::Stop;
use watch::Watch;
use workers::Workers;

/// What is previewed: pages from memory, and a way to bring them up to date.
///
/// Many threads call these at once, except [`rebuild`](Preview::rebuild), which only one calls.
/// A request that runs while the playbook is rebuilt gets the old site or the new one, whole.
pub trait Preview: Send + Sync {
    /// The bytes of a route such as `zh/stages/s1.html`: decoded, no leading slash, no query.
    /// `None` if there is no such page or file. The content type follows from the route's ending.
    fn get(&self, route: &str) -> Option<Arc<[u8]>>;

    /// The route to which a vanished route has moved, if that is known.
    fn moved(&self, route: &str) -> Option<String>;

    /// Brings the site up to date after these files were made, changed or removed. The paths
    /// start as [`roots`](Preview::roots) does. If the files have errors, the last good site
    /// stays. A rebuild may panic; the next one must cope with what it left.
    fn rebuild(&self, changed: &[PathBuf]) -> Outcome;

    /// Takes note that a rebuild has panicked, and what it said: until one succeeds,
    /// [`diagnostics`](Preview::diagnostics) tell of it. Gives the words for the terminal.
    fn failed(&self, why: &str) -> String;

    /// All present diagnostics as JSON: `{"errors": n, "warnings": n, "diagnostics": […]}`.
    fn diagnostics(&self) -> String;

    /// The files and folders to watch, absolute. One that does not exist yet is waited for.
    fn roots(&self) -> Vec<PathBuf>;

    /// Where the `file` of a diagnostic lies on disk, to open it in an editor.
    fn locate(&self, file: &str) -> Option<PathBuf>;
}

/// What a rebuild came to, with a few words for the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The files hold what they held before: no page needs a look.
    Unchanged,
    /// A new site is in place.
    Rebuilt(String),
    /// The files have errors; what [`Preview::get`] gives is the last good site.
    Broken(String),
}

/// What the author asked for on the command line.
pub struct Options {
    /// The name or address to listen on; `127.0.0.1` unless the preview is to be seen from other
    /// machines.
    pub host: String,
    /// The port; if it is taken, the next ones are tried. 0 means any free one.
    pub port: u16,
    /// The path under which the site is shown, such as `/docs/playbook/`; empty or `/` for none.
    pub base_path: String,
    /// The command that opens a file, such as `code -g {file}:{line}:{column}`. `None` asks
    /// `$VISUAL` and `$EDITOR` for an editor with a window; an empty one means no editor.
    pub editor: Option<String>,
    /// When the caller began to read the files: what was written since is read again.
    pub since: SystemTime,
    /// Tells the author something, one line or more.
    pub say: Box<dyn Fn(&str) + Send + Sync>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            host: "127.0.0.1".to_owned(),
            port: 4000,
            base_path: String::new(),
            editor: None,
            since: SystemTime::now(),
            say: Box::new(|line| anstream::eprintln!("{line}")),
        }
    }
}

/// Answers requests until dropped. Dropping it closes every connection and ends every thread.
///
/// The parts end in the order in which they stand: no caller, no events, no worker.
pub struct Server {
    url: String,
    _door: Door,
    _watch: Watch,
    _workers: Workers,
}

impl Server {
    /// Starts to serve and to watch.
    ///
    /// # Errors
    /// If the host is none of this machine's, if no port near the wanted one is free, or if the
    /// system refuses a socket or a thread.
    pub fn start(preview: Arc<dyn Preview>, options: Options) -> io::Result<Server> {
        let listener = bind::listen(&options.host, options.port, &options.say)?;
        let address = listener.local_addr()?;
        let base = options.base_path.trim_matches('/').to_owned();
        let place = bind::shown(&options.host, address);
        let url = format!("http://{place}{}", service::address(&base, ""));
        let hub = Arc::new(Hub::new(counts(preview.as_ref())));
        let service = Arc::new(Service {
            preview: preview.clone(),
            names: Names::new(&options.host, address.ip()),
            base,
            hub: hub.clone(),
            editor: Editor::find(options.editor.as_deref(), |name| std::env::var(name).ok()),
            token: live::secret(),
        });
        let workers = Workers::start(service)?;
        let door = Door::open(listener, workers.socket().to_owned(), Limits::fitting())?;
        (options.say)(&format!("the preview is at {url}"));
        let (roots, since) = (preview.roots(), options.since);
        let watch = Watch::start(roots, since, refresher(preview, hub, options.say))?;
        Ok(Server { url, _door: door, _watch: watch, _workers: workers })
    }

    /// The address to open in a browser.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// What happens upon each save: rebuild, say so in the terminal, tell the open pages.
fn refresher(
    preview: Arc<dyn Preview>,
    hub: Arc<Hub>,
    say: Box<dyn Fn(&str) + Send + Sync>,
) -> impl watch::Listener {
    move |news| {
        let (changed, since) = match news {
            Ok(news) => news,
            Err(notice) => return say(&notice),
        };
        let began = Instant::now();
        let rebuilt = catch_unwind(AssertUnwindSafe(|| preview.rebuild(&changed)));
        let took = began.elapsed();
        let words = match rebuilt {
            Ok(Outcome::Unchanged) => return,
            Ok(Outcome::Rebuilt(words) | Outcome::Broken(words)) => words,
            Err(panic) => preview.failed(panic_words(panic.as_ref())),
        };
        hub.announce(counts(preview.as_ref()));
        let total = since.elapsed();
        say(&format!(
            "{words} ({} ms, {} ms after the save began)",
            took.as_millis(),
            total.as_millis()
        ));
    }
}

/// What a panic said.
fn panic_words(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("it did not say why")
}

/// How many faults the playbook has at present.
fn counts(preview: &dyn Preview) -> Counts {
    serde_json::from_str(&preview.diagnostics()).unwrap_or_default()
}
