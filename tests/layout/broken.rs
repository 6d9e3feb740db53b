//! Documents with one fault each, and the checks that must notice it.

use anyhow::{Context, Result};
use serde_json::Value;
use thethuc::Length;
use thethuc::document::{
    Align, Color, Component, Document, Element, LineSpacing, PageNumber, Paragraph, Row, Rule, Span, Table,
    TableRole,
};
use thethuc_tests::product;
use thethuc_tests::samples::Sample;

/// A document with a fault in it.
pub struct Breakage {
    pub name: &'static str,
    pub noticed_by: &'static [&'static str],
    pub bytes: Vec<u8>,
    /// What was meant to be written; the text is looked for by it.
    pub expected: Document,
    pub values: Value,
    pub form: String,
    pub standard: String,
    /// The fault was there already: nothing was broken.
    pub idle: bool,
}

struct Fault {
    name: &'static str,
    /// The sample it is put into: template and beginning of the name.
    sample: (&'static str, &'static str),
    noticed_by: &'static [&'static str],
    /// The pages are looked at with the document as it was, not as it was broken.
    hidden: bool,
    put_in: fn(&mut Document),
}

const LETTER: (&str, &str) = ("cong-van-trien-khai", "1");
const MARKED: (&str, &str) = ("cong-van-trien-khai", "~khan-va-lien-he");
const SMALL: (&str, &str) = ("cong-van-trien-khai", "~co-chu-nho");
const SINGLE: (&str, &str) = ("cong-van-trien-khai", "~mot-noi-kinh-gui");
const PLAN: (&str, &str) = ("ke-hoach-nam", "1");
const LONG_PLAN: (&str, &str) = ("ke-hoach-nam", "2");
const SCHEME: (&str, &str) = ("de-an", "1");

const PARTY_LETTER: (&str, &str) = ("dang-cong-van", "1");
const PARTY_RESOLUTION: (&str, &str) = ("dang-nghi-quyet", "1");
const DECISION: (&str, &str) = ("quyet-dinh", "1");
const PROMULGATION: (&str, &str) = ("quyet-dinh-ban-hanh-kem-theo", "1");

const COMPLETE: &str = "every_text_of_the_document_is_on_the_pages_and_nothing_else";
const FONTS: &str = "every_letter_is_set_in_times_new_roman_with_its_own_weight_and_slant";
const MARGINS: &str = "the_paper_is_a4_and_nothing_stands_in_its_margins";
const NUMBERS: &str = "page_numbers_are_centred_in_the_top_margin_from_the_second_page_of_each_part";
const LANDSCAPE: &str = "appendices_that_ask_for_it_lie";
const HEADS: &str = "table_heads_are_repeated_on_every_page";
const TABLES: &str = "data_tables_are_drawn_within_the_type_area";
const COMPONENTS: &str = "every_component_has_its_size_weight_slant_and_case";
const NATIONAL: &str = "national_title_and_motto_are_one_line_each_of_one_preset";
const MOTTO_RULE: &str = "the_rule_under_the_motto_is_as_long_as_it";
const ISSUER_RULE: &str = "the_rule_under_the_issuing_body_is_a_third_to_a_half_of_its_last_line";
const ABSTRACT_RULE: &str = "the_rule_under_the_abstract_is_a_third_to_a_half_of_its_last_line";
const BALANCED: &str = "broken_titles_are_balanced";
const NUMBER_AND_DATE: &str = "number_and_date_share_a_baseline_and_stand_under_their_titles";
const KIND: &str = "kind_and_abstract_are_centred_on_the_page";
const VE_VIEC: &str = "the_subject_of_a_letter_stands_six_points_under_its_number";
const MARKS: &str = "marks_are_framed_in_their_size_and_colour";
const ATTACHED_RULE: &str = "the_rule_under_the_heading_of_an_appendix_is_a_third_to_a_half_of_its_last_line";
const KINH_GUI: &str = "recipients_stand_under_the_colon_or_on_its_line";
const JUSTIFIED: &str = "the_body_is_justified_over_the_whole_width";
const INDENTED: &str = "the_body_is_indented_by_ten_or_twelve_point_seven_millimetres";
const LINE_SPACING: &str = "lines_of_the_body_are_single_to_one_and_a_half_apart";
const PARAGRAPH_GAP: &str = "paragraphs_of_the_body_are_six_points_apart_or_more";
const PARTED: &str = "no_single_line_of_a_paragraph_is_parted_from_the_others";
const HEADINGS: &str = "headings_are_centred_or_indented_as_their_kind_asks";
const NOI_NHAN: &str = "the_recipients_list_is_level_with_the_capacity_and_flush_left";
const TOGETHER: &str = "the_signature_is_whole_and_has_two_lines_of_the_body_with_it";
const CENTRED: &str = "capacity_position_and_name_are_centred_under_each_other";
const ASKED: &str = "what_the_values_ask_of_the_layout_is_kept";
const BOXES: &str = "the_boxes_of_the_form_are_there_and_in_its_order";
const DIAGRAM: &str = "every_box_stands_where_the_diagram_puts_it";
const CONTACT: &str = "the_contact_line_stands_under_a_full_rule_at_the_foot_of_page_one";

