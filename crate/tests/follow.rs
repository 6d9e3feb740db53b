//! From a directive to what follows: reading, who does what, and the documents made from it.

mod cases;
mod documents;
