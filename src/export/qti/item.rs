//! One question as an item: what is asked, what is right, and what is said to an answer.

use super::super::xml::{escape, identifier};
use super::rules::{RESPONSE, Said};
use super::subset::{blocks, is_inline};
use super::{Package, name};
use crate::exercise::{
    Alternative, Blank, Choose, Exercise, Form, Label, Lettered, Order, Pairs, Rate, Wanted, Write,
};
use crate::model::{Pair, Question, Text};
use crate::site::short;

/// The item's file.
pub fn item(package: &mut Package, exercise: &Exercise) -> String {
    let q = exercise.question;
    let mut item = match &exercise.form {
        Form::Choose(choose) => package.choose(q, choose),
        Form::Pair(pairs) => package.pair(q, pairs),
        Form::Order(order) => package.order(q, order),
        Form::Write(write) => package.write(q, write),
        Form::Rate(rate) => package.rate(q, rate),
    };
    package.tell(q, &mut item);
    package.document(q, &item)
}

/// The parts of an item under construction.
#[derive(Default)]
struct Item {
    responses: String,
    body: String,
    /// The condition under which an answer is right; nothing if a person judges.
    is_right: String,
    said: Vec<Said>,
}

impl Item {
    fn say(&mut self, name: impl Into<String>, when: String, html: String) {
        if !html.is_empty() {
            self.said.push(Said { name: name.into(), when, html });
        }
    }
}

impl Package<'_, '_> {
    fn choose(&mut self, q: &Question, choose: &Choose) -> Item {
        let d = self.dialect;
        let mut item = Item { is_right: d.is_correct(), ..Item::default() };
        let mut before = String::new();
        if let Some(judged) = &choose.judged {
            let deal = self.request.deal(&judged.deal, self.lang);
            before = blocks(&super::subset::xhtml(&deal));
            self.changed(q, "the outcomes of the rule become options as any others");
        }
        let mut options = String::new();
        for option in &choose.options {
            let id = name(&option.id);
            let words = self.label(option);
            let fixed = if option.fixed && !choose.fixed { "true" } else { "false" };
            let attributes = [("identifier", &*id), ("fixed", fixed)];
            options += &format!("\n{}", d.tag("simpleChoice", &attributes, &words));
            // What was missed is told like what was chosen.
            let is_always = choose.many && option.right;
            let when = match is_always {
                true => String::new(),
                false => d.is_chosen(choose.many, "identifier", &id),
            };
            let said = self.said(option.feedback);
            item.say(id, when, said);
        }
        if let Some(judged) = &choose.judged {
            let said = self.html(judged.feedback);
            item.say("RULE", String::new(), said);
        }
        let kind = if choose.many { "multiple" } else { "single" };
        let right: Vec<String> = choose.right().map(|option| name(&option.id)).collect();
        item.responses = self.response(RESPONSE, kind, "identifier", &right, "");
        let (least, most) = if choose.many { ("1", "0") } else { ("0", "1") };
        let shuffle = if choose.fixed { "false" } else { "true" };
        let attributes = [
            ("responseIdentifier", RESPONSE),
            ("shuffle", shuffle),
            ("maxChoices", most),
            ("minChoices", least),
        ];
        item.body = self.asked(q, &before, "choiceInteraction", &attributes, &options);
        item
    }

    fn label(&self, option: &Alternative) -> String {
        match &option.label {
            Label::Written(text) => self.html(text),
            label => super::subset::xhtml(&self.request.label(label, self.lang)),
        }
    }

