//! Putting findings right in the file itself, and nothing else of it.
//!
//! What is done is what [`Finding::change`] says of each. A change may uncover or allow another one (a size that fits its
//! partner's, two signs in one line): the document is examined and mended again until nothing of what is wanted is left.

mod styles;
mod tracked;

use chrono::NaiveDate;

use super::change::Step;
use super::{Finding, Unchecked, read_all};
use crate::docx::package::Package;
use crate::docx::patch::{Changes, Plan};
use crate::docx::read::Observed;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::to_list::ToList;
use crate::xml::{Document, Element};
use crate::{Diagnostic, Location};

/// How a document is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// What is wrong is replaced.
    Plain,
    /// What is wrong is replaced in tracked changes of that day, each with a comment that names the article: somebody accepts
    /// or rejects them one by one.
    Tracked(NaiveDate),
}

/// A document after its findings were put right.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The file. The very bytes of the one given where nothing was to be done.
    pub bytes: Vec<u8>,
    /// What was put right, as it was found.
    pub done: Vec<Finding>,
    /// What was wanted and is still found, and what was not found before.
    pub left: Vec<Finding>,
    /// Why the rules of the standard were not asked.
    pub unchecked: Option<&'static Unchecked>,
}

/// So often a document is mended and looked at again.
const PASSES: usize = 6;

/// In so many of them styles may change; after that only what stands in the text itself.
const WITH_STYLES: usize = 3;

/// Puts right what `wants` says yes to and a program can put right ([`Finding::change`]).
///
/// # Errors
/// It is no document that can be read, it is digitally signed (`da-ky-so`), or it is protected (`tep-bao-ve`): nothing is
/// changed then.
pub fn mend(docx: &[u8], manner: Manner, wants: &dyn Fn(&Finding) -> bool) -> Result<Mended, Diagnostic> {
    refuse(&Package::open(docx)?)?;
    let mut bytes = docx.to_vec();
    let (mut observed, mut examined) = read_all(&bytes)?;
    let before: OrderedSet<Key> = examined.findings.iter().map(Key::of).collect();
    let mut done: OrderedMap<Key, Finding> = OrderedMap::new();
    for pass in 0..PASSES {
        let chosen: Vec<&Finding> =
            examined.findings.iter().filter(|finding| finding.change.is_some() && wants(finding)).to_list();
        if chosen.is_empty() {
            break;
        }
        let lifts = manner == Manner::Plain && pass < WITH_STYLES;
        let changed = carry_out(&bytes, &observed, &chosen, manner, lifts)?;
        // Of those with one key the first counts.
        let found = chosen.iter().rev().map(|finding| (Key::of(finding), *finding));
        let new: Vec<_> = found.filter(|(key, _)| done.get(key).is_none()).to_list();
        done.extend(new.into_iter().map(|(key, finding)| (key, finding.clone())));
        if changed == bytes {
            break;
        }
        bytes = changed;
        (observed, examined) = read_all(&bytes)?;
    }
    let own = |finding: &Finding| {
        manner != Manner::Plain && matches!(finding.rule.code.as_str(), "binh-luan" | "theo-doi")
    };
    let left: Vec<Finding> = examined
        .findings
        .into_iter()
        .filter(|finding| (wants(finding) || !before.contains(&Key::of(finding))) && !own(finding))
        .to_list();
    let again: OrderedSet<Key> = left.iter().map(Key::of).collect();
    done.retain(|key, _| !again.contains(key));
    let done = done.into_values().to_list();
    Ok(Mended { bytes, done, left, unchecked: examined.unchecked })
}

/// A finding among those of a document before and after.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    order: usize,
    place: Option<(crate::document::Story, usize)>,
    /// What distinguishes findings of a whole document: of a section, of a month and a day.
    seen: String,
}

impl Key {
    fn of(finding: &Finding) -> Key {
        let order = super::rules().iter().position(|rule| rule.code == finding.rule.code);
        Key {
            order: order.unwrap_or(usize::MAX),
            place: finding.place.as_ref().map(|place| (place.story, place.paragraph)),
            seen: if finding.place.is_none() { finding.message.clone() } else { String::new() },
        }
    }
}

