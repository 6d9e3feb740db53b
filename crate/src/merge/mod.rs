//! An office's own Word files as templates: tags in them are filled, and everything else stays byte for byte.
//!
//! ```text
//! .docx ─ part: tokens, tags ─ block: what repeats what ─ program ─▶ WordTemplate
//! WordTemplate + values ─ render ─▶ changed parts ─ docx::patch ─▶ .docx and findings
//! ```
//!
//! **Tags.** `{{ten}}`, `{{nguoi.ten}}`, `{{Họ và tên}}`; `{{#ds}} … {{/ds}}` for each item of a list, within a group or if
//! there is a value, `{{^ds}} … {{/ds}}` if there is none, `{{else}}`, `{{#each}}`, `{{#if}}`; `{% for x in ds %}`,
//! `{% if … %}` with `p`, `tr`, `tc` for paragraphs, rows and cells; `{{ten | hoa}}` and what other filters there are. A tag
//! may lie in several runs; its value takes the format of the one it begins in.
//!
//! Fields of Word are tags too: MERGEFIELD with what it says of letters, figures and dates, IF and NEXT around it. Values may
//! then be a list of records, each a copy of the body; a field that is a list repeats its row.
//!
//! **What repeats.** Tags in one paragraph repeat letters, in rows of one table rows, otherwise paragraphs and tables.
//! Paragraphs and rows with nothing but such tags go, and so do paragraphs that a condition leaves empty.
//!
//! **What stays.** A part without tags is copied as it lies in the file. In one with tags every byte outside the runs of
//! the tags is the same. Values are text, whatever is in them: neither markup nor tags. A value nobody gave is a blank
//! with a dotted line under it, and a finding.
//!
//! ```
//! use serde_json::json;
//! use thethuc::merge::{Delimiters, WordTemplate};
//! # use thethuc::{docx::package::Package, fill, library};
//! # let letter = library::get("ke-hoach-nam").expect("a built-in template");
//! # let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! # let made = fill(&letter, &letter.samples()[0].values, today).docx(false).expect("a DOCX").remove(0).bytes;
//! # let package = Package::open(&made)?;
//! # let body = String::from_utf8(package.read("word/document.xml")?.expect("its body").into_owned())?;
//! # let body = body.replacen("KẾ HOẠCH", "{{ten}}", 1);
//! # let file = package.with_parts(&[("word/document.xml", body.as_bytes())])?;
//! let template = WordTemplate::read(&file, &Delimiters::default()).expect("tags that can be read");
//! let filled = template.fill(&json!({ "ten": "QUY CHẾ" })).expect("values that can be written");
//! assert_eq!(filled.findings, []);
//! # let package = Package::open(&filled.bytes)?;
//! # let body = package.read("word/document.xml")?.expect("its body");
//! # assert!(String::from_utf8_lossy(&body).contains(">QUY CHẾ<"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod blank;
mod block;
mod cut;
mod delimiters;
mod expression;
mod fault;
mod fields;
mod file;
mod filter;
mod gap;
mod kind;
mod listing;
mod merge_field;
mod names;
mod part;
mod place;
mod program;
mod render;
mod scan;
mod scope;
mod step;
mod tag;
mod token;
mod written;

use std::borrow::Cow;

use serde_json::Value;

pub use delimiters::Delimiters;
pub use listing::{WordField, WordKind};
pub use render::MAX_WRITTEN;

use crate::docx::patch::Changes;
use crate::joined::Joined;
use crate::ordered;
use crate::to_list::ToList;
use crate::xml::Document;
use crate::{Diagnostic, Location, Severity};
use blank::Takes;
use block::Block;
use expression::{Expression, Unreadable};
use fault::{Wrong, fault};
use file::{highest_number, may_hold_tags, open, remarks, stories};
use listing::Asked;
use names::Names;
use part::Part;
use place::Story;
use render::{Label, Told, Writer};
use step::Step;
use tag::{Opening, Sort, Tag};

/// A Word file whose tags have been read.
#[derive(Debug)]
pub struct WordTemplate<'b> {
    bytes: Cow<'b, [u8]>,
    parts: Vec<Ready>,
    /// What is told whatever the values are.
    remarks: Vec<Diagnostic>,
    /// The highest number of a drawing in it.
    numbers: u64,
    asked: Vec<Asked>,
}

/// A part with tags.
#[derive(Debug)]
struct Ready {
    name: String,
    story: Story,
    /// It has fields of Word, which ask for records.
    has_fields: bool,
    steps: Vec<Step>,
    labels: Vec<Label>,
}

