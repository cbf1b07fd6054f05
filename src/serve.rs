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

use std::path::PathBuf;
use std::sync::Arc;

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
    /// stays.
    fn rebuild(&self, changed: &[PathBuf]) -> Outcome;

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
