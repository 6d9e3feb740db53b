//! Layouts as data: which parts a kind of document has, in which order, and which shared fields they print.
//!
//! A form is a `.toml` file beside this one. `shared.toml` declares the fields all documents have in common, once.

use std::sync::OnceLock;

use serde_json::Value;

use crate::packed;
use crate::standard::Standard;
use crate::standard::read::{self, Fault, Read, Record, record};

/// The declarations of the fields documents share, in the syntax of `template.toml`.
pub fn shared() -> &'static str {
    packed::text("forms/shared.json")
}

/// The declarations of what a template sees of a matter it follows, in the same syntax.
pub fn matter() -> &'static str {
    packed::text("forms/matter.json")
}

/// What a section of the form is called in English, if the crate's own templates have one of that name.
pub fn group_in_english(group: &str) -> Option<&'static str> {
    static NAMES: OnceLock<Value> = OnceLock::new();
    let names =
        NAMES.get_or_init(|| serde_json::from_str(packed::text("forms/groups.json")).unwrap_or_default());
    names.get(group).and_then(Value::as_str)
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
    Letterhead(Letterhead),
    /// Box 5a: the name of the kind and `trich_yeu`.
    KindAndAbstract,
    /// The name of the kind alone, with the rule below it.
    Kind,
    /// Box 9a: `kinh_gui`.
    Recipients,
    /// `can_cu`, one a line, and `theo_de_nghi` as the last of them.
    Bases {
        /// What `theo_de_nghi` begins with.
        proposal: String,
    },
    /// The authority line: `tham_quyen_ban_hanh`.
    Authority,
    /// The line that turns to what is decided.
    Order {
        /// `Quyết định:`
        text: String,
    },
    /// Who sends a công điện, from `tac_gia`, and to whom, from `kinh_gui`.
    Dispatch {
        /// What follows the sender: `điện:`.
        text: String,
    },
    /// Box 6: what `body.hbs` writes.
    Body,
    /// Boxes 7, 9b and 12: `chu_ky`, `noi_nhan`, `luu`, `so_ban_luu`, `ky_hieu_soan`, `so_ban_phat_hanh`.
    Signature,
    /// Box 13: `lien_he`.
    Contact,
    /// What the template writes as appendices, then `phu_luc`.
    Appendices,
    /// The document that a decision promulgates: `ban_hanh_kem_theo`.
    AttachedDocument,
    /// The heading of a document that another one, `van_ban_ban_hanh`, promulgates.
    AttachedHeading,
    /// Who confirms what a paper says, and room to sign: `xac_nhan`.
    Confirmation,
    /// The heading of the document an extract is taken from: `ban_chinh`.
    OriginalHeading,
    /// Who signed and who received the document an extract is taken from: `ban_chinh`.
    OriginalSignature,
    /// What a copy carries below the copied text, under a rule of the full width: its letterhead with the name of the
    /// kind in the place of the national name, `khoang_trong` below the upper edge of the text.
    CopyHeading,
    /// A page before all others: issuing body, kind, abstract, place and month.
    Cover,
    /// The headings below with their page numbers, on pages before the numbered ones.
    Contents,
}

/// Which boxes a letterhead has beside the national name and the issuing bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letterhead {
    /// Boxes 3 and 10b: number and symbol, and the urgency mark below them.
    pub number: bool,
    /// Box 4: place and date.
    pub place_date: bool,
    /// Box 5b: `trich_yeu` as `V/v …` under the number.
    pub abstract_under_number: bool,
}

impl Letterhead {
    /// That of a copy: `Số: 05/SY-UBND`, place and date.
    pub(crate) const OF_COPY: Letterhead =
        Letterhead { number: true, place_date: true, abstract_under_number: false };
}

record!(Form { id, title, standard, source, end_mark or_default, fields, closing_fields, parts = "part" });

impl Read for Part {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let keys: &[&str] = match value.get("type").and_then(Value::as_str) {
            Some("letterhead") => &["type", "number", "place_date", "abstract_under_number"],
            Some("bases") => &["type", "proposal"],
            Some("order" | "dispatch") => &["type", "text"],
            _ => &["type"],
        };
        let mut record = Record::of(value, keys, faults);
        match record.value("type").as_str().unwrap_or_default() {
            "letterhead" => Part::Letterhead(Letterhead {
                number: record.read::<Option<bool>>("number").unwrap_or(true),
                place_date: record.read::<Option<bool>>("place_date").unwrap_or(true),
                abstract_under_number: record.read_or_default("abstract_under_number"),
            }),
            "kind_and_abstract" => Part::KindAndAbstract,
            "kind" => Part::Kind,
            "recipients" => Part::Recipients,
            "bases" => Part::Bases { proposal: record.read_or_default("proposal") },
            "authority" => Part::Authority,
            "order" => Part::Order { text: record.read("text") },
            "dispatch" => Part::Dispatch { text: record.read("text") },
            "body" => Part::Body,
            "signature" => Part::Signature,
            "contact" => Part::Contact,
            "appendices" => Part::Appendices,
            "attached_document" => Part::AttachedDocument,
            "attached_heading" => Part::AttachedHeading,
            "confirmation" => Part::Confirmation,
            "original_heading" => Part::OriginalHeading,
            "original_signature" => Part::OriginalSignature,
            "copy_heading" => Part::CopyHeading,
            "cover" => Part::Cover,
            "contents" => Part::Contents,
            _ => {
                record.wrong(value, "a part");
                Part::Body
            }
        }
    }
}

impl Form {
    /// The boxes of its letterhead, if it has one.
    pub fn letterhead(&self) -> Option<Letterhead> {
        self.parts.iter().find_map(|part| match part {
            Part::Letterhead(boxes) => Some(*boxes),
            Part::CopyHeading => Some(Letterhead::OF_COPY),
            _ => None,
        })
    }

    /// Whether it rebuilds parts of another document, whose numbers need not follow each other.
    pub(crate) fn is_extract(&self) -> bool {
        self.parts.contains(&Part::OriginalHeading)
    }

    /// The standard the form follows.
    pub fn standard(&self) -> &'static Standard {
        Standard::named(&self.standard).unwrap_or_else(Standard::nd30)
    }
}

/// The form of that id.
///
/// ```
/// use thethuc::forms;
/// let letter = forms::get("cong-van").expect("a form");
/// assert!(letter.letterhead().is_some_and(|boxes| boxes.number && boxes.abstract_under_number));
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
        let forms = packed::table("forms.json");
        let forms: Vec<Form> = read::all(&forms).expect("the forms are well formed");
        for form in &forms {
            assert!(Standard::named(&form.standard).is_some(), "{} follows no known standard", form.id);
        }
        forms
    })
}
