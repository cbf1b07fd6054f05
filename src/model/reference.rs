//! Pointers from one place of the playbook to another, as the author wrote them.

use super::{Kind, Lang, Ref};
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

impl Want {
    /// The kinds that may stand there; `None`: any kind, or no item at all.
    fn kinds(self) -> Option<&'static [Kind]> {
        Some(match self {
            Want::Anything | Want::Url | Want::Picture => return None,
            Want::Stage => &[Kind::Stage],
            Want::BuyerStage => &[Kind::BuyerStage],
            Want::Action => &[Kind::Milestone, Kind::Success],
            Want::Settled => &[Kind::Milestone, Kind::Success, Kind::Condition],
            Want::Objection => &[Kind::Objection],
            Want::Script => &[Kind::Script],
            Want::Step => &[Kind::Step],
            Want::Node => &[Kind::Node],
            Want::Source => &[Kind::Source],
            Want::Dimension => &[Kind::Dimension],
            Want::Level => &[Kind::Level],
            Want::Content => &[Kind::Content],
            Want::Quiz => &[Kind::Quiz],
            Want::Guide => &[Kind::Guide],
            Want::Misconception => &[Kind::Misconception],
        })
    }

    /// Whether an item of this kind may stand there.
    pub fn accepts(self, kind: Kind) -> bool {
        self.kinds().is_none_or(|kinds| kinds.contains(&kind))
    }

    /// What is wanted, in the author's words.
    pub fn called(self) -> &'static str {
        match self {
            Want::Anything | Want::Url | Want::Picture => "item or page",
            Want::Stage => "stage",
            Want::BuyerStage => "buyer's stage",
            Want::Action => "action",
            Want::Settled => "action or condition",
            Want::Objection => "objection",
            Want::Script => "script",
            Want::Step => "step",
            Want::Node => "line",
            Want::Source => "lead source",
            Want::Dimension => "dimension",
            Want::Level => "level",
            Want::Content => "content",
            Want::Quiz => "quiz",
            Want::Guide => "guide",
            Want::Misconception => "misconception",
        }
    }
}

impl Reference {
    pub fn id(to: &Ref, want: Want) -> Reference {
        Reference { to: to.id.clone(), span: to.span, want, lang: None, folder: String::new() }
    }
}

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