/// A filled document.
#[derive(Debug)]
pub struct Merged {
    /// The file.
    pub bytes: Vec<u8>,
    /// What is to be known of it: values that are missing or of another kind.
    pub findings: Vec<Diagnostic>,
}

impl Merged {
    /// Something is to be mended before it is sent.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl<'b> WordTemplate<'b> {
    /// Reads a Word file: .docx, .docm, .dotx or .dotm, which it stays.
    ///
    /// # Errors
    /// Everything that makes it unusable at once: what the file is, or what is wrong with its tags, each with its place.
    pub fn read(bytes: impl Into<Cow<'b, [u8]>>, delimiters: &Delimiters) -> Result<Self, Vec<Diagnostic>> {
        WordTemplate::read_as(bytes.into(), delimiters, None)
    }

    /// [`WordTemplate::read`], with blanks as fields too: dots, underscores, lines that tabs draw, days in three blanks,
    /// boxes to be ticked, each named by the words around it.
    ///
    /// # Errors
    /// As there.
    pub fn read_with_blanks(
        bytes: impl Into<Cow<'b, [u8]>>,
        delimiters: &Delimiters,
    ) -> Result<Self, Vec<Diagnostic>> {
        WordTemplate::read_as(bytes.into(), delimiters, Some(Names::default()))
    }

    fn read_as(
        bytes: Cow<'b, [u8]>,
        delimiters: &Delimiters,
        mut names: Option<Names>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let package = open(&bytes).map_err(|finding| vec![finding])?;
        let stories = stories(&package).map_err(|error| vec![error.diagnostic()])?;
        let mut template = WordTemplate {
            bytes: Cow::Borrowed(&[]),
            parts: Vec::new(),
            remarks: remarks(&package),
            numbers: 0,
            asked: Vec::new(),
        };
        let mut faults = Vec::new();
        for (name, story) in stories {
            let source = match package.read(&name) {
                Ok(Some(source)) => source,
                Ok(None) => continue,
                Err(error) => {
                    faults.push(error.diagnostic());
                    continue;
                }
            };
            if names.is_none() && !may_hold_tags(&source, delimiters) {
                continue;
            }
            match Document::parse(&source) {
                Ok(document) => {
                    template.take(&name, story, &document, (delimiters, names.as_mut()), &mut faults);
                }
                Err(error) => faults.push(error.diagnostic(&name)),
            }
        }
        drop(package);
        template.bytes = bytes;
        if faults.is_empty() { Ok(template) } else { Err(faults) }
    }

    fn take(
        &mut self,
        name: &str,
        story: Story,
        document: &Document<'_>,
        (delimiters, names): (&Delimiters, Option<&mut Names>),
        faults: &mut Vec<Diagnostic>,
    ) {
        let part = Part::read(document, story, delimiters, names);
        for (slip, place, written) in &part.slips {
            if !place.is_repeated {
                faults.push(fault(&Wrong::Slip(*slip), written, place));
            }
        }
        for found in &part.tags {
            let wrong = match &found.tag {
                Tag::Paragraph(_) if !found.is_alone => Wrong::NotAlone,
                Tag::UnknownFilter(name) => Wrong::UnknownFilter(name.clone()),
                Tag::Open(Opening { unreadable: Some(Unreadable::Filter(name)), .. }) => {
                    Wrong::UnknownFilter(name.clone())
                }
                Tag::Open(Opening { unreadable: Some(Unreadable::Syntax), .. }) => Wrong::Unreadable,
                _ => continue,
            };
            if !found.place.is_repeated {
                faults.push(fault(&wrong, &found.written, &found.place));
            }
        }
        self.remarks.extend(part.unreached.iter().map(|(place, text)| fault::unreached(text, place)));
        let (blocks, wrong) = block::find(&part);
        faults.extend(wrong);
        if part.tags.is_empty() || !faults.is_empty() {
            return;
        }
        self.asked.extend(asked(&part, &blocks));
        self.numbers = self.numbers.max(highest_number(&document.root));
        let mut steps = Vec::new();
        let mut around = Vec::new();
        if document.byte_order_mark {
            around.extend_from_slice("\u{FEFF}".as_bytes());
        }
        document.prolog.iter().for_each(|node| node.write(&mut around));
        steps.push(Step::Raw(String::from_utf8(around).unwrap_or_default(), false));
        steps.extend(program::build(&part, &blocks));
        let mut behind = Vec::new();
        document.epilog.iter().for_each(|node| node.write(&mut behind));
        steps.push(Step::Raw(String::from_utf8(behind).unwrap_or_default(), false));
        let labels = part
            .tags
            .iter()
            .map(|found| Label {
                written: found.written.clone(),
                whole: as_a_whole(&found.tag),
                is_odd: matches!(found.tag, Tag::Odd(_)),
                name: asked_for(&found.tag)
                    .unwrap_or_else(|| found.written.clone())
                    .replace(['\n', '\t'], " "),
                place: found.place.clone(),
            })
            .to_list();
        let has_fields = part.tags.iter().any(|found| matches!(found.tag, Tag::Field(_)));
        self.parts.push(Ready { name: name.to_owned(), story, has_fields, steps, labels });
    }

