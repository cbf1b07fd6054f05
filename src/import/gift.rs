//! GIFT, the text format that Moodle and other learning systems write.
//!
//! A blank line ends a question, `//` begins a line of comment, in which `[id:…]` and `[tag:…]` are
//! Moodle's. Signs of the format that mean none stand behind a backslash. What is not as the format
//! wants it is an error with its line: half a bank would be worse than none. See
//! <https://docs.moodle.org/en/GIFT_format>.

use super::backslash::{self, find, find_word, split};
use super::bank::{Found, Quiz, drafts, fill_in, letter, tested};
use super::markup::{Markup, markdown, plain};
use super::{Draft, Error, Format, Input};
use crate::diagnostic::Losses;
use crate::model::{Answer, Blank, Choice, Pair, Question, Reject, Text};
use std::str::FromStr;

pub const FORMAT: Format =
    Format { name: "gift", about: "questions as text of Moodle and other learning systems", read };

fn read(input: &Input, losses: &mut Losses) -> Result<Vec<Draft>, Error> {
    let text = input.decode()?;
    let mut quizzes = vec![Quiz::default()];
    for block in blocks(&text) {
        match block.category() {
            Some(name) => quizzes.push(Quiz { name: category(name), ..Quiz::default() }),
            None => {
                let found = block.question(input, losses)?;
                if let Some(quiz) = quizzes.last_mut() {
                    quiz.questions.extend(found);
                }
            }
        }
    }
    drafts(input, quizzes, losses)
}

/// The last part of a category's path, whose own slashes are doubled.
pub(super) fn category(path: &str) -> String {
    let hidden = path.trim().replace("//", "\u{1}");
    hidden.rsplit('/').next().unwrap_or_default().replace('\u{1}', "/").trim().to_string()
}

/// Lines between blank ones, without those of comment.
struct Block<'a> {
    line: usize,
    lines: Vec<&'a str>,
    id: String,
    tags: Vec<String>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let fresh = || Block { line: 0, lines: Vec::new(), id: String::new(), tags: Vec::new() };
    let mut block = fresh();
    for (n, line) in (1..).zip(text.lines()) {
        if let Some(comment) = line.trim_start().strip_prefix("//") {
            block.id = marked(comment, "[id:").pop().unwrap_or(block.id);
            block.tags.extend(marked(comment, "[tag:"));
            continue;
        }
        let is_category = line.trim_start().starts_with("$CATEGORY:");
        if (line.trim().is_empty() || is_category) && !block.lines.is_empty() {
            blocks.push(std::mem::replace(&mut block, fresh()));
        }
        if line.trim().is_empty() {
            continue;
        }
        if block.lines.is_empty() {
            block.line = n;
        }
        block.lines.push(line);
        if is_category {
            blocks.push(std::mem::replace(&mut block, fresh()));
        }
    }
    blocks.extend(Some(block).filter(|block| !block.lines.is_empty()));
    blocks
}

/// What stands in brackets behind this word: `[tag:s1]`.
fn marked(comment: &str, word: &str) -> Vec<String> {
    let parts = comment.split(word).skip(1).filter_map(|part| part.split_once(']'));
    parts.map(|(value, _)| value.trim().to_string()).collect()
}

/// What stands between the braces of a question.
#[derive(Default)]
struct Body<'a> {
    answers: Vec<Given<'a>>,
    /// Said to every answer.
    explanation: &'a str,
}

/// One answer with its sign, `=` or `~`; none for the first if it has none.
struct Given<'a> {
    sign: Option<char>,
    /// In percent.
    weight: Option<f64>,
    text: &'a str,
    feedback: Vec<&'a str>,
}

impl Given<'_> {
    fn mark(&self) -> f64 {
        self.weight.unwrap_or(if self.sign == Some('~') { 0.0 } else { 100.0 })
    }
}

