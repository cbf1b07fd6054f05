//! Questions as Moodle XML, the fullest of the formats that Moodle's question bank reads.
//!
//! One file holds every chosen quiz: a category for its stage and itself, and one below it for each
//! bank. Ids go as id numbers; what a question tests, how hard it is and where to read up go as
//! tags. See <https://docs.moodle.org/en/Moodle_XML_format>.

use super::gift::share;
use super::notes::{self, Note};
use super::request::PackedFiles;
use super::xml::address;
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::exercise::{
    self, Alternative, Blank, Choose, Exercise, Form, Label, Order, Pairs, Rate, Wanted, Write,
};
use crate::model::{Lang, Question, Quiz, Text};
use crate::render::{self, base64, file_path};
use crate::site::short;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

pub const FORMAT: Format = Format {
    name: "moodle",
    about: "questions as XML for Moodle's question bank, with feedback, hints and tags",
    ending: "xml",
    languages: Languages::One,
    write,
};

fn write(request: &Request, losses: &mut Losses) -> Result<Vec<u8>, Error> {
    let xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let lang = request.lang();
    let mut file = File { request, lang, losses, xml, questions: 0, files: PackedFiles::default() };
    file.all().map_err(|e| Error::new(format!("the XML could not be written: {e}")))?;
    match file.questions {
        0 => Err(Error::new("what was chosen holds no question that Moodle can hold")),
        _ => Ok([file.xml.into_inner(), b"\n".to_vec()].concat()),
    }
}

type Done = std::io::Result<()>;

/// The file under construction.
struct File<'a, 'b> {
    request: &'a Request<'a>,
    lang: Lang,
    losses: &'b mut Losses,
    xml: Writer<Vec<u8>>,
    questions: usize,
    /// Those that the texts show so far.
    files: PackedFiles,
}

/// Where Moodle's texts find their files.
const FILES: &str = "@@PLUGINFILE@@/";

/// What every type of question begins with, beside its stem.
struct Shared<'a> {
    /// Moodle's word for the type.
    kind: &'a str,
    stem: String,
    /// Said to every answer.
    explanation: String,
}

/// Moodle's word for a text that is HTML.
const HTML: &[(&str, &str)] = &[("format", "html")];
/// And for one that is not.
const PLAIN: &[(&str, &str)] = &[("format", "moodle_auto_format")];

impl File<'_, '_> {
    fn all(&mut self) -> Done {
        self.xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.group("quiz", &[], |file| file.request.quizzes().try_for_each(|quiz| file.quiz(quiz)))
    }

    /// The questions of a quiz, each below its bank; those of none come first.
    fn quiz(&mut self, quiz: &Quiz) -> Done {
        let book = self.request.book();
        let part = |text: &Text| text.str(self.lang).replace('/', "//").replace('\n', " ");
        let stage = quiz.stage.as_ref().and_then(|to| book.stage(&to.id));
        let stage = stage.map(|stage| format!("/{} {}", stage.number, part(&stage.title)));
        let of_quiz = format!(
            "$course$/top/{}{}/{}",
            part(&book.settings.title),
            stage.unwrap_or_default(),
            part(&quiz.title)
        );
        // A category has no files.
        let intro = self.request.html(&quiz.intro, self.lang);
        self.category(&of_quiz, &intro, &quiz.head.id)?;
        let mut banks: Vec<Option<&str>> = vec![None];
        for question in &quiz.questions {
            let bank = question.bank.as_deref();
            if !banks.contains(&bank) {
                banks.push(bank);
            }
        }
        for bank in banks {
            if let Some(bank) = bank {
                let id = format!("{}/{bank}", quiz.head.id);
                self.category(&format!("{of_quiz}/{}", bank.replace('/', "//")), "", &id)?;
            }
            let all = exercise::of_quiz(book, quiz);
            for exercise in all.filter(|exercise| exercise.question.bank.as_deref() == bank) {
                self.question(&exercise)?;
            }
        }
        notes::leave_out(quiz, &[Note::Bank, Note::Difficulty, Note::See], self.losses);
        Ok(())
    }

    fn category(&mut self, path: &str, intro: &str, id: &str) -> Done {
        self.group("question", &[("type", "category")], |file| {
            file.text("category", &[], path)?;
            file.text("info", HTML, intro)?;
            file.leaf("idnumber", &[], id)
        })
    }

