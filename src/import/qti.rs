//! QTI 1.2 (as Canvas and Blackboard write it), 2.1, 2.2 and 3.0: packages, or one file of them.
//!
//! Every XML file of a package is asked what it is; the manifest tells what is known of a question
//! besides. A test becomes a quiz, a section within it a bank. See
//! <https://www.imsglobal.org/question/>.
//!
//! ```text
//! package   the files of an archive, within bounds
//! asked     what is known of questions beside them: keywords, difficulty, stage
//! picture   pictures of a package, from the texts that show them
//! item      a question of QTI 2 and 3
//! rules     when something is said to an answer, by the rules of an item
//! text      the text of an element, as Markdown
//! asi       a question of QTI 1.2
//! ```

mod asi;
mod asked;
mod item;
mod package;
mod picture;
mod rules;
mod text;

use super::bank::{Found, Quiz, drafts, slug};
use super::pictures::Pictures;
use super::xml::{self, Element};
use super::{Draft, Error, Format, Input};
use crate::diagnostic::Losses;
use asked::Asked;
use picture::Album;
use std::collections::HashMap;

pub use package::is_archive;

pub const FORMAT: Format = Format {
    name: "qti",
    about: "questions and tests as QTI 1.2, 2.1, 2.2 or 3.0: a package, or one file of it",
    read,
};

fn read(input: &Input, losses: &mut Losses) -> Result<Vec<Draft>, Error> {
    let files = match package::is_archive(input.bytes) {
        true => package::files(input.bytes)?,
        false => package::Files {
            questions: vec![(String::new(), input.bytes.to_vec())],
            pictures: HashMap::new(),
        },
    };
    let mut album = Album { files: files.pictures, came: Pictures::default() };
    let mut bank =
        Bank { input, losses, asked: Asked::default(), items: Vec::new(), tests: vec![] };
    for (path, bytes) in files.questions {
        // A path is empty if the file came alone.
        let name = if path.is_empty() { input.name.to_string() } else { shown(input, &path) };
        let root = root(input, &bytes);
        match root {
            Ok(mut root) => {
                for (id, line, why) in album.bring(input, &path, &mut root) {
                    let input = Input { name: &name, ..*input };
                    input.changed(bank.losses, &id, line, why);
                }
                bank.file(path, name, root);
            }
            Err(error) if path.is_empty() => return Err(error),
            Err(error) => return Err(Error::new(format!("in `{path}`: {error}"))),
        }
    }
    let quizzes = bank.quizzes()?;
    let drafts = drafts(input, quizzes, losses)?;
    let shown = album.came.shown_by(&drafts);
    Ok([drafts, shown].concat())
}

/// How a file of a package is called.
fn shown(input: &Input, path: &str) -> String {
    format!("{}/{path}", input.name)
}

fn root(input: &Input, bytes: &[u8]) -> Result<Element, Error> {
    let encoding = input.encoding.or_else(|| xml::declared(bytes));
    let text = Input { encoding, bytes, ..*input }.decode()?;
    let root = xml::read(&text)?;
    Ok(match root.name.starts_with("qti-") {
        true => root.renamed(&older),
        false => root,
    })
}

/// A name of QTI 3 as QTI 2 has it: `qti-item-body` is `itemBody`.
fn older(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name.strip_prefix("qti-").unwrap_or(name).chars();
    while let Some(c) = rest.next() {
        match c {
            '-' => out.extend(rest.next().map(|c| c.to_ascii_uppercase())),
            c => out.push(c),
        }
    }
    out
}

/// What was found so far.
struct Bank<'a, 'b> {
    input: &'a Input<'a>,
    losses: &'b mut Losses,
    asked: Asked,
    /// With path and shown name.
    items: Vec<(String, String, Element)>,
    tests: Vec<(String, String, Element)>,
}

impl Bank<'_, '_> {
    fn file(&mut self, path: String, name: String, root: Element) {
        match root.name.as_str() {
            "assessmentItem" => self.items.push((path, name, root)),
            "assessmentTest" | "questestinterop" => self.tests.push((path, name, root)),
            "manifest" => self.asked.read(&root, &path),
            _ => {}
        }
    }

