//! Letters made equal that a reader takes for the same: width, case, accents, and traditional
//! characters with their simplified ones.
//!
//! A browser folds a query with its own Unicode tables to the same end, so what is here stays
//! within the standard: compatibility decomposition, marks dropped, small letters.
//!
//! `simplified.txt` is the characters' part of OpenCC's tables (Apache-2.0): each line is a
//! simplified character and the traditional ones that become it. `tests/web/search/simplified.js`
//! makes it anew from the maintained package and tells whether it is up to date. A crate that
//! carries the same table would bring 24 others, or some that nobody looks after any more.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

static TABLE: &str = include_str!("simplified.txt");

/// For each character of the basic plane the simplified one, or 0.
static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0; 0x10000];
    for (simple, traditional) in pairs() {
        table[traditional as usize] = simple as u16;
    }
    table
});

/// Simplified characters, each with a traditional one that becomes it.
pub fn pairs() -> impl Iterator<Item = (char, char)> {
    TABLE.lines().flat_map(|line| {
        let mut chars = line.chars();
        let simple = chars.next().unwrap_or_default();
        chars.map(move |traditional| (simple, traditional))
    })
}

/// Whether the script of a character puts no spaces between words.
#[inline]
pub fn is_joined(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}'
        | '々' | '〇' | '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}')
}

/// Calls `out` for what a character folds to: one character most often, none for an accent.
#[inline]
pub fn fold(c: char, mut out: impl FnMut(char)) {
    if c.is_ascii() {
        return out(c.to_ascii_lowercase());
    }
    if matches!(c, '\u{4e00}'..='\u{9fff}') {
        return out(simplify(c));
    }
    // Syllables of Korean would fall apart into letters.
    if is_joined(c) {
        return out(c);
    }
    for c in std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)) {
        c.to_lowercase().for_each(|c| out(simplify(c)));
    }
}

#[inline]
fn simplify(c: char) -> char {
    match SIMPLIFIED.get(c as usize) {
        None | Some(0) => c,
        Some(simple) => char::from_u32(u32::from(*simple)).unwrap_or(c),
    }
}

#[cfg(test)]
mod tests {
    fn check(text: &str, folded: &str) {
        let mut out = String::new();
        text.chars().for_each(|c| super::fold(c, |c| out.push(c)));
        assert_eq!(out, folded);
    }

    #[test]
    fn what_looks_the_same_is_the_same() {
        check("ＣＲＭ ①ﬁ", "crm 1fi");
        check("Café ÅNGSTRÖM", "cafe angstrom");
        check("證據與里程碑", "证据与里程碑");
        check("裡裏里 著着 後后", "里里里 着着 后后");
        check("什么 什麼", "什么 什么");
        check("한국", "한국");
    }
}
