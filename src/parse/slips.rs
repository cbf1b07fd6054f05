//! What an author most likely meant where YAML gives up.
//!
//! A reader of YAML says where it stood when it could go on no longer. The cause is often a text
//! that needs quotes, on that line or a line above. Here the usual slips are looked for, and each
//! is told with the text as it should be written. The table of them is [`first_sign`] and
//! [`inside`].

use std::ops::Range;

/// A cause that was found.
#[derive(Debug, PartialEq)]
pub struct Slip {
    /// The text, or the part of it that is not what it seems.
    pub at: Range<usize>,
    pub why: String,
    pub hint: String,
}

/// How far above the place of the error its cause is looked for, in lines.
const LINES_ABOVE: usize = 12;

/// The cause of an error at `byte`, if it is one of the usual.
pub fn find(text: &str, byte: usize) -> Option<Slip> {
    let byte = (0..=byte.min(text.len())).rev().find(|b| text.is_char_boundary(*b))?;
    let here = text[..byte].matches('\n').count();
    let lines: Vec<Range<usize>> = lines(text);
    let line = lines.get(here.min(lines.len().checked_sub(1)?))?.clone();
    let above = || {
        let from = here.saturating_sub(LINES_ABOVE);
        lines[from..here.min(lines.len())]
            .iter()
            .rev()
            .filter(|l| !text[(*l).clone()].trim().is_empty())
    };
    let before = || above().next().and_then(|line| wide_sign(text, line));
    wide_sign(text, &line)
        .or_else(before)
        .or_else(|| of_line(text, &line))
        .or_else(|| cut_by_comment(text, &line).filter(|slip| slip.at.start.abs_diff(byte) < 2))
        .or_else(|| open_quote(text, &line))
        .or_else(|| above().next().and_then(|line| cut_by_comment(text, line)))
        .or_else(|| above().find_map(|line| open_quote(text, line)))
        .or_else(|| above().find_map(|line| flow(text, &value(text, line)?)))
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        found.push(start..start + line.trim_end().len());
        start += line.len();
    }
    found
}

/// Where the value of a line stands, behind dashes and a key.
fn value(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let mut at = line.start;
    loop {
        let rest = &text[at..line.end];
        at += rest.len() - rest.trim_start().len();
        match text[at..line.end].strip_prefix("- ") {
            Some(_) => at += 2,
            None => break,
        }
    }
    let rest = &text[at..line.end];
    if let Some(key) = key(rest) {
        at += key;
        at += text[at..line.end].len() - text[at..line.end].trim_start().len();
    }
    (at < line.end).then_some(at..line.end)
}

/// The length of a key with its colon, if a text begins with one.
fn key(text: &str) -> Option<usize> {
    let is_key = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let len = text.len() - text.trim_start_matches(is_key).len();
    let whole = len > 0 && (text[len..].starts_with(": ") || &text[len..] == ":");
    whole.then_some(len + 1)
}

/// A sign of a Chinese keyboard where YAML wants its own.
fn wide_sign(text: &str, line: &Range<usize>) -> Option<Slip> {
    let words = &text[line.clone()];
    let inner = words.trim_start();
    let start = line.start + words.len() - inner.len();
    let slip = |at: usize, sign: &str, hint: &str| {
        let why = format!("`{sign}` is a sign of a Chinese keyboard");
        Some(Slip { at: at..at + sign.len(), why, hint: hint.into() })
    };
    let first = inner.chars().next()?;
    match first {
        '＃' => return slip(start, "＃", "a comment begins with the plain sign `#`"),
        '－' => return slip(start, "－", "an item of a list begins with the plain sign `-`"),
        _ => {}
    }
    let value = value(text, line)?;
    let words = &text[value.clone()];
    match words.chars().next()? {
        '“' | '”' | '‘' | '’' | '「' => {
            let sign = words.chars().take(1).collect::<String>();
            slip(value.start, &sign, "YAML’s quotes are plain ones: `\"…\"`")
        }
        '｛' => slip(value.start, "｛", "a group stands between plain braces: `{…}`"),
        '［' => slip(value.start, "［", "a list stands between plain brackets: `[…]`"),
        '{' | '[' => {
            let (at, sign) = next_key(words)?;
            slip(value.start + at, sign, "between values stands the plain comma: `, `")
        }
        _ => None,
    }
}

/// `，zh：` or `，zh: ` inside a text: the next key of a group in brackets.
pub(super) fn next_key(line: &str) -> Option<(usize, &'static str)> {
    line.match_indices(['，', '、']).find_map(|(at, comma)| {
        let rest = line[at + comma.len()..].trim_start();
        let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
        let key = rest.len() - rest.trim_start_matches(is_key).len();
        let colon = rest[key..].starts_with('：') || rest[key..].starts_with(": ");
        let sign = if comma == "，" { "，" } else { "、" };
        (key > 1 && colon).then_some((at, sign))
    })
}

