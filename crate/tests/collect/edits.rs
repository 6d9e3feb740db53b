//! What people do in Word to the table of a report they send back (`edits.tsv`): each edit is summed right, or told as a warning
//! that says these words; what is summed is written down beside it.
//!
//! An edit is steps parted by `;`, each a word and what it is done to. Rows are numbered from the head, which is 0, columns
//! from 0; in texts `|` parts paragraphs, `\n` lines, `\t` is a tab.

use serde_json::{Value, json};
use thethuc::Severity;
use thethuc::collect::{Collector, Report};
use thethuc::docx::package::Package;

use crate::documents::document;

const REPORT: &str = "bao-cao-dinh-ky";

fn values() -> Value {
    json!({
        "co_quan": [{ "ten": "Ủy ban nhân dân\nxã An Bình" }],
        "bieu": [
            { "don_vi": "Đất đai", "ke_hoach": 1000, "trong_ky": 10, "luy_ke": 500, "ghi_chu": "người" },
            { "don_vi": "Hộ tịch", "ke_hoach": 2000, "trong_ky": 20, "luy_ke": 800 },
            { "don_vi": "Y tế", "ke_hoach": 3000, "luy_ke": 900 },
        ],
    })
}

/// A table as XML: what stands before its rows, and the rows, each what stands before its cells and the cells.
#[derive(Clone)]
struct Table {
    head: String,
    rows: Vec<Vec<String>>,
    /// What comes behind the table.
    behind: String,
}

/// A paragraph within a cell, as the cell has it.
fn paragraphs(cell: &str) -> &str {
    let start = cell.find("<w:p>").or_else(|| cell.find("<w:p ")).unwrap();
    &cell[start..cell.rfind("</w:tc>").unwrap()]
}

fn with_paragraphs(cell: &str, paragraphs: &str) -> String {
    let start = cell.find("<w:p>").or_else(|| cell.find("<w:p ")).unwrap();
    format!("{}{paragraphs}{}", &cell[..start], &cell[cell.rfind("</w:tc>").unwrap()..])
}

