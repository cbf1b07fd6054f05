//! Gathers the file events of one save.
//!
//! Editors save in many ways: they write in pieces, empty the file first, write beside it and
//! rename, or move the old file away before the new one is there. A [`Burst`] takes the events
//! and says when the save is over. Where the system reports that a writer has closed its file,
//! that is known at once; elsewhere, and for a file that is for the moment gone, a short quiet
//! must do. It looks at no file and has no clock of its own.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};

/// The quiet after a finished write. It doubles with every further one to the same file, and as
/// the files double, so a program that saves in several goes or many files is let finish.
const QUIET: Duration = Duration::from_millis(8);
/// The longest that [`QUIET`] may grow.
const LONG_QUIET: Duration = Duration::from_millis(64);
/// The quiet after which a file that nobody has closed is read all the same. Only Linux tells of
/// closing; elsewhere every write waits that long.
const OPEN_QUIET: Duration =
    Duration::from_millis(if cfg!(target_os = "linux") { 150 } else { 30 });
/// How long a file may be gone, or empty, in the middle of a save.
const GONE_QUIET: Duration = Duration::from_millis(60);
/// The longest that a burst may put off the rebuild.
const LIMIT: Duration = Duration::from_millis(600);

/// A writer has closed its file: the surest sign that a save is over.
pub(super) const CLOSED: AccessKind = AccessKind::Close(AccessMode::Write);

/// What the last event left a path in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Left {
    /// Written and closed, or renamed into place.
    Whole,
    /// Perhaps still being written.
    Open,
    /// Removed, renamed away, or emptied.
    Gone,
    /// Only its dates or rights have changed.
    Touched,
}

#[derive(Debug)]
struct Spot {
    left: Left,
    at: Instant,
    /// How often a write to it was finished.
    times: u32,
}

/// The events of one save so far.
#[derive(Debug)]
pub(super) struct Burst {
    spots: HashMap<PathBuf, Spot>,
    since: Instant,
    last: Instant,
    forgiven: bool,
    /// Changes that were found before the burst was put off.
    seen: Vec<PathBuf>,
}

/// Whether an event says anything about a file's content, place or dates. Reading a file makes
/// events too: to heed those would mean to rebuild for ever.
pub(super) fn matters(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(access) => *access == CLOSED,
        _ => true,
    }
}

impl Burst {
    pub(super) fn new(now: Instant) -> Burst {
        Burst { spots: HashMap::new(), since: now, last: now, forgiven: false, seen: Vec::new() }
    }

    /// Adds what happened to a path.
    pub(super) fn take(&mut self, kind: &EventKind, path: PathBuf, now: Instant) {
        let left = match kind {
            EventKind::Access(_) => Left::Whole,
            EventKind::Remove(_) => Left::Gone,
            EventKind::Modify(ModifyKind::Name(RenameMode::From)) => Left::Gone,
            EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(CreateKind::Folder) => {
                Left::Whole
            }
            EventKind::Modify(ModifyKind::Metadata(_)) => Left::Touched,
            _ => Left::Open,
        };
        self.last = now;
        let spot = self.spots.entry(path).or_insert(Spot { left, at: now, times: 0 });
        spot.at = now;
        match left {
            // Dates change while a file is written, too: that does not make it whole.
            Left::Touched => {}
            _ => spot.left = left,
        }
        spot.times += u32::from(left == Left::Whole);
    }

    /// When the save is over, if nothing else happens.
    pub(super) fn due(&self) -> Instant {
        let spot_due = |spot: &Spot| match spot.left {
            Left::Whole | Left::Touched => spot.at + lengthened(spot.times.saturating_sub(1)),
            Left::Open => spot.at + OPEN_QUIET,
            Left::Gone => spot.at + GONE_QUIET,
        };
        let due = self.spots.values().map(spot_due).max().unwrap_or(self.last);
        let files = u32::try_from(self.spots.len()).unwrap_or(u32::MAX);
        let many = lengthened((files / 4).checked_ilog2().map_or(0, |log| log + 1));
        due.max(self.last + many).min(self.since + LIMIT)
    }

    /// Waits once more for files that were found empty: their text may be on its way.
    pub(super) fn forgive(&mut self, empty: &[PathBuf], now: Instant) -> bool {
        if self.forgiven || empty.is_empty() || now >= self.since + LIMIT {
            return false;
        }
        self.forgiven = true;
        for path in empty {
            let spot = Spot { left: Left::Gone, at: now, times: 0 };
            self.spots.insert(path.clone(), spot);
        }
        true
    }

