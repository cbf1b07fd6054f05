//! Which part of a file a `Range` header asks for.
//!
//! One range is honoured. Several at once, or a header that is not understood, gets the whole
//! file, as RFC 9110 (14.2) allows.

use std::ops::Range;

/// What to send of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Span {
    Whole,
    /// These bytes; never empty.
    Part(Range<usize>),
    /// The range begins beyond the end of the file.
    Outside,
}

/// Reads `bytes=first-last`, `bytes=first-` or `bytes=-count` for a file of `length` bytes.
pub(super) fn span(header: &str, length: usize) -> Span {
    let Some((unit, wish)) = header.split_once('=') else { return Span::Whole };
    let Some((first, last)) = wish.trim().split_once('-') else { return Span::Whole };
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return Span::Whole;
    }
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first > last => Span::Whole,
        (Some(first), _) if first >= length => Span::Outside,
        (Some(first), Some(last)) => Span::Part(first..(last.saturating_add(1)).min(length)),
        (Some(first), None) if last.is_empty() => Span::Part(first..length),
        (None, Some(0)) if first.is_empty() => Span::Outside,
        (None, Some(_)) if first.is_empty() && length == 0 => Span::Outside,
        (None, Some(count)) if first.is_empty() => Span::Part(length.saturating_sub(count)..length),
        _ => Span::Whole,
    }
}

/// A number of digits only. One too large for any file counts as the largest there is.
fn number(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_cut_to_the_file() {
        for (header, want) in [
            ("bytes=0-0", Span::Part(0..1)),
            ("bytes=2-5", Span::Part(2..6)),
            ("bytes=2-", Span::Part(2..10)),
            ("bytes=-3", Span::Part(7..10)),
            ("bytes=-300", Span::Part(0..10)),
            ("bytes=9-99999999999999999999999", Span::Part(9..10)),
            ("bytes=10-", Span::Outside),
            ("bytes=99999999999999999999999-", Span::Outside),
            ("bytes=-0", Span::Outside),
            ("bytes=5-2", Span::Whole),
            ("bytes=0-1,3-4", Span::Whole),
            ("bytes=-", Span::Whole),
            ("bytes=a-b", Span::Whole),
            ("bytes=+1-2", Span::Whole),
            ("lines=0-1", Span::Whole),
            ("0-1", Span::Whole),
        ] {
            assert_eq!(span(header, 10), want, "{header}");
        }
        assert_eq!(span("bytes=0-", 0), Span::Outside);
        assert_eq!(span("bytes=-1", 0), Span::Outside);
    }
}
