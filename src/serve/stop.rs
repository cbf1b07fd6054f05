//! A sign to stop, which one thread gives and another waits for.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// Cloned, it is the same sign.
#[derive(Clone, Default)]
pub struct Stop {
    inside: Arc<(Mutex<bool>, Condvar)>,
}

impl Stop {
    /// Gives the sign.
    pub fn now(&self) {
        *self.inside.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.inside.1.notify_all();
    }

    /// Waits for the sign.
    pub fn wait(&self) {
        let mut stopped = self.inside.0.lock().unwrap_or_else(PoisonError::into_inner);
        while !*stopped {
            stopped = self.inside.1.wait(stopped).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A sign that Ctrl-C gives, and a termination by the system. A second Ctrl-C ends the
    /// program on the spot, should the first be slow to work.
    ///
    /// # Errors
    /// If the system does not let the program handle these signals.
    pub fn on_ctrl_c() -> Result<Stop, ctrlc::Error> {
        let stop = Stop::default();
        let sign = stop.clone();
        ctrlc::set_handler(move || {
            let again = *sign.inside.0.lock().unwrap_or_else(PoisonError::into_inner);
            if again {
                std::process::exit(130);
            }
            sign.now();
        })?;
        Ok(stop)
    }
}
