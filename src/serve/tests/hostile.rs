//! What nobody sends by mistake.

use std::io::Write;

use super::*;

#[test]
fn no_path_leaves_the_site() {
    let site = site();
    let secret = site.folder.path().parent().expect("has a parent").join("twotrack-secret");
    fs::write(&secret, "secret").expect("can be written");
    for target in [
        "/../twotrack-secret",
        "/..%2ftwotrack-secret",
        "/%2e%2e/twotrack-secret",
        "/%2e%2e%2ftwotrack-secret",
        "/%252e%252e%252ftwotrack-secret",
        "/stages/../../twotrack-secret",
        "/stages/..%5c..%5ctwotrack-secret",
        "/..\\twotrack-secret",
        "/%c0%ae%c0%ae/twotrack-secret",
        "/..%00/twotrack-secret",
        "/twotrack-secret%00.html",
        "//twotrack-secret",
        "/./twotrack-secret",
        "/....//twotrack-secret",
        "/file:///etc/passwd",
        "/etc/passwd",
        "//etc/passwd",
        "/C:%5cWindows%5cwin.ini",
        "/%ff%fe",
        "/%",
        "/%u002e%u002e/",
        "?",
        "etc/passwd",
    ] {
        let got = site.get(target);
        assert!(matches!(got.status, 400 | 404), "{target}: {}", got.status);
        assert!(!got.text().contains("secret") && !got.text().contains("root:"), "{target}");
    }
    fs::remove_file(&secret).expect("can be removed");
}

#[test]
fn a_redirect_never_leads_to_another_host() {
    let site = site();
    for target in
        ["//evil.test/stages", "//evil.test/..", "/\\evil.test", "///stages", "/stages%0d%0aX:%20y"]
    {
        let got = site.get(target);
        assert_eq!(got.header("location"), None, "{target}");
        assert!(got.status >= 400, "{target}");
    }
}

#[test]
fn another_name_for_this_machine_is_refused() {
    let site = site();
    let port = site.address().port();
    for host in [
        "evil.test".to_owned(),
        format!("evil.test:{port}"),
        format!("127.0.0.1.evil.test:{port}"),
        String::new(),
    ] {
        let got = site.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
        assert_eq!(got.status, 403, "{host}");
        assert!(!got.text().contains("Home"));
    }
    let absolute = format!("GET http://evil.test/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n");
    assert_eq!(site.send(&absolute).status, 403);
    let tunnel = "GET / HTTP/1.1\r\nHost: localhost:9999\r\n\r\n";
    assert_eq!(site.send(tunnel).status, 200, "a tunnel may use another port");
    for headers in [
        "Origin: http://evil.test\r\n",
        "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
    ] {
        for target in ["/", "/_twotrack/state.json", "/_twotrack/events"] {
            assert_eq!(site.ask("GET", target, headers).status, 403, "{target} {headers}");
        }
    }
}

#[test]
fn what_is_not_http_is_told_so() {
    let site = site();
    for (request, status) in [
        ("\x16\x03\x01\x02\x00\x01\x00\x01\x7c\x03\x03", 400),
        ("SSH-2.0-OpenSSH_9.2\r\n\r\n", 400),
        ("GET /\r\n\r\n", 400),
        ("GET / HTTP/1.1\n\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/3.0\r\nHost: localhost\r\n\r\n", 505),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999999\r\n\r\n", 413),
        ("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
    ] {
        let got = site.send(request);
        assert_eq!(got.status, status, "{request:?}");
        assert!(got.text().ends_with(".\n"), "says why: {}", got.text());
        assert_eq!(got.header("connection"), Some("close"));
    }
}

#[test]
fn a_request_without_end_is_cut_off() {
    let site = site();
    for (start, more, status) in [
        ("GET /", "aaaaaaaaaaaaaaaa", 414),
        ("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ", "aaaaaaaaaaaaaaaa", 431),
        ("GET / HTTP/1.1\r\nHost: localhost\r\n", "A: aaaaaaaaaaa\r\n", 431),
    ] {
        let mut stream = site.connect();
        stream.write_all(start.as_bytes()).expect("can be sent");
        let mut sent = 0;
        // The preview closes its side once it has heard enough; what it says is then there.
        while sent < 100 * 1024 && stream.write_all(more.as_bytes()).is_ok() {
            sent += more.len();
        }
        assert_eq!(receive(&mut stream, false).status, status, "{start}");
    }
}

#[test]
fn a_second_request_cannot_hide_in_a_first() {
    let site = site();
    let hidden = "GET /digits.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let length = hidden.len();
    let mut stream = site.connect();
    let first = format!(
        "GET /app.css HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n{hidden}"
    );
    stream.write_all(first.as_bytes()).expect("can be sent");
    assert_eq!(receive(&mut stream, false).text(), "body { color: red }");
    let second = "GET /stages/s1.html HTTP/1.1\r\nHost: localhost\r\n\r\n";
    stream.write_all(second.as_bytes()).expect("can be sent");
    assert_eq!(receive(&mut stream, false).page(), "<body>stage 1</body>");
}

#[test]
fn an_editor_starts_only_for_a_page_of_ours() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let note = folder.path().join("opened");
    let command =
        format!("sh -c 'echo \"$1\" > {}' sh {{file}}:{{line}}:{{column}}", note.display());
    let site = site_with(|options| options.editor = Some(command));
    let state: serde_json::Value =
        serde_json::from_slice(&site.get("/_twotrack/state.json").body).expect("is JSON");
    let token = state["token"].as_str().expect("has a token");
    let post = |token: &str, origin: &str, file: &str| {
        let body = format!(r#"{{"file": "{file}", "line": 3, "column": 7}}"#);
        let headers = format!(
            "Origin: {origin}\r\nX-Twotrack-Token: {token}\r\nX-Twotrack-Near: yes\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let host = site.address();
        site.send(&format!("POST /_twotrack/edit HTTP/1.1\r\nHost: {host}\r\n{headers}")).status
    };
    let own = format!("http://{}", site.address());
    assert_eq!(post("", &own, "app.css"), 403);
    assert_eq!(post("x", &own, "app.css"), 403);
    assert_eq!(post(token, "http://evil.test", "app.css"), 403);
    assert_eq!(post(token, &own, "../../etc/passwd"), 404);
    assert!(!note.exists());
    assert_eq!(post(token, &own, "app.css"), 204);
    let want = format!("{}:3:7\n", site.folder.path().join("app.css").display());
    while fs::read_to_string(&note).unwrap_or_default() != want {
        std::thread::sleep(Duration::from_millis(5));
    }
}
