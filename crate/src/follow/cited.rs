//! A document as a record names it.

use serde::{Deserialize, Serialize};

use crate::vietnamese::CitedDocument;

/// A document: the one that is carried out, the office's own letter, the one that grants more time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cited {
    /// Its kind: `Chỉ thị`, `Công văn`.
    #[serde(rename = "ten_loai")]
    pub kind: String,
    /// Number and symbol: `07/CT-TTg`; empty before it has a number.
    #[serde(rename = "so_ky_hieu")]
    pub number: String,
    /// The day of issue as `2026-11-25`, `2026-11` or `2026`; empty where it is not known.
    #[serde(rename = "ngay")]
    pub date: String,
    /// The issuer as in running text: `Thủ tướng Chính phủ`.
    #[serde(rename = "co_quan")]
    pub issuer: String,
    /// What it is about.
    #[serde(rename = "trich_yeu")]
    pub subject: String,
}

impl Cited {
    /// Nothing is known of it.
    pub fn is_blank(&self) -> bool {
        *self == Cited::default()
    }

    /// It as a citation that can be written out.
    pub fn document(&self) -> CitedDocument {
        CitedDocument {
            ten_loai: self.kind.clone(),
            so_ky_hieu: self.number.clone(),
            ngay: self.date.parse().unwrap_or_default(),
            co_quan: self.issuer.clone(),
            trich_yeu: self.subject.clone(),
            ..CitedDocument::default()
        }
    }
}

impl From<CitedDocument> for Cited {
    fn from(document: CitedDocument) -> Self {
        Cited {
            kind: document.ten_loai,
            number: document.so_ky_hieu,
            date: document.ngay.to_string(),
            issuer: document.co_quan,
            subject: document.trich_yeu,
        }
    }
}
