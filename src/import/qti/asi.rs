//! Questions of QTI 1.2, as Canvas, Blackboard and older systems write them.

use super::super::Input;
use super::super::bank::{Found, Quiz, is_id, letter, stem_of_gaps};
use super::super::markup::{Markup, markdown, plain};
use super::super::xml::Element;
use super::asked::{About, level};
use crate::diagnostic::Losses;
use crate::model::{Answer, Blank, Choice, Line, Pair, Question};
use std::collections::BTreeMap;

/// The assessments of a file, or all of its items as one.
pub fn quizzes(input: &Input, root: &Element, losses: &mut Losses) -> Vec<Quiz> {
    let within = root.within();
    let assessments: Vec<&Element> = within
        .iter()
        .filter(|e| ["assessment", "objectbank"].contains(&&*e.name))
        .copied()
        .collect();
    let homes = if assessments.is_empty() { vec![root] } else { assessments };
    homes.into_iter().map(|home| quiz(input, home, losses)).collect()
}

fn quiz(input: &Input, home: &Element, losses: &mut Losses) -> Quiz {
    let title = home.attribute("title").trim().to_string();
    let mut quiz = Quiz {
        id: own(home.attribute("ident")),
        title: input.text(&title),
        name: title,
        ..Quiz::default()
    };
    for element in home.within().into_iter().filter(|e| e.name == "item") {
        if let Some(mut found) = found(input, element, losses) {
            found.file = input.name.to_string();
            quiz.questions.push(found);
        }
    }
    quiz
}

/// The question; nothing if a playbook can't hold it, which is told.
fn found(input: &Input, root: &Element, losses: &mut Losses) -> Option<Found> {
    let id = root.attribute("ident").to_string();
    let name = plain(root.attribute("title"), Markup::Plain);
    let shown = [&*id, &*name, "a question"].into_iter().find(|s| !s.is_empty()).unwrap_or("");
    let all = root.within();
    let conditions = all.iter().filter(|e| e.name == "respcondition").map(|e| Condition::of(e));
    let asked = ["response_lid", "response_str", "response_grp", "response_num", "response_xy"];
    let mut item = Item {
        input,
        root,
        shown,
        fields: fields(root),
        asked: all.iter().filter(|e| asked.contains(&&*e.name)).copied().collect(),
        conditions: conditions.collect(),
        said: said(root),
        notes: Vec::new(),
    };
    let (stem, answer) = item.answer(losses)?;
    let mut question = Question { difficulty: 1, answer, ..Question::default() };
    question.stem = input.text(&stem);
    question.head.id = own(&id);
    item.finish(&mut question, losses);
    let mut found = Found { line: root.line, name: name.clone(), question, ..Found::default() };
    let of = |label: &str| item.fields.get(label).map_or("", String::as_str);
    let words = of("qmd_keywords").split(',').map(|word| word.trim().to_string());
    let keywords = words.filter(|word| !word.is_empty()).collect();
    let difficulty = level(of("qmd_levelofdifficulty"));
    About { keywords, difficulty, ..About::default() }.tell(input, &mut found);
    found.notes.extend(std::mem::take(&mut item.notes));
    let is_named =
        !name.is_empty() && !plain(&stem, Markup::Markdown).starts_with(name.trim_end_matches('…'));
    if is_named && name != "Question" {
        found.notes.insert(0, format!("Its name in the file: {name}"));
    }
    Some(found)
}

/// The metadata of an item, by its labels.
fn fields(root: &Element) -> BTreeMap<String, String> {
    let all = root.within().into_iter().filter(|e| e.name == "qtimetadatafield");
    let field =
        |e: &Element| (e.text_of("fieldlabel").to_string(), e.text_of("fieldentry").to_string());
    let mut fields: BTreeMap<String, String> = all.map(field).collect();
    if let Some(metadata) = root.child("itemmetadata") {
        for child in metadata.children.iter().filter(|child| child.children.is_empty()) {
            fields.insert(child.name.clone(), child.text.trim().to_string());
        }
    }
    fields
}

