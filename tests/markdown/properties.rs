//! What holds for any text at all, however strange.

use std::ops::Range;

use proptest::prelude::*;
use scraper::{Html, Selector};
use twotrack::markdown::{
    Marks, Options, Term, Terms, fragment, outline, to_html, to_inline_html, to_plain,
};

use super::Site;

/// Pieces that mean something in Markdown, so that random texts hit its corners.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\n", "\n\n", "    ", "\t", "> ", ">", "- ", "1. ", "- [ ] ", "- [x] ", "# ", "## ",
    " {#id origin=F1}", "{#", "}", "[", "]", "(", ")", "[[", "]]", "|", "\\|", "[!SAY]",
    "> [!NOTE]\n", "> [!WHAT]\n", "[^1]", "[^1]: ", "![", "](u.svg)", "](<a b> \"t\")",
    "[[s1.k3]]", "[[guide#a|words]]", "[[unknown]]", "*", "**", "_", "~~", "`", "``", "```\n",
    "<b>", "</b>", "<!--", "-->", "<a href=\"", "\">", "&amp;", "&#0;", "&", "\\", "\r\n",
    "| a | b |\n|---|:-:|\n| 1 | 2 |\n", "Term\n: definition\n", "---\n", "===\n", "***\n",
    "[ref]: /url 'title'\n", "[ref]", "<https://example.org>", "里程碑", "成功标准。", "é", "\u{0}",
    "\u{200b}", "\u{feff}", "milestone", "Success criterion", "😀", "e\u{301}",
];

fn piece() -> impl Strategy<Value = String> {
    let syntax = prop::sample::select(PIECES).prop_map(str::to_string);
    prop_oneof![4 => syntax, 1 => any::<String>(), 1 => "[a-z ]{1,8}"]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..24).prop_map(|pieces| pieces.concat())
}

fn terms() -> Terms {
    let term = |id: &str, forms: &[&str]| Term {
        id: id.to_string(),
        forms: forms.iter().map(|form| form.to_string()).collect(),
        definition: "\"what\" <it> means".to_string(),
    };
    Terms::new(vec![
        term("term.a", &["milestone", "里程碑"]),
        term("term.b", &["success criterion", "标准"]),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1000)
    })]

    #[test]
    fn every_range_of_the_outline_is_a_piece_of_the_text(text in text()) {
        let found = outline(&text);
        let ranges: Vec<Range<usize>> = (found.headings.iter().map(|heading| &heading.range))
            .chain(found.links.iter().map(|link| &link.range))
            .chain(found.images.iter().map(|image| &image.range))
            .chain(found.faults.iter().map(|fault| &fault.range))
            .cloned()
            .collect();
        for range in ranges {
            prop_assert!(text.get(range.clone()).is_some(), "{range:?} is no piece of {text:?}");
        }
    }

    #[test]
    fn every_tag_that_opens_closes(text in text(), marked in any::<bool>()) {
        let terms = terms();
        let marks = Marks::new(&terms);
        let marks = marked.then_some(&marks);
        let options = Options { auto_ids: true, marks, ..Options::default() };
        prop_assert_eq!(unbalanced(&to_html(&text, &Site, &options)), None);
        prop_assert_eq!(unbalanced(&to_inline_html(&text, &Site, &options)), None);
        prop_assert_eq!(unbalanced(&fragment(&text, false)), None);
    }

    #[test]
    fn ids_are_unique_and_links_within_the_text_land(text in text()) {
        let options = Options { auto_ids: true, id_prefix: "p-", ..Options::default() };
        let page = Html::parse_fragment(&to_html(&text, &Site, &options));
        let mut ids = std::collections::HashSet::new();
        for element in page.select(&Selector::parse("[id]").unwrap()) {
            let id = element.attr("id").unwrap_or_default().to_string();
            prop_assert!(ids.insert(id.clone()), "{id:?} stands twice");
        }
        for link in page.select(&Selector::parse("a[role]").unwrap()) {
            let id = link.attr("href").unwrap_or_default().trim_start_matches('#');
            prop_assert!(ids.contains(id), "no element has the id {id:?}");
        }
    }

    #[test]
    fn the_outline_names_the_ids_that_the_page_has(text in text()) {
        let options = Options { auto_ids: true, ..Options::default() };
        let html = to_html(&text, &Site, &options);
        let page = Html::parse_fragment(&html);
        let headings = Selector::parse("h1, h2, h3, h4, h5, h6").unwrap();
        // A heading within a footnote stands at the end of the page, so the order may differ.
        let mut shown: Vec<_> = page.select(&headings).filter_map(|h| h.attr("id")).collect();
        let found = outline(&text);
        // HTML reads NUL as another character.
        let ids = found.headings.iter().map(|h| h.id.replace('\0', "\u{fffd}"));
        let mut named: Vec<_> = ids.collect();
        shown.sort_unstable();
        named.sort_unstable();
        prop_assert_eq!(shown, named);
    }

    #[test]
    fn plain_words_stand_on_one_line(text in text()) {
        let words = to_plain(&text, &Site);
        prop_assert!(!words.contains('\n'), "{words:?}");
        prop_assert_eq!(words.trim(), words.as_str());
    }

    #[test]
    fn unsafe_raw_html_is_the_only_difference_of_allowing_it(text in "[^<]{0,60}") {
        prop_assert_eq!(fragment(&text, true), fragment(&text, false));
    }
}

/// The first tag that has no partner.
fn unbalanced(html: &str) -> Option<String> {
    let mut open = Vec::new();
    for tag in html.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let name = tag.split(' ').next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) if open.last() == Some(&name) => {
                open.pop();
            }
            Some(_) => return Some(format!("{tag} in {html}")),
            None if matches!(name, "br" | "hr" | "img" | "input") => {}
            None => open.push(name),
        }
    }
    open.pop().map(|name| format!("{name} stays open in {html}"))
}
