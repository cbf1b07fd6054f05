//! Chapters as paragraphs and tables.
//!
//! The walk follows the chapter's XHTML. What begins a block ends the paragraph before it; the
//! first words after that begin one, whose style the elements around it give.

use super::names::Names;
use super::picture::drawing;
use super::run::Look;
use super::table::Table;
use crate::diagnostic::Losses;
use crate::export::book::{Book, Chapter, picture_path};
use crate::export::xml::escape;
use crate::export::{Error, Request};
use crate::model::Lang;
use crate::site::resolved;
use crate::theme::direction;
use percent_encoding::percent_decode_str;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::fmt::Write;

/// The text of a document under construction.
pub struct Text<'a, 'b> {
    request: &'a Request<'a>,
    losses: &'b mut Losses,
    pub names: Names,
    /// Where each numbered list begins to count.
    pub starts: Vec<u32>,
    /// The body and the cells that are open, innermost last.
    out: Vec<String>,
    open: Vec<Element>,
    lists: Vec<List>,
    tables: Vec<Table>,
    paragraph: Option<Paragraph>,
    /// Bookmarks that wait for a paragraph.
    marks: Vec<String>,
    marked: usize,
    /// A new item of a list has had no words yet.
    item: bool,
    page_break: bool,
    lang: Lang,
    file: String,
}

/// What a package needs of the finished text.
pub struct Finished {
    pub body: String,
    pub names: Names,
    pub starts: Vec<u32>,
    pub title: String,
}

struct Element {
    name: String,
    class: String,
    tag: Option<String>,
    href: Option<String>,
}

struct List {
    /// Its number among the lists of the document; none if its items have no signs.
    number: Option<usize>,
    style: &'static str,
}

struct Paragraph {
    properties: String,
    runs: String,
    /// Whether a blank would follow on nothing or on another one.
    is_blank: bool,
}

const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "aside",
    "header",
    "footer",
    "figure",
    "figcaption",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "hr",
];

/// Lists whose items say themselves what they are.
const PLAIN: &[&str] = &["actions", "questions", "options", "boxes", "cast", "plain"];

/// How far a list or a definition stands in, in twentieths of a point.
const INDENT: usize = 425;

impl<'a, 'b> Text<'a, 'b> {
    pub fn new(request: &'a Request<'a>, losses: &'b mut Losses) -> Self {
        Text {
            request,
            losses,
            names: Names::default(),
            starts: Vec::new(),
            out: vec![String::new()],
            open: Vec::new(),
            lists: Vec::new(),
            tables: Vec::new(),
            paragraph: None,
            marks: Vec::new(),
            marked: 0,
            item: false,
            page_break: false,
            lang: request.lang(),
            file: String::new(),
        }
    }

    /// The title of the playbook in each language.
    pub fn title(&mut self, books: &[(Lang, Book)]) {
        for (lang, _) in books {
            self.lang = *lang;
            let words = self.request.plain(&self.request.book().settings.title, *lang);
            self.begin("Title", "");
            self.words(&words);
            self.end_paragraph();
        }
    }

    pub fn chapter(&mut self, lang: Lang, chapter: &Chapter) -> Result<(), Error> {
        self.lang = lang;
        self.file = chapter.file.clone();
        self.mark("");
        let failed = |why: String| Error::new(format!("`{}`: {why}", chapter.file));
        let mut reader = Reader::from_str(&chapter.xhtml);
        loop {
            match reader.read_event().map_err(|error| failed(error.to_string()))? {
                Event::Start(tag) => self.start(&tag),
                Event::Empty(tag) => {
                    self.start(&tag);
                    self.end();
                }
                Event::End(_) => self.end(),
                Event::Text(words) => self.words(&words.xml10_content()),
                Event::GeneralRef(entity) => {
                    let number = entity.resolve_char_ref().ok().flatten();
                    match (number, quick_xml::escape::resolve_predefined_entity(&entity)) {
                        (Some(sign), _) => self.words(&sign.to_string()),
                        (None, sign) => self.words(sign.unwrap_or_default()),
                    }
                }
                Event::Eof => break,
                _ => {}
            }
        }
        self.end_paragraph();
        self.page_break = true;
        Ok(())
    }

    pub fn finish(mut self) -> Finished {
        let title = self.request.plain(&self.request.book().settings.title, self.request.lang());
        let body = self.out.pop().unwrap_or_default();
        Finished { body, names: self.names, starts: self.starts, title }
    }