    fn quizzes(mut self) -> Result<Vec<Quiz>, Error> {
        if self.items.is_empty() && self.tests.is_empty() {
            return Err(Error::new("it holds no item and no test of QTI"));
        }
        let mut quizzes = Vec::new();
        for (path, name, root) in std::mem::take(&mut self.tests) {
            if root.name == "questestinterop" {
                let input = Input { name: &name, ..*self.input };
                quizzes.extend(asi::quizzes(&input, &root, self.losses));
            } else {
                quizzes.push(self.test(&path, &root));
            }
        }
        // What no test asks.
        let mut rest = Quiz::default();
        for (path, name, root) in std::mem::take(&mut self.items) {
            rest.questions.extend(self.item(&path, &name, &root, None));
        }
        quizzes.push(rest);
        Ok(quizzes)
    }

    fn test(&mut self, path: &str, root: &Element) -> Quiz {
        let title = root.attribute("title").trim().to_string();
        let mut quiz = Quiz {
            id: own_id(root.attribute("identifier")),
            title: self.input.text(&title),
            name: title,
            ..Quiz::default()
        };
        if !super::bank::is_id(&quiz.id) || quiz.id.len() > 40 {
            quiz.id = String::new();
        }
        let asked = self.asked.of(path);
        quiz.stage = asked.stage.filter(|id| self.input.book.stage(id).is_some());
        let score = root.all("outcomeDeclaration").find(|o| o.attribute("identifier") == "SCORE");
        quiz.pass = score.and_then(|score| {
            let of = |name: &str| score.attribute(name).parse::<f64>().ok();
            let share = of("masteryValue")? / of("normalMaximum").filter(|most| *most > 0.0)?;
            (0.0..=1.0).contains(&share).then(|| (share * 100.0).round() as u32)
        });
        for part in root.all("testPart") {
            for section in part.all("assessmentSection") {
                let rubrics = section.all("rubricBlock").map(text::words);
                let intro = rubrics.collect::<Vec<_>>().join("\n\n");
                if quiz.intro.is_empty() {
                    quiz.intro = self.input.text(&intro);
                }
                self.section(path, section, None, &mut quiz);
            }
        }
        quiz
    }

    /// The items of a section in their order; a section within one is a bank.
    fn section(&mut self, test: &str, section: &Element, bank: Option<&str>, quiz: &mut Quiz) {
        for child in &section.children {
            match child.name.as_str() {
                "assessmentSection" => {
                    let title = slug(child.attribute("title"));
                    self.section(
                        test,
                        child,
                        Some(&title).filter(|t| !t.is_empty()).map(|t| &**t),
                        quiz,
                    );
                }
                "assessmentItemRef" => {
                    let path = package::beside(test, child.attribute("href"));
                    let found =
                        self.items.iter().position(|(other, ..)| Some(other) == path.as_ref());
                    let Some(at) = found else {
                        let id = child.attribute("identifier");
                        let name = shown(self.input, test);
                        let input = Input { name: &name, ..*self.input };
                        input.dropped(
                            self.losses,
                            id,
                            child.line,
                            "its item is not in the package",
                        );
                        continue;
                    };
                    let (path, name, root) = self.items.remove(at);
                    quiz.questions.extend(self.item(&path, &name, &root, bank));
                }
                _ => {}
            }
        }
    }

    fn item(
        &mut self,
        path: &str,
        name: &str,
        root: &Element,
        bank: Option<&str>,
    ) -> Option<Found> {
        let input = Input { name, ..*self.input };
        let mut found = item::found(&input, root, self.losses)?;
        let asked = self.asked.of(path);
        if !asked.id.is_empty() {
            found.question.head.id = asked.id.clone();
        }
        found.question.bank = bank.map(str::to_string);
        asked.tell(self.input, &mut found);
        found.file = name.to_string();
        Some(found)
    }
}

/// An identifier without the line before a digit, which XML needs and a playbook does not.
fn own_id(identifier: &str) -> String {
    match identifier.strip_prefix('_') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => rest.to_string(),
        _ => identifier.to_string(),
    }
}
