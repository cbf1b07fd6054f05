//! How a version of QTI writes elements, and what its packages are called.

use super::super::xml::escape;
use std::fmt::Write;

/// One version.
pub struct Dialect {
    /// `qti-response-declaration` in place of `responseDeclaration`.
    pub is_hyphenated: bool,
    /// Behind the last blank of `schemaLocation` is the schema's address.
    pub namespace: &'static str,
    pub schema: &'static str,
    /// The end of a resource's type: `imsqti_item_xmlv2p1`.
    pub kind: &'static str,
    /// Of the manifest.
    pub package_namespace: &'static str,
    pub package_schema: &'static str,
    /// What the manifest says of itself.
    pub package_name: [&'static str; 2],
    /// An outcome says who marks it.
    pub names_marker: bool,
}

const PACKAGE: &str = "http://www.imsglobal.org/xsd/imscp_v1p1";

pub const QTI_2_1: Dialect = Dialect {
    is_hyphenated: false,
    namespace: "http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema: "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1p1.xsd",
    kind: "xmlv2p1",
    package_namespace: PACKAGE,
    package_schema: "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    package_name: ["QTIv2.1 Package", "1.0.0"],
    names_marker: false,
};

pub const QTI_2_2: Dialect = Dialect {
    is_hyphenated: false,
    namespace: "http://www.imsglobal.org/xsd/imsqti_v2p2",
    schema: "http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2p4.xsd",
    kind: "xmlv2p2",
    package_namespace: PACKAGE,
    package_schema: "http://www.imsglobal.org/xsd/qti/qtiv2p2/qtiv2p2_imscpv1p2_v1p0.xsd",
    package_name: ["QTIv2.2 Package", "1.0.0"],
    names_marker: true,
};

pub const QTI_3_0: Dialect = Dialect {
    is_hyphenated: true,
    namespace: "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema: "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    kind: "xmlv3p0",
    package_namespace: "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_schema: "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/\
                     imsqtiv3p0_imscpv1p2_v1p0.xsd",
    package_name: ["QTI Package", "3.0.0"],
    names_marker: true,
};

impl Dialect {
    /// An element; `inside` is XML already. Names are given as QTI 2 has them.
    pub fn tag(&self, name: &str, attributes: &[(&str, &str)], inside: &str) -> String {
        let name = match self.is_hyphenated {
            true => format!("qti-{}", hyphenated(name)),
            false => name.to_string(),
        };
        let mut out = format!("<{name}");
        for (key, value) in attributes {
            let key = if self.is_hyphenated { hyphenated(key) } else { key.to_string() };
            let _ = write!(out, " {key}=\"{}\"", escape(value));
        }
        match inside {
            "" => out + "/>",
            inside => out + &format!(">{inside}</{name}>"),
        }
    }

    /// What stands in an element of its own in QTI 3: the content of feedback and rubrics.
    pub fn content(&self, html: &str) -> String {
        match self.is_hyphenated {
            true => self.tag("contentBody", &[], html),
            false => html.to_string(),
        }
    }

    /// The outermost element of a file, with its declaration.
    pub fn document(&self, name: &str, attributes: &[(&str, &str)], inside: &str) -> String {
        let location = format!("{} {}", self.namespace, self.schema);
        let head = [
            ("xmlns", self.namespace),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", &location),
        ];
        // These are XML's own names.
        let head: String =
            head.iter().map(|(key, value)| format!(" {key}=\"{}\"", escape(value))).collect();
        let element = self.tag(name, attributes, inside);
        let at = element.find([' ', '>']).unwrap_or(element.len());
        let (start, rest) = element.split_at(at);
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{start}{head}{rest}\n")
    }
}

/// `responseDeclaration` as `response-declaration`.
fn hyphenated(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
