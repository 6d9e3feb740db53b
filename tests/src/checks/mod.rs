//! The checks of the pages, each by itself: it gives one sentence for every fault it sees.
//!
//! They know the document's components and text, to tell which text is which; what is right comes from [`Rules`] alone.

mod body;
mod diagram;
mod ending;
mod form;
mod letterhead;
mod pages;

use thethuc::document::{Component, TableRole};

use crate::places::{Context, Line, Places, Text};
use crate::rules::{FormRules, Rules, pt};

/// What a check looks at.
#[derive(Debug)]
pub struct Measured<'a> {
    /// Text and lines on the pages.
    pub places: &'a Places,
    /// What is right.
    pub rules: &'a Rules,
    /// What its form prints.
    pub form: &'a FormRules,
    /// The values the document was made of.
    pub values: &'a serde_json::Value,
}

/// A named check.
#[derive(Clone, Copy)]
pub struct Check {
    /// Its name, by behaviour.
    pub name: &'static str,
    /// What it finds wrong.
    pub run: fn(&Measured<'_>) -> Vec<String>,
}

/// Every check.
pub const ALL: &[Check] = &[
    Check { name: "every_text_of_the_document_is_on_the_pages_and_nothing_else", run: pages::complete },
    Check { name: "every_letter_is_set_in_times_new_roman_with_its_own_weight_and_slant", run: pages::fonts },
    Check { name: "the_paper_is_a4_and_nothing_stands_in_its_margins", run: pages::margins },
    Check {
        name: "page_numbers_are_centred_in_the_top_margin_from_the_second_page_of_each_part",
        run: pages::numbers,
    },
    Check { name: "appendices_that_ask_for_it_lie", run: pages::landscape },
    Check { name: "table_heads_are_repeated_on_every_page", run: pages::heads },
    Check { name: "data_tables_are_drawn_within_the_type_area", run: pages::tables },
    Check { name: "every_component_has_its_size_weight_slant_and_case", run: pages::components },
    Check { name: "national_title_and_motto_are_one_line_each_of_one_preset", run: letterhead::national },
    Check { name: "the_rule_under_the_motto_is_as_long_as_it", run: letterhead::motto_rule },
    Check {
        name: "the_rule_under_the_issuing_body_is_a_third_to_a_half_of_its_last_line",
        run: letterhead::issuer_rule,
    },
    Check {
        name: "the_rule_under_the_abstract_is_a_third_to_a_half_of_its_last_line",
        run: letterhead::abstract_rule,
    },
    Check { name: "broken_titles_are_balanced", run: letterhead::balanced },
    Check {
        name: "number_and_date_share_a_baseline_and_stand_under_their_titles",
        run: letterhead::number_and_date,
    },
    Check { name: "kind_and_abstract_are_centred_on_the_page", run: letterhead::kind },
    Check { name: "the_subject_of_a_letter_stands_six_points_under_its_number", run: letterhead::ve_viec },
    Check { name: "marks_are_framed_in_their_size_and_colour", run: letterhead::marks },
    Check {
        name: "the_rule_under_the_heading_of_an_appendix_is_a_third_to_a_half_of_its_last_line",
        run: letterhead::attached_rule,
    },
    Check { name: "the_boxes_of_the_form_are_there_and_in_its_order", run: form::boxes },
    Check { name: "every_box_stands_where_the_diagram_puts_it", run: diagram::boxes },
    Check { name: "recipients_stand_under_the_colon_or_on_its_line", run: body::kinh_gui },
    Check { name: "the_body_is_justified_over_the_whole_width", run: body::justified },
    Check { name: "the_body_is_indented_by_ten_or_twelve_point_seven_millimetres", run: body::indented },
    Check { name: "lines_of_the_body_are_single_to_one_and_a_half_apart", run: body::line_spacing },
    Check { name: "paragraphs_of_the_body_are_six_points_apart_or_more", run: body::paragraph_gap },
    Check { name: "no_single_line_of_a_paragraph_is_parted_from_the_others", run: body::parted },
    Check { name: "headings_are_centred_or_indented_as_their_kind_asks", run: body::headings },
    Check { name: "the_recipients_list_is_level_with_the_capacity_and_flush_left", run: ending::noi_nhan },
    Check { name: "the_signature_is_whole_and_has_two_lines_of_the_body_with_it", run: ending::together },
    Check { name: "capacity_position_and_name_are_centred_under_each_other", run: ending::centred },
    Check { name: "the_contact_line_stands_under_a_full_rule_at_the_foot_of_page_one", run: ending::contact },
    Check { name: "what_the_values_ask_of_the_layout_is_kept", run: pages::asked },
    Check { name: "every_entry_of_the_contents_names_the_page_of_its_heading", run: pages::contents },
];

/// Ascent, descent and external leading of Times New Roman and Liberation Serif, in parts of the size.
pub(crate) const ASCENT: f64 = 0.891;
pub(crate) const DESCENT: f64 = 0.216;
/// Distance of single-spaced lines, in parts of the size.
pub(crate) const SINGLE: f64 = 1.149;

/// What the renderer rounds: LibreOffice lays out in twips and writes a tenth of a point.
pub(crate) const ROUNDING: f64 = 0.6;

/// How far a justified line may end from the edge: LibreOffice spreads what is left in whole units between the words, up to
/// 3 points short; a ragged line ends a word short.
pub(crate) const JUSTIFIED: f64 = 3.0;

impl Measured<'_> {
    /// A number the values ask for in `trinh_bay`.
    pub(crate) fn asked(&self, name: &str) -> Option<f64> {
        self.values.get("trinh_bay")?.get(name)?.as_f64()
    }

