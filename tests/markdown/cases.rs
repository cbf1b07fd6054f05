//! What an author writes and what comes of it: a file per case in `cases/`.
//!
//! A file holds a Markdown text, then `=== page`, `=== words` and `=== outline` with what each
//! must be. `ACCEPT=1 cargo test --test markdown` writes the files anew; read the difference.

use std::fmt::Write;
use std::path::Path;

use twotrack::markdown::{
    Label, Marks, Options, Term, Terms, fragment, outline, to_html, to_inline_html, to_plain,
};

use super::Site;

#[test]
fn every_case_gives_what_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown/cases");
    let accept = std::env::var_os("ACCEPT").is_some();
    let mut count = 0;
    let mut faults = String::new();
    for entry in std::fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("a case").path();
        let file = std::fs::read_to_string(&path).expect("a case is text");
        let text = file.split("=== page\n").next().unwrap_or_default();
        let actual = show(text);
        count += 1;
        if accept {
            std::fs::write(&path, actual).expect("a case can be written");
        } else if actual != file {
            let _ = writeln!(faults, "{}\nexpected\n{file}\ngot\n{actual}", path.display());
        }
    }
    assert!(faults.is_empty(), "{faults}");
    assert!(count >= 10, "only {count} cases were found");
}

fn show(text: &str) -> String {
    let term = Term {
        id: "term.milestone".to_string(),
        forms: ["milestone", "里程碑"].map(String::from).to_vec(),
        definition: "An act that the buyer has seen".to_string(),
    };
    let terms = Terms::new(vec![term]);
    let marks = Marks::new(&terms);
    let options = Options { auto_ids: true, marks: Some(&marks), ..Options::default() };
    let page = to_html(text, &Site, &options);
    let words = to_plain(text, &Site);
    format!("{text}=== page\n{page}=== words\n{words}\n=== outline\n{}", show_outline(text))
}

fn show_outline(text: &str) -> String {
    let found = outline(text);
    let mut out = String::new();
    for heading in found.headings {
        let _ = write!(out, "h{} #{} {:?}", heading.level, heading.id, heading.text);
        for (name, value) in heading.attrs {
            let _ = write!(out, " {name}={value}");
        }
        out.push('\n');
    }
    for link in found.links {
        let _ = writeln!(out, "{:?} {} at {:?}", link.kind, link.dest, &text[link.range]);
    }
    for image in found.images {
        let _ = writeln!(out, "Image {} {:?} at {:?}", image.src, image.alt, &text[image.range]);
    }
    for fault in found.faults {
        let _ = writeln!(out, "{:?} at {:?}", fault.kind, &text[fault.range]);
    }
    out
}

fn inline(text: &str) -> String {
    to_inline_html(text, &Site, &Options::default())
}

#[test]
fn one_paragraph_stands_bare_and_several_blocks_keep_their_tags() {
    assert_eq!(inline("A *short* text"), "A <em>short</em> text");
    assert_eq!(inline("  \n\nA text\n\n"), "A text");
    assert_eq!(inline("One\n\nTwo"), "<p>One</p>\n<p>Two</p>\n");
    assert_eq!(inline("- One"), "<ul>\n<li>One</li>\n</ul>\n");
    assert_eq!(inline("One\n- Two"), "<p>One</p>\n<ul>\n<li>Two</li>\n</ul>\n");
    assert_eq!(inline("![a](b.svg) [[s1|x]]\n\n***"), {
        let image = r#"<img src="b.svg" alt="a" width="640" height="480" loading="lazy">"#;
        format!("<p>{image} <a href=\"../items.html#s1\">x</a></p>\n<hr>\n")
    });
    assert_eq!(inline(""), "");
}

#[test]
fn texts_of_one_page_share_neither_ids_nor_marks() {
    let term = |id: &str, form: &str| Term {
        id: format!("term.{id}"),
        forms: vec![form.to_string()],
        definition: String::new(),
    };
    let terms = Terms::new(vec![term("a", "milestone"), term("b", "success")]);
    let marks = Marks::new(&terms);
    marks.skip("term.b");
    let render = |id_prefix| {
        let options = Options { id_prefix, marks: Some(&marks), ..Options::default() };
        to_html("A milestone, a success[^1]\n\n[^1]: Note\n", &Site, &options)
    };
    let (first, second) = (render("a-"), render("b-"));
    assert!(first.contains("#term.a\"") && first.contains("id=\"a-fn-1\""), "{first}");
    assert!(!second.contains("#term.a\"") && second.contains("id=\"b-fn-1\""), "{second}");
    assert!(!first.contains("#term.b\""), "{first}");
}

#[test]
fn terms_are_whole_words_in_any_case_and_the_longest_wins() {
    let forms = [("a", "success"), ("b", "success criterion"), ("c", "成功标准"), ("d", "标准")];
    let terms = forms.map(|(id, form)| Term {
        id: format!("term.{id}"),
        forms: vec![form.to_string()],
        definition: String::new(),
    });
    let terms = Terms::new(terms.to_vec());
    let marked = |text: &str| {
        let marks = Marks::new(&terms);
        let options = Options { marks: Some(&marks), ..Options::default() };
        let html = to_inline_html(text, &Site, &options);
        let shown = html.split("</a>").filter_map(|part| part.split_once("title=\"\">"));
        shown.map(|(_, words)| words.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(marked("A SUCCESS criterion and success"), ["SUCCESS criterion", "success"]);
    assert_eq!(marked("success\ncriterion"), ["success criterion"]);
    assert_eq!(marked("successes, unsuccess, success_x"), Vec::<String>::new());
    assert_eq!(marked("success criterions"), ["success"]);
    assert_eq!(marked("什么是成功标准和标准"), ["成功标准", "标准"]);
    assert_eq!(marked("看success吧"), ["success"]);
    assert_eq!(marked("`success` [success](x) ~~success~~"), ["success"]);
}

#[test]
fn headings_move_down_but_never_below_the_sixth_level() {
    let shift = |heading_shift| {
        to_html("# A\n\n###### B\n", &Site, &Options { heading_shift, ..Options::default() })
    };
    assert_eq!(shift(2), "<h3>A</h3>\n<h6>B</h6>\n");
    assert_eq!(shift(u8::MAX), "<h6>A</h6>\n<h6>B</h6>\n");
}

#[test]
fn a_fragment_leaves_what_it_cannot_resolve() {
    let html = fragment("[[s1.k3]] [[a|*b*]] ![[c]] [x](https://e.example)", false);
    assert_eq!(
        html,
        "<p>[[s1.k3]] [[a|<em>b</em>]] ![[c]] <a href=\"https://e.example\">x</a></p>\n"
    );
}

#[test]
fn our_words_have_keys_of_their_own() {
    let page = to_html("> [!dont]\n> x\n", &Site, &Options::default());
    assert!(page.contains("callout-dont") && page.contains("Don’t say"), "{page}");
    assert_eq!(Label::FootnoteBack.key(), "footnote.back");
}
