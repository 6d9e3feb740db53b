//! Number and date in a finished document (Decree 30/2020/NĐ-CP, Article 15), and its row in the register of outgoing
//! documents (Annex IV, section I).
//!
//! The records clerk has the signed-off DOCX, edited in Word or not. Only the number, the day beside the place of issue
//! and the `(Kèm theo …)` lines are written; every other letter, every other part of the package and every property
//! stays. What goes with the text and does not print is told before, and can be taken out with it. Places are known by the bookmarks of [`crate::docx::write()`], and by how the lines read where those are lost or where
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
//! let issued = issue(&draft, &Request { so: "7", ngay: "2026-11-25", ..Request::default() }).expect("its places");
//! assert_eq!(issued.places[0].after, "Số: 07/KH-UBND");
//! assert_eq!(issued.places[1].after, "An Bình, ngày 25 tháng 11 năm 2026");
//! let read = docx::read_values(&issued.bytes).expect("the values inside");
//! assert_eq!((read.values["so"].as_str(), read.unchanged), (Some("7"), true));
//! ```

mod fence;
mod places;
mod recognise;
mod refuse;
mod register;
mod sheet;
mod traces;

use chrono::Datelike as _;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::document::Component;
use crate::docx::package::Package;
use crate::docx::read::{Observed, observe};
pub use crate::docx::take_out::Trace;
use crate::docx::take_out::take_out;
use crate::docx::values_part::{self, ReadValues, TextDigest, read_values};
use crate::reopen::pieces::Pieces;
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::vietnamese::number::document_number;
use crate::{Diagnostic, Location, Severity};

use places::{Found, Scene};
pub use recognise::Recognised;
pub use register::{COLUMNS, Entry, Register};
use sheet::{Expected, Sheets};
pub use traces::Left;

/// What the clerk enters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Request<'r> {
    /// The number: `7`, `123`, `15a`.
    pub so: &'r str,
    /// The day of issue, `2026-11-25` or as people write it.
    pub ngay: &'r str,
    /// The symbol the number goes with, where several bodies issue the document and each has its own; `""` otherwise.
    pub ky_hieu: &'r str,
    /// Write over a number and a day that are there already.
    pub replace: bool,
    /// What does not leave with the document.
    pub take_out: &'r [Trace],
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
    let observed = observe(docx)?;
    let values = read_values(docx);
    let sources = sheet::sources(&package, &observed)?;
    let sheets = Sheets::read(&sources, &observed)?;
    let mut seen = look(&package, &sheets, &observed.said(), values.as_ref().ok(), None);
    if let Some(error) = values.err().filter(|error| error.code != NO_VALUES) {
        seen.left.push(Left { trace: Trace::GiaTri, count: 1, shown: Vec::new() });
        seen.diagnostics.push(if error.code == NEWER {
            newer_values()
        } else {
            Diagnostic { severity: Severity::Warning, ..error }
        });
    }
    Ok(seen)
}

/// What a document says, the number being that with a symbol where there are several.
fn look(
    package: &Package<'_>,
    sheets: &Sheets<'_>,
    observed: &Observed,
    values: Option<&ReadValues>,
    symbol: Option<&str>,
) -> Recognised {
    let reading = crate::recognise::read(observed);
    let pieces = Pieces::of(&observed.blocks, &reading).without_notes();
    let scene = Scene { sheets, observed, pieces: &pieces, values };
    let found = Found::look(scene, symbol);
    let left = traces::left(package, observed, values);
    let mut notes = notes(&pieces, package, values);
    notes.extend(left.iter().map(Left::finding));
    recognise::recognise(scene, &found, left, notes)
}

/// Writes number and date into a document.
///
/// # Errors
/// `so-sai` and `ngay-sai` for what is no number or no whole day; `da-co-so` when the document is numbered or dated
/// otherwise already and `replace` is not set; `khong-thay-cho-so` and `khong-thay-cho-ngay` when a place is not found,
/// `chua-co-ky-hieu` when the symbol is still open, `nhieu-cho-so` when several bodies issue it and it is not said whose
/// number it is, or a place has a twin; `nhieu-cho-ngay` when several places of the date are blank; `khong-ghi-duoc`, `ban-sao-khac`, `truong-tu-dong` and `o-lien-ket` where what is written would not be what is read;
/// `da-ky-so` when it carries a digital signature; `gia-tri-ban-moi` and `gia-tri-hong` when its values cannot be kept up;
/// `khong-bo-duoc` for what cannot be taken out; what makes the file unreadable. Nothing is written then.
pub fn issue(docx: &[u8], request: &Request<'_>) -> Result<Issued, Vec<Diagnostic>> {
    let (number, day) = (request_number(request.so), request_day(request.ngay));
    let (Ok(number), Ok(day)) = (&number, &day) else {
        return Err(number.err().into_iter().chain(day.err()).to_list());
    };
    // What was read of the file is dropped before that is read which was written.
    let Written { bytes, places, symbol, expected, damaged, is_electronic } =
        written(docx, request, number, *day)?;
    let one = |finding: Diagnostic| vec![finding];
    let after = observe(&bytes).map_err(one)?;
    let package = Package::open(&bytes).map_err(|error| one(error.into()))?;
    let sources = sheet::sources(&package, &after).map_err(one)?;
    let sheets = Sheets::read(&sources, &after).map_err(one)?;
    let said = after.said();
    expected.verify(&said).map_err(one)?;
    let values = read_values(&bytes).ok();
    let mut seen = look(&package, &sheets, &said, values.as_ref(), symbol.as_deref());
    number.clone_into(&mut seen.number);
    let register = symbol.is_some().then(|| register::row(&seen, *day));
    let mut diagnostics = seen.diagnostics;
    diagnostics.extend(damaged.map(|error| Diagnostic { severity: Severity::Warning, ..error }));
    diagnostics.extend(refuse::open_still(&said, is_electronic));
    Ok(Issued { bytes, places, register, diagnostics })
}

