//! Writes the pages of the manual that are made from the program, see `support/manual.rs`.

#[path = "../support/manual.rs"]
mod manual;

fn main() {
    manual::write(std::path::Path::new("docs/manual/content/guides"));
}