impl Block<'_> {
    fn category(&self) -> Option<&str> {
        self.lines.first()?.trim_start().strip_prefix("$CATEGORY:")
    }

    fn question(&self, input: &Input, losses: &mut Losses) -> Result<Option<Found>, Error> {
        let whole = self.lines.join("\n");
        let mut rest = whole.trim();
        let mut title = String::new();
        if let Some(behind) = rest.strip_prefix("::") {
            let end =
                behind.find("::").ok_or_else(|| self.error("this title has no `::` behind it"))?;
            title = unescaped(&behind[..end]).trim().to_string();
            rest = behind[end + 2..].trim_start();
        }
        let (markup, rest) = format_of(rest, Markup::Plain);
        let name = if self.id.is_empty() { title.clone() } else { self.id.clone() };
        let shown = if name.is_empty() { "a question".to_string() } else { name.clone() };
        let Some(open) = find(rest, &['{']) else {
            input.dropped(losses, &shown, self.line, "a text without a question");
            return Ok(None);
        };
        let inside = &rest[open + 1..];
        let close =
            find(inside, &['}']).ok_or_else(|| self.error("this question's `{` has no `}`"))?;
        let behind = inside[close + 1..].trim_end();
        if find(behind, &['{', '}']).is_some() {
            return Err(self.error("a second `{` or `}`: a question has one pair, or stands alone"));
        }
        let reading = Reading { input, markup, shown: &shown, line: self.line, block: self };
        let body = reading.body(&inside[..close])?;
        let Some(answer) = reading.answer(inside[..close].trim(), &body, behind, losses)? else {
            return Ok(None);
        };
        let mut explanation = input.text(&reading.markdown(body.explanation));
        if matches!(answer, Answer::Open { .. }) {
            explanation = Default::default();
        }
        let (stem, answer) = reading.stem(&rest[..open], behind, answer);
        let (tests, mut notes) = tested(input, &self.tags);
        let plain_stem = plain(&unescaped(&rest[..open]), markup);
        let told = title.trim_end_matches('…').trim_start_matches(&self.id).trim();
        if !self.id.is_empty() && !plain_stem.starts_with(told) {
            notes.insert(0, format!("Its name in the file: {title}"));
        }
        let mut question =
            Question { stem, difficulty: 1, tests, explanation, answer, ..Question::default() };
        question.head.id = self.id.clone();
        Ok(Some(Found { line: self.line, name: title, question, notes, ..Found::default() }))
    }

    fn error(&self, why: impl std::fmt::Display) -> Error {
        Error::at(self.line, why)
    }
}

/// How the texts of one question are read.
struct Reading<'a> {
    input: &'a Input<'a>,
    markup: Markup,
    shown: &'a str,
    line: usize,
    block: &'a Block<'a>,
}