    fn question(&mut self, exercise: &Exercise) -> Done {
        let q = exercise.question;
        match &exercise.form {
            Form::Choose(choose) => self.choose(q, choose),
            Form::Pair(pairs) => self.pair(q, pairs),
            Form::Order(order) => self.order(q, order),
            Form::Write(Write { text: Some(text), blanks }) => self.cloze(q, text, blanks),
            Form::Write(write) => self.blank(q, &write.blanks[0]),
            Form::Rate(rate) => self.essay(q, rate),
        }
    }

    fn choose(&mut self, q: &Question, choose: &Choose) -> Done {
        let mut shared = self.shared(q, "multichoice");
        if let [yes, no] = &choose.options[..]
            && matches!(yes.label, Label::True)
        {
            shared.kind = "truefalse";
            return self.add(q, &shared, |file| {
                [("true", yes), ("false", no)].into_iter().try_for_each(|(word, side)| {
                    let said = file.said(side.feedback);
                    file.answer(PLAIN, if side.right { "100" } else { "0" }, word, &said)
                })
            });
        }
        let Some(right) = share(choose.right().count()) else {
            let why = "Moodle has no share of a mark for so many right options";
            self.losses.dropped(&q.head.id, Some(q.head.span), why);
            return Ok(());
        };
        let mut said = [String::new(), String::new()];
        if let Some(judged) = &choose.judged {
            shared.stem += &self.request.deal(&judged.deal, self.lang);
            said = [(); 2].map(|()| self.html(judged.feedback));
            self.changed(q, "the outcomes of the rule become options as any others");
        }
        let is_kept = choose.fixed || choose.kept().next().is_some();
        if is_kept && !choose.fixed {
            self.changed(q, "Moodle shuffles all options or none: these keep their order");
        }
        let wrong = if choose.many { "-100" } else { "0" };
        let right = if choose.many { &right } else { "100" };
        self.add(q, &shared, |file| {
            file.leaf("single", &[], if choose.many { "false" } else { "true" })?;
            file.leaf("shuffleanswers", &[], if is_kept { "false" } else { "true" })?;
            file.leaf("answernumbering", &[], "abc")?;
            file.combined(&said[0], &said[1])?;
            let mut options = choose.options.iter();
            options.try_for_each(|o| file.option(o, if o.right { right } else { wrong }))
        })
    }

    fn option(&mut self, option: &Alternative, fraction: &str) -> Done {
        let words = match &option.label {
            Label::Written(text) => self.html(text),
            label => self.request.label(label, self.lang),
        };
        let said = self.said(option.feedback);
        self.answer(HTML, fraction, &words, &said)
    }

    fn pair(&mut self, q: &Question, pairs: &Pairs) -> Done {
        let all = || pairs.pairs.iter().chain(&pairs.distractors);
        if all().any(|side| !side.pair.feedback.is_empty()) {
            self.changed(q, "Moodle has no place for what is said to a single pair");
        }
        let shared = self.shared(q, "matching");
        self.add(q, &shared, |file| {
            file.leaf("shuffleanswers", &[], "true")?;
            file.combined("", "")?;
            all().try_for_each(|side| {
                let left = file.html(&side.pair.left);
                // Chosen from a menu, which has no markup.
                let right = file.request.plain(&side.pair.right, file.lang);
                file.group("subquestion", HTML, |file| {
                    file.words(&left)?;
                    file.text("answer", &[], &right)
                })
            })
        })
    }

    fn order(&mut self, q: &Question, order: &Order) -> Done {
        let shared = self.shared(q, "ordering");
        let wrong = self.html(order.feedback);
        self.add(q, &shared, |file| {
            for (name, word) in [
                ("layouttype", "VERTICAL"),
                ("selecttype", "ALL"),
                ("selectcount", "0"),
                ("gradingtype", "ABSOLUTE_POSITION"),
                ("showgrading", "SHOW"),
                ("numberingstyle", "none"),
            ] {
                file.leaf(name, &[], word)?;
            }
            file.combined("", &wrong)?;
            (1..).zip(order.items).try_for_each(|(place, item)| {
                let words = file.html(&item.text);
                file.answer(HTML, &place.to_string(), &words, "")
            })
        })
    }

