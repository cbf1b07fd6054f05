//! Reads the head of a request: strictly, and within bounds.
//!
//! What leaves here is clean ASCII with only the headers that the preview uses, so nothing behind
//! it has to fear a folded line, a second `Host` or an endless cookie. Anything doubtful is
//! refused with the reason rather than guessed at.

/// The longest head that is read, in bytes; more is answered with 431.
pub(super) const HEAD_LIMIT: usize = 16 * 1024;
/// The longest request target, in bytes; more is answered with 414.
const TARGET_LIMIT: usize = 4 * 1024;
/// The longest body, in bytes; more is answered with 413. Only an editor link sends one.
const BODY_LIMIT: usize = 1024;
/// The most header lines of one request; more is answered with 431.
const LINE_LIMIT: usize = 100;

/// The headers that are handed on; the rest are dropped.
const KEPT: [&str; 9] = [
    "host",
    "origin",
    "if-none-match",
    "if-range",
    "range",
    "content-type",
    "sec-fetch-site",
    "sec-fetch-mode",
    "x-twotrack-token",
];

/// One request, without its body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub method: String,
    /// As sent, except that bytes beyond ASCII are percent-encoded.
    pub target: String,
    /// Names in lower case, each at most once.
    pub headers: Vec<(&'static str, String)>,
    /// The length of the body that follows, in bytes.
    pub body: usize,
    /// Whether the client waits for `100 Continue` before it sends the body.
    pub waits: bool,
    /// Whether the client wants the connection kept after the answer.
    pub keep: bool,
    /// Whether the client speaks HTTP/1.0, which must be told that the connection is kept.
    pub old: bool,
}

/// Why a request gets no page: a status and a sentence for whoever sent it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub status: u16,
    pub reason: &'static str,
}

fn refuse<T>(status: u16, reason: &'static str) -> Result<T, Refusal> {
    Err(Refusal { status, reason })
}

/// Where the head ends in the bytes read so far, or `None` if more must be read.
pub(super) fn end(bytes: &[u8]) -> Result<Option<usize>, Refusal> {
    let start = blank(bytes);
    let mut line = start;
    for (at, &byte) in bytes.iter().enumerate().skip(start) {
        if at >= HEAD_LIMIT {
            return refuse(431, "The head of this request is too long.");
        }
        if byte == b'\n' {
            if at == 0 || bytes[at - 1] != b'\r' {
                return refuse(400, "A header line must end with CR and LF.");
            }
            if at - line == 1 {
                return Ok(Some(at + 1));
            }
            line = at + 1;
        } else if byte < b' ' && byte != b'\r' && byte != b'\t' {
            return refuse(400, "This is not HTTP: the head holds a control character.");
        }
    }
    let in_first_line = line == start;
    if in_first_line && bytes.len() - start > TARGET_LIMIT + 64 {
        return refuse(414, "This address is too long.");
    }
    Ok(None)
}

/// The length of the empty lines that some clients send after a body.
fn blank(bytes: &[u8]) -> usize {
    bytes.chunks(2).take(4).take_while(|pair| *pair == b"\r\n").count() * 2
}

/// Takes a whole head, up to and with its empty line, apart.
pub(super) fn parse(bytes: &[u8]) -> Result<Head, Refusal> {
    let text = &bytes[blank(bytes)..];
    let mut lines = text.split(|&byte| byte == b'\n').map(|line| match line {
        [rest @ .., b'\r'] => rest,
        line => line,
    });
    let (method, target, old) = request_line(lines.next().unwrap_or_default())?;
    let mut fields = Fields::default();
    for (count, line) in lines.take_while(|line| !line.is_empty()).enumerate() {
        if count >= LINE_LIMIT {
            return refuse(431, "This request has too many header lines.");
        }
        fields.take(line)?;
    }
    let (target, authority) = split_authority(target);
    if let Some(authority) = authority {
        fields.replace_host(authority);
    }
    if !fields.kept.iter().any(|(name, _)| *name == "host") {
        return refuse(400, "This request names no host.");
    }
    let keep = match fields.connection {
        Connection::Close => false,
        Connection::Keep => true,
        Connection::Unsaid => !old,
    };
    Ok(Head {
        method,
        target,
        headers: fields.kept,
        body: fields.body.unwrap_or(0),
        waits: fields.waits,
        keep,
        old,
    })
}

