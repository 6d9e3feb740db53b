//! A document that was not made here, as a form.
//!
//! The parts that the decree gives every document (letterhead, kind and abstract, addressees, grounds, signatures,
//! recipients) are told by how they read and where they stand, and put into the fields of a template of that kind. All other
//! text is the body, in its conventions. What has no field is named in [`Imported::left_over`]: nothing is lost unseen.
//!
//! ```
//! use thethuc::reopen::import::import;
//! use thethuc::{fill, library};
//!
//! let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! let values = &plan.samples().first().expect("its example").values;
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let file = fill(&plan, values, today).docx(false).expect("a DOCX").remove(0);
//!
//! let imported = import(&file.bytes).expect("a document");
//! assert_eq!(imported.template, "van-ban-co-ten-loai");
//! assert_eq!(imported.values["ten_loai"], "Kế hoạch");
//! assert_eq!(imported.values["trich_yeu"], values["trich_yeu"]);
//! ```

mod appendix;
mod body;
mod choose;
mod head;
mod line;
mod marks;
mod opening;
mod sign;
mod spelling;

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::document::Component;
use crate::standard::Standard;
use crate::template::Template;
use crate::{Diagnostic, FieldPath, Location, library};

use crate::docx::read::{Block, Observed, observe};
use choose::{Chosen, choose};
use head::Head;
use spelling::Spelling;

/// A document as a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Imported {
    /// The template proposed for it.
    pub template: String,
    /// Values for that template.
    pub values: Value,
    /// The field with the text.
    pub body_field: FieldPath,
    /// What is in no field, in the order of the document.
    pub left_over: Vec<LeftOver>,
    /// What should be known before the form is used.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text of the document that is in no field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOver {
    /// The text, or what it is that is no text.
    pub text: String,
    /// Where it stands, in Vietnamese.
    pub place: String,
    /// The same in English.
    pub place_en: String,
    /// Why it is in no field, in Vietnamese; `""` where the form has none for it.
    pub why: String,
    /// The same in English.
    pub why_en: String,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Letterhead,
    Opening,
    Signature,
    Recipients,
    Appendix,
    Attached,
    Contents,
    Edge,
    TextBox,
    Hidden,
    Picture,
    File,
}

impl Where {
    fn names(self) -> [&'static str; 4] {
        match self {
            Where::Letterhead => ["Phần đầu văn bản", "Letterhead", "", ""],
            Where::Opening => ["Tên loại, trích yếu, căn cứ", "Kind, abstract, grounds", "", ""],
            Where::Signature => ["Chữ ký", "Signature", "", ""],
            Where::Recipients => ["Nơi nhận", "Recipients", "", ""],
            Where::Appendix => ["Phụ lục", "Appendix", "", ""],
            Where::Attached => {
                ["Phụ lục", "Appendix", "biểu mẫu tự ghi dòng này", "the form writes this line itself"]
            }
            Where::Contents => {
                ["Mục lục", "Table of contents", "biểu mẫu tự lập mục lục", "the form makes its own"]
            }
            Where::Edge => ["Đầu trang, chân trang", "Head or foot of the page", "", ""],
            Where::TextBox => ["Hộp văn bản", "Text box", "", ""],
            Where::Hidden => ["Chữ ẩn", "Hidden text", "chữ ẩn không in ra", "hidden text does not print"],
            Where::Picture => ["Hình", "Pictures", "biểu mẫu không giữ hình", "the form keeps no pictures"],
            Where::File => [
                "Tệp nhúng",
                "Embedded file",
                "biểu mẫu không giữ tệp nhúng",
                "the form keeps no embedded files",
            ],
        }
    }
}

