//! What makes a template unusable, in words.

use super::filter::Filter;
use super::listing::{Asked, WordKind};
use super::place::{Place, quoted};
use super::scan::Slip;
use crate::joined::Joined;
use crate::ordered::OrderedMap;
use crate::{Diagnostic, Location};

/// What is wrong with a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
    Slip(Slip),
    /// Opened, and never closed.
    NeverClosed,
    /// Closed, and never opened.
    NeverOpened,
    /// Closed by the end of something else.
    ClosedBy(String),
    /// Opened and closed in places that no loop can join.
    Crossing,
    /// An `else` where its lines cannot be told from those before it.
    ElsePlace,
    /// An `else` in nothing.
    StrayElse,
    Unreadable,
    UnknownFilter(String),
    /// A value in place of a paragraph with other text in that.
    NotAlone,
    TooDeep,
}

/// The finding about a tag, with where it stands.
pub(super) fn fault(wrong: &Wrong, written: &str, place: &Place) -> Diagnostic {
    let tag = quoted(written);
    let (code, message, english) = match wrong {
        Wrong::Slip(Slip::Unclosed) => (
            "the-chua-dong",
            format!("Thẻ «{tag}» mở mà không đóng trong cùng đoạn; hãy thêm dấu đóng"),
            format!("The tag “{tag}” is opened and not closed in its paragraph; close it"),
        ),
        Wrong::Slip(Slip::Unopened) => (
            "the-chua-mo",
            format!("Dấu đóng thẻ «{tag}» không có dấu mở; hãy thêm dấu mở hoặc xóa nó"),
            format!("“{tag}” closes a tag that was not opened; open it or take it away"),
        ),
        Wrong::Slip(Slip::Delimiters) => (
            "dau-the-sai",
            format!(
                "Thẻ «{tag}» đổi dấu của thẻ nhưng không ghi đủ dấu mở và dấu đóng; hãy ghi như {{{{=<% %>=}}}}"
            ),
            format!("“{tag}” changes the delimiters and does not name two; write it as {{{{=<% %>=}}}}"),
        ),
        Wrong::NeverClosed => (
            "khoi-chua-dong",
            format!("«{tag}» chưa có thẻ kết thúc; hãy thêm thẻ kết thúc vào sau phần nó bao"),
            format!("“{tag}” has no end; add one behind what it is about"),
        ),
        Wrong::NeverOpened => (
            "khoi-chua-mo",
            format!("Thẻ kết thúc «{tag}» không có thẻ mở ở trước; hãy thêm thẻ mở hoặc xóa nó"),
            format!("“{tag}” ends what nothing began; add the beginning or take it away"),
        ),
        Wrong::ClosedBy(other) => {
            let other = quoted(other);
            (
                "khoi-dong-sai",
                format!("«{tag}» bị kết thúc bằng «{other}»; hãy ghi thẻ kết thúc đúng tên với thẻ mở"),
                format!("“{tag}” is ended by “{other}”; end it by its own name"),
            )
        }
        Wrong::Crossing => (
            "khoi-cat-o",
            format!(
                "«{tag}» mở và đóng ở hai chỗ không cùng ô, cùng bảng hoặc đan vào khối khác; hãy đặt cả hai thẻ trong cùng \
                 một ô, trong các hàng của cùng một bảng, hoặc ngoài bảng"
            ),
            format!(
                "“{tag}” begins and ends in places that do not belong together or crosses another one; put both into one \
                 cell, into rows of one table, or outside of tables"
            ),
        ),
        Wrong::ElsePlace => (
            "khoi-cat-o",
            format!(
                "«{tag}» chia một phần nhiều đoạn hoặc nhiều hàng; hãy đặt thẻ này ở đoạn riêng, hàng riêng"
            ),
            format!("“{tag}” divides several paragraphs or rows; give it a paragraph or row of its own"),
        ),
        Wrong::StrayElse => (
            "khoi-chua-mo",
            format!("«{tag}» không nằm trong điều kiện nào; hãy đặt nó giữa thẻ mở và thẻ kết thúc"),
            format!("“{tag}” is in no condition; put it between a beginning and an end"),
        ),
        Wrong::Unreadable => (
            "the-khong-hieu",
            format!(
                "Không hiểu thẻ «{tag}», và không có giá trị nào mang tên ấy; hãy ghi tên trường bằng chữ, số và dấu _"
            ),
            format!(
                "“{tag}” cannot be read, and no value is called so; name fields with letters, digits and _"
            ),
        ),
        Wrong::UnknownFilter(name) => (
            "bo-loc-la",
            format!("Không có bộ lọc «{name}» trong thẻ «{tag}»; các bộ lọc dùng được: {}", Filter::known()),
            format!("“{tag}” has the unknown filter “{name}”; there are: {}", Filter::known()),
        ),
        Wrong::NotAlone => (
            "the-khong-rieng",
            format!(
                "Thẻ «{tag}» thay cho cả đoạn nên phải đứng một mình trong đoạn; hãy chuyển nó sang đoạn riêng"
            ),
            format!("“{tag}” stands for a whole paragraph and must be alone in it; give it its own"),
        ),
        Wrong::TooDeep => (
            "khoi-qua-sau",
            format!("«{tag}» nằm trong quá nhiều khối lồng nhau; hãy bớt khối"),
            format!("“{tag}” is nested in too many others; use fewer"),
        ),
    };
    located(Diagnostic::error(code, Location::Document, message, english), place)
}

