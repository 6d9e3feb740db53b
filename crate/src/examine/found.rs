//! What was found, and its sentence.

use super::change::{Change, Step};
use super::rule::{Rule, rules};
use crate::document::{Component, Item, Place, Story};
use crate::docx::read::ParagraphId;
use crate::joined::Joined;
use crate::ordered;
use crate::standard::Standard;
use crate::to_list::ToList;

/// One more place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Where it is.
    pub place: Place,
    /// The paragraph among all of the document that is.
    pub paragraph: Option<ParagraphId>,
}

/// Something in a document that is not as a rule wants it.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The component it is about.
    pub component: Option<Component>,
    /// Where it stands; none where the whole document is meant.
    pub place: Option<Place>,
    /// The paragraph among all of the document that is.
    pub paragraph: Option<ParagraphId>,
    /// The other places of a finding that is told once of all, in the order of the document.
    pub others: Vec<Spot>,
    /// The text there.
    pub text: String,
    /// What is wrong and what to do, in Vietnamese.
    pub message: String,
    /// The same in English.
    pub english: String,
    /// What would put it right; none where no program could, or not in this file. Its kind is that of the rule.
    pub change: Option<Change>,
}

impl Finding {
    /// What the standard calls the component, in Vietnamese.
    pub fn part_name(&self) -> Option<&'static str> {
        self.component.map(|one| Standard::nd30().component(one).name.as_str())
    }

    /// Where it is, in Vietnamese: the component, and the paragraphs counted from 1.
    pub fn place_name(&self) -> String {
        let name = self.part_name();
        let mut others: Vec<usize> = self.others.iter().map(|other| other.place.paragraph + 1).to_list();
        others.dedup();
        let paragraph = self.place.as_ref().map(|place| match place.story {
            Story::Main => {
                let first = place.paragraph + 1;
                let others = others.into_iter().filter(|other| *other != first);
                let all = std::iter::once(first).chain(others).map(|number| number.to_string()).joined(", ");
                format!("đoạn {}", all)
            }
            Story::Edge => "đầu trang, chân trang".to_owned(),
            Story::TextBox => "hộp chữ".to_owned(),
        });
        match (name, paragraph) {
            (Some(name), Some(paragraph)) => format!("{name} ({paragraph})"),
            (name, paragraph) => name.map(str::to_owned).or(paragraph).unwrap_or_default(),
        }
    }
}

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<(usize, Finding)>);

/// A longer text is cut where it is quoted.
const MAX_QUOTED: usize = 80;

/// What was noted last, to say how it would be put right.
pub(super) struct Noted<'f>(Option<&'f mut Finding>);

impl Noted<'_> {
    /// It is told of these places too.
    pub(super) fn also(mut self, places: impl Iterator<Item = Place>) -> Self {
        if let Some(finding) = &mut self.0 {
            finding.others = places.map(|place| Spot { place, paragraph: None }).to_list();
        }
        self
    }

    /// Its format would be put right by these steps; `set` is what is set. No steps: nothing would.
    pub(super) fn mends(self, set: &str, steps: Vec<Step>) {
        self.change(set, "", "", steps);
    }

    /// Its letters would be put right by this step; none: nothing would.
    pub(super) fn rewrites(self, before: &str, after: &str, step: Option<Step>) {
        self.respells(before, after, step.into_iter().to_list());
    }

    /// Its letters would be put right by these steps; no steps: nothing would.
    pub(super) fn respells(self, before: &str, after: &str, steps: Vec<Step>) {
        self.change(after, before, after, steps);
    }

    fn change(self, set: &str, before: &str, after: &str, steps: Vec<Step>) {
        let Some(finding) = self.0.filter(|_| !steps.is_empty()) else { return };
        let set = quoted(set);
        finding.change = Some(Change {
            message: filled(&finding.rule.mends, &[("{set}", &set)]),
            english: filled(&finding.rule.mends_english, &[("{set}", &set)]),
            before: before.to_owned(),
            after: after.to_owned(),
            steps,
        });
    }
}

impl Found {
    /// Notes a finding of a rule at a piece.
    pub(super) fn at(&mut self, code: &str, item: &Item, seen: &str, wanted: &str) -> Noted<'_> {
        self.add(code, item.component, Some(item.place.clone()), &item.text, seen, wanted)
    }

    /// Notes a finding about the whole document.
    pub(super) fn whole(
        &mut self,
        code: &str,
        component: Option<Component>,
        seen: &str,
        wanted: &str,
    ) -> Noted<'_> {
        self.add(code, component, None, "", seen, wanted)
    }

    /// Notes a finding in a paragraph that is no one component.
    pub(super) fn paragraph(
        &mut self,
        code: &str,
        place: Place,
        text: &str,
        seen: &str,
        wanted: &str,
    ) -> Noted<'_> {
        self.add(code, None, Some(place), text, seen, wanted)
    }

    fn add(
        &mut self,
        code: &str,
        component: Option<Component>,
        place: Option<Place>,
        text: &str,
        seen: &str,
        wanted: &str,
    ) -> Noted<'_> {
        let Some((order, rule)) = rules().iter().enumerate().find(|(_, rule)| rule.code == code) else {
            return Noted(None);
        };
        let (seen, wanted) = (quoted(seen), quoted(wanted));
        let put = [("{seen}", seen.as_str()), ("{wanted}", wanted.as_str())];
        self.0.push((
            order,
            Finding {
                rule,
                component,
                place,
                paragraph: None,
                others: Vec::new(),
                text: quoted(text),
                message: filled(&rule.message, &put),
                english: filled(&rule.english, &put),
                change: None,
            },
        ));
        Noted(self.0.last_mut().map(|(_, finding)| finding))
    }

    /// Everything, rule by rule.
    pub(super) fn in_order(mut self) -> Vec<Finding> {
        ordered::sort_by_key(&mut self.0, |(order, _)| *order);
        self.0.into_iter().map(|(_, finding)| finding).to_list()
    }
}

fn quoted(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The sentence with what it is about; what is put in is not looked through again.
fn filled(sentence: &str, put: &[(&str, &str)]) -> String {
    match put {
        [] => sentence.to_owned(),
        [(hole, text), rest @ ..] => {
            let pieces: Vec<String> = sentence.split(hole).map(|piece| filled(piece, rest)).to_list();
            pieces.join(text)
        }
    }
}
