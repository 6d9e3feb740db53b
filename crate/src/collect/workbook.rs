//! What was collected, as a spreadsheet.

use rust_decimal::Decimal;
use serde_json::Value;

use super::sums::{self, Total, Totals};
use super::{Collected, Collector, comparison, others, rates};
use crate::Template;
use crate::joined::Joined;
use crate::ordered::OrderedSet;
use crate::sheet::flat::{self, Flat, FlatTable, Form, Held, value_at};
use crate::sheet::write::{Book, Entry, Head, Page, PageId};
use crate::template::decimal;
use crate::template::field::is_blank;
use crate::to_list::ToList;

const MAIN: &str = "Tổng hợp";

pub(super) fn write(collector: &Collector, expected: &[String]) -> Vec<u8> {
    let mut book = Book::new();
    let templates = collector.templates();
    for (at, template) in templates.iter().enumerate() {
        let widest = widest(collector, &template.id);
        let mut form = flat::form(template, &[&widest]);
        let used = used(collector, template, &form);
        form.columns.retain(|column| used.contains(&column.path));
        let name = if at == 0 { MAIN.to_owned() } else { format!("{MAIN} {}", template.id) };
        documents(&mut book, collector, template, &form, name);
        for table in form.tables.iter().filter(|table| used.contains(&table.path)) {
            rows(&mut book, collector, template, table);
            labels(&mut book, collector, template, table);
        }
    }
    if templates.is_empty() {
        book.page(Page::new(MAIN, ["Tệp", "Đơn vị"].map(Head::text).into()));
    }
    edited(&mut book, collector);
    missing(&mut book, collector, expected);
    unreadable(&mut book, collector);
    book.finish()
}

/// Values with as many signers and bodies as any document has.
fn widest(collector: &Collector, id: &str) -> Value {
    let mut widest = serde_json::Map::new();
    let length = |value: Option<&Value>| value.and_then(Value::as_array).map_or(0, Vec::len);
    for (_, values) in collector.of_template(id) {
        for name in ["co_quan", "chu_ky"] {
            if length(values.get(name)) > length(widest.get(name)) {
                widest.insert(name.to_owned(), values.get(name).cloned().unwrap_or_default());
            }
        }
    }
    Value::Object(widest)
}

/// The paths of the columns and tables some document fills.
fn used(collector: &Collector, template: &Template, form: &Form<'_>) -> OrderedSet<String> {
    let mut used = OrderedSet::new();
    let paths: Vec<&String> = form
        .columns
        .iter()
        .map(|column| &column.path)
        .chain(form.tables.iter().map(|table| &table.path))
        .to_list();
    for (_, values) in collector.of_template(&template.id) {
        for path in &paths {
            if value_at(&values, path).is_some_and(|value| !is_blank(value)) {
                used.insert((*path).clone());
            }
        }
    }
    used
}

fn state(file: &Collected) -> &'static str {
    if file.is_of_other_period() {
        return if file.changed {
            "Đã sửa trong Word; khác kỳ, không cộng"
        } else {
            "Khác kỳ, không cộng"
        };
    }
    match (file.changed, file.counted) {
        (false, true) => "Nguyên vẹn",
        (true, true) => "Đã sửa trong Word",
        (false, false) => "Trùng đơn vị, không cộng",
        (true, false) => "Đã sửa trong Word; trùng đơn vị, không cộng",
    }
}

fn messages(file: &Collected) -> String {
    file.diagnostics.iter().map(|finding| finding.message.as_str()).joined("\n")
}

/// What a cell of the workbook holds.
enum Shown {
    Held(Held),
    /// A share of a hundred in plain decimal.
    Share(String),
}

impl Shown {
    const BLANK: Shown = Shown::Held(Held::Blank);

    fn entry(&self) -> Entry<'_> {
        match self {
            Shown::Held(held) => held.entry(),
            Shown::Share(number) => Entry::Share(number),
        }
    }
}

fn put(book: &mut Book, page: PageId, cells: &[Shown], bold: bool) {
    let entries: Vec<Entry<'_>> = cells.iter().map(Shown::entry).to_list();
    if bold { book.bold_row(page, &entries) } else { book.row(page, &entries) }
}

fn text(text: impl Into<String>) -> Shown {
    Shown::Held(Held::Text(text.into()))
}

/// A number of a column, shares with their sign; what is computed, rounded as the column says.
fn number(column: &Flat<'_>, number: Decimal) -> Shown {
    let number = if column.computed { rates::shown(column.field, number) } else { number };
    let plain = number.to_string();
    if rates::is_share(column.field) { Shown::Share(plain) } else { Shown::Held(Held::Number(plain)) }
}

/// A row a document.
fn documents(book: &mut Book, collector: &Collector, template: &Template, form: &Form<'_>, name: String) {
    let mut heads = vec![
        Head::text("Đơn vị").wide(34),
        Head::text("Tệp").wide(30),
        Head::text("Tình trạng").wide(20),
        Head::text("Lưu ý").wide(40),
    ];
    heads.extend(form.columns.iter().map(Flat::head).map(|head| Head {
        required: false,
        choices: Vec::new(),
        ..head
    }));
    let page = book.page(Page::new(name, heads));
    for (file, values) in collector.of_template(&template.id) {
        let mut cells = vec![text(&file.unit), text(&file.file), text(state(file)), text(messages(file))];
        cells.extend(form.columns.iter().map(|column| cell(column, &values)));
        put(book, page, &cells, false);
    }
}

