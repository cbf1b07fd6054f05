//! Words that leave no exception: "always", "never", 一律, 绝不.
//!
//! Each language has a list of its own, `words/<language>.txt`, by the first part of its tag. A
//! language without a list is not asked.

use aho_corasick::{AhoCorasick, MatchKind};
use include_dir::{Dir, include_dir};
use std::collections::HashMap;
use std::sync::LazyLock;

static LISTS: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/check/giveaways/words");

/// By language, made at the first use.
static KNOWN: LazyLock<HashMap<&str, Absolutes>> = LazyLock::new(|| {
    let file = |file: &'static include_dir::File| {
        let language = file.path().file_stem()?.to_str()?;
        Some((language, Absolutes::read(file.contents_utf8()?)?))
    };
    LISTS.files().filter_map(file).collect()
});

/// The words of one language.
pub struct Absolutes {
    finder: AhoCorasick,
    /// By the place of a phrase: whether it holds an absolute and is none, like "not all".
    harmless: Vec<bool>,
}

impl Absolutes {
    /// The list for a BCP 47 tag.
    pub fn of(tag: &str) -> Option<&'static Absolutes> {
        KNOWN.get(tag.split('-').next()?.to_lowercase().as_str())
    }

    fn read(list: &str) -> Option<Absolutes> {
        let lines = list.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#'));
        let (harmless, phrases): (Vec<bool>, Vec<&str>) = lines
            .map(|line| line.strip_prefix("- ").map_or((false, line), |phrase| (true, phrase)))
            .unzip();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(phrases);
        Some(Absolutes { finder: finder.ok()?, harmless })
    }

    /// Whether a text holds one of them, as a word and not as a part of one.
    pub fn stand_in(&self, text: &str) -> bool {
        let text = text.to_lowercase().replace('’', "'");
        self.finder.find_iter(&text).any(|found| {
            !self.harmless[found.pattern().as_usize()]
                && is_edge(&text, found.start())
                && is_edge(&text, found.end())
        })
    }
}

/// Whether no word runs across this byte. Chinese and Japanese set no spaces between words.
fn is_edge(text: &str, at: usize) -> bool {
    let in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{2e80}');
    !(in_word(text[..at].chars().next_back()) && in_word(text[at..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, text: &str, expected: bool) {
        let words = Absolutes::of(tag).expect("a list");
        assert_eq!(words.stand_in(text), expected, "{text}");
    }

    #[test]
    fn words_are_found_as_words() {
        check("en", "Always ask first", true);
        check("en-GB", "They gave nothing.", true);
        check("en", "Nevertheless the overall sum is small", false);
        check("en", "Not all of them, if any at all", false);
        check("en", "Not all of them, but all of us", true);
        check("zh-CN", "报价一律不回", true);
        check("zh-Hant", "絕對不行", true);
        check("zh", "这不一定是进展", false);
        check("de-AT", "Das ist immer so", true);
        check("de", "Er ist immer noch da", false);
    }

    #[test]
    fn a_language_without_a_list_is_not_asked() {
        assert!(Absolutes::of("tlh").is_none());
    }
}
