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

/// What `find` knows of the file that a link in a text of `folder` means, by its path below
/// `content/`.
///
/// A name may hold signs that mean something in an address: `#`, `?`, `%`. A link is taken as an
/// address first, then as a name that somebody typed as it stands.
pub fn find_file<T>(folder: &str, link: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    let address = link.split(['?', '#']).next().unwrap_or(link);
    let decoded = |link: &'_ str| {
        percent_encoding::percent_decode_str(link).decode_utf8().map(String::from).ok()
    };
    let names = [decoded(address), decoded(link), Some(address.into()), Some(link.into())];
    let paths = names.into_iter().flatten().filter_map(|name| file_path(folder, &name));
    paths.into_iter().find_map(|path| find(&path))
}

/// The path below `content/` that a name in a text of `folder` means; nothing if it leads out. A
/// slash in front means `content/` itself. Quizzes have a folder of their own beside it.
fn file_path(folder: &str, name: &str) -> Option<String> {
    let is_quiz = folder == "quizzes" || folder.starts_with("quizzes/");
    let home = if is_quiz && !name.starts_with('/') { "" } else { "content" };
    let folder = if name.starts_with('/') { "" } else { folder };
    let folders = home.split('/').chain(folder.split('/'));
    let mut parts: Vec<&str> = folders.filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    if parts.first() == Some(&"content") {
        parts.remove(0);
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::find_file;

    #[test]
    fn a_file_is_found_by_its_address_and_by_its_name() {
        let there =
            ["guides/a b.png", "guides/50%.pdf", "guides/#3.png", "quizzes/q.png", "top.png"];
        for (folder, link, found) in [
            ("guides", "a b.png", "guides/a b.png"),
            ("guides", "a%20b.png#there", "guides/a b.png"),
            ("guides", "50%.pdf", "guides/50%.pdf"),
            ("guides", "50%25.pdf?v=2", "guides/50%.pdf"),
            ("guides", "#3.png", "guides/#3.png"),
            ("guides", "%233.png", "guides/#3.png"),
            ("guides", "../top.png", "top.png"),
            ("guides/deep", "/top.png", "top.png"),
            ("guides", "../../quizzes/q.png", "quizzes/q.png"),
            ("quizzes", "q.png", "quizzes/q.png"),
            ("quizzes", "../content/guides/a b.png", "guides/a b.png"),
            ("quizzes", "/top.png", "top.png"),
        ] {
            let there = |path: &str| there.iter().find(|file| **file == path);
            assert_eq!(find_file(folder, link, there), Some(&found), "{link} in {folder}");
        }
        assert_eq!(find_file("guides", "../../../top.png", |_| Some(())), None);
        assert_eq!(
            find_file("guides", "none.png", |path| there.contains(&path).then_some(())),
            None
        );
    }
}