    /// The fields its tags ask for, in the order they come.
    pub fn fields(&self) -> Vec<WordField> {
        listing::fields(&self.asked)
    }

    /// What to look at before it is used: what is told whatever the values are, names used in two ways, tags that only a
    /// value called so can explain.
    pub fn lint(&self) -> Vec<Diagnostic> {
        let mut findings = self.remarks.clone();
        for label in self.parts.iter().flat_map(|part| &part.labels) {
            if label.is_odd && !label.place.is_repeated {
                findings.push(fault(&Wrong::Unreadable, &label.written, &label.place));
            }
            if label.written.contains(['“', '”', '‘', '’']) && !label.place.is_repeated {
                findings.push(fault::curly(&label.written, &label.place));
            }
        }
        findings.extend(fault::two_kinds(&self.asked));
        findings
    }

    /// The document with these values. A template without tags is given back as it is.
    ///
    /// # Errors
    /// Values that cannot be written into a Word file, and tags that can only be read as the name of a value that is not
    /// there.
    pub fn fill(&self, values: &Value) -> Result<Merged, Vec<Diagnostic>> {
        let mut told = Told { findings: self.remarks.clone(), refused: Vec::new() };
        if self.parts.is_empty() {
            return Ok(Merged { bytes: self.bytes.to_vec(), findings: told.findings });
        }
        let package = open(&self.bytes).map_err(|finding| vec![finding])?;
        let mut changes = Changes::new(&package);
        for (name, written) in self.written(values, &mut told) {
            changes.set(name, written).map_err(|error| vec![error.diagnostic()])?;
        }
        if !told.refused.is_empty() {
            return Err(told.refused);
        }
        told.findings.extend(self.unasked(values));
        let bytes = changes.finish().map_err(|error| vec![error.diagnostic()])?;
        Ok(Merged { bytes, findings: told.findings })
    }

    /// What [`WordTemplate::fill`] tells of values, those it refuses among it, without the file.
    pub fn check(&self, values: &Value) -> Vec<Diagnostic> {
        let mut told = Told { findings: self.remarks.clone(), refused: Vec::new() };
        self.written(values, &mut told).for_each(drop);
        told.findings.extend(told.refused);
        told.findings.extend(self.unasked(values));
        told.findings
    }
}

impl WordTemplate<'_> {
    /// The parts with tags, filled.
    fn written<'w>(
        &'w self,
        values: &'w Value,
        told: &'w mut Told,
    ) -> impl Iterator<Item = (&'w str, Vec<u8>)> {
        let mut numbers = self.numbers;
        self.parts.iter().map(move |part| {
            let mut writer = Writer::new(values, &part.labels, &mut numbers, told);
            if part.has_fields {
                writer = writer.with_records(part.story == Story::Body);
            }
            (part.name.as_str(), writer.write(&part.steps))
        })
    }

    /// Values no tag asks for, which are not in the document.
    fn unasked(&self, values: &Value) -> Option<Diagnostic> {
        let names = self.asked.iter().map(|one| one.name.as_str());
        let labels = self.parts.iter().flat_map(|part| &part.labels);
        let labels = labels.flat_map(|label| [Some(label.name.as_str()), label.whole.as_deref()]).flatten();
        let mut asked: Vec<&str> =
            names.chain(labels).flat_map(|name| [Some(name), name.split('.').next()]).flatten().to_list();
        ordered::sort(&mut asked);
        let is_asked = |name: &str| asked.binary_search(&name).is_ok();
        let has_fields = self.parts.iter().any(|part| part.has_fields);
        let is_records = |name: &str| has_fields && matches!(name, "records" | "separator");
        let names: Vec<&str> = values
            .as_object()?
            .keys()
            .map(String::as_str)
            .filter(|name| !is_asked(name) && !is_records(name))
            .to_list();
        if names.is_empty() {
            return None;
        }
        let rest = names.len().saturating_sub(MOST_NAMED);
        let shown = names.iter().take(MOST_NAMED).copied().joined(", ");
        let (more, english) = if rest > 0 {
            (format!(" và {rest} tên khác"), format!(" and {rest} more"))
        } else {
            Default::default()
        };
        Some(Diagnostic::warning(
            "gia-tri-thua",
            Location::Document,
            format!(
                "Có giá trị không thẻ nào trong mẫu dùng đến: {shown}{more}; hãy xem tên có viết đúng như trong thẻ không."
            ),
            format!(
                "No tag of the template asks for: {shown}{english}; look whether the names are those of the tags."
            ),
        ))
    }
}

