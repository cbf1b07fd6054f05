//! `imsmanifest.xml`: what a package is called, what it begins with, and every file in it.

use super::super::xml::{address, escape, identifier};
use super::plan::Plan;
use super::{LAUNCH, Request, Standard};
use std::fmt::Write;

const HEAD_12: &str = concat!(
    r#" version="1.2" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2""#,
    r#" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2""#,
    r#" xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1""#,
    r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
    r#" xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2"#,
    r#" imscp_rootv1p1p2.xsd http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"#,
    r#" imsmd_rootv1p2p1.xsd http://www.adlnet.org/xsd/adlcp_rootv1p2"#,
    r#" adlcp_rootv1p2.xsd""#,
);

const HEAD_2004: &str = concat!(
    r#" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1""#,
    r#" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3""#,
    r#" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3""#,
    r#" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3""#,
    r#" xmlns:imsss="http://www.imsglobal.org/xsd/imsss""#,
    r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
    r#" xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd"#,
    r#" http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd"#,
    r#" http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd"#,
    r#" http://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd"#,
    r#" http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd""#,
);

/// The manifest of a package with these files.
pub fn manifest<'f>(
    request: &Request,
    plan: &Plan,
    files: impl Iterator<Item = &'f str>,
) -> String {
    let old = plan.standard == Standard::Scorm12;
    let title = escape(&plan.title.str(request.lang()).replace('\n', " "));
    let (head, version, kind) = match old {
        true => (HEAD_12, "1.2", "scormtype"),
        false => (HEAD_2004, "2004 4th Edition", "scormType"),
    };
    let name = identifier(&plan.id);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(xml, "<manifest identifier=\"twotrack-{name}\"{head}>");
    let _ = write!(xml, "<metadata>\n<schema>ADL SCORM</schema>\n");
    let _ = write!(xml, "<schemaversion>{version}</schemaversion>\n</metadata>\n");
    let _ = writeln!(xml, "<organizations default=\"course\">");
    let _ = writeln!(xml, "<organization identifier=\"course\">\n<title>{title}</title>");
    let _ = writeln!(xml, "<item identifier=\"item\" identifierref=\"site\">");
    let _ = writeln!(xml, "<title>{title}</title>");
    let _ = match (plan.mark(), old) {
        (Some(mark), true) => {
            writeln!(xml, "<adlcp:masteryscore>{}</adlcp:masteryscore>", mark.min(100))
        }
        (mark, false) => write!(xml, "{}", sequencing(mark)),
        _ => Ok(()),
    };
    let _ = writeln!(xml, "</item>");
    if !old {
        let modes = "<imsss:controlMode choice=\"true\" flow=\"true\"/>";
        let _ = writeln!(xml, "<imsss:sequencing>{modes}</imsss:sequencing>");
    }
    let _ = write!(xml, "</organization>\n</organizations>\n<resources>\n");
    let _ = write!(xml, "<resource identifier=\"site\" type=\"webcontent\" adlcp:{kind}=\"sco\"");
    let _ = writeln!(xml, " href=\"{LAUNCH}\">");
    for file in files {
        let _ = writeln!(xml, "<file href=\"{}\"/>", escape(&address(file)));
    }
    xml + "</resource>\n</resources>\n</manifest>\n"
}

/// The course itself says whether it is done; a quiz is passed by its mark.
fn sequencing(mark: Option<u32>) -> String {
    let primary = match mark {
        Some(mark) => format!(
            "<imsss:primaryObjective objectiveID=\"course\" satisfiedByMeasure=\"true\">\
             <imsss:minNormalizedMeasure>{:.2}</imsss:minNormalizedMeasure>\
             </imsss:primaryObjective>",
            f64::from(mark.min(100)) / 100.0
        ),
        None => "<imsss:primaryObjective objectiveID=\"course\"/>".to_string(),
    };
    format!(
        "<imsss:sequencing>\n<imsss:objectives>{primary}</imsss:objectives>\n\
         <imsss:deliveryControls completionSetByContent=\"true\" objectiveSetByContent=\"true\"/>\n\
         </imsss:sequencing>\n"
    )
}
