//! Thể Thức fills templates of official Vietnamese documents with the formatting Decree 30/2020/NĐ-CP asks for, and
//! writes DOCX and HTML.
//!
//! ```text
//! template + values ─ resolve ─▶ resolved values ─ render, parse, lay out ─▶ Document ─▶ DOCX, HTML
//! ```
//!
//! ```
//! use chrono::NaiveDate;
//! use thethuc::{docx, fill, library};
//!
//! let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! let values = plan.samples().first().expect("its example").values.clone();
//! let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//!
//! let filled = fill(&plan, &values, today);
//! assert!(!filled.has_errors());
//! let files = filled.docx(true).expect("a DOCX");
//! let read = docx::read_values(&files[0].bytes).expect("the values inside");
//! assert_eq!((read.values, read.unchanged), (values, true));
//! ```
//!
//! # Invariants
//! 1. No clock, no randomness, no files, no network: `today` is an argument.
//! 2. Same template, values and date: the same bytes, native and in WebAssembly, first document and hundredth.
//! 3. A user's mistake is a [`Diagnostic`], all of them at once; never a panic.
//! 4. User text is never read as template code, and as markup only in fields of kind `body`.
//! 5. Writers decide nothing: every size, indent and length is in [`Document`].
//! 6. `docx_rs`, `handlebars` and `wasm_bindgen` are each named in one module only.
//! 7. Every DOCX has no schema error, and nothing our own [`docx::lint`] finds.

pub mod batch;
pub mod collect;
mod diagnostic;
pub mod document;
pub mod docx;
mod filename;
mod fill;
mod fingerprint;
pub mod forms;
pub mod government;
pub mod html;
pub mod layout;
mod length;
pub mod markup;
pub mod metrics;
mod ordered;
mod packed;
pub mod sheet;
pub mod standard;
pub mod template;
mod unicode;
pub mod vietnamese;
#[cfg(target_arch = "wasm32")]
mod wasm;
mod wording;
pub mod zip;

pub use diagnostic::{Diagnostic, FieldPath, Fix, Location, Severity};
pub use document::{Align, Document};
pub use filename::Naming;
pub use fill::{File, Filled, fill};
pub use fingerprint::fingerprint;
pub use length::Length;
pub use template::{Template, TemplateFiles, library, resolve};