const CONTENTS: &str = "every_entry_of_the_contents_names_the_page_of_its_heading";

macro_rules! faults {
    ($($name:literal in $sample:expr, $($hidden:ident)? [$($noticed:expr),+]: $put_in:expr;)+) => {
        &[$(Fault {
            name: $name,
            sample: $sample,
            noticed_by: &[$($noticed),+],
            hidden: faults!(@hidden $($hidden)?),
            put_in: $put_in,
        }),+]
    };
    (@hidden hidden) => { true };
    (@hidden) => { false };
}

const FAULTS: &[Fault] = faults! {
    "an entry of the contents names another page" in SCHEME, [CONTENTS]: |document| {
        each(document, Component::MucLuc2, |paragraph| {
            for span in &mut paragraph.spans {
                if let Span::PageOf { number, .. } = span {
                    *number += 1;
                }
            }
        });
    };
    "a heading is missing from the contents" in SCHEME, [CONTENTS]: |document| {
        let entries = &mut document.sections[1].elements;
        entries.remove(entries.len() - 1);
    };
    "issuing body and national name change places" in LETTER, [DIAGRAM]: |document| {
        for element in &mut first_section(document).elements {
            if let Element::Table(table) = element
                && table.role == TableRole::Letterhead
            {
                table.columns.reverse();
                table.rows.iter_mut().for_each(|row| row.cells.reverse());
            }
        }
    };
    "the position is as bold as the capacity" in PARTY_LETTER, [COMPONENTS]: |document| {
        each(document, Component::ChucVu, |paragraph| look(paragraph, Some(true), None));
    };
    "the label of the recipients is not underlined" in PARTY_LETTER, [COMPONENTS]: |document| {
        for style in document.styles.iter_mut().filter(|style| style.component == Component::NoiNhan) {
            style.format.underline = false;
        }
    };
    "the number has a colon" in PARTY_LETTER, [NUMBER_AND_DATE]: |document| {
        each(document, Component::SoKyHieu, |paragraph| paragraph.spans[0] = text("Số: "));
    };
    "the asterisk is another sign" in PARTY_LETTER, [ISSUER_RULE]: |document| {
        each(document, Component::DauPhanCach, |paragraph| paragraph.spans = vec![text("-")]);
    };
    "the hyphens under the abstract are missing" in PARTY_RESOLUTION, [ABSTRACT_RULE]: |document| {
        first_section(document).elements.retain(|element| !is(element, Component::DauPhanCach));
    };
    "exact lines are too far apart" in PARTY_RESOLUTION, [LINE_SPACING]: |document| {
        running(document, |paragraph| paragraph.format.line = LineSpacing::Exactly(Length::pt(24.0)));
    };
    "a paragraph is lost" in LETTER, hidden [COMPLETE]: |document| {
        let elements = &mut first_section(document).elements;
        if let Some(at) = elements.iter().position(|element| is(element, Component::ThanVanBan)) {
            elements.remove(at);
        }
    };
    "a word is printed that nobody wrote" in LETTER, hidden [COMPLETE]: |document| {
        first(document, Component::ThanVanBan, |paragraph| paragraph.spans.push(text(" undefined")));
    };
    "a paragraph is bold that should not be" in LETTER, hidden [FONTS]: |document| {
        first(document, Component::ThanVanBan, |paragraph| look(paragraph, Some(true), None));
    };
    "the left margin is 20 mm" in LETTER, [MARGINS]: |document| {
        for section in &mut document.sections {
            section.page.left = Length::mm(20.0);
        }
    };
    "the right margin is 10 mm" in LETTER, [MARGINS]: |document| {
        for section in &mut document.sections {
            section.page.right = Length::mm(10.0);
        }
    };
    "the right margin is 25 mm" in LETTER, [MARGINS]: |document| {
        for section in &mut document.sections {
            section.page.right = Length::mm(25.0);
        }
    };
    "the top margin is 35 mm" in LETTER, [MARGINS]: |document| {
        for section in &mut document.sections {
            section.page.top = Length::mm(35.0);
        }
    };
    "the bottom margin is 12 mm" in LONG_PLAN, [MARGINS]: |document| {
        for section in &mut document.sections {
            section.page.bottom = Length::mm(12.0);
        }
    };
    "the paper is American" in LETTER, [MARGINS]: |document| {
        for section in &mut document.sections {
            section.page.width = Length::mm(215.9);
            section.page.height = Length::mm(279.4);
        }
    };
    "page one shows its number" in LETTER, [NUMBERS]: |document| {
        numbering(document, |number| number.hidden_on_first = false);
    };
    "no page shows its number" in LETTER, [NUMBERS]: |document| {
        for section in &mut document.sections {
            section.page_number = None;
        }
    };
    "an appendix goes on with the numbers" in PLAN, [NUMBERS]: |document| {
        numbering(document, |number| {
            number.start = None;
            number.hidden_on_first = false;
        });
    };
    "a lying appendix stands" in PLAN, hidden [LANDSCAPE]: |document| {
        for section in &mut document.sections {
            let page = &mut section.page;
            if page.landscape {
                page.landscape = false;
                (page.width, page.height) = (page.height, page.width);
            }
        }
    };
    "a table head is not repeated" in LONG_PLAN, hidden [HEADS]: |document| {
        tables(document, TableRole::Data, |table| table.head_rows = 0);
    };
    "a table is wider than the type area" in PLAN, [TABLES]: |document| {
        tables(document, TableRole::Data, |table| {
            for column in &mut table.columns {
                *column = column.scale(1.15);
            }
        });
    };
    "the recipients list is as large as its label" in LETTER, [COMPONENTS]: |document| {
        each(document, Component::NoiNhanDong, |paragraph| paragraph.format.size = Length::pt(12.0));
    };
    "the number is bold" in LETTER, [COMPONENTS]: |document| {
        each(document, Component::SoKyHieu, |paragraph| look(paragraph, Some(true), None));
    };
    "the date is upright" in LETTER, [COMPONENTS]: |document| {
        each(document, Component::DiaDanhNgay, |paragraph| look(paragraph, None, Some(false)));
    };
    "the name of the kind is in small letters" in PLAN, [COMPONENTS]: |document| {
        each(document, Component::TenLoai, |paragraph| {
            for span in &mut paragraph.spans {
                if let Span::Text { text, .. } = span {
                    *text = text.to_lowercase();
                }
            }
        });
    };
    "one paragraph of the body is smaller" in LETTER, [COMPONENTS]: |document| {
        first(document, Component::ThanVanBan, |paragraph| {
            let smaller = if paragraph.format.size == Length::pt(14.0) { 13.0 } else { 14.0 };
            paragraph.format.size = Length::pt(smaller);
        });
    };
    "the presets are mixed" in LETTER, [NATIONAL]: |document| {
        each(document, Component::QuocHieu, |paragraph| paragraph.format.size = Length::pt(12.0));
        each(document, Component::TieuNgu, |paragraph| paragraph.format.size = Length::pt(14.0));
    };
    "the national title wraps" in LETTER, [NATIONAL]: |document| {
        each(document, Component::QuocHieu, |paragraph| {
            paragraph.format.left = Length::mm(30.0);
            paragraph.format.right = Length::mm(30.0);
        });
    };
    "the rule under the motto is short" in LETTER, [MOTTO_RULE]: |document| {
        rule_after(document, Component::TieuNgu, |rule| {
            rule.left += Length::pt(4.0);
            rule.right += Length::pt(4.0);
        });
    };
    "the rule under the motto is off its middle" in LETTER, [MOTTO_RULE]: |document| {
        rule_after(document, Component::TieuNgu, |rule| {
            rule.left += Length::pt(4.0);
            rule.right = rule.right - Length::pt(4.0);
        });
    };
    "the rule under the issuing body is as wide as its cell" in LETTER, [ISSUER_RULE]: |document| {
        rule_after(document, Component::CoQuanBanHanh, |rule| {
            rule.left = Length::ZERO;
            rule.right = Length::ZERO;
        });
    };
    "the rule under the abstract is off its middle" in PLAN, [ABSTRACT_RULE]: |document| {
        rule_after(document, Component::TrichYeu, |rule| {
            rule.left += Length::pt(6.0);
            rule.right = rule.right - Length::pt(6.0);
        });
    };
    "the last line of the subject is a stub" in LETTER, [BALANCED]: |document| {
        each(document, Component::TrichYeuCongVan, |paragraph| {
            paragraph.spans.push(Span::Break);
            paragraph.spans.push(text("này"));
        });
    };
    "the date stands lower than the number" in LETTER, [NUMBER_AND_DATE]: |document| {
        each(document, Component::DiaDanhNgay, |paragraph| paragraph.format.before += Length::pt(1.0));
    };
    "the number is off the middle of the issuing body" in LETTER, [NUMBER_AND_DATE]: |document| {
        each(document, Component::SoKyHieu, |paragraph| paragraph.format.align = Align::Left);
    };
    "the kind is off the middle of the page" in PLAN, [KIND]: |document| {
        each(document, Component::TenLoai, |paragraph| paragraph.format.left += Length::mm(6.0));
    };
    "the subject stands close to the number" in LETTER, [VE_VIEC]: |document| {
        each(document, Component::TrichYeuCongVan, |paragraph| paragraph.format.before = Length::ZERO);
        each(document, Component::SoKyHieu, |paragraph| paragraph.format.after = Length::ZERO);
    };
    "the urgency mark is black" in MARKED, [MARKS]: |document| {
        each(document, Component::DauKhan, |paragraph| paragraph.format.color = Color::Black);
    };
    "the urgency mark has no frame" in MARKED, [MARKS]: |document| {
        each(document, Component::DauKhan, |paragraph| paragraph.format.frame = None);
    };
    "the rule under the heading of an appendix is long" in PLAN, [ATTACHED_RULE]: |document| {
        rule_after(document, Component::KemTheo, |rule| {
            rule.left = rule.left - Length::mm(20.0);
            rule.right = rule.right - Length::mm(20.0);
        });
    };
    "the hyphens stand right of the colon" in LETTER, [KINH_GUI]: |document| {
        each(document, Component::NoiKinhGui, |paragraph| paragraph.format.left += Length::mm(8.0));
    };
    "a single recipient ends in a full stop" in SINGLE, [KINH_GUI]: |document| {
        each(document, Component::KinhGui, |paragraph| paragraph.spans.push(text(".")));
    };
    "the body is ragged" in LETTER, [JUSTIFIED]: |document| {
        running(document, |paragraph| paragraph.format.align = Align::Left);
    };
    "the body hangs in from the right" in LETTER, [JUSTIFIED]: |document| {
        first(document, Component::ThanVanBan, |paragraph| paragraph.format.right = Length::mm(5.0));
    };
    "first lines are not indented" in LETTER, [INDENTED]: |document| {
        running(document, |paragraph| paragraph.format.first_line = Length::ZERO);
    };
    "lines are double" in LETTER, [LINE_SPACING]: |document| {
        running(document, |paragraph| paragraph.format.line = LineSpacing::Multiple(200));
    };
    "lines are closer than single" in LETTER, [LINE_SPACING]: |document| {
        running(document, |paragraph| paragraph.format.line = LineSpacing::Exactly(Length::pt(14.0)));
    };
    "paragraphs touch" in LETTER, [PARAGRAPH_GAP]: |document| {
        running(document, |paragraph| {
            paragraph.format.before = Length::ZERO;
            paragraph.format.after = Length::ZERO;
        });
    };
    "single lines are parted from their paragraphs" in LONG_PLAN, [PARTED]: |document| {
        running(document, |paragraph| paragraph.format.widow_control = false);
    };
    "the heading of the appendix stands left" in PLAN, [HEADINGS]: |document| {
        each(document, Component::PhuLuc, |paragraph| paragraph.format.align = Align::Left);
    };
    "the recipients list begins lower than the capacity" in LETTER, [NOI_NHAN]: |document| {
        each(document, Component::NoiNhan, |paragraph| paragraph.format.before += Length::pt(3.0));
    };
    "the recipients list is indented" in LETTER, [NOI_NHAN]: |document| {
        each(document, Component::NoiNhanDong, |paragraph| paragraph.format.left += Length::mm(5.0));
    };
    "the signature stands alone on a page" in LETTER, [TOGETHER]: |document| {
        let section = first_section(document);
        let at = section.elements.iter().position(|element| {
            matches!(element, Element::Table(table) if table.role == TableRole::Signature)
        });
        let space = section.elements.iter().find(|element| is(element, Component::ThanVanBan)).cloned();
        if let (Some(at), Some(Element::Paragraph(mut space))) = (at, space) {
            space.spans.clear();
            space.format.page_break_before = true;
            section.elements.insert(at, Element::Paragraph(space));
        }
    };
    "the name is off the middle of the capacity" in LETTER, [CENTRED]: |document| {
        each(document, Component::HoTen, |paragraph| paragraph.format.left += Length::mm(8.0));
    };
    "the left margin is not the one asked for" in SMALL, [ASKED]: |document| {
        for section in &mut document.sections {
            section.page.left = Length::mm(30.0);
        }
    };
    "the line spacing is not the one asked for" in SMALL, [ASKED]: |document| {
        running(document, |paragraph| paragraph.format.line = LineSpacing::Multiple(100));
    };
    "a decision does not say that it decides" in DECISION, [BOXES]: |document| {
        first_section(document).elements.retain(|element| !is(element, Component::LenhBanHanh));
    };
    "the authority line stands under the grounds" in DECISION, [BOXES]: |document| {
        let elements = &mut first_section(document).elements;
        let at = |elements: &[Element], component| elements.iter().position(|element| is(element, component));
        if let (Some(authority), Some(order)) =
            (at(elements, Component::ThamQuyenBanHanh), at(elements, Component::LenhBanHanh))
        {
            let line = elements.remove(authority);
            elements.insert(order - 1, line);
        }
    };
    "the last ground ends in a semicolon" in DECISION, [BOXES]: |document| {
        each(document, Component::CanCu, |paragraph| {
            if let Some(Span::Text { text, .. }) = paragraph.spans.last_mut() {
                ";".clone_into(text);
            }
        });
    };
    "the promulgated document has a number of its own" in PROMULGATION, [BOXES]: |document| {
        let number = first_section(document).elements.first().cloned();
        let attached = document.sections.last_mut();
        if let (Some(letterhead), Some(attached)) = (number, attached) {
            attached.elements[0] = letterhead;
        }
    };
    "the promulgated document goes on with the numbers" in PROMULGATION, [NUMBERS]: |document| {
        numbering(document, |number| {
            number.start = None;
            number.hidden_on_first = false;
        });
    };
    "the rule above the contact line is short" in MARKED, [CONTACT]: |document| {
        for section in &mut document.sections {
            for element in &mut section.first_footer {
                if let Element::Rule(rule) = element {
                    rule.right += Length::mm(60.0);
                }
            }
        }
    };
};

