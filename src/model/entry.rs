//! Every item of a playbook in one list: what checks, links, manifests and the search walk over.

use super::{
    Buyer, Case, Dimensions, Gate, Guide, GuideBody, Head, Kind, Line, Matrix, Misconception, Path,
    Playbook, Quiz, Scorecard, Script, Source, Stage, Term, Text, Wording,
};
use std::collections::HashMap;
use std::sync::Arc;

/// Names by which a text may link to a page that is made of many items.
pub const PAGES: &[&str] = &[
    "home",
    "stages",
    "buyer",
    "scripts",
    "sources",
    "dimensions",
    "relationship",
    "library",
    "quizzes",
    "paths",
    "cases",
    "scorecard",
    "glossary",
    "about",
];

/// The page on which an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home<'a> {
    /// One that is an item itself, by its id.
    Item(&'a str),
    /// One that is made of many items, by its name of [`PAGES`].
    Sheet(&'static str),
}

/// One item: its head, its page and its words.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    pub head: &'a Head,
    pub kind: Kind,
    pub home: Home<'a>,
    /// What a link to it says: a name, or the text itself.
    pub name: &'a Text,
    /// All its texts, each with its role.
    pub wording: Wording<'a>,
}

impl Entry<'_> {
    pub fn is_page(&self) -> bool {
        self.kind.is_page()
    }
}

/// What changes as a whole when a file is edited: one page, or one page's worth of items.
#[derive(Clone, Debug)]
pub enum Part {
    Stage(Arc<Stage>),
    Script(Arc<Script>),
    Buyer(Arc<Buyer>),
    Source(Arc<Source>),
    Dimensions(Arc<Dimensions>),
    Matrix(Arc<Matrix>),
    Scorecard(Arc<Scorecard>),
    Glossary(Arc<Vec<Term>>),
    Guide(Arc<Guide>),
    Path(Arc<Path>),
    Case(Arc<Case>),
    Quiz(Arc<Quiz>),
    Misconceptions(Arc<Vec<Misconception>>),
}

impl Part {
    /// Where it lies in memory. Of two parts that both live, only the same has the same address.
    pub fn address(&self) -> usize {
        match self {
            Part::Stage(it) => Arc::as_ptr(it).addr(),
            Part::Script(it) => Arc::as_ptr(it).addr(),
            Part::Buyer(it) => Arc::as_ptr(it).addr(),
            Part::Source(it) => Arc::as_ptr(it).addr(),
            Part::Dimensions(it) => Arc::as_ptr(it).addr(),
            Part::Matrix(it) => Arc::as_ptr(it).addr(),
            Part::Scorecard(it) => Arc::as_ptr(it).addr(),
            Part::Glossary(it) => Arc::as_ptr(it).addr(),
            Part::Guide(it) => Arc::as_ptr(it).addr(),
            Part::Path(it) => Arc::as_ptr(it).addr(),
            Part::Case(it) => Arc::as_ptr(it).addr(),
            Part::Quiz(it) => Arc::as_ptr(it).addr(),
            Part::Misconceptions(it) => Arc::as_ptr(it).addr(),
        }
    }

