//! What stands in the parts.

use super::Findings;
use crate::docx::names::Vocabulary;
use crate::docx::package::{Package, PackageError, Relation};
use crate::docx::walk::{Place, Visitor, walk};
use crate::ordered::{self, OrderedMap};
use crate::pool::{Named, Pool};
use crate::to_list::ToList;
use crate::unicode;
use crate::xml::{Document, Element};

pub(super) fn check(
    package: &Package<'_>,
    main: &str,
    parts: &[(&str, Document<'_>)],
    findings: &mut Findings,
) -> Result<(), PackageError> {
    let related: OrderedMap<String, String> = package
        .relations(main)?
        .into_iter()
        .filter(|relation| !relation.external)
        .map(|relation| (relation.target.to_ascii_lowercase(), relation.role().to_owned()))
        .collect();
    let mut seen = Seen::default();
    for (name, document) in parts {
        let role = if name.eq_ignore_ascii_case(main) {
            "document"
        } else {
            related.get(&name.to_ascii_lowercase()).map_or("", String::as_str)
        };
        let relations = package.relations(name)?;
        let mut reader = Reader {
            part: name,
            role,
            relations: &relations,
            seen: &mut seen,
            findings,
            tables: Vec::new(),
            cells: Vec::new(),
            open_bookmarks: Named::default(),
            in_text: false,
        };
        walk(&document.root, &mut reader);
        let open = reader.open_bookmarks;
        let mut left: Vec<&str> =
            open.iter().filter(|(_, is_open)| **is_open).map(|(id, _)| id.as_str()).to_list();
        ordered::sort(&mut left);
        for id in left {
            findings.add(
                "dau-trang-ho",
                name,
                &format!("Dấu trang số {id} mở mà không đóng."),
                &format!("Bookmark {id} starts and does not end."),
            );
        }
    }
    seen.compare(main, findings);
    Ok(())
}

/// What is compared once all parts are read.
#[derive(Default)]
struct Seen {
    defined_styles: Pool<String>,
    /// Each with the part it is used in.
    used_styles: Pool<(String, String)>,
    paragraph_ids: Pool<String>,
    bookmark_ids: Pool<String>,
    bookmark_names: Pool<String>,
    notes: Pool<String>,
    marks: Pool<String>,
}

impl Seen {
    fn compare(&self, main: &str, findings: &mut Findings) {
        let used = self.used_styles.items().iter();
        let mut undefined: Vec<_> =
            used.filter(|(_, style)| !self.defined_styles.contains(style.as_str())).to_list();
        ordered::sort(&mut undefined);
        for (part, style) in undefined {
            findings.add(
                "kieu-khong-co",
                part,
                &format!("Kiểu “{style}” được dùng nhưng không có trong styles.xml."),
                &format!("Style “{style}” is used but styles.xml does not define it."),
            );
        }
        for id in without(&self.marks, &self.notes) {
            findings.add(
                "chu-thich-thieu",
                main,
                &format!("Dấu chú thích số {id} không có lời chú thích."),
                &format!("Footnote mark {id} has no note."),
            );
        }
        for id in without(&self.notes, &self.marks) {
            findings.add(
                "chu-thich-thieu",
                main,
                &format!("Lời chú thích số {id} không có dấu trong văn bản."),
                &format!("Note {id} has no mark in the text."),
            );
        }
    }
}

/// What is in one and not in the other, in order.
fn without<'p>(one: &'p Pool<String>, other: &Pool<String>) -> Vec<&'p str> {
    let all = one.items().iter().map(String::as_str);
    let mut left: Vec<&str> = all.filter(|id| !other.contains(*id)).to_list();
    ordered::sort(&mut left);
    left
}

struct Reader<'r> {
    part: &'r str,
    /// What the part is to the document: `document`, `header`, `styles`, …
    role: &'r str,
    relations: &'r [Relation],
    seen: &'r mut Seen,
    findings: &'r mut Findings,
    /// Tables under way, the innermost last.
    tables: Vec<Table>,
    /// Cells under way: whether the last block seen was a paragraph.
    cells: Vec<bool>,
    /// By their ids: whether they have not ended yet.
    open_bookmarks: Named<bool>,
    in_text: bool,
}

struct Table {
    columns: usize,
    /// Columns the cells of the row under way take.
    filled: usize,
    row: usize,
}

