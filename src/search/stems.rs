//! The forms of a word under one stem: `visit`, `visits`, `visited`.
//!
//! Only the index stems. It tells the browser for every form that occurs where its list is, so
//! that no second stemmer has to agree with this one.

use rust_stemmers::{Algorithm, Stemmer};

/// Words so common that they tell nothing; a query may hold them, the index does not.
pub const STOP: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "do", "does", "for", "from",
    "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "me", "my", "not",
    "of", "on", "or", "our", "so", "than", "that", "the", "their", "them", "then", "there",
    "these", "they", "this", "to", "was", "we", "were", "what", "when", "which", "who", "will",
    "with", "would", "you", "your",
];

/// The stemmer for a language by its tag, such as `en-GB`; the Latin words in a Chinese text are
/// English ones. `None` if nothing is known of the language.
pub fn stemmer(tag: &str) -> Option<Stemmer> {
    let algorithm = match tag.split('-').next().unwrap_or(tag) {
        "en" | "zh" | "ja" | "ko" => Algorithm::English,
        "de" => Algorithm::German,
        "es" => Algorithm::Spanish,
        "fr" => Algorithm::French,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ru" => Algorithm::Russian,
        _ => return None,
    };
    Some(Stemmer::create(algorithm))
}

/// Whether a language puts no spaces between words.
pub fn is_joined(tag: &str) -> bool {
    matches!(tag.split('-').next(), Some("zh" | "ja" | "ko"))
}

/// Whether a language's common words are those of [`STOP`].
pub fn has_stops(tag: &str) -> bool {
    tag.starts_with("en") || is_joined(tag)
}
