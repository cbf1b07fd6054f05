//! Where files of the author's stand in the site.

use percent_encoding::AsciiSet;

use crate::model::ROOT_FILES;

/// The folder of pictures and other files of the author's.
const FILES: &str = "files/";

/// Where a file of the author's stands in the site, by its path below `content/`.
pub fn file_path(path: &str) -> String {
    match path.strip_prefix(ROOT_FILES) {
        Some(path) => path.to_string(),
        None => format!("{FILES}{path}"),
    }
}

/// The same as a part of an address, where these characters of a name would mean something else;
/// all others are escaped, or left, by what writes the address into a page.
pub fn file_address(path: &str) -> String {
    percent_encoding::utf8_percent_encode(&file_path(path), MEANS_SOMETHING).to_string()
}

const MEANS_SOMETHING: &AsciiSet = &AsciiSet::EMPTY.add(b'%').add(b'#').add(b'?');
