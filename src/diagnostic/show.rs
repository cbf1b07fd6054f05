//! Shows a report: on a terminal with the source lines, or as JSON for editors and the overlay.

use super::{Diagnostic, Files, Report, Severity, Span, line_column};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};
use serde_json::{Value, json};

/// The report for a terminal, with ANSI colours if asked; every fault ends with a newline.
pub fn terminal(report: &Report, files: &dyn Files, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode);
    let shown = report.iter().map(|fault| renderer.render(&[group(fault, files)]) + "\n\n");
    shown.collect()
}

fn group<'a>(fault: &'a Diagnostic, files: &'a dyn Files) -> Group<'a> {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(fault.message.as_str()).id(fault.code);
    // Of a file that could not be read there is no line to show.
    let readable = fault.at.filter(|at| !files.text(at.file).is_empty());
    let mut group = match readable {
        Some(at) => {
            let mark = AnnotationKind::Primary.span(marked(files.text(at.file), at));
            let mut snippet = Snippet::source(files.text(at.file)).path(files.name(at.file));
            snippet = snippet.annotation(mark);
            for (other, what) in fault.also.iter().filter(|(o, _)| o.file == at.file) {
                let range = marked(files.text(other.file), *other);
                snippet =
                    snippet.annotation(AnnotationKind::Context.span(range).label(what.as_str()));
            }
            title.element(snippet)
        }
        None => Group::with_title(title),
    };
    for (other, what) in fault.also.iter().filter(|(o, _)| Some(o.file) != fault.at.map(|a| a.file))
    {
        let range = marked(files.text(other.file), *other);
        let mark = AnnotationKind::Context.span(range).label(what.as_str());
        let snippet = Snippet::source(files.text(other.file)).path(files.name(other.file));
        group = group.element(snippet.annotation(mark));
    }
    if let Some(hint) = &fault.hint {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    group
}

/// What to underline: the place itself, cut to its first line, on character boundaries.
pub(super) fn marked(text: &str, at: Span) -> std::ops::Range<usize> {
    let floor = |b: usize| (0..=b.min(text.len())).rev().find(|b| text.is_char_boundary(*b));
    let start = floor(at.start as usize).unwrap_or(0);
    let end = floor(at.end as usize).unwrap_or(0).max(start);
    let line_end = text[start..end].find('\n').map_or(end, |n| start + n);
    start..line_end
}

/// The report as JSON: counts, then every fault with place, source line and caret.
///
/// Lines and columns count from 1, columns in characters; `caret` gives the underlined columns,
/// the end excluded.
pub fn json(report: &Report, files: &dyn Files) -> Value {
    let list: Vec<Value> = report.iter().map(|fault| fault_json(fault, files)).collect();
    json!({ "errors": report.errors(), "warnings": report.warnings(), "diagnostics": list })
}

fn fault_json(fault: &Diagnostic, files: &dyn Files) -> Value {
    let severity = match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let also: Vec<Value> = (fault.also.iter())
        .map(|(at, what)| {
            let (line, column) = line_column(files.text(at.file), at.start as usize);
            json!({ "file": files.name(at.file), "line": line, "column": column, "message": what })
        })
        .collect();
    let mut value = json!({
        "code": fault.code,
        "severity": severity,
        "message": fault.message,
        "hint": fault.hint,
        "also": also,
    });
    if let Some(at) = fault.at {
        let text = files.text(at.file);
        let range = marked(text, at);
        let (line, column) = line_column(text, range.start);
        let width = text[range].chars().count().max(1);
        value["file"] = files.name(at.file).into();
        value["line"] = line.into();
        value["column"] = column.into();
        value["source"] = text.lines().nth(line - 1).unwrap_or("").into();
        value["caret"] = json!({ "start": column, "end": column + width });
    }
    value
}