/// Whether the file may be changed.
fn refuse(package: &Package<'_>) -> Result<(), Diagnostic> {
    if package.is_signed() {
        return Err(Diagnostic::error(
            "da-ky-so",
            Location::Document,
            "Tệp đã ký số nên không sửa: sửa thì chữ ký không còn giá trị; hãy sửa bản chưa ký rồi ký lại.",
            "The file is digitally signed and stays as it is: a change would void the signature. Mend the unsigned one and sign it again.",
        ));
    }
    let main = package.main_document()?;
    let settings = package.relations(&main)?.into_iter().find(|relation| relation.role() == "settings");
    let xml = settings.and_then(|relation| package.read(&relation.target).ok().flatten());
    let is_protected = xml.is_some_and(|xml| Document::parse(&xml).is_ok_and(|part| protects(&part.root)));
    if is_protected {
        return Err(Diagnostic::error(
            "tep-bao-ve",
            Location::Document,
            "Tệp đang hạn chế chỉnh sửa nên không sửa; hãy bỏ hạn chế trong Word (thẻ Xem lại, «Hạn chế chỉnh sửa») rồi làm lại.",
            "Editing of the file is restricted, and it stays as it is; lift that in Word (Review, “Restrict Editing”) and try again.",
        ));
    }
    Ok(())
}

/// The settings restrict editing (ECMA-376-1, 17.15.1.29).
fn protects(settings: &Element<'_>) -> bool {
    settings.elements().filter(|element| element.local_name() == "documentProtection").any(|element| {
        let mut attributes = element.attributes();
        attributes.any(|attribute| {
            attribute.name.ends_with("enforcement") && matches!(&*attribute.value(), "1" | "true" | "on")
        })
    })
}

/// The document with the changes of some findings.
fn carry_out(
    docx: &[u8],
    observed: &Observed,
    chosen: &[&Finding],
    manner: Manner,
    lifts: bool,
) -> Result<Vec<u8>, Diagnostic> {
    let package = Package::open(docx)?;
    let mut changes = Changes::new(&package);
    let mut steps: Vec<(usize, Step)> = Vec::new();
    for (at, finding) in chosen.iter().enumerate() {
        let all = finding.change.iter().flat_map(|change| &change.steps);
        steps.extend(all.map(|step| (at, step.clone())));
    }
    if lifts {
        styles::lift(&package, observed, &mut steps, &mut changes)?;
    }
    let mut notes = match manner {
        Manner::Plain => None,
        Manner::Tracked(day) => Some(tracked::Notes::new(&package, observed, day)?),
    };
    let mut plans: OrderedMap<usize, Plan> = OrderedMap::new();
    let mut noted = OrderedSet::new();
    for (at, step) in &steps {
        let mut note = |part: usize| {
            // Word knows comments in the main text alone.
            let notes = notes.as_mut().filter(|_| part == 0 && noted.insert(*at))?;
            chosen.get(*at).map(|finding| notes.comment(finding))
        };
        match step {
            Step::Look(anchors, property) => {
                let Some(part) = anchors.first().map(|anchor| anchor.part.index()) else { continue };
                let comment = note(part);
                plans.get_or_default(part).look(anchors, property, comment);
            }
            Step::Text(anchors, text) => {
                let Some(part) = anchors.first().map(|anchor| anchor.part.index()) else { continue };
                let comment = note(part);
                plans.get_or_default(part).text(anchors, text, comment);
            }
            Step::Paragraph(part, element, property) => {
                let plan = plans.get_or_default(part.index());
                plan.set(*element, property.clone());
                if let Some(id) = note(part.index()) {
                    plan.comment(*element, id);
                }
            }
            Step::Letters(part, element, property) => {
                plans.get_or_default(part.index()).look_of_paragraph(*element, property.clone());
            }
            Step::Section(element, property) => {
                let plan = plans.get_or_default(0);
                plan.set(*element, property.clone());
                let first = observed.paragraphs().into_iter().find(|paragraph| !paragraph.is_blank());
                if let Some((first, id)) = first.and_then(|first| Some((first, note(0)?))) {
                    plan.comment(first.element, id);
                }
            }
        }
    }
    for (part, plan) in plans.iter() {
        let Some(name) = observed.parts.get(*part) else { continue };
        let Some(xml) = package.read(name)? else { continue };
        let mut document = parse(name, &xml)?;
        plan.apply(&mut document.root, notes.as_mut().map(|notes| &mut notes.tracking));
        changes.set(name, document.to_bytes())?;
    }
    if let Some(notes) = notes {
        notes.write(&package, observed, &mut changes)?;
    }
    Ok(changes.finish()?)
}

fn parse<'x>(name: &str, xml: &'x [u8]) -> Result<Document<'x>, Diagnostic> {
    Document::parse(xml).map_err(|error| error.diagnostic(name))
}
