//! What a document says about itself: from the values it carries, otherwise from how its lines read.

use serde::Serialize;

use crate::docx::values_part::ReadValues;
use crate::standard::Standard;
use crate::template::{Resolved, resolve};
use crate::vietnamese::text::{fold, lower_first, upper};
use crate::{Diagnostic, library};

use super::Place;
use super::places::{Found, Target};
use super::story::Line;

/// A document before it is numbered.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Recognised {
    /// The issuing body as its letterhead has it, the superior body first.
    pub issuer: Vec<String>,
    /// The number there now; `""` while it is open.
    pub number: String,
    /// The symbol after the number.
    pub symbol: String,
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
    let filled = crate::fill(&template, &read.values, read.date.parse().ok()?);
    super::recognise(&filled.docx(false).ok()?.into_iter().next()?.bytes).ok()
}

pub(super) fn recognise(
    lines: &[Line],
    found: &Found,
    values: Option<&ReadValues>,
    diagnostics: Vec<Diagnostic>,
) -> Recognised {
    let mut known = match (from_values(values), values) {
        // What somebody changed since then is in the text alone.
        (Some(made), Some(read)) if !read.unchanged => match as_made(read) {
            Some(then) => made.edited(from_text(lines), &then),
            None => made,
        },
        (Some(made), _) => made,
        (None, _) => from_text(lines),
    };
    known.has_values = values.is_some();
    known.issuer = issuer(lines);
    known.places = found.places(lines, lines);
    known.diagnostics = diagnostics;
    if let Some((at, target)) = &found.number {
        let text = lines.get(*at).map(|line| line.text.as_str()).unwrap_or_default();
        match target {
            Target::Number(place) => {
                known.number.clone_from(&place.written);
                known.symbol.clone_from(&place.symbol);
                let after = text.get(place.gap.end..).unwrap_or_default();
                known.separator = after.chars().take(1).collect();
            }
            Target::Bare(range) => {
                known.number = text.get(range.clone()).unwrap_or_default().trim().to_owned();
            }
            Target::Date(_) => {}
        }
    }
    if let Some((at, Target::Date(place))) = &found.date {
        let text = lines.get(*at).map(|line| line.text.as_str()).unwrap_or_default();
        known.date = if place.has_day { place.written(text) } else { String::new() };
    }
    known
}

