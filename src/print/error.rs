//! Why nothing could be printed, and what to do about it.

use std::fmt;
use std::path::Path;
use std::time::Duration;

/// Completes "the export failed: ".
#[derive(Debug)]
pub struct Error(String);

impl Error {
    pub(super) fn no_browser() -> Error {
        Error(
            "no browser to print with was found\n  \
             it takes Chromium, Google Chrome or Microsoft Edge: `apt install chromium`, \
             `dnf install chromium`, `brew install --cask chromium`, or \
             https://www.google.com/chrome/\n  \
             if one is installed, name it: `--browser PATH`, or the variable CHROME_PATH"
                .into(),
        )
    }

    pub(super) fn no_such_browser(named: &Path, by: &str) -> Error {
        Error(format!("`{}`, which {by} names, is no program to run", named.display()))
    }

    pub(super) fn not_started(browser: &Path, error: std::io::Error) -> Error {
        Error(format!("the browser `{}` can't be started: {error}", browser.display()))
    }

    pub(super) fn browser_failed(browser: &Path, how: &str, printed: &str) -> Error {
        Error(format!("the browser `{}` {how}{}", browser.display(), quoted(printed)))
    }

    pub(super) fn took_too_long(browser: &Path, limit: Duration, printed: &str) -> Error {
        let seconds = limit.as_secs();
        Error(format!(
            "the browser `{}` did not end within {seconds} seconds and was stopped; `--timeout` \
             gives it more{}",
            browser.display(),
            quoted(printed)
        ))
    }

    pub(super) fn stopped() -> Error {
        Error("it was stopped while the browser printed; nothing was written".into())
    }

    pub(super) fn no_font(language: &str, package: &str) -> Error {
        Error(format!(
            "no font here has the letters of {language} (`fc-list` names none), so pages would be \
             full of empty boxes\n  install one, such as `apt install {package}`"
        ))
    }

    pub(super) fn io(doing: &str, error: std::io::Error) -> Error {
        Error(format!("can't {doing} the browser: {error}"))
    }
}

/// The end of what a browser printed, indented below the message.
fn quoted(printed: &str) -> String {
    const MOST: usize = 12;
    let lines: Vec<&str> = printed.lines().filter(|line| !line.trim().is_empty()).collect();
    match &lines[..] {
        [] => "; it printed nothing that would say why".into(),
        lines => {
            let last = &lines[lines.len().saturating_sub(MOST)..];
            format!("; it printed\n    {}", last.join("\n    "))
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
