//! Tables.

use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// A table under construction.
#[derive(Default)]
pub struct Table {
    /// The paragraphs of each cell, row by row.
    pub rows: Vec<Vec<String>>,
    pub has_head: bool,
}

impl Table {
    pub fn xml(&self) -> String {
        let widths = self.widths();
        let column = |width: &usize| format!("<w:gridCol w:w=\"{width}\"/>");
        let grid: String = widths.iter().map(column).collect();
        let mut xml = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" \
             w:type=\"pct\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        );
        for (n, row) in self.rows.iter().enumerate() {
            let is_head = n == 0 && self.has_head;
            let head = if is_head { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" };
            let _ = write!(xml, "<w:tr>{head}");
            for (n, width) in widths.iter().enumerate() {
                let content = row.get(n).map_or("<w:p/>", |content| content);
                let _ = write!(
                    xml,
                    "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{content}</w:tc>"
                );
            }
            xml += "</w:tr>";
        }
        // Without a paragraph between them two tables would be one.
        xml + "</w:tbl><w:p><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:p>"
    }

    /// How wide each column is, in twentieths of a point: by the longest of its words.
    fn widths(&self) -> Vec<usize> {
        const ALL: usize = 9000;
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let words = |cell: &String| {
            let pieces = cell.split('<').filter_map(|piece| piece.strip_prefix("w:t "));
            let words = pieces.map(|piece| piece.split_once('>').map_or("", |(_, words)| words));
            words.map(UnicodeWidthStr::width).sum::<usize>()
        };
        let weight = |n: usize| {
            let longest = self.rows.iter().filter_map(|row| row.get(n)).map(words).max();
            longest.unwrap_or_default().clamp(10, 50)
        };
        let weights: Vec<usize> = (0..columns).map(weight).collect();
        let sum: usize = weights.iter().sum();
        weights.iter().map(|weight| ALL * weight / sum).collect()
    }
}
