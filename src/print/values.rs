//! How a PDF writes its values, as far as they say where something stands.

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Name(String),
    Number(f64),
    /// An object elsewhere in the file, by its number.
    Ref(u32),
    Array(Vec<Value>),
    Dict(Vec<(String, Value)>),
    /// Strings, and words such as `true`.
    Other,
}

impl Value {
    /// The value of a name in a dictionary.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Dict(fields) => fields.iter().find(|(n, _)| n == name).map(|(_, value)| value),
            _ => None,
        }
    }

    pub fn array(&self) -> &[Value] {
        match self {
            Value::Array(values) => values,
            _ => &[],
        }
    }

    pub fn reference(&self) -> Option<u32> {
        match self {
            Value::Ref(number) => Some(*number),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<usize> {
        match self {
            Value::Number(n) if *n >= 0.0 => Some(*n as usize),
            _ => None,
        }
    }
}

/// The value at the start of some bytes, and how many of them it takes.
pub fn value(bytes: &[u8]) -> Option<(Value, usize)> {
    let mut reader = Reader { bytes, at: 0 };
    let value = reader.value(0)?;
    Some((value, reader.at))
}

/// Nothing that we look for lies so deep.
const DEEPEST: usize = 32;

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace() || b == 0) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_space();
        match self.peek()? {
            b'/' => self.name().map(Value::Name),
            b'[' => self.list(b"]", depth).map(Value::Array),
            b'(' => self.string(),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 1;
                let list = self.list(b">>", depth)?;
                let pairs = list.chunks_exact(2).filter_map(|pair| match pair {
                    [Value::Name(name), value] => Some((name.clone(), value.clone())),
                    _ => None,
                });
                Some(Value::Dict(pairs.collect()))
            }
            b'<' => {
                self.at += self.bytes[self.at..].iter().position(|b| *b == b'>')? + 1;
                Some(Value::Other)
            }
            _ => self.word(),
        }
    }

    fn list(&mut self, end: &[u8], depth: usize) -> Option<Vec<Value>> {
        self.at += 1;
        let mut list = Vec::new();
        loop {
            self.skip_space();
            if self.bytes[self.at..].starts_with(end) {
                self.at += end.len();
                return Some(list);
            }
            list.push(self.value(depth + 1)?);
        }
    }

    /// Escaped bytes are `#2F`.
    fn name(&mut self) -> Option<String> {
        self.at += 1;
        let rest = &self.bytes[self.at..];
        let is_end = |b: &u8| b.is_ascii_whitespace() || b"/[]<>()%".contains(b);
        let end = rest.iter().position(is_end).unwrap_or(rest.len());
        self.at += end;
        let (mut out, mut raw) = (Vec::new(), &rest[..end]);
        while let Some((byte, after)) = raw.split_first() {
            let escape = after.get(..2).filter(|_| *byte == b'#');
            let code = escape.and_then(|hex| std::str::from_utf8(hex).ok());
            match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
                Some(code) => {
                    out.push(code);
                    raw = &after[2..];
                }
                None => {
                    out.push(*byte);
                    raw = after;
                }
            }
        }
        String::from_utf8(out).ok()
    }

    fn string(&mut self) -> Option<Value> {
        let mut open = 0;
        loop {
            match self.peek()? {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(Value::Other);
            }
        }
    }

    /// A number, a reference of three words, or a word.
    fn word(&mut self) -> Option<Value> {
        let word = self.plain();
        if word.is_empty() {
            return None;
        }
        let Ok(number) = word.parse::<f64>() else { return Some(Value::Other) };
        let behind = self.at;
        self.skip_space();
        let generation = self.plain().parse::<u32>().is_ok();
        self.skip_space();
        if generation && self.plain() == "R" {
            return Some(Value::Ref(number as u32));
        }
        self.at = behind;
        Some(Value::Number(number))
    }

    fn plain(&mut self) -> &str {
        let rest = &self.bytes[self.at..];
        let is_end = |b: &u8| b.is_ascii_whitespace() || b"/[]<>()%".contains(b);
        let end = rest.iter().position(is_end).unwrap_or(rest.len());
        self.at += end;
        std::str::from_utf8(&rest[..end]).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_they_are_written() {
        let text = b"<</a#2Fb [12 0 R /XYZ 0 84.5 0]/s (x \\) (y)) /h <FEFF> /t true/n 7>> stream";
        let (found, taken) = value(text).unwrap();
        let place = found.get("a/b").unwrap().array();
        assert_eq!(place[0], Value::Ref(12));
        assert_eq!(place[1], Value::Name("XYZ".into()));
        assert_eq!(place[3], Value::Number(84.5));
        assert_eq!(found.get("n").and_then(Value::number), Some(7));
        assert_eq!((found.get("s"), found.get("t")), (Some(&Value::Other), Some(&Value::Other)));
        assert_eq!(&text[taken..], b" stream");
    }

    #[test]
    fn what_is_no_value_is_none() {
        for text in ["", "<</a", "[1 2", "(x", "/a#zz", ">>", &"[".repeat(99)] {
            let found = value(text.as_bytes());
            assert!(found.is_none_or(|(_, taken)| taken <= text.len()), "{text}");
        }
    }
}
