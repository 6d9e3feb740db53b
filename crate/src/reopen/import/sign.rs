//! Who signs, and who receives a copy.

use crate::joined::Joined;
use crate::to_list::ToList;
use serde_json::{Map, Value, json};

use crate::document::{Component, Item, Zone};
use crate::recognise::line::{is_item, item};
use crate::recognise::parts::{apart, copies, drafter, kept};
use crate::recognise::words::{Words, begins};
use crate::reopen::pieces::Pieces;
use crate::vietnamese::text::key;

use super::{Draft, Where};

/// Puts signers and recipients into the draft.
pub(super) fn read(draft: &mut Draft, pieces: &Pieces<'_>) {
    recipients(draft, pieces);
    let mut signers: Vec<(u16, Vec<&Item>)> = Vec::new();
    for item in pieces.of_zone(|zone| matches!(zone, Zone::Signature(_))) {
        let Zone::Signature(number) = item.zone else { continue };
        match signers.iter_mut().find(|(known, _)| *known == number) {
            Some((_, items)) => items.push(item),
            None => signers.push((number, vec![item])),
        }
    }
    let texts = signers.iter().map(|(_, items)| pieces.text(items)).joined("\n");
    let signers: Vec<Value> = signers.iter().filter_map(|(_, items)| signer(draft, pieces, items)).to_list();
    if !signers.is_empty() {
        draft.put("chu_ky", json!(signers), &texts, Where::Signature);
    }
}

fn recipients(draft: &mut Draft, pieces: &Pieces<'_>) {
    let mut listed: Vec<String> = Vec::new();
    let mut archive: Option<String> = None;
    let mut codes: Vec<String> = Vec::new();
    let mut is_ended = false;
    for item in pieces.of_zone(|zone| zone == Zone::Recipients) {
        match item.component {
            Some(Component::NoiNhan) => {
                let rest = item.text.split_once(':').map(|(_, rest)| self::item(rest)).unwrap_or_default();
                for one in several(rest).filter(|one| !one.is_empty()) {
                    recipient(one, is_ended, &mut listed, &mut archive, &mut codes);
                    is_ended = one.trim_end().ends_with([';', '.']);
                }
            }
            Some(Component::NoiNhanDong) => {
                for line in pieces.lines(item) {
                    for one in several(&line) {
                        recipient(one, is_ended, &mut listed, &mut archive, &mut codes);
                        is_ended = one.trim_end().ends_with([';', '.']);
                    }
                }
            }
            Some(Component::KyHieuSoan) => codes.extend(pieces.lines(item)),
            _ => pieces.lines(item).into_iter().for_each(|line| draft.leave(line, Where::Recipients)),
        }
    }
    if !listed.is_empty() {
        draft.put("noi_nhan", json!(listed), &listed.join("; "), Where::Recipients);
    }
    if let Some(archive) = archive {
        let (archive, code) = apart(&archive);
        codes.extend(code.map(str::to_owned));
        let (archive, copies) = copies(archive);
        if !archive.is_empty() {
            draft.put("luu", json!(archive), &format!("Lưu: {archive}"), Where::Recipients);
        }
        if let Some(copies) = copies {
            draft.put("so_ban_luu", json!(copies), &format!("{copies} bản"), Where::Recipients);
        }
    }
    for line in codes {
        let found = drafter(item(&line)).and_then(|(code, copies)| Some((code, copies.parse::<u32>().ok()?)));
        match found.filter(|_| draft.has("ky_hieu_soan") && !draft.is_given("ky_hieu_soan")) {
            Some((code, copies)) => {
                draft.put("ky_hieu_soan", json!(code), code, Where::Recipients);
                draft.put("so_ban_phat_hanh", json!(copies), &copies.to_string(), Where::Recipients);
            }
            None => draft.leave(line, Where::Recipients),
        }
    }
}

