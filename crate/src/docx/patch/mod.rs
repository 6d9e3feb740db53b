//! Changing a DOCX that somebody else may have made, and nothing of it but what is named.
//!
//! ```text
//! part ─ Document::parse ─▶ tree ─ lines ─▶ lines ─ edits, patch ─▶ Patch ─ apply ─▶ tree ─ to_bytes ─▶ part
//! package ─ Changes: changed parts, new parts with relationships and content types ─▶ package
//! ```
//!
//! **Units.** A [`Line`] is a paragraph; an [`Edit`] names it by its place among [`lines`] and a range of it in bytes
//! of [`Line::text`]. Elements are counted as [`Anchor::element`](super::read::Anchor::element) counts them: all of
//! the part, in document order, the root being 0. [`edits`] turns anchors of an [`Observed`](super::read::Observed)
//! into edits, [`line_of`] tells the line an element is in.
//!
//! **What stays.** A part keeps every token but those of the elements whose text is edited, and tabs, breaks and
//! no-break hyphens within an edited range, which go: byte order mark, declaration, prefixes, quotes, comments and
//! the format of every run. An empty patch gives the bytes of the part. In a package each entry that is not named is
//! copied as it lies there, compressed; entries keep their order, new ones come at the end. The same changes give the
//! same bytes.
//!
//! **Encodings.** Parts are read as UTF-8, with or without a byte order mark. One in UTF-16 is refused by
//! [`Document::parse`](crate::xml::Document::parse) with [`Problem::Encoding`](crate::xml::Problem::Encoding), and so
//! are content types and relationships in it ([`PackageError::Xml`](super::package::PackageError::Xml)); nothing is
//! recoded.
//!
//! **What the caller answers for.** Text is written as Unicode in the font of the run it goes into: a run in a font
//! of TCVN3 or VNI letters, which [`observe`](super::read::observe()) reads, shows it wrongly. A digital signature
//! over a changed part no longer holds.
//!
//! ```
//! use thethuc::docx::package::Package;
//! use thethuc::docx::patch::{Addition, Changes, edits, lines, patch};
//! use thethuc::docx::read::observe;
//! use thethuc::xml::Document;
//! # use thethuc::{fill, library};
//! # let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! # let values = &plan.samples().first().expect("its example").values;
//! # let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! # let file = fill(&plan, values, today).docx(true).expect("a DOCX").remove(0).bytes;
//! let observed = observe(&file).expect("a document");
//! let is_kind = |text: &str| text == "KẾ HOẠCH";
//! let title = observed.paragraphs().into_iter().find(|line| is_kind(&line.text())).expect("its kind");
//! let kind = title.anchors(&(0..title.glyphs.len()));
//!
//! let package = Package::open(&file)?;
//! let main = observed.part(title.part);
//! let source = package.read(main)?.expect("the part it stands in");
//! let mut document = Document::parse(&source)?;
//! let lines = lines(&document.root);
//! let written = edits(&lines, &kind, "CHƯƠNG TRÌNH").expect("letters of the part");
//! patch(&lines, &written)?.apply(&mut document.root);
//!
//! let mut changes = Changes::new(&package);
//! changes.set(main, document.to_bytes())?;
//! let id = changes.add(Addition {
//!     name: "word/media/seal.png",
//!     content_type: "image/png",
//!     content: b"\x89PNG".as_slice().into(),
//!     source: main,
//!     relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
//! })?;
//! let changed = changes.finish()?;
//! let now = observe(&changed).expect("a document");
//! assert_eq!(now.paragraphs()[title.number.0 as usize].text(), "CHƯƠNG TRÌNH");
//! let relations = Package::open(&changed)?.relations(main)?;
//! assert!(relations.iter().any(|image| image.id == id && image.target == "word/media/seal.png"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod changes;
mod declare;
mod edit;
mod line;
mod plan;
mod property;

pub use changes::{Addition, Changes};
pub use edit::{Edit, EditError, Patch, Unwritable, edits, patch};
pub use line::{Line, fallbacks, line_of, lines};
pub use plan::{Plan, Tracking};
pub use property::Property;
pub(crate) use property::properties as properties_of;