    /// Keeps changes that a look has found until the burst is over.
    pub(super) fn keep_seen(&mut self, changed: Vec<PathBuf>) {
        self.seen = changed;
    }

    /// Gives them back.
    pub(super) fn take_seen(&mut self) -> Vec<PathBuf> {
        std::mem::take(&mut self.seen)
    }

    /// When the save began.
    pub(super) fn since(&self) -> Instant {
        self.since
    }

    /// The paths, each with whether more than its dates or rights may have changed.
    pub(super) fn paths(&self) -> impl Iterator<Item = (&Path, bool)> {
        self.spots.iter().map(|(path, spot)| (path.as_path(), spot.left != Left::Touched))
    }
}

/// The quiet after so many doublings.
fn lengthened(doublings: u32) -> Duration {
    QUIET.saturating_mul(1 << doublings.min(8)).min(LONG_QUIET)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, MetadataKind, RemoveKind};

    const WRITE: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSE: EventKind = EventKind::Access(CLOSED);
    const REMOVE: EventKind = EventKind::Remove(RemoveKind::File);
    const TOUCH: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
    const ARRIVE: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));

    /// Feeds events at milliseconds and tells at which the burst would be over.
    fn over(events: &[(u64, EventKind, &str)]) -> u128 {
        let start = Instant::now();
        let mut burst = Burst::new(start);
        for (at, kind, path) in events {
            burst.take(kind, PathBuf::from(path), start + Duration::from_millis(*at));
        }
        (burst.due() - start).as_millis()
    }

    #[test]
    fn a_closed_file_is_ready_soon_and_an_open_one_is_waited_for() {
        assert_eq!(over(&[(0, WRITE, "a"), (2, CLOSE, "a")]), 10);
        assert_eq!(over(&[(0, WRITE, "a"), (2, WRITE, "a")]), 2 + OPEN_QUIET.as_millis());
        assert_eq!(
            over(&[(0, WRITE, "a"), (1, WRITE, "b"), (2, CLOSE, "a")]),
            1 + OPEN_QUIET.as_millis()
        );
        assert_eq!(over(&[(0, TOUCH, "a")]), 8);
        // Dates change while a file is being written, too.
        assert_eq!(over(&[(0, WRITE, "a"), (2, TOUCH, "a")]), 2 + OPEN_QUIET.as_millis());
    }

    #[test]
    fn several_goes_are_let_finish() {
        assert_eq!(over(&[(0, CLOSE, "a"), (5, CLOSE, "a")]), 5 + 16);
        assert_eq!(over(&[(0, CLOSE, "a"), (5, CLOSE, "a"), (9, CLOSE, "a")]), 9 + 32);
    }

    #[test]
    fn many_files_are_let_finish() {
        let files =
            ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"];
        for (count, quiet) in [(1, 8), (3, 8), (4, 16), (7, 16), (8, 32), (16, 64)] {
            let events: Vec<_> = files[..count].iter().map(|path| (0, CLOSE, *path)).collect();
            assert_eq!(over(&events), quiet, "{count} files");
        }
    }

    #[test]
    fn a_vanished_file_may_come_back() {
        assert_eq!(over(&[(0, REMOVE, "a")]), 60);
        assert_eq!(over(&[(0, REMOVE, "a"), (3, ARRIVE, "a")]), 11);
    }

    #[test]
    fn a_file_that_is_written_without_end_is_read_at_last() {
        let writes: Vec<_> = (0..1000).map(|at| (at, WRITE, "log")).collect();
        assert_eq!(over(&writes), 600);
    }

    #[test]
    fn an_empty_file_is_forgiven_once() {
        let now = Instant::now();
        let mut burst = Burst::new(now);
        burst.take(&CLOSE, "a".into(), now);
        assert!(burst.forgive(&["a".into()], now));
        assert_eq!(burst.due(), now + GONE_QUIET);
        assert!(!burst.forgive(&["a".into()], now));
    }

    #[test]
    fn reading_is_no_change() {
        assert!(!matters(&EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!matters(&EventKind::Access(AccessKind::Close(AccessMode::Read))));
        assert!(matters(&CLOSE));
    }
}
