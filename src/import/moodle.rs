//! Moodle XML, as Moodle's question bank writes it.
//!
//! A category becomes a quiz, and a category below one that the file names a bank of it. Id numbers
//! become ids; tags become what is tested, `see:ID` and `difficulty:N`. See
//! <https://docs.moodle.org/en/Moodle_XML_format>.

use super::backslash::{self, find, split};
use super::bank::{Found, Quiz, drafts, letter, model_and_criteria, stem_of_gaps, tested};
use super::gift;
use super::markup::{Markup, markdown, plain};
use super::pictures::{self, Pictures};
use super::xml::{self, Element};
use super::{Draft, Error, Format, Input};
use crate::diagnostic::Losses;
use crate::model::{Answer, Blank, Choice, Line, Pair, Question, Reject, Text};
use std::str::FromStr;

pub const FORMAT: Format =
    Format { name: "moodle", about: "questions as XML of Moodle's question bank", read };

fn read(input: &Input, losses: &mut Losses) -> Result<Vec<Draft>, Error> {
    let encoding = input.encoding.or_else(|| xml::declared(input.bytes));
    let text = Input { encoding, ..*input }.decode()?;
    let mut root = xml::read(&text)?;
    if root.name != "quiz" {
        return Err(Error::at(
            root.line,
            format!("Moodle XML begins with `quiz`, not `{}`", root.name),
        ));
    }
    let mut file =
        File { input, losses, quizzes: vec![(String::new(), Quiz::default())], bank: None };
    let mut pictures = Pictures::default();
    for element in root.children.iter_mut().filter(|child| child.name == "question") {
        file.pictures(element, &mut pictures);
        match element.attribute("type") {
            "category" => file.category(element),
            _ => file.question(element),
        }
    }
    let quizzes: Vec<Quiz> = file.quizzes.into_iter().map(|(_, quiz)| quiz).collect();
    let drafts = drafts(input, quizzes, losses)?;
    let shown = pictures.shown_by(&drafts);
    Ok([drafts, shown].concat())
}

/// Gives the texts of an element the addresses in the playbook of the files beside them; gives what
/// stays behind, with its line.
fn bring(
    input: &Input,
    element: &mut Element,
    pictures: &mut Pictures,
    left: &mut Vec<(usize, String)>,
) {
    let mut known = Vec::new();
    for file in element.children.iter().filter(|child| child.name == "file") {
        let name = file.attribute("name");
        let path = file.attribute("path");
        let path = format!("{}{name}", if path.is_empty() { "/" } else { path });
        let bytes = Some(file).filter(|file| file.attribute("encoding") == "base64");
        let taken = match bytes.and_then(|file| pictures::decoded(&file.text)) {
            Some(bytes) => pictures.take(input, name, bytes),
            None => Err(format!("`{name}` did not come along: it is not written in base64")),
        };
        match taken {
            Ok(address) => known.push((path, Some(address))),
            Err(why) => {
                left.push((file.line, why));
                known.push((path, None));
            }
        }
    }
    for text in element.children.iter_mut().filter(|child| child.name == "text") {
        let line = text.line;
        text.text = pictures::relinked(&text.text, "@@PLUGINFILE@@", true, |path| {
            let found = known.iter().find(|(known, _)| known == path);
            if found.is_none() {
                let why = format!("`{path}` did not come along: it is not in the file");
                left.push((line, why));
            }
            found?.1.clone()
        });
    }
    for child in element.children.iter_mut().filter(|child| !child.children.is_empty()) {
        bring(input, child, pictures, left);
    }
}

struct File<'a, 'b> {
    input: &'a Input<'a>,
    losses: &'b mut Losses,
    /// By the path of their category.
    quizzes: Vec<(String, Quiz)>,
    bank: Option<String>,
}

impl File<'_, '_> {
    fn category(&mut self, element: &Element) {
        let path = element.child("category").map_or("", |c| c.text_of("text")).to_string();
        let above =
            |known: &str| path.strip_prefix(known).is_some_and(|rest| rest.starts_with('/'));
        let is_quiz = |known: &str| !known.is_empty() && !known.ends_with("/top");
        let home = self.quizzes.iter().position(|(known, _)| is_quiz(known) && above(known));
        let name = gift::category(&path);
        if let Some(home) = home {
            // What comes next belongs to the quiz above it.
            let quiz = self.quizzes.remove(home);
            self.quizzes.push(quiz);
            self.bank = Some(name);
            return;
        }
        self.bank = None;
        let id = element.text_of("idnumber").to_string();
        let intro = self.text(element.child("info"));
        self.quizzes.push((path, Quiz { name, id, intro, ..Quiz::default() }));
    }