    fn blank(&mut self, q: &Question, blank: &Blank) -> Done {
        let wrong = self.said(blank.feedback);
        let otherwise = |file: &mut Self| match wrong.is_empty() {
            true => Ok(()),
            false => file.answer(PLAIN, "0", "*", &wrong),
        };
        match &blank.wanted {
            Wanted::Words { accept, reject } => {
                let shared = self.shared(q, "shortanswer");
                self.add(q, &shared, |file| {
                    file.leaf("usecase", &[], "0")?;
                    for word in accept.every() {
                        file.answer(PLAIN, "100", &word.replace('*', "\\*"), "")?;
                    }
                    for known in *reject {
                        let said = file.html(&known.feedback);
                        for word in known.words.every() {
                            file.answer(PLAIN, "0", &word.replace('*', "\\*"), &said)?;
                        }
                    }
                    otherwise(file)
                })
            }
            Wanted::Number { answer, tolerance, unit } => {
                let shared = self.shared(q, "numerical");
                let unit = unit.str(self.lang).to_string();
                self.add(q, &shared, |file| {
                    file.group("answer", &[("fraction", "100"), PLAIN[0]], |file| {
                        file.leaf("text", &[], &answer.to_string())?;
                        file.text("feedback", HTML, "")?;
                        file.leaf("tolerance", &[], &tolerance.to_string())
                    })?;
                    otherwise(file)?;
                    file.unit(&unit)
                })
            }
        }
    }

    /// A unit may be written behind the number, or left out.
    fn unit(&mut self, unit: &str) -> Done {
        if !unit.is_empty() {
            self.group("units", &[], |file| {
                file.group("unit", &[], |file| {
                    file.leaf("multiplier", &[], "1")?;
                    file.leaf("unit_name", &[], unit)
                })
            })?;
        }
        self.leaf("unitgradingtype", &[], "0")?;
        self.leaf("unitpenalty", &[], "0.1")?;
        self.leaf("showunits", &[], if unit.is_empty() { "3" } else { "0" })?;
        self.leaf("unitsleft", &[], "0")
    }

    /// The blanks stand in the text itself, behind the stem.
    fn cloze(&mut self, q: &Question, text: &Text, blanks: &[Blank]) -> Done {
        let mut shared = self.shared(q, "cloze");
        let mut text = self.html(text);
        if !text.starts_with("<p>") {
            text = format!("<p>{text}</p>");
        }
        for blank in blanks {
            text = text.replace(&blank.place(), &self.gap(blank));
        }
        shared.stem = format!("<p>{}</p>{text}", shared.stem);
        self.add(q, &shared, |_| Ok(()))
    }

    fn gap(&self, blank: &Blank) -> String {
        let answers = match &blank.wanted {
            Wanted::Words { accept, .. } => {
                let all = accept.every().into_iter();
                let all =
                    all.map(|word| format!("={}", in_gap(&escaped(&word.replace('*', "\\*")))));
                format!("SHORTANSWER:{}", all.collect::<Vec<_>>().join("~"))
            }
            Wanted::Number { answer, tolerance, .. } => format!("NUMERICAL:={answer}:{tolerance}"),
        };
        match self.said(blank.feedback) {
            said if said.is_empty() => format!("{{1:{answers}}}"),
            said => format!("{{1:{answers}~*#{}}}", in_gap(&said)),
        }
    }

    fn essay(&mut self, q: &Question, rate: &Rate) -> Done {
        self.changed(q, "Moodle leaves the marking to a teacher, who sees answer and criteria");
        let shared = self.shared(q, "essay");
        let mut info = self.html(rate.model_answer);
        if !rate.criteria.is_empty() {
            let all = rate.criteria.iter().map(|text| format!("<li>{}</li>", self.html(text)));
            info += &format!("<ul>{}</ul>", all.collect::<String>());
        }
        self.add(q, &shared, |file| {
            for (name, word) in [
                ("responseformat", "editor"),
                ("responserequired", "1"),
                ("responsefieldlines", "10"),
                ("attachments", "0"),
                ("attachmentsrequired", "0"),
            ] {
                file.leaf(name, &[], word)?;
            }
            file.text("graderinfo", HTML, &info)?;
            file.text("responsetemplate", HTML, "")
        })
    }

