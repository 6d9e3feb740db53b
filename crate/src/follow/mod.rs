//! From a directive to the summary: what one document gives to those that come after it.
//!
//! A matter ([`record::Matter`]) is one JSON record: the document that is carried out, the tasks it gives as a tree with
//! the sentence each was read from, the units, who leads what, the deadlines, and what came back. A document is read into
//! it, a person corrects it, and every document that follows takes its values from it.

pub mod cited;
pub mod deadline;
pub mod directive;
pub mod documents;
pub mod grid;
pub mod history;
pub mod period;
pub mod record;
pub mod roster;
pub mod view;
