//! How long a learner is busy with a page, a quiz or a chapter, in whole minutes.

use crate::model::{Chapter, Kind, Lang, Playbook, Quiz, Ref};
use crate::search::is_joined;

/// Words that somebody reads in a minute who means to remember them.
const WORDS: usize = 150;

/// Characters of a script without blanks that are read in a minute.
const CHARACTERS: usize = 260;

/// Seconds for a question with what is said to the answer.
const QUESTION: usize = 40;

/// A conversation is not only read but played.
const CONVERSATION: u32 = 5;

/// How long a page takes to read, or a script to practise; at least one minute.
pub fn of_page(book: &Playbook, id: &str, lang: Lang) -> u32 {
    let Some((shelf, card)) = book.catalogue.find(id) else { return 1 };
    let part = &book.catalogue.shelf(shelf).part;
    let entries = part.entries();
    let items = entries.iter().flat_map(|entry| entry.wording.found().chain(entry.wording.name()));
    let bodies = part.bodies();
    let body = bodies.get(lang.0 as usize).or(bodies.first()).and_then(Option::as_ref);
    let body = body.map_or("", |body| &body.text[body.start..]);
    let seconds: usize = items.map(|text| seconds(text.str(lang))).sum::<usize>() + seconds(body);
    let least = if card.kind == Kind::Script { CONVERSATION } else { 1 };
    ((seconds as u32 + 30) / 60).max(least)
}

/// How long it takes to answer all questions of a quiz once.
pub fn of_quiz(quiz: &Quiz) -> u32 {
    ((quiz.questions.len() * QUESTION) as u32).div_ceil(60).max(1)
}

/// How long a chapter takes: what its author says, else its pages, conversations and its quiz.
pub fn of_chapter(book: &Playbook, chapter: &Chapter, lang: Lang) -> u32 {
    if let Some(minutes) = chapter.minutes {
        return minutes;
    }
    let page = |to: &Ref| of_page(book, to.page(), lang);
    let pages = chapter.read.iter().chain(&chapter.practise).map(page).sum::<u32>();
    pages + chapter.quiz_in(book).map_or(0, of_quiz)
}

fn seconds(text: &str) -> usize {
    let characters = text.chars().filter(|c| is_joined(*c)).count();
    let is_word = |word: &&str| word.chars().any(|c| c.is_alphanumeric() && !is_joined(c));
    let words = text.split_whitespace().filter(is_word).count();
    (words * 60).div_ceil(WORDS) + (characters * 60).div_ceil(CHARACTERS)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn words_and_characters_take_their_time() {
        assert_eq!(seconds(""), 0);
        assert_eq!(seconds(&"word ".repeat(150)), 60);
        assert_eq!(seconds(&"字".repeat(260)), 60);
        assert_eq!(seconds("— · —"), 0);
    }
}
