//! From a directive to the summary: what one document gives to those that come after it.
//!
//! A matter ([`record::Matter`]) is one JSON record: the document that is carried out, the tasks it gives as a tree with
//! the sentence each was read from, the units, who leads what, the deadlines, and what came back. A document is read into
//! it, a person corrects it, and every document that follows takes its values from it.

mod about;
pub mod cited;
mod counting;
pub mod deadline;
pub mod directive;
pub mod documents;
pub mod gathered;
pub mod grid;
pub mod held;
pub mod history;
mod index;
mod keyed;
mod labels;
mod lost;
mod marks;
mod names;
mod overview;
pub mod period;
pub mod record;
pub mod register;
mod reminders;
pub mod roster;
mod series;
pub mod state;
mod summary;
pub mod take;
mod tracking;
mod unfilled;
pub mod view;

pub use gathered::Gathered;
pub use marks::REPORT;
pub use reminders::REMINDER;
