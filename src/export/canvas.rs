//! Questions as QTI 1.2, in the profile that Canvas reads.
//!
//! A package holds an assessment for each quiz, what Canvas wants to know of it, the files that its
//! texts show, and the manifest. Every item says by its `question_type` which of Canvas's types it
//! is; what that type can't hold is told. See <https://www.imsglobal.org/question/qtiv1p2/>.

mod item;

use super::archive::Archive;
use super::notes::{self, Note};
use super::request::PackedFiles;
use super::xml::{address, escape, identifier};
use super::{Error, Format, Languages, Request};
use crate::diagnostic::Losses;
use crate::exercise;
use crate::model::{Lang, Question, Quiz, Text};
use crate::render::file_path;
use std::fmt::Write;

pub const FORMAT: Format = Format {
    name: "qti12",
    about: "questions and quizzes for Canvas (QTI 1.2)",
    ending: "qti12.zip",
    languages: Languages::One,
    write,
};

fn write(request: &Request, losses: &mut Losses) -> Result<Vec<u8>, Error> {
    let files = PackedFiles::default();
    let mut package = Package { request, losses, files: &files, lang: request.lang() };
    let mut resources = Vec::new();
    for quiz in request.quizzes().filter(|quiz| !quiz.questions.is_empty()) {
        let id = identifier(&quiz.head.id);
        resources.push((format!("{id}/{id}.xml"), package.assessment(quiz)));
        resources.push((format!("{id}/assessment_meta.xml"), package.about(quiz)));
        let kept = [Note::Bank, Note::Difficulty, Note::See, Note::PartId];
        notes::leave_out(quiz, &kept, package.losses);
    }
    if resources.is_empty() {
        return Err(Error::new("what was chosen holds no question"));
    }
    let travelling = files.lock().map(|files| files.clone()).unwrap_or_default();
    let places: Vec<String> = travelling.iter().map(|path| place(path)).collect();
    let mut archive = Archive::new();
    archive.add("imsmanifest.xml", package.manifest(&places).as_bytes())?;
    for (path, xml) in &resources {
        archive.add(path, xml.as_bytes())?;
    }
    for file in request.book().files.iter().filter(|file| travelling.contains(&file.path)) {
        archive.add(&place(&file.path), &file.bytes)?;
    }
    archive.finish()
}

/// Where a file stands that Canvas is to keep among a course's.
fn place(path: &str) -> String {
    format!("web_resources/{}", file_path(path))
}

/// What every part of the package under construction needs.
struct Package<'a, 'b> {
    request: &'a Request<'a>,
    losses: &'b mut Losses,
    files: &'a PackedFiles,
    lang: Lang,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

const MANIFEST: &str = concat!(
    r#" xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1""#,
    r#" xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource""#,
    r#" xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2""#,
);

impl Package<'_, '_> {
    fn assessment(&mut self, quiz: &Quiz) -> String {
        let book = self.request.book();
        let items = exercise::of_quiz(book, quiz).map(|exercise| self.item(&exercise));
        let items: String = items.collect();
        format!(
            "{HEAD}<questestinterop xmlns=\"http://www.imsglobal.org/xsd/ims_qtiasiv1p2\">\n\
             <assessment ident=\"{}\" title=\"{}\">\n<qtimetadata>\n{}</qtimetadata>\n\
             <section ident=\"root_section\">\n{items}</section>\n</assessment>\n\
             </questestinterop>\n",
            escape(&quiz.head.id),
            escape(&self.title(quiz)),
            field("cc_maxattempts", "unlimited"),
        )
    }

    /// What Canvas keeps of a quiz beside its questions.
    fn about(&self, quiz: &Quiz) -> String {
        let id = escape(&quiz.head.id);
        let intro = escape(&self.html(&quiz.intro));
        format!(
            "{HEAD}<quiz identifier=\"{id}\" xmlns=\"http://canvas.instructure.com/xsd/cccv1p0\">\n\
             <title>{}</title>\n<description>{intro}</description>\n\
             <shuffle_answers>true</shuffle_answers>\n\
             <scoring_policy>keep_highest</scoring_policy>\n\
             <quiz_type>practice_quiz</quiz_type>\n\
             <points_possible>{}</points_possible>\n<allowed_attempts>-1</allowed_attempts>\n\
             </quiz>\n",
            escape(&self.title(quiz)),
            quiz.questions.len(),
        )
    }

    fn manifest(&self, files: &[String]) -> String {
        let mut xml = format!("{HEAD}<manifest identifier=\"twotrack\"{MANIFEST}>\n");
        let title = self.request.book().settings.title.str(self.lang).replace('\n', " ");
        let _ = writeln!(
            xml,
            "<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion>\
             <imsmd:lom><imsmd:general><imsmd:title><imsmd:string>{}</imsmd:string>\
             </imsmd:title></imsmd:general></imsmd:lom></metadata>\n\
             <organizations/>\n<resources>",
            escape(&title)
        );
        for quiz in self.request.quizzes().filter(|quiz| !quiz.questions.is_empty()) {
            let id = identifier(&quiz.head.id);
            let meta = "associatedcontent/imscc_xmlv1p1/learning-application-resource";
            let _ = write!(
                xml,
                "<resource identifier=\"quiz.{id}\" type=\"imsqti_xmlv1p2\">\n\
                 <file href=\"{id}/{id}.xml\"/>\n<dependency identifierref=\"meta.{id}\"/>\n\
                 </resource>\n<resource identifier=\"meta.{id}\" type=\"{meta}\" \
                 href=\"{id}/assessment_meta.xml\">\n<file href=\"{id}/assessment_meta.xml\"/>\n\
                 </resource>\n"
            );
        }
        for (n, file) in files.iter().enumerate() {
            let href = escape(&address(file));
            let _ = writeln!(
                xml,
                "<resource identifier=\"file.{n}\" type=\"webcontent\" href=\"{href}\">\
                 <file href=\"{href}\"/></resource>"
            );
        }
        xml + "</resources>\n</manifest>\n"
    }

    fn title(&self, quiz: &Quiz) -> String {
        quiz.title.str(self.lang).replace('\n', " ")
    }

    /// A text as HTML, whose files stand where Canvas puts those of a package.
    fn html(&self, text: &Text) -> String {
        self.request.packed(text, self.lang, "$IMS-CC-FILEBASE$/", self.files)
    }

    fn changed(&mut self, q: &Question, why: &str) {
        self.losses.changed(&q.head.id, Some(q.head.span), why);
    }
}

/// One line of metadata.
fn field(label: &str, entry: &str) -> String {
    format!(
        "<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{}</fieldentry>\
         </qtimetadatafield>\n",
        escape(entry)
    )
}
