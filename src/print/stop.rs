//! Ctrl-C and a termination by the system, while a browser prints.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on such a signal ends the browser and the print, which leave nothing behind; a second
/// one ends the program on the spot. Where the system does not let a program handle signals, the
/// first does.
pub fn heed() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            if ASKED.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        });
    });
}

/// Whether somebody wants it to end.
pub fn is_asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}
