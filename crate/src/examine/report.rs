//! What was found in documents, as a sheet of paper to hand on.

use chrono::{Datelike, NaiveDate};

use super::{Examined, Finding, Level};
use crate::document::{
    Align, Cell, Color, Component, Document, Element, Format, LineSpacing, Page, PageNumber, Paragraph,
    Properties, Row, Section, Span, Style, Table, TableRole, VerticalAlign, VerticalMerge,
};
use crate::docx;
use crate::standard::Standard;
use crate::to_list::ToList;
use crate::{Diagnostic, Length};

/// A document in the report.
#[derive(Debug, Clone)]
pub struct Reported<'e> {
    /// The name of its file.
    pub name: &'e str,
    /// What was found in it, or why it could not be read.
    pub examined: Result<&'e Examined, &'e Diagnostic>,
    /// Which of its findings are listed, by their positions; of all others only how many there are is said.
    pub listed: Vec<usize>,
}

/// So many places of a rule are named.
const PLACES: usize = 6;

const HEADS: [(&str, f64); 4] =
    [("TT", 11.0), ("Chỗ trong văn bản", 40.0), ("Cần xem và cách sửa", 74.0), ("Căn cứ", 40.0)];

/// The report as a DOCX: a heading, then each document with a table of what is listed, the rules of the law first.
///
/// # Errors
/// Those of [`docx::write`].
pub fn report(files: &[Reported<'_>], day: NaiveDate) -> Result<Vec<u8>, Diagnostic> {
    let title = "PHIẾU KIỂM TRA THỂ THỨC VĂN BẢN";
    let standard = Standard::nd30();
    let checked = format!(
        "Kiểm tra ngày {:02} tháng {:02} năm {} theo {}",
        day.day(),
        day.month(),
        day.year(),
        standard.title
    );
    let mut elements = vec![
        line(&format(14.0, true, false, Align::Center), Component::TenLoai, title),
        line(&format(13.0, false, true, Align::Center), Component::TrichYeu, &checked),
    ];
    for (at, file) in files.iter().enumerate() {
        document(&mut elements, file, (files.len() > 1).then_some(at + 1));
    }
    elements.push(line(
        &Format { before: Length::pt(12.0), ..format(12.0, false, true, Align::Justify) },
        Component::ThanVanBan,
        "Phiếu do máy lập theo các quy tắc đã biết; chỗ không nêu ở đây vẫn cần người kiểm tra xem lại.",
    ));
    let signer = Format {
        before: Length::pt(12.0),
        left: Length::mm(95.0),
        ..format(13.0, true, false, Align::Center)
    };
    elements.push(line(&signer, Component::ThanVanBan, "NGƯỜI KIỂM TRA"));
    let styles = [
        (Component::TenLoai, "Tên loại", format(14.0, true, false, Align::Center)),
        (Component::TrichYeu, "Trích yếu", format(13.0, false, true, Align::Center)),
        (Component::ThanVanBan, "Thân văn bản", format(13.0, false, false, Align::Left)),
        (Component::TieuDeBang, "Tiêu đề bảng", format(12.0, true, false, Align::Center)),
        (Component::NoiDungBang, "Nội dung bảng", format(12.0, false, false, Align::Left)),
    ];
    let section = Section {
        page: Page {
            width: Length::mm(210.0),
            height: Length::mm(297.0),
            landscape: false,
            top: Length::mm(20.0),
            bottom: Length::mm(20.0),
            left: Length::mm(30.0),
            right: Length::mm(15.0),
            header: Length::mm(10.0),
            footer: Length::mm(10.0),
        },
        page_number: Some(PageNumber { start: None, hidden_on_first: true }),
        elements,
        ..Section::default()
    };
    let document = Document {
        properties: Properties { title: title.to_owned(), subject: String::new() },
        styles: styles
            .map(|(component, name, format)| Style {
                component,
                name: name.to_owned(),
                outline: None,
                format,
            })
            .into(),
        sections: vec![section],
    };
    docx::write(&document, standard, None).map_err(docx::unwritten)
}

fn document(elements: &mut Vec<Element>, file: &Reported<'_>, number: Option<usize>) {
    let name = match number {
        Some(number) => format!("{number}. Tệp: {}", file.name),
        None => format!("Tệp: {}", file.name),
    };
    let heading =
        Format { before: Length::pt(12.0), keep_next: true, ..format(13.0, true, false, Align::Left) };
    elements.push(line(&heading, Component::ThanVanBan, &name));
    let text = Format { after: Length::pt(6.0), ..format(13.0, false, false, Align::Justify) };
    let mut say = |sentence: &str| elements.push(line(&text, Component::ThanVanBan, sentence));
    let examined = match file.examined {
        Ok(examined) => examined,
        Err(finding) => return say(&finding.message),
    };
    if let Some(reason) = examined.unchecked {
        say(&reason.message);
    }
    let listed: Vec<&Finding> = file.listed.iter().filter_map(|at| examined.findings.get(*at)).to_list();
    let count = |level| listed.iter().filter(|finding| finding.rule.level == level).count();
    say(&format!(
        "Trái quy định: {} chỗ; khác thông lệ: {} chỗ; gợi ý: {} chỗ.",
        count(Level::Law),
        count(Level::Custom),
        count(Level::Advice)
    ));
    let others = examined.findings.len() - listed.len();
    if others > 0 {
        say(&format!("Không liệt kê {others} chỗ mà người kiểm tra đã chọn bỏ qua hoặc cơ quan làm khác."));
    }
    if !listed.is_empty() {
        elements.push(Element::Table(table(&listed)));
    }
}

fn table(listed: &[&Finding]) -> Table {
    let heads = HEADS.map(|(head, _)| cell(1, Component::TieuDeBang, Align::Center, head));
    let mut rows = vec![Row { keep_together: true, cells: heads.into() }];
    let mut number = 0;
    for level in [Level::Law, Level::Custom, Level::Advice] {
        let of_level: Vec<&&Finding> = listed.iter().filter(|finding| finding.rule.level == level).to_list();
        if of_level.is_empty() {
            continue;
        }
        let name = format!("{} ({} chỗ)", heading(level), of_level.len());
        rows.push(Row {
            keep_together: true,
            cells: vec![cell(HEADS.len(), Component::TieuDeBang, Align::Left, &name)],
        });
        for same in of_level.chunk_by(|one, other| one.rule.code == other.rule.code) {
            let Some(first) = same.first() else { continue };
            number += 1;
            let mut places: Vec<String> =
                same.iter().take(PLACES).map(|finding| finding.place_name()).to_list();
            places.retain(|place| !place.is_empty());
            places.dedup();
            if places.is_empty() {
                places.push("Cả văn bản".to_owned());
            }
            if same.len() > PLACES {
                places.push(format!("và {} chỗ nữa", same.len() - PLACES));
            }
            rows.push(Row {
                keep_together: true,
                cells: vec![
                    cell(1, Component::NoiDungBang, Align::Center, &number.to_string()),
                    cell(1, Component::NoiDungBang, Align::Left, &places.join("; ")),
                    cell(1, Component::NoiDungBang, Align::Left, &first.message),
                    cell(1, Component::NoiDungBang, Align::Left, &first.rule.source),
                ],
            });
        }
    }
    Table {
        role: TableRole::Data,
        columns: HEADS.map(|(_, width)| Length::mm(width)).into(),
        padding: Length::pt(5.4),
        border: Some(Length::pt(0.5)),
        head_rows: 1,
        rows,
    }
}

fn heading(level: Level) -> &'static str {
    match level {
        Level::Law => "Trái quy định",
        Level::Custom => "Khác thông lệ",
        Level::Advice => "Gợi ý",
    }
}

fn cell(columns: usize, component: Component, align: Align, text: &str) -> Cell {
    let format = format(12.0, component == Component::TieuDeBang, false, align);
    Cell {
        columns,
        merge: VerticalMerge::None,
        vertical: VerticalAlign::Top,
        elements: vec![line(&format, component, text)],
    }
}

fn line(format: &Format, component: Component, text: &str) -> Element {
    let text: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let spans =
        vec![Span::Text { text, bold: format.bold, italic: format.italic, origin: None, bookmark: None }];
    Element::Paragraph(Paragraph { component, format: *format, spans })
}

fn format(size: f64, bold: bool, italic: bool, align: Align) -> Format {
    Format {
        size: Length::pt(size),
        bold,
        italic,
        underline: false,
        color: Color::Black,
        align,
        first_line: Length::ZERO,
        left: Length::ZERO,
        right: Length::ZERO,
        before: Length::pt(3.0),
        after: Length::pt(3.0),
        line: LineSpacing::Multiple(100),
        keep_next: false,
        keep_lines: false,
        widow_control: true,
        page_break_before: false,
        frame: None,
    }
}
