//! The `twotrack` binary.
fn main() {}
