//! What every piece of a document is, whoever made it: decided once, for all who ask.
//!
//! [`read`] says which component of the standard stands at which paragraphs and cells (all boxes of the diagram in Decree
//! 30/2020/NĐ-CP, Annex I, Part I, section IV, and the parts of the text), by how the lines read, how they look and what they stand
//! among. Styles, bookmarks and the values a file may carry are not asked: what somebody changed by hand is seen as it
//! stands. [`of_document`] gives the same of a [`Document`], which knows.
//!
//! ```
//! use thethuc::document::{Component, Role};
//! use thethuc::docx::read::observe;
//! use thethuc::{fill, library, recognise};
//!
//! let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! let values = &plan.samples().first().expect("its example").values;
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let filled = fill(&plan, values, today);
//! let file = filled.docx(false).expect("a DOCX").remove(0);
//!
//! let reading = recognise::read(&observe(&file.bytes).expect("a document"));
//! let number = reading.first(Component::SoKyHieu).expect("its number");
//! assert_eq!(number.part(Role::KyHieu), Some("KH-UBND"));
//! let known = recognise::of_document(&filled.document);
//! assert_eq!(known.first(Component::SoKyHieu).map(|item| &item.text), Some(&number.text));
//! ```

mod body;
pub(crate) mod find;
mod flow;
mod known;
pub(crate) mod letterhead;
pub(crate) mod line;
mod opening;
mod papers;
pub(crate) mod parts;
mod printed;
mod scene;
mod sign;
pub(crate) mod terms;
pub(crate) mod words;

use crate::document::{Item, Place, Reading, Story};
use crate::docx::read::Observed;

pub(crate) use flow::flow;
pub use known::of_document;

use line::{Line, Lines};
use scene::Verdict;

/// Reads what each piece of a document is. Time and memory grow with its length alone.
pub fn read(observed: &Observed) -> Reading {
    let edges = Lines::beside(observed, &observed.edges, Story::Edge);
    let boxes = Lines::beside(observed, &observed.boxes, Story::TextBox);
    let blocks = flow(&observed.blocks);
    let lines = Lines::of(observed, &blocks);
    let at_edges = papers::Beside::letterhead(&edges, &[&lines]);
    let mut in_boxes = papers::Beside::letterhead(&boxes, &[&lines, &edges]);
    let verdicts = papers::read(&lines, &blocks, [&at_edges, &in_boxes]);
    if !verdicts.iter().any(Verdict::is_signed) {
        in_boxes.signatures();
    }
    let mut items = items(&lines.all, &verdicts);
    for (lines, beside) in [(&edges, at_edges), (&boxes, in_boxes)] {
        items.extend(self::items(&lines.all, &beside.verdicts()));
    }
    Reading { items }
}

/// Lines of one paragraph that are the same are one item.
fn items(lines: &[Line], verdicts: &[Verdict]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for (line, verdict) in lines.iter().zip(verdicts) {
        let same = items.last_mut().filter(|last| {
            last.place.story == line.story
                && last.place.paragraph == line.paragraph
                && last.component == verdict.component
                && (last.paper, last.zone) == (verdict.paper, verdict.zone)
        });
        match same {
            Some(last) => {
                last.place.range.end = line.range.end;
                last.text.push(' ');
                last.text.push_str(&line.text);
                last.certainty = last.certainty.min(verdict.certainty);
            }
            None => items.push(Item {
                component: verdict.component,
                paper: verdict.paper,
                zone: verdict.zone,
                place: Place {
                    story: line.story,
                    paragraph: line.paragraph,
                    range: line.range.clone(),
                    cell: line.cell.map(|cell| (cell.row, cell.column)),
                },
                text: line.text.clone(),
                parts: Vec::new(),
                certainty: verdict.certainty,
                evidence: verdict.evidence.to_vec(),
            }),
        }
    }
    for item in &mut items {
        item.parts = parts::of(item.component, &item.text);
    }
    items
}
