//! Layouts as data: which parts a kind of document has, in which order, and which shared fields they print.
//!
//! A form is a `.toml` file beside this one. `shared.toml` declares the fields all documents have in common, once.

use std::sync::OnceLock;

use serde_json::Value;

use crate::packed;
use crate::standard::Standard;
use crate::standard::read::{Fault, Read, Record, record, wrong};

/// The declarations of the fields documents share, in the syntax of `template.toml`.
pub fn shared() -> &'static str {
    packed::text("forms/shared.toml")
}

/// A layout (Annex III.II of Decree 30/2020/NĐ-CP).
#[derive(Debug, Clone)]
pub struct Form {
    /// `cong-van`
    pub id: String,
    /// Its name and the number of the official sample form.
    pub title: String,
    /// The standard it follows.
    standard: String,
    /// Where it is written.
    pub source: String,
    /// Whether the body ends with the standard's end mark, `./.`.
    pub end_mark: bool,
    /// The shared fields a clerk fills in before the template's own, in order.
    pub fields: Vec<String>,
    /// The shared fields a clerk fills in after the template's own, in order.
    pub closing_fields: Vec<String>,
    /// Its parts from top to bottom.
    pub parts: Vec<Part>,
}

/// A part of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Boxes 1 to 4, 10b and 11: `co_quan`, `so`, `ky_hieu`, `dia_danh`, `ngay`, `du_thao`, `do_khan`, `luu_hanh`.
    Letterhead {
        /// Box 5b: `trich_yeu` as `V/v …` under the number.
        abstract_under_number: bool,
    },
    /// Box 5a: the name of the kind and `trich_yeu`.
    KindAndAbstract,
    /// Box 9a: `kinh_gui`.
    Recipients,
    /// `can_cu`, one a line.
    Bases,
    /// Box 6: what `body.hbs` writes.
    Body,
    /// Boxes 7, 9b and 12: `chu_ky`, `noi_nhan`, `luu`, `so_ban_luu`, `ky_hieu_soan`, `so_ban_phat_hanh`.
    Signature,
    /// Box 13: `lien_he`.
    Contact,
    /// What the template writes as appendices, then `phu_luc`.
    Appendices,
    /// A page before all others: issuing body, kind, abstract, place and month.
    Cover,
    /// The headings below with their page numbers, on pages before the numbered ones.
    Contents,
}

record!(Form { id, title, standard, source, end_mark or_default, fields, closing_fields, parts = "part" });

impl Read for Part {
    fn read(value: &Value) -> Result<Self, Fault> {
        let keys: &[&str] = match value.get("type").and_then(Value::as_str) {
            Some("letterhead") => &["type", "abstract_under_number"],
            _ => &["type"],
        };
        let record = Record::of(value, keys)?;
        Ok(match record.value("type").as_str().unwrap_or_default() {
            "letterhead" => {
                Part::Letterhead { abstract_under_number: record.read_or_default("abstract_under_number")? }
            }
            "kind_and_abstract" => Part::KindAndAbstract,
            "recipients" => Part::Recipients,
            "bases" => Part::Bases,
            "body" => Part::Body,
            "signature" => Part::Signature,
            "contact" => Part::Contact,
            "appendices" => Part::Appendices,
            "cover" => Part::Cover,
            "contents" => Part::Contents,
            _ => return Err(wrong(value, "a part")),
        })
    }
}

impl Form {
    /// The standard the form follows.
    pub fn standard(&self) -> &'static Standard {
        Standard::named(&self.standard).unwrap_or_else(Standard::nd30)
    }
}

/// The form of that id.
///
/// ```
/// use thethuc::forms::{self, Part};
/// let letter = forms::get("cong-van").expect("a form");
/// assert!(letter.parts.contains(&Part::Letterhead { abstract_under_number: true }));
/// assert!(forms::get("khong-co").is_none());
/// ```
pub fn get(id: &str) -> Option<&'static Form> {
    forms().iter().find(|form| form.id == id)
}

/// All forms.
#[expect(clippy::expect_used, reason = "forms are part of the crate, not input; the tests read them")]
pub fn forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let forms: Value = serde_json::from_str(packed::text("forms.json")).expect("the forms are JSON");
        let forms = Vec::<Form>::read(&forms).expect("the forms are well formed");
        for form in &forms {
            assert!(Standard::named(&form.standard).is_some(), "{} follows no known standard", form.id);
        }
        forms
    })
}
