//! Tasks out of the pieces of a document and the rows of its tables.

use crate::ordered;
use crate::to_list::ToList;
use crate::vietnamese::PartialDate;
use crate::vietnamese::tasks::{self, Named, Part, addressed, listed, reports, supports};
use crate::vietnamese::text::upper_first;
use crate::{Diagnostic, FieldPath, Location, Severity};

use super::outline::{DASH, Outline};
use super::table::Row;
use super::{marks, said_below};
use crate::follow::deadline::find;
use crate::follow::record::{Deadline, Due, Matter, Section, Task};
use crate::follow::roster::Roster;

/// What is read so far.
pub(super) struct Gathered {
    issued: PartialDate,
    roster: Roster,
    sections: Vec<Section>,
    tasks: Vec<Task>,
    /// Who is named where a decision is put into force.
    enforced: Vec<String>,
    findings: Vec<Diagnostic>,
}

/// Who does what stands in a piece.
#[derive(Debug, Clone, Default)]
struct Who {
    named: Named,
    leads: bool,
}

impl Gathered {
    pub(super) fn new(issued: PartialDate) -> Gathered {
        Gathered {
            issued,
            roster: Roster::default(),
            sections: Vec::new(),
            tasks: Vec::new(),
            enforced: Vec::new(),
            findings: Vec::new(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tasks.iter().all(|task| task.leads.is_empty() && task.groups.is_empty())
    }

    /// The tasks of a text.
    pub(super) fn outline(&mut self, outline: &Outline) {
        let tops: Vec<usize> = (0..outline.nodes.len())
            .filter(|at| outline.nodes.get(*at).is_some_and(|node| node.parent.is_none()))
            .to_list();
        for at in tops {
            self.piece(outline, at, &Who::default());
        }
    }

    fn piece(&mut self, outline: &Outline, at: usize, above: &Who) {
        let Some(node) = outline.nodes.get(at) else { return };
        let own = addressed(&node.text);
        let children: Vec<usize> = outline.children(at).to_list();
        let text = |at: &usize| outline.nodes.get(*at).map_or("", |node| node.text.as_str());
        let (labels, children): (Vec<usize>, Vec<usize>) =
            children.into_iter().partition(|child| said_below(text(child)).is_some());
        if own.is_none()
            && (node.rank < DASH && tasks::gives_no_tasks(&node.text))
            && above.named == Named::default()
        {
            return;
        }
        if tasks::enforces(&node.text) && node.below.is_empty() {
            if let Some(who) = own {
                self.enforced.extend(who.named.bodies.into_iter().chain(who.named.groups));
            }
            return;
        }
        let rest = own.as_ref().and_then(|who| node.text.get(who.end..)).unwrap_or(&node.text).trim();
        let who = match &own {
            Some(own) => Who { named: own.named.clone(), leads: own.leads },
            None => above.clone(),
        };
        let dashes =
            children.iter().all(|child| outline.nodes.get(*child).is_some_and(|one| one.rank >= DASH));
        let divides = !children.is_empty()
            && (!dashes
                || (own.is_some() && rest.is_empty())
                || children.iter().any(|child| addressed(text(child)).is_some()));
        let mark = self.unique(outline.mark(at));
        if own.is_some() || divides {
            let units =
                own.as_ref().map(|own| marks(&mut self.roster, &own.named.bodies)).unwrap_or_default();
            let groups = own.as_ref().map(|own| own.named.groups.clone()).unwrap_or_default();
            self.sections.push(Section {
                mark: mark.clone(),
                parent: node.parent.map(|parent| outline.mark(parent)).unwrap_or_default(),
                text: node.text.clone(),
                general: own.as_ref().is_some_and(|own| is_general(&own.named, own.leads)),
                units,
                groups,
                paragraph: node.paragraph,
            });
        }
        if divides {
            // What stands between a body and its points is said to all of them; a sentence of its own is a task.
            children.into_iter().for_each(|child| self.piece(outline, child, &who));
            return;
        }
        let mut whole: Vec<String> = Vec::new();
        whole.extend((!rest.is_empty()).then(|| upper_first(rest)));
        whole.extend(node.below.iter().cloned());
        for child in &children {
            whole.push(format!("- {}", text(child)));
        }
        let below = labels.iter().map(|at| text(at).to_owned()).to_list();
        let sentence = [vec![node.text.clone()], node.below.clone(), below.clone()].concat().join("\n");
        let parent = node.parent.map(|parent| outline.mark(parent)).unwrap_or_default();
        let task = Task {
            mark,
            parent,
            text: whole.join("\n"),
            sentence,
            paragraph: node.paragraph,
            ..Task::default()
        };
        self.task(task, who, &below);
    }

    /// A task of those who are told to do it, with what lines below it say.
    fn task(&mut self, mut task: Task, mut who: Who, below: &[String]) {
        let mut support = supports(&task.text);
        let mut words = task.text.clone();
        for (part, said) in below.iter().filter_map(|line| said_below(line)) {
            match part {
                Part::Lead => who = Who { named: listed(said), leads: true },
                Part::Support => {
                    let listed = listed(said);
                    support.bodies.extend(listed.bodies);
                    support.groups.extend(listed.groups);
                }
                Part::Due => said.clone_into(&mut words),
                Part::Product => said.clone_into(&mut task.product),
                Part::Task => {}
            }
        }
        self.due(
            &mut task,
            &words,
            below.iter().any(|line| matches!(said_below(line), Some((Part::Due, _)))),
        );
        self.push(task, &who, support);
    }

    /// The tasks of the rows of a table.
    pub(super) fn rows(&mut self, rows: Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        // What is not addressed beside a table of tasks is no task.
        self.tasks.retain(|task| !task.leads.is_empty() || !task.groups.is_empty());
        for row in rows {
            let mut task = Task {
                mark: self.unique(row.number.clone()),
                text: row.text(Part::Task).to_owned(),
                product: row.text(Part::Product).replace('\n', " "),
                sentence: row.sentence.clone(),
                paragraph: row.paragraph,
                ..Task::default()
            };
            let who = Who { named: listed(row.text(Part::Lead)), leads: true };
            self.due(&mut task, row.text(Part::Due), true);
            self.push(task, &who, listed(row.text(Part::Support)));
        }
    }

    /// The deadline some words name; what stands in a place for deadlines is kept even where it is not understood.
    fn due(&mut self, task: &mut Task, words: &str, is_place: bool) {
        // «Chi thường xuyên» is a kind of expense.
        let is_expense = |at: usize| words.get(..at).is_some_and(|before| before.ends_with("chi "));
        let mut found: Vec<Deadline> = find(words, self.issued)
            .into_iter()
            .filter(|(place, deadline)| deadline.kind != Due::Always || !is_expense(place.start))
            .map(|(_, deadline)| deadline)
            .to_list();
        // A day says more than a manner.
        ordered::sort_by_key(&mut found, |deadline| deadline.kind != Due::Day);
        if found.iter().filter(|deadline| deadline.kind == Due::Day).count() > 1 {
            self.tell(
                Severity::Warning,
                "nhieu-han",
                task,
                "nêu nhiều hạn; đang lấy hạn đầu, hãy xem lại",
                "names several deadlines; the first is taken, look at it",
            );
        }
        task.deadline = match found.into_iter().next() {
            Some(deadline) => deadline,
            None if is_place => Deadline { words: words.trim().to_owned(), ..Deadline::default() },
            None => Deadline::default(),
        };
    }

    fn push(&mut self, mut task: Task, who: &Who, support: Named) {
        task.general = is_general(&who.named, who.leads);
        task.leads = marks(&mut self.roster, &who.named.bodies);
        task.groups.clone_from(&who.named.groups);
        let leads = &task.leads;
        task.supports =
            marks(&mut self.roster, &support.bodies).into_iter().filter(|one| !leads.contains(one)).to_list();
        task.supporting_groups = support.groups;
        if task.general && task.groups.is_empty() {
            self.tell(
                Severity::Info,
                "giao-nhieu-don-vi",
                &task,
                "giao cho nhiều đơn vị, không nói ai chủ trì; hiểu là mỗi đơn vị tự làm và báo cáo",
                "is given to several units and says of none that it leads; taken as each for itself",
            );
        }
        if task.text.trim().is_empty() {
            self.tell(
                Severity::Warning,
                "nhiem-vu-khong-loi",
                &task,
                "không đọc được việc phải làm; hãy ghi nội dung",
                "has no text; write what is to be done",
            );
        }
        self.tasks.push(task);
    }

    /// The mark, or one with a number behind it where it is taken.
    fn unique(&self, mark: String) -> String {
        let taken = |mark: &str| self.tasks.iter().any(|task| task.mark == mark);
        if !taken(&mark) {
            return mark;
        }
        (2..).map(|count| format!("{mark} ({count})")).find(|mark| !taken(mark)).unwrap_or(mark)
    }

    /// What the sentences behind all tasks say of reports.
    pub(super) fn closing(&mut self, closing: &[String], matter: &mut Matter) {
        let text = closing.join("\n");
        let found = reports(&text);
        matter.reports_to = found.to;
        matter.gatherer = found.through;
        let asked = closing.iter().flat_map(|paragraph| paragraph.split_inclusive(". "));
        for sentence in asked.filter(|sentence| sentence.contains("báo cáo")) {
            for (_, deadline) in find(sentence, self.issued) {
                match deadline.kind {
                    Due::Day if matter.due_gatherer == Deadline::default() => matter.due_gatherer = deadline,
                    Due::Periodic | Due::OnRequest | Due::Always
                        if matter.reporting == Deadline::default() =>
                    {
                        matter.reporting = deadline;
                    }
                    _ => {}
                }
            }
        }
        if !found.manner.is_empty() {
            matter.reporting.kind = Due::Periodic;
            matter.reporting.words = found.manner;
        }
        for paragraph in closing {
            if let Some(who) = addressed(paragraph)
                && let Some(body) = who.named.bodies.first()
                && matter.gatherer.is_empty()
                && paragraph
                    .get(who.end..)
                    .is_some_and(|rest| rest.starts_with("theo dõi") || rest.starts_with("tổng hợp"))
            {
                matter.gatherer.clone_from(body);
            }
        }
    }

    /// Puts all of it into the record.
    pub(super) fn finish(mut self, matter: &mut Matter) -> Vec<Diagnostic> {
        if self.tasks.is_empty() {
            self.findings.push(Diagnostic::error(
                "khong-co-nhiem-vu",
                Location::Document,
                "Không đọc được nhiệm vụ nào: không có khoản, điểm hay bảng giao việc; hãy nhập nhiệm vụ, hoặc kiểm tra đây có phải văn bản giao việc không.",
                "No task could be read: there are no numbered pieces and no table of tasks; type them in, or see whether this document gives any.",
            ));
        }
        matter.units = self.roster.into_units();
        matter.sections = self.sections;
        matter.tasks = self.tasks;
        matter.recipients.extend(self.enforced);
        if matter.document.number.is_empty() {
            self.findings.push(Diagnostic::warning(
                "van-ban-chua-ro",
                Location::Field { path: "van_ban".into() },
                "Chưa đọc được số, ký hiệu của văn bản chỉ đạo; hãy ghi tên loại, số, ngày, cơ quan ban hành.",
                "Number and symbol of the directive could not be read; write its kind, number, date and issuer.",
            ));
        }
        self.findings
    }

    fn tell(&mut self, severity: Severity, code: &'static str, task: &Task, what: &str, english: &str) {
        let path = FieldPath::from("nhiem_vu").join(self.tasks.len());
        self.findings.push(Diagnostic::new(
            severity,
            code,
            Location::Field { path },
            format!("Nhiệm vụ {} ({}) {what}.", task.mark, start(&task.sentence)),
            format!("Task {} ({}) {english}.", task.mark, start(&task.sentence)),
        ));
    }
}

/// Each of them does it for itself: several, of whom none is told to lead.
fn is_general(named: &Named, leads: bool) -> bool {
    !named.groups.is_empty() || (named.bodies.len() > 1 && !leads)
}

/// The first words of a sentence, in quotes.
pub(in crate::follow) fn start(sentence: &str) -> String {
    const WORDS: usize = 10;
    let words: Vec<&str> = sentence.split_whitespace().to_list();
    let shown = words.get(..WORDS).map_or_else(|| words.join(" "), |some| format!("{} …", some.join(" ")));
    format!("«{shown}»")
}