    fn pictures(&mut self, element: &mut Element, pictures: &mut Pictures) {
        let mut left = Vec::new();
        bring(self.input, element, pictures, &mut left);
        let id = element.text_of("idnumber");
        let name = element.child("name").map_or("", |name| name.text_of("text"));
        let shown = [id, name, "a question"].into_iter().find(|s| !s.is_empty()).unwrap_or("");
        for (line, why) in left {
            self.input.changed(self.losses, shown, line, why);
        }
    }

    fn question(&mut self, element: &Element) {
        let id = element.text_of("idnumber").to_string();
        let named = element.child("name").map_or("", |name| name.text_of("text"));
        let name = plain(named, Markup::Html);
        let shown = [&*id, &*name, "a question"].into_iter().find(|s| !s.is_empty()).unwrap_or("");
        let reading = Reading { input: self.input, element, shown, line: element.line };
        let Some(answer) = reading.answer(self.losses) else { return };
        let mut question = Question {
            stem: self.text(element.child("questiontext")),
            difficulty: 1,
            bank: self.bank.clone(),
            hints: element.all("hint").map(|hint| self.text(Some(hint))).collect(),
            explanation: self.text(element.child("generalfeedback")),
            answer,
            ..Question::default()
        };
        question.hints.retain(|hint| !hint.is_empty());
        question.head.id = id.clone();
        let mut notes = reading.finish(&mut question, self.losses);
        let told = name.trim_start_matches(&id).trim().trim_end_matches('…').to_string();
        let stem = element.child("questiontext").map_or("", |stem| stem.text_of("text"));
        if !id.is_empty() && !plain(stem, Markup::Html).starts_with(&told) {
            notes.insert(0, format!("Its name in the file: {name}"));
        }
        let found = Found { line: element.line, name, question, notes, ..Found::default() };
        if let Some((_, quiz)) = self.quizzes.last_mut() {
            quiz.questions.push(found);
        }
    }

    fn text(&self, element: Option<&Element>) -> Text {
        self.input.text(&element.map(words).unwrap_or_default())
    }
}

fn markup(element: &Element) -> Markup {
    match element.attribute("format") {
        "markdown" => Markup::Markdown,
        "plain_text" => Markup::Plain,
        // Moodle's own format has tags too.
        _ => Markup::Html,
    }
}

/// The text of an element that holds it in one of its own, as Markdown.
fn words(element: &Element) -> String {
    markdown(element.text_of("text"), markup(element))
}

fn mark(answer: &Element) -> f64 {
    f64::from_str(answer.attribute("fraction").trim()).unwrap_or_default()
}

fn said(answer: &Element) -> String {
    answer.child("feedback").map(words).unwrap_or_default()
}

/// What Moodle says to every answer if its author says nothing.
const USUAL: [&str; 3] =
    ["Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."];

/// One question.
struct Reading<'a> {
    input: &'a Input<'a>,
    element: &'a Element,
    shown: &'a str,
    line: usize,
}