/// Reads a document that was not made here into the form of a template.
///
/// # Errors
/// What makes the file unreadable (see [`observe`]).
pub fn import(docx: &[u8]) -> Result<Imported, Diagnostic> {
    let observed = observe(docx)?;
    let blocks = observed.blocks.as_slice();
    let head = Head::read(blocks);
    let has_letterhead = !head.fixed.is_empty() || head.number.is_some();
    let title = opening::title(blocks, head.end).filter(|title| {
        // Beside `V/v` only a line that is a kind and nothing else names one.
        if head.summary.is_some() {
            title.is_known && title.is_first && title.kind.rest.is_empty()
        } else {
            title.is_known || has_letterhead
        }
    });
    let name = title.as_ref().map(|title| title.kind.name.as_str());
    let mut fields = Vec::new();
    fields.extend(head.number.is_some().then_some("so"));
    fields.extend((!head.date.is_empty()).then_some("ngay"));
    fields.extend(sign::find(blocks, head.end).map(|_| "chu_ky"));
    let Chosen { template, body, names_kind } =
        choose(name, head.is_party(), &fields).ok_or_else(|| library::unknown("cong-van"))?;
    let spelling = Spelling::of(&line::of_blocks(blocks));
    let mut draft = Draft { template, spelling, values: Map::new(), left: Vec::new() };

    draft.head(&head);
    if let Some(title) = title.as_ref().filter(|_| names_kind) {
        let name = &title.kind.name;
        let spelled = if title.is_known { name.clone() } else { draft.spelling.sentence(name) };
        draft.put("ten_loai", json!(spelled), name, Where::Opening);
    }
    let first = title.as_ref().filter(|title| title.is_first).map(|title| &title.kind);
    let start = opening::read(&mut draft, blocks, head.end, first);
    let signed = sign::find(blocks, start);
    let (text_end, after) =
        signed.as_ref().map_or((blocks.len(), blocks.len()), |signed| (signed.start, signed.end));
    let mut text = blocks.get(start..text_end).unwrap_or_default().to_vec();
    if let Some(signed) = &signed {
        sign::read(&mut draft, blocks.get(signed.start..signed.end).unwrap_or_default());
    }
    let rest = blocks.get(after..).unwrap_or_default();
    let mut contents = Vec::new();
    if draft.has("phu_luc") {
        appendix::read(&mut draft, rest, &mut contents);
    } else {
        text.extend_from_slice(rest);
    }
    let written = body::text(&text, draft.template.form.end_mark, &mut contents);
    if !written.is_empty() {
        draft.set(&body, &written);
    }
    for entry in contents {
        draft.leave(entry, Where::Contents);
    }
    draft.beside(&observed);

    let mut diagnostics = Vec::new();
    if !has_letterhead {
        diagnostics.push(not_recognised());
    }
    Ok(Imported {
        template: draft.template.id.clone(),
        values: Value::Object(draft.values),
        body_field: body,
        left_over: draft.left,
        diagnostics,
    })
}

fn not_recognised() -> Diagnostic {
    Diagnostic::warning(
        "khong-ro-the-thuc",
        Location::Document,
        "Không nhận ra quốc hiệu, số và ký hiệu của văn bản; hãy chọn mẫu và điền phần đầu.",
        "No national name, number or symbol was recognised; choose the template and fill in the letterhead.",
    )
}

/// A form as it is filled.
struct Draft {
    template: Arc<Template>,
    spelling: Spelling,
    values: Map<String, Value>,
    left: Vec<LeftOver>,
}

impl Draft {
    fn has(&self, field: &str) -> bool {
        self.template.field(field).is_some()
    }

    fn is_given(&self, field: &str) -> bool {
        self.values.contains_key(field)
    }

