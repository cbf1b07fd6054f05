//! A text's terms: folded words, pairs of Chinese characters, single characters.
//!
//! A Latin word is a run of letters and digits; an apostrophe within it is dropped (`buyer's`), but
//! for one behind an elided word (`l'anno`), which ends there.
//! Chinese has no spaces, so every two neighbours are a term: 里程碑 is 里程 and 程碑. A pair does
//! not reach across punctuation. The border between the two scripts ends a word, so it does not
//! matter whether a space stands there.

use super::fold::{fold, is_joined};

/// Receives the terms of a text.
pub trait Sink {
    /// A folded word of letters and digits.
    fn word(&mut self, word: &str);
    /// Two neighbours in a script without spaces.
    fn pair(&mut self, a: char, b: char);
    /// Each character of such a script.
    fn single(&mut self, c: char);
}

/// Words longer than this are no words: an address, a key.
const LONGEST: usize = 40;

/// Calls the sink for every term of a text, in order. `word` is room to work in.
pub fn tokens(text: &str, word: &mut String, sink: &mut impl Sink) {
    word.clear();
    let mut before = None;
    let mut rest = text;
    loop {
        // Most of a text is runs of plain letters.
        let run = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if run > 0 {
            let start = word.len();
            word.push_str(&rest[..run]);
            word[start..].make_ascii_lowercase();
            before = None;
        }
        let mut chars = rest[run..].chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        if !c.is_ascii() && is_joined(c) {
            end(word, sink);
            fold(c, |c| before = Some(joined(before, c, sink)));
            continue;
        }
        if is_mark(c) {
            before = None;
            end(word, sink);
            continue;
        }
        let inside = matches!(c, '\'' | '’') && !word.is_empty();
        if inside && part(word, rest, sink) {
            continue;
        }
        if !(inside && rest.starts_with(char::is_alphabetic)) {
            other(c, word, &mut before, sink);
        }
    }
    end(word, sink);
}

/// Words of French, Italian and Catalan that lose their end before a vowel, and tell nothing:
/// *l’employeur*, *qu’il*, *dell’anno*.
const ELIDED: &[&str] = &[
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "un", "gl", "all", "dall", "dell", "nell",
    "sull", "coll", "agl", "dagl", "degl", "negl", "sugl",
];

/// Longer ones, which people may look for.
const PARTED: &[&str] = &[
    "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "quest", "quell", "tutt", "mezz", "cent",
    "anch", "dov", "com", "senz", "sant", "bell", "buon", "nessun", "qualcun", "ciascun", "trent",
    "vent",
];

/// Parts an elided word from the next at the apostrophe between them, if it is one. A letter alone
/// behind it is an English ending: *all’s well*.
fn part(word: &mut String, rest: &str, sink: &mut impl Sink) -> bool {
    let mut next = rest.chars();
    let goes_on = (0..2).all(|_| next.next().is_some_and(char::is_alphabetic));
    if goes_on && ELIDED.contains(&word.as_str()) {
        word.clear();
        return true;
    }
    let parts = goes_on && PARTED.contains(&word.as_str());
    if parts {
        end(word, sink);
    }
    parts
}

/// Spaces and marks that end every term, and are most of what is neither letter nor digit. The
/// apostrophe is not among them.
fn is_mark(c: char) -> bool {
    matches!(c, ' '..='&' | '('..='/' | '。' | '、' | '「'..='』' | '“' | '”' | '，' | '：' | '；')
        || matches!(c, '！' | '？' | '（' | '）' | '—' | '…' | '《' | '》')
}

/// A character that is neither a plain letter nor of a joined script by itself.
fn other(c: char, word: &mut String, before: &mut Option<char>, sink: &mut impl Sink) {
    if c.is_ascii() {
        *before = None;
        return end(word, sink);
    }
    fold(c, |c| {
        if is_joined(c) {
            end(word, sink);
            *before = Some(joined(*before, c, sink));
        } else if c.is_alphanumeric() {
            *before = None;
            word.push(c);
        } else {
            *before = None;
            end(word, sink);
        }
    });
}

fn joined(before: Option<char>, c: char, sink: &mut impl Sink) -> char {
    if let Some(before) = before {
        sink.pair(before, c);
    }
    sink.single(c);
    c
}

fn end(word: &mut String, sink: &mut impl Sink) {
    if !word.is_empty() && word.len() <= LONGEST {
        sink.word(word);
    }
    word.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Seen(Vec<String>);

    impl Sink for Seen {
        fn word(&mut self, word: &str) {
            self.0.push(word.into());
        }
        fn pair(&mut self, a: char, b: char) {
            self.0.push(format!("{a}{b}"));
        }
        fn single(&mut self, _: char) {}
    }

    fn check(text: &str, terms: &str) {
        let mut seen = Seen(Vec::new());
        tokens(text, &mut String::new(), &mut seen);
        assert_eq!(seen.0.join(" "), terms);
    }

    #[test]
    fn a_mark_is_part_of_no_term() {
        for c in (char::MIN..=char::MAX).filter(|c| is_mark(*c)) {
            fold(c, |folded| assert!(!folded.is_alphanumeric() && !is_joined(folded), "{c}"));
        }
    }

    #[test]
    fn words_and_pairs() {
        check("The buyer’s 'Next' step, e-mail.", "the buyers next step e mail");
        check("里程碑，证据", "里程 程碑 证据");
        check("用CRM系统", "crm 系统");
        check("用 ＣＲＭ 系统", "crm 系统");
        check("第3步里程", "3 步里 里程");
        check("don't", "dont");
        check("L’employeur qu'il y ait jusqu’au soir", "employeur il y ait jusqu au soir");
        check("dell’anno, quest'estate, l'Èric d’aquí", "anno quest estate eric aqui");
        check(
            "aujourd’hui, all's well, o'clock, D'Angelo, s'",
            "aujourdhui alls well oclock angelo s",
        );
        check("é́tude", "etude");
    }
}
