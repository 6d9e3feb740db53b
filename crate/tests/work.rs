//! What a piece of work costs: the time of its thread on a core, which other programs do not lengthen.

use std::time::Duration;

/// What the thread has done so far, where the system tells it.
fn so_far() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// What something gives, and what that took.
pub(crate) fn cost<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let before = so_far();
    let given = work();
    (given, so_far() - before)
}

/// What something took, the cheaper of two times.
pub(crate) fn cheaper(mut work: impl FnMut()) -> Duration {
    let mut once = || cost(&mut work).1;
    once().min(once())
}
