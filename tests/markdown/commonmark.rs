//! CommonMark's own examples, all of them, with all of our extensions on.
//!
//! The examples are those that pulldown-cmark's package brings for its own tests: cargo knows
//! where that package lies, so no copy of them is kept here.

use std::path::PathBuf;
use std::process::Command;

use twotrack::markdown::{Options, fragment, to_html};

use super::Site;

/// Examples whose output an extension changes on purpose. One that agrees after all is stale.
const CHANGED: &[(usize, &str)] =
    &[(559, "what stands between double brackets is an id, so emphasis is not read in it")];

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

/// Examples in the specification's version 0.31.
const COUNT: usize = 652;

#[test]
fn a_fragment_is_commonmark() {
    compare(|markdown| fragment(markdown, true), quotes);
}

#[test]
fn a_page_differs_only_in_what_we_add_to_standard_elements() {
    let options = Options { raw_html: true, ..Options::default() };
    compare(|markdown| to_html(markdown, &Site, &options), plain_elements);
}

/// Undoes the additions: the HTML way of writing void elements, and two attributes.
fn plain_elements(html: &str) -> String {
    quotes(html)
        .replace(" rel=\"noopener\"", "")
        .replace(" width=\"640\" height=\"480\"", "")
        .replace(" loading=\"lazy\">", " />")
        .replace("<br>\n", "<br />\n")
        .replace("<hr>\n", "<hr />\n")
}

/// The package's copy of the specification has lost the entities of its quotation marks.
fn quotes(html: &str) -> String {
    html.replace("&quot;", "\"")
}

fn compare(render: impl Fn(&str) -> String, normalise: impl Fn(&str) -> String) {
    let examples = examples();
    assert_eq!(examples.len(), COUNT, "the specification has {COUNT} examples");
    let mut faults = String::new();
    for Example { number, markdown, html } in examples {
        let ours = normalise(&render(&markdown));
        let reason = CHANGED.iter().find(|(changed, _)| *changed == number);
        match (ours == normalise(&html), reason) {
            (true, None) | (false, Some(_)) => {}
            (true, Some((_, reason))) => {
                faults += &format!("example {number} agrees; drop its entry ({reason})\n");
            }
            (false, None) => {
                faults += &format!("example {number}\n{markdown}\nexpected\n{html}\ngot\n{ours}\n");
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

fn examples() -> Vec<Example> {
    let file = package("pulldown-cmark").join("tests/suite/spec.rs");
    let suite = std::fs::read_to_string(&file).expect("the package brings its tests");
    let quoted = |from: &str, name: &str| {
        let start = format!("let {name} = r##\"");
        let (_, rest) = from.split_once(&start).expect("an example has both sides");
        rest.split_once("\"##;").expect("a raw string ends").0.to_string()
    };
    suite
        .split("fn spec_test_")
        .skip(1)
        .map(|test| Example {
            number: test.split('(').next().and_then(|n| n.parse().ok()).expect("a number"),
            markdown: quoted(test, "original"),
            html: quoted(test, "expected"),
        })
        .collect()
}

/// The folder of a package that we depend on.
fn package(name: &str) -> PathBuf {
    // Without the platform cargo would want the packages of all others too.
    let host = output(Command::new("rustc").arg("-vV"));
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host");
    let metadata = output(
        Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--locked", "--offline"])
            .args(["--filter-platform", host])
            .current_dir(env!("CARGO_MANIFEST_DIR")),
    );
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let found = packages.iter().find(|package| package["name"] == name).expect("it is locked");
    let manifest = found["manifest_path"].as_str().expect("a package has a manifest");
    PathBuf::from(manifest).parent().expect("a manifest lies in a folder").to_path_buf()
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("the toolchain runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed: {errors}");
    String::from_utf8(output.stdout).expect("the toolchain prints UTF-8")
}
