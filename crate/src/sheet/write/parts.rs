//! The parts of a workbook (ECMA-376-1, part 18).

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::super::grid::column_name;
use super::{Head, HeadKind, MOST_IN_NOTE, MOST_ROWS, attribute, cut_at, drop_down};
use crate::xml::{escape_text, is_allowed};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
/// Numbers are shown with up to so many digits after the comma.
const MOST_DECIMALS: usize = 8;

/// Height of a line in points.
const LINE: usize = 16;
/// A row is at most so many lines high.
const MOST_LINES: usize = 12;

/// How a cell looks: its position in the list [`styles`] writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Head,
    RequiredHead,
    /// Text in a column of text: what is typed over it stays text.
    Text,
    /// Text in a column of numbers or days: what is typed over it may be one.
    TextAmongOthers,
    Date,
    Bold,
    Number(usize),
    BoldNumber(usize),
    Share(usize),
    BoldShare(usize),
}

impl Style {
    fn index(self) -> usize {
        match self {
            Style::Plain => 0,
            Style::Head => 1,
            Style::RequiredHead => 2,
            Style::Text => 3,
            Style::TextAmongOthers => 4,
            Style::Date => 5,
            Style::Bold => 6,
            Style::Number(decimals) => 7 + decimals.min(MOST_DECIMALS),
            Style::BoldNumber(decimals) => 8 + MOST_DECIMALS + decimals.min(MOST_DECIMALS),
            Style::Share(decimals) => 9 + 2 * MOST_DECIMALS + decimals.min(MOST_DECIMALS),
            Style::BoldShare(decimals) => 10 + 3 * MOST_DECIMALS + decimals.min(MOST_DECIMALS),
        }
    }
}

/// The day 0 of spreadsheets.
pub(super) fn first_day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)
}

/// A cell with a number.
pub(super) fn value(out: &mut String, at: &str, style: Style, value: &str) {
    put(out, format_args!("<c r=\"{at}\" s=\"{}\"><v>{value}</v></c>", style.index()));
}

/// A cell with text, which stands in the cell itself.
pub(super) fn text(out: &mut String, at: &str, style: Style, text: &str) {
    put(
        out,
        format_args!("<c r=\"{at}\" s=\"{}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", style.index()),
    );
    out.push_str(&escape_text(&spelled(text)));
    out.push_str("</t></is></c>");
}

/// Writing to a string cannot fail.
fn put(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(arguments);
}

/// The text with what XML cannot hold, and what would be read as that, in the spelling of spreadsheets: `_x0007_`.
fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let escape = letter == '_' && text.get(at..at + 7).is_some_and(is_spelling);
        if escape {
            out.push_str("_x005F_");
        } else if letter == '\r' {
            if text.as_bytes().get(at + 1) != Some(&b'\n') {
                out.push('\n');
            }
        } else if is_allowed(letter) {
            out.push(letter);
        } else {
            put(&mut out, format_args!("_x{:04X}_", u32::from(letter)));
        }
    }
    out
}

fn is_spelling(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.strip_suffix('_'));
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The beginning of a sheet.
pub(super) fn begin(out: &mut String, columns: &[Head], is_first: bool) {
    let selected = if is_first { " tabSelected=\"1\"" } else { "" };
    put(
        out,
        format_args!(
            "{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
             <sheetViews><sheetView workbookViewId=\"0\"{selected}>\
             <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
             <selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView></sheetViews>\
             <sheetFormatPr defaultRowHeight=\"15.75\"/>"
        ),
    );
    if !columns.is_empty() {
        out.push_str("<cols>");
        for (head, number) in columns.iter().zip(1..) {
            let style = match head.kind {
                HeadKind::Text => Style::Text,
                HeadKind::Number => Style::Plain,
                HeadKind::Date => Style::Date,
            };
            put(
                out,
                format_args!(
                    "<col min=\"{number}\" max=\"{number}\" width=\"{}\" style=\"{}\" customWidth=\"1\"/>",
                    width(head),
                    style.index()
                ),
            );
        }
        out.push_str("</cols>");
    }
    out.push_str("<sheetData>");
}

