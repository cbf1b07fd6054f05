//! Many clients at once, and slow ones.

use std::io::Write;
use std::net::TcpListener;
use std::thread;

use super::super::door::Door;
use super::super::hall::Limits;
use super::*;

#[test]
fn two_hundred_idle_and_fifty_busy_connections_get_along() {
    let site = site();
    let address = site.address();
    let mut idle: Vec<_> = (0..200).map(|_| connect(address)).collect();
    for stream in idle.iter_mut().step_by(2) {
        stream.write_all(b"GET / HT").expect("can be sent");
    }
    let busy: Vec<_> = (0..50)
        .map(|_| {
            thread::spawn(move || {
                let mut stream = connect(address);
                for _ in 0..12 {
                    let request = format!("GET /digits.txt HTTP/1.1\r\nHost: {address}\r\n\r\n");
                    stream.write_all(request.as_bytes()).expect("can be sent");
                    assert_eq!(receive(&mut stream, false).text(), "0123456789");
                }
            })
        })
        .collect();
    for thread in busy {
        thread.join().expect("every answer came");
    }
    // The idle ones were not sent away: the slow half can still finish what it began.
    for stream in idle.iter_mut().step_by(2) {
        write!(stream, "TP/1.1\r\nHost: {address}\r\n\r\n").expect("can be sent");
        assert_eq!(receive(stream, false).page(), HOME);
    }
}

#[test]
fn a_flood_is_shed_and_does_not_lock_the_author_out() {
    let site = site();
    let address = site.address();
    let flood: Vec<_> = (0..700).filter_map(|_| TcpStream::connect(address).ok()).collect();
    assert!(flood.len() > 300, "the flood came: {}", flood.len());
    for _ in 0..20 {
        assert_eq!(site.get("/digits.txt").text(), "0123456789");
    }
    let gone = |stream: &&TcpStream| {
        stream.set_nonblocking(true).expect("can be set");
        let mut stream: &TcpStream = stream;
        let read = stream.read(&mut [0; 512]);
        !matches!(read, Err(error) if error.kind() == std::io::ErrorKind::WouldBlock)
    };
    let shed = flood.iter().filter(gone).count();
    assert!(shed >= flood.len() - 320, "only so many stay: {shed} of {} left", flood.len());
}

#[test]
fn readers_that_read_nothing_block_nobody() {
    let site = site();
    fs::write(site.folder.path().join("film.mp4"), vec![7; 16 << 20]).expect("can be written");
    while site.ask("HEAD", "/film.mp4", "").header("content-length") != Some("16777216") {
        thread::sleep(Duration::from_millis(5));
    }
    let address = site.address();
    let mut slow: Vec<_> = (0..60).map(|_| connect(address)).collect();
    for stream in &mut slow {
        write!(stream, "GET /film.mp4 HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("can be sent");
    }
    for _ in 0..20 {
        assert_eq!(site.get("/digits.txt").text(), "0123456789");
    }
    let whole = receive(&mut slow[59], false);
    assert!(whole.body.len() == 16 << 20 && whole.body.iter().all(|byte| *byte == 7));
}

#[test]
fn clients_that_hang_up_are_forgotten() {
    let site = site();
    for request in [
        "",
        "GET",
        "GET / HTTP/1.1\r\n",
        "GET /_twotrack/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ] {
        for _ in 0..100 {
            let mut stream = site.connect();
            stream.write_all(request.as_bytes()).expect("can be sent");
        }
    }
    assert_eq!(site.get("/digits.txt").text(), "0123456789");
}

/// A door with little patience, behind which nobody is.
fn short_door() -> (Door, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("has an address");
    let soon = Duration::from_millis(50);
    let limits = Limits { idle: soon, arrival: soon, ..Limits::fitting() };
    (Door::open(listener, PathBuf::from("/nowhere"), limits).expect("opens"), address)
}

#[test]
fn a_request_that_does_not_arrive_is_answered_so() {
    let (_door, address) = short_door();
    for part in
        ["GET", "GET / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf"]
    {
        let mut stream = connect(address);
        stream.write_all(part.as_bytes()).expect("can be sent");
        assert_eq!(receive(&mut stream, false).status, 408, "{part}");
    }
}

#[test]
fn a_silent_connection_is_closed_without_a_word() {
    let (_door, address) = short_door();
    let mut rest = Vec::new();
    connect(address).read_to_end(&mut rest).expect("ends");
    assert!(rest.is_empty());
}
