//! What follows the signatures.

use serde_json::{Value, json};

use crate::document::{Component, Item, Paper, Role, Zone};
use crate::docx::read::Block;
use crate::reopen::pieces::Pieces;
use crate::to_list::ToList;
use crate::vietnamese::number::roman;
use crate::vietnamese::text::key;

use super::{Draft, Where, body};

/// Puts what follows the signatures into the appendices; its blocks by their numbers.
pub(super) fn read(draft: &mut Draft, pieces: &Pieces<'_>, blocks: &[usize], contents: &mut Vec<String>) {
    let mut groups: Vec<(Paper, Vec<usize>)> = Vec::new();
    for &block in blocks {
        let Some(first) = pieces.of_block(block).first() else {
            if let Some((_, group)) = groups.last_mut() {
                group.push(block);
            }
            continue;
        };
        match groups.last_mut().filter(|(paper, _)| *paper == first.paper) {
            Some((_, group)) => group.push(block),
            None => groups.push((first.paper, vec![block])),
        }
    }
    let count = groups.len();
    let all: Vec<Value> = groups
        .iter()
        .enumerate()
        .map(|(at, (_, group))| appendix(draft, pieces, group, (count > 1).then_some(at + 1), contents))
        .to_list();
    if !all.is_empty() {
        draft.put("phu_luc", json!(all), "", Where::Appendix);
    }
}

fn appendix(
    draft: &mut Draft,
    pieces: &Pieces<'_>,
    group: &[usize],
    number: Option<usize>,
    contents: &mut Vec<String>,
) -> Value {
    let mut title: Vec<String> = Vec::new();
    let mut text: Vec<Block> = Vec::new();
    let mut has_text = false;
    // A document of its own says what it is below its letterhead.
    let is_titled = group.iter().flat_map(|block| pieces.of_block(*block)).any(is_kind);
    for &block in group {
        let items = pieces.of_block(block);
        if is_titled && !has_text && items.iter().all(|item| item.zone == Zone::Letterhead) {
            items.iter().for_each(|item| draft.leave(item.text.clone(), Where::Appendix));
            continue;
        }
        let is_head = !has_text && items.iter().all(is_head);
        if !is_head {
            has_text = true;
            text.extend(pieces.blocks.get(block).cloned());
            continue;
        }
        for item in items {
            match item.component {
                Some(Component::PhuLuc) => title.extend(after_label(draft, item, number)),
                Some(Component::TieuDePhuLuc | Component::TenLoai | Component::TrichYeu) => {
                    title.extend(pieces.lines(item));
                }
                Some(Component::KemTheo) => draft.leave(item.text.clone(), Where::Attached),
                _ => {}
            }
        }
    }
    let title = draft.spelling.sentence(&title.join(" "));
    let text = body::text(&text, false, contents);
    json!({ "tieu_de": title, "noi_dung": text })
}

fn is_kind(item: &Item) -> bool {
    item.component == Some(Component::TenLoai)
}

fn is_head(item: &Item) -> bool {
    matches!(
        item.component,
        Some(
            Component::PhuLuc
                | Component::TieuDePhuLuc
                | Component::TenLoai
                | Component::TrichYeu
                | Component::KemTheo
                | Component::DauPhanCach
        )
    )
}

/// The title in the paragraph of the label; a label other than the form's is left over.
fn after_label(draft: &mut Draft, item: &Item, number: Option<usize>) -> Option<String> {
    let usual = match number.and_then(|number| roman(u32::try_from(number).ok()?)) {
        Some(numeral) => format!("phu luc {}", key(&numeral)),
        None => "phu luc".to_owned(),
    };
    let label = item.part(Role::Nhan).unwrap_or(&item.text);
    if key(label) != usual {
        draft.leave(label.trim_end_matches([':', '.', ' ']).to_owned(), Where::Appendix);
    }
    item.part(Role::TieuDe).map(str::to_owned)
}
