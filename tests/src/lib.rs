//! What the test suites share: the samples, the product, and the measuring of pages.

pub mod checks;
pub mod dump;
pub mod kept;
pub mod mute;
pub mod office;
pub mod parallel;
pub mod pdf;
pub mod places;
pub mod product;
pub mod rules;
pub mod samples;
pub mod validator;
