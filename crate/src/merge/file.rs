//! The file a template is: what it may be, which parts have text, what there is to know before it is changed.

use super::delimiters::Delimiters;
use super::place::Story;
use super::token::attribute;
use crate::docx::package::{Package, PackageError};
use crate::to_list::ToList;
use crate::xml::{Document, Element};
use crate::{Diagnostic, Location};

pub(super) fn open(bytes: &[u8]) -> Result<Package<'_>, Diagnostic> {
    if bytes.starts_with(b"{\\rtf") {
        return Err(Diagnostic::error(
            "tep-rtf",
            Location::Document,
            "Đây là tệp .rtf; hãy mở bằng Word hoặc LibreOffice rồi lưu thành .docx.",
            "This is an .rtf file; open it in Word or LibreOffice and save it as .docx.",
        ));
    }
    Package::open(bytes).map_err(|error| error.diagnostic())
}

/// The parts that text stands in, by what the package says they are.
pub(super) fn stories(package: &Package<'_>) -> Result<Vec<(String, Story)>, PackageError> {
    let main = package.main_document()?;
    let types = package.content_types()?;
    let stories = package.parts().iter().filter_map(|part| {
        if part.name.eq_ignore_ascii_case(&main) {
            return Some((part.name.clone(), Story::Body));
        }
        let kind = types.of(&part.name)?.strip_suffix("+xml")?.rsplit('.').next()?;
        let story = match kind {
            "header" => Story::Header,
            "footer" => Story::Footer,
            "footnotes" => Story::Footnotes,
            "endnotes" => Story::Endnotes,
            "comments" => Story::Comments,
            "core-properties" | "extended-properties" | "custom-properties" => Story::Properties,
            _ => return None,
        };
        Some((part.name.clone(), story))
    });
    Ok(stories.to_list())
}

/// Whether it is worth looking for tags: their first signs stand in it, whatever is between.
pub(super) fn may_hold_tags(source: &[u8], delimiters: &Delimiters) -> bool {
    let holds = |wanted: &[u8]| source.windows(wanted.len().max(1)).any(|window| window == wanted);
    let is_plain = |mark: &str| mark.chars().all(|sign| sign.is_ascii() && !matches!(sign, '<' | '>' | '&'));
    if !is_plain(delimiters.start()) || !is_plain(delimiters.end()) || holds(b"&#") {
        return true;
    }
    let signs = [delimiters.start(), delimiters.end()].map(|mark| mark.bytes().next());
    let fields = holds(b"fldSimple") || holds(b"instrText");
    fields || signs.into_iter().flatten().any(|sign| source.contains(&sign))
}

/// What there is to know of a file before it is changed.
pub(super) fn remarks(package: &Package<'_>) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    if package.parts().iter().any(|part| part.name.to_ascii_lowercase().starts_with("_xmlsignatures/")) {
        remarks.push(Diagnostic::error(
            "chu-ky-so",
            Location::Document,
            "Tệp mẫu có chữ ký số, chữ ký ấy không còn giá trị trên văn bản điền xong; hãy dùng tệp mẫu chưa ký.",
            "The template is digitally signed; the signature does not hold for what is filled in. Use an unsigned one.",
        ));
    }
    let is_protected = package.read("word/settings.xml").ok().flatten().is_some_and(|source| {
        Document::parse(&source).is_ok_and(|settings| {
            settings.root.elements().any(|element| {
                let on = || {
                    attribute(element, "enforcement").is_some_and(|on| matches!(&*on, "1" | "true" | "on"))
                };
                element.local_name() == "documentProtection" && on()
            })
        })
    });
    if is_protected {
        remarks.push(Diagnostic::warning(
            "tep-bao-ve",
            Location::Document,
            "Tệp mẫu đặt chế độ hạn chế sửa; văn bản điền xong vẫn giữ chế độ ấy.",
            "Editing of the template is restricted; the filled document keeps that.",
        ));
    }
    remarks
}

/// The highest number of a drawing.
pub(super) fn highest_number(element: &Element<'_>) -> u64 {
    let own = (element.local_name() == "docPr")
        .then(|| attribute(element, "id").and_then(|id| id.parse().ok()))
        .flatten();
    element.elements().map(highest_number).fold(own.unwrap_or(0), u64::max)
}