    /// A value the document was made of.
    pub(crate) fn value(&self, name: &str) -> Option<&serde_json::Value> {
        self.values.get(name)
    }

    /// The texts of a component that stand on a page.
    pub(crate) fn texts(&self, component: Component) -> impl Iterator<Item = &Text> {
        self.places.texts.iter().filter(move |text| text.component == component && !text.lines.is_empty())
    }

    /// The sections that begin with a letterhead of their own: documents promulgated with the first.
    pub(crate) fn attached_sections(&self) -> Vec<usize> {
        let main = self.front();
        let mut sections: Vec<usize> = self
            .texts(Component::QuocHieu)
            .map(|text| text.section)
            .filter(|section| *section > main)
            .collect();
        sections.dedup();
        sections
    }

    /// How many sections stand before page 1: cover and contents.
    pub(crate) fn front(&self) -> usize {
        use Component::*;
        let front =
            [BiaChuQuan, BiaCoQuan, BiaTenLoai, BiaTrichYeu, BiaThoiGian, MucLuc, MucLuc1, MucLuc2, MucLuc3];
        let of_front = self.places.texts.iter().filter(|text| front.contains(&text.component));
        of_front.map(|text| text.section + 1).max().unwrap_or(0)
    }

    /// The texts of the body: everything of box 6 that stands in the flow of the page.
    pub(crate) fn body(&self) -> impl Iterator<Item = &Text> {
        self.places
            .texts
            .iter()
            .filter(|text| is_body(text.component) && text.context == Context::Flow && !text.lines.is_empty())
    }

    /// The left and right edge of the type area of a page: from the body's own lines, which show it, or the first
    /// margins of the values, or the usual ones, where no page has a line that shows it.
    pub(crate) fn type_area(&self, page: usize) -> (f64, f64) {
        let shape = (self.places.pages[page].width > self.places.pages[page].height) as usize;
        let same = |other: usize| {
            (self.places.pages[other].width > self.places.pages[other].height) as usize == shape
        };
        let mut left = f64::MAX;
        let mut right: f64 = 0.0;
        for text in self.body() {
            for (number, line) in text.lines.iter().enumerate().filter(|(_, line)| same(line.page)) {
                if number > 0 {
                    left = left.min(line.x0);
                }
                right = right.max(line.x1);
            }
        }
        for table in self.table_edges() {
            if same(table.0) {
                left = left.min(table.1);
                right = right.max(table.2);
            }
        }
        let usual = &self.rules.page;
        let width = self.places.pages[page].width;
        if left == f64::MAX {
            left = pt(self.asked("le_trai").unwrap_or(usual.left_mm[0]));
        }
        let edge = width - pt(self.asked("le_phai").unwrap_or(usual.right_mm[1]));
        let full = self.body().any(|text| text.lines.len() > 1);
        if !full || (0.0..1.5).contains(&(edge - right)) {
            right = right.max(edge);
        }
        (left, right)
    }

    /// The outer edges of the borders of each page's data tables: page, left, right.
    fn table_edges(&self) -> Vec<(usize, f64, f64)> {
        let mut edges = Vec::new();
        for (number, page) in self.places.pages.iter().enumerate() {
            let has_table = self.places.texts.iter().any(|text| {
                matches!(text.context, Context::Cell { role: TableRole::Data, .. })
                    && text.lines.iter().any(|line| line.page == number)
            });
            if !has_table || page.width < page.height {
                continue;
            }
            let level = || page.strokes.iter().filter(|stroke| stroke.level());
            let left = level().map(|stroke| stroke.x0).fold(f64::MAX, f64::min);
            let right = level().map(|stroke| stroke.x1).fold(0.0, f64::max);
            if right > left {
                edges.push((number, left, right));
            }
        }
        edges
    }
}

/// Components of box 6 that are set as running text.
pub(crate) fn is_running(component: Component) -> bool {
    use Component::*;
    matches!(component, CanCu | ThanVanBan | Dieu | KhoanTieuDe | Khoan | Diem | GachDauDong)
}

/// Components of box 6.
pub(crate) fn is_body(component: Component) -> bool {
    use Component::*;
    is_running(component)
        || matches!(
            component,
            MucLaMa | PhanChuong | TieuDePhanChuong | Muc | TieuDeMuc | GiuaDong | LenhBanHanh
        )
}

/// The first line that a text has; texts without lines are reported by the check of completeness.
pub(crate) fn first(text: &Text) -> Option<&Line> {
    text.lines.first()
}

/// A fault unless two places are within a tolerance.
pub(crate) fn near(faults: &mut Vec<String>, what: &str, found: f64, wanted: f64, tolerance: f64) {
    if (found - wanted).abs() > tolerance {
        faults.push(format!("{what}: {found:.2} pt instead of {wanted:.2} pt (± {tolerance:.2})"));
    }
}

/// A fault unless a number is within its range.
pub(crate) fn within(
    faults: &mut Vec<String>,
    what: &str,
    found: f64,
    [least, most]: [f64; 2],
    tolerance: f64,
) {
    if found < least - tolerance || found > most + tolerance {
        faults.push(format!("{what}: {found:.2} is not between {least} and {most}"));
    }
}

/// One millimetre.
pub(crate) fn millimetre() -> f64 {
    pt(1.0)
}

/// The beginning of a text, to name it in a fault.
pub(crate) fn brief(text: &Text) -> String {
    let words: String = text.text.chars().take(40).collect();
    format!("{:?} “{words}”", text.component)
}
