//! What was edited in a document since its form made it, and how the form takes it over.
//!
//! The values inside the file are filled again as they were that day, the paragraphs are compared with those the file has
//! now, and each difference is traced to the field it comes from: a value, an item of a list, a line of a body, or a
//! section that free text can stand in for. What is offered has been tried: filled with it, the form prints the line as
//! it was edited, and nothing else that was not edited.
//!
//! ```
//! use chrono::NaiveDate;
//! use thethuc::reopen::changes::{changes, take_over};
//! use thethuc::{fill, library};
//!
//! let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! let values = &plan.samples().first().expect("its example").values;
//! let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let file = fill(&plan, values, today).docx(true).expect("a DOCX").remove(0);
//!
//! assert!(changes(&file.bytes).expect("its values").changes.is_empty());
//! assert_eq!(take_over(&file.bytes, &[]).expect("its values").values, *values);
//! ```

mod align;
mod edit;
mod explain;
mod field;
mod lines;
mod place;
mod region;

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use crate::docx::read::{Comment, Observed, observe};
use crate::docx::values_part::{ReadValues, read_values};
use crate::fill::fill_unread;
use crate::markup::FREE_TEXT;
use crate::template::{Kind, Resolved, Template, section_texts};
use crate::{Diagnostic, FieldPath, Location, library};

use align::{Step, align};
use edit::Edit;
use explain::Steps;
use lines::{Line, Seen};
use region::Region;

/// How often a form is filled to find out what takes a change over.
const MAX_TRIES: usize = 400;

/// What was edited.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Changes {
    /// The template the document was made with.
    pub template: String,
    /// The differences in the order of the document.
    pub changes: Vec<Change>,
    /// What reviewers wrote.
    pub comments: Vec<Comment>,
    /// What should be known of the comparison.
    pub diagnostics: Vec<Diagnostic>,
}

/// What happened to a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It reads otherwise.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The paragraph as the form prints it; `""` for one that is new.
    pub before: String,
    /// The paragraph as it is now; `""` for one that is gone.
    pub after: String,
    /// The field it can be taken over into.
    pub field: Option<FieldPath>,
    /// What the form calls that field, in Vietnamese.
    pub label: Option<String>,
    /// The same in English.
    pub label_en: Option<String>,
    /// What the field holds when this change alone is taken over.
    pub value: Option<Value>,
    /// Where in the document it is, in Vietnamese.
    pub place: String,
    /// The same in English.
    pub place_en: String,
}

/// Values with changes in them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakenOver {
    /// The values.
    pub values: Value,
    /// The changes asked for that could not be taken over, by their positions.
    pub left: Vec<usize>,
}

/// What was edited in a document since its form made it.
///
/// # Errors
/// What makes its values unreadable (see [`read_values`]), `mau-khong-co` when its template is not at hand, and what makes the
/// file unreadable.
pub fn changes(docx: &[u8]) -> Result<Changes, Diagnostic> {
    let comparison = Comparison::of(docx)?;
    let choices = comparison.choices();
    let places = place::Places::of(&comparison.lines, &comparison.regions);
    let mut found = Vec::new();
    for (step, choice) in &choices {
        let alone = comparison.take(&choices, &[*step]);
        let field = alone.left.is_empty().then(|| choice.path(&comparison)).flatten();
        let value = field.as_ref().and_then(|path| edit::get(&alone.values, path.as_str())).cloned();
        let labels = field.as_ref().and_then(|path| comparison.labels(path));
        let (kind, before, after) = comparison.texts(*step);
        let (place, place_en) = places.name(comparison.near(*step));
        found.push(Change {
            kind,
            before,
            after,
            field: field.filter(|_| value.is_some()),
            label: labels.as_ref().map(|labels| labels.0.clone()),
            label_en: labels.map(|labels| labels.1),
            value,
            place,
            place_en,
        });
    }
    Ok(Changes {
        template: comparison.template.id.clone(),
        changes: found,
        comments: comparison.observed.comments.clone(),
        diagnostics: comparison.diagnostics(),
    })
}

/// The values of a document with changes taken over: those of [`changes`] at these positions.
///
/// # Errors
/// As [`changes`].
pub fn take_over(docx: &[u8], which: &[usize]) -> Result<TakenOver, Diagnostic> {
    let comparison = Comparison::of(docx)?;
    if which.is_empty() {
        return Ok(TakenOver { values: comparison.read.values, left: Vec::new() });
    }
    let choices = comparison.choices();
    let steps: Vec<usize> = which.iter().filter_map(|at| choices.get(*at).map(|(step, _)| *step)).collect();
    let taken = comparison.take(&choices, &steps);
    let position = |step: &usize| choices.iter().position(|(known, _)| known == step);
    let unknown = which.iter().copied().filter(|at| *at >= choices.len());
    let left = taken.left.iter().filter_map(position).chain(unknown).collect();
    Ok(TakenOver { values: taken.values, left })
}

/// What takes a change over.
#[derive(Debug, Default)]
struct Choice {
    /// Into the field it comes from.
    direct: Option<Edit>,
    /// By turning its section into free text.
    section: Option<Edit>,
}

