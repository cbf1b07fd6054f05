//! A question of QTI 2 and 3.

use super::super::Input;
use super::super::bank::{Found, is_id, letter, model_and_criteria, stem_of_gaps};
use super::super::markup::{Markup, markdown, plain};
use super::super::xml::Element;
use super::rules::{self, Said, When};
use super::text::{unasked, words};
use crate::diagnostic::Losses;
use crate::model::{Answer, Blank, Choice, Line, Pair, Question, Reject};
use std::collections::HashMap;

/// The question; nothing if a playbook can't hold it, which is told.
pub fn found(input: &Input, root: &Element, losses: &mut Losses) -> Option<Found> {
    let id = super::own_id(root.attribute("identifier"));
    let title = plain(root.attribute("title"), Markup::Plain);
    let shown = [&*id, &*title, "a question"].into_iter().find(|s| !s.is_empty()).unwrap_or("");
    let body = root.child("itemBody");
    let asked: Vec<&Element> = body.map(Element::within).unwrap_or_default();
    let asked = asked.into_iter().filter(|e| e.name.ends_with("Interaction")).collect();
    let mut item =
        Item { input, root, body, asked, shown, said: rules::said(root), notes: Vec::new() };
    let (stem, answer) = item.answer(losses)?;
    let mut question = Question { difficulty: 1, answer, ..Question::default() };
    question.stem = input.text(&stem);
    question.head.id = id.clone();
    item.finish(&mut question, losses);
    let mut notes = item.notes;
    if !title.is_empty() && !plain(&stem, Markup::Markdown).starts_with(title.trim_end_matches('…'))
    {
        notes.insert(0, format!("Its name in the file: {title}"));
    }
    Some(Found { line: root.line, name: title, question, notes, ..Found::default() })
}

/// One item.
struct Item<'a> {
    input: &'a Input<'a>,
    root: &'a Element,
    body: Option<&'a Element>,
    /// The interactions.
    asked: Vec<&'a Element>,
    shown: &'a str,
    /// What has found no place yet.
    said: Vec<Said>,
    notes: Vec<String>,
}

impl<'a> Item<'a> {
    /// The stem, and the typed part.
    fn answer(&mut self, losses: &mut Losses) -> Option<(String, Answer)> {
        let kinds: Vec<&str> = self.asked.iter().map(|asked| asked.name.as_str()).collect();
        let is_blank =
            |kind: &&str| ["textEntryInteraction", "inlineChoiceInteraction"].contains(kind);
        if !kinds.is_empty() && kinds.iter().all(is_blank) {
            return self.blanks(losses);
        }
        let [asked] = self.asked[..] else {
            let why = match kinds.len() {
                0 => "a text without a question",
                _ => "several questions in one",
            };
            return self.dropped(losses, why);
        };
        let answer = match asked.name.as_str() {
            "choiceInteraction" => self.options(asked, losses)?,
            "orderInteraction" => self.order(asked, losses)?,
            "matchInteraction" => self.pairs(asked, losses)?,
            "extendedTextInteraction" => self.open(asked, losses),
            other => {
                let why = format!("a playbook has no question like `{other}`");
                return self.dropped(losses, &why);
            }
        };
        let prompt = asked.child("prompt").map(words).unwrap_or_default();
        let around = self.body.map(words).unwrap_or_default();
        let mut stem = vec![around, prompt];
        stem.retain(|part| !part.is_empty());
        stem.dedup();
        Some((stem.join("\n\n"), answer))
    }

