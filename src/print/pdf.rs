//! As much of a PDF as a book needs: where its places are, which letters it lacks, how its pages
//! are called.
//!
//! All browsers that print write PDFs by one library (Skia), in the plain form of PDF 1.4: a table
//! of objects, no packed ones. That form is read here and nothing else; of any other we say so.
//! What is added goes behind the end, as the format provides for changes, so what the browser wrote
//! stays as it was, but for its dates, which are written over.

use super::values::{Value, value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io::Read as _;

/// A PDF that a browser wrote.
pub struct Pdf {
    bytes: Vec<u8>,
    /// Where each object begins.
    objects: HashMap<u32, usize>,
    trailer: Value,
    /// Where the table of objects begins.
    table: usize,
}

/// The row that begins every table of objects.
const FREE: &str = "0000000000 65535 f \n";

/// A PDF is written in a form that we do not know.
#[derive(Debug)]
pub struct Unread;

impl Pdf {
    /// # Errors
    /// It is not in the form that browsers write.
    pub fn read(bytes: Vec<u8>) -> Result<Pdf, Unread> {
        let tail = rfind(&bytes, b"startxref").ok_or(Unread)?;
        let table = line(&bytes[tail..], 1).and_then(|n| n.parse::<usize>().ok()).ok_or(Unread)?;
        let text = bytes.get(table..).ok_or(Unread)?;
        let end = find(text, b"trailer").ok_or(Unread)?;
        let rows = std::str::from_utf8(&text[..end]).map_err(|_| Unread)?;
        let mut words = rows.split_ascii_whitespace();
        if words.next() != Some("xref") {
            return Err(Unread);
        }
        let mut objects = HashMap::new();
        while let (Some(first), Some(count)) = (words.next(), words.next()) {
            let first: u32 = first.parse().map_err(|_| Unread)?;
            let count: u32 = count.parse().map_err(|_| Unread)?;
            for number in first..first.saturating_add(count) {
                let row = (words.next(), words.next(), words.next());
                let (Some(offset), Some(_), Some(kind)) = row else { return Err(Unread) };
                if kind == "n" {
                    objects.insert(number, offset.parse().map_err(|_| Unread)?);
                }
            }
        }
        let (trailer, _) = value(&text[end + b"trailer".len()..]).ok_or(Unread)?;
        let pdf = Pdf { bytes, objects, trailer, table };
        pdf.catalog().map(|_| ()).ok_or(Unread)?;
        Ok(pdf)
    }

    /// On which sheet, counted from 1, each place is that a link leads to.
    pub fn places(&self) -> Result<BTreeMap<String, usize>, Unread> {
        let sheets: HashMap<u32, usize> = self.sheets()?.into_iter().zip(1..).collect();
        let catalog = self.catalog().ok_or(Unread)?;
        // A book without links has none.
        let Some(places) = catalog.get("Dests") else { return Ok(BTreeMap::new()) };
        let Value::Dict(places) = self.followed(places).ok_or(Unread)? else { return Err(Unread) };
        let place = |(name, place): (String, Value)| {
            let sheet = place.array().first().and_then(Value::reference).ok_or(Unread)?;
            Ok((name, *sheets.get(&sheet).ok_or(Unread)?))
        };
        places.into_iter().map(place).collect()
    }

    /// The objects of its pages in order.
    fn sheets(&self) -> Result<Vec<u32>, Unread> {
        let catalog = self.catalog().ok_or(Unread)?;
        let mut waiting = vec![catalog.get("Pages").and_then(Value::reference).ok_or(Unread)?];
        let mut sheets = Vec::new();
        while let Some(number) = waiting.pop() {
            let node = self.object(number).ok_or(Unread)?;
            match node.get("Kids") {
                Some(kids) => waiting.extend(kids.array().iter().rev().flat_map(Value::reference)),
                None => sheets.push(number),
            }
            // A tree in which a page is above itself would have no end.
            if sheets.len() + waiting.len() > self.objects.len() {
                return Err(Unread);
            }
        }
        Ok(sheets)
    }

    /// The letters that no font had, which stand on its pages as boxes.
    pub fn missing(&self) -> BTreeSet<char> {
        let mut missing = BTreeSet::new();
        for sheet in self.sheets().unwrap_or_default() {
            let contents = self.object(sheet).and_then(|page| page.get("Contents").cloned());
            let parts = match contents {
                Some(Value::Array(parts)) => parts,
                part => part.into_iter().collect(),
            };
            for stream in parts.iter().filter_map(Value::reference) {
                let drawn = self.stream(stream).unwrap_or_default();
                missing.extend(boxes(&String::from_utf8_lossy(&drawn)));
            }
        }
        missing
    }

    /// The PDF with its maker, dates that stay (`day` is `YYYY-MM-DD`) and labels of its pages: the
    /// numbers that the sheets carry, and `i` for a cover, which has none. A book opens with its
    /// outline.
    pub fn finished(mut self, day: &str, is_book: bool) -> Vec<u8> {
        let root = self.trailer.get("Root").and_then(Value::reference);
        let start = root.and_then(|root| Some((root, *self.objects.get(&root)?)));
        self.sign(day);
        let Some((root, start)) = start else { return self.bytes };
        let Some(end) = find(&self.bytes[start..], b"endobj").map(|end| start + end) else {
            return self.bytes;
        };
        let Some(close) = rfind(&self.bytes[start..end], b">>") else { return self.bytes };
        let mut catalog = self.bytes[start..start + close].to_vec();
        let added = match is_book {
            true => "<</Nums [0 <</S /r>> 1 <</S /D /St 2>>]>>\n/PageMode /UseOutlines",
            false => "<</Nums [0 <</S /D>>]>>",
        };
        catalog.extend(format!("\n/PageLabels {added}>>\nendobj\n").bytes());
        self.append(root, &catalog);
        self.bytes
    }

    /// Writes an object anew, behind the end.
    fn append(&mut self, number: u32, object: &[u8]) {
        let reference = |name| self.trailer.get(name).and_then(Value::reference);
        let (info, size) = (reference("Info"), self.trailer.get("Size").and_then(Value::number));
        if !self.bytes.ends_with(b"\n") {
            self.bytes.push(b'\n');
        }
        let at = self.bytes.len();
        self.bytes.extend(object);
        let table = self.bytes.len();
        let mut end = format!("xref\n0 1\n{FREE}{number} 1\n{at:010} 00000 n \ntrailer\n<</Size ");
        let _ = write!(end, "{} /Root {number} 0 R", size.unwrap_or_default());
        if let Some(info) = info {
            let _ = write!(end, " /Info {info} 0 R");
        }
        let _ = write!(end, " /Prev {}>>\nstartxref\n{table}\n%%EOF\n", self.table);
        self.bytes.extend(end.bytes());
    }

    /// Writes a day over the dates of the file, and its maker where a browser names itself instead.
    fn sign(&mut self, day: &str) {
        let info = self.trailer.get("Info").and_then(Value::reference);
        let Some(start) = info.and_then(|info| self.objects.get(&info).copied()) else { return };
        let Some(length) = find(&self.bytes[start..], b"endobj") else { return };
        let digits: String =
            day.chars().filter(char::is_ascii_digit).chain("000000".chars()).collect();
        let info = &mut self.bytes[start..start + length];
        let mut at = 0;
        while let Some(found) = find(&info[at..], b"Date (D:") {
            at += found + b"Date (D:".len();
            let old = info[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            if old == digits.len() {
                info[at..at + old].copy_from_slice(digits.as_bytes());
            }
        }
        // The headless shell does not care for the switch that says who asks.
        if let Some(at) = find(info, b"/Creator (Chromium)") {
            info[at..][..19].copy_from_slice(b"/Creator (Twotrack)");
        }
    }

    fn catalog(&self) -> Option<Value> {
        self.followed(self.trailer.get("Root")?)
    }

    fn followed(&self, value: &Value) -> Option<Value> {
        match value {
            Value::Ref(number) => self.object(*number),
            value => Some(value.clone()),
        }
    }

    /// An object's value; of a stream what stands before it.
    fn object(&self, number: u32) -> Option<Value> {
        self.object_and_rest(number).map(|(value, _)| value)
    }

    fn object_and_rest(&self, number: u32) -> Option<(Value, &[u8])> {
        let text = self.bytes.get(*self.objects.get(&number)?..)?;
        let head = format!("{number} 0 obj");
        let text = text.strip_prefix(head.as_bytes())?;
        let (found, taken) = value(text)?;
        Some((found, &text[taken..]))
    }

    /// The bytes of a stream, unpacked.
    fn stream(&self, number: u32) -> Option<Vec<u8>> {
        let (head, rest) = self.object_and_rest(number)?;
        let length = self.followed(head.get("Length")?)?.number()?;
        let rest = &rest[find(rest, b"stream")? + b"stream".len()..];
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest).strip_prefix(b"\n")?;
        let packed = rest.get(..length)?;
        if head.get("Filter").is_none() {
            return Some(packed.to_vec());
        }
        /// Far more than the letters of all scripts.
        const MOST: u64 = 16 << 20;
        let mut out = Vec::new();
        flate2::read::ZlibDecoder::new(packed).take(MOST).read_to_end(&mut out).ok()?;
        Some(out)
    }
}

/// The letters of which a page shows only the box that stands for any: the first glyph of a font,
/// beside the text that it should be.
fn boxes(drawn: &str) -> Vec<char> {
    let mut found = Vec::new();
    let mut meant = None;
    for line in drawn.lines() {
        if let Some((_, hex)) = line.split_once("/ActualText <FEFF") {
            meant = hex.split('>').next();
        } else if line.trim() == "EMC" {
            meant = None;
        }
        let shown = line.strip_suffix("> Tj").and_then(|line| line.rsplit('<').next());
        if let (Some(meant), Some(shown)) = (meant, shown)
            && shown.bytes().all(|digit| digit == b'0')
        {
            found.extend(text(meant).chars());
        }
    }
    found
}

/// A text as a PDF writes it in hexadecimal.
fn text(hex: &str) -> String {
    let unit = |at: usize| hex.get(at..at + 4).and_then(|unit| u16::from_str_radix(unit, 16).ok());
    let units: Vec<u16> = (0..hex.len()).step_by(4).filter_map(unit).collect();
    String::from_utf16_lossy(&units)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

/// A line of some bytes, counted from 0.
fn line(bytes: &[u8], n: usize) -> Option<&str> {
    let line = bytes.split(|b| *b == b'\n').nth(n)?;
    std::str::from_utf8(line).ok().map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_without_a_glyph_is_named() {
        let drawn = "BT\n<42> Tj\n/Span<</ActualText <FEFFD842DFB7> >> BDC\n3.5 0 Td <00> Tj\nEMC\n\
                     /Span<</ActualText <FEFF00660069> >> BDC\n3.5 0 Td <0012> Tj\nEMC\n<00> Tj";
        assert_eq!(boxes(drawn), ['𠮷']);
    }

    #[test]
    fn what_is_no_pdf_of_a_browser_is_told() {
        for text in ["", "startxref\n0\n%%EOF", "xref\n0 1\n0 0 n\ntrailer\n<<>>\nstartxref\n0\n"] {
            assert!(Pdf::read(text.as_bytes().to_vec()).is_err(), "{text}");
        }
    }
}
