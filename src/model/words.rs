//! The words of small enums, once for reading and for writing.

/// Gives an enum its words: `WORDS`, by which files are read, and `word`, by which everything is
/// written. A value that carries something is read with the value given here.
macro_rules! words {
    ($type:ident { $($value:ident $(($with:literal))? => $word:literal),+ $(,)? }) => {
        impl $type {
            /// Every word with its value, in the order of the documentation.
            pub const WORDS: &'static [(&'static str, $type)] =
                &[$(($word, $type::$value $(($with))?)),+];

            /// The word in files, templates and data.
            pub fn word(self) -> &'static str {
                match self {
                    $($type::$value { .. } => $word),+
                }
            }
        }
    };
}

pub(crate) use words;
