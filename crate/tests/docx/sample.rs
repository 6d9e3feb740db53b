//! A document with one of everything a writer needs, built with docx-rs and finished with our pieces.

use docx_rs::*;
use serde_json::{Value, json};
use thethuc::docx::canonical::{self, StyleSheet};
use thethuc::docx::package::{self, Parts, footer_id, header_id};
use thethuc::docx::values_part::{TextDigest, ValuesPart};
use thethuc::xml::Document as Xml;
use thethuc::zip::Content;

fn no_borders() -> TableBorders {
    TableBorders::with_empty()
}

fn letterhead() -> Table {
    let cell = |text: &str| {
        TableCell::new()
            .width(4500, WidthType::Dxa)
            .add_paragraph(Paragraph::new().style("QuocHieu").add_run(Run::new().add_text(text).bold()))
    };
    Table::new(vec![TableRow::new(vec![cell("ỦY BAN NHÂN DÂN"), cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")])])
        .set_grid(vec![4500, 4500])
        .layout(TableLayoutType::Fixed)
        .set_borders(no_borders())
        .width(9000, WidthType::Dxa)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

fn data_table() -> Table {
    let cell =
        |text: &str| TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(text)));
    Table::new(vec![
        TableRow::new(vec![cell("STT"), cell("Nhiệm vụ"), cell("Hạn")]).cant_split(),
        TableRow::new(vec![cell("1"), cell("Rà soát").grid_span(2)])
            .row_height(400.0)
            .height_rule(HeightRule::AtLeast),
    ])
    .set_grid(vec![800, 5000, 3000])
    .layout(TableLayoutType::Fixed)
}

fn section(header: usize, footer: Option<usize>) -> SectionProperty {
    let reference = |kind: &str, index| HeaderReference::new(kind, header_id(index));
    let mut property = SectionProperty::new()
        .page_size(PageSize::new().size(11906, 16838))
        .page_margin(PageMargin {
            top: 1134,
            bottom: 1134,
            left: 1701,
            right: 850,
            header: 567,
            footer: 567,
            gutter: 0,
        })
        .title_pg();
    property.doc_grid = None;
    property.header_reference = Some(reference("default", header));
    property.first_footer_reference = footer.map(|index| FooterReference::new("first", footer_id(index)));
    property
}

fn rule() -> Paragraph {
    let mut paragraph = Paragraph::new()
        .indent(Some(3000), None, Some(3000), None)
        .line_spacing(LineSpacing::new().line(20).line_rule(LineSpacingType::Exact).before(0).after(0));
    paragraph.property = paragraph.property.set_borders(
        ParagraphBorders::with_empty()
            .set(ParagraphBorder::new(ParagraphBorderPosition::Top).val(BorderType::Single).size(6)),
    );
    paragraph
}

/// The parts of the sample as docx-rs builds them.
pub(crate) struct Built {
    pub(crate) document: Vec<u8>,
    pub(crate) styles: Vec<u8>,
    pub(crate) header: Vec<u8>,
    pub(crate) footer: Vec<u8>,
    pub(crate) note: Vec<u8>,
}

pub(crate) fn built(word: &str) -> Built {
    let note = Footnote { id: 1, content: vec![Paragraph::new()] };
    let text = Paragraph::new()
        .style("ThanVanBan")
        .add_bookmark_start(1, "So")
        .add_run(Run::new().add_text("Số:  "))
        .add_bookmark_end(1)
        .add_run(Run::new().add_text(format!("/UBND-{word}")).italic().size(28))
        .add_run(Run::new().add_text(" thực hiện\u{A0}Nghị định 30\u{2011}2020").bold())
        .add_run(Run::new().style("FootnoteReference").add_footnote_reference(note))
        .add_run(Run::new());
    let last_of_first =
        Paragraph::new().add_run(Run::new().add_text("Hết phần một.")).section_property(section(0, Some(0)));
    let landscape = section(0, None)
        .page_size(PageSize::new().size(16838, 11906).orient(PageOrientationType::Landscape))
        .page_num_type(PageNumType::new().start(1));
    let mut marks = Style::new("FootnoteReference", StyleType::Character).name("footnote reference");
    marks.run_property = RunProperty::new().vert_align(VertAlignType::SuperScript);
    let mut docx = Docx::new()
        .default_fonts(
            RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").cs("Times New Roman"),
        )
        .default_size(28)
        .add_style(
            Style::new("ThanVanBan", StyleType::Paragraph).name("Thân văn bản").align(AlignmentType::Both),
        )
        .add_style(
            Style::new("QuocHieu", StyleType::Paragraph)
                .name("Quốc hiệu")
                .based_on("ThanVanBan")
                .next("ThanVanBan")
                .bold()
                .size(26),
        )
        .add_style(marks)
        .add_table(letterhead())
        .add_paragraph(rule())
        .add_paragraph(text)
        .add_paragraph(last_of_first)
        .add_table(data_table())
        .add_paragraph(Paragraph::new().add_run(Run::new().add_text("Phụ lục nằm ngang")));
    docx.document = docx.document.default_section_property(landscape);
    let parts = docx.build();
    let number = Paragraph::new().align(AlignmentType::Center).add_page_num(PageNum::new());
    let contact = Paragraph::new().add_run(Run::new().add_text("Điện thoại: 0210 000 000"));
    Built {
        document: parts.document,
        styles: parts.styles,
        header: Header::new().add_paragraph(number).build(),
        footer: Footer::new().add_paragraph(contact).build(),
        note: Paragraph::new().add_run(Run::new().add_text("Lời chú thích.")).build(),
    }
}

pub(crate) fn values() -> Value {
    json!({
        "trich_yeu": "a < b & c > d ]]> \"x\" 'y' \u{0}\u{1}\u{1f}\u{7f}\u{85}\u{2028}\u{fffe}\u{ffff} 😀 Ủy ban\r\n\t",
        "so": 12.5, "lon": 9007199254740993_i64, "am": -0.001, "null": null, "ds": [true, false, {"a": []}],
        "z": 1, "a": 2
    })
}

/// The finished sample; `word` is one word of its text.
pub(crate) fn docx(word: &str) -> Vec<u8> {
    let built = built(word);
    let mut document = Xml::parse(&built.document).unwrap();
    canonical::tidy(&mut document);
    let mut styles = Xml::parse(&built.styles).unwrap();
    canonical::styles(&mut styles, &StyleSheet { language: "vi-VN", default_paragraph: "ThanVanBan" });
    let tidy = |xml: &[u8]| {
        let mut part = Xml::parse(xml).unwrap();
        canonical::tidy(&mut part);
        part.to_bytes()
    };
    let header = tidy(&built.header);
    let footer = tidy(&built.footer);
    let footnotes = canonical::footnotes([built.note.as_slice()], Some("FootnoteReference")).unwrap();
    let text =
        TextDigest::of_xml(&document, Some(&footnotes), [header.as_slice(), footer.as_slice()]).unwrap();
    let values = ValuesPart {
        template: "cong-van-trien-khai",
        template_version: 1,
        standard: "nd30",
        preset: "13-14-14",
        date: "2026-11-23",
        schema: &json!({"type": "object", "properties": {"so": {"type": "number"}}}).into(),
        values: &values(),
    };
    package::write(&Parts {
        document: document.to_bytes().into(),
        styles: styles.to_bytes().into(),
        headers: vec![Content::from(header)],
        footers: vec![Content::from(footer)],
        footnotes: Some(footnotes.into()),
        title: "Công văn <thử> & \u{1}nghiệm",
        subject: "12/UBND-TH2",
        values: Some(values.to_xml(&text).into()),
    })
}
