//! The files of an archive, within bounds: an archive that unpacks to more than memory should hold,
//! or that leads out of itself, is refused.

use super::super::{Error, MAX_FILE};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// More files than any bank of questions has.
const MAX_FILES: usize = 20_000;

pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// What an archive holds.
pub struct Files {
    /// Those that may be XML, with their paths, in the order of the archive.
    pub questions: Vec<(String, Vec<u8>)>,
    /// Those that may be pictures, by their paths, for as far as the bounds reach.
    pub pictures: HashMap<String, Vec<u8>>,
}

/// The files that are of use.
pub fn files(bytes: &[u8]) -> Result<Files, Error> {
    let broken = |e: &dyn std::fmt::Display| Error::new(format!("the archive can't be read: {e}"));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    if archive.len() > MAX_FILES {
        return Err(Error::new(format!("the archive holds more than {MAX_FILES} files")));
    }
    let (mut left, mut left_for_pictures) = (MAX_FILE, MAX_FILE);
    let mut found = Files { questions: Vec::new(), pictures: HashMap::new() };
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).map_err(|e| broken(&e))?;
        let path = file.name().map_err(|e| broken(&e))?.into_owned();
        let leaves = path.split(['/', '\\']).any(|part| part == "..");
        if leaves || path.starts_with(['/', '\\']) || path.contains([':', '\0']) {
            return Err(Error::new(format!("the archive holds `{path}`, which leads out of it")));
        }
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_picture = ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&&*ending);
        if file.is_dir() || !(is_picture || ["xml", "qti", "dat"].contains(&&*ending)) {
            continue;
        }
        let mut bytes = Vec::new();
        if is_picture {
            let read = (&mut file).take(left_for_pictures + 1).read_to_end(&mut bytes);
            let size = bytes.len() as u64;
            if read.is_ok() && size <= left_for_pictures {
                left_for_pictures -= size;
                found.pictures.insert(path, bytes);
            }
            continue;
        }
        // What an archive says of a file's size is not to be trusted.
        let read = (&mut file).take(left + 1).read_to_end(&mut bytes);
        read.map_err(|e| Error::new(format!("`{path}` in the archive can't be read: {e}")))?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
            Error::new("the archive unpacks to more than 32 MB of questions; divide it")
        })?;
        found.questions.push((path, bytes));
    }
    Ok(found)
}

/// The path of a file that one in the archive names; nothing if it leads out of the archive.
pub fn beside(path: &str, href: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    let href = percent_encoding::percent_decode_str(href).decode_utf8_lossy().into_owned();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.into_iter().map(String::from).collect::<Vec<_>>().join("/"))
}
