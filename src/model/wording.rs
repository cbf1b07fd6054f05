//! Every text of an item with the role it plays.
//!
//! Beside each type stands its `wording`: one list of all its texts. Whoever needs texts walks
//! these lists and picks by role: the hash that tells when an item was reworded, the search, the
//! count of what is untranslated, and every export. So a new text is named once, and a text
//! without a role fails a test (`tests/wording.rs`).

use super::Text;

/// What a text is to its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What a link to the item says: its name, or the words that it consists of.
    Name,
    /// What the item means: with other words it is another demand.
    Meaning,
    /// What a learner chooses from. It belongs to the meaning, but to find it would be to find the
    /// answer.
    Choice,
    /// What explains the item and may change without touching what it means.
    Further,
    /// What nobody should say. It is shown marked where it belongs; in an excerpt of what was found
    /// it would read as advice.
    Unsaid,
    /// What only some may read, or only at the right moment: hints, feedback, what a buyer hides.
    Secret,
}

impl Role {
    /// Whether a change makes the item *reworded*, so that a learner's record of it is marked.
    pub fn is_hashed(self) -> bool {
        matches!(self, Role::Name | Role::Meaning | Role::Choice)
    }

    /// Whether the search finds it.
    pub fn is_found(self) -> bool {
        matches!(self, Role::Name | Role::Meaning | Role::Further)
    }
}

/// The texts of an item, or of a page as a whole, in the order in which they are read.
#[derive(Clone, Debug, Default)]
pub struct Wording<'a>(Vec<(Role, &'a Text)>);

impl<'a> Wording<'a> {
    /// Begins with the name.
    pub fn of(name: &'a Text) -> Wording<'a> {
        Wording(vec![(Role::Name, name)])
    }

    /// Begins without one.
    pub fn nameless() -> Wording<'a> {
        Wording(Vec::new())
    }

    pub fn meaning(self, texts: impl IntoIterator<Item = &'a Text>) -> Self {
        self.with(Role::Meaning, texts)
    }

    pub fn choice(self, texts: impl IntoIterator<Item = &'a Text>) -> Self {
        self.with(Role::Choice, texts)
    }

    pub fn further(self, texts: impl IntoIterator<Item = &'a Text>) -> Self {
        self.with(Role::Further, texts)
    }

    pub fn unsaid(self, texts: impl IntoIterator<Item = &'a Text>) -> Self {
        self.with(Role::Unsaid, texts)
    }

    pub fn secret(self, texts: impl IntoIterator<Item = &'a Text>) -> Self {
        self.with(Role::Secret, texts)
    }

    fn with(mut self, role: Role, texts: impl IntoIterator<Item = &'a Text>) -> Self {
        self.0.extend(texts.into_iter().map(|text| (role, text)));
        self
    }

    /// Every text with its role.
    pub fn iter(&self) -> impl Iterator<Item = (Role, &'a Text)> {
        self.0.iter().copied()
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<&'a Text> {
        self.iter().find(|(role, _)| *role == Role::Name).map(|(_, text)| text)
    }

    /// The texts by which the item is known to have been reworded.
    pub fn hashed(&self) -> impl Iterator<Item = &'a Text> {
        self.iter().filter(|(role, _)| role.is_hashed()).map(|(_, text)| text)
    }

    /// What the search finds, beside the name.
    pub fn found(&self) -> impl Iterator<Item = &'a Text> {
        let found = |role: Role| role.is_found() && role != Role::Name;
        self.iter().filter(move |(role, _)| found(*role)).map(|(_, text)| text)
    }
}
