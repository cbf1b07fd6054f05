//! The longer explanation of every code, for `twotrack explain`.
//!
//! Each is a file `explain/<code>.md`: a title, a few sentences, then a wrong and a right example.
//! An example is a piece of a playbook; `tests/explain.rs` builds every wrong one to see that it
//! gives exactly this code, and every right one to see that it does not.

use include_dir::{Dir, include_dir};

static PAGES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/diagnostic/explain");

/// What `twotrack explain CODE` prints.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    pub code: &'static str,
    /// Markdown.
    pub text: &'static str,
}

/// The explanation of a code, if there is such a code.
pub fn explain(code: &str) -> Option<Explanation> {
    all().find(|e| e.code == code)
}

/// All explanations, by code.
pub fn all() -> impl Iterator<Item = Explanation> {
    PAGES.files().filter_map(|file| {
        let code = file.path().file_stem()?.to_str()?;
        Some(Explanation { code, text: file.contents_utf8()? })
    })
}
