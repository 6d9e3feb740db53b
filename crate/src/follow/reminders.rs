//! The two reminders: to units that did not report, and to those that did and have a task overdue. Values for
//! `cong-van-don-doc`, to be looked over and sent once somebody confirmed whom they go to.

use serde_json::{Map, Value, json};

use super::overview::{Overview, Work};
use super::state::short;
use crate::ordered::{self, OrderedSet};
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;

/// The template of reminders.
pub const REMINDER: &str = "cong-van-don-doc";

/// A number as letters write it: two digits at least.
fn count(number: usize) -> String {
    format!("{number:02}")
}

/// What all reminders of a matter have in common; the day until which is for the clerk to say.
fn common(overview: &Overview<'_>) -> Map<String, Value> {
    let matter = overview.matter;
    let given_by = if matter.letter.is_blank() { &matter.document } else { &matter.letter };
    let mut values = Map::new();
    let mut set = |name: &str, value: Value| values.insert(name.to_owned(), value);
    set("phien_ban", json!(1));
    set("van_ban", serde_json::to_value(given_by).unwrap_or_default());
    set("tinh_den", json!(overview.today.to_string()));
    for (name, text) in [("tac_gia", &matter.letter.issuer), ("noi_gui", &reports_to(overview))] {
        if !text.is_empty() {
            set(name, json!(text));
        }
    }
    values
}

/// Where reports go: to the one who gathers them, or to the office itself.
fn reports_to(overview: &Overview<'_>) -> String {
    let (to, gatherer) = (&overview.matter.reports_to, &overview.matter.gatherer);
    match (to.as_str(), gatherer.as_str()) {
        (to, "") => to.to_owned(),
        ("", gatherer) => gatherer.to_owned(),
        (to, gatherer) => format!("{to} (qua {gatherer})"),
    }
}

fn carried_out(overview: &Overview<'_>) -> String {
    short(&overview.matter.document)
}

/// The reminder to the units that owe a report and sent none; none where all did, where the last day is not over, and where it
/// is not known.
pub(super) fn not_reported(overview: &Overview<'_>) -> Option<Value> {
    if overview.missing.is_empty() || !overview.is_over() {
        return None;
    }
    let due = overview.due.map(|due| PartialDate::from(due).slashed()).unwrap_or_default();
    let (missing, owing) = (count(overview.missing.len()), count(overview.owing.len()));
    let (period, document) = (overview.period.name(), carried_out(overview));
    let mut values = common(overview);
    let mut set = |name: &str, value: Value| values.insert(name.to_owned(), value);
    set("trich_yeu", json!(format!("đôn đốc gửi báo cáo kết quả thực hiện {document} {period}")));
    set("kinh_gui", json!(overview.missing()));
    set(
        "tinh_hinh",
        json!(format!("còn {missing}/{owing} cơ quan, đơn vị chưa gửi báo cáo {period} (hạn gửi: {due})")),
    );
    let asked = [
        format!(
            "1. Khẩn trương hoàn thành và gửi báo cáo {period} theo mẫu đã gửi; không phát sinh thì cũng phải báo cáo."
        ),
        "2. Làm rõ nguyên nhân, trách nhiệm của việc chậm gửi báo cáo.".to_owned(),
    ];
    set("yeu_cau", json!(asked.join("\n")));
    Some(Value::Object(values))
}

/// The reminder to the units that reported and have a task overdue; none where there is no such task.
pub(super) fn overdue(overview: &Overview<'_>) -> Option<Value> {
    let late: Vec<&Work<'_>> = overview.overdue().to_list();
    if late.is_empty() {
        return None;
    }
    let mut units: Vec<usize> = late.iter().map(|work| work.unit).to_list();
    ordered::sort(&mut units);
    units.dedup();
    let mut tasks = OrderedSet::new();
    tasks.extend(late.iter().map(|work| work.task.mark.as_str()));
    let (of_units, of_tasks) = (count(units.len()), count(tasks.iter().count()));
    let row = |work: &&Work<'_>| {
        let due = work.standing.due.map(|due| due.to_string()).unwrap_or_default();
        json!({
            "nhiem_vu": format!("{} (mục {})", work.task.text, work.task.mark),
            "don_vi": overview.unit(work.unit).name,
            "thoi_han": due,
            "tien_do": progress(work),
        })
    };
    let mut values = common(overview);
    let mut set = |name: &str, value: Value| values.insert(name.to_owned(), value);
    set("trich_yeu", json!(format!("đôn đốc thực hiện nhiệm vụ quá hạn tại {}", carried_out(overview))));
    set("kinh_gui", json!(overview.names(&units)));
    set(
        "tinh_hinh",
        json!(format!("còn {of_tasks} nhiệm vụ của {of_units} cơ quan, đơn vị quá hạn chưa hoàn thành")),
    );
    set("nhiem_vu_cham", Value::Array(late.iter().map(row).to_list()));
    let asked = [
        "1. Tập trung hoàn thành các nhiệm vụ nêu trên, gửi sản phẩm để nghiệm thu.",
        "2. Làm rõ nguyên nhân, trách nhiệm; trường hợp không hoàn thành được thì có văn bản đề nghị gia hạn, nêu rõ thời hạn mới.",
    ];
    set("yeu_cau", json!(asked.join("\n")));
    Some(Value::Object(values))
}

/// `60%: đã có dự thảo`.
pub(super) fn progress(work: &Work<'_>) -> String {
    let share =
        if work.percent.is_empty() { String::new() } else { format!("{}%", work.percent.replace('.', ",")) };
    match (share.is_empty(), work.result.is_empty()) {
        (true, _) => work.result.clone(),
        (false, true) => share,
        (false, false) => format!("{share}: {}", work.result),
    }
}
