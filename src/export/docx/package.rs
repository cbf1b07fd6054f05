//! The files around the text: styles, numbers of lists, relations, what is known of the document.

use super::body::Finished;
use super::run::is_asian;
use crate::export::archive::Archive;
use crate::export::xml::escape;
use crate::export::{Error, Request};
use crate::theme::direction;
use std::fmt::Write;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const PART: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The day of a playbook that names none.
const NO_DAY: &str = "1980-01-01";

/// A4 with a page number at the foot.
const SECTION: &str = concat!(
    "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/>",
    "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1304\" w:right=\"1304\" ",
    "w:bottom=\"1304\" w:left=\"1304\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>",
    "</w:sectPr>",
);

const FOOTER: &str = concat!(
    "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"center\"/></w:pPr>",
    "<w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>",
);

/// The document as bytes.
pub fn package(request: &Request, text: Finished) -> Result<Vec<u8>, Error> {
    let Finished { body, names, starts, title } = text;
    let mut archive = Archive::new();
    let mut add = |path: &str, xml: String| archive.add(path, format!("{HEAD}{xml}").as_bytes());
    add("[Content_Types].xml", types())?;
    add("_rels/.rels", relations(&roots()))?;
    add("docProps/core.xml", properties(request, &title))?;
    let document = format!(
        "<w:document xmlns:w=\"{WORDS}\" xmlns:r=\"{OFFICE}\" xmlns:wp=\"http://schemas.\
         openxmlformats.org/drawingml/2006/wordprocessingDrawing\"><w:body>{body}{SECTION}\
         </w:body></w:document>"
    );
    add("word/document.xml", document)?;
    add("word/styles.xml", styles(request))?;
    add("word/numbering.xml", numbering(&starts))?;
    add("word/footer.xml", format!("<w:ftr xmlns:w=\"{WORDS}\">{FOOTER}</w:ftr>"))?;
    let mut list: Vec<Relation> = ["styles", "numbering", "footer"]
        .map(|kind| Relation::new(kind, &format!("{OFFICE}/{kind}"), &format!("{kind}.xml")))
        .into();
    for (n, path) in names.pictures.iter().enumerate() {
        let target = format!("media/{}", picture(n, path));
        list.push(Relation::new(&format!("picture{n}"), &format!("{OFFICE}/image"), &target));
    }
    for (n, address) in names.links.iter().enumerate() {
        let kind = format!("{OFFICE}/hyperlink");
        let relation = Relation::new(&format!("link{n}"), &kind, address);
        list.push(Relation { is_outside: true, ..relation });
    }
    add("word/_rels/document.xml.rels", relations(&list))?;
    for (n, path) in names.pictures.iter().enumerate() {
        let file = request.book().files.iter().find(|file| file.path == *path);
        let bytes = file.map_or(&[][..], |file| &file.bytes);
        archive.add(&format!("word/media/{}", picture(n, path)), bytes)?;
    }
    archive.finish()
}

fn picture(n: usize, path: &str) -> String {
    format!("{n}.{}", path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase())
}

fn types() -> String {
    let mut xml = format!("<Types xmlns=\"{PACKAGE}/content-types\">");
    let xml_of = |name: &str| format!("application/{name}+xml");
    let defaults = [
        ("rels", xml_of("vnd.openxmlformats-package.relationships")),
        ("xml", "application/xml".into()),
        ("png", "image/png".into()),
        ("jpg", "image/jpeg".into()),
        ("jpeg", "image/jpeg".into()),
        ("gif", "image/gif".into()),
    ];
    for (ending, kind) in defaults {
        let _ = write!(xml, "<Default Extension=\"{ending}\" ContentType=\"{kind}\"/>");
    }
    let parts = [
        ("/word/document.xml", format!("{PART}.document.main+xml")),
        ("/word/styles.xml", format!("{PART}.styles+xml")),
        ("/word/numbering.xml", format!("{PART}.numbering+xml")),
        ("/word/footer.xml", format!("{PART}.footer+xml")),
        ("/docProps/core.xml", xml_of("vnd.openxmlformats-package.core-properties")),
    ];
    for (path, kind) in parts {
        let _ = write!(xml, "<Override PartName=\"{path}\" ContentType=\"{kind}\"/>");
    }
    xml + "</Types>"
}

