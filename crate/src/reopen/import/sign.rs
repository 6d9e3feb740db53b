//! Who signs, and who receives a copy.

use serde_json::{Map, Value, json};

use crate::docx::read::{Block, Row};
use crate::vietnamese::text::fold;

use super::line::{Line, has_text, is_item, item, of_blocks, of_paragraph};
use super::{Draft, Where};

/// A table with more lines is none of signatures.
const MAX_LINES: usize = 80;

/// A longer line is no name.
const MAX_NAME: usize = 60;

/// Where the signatures stand among the blocks.
pub(super) struct Signed {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// What begins a line of capacity, as forms write it and as people do.
const CAPACITIES: [(&str, &str); 12] = [
    ("KT.", "KT. "),
    ("TM.", "TM. "),
    ("TL.", "TL. "),
    ("TUQ.", "TUQ. "),
    ("Q.", "Q. "),
    ("K/T", "K/T "),
    ("T/M", "T/M "),
    ("T/L", "T/L "),
    ("T.M", "TM. "),
    ("K.T", "KT. "),
    ("KT ", "KT. "),
    ("TM ", "TM. "),
];

const POSITIONS: [&str; 19] = [
    "chu tich",
    "giam doc",
    "truong",
    "pho ",
    "hieu truong",
    "bi thu",
    "chanh ",
    "cuc truong",
    "thu truong",
    "bo truong",
    "chu toa",
    "thu ky",
    "ke toan",
    "nguoi ",
    "dai dien",
    "chu nhiem",
    "vien truong",
    "chi huy",
    "tong ",
];

fn capacity(text: &str) -> Option<String> {
    let (begin, usual) = CAPACITIES.iter().find(|(begin, _)| text.starts_with(begin))?;
    let rest = text.get(begin.len()..)?.trim_start_matches(['.', ' ']);
    Some(format!("{usual}{rest}"))
}

/// A line that says as what somebody signs.
fn is_capacity(line: &Line) -> bool {
    line.is_shouted()
        && line.text.chars().count() <= MAX_NAME * 2
        && (capacity(&line.text).is_some()
            || POSITIONS.iter().any(|position| fold(&line.text).starts_with(position)))
}

/// `Nguyễn Văn An`, also with a rank before it.
fn is_name(line: &Line) -> bool {
    let words: Vec<&str> = line.text.split(' ').collect();
    let begins_big = |word: &&str| word.starts_with(char::is_uppercase) || word.starts_with('(');
    line.text.chars().count() <= MAX_NAME
        && (2..=8).contains(&words.len())
        && words.iter().filter(|word| begins_big(word)).count() + 1 >= words.len()
        && !line.text.ends_with([':', ';', ',', '.'])
        && !is_item(&line.text)
}

fn is_recipients(line: &Line) -> bool {
    line.key().starts_with("noi nhan") && line.text.chars().take(12).any(|c| c == ':')
        || line.key() == "noi nhan"
}

/// The signatures: the table or the paragraphs with `Nơi nhận`, otherwise the last with capacity and name.
pub(super) fn find(blocks: &[Block], from: usize) -> Option<Signed> {
    let lines = |at: usize| blocks.get(at..=at).map(of_blocks).unwrap_or_default();
    let range = || (from..blocks.len()).rev();
    let named = range().find(|at| lines(*at).iter().any(is_recipients));
    if let Some(at) = named {
        if matches!(blocks.get(at), Some(Block::Table(_))) {
            return (lines(at).len() <= MAX_LINES).then(|| whole(blocks, from, at));
        }
        let end = end_of_list(blocks, at);
        return Some(Signed { start: signer_above(blocks, from, at).unwrap_or(at), end });
    }
    let last_table = range().find(|at| {
        let Some(Block::Table(table)) = blocks.get(*at) else { return false };
        let columns = columns(&table.rows);
        let signs = |lines: &Vec<Line>| {
            lines.is_empty()
                || lines.first().is_some_and(Line::is_shouted) && lines.last().is_some_and(is_name)
        };
        columns.iter().all(signs)
            && columns.iter().any(|lines| lines.len() > 1)
            && lines(*at).len() <= MAX_LINES / 2
    });
    if let Some(at) = last_table {
        return Some(Signed { start: at, end: at + 1 });
    }
    let mut at = blocks.len();
    while at > from {
        if let Some(start) = signer_above(blocks, from, at) {
            return Some(Signed { start, end: at });
        }
        at -= 1;
        if !blocks.get(at..=at).is_some_and(|block| block.iter().any(has_text)) {
            continue;
        }
        break;
    }
    None
}

/// The table, with the signers of a table right above it that has no recipients.
fn whole(blocks: &[Block], from: usize, at: usize) -> Signed {
    let above = (from..at).rev().find(|at| blocks.get(*at).is_some_and(has_text));
    let signs = |columns: Vec<Vec<Line>>| {
        columns.iter().any(|lines| lines.len() > 1)
            && columns.iter().all(|lines| lines.is_empty() || lines.first().is_some_and(is_capacity))
    };
    let start = above.filter(|above| match blocks.get(*above) {
        Some(Block::Table(table)) => signs(columns(&table.rows)),
        _ => false,
    });
    Signed { start: start.unwrap_or(at), end: at + 1 }
}

/// The first paragraph of a capacity and a name right above a block.
fn signer_above(blocks: &[Block], from: usize, at: usize) -> Option<usize> {
    let mut start = None;
    let mut names = 0;
    let above = (from..at).rev().filter(|at| blocks.get(*at).is_some_and(has_text));
    for at in above {
        let Some(Block::Paragraph(paragraph)) = blocks.get(at) else { break };
        let lines = of_paragraph(paragraph);
        if lines.iter().all(is_capacity) {
            start = Some(at);
        } else if start.is_none()
            && names < 2
            && lines.iter().all(|line| is_name(line) || is_capacity(line) || line.is_aside())
        {
            names += 1;
            if lines.iter().any(is_capacity) {
                start = Some(at);
            }
        } else {
            break;
        }
    }
    start
}

/// The block after the list of `Nơi nhận` and the signer beside or below it.
fn end_of_list(blocks: &[Block], at: usize) -> usize {
    let mut end = at + 1;
    for (at, block) in blocks.iter().enumerate().skip(at + 1) {
        let Block::Paragraph(paragraph) = block else { break };
        let lines = of_paragraph(paragraph);
        if lines.is_empty() {
            continue;
        }
        let is_part =
            |line: &Line| is_item(&line.text) || is_capacity(line) || is_name(line) || line.is_aside();
        if paragraph.page_break || line_starts_appendix(&lines) || !lines.iter().all(is_part) {
            break;
        }
        end = at + 1;
    }
    end
}

pub(super) fn line_starts_appendix(lines: &[Line]) -> bool {
    lines
        .first()
        .is_some_and(|line| line.key().starts_with("phu luc") && (line.is_shouted() || line.centered))
}

/// The lines below one another in each column.
fn columns(rows: &[Row]) -> Vec<Vec<Line>> {
    let mut columns: Vec<Vec<Line>> = Vec::new();
    for row in rows {
        let mut at = 0;
        for cell in &row.cells {
            if columns.len() <= at {
                columns.resize_with(at + 1, Vec::new);
            }
            if let Some(column) = columns.get_mut(at) {
                column.extend(of_blocks(&cell.blocks).into_iter().filter(|line| !line.is_ornament()));
            }
            at += cell.span.max(1);
        }
    }
    columns
}

/// Puts signers and recipients into the draft.
pub(super) fn read(draft: &mut Draft, blocks: &[Block]) {
    let mut reader = Reader::default();
    for block in blocks {
        match block {
            Block::Table(table) => columns(&table.rows).into_iter().for_each(|lines| reader.column(lines)),
            Block::Paragraph(paragraph) => {
                reader.loose.extend(of_paragraph(paragraph).into_iter().filter(|line| !line.is_ornament()));
            }
        }
    }
    let loose = std::mem::take(&mut reader.loose);
    reader.paragraphs(loose);
    reader.finish(draft);
}

#[derive(Default)]
struct Reader {
    signers: Vec<Vec<Line>>,
    recipients: Vec<String>,
    kept: Option<String>,
    after: Vec<String>,
    loose: Vec<Line>,
    in_list: bool,
}

impl Reader {
    fn column(&mut self, lines: Vec<Line>) {
        let at = lines.iter().position(is_recipients).unwrap_or(lines.len());
        let mut signer = lines;
        let list = signer.split_off(at);
        if !signer.is_empty() {
            self.signers.push(signer);
        }
        self.in_list = false;
        list.into_iter().for_each(|line| self.listed(&line));
    }

