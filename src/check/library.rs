//! The library: the scorecard is fair, sections are known, translations follow their originals.

use crate::diagnostic::Report;
use crate::model::{Guide, GuideBody, PerspectiveKind, Playbook};

/// A scorecard of results alone is refused (source rule F75); the weights make a whole.
pub fn scorecard_weighs_the_process(book: &Playbook, report: &mut Report) {
    let card = &book.scorecard;
    if card.perspectives.is_empty() {
        return;
    }
    let counts = |p: &&crate::model::Perspective| p.weight > 0;
    if card.perspectives.iter().filter(counts).all(|p| p.kind == PerspectiveKind::Result) {
        report.results_only(card.span);
    }
    let sum: u32 = card.perspectives.iter().map(|p| p.weight).sum();
    if sum != 100 {
        let last = card.perspectives.last().expect("not empty").weight_span;
        report.weights(last, sum);
    }
}

/// A guide stands on a shelf that the playbook names, if it names any.
pub fn sections_are_known(book: &Playbook, report: &mut Report) {
    let known = &book.settings.sections;
    if known.is_empty() {
        return;
    }
    for guide in &book.guides {
        if !known.iter().any(|s| s.id == guide.section) {
            report.unknown_section(
                guide.head.span,
                &guide.section,
                known.iter().map(|s| s.id.as_str()),
            );
        }
    }
}

/// A translation names the revision that it follows and has the headings that links land on.
pub fn translations_keep_up(book: &Playbook, report: &mut Report) {
    for guide in &book.guides {
        revision_is_current(guide, report);
        headings_match(&guide.bodies, report);
    }
    for stage in &book.stages {
        headings_match(&stage.guide, report);
    }
    for source in &book.sources {
        headings_match(&source.guide, report);
    }
}

fn revision_is_current(guide: &Guide, report: &mut Report) {
    for body in guide.bodies.iter().skip(1).flatten() {
        if let Some((translates, at)) = body.translates
            && translates != guide.head.revision
        {
            report.stale_translation(at, translates, guide.head.revision, guide.head.span);
        }
    }
}

fn headings_match(bodies: &[Option<GuideBody>], report: &mut Report) {
    let Some(Some(original)) = bodies.first() else { return };
    for translation in bodies.iter().skip(1).flatten() {
        for heading in original.outline.headings.iter().filter(|h| h.explicit) {
            if !translation.outline.headings.iter().any(|h| h.id == heading.id) {
                let mut at = translation.span;
                at.end = at.start;
                report.missing_heading(at, &heading.id, original.span_of(&heading.range));
            }
        }
    }
}
