//! When something is said to an answer, as the rules of an item tell it.

use super::super::xml::Element;

/// The answer to which something is said.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    Always,
    /// This option or pair is among the answer, or these are the words.
    Given(Vec<String>),
    /// It is not.
    Missed(String),
    /// What stands in this blank is not among what it accepts.
    Blank(String),
    Right,
    Wrong,
    Unknown,
}

/// Something that is said to an answer.
#[derive(Clone, Debug)]
pub struct Said {
    pub name: String,
    pub when: When,
    /// Markdown.
    pub words: String,
}

/// All that an item says to answers, in its order.
pub fn said(item: &Element) -> Vec<Said> {
    let rules = rules(item);
    let all = item.within().into_iter().filter(|e| {
        ["modalFeedback", "feedbackInline", "feedbackBlock"].contains(&&*e.name)
            && e.attribute("showHide") != "hide"
    });
    let said = all.map(|element| {
        let name = element.attribute("identifier").to_string();
        let outcome = element.attribute("outcomeIdentifier");
        Said { when: when(&rules, outcome, &name), words: super::text::words(element), name }
    });
    said.filter(|said| !said.words.is_empty()).collect()
}

/// The conditions under which a variable is set, each with its rule.
pub struct Rule<'a> {
    condition: Option<&'a Element>,
    /// Earlier branches of the same condition did not hold.
    is_else: bool,
    set: &'a Element,
}

impl Rule<'_> {
    fn sets(&self, outcome: &str) -> bool {
        self.set.attribute("identifier") == outcome
    }
}

pub fn rules(item: &Element) -> Vec<Rule<'_>> {
    let mut found = Vec::new();
    if let Some(processing) = item.child("responseProcessing") {
        walk(processing, None, false, &mut found);
    }
    found
}

fn walk<'a>(
    element: &'a Element,
    condition: Option<&'a Element>,
    is_else: bool,
    found: &mut Vec<Rule<'a>>,
) {
    for child in &element.children {
        match child.name.as_str() {
            "setOutcomeValue" => found.push(Rule { condition, is_else, set: child }),
            "responseCondition" => walk(child, condition, is_else, found),
            "responseIf" | "responseElseIf" => {
                walk(child, child.children.first().or(condition), false, found);
            }
            "responseElse" => walk(child, None, true, found),
            _ => {}
        }
    }
}

/// The words that an item gives marks for in its rules, beside those of its mapping.
pub fn rewarded(item: &Element, response: &str) -> Vec<String> {
    let rewards = rules(item);
    let rewards = rewards.iter().filter(|rule| rule.sets("SCORE") && is_reward(rule.set));
    let asks = |e: &&Element| {
        let about = e.within();
        about.iter().any(|v| v.name == "variable" && v.attribute("identifier") == response)
    };
    let conditions = rewards.filter_map(|rule| rule.condition);
    let all = conditions.flat_map(Element::whole);
    let words = all.filter(|e| ["stringMatch", "match"].contains(&&*e.name)).filter(asks);
    words.flat_map(values).collect()
}

/// How far off a number may be, by the rules; `None` if they do not say.
pub fn range(item: &Element, answer: f64) -> Option<f64> {
    let processing = item.child("responseProcessing")?;
    let all = processing.within();
    if let Some(equal) = all.iter().find(|e| e.name == "equal") {
        let off = equal.attribute("tolerance").split_whitespace().next()?.parse::<f64>().ok()?;
        return Some(match equal.attribute("toleranceMode") {
            "relative" => (answer * off / 100.0).abs(),
            _ => off.abs(),
        });
    }
    let bound = |names: [&str; 2]| {
        let found = all.iter().find(|e| names.contains(&&*e.name))?;
        values(found).first()?.parse::<f64>().ok()
    };
    let (least, most) = (bound(["gte", "gt"])?, bound(["lte", "lt"])?);
    Some(((most - least) / 2.0).abs())
}

fn is_reward(set: &Element) -> bool {
    let values = values(set);
    let number = values.iter().find_map(|value| value.parse::<f64>().ok());
    // A sum, or a variable such as the highest score.
    number.is_none_or(|number| number > 0.0)
}

/// The values that stand in an expression.
fn values(element: &Element) -> Vec<String> {
    let all = element.within().into_iter().filter(|e| e.name == "baseValue");
    all.map(|value| value.text.trim().to_string()).collect()
}

fn when(rules: &[Rule], outcome: &str, name: &str) -> When {
    let mine = rules.iter().find(|rule| {
        let value = || values(rule.set).iter().any(|value| value == name);
        rule.sets(outcome) && value()
    });
    let Some(rule) = mine else {
        // The names of what is said are those of the options.
        return When::Given(vec![name.to_string()]);
    };
    match (rule.condition, rule.is_else) {
        (_, true) => When::Wrong,
        (None, _) => When::Always,
        (Some(condition), _) => of_condition(condition),
    }
}

fn of_condition(condition: &Element) -> When {
    let all = condition.whole();
    let has = |name: &str| all.iter().any(|e| e.name == name);
    let is_not = condition.name == "not";
    if let Some(mapped) = all.iter().find(|e| e.name == "mapResponse") {
        let response = mapped.attribute("identifier").to_string();
        return if is_not { When::Blank(response) } else { When::Right };
    }
    let is_score = |e: &&Element| e.name == "variable" && e.attribute("identifier") == "SCORE";
    if all.iter().any(is_score) {
        return if has("lt") || has("lte") || is_not { When::Wrong } else { When::Right };
    }
    if has("correct") {
        return if is_not { When::Wrong } else { When::Right };
    }
    match (values(condition), is_not) {
        (values, _) if values.is_empty() => When::Unknown,
        (mut values, true) if values.len() == 1 => When::Missed(values.remove(0)),
        (_, true) => When::Unknown,
        (values, false) => When::Given(values),
    }
}
