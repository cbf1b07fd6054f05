//! Attends one connection: reads request after request and brings each its response.
//!
//! The client's pace stays here. Its request is read whole before anybody else hears of it, each
//! wait has an end, and what it sends beyond the bounds is answered with the reason and a closed
//! connection.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use super::hall::{Doing, Hall};
use super::head::{self, Head, Refusal};

/// How long the preview itself may take to begin an answer, or to send a next sign of life.
const PREVIEW_TIME: Duration = Duration::from_secs(60);
/// How much of an answer is carried at once, in bytes.
const CARRY: usize = 32 * 1024;
/// The longest head of an answer of our own, in bytes.
const RESPONSE_HEAD: usize = 16 * 1024;

/// Serves the connection until it ends. `near` says whether the client is on this machine.
pub(super) fn attend(hall: &Hall, id: u64, client: &TcpStream, near: bool) {
    let _ = client.set_nodelay(true);
    let _ = client.set_write_timeout(Some(hall.limits.stall));
    let mut unread = Vec::new();
    loop {
        let request = match receive(hall, client, &mut unread) {
            Ok(Some(request)) => request,
            Ok(None) => return,
            Err(refusal) => return say(client, &refusal),
        };
        hall.note(id, Doing::Answering);
        match carry(hall, id, client, &request, near) {
            Ok(true) => hall.note(id, Doing::Waiting),
            Ok(false) => return leave(client),
            Err(_) => return,
        }
    }
}

struct Request {
    head: Head,
    body: Vec<u8>,
}

/// Reads one whole request, leaving in `unread` what was sent after it. `None` if the client is
/// gone or had nothing to say.
fn receive(
    hall: &Hall,
    client: &TcpStream,
    unread: &mut Vec<u8>,
) -> Result<Option<Request>, Refusal> {
    let mut begun = !unread.is_empty();
    let wait = |begun| if begun { hall.limits.arrival } else { hall.limits.idle };
    let mut deadline = Instant::now() + wait(begun);
    let end = loop {
        if let Some(end) = head::end(unread)? {
            break end;
        }
        match more(client, unread, deadline) {
            Ok(true) if begun => {}
            Ok(true) => {
                begun = true;
                deadline = Instant::now() + wait(begun);
            }
            Err(error) if begun && is_timeout(&error) => return Err(TOO_SLOW),
            _ => return Ok(None),
        }
    };
    let head = head::parse(&unread[..end])?;
    unread.drain(..end);
    if head.waits && unread.len() < head.body {
        let mut client = client;
        if client.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").is_err() {
            return Ok(None);
        }
    }
    while unread.len() < head.body {
        match more(client, unread, deadline) {
            Ok(true) => {}
            Err(error) if is_timeout(&error) => return Err(TOO_SLOW),
            _ => return Ok(None),
        }
    }
    let body = unread.drain(..head.body).collect();
    Ok(Some(Request { head, body }))
}

const TOO_SLOW: Refusal = Refusal { status: 408, reason: "The request took too long to arrive." };

