//! Workbooks of Excel (ECMA-376): sheets, their texts and their formats.
//!
//! Read here and not by `calamine`: that tells whether a format is one of dates, but not what it makes a cell show, and
//! holds a sheet as one range of cells of 32 bytes.

mod cells;
mod filters;
mod strings;
mod styles;

use super::looks::Looks;
use super::tab::{Tab, hidden_last};
use super::{Sheet, lines, problem};
use crate::Diagnostic;
use crate::docx::package::Package;
use crate::xml::{Document, Element, unescape};
use crate::zip::Archive;
use strings::Strings;

/// A workbook, and what all its sheets share.
#[derive(Debug)]
pub(super) struct Book<'b> {
    package: Package<'b>,
    /// The part of each sheet, in the order of the tabs.
    parts: Vec<String>,
    strings: Strings,
    looks: Looks,
    from_1904: bool,
    /// A 0 of a formula stands for a result that is still to be calculated.
    leaves_results: bool,
}

pub(super) fn open<'b>(file: &str, zip: Archive<'b>) -> Result<(Vec<Tab>, Book<'b>), Diagnostic> {
    let package = Package::from(zip);
    let refuse = |error: &_| problem::of_package(error, file);
    let relations = package.relations("").map_err(|error| refuse(&error))?;
    let main = relations.into_iter().find(|relation| relation.role() == "officeDocument");
    let main = main.map(|relation| relation.target).ok_or_else(|| problem::not_a_sheet(file))?;
    let kinds = package.content_types().map_err(|error| refuse(&error))?;
    let kind = kinds.of(&main).unwrap_or_default();
    if kind.contains("binary") {
        return Err(problem::of_file(
            "bang-tinh-nhi-phan",
            file,
            "Đây là bảng tính Excel nhị phân (.xlsb); hãy mở bằng Excel hoặc LibreOffice rồi lưu thành .xlsx.",
            "This is a binary Excel workbook (.xlsb); open it in Excel or LibreOffice and save it as .xlsx.",
        ));
    }
    if !kind.contains("spreadsheetml") && !kind.contains("ms-excel") {
        return Err(problem::not_a_sheet(file));
    }
    let read = |part: &str| package.read(part).map_err(|error| refuse(&error));
    let workbook = read(&main)?.ok_or_else(|| problem::damaged(file, &main))?;
    let workbook = Document::parse(&workbook).map_err(|_| problem::damaged(file, &main))?;
    let relations = package.relations(&main).map_err(|error| refuse(&error))?;
    let target = |role: &str| relations.iter().find(|relation| relation.role() == role);
    let root = &workbook.root;
    let from_1904 = named(root, "workbookPr")
        .next()
        .and_then(|settings| settings.attribute("date1904"))
        .is_some_and(|value| matches!(&*value, "1" | "true"));
    let mut sheets: Vec<(Tab, String)> = Vec::new();
    for sheet in named(root, "sheets").flat_map(|sheets| named(sheets, "sheet")) {
        let id = sheet.attributes().find(|attribute| attribute.name.ends_with(":id"));
        let relation = id.and_then(|id| relations.iter().find(|relation| relation.id == id.value()));
        // Charts and macros have tabs of their own, without cells.
        let Some(relation) = relation.filter(|relation| relation.role() == "worksheet") else { continue };
        let name = sheet.attribute("name").unwrap_or_default().into_owned();
        let hidden = sheet.attribute("state").is_some_and(|state| state != "visible");
        sheets.push((Tab { name, hidden }, relation.target.clone()));
    }
    let looks = match target("styles") {
        Some(relation) => styles::read(package.zip(), &relation.target, file)?,
        None => Looks::default(),
    };
    let strings = match target("sharedStrings") {
        Some(relation) => Strings::read(package.zip(), &relation.target, file)?,
        None => Strings::default(),
    };
    // Excel keeps the order of calculation with its results. Without one, a workbook that asks to be calculated as a whole
    // comes from a program that writes 0 for every formula (xlsxwriter and its kin; app.xml says Excel there as well).
    let leaves_results = target("calcChain").is_none() && asks_for_results(root);
    let (tabs, parts) = hidden_last(sheets);
    Ok((tabs, Book { package, parts, strings, looks, from_1904, leaves_results }))
}

fn asks_for_results(workbook: &Element<'_>) -> bool {
    let says = |calculation: &Element<'_>, name: &str, values: [&str; 2]| {
        calculation.attribute(name).is_some_and(|value| values.contains(&&*value))
    };
    named(workbook, "calcPr").any(|calculation| {
        says(calculation, "fullCalcOnLoad", ["1", "true"])
            || says(calculation, "calcCompleted", ["0", "false"])
    })
}

impl Book<'_> {
    pub(super) fn read(&self, file: &str, name: &str, index: usize) -> Result<Sheet, Diagnostic> {
        match self.parts.get(index) {
            Some(part) => cells::read(self, part, file, name),
            None => Err(problem::damaged(file, name)),
        }
    }
}

/// The children of that local name: some programs give every name a prefix.
fn named<'e>(element: &'e Element<'e>, name: &'e str) -> impl Iterator<Item = &'e Element<'e>> {
    element.elements().filter(move |child| child.local_name() == name)
}

/// `B7` as row and column from 0.
pub(super) fn parse_place(place: &str) -> Option<(usize, usize)> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) =
        place.split_at_checked(letters).filter(|(letters, _)| (1..=3).contains(&letters.len()))?;
    let column = letters
        .bytes()
        .fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = digits.parse::<usize>().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

/// `A1:C9` as first row, first column, last row, last column.
fn parse_range(range: &str) -> Option<[usize; 4]> {
    let (first, last) = range.split_once(':')?;
    let (first, last) = (parse_place(first)?, parse_place(last)?);
    Some([first.0, first.1, last.0, last.1])
}

/// `_x000D_` as the character it stands for, and line ends as one character.
fn decoded(text: &str, out: &mut String) {
    let mut rest = text;
    let from = out.len();
    while let Some((before, behind)) = rest.split_once("_x") {
        out.push_str(before);
        let code = behind.get(..4).filter(|_| behind.as_bytes().get(4) == Some(&b'_'));
        match code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)) {
            Some(character) => {
                out.push(character);
                rest = behind.get(5..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    if out.get(from..).is_some_and(|text| text.contains('\r')) {
        let tail = lines::ends(&out.split_off(from));
        out.push_str(&tail);
    }
}

/// The text of an attribute of a streamed tag.
fn attribute_text(raw: &str) -> String {
    unescape(raw).into_owned()
}

/// Whether a mark of a font is on: it is by itself, unless it says no.
fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false"))
}
