//! What a document says about itself: from the values it carries, otherwise from how its lines read.

use serde::Serialize;

use crate::document::{Component, Item, Paper, Role, Zone};
use crate::docx::read::Observed;
use crate::docx::values_part::ReadValues;
use crate::joined::Joined;
use crate::recognise::find;
use crate::recognise::line::{is_item, item};
use crate::recognise::parts::{apart, kept};
use crate::recognise::terms::{kind_of, summary};
use crate::reopen::pieces::Pieces;
use crate::template::{Resolved, resolve};
use crate::to_list::ToList;
use crate::unicode::lower;
use crate::vietnamese::iso_day;
use crate::vietnamese::text::{clean, fold, lower_first, upper_first};
use crate::{Diagnostic, library};

use super::places::{Found, Scene, Target};
use super::{Left, Place};

/// A document before it is numbered.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Recognised {
    /// The issuing body as its letterhead has it, the superior body first.
    pub issuer: Vec<String>,
    /// The number there now; `""` while it is open.
    pub number: String,
    /// The symbol after the number.
    pub symbol: String,
    /// The symbols of all places of a number, where there are several and it has to be said whose number is given.
    pub symbols: Vec<String>,
    /// The day beside the place of issue as `5/1/2026`, as far as it is there.
    pub date: String,
    /// The name of the kind; `Công văn` for a letter.
    pub kind: String,
    /// The abstract.
    pub summary: String,
    /// Who signs, several parted by semicolons.
    pub signer: String,
    /// Who gets it.
    pub recipients: Vec<String>,
    /// Who keeps a copy.
    pub keeper: String,
    /// How many copies are made, where that is given.
    pub copies: String,
    /// The lines with a place for number or date.
    pub places: Vec<Place>,
    /// It carries the values it was made from.
    pub has_values: bool,
    /// What would leave with the document and does not print.
    pub left: Vec<Left>,
    /// What the clerk should know.
    pub diagnostics: Vec<Diagnostic>,
    /// What stands between number and symbol.
    #[serde(skip)]
    pub(super) separator: String,
}

impl Recognised {
    /// What an edited text says, as far as the text it was made with said the same as the values: what is read badly
    /// from a text like this stays as the values have it.
    fn edited(self, read: Recognised, then: &Recognised) -> Self {
        let now = |made: String, then: &str, read: String| if made == then { read } else { made };
        Recognised {
            kind: now(self.kind, &then.kind, read.kind),
            summary: now(self.summary, &then.summary, read.summary),
            signer: now(self.signer, &then.signer, read.signer),
            keeper: now(self.keeper, &then.keeper, read.keeper),
            recipients: if self.recipients == then.recipients { read.recipients } else { self.recipients },
            ..self
        }
    }
}

/// The document as its values make it, read as one without values.
fn as_made(read: &ReadValues) -> Option<Recognised> {
    let template = library::get(&read.template)?;
    let filled = crate::fill(&template, &read.values, iso_day(&read.date)?);
    super::recognise(&filled.docx(false).ok()?.into_iter().next()?.bytes).ok()
}

pub(super) fn recognise(
    scene: Scene<'_>,
    found: &Found,
    left: Vec<Left>,
    diagnostics: Vec<Diagnostic>,
) -> Recognised {
    let Scene { sheets, observed, pieces, values } = scene;
    let text = Text { pieces, paper: scene.paper(found), beside: observed };
    let mut known = match (from_values(values), values) {
        // What somebody changed since then is in the text alone.
        (Some(made), Some(read)) if !read.unchanged => match as_made(read) {
            Some(then) => made.edited(text.read(), &then),
            None => made,
        },
        (Some(made), _) => made,
        (None, _) => text.read(),
    };
    known.has_values = values.is_some();
    known.issuer = issuer(pieces);
    known.places = found.places(sheets, &[]);
    known.left = left;
    known.diagnostics = diagnostics;
    if found.is_ambiguous {
        known.symbols = found.symbols();
    }
    if let Some(spot) = &found.number {
        let text = sheets.text(spot.at);
        match &spot.target {
            Target::Number(place) => {
                known.number.clone_from(&place.written);
                if !find::is_open(&place.symbol) {
                    known.symbol.clone_from(&place.symbol);
                }
                let after = text.get(place.gap.end..).unwrap_or_default();
                let separator = after.chars().find(|sign| !sign.is_whitespace());
                known.separator = separator.unwrap_or('/').to_string();
            }
            Target::Bare(range) => {
                known.number = text.get(range.clone()).unwrap_or_default().trim().to_owned();
            }
            Target::Date(_) => {}
        }
    }
    if let Some(spot) = &found.date
        && let Target::Date(place) = &spot.target
    {
        known.date = if place.has_day { place.written(sheets.text(spot.at)) } else { String::new() };
    }
    known
}

