//! Expressions and rules, by which a system marks an answer and chooses what to say to it.

use super::dialect::Dialect;

/// The variable that holds a learner's answer, unless a question has several blanks.
pub const RESPONSE: &str = "RESPONSE";
const SCORE: &str = "SCORE";

/// Something that is said to an answer.
pub struct Said {
    pub name: String,
    /// When; an empty condition is always true.
    pub when: String,
    pub html: String,
}

impl Said {
    /// The variable that holds its name once it is said. Each has one of its own, for not every
    /// system can add to a list.
    pub fn outcome(&self) -> String {
        format!("FEEDBACK_{}", self.name)
    }
}

impl Dialect {
    pub fn variable(&self, name: &str) -> String {
        self.tag("variable", &[("identifier", name)], "")
    }

    /// A value that stands in the file; `text` is XML already.
    pub fn value(&self, kind: &str, text: &str) -> String {
        self.tag("baseValue", &[("baseType", kind)], text)
    }

    fn correct(&self, name: &str) -> String {
        self.tag("correct", &[("identifier", name)], "")
    }

    pub fn not(&self, condition: &str) -> String {
        self.tag("not", &[], condition)
    }

    pub fn any(&self, conditions: &[String]) -> String {
        match conditions {
            [one] => one.clone(),
            all => self.tag("or", &[], &all.concat()),
        }
    }

    pub fn all(&self, conditions: &[String]) -> String {
        match conditions {
            [one] => one.clone(),
            all => self.tag("and", &[], &all.concat()),
        }
    }

    /// The answer is the right one, to the last part.
    pub fn is_correct(&self) -> String {
        self.tag("match", &[], &(self.variable(RESPONSE) + &self.correct(RESPONSE)))
    }

    /// The answer is, or has among its parts, this one.
    pub fn is_chosen(&self, is_list: bool, kind: &str, value: &str) -> String {
        let (value, answer) = (self.value(kind, value), self.variable(RESPONSE));
        match is_list {
            true => self.tag("member", &[], &(value + &answer)),
            false => self.tag("match", &[], &(answer + &value)),
        }
    }

    /// The words in a blank are among those that its mapping knows.
    pub fn is_accepted(&self, response: &str) -> String {
        let mapped = self.tag("mapResponse", &[("identifier", response)], "");
        self.tag("gte", &[], &(mapped + &self.value("float", "1")))
    }

    /// The words are these, whatever their case.
    pub fn is_word(&self, word: &str) -> String {
        let both = self.variable(RESPONSE) + &self.value("string", word);
        self.tag("stringMatch", &[("caseSensitive", "false"), ("substring", "false")], &both)
    }

    pub fn is_near(&self, tolerance: f64) -> String {
        let both = self.variable(RESPONSE) + &self.correct(RESPONSE);
        let range = format!("{tolerance} {tolerance}");
        match tolerance {
            0.0 => self.tag("equal", &[("toleranceMode", "exact")], &both),
            _ => self.tag("equal", &[("toleranceMode", "absolute"), ("tolerance", &range)], &both),
        }
    }

    /// The answer is not wholly right; asked once the score is known.
    pub fn is_wrong(&self) -> String {
        self.tag("lt", &[], &(self.variable(SCORE) + &self.value("float", "1")))
    }

    fn set(&self, name: &str, value: &str) -> String {
        self.tag("setOutcomeValue", &[("identifier", name)], value)
    }

    /// The whole marking: one or nothing, unless a person marks, and then what is said.
    pub fn processing(&self, is_right: &str, said: &[Said]) -> String {
        let score = |mark| self.set(SCORE, &self.value("float", mark));
        let mut rules = match is_right {
            "" => String::new(),
            is_right => {
                let right = self.tag("responseIf", &[], &(is_right.to_string() + &score("1")));
                let wrong = self.tag("responseElse", &[], &score("0"));
                self.tag("responseCondition", &[], &(right + &wrong))
            }
        };
        for said in said {
            let rule = self.set(&said.outcome(), &self.value("identifier", &said.name));
            rules += "\n";
            rules += &match &*said.when {
                "" => rule,
                when => {
                    let rule = self.tag("responseIf", &[], &(when.to_string() + &rule));
                    self.tag("responseCondition", &[], &rule)
                }
            };
        }
        self.tag("responseProcessing", &[], &format!("\n{rules}\n"))
    }
}
