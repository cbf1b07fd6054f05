//! Text, made safe for its place in HTML.
//!
//! The output agrees to the byte with the examples of the CommonMark specification.

/// Writes text so that HTML reads it as text, between tags and inside double quotes.
pub(super) fn text(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Writes a URL for a double-quoted attribute; what a URL cannot hold is percent-encoded, and
/// what is percent-encoded already stays.
pub(super) fn href(out: &mut String, url: &str) {
    let mut from = 0;
    for (at, byte) in url.bytes().enumerate() {
        if URL_SAFE[byte as usize] {
            continue;
        }
        // Between two bytes of one character there is nothing to slice; a safe run is all ASCII.
        if from < at {
            out.push_str(&url[from..at]);
        }
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)]);
                out.push(HEX[usize::from(byte & 15)]);
            }
        }
        from = at + 1;
    }
    out.push_str(&url[from..]);
}

const HEX: [char; 16] =
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];

const URL_SAFE: [bool; 256] = {
    let mut safe = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        safe[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let marks = b"!#$%()*+,-./:;=?@_~";
    let mut mark = 0;
    while mark < marks.len() {
        safe[marks[mark] as usize] = true;
        mark += 1;
    }
    safe
};

#[cfg(test)]
mod tests {
    #[test]
    fn text_cannot_leave_its_place() {
        let mut out = String::new();
        super::text(&mut out, r#"里 <b a="1">&"#);
        assert_eq!(out, "里 &lt;b a=&quot;1&quot;&gt;&amp;");
    }

    #[test]
    fn a_url_keeps_its_escapes_and_gains_what_is_missing() {
        let mut out = String::new();
        super::href(&mut out, "a b%20?q=1&r='\"<里#x");
        assert_eq!(out, "a%20b%20?q=1&amp;r=&#x27;%22%3C%E9%87%8C#x");
    }
}