    /// Paragraphs parted by tabs: who signs stands among the recipients.
    fn paragraphs(&mut self, lines: Vec<Line>) {
        let mut signer: Vec<Line> = Vec::new();
        for line in lines {
            let beside = line.text.char_indices().filter(|(_, c)| matches!(c, ' ')).find_map(|(at, _)| {
                let (left, right) = line.text.split_at_checked(at)?;
                let right = line.with(right)?;
                let ends = left.ends_with([';', ':', '.']);
                (ends && (is_recipients(&line) || is_item(left)) && is_capacity(&right))
                    .then(|| (left.to_owned(), right))
            });
            if let Some((left, right)) = beside {
                signer.push(right);
                if let Some(left) = line.with(&left) {
                    self.listed(&left);
                }
            } else if is_recipients(&line) || is_item(&line.text) {
                self.listed(&line);
            } else {
                signer.push(line);
            }
        }
        if !signer.is_empty() {
            self.signers.push(signer);
        }
    }

    fn listed(&mut self, line: &Line) {
        if is_recipients(line) && !self.in_list {
            self.in_list = true;
            let rest = line.text.split_once(':').map(|(_, rest)| item(rest)).unwrap_or_default();
            self.recipients.extend((!rest.is_empty()).then(|| rest.to_owned()));
            return;
        }
        let bare = line.text.trim_start_matches(['-', '+', '•', '*', '–', '—', '·', ' ']);
        if self.kept.is_some() {
            self.after.push(line.text.clone());
        } else if let Some(kept) = bare.strip_prefix("Lưu").filter(|rest| rest.starts_with([':', ' '])) {
            self.kept = Some(item(kept.trim_start_matches([':', ' '])).to_owned());
        } else if is_item(&line.text) || self.recipients.is_empty() {
            self.recipients.push(item(&line.text).to_owned());
        } else if let Some(last) = self.recipients.last_mut() {
            last.push(' ');
            last.push_str(item(&line.text));
        }
    }

