//! Names for what has no address: the same input has the same name everywhere.

use xxhash_rust::xxh3::xxh3_128;

/// A name as a UUID of version 8 (RFC 9562, 5.8): bits that the one who makes it has chosen.
pub fn urn(name: &str) -> String {
    let hash = xxh3_128(name.as_bytes());
    let hash = (hash & !(0xf << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let hex = format!("{hash:032x}");
    let [a, b, c, d, e] = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}
