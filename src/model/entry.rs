//! Every item of a playbook in one list: what checks, links, manifests and the search walk over.

use super::{Gate, Head, Line, Playbook, Script, Stage, Text};

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Stage,
    Work,
    Purpose,
    Milestone,
    Success,
    Recommended,
    Condition,
    Meeting,
    MeetingQuestion,
    Appraisal,
    Signal,
    Risk,
    BuyerStage,
    Sign,
    Script,
    Step,
    Node,
    Objection,
    Source,
    SourceQuestion,
    Dimension,
    DimensionQuestion,
    Level,
    Content,
    Perspective,
    ScoreItem,
    Term,
    Guide,
    Path,
    Chapter,
    Case,
    Snapshot,
    Quiz,
    Question,
    Misconception,
}

/// The page on which an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home<'a> {
    Stage(&'a str),
    Buyer,
    Script(&'a str),
    Source(&'a str),
    Dimensions,
    Matrix,
    Scorecard,
    Glossary,
    Guide(&'a str),
    Path(&'a str),
    Case(&'a str),
    Quiz(&'a str),
    Quizzes,
}

/// One item: its head, its page and its words.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub head: &'a Head,
    pub kind: Kind,
    pub home: Home<'a>,
    /// What a link to it says: a name, or the text itself.
    pub name: &'a Text,
    /// All its words; a change in any makes the item *reworded*.
    pub texts: Vec<&'a Text>,
}

impl Entry<'_> {
    /// Whether the item is a page of its own rather than a place on one.
    pub fn is_page(&self) -> bool {
        matches!(
            self.kind,
            Kind::Stage
                | Kind::Script
                | Kind::Source
                | Kind::Guide
                | Kind::Path
                | Kind::Case
                | Kind::Quiz
        )
    }
}

/// The list under construction.
struct List<'a>(Vec<Entry<'a>>);

impl<'a> List<'a> {
    fn add(&mut self, kind: Kind, home: Home<'a>, head: &'a Head, texts: &[&'a Text]) {
        self.0.push(Entry { head, kind, home, name: texts[0], texts: texts.to_vec() });
    }

    fn lines(&mut self, kind: Kind, home: Home<'a>, lines: &'a [Line]) {
        for line in lines {
            self.add(kind, home, &line.head, &[&line.text]);
        }
    }

    fn stage(&mut self, s: &'a Stage) {
        let home = Home::Stage(&s.head.id);
        self.add(Kind::Stage, home, &s.head, &[&s.title, &s.purpose, &s.relation]);
        for w in &s.work {
            self.add(Kind::Work, home, &w.head, &[&w.title, &w.text]);
            self.lines(Kind::Purpose, home, &w.purposes);
        }
        self.gate(Kind::Milestone, home, &s.milestone);
        self.gate(Kind::Success, home, &s.success);
        self.lines(Kind::Recommended, home, &s.recommended);
        for c in s.conditions.all() {
            self.add(Kind::Condition, home, &c.head, &[&c.text, &c.explain]);
        }
        for m in &s.meetings {
            self.add(Kind::Meeting, home, &m.head, &[&m.aim, &m.role]);
            self.lines(Kind::MeetingQuestion, home, &m.questions);
        }
        for a in &s.appraisal {
            self.add(Kind::Appraisal, home, &a.head, &[&a.text, &a.evidence]);
        }
        self.lines(Kind::Signal, home, &s.signals);
        for r in &s.risks {
            self.add(Kind::Risk, home, &r.head, &[&r.text, &r.countermeasure]);
        }
    }

    fn gate(&mut self, kind: Kind, home: Home<'a>, gate: &'a Gate) {
        for a in &gate.actions {
            self.add(kind, home, &a.head, &[&a.text, &a.done_when]);
        }
    }

    fn script(&mut self, s: &'a Script) {
        let home = Home::Script(&s.head.id);
        self.add(Kind::Script, home, &s.head, &[&s.title, &s.summary, &s.goal]);
        for step in &s.steps {
            self.add(Kind::Step, home, &step.head, &[&step.title, &step.goal, &step.exit_rule]);
        }
        for n in &s.nodes {
            self.add(Kind::Node, home, &n.head, &[&n.line, &n.intent, &n.note, &n.fault]);
        }
        for o in &s.objections {
            self.add(Kind::Objection, home, &o.head, &[&o.says, &o.means, &o.ask, &o.respond]);
        }
    }

    fn library(&mut self, book: &'a Playbook) {
        for s in &book.buyer.stages {
            self.add(Kind::BuyerStage, Home::Buyer, &s.head, &[&s.title, &s.text]);
            self.lines(Kind::Sign, Home::Buyer, &s.signs);
        }
        for s in &book.sources {
            let home = Home::Source(&s.head.id);
            self.add(Kind::Source, home, &s.head, &[&s.title, &s.summary]);
            self.lines(Kind::SourceQuestion, home, &s.questions);
        }
        for d in &book.dimensions.list {
            self.add(Kind::Dimension, Home::Dimensions, &d.head, &[&d.title, &d.text]);
            self.lines(Kind::DimensionQuestion, Home::Dimensions, &d.questions);
        }
        for l in &book.matrix.levels {
            self.add(Kind::Level, Home::Matrix, &l.head, &[&l.title, &l.text]);
        }
        for c in &book.matrix.contents {
            self.add(Kind::Content, Home::Matrix, &c.head, &[&c.title, &c.text]);
        }
        for p in &book.scorecard.perspectives {
            self.add(Kind::Perspective, Home::Scorecard, &p.head, &[&p.title, &p.text]);
            for i in &p.items {
                self.add(Kind::ScoreItem, Home::Scorecard, &i.head, &[&i.text, &i.evidence]);
            }
        }
        for t in book.glossary.iter() {
            self.add(Kind::Term, Home::Glossary, &t.head, &[&t.term, &t.definition]);
        }
        for g in &book.guides {
            self.add(Kind::Guide, Home::Guide(&g.head.id), &g.head, &[&g.title, &g.summary]);
        }
    }

    fn learning(&mut self, book: &'a Playbook) {
        for p in &book.paths {
            let home = Home::Path(&p.head.id);
            self.add(Kind::Path, home, &p.head, &[&p.title, &p.intro]);
            for c in &p.chapters {
                self.add(Kind::Chapter, home, &c.head, &[&c.title, &c.text]);
            }
        }
        for c in &book.cases {
            let home = Home::Case(&c.head.id);
            self.add(Kind::Case, home, &c.head, &[&c.title, &c.summary]);
            for s in &c.snapshots {
                self.add(Kind::Snapshot, home, &s.head, &[&s.title, &s.text]);
            }
        }
        for q in &book.quizzes {
            let home = Home::Quiz(&q.head.id);
            self.add(Kind::Quiz, home, &q.head, &[&q.title, &q.intro]);
            for question in &q.questions {
                let mut texts = vec![&question.stem];
                texts.extend(question.answer.texts());
                self.add(Kind::Question, home, &question.head, &texts);
            }
        }
        for m in book.misconceptions.iter() {
            self.add(Kind::Misconception, Home::Quizzes, &m.head, &[&m.title, &m.text]);
        }
    }
}

impl Playbook {
    /// Every item, in the order of the pages; ids may still occur twice.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut list = List(Vec::new());
        self.stages.iter().for_each(|s| list.stage(s));
        self.scripts.iter().for_each(|s| list.script(s));
        list.library(self);
        list.learning(self);
        list.0
    }
}