    /// Its items, in the order of the page.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut list = List(Vec::new());
        match self {
            Part::Stage(it) => list.stage(it),
            Part::Script(it) => list.script(it),
            Part::Buyer(it) => list.buyer(it),
            Part::Source(it) => list.source(it),
            Part::Dimensions(it) => list.dimensions(it),
            Part::Matrix(it) => list.matrix(it),
            Part::Scorecard(it) => list.scorecard(it),
            Part::Glossary(it) => list.glossary(it),
            Part::Guide(it) => list.guide(it),
            Part::Path(it) => list.path(it),
            Part::Case(it) => list.case(it),
            Part::Quiz(it) => list.quiz(it),
            Part::Misconceptions(it) => list.misconceptions(it),
        }
        list.0
    }

    /// Its texts that belong to no item: those of a page that is made of many.
    pub fn wording(&self) -> Wording<'_> {
        match self {
            Part::Buyer(it) => it.wording(),
            Part::Dimensions(it) => it.wording(),
            Part::Matrix(it) => it.wording(),
            Part::Scorecard(it) => it.wording(),
            _ => Wording::nameless(),
        }
    }

    /// The name of its page, if that is made of many items and has something to say itself.
    pub fn sheet(&self) -> Option<&'static str> {
        match self {
            Part::Buyer(_) => Some("buyer"),
            Part::Dimensions(_) => Some("dimensions"),
            Part::Matrix(_) => Some("relationship"),
            Part::Scorecard(_) => Some("scorecard"),
            Part::Glossary(_) => Some("glossary"),
            _ => None,
        }
    }

    /// Its Markdown by language, if it has any beside its items.
    pub fn bodies(&self) -> &[Option<GuideBody>] {
        match self {
            Part::Stage(stage) => &stage.guide,
            Part::Source(source) => &source.guide,
            Part::Guide(guide) => &guide.bodies,
            _ => &[],
        }
    }

    /// The stage to which it belongs.
    pub fn stage(&self) -> Option<&str> {
        let stage = match self {
            Part::Stage(stage) => return Some(&stage.head.id),
            Part::Script(script) => Some(&script.stage),
            Part::Source(source) => source.stage.as_ref(),
            Part::Guide(guide) => guide.stage.as_ref(),
            Part::Quiz(quiz) => quiz.stage.as_ref(),
            _ => None,
        };
        stage.map(|stage| stage.id.as_str())
    }

    /// The kind of the item to which its bodies belong.
    pub fn page_kind(&self) -> Option<Kind> {
        match self {
            Part::Stage(_) => Some(Kind::Stage),
            Part::Source(_) => Some(Kind::Source),
            Part::Guide(_) => Some(Kind::Guide),
            _ => None,
        }
    }
}

/// The list under construction.
struct List<'a>(Vec<Entry<'a>>);

impl<'a> List<'a> {
    fn add(&mut self, kind: Kind, home: Home<'a>, head: &'a Head, wording: Wording<'a>) {
        let Some(name) = wording.name() else { return };
        self.0.push(Entry { head, kind, home, name, wording });
    }

    fn lines(&mut self, kind: Kind, home: Home<'a>, lines: &'a [Line]) {
        for line in lines {
            self.add(kind, home, &line.head, line.wording());
        }
    }

    fn stage(&mut self, s: &'a Stage) {
        let home = Home::Item(&s.head.id);
        self.add(Kind::Stage, home, &s.head, s.wording());
        for w in &s.work {
            self.add(Kind::Work, home, &w.head, w.wording());
            self.lines(Kind::Purpose, home, &w.purposes);
        }
        self.gate(Kind::Milestone, home, &s.milestone);
        self.gate(Kind::Success, home, &s.success);
        self.lines(Kind::Recommended, home, &s.recommended);
        for c in s.conditions.all() {
            self.add(Kind::Condition, home, &c.head, c.wording());
        }
        for m in &s.meetings {
            self.add(Kind::Meeting, home, &m.head, m.wording());
            self.lines(Kind::MeetingQuestion, home, &m.questions);
        }
        for a in &s.appraisal {
            self.add(Kind::Appraisal, home, &a.head, a.wording());
        }
        self.lines(Kind::Signal, home, &s.signals);
        for r in &s.risks {
            self.add(Kind::Risk, home, &r.head, r.wording());
        }
    }

    fn gate(&mut self, kind: Kind, home: Home<'a>, gate: &'a Gate) {
        for a in &gate.actions {
            self.add(kind, home, &a.head, a.wording());
        }
    }

