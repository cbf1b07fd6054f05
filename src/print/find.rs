//! Finds a browser that prints, and room where it may read and write.

use super::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Variables that name a browser for other programs too.
const VARIABLES: &[&str] = &["CHROME_PATH", "CHROME_BIN", "CHROMIUM"];

/// Its usual names among the programs.
const NAMES: &[&str] = &[
    "chromium",
    "chromium-browser",
    "chromium-headless-shell",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
];

/// Where it lies on macOS and Windows, below the folders of programs.
const PLACES: &[&str] = &[
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
];

/// The browser that is named, or the first one that is there.
pub fn browser(named: Option<&Path>) -> Result<PathBuf, Error> {
    if let Some(named) = named {
        return program(named).ok_or_else(|| Error::no_such_browser(named, "`--browser`"));
    }
    let set = VARIABLES.iter().filter_map(|name| Some((name, env::var_os(name)?)));
    if let Some((variable, named)) = set.into_iter().find(|(_, named)| !named.is_empty()) {
        let named = Path::new(&named);
        let by = format!("the variable {variable}");
        return program(named).ok_or_else(|| Error::no_such_browser(named, &by));
    }
    let usual = NAMES.iter().find_map(|name| program(Path::new(name)));
    usual.or_else(installed).ok_or_else(Error::no_browser)
}

/// The file of a program: a path, or a name that is looked for as a shell does.
fn program(named: &Path) -> Option<PathBuf> {
    if named.components().count() > 1 {
        return is_program(named).then(|| named.to_path_buf());
    }
    let path = env::var_os("PATH")?;
    let found = env::split_paths(&path).map(|folder| folder.join(named));
    found.flat_map(|file| [file.with_extension("exe"), file]).find(|file| is_program(file))
}

fn installed() -> Option<PathBuf> {
    let homes = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];
    let homes = homes.iter().filter_map(env::var_os).map(PathBuf::from);
    let own = env::home_dir().map(|home| home.join("Applications"));
    let folders: Vec<PathBuf> =
        [PathBuf::from("/Applications")].into_iter().chain(own).chain(homes).collect();
    let all = folders.iter().flat_map(|folder| PLACES.iter().map(|place| folder.join(place)));
    all.into_iter().find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(file).is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}

/// A folder that goes when it is dropped. A browser that came as a snap sees no temporary folder
/// but its own, below the home of whoever runs it.
pub fn room(browser: &Path) -> io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("twotrack-print-");
    match env::home_dir().map(|home| home.join("snap/chromium/common")) {
        Some(common) if common.is_dir() && is_snap(browser) => builder.tempdir_in(common),
        _ => builder.tempdir(),
    }
}

/// Whether a program is a snap, or the script that stands for one.
fn is_snap(browser: &Path) -> bool {
    let real = fs::canonicalize(browser).unwrap_or_default();
    let script = fs::metadata(&real).is_ok_and(|it| it.len() < 64 * 1024);
    browser.starts_with("/snap")
        || real.ends_with("snap")
        || script && fs::read_to_string(&real).is_ok_and(|text| text.contains("/snap/bin/chromium"))
}