    fn pair(&self, q: &Question, pairs: &Pairs) -> Item {
        let d = self.dialect;
        let mut item = Item { is_right: d.is_correct(), ..Item::default() };
        let sides = Sides { package: self, pairs };
        let is_made = |left: &Pair, to: &str| {
            d.is_chosen(true, "directedPair", &format!("{} {to}", Sides::left(left)))
        };
        let (mut lefts, mut rights, mut right) = (String::new(), String::new(), Vec::new());
        for Lettered { pair, .. } in &pairs.pairs {
            let (id, to) = (Sides::left(pair), sides.right(pair));
            lefts += &self.side(&id, "1", &pair.left);
            right.push(format!("{id} {to}"));
            let said = self.html(&pair.feedback);
            item.say(format!("PAIR.{}", identifier(&pair.id)), d.not(&is_made(pair, &to)), said);
        }
        let most = if sides.is_shared() { "0" } else { "1" };
        for Lettered { pair, .. } in pairs.printed.iter().filter(|side| sides.is_own(side.pair)) {
            rights += &self.side(&sides.right(pair), most, &pair.right);
        }
        for Lettered { pair, .. } in &pairs.distractors {
            let to = sides.right(pair);
            let made: Vec<String> =
                pairs.pairs.iter().map(|left| is_made(left.pair, &to)).collect();
            let said = self.html(&pair.feedback);
            item.say(format!("PAIR.{}", identifier(&pair.id)), d.any(&made), said);
        }
        let sets = [lefts, rights].map(|set| format!("\n{}", d.tag("simpleMatchSet", &[], &set)));
        item.responses = self.response(RESPONSE, "multiple", "directedPair", &right, "");
        let all = pairs.pairs.len().to_string();
        let attributes =
            [("responseIdentifier", RESPONSE), ("shuffle", "true"), ("maxAssociations", &*all)];
        item.body = self.asked(q, "", "matchInteraction", &attributes, &sets.concat());
        item
    }

    fn side(&self, id: &str, most: &str, words: &Text) -> String {
        let attributes = [("identifier", id), ("matchMax", most)];
        format!("\n{}", self.dialect.tag("simpleAssociableChoice", &attributes, &self.html(words)))
    }

    fn order(&mut self, q: &Question, order: &Order) -> Item {
        let d = self.dialect;
        let mut item = Item { is_right: d.is_correct(), ..Item::default() };
        let mut steps = String::new();
        for step in &order.printed {
            let html = self.html(&step.text);
            let id = name(&step.head.id);
            steps += &format!("\n{}", d.tag("simpleChoice", &[("identifier", &id)], &html));
        }
        let right: Vec<String> = order.items.iter().map(|step| name(&step.head.id)).collect();
        item.responses = self.response(RESPONSE, "ordered", "identifier", &right, "");
        let attributes = [("responseIdentifier", RESPONSE), ("shuffle", "true")];
        item.body = self.asked(q, "", "orderInteraction", &attributes, &steps);
        let wrong = self.html(order.feedback);
        item.say("WRONG", d.is_wrong(), wrong);
        item
    }

    fn write(&mut self, q: &Question, write: &Write) -> Item {
        let d = self.dialect;
        let mut item = Item { body: blocks(&self.html(&q.stem)), ..Item::default() };
        let mut text = write.text.map(|text| self.html(text)).unwrap_or_default();
        let mut right = Vec::new();
        for blank in &write.blanks {
            let response = match write.text {
                Some(_) => format!("{RESPONSE}_{}", name(blank.id)),
                None => RESPONSE.to_string(),
            };
            item.responses += &self.blank(blank, &response);
            let field = d.tag("textEntryInteraction", &[("responseIdentifier", &response)], "");
            let wrong = self.said(blank.feedback);
            match &blank.wanted {
                Wanted::Words { reject, .. } => {
                    right.push(d.is_accepted(&response));
                    for (n, known) in (1..).zip(*reject) {
                        let words = known.words.every().into_iter();
                        let words: Vec<String> = words.map(|w| d.is_word(&escape(w))).collect();
                        let said = self.html(&known.feedback);
                        item.say(format!("KNOWN.{n}"), d.any(&words), said);
                    }
                    let id = name(blank.id);
                    item.say(format!("BLANK.{id}"), d.not(&d.is_accepted(&response)), wrong);
                }
                Wanted::Number { tolerance, unit, .. } => {
                    right.push(d.is_near(*tolerance));
                    item.say("WRONG", d.is_wrong(), wrong);
                    if !unit.is_empty() {
                        self.changed(q, "the unit stands behind the blank");
                        text = format!("{{}} {}", escape(unit.str(self.lang)));
                    }
                }
            }
            text = match text.as_str() {
                "" => field,
                _ => text.replace(&blank.place(), &field),
            };
        }
        item.body += &format!("\n{}", blocks(&text));
        item.is_right = d.all(&right);
        item
    }

