//! Why a document is not numbered, and what of it is still open when it is.

use crate::ordered;
use crate::recognise::find;
use crate::vietnamese::PartialDate;
use crate::{Diagnostic, Location};

use super::Request;
use super::places::{Attached, Found, Spot, Target, shown};
use super::sheet::{Sheets, unwritable};

/// Whether all that is needed is there, and free.
pub(super) fn check(
    found: &Found,
    sheets: &Sheets<'_>,
    number: &str,
    day: PartialDate,
    request: &Request<'_>,
) -> Result<(), Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    if found.number.is_none() && !found.further.is_empty() || found.is_ambiguous {
        wrong.push(several(found));
    } else if found.number.is_none() && found.attached.iter().all(|one| one.number.is_none()) {
        wrong.push(if found.is_unreadable { unwritable() } else { no_number() });
    } else if found.number.is_some() && found.date.is_none() && !found.undated {
        wrong.push(no_date());
    }
    wrong.extend(
        found.number.iter().filter(|spot| is_open(spot)).map(|spot| no_symbol(&shown(sheets.text(spot.at)))),
    );
    let has_symbol = found.number.is_some();
    wrong.extend(found.attached.iter().filter_map(|one| attached(one, sheets, has_symbol)));
    if !request.replace {
        let taken = found.taken(sheets, number, day);
        if !taken.is_empty() {
            wrong.push(taken_already(&taken.join("», «")));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// What has a place for a number as well and stays without one.
pub(super) fn open_still(found: &Found, sheets: &Sheets<'_>) -> Vec<Diagnostic> {
    let still = found.further.iter().filter(|spot| match &spot.target {
        Target::Number(place) => place.written.is_empty(),
        _ => false,
    });
    let told = still.map(|spot| {
        let line = shown(sheets.text(spot.at));
        Diagnostic::warning(
            "con-cho-so",
            Location::Document,
            format!("Còn dòng «{line}» để trống số; hãy xem lại trước khi gửi."),
            format!("The line “{line}” still has no number; look at it before the document goes out."),
        )
    });
    told.collect()
}

/// The symbol behind the number is still to be written.
fn is_open(spot: &Spot) -> bool {
    matches!(&spot.target, Target::Number(place) if find::is_open(&place.symbol))
}

/// What a line lacks that says it goes with the document.
fn attached(one: &Attached, sheets: &Sheets<'_>, has_symbol: bool) -> Option<Diagnostic> {
    let line = || {
        let lines: Vec<String> = one.lines.iter().map(|at| shown(sheets.text(*at))).collect();
        lines.join(" ")
    };
    let Some(number) = &one.number else { return Some(no_symbol(&line())) };
    if is_open(number) && !has_symbol {
        return Some(no_symbol(&line()));
    }
    let says_day = one.lines.iter().any(|at| sheets.text(*at).contains("ngày"));
    (one.date.is_none() && says_day).then(|| {
        let line = line();
        Diagnostic::error(
            "khong-thay-cho-ngay",
            Location::Document,
            format!(
                "Không thấy chỗ ghi ngày trong dòng «{line}»; hãy sửa dòng đó thành «… ngày … tháng … năm …»."
            ),
            format!(
                "There is no place for the date in the line “{line}”; make it read “… ngày … tháng … năm …”."
            ),
        )
    })
}

fn several(found: &Found) -> Diagnostic {
    let symbols = found.symbols();
    let mut each = symbols.clone();
    ordered::sort(&mut each);
    each.dedup();
    if each.len() < symbols.len() {
        return Diagnostic::error(
            "nhieu-cho-so",
            Location::Document,
            format!(
                "Văn bản có {} chỗ ghi số cùng ký hiệu «{}»; hãy bỏ bớt chỗ thừa rồi cấp số.",
                symbols.len(),
                each.join("», «")
            ),
            format!(
                "There are {} places of a number with the symbol “{}”; leave one.",
                symbols.len(),
                each.join("”, “")
            ),
        );
    }
    Diagnostic::error(
        "nhieu-cho-so",
        Location::Field { path: "ky_hieu".into() },
        format!(
            "Văn bản có nhiều chỗ ghi số, chưa rõ số này của ký hiệu nào; hãy chọn một: «{}».",
            symbols.join("», «")
        ),
        format!(
            "The document has several places of a number, and it is not known whose this is; choose a symbol: “{}”.",
            symbols.join("”, “")
        ),
    )
}

fn no_number() -> Diagnostic {
    Diagnostic::error(
        "khong-thay-cho-so",
        Location::Document,
        "Không thấy chỗ ghi số; văn bản cần có dòng như «Số:      /QĐ-UBND» ở phần đầu.",
        "There is no place for the number; the document needs a line like “Số:      /QĐ-UBND” at its head.",
    )
}

fn no_date() -> Diagnostic {
    Diagnostic::error(
        "khong-thay-cho-ngay",
        Location::Document,
        "Không thấy chỗ ghi ngày ban hành; văn bản cần có dòng như «An Bình, ngày … tháng … năm …» ở phần đầu.",
        "There is no place for the day of issue; the document needs a line like “An Bình, ngày … tháng … năm …” \
         at its head.",
    )
}

fn no_symbol(line: &str) -> Diagnostic {
    Diagnostic::error(
        "chua-co-ky-hieu",
        Location::Document,
        format!(
            "Dòng «{line}» chưa có ký hiệu; hãy ghi ký hiệu vào văn bản, như «Số:      /QĐ-UBND», rồi cấp số."
        ),
        format!(
            "The line “{line}” has no symbol yet; type it in, as in “Số:      /QĐ-UBND”, before the number is given."
        ),
    )
}

fn taken_already(list: &str) -> Diagnostic {
    Diagnostic::error(
        "da-co-so",
        Location::Document,
        format!("Văn bản đã có số hoặc ngày: «{list}»; chỉ ghi đè khi chắc chắn số, ngày đó sai."),
        format!("The document has a number or date already: “{list}”; replace it only when it is wrong."),
    )
}

/// The values inside cannot take number and date.
pub(super) fn unkept() -> Diagnostic {
    Diagnostic::error(
        "gia-tri-hong",
        Location::Document,
        "Dữ liệu kèm theo văn bản không ghi thêm được số, ngày; hãy bỏ dữ liệu kèm theo rồi cấp số.",
        "The values in this document cannot take number and date; drop them and number the document.",
    )
}
