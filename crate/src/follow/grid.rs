//! Who does what: what has to be asked before tasks are given out.

use super::directive::start;
use super::names;
use super::record::{Matter, Task};
use crate::collect::same_unit;
use crate::joined::Joined;
use crate::to_list::ToList;
use crate::vietnamese::tasks::listed;
use crate::vietnamese::text::key;
use crate::{Diagnostic, FieldPath, Location, Severity};

/// What is to be asked of a record: tasks without a unit, two who lead, groups that nobody expanded, who is addressed
/// without a task, who has a task and is not addressed.
pub fn doubts(matter: &Matter) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, task) in matter.tasks.iter().enumerate() {
        let path = FieldPath::from("nhiem_vu").join(at);
        let tell = |severity, code, what: String, english: String| {
            Diagnostic::new(
                severity,
                code,
                Location::Field { path: path.clone() },
                format!("Nhiệm vụ {} ({}) {what}", task.mark, start(&task.sentence)),
                format!("Task {} ({}) {english}", task.mark, start(&task.sentence)),
            )
        };
        if task.leads.is_empty() && task.groups.is_empty() {
            found.push(tell(
                Severity::Error,
                "nhiem-vu-khong-giao",
                "không giao cho ai nên không vào kế hoạch, báo cáo của đơn vị nào; hãy chọn đơn vị chủ trì."
                    .into(),
                "is given to nobody and gets into no unit's papers; choose who leads.".into(),
            ));
        } else if !task.general && task.leads.len() > 1 {
            found.push(tell(
                Severity::Error,
                "hai-chu-tri",
                format!(
                    "có {} đơn vị chủ trì: {}; hãy chọn một, đơn vị còn lại phối hợp.",
                    task.leads.len(),
                    called(matter, &task.leads)
                ),
                format!("has {} who lead: {}; choose one.", task.leads.len(), called(matter, &task.leads)),
            ));
        }
    }
    found.extend(names::alike(matter));
    found.extend(groups(matter));
    found.extend(idle(matter));
    found.extend(not_addressed(matter));
    found
}

fn called(matter: &Matter, marks: &[String]) -> String {
    let name = |mark: &String| matter.unit(mark).map_or_else(|| mark.clone(), |unit| unit.name.clone());
    marks.iter().map(name).joined("; ")
}

/// The groups of which nobody said which units they are.
fn groups(matter: &Matter) -> Option<Diagnostic> {
    let is_open = |group: &&String| !matter.units.iter().any(|unit| unit.groups.contains(group));
    let mut open: Vec<&str> = Vec::new();
    for group in matter.tasks.iter().flat_map(|task| &task.groups).filter(is_open) {
        if !open.contains(&group.as_str()) {
            open.push(group);
        }
    }
    let all = open.join("; ");
    (!open.is_empty()).then(|| {
        Diagnostic::warning(
            "nhom-chua-ro",
            Location::Field { path: "nhiem_vu".into() },
            format!("Chưa rõ gồm những đơn vị nào: {all}; hãy đưa danh sách đơn vị (--units), mỗi dòng một đơn vị."),
            format!("Which units these are is not known: {all}; give a list of them (--units), a unit a line."),
        )
    })
}

/// Who is addressed and has no task.
fn idle(matter: &Matter) -> Vec<Diagnostic> {
    let of = |task: &Task| {
        let units = task.leads.iter().chain(&task.supports).filter_map(|mark| matter.unit(mark));
        let mut named: Vec<String> = units.map(|unit| key(&unit.name)).to_list();
        named.extend(task.groups.iter().chain(&task.supporting_groups).map(|group| key(group)));
        named
    };
    let busy: Vec<String> = matter.tasks.iter().flat_map(of).to_list();
    let has_task =
        |words: &str| busy.iter().any(|named| format!(" {named} ").contains(&format!(" {words} ")));
    let mut found = Vec::new();
    for (at, line) in matter.addressees.iter().enumerate() {
        let listed = listed(line);
        let mut idle: Vec<String> = listed.bodies.into_iter().filter(|body| !has_task(&key(body))).to_list();
        for group in listed.groups.iter().filter(|group| !has_task(&key(group))) {
            let parts = group.split(", ").map(str::trim).filter(|part| !has_task(member(&key(part))));
            idle.extend(parts.map(str::to_owned));
        }
        if !idle.is_empty() {
            let who = idle.join(", ");
            found.push(Diagnostic::warning(
                "duoc-gui-khong-viec",
                Location::Field { path: FieldPath::from("kinh_gui").join(at) },
                format!(
                    "Văn bản gửi «{who}» nhưng không giao việc nào cho nơi ấy; hãy hỏi lại, hoặc giao việc."
                ),
                format!("“{who}” is addressed and has no task; ask, or give one."),
            ));
        }
    }
    found
}

/// A member of a group without the words around it: `các sở` is `sở`, `đoàn thể tỉnh` is `đoàn thể`.
fn member(key: &str) -> &str {
    let key = key.strip_prefix("cac ").unwrap_or(key);
    [" cap tinh", " tinh", " cap xa"].iter().find_map(|end| key.strip_suffix(end)).unwrap_or(key)
}

/// Who has a task and is in neither list of those the letter goes to.
fn not_addressed(matter: &Matter) -> Option<Diagnostic> {
    let lines = || matter.addressees.iter().chain(&matter.recipients);
    lines().next()?;
    let named: Vec<_> = lines().map(|line| listed(line)).to_list();
    let mut out: Vec<&str> = Vec::new();
    for unit in &matter.units {
        let has_task = matter.tasks.iter().any(|task| task.leads.contains(&unit.mark));
        let kind = unit.kind.replace('-', " ");
        let in_group = |group: &String| {
            unit.groups.contains(group) || format!(" {} ", key(group)).contains(&format!(" {kind} "))
        };
        let reached = !unit.groups.is_empty()
            || named.iter().any(|named| {
                named.bodies.iter().any(|body| same_unit(body, &unit.name))
                    || named.groups.iter().any(in_group)
            });
        if !reached && has_task {
            out.push(&unit.name);
        }
    }
    let all = out.join("; ");
    (!out.is_empty()).then(|| {
        Diagnostic::warning(
            "giao-khong-gui",
            Location::Field { path: "kinh_gui".into() },
            format!("Được giao việc nhưng không thấy ở Kính gửi, Nơi nhận: {all}; hãy thêm nơi nhận."),
            format!("These have tasks and are in neither list of addressees: {all}; add them."),
        )
    })
}
