//! Questions as QTI, the standard of question banks: 2.1, 2.2 and 3.0.
//!
//! A package holds an item for each question, a test for each quiz, the files that their texts
//! show, and the manifest. The three versions say the same and differ in names: what differs is
//! data, a [`Dialect`]. See <https://www.imsglobal.org/question/>.
//!
//! ```text
//! dialect   how a version writes elements, and what its packages are called
//! subset    texts as the subset of HTML that QTI knows
//! rules     expressions and rules, by which a system marks an answer
//! item      one question
//! test      one quiz
//! manifest  the package's list, with what is known of each question
//! ```

mod dialect;
mod item;
mod manifest;
mod rules;
mod subset;
mod test;

use super::archive::Archive;
use super::notes::{self, Note};
use super::request::PackedFiles;
use super::xml::identifier;
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::exercise;
use crate::model::{Lang, Question, Text};
use crate::render::file_path;
use dialect::{Dialect, QTI_2_1, QTI_2_2, QTI_3_0};
use std::collections::BTreeSet;

pub const QTI_21: Format = Format {
    name: "qti21",
    about: "questions and tests for question banks (QTI 2.1)",
    ending: "qti21.zip",
    languages: Languages::One,
    write: |request, losses| write(request, losses, &QTI_2_1),
};

pub const QTI_22: Format = Format {
    name: "qti22",
    about: "questions and tests for question banks (QTI 2.2)",
    ending: "qti22.zip",
    languages: Languages::One,
    write: |request, losses| write(request, losses, &QTI_2_2),
};

pub const QTI_3: Format = Format {
    name: "qti3",
    about: "questions and tests for question banks (QTI 3.0)",
    ending: "qti3.zip",
    languages: Languages::One,
    write: |request, losses| write(request, losses, &QTI_3_0),
};

fn write(request: &Request, losses: &mut Losses, dialect: &Dialect) -> Result<Vec<u8>, Error> {
    let files = PackedFiles::default();
    let mut package = Package { request, dialect, losses, files: &files, lang: request.lang() };
    let mut resources = Vec::new();
    let book = request.book();
    for quiz in request.quizzes().filter(|quiz| !quiz.questions.is_empty()) {
        for exercise in exercise::of_quiz(book, quiz) {
            let xml = item::item(&mut package, &exercise);
            resources.push(package.resource(manifest::Kind::Item(Box::new(exercise)), xml));
        }
        let xml = test::test(&mut package, quiz);
        resources.push(package.resource(manifest::Kind::Test(quiz), xml));
        let kept = [Note::Bank, Note::Difficulty, Note::See, Note::PartId, Note::Pass];
        notes::leave_out(quiz, &kept, package.losses);
    }
    if resources.is_empty() {
        return Err(Error::new("what was chosen holds no question"));
    }
    let mut archive = Archive::new();
    archive.add("imsmanifest.xml", manifest::manifest(&package, &resources).as_bytes())?;
    for resource in &resources {
        archive.add(&resource.path, resource.xml.as_bytes())?;
    }
    let travelling: BTreeSet<&String> = resources.iter().flat_map(|r| &r.files).collect();
    for file in book.files.iter().filter(|file| travelling.contains(&file.path)) {
        archive.add(&file_path(&file.path), &file.bytes)?;
    }
    archive.finish()
}

/// What every part of the package under construction needs.
struct Package<'a, 'b> {
    request: &'a Request<'a>,
    dialect: &'a Dialect,
    losses: &'b mut Losses,
    /// Those that belong to the resource that is being written.
    files: &'a PackedFiles,
    lang: Lang,
}

impl<'a> Package<'a, '_> {
    /// A text as QTI may hold it, without a paragraph around a single one.
    fn html(&self, text: &Text) -> String {
        subset::xhtml(&self.request.packed(text, self.lang, "../", self.files))
    }

    /// The tag of the language of all texts.
    fn language(&self) -> &'a str {
        &self.request.book().settings.languages[self.lang.0 as usize].tag
    }

    fn changed(&mut self, q: &Question, why: &str) {
        self.losses.changed(&q.head.id, Some(q.head.span), why);
    }

    fn resource(&self, kind: manifest::Kind<'a>, xml: String) -> manifest::Resource<'a> {
        let files = self.files.lock().map(|mut files| std::mem::take(&mut *files));
        manifest::Resource::new(kind, xml, files.unwrap_or_default())
    }
}

/// An id as QTI allows it: a letter or a line first, and no blanks.
fn name(id: &str) -> String {
    let name = identifier(id);
    match name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        true => name,
        false => format!("_{name}"),
    }
}