    fn standard(&self) -> &'static Standard {
        self.template.form.standard()
    }

    /// Gives a field its value; the text is left over when the form has no such field or has it already.
    fn put(&mut self, field: &str, value: Value, text: &str, at: Where) {
        if self.has(field) && !self.is_given(field) {
            self.values.insert(field.to_owned(), value);
        } else if !text.trim().is_empty() {
            self.leave(text.to_owned(), at);
        }
    }

    /// Gives the field at a path its text.
    fn set(&mut self, path: &FieldPath, text: &str) {
        if let Value::Object(new) = choose::with(path, text) {
            self.values.extend(new);
        }
    }

    fn leave(&mut self, text: String, at: Where) {
        let [place, place_en, why, why_en] = at.names().map(str::to_owned);
        self.left.push(LeftOver { text, place, place_en, why, why_en });
    }

    fn head(&mut self, head: &Head) {
        for line in &head.fixed {
            let words = line::key(line);
            let printed = [Component::QuocHieu, Component::TieuNgu]
                .map(|part| self.standard().component(part).text.as_deref());
            let is_printed = self.template.form.letterhead().is_some()
                && printed.into_iter().flatten().any(|text| line::key(text) == words);
            if !is_printed {
                self.leave(line.clone(), Where::Letterhead);
            }
        }
        let bodies = head.bodies().into_iter().map(|(parent, name)| {
            let (parent, name) = (self.spelling.sentence(&parent), self.spelling.sentence(&name));
            json!({ "chu_quan": parent, "ten": name })
        });
        let bodies: Vec<Value> = bodies.collect();
        if !bodies.is_empty() {
            let texts: Vec<&str> = head.issuer.iter().map(|line| line.text.as_str()).collect();
            self.put("co_quan", json!(bodies), &texts.join("\n"), Where::Letterhead);
        }
        if let Some((number, symbol)) = &head.number {
            self.put("so", json!(number), number, Where::Letterhead);
            if symbol.chars().any(char::is_alphabetic) {
                self.put("ky_hieu", json!(symbol), symbol, Where::Letterhead);
            }
        }
        for (field, text) in [("dia_danh", &head.place), ("ngay", &head.date)] {
            if !text.is_empty() {
                self.put(field, json!(text), text, Where::Letterhead);
            }
        }
        if let Some(summary) = &head.summary {
            self.put("trich_yeu", json!(summary), summary, Where::Letterhead);
        }
        for (field, value, text) in &head.marks {
            self.put(field, value.clone(), text, Where::Letterhead);
        }
        for text in &head.left {
            self.leave(text.clone(), Where::Letterhead);
        }
    }

    /// What stands beside the text.
    fn beside(&mut self, observed: &Observed) {
        for paragraph in &observed.boxes {
            for line in line::of_paragraph(paragraph) {
                match marks::mark(&line) {
                    Some((field, value, text)) => self.put(field, value, &text, Where::TextBox),
                    None => self.leave(line.text, Where::TextBox),
                }
            }
        }
        let (contact, edges): (Vec<_>, Vec<_>) =
            observed.edges.iter().map(crate::docx::read::Paragraph::text).partition(|text| is_contact(text));
        if !contact.is_empty() {
            let text = contact.join(" ");
            self.put("lien_he", json!(text), &text, Where::Edge);
        }
        for text in edges {
            self.leave(text, Where::Edge);
        }
        for text in &observed.unread.hidden {
            self.leave(text.clone(), Where::Hidden);
        }
        for comment in &observed.comments {
            let quoted: String = comment.paragraph.chars().take(48).collect();
            self.left.push(LeftOver {
                text: comment.text.clone(),
                place: format!("Nhận xét của {} tại «{quoted}»", comment.author),
                place_en: format!("Comment by {} at “{quoted}”", comment.author),
                why: String::new(),
                why_en: String::new(),
            });
        }
        let counted =
            [(observed.unread.pictures, "hình", Where::Picture), (observed.unread.files, "tệp", Where::File)];
        for (count, what, at) in counted {
            if count > 0 {
                self.leave(format!("{count} {what}"), at);
            }
        }
    }
}

/// `Địa chỉ: …; điện thoại: …`.
fn is_contact(text: &str) -> bool {
    let words = line::key(text);
    ["dia chi", "dien thoai", "dt ", "email", "website", "thu dien tu"]
        .iter()
        .any(|word| words.contains(word))
}

/// A group of blocks as a list needs them.
fn is_blank(blocks: &[Block]) -> bool {
    !blocks.iter().any(line::has_text)
}