fn with_text(cell: &str, text: &str) -> String {
    let start = paragraphs(cell).find("<w:pPr>").map(|at| {
        let own = paragraphs(cell);
        own[at..own.find("</w:pPr>").unwrap() + "</w:pPr>".len()].to_owned()
    });
    let properties = start.unwrap_or_default();
    let one = |text: &str| {
        let text = text.replace("\\n", "</w:t><w:br/><w:t>").replace("\\t", "</w:t><w:tab/><w:t>");
        format!("<w:p>{properties}<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
    };
    with_paragraphs(cell, &text.split('|').map(one).collect::<String>())
}

fn text_of(xml: &str) -> String {
    let pieces = xml.split("</w:t>").filter_map(|piece| piece.rsplit_once("<w:t"));
    pieces.filter_map(|(_, text)| text.split_once('>')).map(|(_, text)| text).collect()
}

fn struck(cell: &str, how: &str) -> String {
    let text = text_of(cell);
    with_paragraphs(cell, &format!("<w:p><w:r><w:rPr><w:{how}/></w:rPr><w:t>{text}</w:t></w:r></w:p>"))
}

fn with_property(cell: &str, property: &str) -> String {
    cell.replacen("<w:tcPr>", &format!("<w:tcPr>{property}"), 1)
}

/// A cell that takes `more` columns more than it did.
fn wider(cell: &str, more: usize) -> String {
    let Some(at) = cell.find("<w:gridSpan w:val=\"") else {
        return with_property(cell, &format!("<w:gridSpan w:val=\"{}\"/>", more + 1));
    };
    let number = at + "<w:gridSpan w:val=\"".len();
    let end = number + cell[number..].find('"').unwrap();
    let span: usize = cell[number..end].parse().unwrap();
    format!("{}{}{}", &cell[..number], span + more, &cell[end..])
}

impl Table {
    fn read(xml: &str) -> Table {
        let first = xml.find("<w:tr>").unwrap();
        let row = |row: &str| {
            let start = row.find("<w:tc>").unwrap();
            let cells = row[start..].split_inclusive("</w:tc>").filter(|cell| cell.starts_with("<w:tc>"));
            [row[..start].to_owned()].into_iter().chain(cells.map(str::to_owned)).collect()
        };
        let rows = xml[first..].split("</w:tr>").filter(|row| row.contains("<w:tc>"));
        Table { head: xml[..first].to_owned(), rows: rows.map(row).collect(), behind: String::new() }
    }

    fn xml(&self) -> String {
        let rows: String = self.rows.iter().map(|row| format!("{}</w:tr>", row.concat())).collect();
        format!("{}{rows}</w:tbl>{}", self.head, self.behind)
    }

    fn cell(&mut self, row: &str, column: &str) -> &mut String {
        let column: usize = column.parse().unwrap();
        &mut self.rows[row.parse::<usize>().unwrap()][column + 1]
    }

    fn step(&mut self, step: &str) {
        let mut words = step.trim().splitn(4, ' ');
        let mut next = || words.next().unwrap_or_default().to_owned();
        let (what, one, two, text) = (next(), next(), next(), next());
        let row = || one.parse::<usize>().unwrap();
        let other = || two.parse::<usize>().unwrap();
        match what.as_str() {
            "text" => {
                let cell = self.cell(&one, &two);
                *cell = with_text(cell, &text);
            }
            "merge" => self.merge(row(), other(), text.parse().unwrap()),
            "merge-down" => self.merge_down(row(), other(), text.parse().unwrap()),
            "split" => self.split(row(), other(), &text),
            "add-row" => {
                let whole = format!("{two} {text}");
                let model = self.rows[1].clone();
                let cells =
                    whole.split('/').zip(model.iter().skip(1)).map(|(text, cell)| with_text(cell, text));
                let added: Vec<String> = [model[0].clone()].into_iter().chain(cells).collect();
                self.rows.insert(row(), added);
            }
            "copy-row" => self.rows.insert(other(), self.rows[row()].clone()),
            "drop-row" => drop(self.rows.remove(row())),
            "move-row" => {
                let moved = self.rows.remove(row());
                self.rows.insert(other(), moved);
            }
            "drop-column" => self.rows.iter_mut().for_each(|cells| drop(cells.remove(row() + 1))),
            "move-column" => {
                for cells in &mut self.rows {
                    let moved = cells.remove(row() + 1);
                    cells.insert(other() + 1, moved);
                }
            }
            "copy-column" => {
                self.rows.iter_mut().for_each(|cells| cells.insert(other() + 1, cells[row() + 1].clone()));
            }
            "add-column" => {
                let texts: Vec<&str> = two.split('/').collect();
                for (nth, cells) in self.rows.iter_mut().enumerate() {
                    let cell = with_text(&cells[row() + 1], texts.get(nth).unwrap_or(&""));
                    cells.insert(row() + 1, cell);
                }
            }
            "nest" => {
                let whole = format!("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"500\"/><w:gridCol w:w=\"500\"/></w:tblGrid><w:tr>{}</w:tr></w:tbl><w:p/>",
                    text.split('/').map(|text| format!("<w:tc><w:tcPr><w:tcW w:w=\"500\" w:type=\"dxa\"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")).collect::<String>());
                let cell = self.cell(&one, &two);
                *cell = with_paragraphs(cell, &whole);
            }
            "cut" => self.cut(row(), "", false),
            "cut-apart" => self.cut(row(), "<w:p><w:r><w:t>(tiếp theo)</w:t></w:r></w:p>", false),
            "cut-with-head" => self.cut(row(), "<w:p/>", true),
            "twice" => self.behind = format!("<w:p/>{}", self.xml()),
            "wrap" => {
                let xml = self.xml();
                self.head = format!(
                    "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"9000\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"9000\" w:type=\"dxa\"/></w:tcPr>{xml}<w:p/></w:tc></w:tr>"
                );
                self.rows.clear();
            }
            "drop-table" => {
                self.head = "<w:p><w:r><w:t>Xem biểu gửi sau.</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"1\"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr>".to_owned();
                self.rows.clear();
            }
            "insert-tracked" => {
                let cells = &mut self.rows[row()];
                cells[0] = cells[0].replacen("<w:tr>", "<w:tr><w:trPr><w:ins w:id=\"901\" w:author=\"A\" w:date=\"2026-11-23T00:00:00Z\"/></w:trPr>", 1);
                for cell in cells.iter_mut().skip(1) {
                    *cell = cell
                        .replace("<w:r>", "<w:ins w:id=\"902\" w:author=\"A\"><w:r>")
                        .replace("</w:r>", "</w:r></w:ins>");
                }
            }
            "delete-tracked" => {
                let cells = &mut self.rows[row()];
                cells[0] = cells[0].replacen("<w:tr>", "<w:tr><w:trPr><w:del w:id=\"903\" w:author=\"A\" w:date=\"2026-11-23T00:00:00Z\"/></w:trPr>", 1);
                for cell in cells.iter_mut().skip(1) {
                    *cell = cell
                        .replace("<w:r>", "<w:del w:id=\"904\" w:author=\"A\"><w:r>")
                        .replace("</w:r>", "</w:r></w:del>")
                        .replace("<w:t>", "<w:delText>")
                        .replace("</w:t>", "</w:delText>");
                }
            }
            "retype-tracked" => {
                let cell = self.cell(&one, &two);
                let was = text_of(cell);
                *cell = with_paragraphs(
                    cell,
                    &format!(
                        "<w:p><w:del w:id=\"905\" w:author=\"A\"><w:r><w:delText>{was}</w:delText></w:r></w:del><w:ins w:id=\"906\" w:author=\"A\"><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>"
                    ),
                );
            }
            "control-cell" => {
                let cell = self.cell(&one, &two);
                *cell = format!("<w:sdt><w:sdtPr/><w:sdtContent>{cell}</w:sdtContent></w:sdt>");
            }
            "control-text" => {
                let cell = self.cell(&one, &two);
                *cell = with_paragraphs(
                    cell,
                    &format!(
                        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
                    ),
                );
            }
            "append" | "append-raised" => {
                let raised = if what == "append" { "" } else { "<w:vertAlign w:val=\"superscript\"/>" };
                let run = format!("<w:r><w:rPr>{raised}</w:rPr><w:t>{text}</w:t></w:r></w:p>");
                let cell = self.cell(&one, &two);
                *cell = cell.replacen("</w:p>", &run, 1);
            }
            "strike" | "strike-double" => {
                let how = if what == "strike" { "strike" } else { "dstrike" };
                let cell = self.cell(&one, &two);
                *cell = struck(cell, how);
            }
            "strike-row" => {
                for cell in self.rows[row()].iter_mut().skip(1).filter(|cell| cell.contains("</w:t>")) {
                    *cell = struck(cell, "strike");
                }
            }
            "field" => {
                let cell = self.cell(&one, &two);
                *cell = with_paragraphs(
                    cell,
                    &format!(
                        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{text}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
                    ),
                );
            }
            other => panic!("no such step: {other}"),
        }
    }

    /// What has text stays, a paragraph each, as Word does it.
    fn merge(&mut self, row: usize, from: usize, to: usize) {
        let cells = &mut self.rows[row];
        let own: Vec<String> = cells.drain(from + 1..=to + 1).collect();
        let kept: String =
            own.iter().map(|cell| paragraphs(cell)).filter(|text| !text_of(text).is_empty()).collect();
        let kept = if kept.is_empty() { "<w:p/>".to_owned() } else { kept };
        cells.insert(from + 1, with_paragraphs(&wider(&own[0], to - from), &kept));
    }

    fn merge_down(&mut self, column: usize, from: usize, to: usize) {
        let own: Vec<String> = (from..=to).map(|row| self.rows[row][column + 1].clone()).collect();
        let kept: String =
            own.iter().map(|cell| paragraphs(cell)).filter(|text| !text_of(text).is_empty()).collect();
        for row in from..=to {
            let (merge, text) = if row == from {
                ("<w:vMerge w:val=\"restart\"/>", kept.as_str())
            } else {
                ("<w:vMerge/>", "<w:p/>")
            };
            let cell = &mut self.rows[row][column + 1];
            *cell = with_paragraphs(&with_property(cell, merge), text);
        }
    }

    /// Splits a cell in two, the second with this text; the cells above and below take two columns of the grid.
    fn split(&mut self, row: usize, column: usize, text: &str) {
        for (at, cells) in self.rows.iter_mut().enumerate() {
            let place = column + 1;
            if at == row {
                let more = with_text(&cells[place], text);
                cells.insert(place + 1, more);
            } else {
                cells[place] = wider(&cells[place], 1);
            }
        }
    }

    fn cut(&mut self, row: usize, between: &str, with_head: bool) {
        let rest = self.rows.split_off(row);
        let head = with_head.then(|| self.rows[0].clone());
        let rows = head.into_iter().chain(rest).collect();
        let second = Table { head: self.head.clone(), rows, behind: String::new() };
        self.behind = format!("{between}{}", second.xml());
    }
}

fn edited(docx: &[u8], edit: &str) -> Vec<u8> {
    let package = Package::open(docx).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().to_vec()).unwrap();
    let at = xml.find("Đất đai<").unwrap();
    let start = xml[..at].rfind("<w:tbl>").unwrap();
    let end = at + xml[at..].find("</w:tbl>").unwrap() + "</w:tbl>".len();
    let mut table = Table::read(&xml[start..end]);
    edit.split(';').for_each(|step| table.step(step));
    let xml = format!("{}{}{}", &xml[..start], table.xml(), &xml[end..]);
    package.with_parts(&[("word/document.xml", xml.as_bytes())]).unwrap()
}