/// Writes every broken document.
pub fn make(samples: &[Sample]) -> Result<Vec<Breakage>> {
    FAULTS
        .iter()
        .map(|fault| {
            let (template, name) = fault.sample;
            let sample = samples
                .iter()
                .find(|sample| sample.template == template && sample.name.starts_with(name))
                .with_context(|| format!("no sample {name} of {template}"))?;
            let sound = product::document(sample)?;
            let mut broken = sound.clone();
            (fault.put_in)(&mut broken);
            let idle = broken == sound;
            let bytes = product::write(sample, &broken)?;
            let expected = if fault.hidden { sound } else { broken };
            let values = sample.values.clone();
            let form = product::template(template)?.form.clone();
            Ok(Breakage {
                name: fault.name,
                noticed_by: fault.noticed_by,
                bytes,
                expected,
                values,
                form: form.id.clone(),
                standard: form.standard().id.clone(),
                idle,
            })
        })
        .collect()
}

fn first_section(document: &mut Document) -> &mut thethuc::document::Section {
    &mut document.sections[0]
}

fn is(element: &Element, component: Component) -> bool {
    matches!(element, Element::Paragraph(paragraph) if paragraph.component == component)
}

fn text(words: &str) -> Span {
    Span::Text { text: words.to_owned(), bold: false, italic: false, origin: None, bookmark: None }
}

