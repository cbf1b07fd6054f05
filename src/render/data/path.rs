//! A learning path: step by step what each chapter asks for, and how long it takes.

use super::{item, link};
use crate::model::{Chapter, Kind, Ref, hash_of};
use crate::render::minutes;
use crate::render::scope::Scope;
use serde_json::{Value, json};

/// One path by its place in the playbook, with the one to go on with behind it.
pub fn path(scope: &Scope, n: usize) -> Value {
    let path = &scope.book.paths[n];
    let next = scope.book.paths.get(n + 1);
    let chapters: Vec<Value> = path.chapters.iter().map(|c| chapter(scope, c)).collect();
    let own = json!({
        "title": path.title.str(scope.lang),
        "playbook": scope.book.settings.title.str(scope.lang),
        "link": link(scope, &path.head.id), "chapters": chapters,
        "next": next.map(|path| link(scope, &path.head.id)),
    });
    item(scope, &path.head, own)
}

fn chapter(scope: &Scope, c: &Chapter) -> Value {
    let quiz = c.quiz_in(scope.book);
    let more = json!({
        "title": c.title.str(scope.lang), "when": c.when.str(scope.lang),
        "minutes": minutes::of_chapter(scope.book, c, scope.lang),
        "read": pages(scope, &c.read), "practise": pages(scope, &c.practise),
        "tasks": c.tasks.iter().map(hash_of).collect::<Vec<_>>(),
        "quiz": quiz.map(|quiz| {
            let link = link(scope, &quiz.head.id);
            item(scope, &quiz.head, json!({ "link": link, "minutes": minutes::of_quiz(quiz) }))
        }),
        "pass": c.pass.or(quiz.map(|q| q.pass)),
    });
    item(scope, &c.head, more)
}

/// The pages of references, with revision and hash: a heading or an item is read with its page.
fn pages(scope: &Scope, refs: &[Ref]) -> Vec<Value> {
    let page = |to: &Ref| {
        let id = to.page();
        let page = scope.site.place(id)?;
        // Only a page of one item can be marked as read.
        let readable = matches!(
            page.kind,
            Some(Kind::Stage | Kind::Guide | Kind::Source | Kind::Script | Kind::Case)
        );
        let link = readable.then(|| scope.link(id)).flatten()?;
        let mut page = serde_json::to_value(link).ok()?;
        page["rev"] = scope.revision(id).into();
        page["hash"] = scope.hash(id).into();
        page["minutes"] = minutes::of_page(scope.book, id, scope.lang).into();
        Some(page)
    };
    refs.iter().filter_map(page).collect()
}
