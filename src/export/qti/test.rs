//! One quiz as a test: a section for what stands in no bank, and one for each bank.

use super::subset::blocks;
use super::{Package, name};
use crate::model::{Question, Quiz};

/// The test's file.
pub fn test(package: &mut Package, quiz: &Quiz) -> String {
    let d = package.dialect;
    let mut banks: Vec<Option<&str>> = vec![None];
    for question in &quiz.questions {
        let bank = question.bank.as_deref();
        if !banks.contains(&bank) {
            banks.push(bank);
        }
    }
    let mut inside = String::new();
    let intro = blocks(&package.html(&quiz.intro));
    if !intro.is_empty() {
        let mut view = vec![("view", "candidate")];
        if d.is_hyphenated {
            view.push(("use", "instructions"));
        }
        inside += &format!("\n{}", d.tag("rubricBlock", &view, &d.content(&intro)));
    }
    for (n, bank) in banks.into_iter().enumerate() {
        let all = quiz.questions.iter().filter(|q| q.bank.as_deref() == bank);
        let items: String = all.map(|q| reference(package, q)).collect();
        inside += &match bank {
            None => items,
            Some(bank) => section(package, &format!("bank.{n}"), bank, &items),
        };
    }
    let title = quiz.title.str(package.lang).replace('\n', " ");
    let section = section(package, "all", &title, &inside);
    let part =
        [("identifier", "part"), ("navigationMode", "nonlinear"), ("submissionMode", "individual")];
    let control =
        d.tag("itemSessionControl", &[("maxAttempts", "0"), ("showFeedback", "true")], "");
    let part = d.tag("testPart", &part, &format!("\n{control}{section}\n"));
    let whole = format!("\n{}\n{part}\n{}\n", outcome(package, quiz), processing(package));
    let id = name(&quiz.head.id);
    let attributes = [("identifier", &*id), ("title", &*title), ("toolName", "Twotrack")];
    d.document("assessmentTest", &attributes, &whole)
}

fn section(package: &Package, id: &str, title: &str, inside: &str) -> String {
    let attributes = [("identifier", id), ("title", title), ("visible", "true")];
    format!("\n{}", package.dialect.tag("assessmentSection", &attributes, &format!("{inside}\n")))
}

fn reference(package: &Package, q: &Question) -> String {
    let id = name(&q.head.id);
    let attributes = [("identifier", &*id), ("href", &*format!("../items/{id}.xml"))];
    format!("\n{}", package.dialect.tag("assessmentItemRef", &attributes, ""))
}

/// The score, with the mark that passes.
fn outcome(package: &Package, quiz: &Quiz) -> String {
    let all = quiz.questions.len();
    let mark = (all as f64 * f64::from(quiz.pass) / 100.0).to_string();
    let all = all.to_string();
    let mut attributes = vec![
        ("identifier", "SCORE"),
        ("cardinality", "single"),
        ("baseType", "float"),
        ("normalMinimum", "0"),
        ("normalMaximum", &*all),
    ];
    if quiz.pass > 0 {
        attributes.push(("masteryValue", &mark));
    }
    package.dialect.tag("outcomeDeclaration", &attributes, "")
}

fn processing(package: &Package) -> String {
    let d = package.dialect;
    let each = d.tag("testVariables", &[("variableIdentifier", "SCORE")], "");
    let set = d.tag("setOutcomeValue", &[("identifier", "SCORE")], &d.tag("sum", &[], &each));
    d.tag("outcomeProcessing", &[], &set)
}
