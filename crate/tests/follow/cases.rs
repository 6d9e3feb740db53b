//! Documents as somebody pasted them, each with what has to be read: `text`, a line `=====`, a line for each thing read.
//! `UPDATE=1` writes the second part anew, to be looked over.

use std::fs;
use std::path::Path;

use thethuc::follow::directive::{Directive, read_text};
use thethuc::follow::grid::doubts;
use thethuc::follow::record::Deadline;

const LINE: &str = "\n=====\n";

fn deadline(deadline: &Deadline) -> String {
    let kind = serde_json::to_value(deadline.kind).unwrap();
    let every = serde_json::to_value(deadline.every).unwrap();
    format!("«{}» {} {} {}", deadline.words, kind.as_str().unwrap(), deadline.date, every.as_str().unwrap())
        .trim()
        .to_owned()
}

fn told(read: &Directive) -> String {
    let matter = &read.matter;
    let mut lines = vec![
        format!("văn bản: {}", matter.document.document().full()),
        format!("triển khai: {}", matter.letter.document().full()),
        format!("kính gửi: {}", matter.addressees.join(" | ")),
        format!("báo cáo: {} → {} qua {}", deadline(&matter.reporting), matter.reports_to, matter.gatherer),
        format!("hạn đầu mối: {}", deadline(&matter.due_gatherer)),
    ];
    for section in matter.sections.iter().filter(|section| section.is_addressed()) {
        lines.push(format!("giao {}: {} + {:?}", section.mark, section.units.join(", "), section.groups));
    }
    for task in &matter.tasks {
        let text: String = task.text.chars().take(40).collect();
        lines.push(format!(
            "{}{}: {} + {:?}; phối hợp {} + {:?}; hạn {}; sản phẩm {}; {}",
            task.mark,
            if task.general { " chung" } else { "" },
            task.leads.join(", "),
            task.groups,
            task.supports.join(", "),
            task.supporting_groups,
            deadline(&task.deadline),
            task.product,
            text.replace('\n', " ⏎ "),
        ));
    }
    for finding in read.diagnostics.iter().chain(&doubts(matter)) {
        lines.push(finding.to_string());
    }
    lines.join("\n") + "\n"
}

#[test]
fn documents_are_read_as_a_person_reads_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/follow");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    cases.sort();
    assert!(cases.len() >= 10, "{cases:?}");
    let mut wrong = Vec::new();
    for path in cases {
        let case = fs::read_to_string(&path).unwrap();
        let (text, wanted) = case.split_once(LINE).unwrap_or((case.trim_end(), ""));
        let found = told(&read_text(text));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, format!("{text}{LINE}{found}")).unwrap();
        } else if found != wanted {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
