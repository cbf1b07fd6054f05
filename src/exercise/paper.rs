//! Letters and orders on paper, the same at each build.

use xxhash_rust::xxh3::xxh3_64;

/// A, B, C …; numbers behind Z.
pub(super) fn letter(n: usize) -> String {
    match u8::try_from(n) {
        Ok(n) if n < 26 => char::from(b'A' + n).to_string(),
        _ => (n + 1).to_string(),
    }
}

/// A key to sort by where the order given would tell the answer: nobody can guess it, and it is
/// the same each time.
pub(super) fn scatter(question: &str, part: &str) -> u64 {
    xxh3_64(format!("{question}/{part}").as_bytes())
}