fn request_line(line: &[u8]) -> Result<(String, String, bool), Refusal> {
    let mut words = line.split(|&byte| byte == b' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return refuse(400, "The request line must be METHOD, address and version.");
    };
    if method.is_empty() || method.len() > 20 || !method.iter().all(|&byte| is_token(byte)) {
        return refuse(400, "The method is not a word.");
    }
    if target.is_empty() || target.iter().any(|&byte| byte <= b' ' || byte == 0x7f) {
        return refuse(400, "The address holds a control character.");
    }
    if target.len() > TARGET_LIMIT {
        return refuse(414, "This address is too long.");
    }
    let old = match version {
        b"HTTP/1.1" => false,
        b"HTTP/1.0" => true,
        other if other.starts_with(b"HTTP/") => {
            return refuse(505, "This preview speaks HTTP/1.1.");
        }
        _ => return refuse(400, "The request line must end with HTTP/1.1."),
    };
    let method = String::from_utf8_lossy(method).into_owned();
    Ok((method, ascii_target(target), old))
}

/// A client may send a path in raw UTF-8; encoded, it means the same.
fn ascii_target(target: &[u8]) -> String {
    percent_encoding::percent_encode(target, &BEYOND_ASCII).to_string()
}

/// Encodes only what is not ASCII: percent signs and all else stay as sent.
const BEYOND_ASCII: percent_encoding::AsciiSet = percent_encoding::AsciiSet::EMPTY;

/// `http://host/path`, as sent to a proxy, is `/path` asked of `host`.
fn split_authority(target: String) -> (String, Option<String>) {
    let scheme = "http://";
    if !target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) {
        return (target, None);
    }
    let rest = &target[scheme.len()..];
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let path = if rest[end..].starts_with('/') { "" } else { "/" };
    (format!("{path}{}", &rest[end..]), Some(rest[..end].to_owned()))
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[derive(Default)]
enum Connection {
    #[default]
    Unsaid,
    Close,
    Keep,
}

/// The header lines read so far, as far as they matter.
#[derive(Default)]
struct Fields {
    kept: Vec<(&'static str, String)>,
    body: Option<usize>,
    waits: bool,
    connection: Connection,
}

impl Fields {
    fn take(&mut self, line: &[u8]) -> Result<(), Refusal> {
        let colon = line.iter().position(|&byte| byte == b':').unwrap_or(0);
        let (name, value) = line.split_at(colon);
        if name.is_empty() || !name.iter().all(|&byte| is_token(byte)) {
            return refuse(400, "A header line must be a name, a colon and a value.");
        }
        if value.iter().any(|&byte| (byte < b' ' && byte != b'\t') || byte == 0x7f) {
            return refuse(400, "A header holds a control character.");
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let value = value[1..].trim_ascii();
        let Ok(value) = str::from_utf8(value) else { return self.unreadable(&name) };
        if !value.is_ascii() {
            return self.unreadable(&name);
        }
        match name.as_str() {
            "content-length" => self.length(value),
            "transfer-encoding" => refuse(411, "Send a body with its Content-Length."),
            "expect" if value.eq_ignore_ascii_case("100-continue") => {
                self.waits = true;
                Ok(())
            }
            "expect" => refuse(417, "This preview knows only Expect: 100-continue."),
            "connection" => {
                self.connection(value);
                Ok(())
            }
            name => self.keep(name, value),
        }
    }

    /// A value beyond ASCII matters only where a name is compared; elsewhere it is dropped.
    fn unreadable(&self, name: &str) -> Result<(), Refusal> {
        match name {
            "host" | "origin" | "content-length" | "transfer-encoding" => {
                refuse(400, "A header that must be ASCII is not.")
            }
            _ => Ok(()),
        }
    }

    fn length(&mut self, value: &str) -> Result<(), Refusal> {
        if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
            return refuse(400, "The Content-Length is not a number.");
        }
        if self.body.is_some() {
            return refuse(400, "The Content-Length stands twice.");
        }
        match value.parse() {
            Ok(length) if length <= BODY_LIMIT => self.body = Some(length),
            _ => return refuse(413, "This preview takes no large bodies."),
        }
        Ok(())
    }

    fn connection(&mut self, value: &str) {
        for word in value.split(',').map(str::trim) {
            if word.eq_ignore_ascii_case("close") {
                self.connection = Connection::Close;
            } else if word.eq_ignore_ascii_case("keep-alive")
                && !matches!(self.connection, Connection::Close)
            {
                self.connection = Connection::Keep;
            }
        }
    }

    fn keep(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        let Some(name) = KEPT.iter().find(|kept| **kept == name) else { return Ok(()) };
        if self.kept.iter().any(|(other, _)| other == name) {
            return match *name {
                "host" | "origin" => refuse(400, "The Host or Origin stands twice."),
                _ => Ok(()),
            };
        }
        self.kept.push((name, value.to_owned()));
        Ok(())
    }