    fn shared(&self, q: &Question, kind: &'static str) -> Shared<'static> {
        Shared { kind, stem: self.html(&q.stem), explanation: self.html(&q.explanation) }
    }

    /// One question; `body` writes what its type has of its own.
    fn add(&mut self, q: &Question, shared: &Shared, body: impl FnOnce(&mut Self) -> Done) -> Done {
        self.questions += 1;
        let id = &q.head.id;
        let name = format!("{id} {}", short(&self.request.plain(&q.stem, self.lang)));
        self.group("question", &[("type", shared.kind)], |file| {
            file.text("name", &[], &name)?;
            file.text("questiontext", HTML, &shared.stem)?;
            file.text("generalfeedback", HTML, &shared.explanation)?;
            file.leaf("defaultgrade", &[], "1")?;
            let tries = ["cloze", "essay", "truefalse"].contains(&shared.kind);
            file.leaf("penalty", &[], if tries { "0" } else { "0.3333333" })?;
            file.leaf("hidden", &[], "0")?;
            file.leaf("idnumber", &[], id)?;
            body(file)?;
            for hint in &q.hints {
                let hint = file.html(hint);
                file.text("hint", HTML, &hint)?;
            }
            file.tags(q)
        })
    }

    fn tags(&mut self, q: &Question) -> Done {
        let tests = q.tests.iter().map(|to| to.id.clone());
        let see = q.see.iter().map(|to| format!("see:{}", to.id));
        let difficulty = [format!("difficulty:{}", q.difficulty)];
        let all: Vec<String> = tests.chain(see).chain(difficulty).collect();
        self.group("tags", &[], |file| all.iter().try_for_each(|tag| file.text("tag", &[], tag)))
    }

    /// What is said to a right and to any other answer as a whole.
    fn combined(&mut self, right: &str, wrong: &str) -> Done {
        self.text("correctfeedback", HTML, right)?;
        self.text("partiallycorrectfeedback", HTML, wrong)?;
        self.text("incorrectfeedback", HTML, wrong)
    }

    fn answer(&mut self, format: &[(&str, &str)], mark: &str, words: &str, said: &str) -> Done {
        self.group("answer", &[("fraction", mark), format[0]], |file| {
            file.words(words)?;
            file.text("feedback", HTML, said)
        })
    }

    fn changed(&mut self, q: &Question, why: &str) {
        self.losses.changed(&q.head.id, Some(q.head.span), why);
    }

    fn html(&self, text: &Text) -> String {
        self.request.packed(text, self.lang, FILES, &self.files)
    }

    fn said(&self, text: Option<&Text>) -> String {
        text.map(|text| self.html(text)).unwrap_or_default()
    }

    /// An element that holds a text in one of its own, as Moodle has it.
    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> Done {
        self.group(name, attributes, |file| file.words(text))
    }

    /// A text in the element that is open, with the files that it shows.
    fn words(&mut self, text: &str) -> Done {
        self.leaf("text", &[], text)?;
        if !text.contains(FILES) {
            return Ok(());
        }
        let files = self.files.lock().map(|files| files.clone()).unwrap_or_default();
        let book = self.request.book();
        for file in book.files.iter().filter(|file| files.contains(&file.path)) {
            let path = file_path(&file.path);
            let shown = render::escape(&format!("{FILES}{}", address(&path)));
            if text.contains(&format!("\"{shown}\"")) || text.contains(&format!("\"{shown}\\\"")) {
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
                let folder = if folder.is_empty() { "/" } else { &format!("/{folder}/") };
                let all = [("name", name), ("path", folder), ("encoding", "base64")];
                self.leaf("file", &all, &base64(&file.bytes))?;
            }
        }
        Ok(())
    }

    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> Done {
        let element = self.xml.create_element(name);
        let element = element.with_attributes(attributes.iter().copied());
        let text: String = text.chars().filter(|c| is_xml(*c)).collect();
        element.write_text_content(BytesText::new(&text)).map(drop)
    }

    fn group(
        &mut self,
        name: &str,
        attributes: &[(&str, &str)],
        inside: impl FnOnce(&mut Self) -> Done,
    ) -> Done {
        let mut start = quick_xml::events::BytesStart::new(name);
        start.extend_attributes(attributes.iter().copied());
        self.xml.write_event(Event::Start(start.borrow()))?;
        inside(self)?;
        self.xml.write_event(Event::End(start.to_end()))
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Text in a gap, its own signs marked as none.
fn in_gap(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if "}#~\"".contains(c) {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// What XML can hold at all.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
