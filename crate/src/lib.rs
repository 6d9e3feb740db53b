//! Thể Thức fills templates of official Vietnamese documents with the formatting Decree 30/2020/NĐ-CP asks for, and
//! writes DOCX and HTML.
//!
//! # Floors
//! A document is made from the ground up. A module names only those on the floors below its own, and on its own those
//! before it; a test reads this picture and holds every `use` against it.
//!
//! ```text
//! cli · wasm                                     arguments, files, the clock; JavaScript
//! sheet · batch · collect · follow               rows → a document each; what came back → a workbook; what follows
//! merge                                          somebody's own DOCX with tags + values → DOCX, the rest byte for byte
//! reopen                                         a DOCX that came back → values, what was edited, number and date
//! examine                                        any DOCX → where it does not keep to the standard, rule by rule
//! recognise                                      Observed → Reading: which component stands where
//! fill                                           template + values → Filled: Document, findings, files
//! check                                          resolved values → findings, with corrections
//! view                                           Observed → HTML to look at
//! docx                                           Document → parts → DOCX; DOCX → Observed, values inside
//! layout · html                                  blocks + resolved values → Document → HTML
//! forms · template                               template + values → resolved values → filled text
//! markup                                         filled text → blocks, and back
//! standard · vietnamese · government · filename  the decree, the language and the offices: data, and reading by it
//! document                                       the model in the middle: what is printed, each piece by its component
//! metrics · xml · zip                            how wide letters are; XML token by token; archives within limits
//! decimal · diagnostic · fingerprint · joined · length · ordered · packed · pool · to_list · unicode    the ground
//! ```
//!
//! # Use
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
pub mod check;
pub mod collect;
mod decimal;
mod diagnostic;
pub mod document;
pub mod docx;
pub mod examine;
mod filename;
mod fill;
mod fingerprint;
pub mod follow;
pub mod forms;
pub mod government;
pub mod html;
mod joined;
pub mod layout;
mod length;
pub mod markup;
pub mod merge;
pub mod metrics;
mod ordered;
mod packed;
mod pool;
pub mod recognise;
pub mod reopen;
pub mod sheet;
pub mod standard;
pub mod template;
mod to_list;
mod unicode;
pub mod vietnamese;
pub mod view;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod xml;
pub mod zip;

pub use check::resolve;
pub use diagnostic::{Diagnostic, FieldPath, Fix, Location, Severity};
pub use document::{Align, Document};
pub use filename::Naming;
pub use fill::{File, Filled, fill};
pub use fingerprint::fingerprint;
pub use length::Length;
pub use template::{Template, TemplateFiles, library};
