//! Answering in one's own words, and rating the answer oneself.

use crate::model::Text;

/// An answer that its author judges, with a good one in sight.
#[derive(Clone, Debug)]
pub struct Rate<'a> {
    pub model_answer: &'a Text,
    /// What a good answer contains; with none, the answer is rated as a whole.
    pub criteria: &'a [Text],
}
