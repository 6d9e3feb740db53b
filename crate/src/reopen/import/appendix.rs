//! What follows the signatures.

use serde_json::{Value, json};

use crate::docx::read::Block;
use crate::vietnamese::number::roman;

use super::line::{Line, has_text, key, of_paragraph};
use super::sign::line_starts_appendix;
use super::{Draft, Where, body, is_blank};

/// A title takes at most so many lines.
const MAX_TITLE: usize = 4;

/// Puts what follows the signatures into the appendices.
pub(super) fn read(draft: &mut Draft, blocks: &[Block], contents: &mut Vec<String>) {
    let mut groups: Vec<Vec<Block>> = Vec::new();
    for block in blocks {
        let begins = match block {
            Block::Paragraph(paragraph) => line_starts_appendix(&of_paragraph(paragraph)),
            Block::Table(_) => false,
        };
        if begins || groups.is_empty() {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.last_mut() {
            group.push(block.clone());
        }
    }
    groups.retain(|group| !is_blank(group));
    let count = groups.len();
    let all: Vec<Value> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| appendix(draft, group, (count > 1).then_some(at + 1), contents))
        .collect();
    if !all.is_empty() {
        draft.put("phu_luc", json!(all), "", Where::Appendix);
    }
}

fn appendix(draft: &mut Draft, blocks: &[Block], number: Option<usize>, contents: &mut Vec<String>) -> Value {
    let mut title: Vec<String> = Vec::new();
    let mut from = 0;
    let mut is_labelled = false;
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| has_text(block)) {
        let Block::Paragraph(paragraph) = block else { break };
        let mut lines = of_paragraph(paragraph);
        if !is_labelled && line_starts_appendix(&lines) {
            is_labelled = true;
            let label = lines.remove(0);
            title.extend(after_label(draft, &label, number));
        } else if lines.iter().all(|line| line.is_aside() && key(&line.text).contains("kem theo")) {
            lines.drain(..).for_each(|line| draft.leave(line.text, Where::Attached));
        }
        let is_title = |line: &Line| line.centered && (line.bold || line.is_shouted());
        if !lines.iter().all(is_title) || title.len() + lines.len() > MAX_TITLE {
            break;
        }
        title.extend(lines.into_iter().map(|line| line.text));
        from = at + 1;
    }
    let title = draft.spelling.sentence(&title.join(" "));
    let text = body::text(blocks.get(from..).unwrap_or_default(), false, contents);
    json!({ "tieu_de": title, "noi_dung": text })
}

/// The title on the line of the label; a label other than the form's is left over.
fn after_label(draft: &mut Draft, label: &Line, number: Option<usize>) -> Option<String> {
    let usual = match number.and_then(|number| roman(u32::try_from(number).ok()?)) {
        Some(numeral) => format!("phu luc {}", key(&numeral)),
        None => "phu luc".to_owned(),
    };
    let words = label.key();
    if words == usual {
        return None;
    }
    if let Some((before, title)) =
        label.text.split_once([':', '.']).filter(|(_, title)| !title.trim().is_empty())
    {
        if key(before) != usual {
            draft.leave(before.to_owned(), Where::Appendix);
        }
        return Some(title.trim().to_owned());
    }
    draft.leave(label.text.clone(), Where::Appendix);
    None
}
