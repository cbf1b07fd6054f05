//! Finds an address to listen on.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};

use super::guard::bare;

/// How many ports are tried when the wanted one is taken.
const TRIES: u16 = 20;

/// Listens on `host` and `port`, or on the next port that is free, and says so.
///
/// # Errors
/// If the host has no address, is not this machine's, or all ports tried are taken.
pub(super) fn listen(host: &str, port: u16, say: &dyn Fn(&str)) -> io::Result<TcpListener> {
    let ip = resolve(host)?;
    let mut taken = None;
    for number in port..=port.saturating_add(TRIES - 1) {
        match TcpListener::bind(SocketAddr::new(ip, number)) {
            Ok(listener) => {
                if taken.is_some() {
                    say(&format!("port {port} is taken; using {number}"));
                }
                if !ip.is_loopback() {
                    say(&open_notice(host));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => taken = Some(error),
            Err(error) => return Err(refused(host, number, &error)),
        }
    }
    let last = port.saturating_add(TRIES - 1);
    let words =
        format!("the ports {port} to {last} of {host} are all taken; choose one with --port");
    Err(io::Error::new(io::ErrorKind::AddrInUse, words))
}

/// What an author should know who lets other machines in.
fn open_notice(host: &str) -> String {
    format!(
        "warning: {host} can be reached from other machines. Whoever reaches it reads the whole \
         playbook, drafts too, over a connection that anybody between can read. Without --host \
         only this machine can."
    )
}

/// Why the system does not let us listen, in the words of who started the preview.
fn refused(host: &str, port: u16, error: &io::Error) -> io::Error {
    let words = match error.kind() {
        io::ErrorKind::AddrNotAvailable => {
            format!("`{host}` is no address of this machine; without --host it is 127.0.0.1")
        }
        io::ErrorKind::PermissionDenied => {
            format!("port {port} is kept for the system's own services; choose --port 1024 or more")
        }
        _ => format!("cannot listen on {host}, port {port}: {error}"),
    };
    io::Error::new(error.kind(), words)
}

/// How the address is written in a browser: by the name that was given, and for "any address" by
/// this machine's own.
pub(super) fn shown(host: &str, address: SocketAddr) -> String {
    let port = address.port();
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => format!("127.0.0.1:{port}"),
        IpAddr::V6(ip) if ip.is_unspecified() => format!("[::1]:{port}"),
        _ if bare(host).parse::<IpAddr>().is_err() => format!("{host}:{port}"),
        _ => address.to_string(),
    }
}

fn resolve(host: &str) -> io::Result<IpAddr> {
    let found = (bare(host), 0).to_socket_addrs().map_err(|error| {
        io::Error::new(error.kind(), format!("`{host}` is no address of this machine: {error}"))
    })?;
    // A name such as `localhost` may have an address of either kind; browsers try both.
    let mut found: Vec<_> = found.map(|address| address.ip()).collect();
    found.sort_by_key(|ip| ip.is_ipv6());
    let none = || io::Error::new(io::ErrorKind::NotFound, format!("`{host}` has no address"));
    found.first().copied().ok_or_else(none)
}
