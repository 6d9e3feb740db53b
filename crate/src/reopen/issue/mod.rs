//! Number and date in a finished document (Decree 30/2020/NĐ-CP, Article 15), and its row in the register of outgoing
//! documents (Annex IV, section I).
//!
//! The records clerk has the signed-off DOCX, edited in Word or not. Only the number, the day beside the place of issue
//! and the `(Kèm theo …)` lines are written; every other letter, every other part of the package and every property
//! stays. Places are known by the bookmarks of [`crate::docx::write()`], and by how the lines read where those are lost or where
//! another program made the file. Numbers come from the clerk alone.
//!
//! ```
//! use chrono::NaiveDate;
//! use thethuc::reopen::issue::{Request, issue};
//! use thethuc::{docx, fill, library};
//!
//! let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! let mut values = plan.samples().first().expect("its example").values.clone();
//! values["so"] = "".into();
//! values["ngay"] = "2026".into();
//! let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let draft = fill(&plan, &values, today).docx(true).expect("a DOCX").remove(0).bytes;
//!
//! let issued = issue(&draft, &Request { so: "7", ngay: "2026-11-25", replace: false }).expect("its places");
//! assert_eq!(issued.places[0].after, "Số: 07/KH-UBND");
//! assert_eq!(issued.places[1].after, "An Bình, ngày 25 tháng 11 năm 2026");
//! let read = docx::read_values(&issued.bytes).expect("the values inside");
//! assert_eq!((read.values["so"].as_str(), read.unchanged), (Some("7"), true));
//! ```

mod places;
mod recognise;
mod register;

use chrono::Datelike as _;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::document::Component;
use crate::docx::package::Package;
use crate::docx::patch::{self, Edit, Line};
use crate::docx::read::observe;
use crate::docx::values_part::{self, ReadValues, TextDigest, read_values};
use crate::recognise::find;
use crate::reopen::pieces::Pieces;
use crate::vietnamese::PartialDate;
use crate::vietnamese::number::document_number;
use crate::xml::Document;
use crate::{Diagnostic, Location};

use places::{Found, Target};
pub use recognise::Recognised;
pub use register::{COLUMNS, Entry, Register};

/// What the clerk enters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request<'r> {
    /// The number: `7`, `123`, `15a`.
    pub so: &'r str,
    /// The day of issue, `2026-11-25` or as people write it.
    pub ngay: &'r str,
    /// Write over a number and a day that are there already.
    pub replace: bool,
}

/// What a place is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    /// The number before the symbol.
    Number,
    /// Day, month and year beside the place of issue.
    Date,
    /// A line that says what an appendix or an attached document goes with.
    Attached,
}

/// A line with a place for number or date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// What it is for.
    pub kind: PlaceKind,
    /// The line as it reads now.
    pub before: String,
    /// The line as it reads with number and date; the same when nothing is written.
    pub after: String,
}

/// A document with its number and date.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was written, in the order of the document.
    pub places: Vec<Place>,
    /// The row for the register; none for an appendix or attached document in a file of its own, which has none.
    pub register: Option<Register>,
    /// What the clerk should know before it goes out.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a document says about itself, and where number and date would go.
///
/// # Errors
/// What makes the file unreadable (see [`crate::docx::package::PackageError`]).
pub fn recognise(docx: &[u8]) -> Result<Recognised, Diagnostic> {
    let package = Package::open(docx)?;
    let main = package.main_document()?;
    let xml = package.read(&main)?.unwrap_or_default();
    let document = parsed(&main, &xml)?;
    let lines = patch::lines(&document.root);
    let values = read_values(docx).ok();
    let observed = observe(docx)?;
    let reading = crate::recognise::read(&observed);
    let pieces = Pieces::of(&observed.blocks, &reading).without_notes();
    let found = Found::look(&lines, &pieces, values.as_ref());
    let notes = notes(&pieces, &package, values.as_ref());
    Ok(recognise::recognise(&lines, &pieces, &found, values.as_ref(), notes))
}

