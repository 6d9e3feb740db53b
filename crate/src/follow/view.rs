//! A record as the templates that follow see it: what `forms/matter.toml` declares.

use serde_json::{Map, Value, json};

use super::cited::Cited;
use super::record::{Matter, Task, Unit};
use crate::Align;
use crate::markup::{self, Block, BodyCell, BodyColumn, BodyTable, Inline};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::to_list::ToList;
use crate::vietnamese::number::letter;
use crate::vietnamese::text::key;

/// For whom a document is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Subject<'m> {
    /// For the matter.
    All,
    /// For a unit.
    Unit(&'m Unit),
    /// For a task.
    Task(&'m Task),
}

/// A record as templates see it, with what all documents have alike made once.
pub struct View<'m> {
    matter: &'m Matter,
    units: OrderedMap<&'m str, &'m Unit>,
    tasks: Vec<Value>,
}

impl<'m> View<'m> {
    /// Of a matter.
    pub fn of(matter: &'m Matter) -> View<'m> {
        let mut units = OrderedMap::new();
        for unit in &matter.units {
            units.insert(unit.mark.as_str(), unit);
        }
        let mut view = View { matter, units, tasks: Vec::new() };
        view.tasks = matter.tasks.iter().map(|task| view.task(task)).to_list();
        view
    }

    /// The matter.
    pub fn matter(&self) -> &'m Matter {
        self.matter
    }

    /// The record for one of the documents, as `forms/matter.toml` declares it.
    pub fn record(&self, subject: Subject<'_>) -> Map<String, Value> {
        let matter = self.matter;
        let gives = if matter.letter.number.is_empty() { &matter.document } else { &matter.letter };
        let is_mine = |task: &Task| match subject {
            Subject::Unit(unit) => task.is_of(&unit.mark),
            Subject::Task(one) => one.mark == task.mark,
            Subject::All => true,
        };
        let mine = matter.tasks.iter().zip(&self.tasks).filter(|(task, _)| is_mine(task));
        let tasks: Vec<&Value> = mine.map(|(_, shown)| shown).to_list();
        let all = matches!(subject, Subject::All);
        let blank = Unit::default();
        let unit = if let Subject::Unit(unit) = subject { unit } else { &blank };
        let task = if let Subject::Task(task) = subject { self.task(task) } else { json!({}) };
        // Thousands of units are of use only where one document names them all.
        let units: Vec<Value> = if all { matter.units.iter().map(unit_of).to_list() } else { Vec::new() };
        let given = if all { self.given() } else { Vec::new() };
        let period = &matter.period;
        let number = |number: i64| if number == 0 { String::new() } else { number.to_string() };
        let record = json!({
            "ma": matter.mark,
            "van_ban": cited(&matter.document),
            "trien_khai": cited(if matter.letter.number.is_empty() { &NONE } else { &matter.letter }),
            "giao_viec": cited(gives),
            "kinh_gui": matter.addressees,
            "dau_moi": matter.gatherer,
            "noi_nhan_bao_cao": matter.reports_to,
            "bao_cao": matter.reporting.words,
            "han_dau_moi": matter.due_gatherer.words,
            "han_bao_cao_len": matter.due_upward.words,
            "ky": {
                "ma": period.id(),
                "ten": period.name(),
                "loai": serde_json::to_value(period.span).unwrap_or_default(),
                "so": number(period.number.into()),
                "nam": number(period.year.into()),
                "tu": period.from,
                "den": period.until,
            },
            "don_vi_nay": unit_of(unit),
            "don_vi": units,
            "nhiem_vu": tasks,
            "nhiem_vu_nay": task,
            "giao": given,
            "noi_giao": if all { self.told() } else { Vec::new() },
            "bang_giao": if all { self.table() } else { String::new() },
        });
        if let Value::Object(record) = record { record } else { Map::new() }
    }