/// A text of the standard, as Markdown.
fn words(element: &Element) -> String {
    let texts = element
        .within()
        .into_iter()
        .filter(|e| ["mattext", "mat_formattedtext", "matemtext"].contains(&&*e.name));
    let text = |e: &Element| {
        let kind = e.attribute("texttype").to_ascii_lowercase()
            + &e.attribute("type").to_ascii_lowercase();
        match (e.children.is_empty(), kind.contains("html")) {
            (false, _) => markdown(&e.html(&|_| None), Markup::Html),
            (true, true) => markdown(&e.text, Markup::Html),
            (true, false) => markdown(&e.text, Markup::Plain),
        }
    };
    let texts: Vec<String> = texts.map(text).filter(|text| !text.is_empty()).collect();
    texts.join("\n\n")
}

/// What stands before the answers.
fn stem(presentation: &Element) -> String {
    let mut parts = Vec::new();
    for child in &presentation.children {
        match child.name.as_str() {
            "material" => parts.push(words(child)),
            "flow" | "presentation_material" | "flow_mat" => parts.push(stem(child)),
            _ => {}
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// What is said to answers, by its name.
fn said(root: &Element) -> BTreeMap<String, String> {
    let all = root.all("itemfeedback").map(|e| (e.attribute("ident").to_string(), words(e)));
    all.filter(|(_, words)| !words.is_empty()).collect()
}

/// A condition and what follows from it.
struct Condition<'a> {
    element: Option<&'a Element>,
    /// Variable and value of each thing that is asked for, and whether it is asked not to be.
    equals: Vec<(String, String, bool)>,
    is_right: bool,
    /// The names of what is said.
    says: Vec<String>,
}

impl<'a> Condition<'a> {
    fn of(element: &'a Element) -> Condition<'a> {
        let asks = element.child("conditionvar");
        let mut equals = Vec::new();
        if let Some(asks) = asks {
            gather(asks, false, &mut equals);
        }
        let is_reward = |set: &Element| {
            let value = set.text.trim();
            value.parse::<f64>().map_or(!value.is_empty(), |n| n > 0.0)
        };
        let is_right = element.all("setvar").any(is_reward);
        let says = element.all("displayfeedback").map(|e| e.attribute("linkrefid").to_string());
        Condition { element: asks, equals, is_right, says: says.collect() }
    }
}

fn gather(element: &Element, is_not: bool, found: &mut Vec<(String, String, bool)>) {
    for child in &element.children {
        match child.name.as_str() {
            "varequal" | "varsubset" | "varsubstring" => {
                let variable = child.attribute("respident").to_string();
                found.push((variable, child.text.trim().to_string(), is_not));
            }
            "not" => gather(child, !is_not, found),
            _ => gather(child, is_not, found),
        }
    }
}

/// One item.
struct Item<'a> {
    input: &'a Input<'a>,
    root: &'a Element,
    shown: &'a str,
    fields: BTreeMap<String, String>,
    /// Where something is answered.
    asked: Vec<&'a Element>,
    conditions: Vec<Condition<'a>>,
    /// What has found no place yet.
    said: BTreeMap<String, String>,
    notes: Vec<String>,
}

impl<'a> Item<'a> {
    /// What kind of question it is: by the word that Canvas or Blackboard has for it, or by its
    /// form.
    fn kind(&self) -> &'static str {
        let of = |label: &str| self.fields.get(label).map_or("", String::as_str);
        let word = [of("question_type"), of("bbmd_questiontype"), of("qmd_itemtype")];
        let word =
            word.iter().find(|word| !word.is_empty()).map_or(String::new(), |w| w.to_lowercase());
        match word.trim_end_matches("_question") {
            "multiple_choice" | "multiple choice" => "single",
            "true_false" | "true/false" => "true-false",
            "multiple_answers" | "multiple answer" => "multiple",
            "matching" => "matching",
            "short_answer" | "fill in the blank" => "short",
            "fill_in_multiple_blanks" | "multiple_dropdowns" | "fill in the blank plus" => "gap",
            "numerical" | "numeric" => "numeric",
            "essay" | "short response" => "open",
            "ordering" => "ordering",
            "text_only" => "text",
            "calculated" | "file_upload" | "hot spot" | "file upload" | "quiz bowl" => "other",
            _ => self.form(),
        }
    }

    fn form(&self) -> &'static str {
        let names: Vec<&str> = self.asked.iter().map(|e| e.name.as_str()).collect();
        let many = self.asked.first().map_or("", |e| e.attribute("rcardinality"));
        match (&names[..], many.to_ascii_lowercase().as_str()) {
            ([], _) => "text",
            (["response_lid"], "single" | "") => "single",
            (["response_lid"], "multiple") => "multiple",
            (["response_lid"], "ordered") => "ordering",
            (["response_str"], _) if self.right_values("").is_empty() => "open",
            (["response_str"], _) => "short",
            (["response_num"], _) => "numeric",
            (all, _) if all.iter().all(|name| *name == "response_lid") => "matching",
            (all, _) if all.iter().all(|name| *name == "response_str") => "gap",
            _ => "other",
        }
    }

    fn answer(&mut self, losses: &mut Losses) -> Option<(String, Answer)> {
        let stem = self.root.child("presentation").map(stem).unwrap_or_default();
        let answer = match self.kind() {
            "single" | "true-false" => self.options(false, losses)?,
            "multiple" => self.options(true, losses)?,
            "matching" => self.pairs(losses)?,
            "ordering" => self.order(losses)?,
            "short" => self.short(losses)?,
            "numeric" => self.number(losses)?,
            "gap" => return self.gaps(stem, losses),
            "open" => self.open(losses),
            "text" => return self.dropped(losses, "a text without a question"),
            _ => {
                let kind =
                    self.fields.get("question_type").or(self.fields.get("bbmd_questiontype"));
                let kind = kind.map_or("this", String::as_str);
                return self
                    .dropped(losses, &format!("a playbook has no question of type `{kind}`"));
            }
        };
        Some((stem, answer))
    }

    /// The values of right answers to a variable; of any if it has no name.
    fn right_values(&self, variable: &str) -> Vec<String> {
        let right = self.conditions.iter().filter(|condition| condition.is_right);
        let all = right.flat_map(|condition| &condition.equals);
        let mine = all.filter(|(of, _, is_not)| !is_not && (variable.is_empty() || of == variable));
        let mut values: Vec<String> = Vec::new();
        for (_, value, _) in mine {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        values
    }

    fn labels(&self, asked: &'a Element) -> Vec<(&'a str, String)> {
        let all = asked.within().into_iter().filter(|e| e.name == "response_label");
        all.map(|label| (label.attribute("ident"), words(label))).collect()
    }

    /// Takes what is said to one answer.
    fn take(&mut self, value: &str) -> String {
        let mine = self.conditions.iter().filter(|c| {
            !c.says.is_empty() && matches!(&c.equals[..], [(_, v, false)] if v == value)
        });
        let names: Vec<String> = mine.flat_map(|c| c.says.clone()).collect();
        let own = names.into_iter().filter(|name| !is_general(name));
        let own: Vec<String> = own.filter_map(|name| self.said.remove(&name)).collect();
        own.join("\n\n")
    }

    fn options(&mut self, many: bool, losses: &mut Losses) -> Option<Answer> {
        let Some(asked) = self.asked.first().copied() else {
            return self.dropped(losses, "a text without a question");
        };
        let labels = self.labels(asked);
        let right = self.right_values("");
        if !labels.iter().any(|(id, _)| right.iter().any(|r| r == id)) {
            return self.dropped(losses, "no option is right");
        }
        let is = |n: usize, word: &str| labels[n].1.eq_ignore_ascii_case(word);
        let sides = match labels.len() {
            2 if !many && is(0, "true") && is(1, "false") => Some((0, 1)),
            2 if !many && is(0, "false") && is(1, "true") => Some((1, 0)),
            2 if !many && labels[0].0 == "true" && labels[1].0 == "false" => Some((0, 1)),
            _ => None,
        };
        if let Some((yes, no)) = sides {
            let [if_true, if_false] = [yes, no].map(|n| self.take(labels[n].0));
            return Some(Answer::TrueFalse {
                answer: right.iter().any(|r| r == labels[yes].0),
                if_true: self.input.text(&if_true),
                if_false: self.input.text(&if_false),
            });
        }
        let are_ids = labels.iter().all(|(id, _)| is_id(id) && id.len() <= 8 && !is_number(id));
        let mut options = Vec::new();
        for (n, (id, words)) in labels.iter().enumerate() {
            let feedback = self.take(id);
            options.push(Choice {
                id: if are_ids { id.to_string() } else { letter(n) },
                text: self.input.text(words),
                right: right.iter().any(|r| r == id),
                feedback: self.input.text(&feedback),
                ..Choice::default()
            });
        }
        Some(if many { Answer::Multiple(options) } else { Answer::Single(options) })
    }

    fn pairs(&mut self, losses: &mut Losses) -> Option<Answer> {
        let Some(first) = self.asked.first().copied() else {
            return self.dropped(losses, "a text without a question");
        };
        let rights = self.labels(first);
        let (mut pairs, mut used) = (Vec::new(), Vec::new());
        for (n, asked) in self.asked.iter().enumerate() {
            let right = self.right_values(asked.attribute("ident"));
            // Several are right if they have the same words.
            let mut partners = self.labels(asked).into_iter();
            let partner = partners.find(|(id, _)| right.iter().any(|right| right == id));
            let Some((_, words)) = partner else {
                return self.dropped(losses, "one of its sides has no right partner");
            };
            used.push(words.clone());
            let left = asked.children.iter().filter(|c| c.name == "material").map(self::words);
            pairs.push(Pair {
                id: letter(n),
                left: self.input.text(&left.collect::<Vec<_>>().join("\n\n")),
                right: self.input.text(&words),
                ..Pair::default()
            });
        }
        let others = rights.iter().filter(|(_, words)| !used.contains(words));
        let distractors = others.enumerate().map(|(n, (_, words))| Pair {
            id: letter(pairs.len() + n),
            right: self.input.text(words),
            ..Pair::default()
        });
        let distractors = distractors.collect();
        Some(Answer::Matching { pairs, distractors })
    }

    fn order(&mut self, losses: &mut Losses) -> Option<Answer> {
        let labels = self.asked.first().map(|asked| self.labels(asked)).unwrap_or_default();
        let right = self.right_values("");
        let step = |id: &String| labels.iter().find(|(label, _)| label == id);
        let steps: Vec<&(&str, String)> = right.iter().filter_map(step).collect();
        if steps.len() != labels.len() || steps.is_empty() {
            return self.dropped(losses, "no order of all steps is right");
        }
        let item = |(n, (_, words)): (usize, &&(&str, String))| {
            let mut line = Line { text: self.input.text(words), ..Line::default() };
            line.head.id = letter(n);
            line
        };
        let items = steps.iter().enumerate().map(item).collect();
        let feedback = self.wrong();
        Some(Answer::Ordering { items, feedback: self.input.text(&feedback) })
    }

    /// What is said to every wrong answer.
    fn wrong(&mut self) -> String {
        self.said.remove("general_incorrect_fb").unwrap_or_default()
    }

    fn short(&mut self, losses: &mut Losses) -> Option<Answer> {
        let right = self.right_values("");
        if right.is_empty() {
            return self.dropped(losses, "no answer is right");
        }
        Some(Answer::Short { accept: self.input.words(right), reject: Vec::new() })
    }

    fn number(&mut self, losses: &mut Losses) -> Option<Answer> {
        let right = self.conditions.iter().filter(|c| c.is_right).filter_map(|c| c.element);
        let all: Vec<&Element> = right.flat_map(Element::within).collect();
        let at = |names: [&str; 2]| {
            let mine = all.iter().filter(|e| names.contains(&&*e.name));
            mine.filter_map(|e| e.text.trim().parse::<f64>().ok()).find(|n| n.is_finite())
        };
        let bounds = at(["vargte", "vargt"]).zip(at(["varlte", "varlt"]));
        let middle = bounds.map(|(least, most)| (least + most) / 2.0);
        let Some(answer) = at(["varequal", "varequal"]).or(middle) else {
            return self.dropped(losses, "no number is right");
        };
        let off = bounds.map(|(least, most)| (answer - least).abs().max((most - answer).abs()));
        // What a sum in binary adds.
        let tolerance = (off.unwrap_or_default() * 1e9).round() / 1e9;
        let feedback = self.wrong();
        Some(Answer::Numeric {
            answer,
            tolerance,
            unit: self.input.text(""),
            feedback: self.input.text(&feedback),
        })
    }

    fn gaps(&mut self, whole: String, losses: &mut Losses) -> Option<(String, Answer)> {
        let mut text = whole;
        let mut blanks = Vec::new();
        for (n, asked) in self.asked.clone().into_iter().enumerate() {
            let variable = asked.attribute("ident");
            let named = asked.child("material").map(words).unwrap_or_default();
            let behind = variable.strip_prefix("response_").unwrap_or(variable);
            let name = if named.is_empty() { behind } else { named.as_str() };
            let own = name.strip_prefix("blank").filter(|own| is_id(own)).map(str::to_string);
            let id = own.unwrap_or_else(|| (n + 1).to_string());
            let right = self.right_values(variable);
            let labels = self.labels(asked);
            let word = |value: &String| {
                let label = labels.iter().find(|(label, _)| label == value);
                label.map_or(value.clone(), |(_, words)| plain(words, Markup::Markdown))
            };
            let accept: Vec<String> = right.iter().map(word).collect();
            if accept.is_empty() {
                return self.dropped(losses, &format!("its gap {name} has no right answer"));
            }
            let place = [format!("[{name}]"), format!("\\[{name}\\]")];
            let mark = format!("{{{id}}}");
            match place.iter().find(|place| text.contains(*place)) {
                Some(place) => text = text.replace(place, &mark),
                None => text = format!("{text} {mark}").trim().to_string(),
            }
            let accept = self.input.words(accept);
            blanks.push(Blank { id, accept, ..Blank::default() });
        }
        if self
            .fields
            .get("question_type")
            .is_some_and(|kind| kind.starts_with("multiple_dropdowns"))
        {
            self.changed(losses, "the words that a gap offers are gone: it is to be written into");
        }
        let (stem, text) = stem_of_gaps(self.input, text, &blanks);
        Some((stem, Answer::Gap { text: self.input.text(&text), blanks }))
    }

    fn open(&mut self, losses: &mut Losses) -> Answer {
        self.changed(losses, "it has no model answer: write one in place of the dash");
        Answer::Open { model_answer: self.input.text("—"), criteria: Vec::new() }
    }

    /// What is said to answers and has found no place yet.
    fn finish(&mut self, q: &mut Question, losses: &mut Losses) {
        if self.root.holds("matimage") {
            self.changed(losses, "its pictures did not come along");
        }
        let mut explanation = Vec::new();
        for (name, words) in std::mem::take(&mut self.said) {
            let mine: Vec<&Condition> =
                self.conditions.iter().filter(|c| c.says.contains(&name)).collect();
            let to = match name.to_lowercase().as_str() {
                _ if mine.iter().any(|c| c.is_right) => "a right answer",
                "correct" | "correct_fb" => "a right answer",
                "incorrect" | "general_incorrect_fb" => "a wrong answer",
                "general_fb" | "solution" => "",
                _ if mine.iter().any(|c| c.equals.is_empty()) => "",
                _ => "some answers",
            };
            if to.is_empty() {
                explanation.push(words);
                continue;
            }
            self.changed(losses, &format!("there is no place for what is said to {to}"));
            self.notes.push(format!("Said to {to}: {words}"));
        }
        q.explanation = self.input.text(&explanation.join("\n\n"));
    }

    fn changed(&self, losses: &mut Losses, why: &str) {
        self.input.changed(losses, self.shown, self.root.line, why);
    }

    fn dropped<T>(&self, losses: &mut Losses, why: &str) -> Option<T> {
        self.input.dropped(losses, self.shown, self.root.line, why);
        None
    }
}

/// An id that a person may have given; nothing for a machine's long one.
fn own(id: &str) -> String {
    if is_id(id) && id.len() <= 20 { id.to_string() } else { String::new() }
}

/// What systems say to every right, every wrong, or every answer.
fn is_general(name: &str) -> bool {
    let general = ["general_fb", "correct_fb", "general_incorrect_fb", "correct", "incorrect"];
    general.contains(&name)
}

fn is_number(id: &str) -> bool {
    id.chars().all(|c| c.is_ascii_digit())
}
