//! A spreadsheet to begin with: the columns of a template, one example row, and what each column is.

use serde_json::Value;

use super::flat::{self, Flat, Form, Held, STEP, value_at};
use super::write::{Book, Entry, Head, Page};
use crate::markup::FREE_TEXT;
use crate::template::field::is_blank;
use crate::template::{Kind, Questions};
use crate::to_list::ToList;

/// The sheet with a row a document.
pub const MAIN_SHEET: &str = "Dữ liệu";
/// The sheet that explains the columns.
pub const GUIDE_SHEET: &str = "Hướng dẫn";
/// The column that says which document a row of a further sheet belongs to. It is on every sheet where there are several.
pub const KEY: &str = "Mã văn bản";

/// Fields of the layout that nobody varies from row to row.
const LAYOUT: [&str; 2] = [FREE_TEXT, "trinh_bay"];

/// The columns a starter spreadsheet has: every input field of the template's own, and of the shared ones those that are
/// required or that a sample fills in. What is computed is left out.
pub fn columns(template: &dyn Questions) -> Form<'_> {
    let samples: Vec<&Value> = template.samples().iter().map(|sample| &sample.values).to_list();
    let first = samples.get(..1).unwrap_or_default();
    let filled =
        |path: &str| first.iter().any(|values| value_at(values, path).is_some_and(|value| !is_blank(value)));
    let mut form = flat::form(template, first);
    let own = |path: &str| {
        let top = path.split('.').next().unwrap_or(path);
        !LAYOUT.contains(&top) && template.field(top).is_some_and(|field| !field.shared)
    };
    form.columns
        .retain(|column| !column.computed && (filled(&column.path) || own(&column.path) || column.required));
    form.tables.retain(|table| own(&table.path) || filled(&table.path));
    for table in &mut form.tables {
        table.columns.retain(|column| !column.computed);
    }
    form
}

/// A starter spreadsheet: a sheet with a column a field and the first sample as an example row, a sheet for every table,
/// and one that explains the columns. Required columns stand out, choices are drop-downs, days and numbers are typed.
///
/// ```
/// let invitation = thethuc::library::get("giay-moi").expect("a built-in template");
/// let file = thethuc::sheet::starter(&invitation);
/// assert_eq!(file.get(..2), Some(&b"PK"[..]));
/// ```
pub fn starter(template: &dyn Questions) -> Vec<u8> {
    let form = columns(template);
    let nothing = Value::Null;
    let sample = template.samples().first().map_or(&nothing, |sample| &sample.values);
    let has_sheets = !form.tables.is_empty();
    let key = || Head {
        note: "Mỗi văn bản một mã; dòng của các trang khác ghi mã này.".to_owned(),
        ..Head::text(KEY)
    };
    let mut book = Book::new();

    let heads = has_sheets.then(key).into_iter().chain(form.columns.iter().map(head));
    let main = book.page(Page::new(MAIN_SHEET, heads.to_list()));
    let cells: Vec<Held> = has_sheets
        .then(|| Held::Text("1".to_owned()))
        .into_iter()
        .chain(form.columns.iter().map(|column| held(column, sample)))
        .to_list();
    row(&mut book, main, &cells);

    for table in &form.tables {
        let page =
            Page::new(&table.label, [key()].into_iter().chain(table.columns.iter().map(head)).to_list());
        let page = book.page(page);
        for record in value_at(sample, &table.path).and_then(Value::as_array).into_iter().flatten() {
            let key = Held::Text("1".to_owned());
            let cells: Vec<Held> =
                [key].into_iter().chain(table.columns.iter().map(|column| held(column, record))).to_list();
            row(&mut book, page, &cells);
        }
    }
    guide(&mut book, template, &form);
    book.finish()
}

fn held(column: &Flat<'_>, values: &Value) -> Held {
    value_at(values, &column.path).map_or(Held::Blank, |value| column.cell(value))
}

fn head(column: &Flat<'_>) -> Head {
    let way = column.way();
    let note =
        if column.field.help.is_empty() { way.to_owned() } else { format!("{way} {}", column.field.help) };
    Head { note, ..column.head() }
}

fn row(book: &mut Book, page: super::write::PageId, cells: &[Held]) {
    let entries: Vec<Entry<'_>> = cells.iter().map(Held::entry).to_list();
    book.row(page, &entries);
}

/// What every column is, and what else the form takes.
fn guide(book: &mut Book, template: &dyn Questions, form: &Form<'_>) {
    let heads = ["Trang", "Cột", "Bắt buộc", "Cách ghi", "Giải thích"].map(Head::text);
    let widths = [18, 36, 10, 36, 70];
    let heads = heads.into_iter().zip(widths).map(|(head, width)| head.wide(width)).to_list();
    let page = book.page(Page::new(GUIDE_SHEET, heads));
    let mut say = |sheet: &str, column: &Flat<'_>, label: &str| {
        let required = if column.required { "Có" } else { "" };
        let unit = match &column.field.kind {
            Kind::Number(numeric) | Kind::Money(numeric) if !numeric.unit.is_empty() => {
                format!("{} Đơn vị: {}.", column.way(), numeric.unit)
            }
            _ => column.way().to_owned(),
        };
        let cells = [sheet, label, required, &unit, &column.field.help];
        book.row(page, &cells.map(Entry::Text));
    };
    for column in &form.columns {
        say(MAIN_SHEET, column, &column.label);
    }
    for table in &form.tables {
        for column in &table.columns {
            say(&table.label, column, &column.label);
        }
    }
    let samples: Vec<&Value> = template.samples().iter().take(1).map(|sample| &sample.values).to_list();
    let all = flat::form(template, &samples);
    for column in all.columns.iter().filter(|column| !column.computed) {
        let layout = LAYOUT.iter().any(|name| column.path.starts_with(name));
        if !layout && !form.columns.iter().any(|known| known.path == column.path) {
            say("(thêm cột nếu cần)", column, &column.label);
        }
    }
    let cannot: Vec<&str> = form.left_out.iter().map(String::as_str).to_list();
    if !cannot.is_empty() {
        let text = format!("Bảng tính không ghi được: {}{STEP}hãy điền trong phiếu hỏi.", cannot.join(", "));
        book.row(page, &[Entry::Text("(không có cột)"), Entry::Text(&text)]);
    }
}