struct Relation {
    id: String,
    kind: String,
    target: String,
    /// Leads out of the package.
    is_outside: bool,
}

impl Relation {
    fn new(id: &str, kind: &str, target: &str) -> Relation {
        let (id, kind, target) = (id.to_string(), kind.to_string(), target.to_string());
        Relation { id, kind, target, is_outside: false }
    }
}

fn roots() -> [Relation; 2] {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    [
        Relation::new("document", &format!("{OFFICE}/officeDocument"), "word/document.xml"),
        Relation::new("core", &core, "docProps/core.xml"),
    ]
}

fn relations(list: &[Relation]) -> String {
    let mut xml = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for Relation { id, kind, target, is_outside } in list {
        let mode = if *is_outside { " TargetMode=\"External\"" } else { "" };
        let target = escape(target);
        let _ =
            write!(xml, "<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>");
    }
    xml + "</Relationships>"
}

fn properties(request: &Request, title: &str) -> String {
    let day = request.book().settings.updated.as_deref().unwrap_or(NO_DAY);
    let date = |name: &str| {
        format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{name}>")
    };
    format!(
        "<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dc:creator>Twotrack</dc:creator><dc:language>{}</dc:language>{}{}</cp:coreProperties>",
        escape(title),
        escape(request.tag(request.lang())),
        date("created"),
        date("modified")
    )
}

/// Two kinds of lists; each numbered one counts for itself.
fn numbering(starts: &[u32]) -> String {
    let mut xml = format!("<w:numbering xmlns:w=\"{WORDS}\">");
    for kind in [1, 2] {
        let _ = write!(
            xml,
            "<w:abstractNum w:abstractNumId=\"{kind}\"><w:multiLevelType \
             w:val=\"hybridMultilevel\"/>"
        );
        for level in 0..9 {
            let (format, sign) = match (kind, level % 2) {
                (1, 0) => ("bullet", "•".to_string()),
                (1, _) => ("bullet", "–".to_string()),
                _ => ("decimal", format!("%{}.", level + 1)),
            };
            let left = 425 * (level + 1);
            let _ = write!(
                xml,
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
                 <w:lvlText w:val=\"{sign}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind \
                 w:left=\"{left}\" w:hanging=\"425\"/></w:pPr></w:lvl>"
            );
        }
        xml += "</w:abstractNum>";
    }
    xml += "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    for (n, start) in starts.iter().enumerate() {
        let _ = write!(xml, "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"2\"/>", n + 2);
        for level in 0..9 {
            let _ = write!(
                xml,
                "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/>\
                 </w:lvlOverride>"
            );
        }
        xml += "</w:num>";
    }
    xml + "</w:numbering>"
}

/// The styles, with the fonts that the document's languages need.
fn styles(request: &Request) -> String {
    let tags: Vec<&str> = request.langs.iter().map(|lang| request.tag(*lang)).collect();
    let tag = |wanted: &dyn Fn(&str) -> bool| tags.iter().find(|tag| wanted(tag)).copied();
    let asian = tag(&is_asian).unwrap_or("zh-CN");
    let bidi = tag(&|tag| direction(tag) == "rtl").unwrap_or("ar-SA");
    let latin = tag(&|tag| !is_asian(tag) && direction(tag) == "ltr").unwrap_or("en-US");
    let font = match asian.split('-').collect::<Vec<_>>()[..] {
        ["ja", ..] => "Yu Gothic",
        ["ko", ..] => "Malgun Gothic",
        [_, "Hant" | "TW" | "HK" | "MO", ..] => "Microsoft JhengHei",
        _ => "Microsoft YaHei",
    };
    include_str!("styles.xml")
        .replace("{FONT}", font)
        .replace("{LATIN}", &escape(latin))
        .replace("{ASIAN}", &escape(asian))
        .replace("{BIDI}", &escape(bidi))
}
