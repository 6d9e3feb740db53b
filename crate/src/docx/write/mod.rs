//! A [`Document`] as the parts docx-rs can build. The only module that names `docx_rs`.
//!
//! Paragraphs carry the style of their component; only what differs from it is written on the paragraph itself, so the
//! file can go on being edited by its styles.

mod assemble;
mod bundle;
mod contents;
mod paragraph;
mod pieces;
mod section;
mod serialize;
mod styles;
mod table;

pub use assemble::write;
pub use bundle::Bundle;

use crate::document::{Component, Document, Element, Format, Span};
use crate::ordered::OrderedMap;
use crate::{Diagnostic, Location};

use pieces::Pieces;

/// What the elements of one document share while they are written.
struct Writer<'d> {
    styles: OrderedMap<Component, &'d Format>,
    next_bookmark: usize,
    /// The notes met so far; a note's id is its position counted from 1, after those of the documents before.
    notes: Vec<&'d [Span]>,
    notes_before: usize,
    /// Which document of its file this is, from 0: names that a file may have once differ by it.
    copy: usize,
    pieces: Pieces,
}

impl<'d> Writer<'d> {
    fn new(document: &'d Document) -> Self {
        Writer {
            styles: document.styles.iter().map(|style| (style.component, &style.format)).collect(),
            next_bookmark: 1,
            notes: Vec::new(),
            notes_before: 0,
            copy: 0,
            pieces: Pieces::default(),
        }
    }

    fn elements(&mut self, elements: &'d [Element], to: &mut impl Sink) {
        for (index, element) in elements.iter().enumerate() {
            match element {
                Element::Paragraph(paragraph) if paragraph::leads_to(paragraph).is_some() => {
                    let lists = |at: Option<usize>| at.and_then(|at| elements.get(at)).is_some_and(is_entry);
                    let (first, last) = (!lists(index.checked_sub(1)), !lists(index.checked_add(1)));
                    to.paragraph(contents::entry(self.paragraph(paragraph), first, last));
                }
                Element::Paragraph(paragraph) => to.paragraph(self.paragraph(paragraph)),
                Element::Rule(rule) => to.paragraph(paragraph::rule(rule)),
                Element::Table(table) => to.table(self.table(table)),
            }
        }
    }
}

fn is_entry(element: &Element) -> bool {
    matches!(element, Element::Paragraph(paragraph) if paragraph::leads_to(paragraph).is_some())
}

/// Whatever takes paragraphs and tables in order.
trait Sink {
    fn paragraph(&mut self, paragraph: docx_rs::Paragraph);
    fn table(&mut self, table: docx_rs::Table);
}

impl Sink for Vec<docx_rs::DocumentChild> {
    fn paragraph(&mut self, paragraph: docx_rs::Paragraph) {
        self.push(docx_rs::DocumentChild::Paragraph(Box::new(paragraph)));
    }

    fn table(&mut self, table: docx_rs::Table) {
        self.push(docx_rs::DocumentChild::Table(Box::new(table)));
    }
}

/// What is said when a part cannot be written; nothing a user gives leads there.
pub(crate) fn unwritten(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error(
        "khong-tao-duoc-docx",
        Location::Document,
        format!("Không tạo được tệp DOCX ({error}); hãy gửi tệp giá trị cho người phát triển."),
        format!("The DOCX could not be made ({error}); please send the values to the developers."),
    )
}

/// The style id of a component: its name in ASCII, as `QuocHieu`.
fn style_id(component: Component) -> String {
    component.id().split('_').fold(String::new(), |mut id, word| {
        let mut letters = word.chars();
        id.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        id.push_str(letters.as_str());
        id
    })
}

/// A length docx-rs takes as a size; lengths on paper are never negative there.
fn unsigned(length: crate::Length) -> usize {
    usize::try_from(length.twips()).unwrap_or(0)
}

fn unsigned32(length: crate::Length) -> u32 {
    u32::try_from(length.twips()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use docx_rs::BuildXML;

    use super::*;
    use crate::docx::canonical::{self, StyleSheet};
    use crate::standard::Standard;
    use crate::xml;

    /// What the containers of `serialize` leave out would be lost without a word: docx-rs itself writes everything.
    #[test]
    fn the_parts_say_what_docx_rs_itself_would_write() {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for id in crate::library::ids() {
            let template = crate::library::get(id).unwrap();
            for change in [
                serde_json::json!({}),
                serde_json::json!({
                    "do_khan": "khan", "luu_hanh": "luu_hanh_noi_bo", "du_thao": { "lan": 2 }, "lien_he": "Số 1",
                    "trinh_bay": { "gian_dong": 1.3 },
                    "phu_luc": [{ "tieu_de": "Danh sách", "kho_ngang": true, "noi_dung":
                        "[[giữa]] **Bảng**^[Chú *thích*]\nĐiều 1. **Một**\n[[trang mới]]\n|A|B|\n|-|-|\n|1|<|\n|^|2<br>3|" }],
                }),
            ] {
                let mut values = template.samples()[0].values.clone();
                values.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
                let document = crate::fill(&template, &values, today).document;
                let mut writer = Writer::new(&document);
                let mut parts = section::PageParts::default();
                let tree = assemble::body(&mut writer, &document, &mut parts).unwrap();
                let body = serialize::Body { document: &tree, head_rows: &[] };
                assert_eq!(root(&body.part(&mut writer.pieces).unwrap().xml), tidied(&tree.build()), "{id}");

                let (defaults, styles) = styles::of(&document, "Times New Roman");
                let whole = styles.iter().fold(
                    docx_rs::Styles {
                        doc_defaults: docx_rs::DocDefaults::new()
                            .size(defaults_size(&document))
                            .fonts(styles::fonts("Times New Roman")),
                        styles: Vec::new(),
                    },
                    |whole, style| whole.add_style(style.clone()),
                );
                assert_eq!(
                    styled(&serialize::styles(&defaults, &styles).unwrap()),
                    styled(&BuildXML::build(&whole)),
                    "{id}"
                );
            }
        }
    }

    fn defaults_size(document: &Document) -> usize {
        let body = document.styles.iter().find(|style| style.component == Component::ThanVanBan).unwrap();
        unsigned(body.format.size) / 10
    }

    fn root(part: &[u8]) -> String {
        let mut root = Vec::new();
        xml::Document::parse(part).unwrap().root.write(&mut root);
        String::from_utf8(root).unwrap()
    }

    fn tidied(part: &[u8]) -> String {
        let mut part = xml::Document::parse(part).unwrap();
        canonical::tidy(&mut part);
        root(&part.to_bytes())
    }

    fn styled(part: &[u8]) -> String {
        let mut part = xml::Document::parse(part).unwrap();
        let sheet = StyleSheet { language: &Standard::nd30().language, default_paragraph: "Normal" };
        canonical::styles(&mut part, &sheet);
        root(&part.to_bytes())
    }
}