    fn declared(&self, asked: &Element) -> Option<&'a Element> {
        let id = asked.attribute("responseIdentifier");
        self.root.all("responseDeclaration").find(|d| d.attribute("identifier") == id)
    }

    /// The values of the right answer.
    fn correct(&self, asked: &Element) -> Vec<String> {
        let declared = self.declared(asked);
        let right = declared.and_then(|d| d.child("correctResponse"));
        let values = right.into_iter().flat_map(|right| right.all("value"));
        let values: Vec<String> = values.map(|value| value.text.trim().to_string()).collect();
        match values.is_empty() {
            true => self.mapped(asked, |mark| mark > 0.0),
            false => values,
        }
    }

    /// The keys of a mapping by their marks.
    fn mapped(&self, asked: &Element, fits: impl Fn(f64) -> bool) -> Vec<String> {
        let mapping = self.declared(asked).and_then(|d| d.child("mapping"));
        let entries = mapping.into_iter().flat_map(|mapping| mapping.all("mapEntry"));
        let entries =
            entries.filter(|e| fits(e.attribute("mappedValue").parse().unwrap_or_default()));
        entries.map(|e| e.attribute("mapKey").trim().to_string()).collect()
    }

    /// Takes what is said when one of these is given, or always under its name.
    fn take(&mut self, name: &str) -> String {
        let is_mine = |said: &Said| match &said.when {
            When::Given(values) => values.len() == 1 && values[0] == name,
            When::Always => said.name == name,
            _ => false,
        };
        self.take_all(is_mine)
    }

    fn take_all(&mut self, is_mine: impl Fn(&Said) -> bool) -> String {
        let (mine, others) = std::mem::take(&mut self.said).into_iter().partition(is_mine);
        self.said = others;
        let mine: Vec<Said> = mine;
        let mut words: Vec<String> = mine.into_iter().map(|said| said.words).collect();
        words.dedup();
        words.join("\n\n")
    }

    fn options(&mut self, asked: &Element, losses: &mut Losses) -> Option<Answer> {
        let right = self.correct(asked);
        let many = match self.declared(asked).map_or("", |d| d.attribute("cardinality")) {
            "multiple" => true,
            "single" => false,
            _ => asked.attribute("maxChoices") != "1",
        };
        let all: Vec<&Element> = asked.all("simpleChoice").collect();
        let ids: Vec<&str> = all.iter().map(|choice| choice.attribute("identifier")).collect();
        if !ids.iter().any(|id| right.iter().any(|r| r == id)) {
            return self.dropped(losses, "no option is right");
        }
        let texts: Vec<String> = all.iter().map(|choice| words(choice)).collect();
        let is =
            |n: usize, word: &str| [ids[n], &texts[n]].iter().any(|s| s.eq_ignore_ascii_case(word));
        let sides = match ids.len() {
            2 if !many && is(0, "true") && is(1, "false") => Some((0, 1)),
            2 if !many && is(0, "false") && is(1, "true") => Some((1, 0)),
            _ => None,
        };
        if let Some((yes, no)) = sides {
            let [if_true, if_false] = [yes, no].map(|n| self.take(ids[n]));
            return Some(Answer::TrueFalse {
                answer: right[0] == ids[yes],
                if_true: self.input.text(&if_true),
                if_false: self.input.text(&if_false),
            });
        }
        let are_ids = ids.iter().all(|id| is_short_id(id));
        let is_fixed = asked.attribute("shuffle") != "true"
            && all.iter().any(|c| c.attribute("fixed") == "false");
        let mut options = Vec::new();
        for (n, choice) in all.iter().enumerate() {
            let feedback = self.take(ids[n]);
            options.push(Choice {
                id: if are_ids { super::own_id(ids[n]) } else { letter(n) },
                text: self.input.text(&texts[n]),
                right: right.iter().any(|r| r == ids[n]),
                fixed: !is_fixed && choice.attribute("fixed") == "true",
                feedback: self.input.text(&feedback),
                ..Choice::default()
            });
        }
        Some(if many { Answer::Multiple(options) } else { Answer::Single(options) })
    }

    fn order(&mut self, asked: &Element, losses: &mut Losses) -> Option<Answer> {
        let all: Vec<&Element> = asked.all("simpleChoice").collect();
        let right = self.correct(asked);
        let find = |id: &String| all.iter().find(|c| c.attribute("identifier") == id).copied();
        let steps: Vec<&Element> = right.iter().filter_map(find).collect();
        if steps.len() != all.len() || steps.is_empty() {
            return self.dropped(losses, "no order of all steps is right");
        }
        let are_ids = right.iter().all(|id| is_short_id(id));
        let item = |(n, step): (usize, &&Element)| {
            let mut line = Line { text: self.input.text(&words(step)), ..Line::default() };
            let own = super::own_id(step.attribute("identifier"));
            line.head.id = if are_ids { own } else { letter(n) };
            line
        };
        let items = steps.iter().enumerate().map(item).collect();
        let feedback = self.take_all(|said| said.when == When::Wrong && !is_hint(said));
        Some(Answer::Ordering { items, feedback: self.input.text(&feedback) })
    }

    fn pairs(&mut self, asked: &'a Element, losses: &mut Losses) -> Option<Answer> {
        let right = self.correct(asked);
        let key: Vec<(&str, &str)> = right.iter().filter_map(|pair| pair.split_once(' ')).collect();
        let sets: Vec<&'a Element> = asked.all("simpleMatchSet").collect();
        let [lefts, rights] = sets[..] else {
            return self.dropped(losses, "a match has two sides");
        };
        let sides = |set: &'a Element| {
            let all = set.all("simpleAssociableChoice");
            all.map(|side| (side.attribute("identifier"), words(side))).collect::<Vec<_>>()
        };
        let (lefts, rights) = (sides(lefts), sides(rights));
        let of: HashMap<&str, &str> = key.iter().copied().collect();
        if of.len() != key.len() || lefts.iter().any(|(id, _)| !of.contains_key(id)) {
            return self.dropped(losses, "a left side belongs to none or to several right ones");
        }
        let id = |id: &str, before: &str, n: usize| match id.strip_prefix(before) {
            Some(own) => own.to_string(),
            None => letter(n),
        };
        let mut pairs = Vec::new();
        for (n, (left, words)) in lefts.iter().enumerate() {
            let pair = format!("{left} {}", of[left]);
            let said = self.take_all(|said| said.when == When::Missed(pair.clone()));
            let right = rights.iter().find(|(id, _)| *id == of[left]);
            pairs.push(Pair {
                id: id(left, "left.", n),
                left: self.input.text(words),
                right: self.input.text(right.map_or("", |(_, words)| words)),
                feedback: self.input.text(&said),
            });
        }
        let used: Vec<&&str> = of.values().collect();
        let mut distractors = Vec::new();
        for (right, words) in rights.iter().filter(|(id, _)| !used.contains(&id)) {
            let end = format!(" {right}");
            let is_mine = |said: &Said| match &said.when {
                When::Given(values) => values.iter().all(|value| value.ends_with(&end)),
                _ => false,
            };
            let said = self.take_all(is_mine);
            distractors.push(Pair {
                id: id(right, "right.", lefts.len() + distractors.len()),
                right: self.input.text(words),
                feedback: self.input.text(&said),
                ..Pair::default()
            });
        }
        Some(Answer::Matching { pairs, distractors })
    }

    fn open(&mut self, asked: &Element, losses: &mut Losses) -> Answer {
        let rubrics = self.root.within();
        let rubric = rubrics.iter().find(|e| {
            let view = e.attribute("view");
            e.name == "rubricBlock" && (view.contains("scorer") || view.contains("tutor"))
        });
        let html = rubric.map(|rubric| rubric.html(&|_| None)).unwrap_or_default();
        let html = html.trim().trim_start_matches("<contentBody>");
        let html = html.trim_end_matches("</contentBody>").trim_end();
        let (model, criteria) = model_and_criteria(self.input, html);
        let mut model = markdown(model, Markup::Html);
        if model.is_empty() {
            model = self.correct(asked).join("\n\n");
        }
        if model.is_empty() {
            self.changed(losses, "it has no model answer: write one in place of the dash");
            model = "—".to_string();
        }
        Answer::Open { model_answer: self.input.text(&model), criteria }
    }

    /// One blank below the stem, or a text with blanks in it.
    fn blanks(&mut self, losses: &mut Losses) -> Option<(String, Answer)> {
        let asked = self.asked.clone();
        let ids: Vec<String> = (1..).zip(&asked).map(|(n, asked)| blank_id(asked, n)).collect();
        let place = |element: &Element| {
            let at = asked.iter().position(|asked| std::ptr::eq(*asked, element));
            at.map(|at| format!("{{{}}}", ids[at])).or_else(|| unasked(element))
        };
        let html = self.body.map(|body| body.html(&place)).unwrap_or_default();
        let whole = markdown(&html, Markup::Html);
        let paragraphs: Vec<&str> = whole.split("\n\n").map(str::trim).collect();
        if let ([asked], [id]) = (&asked[..], &ids[..]) {
            let mark = format!("{{{id}}}");
            let at = paragraphs.iter().position(|p| p.starts_with(&mark));
            let unit = at.map(|at| paragraphs[at][mark.len()..].trim());
            let is_number = self.is_number(asked);
            let is_alone = unit.is_some_and(|unit| unit.is_empty() || is_number);
            if let (Some(at), true) = (at, is_alone && asked.name == "textEntryInteraction") {
                let mut stem = paragraphs.clone();
                stem.remove(at);
                let stem = stem.join("\n\n");
                let answer = match is_number {
                    true => self.number(asked, unit.unwrap_or_default(), losses)?,
                    false => self.short(asked, losses)?,
                };
                return Some((stem, answer));
            }
        }
        let mut blanks = Vec::new();
        for (asked, id) in asked.iter().zip(ids) {
            blanks.push(self.blank(asked, id, losses)?);
        }
        let (stem, text) = stem_of_gaps(self.input, whole, &blanks);
        Some((stem, Answer::Gap { text: self.input.text(&text), blanks }))
    }

    fn is_number(&self, asked: &Element) -> bool {
        let kind = self.declared(asked).map_or("", |d| d.attribute("baseType"));
        ["float", "integer"].contains(&kind)
    }

    /// The words that a blank accepts.
    fn accepted(&self, asked: &Element) -> Vec<String> {
        let right = self.correct(asked);
        if asked.name == "inlineChoiceInteraction" {
            let all = asked.all("inlineChoice");
            let mine = all.filter(|c| right.iter().any(|r| r == c.attribute("identifier")));
            return mine.map(|choice| plain(&words(choice), Markup::Markdown)).collect();
        }
        let best = self.mapped(asked, |mark| mark > 0.0);
        let ruled = rules::rewarded(self.root, asked.attribute("responseIdentifier"));
        let mut all: Vec<String> = Vec::new();
        for word in right.into_iter().chain(best).chain(ruled) {
            if !word.is_empty() && !all.contains(&word) {
                all.push(word);
            }
        }
        all
    }

    fn wrong(&mut self, asked: &Element) -> String {
        let response = asked.attribute("responseIdentifier").to_string();
        self.take_all(|said| said.when == When::Blank(response.clone()))
    }

    fn blank(&mut self, asked: &Element, id: String, losses: &mut Losses) -> Option<Blank> {
        let accept = self.accepted(asked);
        if accept.is_empty() {
            return self.dropped(losses, &format!("its gap {id} has no right answer"));
        }
        if self.is_number(asked) && rules::range(self.root, 1.0).is_some_and(|off| off > 0.0) {
            self.changed(losses, "a gap has no tolerance for numbers");
        }
        if asked.name == "inlineChoiceInteraction" {
            self.changed(losses, "the words that a gap offers are gone: it is to be written into");
        }
        let feedback = self.wrong(asked);
        let (accept, feedback) = (self.input.words(accept), self.input.text(&feedback));
        Some(Blank { id, accept, feedback, ..Blank::default() })
    }

    fn short(&mut self, asked: &Element, losses: &mut Losses) -> Option<Answer> {
        let words = self.accepted(asked);
        if words.is_empty() {
            return self.dropped(losses, "no answer is right");
        }
        let accept = self.input.words(words);
        let mut reject = Vec::new();
        let known: Vec<Said> = self.said.clone();
        for said in known {
            let When::Given(values) = said.when else { continue };
            let name = said.name.clone();
            let feedback = self.take_all(|other| other.name == name);
            let (words, feedback) = (self.input.words(values), self.input.text(&feedback));
            reject.push(Reject { words, feedback });
        }
        let wrong = self.wrong(asked);
        if wrong.is_empty() || !reject.is_empty() {
            if !wrong.is_empty() {
                self.changed(losses, "there is no place for what is said to any other answer");
                self.notes.push(format!("Said to any other answer: {wrong}"));
            }
            return Some(Answer::Short { accept, reject });
        }
        // Only a gap has something to say to every wrong answer.
        let feedback = self.input.text(&wrong);
        let blank = Blank { id: "1".to_string(), accept, feedback, ..Blank::default() };
        Some(Answer::Gap { text: self.input.text("{1}"), blanks: vec![blank] })
    }

    fn number(&mut self, asked: &Element, unit: &str, losses: &mut Losses) -> Option<Answer> {
        let right = self.correct(asked);
        let mut numbers = right.iter().filter_map(|value| value.parse::<f64>().ok());
        let Some(answer) = numbers.find(|n| n.is_finite()) else {
            return self.dropped(losses, "no number is right");
        };
        let feedback = self.take_all(|said| said.when == When::Wrong && !is_hint(said));
        Some(Answer::Numeric {
            answer,
            tolerance: rules::range(self.root, answer).unwrap_or_default(),
            unit: self.input.text(unit),
            feedback: self.input.text(&feedback),
        })
    }

    /// What is said to answers and has found no place yet.
    fn finish(&mut self, q: &mut Question, losses: &mut Losses) {
        let others = self.root.within();
        let is_local = |e: &&Element| {
            ["object", "audio", "video"].contains(&&*e.name) && !e.attribute("src").contains("://")
        };
        if others.iter().any(is_local) {
            self.changed(losses, "its films, sounds and objects did not come along");
        }
        let (mut explanation, mut hints) = (Vec::new(), Vec::new());
        for said in std::mem::take(&mut self.said) {
            match &said.when {
                _ if is_hint(&said) => hints.push(self.input.text(&said.words)),
                When::Always => explanation.push(said.words),
                when => {
                    let to = match when {
                        When::Right => "a right answer",
                        When::Wrong => "a wrong answer",
                        _ => "some answers",
                    };
                    self.changed(losses, &format!("there is no place for what is said to {to}"));
                    self.notes.push(format!("Said to {to}: {}", said.words));
                }
            }
        }
        q.hints = hints;
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

fn is_hint(said: &Said) -> bool {
    said.name.to_ascii_lowercase().starts_with("hint")
}

/// An id that a person may have given, and no machine's long one.
fn is_short_id(id: &str) -> bool {
    is_id(&super::own_id(id)) && id.len() <= 20
}

/// `RESPONSE_1` is the blank `1`.
fn blank_id(asked: &Element, n: usize) -> String {
    let id = asked.attribute("responseIdentifier");
    match id.strip_prefix("RESPONSE_").map(super::own_id) {
        Some(own) if is_id(&own) => own,
        _ => n.to_string(),
    }
}
