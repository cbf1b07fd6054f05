//! How long one guide of about 5 KB, half of it Chinese, takes in each walk over its Markdown.
//!
//! `cargo bench --bench markdown`. The first line is the bare parse, below which no walk can get.

use std::borrow::Cow;

use pulldown_cmark::{Options as Syntax, Parser};
use twotrack::markdown::{
    Context, LinkKind, Marks, Options, Picture, Target, Term, Terms, outline, to_html, to_plain,
};

fn main() {
    divan::main();
}

/// A section in English and one in Chinese, each about 620 bytes.
const SECTION: &str = "\
## What a milestone is {#milestone-N origin=F28-F31}

A **milestone** is an act of the seller that the buyer has *seen*: a visit made, minutes sent,
a demonstration given. It says how far we came, see [[s1.m1]] and [[guide#success|what success
means]]. It doesn't say how far the buyer came; that is a `success criterion`.[^N]

- Interest is no progress, and a pleasant talk is none either.
- Ask for a date, a name and the next step: [the form](forms/next.html).

| Stage | Milestone | Success criterion |
|---|---|---|
| 1 | Point person found | Visit agreed |
| 2 | Visit made | Minutes confirmed |

[^N]: The buyer's own words count, not ours.

## 什么是里程碑 {#里程碑-N origin=F28-F31}

**里程碑**是客户亲眼看到的销售动作:拜访完成、会议纪要发出、演示结束。它说明我们走了多远,参见[[s1.m1]]
和[[guide#success|成功标准的含义]]。它并不说明客户走了多远;那要看成功标准。

> [!SAY]
> 「林经理,您看周四下午两点,我和工程师一起去码头看两小时,可以吗?」

1. 感兴趣不等于有进展,聊得愉快也不等于有进展。
2. 请对方给出日期、姓名和下一步。

";

fn guide() -> String {
    let mut guide = String::new();
    for section in 0.. {
        guide.push_str(&SECTION.replace('N', &section.to_string()));
        if guide.len() >= 5000 {
            break;
        }
    }
    guide
}

struct Site;

impl Context for Site {
    fn link(&self, kind: LinkKind, dest: &str) -> Option<Target<'_>> {
        let href = Cow::Owned(format!("../stages/s1.html#{dest}"));
        let title = Cow::Borrowed("Point person found 找到经手人");
        (kind == LinkKind::Item).then_some(Target { href, title, external: false })
    }

    fn image(&self, _: &str) -> Option<Picture<'_>> {
        None
    }
}

/// A glossary of about a hundred forms.
fn glossary() -> Terms {
    let named = |n: usize| Term {
        id: format!("term.{n}"),
        forms: vec![format!("term number {n}"), format!("terms number {n}"), format!("术语{n}")],
        definition: "What it means".to_string(),
    };
    let mut terms: Vec<Term> = (0..30).map(named).collect();
    for form in ["milestone", "success criterion", "里程碑", "成功标准", "经手人"] {
        let definition = "What it means".to_string();
        terms.push(Term { id: form.to_string(), forms: vec![form.to_string()], definition });
    }
    Terms::new(terms)
}

#[divan::bench]
fn bare_parse(bencher: divan::Bencher) {
    let text = guide();
    let syntax = Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_HEADING_ATTRIBUTES
        | Syntax::ENABLE_DEFINITION_LIST
        | Syntax::ENABLE_WIKILINKS;
    bencher.bench(|| Parser::new_ext(&text, syntax).into_offset_iter().count());
}

#[divan::bench]
fn outlined(bencher: divan::Bencher) {
    let text = guide();
    bencher.bench(|| outline(&text));
}

#[divan::bench]
fn rendered(bencher: divan::Bencher) {
    let text = guide();
    let options = Options { auto_ids: true, ..Options::default() };
    bencher.bench_local(|| to_html(&text, &Site, &options));
}

#[divan::bench]
fn rendered_with_terms(bencher: divan::Bencher) {
    let (text, terms) = (guide(), glossary());
    bencher.bench(|| {
        let marks = Marks::new(&terms);
        to_html(&text, &Site, &Options { marks: Some(&marks), ..Options::default() })
    });
}

#[divan::bench]
fn plain(bencher: divan::Bencher) {
    let text = guide();
    bencher.bench(|| to_plain(&text, &Site));
}
