//! One question as an item of Canvas's types.

use super::super::notes::{difficulty, keywords};
use super::super::xml::escape;
use super::{Package, field};
use crate::exercise::{
    Alternative, Blank, Choose, Exercise, Form, Label, Order, Pairs, Rate, Wanted, Write,
};
use crate::model::{Question, Text};
use crate::site::short;

/// The parts of an item under construction.
#[derive(Default)]
struct Item {
    /// Canvas's word for the type, without `_question`.
    kind: &'static str,
    /// HTML.
    stem: String,
    responses: String,
    /// What is said to single answers, and how the answer is marked.
    conditions: String,
    feedback: String,
    /// Said to every wrong answer, and to every answer.
    wrong: String,
    explanation: String,
}

impl Item {
    fn new(kind: &'static str, stem: String) -> Item {
        Item { kind, stem, ..Item::default() }
    }

    /// Says something to whoever gives an answer.
    fn say(&mut self, response: &str, answer: &str, html: &str) {
        if !html.is_empty() {
            let id = format!("{answer}_fb");
            self.conditions += &told(&equal(response, answer), &id);
            self.feedback += &feedback(&id, html);
        }
    }

    fn mark(&mut self, condition: &str, action: &str, share: &str) {
        let more = if action == "Set" { "No" } else { "Yes" };
        self.conditions += &format!(
            "<respcondition continue=\"{more}\"><conditionvar>{condition}</conditionvar>\
             <setvar action=\"{action}\" varname=\"SCORE\">{share}</setvar></respcondition>\n"
        );
    }
}

impl Package<'_, '_> {
    pub(super) fn item(&mut self, exercise: &Exercise) -> String {
        let q = exercise.question;
        let mut item = match &exercise.form {
            Form::Choose(choose) => self.choose(q, choose),
            Form::Pair(pairs) => self.pair(q, pairs),
            Form::Order(order) => self.order(q, order),
            Form::Write(write) => self.write(q, write),
            Form::Rate(rate) => self.rate(q, rate),
        };
        if !q.hints.is_empty() {
            self.changed(q, "Canvas has no place for its hints");
        }
        item.explanation += &self.html(&q.explanation);
        self.document(exercise, &item)
    }

    fn choose(&mut self, q: &Question, choose: &Choose) -> Item {
        let is_known = matches!(&choose.options[..], [yes, _] if matches!(yes.label, Label::True));
        let kind = match (choose.many, is_known) {
            (true, _) => "multiple_answers",
            (_, true) => "true_false",
            _ => "multiple_choice",
        };
        let mut item = Item::new(kind, self.html(&q.stem));
        if let Some(judged) = &choose.judged {
            item.stem += &self.request.deal(&judged.deal, self.lang);
            item.explanation = format!("<p>{}</p>", self.html(judged.feedback));
            self.changed(q, "the outcomes of the rule become options as any others");
        }
        let is_written = choose.options.iter().any(|o| matches!(o.label, Label::Written(_)));
        if is_written && choose.options.iter().any(|option| option.fixed) {
            self.changed(q, "Canvas can't say that options keep their places");
        }
        let mut labels = String::new();
        for option in &choose.options {
            labels += &label(&option.id, &self.words(option));
            let said = option.feedback.map(|text| self.html(text)).unwrap_or_default();
            item.say("response1", &option.id, &said);
        }
        let many = if choose.many { "Multiple" } else { "Single" };
        item.responses = choice("response1", many, "", &labels);
        let part = |option: &Alternative| match (equal("response1", &option.id), option.right) {
            (equal, true) => equal,
            (equal, false) => format!("<not>{equal}</not>"),
        };
        let right: String = match choose.many {
            true => format!("<and>{}</and>", choose.options.iter().map(part).collect::<String>()),
            false => choose.right().map(part).collect(),
        };
        item.mark(&right, "Set", "100");
        item
    }

    fn words(&self, option: &Alternative) -> String {
        match &option.label {
            Label::Written(text) => self.html(text),
            label => self.request.label(label, self.lang),
        }
    }

    fn pair(&mut self, q: &Question, pairs: &Pairs) -> Item {
        let all = || pairs.pairs.iter().chain(&pairs.distractors);
        if all().any(|side| !side.pair.feedback.is_empty()) {
            self.changed(q, "Canvas has no place for what is said to a single pair");
        }
        self.changed(q, "each pair gives its share of the mark");
        let plain = |text: &Text| self.request.plain(text, self.lang);
        let lefts = pairs.pairs.iter().map(|p| (p.pair.id.clone(), self.html(&p.pair.left)));
        let rights = pairs.printed.iter().map(|p| (p.pair.id.clone(), plain(&p.pair.right)));
        matched(self.html(&q.stem), &lefts.collect::<Vec<_>>(), &rights.collect::<Vec<_>>())
    }

