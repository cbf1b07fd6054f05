//! How long an edit takes from the author's save to the new bytes over HTTP.
//!
//! ```text
//! cargo bench --bench preview                    100, 1,000 and 10,000 pages
//! cargo bench --bench preview -- 500             another size
//! ```
//!
//! The real release binary serves a generated playbook. Each edit is written as an editor writes
//! it, and then the page is asked for again and again until it has the new words: the time counts
//! from before the write, and so includes the file event and the gathering of a burst. A title
//! edit is one in `playbook.yaml` that stands on every page; a template edit changes the theme.

#[path = "build/playbook.rs"]
mod playbook;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Edits of each kind.
const ROUNDS: usize = 20;
/// Between two edits, so that one does not fall into the other's burst.
const PAUSE: Duration = Duration::from_millis(150);

fn main() {
    // `cargo test --all-targets` starts benchmarks too, to see that they compile.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mut sizes: Vec<usize> = std::env::args().filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100, 1000, 10_000];
    }
    println!("from the save to the new bytes over HTTP, {ROUNDS} edits of each kind");
    println!(
        "{:8} {:>10} {:>9}  {:<10} {:>9} {:>9}",
        "pages", "start ms", "peak MB", "edit", "median ms", "worst ms"
    );
    for size in sizes {
        bench(size);
    }
}

fn bench(pages: usize) {
    let room = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder to work in");
    let root = room.path().join("playbook");
    playbook::write(&root, pages).expect("a playbook");
    let template = root.join("themes/default/templates/components/foot.html");
    std::fs::create_dir_all(template.parent().expect("a folder")).expect("a folder");
    std::fs::write(&template, "<footer>as it was</footer>\n").expect("a template");
    let began = Instant::now();
    let preview = Preview::start(&root);
    preview.until("guides/first-call.html", "Your name");
    let start = began.elapsed();
    let kinds: [(&str, PathBuf, &str, &str); 3] = [
        ("text", root.join("content/guides/first-call.md"), "Your name", "guides/first-call.html"),
        ("title", root.join("playbook.yaml"), "Small sales", "stages/s1.html"),
        ("template", template, "as it was", "zh/stages/s2.html"),
    ];
    for (kind, file, words, page) in kinds {
        let mut times = edits(&preview, &file, words, page);
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{pages:<8} {:>10.0} {:>9.0}  {kind:<10} {:>9.1} {:>9.1}",
            ms(start),
            preview.peak(),
            ms(times[times.len() / 2]),
            ms(times[times.len() - 1])
        );
    }
}

/// Changes the words of a file again and again, and takes the time until the page has them.
fn edits(preview: &Preview, file: &Path, words: &str, page: &str) -> Vec<Duration> {
    let text = std::fs::read_to_string(file).expect("the file");
    let times = (0..ROUNDS).map(|round| {
        std::thread::sleep(PAUSE);
        let new = format!("{words} edit-{round:02}");
        let edited = text.replacen(words, &new, 1);
        let began = Instant::now();
        std::fs::write(file, edited).expect("the file");
        preview.until(page, &new);
        began.elapsed()
    });
    let times = times.collect();
    std::fs::write(file, text).expect("the file");
    times
}

/// The running binary.
struct Preview {
    child: Child,
    address: String,
}

impl Preview {
    fn start(root: &Path) -> Preview {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twotrack"));
        command.arg("-C").arg(root).args(["serve", "--port", "0"]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a preview");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let said = lines.by_ref().map_while(Result::ok).find(|line| line.contains("http://"));
        let said = said.expect("it says where it is");
        let address = said.split("http://").nth(1).unwrap_or("").trim_end_matches('/').to_string();
        std::thread::spawn(move || lines.for_each(drop));
        Preview { child, address }
    }

    fn get(&self, page: &str) -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(&self.address)?;
        let host = &self.address;
        write!(stream, "GET /{page} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }

    /// Asks until the page has the words.
    fn until(&self, page: &str, words: &str) {
        let began = Instant::now();
        loop {
            let found = self.get(page).unwrap_or_default();
            if String::from_utf8_lossy(&found).contains(words) {
                return;
            }
            assert!(began.elapsed() < Duration::from_secs(60), "{page} never had `{words}`");
            std::thread::sleep(Duration::from_micros(500));
        }
    }

    /// The most memory that the process has held, in megabytes.
    fn peak(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("");
        let kilobytes = line.split_whitespace().nth(1).and_then(|n| n.parse().ok());
        kilobytes.unwrap_or(0.0) / 1024.0
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
