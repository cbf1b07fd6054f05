//! What an id can stand for: one row for each kind of item.
//!
//! A row is all that the rest of the program knows of a kind by its kind alone: how messages call
//! it, whether it is a page, how the search groups and weighs it. Scripts get these facts sent, so
//! that nothing has to be copied for them.

use super::words::words;

/// Writes the enum and its table from the rows below.
macro_rules! kinds {
    ($($kind:ident: $word:literal, $letter:literal, $called:literal,
        $stands:ident, $text:ident, $group:ident, $weight:literal;)+) => {
        /// What an id stands for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($kind),+
        }

        impl Kind {
            /// Every kind, in the order of the pages.
            pub const ALL: &'static [Kind] = &[$(Kind::$kind),+];

            fn row(self) -> Row {
                match self {
                    $(Kind::$kind => Row {
                        word: $word,
                        letter: $letter,
                        called: $called,
                        stands: Stands::$stands,
                        text: First::$text,
                        group: Group::$group,
                        weight: $weight,
                    }),+
                }
            }
        }
    };
}

// The columns: word, letter, what messages call it, where it stands, what its first text is, its
// group in the search, and how much sooner a rep wants it than others.
kinds! {
    Stage: "stage", b'S', "a stage", Alone, Name, Page, 1.15;
    Work: "work", b'w', "a piece of work", OnPage, Name, Check, 1.0;
    Purpose: "purpose", b'u', "a purpose", OnPage, Markdown, Check, 1.0;
    Milestone: "milestone", b'm', "a milestone action", OnPage, Markdown, Action, 1.0;
    Success: "success", b'g', "a success action", OnPage, Markdown, Action, 1.0;
    Recommended: "recommended", b'r', "a recommendation", OnPage, Markdown, Action, 1.0;
    Condition: "condition", b'c', "a condition", OnPage, Markdown, Check, 1.0;
    Meeting: "meeting", b'M', "a meeting", OnPage, Markdown, Check, 1.0;
    MeetingQuestion: "meeting-question", b'A', "a question to ask", OnPage, Markdown, Ask, 1.0;
    Appraisal: "appraisal", b'a', "an appraisal item", OnPage, Markdown, Check, 1.0;
    Signal: "signal", b'v', "an advance signal", OnPage, Markdown, Check, 1.0;
    Risk: "risk", b'x', "a risk", OnPage, Markdown, Check, 1.0;
    BuyerStage: "buyer-stage", b'B', "a buyer's stage", OnPage, Name, Check, 1.0;
    Sign: "sign", b'i', "a sign of a buyer's stage", OnPage, Markdown, Check, 1.0;
    Script: "script", b'C', "a script", Alone, Name, Page, 1.1;
    Step: "step", b'e', "a step of a script", OnPage, Name, Line, 1.0;
    Node: "line", b'l', "a line of a script", OnPage, Markdown, Line, 0.85;
    Objection: "objection", b'o', "an objection", OnPage, Markdown, Objection, 1.15;
    Source: "source", b'L', "a lead source", Alone, Name, Page, 1.1;
    SourceQuestion: "source-question", b'k', "a question to ask", OnPage, Markdown, Ask, 1.0;
    Dimension: "dimension", b'd', "a dimension", OnPage, Name, Section, 1.0;
    DimensionQuestion: "dimension-question", b'j', "a question to ask", OnPage, Markdown, Ask, 1.0;
    Level: "level", b'y', "a level of the matrix", OnPage, Name, Section, 1.0;
    Content: "content", b'z', "a content of the matrix", OnPage, Name, Section, 1.0;
    Perspective: "perspective", b'f', "a perspective of the scorecard", OnPage, Name, Check, 1.0;
    ScoreItem: "score-item", b'n', "an item of the scorecard", OnPage, Markdown, Check, 1.0;
    Term: "term", b't', "a term", OnPage, Name, Term, 1.25;
    Guide: "guide", b'G', "a guide", Alone, Name, Page, 1.15;
    Path: "path", b'P', "a learning path", Alone, Name, Page, 1.0;
    Chapter: "chapter", b'h', "a chapter", OnPage, Name, Section, 0.9;
    Case: "case", b'K', "a case", Alone, Name, Page, 1.0;
    Snapshot: "snapshot", b'p', "a snapshot of a case", OnPage, Name, Section, 0.9;
    Quiz: "quiz", b'Q', "a quiz", Alone, Name, Page, 1.0;
    Question: "question", b'q', "a question", OnPage, Markdown, Question, 0.75;
    Misconception: "misconception", b'b', "a misconception", OnPage, Name, Section, 0.85;
}

struct Row {
    word: &'static str,
    letter: u8,
    called: &'static str,
    stands: Stands,
    text: First,
    group: Group,
    weight: f64,
}

#[derive(PartialEq)]
enum Stands {
    Alone,
    OnPage,
}

/// What the first of an item's texts is.
#[derive(PartialEq)]
enum First {
    /// Plain words.
    Name,
    Markdown,
}

/// What the search shows together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Page,
    Action,
    Check,
    Line,
    Objection,
    Ask,
    Term,
    Section,
    Question,
}

words!(Group {
    Page => "page",
    Action => "action",
    Check => "check",
    Line => "line",
    Objection => "objection",
    Ask => "ask",
    Term => "term",
    Section => "section",
    Question => "question",
});

/// The letter of a section below a heading, which the search finds beside the items.
pub const SECTION: u8 = b's';

/// The letter of a page that is made of many items and has something to say itself.
pub const OVERVIEW: u8 = b'O';

impl Kind {
    /// The word by which manifests, templates and scripts know it.
    pub fn word(self) -> &'static str {
        self.row().word
    }

    /// The letter by which the search's index knows it.
    pub fn letter(self) -> u8 {
        self.row().letter
    }

    /// What it is in messages, with its article.
    pub fn called(self) -> &'static str {
        self.row().called
    }

    /// Whether such an item is a page of its own rather than a place on one.
    pub fn is_page(self) -> bool {
        self.row().stands == Stands::Alone
    }

    /// Whether its first text is a name, without Markdown.
    pub fn is_named(self) -> bool {
        self.row().text == First::Name
    }

    pub fn group(self) -> Group {
        self.row().group
    }

    /// By how much the search counts it more than others.
    pub fn weight(self) -> f64 {
        self.row().weight
    }
}

impl Group {
    /// The letters of its kinds, and of what the search finds beside the items.
    pub fn letters(self) -> String {
        let own = Kind::ALL.iter().filter(|kind| kind.group() == self).map(|kind| kind.letter());
        let beside = match self {
            Group::Section => Some(SECTION),
            Group::Page => Some(OVERVIEW),
            _ => None,
        };
        beside.into_iter().chain(own).map(char::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn words_and_letters_name_one_kind_each() {
        let words: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        assert_eq!(words.len(), Kind::ALL.len());
        let letters: String = Group::WORDS.iter().map(|(_, group)| group.letters()).collect();
        let different: BTreeSet<char> = letters.chars().collect();
        assert_eq!(different.len(), letters.len(), "{letters}");
        assert_eq!(letters.len(), Kind::ALL.len() + 2, "a kind is in no group");
    }
}