/// Reads some more bytes until `deadline`; `false` at the end of the stream.
fn more(mut client: &TcpStream, unread: &mut Vec<u8>, deadline: Instant) -> io::Result<bool> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(io::ErrorKind::TimedOut.into());
    }
    client.set_read_timeout(Some(left))?;
    let mut buffer = [0; 4096];
    loop {
        match client.read(&mut buffer) {
            Ok(0) => return Ok(false),
            Ok(count) => {
                unread.extend_from_slice(&buffer[..count]);
                return Ok(true);
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}

/// Hands a request to tiny_http and its answer to the client. `true` if the connection stays.
fn carry(
    hall: &Hall,
    id: u64,
    mut client: &TcpStream,
    request: &Request,
    near: bool,
) -> io::Result<bool> {
    let mut inner = hall.inner()?;
    inner.set_read_timeout(Some(PREVIEW_TIME))?;
    inner.write_all(&rewritten(request, near))?;
    let (mut buffer, end) = response_head(&mut inner)?;
    let response = ResponseHead::read(&buffer[..end]);
    let body = match response.length {
        _ if response.bare || request.head.method == "HEAD" => Some(0),
        length => length,
    };
    let keep = request.head.keep && body.is_some();
    let word = match (keep, request.head.old) {
        (false, _) if response.says_connection => "",
        (false, _) => "Connection: close\r\n",
        (true, true) => "Connection: keep-alive\r\n",
        (true, false) => "",
    };
    buffer.splice(end - 2..end - 2, word.bytes());
    let sent = buffer.len() - end - word.len();
    client.write_all(&buffer)?;
    match body {
        Some(length) => copy(&mut inner, client, length.saturating_sub(sent))?,
        None => {
            hall.note(id, Doing::Listening);
            copy(&mut inner, client, usize::MAX)?;
        }
    }
    Ok(keep)
}

/// The request as tiny_http gets it: only what was understood, for one response.
fn rewritten(request: &Request, near: bool) -> Vec<u8> {
    let Head { method, target, headers, body, .. } = &request.head;
    let mut text = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
    text.push_str(if near { "X-Twotrack-Near: yes\r\n" } else { "" });
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("Content-Length: {body}\r\n\r\n"));
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(&request.body);
    bytes
}

/// The head of tiny_http's answer with whatever came along, and where the head ends.
fn response_head(inner: &mut UnixStream) -> io::Result<(Vec<u8>, usize)> {
    let mut bytes = Vec::with_capacity(CARRY);
    let mut buffer = [0; CARRY];
    loop {
        let count = inner.read(&mut buffer)?;
        if count == 0 || bytes.len() > RESPONSE_HEAD {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let from = bytes.len().saturating_sub(3);
        bytes.extend_from_slice(&buffer[..count]);
        if let Some(at) = bytes[from..].windows(4).position(|four| four == b"\r\n\r\n") {
            return Ok((bytes, from + at + 4));
        }
    }
}

/// What the head of an answer says of its body.
#[derive(Default)]
struct ResponseHead {
    /// The status has no body, whatever the length says.
    bare: bool,
    length: Option<usize>,
    says_connection: bool,
}

impl ResponseHead {
    fn read(head: &[u8]) -> ResponseHead {
        let text = String::from_utf8_lossy(head);
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
        let mut response =
            ResponseHead { bare: matches!(status, "204" | "304"), ..ResponseHead::default() };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                response.length = value.trim().parse().ok();
            }
            response.says_connection |= name.eq_ignore_ascii_case("connection");
        }
        response
    }
}

/// Carries `length` bytes, or all there are if that is [`usize::MAX`].
fn copy(inner: &mut UnixStream, mut client: &TcpStream, mut length: usize) -> io::Result<()> {
    let mut buffer = vec![0; CARRY.min(length)];
    while length > 0 {
        let want = buffer.len().min(length);
        let count = inner.read(&mut buffer[..want])?;
        if count == 0 {
            return match length {
                usize::MAX => Ok(()),
                _ => Err(io::ErrorKind::UnexpectedEof.into()),
            };
        }
        client.write_all(&buffer[..count])?;
        if length != usize::MAX {
            length -= count;
        }
    }
    Ok(())
}

/// Answers a request that goes no further, and leaves.
fn say(mut client: &TcpStream, refusal: &Refusal) {
    let Refusal { status, reason } = refusal;
    let name = tiny_http::StatusCode(*status).default_reason_phrase();
    let text = format!(
        "HTTP/1.1 {status} {name}\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{reason}\n",
        reason.len() + 1
    );
    let _ = client.write_all(text.as_bytes());
    leave(client);
}

/// Closes without losing what was just sent: closing on unread bytes would throw it away.
fn leave(mut client: &TcpStream) {
    let _ = client.shutdown(Shutdown::Write);
    let _ = client.set_read_timeout(Some(Duration::from_millis(200)));
    let mut buffer = [0; 4096];
    for _ in 0..64 {
        if !matches!(client.read(&mut buffer), Ok(count) if count > 0) {
            return;
        }
    }
}
