//! A workbook whose rows become documents, for a worker.

use std::sync::Arc;

use serde_json::{Value, json};
use wasm_bindgen::prelude::*;

use super::{day, find, parsed, plain, thrown};
use crate::batch::{self, Matching};
use crate::sheet::{
    Encoding, Hidden, HiddenRows, ReadOptions, Sheet, Table, Workbook, place, table, table_at,
};
use crate::to_list::ToList;
use crate::{Diagnostic, Location, Template, fill, fingerprint};

/// How many rows show what a column holds.
const EXAMPLES: usize = 3;
/// How long a mark is: 96 bits tell documents apart, and a journal has one for each.
const MARK: usize = 24;
/// How many names are shown before files are made.
const NAMES: usize = 20;

/// The inputs of a form that a column of a sheet can fill, in the order of the form.
#[wasm_bindgen(unchecked_return_type = "FormInput[]")]
pub fn inputs(template: &str) -> Result<JsValue, JsValue> {
    let template = find(template)?;
    let mut told = Vec::new();
    for input in batch::inputs(&template) {
        told.push(json!({ "path": input.path, "rows": input.rows, "required": input.required, "parts": input.parts }));
    }
    plain(&told)
}

/// A workbook opened for a template.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Batch {
    template: Arc<Template>,
    sheets: Arc<Vec<Sheet>>,
    notes: Vec<Diagnostic>,
    /// The first row of a sheet's head and the last, from 1, as somebody corrected them.
    heads: Vec<Option<(usize, Option<usize>)>>,
    batch: Option<batch::Batch>,
    date: String,
}

#[wasm_bindgen]
impl Batch {
    #[wasm_bindgen(constructor)]
    pub fn new(
        template: &str,
        name: &str,
        bytes: &[u8],
        #[wasm_bindgen(unchecked_param_type = "ReadOptions")] options: JsValue,
    ) -> Result<Batch, JsValue> {
        let template = find(template)?;
        let options = parsed(&options)?;
        let text = |name: &str| options.get(name).and_then(Value::as_str).unwrap_or_default();
        let options = ReadOptions {
            encoding: Encoding::from_name(text("encoding")),
            separator: text("separator").chars().next(),
        };
        let refused = |finding| thrown(&[finding]);
        let workbook = Workbook::open(name, bytes, &options).map_err(refused)?;
        let read = (0..workbook.sheets().len()).map(|index| {
            let mut sheet = workbook.read(index)?;
            sheet.set_hidden_rows(HiddenRows::Unasked);
            Ok(sheet)
        });
        let sheets: Vec<Sheet> = read.collect::<Result<_, _>>().map_err(refused)?;
        let heads = vec![None; sheets.len()];
        let notes = workbook.notes();
        Ok(Batch { template, sheets: Arc::new(sheets), notes, heads, batch: None, date: String::new() })
    }

    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn sheets(&self) -> Result<JsValue, JsValue> {
        plain(&self.sheets.iter().map(Sheet::name).to_list())
    }

    /// Which of them the rows are likely on.
    pub fn likely(&self) -> usize {
        batch::likely_sheet(&self.template, &self.sheets)
    }

    /// What a sheet holds; rows of its head, from 1, when they were not found rightly: the last is found out where it stands
    /// above the first.
    #[wasm_bindgen(unchecked_return_type = "SheetTable")]
    pub fn table(
        &mut self,
        sheet: usize,
        #[wasm_bindgen(unchecked_optional_param_type = "[number, number]")] head: Option<Vec<u32>>,
    ) -> Result<JsValue, JsValue> {
        if let (Some(place), Some(head)) = (self.heads.get_mut(sheet), head) {
            let row = |at: usize| head.get(at).map(|&row| row as usize);
            let first = row(0).filter(|&first| first > 0);
            *place = first.map(|first| (first, row(1).filter(|&last| last >= first)));
        }
        let (sheet, table) = self.found(sheet)?;
        let columns: Vec<Value> = table
            .columns
            .iter()
            .zip(batch::parts(sheet, &table))
            .map(|(column, part)| {
                let shown = table.rows.iter().map(|&row| sheet.cell(row, column.index).shown);
                let examples: Vec<&str> =
                    shown.filter(|text| !text.trim().is_empty()).take(EXAMPLES).to_list();
                let letters = place(0, column.index);
                json!({
                    "label": column.label,
                    "place": letters.trim_end_matches('1'),
                    "examples": examples,
                    "part": part,
                })
            })
            .to_list();
        let mut diagnostics = self.notes.clone();
        diagnostics.extend(table.notes(sheet));
        plain(&json!({
            "name": sheet.name(),
            "head": [table.head.start + 1, table.head.end],
            "columns": columns,
            "rows": table.rows.len(),
            "hidden": {
                "byFilter": table.hidden(sheet, Hidden::ByFilter).len(),
                "byHand": table.hidden(sheet, Hidden::ByHand).len(),
                "choice": sheet.hidden_rows().name(),
            },
            "diagnostics": diagnostics,
        }))
    }