    fn script(&mut self, s: &'a Script) {
        let home = Home::Item(&s.head.id);
        self.add(Kind::Script, home, &s.head, s.wording());
        for step in &s.steps {
            self.add(Kind::Step, home, &step.head, step.wording());
        }
        for n in &s.nodes {
            self.add(Kind::Node, home, &n.head, n.wording());
        }
        for o in &s.objections {
            self.add(Kind::Objection, home, &o.head, o.wording());
        }
    }

    fn buyer(&mut self, buyer: &'a Buyer) {
        for s in &buyer.stages {
            self.add(Kind::BuyerStage, Home::Sheet("buyer"), &s.head, s.wording());
            self.lines(Kind::Sign, Home::Sheet("buyer"), &s.signs);
        }
    }

    fn source(&mut self, s: &'a Source) {
        let home = Home::Item(&s.head.id);
        self.add(Kind::Source, home, &s.head, s.wording());
        self.lines(Kind::SourceQuestion, home, &s.questions);
    }

    fn dimensions(&mut self, dimensions: &'a Dimensions) {
        for d in &dimensions.list {
            self.add(Kind::Dimension, Home::Sheet("dimensions"), &d.head, d.wording());
            self.lines(Kind::DimensionQuestion, Home::Sheet("dimensions"), &d.questions);
        }
    }

    fn matrix(&mut self, matrix: &'a Matrix) {
        for l in &matrix.levels {
            self.add(Kind::Level, Home::Sheet("relationship"), &l.head, matrix.level_wording(l));
        }
        for c in &matrix.contents {
            self.add(Kind::Content, Home::Sheet("relationship"), &c.head, c.wording());
        }
    }

    fn scorecard(&mut self, scorecard: &'a Scorecard) {
        for p in &scorecard.perspectives {
            self.add(Kind::Perspective, Home::Sheet("scorecard"), &p.head, p.wording());
            for i in &p.items {
                self.add(Kind::ScoreItem, Home::Sheet("scorecard"), &i.head, i.wording());
            }
        }
    }

    fn glossary(&mut self, terms: &'a [Term]) {
        for t in terms {
            self.add(Kind::Term, Home::Sheet("glossary"), &t.head, t.wording());
        }
    }

    fn guide(&mut self, g: &'a Guide) {
        self.add(Kind::Guide, Home::Item(&g.head.id), &g.head, g.wording());
    }

    fn path(&mut self, p: &'a Path) {
        let home = Home::Item(&p.head.id);
        self.add(Kind::Path, home, &p.head, p.wording());
        for c in &p.chapters {
            self.add(Kind::Chapter, home, &c.head, c.wording());
        }
    }

    fn case(&mut self, c: &'a Case) {
        let home = Home::Item(&c.head.id);
        self.add(Kind::Case, home, &c.head, c.wording());
        for s in &c.snapshots {
            self.add(Kind::Snapshot, home, &s.head, s.wording());
        }
    }

    fn quiz(&mut self, q: &'a Quiz) {
        let home = Home::Item(&q.head.id);
        self.add(Kind::Quiz, home, &q.head, q.wording());
        for question in &q.questions {
            self.add(Kind::Question, home, &question.head, question.wording());
        }
    }

    fn misconceptions(&mut self, list: &'a [Misconception]) {
        for m in list {
            self.add(Kind::Misconception, Home::Sheet("quizzes"), &m.head, m.wording());
        }
    }
}

impl Playbook {
    /// Takes a part in. Its place among others is found by [`sort`](Self::sort).
    pub fn add(&mut self, part: Part) {
        match part {
            Part::Stage(stage) => self.stages.push(stage),
            Part::Script(script) => self.scripts.push(script),
            Part::Buyer(buyer) => self.buyer = buyer,
            Part::Source(source) => self.sources.push(source),
            Part::Dimensions(dimensions) => self.dimensions = dimensions,
            Part::Matrix(matrix) => self.matrix = matrix,
            Part::Scorecard(scorecard) => self.scorecard = scorecard,
            Part::Glossary(terms) => self.glossary = terms,
            Part::Guide(guide) => self.guides.push(guide),
            Part::Path(path) => self.paths.push(path),
            Part::Case(case) => self.cases.push(case),
            Part::Quiz(quiz) => self.quizzes.push(quiz),
            Part::Misconceptions(list) => self.misconceptions = list,
        }
    }

