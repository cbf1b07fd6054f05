//! Questions as GIFT, the text format that Moodle and other learning systems read.
//!
//! One file holds every chosen quiz, each as a category. Texts go as HTML. An order becomes a
//! match of steps with their places, a text with several blanks one question for each of them. See
//! <https://docs.moodle.org/en/GIFT_format>.

use super::notes;
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::exercise::{
    self, Alternative, Blank, Choose, Exercise, Form, Label, Lettered, Order, Pairs, Wanted, Write,
};
use crate::model::{Lang, Question, Quiz, Reject, Text, Words};
use crate::site::short;
use std::fmt::Write as _;

pub const FORMAT: Format = Format {
    name: "gift",
    about: "questions as text for Moodle and other learning systems",
    ending: "gift",
    languages: Languages::One,
    write,
};

fn write(request: &Request, losses: &mut Losses) -> Result<Vec<u8>, Error> {
    let mut file = File { request, lang: request.lang(), losses, text: String::new() };
    let book = request.book();
    let title = book.settings.title.str(file.lang);
    let _ = writeln!(file.text, "// {}, written by Twotrack", title.replace('\n', " "));
    for quiz in request.quizzes() {
        file.category(title, quiz);
        exercise::of_quiz(book, quiz).for_each(|exercise| file.question(&exercise));
        notes::leave_out(quiz, &[], file.losses);
    }
    match file.text.contains("\n::") {
        true => Ok(file.text.into_bytes()),
        false => Err(Error::new("what was chosen holds no question that GIFT can hold")),
    }
}

/// The file under construction.
struct File<'a, 'b> {
    request: &'a Request<'a>,
    lang: Lang,
    losses: &'b mut Losses,
    text: String,
}

impl File<'_, '_> {
    fn category(&mut self, title: &str, quiz: &Quiz) {
        let part = |name: &str| name.replace('/', "//").replace('\n', " ");
        let name = part(quiz.title.str(self.lang));
        let _ = write!(self.text, "\n$CATEGORY: $course$/{}/{name}\n\n", part(title));
    }

    fn question(&mut self, exercise: &Exercise) {
        let q = exercise.question;
        let stem = self.text(&q.stem);
        match &exercise.form {
            Form::Choose(choose) => self.choose(q, stem, choose),
            Form::Pair(pairs) => self.pair(q, &stem, pairs),
            Form::Order(order) => self.order(q, &stem, order),
            Form::Write(write) => self.blanks(q, &stem, write),
            Form::Rate(rate) => {
                let criteria = rate.criteria.iter().map(|c| format!("<li>{}</li>", self.html(c)));
                let criteria: String = criteria.collect();
                self.changed(q, "model answer and criteria become the explanation");
                let model = format!("{}<ul>{criteria}</ul>", self.html(rate.model_answer));
                self.add(q, "", &stem, "", &escape(&model));
            }
        }
    }

    fn choose(&mut self, q: &Question, mut stem: String, choose: &Choose) {
        let mut more = String::new();
        if let Some(judged) = &choose.judged {
            stem += &escape(&self.request.deal(&judged.deal, self.lang));
            more = self.text(judged.feedback);
            self.changed(q, "the outcomes of the rule become options as any others");
        }
        let is_written = choose.options.iter().any(|o| matches!(o.label, Label::Written(_)));
        if is_written && choose.options.iter().any(|option| option.fixed) {
            self.changed(q, "GIFT can't say that options keep their places: shuffle them nowhere");
        }
        let answers = match &choose.options[..] {
            [yes, no] if matches!(yes.label, Label::True) => {
                let (word, right, wrong) =
                    if yes.right { ("TRUE", yes, no) } else { ("FALSE", no, yes) };
                let (wrong, right) = (self.said(wrong.feedback), self.said(right.feedback));
                // What is said to a right answer stands second, whatever stands first.
                let wrong = if wrong.is_empty() && !right.is_empty() { "#" } else { &wrong };
                format!("\t{word}{wrong}{right}\n")
            }
            options if choose.many => match share(choose.right().count()) {
                Some(share) => self.options(options, &format!("~%{share}%"), "~%-100%"),
                None => {
                    let why = "GIFT has no share of a mark for so many right options";
                    return self.losses.dropped(&q.head.id, Some(q.head.span), why);
                }
            },
            options => self.options(options, "=", "~"),
        };
        self.add(q, "", &stem, &answers, &more);
    }

    fn options(&self, options: &[Alternative], right: &str, wrong: &str) -> String {
        let line = |option: &Alternative| {
            let mark = if option.right { right } else { wrong };
            let words = match &option.label {
                Label::Written(text) => self.html(text),
                label => self.request.label(label, self.lang),
            };
            format!("\t{mark}{}{}\n", escape(&words), self.said(option.feedback))
        };
        options.iter().map(line).collect()
    }

    fn pair(&mut self, q: &Question, stem: &str, pairs: &Pairs) {
        let line = |side: &Lettered| {
            format!("\t={} -> {}\n", self.text(&side.pair.left), self.menu(&side.pair.right))
        };
        let all = || pairs.pairs.iter().chain(&pairs.distractors);
        let lines: String = all().map(line).collect();
        if all().any(|side| !side.pair.feedback.is_empty()) {
            self.changed(q, "GIFT has no place for what is said to a single pair");
        }
        self.add(q, "", stem, &lines, "");
    }

