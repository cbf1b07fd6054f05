//! Short names of items in a packed record.

/// How many salts there are.
pub const SALTS: u32 = 1 << 12;

/// The short name of an item in a packed record; `js/lms/pack.js` has the same.
pub fn code(salt: u32, id: &str) -> u16 {
    let mix = |hash: u32, value: u32| (hash ^ value).wrapping_mul(0x0100_0193);
    let hash = id.chars().fold(mix(0x811c_9dc5, salt), |hash, c| mix(hash, c as u32));
    (hash ^ (hash >> 16)) as u16
}
