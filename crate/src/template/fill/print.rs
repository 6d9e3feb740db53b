//! What every `{{…}}` of a template becomes: its value between the marks that keep it from being read as markup.

use handlebars::{HelperResult, Output, PathAndJson};
use serde_json::Value;

use super::functions::Arguments;
use super::show::{Show, ShowColumn};
use super::writing::Writing;
use crate::Align;
use crate::markup::mark;

/// The same in a cell.
const CELL_BLANK: &str = "……";
/// Stands where an expression printed nothing, so that a line with nothing else can be taken away.
pub(super) const NOTHING: char = '\u{5}';
/// Where the context holds the total rows; no field can have this name.
pub(super) const TOTALS: &str = "\u{1}totals";

/// The function that prints an expression.
pub(super) const PRINT: &str = "\u{1}print";
/// The function that turns a field into its text, within an expression.
pub(super) const TEXT: &str = "\u{1}text";
/// The function that turns a list into the texts of its items.
pub(super) const ITEMS: &str = "\u{1}items";
/// The named argument that carries the field an expression comes from.
pub(super) const ORIGIN: &str = "origin";

fn dotted(param: Option<&PathAndJson<'_>>) -> Option<String> {
    param.and_then(PathAndJson::context_path).map(|path| path.join("."))
}

/// Prints an expression.
pub(super) fn print(writing: Writing<'_, '_, '_>) -> HelperResult {
    let Writing { helper, out, printing, .. } = writing;
    let (Some(expression), Some(value)) = (printing.expression(helper), helper.param(0)) else {
        return Ok(());
    };
    let field = dotted(Some(value));
    // A field prints by its kind; what a function made of one is text already.
    let made = expression.show.text(value.value());
    let text = if field.is_some() { made } else { super::show::plain(value.value()) };
    let origin = field.or_else(|| dotted(helper.hash_get(ORIGIN)));
    let blank = text.trim_matches([' ', '\n']).is_empty();
    let visible = if blank && expression.required { printing.blank } else { &text };
    match origin {
        _ if expression.bare => out.write(visible)?,
        _ if blank && !expression.required => out.write(NOTHING.encode_utf8(&mut [0; 4]))?,
        Some(path) => {
            let body = expression.show == Show::Body && !blank;
            write_value(out, if body { mark::BODY } else { mark::LITERAL }, &path, visible)?;
        }
        None => out.write(visible)?,
    }
    Ok(())
}

/// `{{cho_trong x}}`: the blank that stands for a field which is not filled in, and leads to it; the dots may be given.
pub(super) fn blank(writing: Writing<'_, '_, '_>) -> HelperResult {
    let Writing { helper, out, printing, .. } = writing;
    let dots = helper.param(1).and_then(|dots| dots.value().as_str()).unwrap_or(printing.blank);
    match dotted(helper.param(0)) {
        Some(path) => write_value(out, mark::LITERAL, &path, dots),
        None => out.write(dots).map_err(Into::into),
    }
}

pub(super) fn write_value(out: &mut dyn Output, start: char, path: &str, text: &str) -> HelperResult {
    let mut buffer = [0; 4];
    out.write(start.encode_utf8(&mut buffer))?;
    out.write(path)?;
    out.write(mark::SEP.encode_utf8(&mut buffer))?;
    out.write(text)?;
    out.write(mark::END.encode_utf8(&mut buffer))?;
    Ok(())
}

/// The text of a field, for functions that take text.
pub(super) fn text(arguments: &Arguments<'_, '_>) -> Value {
    shown(arguments, Show::text)
}

/// The texts of the items of a list, for functions that take lists.
pub(super) fn items(arguments: &Arguments<'_, '_>) -> Value {
    shown(arguments, Show::items)
}

fn shown<T: Default + Into<Value>>(arguments: &Arguments<'_, '_>, how: fn(&Show, &Value) -> T) -> Value {
    let expression = arguments.printing.expression(arguments.helper);
    let value = expression.zip(arguments.helper.param(0));
    value.map(|(expression, value)| how(&expression.show, value.value())).unwrap_or_default().into()
}