    /// Says what becomes of rows that are hidden, `skip` or `take`; anything else: as when nobody was asked. What was applied
    /// before has to be applied again.
    #[wasm_bindgen(js_name = hiddenRows)]
    pub fn hidden_rows(&mut self, choice: &str) {
        self.batch = None;
        let choice = HiddenRows::from_name(choice).unwrap_or(HiddenRows::Unasked);
        Arc::make_mut(&mut self.sheets).iter_mut().for_each(|sheet| sheet.set_hidden_rows(choice));
    }

    /// The words of columns of choices that are no choice by themselves, with what the matching takes them for.
    #[wasm_bindgen(unchecked_return_type = "ColumnWords[]")]
    pub fn words(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Matching")] matching: JsValue,
    ) -> Result<JsValue, JsValue> {
        let matching = Matching::from_value(&parsed(&matching)?).unwrap_or_default();
        let at = self.sheets.iter().position(|sheet| sheet.name() == matching.sheet).unwrap_or(0);
        let (sheet, table) = self.found(at)?;
        plain(&batch::words(&self.template, sheet, &table, &matching))
    }

    /// The matching that names and labels suggest, over the constants of `base`, for its sheet.
    #[wasm_bindgen(unchecked_return_type = "Matching")]
    pub fn propose(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Partial<Matching>")] base: JsValue,
    ) -> Result<JsValue, JsValue> {
        let base = parsed(&base)?;
        let name = base.get("sheet").and_then(Value::as_str).unwrap_or_default();
        let at = self.sheets.iter().position(|sheet| sheet.name() == name).unwrap_or(0);
        let (sheet, table) = self.found(at)?;
        let mut matching =
            Matching::propose(&self.template, sheet, &table).with_second(&self.template, &self.sheets);
        self.lay_head(&mut matching);
        if let Some(constants) = base.get("constants") {
            matching.lay_over(constants);
        }
        plain(&matching.to_value())
    }

    /// Takes a matching. Findings of severity error with no documents say why it cannot be used.
    #[wasm_bindgen(unchecked_return_type = "Applied")]
    pub fn apply(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Matching")] matching: JsValue,
        date: &str,
    ) -> Result<JsValue, JsValue> {
        let matching = parsed(&matching)?.to_string();
        let mut matching =
            Matching::from_json("khop-cot.json", &matching).map_err(|finding| thrown(&[finding]))?;
        if matching.header_row.is_none() {
            self.lay_head(&mut matching);
        }
        date.clone_into(&mut self.date);
        self.take(matching)
    }

    /// The head of its sheet, as it was corrected.
    fn lay_head(&self, matching: &mut Matching) {
        let at = self.sheets.iter().position(|sheet| sheet.name() == matching.sheet).unwrap_or(0);
        let head = self.heads.get(at).copied().flatten();
        matching.header_row = head.map(|(first, _)| first);
        matching.header_last = head.and_then(|(_, last)| last);
    }

    fn take(&mut self, matching: Matching) -> Result<JsValue, JsValue> {
        self.batch = None;
        let date = day(&self.date)?;
        match batch::Batch::new(Arc::clone(&self.template), Arc::clone(&self.sheets), matching, date) {
            Ok(batch) => {
                let mut diagnostics = batch.notes().to_vec();
                diagnostics.extend(batch.other_sheets_told());
                let applied = json!({
                    "documents": batch.len(),
                    "names": first_names(&batch),
                    "diagnostics": diagnostics,
                });
                self.batch = Some(batch);
                plain(&applied)
            }
            Err(findings) => plain(&json!({ "documents": 0, "names": [], "diagnostics": findings })),
        }
    }

