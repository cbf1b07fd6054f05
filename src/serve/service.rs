//! What answering stands on: the preview, the names by which it is asked, and its addresses.

use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Preview;
use super::editor::Editor;
use super::guard::Names;
use super::live::Hub;

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

/// What a path segment may hold as it is; the rest is percent-encoded.
const PLAIN: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The absolute path of a route, as it stands in an address.
pub(super) fn address(base: &str, route: &str) -> String {
    let slash = if base.is_empty() { "" } else { "/" };
    format!("{slash}{}/{}", utf8_percent_encode(base, PLAIN), utf8_percent_encode(route, PLAIN))
}