/// The beginning of a row of so many lines: programs that do not measure by themselves show all of them.
pub(super) fn row(lines: usize) -> String {
    if lines < 2 { "<row".to_owned() } else { format!("<row ht=\"{}\"", lines * LINE) }
}

/// How many lines a text takes in a column of this width.
pub(super) fn lines(text: &str, width: usize) -> usize {
    let of = |line: &str| line.chars().count().div_ceil(width.max(1)).max(1);
    text.lines().map(of).sum::<usize>().min(MOST_LINES)
}

pub(super) fn width(head: &Head) -> usize {
    let label = head.label.chars().count() + 4;
    match (head.width, head.kind) {
        (0, HeadKind::Text) => label.clamp(14, 40),
        (0, _) => label.clamp(13, 24),
        (width, _) => width.min(250),
    }
}

/// The end of a sheet of so many rows: filter, drop-downs and notes, paper.
pub(super) fn end(out: &mut String, columns: &[Head], rows: usize, lists: &mut Vec<Vec<String>>) {
    out.push_str("</sheetData>");
    if let Some(last) = columns.len().checked_sub(1) {
        put(out, format_args!("<autoFilter ref=\"A1:{}{rows}\"/>", column_name(last)));
    }
    let mut validations = String::new();
    let mut count = 0;
    for (at, head) in columns.iter().enumerate() {
        if head.choices.is_empty() && head.note.is_empty() {
            continue;
        }
        count += 1;
        let (kind, formula) = if head.choices.is_empty() {
            ("", String::new())
        } else {
            let formula = drop_down(&head.choices, lists);
            (
                " type=\"list\" showErrorMessage=\"1\"",
                format!("<formula1>{}</formula1>", escape_text(&formula)),
            )
        };
        let note = cut_at(&head.note, MOST_IN_NOTE);
        let more = if note.len() < head.note.len() { "…" } else { "" };
        let prompt = if note.is_empty() {
            String::new()
        } else {
            format!(
                " promptTitle=\"{}\" prompt=\"{}{more}\"",
                attribute(cut_at(&head.label, 32)),
                attribute(note)
            )
        };
        let column = column_name(at);
        put(
            &mut validations,
            format_args!(
                "<dataValidation{kind} allowBlank=\"1\" showInputMessage=\"1\"{prompt} \
                 sqref=\"{column}2:{column}{MOST_ROWS}\">{formula}</dataValidation>"
            ),
        );
    }
    if count > 0 {
        put(out, format_args!("<dataValidations count=\"{count}\">{validations}</dataValidations>"));
    }
    out.push_str(
        "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
    );
}

