//! What an author notes beside a question, and which of it a format has no place for.
//!
//! Learners see none of it, so it is told once for a quiz and not question by question.

use crate::diagnostic::Losses;
use crate::model::{Question, Quiz};

/// Something that is noted beside a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    Bank,
    Difficulty,
    /// Where to read up.
    See,
    Misconception,
    Revision,
    Origin,
    /// Of options, pairs and steps.
    PartId,
    Pass,
}

impl Note {
    const ALL: [Note; 8] = [
        Note::Bank,
        Note::Difficulty,
        Note::See,
        Note::Misconception,
        Note::Revision,
        Note::Origin,
        Note::PartId,
        Note::Pass,
    ];

    fn name(self) -> &'static str {
        match self {
            Note::Bank => "banks",
            Note::Difficulty => "difficulty",
            Note::See => "where to read up",
            Note::Misconception => "misconceptions",
            Note::Revision => "revisions",
            Note::Origin => "origins",
            Note::PartId => "ids of options",
            Note::Pass => "the mark to pass",
        }
    }

    fn is_in(self, q: &Question) -> bool {
        match self {
            Note::Bank => q.bank.is_some(),
            Note::Difficulty => q.difficulty > 1,
            Note::See => q.see.is_some(),
            Note::Misconception => q.answer.options().iter().any(|o| o.misconception.is_some()),
            Note::Revision => q.head.revision > 1,
            Note::Origin => q.head.origin != Default::default(),
            Note::PartId => q.answer.has_parts(),
            Note::Pass => false,
        }
    }
}

/// Tells what of a quiz's notes a format leaves out that keeps only these.
pub fn leave_out(quiz: &Quiz, kept: &[Note], losses: &mut Losses) {
    let there = |note: &Note| *note == Note::Pass || quiz.questions.iter().any(|q| note.is_in(q));
    let left = Note::ALL.into_iter().filter(|note| !kept.contains(note)).filter(there);
    let names: Vec<&str> = left.map(Note::name).collect();
    if !names.is_empty() {
        let why = format!("there is no place for what its author notes: {}", names.join(", "));
        losses.changed(&quiz.head.id, Some(quiz.head.span), why);
    }
}

/// What a question counts for, as words that banks of questions keep: the ids that it tests, where
/// to read up, its bank.
pub fn keywords(q: &Question) -> Vec<String> {
    let tests = q.tests.iter().map(|to| to.id.clone());
    let see = q.see.iter().map(|to| format!("see:{}", to.id));
    let bank = q.bank.iter().map(|bank| format!("bank:{bank}"));
    tests.chain(see).chain(bank).collect()
}

/// How hard a question is, in the words of LOM that QTI has too.
pub fn difficulty(q: &Question) -> &'static str {
    ["easy", "medium", "difficult"][q.difficulty.clamp(1, 3) as usize - 1]
}