    /// RFC 9112, 3.2.2: the authority of an absolute address wins over the `Host` line.
    fn replace_host(&mut self, authority: String) {
        self.kept.retain(|(name, _)| *name != "host");
        self.kept.push(("host", authority));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(request: &str) -> Result<Head, Refusal> {
        let end = end(request.as_bytes())?.expect("the head is whole");
        parse(&request.as_bytes()[..end])
    }

    fn status(request: &str) -> u16 {
        check(request).expect_err(request).status
    }

    #[test]
    fn an_ordinary_request_is_read() {
        let head =
            check("GET /a?b HTTP/1.1\r\nHost: x:1\r\nCookie: a=1\r\nRANGE: bytes=0-\r\n\r\n")
                .expect("is good");
        assert_eq!((head.method.as_str(), head.target.as_str()), ("GET", "/a?b"));
        assert_eq!(head.headers, [("host", "x:1".into()), ("range", "bytes=0-".into())]);
        assert!(head.keep && head.body == 0);
    }

    #[test]
    fn raw_chinese_is_encoded_and_encoded_chinese_is_left() {
        let head = check("GET /阶段/%E9%98.html HTTP/1.1\r\nHost: x\r\n\r\n").expect("is good");
        assert_eq!(head.target, "/%E9%98%B6%E6%AE%B5/%E9%98.html");
    }

    #[test]
    fn an_absolute_address_names_the_host() {
        let head = check("GET HTTP://evil.test/a HTTP/1.1\r\nHost: x\r\n\r\n").expect("is good");
        assert_eq!(head.target, "/a");
        assert_eq!(head.headers, [("host", "evil.test".into())]);
        let head = check("GET http://evil.test?a HTTP/1.1\r\nHost: x\r\n\r\n").expect("is good");
        assert_eq!(head.target, "/?a");
    }

    #[test]
    fn old_clients_close_unless_they_ask_to_stay() {
        assert!(!check("GET / HTTP/1.0\r\nHost: x\r\n\r\n").expect("is good").keep);
        let asks = "GET / HTTP/1.0\r\nHost: x\r\nConnection: Keep-Alive\r\n\r\n";
        assert!(check(asks).expect("is good").keep);
        let leaves = "GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, close\r\n\r\n";
        assert!(!check(leaves).expect("is good").keep);
    }

    #[test]
    fn what_is_doubtful_is_refused() {
        for (want, request) in [
            (400, "GET /\r\nHost: x\r\n\r\n"),
            (400, "GET / HTTP/1.1 x\r\nHost: x\r\n\r\n"),
            (400, "G(T / HTTP/1.1\r\nHost: x\r\n\r\n"),
            (400, "GET / HTTP/1.1\r\n\r\n"),
            (400, "GET / HTTP/1.1\nHost: x\n\n"),
            (400, "GET /\u{7f} HTTP/1.1\r\nHost: x\r\n\r\n"),
            (400, "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n"),
            (400, "\x16\x03\x01\x02\0\x01"),
            (400, "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
            (400, "GET / HTTP/1.1\r\nHost: 质\r\n\r\n"),
            (400, "GET / HTTP/1.1\r\nHost: x\r\n folded: y\r\n\r\n"),
            (400, "GET / HTTP/1.1\r\nHost : x\r\n\r\n"),
            (400, "GET / HTTP/1.1\r\nHost: x\r\nnothing\r\n\r\n"),
            (400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\n"),
            (400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
            (411, "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"),
            (413, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n"),
            (417, "GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\n\r\n"),
            (505, "GET / HTTP/2.0\r\nHost: x\r\n\r\n"),
        ] {
            assert_eq!(status(request), want, "{request:?}");
        }
    }

    #[test]
    fn lengths_are_bounded_before_the_head_ends() {
        let line = format!("GET /{}", "a".repeat(TARGET_LIMIT + 100));
        assert_eq!(end(line.as_bytes()).expect_err("is long").status, 414);
        let head = format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(HEAD_LIMIT));
        assert_eq!(end(head.as_bytes()).expect_err("is long").status, 431);
        let lines = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(LINE_LIMIT + 1));
        assert_eq!(status(&lines), 431);
    }

    #[test]
    fn half_a_head_asks_for_more() {
        for part in ["", "\r\n", "GET", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: x\r\n"] {
            assert_eq!(end(part.as_bytes()), Ok(None), "{part:?}");
        }
    }
}