impl Choice {
    fn path(&self, comparison: &Comparison) -> Option<FieldPath> {
        self.direct.as_ref().or(self.section.as_ref()).map(|edit| edit.path(&comparison.regions))
    }
}

struct Comparison {
    template: Arc<Template>,
    read: ReadValues,
    today: NaiveDate,
    resolved: Resolved,
    observed: Observed,
    lines: Vec<Line>,
    seen: Vec<Seen>,
    before: Vec<String>,
    after: Vec<String>,
    steps: Vec<Step>,
    /// Body fields, then sections.
    regions: Vec<Region>,
    /// Where the sections begin among the regions.
    sections: usize,
}

impl Comparison {
    fn of(docx: &[u8]) -> Result<Comparison, Diagnostic> {
        let read = read_values(docx)?;
        let observed = observe(docx)?.said();
        let template = library::get(&read.template).ok_or_else(|| library::unknown(&read.template))?;
        let today = read.date.parse().map_err(|_| no_date())?;
        let filled = fill_unread(&template, &read.values, today);
        let lines = lines::printed(&filled.document);
        let seen = lines::seen(&observed);
        let steps = align(&lines::compared(&lines), &lines::compared_seen(&seen));
        let resolved = filled.resolved;
        let before = lines.iter().map(|line| line.text.clone()).collect();
        let after = seen.iter().map(|line| line.text.clone()).collect();
        let mut comparison = Comparison {
            template: Arc::clone(&template),
            read,
            today,
            resolved,
            observed,
            lines,
            seen,
            before,
            after,
            steps,
            regions: Vec::new(),
            sections: 0,
        };
        if comparison.differing().next().is_some() {
            comparison.find_regions();
        }
        Ok(comparison)
    }

    fn find_regions(&mut self) {
        let mut known: Vec<&FieldPath> = Vec::new();
        let mut regions = Vec::new();
        for path in self.lines.iter().flat_map(Line::paths) {
            if known.contains(&path) {
                continue;
            }
            known.push(path);
            let Some((field, labels)) = field::at(&self.template, path) else { continue };
            if field.kind == Kind::Body {
                let text = self.resolved.text(path.as_str());
                regions.extend(Region::find(path, labels, text, &self.lines, 0, true));
            }
        }
        self.sections = regions.len();
        let mut from = 0;
        let sections = section_texts(&self.template, &self.read.values, self.today);
        for section in sections.as_array().into_iter().flatten() {
            let of = |name: &str| section.get(name).and_then(Value::as_str).unwrap_or_default();
            let path = FieldPath::from(FREE_TEXT).join(of("name"));
            if regions.iter().any(|region: &Region| region.path == path) {
                continue;
            }
            let labels = (of("label").to_owned(), of("label_en").to_owned());
            if let Some(region) = Region::find(&path, labels, of("text"), &self.lines, from, false) {
                from = region.end();
                regions.push(region);
            }
        }
        self.regions = regions;
    }

    /// The steps where the versions differ.
    fn differing(&self) -> impl Iterator<Item = usize> {
        let differs = |(at, step): (usize, &Step)| (!matches!(step, Step::Same(..))).then_some(at);
        self.steps.iter().enumerate().filter_map(differs)
    }

    fn texts(&self, step: usize) -> (ChangeKind, String, String) {
        let of = |texts: &[String], at: usize| texts.get(at).cloned().unwrap_or_default();
        match self.steps.get(step) {
            Some(Step::Changed(one, other) | Step::Same(one, other)) => {
                (ChangeKind::Changed, of(&self.before, *one), of(&self.after, *other))
            }
            Some(Step::Removed(one)) => (ChangeKind::Removed, of(&self.before, *one), String::new()),
            Some(Step::Added(other)) => (ChangeKind::Added, String::new(), of(&self.after, *other)),
            None => (ChangeKind::Changed, String::new(), String::new()),
        }
    }

    /// The printed line a step is at, or the one before it.
    fn near(&self, step: usize) -> Option<usize> {
        self.steps.get(..=step)?.iter().rev().find_map(|step| match step {
            Step::Same(one, _) | Step::Changed(one, _) | Step::Removed(one) => Some(*one),
            Step::Added(_) => None,
        })
    }

    /// The printed line after a step.
    fn next(&self, step: usize) -> Option<usize> {
        self.steps.get(step + 1..)?.iter().find_map(|step| match step {
            Step::Same(one, _) | Step::Changed(one, _) | Step::Removed(one) => Some(*one),
            Step::Added(_) => None,
        })
    }

    fn labels(&self, path: &FieldPath) -> Option<(String, String)> {
        let region = self.regions.iter().find(|region| region.path == *path);
        region.map(|region| region.label.clone()).or_else(|| Some(field::at(&self.template, path)?.1))
    }

