//! The document under examination.

use chrono::NaiveDate;

use super::change::{self, Step};
use super::found::Found;
use super::rule::{Table, Unchecked};
use crate::document::{Certainty, Component, Item, Paper, Place, Reading, Role, Story, Zone};
use crate::docx::patch::Property;
use crate::docx::read::{Observed, Paragraph, RunFormat};
use crate::recognise::find;
use crate::recognise::terms::{is_party, kind_of};
use crate::standard::Standard;
use crate::vietnamese::legacy;
use crate::vietnamese::text::key;

/// The document under examination.
pub(super) struct Subject<'o> {
    pub(super) observed: &'o Observed,
    pub(super) reading: &'o Reading,
    pub(super) standard: &'static Standard,
    /// Who is named in the properties of the file.
    pub(super) names: &'o [String],
    /// The paragraphs of the main story, each at its number.
    pub(super) paragraphs: Vec<&'o Paragraph>,
    /// The name of its kind.
    pub(super) kind: Option<&'static str>,
    /// The day it was issued.
    pub(super) date: Option<NaiveDate>,
    pub(super) unchecked: Option<&'static Unchecked>,
}

impl<'o> Subject<'o> {
    pub(super) fn of(observed: &'o Observed, reading: &'o Reading, names: &'o [String]) -> Subject<'o> {
        let mut subject = Subject {
            observed,
            reading,
            standard: Standard::nd30(),
            names,
            paragraphs: observed.paragraphs(),
            kind: None,
            date: None,
            unchecked: None,
        };
        let kind = subject
            .main(Component::TenLoai)
            .filter(|item| item.certainty != Certainty::Guessed)
            .find_map(|item| kind_of(&item.text));
        subject.kind = kind.map(|kind| kind.name);
        let date = subject.main(Component::DiaDanhNgay).find_map(|item| day_in(item.part(Role::Ngay)?));
        subject.date = date;
        subject.unchecked = subject.reason().and_then(|code| Table::get().unchecked(code));
        subject
    }

    /// Why the rules of the standard do not hold for it.
    fn reason(&self) -> Option<&'static str> {
        let in_force = NaiveDate::from_ymd_opt(2020, 3, 5)?;
        if self.reading.items.iter().any(|item| is_party(&item.text)) {
            return Some("van-ban-dang");
        }
        let has = |component| self.main(component).next().is_some();
        if !has(Component::QuocHieu) && !has(Component::TieuNgu) {
            return Some("khong-tieu-de");
        }
        let symbol = self.main(Component::SoKyHieu).next().and_then(|item| find::number_line(&item.text));
        if symbol.is_some_and(|number| is_year(number.symbol.split('/').next().unwrap_or_default())) {
            return Some("quy-pham-phap-luat");
        }
        self.date.is_some_and(|date| date < in_force).then_some("truoc-nghi-dinh")
    }

    /// The pieces of the document itself that are a component.
    pub(super) fn main(&self, component: Component) -> impl Iterator<Item = &'o Item> {
        self.reading.all(component).filter(|item| item.paper == Paper::Main)
    }

    /// Those whose words and place both say so.
    pub(super) fn sure(&self, component: Component) -> impl Iterator<Item = &'o Item> {
        self.main(component).filter(|item| item.certainty == Certainty::Sure)
    }

    /// The paragraph a place is in.
    pub(super) fn at(&self, place: &Place) -> Option<&'o Paragraph> {
        match place.story {
            Story::Main => self.paragraphs.get(place.paragraph).copied(),
            Story::Edge => self.observed.edges.get(place.paragraph),
            Story::TextBox => self.observed.boxes.get(place.paragraph),
        }
    }

    /// The paragraph a piece stands in.
    pub(super) fn paragraph(&self, item: &Item) -> Option<&'o Paragraph> {
        self.at(&item.place)
    }

    /// Notes a finding of a rule at a piece that would read otherwise.
    pub(super) fn note(
        &self,
        found: &mut Found,
        code: &str,
        item: &Item,
        seen: &str,
        wanted: &str,
        after: &str,
    ) {
        found.at(code, item, seen, wanted).rewrites(&item.text, after, self.rewrite(item, after));
    }

    /// The step that makes a piece read otherwise; none where that cannot be written.
    pub(super) fn rewrite(&self, item: &Item, wanted: &str) -> Option<Step> {
        let paragraph = self.paragraph(item).filter(|paragraph| self.is_unicode(item, paragraph))?;
        change::rewrite(item, paragraph, wanted)
    }

    /// The steps that write a piece otherwise, run by run.
    pub(super) fn respell(&self, item: &Item, spell: &dyn Fn(&str) -> String) -> Vec<Step> {
        let paragraph = self.paragraph(item).filter(|paragraph| self.is_unicode(item, paragraph));
        paragraph.map(|paragraph| change::respell(item, paragraph, spell)).unwrap_or_default()
    }

    /// The steps that give the letters of a piece another look, those of looks for which `is_meant` says so.
    pub(super) fn look(
        &self,
        item: &Item,
        properties: &[Property],
        is_meant: &dyn Fn(&RunFormat<'_>) -> bool,
    ) -> Vec<Step> {
        let Some(paragraph) = self.paragraph(item) else { return Vec::new() };
        change::look(item, paragraph, properties, &|run| is_meant(&self.observed.formats.run(run.format)))
    }

    /// No letter of it is in a font of another code, in which what is written would show as something else.
    fn is_unicode(&self, item: &Item, paragraph: &Paragraph) -> bool {
        let runs = paragraph.runs_in(&item.place.range);
        let mut fonts = runs.map(|run| self.observed.formats.run(run.format).font.value.name);
        fonts.all(|font| legacy::of_font(font).is_none())
    }

    /// It is a công văn, by its abstract.
    pub(super) fn is_letter(&self) -> bool {
        self.kind.is_none() && self.sure(Component::TrichYeuCongVan).next().is_some()
    }

    /// Number and symbol of the document itself.
    pub(super) fn own_number(&self) -> Option<find::NumberPlace> {
        self.sure(Component::SoKyHieu).find_map(|item| find::number_line(&item.text))
    }

    /// Its kind is one of these, as [`key`] has them.
    pub(super) fn is_one_of(&self, kinds: &[String]) -> bool {
        self.kind.is_some_and(|kind| kinds.iter().any(|one| key(one) == key(kind)))
    }
}

/// It is a paragraph of the text of the document itself, in no table.
pub(super) fn is_text(item: &Item) -> bool {
    item.zone == Zone::Body
        && item.paper == Paper::Main
        && item.place.story == Story::Main
        && item.place.cell.is_none()
}

/// The year in a symbol: `05/2026/QĐ-UBND`.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The day a text names, where it is whole.
pub(super) fn day_in(text: &str) -> Option<NaiveDate> {
    let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
    let day = numbers.next()?.parse().ok()?;
    let month = numbers.next()?.parse().ok()?;
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}