    fn unit(&self, mark: &str) -> Option<&'m Unit> {
        self.units.get(mark).copied()
    }

    fn task(&self, task: &Task) -> Value {
        json!({
            "ma": task.mark,
            "noi_dung": task.text,
            "than": body(&[task]),
            "chu_tri": self.who(&task.groups, &task.leads),
            "phoi_hop": self.who(&task.supporting_groups, &task.supports),
            "san_pham": task.product,
            "han": task.deadline.words,
            "ngay_han": task.deadline.date,
            "chung": task.general,
        })
    }

    /// Groups by the names they have, then the units that are in none of them.
    fn who(&self, groups: &[String], units: &[String]) -> String {
        let mut names: Vec<&str> = groups.iter().map(String::as_str).to_list();
        for unit in units.iter().filter_map(|mark| self.unit(mark)) {
            if !unit.groups.iter().any(|group| groups.contains(group)) {
                names.push(&unit.name);
            }
        }
        names.join("; ")
    }

    /// The tasks as a letter gives them: those of groups first, under the sentence that names them, then those of each unit.
    fn given(&self) -> Vec<Value> {
        let mut entries = Vec::new();
        let mut done: OrderedSet<String> = OrderedSet::new();
        let heading = |task: &Task| match task.groups.is_empty() {
            true => (self.who(&[], &task.leads), false),
            false => (task.groups.join(", "), true),
        };
        for general in [true, false] {
            for task in &self.matter.tasks {
                let (name, is_general) = heading(task);
                if is_general != general || done.contains(&name) {
                    continue;
                }
                let together: Vec<&Task> =
                    self.matter.tasks.iter().filter(|other| heading(other).0 == name).to_list();
                let lead_in = self
                    .matter
                    .sections
                    .iter()
                    .find(|section| section.mark == task.parent && section.general);
                let text = body(&together);
                done.insert(name.clone());
                entries.push(if general {
                    let lead_in = lead_in.map_or_else(
                        || format!("{name} thực hiện các nội dung sau:"),
                        |one| one.text.clone(),
                    );
                    json!({ "don_vi": "", "cau_dan": lead_in, "noi_dung": text })
                } else {
                    json!({ "don_vi": name, "cau_dan": "", "noi_dung": text })
                });
            }
        }
        entries
    }

    /// Who is told to do something: groups, and the units that none of them speaks of.
    fn told(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut take = |name: &String| {
            if !names.contains(name) {
                names.push(name.clone());
            }
        };
        self.matter.tasks.iter().flat_map(|task| &task.groups).for_each(&mut take);
        let groups: Vec<String> = self
            .matter
            .tasks
            .iter()
            .flat_map(|task| &task.groups)
            .map(|group| format!(" {} ", key(group)))
            .to_list();
        for task in &self.matter.tasks {
            for unit in task.leads.iter().filter_map(|mark| self.unit(mark)) {
                let kind = format!(" {} ", unit.kind.replace('-', " "));
                if unit.groups.is_empty() && !groups.iter().any(|group| group.contains(&kind)) {
                    take(&unit.name);
                }
            }
        }
        names
    }

    /// The tasks as a table: mark, task, who leads, who supports, until when, what comes of it.
    fn table(&self) -> String {
        const HEADS: [(&str, u16, Align); 6] = [
            ("Mục", 2, Align::Center),
            ("Nhiệm vụ", 12, Align::Left),
            ("Chủ trì, thực hiện", 6, Align::Left),
            ("Phối hợp", 6, Align::Left),
            ("Thời hạn", 4, Align::Center),
            ("Sản phẩm", 4, Align::Left),
        ];
        let cell = |text: &str| {
            let mut inlines = Vec::new();
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                if !inlines.is_empty() {
                    inlines.push(Inline::Break);
                }
                inlines.push(plain(line));
            }
            BodyCell { text: inlines, ..BodyCell::default() }
        };
        let mut rows = vec![HEADS.iter().map(|(head, ..)| cell(head)).to_list()];
        for task in &self.matter.tasks {
            let leads = self.who(&task.groups, &task.leads);
            let supports = self.who(&task.supporting_groups, &task.supports);
            let cells = [&task.mark, &task.text, &leads, &supports, &task.deadline.words, &task.product];
            rows.push(cells.into_iter().map(|text| cell(text)).to_list());
        }
        let columns =
            HEADS.iter().map(|(_, width, align)| BodyColumn { align: *align, width: *width }).to_list();
        markup::write(&[Block::Table(BodyTable { columns, head_rows: 1, rows })])
    }
}

/// No document.
static NONE: Cited = Cited {
    kind: String::new(),
    number: String::new(),
    date: String::new(),
    issuer: String::new(),
    subject: String::new(),
};

fn cited(document: &Cited) -> Value {
    if document.is_blank() { json!({}) } else { document.document().to_value() }
}

fn unit_of(unit: &Unit) -> Value {
    json!({ "ma": unit.mark, "ten": unit.name, "loai": unit.kind })
}

fn plain(line: &str) -> Inline {
    Inline::Text { text: line.trim().to_owned(), bold: false, italic: false, origin: None }
}

/// One task as paragraphs, several as points; nothing in their texts is read as markup.
fn body(tasks: &[&Task]) -> String {
    let text = |line: &str| vec![plain(line)];
    let mut blocks = Vec::new();
    for (at, task) in tasks.iter().enumerate() {
        for (line_at, line) in task.text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
            let label = u32::try_from(at + 1).ok().and_then(letter).unwrap_or_default();
            blocks.push(if line_at == 0 && tasks.len() > 1 {
                Block::Point { label: format!("{label})"), text: text(line) }
            } else {
                Block::Paragraph { align: Align::Justify, text: text(line) }
            });
        }
    }
    markup::write(&blocks)
}