    /// What fills a blank rightly.
    fn blank(&self, blank: &Blank, response: &str) -> String {
        let d = self.dialect;
        match &blank.wanted {
            Wanted::Words { accept, .. } => {
                let mut words: Vec<&str> = Vec::new();
                let own = accept.get(self.lang).iter().map(String::as_str);
                for word in own.chain(accept.every()) {
                    if !words.contains(&word) {
                        words.push(word);
                    }
                }
                let entry = |word: &&str| {
                    let attributes =
                        [("mapKey", *word), ("mappedValue", "1"), ("caseSensitive", "false")];
                    d.tag("mapEntry", &attributes, "")
                };
                let entries: String = words.iter().map(entry).collect();
                let bounds = [("lowerBound", "0"), ("upperBound", "1"), ("defaultValue", "0")];
                let mapping = d.tag("mapping", &bounds, &entries);
                let first: Vec<String> = words.iter().take(1).map(|word| escape(word)).collect();
                self.response(response, "single", "string", &first, &mapping)
            }
            Wanted::Number { answer, .. } => {
                self.response(response, "single", "float", &[answer.to_string()], "")
            }
        }
    }

    /// An answer that a person marks, with a good one and the criteria in sight.
    fn rate(&mut self, q: &Question, rate: &Rate) -> Item {
        let d = self.dialect;
        self.changed(q, "a person marks the answer, who sees model answer and criteria");
        let mut model = blocks(&self.html(rate.model_answer));
        if !rate.criteria.is_empty() {
            let all = rate.criteria.iter().map(|text| format!("<li>{}</li>", self.html(text)));
            model += &format!("<ul>{}</ul>", all.collect::<String>());
        }
        let mut view = vec![("view", "scorer")];
        if d.is_hyphenated {
            view.push(("use", "scoring"));
        }
        let rubric = d.tag("rubricBlock", &view, &d.content(&model));
        let attributes = [("responseIdentifier", RESPONSE), ("expectedLines", "8")];
        let asked = self.asked(q, "", "extendedTextInteraction", &attributes, "");
        Item {
            responses: self.response(RESPONSE, "single", "string", &[], ""),
            body: format!("{asked}\n{rubric}"),
            ..Item::default()
        }
    }

    /// What is asked and where it is answered. A stem of several blocks stands before it.
    fn asked(
        &self,
        q: &Question,
        before: &str,
        interaction: &str,
        attributes: &[(&str, &str)],
        inside: &str,
    ) -> String {
        let d = self.dialect;
        let stem = self.html(&q.stem);
        let is_prompt = is_inline(&stem) && before.is_empty();
        let (stem, prompt) = match is_prompt {
            true => (String::new(), format!("\n{}", d.tag("prompt", &[], &stem))),
            false => (blocks(&stem) + "\n", String::new()),
        };
        let inside = format!("{prompt}{inside}\n");
        format!("{stem}{before}{}", d.tag(interaction, attributes, &inside))
    }

    /// The declaration of an answer; `more` is its mapping.
    fn response(
        &self,
        id: &str,
        cardinality: &str,
        kind: &str,
        right: &[String],
        more: &str,
    ) -> String {
        let d = self.dialect;
        let values: String = right.iter().map(|value| d.tag("value", &[], value)).collect();
        let correct = match right {
            [] => String::new(),
            _ => d.tag("correctResponse", &[], &values),
        };
        let attributes = [("identifier", id), ("cardinality", cardinality), ("baseType", kind)];
        format!("{}\n", d.tag("responseDeclaration", &attributes, &(correct + more)))
    }

