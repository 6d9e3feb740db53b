//! What stands above the text: national name, issuing body, number, place and date, `V/v`, marks.

use serde_json::Value;

use crate::docx::read::Block;
use crate::reopen::issue::find::{date, number_line};
use crate::vietnamese::PartialDate;

use super::line::{Line, key, of_blocks, of_paragraph};
use super::marks::mark;
use super::opening;

/// A letterhead ends within so many paragraphs and tables.
const WITHIN: usize = 18;

/// A longer line is text.
const LONG: usize = 200;

/// A table with more rows is none of a letterhead.
const MAX_ROWS: usize = 8;

/// The letterhead of a document.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) issuer: Vec<Line>,
    pub(super) number: Option<(String, String)>,
    pub(super) place: String,
    pub(super) date: String,
    /// What follows `V/v`.
    pub(super) summary: Option<String>,
    /// Field, value and text of the marks.
    pub(super) marks: Vec<(&'static str, Value, String)>,
    /// National name and motto, or those of the Party.
    pub(super) fixed: Vec<String>,
    /// What is none of these.
    pub(super) left: Vec<String>,
    /// The first block after it.
    pub(super) end: usize,
}

const NATIONAL: &str = "cong hoa xa hoi chu nghia viet nam";
const MOTTO: &str = "doc lap tu do hanh phuc";
pub(super) const PARTY: &str = "dang cong san viet nam";

/// How they are written where a tab alone parts them from what is beside them.
const RIGHT: [&str; 4] = ["CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN", "Độc lập"];

fn is_fixed(line: &Line) -> bool {
    matches!(line.key().as_str(), NATIONAL | MOTTO | PARTY)
}

fn is_sign(line: &Line) -> bool {
    is_fixed(line)
        || number_line(&line.text).is_some()
        || summary(&line.text).is_some()
        || date(&line.text, 0).is_some_and(|found| found.is_place_date(&line.text))
}

fn summary(text: &str) -> Option<&str> {
    let rest = ["V/v", "v/v", "V/V"].iter().find_map(|mark| text.strip_prefix(mark))?;
    Some(rest.trim_start_matches([':', ' ']))
}

/// What a tab parted, and line breaks did not.
fn parted(line: &Line) -> Vec<Line> {
    let cut = RIGHT.iter().filter_map(|words| line.text.find(words)).find(|at| *at > 0);
    match cut.and_then(|at| line.text.split_at_checked(at)) {
        Some((left, right)) => line.with(left).into_iter().chain(line.with(right)).collect(),
        None => vec![line.clone()],
    }
}