/// A slip on the line itself.
fn of_line(text: &str, line: &Range<usize>) -> Option<Slip> {
    let value = value(text, line)?;
    first_sign(text, &value).or_else(|| flow(text, &value)).or_else(|| inside(text, &value))
}

/// Signs that mean something else at the beginning of a value.
fn first_sign(text: &str, value: &Range<usize>) -> Option<Slip> {
    let words = &text[value.clone()];
    let first = words.chars().next()?;
    let rest = &words[first.len_utf8()..];
    let why = match first {
        '\'' => {
            let end = closing(words)?;
            if only_comment(&words[end..]) {
                return None;
            }
            "the second ' ends the text: an apostrophe inside '…' is written twice".to_string()
        }
        '"' => {
            let end = closing(words)?;
            if only_comment(&words[end..]) {
                return bad_escape(value, words);
            }
            "the text goes on behind its closing quote".to_string()
        }
        '|' | '>'
            if rest
                .trim_start_matches(['+', '-'])
                .trim_start_matches(char::is_numeric)
                .trim()
                .is_empty() =>
        {
            return None;
        }
        '?' | '-' if !rest.starts_with(' ') => return None,
        '[' | '{' if !goes_on_behind(words) => return None,
        '[' if rest.starts_with('[') => "a text that begins with `[[` needs quotes".to_string(),
        '@' | '`' | '%' | '&' | '*' | '!' | '?' | '|' | '>' | '-' | '[' | '{' | ']' | '}' | ',' => {
            format!("a text that begins with `{first}` needs quotes")
        }
        _ => return None,
    };
    Some(Slip { at: value.clone(), why, hint: quoted(inner(words)) })
}

/// What is wrong further on in a text without quotes.
fn inside(text: &str, value: &Range<usize>) -> Option<Slip> {
    let words = &text[value.clone()];
    if words.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*']) {
        return None;
    }
    let colon = words.find(": ").or_else(|| words.ends_with(':').then(|| words.len() - 1))?;
    let at = value.start + colon;
    let why = "a text that contains `: ` needs quotes".to_string();
    let line = text[..value.start].rfind('\n').map_or(0, |n| n + 1);
    // A line without a key goes on with the text of the line above.
    let goes_on = text[line..value.start].trim().is_empty();
    let hint = if goes_on { WHOLE.to_string() } else { quoted(words) };
    Some(Slip { at: at..at + 1, why, hint })
}

/// A comment that ends a text before its second line.
fn cut_by_comment(text: &str, line: &Range<usize>) -> Option<Slip> {
    let words = &text[line.clone()];
    let at = line.start + words.find(" #")? + 1;
    let comment_only = words.trim_start().starts_with('#');
    let quoted = value(text, line).is_some_and(|v| text[v].starts_with(['"', '\'']));
    (!comment_only && !quoted).then(|| Slip {
        at: at..line.end,
        why: "` #` begins a comment, so the text ends before it".into(),
        hint: "put quotes around the whole text; a comment can stand on a line of its own".into(),
    })
}

/// A quote that is opened on a line and not closed there.
fn open_quote(text: &str, line: &Range<usize>) -> Option<Slip> {
    let value = value(text, line)?;
    let words = &text[value.clone()];
    let quote = words.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    closing(words).is_none().then(|| Slip {
        at: value.start..value.start + 1,
        why: format!("this {quote} opens a text that is not closed on its line"),
        hint: format!("write {quote} behind the last word, or take this one out"),
    })
}

/// A slip in one of the values of a list or group in brackets, which may go on over lines.
fn flow(text: &str, value: &Range<usize>) -> Option<Slip> {
    text[value.clone()].starts_with(['{', '[']).then_some(())?;
    let mut at = value.start;
    let mut depth = 0;
    let line = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let indent = text[line..].len() - text[line..].trim_start().len();
    while at < text.len() {
        let rest = &text[at..];
        let c = rest.chars().next()?;
        at += c.len_utf8();
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            ',' => {}
            '\n' if is_left_of(text, at, indent) => {
                return Some(Slip {
                    at: value.start..value.start + 1,
                    why: format!("this `{}` is not closed", &text[value.start..=value.start]),
                    hint: "close it behind its last value".into(),
                });
            }
            '#' if text[..at - 1].ends_with([' ', '\t']) => {
                let end = at + rest.find('\n').map_or(rest.len(), |n| n) - 1;
                return Some(Slip {
                    at: at - 1..end.min(text.len()),
                    why: "` #` begins a comment, also inside brackets".into(),
                    hint: "put quotes around the text that contains it".into(),
                });
            }
            _ => continue,
        }
        if depth <= 0 {
            return None;
        }
        if matches!(c, '}' | ']') {
            continue;
        }
        let start = entry(text, at);
        if let Some(slip) = flow_value(text, start) {
            return Some(slip);
        }
        at = behind_quotes(text, start);
    }
    None
}

