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

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::hall::{Hall, Limits};
use super::relay;

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
        let hall = Arc::new(Hall::new(inner, limits));
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
