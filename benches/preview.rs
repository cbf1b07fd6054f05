//! How long an edit takes from the author's save to the new bytes over HTTP.
//!
//! ```text
//! cargo bench --bench preview                    100, 1,000 and 10,000 pages
//! cargo bench --bench preview -- 500             another size
//! TWOTRACK=… cargo bench --bench preview         another binary
//! ```
//!
//! The real release binary serves a generated playbook. Each edit is written as an editor writes
//! it; the page is asked for when the preview tells that something has changed, as a browser does,
//! and must have the new words. The time counts from before the write, and so includes the file
//! event and the quiet of 8 ms after which a save counts as over. The CPU time is that of the
//! preview, all threads, from one edit to the next: on a busy machine it alone can be compared.
//!
//! A text edit is one in a guide, a link edit has a pointer more, and a name edit renames a
//! heading, so that every link must be looked at again. A title edit is one in `playbook.yaml` that
//! stands on every page; a template edit changes the theme.

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
        "{:8} {:>10} {:>9}  {:<10} {:>9} {:>9} {:>9}",
        "pages", "start ms", "peak MB", "edit", "median ms", "worst ms", "CPU ms"
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
    let mut preview = Preview::start(&root);
    preview.until("guides/first-call.html", "Your name");
    let start = began.elapsed();
    let guide = root.join("content/guides/first-call.md");
    let page = "guides/first-call.html";
    let text = |name, new| Edit { name, file: guide.clone(), old: "Your name", new, page };
    let kinds = [
        text("text", |round| format!("Your name, {round}")),
        text("link", |round| format!("Your name, {round} [[s1]]")),
        text("name", |round| format!("Your name, {round}\n\n## More of {round}")),
        Edit {
            name: "title",
            file: root.join("playbook.yaml"),
            old: "Small sales",
            new: |round| format!("Small sales {round}"),
            page: "stages/s1.html",
        },
        Edit {
            name: "template",
            file: template,
            old: "as it was",
            new: |round| format!("as it was, {round}"),
            page: "zh/stages/s2.html",
        },
    ];
    for edit in kinds {
        let (mut times, cpu) = edits(&mut preview, &edit);
        let kind = edit.name;
        times.sort();
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        println!(
            "{pages:<8} {:>10.0} {:>9.0}  {kind:<10} {:>9.1} {:>9.1} {:>9.1}",
            ms(start),
            preview.peak(),
            ms(times[times.len() / 2]),
            ms(times[times.len() - 1]),
            ms(cpu) / ROUNDS as f64,
        );
    }
}

/// A kind of edit, and the page on which it shows.
struct Edit<'a> {
    name: &'static str,
    file: PathBuf,
    old: &'static str,
    new: fn(&str) -> String,
    page: &'a str,
}

/// Changes the words of a file again and again, and takes the time until the page has them.
fn edits(preview: &mut Preview, edit: &Edit) -> (Vec<Duration>, Duration) {
    let file = &edit.file;
    let text = std::fs::read_to_string(file).expect("the file");
    let before = preview.cpu();
    let times = (0..ROUNDS).map(|round| {
        std::thread::sleep(PAUSE);
        let round = format!("round {round:02}");
        let edited = text.replacen(edit.old, &(edit.new)(&round), 1);
        let began = Instant::now();
        std::fs::write(file, edited).expect("the file");
        preview.wait();
        preview.until(edit.page, &round);
        began.elapsed()
    });
    let times = times.collect();
    let cpu = preview.cpu() - before;
    std::fs::write(file, text).expect("the file");
    preview.wait();
    (times, cpu)
}

/// The running binary.
struct Preview {
    child: Child,
    address: String,
    /// What the preview tells of changes.
    events: Option<BufReader<TcpStream>>,
}

impl Preview {
    fn start(root: &Path) -> Preview {
        let binary = std::env::var_os("TWOTRACK");
        let mut command =
            Command::new(binary.unwrap_or_else(|| env!("CARGO_BIN_EXE_twotrack").into()));
        command.arg("-C").arg(root).args(["serve", "--port", "0"]);
        let mut child =
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a preview");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let said = lines.by_ref().map_while(Result::ok).find(|line| line.contains("http://"));
        let said = said.expect("it says where it is");
        let address = said.split("http://").nth(1).unwrap_or("").trim_end_matches('/').to_string();
        std::thread::spawn(move || lines.for_each(drop));
        let mut preview = Preview { child, address, events: None };
        preview.listen();
        preview
    }

    /// Begins to hear of changes; the present state comes first.
    fn listen(&mut self) {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let host = &self.address;
        write!(stream, "GET /_twotrack/events HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("asked");
        self.events = Some(BufReader::new(stream));
        self.wait();
    }

    /// Waits until something has changed.
    fn wait(&mut self) {
        let lines = self.events.as_mut().expect("it listens").lines();
        let told = lines.map_while(Result::ok).any(|line| line.starts_with("data:"));
        assert!(told, "the preview has ended");
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

    /// CPU time that the process has had; Linux counts in hundredths of a second.
    fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()));
        let stat = stat.unwrap_or_default();
        // The second field is the program's name, which may hold anything.
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
        let ticks: u64 = fields.skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
        Duration::from_millis(ticks * 10)
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