    fn order(&mut self, q: &Question, stem: &str, order: &Order) {
        let lines =
            (1..).zip(order.items).map(|(n, it)| format!("\t={} -> {n}\n", self.text(&it.text)));
        let lines: String = lines.collect();
        self.changed(q, "an order becomes a match of steps with their places");
        self.add(q, "", stem, &lines, &self.text(order.feedback));
    }

    /// A text with one blank stands as it is; of several each is asked alone.
    fn blanks(&mut self, q: &Question, stem: &str, write: &Write) {
        let whole = write.text.map(|text| self.text(text)).unwrap_or_default();
        // The braces of a blank were escaped with all others.
        let place = |blank: &Blank| escape(&blank.place());
        if write.blanks.len() > 1 {
            self.changed(q, "GIFT knows one blank in a question: each is asked alone");
        }
        for blank in &write.blanks {
            let others = write.blanks.iter().filter(|other| other.id != blank.id);
            let shown = others.fold(whole.clone(), |text, b| text.replace(&place(b), "_____"));
            let (before, after) = shown.split_once(&place(blank)).unwrap_or((&shown, ""));
            let suffix =
                if write.blanks.len() > 1 { format!(".{}", blank.id) } else { String::new() };
            let mut stem = stem.to_string();
            if write.text.is_some() {
                let _ = write!(stem, "<br>{before}");
            }
            if let Wanted::Number { unit, .. } = &blank.wanted
                && !unit.is_empty()
            {
                let _ = write!(stem, " ({})", escape(unit.str(self.lang)));
                self.changed(q, "the unit stands behind the question");
            }
            self.add(q, &suffix, &stem, &self.wanted(blank), "");
            let end = self.text.trim_end().len();
            self.text.insert_str(end, after);
        }
    }

    fn wanted(&self, blank: &Blank) -> String {
        match &blank.wanted {
            Wanted::Words { accept, reject } => self.words(accept, reject, blank.feedback),
            Wanted::Number { answer, tolerance, .. } => {
                let wrong = self.said(blank.feedback);
                let wrong = if wrong.is_empty() { wrong } else { format!("\t~{wrong}\n") };
                format!("#\n\t={answer}:{tolerance}\n{wrong}")
            }
        }
    }

    /// Accepted words of every language: a learner may well know the other one's term.
    fn words(&self, accept: &Words, reject: &[Reject], wrong: Option<&Text>) -> String {
        let mut lines: String =
            accept.every().iter().map(|word| format!("\t={}\n", escape(word))).collect();
        for known in reject {
            let note = self.said(Some(&known.feedback));
            let line = |word: &&str| format!("\t=%0%{}{note}\n", escape(word));
            lines.extend(known.words.every().iter().map(line));
        }
        let note = self.said(wrong);
        if !note.is_empty() {
            let _ = writeln!(lines, "\t=%0%*{note}");
        }
        lines
    }

    /// Adds a question; `more` stands before its explanation.
    fn add(&mut self, q: &Question, suffix: &str, stem: &str, answers: &str, more: &str) {
        if !q.hints.is_empty() {
            self.changed(q, "GIFT has no place for its hints");
        }
        let name = short(&self.request.plain(&q.stem, self.lang));
        // A number's sign stands on the line of the brace.
        let answers = if answers.starts_with('#') { answers } else { &format!("\n{answers}") };
        let tags: String = q.tests.iter().map(|r| format!(" [tag:{}]", r.id)).collect();
        let id = format!("{}{suffix}", q.head.id);
        let _ = writeln!(self.text, "// [id:{id}]{tags}");
        let _ = write!(self.text, "::{} {}::[html]{stem} {{{answers}", escape(&id), escape(&name));
        let explanation = self.text(&q.explanation);
        let explanation = match (more, &*explanation) {
            ("", words) | (words, "") => words.to_string(),
            (more, words) => format!("{more}<br>{words}"),
        };
        if !explanation.is_empty() {
            let _ = writeln!(self.text, "\t####{explanation}");
        }
        self.text.push_str("}\n\n");
    }

    fn changed(&mut self, q: &Question, why: &str) {
        self.losses.changed(&q.head.id, Some(q.head.span), why);
    }

    fn html(&self, text: &Text) -> String {
        self.request.html(text, self.lang)
    }

    fn text(&self, text: &Text) -> String {
        escape(&self.html(text))
    }

    /// The right side of a match, which is chosen from a menu and so has no markup.
    fn menu(&self, text: &Text) -> String {
        escape(&self.request.plain(text, self.lang))
    }

    /// Feedback behind an answer.
    fn said(&self, text: Option<&Text>) -> String {
        let text = text.filter(|text| !text.is_empty());
        text.map_or(String::new(), |text| format!("#{}", self.text(text)))
    }
}

/// The share of a mark for each of so many right options, of those that Moodle knows.
pub(super) fn share(right: usize) -> Option<String> {
    let share = matches!(right, 1..=10).then(|| format!("{:.5}", 100.0 / right as f64))?;
    Some(share.trim_end_matches('0').trim_end_matches('.').to_string())
}

/// A text as GIFT writes it: on one line, its own signs marked as none.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '#' | '=' | '~' | '{' | '}' | ':' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}