/// The items of a list that all stand in one line: `- Như trên; - Lưu: VT.`
fn several(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let here = rest?;
        let end = here.match_indices([';', ',']).map(|(at, sign)| at + sign.len());
        let next =
            end.into_iter().find(|at| here.get(*at..).is_some_and(|after| is_item(after.trim_start())));
        let (one, after) = match next {
            Some(at) => here.split_at_checked(at)?,
            None => (here, ""),
        };
        rest = (!after.is_empty()).then_some(after.trim_start());
        Some(one)
    })
}

/// One more line of the list; `is_ended`: the line above is whole.
fn recipient(
    line: &str,
    is_ended: bool,
    listed: &mut Vec<String>,
    archive: &mut Option<String>,
    codes: &mut Vec<String>,
) {
    if archive.is_some() {
        codes.push(line.to_owned());
    } else if let Some(kept) = kept(line) {
        *archive = Some(item(kept).to_owned());
    } else if is_item(line) || is_ended || listed.is_empty() {
        listed.push(item(line).to_owned());
    } else if let Some(last) = listed.last_mut() {
        last.push(' ');
        last.push_str(item(line));
    }
}

/// A line of capacity as the decree writes it.
fn capacity(text: &str) -> Option<String> {
    Words::get().capacity(text).map(|(usual, rest)| format!("{usual} {rest}"))
}

/// One signer; what is none of its parts is left over.
fn signer(draft: &mut Draft, pieces: &Pieces<'_>, items: &[&Item]) -> Option<Value> {
    let mut above: Vec<String> = Vec::new();
    let mut signer = Map::new();
    for item in items {
        let lines = pieces.lines(item);
        match item.component {
            Some(Component::QuyenHanChucVu | Component::ChucVu) => above.extend(lines),
            Some(Component::VaiKy) => {
                let role = draft.spelling.sentence(&lines.join(" "));
                signer.insert("vai".to_owned(), json!(role));
            }
            Some(Component::ChucVuKhac) => {
                let position = draft.spelling.sentence(&item.text);
                signer.insert("chuc_vu_khac".to_owned(), json!(position));
            }
            Some(Component::HoTen) => {
                signer.insert("ho_ten".to_owned(), json!(item.text));
            }
            _ => lines.into_iter().for_each(|line| draft.leave(line, Where::Signature)),
        }
    }
    let mut written: Vec<String> = Vec::new();
    let last = above.len().saturating_sub(1);
    for (at, line) in above.iter().enumerate() {
        let follows_position = written.last().is_some_and(|before| capacity(before).is_none());
        // A line that is no capacity of its own goes on with the one above it, but for the position at the end.
        let begins_position = begins(&key(line), &Words::get().position);
        let goes_on =
            capacity(line).is_none() && (follows_position || (at > 0 && at < last && !begins_position));
        match written.last_mut().filter(|_| goes_on) {
            Some(before) => {
                before.push(' ');
                before.push_str(line);
            }
            None => written.push(capacity(line).unwrap_or_else(|| line.clone())),
        }
    }
    let spelled = |text: &str| match Words::get().capacity(text) {
        Some((usual, rest)) => format!("{usual} {}", draft.spelling.sentence(rest)),
        None => draft.spelling.sentence(text),
    };
    let written: Vec<String> = written.iter().map(|line| spelled(line)).to_list();
    signed(draft, &written, &mut signer);
    (!signer.is_empty()).then_some(Value::Object(signer))
}

/// The way somebody signs where the standard has one of these lines, otherwise the lines themselves.
fn signed(draft: &Draft, written: &[String], signer: &mut Map<String, Value>) {
    let mut give = |name: &str, value: Value| drop(signer.insert(name.to_owned(), value));
    let way = draft.standard().signing.iter().find_map(|way| {
        let parts: Vec<(&str, &str)> = way.parts().to_list();
        if parts.len() != written.len() || written.is_empty() {
            return None;
        }
        let filled = parts.iter().zip(written).map(|((words, name), line)| {
            let rest = line.strip_prefix(words)?;
            (!words.is_empty() || capacity(line).is_none()).then_some((*name, rest))
        });
        Some((way.id.clone(), filled.collect::<Option<Vec<_>>>()?))
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
                let all = position.into_iter().map(String::as_str).joined(" ");
                give("chuc_vu", json!(all));
            }
        }
    }
}