/// Whether the line that begins at `at` stands no further in than `indent`.
fn is_left_of(text: &str, at: usize, indent: usize) -> bool {
    let line = text[at..].lines().next().unwrap_or("");
    let own = line.len() - line.trim_start().len();
    !line.trim().is_empty() && own <= indent && !line.trim_start().starts_with(['}', ']'])
}

/// The first byte of an entry's value, behind space and a key.
fn entry(text: &str, at: usize) -> usize {
    let skip = |at: usize| at + text[at..].len() - text[at..].trim_start().len();
    let at = skip(at);
    match key(text[at..].lines().next().unwrap_or("")) {
        Some(len) => skip(at + len),
        None => at,
    }
}

fn behind_quotes(text: &str, at: usize) -> usize {
    match text[at..].starts_with(['"', '\'']) {
        true => at + closing(&text[at..]).unwrap_or(1),
        false => at,
    }
}

fn flow_value(text: &str, start: usize) -> Option<Slip> {
    let rest = &text[start..];
    let first = rest.chars().next()?;
    let end = start + entry_len(rest);
    let slip = |why: String| {
        let hint = quoted(inner(text[start..end].trim()));
        Some(Slip { at: start..end, why, hint })
    };
    match first {
        '\'' | '"' => {
            let behind = rest[closing(rest)?..].trim_start();
            let ends = behind.is_empty() || behind.starts_with([',', '}', ']', ':', '#']);
            let why = "the text goes on behind its closing quote";
            if ends { None } else { slip(why.to_string()) }
        }
        '[' if rest.starts_with("[[") => {
            slip("inside brackets a text with `[[…]]` needs quotes".to_string())
        }
        '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' => {
            slip(format!("a text that begins with `{first}` needs quotes"))
        }
        '?' | '-' if rest[1..].starts_with(' ') => {
            slip(format!("a text that begins with `{first}` needs quotes"))
        }
        '{' | '[' => None,
        _ if text[start..end].contains("[[") => {
            slip("inside brackets a text with `[[…]]` needs quotes".to_string())
        }
        _ if text[start..end].contains(['[', '{']) => {
            slip("inside brackets a text with other brackets needs quotes".to_string())
        }
        _ if text[start..end].contains(": ") => {
            slip("a text that contains `: ` needs quotes".to_string())
        }
        _ => None,
    }
}

/// Where an entry in brackets ends: before a bracket, or before a comma with another key.
fn entry_len(rest: &str) -> usize {
    let line = rest.lines().next().unwrap_or("");
    let end = line.rfind('}').filter(|_| !line.contains('{')).or_else(|| line.find('}'));
    let end = end.unwrap_or(line.len());
    let commas = line[..end].match_indices(',').map(|(at, _)| at);
    commas.into_iter().find(|at| key(line[at + 1..end].trim_start()).is_some()).unwrap_or(end)
}

/// The byte behind the quote that closes a text, which begins with a quote.
fn closing(words: &str) -> Option<usize> {
    let quote = words.chars().next()?;
    let mut signs = words.char_indices().skip(1).peekable();
    while let Some((at, c)) = signs.next() {
        if c == '\n' {
            return None;
        }
        if c == '\\' && quote == '"' {
            signs.next();
        } else if c == quote {
            if quote == '\'' && signs.peek().is_some_and(|(_, next)| *next == '\'') {
                signs.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}

/// A backslash in double quotes that begins no escape of YAML.
fn bad_escape(value: &Range<usize>, words: &str) -> Option<Slip> {
    let mut signs = words.char_indices();
    while let Some((at, c)) = signs.next() {
        if c != '\\' {
            continue;
        }
        let (_, next) = signs.next()?;
        if !"0abt\tnvfre \"/\\N_LPxuU\n".contains(next) {
            return Some(Slip {
                at: value.start + at..value.start + at + 1,
                why: format!("`\\{next}` means nothing inside \"…\""),
                hint: "write `\\\\` for a backslash, or put the text into '…'".into(),
            });
        }
    }
    None
}

/// Whether something other than a comment stands behind a list or group in brackets.
fn goes_on_behind(words: &str) -> bool {
    let mut depth = 0;
    for (at, c) in words.char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return !only_comment(&words[at + 1..]);
        }
    }
    false
}

fn only_comment(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with('#')
}

/// A text without the quotes at its ends, if it has both.
fn inner(words: &str) -> &str {
    let inner = |quote: char| words.strip_prefix(quote)?.strip_suffix(quote);
    inner('"').or_else(|| inner('\'')).unwrap_or(words)
}

const WHOLE: &str = "put quotes around the whole text: \"…\"";
/// Longer texts are not written out in a hint.
const LONGEST_HINT: usize = 60;

/// Says how a text is written with quotes.
fn quoted(words: &str) -> String {
    let words = words.trim();
    if words.chars().count() > LONGEST_HINT {
        return WHOLE.into();
    }
    let plain = !words.contains(['"', '\\']);
    let text =
        if plain { format!("\"{words}\"") } else { format!("'{}'", words.replace('\'', "''")) };
    format!("write {text}")
}
