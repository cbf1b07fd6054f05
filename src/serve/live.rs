//! Tells open pages that something has changed.
//!
//! The [`Hub`] holds one small [`State`]. A change replaces it and wakes every stream, and each
//! stream sends the state as it then is: a slow reader misses steps, not the outcome, and nothing
//! queues up. Which pages a change concerns is not known here: each page asks for its own route.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Streams at once. The tabs of a browser share one.
const STREAMS: usize = 32;
/// How often a quiet stream shows that it is alive, and learns whether its reader still is.
const PING: Duration = Duration::from_secs(2);

/// Where the preview stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct State {
    /// Differs after every change, and between two runs of the preview.
    pub version: String,
    pub errors: u64,
    pub warnings: u64,
}

/// How many faults a list of diagnostics has.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Counts {
    pub errors: u64,
    pub warnings: u64,
}

/// The state, and everyone who waits for the next.
pub(super) struct Hub {
    run: String,
    inside: Mutex<Inside>,
    changed: Condvar,
}

struct Inside {
    change: u64,
    counts: Counts,
    streams: usize,
    closed: bool,
}

impl Hub {
    pub(super) fn new(counts: Counts) -> Hub {
        let inside = Inside { change: 0, counts, streams: 0, closed: false };
        let mut run = secret();
        run.truncate(8);
        Hub { run, inside: Mutex::new(inside), changed: Condvar::new() }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state_of(&self, inside: &Inside) -> State {
        let Counts { errors, warnings } = inside.counts;
        State { version: format!("{}-{}", self.run, inside.change), errors, warnings }
    }

    pub(super) fn state(&self) -> State {
        self.state_of(&self.inside())
    }

    /// Tells every stream that pages or faults have changed.
    pub(super) fn announce(&self, counts: Counts) {
        let mut inside = self.inside();
        inside.change += 1;
        inside.counts = counts;
        self.changed.notify_all();
    }

    /// Ends every stream, now and later.
    pub(super) fn close(&self) {
        self.inside().closed = true;
        self.changed.notify_all();
    }

    /// Takes a place among the streams; `None` if there are too many. It is given back on drop.
    pub(super) fn enter(&self) -> Option<Place<'_>> {
        let mut inside = self.inside();
        if inside.closed || inside.streams >= STREAMS {
            return None;
        }
        inside.streams += 1;
        Some(Place { hub: self })
    }
}

/// A place among the streams.
pub(super) struct Place<'a> {
    hub: &'a Hub,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.hub.inside().streams -= 1;
    }
}

impl Place<'_> {
    /// Sends the present state and every later one, until the reader is gone or the hub closes.
    pub(super) fn stream(&self, mut out: impl Write) -> io::Result<()> {
        // A blocking body of tiny_http would never be flushed, so the head is written by hand.
        out.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
              X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 500\n\n",
        )?;
        let mut told = None;
        loop {
            let mut inside = self.hub.inside();
            if !inside.closed && told == Some(inside.change) {
                let waited = self.hub.changed.wait_timeout(inside, PING);
                inside = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
            if inside.closed {
                return Ok(());
            }
            let news = told != Some(inside.change);
            told = Some(inside.change);
            let state = self.hub.state_of(&inside);
            drop(inside);
            if news {
                let json = serde_json::to_string(&state)?;
                write!(out, "event: state\nid: {}\ndata: {json}\n\n", state.version)?;
            } else {
                out.write_all(b": alive\n\n")?;
            }
            out.flush()?;
        }
    }
}

/// 128 bits that nobody can guess, as hexadecimal digits: the seeds of the standard hash maps
/// come from the operating system's random numbers.
pub(super) fn secret() -> String {
    let half = || RandomState::new().build_hasher().finish();
    // A second seed is the first plus one, so the halves must each be hashed on their own.
    format!("{:016x}{:016x}", half(), half())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_limited_and_given_back() {
        let hub = Hub::new(Counts::default());
        let mut places: Vec<_> = std::iter::from_fn(|| hub.enter()).collect();
        assert_eq!(places.len(), STREAMS);
        places.pop();
        assert!(hub.enter().is_some());
    }

    #[test]
    fn every_change_has_another_version() {
        let hub = Hub::new(Counts::default());
        let first = hub.state();
        hub.announce(Counts { errors: 2, warnings: 1 });
        let second = hub.state();
        assert_ne!(first.version, second.version);
        assert_eq!((second.errors, second.warnings), (2, 1));
        let another = Hub::new(Counts::default());
        assert_ne!(first.version, another.state().version, "a new run is told from the old");
    }

    #[test]
    fn a_secret_is_long_and_never_the_same() {
        let (one, two) = (secret(), secret());
        assert_eq!(one.len(), 32);
        assert_ne!(one, two);
        assert_ne!(one[..16], one[16..]);
    }
}
