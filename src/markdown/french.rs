//! No-break spaces where French wants them: before `;`, `!`, `?`, `:`, `»` and `%`, behind `«`,
//! and within numbers. A keyboard has none, so that authors type plain spaces, at which a line
//! may end.
//!
//! Only a space that is there changes, and never in code.

/// Before a sign, and within a number.
const NARROW: char = '\u{202f}';
/// Before a colon, inside quotation marks, before a currency.
const WIDE: char = '\u{a0}';

/// Elements whose text is no prose.
const VERBATIM: [&str; 5] = ["code", "pre", "kbd", "samp", "script"];

/// A French text as HTML.
pub fn french_html(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        french_into(&rest[..at], &mut out);
        rest = &rest[at..];
        let len = verbatim(rest).unwrap_or_else(|| tag_length(rest));
        out.push_str(&rest[..len]);
        rest = &rest[len..];
    }
    french_into(rest, &mut out);
    out
}

/// French words without markup.
pub fn french(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    french_into(words, &mut out);
    out
}

/// The length of a tag; a `>` in an attribute's value ends none.
fn tag_length(html: &str) -> usize {
    let mut quote = None;
    for (at, c) in html.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The length of an element whose text stays as it is, if one begins here.
fn verbatim(html: &str) -> Option<usize> {
    let name = VERBATIM.iter().find(|name| {
        let behind = html[1..].strip_prefix(**name);
        behind.is_some_and(|behind| behind.starts_with(['>', ' ']))
    })?;
    let end = format!("</{name}>");
    Some(html.find(&end).map_or(html.len(), |at| at + end.len()))
}

fn french_into(words: &str, out: &mut String) {
    let mut rest = words;
    while let Some(at) = rest.find(' ') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        out.push(space(out, behind));
        rest = behind;
    }
    out.push_str(rest);
}

/// What stands between two parts of a text in place of a space.
fn space(before: &str, behind: &str) -> char {
    let mut next = behind.chars();
    let sign = next.next().unwrap_or('\n');
    // A sign that something hangs on is none of the sentence: `!important`, `:)`.
    let ends = next.find(|c| !";!?".contains(*c));
    let ends = ends.is_none_or(|c| !c.is_alphanumeric() && !"(/:=".contains(c));
    let smiles = behind.starts_with(":)") || behind.starts_with(";)");
    let last = before.chars().next_back().unwrap_or('\n');
    match sign {
        _ if last == '«' => WIDE,
        '»' => WIDE,
        ';' | '!' | '?' if ends && !smiles && !last.is_whitespace() => NARROW,
        ':' if ends && !smiles && !last.is_whitespace() => WIDE,
        '%' | '‰' if last.is_ascii_digit() => NARROW,
        '€' | '$' | '£' if last.is_ascii_digit() => WIDE,
        '0'..='9' if parts_number(before, behind) => NARROW,
        _ => ' ',
    }
}

/// Whether a number goes on behind the space: up to three digits, or groups of three, before it,
/// and three behind.
fn parts_number(before: &str, behind: &str) -> bool {
    let digits = |c: &char| c.is_ascii_digit();
    let head = before.chars().rev().take_while(digits).count();
    let stop = before.chars().rev().nth(head);
    let is_alone = stop.is_none_or(|c| !c.is_alphanumeric() && !",.".contains(c));
    let tail = behind.chars().take_while(digits).count();
    (1..=3).contains(&head) && is_alone && tail == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, shown: &str) {
        let marked = french_html(html).replace(NARROW, "_").replace(WIDE, "~");
        assert_eq!(marked, shown);
    }

    #[test]
    fn a_line_does_not_end_before_a_sign() {
        check("Qui décide ? Nous ! Bien ; donc : oui", "Qui décide_? Nous_! Bien_; donc~: oui");
        check("Il dit « <em>oui</em> » et rit ?!", "Il dit «~<em>oui</em>~» et rit_?!");
        check("« Quoi ? »", "«~Quoi_?~»");
        check("150 000,50 € et 12 % de 3 720 000", "150_000,50~€ et 12_% de 3_720_000");
    }

    #[test]
    fn what_is_no_sign_of_a_sentence_stays() {
        for html in [
            "<code>a ? b : c</code> et <pre><code>x ; y</code></pre>",
            "<a href=\"x?a=1 ; b\" title=\"Qui ?\">lien</a>",
            "Bien :) et ;) oui &amp; non &lt; 3",
            "en 2026 150 personnes, le 15 2026, F45 120, 1,5 100",
            "Quoi? Oui! «non» a: b",
            "&quot;x&quot; - y",
        ] {
            check(html, html);
        }
        // A space that an author made unbreakable stays what it is.
        check("Quoi\u{a0}? 1\u{a0}000", "Quoi~? 1~000");
    }
}
