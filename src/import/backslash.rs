//! Texts in which a backslash takes its meaning from the sign behind it: GIFT, and Moodle's gaps.

/// Where one of these signs stands that has no backslash before it.
pub(super) fn find(text: &str, signs: &[char]) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if signs.contains(&c) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Where a word stands that has no backslash before it.
pub(super) fn find_word(text: &str, word: &str) -> Option<usize> {
    let first: Vec<char> = word.chars().take(1).collect();
    let mut from = 0;
    while let Some(at) = find(&text[from..], &first) {
        if text[from + at..].starts_with(word) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// The parts between a sign, wherever it has no backslash before it.
pub(super) fn split(text: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = find(rest, &[sign]) {
        parts.push(&rest[..at]);
        rest = &rest[at + 1..];
    }
    parts.push(rest);
    parts
}

/// These signs without their backslashes; an `n` among them is the end of a line.
pub(super) fn unescaped(text: &str, signs: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match rest.next_if(|next| c == '\\' && signs.contains(*next)) {
            Some('n') => out.push('\n'),
            Some(sign) => out.push(sign),
            None => out.push(c),
        }
    }
    out
}
