//! Values into the steps of a template.

use std::borrow::Cow;

use serde_json::Value;

use super::blank::Takes;
use super::fault::{Wrong, fault, located};
use super::filter::plain;
use super::gap::Gap;
use super::kind::Kind;
use super::merge_field::MergeField;
use super::place::Place;

use super::scope::{Scope, is_yes};
use super::step::{Branch, Container, Frame, Print, Repeat, Source, Step};
use super::tag::Sort;
use crate::to_list::ToList;
use crate::xml::{escape_text, is_allowed};
use crate::{Diagnostic, FieldPath, Location};

/// The most bytes one part may grow to.
pub const MAX_WRITTEN: usize = 256 << 20;

/// What stands where nobody gave a value: signs no program breaks or drops, with a dotted line under them.
const BLANK: &str =
    "\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}\u{A0}";

/// What a finding needs to know of a tag.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) written: String,
    pub(super) name: String,
    /// What it may be the name of as a whole: `a and b`, `Có/không`.
    pub(super) whole: Option<String>,
    /// It can be read as a name only.
    pub(super) is_odd: bool,
    pub(super) place: Place,
}

/// What was found while parts were written.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) findings: Vec<Diagnostic>,
    /// What makes the values unusable.
    pub(super) refused: Vec<Diagnostic>,
}

/// Writes a part.
pub(super) struct Writer<'w, 'v> {
    values: &'v Value,
    scope: Scope<'v>,
    /// The records of a mail merge, which of them is on, and whether there are no more.
    records: Option<&'v [Value]>,
    record: usize,
    is_past: bool,
    labels: &'w [Label],
    told: &'w mut Told,
    /// How often each tag went without what it asks for, and what was told of it.
    counts: Vec<u32>,
    numbers: &'w mut u64,
    out: String,
    /// How much was printed that a reader sees.
    seen: u64,
    /// What stands last among paragraphs and tables.
    last: Option<Kind>,
    rows: u64,
    /// It is not the first copy.
    again: bool,
    is_full: bool,
}

impl<'w, 'v> Writer<'w, 'v> {
    pub(super) fn new(
        values: &'v Value,
        labels: &'w [Label],
        numbers: &'w mut u64,
        told: &'w mut Told,
    ) -> Self {
        Writer {
            values,
            scope: Scope::new(values),
            records: None,
            record: 0,
            is_past: false,
            labels,
            told,
            counts: vec![0; labels.len()],
            numbers,
            out: String::new(),
            seen: 0,
            last: None,
            rows: 0,
            again: false,
            is_full: false,
        }
    }

    /// It, in a template with fields of Word: values may be records. Outside of the body the first counts.
    pub(super) fn with_records(mut self, is_body: bool) -> Self {
        let records = self.values.as_array().or_else(|| self.values.get("records")?.as_array());
        self.records = records.map(Vec::as_slice);
        if !is_body && self.records.is_some() {
            self.enter_record();
            if self.records.is_some_and(|records| records.len() > 1) {
                self.told.findings.push(Diagnostic::error(
                    "ban-ghi-dau-trang",
                    Location::Document,
                    "Đầu trang, chân trang hay chú thích có trường trộn thư nhưng giá trị có nhiều bản ghi; ở đó in bản ghi đầu, hãy \
                     tạo mỗi bản ghi một tệp.",
                    "A header, footer or note has merge fields and there are several records; the first prints there, make a file \
                     for each.",
                ));
            }
        }
        self
    }

