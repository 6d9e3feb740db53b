//! Values for the summary report of a period: how many reported, who did not, the figures, the tasks in the order of the
//! document that gave them, what each unit asks for.

use serde_json::{Map, Value, json};

use super::marks::{PROPOSAL, PROPOSALS, TASK, TASKS, rows_of, text};
use super::overview::{Overview, Work, values_of};
use super::reminders::progress;
use super::state::{State, short};
use super::tracking::is_late;
use crate::Align;
use crate::collect::{Collected, Collector, Read};
use crate::joined::Joined;
use crate::markup::{self, Block, BodyCell, BodyColumn, BodyTable, Inline};
use crate::ordered::Grouped;
use crate::to_list::ToList;
use crate::vietnamese::text::lower_first;

/// The values; what only a person can say (the assessment) stays blank.
pub(super) fn values(overview: &Overview<'_>) -> Value {
    let matter = overview.matter;
    let mut collector = Collector::default();
    let mut proposals = Vec::new();
    for unit in &matter.units {
        let Some(own) = overview.counting.of_unit(&unit.mark) else { continue };
        let template = own.counted.first().map_or("", |report| report.template.as_str());
        let reports = values_of(own);
        let mut asked = Vec::new();
        let changed = own.counted.iter().any(|report| report.changed);
        for (at, (name, values)) in reports.into_iter().enumerate() {
            asked.extend(proposals_of(&values));
            // What adds to the first report is of the same unit, and counts too.
            let mark = if at == 0 { unit.name.clone() } else { format!("{} ({name})", unit.name) };
            let mut read = Read::keyed(&name, &mark, template, values);
            read.file = Collected { changed: changed && at == 0, ..read.file };
            collector.put(read);
        }
        if !asked.is_empty() {
            proposals.push((unit.name.as_str(), asked));
        }
    }
    let mut values = match collector.summary(&[]) {
        Value::Object(values) => values,
        _ => Map::new(),
    };
    let mut set = |name: &str, value: Value| values.insert(name.to_owned(), value);
    let (document, period) = (short(&matter.document), overview.period.name());
    let owing = overview.owing.len();
    set("so_don_vi", json!(owing));
    set("so_da_gui", json!(owing - overview.missing.len()));
    set("don_vi_thieu", json!(overview.missing()));
    set("ten_ky", json!(period));
    set("ten_bao_cao", json!(format!("báo cáo kết quả thực hiện {document}")));
    set("trich_yeu", json!(format!("Kết quả thực hiện {document} {period}")));
    if !matter.letter.is_blank() {
        set("theo_yeu_cau", serde_json::to_value(&matter.letter).unwrap_or_default());
    }
    if !matter.reports_to.is_empty() {
        set("kinh_gui", json!([matter.reports_to]));
    }
    if !matter.gatherer.is_empty() {
        set("tac_gia", json!(matter.gatherer));
    }
    let late = late(overview);
    if !late.is_empty() {
        set("nhan_xet_gui", json!(format!("Các đơn vị gửi chậm: {}.", late.join("; "))));
    }
    set("ten_bieu", json!(format!("Tình hình thực hiện theo đơn vị {period}")));
    if !proposals.is_empty() {
        set("kien_nghi", json!(listed(&proposals)));
    }
    let mut before = |name: &str, blocks: &[Block]| {
        let known = values.get(name).and_then(Value::as_str).unwrap_or_default();
        let text = [markup::write(blocks).as_str(), known].map(str::trim).join("\n\n");
        values.insert(name.to_owned(), json!(text.trim()));
    };
    before("so_lieu_chung", &by_task(overview));
    before("so_lieu_don_vi", &by_unit(overview));
    Value::Object(values)
}

/// The units whose report came late.
fn late<'m>(overview: &Overview<'m>) -> Vec<&'m str> {
    let is_late = |at: &usize| {
        let own = overview.counting.of_unit(&overview.unit(*at).mark);
        own.and_then(|own| own.counted.first()).is_some_and(|report| is_late(overview, report) == Some(true))
    };
    overview.names(&overview.owing.iter().copied().filter(is_late).to_list())
}

/// What a report asks for: with the marks of tasks, and besides.
fn proposals_of(values: &Value) -> Vec<String> {
    let of_tasks = rows_of(values, TASKS).filter_map(|row| {
        let asked = text(row, PROPOSAL);
        let mark = text(row, TASK);
        let mark = if mark.is_empty() { String::new() } else { format!(" (mục {mark})") };
        (!asked.is_empty()).then(|| format!("{}{mark}", asked.trim_end_matches(['.', ';'])))
    });
    let besides =
        text(values, PROPOSALS).lines().map(|line| line.trim().trim_end_matches(['.', ';']).to_owned());
    of_tasks.chain(besides.filter(|line| !line.is_empty())).to_list()
}

/// What the units ask for, one paragraph a unit, in the order of the record.
fn listed(proposals: &[(&str, Vec<String>)]) -> String {
    let line = |(at, (unit, asked)): (usize, &(&str, Vec<String>))| {
        let asked = asked
            .iter()
            .enumerate()
            .map(|(nth, asked)| if nth == 0 { lower_first(asked) } else { asked.clone() })
            .joined("; ");
        format!("{}. {unit}: {}.", at + 1, asked)
    };
    proposals.iter().enumerate().map(line).joined("\n")
}

