//! Takes connections from outside and hands whole, clean requests to tiny_http.
//!
//! tiny_http by itself sets no limit: a silent client keeps a thread for ever, a header line may
//! grow without end, a promised body is allocated in full, two quick connections can end up
//! waiting on one thread, and a flood that uses up the file handles ends its accepting for good.
//! So it does not stand at the street. Here each connection gets a seat, of which there is a
//! fixed number, and a thread that reads its requests within bounds of size and time. A complete
//! request goes through a socket that only this user can open, one connection a request; the
//! answer comes back the same way, and the outer connection stays for the next.
//!
//! When every seat is taken, whoever has been silent longest leaves. This module knows nothing
//! of pages.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::relay;

/// How many may come, and how long they may take.
#[derive(Clone, Debug)]
pub(super) struct Limits {
    /// Connections at once. Each takes up to four file handles while it is answered.
    pub seats: usize,
    /// How long a connection may be kept without a request.
    pub idle: Duration,
    /// How long a request may take to arrive, from its first byte.
    pub arrival: Duration,
    /// How long a client may take nothing of its answer.
    pub stall: Duration,
    /// How long an answer or a stream surely keeps its seat when somebody else wants one.
    pub patience: Duration,
}

/// The most connections at once.
const SEATS: u64 = 320;
/// The most file handles that one connection takes: its own, and three for the way to tiny_http
/// and back.
const HANDLES: u64 = 4;
/// File handles for all else: files being read, watches, the terminal.
const OTHER_HANDLES: u64 = 160;

impl Limits {
    /// As many seats as file handles allow. Where the system lets us, we ask for enough first:
    /// the usual 1,024 are few. Were they ever to run out, tiny_http would stop for good.
    pub(super) fn fitting() -> Self {
        let limit = getrlimit(Resource::Nofile);
        let wanted = SEATS * HANDLES + OTHER_HANDLES;
        let most = limit.maximum.unwrap_or(u64::MAX);
        let mut handles = limit.current.unwrap_or(u64::MAX);
        if handles < wanted {
            let raised = Rlimit { current: Some(wanted.min(most)), ..limit };
            if setrlimit(Resource::Nofile, raised).is_ok() {
                handles = wanted.min(most);
            }
        }
        let seats = handles.saturating_sub(OTHER_HANDLES) / HANDLES;
        Limits {
            seats: seats.clamp(8, SEATS) as usize,
            idle: Duration::from_secs(60),
            arrival: Duration::from_secs(10),
            stall: Duration::from_secs(20),
            patience: Duration::from_secs(5),
        }
    }
}

/// The open door; dropping it closes it and every connection.
pub(super) struct Door {
    address: SocketAddr,
    hall: Arc<Hall>,
    accepting: Option<JoinHandle<()>>,
}

impl Door {
    /// Starts to take connections from `listener` and to pass requests on to the socket `inner`.
    pub(super) fn open(listener: TcpListener, inner: PathBuf, limits: Limits) -> io::Result<Door> {
        let address = listener.local_addr()?;
        let hall = Arc::new(Hall {
            limits,
            inner,
            open: AtomicBool::new(true),
            next: AtomicU64::new(0),
            threads: AtomicUsize::new(0),
            seats: Mutex::new(HashMap::new()),
        });
        let inside = hall.clone();
        let accepting =
            thread::Builder::new().name("door".into()).spawn(move || accept(&listener, &inside))?;
        Ok(Door { address, hall, accepting: Some(accepting) })
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.hall.open.store(false, Ordering::SeqCst);
        // The accepting thread sleeps in `accept`; a caller wakes it.
        let mut knock = self.address;
        match knock {
            SocketAddr::V4(it) if it.ip().is_unspecified() => {
                knock.set_ip(Ipv4Addr::LOCALHOST.into())
            }
            SocketAddr::V6(it) if it.ip().is_unspecified() => {
                knock.set_ip(Ipv6Addr::LOCALHOST.into())
            }
            _ => {}
        }
        let woken = TcpStream::connect_timeout(&knock, Duration::from_secs(1)).is_ok();
        if let Some(accepting) = self.accepting.take().filter(|_| woken) {
            let _ = accepting.join();
        }
        for seat in self.hall.seats().values() {
            let _ = seat.stream.shutdown(Shutdown::Both);
        }
    }
}