/// Names that a finding lists at most.
const MOST_NAMED: usize = 10;

/// What the tags of a part ask for, with the loops they stand in.
fn asked(part: &Part<'_>, blocks: &[Block]) -> Vec<Asked> {
    // What a block prints begins with its opening tag and ends with its closing one.
    let spans: Vec<(usize, usize, (String, Option<String>))> = blocks
        .iter()
        .filter_map(|block| {
            let opening = block.opening(part)?;
            let called = match &opening.sort {
                Sort::Each(called) => called.clone(),
                Sort::Section => None,
                Sort::If | Sort::Inverted => return None,
            };
            let at = |tag: Option<&usize>| Some(part.tags.get(*tag?)?.at);
            Some((at(block.tags.first())?, at(block.tags.last())?, (opening.subject.clone(), called)))
        })
        .to_list();
    let mut asked = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut spans_ahead = 0;
    let mut tags: Vec<&part::Found> = part.tags.iter().filter(|found| !found.place.is_repeated).to_list();
    ordered::sort_by_key(&mut tags, |found| found.at);
    for found in tags {
        while spans.get(spans_ahead).is_some_and(|(start, ..)| *start < found.at) {
            open.push(spans_ahead);
            spans_ahead += 1;
        }
        open.retain(|span| spans.get(*span).is_some_and(|(_, end, _)| *end > found.at));
        let mut names = Vec::new();
        let condition = |of: &Expression| if of.compares() { WordKind::Text } else { WordKind::Condition };
        let (of, kind) = match &found.tag {
            Tag::Value(of) | Tag::Paragraph(of) => {
                (of, found.gap.as_ref().map_or(WordKind::Text, |gap| kind(gap.takes)))
            }
            Tag::Open(opening) => match opening.sort {
                Sort::Section | Sort::Each(_) => (&opening.of, WordKind::List),
                Sort::If | Sort::Inverted => (&opening.of, condition(&opening.of)),
            },
            Tag::Else(Some(of)) => (of, condition(of)),
            Tag::Field(field) => {
                field.names(&mut names);
                (&Expression::Nothing, WordKind::Text)
            }
            _ => continue,
        };
        of.names(&mut names);
        for name in names {
            let within =
                open.iter().filter_map(|span| spans.get(*span)).map(|(_, _, loops)| loops.clone()).to_list();
            asked.push(Asked {
                name: name.whole.clone(),
                kind,
                within,
                place: found.place.clone(),
                label: found.gap.is_some().then(|| found.written.clone()),
            });
        }
    }
    asked
}

/// The name a tag may be as a whole, beside what it says otherwise.
fn as_a_whole(tag: &Tag) -> Option<String> {
    match tag {
        Tag::Value(of) | Tag::Paragraph(of) | Tag::Open(Opening { of, .. }) => match of {
            Expression::NameOr(name, _) => Some(name.whole.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// The name of the value a tag asks for.
fn asked_for(tag: &Tag) -> Option<String> {
    let of = match tag {
        Tag::Value(of) | Tag::Paragraph(of) => of,
        Tag::Open(opening) => &opening.of,
        Tag::Odd(name) => return Some(name.clone()),
        Tag::Field(field) => {
            let mut names = Vec::new();
            field.names(&mut names);
            return names.first().map(|name| name.whole.clone());
        }
        Tag::Else(_) | Tag::Close(_) | Tag::Silent | Tag::UnknownFilter(_) => return None,
    };
    let mut names = Vec::new();
    of.names(&mut names);
    let written = |name: &&expression::Name| if name.is_here() { "." } else { &name.whole }.to_owned();
    match names.as_slice() {
        [] => None,
        names => Some(names.iter().map(written).joined(", ")),
    }
}

/// What a blank is used as.
fn kind(takes: Takes) -> WordKind {
    match takes {
        Takes::Text | Takes::Led => WordKind::Text,
        Takes::Digits => WordKind::Digits,
        Takes::Number => WordKind::Number,
        Takes::Date | Takes::DateInWords | Takes::Month => WordKind::Date,
        Takes::Tick => WordKind::Tick,
    }
}