fn from_values(read: Option<&ReadValues>) -> Option<Recognised> {
    let read = read?;
    let template = library::get(&read.template)?;
    let values = resolve(&template, &read.values, iso_day(&read.date)?);
    let kind = template.kind_name.clone().unwrap_or_else(|| values.text("ten_loai").to_owned());
    let signers = (0..values.list("chu_ky").len())
        .map(|at| values.text(&format!("chu_ky.{at}.ho_ten")).to_owned())
        .filter(|name| !name.is_empty())
        .joined("; ");
    Some(Recognised {
        kind: if kind.is_empty() { LETTER.to_owned() } else { kind },
        summary: values.text("trich_yeu").to_owned(),
        signer: signers,
        recipients: recipients(&owned(&values, "noi_nhan"), &owned(&values, "kinh_gui")),
        keeper: values.text("luu").to_owned(),
        copies: values
            .number("so_ban_phat_hanh")
            .map_or_else(|| values.text("so_ban_phat_hanh").to_owned(), |number| number.to_string()),
        ..Recognised::default()
    })
}

const LETTER: &str = "Công văn";

fn owned(values: &Resolved, path: &str) -> Vec<String> {
    values.lines(path).into_iter().map(str::to_owned).to_list()
}

/// `Như trên` stands for those the document is addressed to.
fn recipients(listed: &[String], addressed: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for one in listed {
        if one.starts_with("Như trên") && !addressed.is_empty() {
            all.extend_from_slice(addressed);
        } else {
            all.push(one.clone());
        }
    }
    all
}

/// The text of one paper.
#[derive(Clone, Copy)]
struct Text<'p> {
    pieces: &'p Pieces<'p>,
    paper: Paper,
    /// What stands beside the text: text boxes and the heads of pages.
    beside: &'p Observed,
}

