//! DOCX files: writing them, reading what we wrote, and checking what we are about to hand out.
//!
//! ```text
//! Document ─ write, canonical ─▶ schema-valid parts ─ package ─▶ bytes ─ lint ─▶ findings
//!                        values ─ values_part ─▶ ┘                  │
//!                        values ◀─ values_part ─────────────────────┘
//! ```
//!
//! `read` tells what stands in any DOCX, and where; `patch` changes it there; `take_out` rids it of what does not print.
//!
//! `write` puts docx-rs's properties in order by `canonical`, one by one. How somebody with whole parts of docx-rs goes
//! through the pieces; `built` stands for those:
//!
//! ```
//! use serde_json::json;
//! use thethuc::docx::canonical::{self, StyleSheet};
//! use thethuc::docx::package::{self, Parts, footer_id, header_id};
//! use thethuc::docx::values_part::{TextDigest, ValuesPart, read_values};
//! use thethuc::docx::lint::lint;
//! use thethuc::{xml::Document, zip::Deflated};
//! # const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
//! # let header = header_id(0);
//! # let built_document = format!(r#"<w:document {W}><w:body><w:p><w:r><w:rPr /><w:t>Số</w:t></w:r></w:p><w:sectPr><w:pgSz w:w="11906" w:h="16838" /><w:headerReference w:type="default" r:id="{header}" /></w:sectPr></w:body></w:document>"#).into_bytes();
//! # let built_styles = format!(r#"<w:styles {W}><w:style w:type="paragraph" w:styleId="Than"><w:name w:val="Thân" /></w:style></w:styles>"#).into_bytes();
//! # let built_header = format!(r#"<w:hdr {W}><w:p /></w:hdr>"#).into_bytes();
//! // Once a template and preset: parts that never change are tidied and deflated once.
//! let mut styles = Document::parse(&built_styles)?;
//! canonical::styles(&mut styles, &StyleSheet { language: "vi-VN", default_paragraph: "Than" });
//! let styles = Deflated::new(&styles.to_bytes());
//! let mut header = Document::parse(&built_header)?;
//! canonical::tidy(&mut header);
//! let header = header.to_bytes();
//!
//! // Once a document.
//! let mut document = Document::parse(&built_document)?;
//! canonical::tidy(&mut document);
//! let text = TextDigest::of_xml(&document, None, [header.as_slice()])?;
//! let values = ValuesPart {
//!     template: "cong-van",
//!     template_version: 1,
//!     standard: "nd30",
//!     preset: "13-14-14",
//!     date: "2026-11-23",
//!     schema: &json!({}).into(),
//!     values: &json!({"so": "12"}),
//! };
//! let bytes = package::write(&Parts {
//!     document: document.to_bytes().into(),
//!     styles: (&styles).into(),
//!     headers: vec![header.into()],
//!     footers: vec![],
//!     footnotes: None,
//!     title: "Công văn",
//!     subject: "",
//!     values: Some(values.to_xml(&text).into()),
//! });
//! assert_eq!(lint(&bytes), []);
//! assert!(read_values(&bytes).is_ok_and(|read| read.unchanged));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod canonical;
pub mod lint;
pub(crate) mod names;
pub mod package;
pub mod patch;
pub mod read;
mod remembered;
pub mod take_out;
pub mod values_part;
pub(crate) mod walk;
mod write;

pub use values_part::{ReadValues, read_values};
pub(crate) use write::unwritten;
pub use write::{Bundle, write};
