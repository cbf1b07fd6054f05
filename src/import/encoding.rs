//! Bytes to text. What is not marked and not UTF-8 is asked about, never guessed in silence.

use super::Error;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text of a file, with line breaks as Unix has them.
pub fn decode(bytes: &[u8], said: Option<&'static Encoding>) -> Result<String, Error> {
    let (encoding, bytes) = match (said, Encoding::for_bom(bytes)) {
        (_, Some((marked, length))) => (marked, &bytes[length..]),
        (Some(said), None) => (said, bytes),
        (None, None) => (recognised(bytes)?, bytes),
    };
    let (text, _, faulty) = encoding.decode(bytes);
    if let Some(at) = text.find('\u{fffd}').filter(|_| faulty) {
        return Err(Error::at(line_of(&text, at), format!("this is no {}", encoding.name())));
    }
    if let Some(at) = text.find('\0') {
        return Err(Error::at(line_of(&text, at), "this is no text: there is a zero byte"));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

fn recognised(bytes: &[u8]) -> Result<&'static Encoding, Error> {
    if let Some(wide) = utf_16(bytes) {
        return Ok(wide);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let (text, ..) = guess.decode(bytes);
    let strange = (1..).zip(text.lines()).find(|(_, line)| !line.is_ascii());
    let (line, words) = strange.unwrap_or((1, ""));
    let words: String = words.trim().chars().take(60).collect();
    let name = guess.name().to_lowercase();
    Err(Error::at(
        line,
        format!(
            "the file is not UTF-8. It may be {name}, by which this line reads\n    {words}\n  If \
             that is right, say `--encoding {name}`; if not, name another"
        ),
    ))
}

/// Text in two bytes a character has zeros, which no other text has: behind its ASCII signs where
/// the low byte comes first, before them where it comes last.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(1 << 16)];
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let likely = if odd > even { UTF_16LE } else { UTF_16BE };
    let clear = even.max(odd) > 2 * even.min(odd) && bytes.len().is_multiple_of(2);
    (clear && !likely.decode_without_bom_handling(bytes).1).then_some(likely)
}
