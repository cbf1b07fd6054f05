//! Stages: the seller's with their two gates, and the buyer's.

use super::{GuideBody, Head, Line, Ref, Text, Texts, Wording};

/// One stage of the seller's process.
#[derive(Clone, Debug, Default)]
pub struct Stage {
    pub head: Head,
    /// Its place in the process, from 1.
    pub number: u32,
    /// Name.
    pub title: Text,
    /// Name for maps and menus.
    pub short: Text,
    pub buyer_stage: Ref,
    pub purpose: Text,
    pub relation: Text,
    pub work: Vec<WorkItem>,
    pub milestone: Gate,
    pub success: Gate,
    /// Worth settling, never counted.
    pub recommended: Vec<Recommended>,
    pub conditions: Conditions,
    pub meetings: Vec<Meeting>,
    pub appraisal: Vec<Appraisal>,
    /// Advance signals: signs that the buyer wants to go on.
    pub signals: Vec<Line>,
    pub risks: Vec<Risk>,
    pub scripts: Vec<Ref>,
    pub sources: Vec<Ref>,
    pub quizzes: Vec<Ref>,
    pub guides: Vec<Ref>,
    /// The main process, in Markdown, by language.
    pub guide: Vec<Option<GuideBody>>,
}

/// A piece of the stage's work, with the purposes it serves.
#[derive(Clone, Debug, Default)]
pub struct WorkItem {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub text: Text,
    pub purposes: Vec<Line>,
}

/// A set of actions that opens only as a whole (source rules F45 and F46).
#[derive(Clone, Debug, Default)]
pub struct Gate {
    pub span: crate::diagnostic::Span,
    pub why: Text,
    pub origin: super::Origin,
    pub actions: Vec<Action>,
}

/// What a rep ticks.
#[derive(Clone, Debug, Default)]
pub struct Action {
    pub head: Head,
    pub text: Text,
    /// The observable sign by which to tick it.
    pub done_when: Text,
    pub why: Text,
    /// Accepted evidence.
    pub evidence: Texts,
    /// Days after which the evidence is stale.
    pub valid_for: Option<u32>,
    /// What helps to get it done.
    pub help: Vec<Ref>,
    /// The buyer's commitment to go on (F34).
    pub commitment: bool,
}

/// Recommended beside a gate, not counted.
pub type Recommended = Line;

/// What a stage needs in order to go well. Conditions never move a deal's position.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    pub process: Vec<Condition>,
    pub relationship: Vec<Condition>,
    pub information: Vec<Condition>,
}

impl Conditions {
    pub fn all(&self) -> impl Iterator<Item = &Condition> {
        self.process.iter().chain(&self.relationship).chain(&self.information)
    }
}

#[derive(Clone, Debug, Default)]
pub struct Condition {
    pub head: Head,
    pub text: Text,
    pub explain: Text,
    /// Actions of the gates that say the same.
    pub overlaps: Vec<Ref>,
    /// Row and column of the relationship matrix.
    pub level: Option<Ref>,
    pub content: Option<Ref>,
    /// Fields of a card to fill in.
    pub fields: Texts,
}

/// A meeting that the stage is worked in: what a rep takes along on one card.
#[derive(Clone, Debug, Default)]
pub struct Meeting {
    pub head: Head,
    /// Whom we meet: a name.
    pub role: Text,
    /// What the meeting is for.
    pub aim: Text,
    pub questions: Vec<Line>,
    /// Actions and conditions to settle there.
    pub settle: Vec<Ref>,
    /// Objections of scripts, likely to be heard there.
    pub objections: Vec<Ref>,
    /// The action of this stage's gates that the meeting is to bring.
    pub leave_with: Ref,
}

/// What a rep's process is appraised by; it always names its evidence (F202).
#[derive(Clone, Debug, Default)]
pub struct Appraisal {
    pub head: Head,
    pub text: Text,
    pub evidence: Text,
}

#[derive(Clone, Debug, Default)]
pub struct Risk {
    pub head: Head,
    pub text: Text,
    pub countermeasure: Text,
}

/// One stage of the buyer's internal purchase.
#[derive(Clone, Debug, Default)]
pub struct BuyerStage {
    pub head: Head,
    pub number: u32,
    /// Name.
    pub title: Text,
    /// Name for maps.
    pub short: Text,
    pub text: Text,
    /// How a rep recognises that the buyer is there.
    pub signs: Vec<Line>,
}

impl BuyerStage {
    /// The short name, or the whole one if there is none.
    pub fn short_title(&self) -> &Text {
        if self.short.is_empty() { &self.title } else { &self.short }
    }
}

impl Stage {
    /// The short name, or the whole one if there is none.
    pub fn short_title(&self) -> &Text {
        if self.short.is_empty() { &self.title } else { &self.short }
    }

    /// The two gates, in the order in which they open.
    pub fn gates(&self) -> [&Gate; 2] {
        [&self.milestone, &self.success]
    }

    /// The actions of both gates.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.milestone.actions.iter().chain(&self.success.actions)
    }

    /// Places that every stage's page has, for links such as `[[s1#risks]]`.
    pub const SECTIONS: &[&str] = &[
        "milestone",
        "success",
        "relation",
        "work",
        "process",
        "meetings",
        "conditions",
        "information",
        "relationship",
        "appraisal",
        "signals",
        "risks",
        "scripts",
        "sources",
        "quiz",
    ];
}

impl Stage {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title)
            .meaning([&self.purpose, &self.relation])
            .further([&self.short])
            .further(self.gates().map(|gate| &gate.why))
    }
}

impl WorkItem {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.text])
    }
}

impl Action {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.text)
            .meaning([&self.done_when])
            .further([&self.why])
            .further(&self.evidence)
    }
}

impl Condition {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.text).meaning([&self.explain]).further(&self.fields)
    }
}

impl Meeting {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.aim).meaning([&self.role])
    }
}

impl Appraisal {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.text).meaning([&self.evidence])
    }
}

impl Risk {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.text).meaning([&self.countermeasure])
    }
}

impl BuyerStage {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.text]).further([&self.short])
    }
}
