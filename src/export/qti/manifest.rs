//! `imsmanifest.xml`: every file of the package, and what is known of each question.

use super::super::notes::{difficulty, keywords};
use super::super::xml::{address, escape};
use super::{Package, name};
use crate::exercise::Exercise;
use crate::model::{Quiz, Stage};
use crate::render::file_path;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What a resource is.
pub enum Kind<'a> {
    Item(Box<Exercise<'a>>),
    Test(&'a Quiz),
}

/// A file of ours in the package.
pub struct Resource<'a> {
    kind: Kind<'a>,
    pub path: String,
    pub xml: String,
    /// The author's files that it shows or links to, by their paths in the playbook.
    pub files: BTreeSet<String>,
}

impl<'a> Resource<'a> {
    pub fn new(kind: Kind<'a>, xml: String, files: BTreeSet<String>) -> Resource<'a> {
        let (folder, id) = match &kind {
            Kind::Item(exercise) => ("items", &exercise.question.head.id),
            Kind::Test(quiz) => ("tests", &quiz.head.id),
        };
        let path = format!("{folder}/{}.xml", name(id));
        Resource { kind, path, xml, files }
    }
}

const METADATA: &str = "http://ltsc.ieee.org/xsd/LOM";

pub fn manifest(package: &Package, resources: &[Resource]) -> String {
    let d = package.dialect;
    let title = package.request.book().settings.title.str(package.lang).replace('\n', " ");
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        xml,
        "<manifest xmlns=\"{}\" xmlns:lom=\"{METADATA}\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xsi:schemaLocation=\"{0} {}\" identifier=\"twotrack\">",
        d.package_namespace, d.package_schema
    );
    let [schema, version] = d.package_name;
    let general = format!("<lom:general>{}</lom:general>", package.words("title", &title));
    let _ = writeln!(
        xml,
        "<metadata><schema>{schema}</schema><schemaversion>{version}</schemaversion>\
         <lom:lom>{general}</lom:lom></metadata>\n<organizations/>\n<resources>"
    );
    for resource in resources {
        resource.write(package, &mut xml);
    }
    xml + "</resources>\n</manifest>\n"
}

impl Resource<'_> {
    fn write(&self, package: &Package, xml: &mut String) {
        let version = package.dialect.kind;
        let (kind, id, metadata) = match &self.kind {
            Kind::Item(exercise) => {
                ("item", &exercise.question.head.id, package.of_question(exercise))
            }
            Kind::Test(quiz) => ("test", &quiz.head.id, package.of_quiz(quiz)),
        };
        let (kind, id) = (format!("imsqti_{kind}_{version}"), name(id));
        let _ = write!(
            xml,
            "<resource identifier=\"{kind}.{id}\" type=\"{kind}\" href=\"{0}\">\n\
             <metadata><lom:lom>{metadata}</lom:lom></metadata>\n<file href=\"{0}\"/>\n",
            self.path
        );
        for file in &self.files {
            let _ = writeln!(xml, "<file href=\"{}\"/>", escape(&address(&file_path(file))));
        }
        if let Kind::Test(quiz) = &self.kind {
            for question in &quiz.questions {
                let id = name(&question.head.id);
                let _ = writeln!(xml, "<dependency identifierref=\"imsqti_item_{version}.{id}\"/>");
            }
        }
        xml.push_str("</resource>\n");
    }
}

impl Package<'_, '_> {
    /// What it tests, where to read up and its bank are keywords; its stage is a class.
    fn of_question(&self, exercise: &Exercise) -> String {
        let q = exercise.question;
        let keywords = keywords(q).into_iter().map(|word| self.words("keyword", &word));
        let keywords: String = keywords.collect();
        let general = self.identified(&q.head.id) + &keywords;
        let hard = format!(
            "<lom:educational><lom:difficulty><lom:source>LOMv1.0</lom:source>\
             <lom:value>{}</lom:value></lom:difficulty></lom:educational>",
            difficulty(q)
        );
        format!("<lom:general>{general}</lom:general>{hard}{}", self.class(exercise.stage))
    }

    fn of_quiz(&self, quiz: &Quiz) -> String {
        let book = self.request.book();
        let stage = quiz.stage.as_ref().and_then(|to| book.stage(&to.id));
        let general = self.identified(&quiz.head.id);
        format!("<lom:general>{general}</lom:general>{}", self.class(stage.map(|it| &**it)))
    }

    /// An id as the playbook has it.
    fn identified(&self, id: &str) -> String {
        format!(
            "<lom:identifier><lom:catalog>twotrack</lom:catalog>\
             <lom:entry>{}</lom:entry></lom:identifier>",
            escape(id)
        )
    }

    /// The stage that it is of, if it is of one.
    fn class(&self, stage: Option<&Stage>) -> String {
        let Some(stage) = stage else { return String::new() };
        format!(
            "<lom:classification><lom:purpose><lom:source>LOMv1.0</lom:source>\
             <lom:value>discipline</lom:value></lom:purpose><lom:taxonPath>{}\
             <lom:taxon><lom:id>{}</lom:id>{}</lom:taxon></lom:taxonPath></lom:classification>",
            self.words("source", "stage"),
            escape(&stage.head.id),
            self.words("entry", &self.request.stage(stage, self.lang))
        )
    }

    fn words(&self, name: &str, words: &str) -> String {
        format!(
            "<lom:{name}><lom:string language=\"{}\">{}</lom:string></lom:{name}>",
            escape(self.language()),
            escape(words)
        )
    }
}
