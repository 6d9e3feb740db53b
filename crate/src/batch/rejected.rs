//! The rows that were left out, as a spreadsheet to be corrected.

use super::corrected::{NUMBER, REASON};
use super::{Batch, names};
use crate::Severity;
use crate::ordered::{self, OrderedMap, OrderedSet};
use crate::pool::Pool;
use crate::sheet::write::{Book, Entry, Head, Page};
use crate::to_list::ToList;

impl Batch {
    /// The rows of these documents as a workbook: the columns they had, and one that says in words what is wrong with
    /// each. Corrected, it can be given in as it is: what second sheets have for these documents goes with them.
    pub fn rejected(&self, documents: &[usize]) -> Vec<u8> {
        let sheet = self.sheet();
        let merged = &self.bound.merged;
        let ours = |label: &str| label == REASON || label == NUMBER;
        let columns: Vec<_> = self.table().columns.iter().filter(|column| !ours(&column.label)).to_list();
        let heads = columns.iter().map(|column| Head::text(column.label.as_str()));
        let mut book = Book::new();
        let page = book.page(Page::new(
            sheet.name(),
            heads.chain([Head::text(NUMBER), Head::text(REASON).wide(60)]).to_list(),
        ));
        for &document in documents {
            let problems = self.check(document);
            let rows = self.rows(document);
            for &row in rows {
                let mut reasons: Vec<String> = Vec::new();
                for problem in problems.iter().filter(|one| one.diagnostic.severity == Severity::Error) {
                    let of_sheet = problem.sheet == sheet.name();
                    // A merged cell may stand in a row of another document.
                    let outside = of_sheet && !rows.iter().any(|row| problem.row == row + 1);
                    let first = rows.first() == Some(&row);
                    let of_row = of_sheet && (problem.row == row + 1 || (outside && first));
                    let elsewhere = !of_sheet && first;
                    let told = match (of_row, elsewhere, problem.header.as_str()) {
                        (true, _, "") => problem.diagnostic.message.clone(),
                        (true, _, header) => format!("{header}: {}", problem.diagnostic.message),
                        (_, true, _) => {
                            format!("{}!{}: {}", problem.sheet, problem.place, problem.diagnostic.message)
                        }
                        _ => continue,
                    };
                    if !reasons.contains(&told) {
                        reasons.push(told);
                    }
                }
                let reasons = reasons.join("\n");
                let cells = columns.iter().map(|column| Entry::from(merged.cell(sheet, row, column.index)));
                let number = names::count(self, document);
                book.row(page, &cells.chain([Entry::Text(&number), Entry::Text(&reasons)]).to_list());
            }
        }
        self.second_sheets(documents, &mut book);
        book.finish()
    }

    fn second_sheets(&self, documents: &[usize], book: &mut Book) {
        // One sheet may fill several tables, and one row belong to several documents.
        let mut wanted: OrderedMap<usize, Pool<usize>> = OrderedMap::new();
        for &document in documents {
            for (second, _, rows) in self.bound.second_rows(&self.sheets, self.rows(document)) {
                let of_sheet = wanted.get_or_default(second.sheet);
                for row in rows {
                    of_sheet.insert(row);
                }
            }
        }
        let mut written: OrderedSet<usize> = [self.bound.main].into_iter().collect();
        for second in &self.bound.second {
            let Some(sheet) = self.sheets.get(second.sheet).filter(|_| written.insert(second.sheet)) else {
                continue;
            };
            let columns = &second.table.columns;
            let heads = columns.iter().map(|column| Head::text(column.label.as_str()));
            let page = book.page(Page::new(sheet.name(), heads.to_list()));
            let mut rows = wanted.get(&second.sheet).map(|rows| rows.items().to_vec()).unwrap_or_default();
            ordered::sort(&mut rows);
            for row in rows {
                let cell = |index| Entry::from(second.merged.cell(sheet, row, index));
                book.row(page, &columns.iter().map(|column| cell(column.index)).to_list());
            }
        }
    }
}