fn collected(docx: &[u8]) -> Report {
    let mut collector = Collector::default();
    collector.add("an-binh.docx", docx);
    collector.result(&[])
}

/// What is wrong with a case.
fn fault(docx: &[u8], line: &str) -> Option<String> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or_default().trim();
    let (name, edit, outcome, sums, words) = (next(), next(), next(), next(), next());
    let report = collected(&edited(docx, edit));
    let sum = report.sums.iter().find(|sum| sum.table == "bieu");
    let total = |column: &str| {
        sum.and_then(|sum| sum.totals.get(column)).and_then(Value::as_str).unwrap_or("-").to_owned()
    };
    let got = ["ke_hoach", "trong_ky", "luy_ke"].map(total).join(" ");
    let warnings = report.files[0].diagnostics.iter().filter(|finding| finding.severity != Severity::Info);
    let told: Vec<String> = warnings.map(|finding| format!("{} {}", finding.code, finding.message)).collect();
    let is_right = match outcome {
        "summed" => told.is_empty() && got == sums,
        "told" => got == sums && told.iter().any(|told| told.contains(words)),
        _ => false,
    };
    (!is_right).then(|| {
        format!("{name}\n  {edit}\n  {got} (wanted {outcome} {sums} {words})\n  {}", told.join("\n  "))
    })
}

#[test]
fn every_edit_of_a_table_is_summed_right_or_told() {
    let docx = document(REPORT, &values());
    let cases = include_str!("edits.tsv").lines().skip(1).filter(|line| !line.trim().is_empty());
    let faults: Vec<String> = cases.filter_map(|line| fault(&docx, line)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
