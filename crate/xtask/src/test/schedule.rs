//! Runs tasks side by side, on as many cores as there are: each when those before it are done, and first what most of the
//! remaining time hangs on.

use std::sync::mpsc::channel;
use std::thread::scope;

/// What a task takes of the machine while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    /// It waits for the network most of the time.
    Nothing,
    /// One core.
    Core,
    /// It is timed: nothing may run beside it. It comes after all others.
    Machine,
}

/// Something to do.
pub(super) struct Task<'t> {
    /// Those that must have ended before, by their place in the list.
    pub(super) after: Vec<usize>,
    /// About how long it takes; only the order depends on it.
    pub(super) seconds: u32,
    pub(super) takes: Takes,
    /// It locks this: two tasks that hold the same are not run at once.
    pub(super) holds: Option<&'static str>,
    pub(super) run: Box<dyn FnOnce() + Send + 't>,
}

/// What is known of a task besides what it does.
struct Place {
    after: Vec<usize>,
    rank: u32,
    takes: Takes,
    holds: Option<&'static str>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Running,
    Done,
}

/// Runs all tasks; one that panics ends the run.
pub(super) fn run(tasks: Vec<Task<'_>>, cores: usize) {
    let mut places = ranked(&tasks);
    let mut work: Vec<_> = tasks.into_iter().map(|task| Some(task.run)).collect();
    let (send, ended) = channel();
    scope(|scope| {
        loop {
            while let Some(next) = next(&places, cores) {
                let (Some(place), Some(run)) =
                    (places.get_mut(next), work.get_mut(next).and_then(Option::take))
                else {
                    break;
                };
                place.state = State::Running;
                let ends = Ends(next, send.clone());
                scope.spawn(move || {
                    run();
                    drop(ends);
                });
            }
            if !places.iter().any(|place| place.state == State::Running) {
                break;
            }
            if let Ok(done) = ended.recv()
                && let Some(place) = places.get_mut(done)
            {
                place.state = State::Done;
            }
        }
    });
}

/// Tells that a task has ended, in whatever way.
struct Ends(usize, std::sync::mpsc::Sender<usize>);

impl Drop for Ends {
    fn drop(&mut self) {
        // Whoever listened may be gone after a panic.
        let _ = self.1.send(self.0);
    }
}

/// A task ranks by its own time and that of the longest chain behind it.
fn ranked(tasks: &[Task<'_>]) -> Vec<Place> {
    let mut ranks: Vec<u32> = tasks.iter().map(|task| task.seconds).collect();
    // A chain has at most as many links as there are tasks.
    for _ in tasks {
        for (at, task) in tasks.iter().enumerate() {
            let behind = ranks.get(at).copied().unwrap_or_default();
            for &before in &task.after {
                if let (Some(rank), Some(own)) = (ranks.get_mut(before), tasks.get(before)) {
                    *rank = (*rank).max(own.seconds + behind);
                }
            }
        }
    }
    let place = |(task, rank): (&Task<'_>, u32)| Place {
        after: task.after.clone(),
        rank,
        takes: task.takes,
        holds: task.holds,
        state: State::Waiting,
    };
    tasks.iter().zip(ranks).map(place).collect()
}

/// The task that is started now, if any.
fn next(places: &[Place], cores: usize) -> Option<usize> {
    let running = |takes: Takes| {
        places.iter().filter(|place| place.state == State::Running && place.takes == takes).count()
    };
    if running(Takes::Machine) > 0 {
        return None;
    }
    let done = |at: &usize| places.get(*at).is_none_or(|place| place.state == State::Done);
    let held =
        |lock: &str| places.iter().any(|place| place.state == State::Running && place.holds == Some(lock));
    let others_done = places.iter().all(|place| place.takes == Takes::Machine || place.state == State::Done);
    let free = |place: &Place| match place.takes {
        Takes::Nothing => true,
        Takes::Core => running(Takes::Core) < cores,
        Takes::Machine => others_done,
    };
    let ready = |place: &Place| {
        place.state == State::Waiting
            && place.after.iter().all(done)
            && !place.holds.is_some_and(held)
            && free(place)
    };
    let ready = places.iter().enumerate().filter(|(_, place)| ready(place));
    // Of equals the first of the list.
    ready.max_by_key(|(at, place)| (place.rank, std::cmp::Reverse(*at))).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::thread::sleep;
    use std::time::Duration;

    use super::{Takes, Task, run};

    fn task<'t>(after: &[usize], seconds: u32, takes: Takes, run: impl FnOnce() + Send + 't) -> Task<'t> {
        Task { after: after.to_vec(), seconds, takes, holds: None, run: Box::new(run) }
    }

    /// The order in which tasks given as (after, seconds, takes) are begun on one core.
    fn order(tasks: &[(&[usize], u32, Takes)]) -> Vec<usize> {
        let begun = Mutex::new(Vec::new());
        let tasks = tasks.iter().enumerate().map(|(at, (after, seconds, takes))| {
            let begun = &begun;
            task(after, *seconds, *takes, move || begun.lock().unwrap().push(at))
        });
        run(tasks.collect(), 1);
        begun.into_inner().unwrap()
    }

    #[test]
    fn what_a_long_chain_hangs_on_comes_first_and_then_the_longest() {
        let core = Takes::Core;
        let chain: &[(&[usize], u32, Takes)] =
            &[(&[], 30, core), (&[], 40, core), (&[], 5, core), (&[2], 50, core)];
        assert_eq!(order(chain), [2, 3, 1, 0]);
    }

    #[test]
    fn what_is_timed_comes_last_and_by_itself() {
        let core = Takes::Core;
        assert_eq!(order(&[(&[], 90, Takes::Machine), (&[], 1, core), (&[1], 1, core)]), [1, 2, 0]);
        let beside = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        let busy = || {
            most.fetch_max(beside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            sleep(Duration::from_millis(20));
            beside.fetch_sub(1, Ordering::SeqCst);
        };
        let timed = || assert_eq!(beside.load(Ordering::SeqCst), 0, "something runs beside it");
        let mut tasks = vec![task(&[], 1, Takes::Machine, timed), task(&[], 1, Takes::Machine, timed)];
        tasks.extend((0..5).map(|_| task(&[], 1, core, busy)));
        run(tasks, 2);
        assert_eq!(most.into_inner(), 2, "two cores are used, and no more");
    }

    #[test]
    fn what_holds_the_same_lock_is_not_run_at_once_and_waiting_takes_no_core() {
        let beside = AtomicUsize::new(0);
        let locked = || {
            assert_eq!(beside.fetch_add(1, Ordering::SeqCst), 0, "the lock is held twice");
            sleep(Duration::from_millis(10));
            beside.fetch_sub(1, Ordering::SeqCst);
        };
        let with_lock = (0..3).map(|_| Task { holds: Some("folder"), ..task(&[], 1, Takes::Core, locked) });
        run(with_lock.collect(), 3);
        let (send, arrived) = std::sync::mpsc::channel();
        let waits = task(&[], 1, Takes::Nothing, move || {
            arrived.recv_timeout(Duration::from_secs(10)).unwrap();
        });
        run(vec![waits, task(&[], 1, Takes::Core, move || send.send(()).unwrap())], 1);
    }
}