    fn order(&mut self, q: &Question, order: &Order) -> Item {
        self.changed(q, "an order becomes a match of steps with their places");
        let lefts = order.printed.iter().map(|it| (it.head.id.clone(), self.html(&it.text)));
        let rights = (1..).zip(order.items).map(|(n, it)| (it.head.id.clone(), n.to_string()));
        let (lefts, rights): (Vec<_>, Vec<_>) = (lefts.collect(), rights.collect());
        let mut item = matched(self.html(&q.stem), &lefts, &rights);
        item.wrong = self.html(order.feedback);
        item
    }

    fn write(&mut self, q: &Question, write: &Write) -> Item {
        let stem = self.html(&q.stem);
        let Some(text) = write.text else { return self.blank(q, stem, &write.blanks[0]) };
        let mut text = self.html(text);
        if write.blanks.iter().any(|blank| blank.feedback.is_some_and(|text| !text.is_empty())) {
            self.changed(q, "Canvas has no place for what is said to a single blank");
        }
        if write.blanks.len() > 1 {
            self.changed(q, "each blank gives its share of the mark");
        }
        let mut item = Item::new("fill_in_multiple_blanks", String::new());
        for blank in &write.blanks {
            let place = format!("blank{}", blank.id);
            text = text.replace(&blank.place(), &format!("[{place}]"));
            let Wanted::Words { accept, .. } = &blank.wanted else { continue };
            let response = format!("response_{place}");
            let words = accept.every();
            let labels =
                (1..).zip(&words).map(|(n, word)| label(&format!("{place}.{n}"), &escape(word)));
            let labels: String = labels.collect();
            item.responses +=
                &choice(&response, "Single", &material("text/plain", &place), &labels);
            let share = format!("{:.2}", 100.0 / write.blanks.len() as f64);
            for n in 1..=words.len() {
                item.mark(&equal(&response, &format!("{place}.{n}")), "Add", &share);
            }
        }
        item.stem = format!("<p>{stem}</p><div>{text}</div>");
        item
    }

    fn blank(&mut self, q: &Question, stem: String, blank: &Blank) -> Item {
        let mut item = Item::new("short_answer", stem);
        item.responses = typed("Decimal");
        match &blank.wanted {
            Wanted::Words { accept, reject } => {
                item.responses = typed("String");
                let right = accept.every().into_iter().map(|word| equal("response1", word));
                item.mark(&right.collect::<String>(), "Set", "100");
                if !reject.is_empty() {
                    self.changed(q, "Canvas has no place for known wrong answers");
                }
            }
            Wanted::Number { answer, tolerance, unit } => {
                item.kind = "numerical";
                if !unit.is_empty() {
                    item.stem += &format!(" ({})", escape(unit.str(self.lang)));
                    self.changed(q, "the unit stands behind the question");
                }
                let at =
                    |name: &str, n: f64| format!("<{name} respident=\"response1\">{n}</{name}>");
                let (least, most) =
                    (at("vargte", answer - tolerance), at("varlte", answer + tolerance));
                let exact = at("varequal", *answer);
                item.mark(&format!("<or>{exact}<and>{least}{most}</and></or>"), "Set", "100");
            }
        }
        item.wrong = blank.feedback.map(|text| self.html(text)).unwrap_or_default();
        item
    }

    fn rate(&mut self, q: &Question, rate: &Rate) -> Item {
        self.changed(
            q,
            "a teacher marks the answer; model answer and criteria are said to everybody",
        );
        let mut item = Item::new("essay", self.html(&q.stem));
        item.responses = typed("String");
        let criteria = rate.criteria.iter().map(|text| format!("<li>{}</li>", self.html(text)));
        let criteria: String = criteria.collect();
        item.explanation = format!("<p>{}</p>", self.html(rate.model_answer));
        if !criteria.is_empty() {
            item.explanation += &format!("<ul>{criteria}</ul>");
        }
        item.conditions = "<respcondition continue=\"No\"><conditionvar><other/></conditionvar>\
                           </respcondition>\n"
            .to_string();
        item
    }