impl Reader<'_> {
    fn add(&mut self, code: &'static str, message: &str, english: &str) {
        self.findings.add(code, self.part, message, english);
    }

    fn attributes(&mut self, place: &Place<'_, '_, '_>) {
        for attribute in place.element.attributes() {
            if attribute.declares().is_some() {
                continue;
            }
            let local = attribute.name.rsplit(':').next().unwrap_or_default();
            let value = attribute.value();
            if place.vocabulary == Some(Vocabulary::Word) && local.starts_with("rsid") {
                self.add(
                    "dau-vet",
                    "Còn mã phiên sửa (rsid), cho thấy lịch sử soạn thảo; hãy bỏ.",
                    "Revision ids (rsid) tell the history of editing; take them out.",
                );
            }
            if is_machine_path(&value) {
                self.add(
                    "dau-vet",
                    &format!("Còn đường dẫn của máy: “{value}”; hãy bỏ."),
                    &format!("A path of a machine is left: “{value}”; take it out."),
                );
            }
            if value.chars().any(is_control) {
                self.control_character();
            }
        }
        if let Some(id) = place.attribute(Vocabulary::Word2010, "paraId")
            && !self.seen.paragraph_ids.insert(&*id)
        {
            self.add(
                "trung-ma",
                &format!("Mã đoạn {id} dùng hai lần."),
                &format!("Paragraph id {id} is used twice."),
            );
        }
    }

    fn control_character(&mut self) {
        self.add(
            "ky-tu-dieu-khien",
            "Có ký tự điều khiển trong chữ; hãy xóa.",
            "A control character is in the text; delete it.",
        );
    }

    fn reference(&mut self, place: &Place<'_, '_, '_>) {
        let Some(id) = place.attribute(Vocabulary::Relation, "id") else { return };
        let wanted = match place.word() {
            "headerReference" => Some("header"),
            "footerReference" => Some("footer"),
            _ => None,
        };
        match (self.relations.iter().find(|relation| relation.id == id), wanted) {
            (None, _) => self.add(
                "quan-he-thieu",
                &format!("Văn bản dẫn tới quan hệ {id} nhưng không có quan hệ ấy."),
                &format!("The text refers to relationship {id}, which is not there."),
            ),
            (Some(relation), Some(role)) if relation.role() != role => self.add(
                "dau-trang-sai",
                &format!("Phần văn bản lấy {id} làm đầu hoặc chân trang, nhưng đó là “{}”.", relation.target),
                &format!("A section takes {id} for a header or footer, but that is “{}”.", relation.target),
            ),
            _ => {}
        }
    }

    fn bookmark(&mut self, place: &Place<'_, '_, '_>) {
        let id = place.word_attribute("id").unwrap_or_default().into_owned();
        let name = place.word_attribute("name").unwrap_or_default().into_owned();
        if !self.seen.bookmark_ids.insert(id.as_str()) {
            self.add(
                "trung-ma",
                &format!("Mã dấu trang {id} dùng hai lần."),
                &format!("Bookmark id {id} is used twice."),
            );
        }
        if !self.seen.bookmark_names.insert(unicode::lower(&name).as_str()) {
            self.add(
                "trung-ma",
                &format!("Tên dấu trang “{name}” dùng hai lần."),
                &format!("Bookmark name “{name}” is used twice."),
            );
        }
        self.open_bookmarks.insert(id.as_str(), true);
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        table.row += 1;
        let (row, filled, columns) = (table.row, table.filled, table.columns);
        table.filled = 0;
        if filled != columns {
            self.add(
                "luoi-bang-lech",
                &format!("Hàng {row} của một bảng có {filled} cột, lưới của bảng có {columns}."),
                &format!("Row {row} of a table fills {filled} columns, its grid has {columns}."),
            );
        }
    }

    fn style(&mut self, place: &Place<'_, '_, '_>) {
        let Some(id) = place.word_attribute("val") else { return };
        self.seen.used_styles.insert(&(self.part.to_owned(), id.into_owned()));
    }

    fn trace(&mut self, what: &str) {
        self.add(
            "dau-vet",
            &format!("Thuộc tính của tệp còn ghi {what}; hãy bỏ."),
            &format!("The file's properties still say {what}; take it out."),
        );
    }

    fn property(&mut self, place: &Place<'_, '_, '_>) {
        const TELLING: [&str; 10] = [
            "creator",
            "lastModifiedBy",
            "Company",
            "Manager",
            "created",
            "modified",
            "lastPrinted",
            "Template",
            "TotalTime",
            "HyperlinkBase",
        ];
        let name = place.element.local_name();
        if TELLING.contains(&name) && !place.element.text().trim().is_empty() {
            self.trace(name);
        }
    }
}

