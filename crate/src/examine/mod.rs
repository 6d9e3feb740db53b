//! Whether a document keeps to the standard, whoever made it: one body of rules over what its pieces are.
//!
//! What a rule says, whose it is and where it is written stands in `rules.toml`; how it is judged, in the module of what it
//! is about. Numbers come from the tables of `standard`. What is not certain is not found: a wrong finding is worse than a missing one.
//!
//! ```
//! use thethuc::examine::{Level, examine};
//! use thethuc::{fill, library};
//!
//! let plan = library::get("ke-hoach-nam").expect("a built-in template");
//! let values = &plan.samples().first().expect("its example").values;
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
//! let file = fill(&plan, values, today).docx(false).expect("a DOCX").remove(0);
//!
//! let examined = examine(&file.bytes).expect("a document");
//! assert!(examined.findings.iter().all(|finding| finding.rule.level != Level::Law));
//! ```

mod body;
mod change;
mod complete;
mod contradictions;
mod days;
mod found;
mod leftovers;
mod letterhead;
mod letters;
mod look;
mod mend;
mod pages;
mod paragraphs;
mod recipients;
mod report;
mod rule;
mod rules_drawn;
mod signature;
mod subject;
mod tables;

use crate::Diagnostic;
use crate::document::Place;
use crate::docx::package::Package;
use crate::docx::read::{Observed, ParagraphId, observe};
use crate::recognise;
use crate::to_list::ToList;
use crate::view::Mark;

pub use change::Change;
pub use found::{Finding, Spot};
pub use mend::{Manner, Mended, mend};
pub use report::{Reported, report};
pub use rule::{Level, Mending, Rule, Stage, Unchecked, rules};

use found::Found;
use subject::Subject;

/// What is found in a document.
#[derive(Debug, Clone, Default)]
pub struct Examined {
    /// Everything, in the order of the rules.
    pub findings: Vec<Finding>,
    /// Why the rules of the standard were not asked, where they were not: only those about any text were.
    pub unchecked: Option<&'static Unchecked>,
}

impl Examined {
    /// The places of the findings, each by the position of its finding among them, for [`crate::view`].
    pub fn marks(&self) -> Vec<Mark> {
        let mark = |id: usize, place: &Place, paragraph: Option<ParagraphId>| {
            Some(Mark { id, paragraph: paragraph?, range: place.range.clone() })
        };
        let of = |(id, finding): (usize, &Finding)| -> Vec<Mark> {
            let first = finding.place.as_ref().and_then(|place| mark(id, place, finding.paragraph));
            let others = finding.others.iter().filter_map(|other| mark(id, &other.place, other.paragraph));
            first.into_iter().chain(others).to_list()
        };
        self.findings.iter().enumerate().flat_map(of).to_list()
    }
}

/// Examines a `.docx`. Time and memory grow with its length alone.
///
/// # Errors
/// It is no document that can be read.
pub fn examine(docx: &[u8]) -> Result<Examined, Diagnostic> {
    Ok(read_all(docx)?.1)
}

/// The document as it was read, and what is found in it.
fn read_all(docx: &[u8]) -> Result<(Observed, Examined), Diagnostic> {
    let observed = observe(docx)?;
    let reading = recognise::read(&observed);
    let package = Package::open(docx).map_err(|error| error.diagnostic())?;
    let names = crate::docx::take_out::names(&package);
    let subject = Subject::of(&observed, &reading, &names);
    let mut found = Found::default();
    if subject.unchecked.is_none() {
        pages::judge(&subject, &mut found);
        look::judge(&subject, &mut found);
        letterhead::judge(&subject, &mut found);
        rules_drawn::judge(&subject, &mut found);
        complete::judge(&subject, &mut found);
        body::judge(&subject, &mut found);
        paragraphs::judge(&subject, &mut found);
        signature::judge(&subject, &mut found);
        recipients::judge(&subject, &mut found);
    }
    letters::judge(&subject, &mut found);
    paragraphs::double_spaces(&subject, &mut found);
    days::judge(&subject, &mut found);
    contradictions::judge(&subject, &mut found);
    leftovers::judge(&subject, &mut found);
    tables::judge(&subject, &mut found);
    let mut findings = found.in_order();
    for finding in &mut findings {
        let place = finding.place.as_ref();
        finding.paragraph = place.and_then(|place| subject.at(place)).map(|paragraph| paragraph.number);
        for other in &mut finding.others {
            other.paragraph = subject.at(&other.place).map(|paragraph| paragraph.number);
        }
    }
    let examined = Examined { findings, unchecked: subject.unchecked };
    Ok((observed, examined))
}
