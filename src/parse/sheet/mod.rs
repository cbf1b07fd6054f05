//! Questions as the rows of a sheet, one a row.
//!
//! No list of columns is kept by hand. What the decoders of a quiz and of a question tell of their
//! keys (`tell`) are the columns, so a new type of question brings its own. A list has a column
//! for each place (`option 1 right`, `option 2 right`), a text one for each language.
//!
//! ```text
//! columns   which there are, and what a sheet calls them
//! cells     a question's keys to cells, and cells to the nodes that the decoders read
//! ```
//!
//! This module knows no file format. What it reads are cells with a number each, which stands in
//! the places of faults; whoever has the cells knows their rows and columns.

mod cells;
mod columns;

pub use cells::{Cell, Reading, SEPARATOR, row_of};
pub use columns::{Column, Columns, Names, Place, letters, normal};