/// A file with number and date.
struct Written {
    bytes: Vec<u8>,
    places: Vec<Place>,
    /// The symbol of the number, where it is no number of another document.
    symbol: Option<String>,
    /// What is to be read in it.
    expected: Expected,
    /// Why its values cannot be read.
    damaged: Option<Diagnostic>,
    is_electronic: bool,
}

fn written(
    docx: &[u8],
    request: &Request<'_>,
    number: &str,
    day: PartialDate,
) -> Result<Written, Vec<Diagnostic>> {
    let one = |finding: Diagnostic| vec![finding];
    let broken = |error: crate::docx::package::PackageError| one(error.into());
    if Package::open(docx).map_err(broken)?.is_signed() {
        return Err(one(signed()));
    }
    let cleaned = take_out(docx, request.take_out).map_err(one)?;
    let package = Package::open(&cleaned).map_err(broken)?;
    let (values, damaged) = match read_values(&cleaned) {
        Ok(values) => (Some(values), None),
        Err(error) if error.code == NEWER => return Err(one(newer_values())),
        Err(error) => (None, Some(error).filter(|error| error.code != NO_VALUES)),
    };
    let main = package.main_document().map_err(broken)?;
    if values_part::all_parts(&package, &main).map_err(one)?.len() > 1 {
        return Err(one(refuse::unkept()));
    }
    let observed = observe(&cleaned).map_err(one)?;
    let sources = sheet::sources(&package, &observed).map_err(one)?;
    let mut sheets = Sheets::read(&sources, &observed).map_err(one)?;
    let observed = observed.said();
    let reading = crate::recognise::read(&observed);
    let pieces = Pieces::of(&observed.blocks, &reading).without_notes();
    let scene = Scene { sheets: &sheets, observed: &observed, pieces: &pieces, values: values.as_ref() };
    let wanted = Some(request.ky_hieu.trim()).filter(|symbol| !symbol.is_empty());
    let found = Found::look(scene, wanted);
    refuse::check(&found, &sheets, number, day, request)?;

    let changes = found.changes(&sheets, number, day);
    let places = found.places(&sheets, &changes);
    let symbol = found.number.as_ref().map(|spot| places::symbol(spot).to_owned());
    let expected = Expected::of(&sheets, &changes, &observed);
    let parts = sheets.write(&package, &changes).map_err(one)?;
    let mut parts: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, xml)| (name.as_str(), xml.as_slice())).to_list();
    let mut bytes = package.with_parts(&parts).map_err(broken)?;
    let values_part;
    if let Some(values) = &values {
        values_part = with_number(&bytes, values, request.so.trim(), number, day, &found)
            .ok_or_else(|| one(refuse::unkept()))?;
        parts.push((&values_part.0, &values_part.1));
        bytes = package.with_parts(&parts).map_err(broken)?;
    }
    let is_electronic = values.as_ref().is_some_and(is_electronic);
    Ok(Written { bytes, places, symbol, expected, damaged, is_electronic })
}

/// The codes of values that are not there, and of those only a later version could read.
const NO_VALUES: &str = "khong-co-gia-tri";
const NEWER: &str = "gia-tri-ban-moi";

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
    if package.is_signed() {
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
            Severity::Info,
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
            Severity::Info,
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

fn newer_values() -> Diagnostic {
    Diagnostic::error(
        NEWER,
        Location::Document,
        "Văn bản do một phiên bản Thể Thức mới hơn lưu, số và ngày sẽ không vào được dữ liệu kèm theo; hãy cấp số bằng phiên bản \
         mới, hoặc bỏ dữ liệu kèm theo.",
        "A later version of Thể Thức saved this document, and number and date would not get into the values inside; number \
         it with that version, or drop the values.",
    )
}