    fn document(&self, exercise: &Exercise, item: &Item) -> String {
        let q = exercise.question;
        let stage = exercise.stage.map_or(String::new(), |stage| {
            field("qmd_topic", &self.request.stage(stage, self.lang))
        });
        let metadata = field("question_type", &format!("{}_question", item.kind))
            + &field("points_possible", "1")
            + &field("qmd_levelofdifficulty", difficulty(q))
            + &stage
            + &field("qmd_keywords", &keywords(q).join(", "));
        let every = match item.explanation.as_str() {
            "" => String::new(),
            _ => told("<other/>", "general_fb"),
        };
        let mut said = item.feedback.clone();
        for (id, html) in [("general_fb", &item.explanation), ("general_incorrect_fb", &item.wrong)]
        {
            if !html.is_empty() {
                said += &feedback(id, html);
            }
        }
        let wrong = match item.wrong.as_str() {
            "" => String::new(),
            _ => told("<other/>", "general_incorrect_fb"),
        };
        format!(
            "<item ident=\"{}\" title=\"{}\">\n\
             <itemmetadata><qtimetadata>\n{metadata}</qtimetadata></itemmetadata>\n\
             <presentation>\n{}{}</presentation>\n<resprocessing>\n<outcomes>\
             <decvar maxvalue=\"100\" minvalue=\"0\" varname=\"SCORE\" vartype=\"Decimal\"/>\
             </outcomes>\n{every}{}{wrong}</resprocessing>\n{said}</item>\n",
            escape(&q.head.id),
            escape(&short(&self.request.plain(&q.stem, self.lang))),
            material("text/html", &format!("<div>{}</div>", item.stem)),
            item.responses,
            item.conditions,
        )
    }
}

/// Left sides, each with a menu of all right ones; a pair shares its id.
fn matched(stem: String, lefts: &[(String, String)], rights: &[(String, String)]) -> Item {
    let mut item = Item::new("matching", stem);
    let labels: String = rights.iter().map(|(id, words)| label(id, &escape(words))).collect();
    let share = format!("{:.2}", 100.0 / lefts.len() as f64);
    let mut all = String::new();
    for (id, words) in lefts {
        let response = format!("response_{id}");
        let words = material("text/html", words);
        item.responses += &choice(&response, "Single", &words, &labels);
        // Two pairs may end in the same words; either of them is right then.
        let own = rights.iter().find(|(right, _)| right == id).map(|(_, words)| words);
        let same = rights.iter().filter(|(_, words)| Some(words) == own);
        let right: String = same.map(|(right, _)| equal(&response, right)).collect();
        let right = format!("<or>{right}</or>");
        item.mark(&right, "Add", &share);
        all += &right;
    }
    // What stands behind it is for wrong answers.
    item.conditions += &format!(
        "<respcondition continue=\"No\"><conditionvar><and>{all}</and></conditionvar>\
         </respcondition>\n"
    );
    item
}

fn material(kind: &str, text: &str) -> String {
    format!("<material><mattext texttype=\"{kind}\">{}</mattext></material>\n", escape(text))
}

fn label(id: &str, html: &str) -> String {
    let words = material("text/html", html);
    format!("<response_label ident=\"{}\">{words}</response_label>\n", escape(id))
}

fn choice(id: &str, cardinality: &str, before: &str, labels: &str) -> String {
    format!(
        "<response_lid ident=\"{}\" rcardinality=\"{cardinality}\">{before}\n<render_choice>\n\
         {labels}</render_choice>\n</response_lid>\n",
        escape(id)
    )
}

fn typed(kind: &str) -> String {
    format!(
        "<response_str ident=\"response1\" rcardinality=\"Single\">\
         <render_fib fibtype=\"{kind}\"><response_label ident=\"answer1\"/></render_fib>\
         </response_str>\n"
    )
}

fn equal(response: &str, answer: &str) -> String {
    format!("<varequal respident=\"{}\">{}</varequal>", escape(response), escape(answer))
}

/// Something is said under a condition, and the marking goes on.
fn told(condition: &str, id: &str) -> String {
    format!(
        "<respcondition continue=\"Yes\"><conditionvar>{condition}</conditionvar>\
         <displayfeedback feedbacktype=\"Response\" linkrefid=\"{}\"/></respcondition>\n",
        escape(id)
    )
}

fn feedback(id: &str, html: &str) -> String {
    let words = material("text/html", html);
    format!("<itemfeedback ident=\"{}\"><flow_mat>{words}</flow_mat></itemfeedback>\n", escape(id))
}