/// Everything that the connections share.
pub(super) struct Hall {
    pub limits: Limits,
    /// The socket on which tiny_http listens.
    inner: PathBuf,
    open: AtomicBool,
    next: AtomicU64,
    /// Threads that attend a connection, also those that are just leaving.
    threads: AtomicUsize,
    seats: Mutex<HashMap<u64, Seat>>,
}

/// One connection.
struct Seat {
    stream: Arc<TcpStream>,
    doing: Doing,
    since: Instant,
}

/// What a connection is at; it decides who leaves first when seats run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doing {
    /// No whole request has come: the first to leave.
    Waiting,
    /// An event stream; its browser opens it again by itself.
    Listening,
    /// An answer is under way.
    Answering,
}

impl Hall {
    fn seats(&self) -> MutexGuard<'_, HashMap<u64, Seat>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a way to tiny_http.
    pub(super) fn inner(&self) -> io::Result<UnixStream> {
        UnixStream::connect(&self.inner)
    }

    /// Notes what a connection is at from now on.
    pub(super) fn note(&self, id: u64, doing: Doing) {
        if let Some(seat) = self.seats().get_mut(&id) {
            seat.doing = doing;
            seat.since = Instant::now();
        }
    }

    /// Gives a connection a seat, if need be that of the longest silent one.
    fn seat(&self, stream: &Arc<TcpStream>) -> Option<u64> {
        // A thread whose seat was taken leaves at once, but not before it has run.
        let mut waits = 0;
        while self.threads.load(Ordering::SeqCst) >= self.limits.seats + 32 {
            waits += 1;
            if waits > 50 {
                return None;
            }
            thread::sleep(Duration::from_millis(1));
        }
        let mut seats = self.seats();
        if seats.len() >= self.limits.seats {
            let (&id, _) = seats
                .iter()
                .filter(|(_, seat)| match seat.doing {
                    Doing::Waiting => true,
                    Doing::Listening | Doing::Answering => {
                        seat.since.elapsed() > self.limits.patience
                    }
                })
                .min_by_key(|(_, seat)| (seat.doing, seat.since))?;
            if let Some(seat) = seats.remove(&id) {
                let _ = seat.stream.shutdown(Shutdown::Both);
            }
        }
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let seat = Seat { stream: stream.clone(), doing: Doing::Waiting, since: Instant::now() };
        seats.insert(id, seat);
        Some(id)
    }
}

fn accept(listener: &TcpListener, hall: &Arc<Hall>) {
    while hall.open.load(Ordering::SeqCst) {
        match listener.accept() {
            Ok((stream, peer)) if hall.open.load(Ordering::SeqCst) => {
                welcome(hall, Arc::new(stream), peer);
            }
            Ok(_) => {}
            // No file handle is free, or a client hung up in the queue: both pass.
            Err(_) => thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn welcome(hall: &Arc<Hall>, stream: Arc<TcpStream>, peer: SocketAddr) {
    let Some(id) = hall.seat(&stream) else { return turn_away(&stream) };
    hall.threads.fetch_add(1, Ordering::SeqCst);
    let (inside, kept) = (hall.clone(), stream.clone());
    let started =
        thread::Builder::new().name("client".into()).stack_size(256 * 1024).spawn(move || {
            let leaving = Leaving { hall: inside, id };
            relay::attend(&leaving.hall, id, &stream, peer.ip().to_canonical().is_loopback());
        });
    if started.is_err() {
        hall.seats().remove(&id);
        hall.threads.fetch_sub(1, Ordering::SeqCst);
        turn_away(&kept);
    }
}

/// Frees the seat however its thread ends.
struct Leaving {
    hall: Arc<Hall>,
    id: u64,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.hall.seats().remove(&self.id);
        self.hall.threads.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Says "busy" without waiting for anything: what was sent is read only so far as it is there,
/// since closing on unread bytes would throw the answer away.
fn turn_away(stream: &TcpStream) {
    let _ = stream.set_nonblocking(true);
    let _ = (&*stream).read(&mut [0; 4096]);
    let busy = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n\
                Content-Length: 0\r\n\r\n";
    let _ = (&*stream).write_all(busy.as_bytes());
    let _ = stream.shutdown(Shutdown::Write);
}
