//! The seats of the connections: how many there are, what each is at, and who leaves when a seat
//! is wanted.

use std::collections::HashMap;
use std::io;
use std::net::{Shutdown, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

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

/// Everything that the connections share.
pub(super) struct Hall {
    pub limits: Limits,
    /// The socket on which tiny_http listens.
    inner: PathBuf,
    pub open: AtomicBool,
    next: AtomicU64,
    /// Threads that attend a connection, also those that are just leaving.
    pub threads: AtomicUsize,
    seats: Mutex<HashMap<u64, Seat>>,
}

/// One connection.
pub(super) struct Seat {
    pub stream: Arc<TcpStream>,
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
    /// An empty one in front of the socket `inner`.
    pub(super) fn new(inner: PathBuf, limits: Limits) -> Hall {
        Hall {
            limits,
            inner,
            open: AtomicBool::new(true),
            next: AtomicU64::new(0),
            threads: AtomicUsize::new(0),
            seats: Mutex::new(HashMap::new()),
        }
    }

    pub(super) fn seats(&self) -> MutexGuard<'_, HashMap<u64, Seat>> {
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
    pub(super) fn seat(&self, stream: &Arc<TcpStream>) -> Option<u64> {
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
