//! Watches the author's files and tells, once for each save, which have changed.
//!
//! Events come from the system through `notify`; a [`Burst`] gathers those of one save. Some time
//! after each, the [`Prints`] of all files are compared, since events can be lost. Where the
//! system cannot watch (its limit is reached, or the disk is a network's), only that comparison
//! remains, and the author is told.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::burst::{self, Burst};
use super::prints::{self, Prints};

/// How long after a save all files are compared.
const CALM: Duration = Duration::from_millis(400);
/// How often all files are compared where the system cannot watch.
const POLL: Duration = Duration::from_millis(700);

/// How far the date of a file may lie behind the clock: file systems count in coarse steps.
const CLOCK_STEP: Duration = Duration::from_millis(20);

/// Told which files have changed, and when the first event of the save came. An error to tell
/// comes as `Err`.
pub(super) trait Listener:
    FnMut(Result<(Vec<PathBuf>, Instant), String>) + Send + 'static
{
}
impl<F: FnMut(Result<(Vec<PathBuf>, Instant), String>) + Send + 'static> Listener for F {}

/// The watching thread; dropping it ends it.
pub(super) struct Watch {
    sender: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Event(notify::Result<Event>),
    Stop,
}

impl Watch {
    /// Watches `roots`; upon return, no later save is missed. Files written since `since`, when
    /// the caller began to read them, are reported like a save.
    ///
    /// # Errors
    /// If no thread can be started.
    pub(super) fn start(
        roots: Vec<PathBuf>,
        since: SystemTime,
        tell: impl Listener,
    ) -> io::Result<Watch> {
        let (sender, receiver) = mpsc::channel();
        let events = sender.clone();
        let (ready, begun) = mpsc::channel();
        let thread = thread::Builder::new().name("watch".into()).spawn(move || {
            let mut watcher = Watching::new(roots, events, tell);
            watcher.begin(since);
            let _ = ready.send(());
            watcher.run(&receiver);
        })?;
        let _ = begun.recv();
        Ok(Watch { sender, thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.sender.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A root as it was named, and as the system names it in its events.
struct Root {
    named: PathBuf,
    real: PathBuf,
}

impl Root {
    fn new(named: PathBuf) -> Root {
        let real = named.canonicalize().unwrap_or_else(|_| named.clone());
        Root { named, real }
    }

    /// The place of an event below this root, by the root's own name.
    fn own(&self, path: &Path) -> Option<PathBuf> {
        let inner =
            path.strip_prefix(&self.named).or_else(|_| path.strip_prefix(&self.real)).ok()?;
        let hidden = inner.ancestors().any(prints::is_dropping);
        // Joining an empty path would add a slash to a file's name.
        let whole =
            if inner.as_os_str().is_empty() { self.named.clone() } else { self.named.join(inner) };
        (!hidden).then_some(whole)
    }

    /// Whether the event concerns a folder on the way to this root, or the root itself.
    fn is_on_the_way(&self, path: &Path) -> bool {
        self.named.starts_with(path) || self.real.starts_with(path)
    }
}

/// What the watching thread holds.
struct Watching<L> {
    roots: Vec<Root>,
    watcher: Option<RecommendedWatcher>,
    prints: Prints,
    tell: L,
    burst: Option<Burst>,
    /// Roots that came, went or moved: their watches must be set anew.
    rearm: bool,
    /// When all files are to be compared.
    calm: Option<Instant>,
}

impl<L: Listener> Watching<L> {
    fn new(roots: Vec<PathBuf>, events: Sender<Message>, mut tell: L) -> Self {
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.as_ref().map_or(true, |event| burst::matters(&event.kind)) {
                let _ = events.send(Message::Event(event));
            }
        });
        if let Err(error) = &watcher {
            tell(Err(poll_notice(error)));
        }
        Watching {
            roots: roots.into_iter().map(Root::new).collect(),
            watcher: watcher.ok(),
            prints: Prints::default(),
            tell,
            burst: None,
            rearm: false,
            calm: None,
        }
    }

    fn begin(&mut self, since: SystemTime) {
        self.arm();
        self.compare();
        let moment = since.checked_sub(CLOCK_STEP).unwrap_or(since);
        let (written, now) = (EventKind::Access(burst::CLOSED), Instant::now());
        for path in self.prints.since(moment) {
            self.burst.get_or_insert_with(|| Burst::new(now)).take(&written, path, now);
        }
    }

    fn run(&mut self, receiver: &Receiver<Message>) {
        loop {
            let poll = self.watcher.is_none().then(|| Instant::now() + POLL);
            let due = self.burst.as_ref().map(Burst::due);
            let next = [due, self.calm, poll].into_iter().flatten().min();
            let message = match next {
                Some(next) => receiver.recv_timeout(next.saturating_duration_since(Instant::now())),
                None => receiver.recv().map_err(RecvTimeoutError::from),
            };
            match message {
                Ok(Message::Event(event)) => self.take(event),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => self.wake(),
            }
        }
    }

    /// Some waiting is over: for the end of a save, for calm, or for the next comparison.
    fn wake(&mut self) {
        let now = Instant::now();
        let over = self.burst.as_ref().is_some_and(|burst| burst.due() <= now);
        if over {
            self.flush(now);
        } else if self.calm.is_some_and(|calm| calm <= now) || self.watcher.is_none() {
            self.calm = None;
            let changed = self.compare();
            if !changed.is_empty() {
                (self.tell)(Ok((changed, now)));
            }
        }
    }

    fn take(&mut self, event: notify::Result<Event>) {
        let now = Instant::now();
        let event = match event {
            Ok(event) => event,
            Err(error) => return self.fail(&error),
        };
        if event.need_rescan() {
            self.calm = Some(now);
        }
        for path in event.paths {
            // A root that is a file has no watch of its own that could be lost.
            self.rearm |=
                self.roots.iter().any(|root| root.is_on_the_way(&path)) && !path.is_file();
            let own = self.roots.iter().find_map(|root| root.own(&path));
            // The folder above a root is gone or back: its files must be looked at.
            let own = own.or_else(|| {
                let root = self.roots.iter().find(|root| root.is_on_the_way(&path))?;
                Some(root.named.clone())
            });
            if let Some(path) = own {
                self.burst.get_or_insert_with(|| Burst::new(now)).take(&event.kind, path, now);
            }
        }
    }

    /// The system cannot watch everything: the comparison must do.
    fn fail(&mut self, error: &notify::Error) {
        if self.watcher.take().is_some() {
            (self.tell)(Err(poll_notice(error)));
        }
    }

    /// The save seems over: tells what has changed, unless a file is empty for the moment. One
    /// that is emptied will be filled again, and one in a folder that is being copied here will
    /// be filled for the first time.
    fn flush(&mut self, now: Instant) {
        let Some(mut burst) = self.burst.take() else { return };
        let emptied = burst.paths().map(|(path, _)| path).filter(|it| self.prints.is_emptied(it));
        let emptied: Vec<_> = emptied.map(Path::to_owned).collect();
        if burst.forgive(&emptied, now) {
            self.burst = Some(burst);
            return;
        }
        if std::mem::take(&mut self.rearm) {
            self.arm();
        }
        let mut changed = burst.take_seen();
        for (path, written) in burst.paths() {
            let known = self.prints.knows(path);
            self.prints.look(path, &mut changed);
            // Two saves can leave the same length and date; that it was written is enough.
            if written && known && self.prints.knows(path) {
                changed.push(path.to_owned());
            }
        }
        changed.sort();
        changed.dedup();
        let empty: Vec<_> = changed.iter().filter(|it| self.prints.is_empty(it)).cloned().collect();
        if burst.forgive(&empty, now) {
            burst.keep_seen(changed);
            self.burst = Some(burst);
            return;
        }
        self.calm = Some(now + CALM);
        if !changed.is_empty() {
            (self.tell)(Ok((changed, burst.since())));
        }
    }

    /// Compares all files with how they looked, and gives those that differ.
    fn compare(&mut self) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for root in &self.roots {
            self.prints.look(&root.named, &mut changed);
        }
        changed
    }

    /// Sets the watches: on each root that is a folder, and on the folder above each root, which
    /// alone shows that a root was replaced, removed or made.
    fn arm(&mut self) {
        let Some(watcher) = self.watcher.as_mut() else { return };
        let mut failure = None;
        for root in &self.roots {
            if root.named.is_dir() {
                let _ = watcher.unwatch(&root.named);
                failure = watcher.watch(&root.named, RecursiveMode::Recursive).err().or(failure);
            }
        }
        for root in &self.roots {
            let above = root.named.ancestors().skip(1).find(|it| it.is_dir());
            let inside = |path: &Path| self.roots.iter().any(|it| path.starts_with(&it.named));
            if let Some(above) = above.filter(|it| !inside(it)) {
                failure = watcher.watch(above, RecursiveMode::NonRecursive).err().or(failure);
            }
        }
        if let Some(error) = failure {
            self.fail(&error);
        }
    }
}

fn poll_notice(error: &notify::Error) -> String {
    format!("file events are not to be had here ({error}); looking at the files every {POLL:?}")
}
