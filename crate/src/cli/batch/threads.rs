//! Many documents on all cores, and a bar that says how far it is.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};
use thethuc::Diagnostic;

/// What is to be done to each of some documents.
pub(super) struct Task<'t> {
    pub(super) documents: &'t [usize],
    pub(super) jobs: NonZeroUsize,
    /// What the bar says.
    pub(super) words: &'static str,
    /// What is made is taken in the order of the documents.
    pub(super) in_order: bool,
}

struct Turn<P> {
    next: usize,
    failed: Option<Diagnostic>,
    put: P,
}

impl Task<'_> {
    /// Makes something of every document, on several threads, and hands it on to one at a time. No more is held than one
    /// for each thread. The first failure ends it.
    pub(super) fn run<T: Send>(
        &self,
        make: impl Fn(usize) -> Result<T, Diagnostic> + Sync,
        put: impl FnMut(usize, T) -> Result<(), Diagnostic> + Send,
    ) -> Result<(), Diagnostic> {
        let bar = self.bar();
        let counter = AtomicUsize::new(0);
        let turn = Mutex::new(Turn { next: 0, failed: None, put });
        let moved = Condvar::new();
        let lock = || turn.lock().unwrap_or_else(PoisonError::into_inner);
        let work = || {
            loop {
                let at = counter.fetch_add(1, Ordering::Relaxed);
                let Some(&document) = self.documents.get(at) else { return };
                let made = make(document);
                let mut held = lock();
                while self.in_order && held.next != at && held.failed.is_none() {
                    held = moved.wait(held).unwrap_or_else(PoisonError::into_inner);
                }
                if held.failed.is_some() {
                    return;
                }
                if let Err(finding) = made.and_then(|made| (held.put)(document, made)) {
                    held.failed = Some(finding);
                }
                held.next += 1;
                drop(held);
                moved.notify_all();
                bar.inc(1);
            }
        };
        thread::scope(|scope| {
            for _ in 1..self.jobs.get().min(self.documents.len()) {
                scope.spawn(work);
            }
            work();
        });
        bar.finish_and_clear();
        turn.into_inner().unwrap_or_else(PoisonError::into_inner).failed.map_or(Ok(()), Err)
    }

    /// Drawn to a terminal only.
    fn bar(&self) -> ProgressBar {
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}, còn {eta}");
        let bar = ProgressBar::new(self.documents.len() as u64).with_message(self.words);
        bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
    }
}