    fn start(&mut self, tag: &BytesStart) {
        let name = tag.local_name().as_ref().to_string();
        let value = |key: &str| {
            let found = tag.attributes().flatten().find(|it| it.key.as_ref() == key)?;
            Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
        };
        let class = value("class").unwrap_or_default();
        let beside = self.stands_beside(&name);
        if BLOCKS.contains(&&*name) && !beside {
            self.end_paragraph();
        }
        if beside {
            self.words(" ");
        }
        if let Some(id) = value("id") {
            self.mark(&id);
        }
        match &*name {
            "br" => self.raw("<w:br/>"),
            "img" => self.picture(&value),
            "ul" | "ol" => self.list(&name, &class, value("start")),
            "li" => self.item = true,
            "table" => self.tables.push(Table::default()),
            "thead" => self.tables.last_mut().into_iter().for_each(|t| t.has_head = true),
            "tr" => self.tables.last_mut().into_iter().for_each(|t| t.rows.push(vec![])),
            "td" | "th" => {
                self.out.push(String::new());
                self.item = false;
            }
            _ => {}
        }
        let (tag, href) = (value("lang"), value("href"));
        self.open.push(Element { name, class, tag, href });
        self.sign(0);
    }

    fn end(&mut self) {
        self.sign(1);
        let name = self.open.last().map(|element| element.name.clone()).unwrap_or_default();
        if BLOCKS.contains(&&*name) {
            self.end_paragraph();
        }
        self.open.pop();
        match &*name {
            "ul" | "ol" => drop(self.lists.pop()),
            "li" => self.item = false,
            "td" | "th" => self.cell(),
            "table" => self.table(),
            _ => {}
        }
    }

    /// What stands in front of the innermost element's words, or behind them.
    fn sign(&mut self, side: usize) {
        let Some(Element { name, class, .. }) = self.open.last() else { return };
        match (&**name, class.split_whitespace().next()) {
            ("q", _) => self.words(["“", "”"][side]),
            ("span", Some("chip")) => self.words(["[", "]"][side]),
            _ => {}
        }
    }

    /// The words of an option stand behind its letter.
    fn stands_beside(&self, name: &str) -> bool {
        let parents: Vec<&Element> = self.open.iter().rev().take(2).collect();
        let [item, list] = parents[..] else { return false };
        let is_option = list.class.split_whitespace().any(|class| class == "options");
        name == "div" && item.name == "li" && is_option && self.paragraph.is_some()
    }

    fn list(&mut self, name: &str, class: &str, start: Option<String>) {
        let is_plain = class.split_whitespace().any(|class| PLAIN.contains(&class));
        let list = match (is_plain, name) {
            (true, _) => List { number: None, style: "" },
            (_, "ul") => List { number: Some(1), style: "ListBullet" },
            _ => {
                self.starts.push(start.and_then(|start| start.parse().ok()).unwrap_or(1));
                List { number: Some(self.starts.len() + 1), style: "ListNumber" }
            }
        };
        self.lists.push(list);
    }

