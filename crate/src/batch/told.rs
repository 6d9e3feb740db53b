//! A matching in words, for who has to see that it is the right one.

use super::bind::{Column, at};
use super::{Batch, inputs, target};
use crate::sheet::{Sheet, Table};
use crate::vietnamese::lists;
use crate::{Diagnostic, Location, Severity};

impl Batch {
    /// What each column fills, or that it fills nothing, and which rows are one document.
    pub fn matched(&self) -> Vec<Diagnostic> {
        let bound = &self.bound;
        let mut keys = bound.key.clone();
        keys.extend(bound.second.iter().map(|second| second.main_key));
        let mut told = self.columns(self.sheet(), &self.table, &bound.columns, &keys);
        for second in &bound.second {
            let Some(sheet) = self.sheets.get(second.sheet) else { continue };
            told.extend(self.columns(sheet, &second.table, &second.columns, &[second.key]));
        }
        let labels = |open: &str, close: &str| {
            let label = |index: &usize| {
                let column = self.table.columns.iter().find(|column| column.index == *index);
                column.map(|column| format!("{open}{}{close}", column.label))
            };
            bound.key.iter().filter_map(label).collect::<Vec<_>>().join(", ")
        };
        let (message, english) = if self.matching.one {
            ("Mọi dòng vào một văn bản.".to_owned(), "All rows are one document.".to_owned())
        } else if bound.key.is_empty() {
            ("Mỗi dòng là một văn bản.".to_owned(), "Each row is a document.".to_owned())
        } else {
            (
                format!("Các dòng giống nhau ở {} là một văn bản.", labels("«", "»")),
                format!("Rows with the same {} are one document.", labels("“", "”")),
            )
        };
        told.push(info("gop-dong", self.sheet(), message, english));
        told
    }

    fn columns(&self, sheet: &Sheet, table: &Table, filling: &[Column], keys: &[usize]) -> Vec<Diagnostic> {
        let inputs = inputs(&self.template);
        let unused: Vec<usize> = self.unused().iter().map(|column| column.index).collect();
        let unused = if std::ptr::eq(sheet, self.sheet()) { unused } else { Vec::new() };
        let told = table.columns.iter().map(|column| {
            let label = &column.label;
            let filled = filling.iter().find(|filling| filling.indices().any(|index| index == column.index));
            let (message, english) = match filled {
                Some(filled) => {
                    let input = target::find(&inputs, &filled.path).map(|input| input.label.as_str());
                    let input = input.unwrap_or(&filled.path);
                    (format!("«{label}» → {input}"), format!("“{label}” → {input}"))
                }
                None if keys.contains(&column.index) => {
                    (format!("«{label}»: chỉ dùng làm khóa"), format!("“{label}”: a key only"))
                }
                None if lists::is_counter(label) => {
                    (format!("«{label}»: số thứ tự của các dòng"), format!("“{label}”: numbers of the rows"))
                }
                None => (format!("«{label}»: không dùng"), format!("“{label}”: not used")),
            };
            if filled.is_none() && unused.contains(&column.index) {
                let place = at(sheet, table.head.start, column.index);
                return Diagnostic::warning("cot-khong-dung", place, message, english);
            }
            info("khop-cot", sheet, message, english)
        });
        told.collect()
    }
}

fn info(code: &'static str, sheet: &Sheet, message: String, english: String) -> Diagnostic {
    let location = Location::File { file: sheet.name().to_owned(), line: 0, column: 0 };
    Diagnostic::new(Severity::Info, code, location, message, english)
}