fn look(paragraph: &mut Paragraph, set_bold: Option<bool>, set_italic: Option<bool>) {
    for span in &mut paragraph.spans {
        if let Span::Text { bold, italic, .. } = span {
            *bold = set_bold.unwrap_or(*bold);
            *italic = set_italic.unwrap_or(*italic);
        }
    }
}

fn numbering(document: &mut Document, change: fn(&mut PageNumber)) {
    document.sections.iter_mut().filter_map(|section| section.page_number.as_mut()).for_each(change);
}

/// Every list of elements: the sections', the feet, the cells.
fn lists(document: &mut Document, change: &mut dyn FnMut(&mut Vec<Element>)) {
    for section in &mut document.sections {
        for list in [&mut section.elements, &mut section.first_footer] {
            change(list);
            for element in list {
                if let Element::Table(table) = element {
                    let cells = table.rows.iter_mut().flat_map(|row: &mut Row| &mut row.cells);
                    cells.for_each(|cell| change(&mut cell.elements));
                }
            }
        }
    }
}

fn paragraphs(document: &mut Document, change: &mut dyn FnMut(&mut Paragraph)) {
    lists(document, &mut |list| {
        for element in list {
            if let Element::Paragraph(paragraph) = element {
                change(paragraph);
            }
        }
    });
}

