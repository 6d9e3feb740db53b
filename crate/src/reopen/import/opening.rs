//! What stands between letterhead and text: kind and abstract, `Kính gửi`, grounds, authority, order.

use serde_json::{Value, json};

use crate::document::{Component, Item, Role};
use crate::forms::Part;
use crate::joined::Joined;
use crate::recognise::line::{is_item, item};
use crate::recognise::terms::kind_of;
use crate::recognise::words::Words;
use crate::reopen::pieces::Pieces;
use crate::to_list::ToList;
use crate::vietnamese::CitedDocument;
use crate::vietnamese::text::key;

use super::{Draft, Where, marks};

/// What a document calls itself.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) name: String,
    /// It is one of the decree's.
    pub(super) is_known: bool,
}

/// The kind a document names.
pub(super) fn title(pieces: &Pieces<'_>) -> Option<Title> {
    let items: Vec<&Item> = pieces.all(Component::TenLoai).to_list();
    let text = items.iter().map(|item| item.text.as_str()).joined(" ");
    match kind_of(items.first().map_or("", |item| &item.text)) {
        Some(kind) => Some(Title { name: kind.name.to_owned(), is_known: true }),
        None => (!text.is_empty()).then_some(Title { name: text, is_known: false }),
    }
}

/// The pieces of the opening as they come, up to the first the form has no place for.
#[derive(Default)]
pub(super) struct Opening<'d> {
    /// The form takes kind and abstract.
    is_titled: bool,
    closed: bool,
    addressed: bool,
    summary: Vec<&'d str>,
    addressees: Vec<String>,
    authority: Vec<&'d Item>,
    grounds: Vec<&'d Item>,
}