impl Head {
    pub(super) fn read(blocks: &[Block]) -> Head {
        let mut head = Head { end: end(blocks), ..Head::default() };
        for block in blocks.get(..head.end).unwrap_or_default() {
            match block {
                Block::Paragraph(paragraph) => head.cell(&of_paragraph(paragraph), false),
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        head.cell(&of_blocks(&cell.blocks), true);
                    }
                }
            }
        }
        head
    }

    /// It is that of a body of the Party.
    pub(super) fn is_party(&self) -> bool {
        self.fixed.iter().any(|line| key(line) == PARTY)
    }

    fn cell(&mut self, lines: &[Line], is_cell: bool) {
        let lines: Vec<Line> = lines.iter().filter(|line| !line.is_ornament()).flat_map(parted).collect();
        let is_national = is_cell && lines.iter().any(is_fixed);
        let mut in_summary = false;
        for line in lines {
            let goes_on = in_summary && !is_sign(&line) && !line.is_shouted();
            if let (true, Some(summary)) = (goes_on, &mut self.summary) {
                summary.push(' ');
                summary.push_str(&line.text);
                continue;
            }
            in_summary = self.line(&line, is_national, is_cell);
        }
    }

    /// Takes a line; whether it is the beginning of an abstract.
    fn line(&mut self, line: &Line, is_national: bool, is_cell: bool) -> bool {
        let text = line.text.as_str();
        if is_fixed(line) {
            self.fixed.push(text.to_owned());
        } else if let Some(place) = number_line(text).filter(|_| self.number.is_none()) {
            let end = text.get(place.gap.end..).and_then(|rest| rest.find(&place.symbol));
            let end = end.map_or(text.len(), |at| place.gap.end + at + place.symbol.len());
            self.number = Some((place.written, place.symbol));
            if let Some(rest) = line.with(text.get(end..).unwrap_or_default()) {
                return self.line(&rest, is_national, is_cell);
            }
        } else if line.key() == "so" {
            self.number.get_or_insert_with(Default::default);
        } else if let Some(summary) = summary(text).filter(|_| self.summary.is_none()) {
            self.summary = Some(summary.to_owned());
            return true;
        } else if is_cell
            && !is_national
            && self.number.is_some()
            && self.summary.is_none()
            && line.key().starts_with("ve viec ")
        {
            // As the Party writes it.
            self.summary = Some(text.chars().skip("Về việc ".chars().count()).collect());
            return true;
        } else if let Some(mark) = mark(line) {
            self.marks.push(mark);
        } else if self.place_and_date(text) {
        } else if !is_national
            && (line.is_shouted() || is_cell)
            && self.number.is_none()
            && self.summary.is_none()
        {
            self.issuer.push(line.clone());
        } else {
            self.left.push(text.to_owned());
        }
        false
    }

    fn place_and_date(&mut self, text: &str) -> bool {
        let Some(found) = date(text, 0).filter(|found| self.date.is_empty() && found.is_place_date(text))
        else {
            return false;
        };
        let Some(day) = partial(&found.written(text)) else { return false };
        let place = text.get(..found.whole.start).unwrap_or_default().trim().trim_end_matches(',').trim();
        if place.chars().any(char::is_alphabetic) {
            place.clone_into(&mut self.place);
        }
        self.date = day;
        true
    }

    /// The issuing bodies: parent and name. What is bold is the name; without anything bold the first of several lines is the
    /// parent, unless the second only goes on with a place.
    pub(super) fn bodies(&self) -> Vec<(String, String)> {
        let has_bold = self.issuer.iter().any(|line| line.bold);
        let all_bold = self.issuer.iter().all(|line| line.bold);
        let mut bodies: Vec<(Vec<&str>, Vec<&str>)> = Vec::new();
        for (at, line) in self.issuer.iter().enumerate() {
            let starts_unit = |line: &Line| {
                let words = line.key();
                [
                    "xa ",
                    "phuong ",
                    "tinh ",
                    "thanh pho ",
                    "huyen ",
                    "quan ",
                    "thi xa ",
                    "thi tran ",
                    "dac khu ",
                ]
                .iter()
                .any(|unit| words.starts_with(unit))
            };
            let is_name = match (has_bold, all_bold) {
                (true, false) => line.bold,
                (true, true) => true,
                (false, _) => self.issuer.len() == 1 || at > 0 || self.issuer.get(1).is_some_and(starts_unit),
            };
            let is_new = bodies.last().is_none_or(|(_, name)| !is_name && !name.is_empty());
            if is_new {
                bodies.push((Vec::new(), Vec::new()));
            }
            if let Some((parent, name)) = bodies.last_mut() {
                if is_name { name } else { parent }.push(&line.text);
            }
        }
        bodies.into_iter().map(|(parent, name)| (parent.join("\n"), name.join("\n"))).collect()
    }
}

/// The block after the last one with a sign of a letterhead.
fn end(blocks: &[Block]) -> usize {
    let mut end = 0;
    let mut count = 0;
    for (at, block) in blocks.iter().enumerate() {
        let lines = of_blocks(std::slice::from_ref(block));
        if lines.iter().all(Line::is_ornament) {
            continue;
        }
        count += 1;
        let is_text = match block {
            Block::Paragraph(_) => lines.iter().any(|line| {
                line.text.chars().count() > LONG
                    || opening::is_addressed(line)
                    || opening::kind(line).is_some()
            }),
            Block::Table(table) => table.rows.len() > MAX_ROWS,
        };
        if is_text || count > WITHIN {
            break;
        }
        if lines.iter().flat_map(parted).any(|line| is_sign(&line)) {
            end = at + 1;
        }
    }
    end
}

/// `05/1/2026`, `/1/2026`, `//2026` as values have it; nothing when that would lose a part.
fn partial(written: &str) -> Option<String> {
    let mut parts = written.split('/').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let text = match (day, month, year) {
        ("", "", "" | "20" | "2" | "202") => return Some(String::new()),
        ("", "", year) => year.to_owned(),
        ("", month, year) => format!("{month}/{year}"),
        (day, month, year) => format!("{day}/{month}/{year}"),
    };
    text.parse().ok().map(|date: PartialDate| date.to_string())
}