    fn finish(self, draft: &mut Draft) {
        if !self.recipients.is_empty() {
            let all = self.recipients.join("; ");
            draft.put("noi_nhan", json!(self.recipients), &all, Where::Recipients);
        }
        if let Some(kept) = self.kept {
            let (kept, copies) = copies(&kept);
            if !kept.is_empty() {
                draft.put("luu", json!(kept), &format!("Lưu: {kept}"), Where::Recipients);
            }
            if let Some(copies) = copies {
                draft.put("so_ban_luu", json!(copies), &format!("{copies} bản"), Where::Recipients);
            }
        }
        for line in self.after {
            let typist =
                drafter(item(&line)).filter(|_| draft.has("ky_hieu_soan") && !draft.is_given("ky_hieu_soan"));
            match typist {
                Some((code, copies)) => {
                    draft.put("ky_hieu_soan", json!(code), code, Where::Recipients);
                    draft.put("so_ban_phat_hanh", json!(copies), &copies.to_string(), Where::Recipients);
                }
                None => draft.leave(line, Where::Recipients),
            }
        }
        let mut signers: Vec<Value> = Vec::new();
        let mut texts: Vec<String> = Vec::new();
        for lines in self.signers {
            texts.extend(lines.iter().map(|line| line.text.clone()));
            signers.extend(signer(draft, &lines));
        }
        if !signers.is_empty() {
            draft.put("chu_ky", json!(signers), &texts.join("\n"), Where::Signature);
        }
    }
}

/// `VT, TH (3 bản)`.
fn copies(kept: &str) -> (String, Option<u32>) {
    let found = kept.strip_suffix(" bản)").and_then(|rest| rest.rsplit_once('('));
    match found.and_then(|(before, number)| Some((before.trim(), number.trim().parse().ok()?))) {
        Some((before, number)) => (before.to_owned(), Some(number)),
        None => (kept.to_owned(), None),
    }
}

/// `NVA.(15)`.
fn drafter(text: &str) -> Option<(&str, u32)> {
    let (code, copies) = text.strip_suffix(')')?.split_once(".(")?;
    Some((code, copies.trim().parse().ok()?))
}

/// One signer; what is neither capacity nor name is left over.
fn signer(draft: &mut Draft, lines: &[Line]) -> Option<Value> {
    let (asides, lines): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| line.is_aside());
    let shouted = lines.iter().take_while(|line| line.is_shouted()).count();
    let (above, below) = lines.split_at_checked(shouted)?;
    let (above, mut below) = (above.to_vec(), below.to_vec());
    let name = below.pop_if(|line| is_name(line));
    for aside in asides {
        draft.leave(aside.text.clone(), Where::Signature);
    }
    let mut signer = Map::new();
    let mut give = |name: &str, value: Value| drop(signer.insert(name.to_owned(), value));
    // A name in capitals is no capacity.
    let mut above: Vec<&Line> = above;
    let name = name.or_else(|| above.pop_if(|line| above_is_name(line, shouted)));
    if let Some(other) = below.pop_if(|line| name.is_some() && line.text.chars().count() <= MAX_NAME * 2) {
        give("chuc_vu_khac", json!(other.text));
    }
    for rest in below {
        draft.leave(rest.text.clone(), Where::Signature);
    }
    let mut written: Vec<String> = Vec::new();
    let last = above.len().saturating_sub(1);
    for (at, line) in above.iter().enumerate() {
        let follows_position = written.last().is_some_and(|before| capacity(before).is_none());
        // A line that is no capacity of its own goes on with the one above it, but for the position at the end.
        let goes_on = capacity(&line.text).is_none() && (follows_position || (at > 0 && at < last));
        match written.last_mut().filter(|_| goes_on) {
            Some(before) => {
                before.push(' ');
                before.push_str(&line.text);
            }
            None => written.push(capacity(&line.text).unwrap_or_else(|| line.text.clone())),
        }
    }
    let spelled = |text: &str| match capacity(text)
        .and_then(|text| text.split_once(' ').map(|(one, rest)| (one.to_owned(), rest.to_owned())))
    {
        Some((words, rest)) => format!("{words} {}", draft.spelling.sentence(&rest)),
        None => draft.spelling.sentence(text),
    };
    let written: Vec<String> = written.iter().map(|line| spelled(line)).collect();
    let way = draft.standard().signing.iter().find_map(|way| {
        let parts: Vec<(&str, &str)> = way.parts().collect();
        let filled: Option<Vec<(&str, &str)>> = (parts.len() == written.len()).then_some(()).and_then(|()| {
            parts
                .iter()
                .zip(&written)
                .map(|((words, name), line)| {
                    let rest = line.strip_prefix(words)?;
                    (!words.is_empty() || capacity(line).is_none()).then_some((*name, rest))
                })
                .collect()
        });
        Some((way.id.clone(), filled?))
    });
    match way {
        Some((way, parts)) => {
            give("cach_ky", json!(way));
            for (name, text) in parts {
                give(name, json!(text));
            }
        }
        None => {
            let (position, lines): (Vec<&String>, Vec<&String>) =
                written.iter().partition(|line| capacity(line).is_none());
            if !lines.is_empty() {
                give("quyen_han", json!(lines));
            }
            if !position.is_empty() {
                let all: Vec<&str> = position.into_iter().map(String::as_str).collect();
                give("chuc_vu", json!(all.join(" ")));
            }
        }
    }
    if let Some(name) = name {
        give("ho_ten", json!(name.text));
    }
    (!signer.is_empty()).then_some(Value::Object(signer))
}

fn above_is_name(line: &Line, shouted: usize) -> bool {
    shouted > 1 && !is_capacity(line) && is_name(line)
}
