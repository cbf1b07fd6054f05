//! A SQLite database, written once from whole tables.
//!
//! A package for Anki holds one. SQLite itself would bring a C compiler and twenty seconds of
//! compiling for five tables that are never read here, and its bytes would follow from its version.
//! Written are table b-trees with overflow pages, as <https://www.sqlite.org/fileformat2.html> has
//! them; no index, which a reader makes for itself.

/// The bytes of a page.
const PAGE: usize = 4096;
/// The head of the file on the first page.
const HEAD: usize = 100;
/// The most of a row that stands on its own page, and the least if it goes on elsewhere.
const MAX_LOCAL: usize = PAGE - 35;
const MIN_LOCAL: usize = (PAGE - 12) * 32 / 255 - 23;

/// A value of a row.
#[derive(Clone, Debug)]
pub enum Value {
    /// Also what stands for the row's own number.
    Null,
    Int(i64),
    Text(String),
}

pub struct Table {
    pub name: &'static str,
    /// How it is created.
    pub sql: &'static str,
    /// Each with its number, in order.
    pub rows: Vec<(i64, Vec<Value>)>,
}

/// The bytes of the file.
pub fn database(tables: &[Table]) -> Vec<u8> {
    let mut pages = Pages(vec![vec![0; PAGE]]);
    let schema: Vec<(i64, Vec<Value>)> = (1..)
        .zip(tables)
        .map(|(n, table)| {
            let root = pages.table(&table.rows);
            let text = |text: &str| Value::Text(text.to_string());
            let (name, sql) = (text(table.name), text(table.sql));
            (n, vec![text("table"), name.clone(), name, Value::Int(root as i64), sql])
        })
        .collect();
    let cells: Vec<Vec<u8>> = schema.iter().map(|(n, row)| pages.cell(*n, row)).collect();
    pages.0[0] = page(0x0d, HEAD, &cells, None);
    let head = head(pages.0.len());
    pages.0[0][..HEAD].copy_from_slice(&head);
    pages.0.concat()
}

fn head(pages: usize) -> Vec<u8> {
    let mut head = b"SQLite format 3\0".to_vec();
    head.extend((PAGE as u16).to_be_bytes());
    // A rollback journal, no reserved bytes, fixed fractions.
    head.extend([1, 1, 0, 64, 32, 32]);
    let numbers = [1, pages as u32, 0, 0, 1, 4, 0, 0, 1, 0, 0, 0];
    head.extend(numbers.iter().flat_map(|n| n.to_be_bytes()));
    head.extend([0; 20]);
    head.extend([1_u32, 3_040_000].iter().flat_map(|n| n.to_be_bytes()));
    head
}

struct Pages(Vec<Vec<u8>>);

impl Pages {
    /// Adds a page; its number, from 1.
    fn add(&mut self, page: Vec<u8>) -> usize {
        self.0.push(page);
        self.0.len()
    }

    /// Writes a table; the number of its root.
    fn table(&mut self, rows: &[(i64, Vec<Value>)]) -> usize {
        let mut level: Vec<(i64, usize)> = Vec::new();
        let mut cells: Vec<Vec<u8>> = Vec::new();
        let (mut room, mut last) = (PAGE - 8, 0);
        for (number, row) in rows {
            let cell = self.cell(*number, row);
            if room < cell.len() + 2 {
                level.push((last, self.add(page(0x0d, 0, &cells, None))));
                (cells, room) = (Vec::new(), PAGE - 8);
            }
            room -= cell.len() + 2;
            last = *number;
            cells.push(cell);
        }
        level.push((last, self.add(page(0x0d, 0, &cells, None))));
        while level.len() > 1 {
            // A cell is a page, a number of at most nine bytes, and its place.
            let most = (PAGE - 12) / 15;
            level = level.chunks(most).map(|below| self.inner(below)).collect();
        }
        level[0].1
    }

    /// A page that leads to others; each with its greatest row.
    fn inner(&mut self, below: &[(i64, usize)]) -> (i64, usize) {
        let (last, rest) = below.split_last().expect("a chunk is not empty");
        let cell = |(number, page): &(i64, usize)| {
            let mut cell = (*page as u32).to_be_bytes().to_vec();
            varint(*number as u64, &mut cell);
            cell
        };
        let cells: Vec<Vec<u8>> = rest.iter().map(cell).collect();
        (last.0, self.add(page(0x05, 0, &cells, Some(last.1))))
    }

    /// A row; what is too long for its page goes on on others.
    fn cell(&mut self, number: i64, row: &[Value]) -> Vec<u8> {
        let record = record(row);
        let mut cell = Vec::new();
        varint(record.len() as u64, &mut cell);
        varint(number as u64, &mut cell);
        if record.len() <= MAX_LOCAL {
            cell.extend(record);
            return cell;
        }
        let fitting = MIN_LOCAL + (record.len() - MIN_LOCAL) % (PAGE - 4);
        let local = if fitting <= MAX_LOCAL { fitting } else { MIN_LOCAL };
        cell.extend(&record[..local]);
        let mut next = 0_u32;
        for piece in record[local..].chunks(PAGE - 4).rev() {
            let mut page = next.to_be_bytes().to_vec();
            page.extend(piece);
            page.resize(PAGE, 0);
            next = self.add(page) as u32;
        }
        cell.extend(next.to_be_bytes());
        cell
    }
}

/// A page of cells; `right` is the page behind the last of them.
fn page(kind: u8, start: usize, cells: &[Vec<u8>], right: Option<usize>) -> Vec<u8> {
    let mut page = vec![0; start];
    let content = PAGE - cells.iter().map(Vec::len).sum::<usize>();
    page.extend([kind, 0, 0]);
    page.extend((cells.len() as u16).to_be_bytes());
    page.extend((content as u16).to_be_bytes());
    page.push(0);
    page.extend(right.iter().flat_map(|page| (*page as u32).to_be_bytes()));
    let mut at = PAGE;
    for cell in cells {
        at -= cell.len();
        page.extend((at as u16).to_be_bytes());
    }
    page.resize(content, 0);
    cells.iter().rev().for_each(|cell| page.extend(cell));
    page
}

fn record(row: &[Value]) -> Vec<u8> {
    let (mut kinds, mut body) = (Vec::new(), Vec::new());
    for value in row {
        match value {
            Value::Null => varint(0, &mut kinds),
            Value::Int(0) => varint(8, &mut kinds),
            Value::Int(1) => varint(9, &mut kinds),
            Value::Int(n) => {
                varint(6, &mut kinds);
                body.extend(n.to_be_bytes());
            }
            Value::Text(text) => {
                varint(13 + 2 * text.len() as u64, &mut kinds);
                body.extend(text.as_bytes());
            }
        }
    }
    let mut record = Vec::new();
    // The length counts its own bytes: one, or two from 127 on.
    let length = kinds.len() + if kinds.len() < 127 { 1 } else { 2 };
    varint(length as u64, &mut record);
    record.extend(kinds);
    record.extend(body);
    record
}

/// Seven bits a byte, the greatest first; the ninth byte has eight.
fn varint(n: u64, out: &mut Vec<u8>) {
    if n >= 1 << 56 {
        let high = n >> 8;
        out.extend((0..8).rev().map(|k| 0x80 | (high >> (7 * k)) as u8 & 0x7f));
        out.push(n as u8);
        return;
    }
    let bytes = (1..8).find(|bytes| n < 1 << (7 * bytes)).unwrap_or(8);
    out.extend((1..bytes).rev().map(|k| 0x80 | (n >> (7 * k)) as u8 & 0x7f));
    out.push(n as u8 & 0x7f);
}
