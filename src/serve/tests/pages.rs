//! What an ordinary browser, `curl` or a media player asks for.

use std::io::Write;

use super::*;

#[test]
fn routes_lead_where_an_author_expects() {
    let site = site();
    for (target, status, want) in [
        ("/", 200, "Home"),
        ("/index.html?x=1", 200, "Home"),
        ("/stages/", 200, "all stages"),
        ("/stages/s1.html", 200, "stage 1"),
        ("/stages/s1", 200, "stage 1"),
        ("/zh/阶段%20一.html", 200, "一"),
        ("/zh/%E9%98%B6%E6%AE%B5%20%E4%B8%80", 200, "一"),
        ("/nowhere.html", 404, "not here"),
        ("/stages/nowhere/", 404, "not here"),
        ("/zh/nowhere.html", 404, "没有"),
        ("/stages//s1.html", 404, "not here"),
    ] {
        let got = site.get(target);
        assert_eq!(got.status, status, "{target}");
        assert!(got.text().contains(want), "{target}: {}", got.text());
        assert_eq!(got.header("content-type"), Some("text/html; charset=utf-8"));
    }
    for (target, location) in [
        ("/stages?a=b", "/stages/?a=b"),
        ("/stages/s1.html/", "/stages/s1.html"),
        ("/stages/s1/", "/stages/s1.html"),
        ("/old.html", "/new%20home.html#top"),
    ] {
        assert_eq!(site.get(target).header("location"), Some(location), "{target}");
    }
}

#[test]
fn a_page_is_the_sites_own_but_for_the_script() {
    let site = site();
    let got = site.get("/");
    assert_eq!(got.page(), HOME);
    let script = got.text().split("src=\"").nth(1).and_then(|rest| rest.split('"').next());
    let live = site.get(script.expect("names a file"));
    assert_eq!(live.header("content-type"), Some("text/javascript; charset=utf-8"));
    let sheet = site.get("/app.css");
    assert_eq!(
        (sheet.text(), sheet.header("content-type")),
        ("body { color: red }", Some("text/css; charset=utf-8"))
    );
}

#[test]
fn what_is_known_is_not_sent_again() {
    let site = site();
    for target in ["/", "/app.css"] {
        let tag = site.get(target).header("etag").expect("has a tag").to_owned();
        for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let got = site.ask("GET", target, &format!("If-None-Match: {known}\r\n"));
            assert_eq!((got.status, got.body.len()), (304, 0), "{known}");
        }
        assert_eq!(site.ask("GET", target, "If-None-Match: \"x\"\r\n").status, 200);
    }
}

#[test]
fn head_tells_what_get_would_send() {
    let site = site();
    for target in ["/", "/app.css", "/stages", "/nowhere", "/_twotrack/state.json"] {
        let (get, head) = (site.get(target), site.ask("HEAD", target, ""));
        assert_eq!(head.status, get.status, "{target}");
        assert_eq!(head.header("content-length"), get.header("content-length"), "{target}");
        assert_eq!(head.header("etag"), get.header("etag"), "{target}");
    }
}

#[test]
fn a_part_of_a_file_can_be_had() {
    let site = site();
    let tag = site.get("/digits.txt").header("etag").expect("has a tag").to_owned();
    for (headers, status, body, place) in [
        ("Range: bytes=2-4\r\n".to_owned(), 206, "234", Some("bytes 2-4/10")),
        ("Range: bytes=-2\r\n".to_owned(), 206, "89", Some("bytes 8-9/10")),
        (format!("Range: bytes=7-\r\nIf-Range: {tag}\r\n"), 206, "789", Some("bytes 7-9/10")),
        ("Range: bytes=7-\r\nIf-Range: \"x\"\r\n".to_owned(), 200, "0123456789", None),
        ("Range: bytes=1-2,4-5\r\n".to_owned(), 200, "0123456789", None),
    ] {
        let got = site.ask("GET", "/digits.txt", &headers);
        assert_eq!((got.status, got.text()), (status, body), "{headers}");
        assert_eq!(got.header("content-range"), place, "{headers}");
        assert_eq!(got.header("accept-ranges"), Some("bytes"));
    }
    let beyond = site.ask("GET", "/digits.txt", "Range: bytes=10-\r\n");
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some("bytes */10")));
}