/// Writes number and date into a document.
///
/// # Errors
/// `so-sai` and `ngay-sai` for what is no number or no whole day; `da-co-so` when the document is numbered or dated
/// otherwise already and `replace` is not set; `khong-thay-cho-so` and `khong-thay-cho-ngay` when a place is not found;
/// `da-ky-so` when it carries a digital signature; what makes the file unreadable. Nothing is written then.
pub fn issue(docx: &[u8], request: &Request<'_>) -> Result<Issued, Vec<Diagnostic>> {
    let (number, day) = (request_number(request.so), request_day(request.ngay));
    let (Ok(number), Ok(day)) = (&number, &day) else {
        return Err(number.err().into_iter().chain(day.err()).collect());
    };
    let one = |finding: Diagnostic| vec![finding];
    let package = Package::open(docx).map_err(|error| one(error.into()))?;
    let main = package.main_document().map_err(|error| one(error.into()))?;
    let xml = package.read(&main).map_err(|error| one(error.into()))?.unwrap_or_default();
    let mut document = parsed(&main, &xml).map_err(one)?;
    if package.parts().iter().any(|part| part.name.to_ascii_lowercase().starts_with("_xmlsignatures/")) {
        return Err(one(signed()));
    }
    let lines = patch::lines(&document.root);
    let values = read_values(docx).ok();
    let observed = observe(docx).map_err(one)?;
    let reading = crate::recognise::read(&observed);
    let pieces = Pieces::of(&observed.blocks, &reading).without_notes();
    let found = Found::look(&lines, &pieces, values.as_ref());
    found.check(&lines, number, *day, request.replace)?;

    let edits = found.edits(&lines, number, *day);
    let patch = patch::patch(&lines, &edits).map_err(|_| one(unwritable()))?;
    patch.apply(&mut document.root);
    let after = patch::lines(&document.root);
    let places = found.places(&lines, &after);
    let patched = document.to_bytes();
    let written =
        |changed: &[(&str, &[u8])]| package.with_parts(changed).map_err(|error| one(Diagnostic::from(error)));
    let mut bytes = written(&[(main.as_str(), patched.as_slice())])?;
    if let Some(values) = &values {
        let part = with_number(&bytes, values, request.so.trim(), number, *day, &found);
        if let Some((name, part)) = part {
            bytes = written(&[(main.as_str(), patched.as_slice()), (name.as_str(), part.as_slice())])?;
        }
    }
    let register = match found.number {
        Some(_) => Some(registered(&bytes, &after, values.as_ref(), *day).map_err(one)?),
        None => None,
    };
    let diagnostics = notes(&pieces, &package, values.as_ref());
    Ok(Issued { bytes, places, register, diagnostics })
}

/// The row of a document that has its number.
fn registered(
    docx: &[u8],
    lines: &[Line],
    values: Option<&ReadValues>,
    day: PartialDate,
) -> Result<Register, Diagnostic> {
    let observed = observe(docx)?;
    let reading = crate::recognise::read(&observed);
    let pieces = Pieces::of(&observed.blocks, &reading).without_notes();
    let found = Found::look(lines, &pieces, values);
    Ok(register::row(&recognise::recognise(lines, &pieces, &found, values, Vec::new()), day))
}

fn parsed<'x>(name: &str, xml: &'x [u8]) -> Result<Document<'x>, Diagnostic> {
    Document::parse(xml).map_err(|error| error.diagnostic(name))
}

/// The number as it is printed.
fn request_number(typed: &str) -> Result<String, Diagnostic> {
    let typed = typed.trim();
    let digits = typed.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let is_number = (1..=6).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && digits.bytes().any(|byte| byte != b'0')
        && typed.len() - digits.len() <= 1;
    if is_number {
        return Ok(document_number(typed));
    }
    Err(Diagnostic::error(
        "so-sai",
        Location::Field { path: "so".into() },
        format!(
            "«{typed}» không phải là số văn bản; hãy ghi riêng phần số, như 7 hoặc 123, không ghi ký hiệu."
        ),
        format!(
            "«{typed}» is no document number; enter the number alone, such as 7 or 123, without the symbol."
        ),
    ))
}

fn request_day(typed: &str) -> Result<PartialDate, Diagnostic> {
    let wrong = |message: String, english: String| {
        Diagnostic::error("ngay-sai", Location::Field { path: "ngay".into() }, message, english)
    };
    match typed.parse::<PartialDate>() {
        Ok(PartialDate::Full(day)) if (1000..=9999).contains(&day.year()) => Ok(PartialDate::Full(day)),
        Ok(_) => Err(wrong(
            "Cần đủ ngày, tháng, năm ban hành; hãy ghi như 25/11/2026.".to_owned(),
            "The day of issue is needed in full; write it like 25/11/2026.".to_owned(),
        )),
        Err(error) => Err(wrong(error.to_string(), error.english())),
    }
}