fn cell(column: &Flat<'_>, values: &Value) -> Shown {
    let Some(value) = value_at(values, &column.path) else { return Shown::BLANK };
    let figure = column.field.kind.numeric().and_then(|_| decimal(value));
    figure.map_or_else(|| Shown::Held(column.cell(value)), |figure| number(column, figure))
}

/// All rows of a table, and their sums.
fn rows(book: &mut Book, collector: &Collector, template: &Template, table: &FlatTable<'_>) {
    let mut heads =
        vec![Head::text("Đơn vị").wide(34), Head::text("Tệp").wide(30), Head::text("Tình trạng").wide(20)];
    heads.extend(table.columns.iter().map(|column| Head {
        required: false,
        choices: Vec::new(),
        ..column.head()
    }));
    let page = book.page(Page::new(table.label.clone(), heads));
    let mut totals = Totals::default();
    for (file, values) in collector.of_template(&template.id) {
        for row in sums::rows(&values, &table.path) {
            let mut cells = vec![text(&file.unit), text(&file.file), text(state(file))];
            cells.extend(table.columns.iter().map(|column| cell(column, row)));
            put(book, page, &cells, false);
            if file.counted {
                totals.add(table, row, &values);
            }
        }
    }
    let adds_up = collector.adds_up(&template.id, &table.path);
    let called = totals.of_rows(adds_up).map(|total| (totals.called("Tổng cộng", total), total.clone()));
    let mut called: Vec<(String, Total)> = called.to_list();
    if adds_up == Some(true) {
        called.extend(totals.all(table).map(|all| (ALL.to_owned(), all)));
    }
    for (name, total) in called {
        let mut cells = vec![text(name), Shown::BLANK, Shown::BLANK];
        let numbers = table.columns.iter().zip(total.values(table));
        cells
            .extend(numbers.map(|(column, total)| total.map_or(Shown::BLANK, |total| number(column, total))));
        put(book, page, &cells, true);
    }
}

/// The total of rows that count several things, which stands only where the documents themselves have such a row.
const ALL: &str = "Tổng cộng mọi đơn vị tính (như dòng cộng trong văn bản)";

/// The totals of the rows with one label.
fn labels(book: &mut Book, collector: &Collector, template: &Template, table: &FlatTable<'_>) {
    let found = sums::by_label(collector, &template.id, table);
    let Some(named) = sums::label_column(table).filter(|_| !found.is_empty()) else { return };
    let is_totalled = |column: &&Flat<'_>| sums::is_totalled(table, column);
    let mut heads =
        vec![Head::text(&named.label).wide(40), Head::text("Đơn vị tính"), Head::number("Số dòng")];
    heads.extend(table.columns.iter().filter(is_totalled).map(|column| Head::number(&column.label)));
    let page = book.page(Page::new(format!("Cộng {}", table.label), heads));
    for (label, totals) in &found {
        for total in totals.of_name() {
            let rows = Shown::Held(Held::Number(total.rows.to_string()));
            let mut cells = vec![text(label), text(&total.unit), rows];
            let numbers =
                table.columns.iter().zip(total.values(table)).filter(|(column, _)| is_totalled(column));
            cells.extend(
                numbers.map(|(column, total)| total.map_or(Shown::BLANK, |total| number(column, total))),
            );
            put(book, page, &cells, false);
        }
    }
}

fn edited(book: &mut Book, collector: &Collector) {
    let heads = [
        ("Đơn vị", 34),
        ("Tệp", 30),
        ("Chỗ sửa", 34),
        ("Lúc tạo", 50),
        ("Hiện nay", 50),
        ("Vào bảng tổng hợp", 18),
    ];
    let page =
        book.page(Page::new("Đã sửa", heads.map(|(label, width)| Head::text(label).wide(width)).into()));
    for file in collector.files.iter().filter(|file| file.changed) {
        for edit in &file.edits {
            let taken = if edit.taken { "Theo văn bản" } else { "Theo lúc tạo" };
            let cells = [&file.unit, &file.file, &edit.place, &edit.before, &edit.after, taken];
            book.row(page, &cells.map(Entry::Text));
        }
        if file.edits.is_empty() {
            let cells = [file.unit.as_str(), &file.file, "Không xác định được chỗ sửa; hãy mở tệp để xem."];
            book.row(page, &cells.map(Entry::Text));
        }
    }
}

fn missing(book: &mut Book, collector: &Collector, expected: &[String]) {
    let page = book.page(Page::new("Còn thiếu", vec![Head::text("Đơn vị chưa gửi").wide(50)]));
    for unit in comparison::missing(expected, collector.sent()) {
        book.row(page, &[Entry::Text(&unit)]);
    }
}

fn unreadable(book: &mut Book, collector: &Collector) {
    let page = book
        .page(Page::new("Không đọc được", vec![Head::text("Tệp").wide(40), Head::text("Lý do").wide(90)]));
    for file in collector.files.iter().filter(|file| file.unreadable) {
        book.row(page, &[Entry::Text(&file.file), Entry::Text(&messages(file))]);
    }
    for path in &collector.passed_over {
        book.row(page, &[Entry::Text(path), Entry::Text(&others::passed_over(path).message)]);
    }
}