    /// What is said to every answer, and to a wrong one.
    fn tell(&mut self, q: &Question, item: &mut Item) {
        if !q.hints.is_empty() {
            let is_marked = !item.is_right.is_empty();
            let after = if is_marked { "a wrong answer" } else { "the answer" };
            self.changed(q, &format!("its hints are shown after {after}"));
            for (n, hint) in (1..).zip(&q.hints) {
                let when = if is_marked { self.dialect.is_wrong() } else { String::new() };
                let hint = self.html(hint);
                item.say(format!("HINT.{n}"), when, hint);
            }
        }
        let explanation = self.html(&q.explanation);
        item.say("EXPLANATION", String::new(), explanation);
    }

    fn document(&self, q: &Question, item: &Item) -> String {
        let d = self.dialect;
        let mut score = vec![
            ("identifier", "SCORE"),
            ("cardinality", "single"),
            ("baseType", "float"),
            ("normalMinimum", "0"),
            ("normalMaximum", "1"),
        ];
        if item.is_right.is_empty() && d.names_marker {
            score.push(("externalScored", "human"));
        }
        let zero = d.tag("defaultValue", &[], &d.tag("value", &[], "0"));
        let mut inside = format!("\n{}", item.responses);
        inside += &d.tag("outcomeDeclaration", &score, &zero);
        for said in &item.said {
            let id = said.outcome();
            let attributes =
                [("identifier", &*id), ("cardinality", "single"), ("baseType", "identifier")];
            inside += &format!("\n{}", d.tag("outcomeDeclaration", &attributes, ""));
        }
        inside += &format!("\n{}", d.tag("itemBody", &[], &format!("\n{}\n", item.body)));
        if !item.is_right.is_empty() || !item.said.is_empty() {
            inside += &format!("\n{}", d.processing(&item.is_right, &item.said));
        }
        for said in &item.said {
            let outcome = said.outcome();
            let attributes = [
                ("outcomeIdentifier", &*outcome),
                ("identifier", &*said.name),
                ("showHide", "show"),
            ];
            let content = d.content(&said.html);
            inside += &format!("\n{}", d.tag("modalFeedback", &attributes, &content));
        }
        let title = short(&self.request.plain(&q.stem, self.lang));
        let id = name(&q.head.id);
        let attributes = [
            ("identifier", &*id),
            ("title", &*title),
            ("xml:lang", self.language()),
            ("adaptive", "false"),
            ("timeDependent", "false"),
            ("toolName", "Twotrack"),
        ];
        d.document("assessmentItem", &attributes, &(inside + "\n"))
    }

    fn said(&self, text: Option<&Text>) -> String {
        text.map(|text| self.html(text)).unwrap_or_default()
    }
}

/// The two sides of pairs. Two pairs may end in the same words; they share one right side then.
struct Sides<'a> {
    package: &'a Package<'a, 'a>,
    pairs: &'a Pairs<'a>,
}

impl Sides<'_> {
    fn left(pair: &Pair) -> String {
        format!("left.{}", identifier(&pair.id))
    }

    fn right(&self, pair: &Pair) -> String {
        let words = |pair: &Pair| self.package.html(&pair.right);
        let own = words(pair);
        let same = self.pairs.pairs.iter().find(|side| words(side.pair) == own);
        format!("right.{}", identifier(&same.map_or(pair, |side| side.pair).id))
    }

    fn is_own(&self, pair: &Pair) -> bool {
        self.right(pair) == format!("right.{}", identifier(&pair.id))
    }

    fn is_shared(&self) -> bool {
        self.pairs.printed.iter().any(|side| !self.is_own(side.pair))
    }
}
