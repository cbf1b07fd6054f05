//! Which URLs a browser would run as a program or take from the reader's disk.
//!
//! Browsers drop control characters and spaces from a scheme, other readers decode percent signs
//! first; we take a URL as the most lenient of them would. A URL that looks like a refused one
//! only to us loses nothing: no honest author writes `java%0Ascript:`.

/// Schemes whose content runs, is made up on the spot, or comes from the reader's machine.
const REFUSED: [&str; 12] = [
    "javascript",
    "vbscript",
    "data",
    "file",
    "blob",
    "filesystem",
    "livescript",
    "mocha",
    "jar",
    "view-source",
    "feed",
    "ms-its",
];

/// Whether a URL may not be written into a link or an image.
pub fn is_dangerous(url: &str) -> bool {
    let head = match url.find(['/', '?', '#']) {
        Some(end) => &url[..end],
        None => url,
    };
    if head.contains('%') {
        return decode(head).is_none_or(|head| is_refused(&head));
    }
    head.contains(':') && is_refused(head)
}

fn is_refused(head: &str) -> bool {
    let mut scheme = String::with_capacity(16);
    for c in head.chars() {
        match c {
            ':' if REFUSED.contains(&scheme.as_str()) => return true,
            // A scheme ends here; what follows is its own affair.
            ':' => return false,
            c if is_dropped(c) => {}
            c => scheme.push(c.to_ascii_lowercase()),
        }
    }
    false
}

/// Characters that some reader somewhere drops or skips: controls, spaces, marks without width.
fn is_dropped(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}' | '\\')
}

/// Undoes percent-encoding until nothing is left of it; `None` if there is no end of it.
fn decode(head: &str) -> Option<String> {
    let mut decoded = head.to_string();
    for _ in 0..8 {
        let next = percent_encoding::percent_decode_str(&decoded).decode_utf8_lossy().into_owned();
        if next == decoded {
            return Some(decoded);
        }
        decoded = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::is_dangerous;

    #[test]
    fn refused_schemes_are_seen_through_every_disguise() {
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:x",
            "java\tscri\npt:x",
            "javascript\u{200b}:x",
            "javascript%3Ax",
            "%6Aavascript:x",
            "%256Aavascript%253Ax",
            "java%0Ascript:x",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
        ] {
            assert!(is_dangerous(url), "{url:?} passed");
        }
    }

    #[test]
    fn honest_links_pass() {
        for url in [
            "",
            "#data:",
            "data/file.html",
            "./file:x",
            "stages/s1.html?javascript:1",
            "https://example.org/javascript:x",
            "mailto:a@b.example",
            "tel:+8612345",
            "file.html",
            "100%",
            "里程碑.html",
            "made-up-scheme://foo",
        ] {
            assert!(!is_dangerous(url), "{url:?} was refused");
        }
    }
}
