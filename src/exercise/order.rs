//! Putting things in order.

use super::paper::scatter;
use crate::model::{Line, Text};

/// Items that have one right order.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// In the right order.
    pub items: &'a [Line],
    /// In the order on paper, which never begins with the right one.
    pub printed: Vec<&'a Line>,
    /// Said to every wrong order.
    pub feedback: &'a Text,
}

impl<'a> Order<'a> {
    pub(super) fn of(question: &str, items: &'a [Line], feedback: &'a Text) -> Order<'a> {
        let mut printed: Vec<&Line> = items.iter().collect();
        printed.sort_by_key(|item| scatter(question, &item.head.id));
        if printed.first().map(|i| &i.head.id) == items.first().map(|i| &i.head.id)
            && !printed.is_empty()
        {
            // A list that begins right gives half of the answer away.
            printed.rotate_left(1);
        }
        Order { items, printed, feedback }
    }
}