/// The finding with its place at the end of its sentences.
pub(super) fn located(mut finding: Diagnostic, place: &Place) -> Diagnostic {
    let (words, english) = place.words();
    if !words.is_empty() {
        finding.message = format!("{} (ở {words})", finding.message.trim_end_matches('.'));
        finding.english = format!("{} (in {english})", finding.english.trim_end_matches('.'));
    }
    finding.message.push('.');
    finding.english.push('.');
    finding
}

/// A tag where nothing is filled.
pub(super) fn unreached(text: &str, place: &Place) -> Diagnostic {
    let text = quoted(text);
    let finding = Diagnostic::warning(
        "the-khong-dien",
        Location::Document,
        format!(
            "Thẻ trong «{text}» nằm ở mã trường hay mô tả của hình nên không được điền; hãy chuyển thẻ ra phần chữ"
        ),
        format!(
            "The tag in “{text}” is in the code of a field or the description of a picture and is not filled; move it into the text"
        ),
    );
    located(finding, place)
}

/// Quotes that Word has bent; they are read as straight ones.
pub(super) fn curly(written: &str, place: &Place) -> Diagnostic {
    let tag = quoted(written);
    let finding = Diagnostic::warning(
        "nhay-cong",
        Location::Document,
        format!(
            "Thẻ «{tag}» có dấu nháy cong do Word tự đổi; thẻ vẫn được hiểu, nhưng nên ghi dấu nháy thẳng"
        ),
        format!("“{tag}” has quotes that Word has bent; they are understood, straight ones are better"),
    );
    located(finding, place)
}

/// Names that are printed in one place and repeated in another.
pub(super) fn two_kinds(asked: &[Asked]) -> Vec<Diagnostic> {
    let mut seen: OrderedMap<String, WordKind> = OrderedMap::default();
    let mut told: OrderedMap<String, ()> = OrderedMap::default();
    let mut findings = Vec::new();
    for one in asked {
        if one.kind == WordKind::Condition || one.name.starts_with('.') || one.name == "this" {
            continue;
        }
        let loops = one.within.iter().map(|(list, _)| list.as_str()).joined(" ");
        let name = format!("{} {}", loops, one.name);
        match seen.get(&name) {
            Some(kind) if *kind != one.kind => {}
            Some(_) => continue,
            None => {
                seen.insert(name, one.kind);
                continue;
            }
        }
        if !told.insert(name, ()) {
            continue;
        }
        let finding = Diagnostic::warning(
            "ten-hai-kieu",
            Location::Document,
            format!(
                "«{}» chỗ thì in như chữ, chỗ thì lặp như danh sách; hãy đặt hai tên khác nhau",
                one.name
            ),
            format!("“{}” is printed in one place and repeated in another; use two names", one.name),
        );
        findings.push(located(finding, &one.place));
    }
    findings
}
