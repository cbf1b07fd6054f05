//! What a language's own rules say: the form of a word beside a number, and the way of its script.
//!
//! Both come from Unicode's CLDR: <https://cldr.unicode.org/index/cldr-spec/plural-rules>.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// Names of all plural categories, as a file of words uses them.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Languages that say *a million of things*, which the rules at hand are too old to know.
const ROMANCE: [&str; 5] = ["ca", "es", "fr", "it", "pt"];

/// What they begin to count anew.
const ROUND: usize = 1_000_000;

/// The plural category of a whole number in a language, by its tag (BCP 47).
///
/// A language without rules of its own, or a tag that is none, knows only `other`.
pub fn category(tag: &str, n: usize) -> &'static str {
    if n > 0 && n.is_multiple_of(ROUND) && ROMANCE.contains(&tag.split('-').next().unwrap_or(tag)) {
        return "many";
    }
    let rules = tag.parse::<LanguageIdentifier>().ok().and_then(|id| {
        // The rules stand under the language; a region or script changes them hardly ever.
        let plain = LanguageIdentifier::from_parts(id.language, None, None, &[]);
        PluralRules::create(id, PluralRuleType::CARDINAL)
            .or_else(|_| PluralRules::create(plain, PluralRuleType::CARDINAL))
            .ok()
    });
    match rules.and_then(|rules| rules.select(n).ok()) {
        Some(PluralCategory::ZERO) => "zero",
        Some(PluralCategory::ONE) => "one",
        Some(PluralCategory::TWO) => "two",
        Some(PluralCategory::FEW) => "few",
        Some(PluralCategory::MANY) => "many",
        Some(PluralCategory::OTHER) | None => "other",
    }
}

/// The plural categories that whole numbers have in a language, and `other`, which stands for all.
pub fn categories(tag: &str) -> Vec<&'static str> {
    // Beyond a thousand no rule begins anew but for round millions.
    let used: Vec<&str> = (0..=1000).map(|n| category(tag, n)).collect();
    CATEGORIES.into_iter().filter(|form| *form == "other" || used.contains(form)).collect()
}

/// `ltr` or `rtl`, for the attribute `dir`.
pub fn direction(tag: &str) -> &'static str {
    let id = tag.parse::<LanguageIdentifier>().ok();
    match id.map(|id| id.character_direction()) {
        Some(CharacterDirection::RTL) => "rtl",
        _ => "ltr",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_the_language() {
        let forms = |tag: &str, numbers: &[usize]| -> Vec<&str> {
            numbers.iter().map(|n| category(tag, *n)).collect()
        };
        assert_eq!(forms("en", &[0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(forms("fr-CA", &[0, 1, 2]), ["one", "one", "other"]);
        assert_eq!(forms("zh-Hans", &[0, 1, 2]), ["other", "other", "other"]);
        assert_eq!(forms("es", &[1, 1_000_000, 1_000_001]), ["one", "many", "other"]);
        assert_eq!(forms("de", &[1_000_000]), ["other"]);
        assert_eq!(forms("pl", &[1, 2, 5, 22]), ["one", "few", "many", "few"]);
        assert_eq!(
            forms("ar", &[0, 1, 2, 3, 11, 100]),
            ["zero", "one", "two", "few", "many", "other"]
        );
        assert_eq!(forms("no such tag", &[1]), ["other"]);
        assert_eq!(categories("zh-Hans"), ["other"]);
        assert_eq!(categories("fr-CA"), ["one", "other"]);
        assert_eq!(categories("pl"), ["one", "few", "many", "other"]);
        assert_eq!(categories("ar"), CATEGORIES);
    }

    #[test]
    fn scripts_run_their_own_way() {
        let ways = ["en", "zh-Hans", "ar", "he", "fa-IR", "ur", "az-Arab", "ja"].map(direction);
        assert_eq!(ways, ["ltr", "ltr", "rtl", "rtl", "rtl", "rtl", "rtl", "ltr"]);
    }
}
