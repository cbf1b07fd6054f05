//! Values for templates, built by hand: faster than serialising types that only a template reads.

use tera::{Map, Value, value::Key};

/// Named values.
pub fn map<const N: usize>(pairs: [(&'static str, Value); N]) -> Value {
    fields(pairs).into()
}

/// Named values that more may be added to.
pub fn fields<const N: usize>(pairs: [(&'static str, Value); N]) -> Map {
    pairs.into_iter().map(|(name, value)| (Key::Str(name), value)).collect()
}

/// A list of whatever has a value.
pub fn list<T>(things: impl IntoIterator<Item = T>, value: impl FnMut(T) -> Value) -> Value {
    things.into_iter().map(value).collect::<Vec<Value>>().into()
}

/// HTML that is safe to write as it stands.
pub fn html(text: &str) -> Value {
    Value::safe_string(text)
}

/// Text with the characters that mean something in HTML spelled out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Named values, as many as there are.
pub fn from_pairs(pairs: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    pairs.into_iter().map(|(name, value)| (Key::Str(name), value)).collect::<Map>().into()
}
