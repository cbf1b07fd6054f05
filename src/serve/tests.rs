//! A real server on a free port of this machine, a small site from real files, and a client that
//! sends exactly the bytes that a test wants to send.

mod crowd;
mod hostile;
mod pages;
mod saves;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::{Options, Outcome, Preview, Server};

/// A site whose pages are the files of a folder. A file that holds `BROKEN` is a fault, and one
/// that holds `PANIC` makes the rebuild panic.
struct Files {
    folder: PathBuf,
    pages: RwLock<BTreeMap<String, Arc<[u8]>>>,
    faults: AtomicUsize,
    /// What the last panic said.
    failure: Mutex<Option<String>>,
    rebuilds: AtomicUsize,
}

impl Files {
    fn new(folder: &Path) -> Files {
        let files = Files {
            folder: folder.to_owned(),
            pages: RwLock::default(),
            faults: AtomicUsize::new(0),
            failure: Mutex::default(),
            rebuilds: AtomicUsize::new(0),
        };
        files.load();
        files
    }

    /// Reads all files; whether any differs from before.
    fn load(&self) -> Outcome {
        let mut pages = BTreeMap::new();
        for entry in walkdir::WalkDir::new(&self.folder).into_iter().filter_map(Result::ok) {
            let route = entry.path().strip_prefix(&self.folder).expect("is below");
            let route = route.to_str().expect("is UTF-8").to_owned();
            if let Ok(bytes) = fs::read(entry.path()) {
                pages.insert(route, Arc::<[u8]>::from(bytes));
            }
        }
        let holds =
            |page: &Arc<[u8]>, word: &str| page.windows(word.len()).any(|it| it == word.as_bytes());
        assert!(!pages.values().any(|page| holds(page, "PANIC")), "a page holds what none can");
        let recovered = self.failure.lock().expect("not poisoned").take().is_some();
        let broken = |page: &Arc<[u8]>| holds(page, "BROKEN");
        let faults = pages.values().filter(|page| broken(page)).count();
        let before = self.faults.swap(faults, Ordering::SeqCst);
        if faults > 0 {
            return Outcome::Broken(format!("{faults} errors"));
        }
        let mut present = self.pages.write().expect("not poisoned");
        if *present == pages && before == 0 && !recovered {
            return Outcome::Unchanged;
        }
        *present = pages;
        Outcome::Rebuilt("rebuilt".to_owned())
    }
}

impl Preview for Files {
    fn get(&self, route: &str) -> Option<Arc<[u8]>> {
        self.pages.read().expect("not poisoned").get(route).cloned()
    }

    fn moved(&self, route: &str) -> Option<String> {
        (route == "old.html").then(|| "new home.html#top".to_owned())
    }

    fn rebuild(&self, changed: &[PathBuf]) -> Outcome {
        assert!(changed.iter().all(|path| path.starts_with(&self.folder)), "{changed:?}");
        self.rebuilds.fetch_add(1, Ordering::SeqCst);
        self.load()
    }

    fn failed(&self, why: &str) -> String {
        *self.failure.lock().expect("not poisoned") = Some(why.to_owned());
        format!("failed: {why}")
    }

    fn diagnostics(&self) -> String {
        let failed = self.failure.lock().expect("not poisoned").is_some();
        let errors = self.faults.load(Ordering::SeqCst) + usize::from(failed);
        format!(r#"{{"errors": {errors}, "warnings": 0, "diagnostics": []}}"#)
    }

    fn roots(&self) -> Vec<PathBuf> {
        vec![self.folder.clone()]
    }

    fn locate(&self, file: &str) -> Option<PathBuf> {
        let route = self.pages.read().expect("not poisoned").contains_key(file);
        route.then(|| self.folder.join(file))
    }
}

/// A running preview of a folder of its own.
struct Site {
    folder: TempDir,
    files: Arc<Files>,
    said: Arc<Mutex<Vec<String>>>,
    server: Server,
}

const HOME: &str = "<!doctype html><html><body><p>Home</p></body></html>";

fn site() -> Site {
    site_with(|_| {})
}

fn site_with(change: impl FnOnce(&mut Options)) -> Site {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (route, text) in [
        ("index.html", HOME),
        ("404.html", "<body>not here</body>"),
        ("zh/404.html", "<body>没有</body>"),
        ("zh/阶段 一.html", "<body>一</body>"),
        ("stages/index.html", "<body>all stages</body>"),
        ("stages/s1.html", "<body>stage 1</body>"),
        ("new home.html", "<body>moved here</body>"),
        ("app.css", "body { color: red }"),
        ("digits.txt", "0123456789"),
    ] {
        let path = folder.path().join(route);
        fs::create_dir_all(path.parent().expect("has a parent")).expect("can be made");
        fs::write(path, text).expect("can be written");
    }
    let files = Arc::new(Files::new(folder.path()));
    let said = Arc::new(Mutex::new(Vec::new()));
    let listener = said.clone();
    let mut options = Options {
        port: 0,
        editor: Some(String::new()),
        say: Box::new(move |line| listener.lock().expect("not poisoned").push(line.to_owned())),
        // The files above are no save.
        since: SystemTime::now() + Duration::from_secs(60),
        ..Options::default()
    };
    change(&mut options);
    let server = Server::start(files.clone(), options).expect("the server starts");
    Site { folder, files, said, server }
}

impl Site {
    fn address(&self) -> SocketAddr {
        let rest = self.server.url().strip_prefix("http://").expect("is http");
        rest.split('/').next().expect("has a host").parse().expect("is an address")
    }

    fn connect(&self) -> TcpStream {
        connect(self.address())
    }

    /// Sends one request and reads its answer.
    fn send(&self, request: &str) -> Got {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("can be sent");
        receive(&mut stream, request.starts_with("HEAD"))
    }

    /// Asks for a target, with more header lines, each ending with CR and LF.
    fn ask(&self, method: &str, target: &str, headers: &str) -> Got {
        let host = self.address();
        self.send(&format!("{method} {target} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n"))
    }

    fn get(&self, target: &str) -> Got {
        self.ask("GET", target, "")
    }

    fn said(&self) -> String {
        self.said.lock().expect("not poisoned").join("\n")
    }
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the preview listens");
    stream.set_read_timeout(Some(Duration::from_secs(120))).expect("can be set");
    stream
}

/// An answer, as it came.
#[derive(Debug)]
struct Got {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Got {
    fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    fn text(&self) -> &str {
        str::from_utf8(&self.body).expect("is UTF-8")
    }

    /// The page as the site has it, without the preview's script.
    fn page(&self) -> String {
        let (before, rest) = self.text().split_once("<script src=").expect("the script is there");
        let (_, after) = rest.split_once("</script>").expect("the script ends");
        format!("{before}{after}")
    }
}

/// Reads one answer and nothing beyond it.
fn receive(stream: &mut TcpStream, bare: bool) -> Got {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap_or_else(|error| {
            panic!("no answer ({error}); so far {:?}", String::from_utf8_lossy(&head))
        });
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).expect("is ASCII");
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok()).expect("has a status");
    let mut got = Got { status, head, body: Vec::new() };
    let length = got.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    if !bare && !matches!(status, 204 | 304) {
        got.body = vec![0; length];
        stream.read_exact(&mut got.body).expect("the body is as long as it says");
    }
    got
}