    /// The order in which a reader meets the parts.
    pub fn sort(&mut self) {
        self.stages.sort_by(|a, b| (a.number, &a.head.id).cmp(&(b.number, &b.head.id)));
        self.sources.sort_by(|a, b| (a.number, &a.head.id).cmp(&(b.number, &b.head.id)));
        self.paths.sort_by(|a, b| (a.order, &a.head.id).cmp(&(b.order, &b.head.id)));
        let stages = &self.stages;
        let number =
            |id: &str| stages.iter().find(|s| s.head.id == id).map_or(u32::MAX, |s| s.number);
        self.scripts.sort_by_cached_key(|s| (number(&s.stage.id), s.head.id.clone()));
        let of_quiz = |q: &Quiz| q.stage.as_ref().map_or(0, |stage| number(&stage.id));
        self.quizzes.sort_by_cached_key(|q| (of_quiz(q), q.head.id.clone()));
        // The first of two sections with one id counts.
        let sections = self.settings.sections.iter().enumerate().rev();
        let shelves: HashMap<&str, usize> = sections.map(|(n, s)| (s.id.as_str(), n)).collect();
        let shelf = |g: &Guide| shelves.get(g.section.as_str()).copied().unwrap_or(usize::MAX);
        let mut guides: Vec<(usize, Arc<Guide>)> =
            std::mem::take(&mut self.guides).into_iter().map(|g| (shelf(&g), g)).collect();
        guides.sort_by(|(m, a), (n, b)| {
            let (a, b) = ((&a.section, a.order, &a.head.id), (&b.section, b.order, &b.head.id));
            m.cmp(n).then_with(|| a.cmp(&b))
        });
        self.guides = guides.into_iter().map(|(_, guide)| guide).collect();
    }

    /// Every part, in the order of the pages.
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        let stages = self.stages.iter().cloned().map(Part::Stage);
        let scripts = self.scripts.iter().cloned().map(Part::Script);
        let sources = self.sources.iter().cloned().map(Part::Source);
        let sheets = [
            Part::Dimensions(self.dimensions.clone()),
            Part::Matrix(self.matrix.clone()),
            Part::Scorecard(self.scorecard.clone()),
            Part::Glossary(self.glossary.clone()),
        ];
        let guides = self.guides.iter().cloned().map(Part::Guide);
        let paths = self.paths.iter().cloned().map(Part::Path);
        let cases = self.cases.iter().cloned().map(Part::Case);
        let quizzes = self.quizzes.iter().cloned().map(Part::Quiz);
        let misconceptions = Part::Misconceptions(self.misconceptions.clone());
        (stages.chain(scripts).chain([Part::Buyer(self.buyer.clone())]).chain(sources))
            .chain(sheets)
            .chain(guides)
            .chain(paths)
            .chain(cases)
            .chain(quizzes)
            .chain([misconceptions])
    }

    /// Every item, in the order of the pages; ids may still occur twice.
    pub fn entries(&self) -> Vec<Entry<'_>> {
        let mut list = List(Vec::new());
        self.stages.iter().for_each(|it| list.stage(it));
        self.scripts.iter().for_each(|it| list.script(it));
        list.buyer(&self.buyer);
        self.sources.iter().for_each(|it| list.source(it));
        list.dimensions(&self.dimensions);
        list.matrix(&self.matrix);
        list.scorecard(&self.scorecard);
        list.glossary(&self.glossary);
        self.guides.iter().for_each(|it| list.guide(it));
        self.paths.iter().for_each(|it| list.path(it));
        self.cases.iter().for_each(|it| list.case(it));
        self.quizzes.iter().for_each(|it| list.quiz(it));
        list.misconceptions(&self.misconceptions);
        list.0
    }
}