impl Reading<'_> {
    /// The typed part; nothing if a playbook can't hold it, which is told.
    fn answer(&self, losses: &mut Losses) -> Option<Answer> {
        let answer = match self.element.attribute("type") {
            "multichoice" => self.options(losses)?,
            "truefalse" => self.true_or_false(),
            "matching" => self.pairs(),
            "ordering" => self.order(),
            "shortanswer" => self.accepted(losses)?,
            "numerical" => self.number(losses)?,
            "cloze" => self.gaps(losses)?,
            "essay" => self.essay(losses),
            "description" => return self.dropped(losses, "a text without a question"),
            other => {
                return self
                    .dropped(losses, &format!("a playbook has no question of type `{other}`"));
            }
        };
        Some(answer)
    }

    fn answers(&self) -> Vec<&Element> {
        self.element.all("answer").collect()
    }

    fn options(&self, losses: &mut Losses) -> Option<Answer> {
        let answers = self.answers();
        let many = ["false", "0"].contains(&self.element.text_of("single"));
        let full = answers.iter().filter(|a| mark(a) >= 99.9).count();
        if !answers.iter().any(|a| mark(a) > 0.0) || (!many && full == 0) {
            return self.dropped(losses, "no option is wholly right");
        }
        if !many && answers.iter().any(|a| 0.0 < mark(a) && mark(a) < 99.9) {
            self.changed(losses, "an option that is right in part counts as wrong");
        }
        if !many && full > 1 {
            self.changed(losses, "any of its right options would do: now all are to be chosen");
        }
        let least = if many { f64::MIN_POSITIVE } else { 99.9 };
        let option = |(n, answer): (usize, &&Element)| Choice {
            id: letter(n),
            text: self.input.text(&words(answer)),
            right: mark(answer) >= least,
            feedback: self.input.text(&said(answer)),
            ..Choice::default()
        };
        let options: Vec<Choice> = answers.iter().enumerate().map(option).collect();
        Some(if many || full > 1 { Answer::Multiple(options) } else { Answer::Single(options) })
    }

    fn true_or_false(&self) -> Answer {
        let answers = self.answers();
        let side =
            |word: &str| answers.iter().find(|a| a.text_of("text").eq_ignore_ascii_case(word));
        let say = |word: &str| self.input.text(&side(word).map(|a| said(a)).unwrap_or_default());
        Answer::TrueFalse {
            answer: side("true").is_some_and(|a| mark(a) > 0.0),
            if_true: say("true"),
            if_false: say("false"),
        }
    }

    fn pairs(&self) -> Answer {
        let (mut pairs, mut distractors) = (Vec::new(), Vec::new());
        for (n, element) in self.element.all("subquestion").enumerate() {
            let right = element.child("answer").map_or("", |answer| answer.text_of("text"));
            let left = markdown(element.text_of("text"), markup(element));
            let pair = Pair {
                id: letter(n),
                left: self.input.text(&left),
                right: self.input.text(&markdown(right, Markup::Plain)),
                ..Pair::default()
            };
            if pair.left.is_empty() { distractors.push(pair) } else { pairs.push(pair) }
        }
        Answer::Matching { pairs, distractors }
    }

    fn order(&self) -> Answer {
        let mut answers = self.answers();
        answers.sort_by(|a, b| mark(a).total_cmp(&mark(b)));
        let item = |(n, answer): (usize, &&Element)| {
            let mut line = Line { text: self.input.text(&words(answer)), ..Line::default() };
            line.head.id = letter(n);
            line
        };
        let items = answers.iter().enumerate().map(item).collect();
        let feedback = self.whole("incorrectfeedback");
        Answer::Ordering { items, feedback: self.input.text(&feedback) }
    }

    /// What is said to any answer other than those that are known.
    fn otherwise(&self) -> String {
        let any = self.answers().into_iter().find(|a| a.text_of("text") == "*");
        any.map(said).unwrap_or_default()
    }

    fn accepted(&self, losses: &mut Losses) -> Option<Answer> {
        let answers = self.answers();
        let word = |a: &Element| a.text_of("text").replace("\\*", "*");
        let right: Vec<String> =
            answers.iter().filter(|a| mark(a) >= 99.9).map(|a| word(a)).collect();
        if right.is_empty() {
            return self.dropped(losses, "no answer is wholly right");
        }
        if answers.iter().any(|a| 0.0 < mark(a) && mark(a) < 99.9) {
            self.changed(losses, "an answer that is right in part counts as wrong");
        }
        if answers.iter().any(|a| mark(a) >= 99.9 && !said(a).is_empty()) {
            self.changed(losses, "there is no place for what is said to a right answer");
        }
        if self.element.text_of("usecase") == "1" {
            self.changed(losses, "upper and lower case count as the same");
        }
        let accept = self.input.words(right);
        let known = answers.iter().filter(|a| mark(a) < 99.9 && a.text_of("text") != "*");
        let reject: Vec<Reject> = known
            .filter(|a| !said(a).is_empty())
            .map(|a| Reject {
                words: self.input.words(vec![word(a)]),
                feedback: self.input.text(&said(a)),
            })
            .collect();
        let any = self.otherwise();
        if any.is_empty() || !reject.is_empty() {
            if !any.is_empty() {
                self.changed(losses, "there is no place for what is said to any other answer");
            }
            return Some(Answer::Short { accept, reject });
        }
        // Only a gap has something to say to every wrong answer.
        let feedback = self.input.text(&any);
        let blank = Blank { id: "1".to_string(), accept, feedback, ..Blank::default() };
        Some(Answer::Gap { text: self.input.text("{1}"), blanks: vec![blank] })
    }

    fn number(&self, losses: &mut Losses) -> Option<Answer> {
        let answers = self.answers();
        let number = |a: &Element| f64::from_str(a.text_of("text")).ok().filter(|n| n.is_finite());
        let right = answers.iter().filter(|a| mark(a) >= 99.9);
        let Some((key, answer)) = right.filter_map(|a| Some((a, number(a)?))).next() else {
            return self.dropped(losses, "no number is wholly right");
        };
        if answers.iter().filter(|a| a.text_of("text") != "*").count() > 1 {
            self.changed(losses, "of several numbers only the first that is right remains");
        }
        if !said(key).is_empty() {
            self.changed(losses, "there is no place for what is said to a right number");
        }
        let units: Vec<&Element> =
            self.element.child("units").into_iter().flat_map(|units| units.all("unit")).collect();
        if units.len() > 1 {
            self.changed(losses, "of several units only the first remains");
        }
        let unit = units.first().map_or("", |unit| unit.text_of("unit_name"));
        Some(Answer::Numeric {
            answer,
            tolerance: f64::from_str(key.text_of("tolerance")).unwrap_or_default().abs(),
            unit: self.input.text(unit),
            feedback: self.input.text(&self.otherwise()),
        })
    }

    fn essay(&self, losses: &mut Losses) -> Answer {
        let info = self.element.child("graderinfo");
        let html = info.map_or("", |info| info.text_of("text"));
        let (model, criteria) = model_and_criteria(self.input, html);
        let kind = info.map_or(Markup::Html, markup);
        let mut model_answer = self.input.text(&markdown(model, kind));
        if model_answer.is_empty() {
            self.changed(losses, "it has no model answer: write one in place of the dash");
            model_answer = self.input.text("—");
        }
        Answer::Open { model_answer, criteria }
    }

    fn gaps(&self, losses: &mut Losses) -> Option<Answer> {
        let html = self.element.child("questiontext").map_or("", |text| text.text_of("text"));
        let mut blanks = Vec::new();
        let mut text = String::new();
        let mut rest = html;
        while let Some(open) = rest.find('{') {
            let (before, behind) = (&rest[..open], &rest[open + 1..]);
            text.push_str(before);
            let Some((kind, answers, after)) = gap(behind) else {
                text.push('{');
                rest = behind;
                continue;
            };
            let n = blanks.len() + 1;
            let blank = self.blank(n, kind, answers, losses)?;
            blanks.push(blank);
            text.push_str(&format!("{{{n}}}"));
            rest = after;
        }
        text.push_str(rest);
        if blanks.is_empty() {
            return self.dropped(losses, "a text without a gap");
        }
        Some(Answer::Gap { text: self.input.text(&markdown(&text, Markup::Html)), blanks })
    }

    fn blank(&self, n: usize, kind: &str, answers: &str, losses: &mut Losses) -> Option<Blank> {
        let mut accept = Vec::new();
        let mut feedback = String::new();
        for answer in split(answers, '~') {
            let parts = split(answer, '#');
            let (mark, word) = match parts[0].strip_prefix('%').and_then(|a| a.split_once('%')) {
                Some((mark, word)) => (f64::from_str(mark).unwrap_or_default(), word),
                None => parts[0].strip_prefix('=').map_or((0.0, parts[0]), |word| (100.0, word)),
            };
            let word = plain(&unescaped(word), Markup::Html);
            let said = markdown(&unescaped(parts.get(1).unwrap_or(&"")), Markup::Html);
            match (mark >= 100.0, word == "*") {
                (true, _) if kind.starts_with('N') => {
                    let (number, off) = word.split_once(':').unwrap_or((&word, "0"));
                    if f64::from_str(off).unwrap_or_default() != 0.0 {
                        self.changed(losses, "a gap has no tolerance for numbers");
                    }
                    accept.push(number.to_string());
                }
                (true, _) => accept.push(word.replace("\\*", "*")),
                (false, true) => feedback = said,
                (false, false) if mark > 0.0 => {
                    self.changed(losses, "an answer that is right in part counts as wrong");
                }
                (false, false) if said.is_empty() && !kind.starts_with('M') => {}
                (false, false) => {
                    self.changed(losses, "a gap has no place for known wrong answers");
                }
            }
        }
        if accept.is_empty() {
            return self.dropped(losses, &format!("its gap {n} has no right answer"));
        }
        let (accept, feedback) = (self.input.words(accept), self.input.text(&feedback));
        Some(Blank { id: n.to_string(), accept, feedback, ..Blank::default() })
    }

    /// What is said to an answer as a whole, unless Moodle itself says it.
    fn whole(&self, name: &str) -> String {
        let said = self.element.child(name).map(words).unwrap_or_default();
        if USUAL.contains(&&*said) { String::new() } else { said }
    }

    /// Tags, the stem of a text with gaps, and what is said to an answer as a whole; gives what is
    /// to be said beside the question.
    fn finish(&self, q: &mut Question, losses: &mut Losses) -> Vec<String> {
        let tags = self.element.child("tags").into_iter().flat_map(|tags| tags.all("tag"));
        let tags: Vec<String> = tags.map(|tag| tag.text_of("text").to_string()).collect();
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for tag in tags {
            let is_own = tag.starts_with("see:") || tag.starts_with("difficulty:");
            if is_own { own.push(tag) } else { others.push(tag) }
        }
        let (tests, mut notes) = tested(self.input, &others);
        q.tests = tests;
        for tag in own {
            let see = tag.strip_prefix("see:").map(|id| tested(self.input, &[id.to_string()]).0);
            q.see = see.into_iter().flatten().next().or(q.see.take());
            let hard = tag.strip_prefix("difficulty:").and_then(|n| u32::from_str(n).ok());
            q.difficulty = hard.filter(|n| (1..=3).contains(n)).unwrap_or(q.difficulty);
        }
        self.split_gaps(q);
        let (right, wrong) = (self.whole("correctfeedback"), self.whole("incorrectfeedback"));
        let is_order = matches!(q.answer, Answer::Ordering { .. });
        if !right.is_empty() && right == wrong && !is_order {
            let more = q.explanation.str(self.input.lang);
            q.explanation = self.input.text(&format!("{right}\n\n{more}"));
            return notes;
        }
        for (said, to) in [(right, "right"), (wrong, "wrong")] {
            // An order has a place for it.
            if said.is_empty() || (is_order && to == "wrong") {
                continue;
            }
            let why = format!("there is no place for what is said to every {to} answer");
            self.changed(losses, &why);
            notes.push(format!("Said to every {to} answer: {said}"));
        }
        notes
    }

    /// The stem of a text with gaps is its first paragraph, if no gap stands in it.
    fn split_gaps(&self, q: &mut Question) {
        let Answer::Gap { text, blanks } = &mut q.answer else { return };
        let whole = text.str(self.input.lang).to_string();
        if whole == "{1}" {
            return;
        }
        let (stem, rest) = stem_of_gaps(self.input, whole, blanks);
        (q.stem, *text) = (self.input.text(&stem), self.input.text(&rest));
    }

    fn changed(&self, losses: &mut Losses, why: &str) {
        self.input.changed(losses, self.shown, self.line, why);
    }

    fn dropped<T>(&self, losses: &mut Losses, why: &str) -> Option<T> {
        self.input.dropped(losses, self.shown, self.line, why);
        None
    }
}

/// A gap behind its brace: type, answers, what follows.
fn gap(behind: &str) -> Option<(&str, &str, &str)> {
    let (_, rest) = behind.split_at(behind.find(|c: char| !c.is_ascii_digit())?);
    let (kind, answers) = rest.strip_prefix(':')?.split_once(':')?;
    let known =
        ["SHORTANSWER", "SA", "MW", "NUMERICAL", "NM", "MULTICHOICE", "MC", "MULTIRESPONSE", "MR"];
    let fits = |word: &str| {
        kind.strip_prefix(word).is_some_and(|more| {
            ["", "_C", "C", "_V", "V", "_H", "H", "_S", "S", "_VS", "VS", "_HS", "HS"]
                .contains(&more)
        })
    };
    known.into_iter().find(|word| fits(word))?;
    let end = find(answers, &['}'])?;
    Some((kind, &answers[..end], &answers[end + 1..]))
}

fn unescaped(text: &str) -> String {
    backslash::unescaped(text, "}#~\"/\\{=")
}