/// The hidden sheet with the values of long drop-downs, one list a column.
pub(super) fn lists(lists: &[Vec<String>]) -> String {
    let mut out = format!("{DECLARATION}<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for row in 0..lists.iter().map(Vec::len).max().unwrap_or_default() {
        out.push_str("<row>");
        for (column, list) in lists.iter().enumerate() {
            if let Some(choice) = list.get(row) {
                text(&mut out, &format!("{}{}", column_name(column), row + 1), Style::Text, choice);
            }
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData></worksheet>");
    out
}

/// The cells of a list on the sheet of lists.
pub(super) fn list_reference(sheet: &str, at: usize, length: usize) -> String {
    let column = column_name(at);
    format!("'{sheet}'!${column}$1:${column}${length}")
}

pub(super) fn content_types(sheets: usize) -> String {
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"{CONTENT_TYPES}\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" \
         ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
    );
    for number in 1..=sheets {
        put(
            &mut out,
            format_args!(
                "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" \
                 ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
            ),
        );
    }
    out + "</Types>"
}

pub(super) fn root_relations() -> String {
    format!(
        "{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONSHIPS}\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONSHIPS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

pub(super) fn relations(sheets: usize) -> String {
    let mut out = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE_RELATIONSHIPS}\">");
    for number in 1..=sheets {
        put(
            &mut out,
            format_args!(
                "<Relationship Id=\"rId{number}\" Type=\"{RELATIONSHIPS}/worksheet\" \
                 Target=\"worksheets/sheet{number}.xml\"/>"
            ),
        );
    }
    put(
        &mut out,
        format_args!(
            "<Relationship Id=\"rId{}\" Type=\"{RELATIONSHIPS}/styles\" Target=\"styles.xml\"/></Relationships>",
            sheets + 1
        ),
    );
    out
}

/// The sheets by name; with `hides_last` the last one is not shown.
pub(super) fn workbook(names: &[String], hides_last: bool) -> String {
    let mut out = format!(
        "{DECLARATION}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONSHIPS}\">\
         <bookViews><workbookView activeTab=\"0\"/></bookViews><sheets>"
    );
    for (name, number) in names.iter().zip(1..) {
        let hidden = if hides_last && number == names.len() { " state=\"hidden\"" } else { "" };
        put(
            &mut out,
            format_args!(
                "<sheet name=\"{}\" sheetId=\"{number}\"{hidden} r:id=\"rId{number}\"/>",
                attribute(name)
            ),
        );
    }
    out + "</sheets></workbook>"
}

/// Fonts, fills and formats; the order of the cell formats is [`Style::index`].
pub(super) fn styles() -> String {
    /// Number formats of a workbook's own begin here.
    const DATE: usize = 164;
    let mut formats = format!("<numFmt numFmtId=\"{DATE}\" formatCode=\"dd/mm/yyyy\"/>");
    /// Those of shares come behind those of numbers.
    const SHARE: usize = DATE + 2 + MOST_DECIMALS;
    for (first, behind) in [(DATE + 1, ""), (SHARE, "&quot;%&quot;")] {
        for decimals in 0..=MOST_DECIMALS {
            let point = if decimals == 0 { "" } else { "." };
            put(
                &mut formats,
                format_args!(
                    "<numFmt numFmtId=\"{}\" formatCode=\"#,##0{point}{}{behind}\"/>",
                    first + decimals,
                    "0".repeat(decimals)
                ),
            );
        }
    }
    let border = "<left style=\"thin\"/><right style=\"thin\"/><top style=\"thin\"/><bottom style=\"thin\"/><diagonal/>";
    let font = |bold: &str| {
        format!("<font>{bold}<sz val=\"12\"/><name val=\"Times New Roman\"/><family val=\"1\"/></font>")
    };
    let fill = |colour: &str| {
        format!(
            "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{colour}\"/><bgColor indexed=\"64\"/>\
             </patternFill></fill>"
        )
    };
    let cell = |format: usize, font: usize, fill: usize, border: usize, wrap: bool| {
        let alignment = if wrap { " wrapText=\"1\"" } else { "" };
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
             <alignment vertical=\"top\"{alignment}/></xf>"
        )
    };
    /// The format `@`: text.
    const TEXT: usize = 49;
    let mut cells = vec![
        cell(0, 0, 0, 0, false),
        cell(TEXT, 1, 2, 1, true),
        cell(TEXT, 1, 3, 1, true),
        cell(TEXT, 0, 0, 0, true),
        cell(0, 0, 0, 0, true),
        cell(DATE, 0, 0, 0, false),
        cell(TEXT, 1, 0, 0, true),
    ];
    for (first, font) in [(DATE + 1, 0), (DATE + 1, 1), (SHARE, 0), (SHARE, 1)] {
        cells.extend((0..=MOST_DECIMALS).map(|decimals| cell(first + decimals, font, 0, 0, false)));
    }
    format!(
        "{DECLARATION}<styleSheet xmlns=\"{MAIN}\"><numFmts count=\"{}\">{formats}</numFmts>\
         <fonts count=\"2\">{}{}</fonts>\
         <fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill>{}{}</fills>\
         <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>{border}</border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"{}\">{}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>",
        2 * MOST_DECIMALS + 3,
        font(""),
        font("<b/>"),
        fill("DDEBF7"),
        fill("FFE699"),
        cells.len(),
        cells.concat(),
    )
}