impl Reading<'_> {
    fn body<'t>(&self, text: &'t str) -> Result<Body<'t>, Error> {
        let mut body = Body::default();
        let mut text = text;
        if let Some(at) = find_word(text, "####") {
            body.explanation = text[at + 4..].trim();
            text = &text[..at];
        }
        let numeric = text.trim_start().starts_with('#');
        let mut rest = if numeric { &text.trim_start()[1..] } else { text }.trim();
        while !rest.is_empty() {
            let sign = rest.chars().next().filter(|c| "=~".contains(*c));
            if sign.is_none() && !body.answers.is_empty() {
                let seen: String = rest.chars().take(20).collect();
                return Err(self.block.error(format!("`{seen}` belongs to no answer")));
            }
            let behind = if sign.is_some() { &rest[1..] } else { rest };
            let end = find(behind, &['=', '~']).unwrap_or(behind.len());
            let (weight, answer) = self.weight(behind[..end].trim())?;
            let mut parts = split(answer, '#').into_iter().map(str::trim);
            let text = parts.next().unwrap_or_default();
            body.answers.push(Given { sign, weight, text, feedback: parts.collect() });
            rest = behind[end..].trim_start();
        }
        Ok(body)
    }

    fn weight<'t>(&self, answer: &'t str) -> Result<(Option<f64>, &'t str), Error> {
        let Some(behind) = answer.strip_prefix('%') else { return Ok((None, answer)) };
        let weight = behind.split_once('%').and_then(|(number, rest)| {
            let number = f64::from_str(number.trim()).ok()?;
            (-100.0..=100.0).contains(&number).then_some((Some(number), rest.trim()))
        });
        weight.ok_or_else(|| self.block.error("a weight is a number from -100 to 100 between `%`"))
    }

    /// What is asked for; nothing if a playbook can't hold it, which is told.
    fn answer(
        &self,
        inside: &str,
        body: &Body,
        behind: &str,
        losses: &mut Losses,
    ) -> Result<Option<Answer>, Error> {
        let answers = &body.answers;
        let first = answers.first();
        if inside.starts_with('#') && !inside.starts_with("####") {
            return self.number(body, losses).map(Some);
        }
        let Some(first) = first else { return Ok(Some(self.open(body, losses))) };
        if let ("TRUE" | "T" | "FALSE" | "F", None) = (first.text, first.sign) {
            let right = first.text.starts_with('T');
            let said =
                |n: usize| self.input.text(&self.markdown(first.feedback.get(n).unwrap_or(&"")));
            let (wrong, well) = (said(0), said(1));
            let (if_true, if_false) = if right { (well, wrong) } else { (wrong, well) };
            return Ok(Some(Answer::TrueFalse { answer: right, if_true, if_false }));
        }
        if find_word(first.text, "->").is_some() {
            return self.pairs(answers).map(Some);
        }
        if answers.iter().all(|a| a.sign != Some('~')) {
            return Ok(self.words(answers, behind, losses));
        }
        Ok(self.options(answers, losses))
    }

    fn open(&self, body: &Body, losses: &mut Losses) -> Answer {
        let mut model_answer = self.input.text(&self.markdown(body.explanation));
        if model_answer.is_empty() {
            self.changed(losses, "it has no model answer: write one in place of the dash");
            model_answer = self.input.text("—");
        }
        Answer::Open { model_answer, criteria: Vec::new() }
    }

    fn pairs(&self, answers: &[Given]) -> Result<Answer, Error> {
        let mut all = (Vec::new(), Vec::new());
        for (n, answer) in answers.iter().enumerate() {
            let at = find_word(answer.text, "->");
            let at = at.ok_or_else(|| self.block.error("a pair needs `->` between its sides"))?;
            let left = self.input.text(&self.markdown(&answer.text[..at]));
            let right = unescaped(answer.text[at + 2..].trim());
            let right = self.input.text(&markdown(&right, Markup::Plain));
            let pair = Pair { id: letter(n), left, right, ..Pair::default() };
            let distractor = pair.left.is_empty();
            if distractor { all.1.push(pair) } else { all.0.push(pair) }
        }
        Ok(Answer::Matching { pairs: all.0, distractors: all.1 })
    }

    /// Accepted words; with text behind the braces, or something to say to any other answer, a gap.
    fn words(&self, answers: &[Given], behind: &str, losses: &mut Losses) -> Option<Answer> {
        let word = |answer: &Given| unescaped(answer.text).trim().to_string();
        let right: Vec<String> = answers.iter().filter(|a| a.mark() >= 100.0).map(word).collect();
        if right.is_empty() {
            self.dropped(losses, "no answer is wholly right");
            return None;
        }
        let said = |a: &Given| self.markdown(a.feedback.first().unwrap_or(&""));
        if answers.iter().any(|a| 0.0 < a.mark() && a.mark() < 100.0) {
            self.changed(losses, "an answer that is right in part counts as wrong");
        }
        if answers.iter().any(|a| a.mark() >= 100.0 && !said(a).is_empty()) {
            self.changed(losses, "there is no place for what is said to a right answer");
        }
        let accept = self.input.words(right);
        let wrong = || answers.iter().filter(|a| a.mark() < 100.0);
        let any = wrong().find(|a| a.text == "*").map(said).unwrap_or_default();
        let known = wrong().filter(|a| a.text != "*" && !said(a).is_empty());
        if behind.trim().is_empty() && any.is_empty() {
            let known = known.map(|a| Reject {
                words: self.input.words(vec![word(a)]),
                feedback: self.input.text(&said(a)),
            });
            return Some(Answer::Short { accept, reject: known.collect() });
        }
        if known.count() > 0 {
            self.changed(losses, "a gap has no place for what is said to known wrong answers");
        }
        let blank = Blank { accept, feedback: self.input.text(&any), ..Blank::default() };
        Some(Answer::Gap { text: Default::default(), blanks: vec![blank] })
    }

    fn options(&self, answers: &[Given], losses: &mut Losses) -> Option<Answer> {
        let full = answers.iter().filter(|a| a.mark() >= 100.0).count();
        let some = answers.iter().filter(|a| a.mark() > 0.0).count();
        if some == 0 {
            self.dropped(losses, "no option is right");
            return None;
        }
        if full == 1 && some > 1 {
            self.changed(losses, "an option that is right in part counts as wrong");
        }
        if full > 1 {
            self.changed(losses, "any of its right options would do: now all are to be chosen");
        }
        let least = if full == 1 { 100.0 } else { f64::MIN_POSITIVE };
        let option = |(n, answer): (usize, &Given)| Choice {
            id: letter(n),
            text: self.input.text(&self.markdown(answer.text)),
            right: answer.mark() >= least,
            feedback: self.input.text(&self.markdown(answer.feedback.first().unwrap_or(&""))),
            ..Choice::default()
        };
        let options = answers.iter().enumerate().map(option).collect();
        // Whoever takes marks away for one option lets several be chosen.
        let many = full != 1 || answers.iter().any(|a| a.mark() < 0.0);
        Some(if many { Answer::Multiple(options) } else { Answer::Single(options) })
    }

    fn number(&self, body: &Body, losses: &mut Losses) -> Result<Answer, Error> {
        let any = |a: &&Given| a.text.is_empty() || a.text == "*";
        let right = body.answers.iter().find(|a| a.mark() >= 100.0 && !any(a));
        let right = right.ok_or_else(|| self.block.error("no number is wholly right"))?;
        let wrong = body.answers.iter().find(any).and_then(|a| a.feedback.first());
        let further = body.answers.iter().filter(|a| !any(a)).count();
        if further > 1 {
            self.changed(losses, "of several numbers only the first that is right remains");
        }
        if right.feedback.iter().any(|words| !words.is_empty()) {
            self.changed(losses, "there is no place for what is said to a right number");
        }
        let number = |text: &str| f64::from_str(text.trim()).ok().filter(|n| n.is_finite());
        let range = |(low, high): (&str, &str)| {
            let (low, high) = (number(low)?, number(high)?);
            Some((tidy((low + high) / 2.0), tidy((high - low).abs() / 2.0)))
        };
        let off = |(n, by): (&str, &str)| Some((number(n)?, number(by)?.abs()));
        let text = right.text.replace("\\:", ":");
        let parsed = match (text.split_once(".."), text.split_once(':')) {
            (Some(ends), _) => range(ends),
            (None, Some(parts)) => off(parts),
            (None, None) => number(&text).map(|n| (n, 0.0)),
        };
        let wanted = "a number is written `8`, `8:0.5` or `7.5..8.5`";
        let (answer, tolerance) =
            parsed.ok_or_else(|| self.block.error(format!("{wanted}, not `{text}`")))?;
        let feedback = self.input.text(&self.markdown(wrong.unwrap_or(&"")));
        Ok(Answer::Numeric { answer, tolerance, unit: Default::default(), feedback })
    }

    fn markdown(&self, text: &str) -> String {
        let (markup, text) = format_of(text.trim(), self.markup);
        let text = unescaped(text);
        match markup {
            // Moodle's own has tags in it or has none.
            Markup::Plain if text.contains("</") || text.contains("<br") => {
                markdown(&text.replace('\n', "<br>"), Markup::Html)
            }
            Markup::Plain => {
                let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
                markdown(&lines.join("\n"), markup)
            }
            markup => markdown(&text, markup),
        }
    }

    /// The stem; that of a gap is what stands before the first break of its text.
    fn stem(&self, before: &str, behind: &str, answer: Answer) -> (Text, Answer) {
        let Answer::Gap { mut blanks, .. } = answer else {
            let place = if behind.is_empty() { "" } else { "_____" };
            let stem = self.markdown(&format!("{before}{place}{behind}"));
            return (self.input.text(&stem), answer);
        };
        let whole = self.markdown(&format!("{before}\u{1}{behind}"));
        let breaks = ["\\\n", "\n\n"];
        let first = breaks.iter().filter_map(|b| whole.split_once(b)).min_by_key(|(s, _)| s.len());
        let (stem, text) = match first {
            Some((stem, text)) if text.contains('\u{1}') => (stem, text),
            _ => (fill_in(self.input), &*whole),
        };
        let text = self.input.text(&text.replace('\u{1}', "{1}"));
        blanks.iter_mut().for_each(|blank| blank.id = "1".to_string());
        (self.input.text(stem), Answer::Gap { text, blanks })
    }

    fn changed(&self, losses: &mut Losses, why: &str) {
        self.input.changed(losses, self.shown, self.line, why);
    }

    fn dropped(&self, losses: &mut Losses, why: &str) {
        self.input.dropped(losses, self.shown, self.line, why);
    }
}

/// The format in brackets that a text may begin with.
fn format_of(text: &str, otherwise: Markup) -> (Markup, &str) {
    let known = [
        ("[html]", Markup::Html),
        ("[markdown]", Markup::Markdown),
        ("[plain]", Markup::Plain),
        ("[moodle]", Markup::Plain),
    ];
    let found = known.iter().find_map(|(word, markup)| Some((*markup, text.strip_prefix(word)?)));
    found.map_or((otherwise, text), |(markup, rest)| (markup, rest.trim_start()))
}

/// Half a unit in the last place is no part of a number that a person wrote.
fn tidy(number: f64) -> f64 {
    f64::from_str(&format!("{number:.9}")).unwrap_or(number)
}

/// Signs without their backslashes; `\n` breaks the line.
fn unescaped(text: &str) -> String {
    backslash::unescaped(text, "\\n:#={}~")
}