    /// Everything that is wrong with these documents.
    #[wasm_bindgen(unchecked_return_type = "RowProblem[]")]
    pub fn check(&self, from: usize, count: usize) -> Result<JsValue, JsValue> {
        let batch = self.applied()?;
        let mut problems = Vec::new();
        for document in from..from.saturating_add(count).min(batch.len()) {
            for problem in batch.check(document) {
                problems.push(json!({
                    "document": document,
                    "sheet": problem.sheet,
                    "row": problem.row,
                    "place": problem.place,
                    "header": problem.header,
                    "severity": problem.diagnostic.severity,
                    "code": problem.diagnostic.code,
                    "message": problem.diagnostic.message,
                    "english": problem.diagnostic.english,
                }));
            }
        }
        plain(&problems)
    }

    /// A document before it is made.
    #[wasm_bindgen(unchecked_return_type = "DocumentLook")]
    pub fn look(&self, document: usize) -> Result<JsValue, JsValue> {
        let batch = self.applied()?;
        let html = fill(&self.template, &batch.values(document), batch.today()).html();
        let rows: Vec<usize> = batch.rows(document).iter().map(|row| row + 1).to_list();
        plain(&json!({ "name": batch.name(document), "rows": rows, "html": html.body, "css": html.css }))
    }

    /// The values of a document, as the text of JSON.
    pub fn values(&self, document: usize) -> Result<String, JsValue> {
        Ok(self.applied()?.values(document).to_string())
    }

    pub fn name(&self, document: usize) -> Result<String, JsValue> {
        Ok(self.applied()?.name(document).to_owned())
    }

    /// A fingerprint of all that decides what a document says: another one, and it has to be made again.
    pub fn mark(&self, document: usize) -> Result<String, JsValue> {
        let values = self.applied()?.values(document).to_string();
        let decides = [self.template.fingerprint(), &self.date.to_string(), &values];
        let mut mark = fingerprint(decides.map(str::as_bytes));
        mark.truncate(MARK);
        Ok(mark)
    }

    /// Names by another pattern; the first of them come back.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn rename(&mut self, pattern: &str) -> Result<JsValue, JsValue> {
        let batch = self.applied()?;
        let matching = Matching { name: pattern.to_owned(), ..batch.matching().clone() };
        let date = day(&self.date)?;
        let renamed = batch::Batch::new(Arc::clone(&self.template), Arc::clone(&self.sheets), matching, date)
            .map_err(|findings| thrown(&findings))?;
        let names = plain(&first_names(&renamed));
        self.batch = Some(renamed);
        names
    }

    /// The rows of these documents as a spreadsheet that says what is wrong with them.
    #[wasm_bindgen(unchecked_return_type = "Uint8Array<ArrayBuffer>")]
    pub fn rejected(&self, documents: Vec<u32>) -> Result<Vec<u8>, JsValue> {
        let documents: Vec<usize> = documents.into_iter().map(|document| document as usize).to_list();
        Ok(self.applied()?.rejected(&documents))
    }

    fn applied(&self) -> Result<&batch::Batch, JsValue> {
        self.batch.as_ref().ok_or_else(|| {
            thrown(&[Diagnostic::error(
                "chua-khop-cot",
                Location::Document,
                "Chưa khớp cột với trường; hãy khớp cột trước.",
                "No column is matched with a field yet; match the columns first.",
            )])
        })
    }

    fn found(&self, at: usize) -> Result<(&Sheet, Table), JsValue> {
        let missing = || {
            thrown(&[Diagnostic::error(
                "khong-co-trang",
                Location::Document,
                "Bảng tính không có trang này; hãy chọn lại trang.",
                "The workbook has no such sheet; choose another one.",
            )])
        };
        let sheet = self.sheets.get(at).ok_or_else(missing)?;
        match self.heads.get(at).copied().flatten() {
            Some((first, last)) => Ok((sheet, table_at(sheet, first - 1, last))),
            None => Ok((sheet, table(sheet).map_err(|finding| thrown(&[finding]))?)),
        }
    }
}

fn first_names(batch: &batch::Batch) -> Vec<&str> {
    (0..batch.len().min(NAMES)).map(|document| batch.name(document)).to_list()
}