/// The values with number and date in them, so that the file still opens as the form it is.
fn with_number(
    patched: &[u8],
    values: &ReadValues,
    typed: &str,
    number: &str,
    day: PartialDate,
    found: &Found,
) -> Option<(String, Vec<u8>)> {
    let package = Package::open(patched).ok()?;
    let main = package.main_document().ok()?;
    let name = values_part::part_name(&package, &main).ok()?;
    let xml = package.read(&name).ok()??;
    let mut changed = values.values.clone();
    let fields = changed.as_object_mut()?;
    if found.number.is_some() {
        fields.insert("so".to_owned(), typed.into());
        if found.date.is_some() {
            fields.insert("ngay".to_owned(), day.to_string().into());
        }
    } else {
        promulgated(fields, number, day);
    }
    let text = values.unchanged.then(|| TextDigest::of_package(&package, &main)).transpose().ok()?;
    Some((name, values_part::with_values(&xml, &changed, text.as_ref())?))
}

/// A document that another one promulgates has the number and date of that one.
fn promulgated(fields: &mut Map<String, Value>, number: &str, day: PartialDate) {
    let Some(other) = fields.get_mut("van_ban_ban_hanh").and_then(Value::as_object_mut) else { return };
    let symbol = other.get("so_ky_hieu").and_then(Value::as_str).unwrap_or_default();
    let symbol = symbol.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    other.insert("so_ky_hieu".to_owned(), format!("{number}{symbol}").into());
    other.insert("ngay".to_owned(), day.to_string().into());
}

/// What the clerk should see before the document goes out.
fn notes(pieces: &Pieces<'_>, package: &Package<'_>, values: Option<&ReadValues>) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    if package.parts().iter().any(|part| part.name.to_ascii_lowercase().starts_with("_xmlsignatures/")) {
        notes.push(signed());
    }
    if pieces.everywhere().any(|item| item.component == Some(Component::DauDuThao)) {
        notes.push(Diagnostic::warning(
            "con-du-thao",
            Location::Document,
            "Văn bản còn dấu «Dự thảo»; hãy bỏ dấu này trước khi cấp số.",
            "The document still bears the mark “Dự thảo”; take it out before it is numbered.",
        ));
    }
    if values.is_some_and(|read| !read.unchanged) {
        notes.push(Diagnostic::new(
            crate::Severity::Info,
            "da-sua",
            Location::Document,
            "Văn bản đã được sửa sau khi tạo từ biểu mẫu; hãy đối chiếu dòng sổ đăng ký với văn bản.",
            "The document was edited after the form made it; compare the row of the register with it.",
        ));
    }
    if values.is_some_and(is_electronic)
        && pieces.everywhere().any(|item| item.component == Some(Component::KemTheo))
    {
        notes.push(Diagnostic::new(
            crate::Severity::Info,
            "kem-theo-de-trong",
            Location::Document,
            "Văn bản điện tử: số và ngày ở dòng «(Kèm theo …)» được để trống theo Mẫu 2.2, Phụ lục III.",
            "An electronic document: number and date in the line “(Kèm theo …)” stay blank (form 2.2, Annex III).",
        ));
    }
    notes
}

fn is_electronic(read: &ReadValues) -> bool {
    read.values.get("hinh_thuc").and_then(Value::as_str) == Some("dien_tu")
}

fn signed() -> Diagnostic {
    Diagnostic::error(
        "da-ky-so",
        Location::Document,
        "Tệp đã được ký số nên không ghi thêm số, ngày được nữa; hãy lấy bản chưa ký số.",
        "The file carries a digital signature, which writing into it would break; take the copy before signing.",
    )
}

fn unwritable() -> Diagnostic {
    Diagnostic::error(
        "khong-thay-cho-so",
        Location::Document,
        "Chỗ ghi số hoặc ngày trong tệp không có chữ nào để ghi vào; hãy gõ lại dòng «Số:» và dòng địa danh, ngày tháng.",
        "The place of number or date has no text to write into; type the lines of number and of place and date again.",
    )
}

/// A target with the line it is in.
type Spot = (usize, Target);

/// Edits of a line as replacements.
fn edits_of(line: usize, replacements: Vec<find::Replacement>) -> impl Iterator<Item = Edit> {
    replacements.into_iter().map(move |(range, text)| Edit { line, range, text })
}
