//! A zip archive whose bytes follow from the files in it alone: no clock, no rights, no user.

use super::Error;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// An archive under construction, in memory.
pub struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    pub fn new() -> Archive {
        Archive(ZipWriter::new(Cursor::default()))
    }

    /// Adds a file. What is packed already is only stored.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let packed = matches!(&*ending, "png" | "jpg" | "jpeg" | "webp" | "gif" | "woff2" | "zip");
        let method = if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        self.put(path, bytes, method)
    }

    /// Adds a file whose bytes stand in the archive as they are.
    pub fn store(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.put(path, bytes, CompressionMethod::Stored)
    }

    fn put(&mut self, path: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), Error> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let failed = |error: &dyn std::fmt::Display| Error::new(format!("`{path}`: {error}"));
        self.0.start_file(path, options).map_err(|error| failed(&error))?;
        self.0.write_all(bytes).map_err(|error| failed(&error))
    }

    /// The archive's bytes.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        let out = self.0.finish().map_err(|error| Error::new(error.to_string()))?;
        Ok(out.into_inner())
    }
}
