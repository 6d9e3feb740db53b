//! Why a matching cannot be used, and what could be written instead.

use super::target::{self, Input, is_within};
use crate::joined::Joined;
use crate::ordered;
use crate::sheet::{Sheet, Table, TableColumn, place};
use crate::template::Questions;
use crate::to_list::ToList;
use crate::vietnamese::text::fold;
use crate::{Diagnostic, Location};

pub(super) fn at(sheet: &Sheet, row: usize, column: usize) -> Location {
    Location::File { file: format!("{}!{}", sheet.name(), place(row, column)), line: 0, column: 0 }
}

/// The labels of these columns, as many as anybody reads.
pub(super) fn listed(labels: &mut dyn Iterator<Item = &str>, open: &str, close: &str) -> String {
    const MOST: usize = 8;
    let mut labels = labels.map(|label| format!("{open}{label}{close}"));
    let mut shown = labels.by_ref().take(MOST).joined(", ");
    if labels.next().is_some() {
        shown += "…";
    }
    shown
}

/// What columns can be matched with: first what a row is about, then what every document needs.
fn matchable(inputs: &[Input<'_>], template: &dyn Questions) -> Vec<String> {
    let about = |input: &&Input<'_>| template.row().is_some_and(|row| is_within(&input.path, row));
    let needed = |input: &&Input<'_>| !about(input) && input.required && !input.field.shared;
    let both = inputs.iter().filter(about).chain(inputs.iter().filter(needed));
    let mut both: Vec<&Input<'_>> = both.to_list();
    if both.is_empty() {
        let own = |input: &&Input<'_>| {
            let first = input.path.split('.').next().unwrap_or_default();
            template.field(first).is_none_or(|field| !field.shared)
        };
        both.extend(inputs.iter().filter(own));
    }
    both.into_iter().map(|input| format!("{} ({})", input.label, input.path)).to_list()
}