impl<'p> Text<'p> {
    fn all(self, component: Component) -> impl Iterator<Item = &'p Item> {
        let of_paper = self.pieces.everywhere().filter(move |item| item.paper == self.paper);
        of_paper.filter(move |item| item.component == Some(component))
    }

    fn joined(self, items: &[&Item]) -> String {
        items.iter().flat_map(|item| self.pieces.lines(item)).joined(" ")
    }

    fn read(self) -> Recognised {
        let (kind, summary) = self.kind_and_summary();
        let names = self.all(Component::HoTen).map(|item| item.text.as_str()).joined("; ");
        let (mut listed, mut keeper, mut copies) = (Vec::new(), String::new(), String::new());
        for item in self.all(Component::NoiNhanDong) {
            if keeper.is_empty()
                && let Some(kept) = item.part(Role::NoiLuu)
            {
                apart(kept).0.clone_into(&mut keeper);
                item.part(Role::SoBanPhatHanh).unwrap_or_default().clone_into(&mut copies);
            }
        }
        for line in self.all(Component::NoiNhanDong).flat_map(|item| self.pieces.lines(item)) {
            match kept(&line) {
                Some(_) => break,
                None if is_item(&line) || listed.is_empty() => listed.push(item(&line).to_owned()),
                None => continue_last(&mut listed, &line),
            }
        }
        Recognised {
            kind,
            summary,
            signer: names,
            recipients: recipients(&listed, &self.addressed()),
            keeper,
            copies,
            ..Recognised::default()
        }
    }

    /// `KẾ HOẠCH` with the abstract below it, or `V/v …`; what a copy is called.
    fn kind_and_summary(self) -> (String, String) {
        let letter: Vec<&Item> = self.all(Component::TrichYeuCongVan).to_list();
        let named: Vec<&Item> = self.all(Component::TenLoai).to_list();
        let copy = self.all(Component::HinhThucSao).next();
        if let (Some(copy), true) = (copy, named.is_empty()) {
            return (sentence(&copy.text), String::new());
        }
        if let (Some(first), true) = (letter.first(), named.is_empty()) {
            let begin = first.part(Role::TrichYeu).unwrap_or(&first.text).to_owned();
            let rest = self.joined(letter.get(1..).unwrap_or_default());
            return (LETTER.to_owned(), [begin, rest].join(" ").trim_end().to_owned());
        }
        let Some(first) = named.first() else {
            let is_letter = self.all(Component::KinhGui).next().is_some();
            let beside = self.summary_beside();
            let kind = if is_letter || !beside.is_empty() { LETTER } else { "" };
            return (kind.to_owned(), beside);
        };
        let kind = match kind_of(&first.text) {
            Some(kind) => kind.name.to_owned(),
            None => sentence(&self.joined(&named)),
        };
        let below: Vec<&Item> = self.all(Component::TrichYeu).to_list();
        let summary = [first.part(Role::TrichYeu).unwrap_or_default(), &self.joined(&below)].join(" ");
        (kind, summary.trim().to_owned())
    }

    /// `V/v …` of a letterhead in a text box or in the head of the pages.
    fn summary_beside(self) -> String {
        let heads = self.beside.page_edges.iter().filter(|edge| !edge.is_footer);
        let mut all = self.beside.boxes.iter().chain(heads.flat_map(|edge| &edge.paragraphs));
        all.find_map(|paragraph| {
            let text = paragraph.text();
            summary(clean(&text).text.trim()).map(str::to_owned)
        })
        .unwrap_or_default()
    }

    /// `Kính gửi: …`, and the lines with hyphens below it.
    fn addressed(self) -> Vec<String> {
        let first = self.all(Component::KinhGui).flat_map(|item| self.pieces.lines(item));
        let first = first.map(|line| line.split_once(':').map_or(line.clone(), |(_, rest)| rest.to_owned()));
        let further = self.all(Component::NoiKinhGui).flat_map(|item| self.pieces.lines(item));
        let all = first.chain(further).map(|line| item(&line).to_owned());
        all.filter(|line| !line.is_empty()).to_list()
    }
}

/// What stands in capitals, as one writes it within a sentence.
fn sentence(text: &str) -> String {
    upper_first(&lower(text))
}

/// A recipient over two lines.
fn continue_last(listed: &mut [String], line: &str) {
    if let Some(last) = listed.last_mut() {
        last.push(' ');
        last.push_str(item(line));
    }
}

/// The issuing body, the one above it first.
fn issuer(pieces: &Pieces<'_>) -> Vec<String> {
    let is_body =
        |item: &&Item| matches!(item.component, Some(Component::CoQuanChuQuan | Component::CoQuanBanHanh));
    pieces.of_zone(|zone| zone == Zone::Letterhead).filter(is_body).map(|item| item.text.clone()).to_list()
}

impl Recognised {
    /// `Quyết định về việc …`, as registers write it.
    pub(super) fn kind_with_summary(&self) -> String {
        let joined = fold(&self.summary).starts_with("ve ");
        let summary = if joined { lower_first(&self.summary) } else { self.summary.clone() };
        let between = if self.kind == LETTER && !joined && !summary.is_empty() { "về việc" } else { "" };
        [self.kind.as_str(), between, summary.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .joined(" ")
    }
}