fn from_values(read: Option<&ReadValues>) -> Option<Recognised> {
    let read = read?;
    let template = library::get(&read.template)?;
    let values = resolve(&template, &read.values, read.date.parse().ok()?);
    let kind = template.kind_name.clone().unwrap_or_else(|| values.text("ten_loai").to_owned());
    let signers: Vec<String> = (0..values.list("chu_ky").len())
        .map(|at| values.text(&format!("chu_ky.{at}.ho_ten")).to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    Some(Recognised {
        kind: if kind.is_empty() { LETTER.to_owned() } else { kind },
        summary: values.text("trich_yeu").to_owned(),
        signer: signers.join("; "),
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
    values.lines(path).into_iter().map(str::to_owned).collect()
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

fn from_text(lines: &[Line]) -> Recognised {
    let (kind, summary) = kind_and_summary(lines);
    let (listed, keeper) = distribution(lines);
    Recognised {
        kind,
        summary,
        signer: signer(lines),
        recipients: recipients(&listed, &addressed(lines)),
        keeper,
        ..Recognised::default()
    }
}

/// `KẾ HOẠCH` in a line by itself with the abstract below it, or `V/v …`.
fn kind_and_summary(lines: &[Line]) -> (String, String) {
    let kinds = &Standard::nd30().kind;
    let mut read = lines.iter().map(Line::words).filter(|words| !words.is_empty()).take(40);
    while let Some(words) = read.next() {
        if let Some(summary) = ["V/v ", "V/v: ", "v/v "].iter().find_map(|mark| words.strip_prefix(mark)) {
            return (LETTER.to_owned(), summary.to_owned());
        }
        let named = kinds.iter().find_map(|kind| {
            let name = kind.name.split(" (").next().unwrap_or_default();
            (upper(name) == words).then(|| name.to_owned())
        });
        if let Some(kind) = named {
            return (kind, read.next().unwrap_or_default());
        }
    }
    (String::new(), String::new())
}

/// `Kính gửi: …`, or the lines with hyphens below it.
fn addressed(lines: &[Line]) -> Vec<String> {
    let mut read = lines.iter().map(Line::words).filter(|words| !words.is_empty());
    let Some(first) = read.by_ref().find(|words| fold(words).starts_with("kinh gui")) else {
        return Vec::new();
    };
    let rest = first.split_once(':').map(|(_, rest)| rest.trim()).unwrap_or_default();
    if !rest.is_empty() {
        return vec![without_marks(rest)];
    }
    read.take_while(|words| words.starts_with('-')).map(|words| without_marks(&words)).collect()
}

/// The list under `Nơi nhận:` and what `Lưu:` says.
fn distribution(lines: &[Line]) -> (Vec<String>, String) {
    let mut read = after_recipients(lines);
    let mut listed = Vec::new();
    while let Some(words) = read.next().map(Line::words) {
        let bare = words.trim_start_matches(['-', ' ']);
        if let Some(kept) = bare.strip_prefix("Lưu") {
            return (listed, without_marks(kept.trim_start_matches([':', ' '])));
        }
        if !words.starts_with('-') {
            break;
        }
        listed.push(without_marks(&words));
    }
    (listed, String::new())
}

fn is_recipients(line: &Line) -> bool {
    fold(&line.words()).starts_with("noi nhan:")
}

fn after_recipients(lines: &[Line]) -> impl Iterator<Item = &Line> {
    lines.iter().skip_while(|line| !is_recipients(line)).skip(1).filter(|line| !line.is_blank())
}

/// The last line of each cell beside the recipients that is not all capitals.
fn signer(lines: &[Line]) -> String {
    let Some(list) = lines.iter().find(|line| is_recipients(line)) else { return String::new() };
    if list.row.is_none() {
        return String::new();
    }
    let beside =
        lines.iter().filter(|line| line.row == list.row && line.cell != list.cell && !line.is_blank());
    let mut cells: Vec<(Option<usize>, String)> = Vec::new();
    for line in beside {
        let words = line.words();
        match cells.last_mut() {
            Some((cell, name)) if *cell == line.cell => *name = words,
            _ => cells.push((line.cell, words)),
        }
    }
    let names = cells.into_iter().map(|(_, name)| name).filter(|name| upper(name) != *name);
    names.collect::<Vec<_>>().join("; ")
}

fn without_marks(line: &str) -> String {
    line.trim_start_matches(['-', '+', ' ']).trim_end_matches([';', '.', ' ']).to_owned()
}

/// The lines above the national name, or in the cell beside it.
fn issuer(lines: &[Line]) -> Vec<String> {
    const NATIONAL: [&str; 2] = ["cong hoa xa hoi chu nghia", "dang cong san viet nam"];
    let with_text: Vec<&Line> =
        lines.iter().filter(|line| !line.is_blank() && !is_draft_mark(line)).take(20).collect();
    let named = |line: &&&Line| NATIONAL.iter().any(|name| fold(&line.words()).starts_with(name));
    let Some(at) = with_text.iter().position(|line| named(&line)) else { return Vec::new() };
    let above = with_text.get(..at).unwrap_or_default();
    let cell = above.last().and_then(|line| line.cell);
    above.iter().filter(|line| line.cell == cell).map(|line| line.words()).collect()
}

/// `DỰ THẢO`, `Dự thảo lần 2 (05/4/2026)`.
pub(super) fn is_draft_mark(line: &Line) -> bool {
    let words = line.words();
    let folded = fold(&words);
    folded == "du thao" || folded.starts_with("du thao lan ") && words.chars().count() < 40
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
            .collect::<Vec<_>>()
            .join(" ")
    }
}
