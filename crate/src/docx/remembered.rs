//! Parts that recur from document to document, made ready once.

use std::sync::{Arc, Mutex, PoisonError};

/// How many are kept: as many kinds of documents as somebody has at work.
const MOST: usize = 32;

/// The parts made last, by what they are made from. What is remembered depends on its source alone, so it cannot be seen
/// from outside.
#[derive(Debug)]
pub(crate) struct Remembered<S, T>(Mutex<Vec<(S, Arc<T>)>>);

impl<S: PartialEq, T> Remembered<S, T> {
    pub(crate) const fn new() -> Self {
        Remembered(Mutex::new(Vec::new()))
    }

    /// What was made from a source; made now when it is not known.
    pub(crate) fn of<Q>(&self, source: &Q, make: impl FnOnce() -> T) -> Arc<T>
    where
        Q: ToOwned<Owned = S> + ?Sized,
        S: PartialEq<Q>,
    {
        let made: Result<_, std::convert::Infallible> = self.try_of(source, || Ok(make()));
        match made {
            Ok(part) => part,
        }
    }

    /// The same for what may fail; a failure is not remembered.
    pub(crate) fn try_of<Q, E>(&self, source: &Q, make: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E>
    where
        Q: ToOwned<Owned = S> + ?Sized,
        S: PartialEq<Q>,
    {
        if let Some((_, part)) = self.known().iter().find(|(of, _)| of == source) {
            return Ok(Arc::clone(part));
        }
        let part = Arc::new(make()?);
        let mut known = self.known();
        if known.len() == MOST {
            known.remove(0);
        }
        known.push((source.to_owned(), Arc::clone(&part)));
        Ok(part)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Vec<(S, Arc<T>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
