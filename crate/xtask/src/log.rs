//! Where steps and programs say what they do.

use std::fmt::Display;
use std::io::Write as _;
use std::sync::{Mutex, PoisonError};

/// What is said goes to the terminal at once, or is kept until it is asked for: what runs side by side would be told line
/// by line in a muddle.
#[derive(Debug)]
pub(crate) enum Log {
    /// As it comes.
    Terminal,
    /// In one piece, by [`Log::told`].
    Kept(Mutex<Vec<u8>>),
}

impl Log {
    /// One that keeps what is said.
    pub(crate) fn kept() -> Log {
        Log::Kept(Mutex::default())
    }

    /// A line of our own, or of a program.
    pub(crate) fn line(&self, line: impl Display) {
        match self {
            Log::Terminal => eprintln!("{line}"),
            Log::Kept(kept) => {
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                // Memory takes every line.
                let _ = writeln!(kept, "{line}");
            }
        }
    }

    /// What was said and kept.
    pub(crate) fn told(self) -> String {
        match self {
            Log::Terminal => String::new(),
            Log::Kept(kept) => {
                let kept = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
                String::from_utf8_lossy(&kept).into_owned()
            }
        }
    }
}