impl<'d> Opening<'d> {
    /// `is_titled`: the form takes kind and abstract.
    pub(super) fn new(is_titled: bool) -> Opening<'d> {
        Opening { is_titled, ..Opening::default() }
    }

    /// Takes a block of the opening; whether the form has a place for it. What has none is text, and all that follows.
    pub(super) fn take(&mut self, draft: &mut Draft, pieces: &Pieces<'d>, items: &'d [Item]) -> bool {
        let is_addressed = |item: &Item| item.component == Some(Component::KinhGui);
        let addressed = self.addressed || items.first().is_some_and(is_addressed);
        let taken = !self.closed && items.iter().all(|item| self.has_place(draft, item, addressed));
        if !taken {
            self.closed = true;
            return false;
        }
        for item in items {
            self.put(draft, pieces, item);
        }
        true
    }

    /// `addressed`: `Kính gửi` stands above. Those a telegram is sent to stand below a line of the text.
    fn has_place(&self, draft: &Draft, item: &Item, addressed: bool) -> bool {
        let parts = &draft.template.form.parts;
        match item.component {
            Some(Component::TenLoai | Component::TrichYeu) => self.is_titled,
            Some(Component::KinhGui) => draft.has("kinh_gui"),
            Some(Component::NoiKinhGui) => draft.has("kinh_gui") && addressed,
            Some(Component::CanCu) => draft.has("can_cu"),
            Some(Component::ThamQuyenBanHanh) => self.grounds.is_empty() && parts.contains(&Part::Authority),
            Some(Component::LenhBanHanh) => parts.iter().any(|part| match part {
                Part::Order { text } => key(text) == key(&item.text),
                _ => false,
            }),
            Some(Component::GiuaDong) => false,
            _ => true,
        }
    }

    fn put(&mut self, draft: &mut Draft, pieces: &Pieces<'d>, item: &'d Item) {
        match item.component {
            Some(Component::TenLoai) => {
                let rest = item.part(Role::TrichYeu);
                let author = rest.and_then(|rest| rest.split_once(' ')).filter(|(first, _)| {
                    Words::get().author.contains(&key(first)) && draft.has("tham_quyen_ban_hanh")
                });
                match author {
                    Some((of, author)) => {
                        let spelled = draft.spelling.sentence(author);
                        draft.put("tham_quyen_ban_hanh", json!(spelled), author, Where::Opening);
                        draft.leave(of.to_owned(), Where::Opening);
                    }
                    None => self.summary.extend(rest),
                }
            }
            Some(Component::TrichYeu) => self.summary.push(&item.text),
            Some(Component::KinhGui) => {
                self.addressed = true;
                let mut lines = pieces.lines(item).into_iter();
                let first = lines.next().unwrap_or_default();
                let rest = first.split_once(':').map(|(_, rest)| rest.to_owned());
                self.addressees.extend(rest.into_iter().chain(lines));
            }
            Some(Component::NoiKinhGui) => {
                for line in pieces.lines(item) {
                    let last = self.addressees.last_mut().filter(|last| !last.trim().is_empty());
                    match last.filter(|last| !is_item(&line) && !last.trim_end().ends_with([';', '.'])) {
                        Some(last) => *last = format!("{last} {line}"),
                        None => self.addressees.push(line),
                    }
                }
            }
            Some(Component::ThamQuyenBanHanh) => self.authority.push(item),
            Some(Component::CanCu) => self.grounds.push(item),
            Some(Component::LenhBanHanh) => self.closed = true,
            Some(Component::KemTheo) => draft.leave(item.text.clone(), Where::Attached),
            Some(Component::DauPhanCach) => {}
            _ => {
                for line in pieces.lines(item) {
                    marks::put(draft, &line, Where::Opening);
                }
            }
        }
    }

    /// Puts what was taken into the draft.
    pub(super) fn finish(self, draft: &mut Draft, pieces: &Pieces<'_>) {
        let summary = self.summary.join(" ");
        if !summary.is_empty() {
            let summary = draft.spelling.sentence(&summary);
            draft.put("trich_yeu", json!(summary), &summary, Where::Opening);
        }
        let addressees: Vec<&str> =
            self.addressees.iter().map(|text| item(text)).filter(|text| !text.is_empty()).to_list();
        if self.addressed {
            draft.put("kinh_gui", json!(addressees), &addressees.join("; "), Where::Opening);
        }
        if !self.authority.is_empty() {
            let text = draft.spelling.sentence(&pieces.text(&self.authority));
            draft.put("tham_quyen_ban_hanh", json!(text), &text, Where::Opening);
        }
        if self.grounds.last().is_some_and(|last| last.text.ends_with(',')) {
            draft.put("dau_cuoi_can_cu", json!(","), "", Where::Opening);
        }
        let lines: Vec<String> = self.grounds.iter().flat_map(|ground| pieces.lines(ground)).to_list();
        grounds(draft, lines.iter().map(|ground| item(ground)).to_list());
    }
}

fn grounds(draft: &mut Draft, mut grounds: Vec<&str>) {
    let proposal = draft.template.form.parts.iter().find_map(|part| match part {
        Part::Bases { proposal } if !proposal.is_empty() => Some(key(proposal)),
        _ => None,
    });
    if let (Some(proposal), Some(last)) = (proposal, grounds.last())
        && key(last).starts_with(&proposal)
        && draft.has("theo_de_nghi")
    {
        let count = proposal.split(' ').count();
        let proposer = last.splitn(count + 1, ' ').nth(count).unwrap_or_default();
        draft.put("theo_de_nghi", json!(item(proposer)), last, Where::Opening);
        grounds.pop();
    }
    if !grounds.is_empty() {
        let cited: Vec<Value> = grounds.iter().map(|text| cited(text)).to_list();
        draft.put("can_cu", json!(cited), &grounds.join("\n"), Where::Opening);
    }
}

/// The cited document where taking it apart loses nothing, otherwise the line as it stands.
fn cited(text: &str) -> Value {
    let found = CitedDocument::parse(text);
    if found.nguyen_van.is_empty() && key(&found.basis_line()) == key(text) {
        return found.to_value();
    }
    let whole = text.trim_end_matches([';', '.', ',', ' ']);
    CitedDocument { nguyen_van: whole.to_owned(), ..CitedDocument::default() }.to_value()
}