fn has_content(run: &Element<'_>) -> bool {
    run.elements().any(|child| match child.local_name() {
        "rPr" => false,
        "t" => !child.text().is_empty(),
        _ => true,
    })
}

fn number(place: &Place<'_, '_, '_>) -> usize {
    place.word_attribute("val").and_then(|value| value.parse().ok()).unwrap_or(0)
}

/// Control characters XML 1.0 allows but no document needs (C1 and DEL); it allows no others.
fn is_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

fn is_machine_path(value: &str) -> bool {
    let drive = value
        .as_bytes()
        .array_windows()
        .any(|[letter, colon, slash]| letter.is_ascii_alphabetic() && *colon == b':' && *slash == b'\\');
    drive
        || value.starts_with("file:")
        || value.starts_with("/home/")
        || value.starts_with("/Users/")
        || value.starts_with("\\\\")
}

impl Visitor for Reader<'_> {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        self.attributes(place);
        self.reference(place);
        let word = place.word();
        match word {
            "style" => {
                let id = place.word_attribute("styleId").unwrap_or_default().into_owned();
                if !self.seen.defined_styles.insert(id.as_str()) {
                    self.add(
                        "trung-ma",
                        &format!("Kiểu “{id}” khai hai lần."),
                        &format!("Style “{id}” is defined twice."),
                    );
                }
            }
            "pStyle" | "rStyle" | "tblStyle" => self.style(place),
            "basedOn" | "next" | "link" if self.role == "styles" => self.style(place),
            "bookmarkStart" => self.bookmark(place),
            "bookmarkEnd" => {
                let id = place.word_attribute("id").unwrap_or_default().into_owned();
                if !self.open_bookmarks.get_mut(id.as_str()).is_some_and(std::mem::take) {
                    self.add(
                        "dau-trang-ho",
                        &format!("Dấu trang số {id} đóng mà không mở."),
                        &format!("Bookmark {id} ends and does not start."),
                    );
                }
            }
            "footnoteReference" => {
                let id = place.word_attribute("id").unwrap_or_default().into_owned();
                if !self.seen.marks.insert(id.as_str()) {
                    self.add(
                        "trung-ma",
                        &format!("Chú thích số {id} có hai dấu."),
                        &format!("Note {id} has two marks."),
                    );
                }
            }
            "footnote"
                if self.role == "footnotes"
                    && place.word_attribute("type").is_none_or(|kind| kind == "normal") =>
            {
                if let Some(id) = place.word_attribute("id") {
                    self.seen.notes.insert(&*id);
                }
            }
            "rsids" => self.trace("rsids"),
            "tbl" => self.tables.push(Table { columns: 0, filled: 0, row: 0 }),
            "gridCol" => self.tables.iter_mut().rev().take(1).for_each(|table| table.columns += 1),
            "tc" => {
                self.cells.push(false);
                self.tables.iter_mut().rev().take(1).for_each(|table| table.filled += 1);
            }
            "gridSpan" => {
                let more = number(place).saturating_sub(1);
                self.tables.iter_mut().rev().take(1).for_each(|table| table.filled += more);
            }
            "gridBefore" | "gridAfter" => {
                let skipped = number(place);
                self.tables.iter_mut().rev().take(1).for_each(|table| table.filled += skipped);
            }
            "r" if !has_content(place.element) => {
                self.add(
                    "doan-rong",
                    "Có một đoạn chữ không có nội dung; hãy bỏ.",
                    "A run has no content; take it out.",
                );
            }
            "t" => self.in_text = true,
            "" => self.property(place),
            _ => {}
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        let word = place.word();
        match word {
            "tbl" => drop(self.tables.pop()),
            "tr" => self.end_row(),
            "tc" if self.cells.pop() == Some(false) => self.add(
                "o-khong-doan",
                "Một ô của bảng không kết thúc bằng đoạn văn; Word sẽ báo tệp hỏng.",
                "A table cell does not end with a paragraph; Word will call the file damaged.",
            ),
            "t" => self.in_text = false,
            _ => {}
        }
        if matches!(word, "p" | "tbl" | "sdt")
            && let Some(ends_well) = self.cells.last_mut()
        {
            *ends_well = word == "p";
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && text.chars().any(is_control) {
            self.control_character();
        }
    }
}