fn inline(text: &str, bold: bool) -> Vec<Inline> {
    let piece = Inline::Text { text: text.to_owned(), bold, italic: false, origin: None };
    if text.is_empty() { Vec::new() } else { vec![piece] }
}

fn titled(text: &str) -> Block {
    Block::Paragraph { align: Align::Center, text: inline(text, true) }
}

/// A table: its heads with their widths, and its rows; the last rows are bold.
fn grid(heads: &[(&str, Align, u16)], rows: Vec<Vec<String>>, bold: usize) -> Block {
    let columns = heads.iter().map(|(_, align, width)| BodyColumn { align: *align, width: *width }).to_list();
    let head = heads.iter().map(|(label, ..)| (*label).to_owned()).to_list();
    let last = rows.len();
    let lines = std::iter::once(head).chain(rows).enumerate();
    let cells = |(at, row): (usize, Vec<String>)| {
        row.iter()
            .map(|text| BodyCell { text: inline(text, at + bold > last), ..BodyCell::default() })
            .to_list()
    };
    Block::Table(BodyTable { columns, head_rows: 1, rows: lines.map(cells).to_list() })
}

/// How many tasks stand how.
#[derive(Default, Clone, Copy)]
struct Counts {
    all: usize,
    done: usize,
    in_time: usize,
    overdue: usize,
    awaiting: usize,
}

impl Counts {
    fn add(&mut self, work: &Work<'_>) {
        match work.standing.state {
            State::Withdrawn => return,
            State::Done { .. } => self.done += 1,
            State::UnderWay { in_time: true } => self.in_time += 1,
            State::UnderWay { in_time: false } => self.overdue += 1,
        }
        self.all += 1;
        self.awaiting += usize::from(work.awaits());
    }

    fn cells(self) -> [String; 5] {
        [self.all, self.done, self.in_time, self.overdue, self.awaiting].map(|count| count.to_string())
    }
}

/// A row for each task, in the order of the document: how many units do it and how it stands; what came of it where one leads.
fn by_task(overview: &Overview<'_>) -> Vec<Block> {
    let mut rows = Vec::new();
    let mut all = Counts::default();
    let by_mark = Grouped::of(overview.work.iter().map(|work| (work.task.mark.as_str(), work)));
    for task in &overview.matter.tasks {
        let work: Vec<&Work<'_>> = by_mark.get(&task.mark.as_str()).copied().to_list();
        let mut own = Counts::default();
        for work in &work {
            own.add(work);
            all.add(work);
        }
        if own.all == 0 {
            continue;
        }
        let result = match work.as_slice() {
            [only] => progress(only),
            several => {
                let said =
                    several.iter().filter(|work| !work.percent.is_empty() || !work.result.is_empty()).count();
                format!("{said}/{} đơn vị có kết quả", several.len())
            }
        };
        let mut row = vec![task.mark.clone(), task.text.clone()];
        row.extend(own.cells());
        row.push(result);
        rows.push(row);
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let mut total = vec![String::new(), "Tổng cộng".to_owned()];
    total.extend(all.cells());
    total.push(String::new());
    rows.push(total);
    let count = |label| (label, Align::Center, 2);
    let heads = [
        ("Mục", Align::Center, 2),
        ("Nhiệm vụ", Align::Left, 10),
        count("Đơn vị thực hiện"),
        count("Hoàn thành"),
        count("Trong hạn"),
        count("Quá hạn"),
        count("Chờ nghiệm thu"),
        ("Kết quả", Align::Left, 6),
    ];
    vec![titled("Tình hình thực hiện nhiệm vụ"), grid(&heads, rows, 1)]
}

/// A row for each unit that owes a report: how its tasks stand.
fn by_unit(overview: &Overview<'_>) -> Vec<Block> {
    let mut counts = vec![Counts::default(); overview.matter.units.len()];
    let mut all = Counts::default();
    for work in &overview.work {
        if let Some(own) = counts.get_mut(work.unit) {
            own.add(work);
            all.add(work);
        }
    }
    let listed = counts.iter().enumerate().filter(|(_, own)| own.all > 0);
    let row = |(nth, (at, own)): (usize, (usize, &Counts))| {
        let state = match overview.counting.has(&overview.unit(at).mark) {
            true => "Đã báo cáo",
            false if overview.is_owing(at) => "Chưa báo cáo",
            false => "",
        };
        let mut row = vec![(nth + 1).to_string(), overview.unit(at).name.clone(), state.to_owned()];
        row.extend(own.cells());
        row
    };
    let mut rows: Vec<Vec<String>> = listed.enumerate().map(row).to_list();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut total = vec![String::new(), "Tổng cộng".to_owned(), String::new()];
    total.extend(all.cells());
    rows.push(total);
    let count = |label| (label, Align::Center, 3);
    let heads = [
        ("TT", Align::Center, 1),
        ("Đơn vị", Align::Left, 8),
        ("Báo cáo", Align::Center, 4),
        count("Nhiệm vụ"),
        count("Hoàn thành"),
        count("Trong hạn"),
        count("Quá hạn"),
        count("Chờ nghiệm thu"),
    ];
    vec![titled("Tình hình thực hiện nhiệm vụ theo đơn vị"), grid(&heads, rows, 1)]
}
