//! A report in the formats of systems that show faults beside the lines of a change.
//!
//! Places are told relative to a folder that the caller names, as such systems look for files from
//! the top of a repository, where a playbook need not stand.

use super::show::marked;
use super::{Diagnostic, Files, Report, Severity, explain, line_column};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_128;

/// Where a fault stands that is in no file: it has to be shown somewhere.
const NOWHERE: &str = "playbook.yaml";

/// The schema of SARIF 2.1.0, as OASIS publishes it.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/\
    sarif-schema-2.1.0.json";

/// What every format tells of a fault.
struct Spot {
    file: String,
    /// From 1.
    line: usize,
    /// From 1, in characters; the end excluded.
    columns: (usize, usize),
    /// The line itself.
    source: String,
}

/// `folder` is the playbook's, seen from the top of the repository: empty, or with `/` at its end.
fn spot(fault: &Diagnostic, files: &dyn Files, folder: &str) -> Spot {
    let Some(at) = fault.at else {
        let file = format!("{folder}{NOWHERE}");
        return Spot { file, line: 1, columns: (1, 2), source: String::new() };
    };
    let text = files.text(at.file);
    let range = marked(text, at);
    let (line, column) = line_column(text, range.start);
    let width = text[range].chars().count().max(1);
    let source = text.lines().nth(line - 1).unwrap_or("").trim().to_owned();
    let file = format!("{folder}{}", files.name(at.file));
    Spot { file, line, columns: (column, column + width), source }
}

/// The message and what to do, in one text.
fn whole(fault: &Diagnostic) -> String {
    match &fault.hint {
        Some(hint) => format!("{}\n{hint}", fault.message),
        None => fault.message.clone(),
    }
}

/// Lines that GitHub Actions turns into annotations of a change.
///
/// See GitHub's "Workflow commands for GitHub Actions".
pub fn github(report: &Report, files: &dyn Files, folder: &str) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let line = |fault: &Diagnostic| {
        let Spot { file, line, columns: (start, end), .. } = spot(fault, files, folder);
        let level = level(fault.severity);
        let (file, last) = (property(&file), end - 1);
        let place = format!("file={file},line={line},col={start},endColumn={last}");
        format!("::{level} {place},title={}::{}\n", property(fault.code), data(&whole(fault)))
    };
    report.iter().map(line).collect()
}

/// GitLab's report of code quality, an array of issues.
///
/// An issue is known again by its fingerprint, which holds what the line says and not which it is.
pub fn gitlab(report: &Report, files: &dyn Files, folder: &str) -> Value {
    let mut seen = BTreeMap::new();
    let issue = |fault: &Diagnostic| {
        let spot = spot(fault, files, folder);
        let severity = match fault.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        };
        json!({
            "description": whole(fault),
            "check_name": fault.code,
            "fingerprint": fingerprint(fault, &spot, &mut seen),
            "severity": severity,
            "location": { "path": spot.file, "lines": { "begin": spot.line } },
        })
    };
    report.iter().map(issue).collect()
}

/// What a fault is known by from one run to the next; the second of the same is another.
fn fingerprint(fault: &Diagnostic, spot: &Spot, seen: &mut BTreeMap<u128, usize>) -> String {
    let of = [fault.code, &spot.file, &fault.message, &spot.source].join("\0");
    let hash = xxh3_128(of.as_bytes());
    let count = seen.entry(hash).and_modify(|n| *n += 1).or_insert(0);
    format!("{:032x}", xxh3_128(format!("{hash}/{count}").as_bytes()))
}

/// SARIF 2.1.0, as editors and code scanning read it.
pub fn sarif(report: &Report, files: &dyn Files, folder: &str) -> Value {
    let mut codes: Vec<&str> = report.iter().map(|fault| fault.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut seen = BTreeMap::new();
    let results: Vec<Value> = (report.iter())
        .map(|fault| {
            let spot = spot(fault, files, folder);
            let print = fingerprint(fault, &spot, &mut seen);
            let mut result = json!({
                "ruleId": fault.code,
                "ruleIndex": codes.binary_search(&fault.code).unwrap_or(0),
                "level": level(fault.severity),
                "message": { "text": whole(fault) },
                "locations": [{ "physicalLocation": region(&spot) }],
                "partialFingerprints": { "twotrack/v1": print },
            });
            if !fault.also.is_empty() {
                result["relatedLocations"] = related(fault, files, folder);
            }
            result
        })
        .collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "twotrack",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.into_iter().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A code with what `twotrack explain` says of it.
fn rule(code: &str) -> Value {
    let mut rule = json!({ "id": code });
    if let Some(page) = explain(code) {
        let title = page.text.lines().next().unwrap_or("").trim_start_matches('#').trim();
        rule["shortDescription"] = json!({ "text": title });
        rule["help"] = json!({ "text": page.text, "markdown": page.text });
    }
    rule
}

fn region(spot: &Spot) -> Value {
    let (start, end) = spot.columns;
    json!({
        "artifactLocation": { "uri": uri(&spot.file) },
        "region": { "startLine": spot.line, "startColumn": start, "endColumn": end },
    })
}

/// The other places that matter, each with what stands there.
fn related(fault: &Diagnostic, files: &dyn Files, folder: &str) -> Value {
    let one = |(at, what): &(super::Span, String)| {
        let other = Diagnostic { at: Some(*at), also: Vec::new(), ..fault.clone() };
        let place = region(&spot(&other, files, folder));
        json!({ "physicalLocation": place, "message": { "text": what } })
    };
    fault.also.iter().map(one).collect()
}

/// What a path keeps of itself in a relative reference; names may hold blanks, `#` and Chinese.
const ESCAPED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

fn uri(path: &str) -> String {
    utf8_percent_encode(path, ESCAPED).to_string()
}