    /// For every difference what takes it over, tried one by one.
    fn choices(&self) -> Vec<(usize, Choice)> {
        let mut tries = 0;
        let choose = |step: usize| {
            let mut choice = Choice::default();
            let needed: Vec<bool> = (0..self.steps.len()).map(|at| at == step).collect();
            for edit in edit::candidates(self, step) {
                let is_section = edit.region().is_some_and(|region| region >= self.sections);
                if choice.direct.is_some() && !is_section || choice.section.is_some() {
                    continue;
                }
                tries += 1;
                let works = if tries > MAX_TRIES {
                    edit.region().is_some()
                } else {
                    let values = edit::apply(self, &[&edit]);
                    values.is_some_and(|values| self.explain(&values, &needed).is_some())
                };
                if works {
                    let place = if is_section { &mut choice.section } else { &mut choice.direct };
                    *place = Some(edit);
                }
            }
            (step, choice)
        };
        self.differing().map(choose).collect()
    }

    /// For each step whether the form filled with these values shows it.
    fn explain(&self, values: &Value, needed: &[bool]) -> Option<Vec<bool>> {
        let filled = fill_unread(&self.template, values, self.today);
        let lines: Vec<String> = lines::printed(&filled.document).into_iter().map(|line| line.text).collect();
        let steps = Steps { steps: &self.steps, before: &self.before, after: &self.after };
        steps.explain(&lines, needed)
    }

    /// Takes steps over: into their fields as far as that goes, else by free text.
    fn take(&self, choices: &[(usize, Choice)], wanted: &[usize]) -> TakenOver {
        let wanted: Vec<&(usize, Choice)> =
            choices.iter().filter(|(step, _)| wanted.contains(step)).collect();
        let attempt = |edits: &[&Edit]| {
            let values = edit::apply(self, edits)?;
            let shown = self.explain(&values, &[])?;
            let missing = |(step, _): &&&(usize, Choice)| !shown.get(*step).copied().unwrap_or_default();
            let left: Vec<usize> = wanted.iter().filter(missing).map(|(step, _)| *step).collect();
            Some(TakenOver { values, left })
        };
        let direct: Vec<&Edit> = wanted.iter().filter_map(|(_, choice)| choice.direct.as_ref()).collect();
        let first = attempt(&direct);
        if let Some(taken) = &first
            && taken.left.is_empty()
        {
            return taken.clone();
        }
        let is_left = |step: usize| first.as_ref().is_none_or(|taken| taken.left.contains(&step));
        let section = |choice: &Choice| choice.section.as_ref().and_then(Edit::region);
        let freed: Vec<usize> = wanted
            .iter()
            .filter(|(step, _)| is_left(*step))
            .filter_map(|(_, choice)| section(choice))
            .collect();
        let mixed = wanted.iter().filter_map(|(_, choice)| match section(choice) {
            Some(region) if freed.contains(&region) => choice.section.as_ref(),
            _ => choice.direct.as_ref(),
        });
        let second = attempt(&mixed.collect::<Vec<_>>());
        let fewest = [first, second].into_iter().flatten().min_by_key(|taken| taken.left.len());
        fewest.unwrap_or_else(|| self.one_by_one(&wanted))
    }

    /// Takes over what goes together with what was taken before it.
    fn one_by_one(&self, wanted: &[&(usize, Choice)]) -> TakenOver {
        let mut kept: Vec<&Edit> = Vec::new();
        let mut left = Vec::new();
        let mut values = self.read.values.clone();
        for (step, choice) in wanted.iter().take(MAX_TRIES) {
            let more = choice.direct.as_ref().or(choice.section.as_ref()).and_then(|edit| {
                let with: Vec<&Edit> = kept.iter().copied().chain([edit]).collect();
                let values = edit::apply(self, &with)?;
                self.explain(&values, &[])?.get(*step).copied().unwrap_or_default().then_some((edit, values))
            });
            match more {
                Some((edit, with)) => {
                    kept.push(edit);
                    values = with;
                }
                None => left.push(*step),
            }
        }
        left.extend(wanted.iter().skip(MAX_TRIES).map(|(step, _)| *step));
        TakenOver { values, left }
    }

    fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        if self.read.template_version != self.template.version {
            findings.push(Diagnostic::warning(
                "mau-phien-ban-khac",
                Location::Document,
                "Mẫu đã đổi sau khi văn bản này được tạo, nên có chỗ khác nhau là do mẫu; hãy xem kỹ trước khi nhận.",
                "The template changed after this document was made, so some differences come from it; look twice.",
            ));
        }
        let unread = &self.observed.unread;
        if unread.pictures > 0 {
            findings.push(Diagnostic::warning(
                "co-hinh",
                Location::Document,
                format!("Văn bản có {} hình; biểu mẫu không giữ hình.", unread.pictures),
                format!("The document has {} pictures, which the form does not keep.", unread.pictures),
            ));
        }
        findings
    }
}

fn no_date() -> Diagnostic {
    Diagnostic::error(
        "gia-tri-hong",
        Location::Document,
        "Dữ liệu kèm theo văn bản bị hỏng; hãy nhập lại, hoặc lấy bản đã lưu trước đó.",
        "The values in this document are damaged; fill in the form again, or take an earlier copy.",
    )
}