fn each(document: &mut Document, component: Component, change: fn(&mut Paragraph)) {
    paragraphs(document, &mut |paragraph| {
        if paragraph.component == component {
            change(paragraph);
        }
    });
}

/// The first paragraph of a component that is long enough to have several lines.
fn first(document: &mut Document, component: Component, change: fn(&mut Paragraph)) {
    let mut done = false;
    paragraphs(document, &mut |paragraph| {
        let length: usize = paragraph
            .spans
            .iter()
            .map(|span| match span {
                Span::Text { text, .. } => text.chars().count(),
                _ => 0,
            })
            .sum();
        if paragraph.component == component && length > 200 && !done {
            change(paragraph);
            done = true;
        }
    });
}

fn running(document: &mut Document, change: fn(&mut Paragraph)) {
    use Component::*;
    for component in [ThanVanBan, CanCu, Dieu, KhoanTieuDe, Khoan, Diem, GachDauDong] {
        each(document, component, change);
    }
}

fn tables(document: &mut Document, role: TableRole, change: fn(&mut Table)) {
    for element in document.sections.iter_mut().flat_map(|section| &mut section.elements) {
        if let Element::Table(table) = element
            && table.role == role
        {
            change(table);
        }
    }
}

fn rule_after(document: &mut Document, component: Component, change: fn(&mut Rule)) {
    lists(document, &mut |list| {
        let mut under = false;
        for element in list {
            match element {
                Element::Rule(rule) if under => {
                    change(rule);
                    under = false;
                }
                element => under = is(element, component),
            }
        }
    });
}
