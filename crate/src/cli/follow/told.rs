//! What was read, in lines that a person looks over.

use thethuc::follow::documents::followers;
use thethuc::follow::record::{Deadline, Matter, Task};

/// The document, who is addressed, the tasks with who does them and until when, and what can follow.
pub(super) fn listed(matter: &Matter, template: &str) -> String {
    let mut lines = String::new();
    let mut line = |text: String| lines += &format!("{text}\n");
    line(format!("Văn bản\t{}", matter.document.document().full()));
    if !matter.letter.is_blank() {
        line(format!("Triển khai\t{}", matter.letter.document().full()));
    }
    for section in matter.sections.iter().filter(|section| section.is_addressed()) {
        let units = section.units.iter().filter_map(|mark| matter.unit(mark)).map(|unit| unit.name.as_str());
        let shown: Vec<&str> = section.groups.iter().map(String::as_str).chain(units.take(MOST)).collect();
        line(format!("Giao\t{}\t{}", section.mark, shown.join("; ")));
    }
    for task in &matter.tasks {
        line(format!(
            "Nhiệm vụ\t{}\t{}\t{}\t{}",
            task.mark,
            who(matter, task),
            until(&task.deadline),
            first(&task.text)
        ));
    }
    if !matter.reporting.words.is_empty() || !matter.reports_to.is_empty() {
        let through =
            if matter.gatherer.is_empty() { String::new() } else { format!(" (qua {})", matter.gatherer) };
        line(format!("Báo cáo\t{}\tvề {}{through}", matter.reporting.words, matter.reports_to));
    }
    line(format!("Đọc được {} nhiệm vụ, {} đơn vị.", matter.tasks.len(), matter.units.len()));
    for (id, title, each) in followers(template) {
        line(format!("Lập tiếp\t{id}\t{}\t{title}", each.name()));
    }
    lines
}

/// Units that are shown of many.
const MOST: usize = 12;

fn who(matter: &Matter, task: &Task) -> String {
    let units = task.leads.iter().filter_map(|mark| matter.unit(mark));
    let alone = units.filter(|unit| !unit.groups.iter().any(|group| task.groups.contains(group)));
    let mut names: Vec<String> = task.groups.clone();
    names.extend(alone.take(MOST).map(|unit| unit.name.clone()));
    match names.is_empty() {
        true => "?".to_owned(),
        false => names.join("; "),
    }
}

fn until(deadline: &Deadline) -> &str {
    if deadline.words.is_empty() { "-" } else { &deadline.words }
}

fn first(text: &str) -> String {
    const LETTERS: usize = 90;
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= LETTERS {
        return line.to_owned();
    }
    format!("{} …", line.chars().take(LETTERS).collect::<String>().trim_end())
}
