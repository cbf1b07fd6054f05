//! Texts that try to get a script into a page.
//!
//! Every way to write a link is tried with every disguise of every dangerous scheme, and markup
//! with handlers is put into every place where an author's words end up. The judge is the parsed
//! page, as a browser would see it, never the source of it.

use proptest::prelude::*;
use scraper::{ElementRef, Html, Node};
use twotrack::markdown::{
    Context, Marks, Options, Term, Terms, fragment, outline, to_html, to_inline_html,
};

use super::{Careless, Site};

const SCHEMES: [&str; 5] = ["javascript", "vbscript", "data", "file", "view-source"];

/// Every element that we ever write, with the attributes that it may have.
const WRITTEN: &[(&str, &[&str])] = &[
    ("a", &["href", "title", "rel", "class", "id", "role", "aria-label"]),
    ("aside", &["class", "role"]),
    ("blockquote", &[]),
    ("br", &[]),
    ("code", &["class"]),
    ("dd", &[]),
    ("del", &[]),
    ("div", &["class", "role", "tabindex", "aria-label"]),
    ("dl", &[]),
    ("dt", &[]),
    ("em", &[]),
    ("h1", &["id"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("hr", &[]),
    ("img", &["src", "alt", "title", "width", "height", "loading"]),
    ("input", &["type", "disabled", "checked", "aria-label"]),
    ("li", &["class", "id"]),
    ("ol", &["start"]),
    ("p", &["class"]),
    ("pre", &[]),
    ("section", &["class", "role", "aria-label"]),
    ("strong", &[]),
    ("sup", &["class"]),
    ("table", &[]),
    ("tbody", &[]),
    ("td", &["class"]),
    ("th", &["scope", "class"]),
    ("thead", &[]),
    ("tr", &[]),
    ("ul", &[]),
];

/// A scheme as an attacker would write it.
fn disguises(scheme: &str) -> Vec<String> {
    let (head, tail) = scheme.split_at(2);
    let mixed: String = (scheme.chars().enumerate())
        .map(|(at, c)| if at % 2 == 0 { c.to_ascii_uppercase() } else { c })
        .collect();
    let entities: String = scheme.chars().map(|c| format!("&#{};", c as u32)).collect();
    let hexadecimal: String = scheme.chars().map(|c| format!("&#x{:06X};", c as u32)).collect();
    let percent: String = scheme.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let mut forms = vec![
        format!("{scheme}:"),
        format!("{mixed}:"),
        format!("{entities}:"),
        format!("{hexadecimal}&colon;"),
        format!("{percent}:"),
        format!("{}%3A", percent.replace('%', "%25")),
        format!("{scheme}&#58;"),
        format!("{scheme}%3a"),
        format!("{scheme}\\:"),
        format!("\\{scheme}:"),
        format!("%20{scheme}:"),
        format!("&#1;{scheme}:"),
        format!("{scheme}&#x20;:"),
    ];
    for gap in ["&Tab;", "&NewLine;", "&#13;", "&#0;", "%0a", "%00", "&shy;", "&ZeroWidthSpace;"] {
        forms.push(format!("{head}{gap}{tail}:"));
    }
    for gap in ['\t', '\u{1}', '\u{7f}', '\u{ad}', '\u{200b}', '\u{feff}', '\u{2028}'] {
        forms.push(format!("{head}{gap}{tail}:"));
        forms.push(format!("{gap}{scheme}:"));
    }
    forms
}

/// Every way to write a destination in Markdown.
fn links(url: &str) -> Vec<String> {
    vec![
        format!("[x]({url}alert`1`)"),
        format!("[x](<{url}alert(1)> \"title\")"),
        format!("[x]( {url}alert%281%29 )"),
        format!("<{url}alert(1)>"),
        format!("[x][r]\n\n[r]: {url}alert%281%29 'title'"),
        format!("[r]\n\n[r]: <{url}alert(1)>"),
        format!("[[r]]\n\n[r]: <{url}alert(1)>"),
        format!("![x]({url}image/svg+xml,1)"),
        format!("![x](<{url}text/html,alert(1)>)"),
        format!("[![x]({url}1)]({url}2)"),
        format!("[[{url}alert(1)]]"),
        format!("[[{url}alert(1)|words]]"),
        format!("![[{url}alert(1)]]"),
        format!("| a |\n|---|\n| [x]({url}1) |"),
        format!("# [x]({url}1)"),
        format!("t[^1]\n\n[^1]: [x]({url}1)"),
        format!("> [!NOTE]\n> [x]({url}1)"),
        format!("Term\n: [x]({url}1)"),
        format!("- [ ] [x]({url}1)"),
    ]
}

/// Markup that runs when a browser takes it as such.
const MARKUP: [&str; 16] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg/onload=alert(1)>",
    "' onmouseover='alert(1)",
    "\" onmouseover=\"alert(1)",
    "\" onfocus=alert(1) autofocus x=\"",
    "</code></pre><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "</title></style></textarea><script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mi xlink:href=\"data:x,1\">",
    "<style>@import'//e.example'</style>",
    "\u{0}<\u{0}script>alert(1)</script>",
];

/// Every place where an author's words end up.
fn places(words: &str) -> Vec<String> {
    vec![
        words.to_string(),
        format!("text {words} text"),
        format!("# {words}"),
        format!("## H {{#{words}}}"),
        format!("## H {{#a .{words} b={words}}}"),
        format!("## {words}\n\n## {words}"),
        format!("```{words}\n{words}\n```"),
        format!("~~~ {words}\n{words}\n~~~"),
        format!("`{words}` ``{words}``"),
        format!("    {words}"),
        format!("![{words}](x.svg \"{words}\")"),
        format!("![{words}](x.svg '{words}')"),
        format!("[{words}](x.html ({words}))"),
        format!("[x](<{words}>)"),
        format!("[x]({words})"),
        format!("![x](<{words}>)"),
        format!("[[{words}]] [[a|{words}]] [[{words}|{words}]] [[unknown|{words}]]"),
        format!("t[^{words}] [^1]\n\n[^{words}]: {words}\n\n[^1]: {words}"),
        format!("> [!{words}]\n> {words}"),
        format!("> [!SAY]\n> {words}"),
        format!("{words}\n: {words}"),
        format!("- [x] {words}"),
        format!("| {words} |\n|:-:|\n| {words} |"),
        format!("[r]\n\n[{words}]: x '{words}'\n[r]: y \"{words}\""),
        format!("<https://e.example/{words}>"),
        format!("milestone {words} milestone"),
    ]
}

/// Everything wrong with one text, rendered in every way.
fn faults(text: &str) -> Vec<String> {
    let hostile = Term {
        id: "javascript:alert(1)".to_string(),
        forms: vec!["milestone".to_string(), "alert".to_string()],
        definition: "\"><script>alert(1)</script>".to_string(),
    };
    let terms = Terms::new(vec![hostile]);
    let mut faults = Vec::new();
    for context in [&Site as &dyn Context, &Careless] {
        let marks = Marks::new(&terms);
        let options = Options {
            auto_ids: true,
            id_prefix: "\"><script>",
            marks: Some(&marks),
            ..Options::default()
        };
        faults.extend(page_faults(&to_html(text, context, &options)));
        faults.extend(page_faults(&to_inline_html(text, context, &Options::default())));
    }
    faults.extend(page_faults(&fragment(text, false)));
    faults
}

/// Elements and attributes of a parsed page that we never write, and URLs that are dangerous.
fn page_faults(html: &str) -> Vec<String> {
    let page = Html::parse_fragment(html);
    let elements = page.root_element().descendants().skip(1).filter_map(|node| {
        if let Node::Comment(_) = node.value() {
            return Some(Err("a comment".to_string()));
        }
        ElementRef::wrap(node).map(Ok)
    });
    elements.flat_map(|element| element.map_or_else(|fault| vec![fault], element_faults)).collect()
}

fn element_faults(element: ElementRef<'_>) -> Vec<String> {
    let name = element.value().name();
    let Some((_, allowed)) = WRITTEN.iter().find(|(written, _)| *written == name) else {
        return vec![format!("an element <{name}>")];
    };
    let faults = element.value().attrs().filter(|(attribute, value)| {
        let is_url = matches!(*attribute, "href" | "src");
        !allowed.contains(attribute) || is_url && runs(value)
    });
    faults.map(|(attribute, value)| format!("<{name} {attribute}={value:?}>")).collect()
}

/// Whether a browser, or a reader that decodes more than browsers do, would run a URL. This is
/// the URL standard's way to a scheme, after decoding.
fn runs(url: &str) -> bool {
    let mut url = url.to_string();
    for _ in 0..9 {
        url = percent_encoding::percent_decode_str(&url).decode_utf8_lossy().into_owned();
        let bare: String = url.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
        let bare = bare.trim_matches(|c: char| c <= ' ').to_ascii_lowercase();
        if SCHEMES.iter().any(|scheme| bare.starts_with(&format!("{scheme}:"))) {
            return true;
        }
    }
    false
}

fn check(texts: impl IntoIterator<Item = String>) -> usize {
    let mut count = 0;
    for text in texts {
        count += 1;
        let faults = faults(&text);
        assert!(faults.is_empty(), "{text:?} gives {faults:?}");
    }
    count
}

#[test]
fn no_disguise_of_a_scheme_becomes_a_link() {
    let urls = SCHEMES.iter().flat_map(|scheme| disguises(scheme));
    let count = check(urls.flat_map(|url| links(&url)));
    assert!(count > 3000, "only {count} texts were tried");
}

#[test]
fn no_markup_leaves_the_place_of_its_words() {
    let count = check(MARKUP.iter().flat_map(|markup| places(markup)));
    assert!(count > 400, "only {count} texts were tried");
}

#[test]
fn links_stay_safe_where_raw_html_is_allowed() {
    let options = Options { raw_html: true, ..Options::default() };
    for url in SCHEMES.iter().flat_map(|scheme| disguises(scheme)) {
        for text in links(&url) {
            // What CommonMark itself takes for a tag is the author's own.
            if outline(&text).faults.iter().any(|fault| text[fault.range.clone()].starts_with('<'))
            {
                continue;
            }
            let faults = page_faults(&to_html(&text, &Careless, &options));
            assert!(faults.is_empty(), "{text:?} gives {faults:?}");
        }
    }
}

#[test]
fn raw_html_passes_as_written_where_it_is_allowed() {
    let text = "<div onclick=\"f()\">\n\n<b>bold</b>\n\n</div>\n";
    let options = Options { raw_html: true, ..Options::default() };
    let html = "<div onclick=\"f()\">\n<p><b>bold</b></p>\n</div>\n";
    assert_eq!(to_html(text, &Site, &options), html);
}

#[test]
fn the_judge_knows_a_script_when_it_sees_one() {
    for html in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\" java&Tab;script:alert(1)\">x</a>",
        "<a href='%6aavascript:x'>x</a>",
        "<p style='x'>",
        "<!-- x -->",
    ] {
        assert!(!page_faults(html).is_empty(), "{html} passed");
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(1000)
    })]

    /// Pieces of all of the above in any order.
    #[test]
    fn no_mixture_of_hostile_pieces_gets_through(
        pieces in prop::collection::vec(hostile(), 1..12),
    ) {
        let text = pieces.concat();
        prop_assert_eq!(faults(&text), Vec::<String>::new(), "{:?}", text);
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let glue = [
        "\n\n", "\n", " ", "[x](", ")", "](", "<", ">", "\"", "'", "`", "[[", "]]", "|", "> ",
        "# ", "{#", "}", "![", "[^1]", "[^1]: ", "&", ";", "\\", "(", "**", "<!--",
    ];
    prop_oneof![
        3 => prop::sample::select(glue.to_vec()).prop_map(str::to_string),
        1 => prop::sample::select(MARKUP.to_vec()).prop_map(str::to_string),
        1 => prop::sample::select(disguises("javascript")),
        1 => prop::sample::select(links("data:")),
    ]
}
