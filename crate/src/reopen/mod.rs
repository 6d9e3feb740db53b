//! What a clerk does with a document that came back: taking it in as a form, taking over what was edited in it, giving it
//! its number and date.

pub mod changes;
pub mod import;
pub mod issue;
mod pieces;
