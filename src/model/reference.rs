//! Pointers from one place of the playbook to another, as the author wrote them.

use super::{Lang, Ref};
use crate::diagnostic::Span;

/// One pointer from an author's file; whether it lands, `check` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// An id, `id#heading`, an address or a path.
    pub to: String,
    pub span: Span,
    pub want: Want,
    /// The language of the text it stands in, if it stands in one.
    pub lang: Option<Lang>,
    /// Folder below `content/` of the file it stands in, for paths.
    pub folder: String,
}

/// What may stand at the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Want {
    /// Any item or page, perhaps with `#heading`.
    Anything,
    Stage,
    BuyerStage,
    Action,
    /// An action or a condition.
    Settled,
    Objection,
    Script,
    Step,
    Node,
    Source,
    Dimension,
    Level,
    Content,
    Quiz,
    Guide,
    Misconception,
    /// A Markdown link: an address, a path, `#heading`.
    Url,
    /// A picture of the author's.
    Picture,
}

impl Reference {
    pub fn id(to: &Ref, want: Want) -> Reference {
        Reference { to: to.id.clone(), span: to.span, want, lang: None, folder: String::new() }
    }
}

/// Names by which a text may link to a page that is made of many items.
pub const PAGES: &[&str] = &[
    "home",
    "stages",
    "buyer",
    "scripts",
    "sources",
    "dimensions",
    "relationship",
    "library",
    "quizzes",
    "paths",
    "cases",
    "scorecard",
    "glossary",
    "about",
];

/// The path below `content/` that a link in a text of `folder` means; nothing if it leads out.
pub fn file_path(folder: &str, link: &str) -> Option<String> {
    let link = link.split(['?', '#']).next().unwrap_or(link);
    let link = percent_encoding::percent_decode_str(link).decode_utf8().ok()?;
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
