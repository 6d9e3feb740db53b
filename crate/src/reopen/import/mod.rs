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

mod alike;
mod appendix;
mod body;
mod choose;
mod head;
mod marks;
mod opening;
mod sign;
mod spelling;

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::document::{Component, Item, Paper, Story, Zone};
use crate::recognise;
use crate::standard::Standard;
use crate::template::Template;
use crate::{Diagnostic, FieldPath, Location, library};

use crate::docx::read::{Observed, observe};
use crate::reopen::pieces::Pieces;
use choose::{Chosen, choose};
use opening::Opening;
use spelling::Spelling;

/// A document as a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Imported {
    /// The template proposed for it.
    pub template: String,
    /// All templates for documents of its kind and standard: the one with most of its own words in it first.
    pub alike: Vec<String>,
    /// Values for that template.
    pub values: Value,
    /// The field with the text; none where the template has no room for a whole text.
    pub body_field: Option<FieldPath>,
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
    Cover,
    Letterhead,
    Opening,
    Signature,
    Recipients,
    Text,
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
            Where::Cover => ["Bìa", "Cover", "biểu mẫu tự trình bày bìa", "the form makes its own"],
            Where::Letterhead => ["Phần đầu văn bản", "Letterhead", "", ""],
            Where::Opening => ["Tên loại, trích yếu, căn cứ", "Kind, abstract, grounds", "", ""],
            Where::Signature => ["Chữ ký", "Signature", "", ""],
            Where::Recipients => ["Nơi nhận", "Recipients", "", ""],
            Where::Text => [
                "Nội dung",
                "Text",
                "biểu mẫu chia nội dung thành nhiều ô",
                "the form has several fields for the text",
            ],
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

/// Reads a document that was not made here into the form of a template: the one for its kind, by the standard it shows.
///
/// # Errors
/// What makes the file unreadable (see [`observe`]).
pub fn import(docx: &[u8]) -> Result<Imported, Diagnostic> {
    read_into(docx, None)
}

/// Reads a document that was not made here into the form of a template somebody chose; a text for which that has no room
/// is left over.
///
/// # Errors
/// As for [`import`].
pub fn import_into(docx: &[u8], template: Arc<Template>) -> Result<Imported, Diagnostic> {
    read_into(docx, Some(template))
}

fn read_into(docx: &[u8], wanted: Option<Arc<Template>>) -> Result<Imported, Diagnostic> {
    let observed = observe(docx)?.said();
    let reading = recognise::read(&observed);
    let blocks = recognise::flow(&observed.blocks);
    let pieces = Pieces::of(&blocks, &reading).with_beside(&observed, &reading);
    let is_there = |component| pieces.all(component).next().is_some();
    let has_letterhead =
        is_there(Component::QuocHieu) || is_there(Component::TieuNgu) || is_there(Component::SoKyHieu);
    let title = opening::title(&pieces).filter(|title| title.is_known || has_letterhead);
    let name = title.as_ref().map(|title| title.name.as_str());
    let mut fields = Vec::new();
    fields.extend(is_there(Component::SoKyHieu).then_some("so"));
    let mut dates = pieces.all(Component::DiaDanhNgay).filter_map(|item| head::placed(&item.text));
    fields.extend(dates.any(|(_, day)| !day.is_empty()).then_some("ngay"));
    let is_signed = |zone| matches!(zone, Zone::Signature(_) | Zone::Recipients);
    fields.extend(pieces.of_zone(is_signed).next().map(|_| "chu_ky"));
    fields.extend(is_there(Component::KinhGui).then_some("kinh_gui"));
    fields.extend(is_there(Component::CanCu).then_some("can_cu"));
    let is_party = pieces.all(Component::QuocHieu).any(|item| recognise::terms::is_party(&item.text));
    let Chosen { template, body, names_kind } = match wanted {
        Some(template) => choose::chosen(template),
        None => choose(name, is_party, &fields).ok_or_else(|| library::unknown("cong-van"))?,
    };
    let alike = alike::alike(name, is_party, &blocks);
    let spelling = Spelling::of(reading.items.iter().map(|item| item.text.as_str()));
    let mut draft = Draft { template, spelling, values: Map::new(), left: Vec::new() };

    head::read(&mut draft, &pieces);
    if let Some(title) = title.as_ref().filter(|_| names_kind) {
        let spelled = if title.is_known { title.name.clone() } else { draft.spelling.sentence(&title.name) };
        draft.put("ten_loai", json!(spelled), &title.name, Where::Opening);
    }
    let mut opening = Opening::new(title.is_some());
    let (mut text, mut rest, mut contents) = (Vec::new(), Vec::new(), Vec::new());
    for (at, block) in pieces.blocks.iter().enumerate() {
        let items = pieces.of_block(at);
        let Some(first) = items.first() else {
            if rest.is_empty() {
                text.push(block.clone());
            } else {
                rest.push(at);
            }
            continue;
        };
        match first.zone {
            _ if first.paper != Paper::Main => rest.push(at),
            Zone::Letterhead | Zone::Signature(_) | Zone::Recipients | Zone::Beside => {}
            Zone::Opening if opening.take(&mut draft, &pieces, items) => {}
            Zone::Opening | Zone::Body => text.push(block.clone()),
            Zone::Cover => items.iter().for_each(|item| draft.leave(item.text.clone(), Where::Cover)),
            Zone::Contents => contents.extend(items.iter().map(|item| item.text.clone())),
        }
    }
    opening.finish(&mut draft, &pieces);
    sign::read(&mut draft, &pieces);
    if draft.has("phu_luc") {
        appendix::read(&mut draft, &pieces, &rest, &mut contents);
    } else {
        text.extend(rest.iter().filter_map(|at| pieces.blocks.get(*at).cloned()));
    }
    let written = body::text(&text, draft.template.form.end_mark, &mut contents);
    match &body {
        Some(body) if !written.is_empty() => draft.set(body, &written),
        None if !written.is_empty() => draft.leave(written, Where::Text),
        _ => {}
    }
    for entry in contents {
        draft.leave(entry, Where::Contents);
    }
    draft.beside(&reading.items, &observed);

    let mut diagnostics = Vec::new();
    if !has_letterhead {
        diagnostics.push(not_recognised());
    }
    Ok(Imported {
        template: draft.template.id.clone(),
        alike,
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
        "Không nhận ra quốc hiệu, số và ký hiệu của văn bản; hãy xem lại mẫu đã chọn và điền phần đầu.",
        "No national name, number or symbol was recognised; look whether the template fits and fill in the letterhead.",
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

    /// What stands beside the text.
    fn beside(&mut self, items: &[Item], observed: &Observed) {
        let mut contact: Vec<&str> = Vec::new();
        for item in items.iter().filter(|item| item.zone == Zone::Beside) {
            let is_box = item.place.story == Story::TextBox;
            match item.component {
                Some(Component::LienHe) if !is_box => contact.push(&item.text),
                _ => marks::put(self, &item.text, if is_box { Where::TextBox } else { Where::Edge }),
            }
        }
        if !contact.is_empty() {
            let text = contact.join(" ");
            self.put("lien_he", json!(text), &text, Where::Edge);
        }
        for text in &observed.unread.hidden {
            self.leave(text.clone(), Where::Hidden);
        }
        for aside in &observed.unread.asides {
            let [place, place_en, why, why_en] = aside.kind.names().map(str::to_owned);
            self.left.push(LeftOver { text: aside.text.clone(), place, place_en, why, why_en });
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
