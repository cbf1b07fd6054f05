//! Has what the binary carries embedded again when one of its files changes or is added.

fn main() {
    println!("cargo:rerun-if-changed=themes/default");
    println!("cargo:rerun-if-changed=src/cli/starter");
    println!("cargo:rerun-if-changed=src/diagnostic/explain");
    println!("cargo:rerun-if-changed=src/build.rs");
}