#[test]
fn one_connection_serves_many_requests_also_when_they_come_at_once() {
    let site = site();
    let mut stream = site.connect();
    let request =
        |target: &str| format!("GET {target} HTTP/1.1\r\nHost: {}\r\n\r\n", site.address());
    for _ in 0..3 {
        stream.write_all(request("/digits.txt").as_bytes()).expect("can be sent");
        assert_eq!(receive(&mut stream, false).text(), "0123456789");
    }
    let both = request("/digits.txt") + &request("/app.css");
    stream.write_all(both.as_bytes()).expect("can be sent");
    assert_eq!(receive(&mut stream, false).text(), "0123456789");
    assert_eq!(receive(&mut stream, false).text(), "body { color: red }");
}

#[test]
fn a_connection_ends_when_its_client_says_so() {
    let site = site();
    let closing = site.ask("GET", "/digits.txt", "Connection: close\r\n");
    assert_eq!(closing.header("connection"), Some("close"));
    let mut stream = site.connect();
    write!(stream, "GET /digits.txt HTTP/1.0\r\nHost: {}\r\n\r\n", site.address()).expect("sent");
    assert_eq!(receive(&mut stream, false).header("connection"), Some("close"));
    assert_eq!(stream.read(&mut [0]).expect("ends"), 0);
}

#[test]
fn a_site_can_be_shown_below_a_path() {
    let site = site_with(|options| options.base_path = "/docs/play book/".to_owned());
    assert!(site.server.url().ends_with("/docs/play%20book/"), "{}", site.server.url());
    assert_eq!(site.get("/docs/play%20book/stages/s1.html").page(), "<body>stage 1</body>");
    for (target, location) in [
        ("/", "/docs/play%20book/"),
        ("/docs/play%20book", "/docs/play%20book/"),
        ("/docs/play%20book/stages", "/docs/play%20book/stages/"),
    ] {
        assert_eq!(site.get(target).header("location"), Some(location), "{target}");
    }
    for target in ["/stages/s1.html", "/docs/play%20books/", "/docs/"] {
        assert_eq!(site.get(target).status, 404, "{target}");
    }
    assert!(
        site.get("/docs/play%20book/").text().contains("\"/docs/play%20book/_twotrack/live.js\"")
    );
}

#[test]
fn other_methods_are_told_what_is_possible() {
    let site = site();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let got = site.ask(method, "/", "");
        assert_eq!((got.status, got.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
    assert_eq!(site.ask("OPTIONS", "*", "").status, 405);
    let edit = site.get("/_twotrack/edit");
    assert_eq!((edit.status, edit.header("allow")), (405, Some("POST")));
}

#[test]
fn a_taken_port_is_passed_over_with_a_word() {
    let first = site();
    let taken = first.address().port();
    let second = site_with(|options| options.port = taken);
    assert_ne!(second.address().port(), taken);
    assert!(second.said().contains(&format!("port {taken} is taken")), "{}", second.said());
    assert_eq!(second.get("/").status, 200);
}

#[test]
fn an_open_network_is_warned_of() {
    let site = site_with(|options| options.host = "0.0.0.0".to_owned());
    assert!(site.said().contains("can be reached from other machines"), "{}", site.said());
    assert!(!super::site().said().contains("other machines"));
}

#[test]
fn dropping_the_server_closes_every_connection_at_once() {
    let site = site();
    let address = site.address();
    let mut idle = connect(address);
    let mut stream = connect(address);
    write!(stream, "GET /_twotrack/events HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("sent");
    assert_eq!(receive(&mut stream, false).status, 200);
    drop(site.server);
    let mut rest = Vec::new();
    assert!(!matches!(idle.read(&mut [0]), Ok(1..)));
    let _ = stream.read_to_end(&mut rest);
    assert!(TcpStream::connect(address).is_err(), "nobody listens any more");
}
