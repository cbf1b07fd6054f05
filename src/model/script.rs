//! Scripts: conversations as graphs of lines, with steps, objections and repairs.

use super::words::words;
use super::{Head, Ref, Text, Texts, Wording, Words};
use crate::diagnostic::Span;

/// A conversation to read, to practise and to play.
#[derive(Clone, Debug, Default)]
pub struct Script {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub summary: Text,
    pub stage: Ref,
    pub kind: ScriptKind,
    pub channel: Channel,
    /// Name: the role of the person met.
    pub contact: Text,
    pub goal: Text,
    /// The smallest outcome worth the conversation.
    pub smallest_outcome: Text,
    pub setting: Text,
    pub speakers: Vec<Speaker>,
    pub preparation: Texts,
    /// What whoever plays the buyer knows and does not say unasked.
    pub hidden_facts: Texts,
    /// What an observer of a role-play looks for.
    pub observe: Texts,
    pub steps: Vec<Step>,
    /// The first is where the conversation starts.
    pub nodes: Vec<Node>,
    pub compare: Vec<Compare>,
    pub objections: Vec<Objection>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScriptKind {
    #[default]
    Good,
    /// Written to find the faults in.
    Bad,
}

words!(ScriptKind { Good => "good", Bad => "bad" });

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Channel {
    #[default]
    Phone,
    Video,
    Chat,
    Meeting,
    Presentation,
    Negotiation,
    Email,
}

words!(Channel {
    Phone => "phone",
    Video => "video",
    Chat => "chat",
    Meeting => "meeting",
    Presentation => "presentation",
    Negotiation => "negotiation",
    Email => "email",
});

#[derive(Clone, Debug, Default)]
pub struct Speaker {
    /// `rep`, `buyer` or another key.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Name of the role.
    pub role: Text,
}

#[derive(Clone, Debug, Default)]
pub struct Step {
    pub head: Head,
    /// Name.
    pub title: Text,
    pub goal: Text,
    /// When to go on to the next step.
    pub exit_rule: Text,
}

/// One line of the conversation.
#[derive(Clone, Debug, Default)]
pub struct Node {
    pub head: Head,
    pub step: Option<Ref>,
    pub speaker: Ref,
    /// Name: what the line is meant to do.
    pub intent: Text,
    pub line: Text,
    pub variants: Texts,
    pub note: Text,
    pub fault: Text,
    pub listen_for: Text,
    pub write_down: Text,
    pub quality: Quality,
    pub next: Next,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    #[default]
    Good,
    Weak,
    Bad,
}

words!(Quality { Good => "good", Weak => "weak", Bad => "bad" });

/// Where a line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// One following line, or several to choose from.
    Lines(Vec<Ref>),
    End(Outcome),
    /// Nothing was written: a dead end, which `check` reports.
    Missing(Span),
}

impl Default for Next {
    fn default() -> Self {
        Next::Lines(Vec::new())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Success,
    Partial,
    Lost,
}

words!(Outcome { Success => "success", Partial => "partial", Lost => "lost" });

/// A bad line beside its repair.
#[derive(Clone, Debug, Default)]
pub struct Compare {
    pub bad: Text,
    pub good: Text,
    pub why: Text,
}

#[derive(Clone, Debug, Default)]
pub struct Objection {
    pub head: Head,
    /// What the buyer says.
    pub says: Text,
    /// Other wordings in which the same is heard.
    pub heard: Words,
    /// What it is likely to mean.
    pub means: Text,
    /// The question that makes it clear.
    pub ask: Text,
    pub respond: Text,
    pub proof: Text,
    /// What not to say.
    pub avoid: Text,
}

impl Script {
    pub fn speaker(&self, id: &str) -> Option<&Speaker> {
        self.speakers.iter().find(|s| s.id == id)
    }

    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|n| n.head.id == id)
    }
}

impl Script {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title)
            .meaning([&self.summary, &self.goal])
            .further([&self.contact, &self.smallest_outcome, &self.setting])
            .further(self.preparation.iter().chain(&self.observe))
            .further(self.compare.iter().flat_map(|c| [&c.good, &c.why]))
            .unsaid(self.compare.iter().map(|c| &c.bad))
            .further(self.speakers.iter().flat_map(|s| [&s.name, &s.role]))
            .secret(&self.hidden_facts)
    }
}

impl Step {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.title).meaning([&self.goal, &self.exit_rule])
    }
}

impl Node {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.line)
            .meaning([&self.intent, &self.note, &self.fault])
            .further(&self.variants)
            .further([&self.listen_for, &self.write_down])
    }
}

impl Objection {
    pub fn wording(&self) -> Wording<'_> {
        Wording::of(&self.says)
            .meaning([&self.means, &self.ask, &self.respond])
            .further([&self.proof])
            .unsaid([&self.avoid])
    }
}