pub(super) fn nothing_matches(
    at: Location,
    inputs: &[Input<'_>],
    template: &dyn Questions,
    table: &Table,
) -> Diagnostic {
    let fields = matchable(inputs, template);
    let fields = |open, close| listed(&mut fields.iter().map(String::as_str), open, close);
    let heads =
        |open, close| listed(&mut table.columns.iter().map(|column| column.label.as_str()), open, close);
    Diagnostic::error(
        "khong-cot-nao-khop",
        at,
        format!(
            "Không cột nào của bảng khớp với mẫu nên không có gì để điền. Bảng có {}; mẫu nhận {}. Hãy khớp cột (--map \"Cột=trường\") hoặc chọn mẫu khác.",
            heads("«", "»"),
            fields("", "")
        ),
        format!(
            "No column of the table matches the template, so there is nothing to fill in. The table has {}; the template takes {}. Match columns (--map \"Column=field\") or choose another template.",
            heads("“", "”"),
            fields("", "")
        ),
    )
}

pub(super) fn about_nobody(
    at: Location,
    inputs: &[Input<'_>],
    template: &dyn Questions,
    head: &str,
) -> Diagnostic {
    let Some(row) = template.row() else {
        return Diagnostic::error(
            "danh-sach-khong-ai-nhan",
            at,
            format!(
                "Bảng là danh sách có cột «{head}» nhưng mẫu không có chỗ cho ai trong danh sách, nên văn bản không nói về họ. Hãy chọn mẫu khác, khớp cột ấy với một trường (--map \"{head}=trường\"), hoặc ghi rõ bỏ cột ấy (--map \"{head}=\")."
            ),
            format!(
                "The table is a list with a column “{head}”, but the template has no place for anybody of the list. Choose another template, match that column with a field (--map \"{head}=field\"), or leave it out by name (--map \"{head}=\")."
            ),
        );
    };
    let within = || inputs.iter().filter(|input| is_within(&input.path, row));
    let input = within().find(|input| input.path == row).or_else(|| within().find(|input| input.required));
    let (label, row) =
        input.or_else(|| within().next()).map_or((row, row), |input| (&input.label, &input.path));
    Diagnostic::error(
        "danh-sach-khong-ai-nhan",
        at,
        format!(
            "Bảng là danh sách có cột «{head}» nhưng không cột nào khớp với «{label}» ({row}), nên văn bản không nói về ai trong danh sách. Hãy khớp một cột với trường ấy (--map \"{head}={row}\"), hoặc ghi rõ bỏ cột ấy (--map \"{head}=\")."
        ),
        format!(
            "The table is a list with a column “{head}”, but no column is matched with “{label}” ({row}), so no document is about anybody of the list. Match a column with that field (--map \"{head}={row}\"), or leave the column out by name (--map \"{head}=\")."
        ),
    )
}

pub(super) fn about_nothing(
    at: Location,
    inputs: &[Input<'_>],
    template: &dyn Questions,
    head: &str,
) -> Diagnostic {
    let fields = matchable(inputs, template);
    let fields = listed(&mut fields.iter().map(String::as_str), "", "");
    Diagnostic::error(
        "danh-sach-khong-ai-nhan",
        at,
        format!(
            "Cột «{head}» gọi tên từng dòng của bảng nhưng không khớp với trường nào, nên văn bản không nói dòng ấy là gì. Mẫu nhận {fields}. Hãy khớp cột ấy (--map \"{head}=trường\"), ghi rõ bỏ nó (--map \"{head}=\"), hoặc chọn mẫu khác."
        ),
        format!(
            "The column “{head}” names each row of the table but is matched with no field, so no document says what its row is. The template takes {fields}. Match that column (--map \"{head}=field\"), leave it out by name (--map \"{head}=\"), or choose another template."
        ),
    )
}

pub(super) fn all_the_same(
    at: Location,
    count: usize,
    inputs: &[Input<'_>],
    template: &dyn Questions,
    table: &Table,
    used: &dyn Fn(&TableColumn) -> bool,
) -> Diagnostic {
    let unused = |open, close| {
        let labels = table.columns.iter().filter(|column| !used(column));
        listed(&mut labels.map(|column| column.label.as_str()), open, close)
    };
    let (mut unused, mut unused_english) = (unused("«", "»"), unused("“", "”"));
    if !unused.is_empty() {
        (unused, unused_english) = (format!("; chưa dùng {unused}"), format!("; {unused_english} are not"));
    }
    let fields = matchable(inputs, template);
    let fields = listed(&mut fields.iter().map(String::as_str), "", "");
    Diagnostic::error(
        "van-ban-giong-nhau",
        at,
        format!(
            "{count} văn bản sẽ giống hệt nhau vì không cột nào khác nhau giữa các dòng được dùng{unused}. Hãy sửa các dòng ghi lặp, khớp cột (--map \"Cột=trường\"; mẫu nhận {fields}), hoặc gộp các dòng vào một văn bản (--one)."
        ),
        format!(
            "{count} documents would be the same, because no column that differs from row to row is used{unused_english}. Mend rows that repeat, match columns (--map \"Column=field\"; the template takes {fields}), or make all rows one document (--one)."
        ),
    )
}

pub(super) fn sheet_named(sheets: &[Sheet], name: &str) -> Result<usize, Diagnostic> {
    let found = sheets.iter().position(|sheet| sheet.name() == name || name.is_empty());
    found.ok_or_else(|| no_sheet(name, sheets))
}

pub(super) fn no_sheet(name: &str, sheets: &[Sheet]) -> Diagnostic {
    let known = |open, close| listed(&mut sheets.iter().map(Sheet::name), open, close);
    Diagnostic::error(
        "khong-co-trang",
        Location::File { file: name.to_owned(), line: 0, column: 0 },
        format!("Bảng tính không có trang «{name}»; hãy chọn một trong các trang: {}.", known("«", "»")),
        format!("The workbook has no sheet “{name}”; choose one of: {}.", known("“", "”")),
    )
}

pub(super) fn no_column(sheet: &Sheet, table: &Table, label: &str) -> Diagnostic {
    let known =
        |open, close| listed(&mut table.columns.iter().map(|column| column.label.as_str()), open, close);
    Diagnostic::error(
        "khong-co-cot",
        Location::File { file: sheet.name().to_owned(), line: 0, column: 0 },
        format!("Trang này không có cột «{label}»; hãy ghi một trong các cột: {}.", known("«", "»")),
        format!("This sheet has no column “{label}”; name one of: {}.", known("“", "”")),
    )
}

/// Fields that are named because they are called likewise.
const MOST_LIKELY: usize = 3;

/// What a column could be matched with instead of what the template does not have: what is called likewise, then what
/// matters most.
pub(super) fn likely(inputs: &[Input<'_>], template: &dyn Questions, wanted: &str) -> String {
    let words_of = |text: &str| -> Vec<String> {
        let words = fold(text);
        let words = words.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_owned).to_list()
    };
    let words = words_of(wanted);
    let mut like: Vec<(usize, usize, String)> = Vec::new();
    for input in inputs {
        let label = words_of(&input.label);
        let shared = words.iter().filter(|word| label.contains(word)).count();
        if shared > 0 {
            let name = format!("{} ({})", input.label, input.path);
            like.push((words.len() - shared, label.len() - shared.min(label.len()), name));
        }
    }
    ordered::sort(&mut like);
    let mut likely: Vec<String> = like.into_iter().map(|(.., name)| name).take(MOST_LIKELY).to_list();
    for other in matchable(inputs, template) {
        if !likely.contains(&other) {
            likely.push(other);
        }
    }
    listed(&mut likely.iter().map(String::as_str), "", "")
}

pub(super) fn no_field(
    sheet: &Sheet,
    label: &str,
    path: &str,
    inputs: &[Input<'_>],
    template: &dyn Questions,
) -> Diagnostic {
    let several: Vec<&str> = target::called(inputs, path).map(|input| input.path.as_str()).to_list();
    let location = Location::File { file: sheet.name().to_owned(), line: 0, column: 0 };
    if several.len() > 1 {
        let several = several.join(", ");
        return Diagnostic::error(
            "khong-co-truong",
            location,
            format!(
                "Cột «{label}» được khớp với «{path}» nhưng mẫu có nhiều trường tên ấy; hãy ghi một trong: {several}."
            ),
            format!(
                "The column “{label}” is matched with “{path}”, which several fields are called; write one of: {several}."
            ),
        );
    }
    let likely = likely(inputs, template, path);
    Diagnostic::error(
        "khong-co-truong",
        location,
        format!(
            "Cột «{label}» được khớp với «{path}» nhưng mẫu không có trường ấy; các trường có thể ghi: {likely}."
        ),
        format!(
            "The column “{label}” is matched with “{path}”, which the template does not have; it has: {likely}."
        ),
    )
}

/// Why the rows cannot be the items of what was named for them.
pub(super) fn no_list(sheet: &Sheet, path: &str, inputs: &[Input<'_>]) -> Option<Diagnostic> {
    let tables = target::tables(inputs);
    if path.is_empty() || tables.iter().any(|(known, _)| known == path) {
        return None;
    }
    let lists: Vec<String> = tables.iter().map(|(path, label)| format!("{label} ({path})")).to_list();
    let lists = listed(&mut lists.iter().map(String::as_str), "", "");
    Some(Diagnostic::error(
        "khong-co-danh-sach",
        Location::File { file: sheet.name().to_owned(), line: 0, column: 0 },
        format!(
            "Mẫu không có bảng hay danh sách «{path}» để đưa các dòng vào (--rows-into); các bảng, danh sách có thể ghi: {lists}."
        ),
        format!("The template has no table or list “{path}” for the rows (--rows-into); it has: {lists}."),
    ))
}
