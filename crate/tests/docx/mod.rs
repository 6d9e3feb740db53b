//! The DOCX layer through its public surface: hand-written XML, real output of docx-rs, files other programs saved.

mod bundle;
mod canonical;
mod lint;
mod package;
mod patch;
mod sample;
mod values;
mod xml;
pub(crate) mod zip;
