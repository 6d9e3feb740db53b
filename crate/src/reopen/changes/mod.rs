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

use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use crate::docx::read::{Comment, Observed, observe};
use crate::docx::values_part::{ReadValues, read_values};
use crate::fill::fill_unread;
use crate::markup::FREE_TEXT;
use crate::ordered::OrderedSet;
use crate::pool::{Keyed, Pool};
use crate::template::{Kind, Resolved, Template, section_texts};
use crate::to_list::ToList;
use crate::vietnamese::iso_day;
use crate::{Diagnostic, FieldPath, Location, library};

use align::{Step, align};
use edit::Edit;
use explain::Steps;
use lines::{Line, Seen};
use region::Region;

/// How often a form is filled to find out what takes a change over, and how many lines it prints for that in all: so long
/// documents have fewer tries, and the work grows with the document and not with its square.
const MAX_TRIES: usize = 400;
const MAX_LINES: usize = 200_000;
/// So many bytes the new values of all changes have together; those after them are told without.
const MAX_VALUES: usize = 4 << 20;

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
    /// What the field holds when this change alone is taken over; none where a change before it takes over the same, or where
    /// the values would be too long together.
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
    let mut left = MAX_VALUES;
    for (step, choice) in &choices {
        let tried = choice.tried();
        let field = tried.map(|tried| tried.edit.path(&comparison.regions));
        let value = tried.filter(|tried| tried.first == *step).and_then(|tried| tried.value.clone());
        let length = value.as_ref().map_or(0, |value| value.to_string().len());
        let value = value.filter(|_| length <= left);
        left = left.saturating_sub(length);
        let labels = field.as_ref().and_then(|path| comparison.labels(path));
        let (kind, before, after) = comparison.texts(*step);
        let (place, place_en) = places.name(comparison.near(*step));
        found.push(Change {
            kind,
            before,
            after,
            field,
            label: labels.as_ref().map(|labels| labels.0.clone()),
            label_en: labels.map(|labels| labels.1),
            value,
            place,
            place_en,
        });
    }
    let mut diagnostics = comparison.diagnostics();
    diagnostics.extend(untried(choices.iter().filter(|(_, choice)| choice.is_untried).count()));
    Ok(Changes {
        template: comparison.template.id.clone(),
        changes: found,
        comments: comparison.observed.comments.clone(),
        diagnostics,
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
    let steps: Vec<usize> = which.iter().filter_map(|at| choices.get(*at).map(|(step, _)| *step)).to_list();
    let taken = comparison.take(&choices, &steps);
    let position = |step: &usize| choices.binary_search_by_key(step, |(known, _)| *known).ok();
    let unknown = which.iter().copied().filter(|at| *at >= choices.len());
    let left = taken.left.iter().filter_map(position).chain(unknown).to_list();
    Ok(TakenOver { values: taken.values, left })
}

/// What takes a change over.
#[derive(Debug, Default)]
struct Choice {
    /// Into the field it comes from.
    direct: Option<Rc<Tried>>,
    /// By turning its section into free text.
    section: Option<Rc<Tried>>,
    /// There was more to try than is tried in one document.
    is_untried: bool,
}

impl Choice {
    fn tried(&self) -> Option<&Rc<Tried>> {
        self.direct.as_ref().or(self.section.as_ref())
    }
}

/// An edit that was tried, and takes over what it is for.
#[derive(Debug)]
struct Tried {
    edit: Edit,
    /// What its field holds then.
    value: Option<Value>,
    /// For each step whether it is shown, where the edit is for many.
    shown: Vec<bool>,
    /// The first step it was tried for.
    first: usize,
}

/// A table that was not there before.
struct NewTable {
    /// Its first line.
    line: usize,
    near: Option<usize>,
    next: Option<usize>,
}

struct Comparison {
    template: Arc<Template>,
    read: ReadValues,
    today: NaiveDate,
    resolved: Resolved,
    observed: Observed,
    lines: Vec<Line>,
    seen: Vec<Seen>,
    steps: Steps,
    /// For each step the printed line it is at or the one before it, and the one after it.
    around: Vec<(Option<usize>, Option<usize>)>,
    /// For tables of regions, by region and block, a line as they are now.
    tables: Keyed<(usize, usize), Option<usize>>,
    /// The tables all lines of which are new, by their place among all of the text.
    new_tables: Keyed<usize, Option<NewTable>>,
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
        let today = iso_day(&read.date).ok_or_else(no_date)?;
        let filled = fill_unread(&template, &read.values, today);
        let lines = lines::printed(&filled.document);
        let seen = lines::seen(&observed);
        let steps = align(&lines::compared(&lines), &lines::compared_seen(&seen));
        let resolved = filled.resolved;
        let around = around(&steps);
        let texts = lines.iter().map(|line| line.text.as_str());
        let steps = Steps::of(steps, texts, seen.iter().map(|line| line.text.as_str()));
        let mut comparison = Comparison {
            template: Arc::clone(&template),
            read,
            today,
            resolved,
            observed,
            lines,
            seen,
            steps,
            around,
            tables: Keyed::default(),
            new_tables: Keyed::default(),
            regions: Vec::new(),
            sections: 0,
        };
        if comparison.differing().next().is_some() {
            comparison.find_regions();
            comparison.find_tables();
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

    fn find_tables(&mut self) {
        let mut old: Pool<usize> = Pool::default();
        for step in self.steps.all() {
            let (Step::Same(one, other) | Step::Changed(one, other)) = *step else { continue };
            let Some(table) = self.seen.get(other).and_then(|seen| seen.table) else { continue };
            old.insert(&table);
            for (at, region) in self.regions.iter().enumerate() {
                let block =
                    region.own(one).filter(|own| region.is_cell(*own)).and_then(|own| region.block(own));
                if let Some(block) = block {
                    self.tables.entry(&(at, block)).get_or_insert(other);
                }
            }
        }
        for (at, step) in self.steps.all().iter().enumerate() {
            let Step::Added(line) = *step else { continue };
            let Some(table) = self.seen.get(line).and_then(|seen| seen.table) else { continue };
            if !old.contains(&table) {
                let (near, next) = (self.near(at), self.next(at));
                self.new_tables.entry(&table).get_or_insert(NewTable { line, near, next });
            }
        }
    }

    /// The steps where the versions differ.
    fn differing(&self) -> impl Iterator<Item = usize> {
        let differs = |(at, step): (usize, &Step)| (!matches!(step, Step::Same(..))).then_some(at);
        self.steps.all().iter().enumerate().filter_map(differs)
    }

    fn texts(&self, step: usize) -> (ChangeKind, String, String) {
        let (before, after) = self.steps.texts(step);
        let kind = match self.steps.all().get(step) {
            Some(Step::Removed(_)) => ChangeKind::Removed,
            Some(Step::Added(_)) => ChangeKind::Added,
            Some(Step::Same(..) | Step::Changed(..)) | None => ChangeKind::Changed,
        };
        (kind, before.to_owned(), after.to_owned())
    }

    /// The printed line a step is at, or the one before it.
    fn near(&self, step: usize) -> Option<usize> {
        self.around.get(step)?.0
    }

    /// The printed line after a step.
    fn next(&self, step: usize) -> Option<usize> {
        self.around.get(step)?.1
    }

    fn labels(&self, path: &FieldPath) -> Option<(String, String)> {
        let region = self.regions.iter().find(|region| region.path == *path);
        region.map(|region| region.label.clone()).or_else(|| Some(field::at(&self.template, path)?.1))
    }

    /// For every difference what takes it over, tried: one by one, those of a table together.
    fn choices(&self) -> Vec<(usize, Choice)> {
        let mut tries = Tries::of(self);
        let mut together: Vec<(Edit, Option<Rc<Tried>>)> = Vec::new();
        let choose = |step: usize| {
            let mut choice = Choice::default();
            for edit in edit::candidates(self, step) {
                let is_section = edit.region().is_some_and(|region| region >= self.sections);
                if choice.direct.is_some() && !is_section || choice.section.is_some() {
                    continue;
                }
                let known = together.iter().rev().find(|(known, _)| *known == edit);
                let tried = if let Some((_, tried)) = known {
                    tried.clone()
                } else if !tries.may_try() {
                    choice.is_untried = true;
                    continue;
                } else {
                    let tried = self.tried(&edit, step).map(Rc::new);
                    if edit.is_of_table() {
                        together.push((edit, tried.clone()));
                    }
                    tried
                };
                let shows = |tried: &Rc<Tried>| tried.shown.get(step).copied().unwrap_or_default();
                if let Some(tried) = tried.filter(shows) {
                    let place = if is_section { &mut choice.section } else { &mut choice.direct };
                    *place = Some(tried);
                }
            }
            choice.is_untried &= choice.tried().is_none();
            (step, choice)
        };
        self.differing().map(choose).to_list()
    }

    /// Fills the form with an edit that is for a step, and for others beside it where it is of a table.
    fn tried(&self, edit: &Edit, step: usize) -> Option<Tried> {
        let values = edit::apply(self, &[edit])?;
        let shown = self.explain(&values, Some(step))?;
        let value = edit::get(&values, edit.path(&self.regions).as_str()).cloned();
        value.is_some().then(|| Tried { edit: edit.clone(), value, shown, first: step })
    }

    /// For each step whether the form filled with these values shows it.
    fn explain(&self, values: &Value, needed: Option<usize>) -> Option<Vec<bool>> {
        let filled = fill_unread(&self.template, values, self.today);
        let lines: Vec<String> = lines::printed(&filled.document).into_iter().map(|line| line.text).to_list();
        self.steps.explain(&lines, needed)
    }

    /// Takes steps over: into their fields as far as that goes, else by free text.
    fn take(&self, choices: &[(usize, Choice)], wanted: &[usize]) -> TakenOver {
        let asked: OrderedSet<usize> = wanted.iter().copied().collect();
        let wanted: Vec<&(usize, Choice)> = choices.iter().filter(|(step, _)| asked.contains(step)).to_list();
        let attempt = |edits: &[&Edit]| {
            let values = edit::apply(self, &unique(edits))?;
            let shown = self.explain(&values, None)?;
            let missing = |(step, _): &&&(usize, Choice)| !shown.get(*step).copied().unwrap_or_default();
            let left: Vec<usize> = wanted.iter().filter(missing).map(|(step, _)| *step).to_list();
            Some(TakenOver { values, left })
        };
        let direct: Vec<&Edit> =
            wanted.iter().filter_map(|(_, choice)| edit_of(choice.direct.as_ref())).to_list();
        let first = attempt(&direct);
        if let Some(taken) = &first
            && taken.left.is_empty()
        {
            return taken.clone();
        }
        let left: Option<OrderedSet<usize>> =
            first.as_ref().map(|taken| taken.left.iter().copied().collect());
        let is_left = |step: usize| left.as_ref().is_none_or(|left| left.contains(&step));
        let section = |choice: &Choice| edit_of(choice.section.as_ref()).and_then(Edit::region);
        let freed: OrderedSet<usize> = wanted
            .iter()
            .filter(|(step, _)| is_left(*step))
            .filter_map(|(_, choice)| section(choice))
            .collect();
        let mixed = wanted.iter().filter_map(|(_, choice)| match section(choice) {
            Some(region) if freed.contains(&region) => edit_of(choice.section.as_ref()),
            _ => edit_of(choice.direct.as_ref()),
        });
        let second = attempt(&mixed.to_list());
        let fewest = [first, second].into_iter().flatten().min_by_key(|taken| taken.left.len());
        fewest.unwrap_or_else(|| self.one_by_one(&wanted))
    }

    /// Takes over what goes together with what was taken before it.
    fn one_by_one(&self, wanted: &[&(usize, Choice)]) -> TakenOver {
        let mut kept: Vec<&Edit> = Vec::new();
        let mut left = Vec::new();
        let mut values = self.read.values.clone();
        let mut tries = Tries::of(self);
        for (step, choice) in wanted {
            let more = edit_of(choice.tried()).filter(|_| tries.may_try()).and_then(|edit| {
                let with: Vec<&Edit> = kept.iter().copied().chain([edit]).to_list();
                let values = edit::apply(self, &unique(&with))?;
                self.explain(&values, None)?.get(*step).copied().unwrap_or_default().then_some((edit, values))
            });
            match more {
                Some((edit, with)) => {
                    kept.push(edit);
                    values = with;
                }
                None => left.push(*step),
            }
        }
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

/// How often a form may still be filled.
struct Tries {
    left: usize,
}

impl Tries {
    fn of(comparison: &Comparison) -> Tries {
        let lines = comparison.lines.len() + comparison.seen.len();
        Tries { left: (MAX_LINES / lines.max(1)).clamp(1, MAX_TRIES) }
    }

    fn may_try(&mut self) -> bool {
        let more = self.left.checked_sub(1);
        self.left = more.unwrap_or_default();
        more.is_some()
    }
}

fn edit_of(tried: Option<&Rc<Tried>>) -> Option<&Edit> {
    tried.map(|tried| &tried.edit)
}

/// The edits, those of a table once.
fn unique<'e>(edits: &[&'e Edit]) -> Vec<&'e Edit> {
    let mut tables: Vec<&Edit> = Vec::new();
    let mut all: Vec<&Edit> = Vec::with_capacity(edits.len());
    for edit in edits.iter().copied() {
        if edit.is_of_table() {
            if tables.iter().rev().any(|known| *known == edit) {
                continue;
            }
            tables.push(edit);
        }
        all.push(edit);
    }
    all
}

/// For each step the printed line it is at or the one before it, and the one after it.
fn around(steps: &[Step]) -> Vec<(Option<usize>, Option<usize>)> {
    let printed = |step: &Step| match step {
        Step::Same(one, _) | Step::Changed(one, _) | Step::Removed(one) => Some(*one),
        Step::Added(_) => None,
    };
    let mut near = None;
    let mut around: Vec<(Option<usize>, Option<usize>)> = Vec::with_capacity(steps.len());
    for step in steps {
        near = printed(step).or(near);
        around.push((near, None));
    }
    let mut next = None;
    for (place, step) in around.iter_mut().zip(steps).rev() {
        place.1 = next;
        next = printed(step).or(next);
    }
    around
}

/// What was not tried.
fn untried(count: usize) -> Option<Diagnostic> {
    (count > 0).then(|| {
        Diagnostic::warning(
            "chua-thu-het",
            Location::Document,
            format!(
                "Văn bản có quá nhiều chỗ sửa: còn {count} chỗ chưa thử đưa vào biểu mẫu; hãy nhận các chỗ khác trước, lưu lại rồi mở \
                 lần nữa, hoặc tự sửa trong biểu mẫu."
            ),
            format!(
                "There are very many changes: {count} were not tried. Take over the others, save and open the document again, or \
                 edit the form."
            ),
        )
    })
}

fn no_date() -> Diagnostic {
    Diagnostic::error(
        "gia-tri-hong",
        Location::Document,
        "Dữ liệu kèm theo văn bản bị hỏng; hãy nhập lại, hoặc lấy bản đã lưu trước đó.",
        "The values in this document are damaged; fill in the form again, or take an earlier copy.",
    )
}