/// `{{bang x}}`: a table field as a table, with head and total row.
pub(super) fn table(writing: Writing<'_, '_, '_>) -> HelperResult {
    let Writing { helper, context, out, printing, .. } = writing;
    let (Some(expression), Some(value)) = (printing.expression(helper), helper.param(0)) else {
        return Ok(());
    };
    let (Show::Table(columns, total_label), Some(path)) = (&expression.show, dotted(Some(value))) else {
        return Ok(());
    };
    let rows = value.value().as_array().map_or(&[][..], Vec::as_slice);
    if rows.is_empty() && !expression.required {
        out.write(NOTHING.encode_utf8(&mut [0; 4]))?;
        return Ok(());
    }
    let mut table = String::with_capacity(64 * (rows.len() + 2));
    head(&mut table, columns);
    for (at, row) in rows.iter().enumerate() {
        table.push_str("\n|");
        for column in columns {
            cell(&mut table, column, row.get(&column.name), &format!("{path}.{at}.{}", column.name));
        }
    }
    if rows.is_empty() {
        table.push_str("\n|");
        for (at, _) in columns.iter().enumerate() {
            let blank = if at == 0 { CELL_BLANK } else { "" };
            literal_cell(&mut table, &path, blank);
        }
    }
    if let Some(totals) = context.data().get(TOTALS).and_then(|totals| totals.get(&path))
        && !total_label.is_empty()
    {
        total_row(&mut table, columns, total_label, totals, &path);
    }
    out.write(&table).map_err(Into::into)
}

fn head(table: &mut String, columns: &[ShowColumn]) {
    table.push('|');
    for column in columns {
        table.push(' ');
        table.push_str(&escaped(&column.label));
        table.push_str(" |");
    }
    table.push_str("\n|");
    for column in columns {
        let (left, right) = match column.align {
            Align::Left => (":", ""),
            Align::Center => (":", ":"),
            Align::Right => ("", ":"),
            Align::Justify => ("", ""),
        };
        table.push_str(left);
        table.extend(std::iter::repeat_n('-', usize::from(column.width.max(1))));
        table.push_str(right);
        table.push('|');
    }
}

fn cell(table: &mut String, column: &ShowColumn, value: Option<&Value>, path: &str) {
    let text = match (&column.show, value) {
        (Show::Flag, Some(Value::Bool(true))) => "x".to_owned(),
        (show, Some(value)) => show.text(value),
        (_, None) => String::new(),
    };
    let blank = text.is_empty() && column.required;
    literal_cell(table, path, if blank { CELL_BLANK } else { &text });
}

/// Each line of the text as a literal of its own: a cell is one line of markup.
fn literal_cell(table: &mut String, path: &str, text: &str) {
    table.push(' ');
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            table.push_str("<br>");
        }
        table.push(mark::LITERAL);
        table.push_str(path);
        table.push(mark::SEP);
        table.push_str(line);
        table.push(mark::END);
    }
    table.push_str(" |");
}

/// The label stands in the first column that is no number, the sums below their columns, all bold.
fn total_row(table: &mut String, columns: &[ShowColumn], label: &str, totals: &Value, path: &str) {
    let number = |column: &ShowColumn| matches!(column.show, Show::Number { .. });
    let label_at = columns.iter().position(|column| !number(column)).unwrap_or(0);
    table.push_str("\n|");
    for (at, column) in columns.iter().enumerate() {
        let text = totals.get(&column.name).map(|total| column.show.text(total)).unwrap_or_default();
        if !text.is_empty() {
            table.push_str(" **");
            table.push(mark::LITERAL);
            table.push_str(path);
            table.push(mark::SEP);
            table.push_str(&text);
            table.push(mark::END);
            table.push_str("** |");
        } else if at == label_at {
            table.push_str(&format!(" **{}** |", escaped(label)));
        } else {
            table.push_str(" |");
        }
    }
}

/// A text of the manifest within markup: its signs escaped, its line ends as breaks.
fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' => result.push_str("<br>"),
            '\\' | '*' | '|' | '[' | ']' | '^' | '<' | '>' => result.extend(['\\', c]),
            c => result.push(c),
        }
    }
    result
}

/// Takes away the lines on which expressions stood and nothing was printed.
pub(super) fn without_empty_lines(text: String) -> String {
    if !text.contains(NOTHING) {
        return text;
    }
    let mut result = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        if !line.contains(NOTHING) {
            result.push_str(line);
        } else if line.chars().any(|c| c != NOTHING && !c.is_whitespace()) {
            result.extend(line.chars().filter(|c| *c != NOTHING));
        }
    }
    result
}
