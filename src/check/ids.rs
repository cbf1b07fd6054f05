//! Ids are unique.

use crate::diagnostic::{Report, Span};
use crate::model::Playbook;
use std::collections::HashMap;

/// An id is given once in the whole playbook, whatever kind of item it names.
pub fn unique(book: &Playbook, report: &mut Report) {
    if !book.catalogue.has_repeats() {
        return;
    }
    let mut first: HashMap<&str, Span> = HashMap::new();
    for entry in book.entries() {
        let head = entry.head;
        if head.id.is_empty() {
            continue;
        }
        match first.get(head.id.as_str()) {
            Some(before) => report.duplicate_id(head.span, &head.id, *before),
            None => {
                first.insert(&head.id, head.span);
            }
        }
    }
}
