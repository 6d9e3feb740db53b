//! The same work on many things, on all processors.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

use anyhow::Result;

/// How many things are worked on at once.
pub fn workers() -> usize {
    available_parallelism().map_or(1, usize::from)
}

/// What `work` makes of each item, in the order of the items.
pub fn each<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> Result<R> + Sync) -> Result<Vec<R>> {
    let next = AtomicUsize::new(0);
    let share = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match items.get(at) {
                Some(item) => made.push((at, work(item)?)),
                None => return Ok(made),
            }
        }
    };
    let mut made = scope(|scope| {
        let shares: Vec<_> = (0..workers()).map(|_| scope.spawn(share)).collect();
        let done: Result<Vec<_>> = shares
            .into_iter()
            .map(|share| share.join().unwrap_or_else(|panic| resume_unwind(panic)))
            .collect();
        done.map(|shares| shares.into_iter().flatten().collect::<Vec<_>>())
    })?;
    made.sort_by_key(|(at, _)| *at);
    Ok(made.into_iter().map(|(_, result)| result).collect())
}