    fn words(&mut self, words: &str) {
        let is_code = self.open.iter().any(|element| element.name == "pre");
        let mut text = match is_code {
            true => words.trim_end_matches('\n').to_string(),
            false => {
                let blank = |c: char| c.is_ascii_whitespace();
                let mut text = words.split(blank).collect::<Vec<_>>().join(" ");
                while text.contains("  ") {
                    text = text.replace("  ", " ");
                }
                text
            }
        };
        let after_blank = self.paragraph.as_ref().is_none_or(|paragraph| paragraph.is_blank);
        if after_blank && !is_code {
            text = text.trim_start_matches(' ').to_string();
        }
        if text.is_empty() {
            return;
        }
        let is_blank = text.ends_with(' ');
        let run = self.look().run(&text);
        self.add(&run);
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.is_blank = is_blank;
        }
    }

    fn raw(&mut self, xml: &str) {
        let run = self.look().other(xml);
        self.add(&run);
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.is_blank = xml == "<w:br/>";
        }
    }

    fn add(&mut self, run: &str) {
        if self.paragraph.is_none() {
            let (style, more) = self.style();
            self.begin(style, &more);
        }
        let href = self.open.iter().rev().find_map(|element| element.href.clone());
        let run = match href.map(|href| self.target(&href)) {
            Some(target) => format!("<w:hyperlink {target} w:history=\"1\">{run}</w:hyperlink>"),
            None => run.to_string(),
        };
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.runs += &run;
        }
    }

    fn target(&mut self, href: &str) -> String {
        let outside = href.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'));
        if outside {
            return format!("r:id=\"{}\"", self.names.link(href));
        }
        let (path, id) = href.split_once('#').unwrap_or((href, ""));
        let file = match path {
            "" => self.file.clone(),
            path => resolved(&self.file, path),
        };
        let lang = self.language();
        format!("w:anchor=\"{}\"", self.names.mark(&lang, &file, id))
    }

    fn language(&self) -> String {
        self.request.book().settings.languages[self.lang.0 as usize].id.clone()
    }

    fn mark(&mut self, id: &str) {
        let lang = self.language();
        let name = self.names.mark(&lang, &self.file, id);
        let n = self.marked;
        self.marked += 1;
        let mark = format!(
            "<w:bookmarkStart w:id=\"{n}\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"{n}\"/>"
        );
        match &mut self.paragraph {
            Some(paragraph) => paragraph.runs += &mark,
            None => self.marks.push(mark),
        }
    }

    fn look(&self) -> Look {
        let tag = self.open.iter().rev().find_map(|element| element.tag.clone());
        let mut look = Look {
            tag: tag.unwrap_or_else(|| self.request.tag(self.lang).to_string()),
            ..Look::default()
        };
        for element in &self.open {
            look.within(&element.name, &element.class);
            look.link |= element.href.is_some();
        }
        look
    }

    /// The style of the paragraph that begins here, and what it has besides.
    fn style(&self) -> (&'static str, String) {
        let style = self.open.iter().rev().find_map(|element| {
            let classes = element.class.split_whitespace().next().unwrap_or_default();
            Some(match (&*element.name, classes) {
                ("h1", _) => "Heading1",
                ("h2", _) => "Heading2",
                ("h3", _) => "Heading3",
                ("h4", _) => "Heading4",
                ("h5" | "h6", _) => "Heading5",
                ("blockquote", _) => "Quote",
                ("aside", _) => "IntenseQuote",
                ("pre", _) => "PlainText",
                ("caption" | "figcaption", _) => "Caption",
                ("dt", _) => "Label",
                ("p" | "div", "label" | "summary" | "callout-title" | "speaker" | "what") => {
                    "Label"
                }
                ("p" | "div", "eyebrow" | "quiet" | "kind" | "intent") => "Remark",
                ("td" | "th", _) => "Normal",
                _ => return None,
            })
        });
        let listed = self.lists.iter().rev().find(|list| list.number.is_some());
        let levels = self.lists.iter().filter(|list| list.number.is_some()).count();
        match (listed, self.item) {
            (Some(List { number: Some(number), style: own }), true) => {
                let level = levels.min(9) - 1;
                let numbers = format!(
                    "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr>"
                );
                (style.unwrap_or(own), numbers)
            }
            (Some(_), false) => {
                let indent = format!("<w:ind w:left=\"{}\"/>", INDENT * levels);
                (style.unwrap_or("Normal"), indent)
            }
            _ if style.is_none() && self.open.iter().any(|element| element.name == "dd") => {
                ("Normal", format!("<w:ind w:left=\"{INDENT}\"/>"))
            }
            _ => (style.unwrap_or("Normal"), String::new()),
        }
    }

    /// Begins a paragraph; `more` are its numbers or its indent.
    fn begin(&mut self, style: &str, more: &str) {
        let mut properties = format!("<w:pStyle w:val=\"{style}\"/>");
        if std::mem::take(&mut self.page_break) {
            properties += "<w:pageBreakBefore/>";
        }
        let (numbers, indent) = match more.starts_with("<w:numPr") {
            true => (more, ""),
            false => ("", more),
        };
        let bidi = if direction(self.request.tag(self.lang)) == "rtl" { "<w:bidi/>" } else { "" };
        properties += &format!("{numbers}{bidi}{indent}");
        let runs = self.marks.drain(..).collect();
        self.paragraph = Some(Paragraph { properties, runs, is_blank: true });
        self.item = false;
    }

    fn end_paragraph(&mut self) {
        let Some(Paragraph { properties, runs, .. }) = self.paragraph.take() else { return };
        let out = self.innermost();
        let _ = write!(out, "<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>");
    }

    fn innermost(&mut self) -> &mut String {
        if self.out.is_empty() {
            self.out.push(String::new());
        }
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    fn cell(&mut self) {
        let mut content = self.out.pop().unwrap_or_default();
        if !content.ends_with("</w:p>") {
            content += "<w:p/>";
        }
        if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
            row.push(content);
        }
    }

    fn table(&mut self) {
        if let Some(table) = self.tables.pop() {
            self.innermost().push_str(&table.xml());
        }
    }

    fn picture(&mut self, value: &dyn Fn(&str) -> Option<String>) {
        let alt = value("alt").unwrap_or_default();
        let src = value("src").unwrap_or_default();
        let path = resolved(&self.file, &percent_decode_str(&src).decode_utf8_lossy());
        let mut files = self.request.book().files.iter();
        let file = files.find(|file| picture_path(file) == path);
        let known = ["png", "jpg", "jpeg", "gif"];
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let size = file.and_then(|file| file.size).filter(|_| known.contains(&&*ending));
        let (Some(file), Some(size)) = (file, size) else {
            let file = self.file.trim_end_matches(".xhtml").to_string();
            self.losses.dropped(&file, None, format!("the document shows no such picture: {path}"));
            return self.words(&alt);
        };
        let relation = self.names.picture(&file.path);
        self.marked += 1;
        let drawing = drawing(self.marked, &relation, &escape(&alt), size);
        self.raw(&drawing);
    }
}
