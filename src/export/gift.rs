//! Questions as GIFT, the text format that Moodle and other learning systems read.
//!
//! One file holds every chosen quiz, each as a category. Texts go as HTML. An order becomes a
//! match of steps with their places, a text with several gaps one question for each gap; a deal to
//! be judged, which GIFT can't draw, is left out. See <https://docs.moodle.org/en/GIFT_format>.

use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::model::{Answer, Blank, Choice, Lang, Line, Pair, Question, Quiz, Reject, Text, Words};
use crate::site::short;
use std::fmt::Write;

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
        quiz.questions.iter().for_each(|question| file.question(question));
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

    fn question(&mut self, q: &Question) {
        match &q.answer {
            Answer::Single(options) => self.add(q, "", &self.stem(q), &self.choose_one(options)),
            Answer::Multiple(options) => self.multiple(q, options),
            Answer::TrueFalse { answer, if_true, if_false } => {
                let (right, wrong) =
                    if *answer { (if_true, if_false) } else { (if_false, if_true) };
                let word = if *answer { "TRUE" } else { "FALSE" };
                let lines = format!("\t{word}{}{}\n", self.note(wrong), self.note(right));
                self.add(q, "", &self.stem(q), &lines);
            }
            Answer::Matching { pairs, distractors } => self.matching(q, pairs, distractors),
            Answer::Ordering { items, feedback } => self.ordering(q, items, feedback),
            Answer::Short { accept, reject } => {
                self.add(q, "", &self.stem(q), &self.words(accept, reject, &Text::default()));
            }
            Answer::Numeric { answer, tolerance, unit, feedback } => {
                let mut stem = self.stem(q);
                if !unit.is_empty() {
                    let _ = write!(stem, " ({})", escape(unit.str(self.lang)));
                }
                let line = format!("#\n\t={answer}:{tolerance}{}\n", self.note(feedback));
                self.add(q, "", &stem, &line);
            }
            Answer::Gap { text, blanks } => self.gaps(q, text, blanks),
            Answer::Position { .. } => {
                let why = "GIFT can't show a deal to be judged";
                self.losses.dropped(&q.head.id, Some(q.head.span), why);
            }
            Answer::Open { model_answer, criteria } => {
                let criteria: String =
                    criteria.iter().map(|c| format!("<li>{}</li>", self.html(c))).collect();
                let model = format!("{}<ul>{criteria}</ul>", self.html(model_answer));
                self.add_with(q, "", &self.stem(q), "", &escape(&model));
            }
        }
    }

    fn choose_one(&self, options: &[Choice]) -> String {
        options.iter().map(|o| self.option(if o.right { "=" } else { "~" }, o)).collect()
    }

    /// Full marks for all right options and no wrong one.
    fn multiple(&mut self, q: &Question, options: &[Choice]) {
        let right = options.iter().filter(|o| o.right).count();
        // The shares that Moodle knows.
        let share = match right {
            1..=10 => format!("{:.5}", 100.0 / right as f64),
            _ => {
                let why = "GIFT has no share of a mark for so many right options";
                return self.losses.dropped(&q.head.id, Some(q.head.span), why);
            }
        };
        let share = share.trim_end_matches('0').trim_end_matches('.');
        let mark = |o: &Choice| if o.right { format!("~%{share}%") } else { "~%-100%".into() };
        let lines: String = options.iter().map(|o| self.option(&mark(o), o)).collect();
        self.add(q, "", &self.stem(q), &lines);
    }

    fn option(&self, mark: &str, option: &Choice) -> String {
        format!("\t{mark}{}{}\n", self.text(&option.text), self.note(&option.feedback))
    }

    fn matching(&mut self, q: &Question, pairs: &[Pair], distractors: &[Pair]) {
        let pair = |p: &Pair| format!("\t={} -> {}\n", self.text(&p.left), self.side(&p.right));
        let extra = |p: &Pair| format!("\t= -> {}\n", self.side(&p.right));
        let lines: String = pairs.iter().map(pair).chain(distractors.iter().map(extra)).collect();
        if pairs.iter().chain(distractors).any(|p| !p.feedback.is_empty()) {
            self.changed(q, "GIFT has no place for what is said to a single pair");
        }
        self.add(q, "", &self.stem(q), &lines);
    }

    fn ordering(&mut self, q: &Question, items: &[Line], feedback: &Text) {
        let line = |(n, item): (usize, &Line)| format!("\t={} -> {n}\n", self.text(&item.text));
        let lines: String = (1..).zip(items).map(line).collect();
        self.changed(q, "an order becomes a match of steps with their places");
        self.add_with(q, "", &self.stem(q), &lines, &self.text(feedback));
    }

    /// A text with one gap stands as it is; of several gaps each is asked alone.
    fn gaps(&mut self, q: &Question, text: &Text, blanks: &[Blank]) {
        let whole = self.text(text);
        // The braces of a gap were escaped with all others.
        let place = |blank: &Blank| format!("\\{{{}\\}}", escape(&blank.id));
        if blanks.len() > 1 {
            self.changed(q, "GIFT knows one gap in a question: each is asked alone");
        }
        for blank in blanks {
            let others = blanks.iter().filter(|other| other.id != blank.id);
            let shown = others.fold(whole.clone(), |text, b| text.replace(&place(b), "_____"));
            let (before, after) = shown.split_once(&place(blank)).unwrap_or((&shown, ""));
            let suffix = if blanks.len() > 1 { format!(".{}", blank.id) } else { String::new() };
            let stem = format!("{}<br>{before}", self.stem(q));
            let lines = self.words(&blank.accept, &[], &blank.feedback);
            self.add(q, &suffix, &stem, &lines);
            let end = self.text.trim_end().len();
            self.text.insert_str(end, after);
        }
    }

    /// Accepted words of every language: a learner may well know the other one's term.
    fn words(&self, accept: &Words, reject: &[Reject], wrong: &Text) -> String {
        let all = |words: &Words| words.by_lang.iter().flatten().cloned().collect::<Vec<String>>();
        let mut lines: String =
            all(accept).iter().map(|word| format!("\t={}\n", escape(word))).collect();
        for known in reject {
            let note = self.note(&known.feedback);
            let line = |word: &String| format!("\t=%0%{}{note}\n", escape(word));
            lines.extend(all(&known.words).iter().map(line));
        }
        if !wrong.is_empty() {
            let _ = writeln!(lines, "\t=%0%*{}", self.note(wrong));
        }
        lines
    }

    fn add(&mut self, q: &Question, suffix: &str, stem: &str, answers: &str) {
        self.add_with(q, suffix, stem, answers, "");
    }

    /// Adds a question; `more` stands before its explanation.
    fn add_with(&mut self, q: &Question, suffix: &str, stem: &str, answers: &str, more: &str) {
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

    fn stem(&self, q: &Question) -> String {
        self.text(&q.stem)
    }

    fn html(&self, text: &Text) -> String {
        self.request.html(text, self.lang)
    }

    fn text(&self, text: &Text) -> String {
        escape(&self.html(text))
    }

    /// The right side of a match, which is chosen from a menu and so has no markup.
    fn side(&self, text: &Text) -> String {
        escape(&self.request.plain(text, self.lang))
    }

    /// Feedback behind an answer.
    fn note(&self, text: &Text) -> String {
        if text.is_empty() { String::new() } else { format!("#{}", self.text(text)) }
    }
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
