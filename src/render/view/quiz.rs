//! A self-check on paper: questions to think about, answers that open.

use super::super::chrome::Head;
use super::super::scope::Scope;
use super::super::value::{fields, list};
use super::{Page, crumb, form};
use crate::exercise::{self, Exercise};
use crate::site::View;
use tera::Value;

pub fn page(scope: &Scope, n: usize) -> Page {
    let quiz = &scope.book.quizzes[n];
    let own = scope.item(
        &quiz.head,
        [
            ("title", scope.name(&quiz.title)),
            ("intro", scope.block(&quiz.intro)),
            ("pass", quiz.pass.into()),
            ("count", scope.count("counts.questions", quiz.questions.len())),
        ],
    );
    let values = fields([
        ("quiz", own),
        ("stage", scope.link_to(quiz.stage.as_ref())),
        ("key_href", scope.href(View::Key(n)).into()),
        ("questions", questions(scope, n)),
    ]);
    let head = Head {
        title: quiz.title.str(scope.lang).to_string(),
        description: scope.plain(&quiz.intro),
        menu: "quizzes",
        crumbs: vec![crumb(scope, "quizzes", View::Quizzes)],
        ..Head::default()
    };
    Page { template: "quiz.html", head, values }
}

/// The answers, on a page of their own: so that no answer stands in the source of the quiz, and
/// a trainer can print the questions without them.
pub fn key(scope: &Scope, n: usize) -> Page {
    let quiz = &scope.book.quizzes[n];
    let name = quiz.title.str(scope.lang);
    let title = crate::theme::fill(scope.words.say("paper.key_title"), &[("quiz", name)]);
    let values = fields([
        ("quiz_href", scope.href(View::Quiz(n)).into()),
        ("questions", questions(scope, n)),
    ]);
    let head = Head {
        title,
        description: scope.plain(&quiz.intro),
        menu: "quizzes",
        crumbs: vec![
            crumb(scope, "quizzes", View::Quizzes),
            (name.to_string(), scope.href(View::Quiz(n))),
        ],
        ..Head::default()
    };
    Page { template: "answers.html", head, values }
}

fn questions(scope: &Scope, n: usize) -> Value {
    list(exercise::of_quiz(scope.book, &scope.book.quizzes[n]), |e| question(scope, &e))
}

fn question(scope: &Scope, exercise: &Exercise) -> Value {
    let q = exercise.question;
    let mut item = scope.item_fields(
        &q.head,
        [
            ("type", q.answer.kind().into()),
            ("form", exercise.form.word().into()),
            ("stem", scope.line(&q.stem)),
            ("difficulty", q.difficulty.into()),
            ("bank", q.bank.clone().into()),
            ("hints", list(&q.hints, |h| scope.line(h))),
            ("explanation", scope.block(&q.explanation)),
            ("see", scope.link_to(q.see.as_ref())),
            ("tests", scope.links(&q.tests)),
        ],
    );
    item.extend(form::values(scope, &exercise.form));
    item.into()
}