    pub(super) fn write(mut self, steps: &[Step]) -> Vec<u8> {
        self.steps(steps);
        if self.is_full {
            self.told.refused.push(Diagnostic::error(
                "tep-qua-lon",
                Location::Document,
                format!(
                    "Văn bản điền xong lớn hơn {} MB; hãy bớt số dòng hoặc chia thành nhiều tệp.",
                    MAX_WRITTEN >> 20
                ),
                format!(
                    "The filled document is larger than {} MB; give fewer rows or divide it.",
                    MAX_WRITTEN >> 20
                ),
            ));
        }
        self.out.into_bytes()
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            if self.out.len() > MAX_WRITTEN {
                self.is_full = true;
                return;
            }
            match step {
                Step::Raw(text, seen) => {
                    self.out.push_str(text);
                    self.seen += u64::from(*seen);
                }
                Step::Copied(first, again) => self.out.push_str(if self.again { again } else { first }),
                Step::Numbered { first, before, behind } => {
                    if self.again {
                        *self.numbers += 1;
                        let number = self.numbers.to_string();
                        [before, &number, behind].into_iter().for_each(|piece| self.out.push_str(piece));
                    } else {
                        self.out.push_str(first);
                    }
                }
                Step::Stood(Kind::Row) => self.rows += 1,
                Step::Stood(kind) => self.last = Some(*kind),
                Step::Value(print) => self.print(print),
                Step::Block(repeat) => self.repeat(repeat),
                Step::Container(container) => self.container(container),
            }
        }
    }

    /// The body, once for each record of a mail merge.
    fn records(&mut self, container: &Container) {
        let values = self.values;
        if let Some(records) = self.records {
            let wanted = values.get("separator").and_then(Value::as_str).unwrap_or("page_break");
            let between = container.section.iter().flatten().find(|(name, _)| *name == wanted);
            let mut first = true;
            self.record = 0;
            while self.record < records.len() && !self.is_full {
                if !first && let Some((_, between)) = between {
                    self.out.push_str(between);
                }
                self.again = !first;
                first = false;
                self.enter_record();
                self.steps(&container.steps);
                self.scope.leave();
                self.record += 1;
            }
            self.again = false;
        } else {
            self.steps(&container.steps);
        }
        self.steps(&container.behind);
    }

    /// Goes into the record that is on; into none behind the last.
    fn enter_record(&mut self) {
        static NONE: Value = Value::Null;
        let record = self.records.and_then(|records| records.get(self.record));
        self.is_past = record.is_none() && self.record > 0;
        self.scope.enter(Cow::Borrowed(record.unwrap_or(&NONE)), None, None);
    }

    /// A row, once for each item of a list that a field of Word in it asks for.
    fn row(&mut self, container: &Container) -> bool {
        let list = container.asks.iter().find_map(|name| {
            let value = self.scope.find(name)?;
            value.is_array().then_some(value)
        });
        let items: Vec<Cow<'v, Value>> = match list {
            Some(Cow::Borrowed(Value::Array(items))) => items.iter().map(Cow::Borrowed).to_list(),
            Some(Cow::Owned(Value::Array(items))) => items.into_iter().map(Cow::Owned).to_list(),
            _ => return false,
        };
        let (before, length) = (self.again, items.len());
        for (index, item) in items.into_iter().enumerate() {
            self.again = before || index > 0;
            self.scope.enter(item, None, Some((index, length)));
            self.steps(&container.open);
            self.steps(&container.steps);
            self.out.push_str(&container.close);
            self.rows += 1;
            self.scope.leave();
        }
        self.again = before;
        true
    }

    fn container(&mut self, container: &Container) {
        if !container.asks.is_empty() && self.row(container) {
            return;
        }
        let (start, seen, rows) = (self.out.len(), self.seen, self.rows);
        self.steps(&container.open);
        match container.kind {
            Kind::Table => self.rows = 0,
            kind if kind.holds_blocks() => self.last = None,
            _ => {}
        }
        if container.section.is_some() {
            self.records(container);
        } else {
            self.steps(&container.steps);
        }
        let has_rows = self.rows > 0;
        match container.kind {
            Kind::Table => {
                self.rows = rows;
                if !has_rows {
                    // Word takes a table without rows for damage.
                    self.out.truncate(start);
                    return;
                }
                self.last = Some(Kind::Table);
            }
            Kind::Row => self.rows += 1,
            Kind::Paragraph => {
                if container.may_go && self.seen == seen {
                    self.out.truncate(start);
                    return;
                }
                self.last = Some(Kind::Paragraph);
            }
            kind if kind.holds_blocks() => {
                if let Some(paragraph) =
                    container.paragraph.as_ref().filter(|_| self.last != Some(Kind::Paragraph))
                {
                    self.out.push_str(paragraph);
                }
                self.last = None;
            }
            _ => {}
        }
        self.out.push_str(&container.close);
    }

    fn count(&mut self, tag: usize) -> u32 {
        let Some(count) = self.counts.get_mut(tag) else { return 0 };
        *count = count.saturating_add(1);
        *count
    }

    /// Tells of a tag, once, and not of what repeats another one.
    fn tell(&mut self, tag: usize, make: impl FnOnce(&Label) -> Diagnostic) {
        if self.count(tag) > 1 {
            return;
        }
        if let Some(label) = self.labels.get(tag).filter(|label| !label.place.is_repeated) {
            self.told.findings.push(located(make(label), &label.place));
        }
    }

    fn print(&mut self, print: &Print) {
        self.seen += 1;
        let value = match &print.of {
            Source::Expression(expression) => self.scope.value(expression),
            Source::Field(MergeField::Next) => {
                self.scope.leave();
                self.record += 1;
                self.enter_record();
                return;
            }
            Source::Field(field) => {
                if self.is_past {
                    return;
                }
                field.text(&self.scope).map(|text| Cow::Owned(Value::String(text)))
            }
            Source::Name(name) => match self.scope.find_exactly(name) {
                Some(value) => Some(value),
                None => {
                    if self.count(print.tag) == 1
                        && let Some(label) = self.labels.get(print.tag)
                    {
                        self.told.refused.push(fault(&Wrong::Unreadable, &label.written, &label.place));
                    }
                    return;
                }
            },
        };
        if let Some(gap) = &print.gap
            && !matches!(value.as_deref(), Some(Value::Array(_) | Value::Object(_)))
        {
            self.fill_in(print, gap, value.as_deref());
            return;
        }
        match value.as_deref() {
            None => {
                self.blank(&print.frame);
                self.tell(print.tag, |label| {
                    Diagnostic::error(
                        "thieu-gia-tri",
                        field(label),
                        format!(
                            "Chưa có giá trị cho «{}»; chỗ này in thành khoảng trống, hãy điền",
                            label.name
                        ),
                        format!("“{}” has no value; a blank stands there, fill it in", label.name),
                    )
                });
            }
            Some(Value::Object(_)) => {
                self.blank(&print.frame);
                self.tell(print.tag, |label| {
                    Diagnostic::error(
                        "gia-tri-sai-kieu",
                        field(label),
                        format!(
                            "Giá trị của «{}» là một nhóm, không in thành chữ được; hãy ghi rõ phần cần in",
                            label.name
                        ),
                        format!("“{}” is a group and does not print; name the part of it", label.name),
                    )
                });
            }
            Some(Value::Array(items)) => {
                let texts: Vec<String> = items.iter().filter_map(plain).to_list();
                let all = texts.len() == items.len();
                self.text(print, &texts.join(", "));
                self.tell(print.tag, |label| {
                    let make = if all { Diagnostic::warning } else { Diagnostic::error };
                    make(
                        "gia-tri-sai-kieu",
                        field(label),
                        format!("Giá trị của «{}» là danh sách nên được in cách nhau bằng dấu phẩy; nếu cần mỗi mục một dòng, hãy dùng vòng lặp", label.name),
                        format!("“{}” is a list and prints with commas; use a loop for a line each", label.name),
                    )
                });
            }
            Some(value) => {
                let text = plain(value).unwrap_or_default();
                self.text(print, &text);
            }
        }
    }

    /// A value into a blank; without one it stays.
    fn fill_in(&mut self, print: &Print, gap: &Gap, value: Option<&Value>) {
        let Some(value) = value else {
            self.text(print, &gap.written);
            if gap.takes != Takes::Tick {
                self.tell(print.tag, |label| {
                    Diagnostic::error(
                        "thieu-gia-tri",
                        field(label),
                        format!("Chưa có giá trị cho «{}»; chỗ trống để nguyên, hãy điền", label.name),
                        format!("“{}” has no value; its blank stays, fill it in", label.name),
                    )
                });
            }
            return;
        };
        let (text, fits) = gap.shown(value);
        self.text(print, &text);
        if !fits {
            self.tell(print.tag, |label| {
                Diagnostic::warning(
                    "gia-tri-sai-kieu",
                    field(label),
                    format!(
                        "Giá trị của «{}» không phải {}; vẫn ghi như đã cho, hãy xem lại",
                        label.name,
                        gap.takes.words().0
                    ),
                    format!(
                        "“{}” is no {}; it is written as given, look at it",
                        label.name,
                        gap.takes.words().1
                    ),
                )
            });
        }
    }

    fn blank(&mut self, frame: &Frame) {
        if frame.blank.0.is_empty() {
            return;
        }
        self.out.push_str(&frame.blank.0);
        self.out.push_str(BLANK);
        self.out.push_str(&frame.blank.1);
    }

    fn text(&mut self, print: &Print, text: &str) {
        if let Some(wrong) = text.chars().find(|sign| !is_allowed(*sign))
            && self.count(print.tag) == 1
            && let Some(label) = self.labels.get(print.tag)
        {
            let code = u32::from(wrong);
            self.told.refused.push(located(
                Diagnostic::error(
                    "ky-tu-dieu-khien",
                    field(label),
                    format!("Giá trị của «{}» có ký tự điều khiển U+{code:04X} mà tệp Word không chứa được; hãy xóa ký tự ấy", label.name),
                    format!("“{}” has the control character U+{code:04X}, which no Word file holds; take it out", label.name),
                ),
                &label.place,
            ));
        }
        let mut rest = text;
        while let Some(at) = rest.find(['\n', '\r', '\t', '\u{2028}']) {
            let (before, after) = rest.split_at(at);
            self.out.push_str(&escape_text(before));
            let mut signs = after.chars();
            let sign = signs.next();
            rest = signs.as_str();
            if sign == Some('\t') {
                self.out.push_str(&print.frame.tab);
                continue;
            }
            if sign == Some('\r') {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
            self.out.push_str(&print.frame.line);
        }
        self.out.push_str(&escape_text(rest));
    }

    fn repeat(&mut self, repeat: &Repeat) {
        let value = self.scope.value(&repeat.opening.of);
        let first = repeat.branches.first();
        let written = match (&repeat.opening.sort, value) {
            (Sort::If, value) => value.as_deref().is_some_and(is_yes) && self.once(first),
            (Sort::Inverted, value) => !value.as_deref().is_some_and(is_yes) && self.once(first),
            (Sort::Section | Sort::Each(_), None) => {
                self.tell(repeat.tag, |label| {
                    Diagnostic::warning(
                        "thieu-danh-sach",
                        field(label),
                        format!(
                            "Chưa có giá trị cho «{}»; phần lặp hoặc điều kiện này không in gì",
                            label.name
                        ),
                        format!("“{}” has no value; nothing of this part prints", label.name),
                    )
                });
                false
            }
            (sort, Some(Cow::Borrowed(Value::Array(items)))) => {
                self.each(first, sort, items.iter().map(Cow::Borrowed), items.len())
            }
            (sort, Some(Cow::Owned(Value::Array(items)))) => {
                let length = items.len();
                self.each(first, sort, items.into_iter().map(Cow::Owned), length)
            }
            (Sort::Each(_), Some(value)) if !value.is_object() => {
                let is_given = is_yes(&value);
                if is_given {
                    self.wrong_kind(repeat.tag);
                }
                false
            }
            (sort, Some(value)) => {
                if !is_yes(&value) {
                    false
                } else if matches!(*value, Value::Bool(_)) {
                    self.once(first)
                } else {
                    let called = called(sort);
                    self.scope.enter(value, called, None);
                    let written = self.once(first);
                    self.scope.leave();
                    written
                }
            }
        };
        if written {
            return;
        }
        let rest = repeat.branches.get(1..).unwrap_or_default();
        let chosen = rest
            .iter()
            .find(|branch| branch.condition.as_ref().is_none_or(|condition| self.scope.holds(condition)));
        match chosen {
            Some(branch) => self.steps(&branch.steps),
            None => self.steps(&repeat.otherwise),
        }
    }

    fn wrong_kind(&mut self, tag: usize) {
        self.tell(tag, |label| {
            Diagnostic::error(
                "gia-tri-sai-kieu",
                field(label),
                format!("«{}» phải là danh sách để lặp, nhưng giá trị là một chữ hay số; hãy ghi giá trị thành danh sách", label.name),
                format!("“{}” must be a list to be repeated and is a text or number; give a list", label.name),
            )
        });
    }

    fn once(&mut self, branch: Option<&Branch>) -> bool {
        if let Some(branch) = branch {
            self.steps(&branch.steps);
        }
        true
    }

    fn each(
        &mut self,
        branch: Option<&Branch>,
        sort: &Sort,
        items: impl Iterator<Item = Cow<'v, Value>>,
        length: usize,
    ) -> bool {
        let Some(branch) = branch else { return length > 0 };
        let before = self.again;
        for (index, item) in items.enumerate() {
            if self.is_full {
                break;
            }
            self.again = before || index > 0;
            self.scope.enter(item, called(sort), Some((index, length)));
            self.steps(&branch.steps);
            self.scope.leave();
        }
        self.again = before;
        length > 0
    }
}

fn called(sort: &Sort) -> Option<&str> {
    match sort {
        Sort::Each(called) => called.as_deref(),
        Sort::Section | Sort::Inverted | Sort::If => None,
    }
}

fn field(label: &Label) -> Location {
    Location::Field { path: FieldPath(label.name.clone()) }
}
