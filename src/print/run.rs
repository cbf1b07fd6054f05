//! One call of a browser, which ends in time or is ended.

use super::{Error, Quality, stop};
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// No profile, no host, nothing that shows which machine it was.
const SWITCHES: &[&str] = &[
    "--headless=new",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-default-apps",
    "--disable-breakpad",
    "--disable-features=OptimizationGuideOnDeviceModel,OptimizationHints,MediaRouter,Translate",
    "--password-store=basic",
    "--use-mock-keychain",
    // A container often has little of the memory that processes share.
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--font-render-hinting=none",
    // What a PDF calls its creator.
    "--user-agent=Twotrack",
    "--no-pdf-header-footer",
];

/// Prints a page in a folder of ours.
pub fn run(
    browser: &Path,
    limit: Duration,
    room: &Path,
    page: &Path,
    quality: Quality,
) -> Result<Vec<u8>, Error> {
    let (out, log) = (room.join("out.pdf"), room.join("log"));
    // Into a file: who waits for the end of a pipe waits for every child of the browser.
    let said = File::create(&log).map_err(|e| Error::io("write what it says for", e))?;
    let also = said.try_clone().map_err(|e| Error::io("write what it says for", e))?;
    let mut command = Command::new(browser);
    command
        .args(SWITCHES)
        .args(match quality {
            Quality::Draft => ["--disable-pdf-tagging"].as_slice(),
            Quality::Final => &["--export-tagged-pdf", "--generate-pdf-document-outline"],
        })
        // Its sandbox does not work for root, and only then it may go.
        .args(is_root().then_some("--no-sandbox"))
        .arg(switch("--user-data-dir=", &room.join("profile")))
        .arg(switch("--print-to-pdf=", &out))
        .arg(address(page))
        .current_dir(room)
        .stdin(Stdio::null())
        .stdout(said)
        .stderr(also);
    let child = alone(&mut command).spawn().map_err(|e| Error::not_started(browser, e))?;
    let ended = wait(child, limit).map_err(|e| Error::io("wait for", e))?;
    if stop::is_asked() {
        return Err(Error::stopped());
    }
    let printed = fs::read(&log).unwrap_or_default();
    let printed = String::from_utf8_lossy(&printed);
    let failed = |how: &str| Error::browser_failed(browser, how, &printed);
    let status = ended.ok_or_else(|| Error::took_too_long(browser, limit, &printed))?;
    if !status.success() {
        return Err(failed(&format!("failed ({status})")));
    }
    match fs::read(&out) {
        Ok(pdf) if is_whole(&pdf) => Ok(pdf),
        Ok(pdf) if !pdf.is_empty() => Err(failed("wrote no whole PDF")),
        _ => Err(failed("wrote no PDF")),
    }
}

fn is_whole(pdf: &[u8]) -> bool {
    pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF")
}

/// How it ended; nothing if it had to be ended.
fn wait(mut child: Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if start.elapsed() > limit || stop::is_asked() {
            end(&mut child)?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// In a group of its own, so that it can be ended with all its children.
#[cfg(unix)]
fn alone(command: &mut Command) -> &mut Command {
    std::os::unix::process::CommandExt::process_group(command, 0)
}

#[cfg(not(unix))]
fn alone(command: &mut Command) -> &mut Command {
    command
}

/// Ends a browser and its children, which would go on writing into its profile.
fn end(child: &mut Child) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
    child.kill()
}

fn switch(name: &str, path: &Path) -> OsString {
    let mut switch = OsString::from(name);
    switch.push(path);
    switch
}

/// The address of a file.
fn address(path: &Path) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');
    let text = path.to_string_lossy().replace('\\', "/");
    // `C:/…` on Windows.
    let (drive, rest) = match text.split_once(":/") {
        Some((drive, rest)) => (format!("/{drive}:/"), rest),
        None => (String::new(), &*text),
    };
    format!("file://{drive}{}", utf8_percent_encode(rest, KEPT))
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_an_address_whatever_its_name() {
        assert_eq!(address(Path::new("/tmp/a b#%/x.html")), "file:///tmp/a%20b%23%25/x.html");
        assert_eq!(address(Path::new("C:\\t\\x.html")), "file:///C:/t/x.html");
    }
}
