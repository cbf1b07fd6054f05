//! Aiken: a question, its options with letters, and the letter of the right one.
//!
//! ```text
//! Which is the capital?
//! A. Lyon
//! B) Paris
//! ANSWER: B
//! ```

use super::bank::{Found, Quiz, drafts, letter};
use super::markup::{Markup, markdown};
use super::{Draft, Error, Format, Input};
use crate::diagnostic::Losses;
use crate::model::{Answer, Choice, Question};

pub const FORMAT: Format = Format {
    name: "aiken",
    about: "single-choice questions as plain text, one option a line",
    read,
};

fn read(input: &Input, losses: &mut Losses) -> Result<Vec<Draft>, Error> {
    let text = input.decode()?;
    let mut quiz = Quiz::default();
    let mut open = Open::default();
    for (line, words) in (1..).zip(text.lines()) {
        let words = words.trim();
        if words.is_empty() {
            if !open.options.is_empty() {
                return Err(Error::at(
                    line,
                    "an empty line where an option or `ANSWER:` was expected",
                ));
            }
            continue;
        }
        if let Some(right) = words.strip_prefix("ANSWER:") {
            let done = std::mem::take(&mut open);
            quiz.questions.push(done.found(input, right.trim(), line)?);
        } else if let Some((sign, option)) = option(words).filter(|_| !open.stem.is_empty()) {
            let next = char::from(b'A' + open.options.len().min(25) as u8);
            if sign != next {
                return Err(Error::at(line, format!("option `{next}` was expected, not `{sign}`")));
            }
            open.options.push(option.to_string());
        } else if open.options.is_empty() {
            open.line = if open.stem.is_empty() { line } else { open.line };
            open.stem.push(words.to_string());
        } else {
            return Err(Error::at(line, "an option or `ANSWER:` was expected here"));
        }
    }
    if !open.stem.is_empty() {
        return Err(Error::at(open.line, "this question has no `ANSWER:`"));
    }
    if quiz.questions.is_empty() {
        return Err(Error::new("it holds no question"));
    }
    drafts(input, vec![quiz], losses)
}

/// `A. words`, `B) words`.
fn option(words: &str) -> Option<(char, &str)> {
    let mut signs = words.chars();
    let sign = signs.next().filter(char::is_ascii_uppercase)?;
    let behind = signs.as_str().strip_prefix(['.', ')'])?;
    let is_apart = behind.starts_with(char::is_whitespace);
    is_apart.then(|| (sign, behind.trim()))
}

/// A question of which the answer has not come yet.
#[derive(Default)]
struct Open {
    line: usize,
    stem: Vec<String>,
    options: Vec<String>,
}

impl Open {
    fn found(self, input: &Input, right: &str, line: usize) -> Result<Found, Error> {
        let right = right.chars().next().map(|c| c.to_ascii_uppercase());
        let place = right.filter(char::is_ascii_uppercase).map(|c| (c as u8 - b'A') as usize);
        let place = place.filter(|n| *n < self.options.len());
        let place = place.ok_or_else(|| Error::at(line, "this is the letter of no option"))?;
        let text = |words: &str| input.text(&markdown(words, Markup::Plain));
        let option = |(n, words): (usize, &String)| Choice {
            id: letter(n),
            text: text(words),
            right: n == place,
            ..Choice::default()
        };
        let question = Question {
            stem: text(&self.stem.join("\n")),
            difficulty: 1,
            answer: Answer::Single(self.options.iter().enumerate().map(option).collect()),
            ..Question::default()
        };
        Ok(Found { line: self.line, question, ..Found::default() })
    }
}
