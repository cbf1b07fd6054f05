//! Whether a language can be printed: letters that no font has come out as empty boxes.

use super::Error;
use std::process::{Command, Stdio};

/// Languages whose letters are often missing, what they are called, and a package of their letters.
const RARE: &[(&str, &str, &str)] = &[
    ("zh", "Chinese", "fonts-noto-cjk"),
    ("ja", "Japanese", "fonts-noto-cjk"),
    ("ko", "Korean", "fonts-noto-cjk"),
];

/// Asks the system for a font of the language. Where there is no fontconfig to ask, the PDF is
/// looked at afterwards ([`Pdf::missing`](super::Pdf::missing)).
///
/// # Errors
/// There is none.
pub fn check(tag: &str) -> Result<(), Error> {
    let primary = tag.split('-').next().unwrap_or_default();
    let Some((id, name, package)) = RARE.iter().find(|(id, ..)| *id == primary) else {
        return Ok(());
    };
    let asked = Command::new("fc-list")
        .args([&format!(":lang={id}"), "family"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    match asked {
        Ok(told) if told.status.success() && told.stdout.trim_ascii().is_empty() => {
            Err(Error::no_font(name, package))
        }
        _ => Ok(()),
    }
}
