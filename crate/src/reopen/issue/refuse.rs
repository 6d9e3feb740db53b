//! Why a document is not numbered, and what of it is still open when it is.

use crate::docx::read::{Observed, plain};
use crate::joined::Joined;
use crate::ordered;
use crate::recognise::find;
use crate::to_list::ToList;
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
    } else if found.blank_dates > 1 {
        wrong.push(several_dates(found.blank_dates));
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

/// The lines of the finished document that still have room for a number or a day: of another letterhead, of something that goes
/// with it, in a box or at the edge of the pages. `is_electronic`: what goes with it stays blank.
pub(super) fn open_still(after: &Observed, is_electronic: bool) -> Vec<Diagnostic> {
    let edges = after.page_edges.iter().flat_map(|edge| &edge.paragraphs);
    let cites = |text: &str| find::cited_number(text, 0).is_some_and(|place| place.written.is_empty());
    let edges = edges.map(|paragraph| plain(&paragraph.glyphs)).filter(|text| cites(text));
    let lines = after.everything().into_iter().map(|paragraph| plain(&paragraph.glyphs)).filter(|text| {
        find::number_lines(text).any(|place| place.written.is_empty())
            || has_second_day(text)
            || !is_electronic && is_open_attached(text)
    });
    let mut told: Vec<String> = Vec::new();
    for text in lines.chain(edges) {
        if !told.contains(&text) && told.len() < MAX_TOLD {
            told.push(text);
        }
    }
    told.into_iter()
        .map(|text| {
            let line = shown(&text);
            Diagnostic::warning(
                "con-cho-so",
                Location::Document,
                format!("Còn dòng «{line}» để trống số hoặc ngày; hãy xem lại trước khi gửi."),
                format!(
                    "The line “{line}” still lacks number or day; look at it before the document goes out."
                ),
            )
        })
        .to_list()
}

/// More lines than these are a form to be filled in.
const MAX_TOLD: usize = 10;

/// One day of a line is written and another is not.
fn has_second_day(text: &str) -> bool {
    let days = std::iter::successors(find::date(text, 0), |place| find::date(text, place.whole.end));
    let (mut written, mut blank) = (false, false);
    for day in days {
        if day.has_day { written = true } else { blank = true }
    }
    written && blank
}

/// A line that says what something goes with, and leaves its number or day blank.
fn is_open_attached(text: &str) -> bool {
    find::attached_words(text).is_some_and(|from| {
        let is_blank = |place: &find::NumberPlace| place.written.is_empty();
        find::has_open_number(text, from)
            || find::cited_number(text, from).as_ref().is_some_and(is_blank)
            || find::date(text, from).is_some_and(|date| !date.has_day)
    })
}

/// The symbol behind the number is still to be written.
fn is_open(spot: &Spot) -> bool {
    matches!(&spot.target, Target::Number(place) if find::is_open(&place.symbol))
}

/// What a line lacks that says it goes with the document.
fn attached(one: &Attached, sheets: &Sheets<'_>, has_symbol: bool) -> Option<Diagnostic> {
    let line = || one.lines.iter().map(|at| shown(sheets.text(*at))).joined(" ");
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

fn several_dates(count: usize) -> Diagnostic {
    Diagnostic::error(
        "nhieu-cho-ngay",
        Location::Document,
        format!("Phần đầu văn bản có {count} chỗ ghi ngày còn để trống; hãy bỏ bớt chỗ thừa rồi cấp số."),
        format!("The head of the document has {count} blank places for the date; leave one."),
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
