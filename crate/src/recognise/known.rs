//! The same reading of a document made here, which knows what its pieces are.

use crate::document::{
    Certainty, Component, Document, Element, Item, Paper, Paragraph, Place, Reading, Span, Story, TableRole,
    Zone,
};

use super::parts;
use crate::joined::Joined;

/// The pieces of a document as it knows them: its paragraphs with text, in reading order.
pub fn of_document(document: &Document) -> Reading {
    let mut reader =
        Reader { reading: Reading::default(), count: 0, paper: Paper::Main, heads: 0, appendices: 0 };
    for section in &document.sections {
        reader.elements(&section.elements, None);
    }
    for section in &document.sections {
        for elements in [&section.first_header, &section.first_footer] {
            reader.beside(elements);
        }
    }
    reader.reading
}

struct Reader {
    reading: Reading,
    count: usize,
    paper: Paper,
    heads: u16,
    appendices: u16,
}

impl Reader {
    fn elements(&mut self, elements: &[Element], cell: Option<(usize, usize)>) {
        for element in elements {
            match element {
                Element::Paragraph(paragraph) => self.paragraph(paragraph, cell),
                Element::Rule(_) => self.count += 1,
                Element::Table(table) => {
                    if table.role == TableRole::Letterhead {
                        self.heads += 1;
                        if self.heads > 1 {
                            self.paper = Paper::Further(self.heads - 2);
                        }
                    }
                    for (at, row) in table.rows.iter().enumerate() {
                        let mut column = 0;
                        for inner in &row.cells {
                            self.elements(&inner.elements, Some((at, column)));
                            column += inner.columns.max(1);
                        }
                    }
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, cell: Option<(usize, usize)>) {
        if paragraph.component == Component::PhuLuc {
            self.paper = Paper::Appendix(self.appendices);
            self.appendices += 1;
        }
        let place = Place { story: Story::Main, paragraph: self.count, range: 0..0, cell };
        self.count += 1;
        let zone = zone(paragraph.component);
        self.item(paragraph, place, zone);
    }

    fn beside(&mut self, elements: &[Element]) {
        for element in elements {
            if let Element::Paragraph(paragraph) = element {
                let place = Place { story: Story::Edge, ..Place::default() };
                self.item(paragraph, place, Zone::Beside);
            }
        }
    }

    fn item(&mut self, paragraph: &Paragraph, mut place: Place, zone: Zone) {
        let text = text(&paragraph.spans);
        place.range.end = text.chars().count();
        if text.is_empty() {
            return;
        }
        let component = Some(paragraph.component);
        self.reading.items.push(Item {
            component,
            paper: self.paper,
            zone,
            place,
            parts: parts::of(component, &text),
            text,
            certainty: Certainty::Sure,
            evidence: Vec::new(),
        });
    }
}

fn zone(component: Component) -> Zone {
    use Component as C;
    match component {
        C::BiaChuQuan | C::BiaCoQuan | C::BiaTenLoai | C::BiaTrichYeu | C::BiaThoiGian => Zone::Cover,
        C::MucLuc | C::MucLuc1 | C::MucLuc2 | C::MucLuc3 => Zone::Contents,
        C::QuocHieu
        | C::TieuNgu
        | C::CoQuanChuQuan
        | C::CoQuanBanHanh
        | C::SoKyHieu
        | C::DiaDanhNgay
        | C::TrichYeuCongVan
        | C::DauDuThao
        | C::DauKhan
        | C::HinhThucSao => Zone::Letterhead,
        C::TenLoai
        | C::TrichYeu
        | C::ThamQuyenBanHanh
        | C::CanCu
        | C::LenhBanHanh
        | C::KinhGui
        | C::NoiKinhGui
        | C::PhuLuc
        | C::TieuDePhuLuc
        | C::KemTheo => Zone::Opening,
        C::NoiNhan | C::NoiNhanDong | C::KyHieuSoan => Zone::Recipients,
        C::QuyenHanChucVu | C::ChucVu | C::ChucVuKhac | C::HoTen | C::VaiKy | C::XacNhan => {
            Zone::Signature(0)
        }
        C::DauLuuHanh | C::LienHe | C::SoTrang => Zone::Beside,
        _ => Zone::Body,
    }
}

fn text(spans: &[Span]) -> String {
    let mut text = String::new();
    for span in spans {
        match span {
            Span::Text { text: part, .. } => text.push_str(part),
            Span::Break | Span::Leader { .. } => text.push(' '),
            Span::Footnote { spans } => text.push_str(&format!("^[{}]", self::text(spans))),
            Span::PageOf { number, .. } => text.push_str(&number.to_string()),
        }
    }
    text.split_whitespace().joined(" ")
}
