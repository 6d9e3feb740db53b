//! Who signs, and who receives a copy.

use std::ops::Range;

use crate::document::{Certainty, Component, Evidence, Zone};
use crate::docx::read::Block;
use crate::ordered;
use crate::to_list::ToList;

use super::line::{Line, is_item, item};
use super::parts::{drafter, kept};
use super::scene::Scene;
use super::terms::{self, MAX_POSITION};
use super::words::Words;

/// A table with more lines is none of signatures.
const MAX_LINES: usize = 80;

/// Capacity and position take at most so many paragraphs above a name.
const MAX_ABOVE: usize = 6;

/// A longer line is no code of a drafter.
const MAX_CODE: usize = 30;

fn is_capacity(line: &Line) -> bool {
    line.is_shouted && terms::is_capacity(&line.text)
}

/// How many lines above a name say as what somebody signs: what stands in capitals, and what ought to.
fn in_capitals(words: &Words, lines: &[&Line]) -> usize {
    let is_short = |line: &Line| line.text.chars().count() <= MAX_POSITION;
    let capacity = |line: &Line| is_short(line) && words.capacity(&line.text).is_some();
    let fits = |at: usize, line: &Line| {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        let is_position = is_short(line) && line.begins(&words.position);
        line.is_shouted || capacity(line) || is_position && above.is_none_or(|above| capacity(above))
    };
    let count = lines.iter().enumerate().take_while(|(at, line)| fits(*at, line)).count();
    // A name stands below.
    let is_small = lines.get(count.saturating_sub(1)).is_some_and(|last| !last.is_shouted);
    if count == lines.len() && is_small {
        lines.iter().take_while(|line| line.is_shouted).count()
    } else {
        count
    }
}

/// The blocks of the signatures: the table or the paragraphs with `Nơi nhận`, otherwise the last with capacity and name.
pub(super) fn find(scene: &Scene<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let listed = |block: &usize| {
        let lines = scene.of_block(*block);
        let is_table = matches!(scene.blocks.get(*block), Some(Block::Table(_)));
        // A table of data may have a head of this name.
        lines.iter().any(Line::is_recipients)
            && (!is_table || is_list(scene, *block) || lines.iter().any(is_capacity))
    };
    let candidates: Vec<usize> = range
        .clone()
        .take_while(|block| {
            let is_paragraph = matches!(scene.blocks.get(*block), Some(Block::Paragraph(_)));
            !is_paragraph
                || !scene.first(*block).is_some_and(|line| line.starts_appendix() && line.is_centered())
        })
        .filter(listed)
        .to_list();
    let of_items = candidates.iter().find(|block| has_items(scene, **block));
    let named = of_items.or_else(|| candidates.iter().find(|block| is_list(scene, **block)));
    let named = named.or(candidates.last());
    if let Some(&block) = named {
        if matches!(scene.blocks.get(block), Some(Block::Table(_))) {
            return (scene.of_block(block).len() <= MAX_LINES).then(|| whole(scene, range.start, block));
        }
        let end = end_of_list(scene, block, range.end);
        let above = (range.start..block).rev().find(|at| scene.first(*at).is_some());
        let table = above.filter(|above| is_signatures(scene, *above));
        return Some(table.or_else(|| signer_above(scene, range.start, block)).unwrap_or(block)..end);
    }
    if let Some(table) = range.clone().rev().find(|block| is_signatures(scene, *block)) {
        return Some(table..table + 1);
    }
    signer_above(scene, range.start, range.end).map(|start| start..range.end)
}

/// Whether the signatures begin with a block of a text box: the recipients, or as what somebody signs whose name stands below.
pub(super) fn begins(scene: &Scene<'_>, block: usize) -> bool {
    let lines = scene.of_block(block);
    let mut below = (block + 1..=block + MAX_ABOVE).flat_map(|at| scene.of_block(at));
    lines.iter().any(Line::is_recipients)
        || lines.iter().any(is_capacity) && below.any(|line| !line.is_shouted && line.is_name())
}

/// `Nơi nhận:`, and the first line below it that is not beside it.
fn label_and_next<'s>(scene: &Scene<'s>, block: usize) -> Option<(&'s Line, Option<&'s Line>)> {
    let mut lines = scene.of_block(block).iter().skip_while(|line| !line.is_recipients());
    let label = lines.next()?;
    let next = lines.find(|line| !line.is_ornament() && !is_capacity(line));
    Some((label, next.or_else(|| (block + 1..scene.blocks.len()).find_map(|at| scene.first(at)))))
}

/// `Nơi nhận:` is followed by items, in lines of their own or in its own.
fn has_items(scene: &Scene<'_>, block: usize) -> bool {
    label_and_next(scene, block).is_some_and(|(label, next)| {
        let beside = label.text.split_once(':').map_or("", |(_, rest)| rest.trim());
        is_item(beside) || beside.is_empty() && next.is_some_and(Line::is_item)
    })
}

/// `Nơi nhận:` is followed by a list, and is no cell of a table of data.
fn is_list(scene: &Scene<'_>, block: usize) -> bool {
    label_and_next(scene, block).is_some_and(|(label, next)| {
        label.text.contains(':') && (next.is_none_or(Line::is_item) || !label.text.ends_with(':'))
            || next.is_some_and(Line::is_item)
    })
}

/// A table without recipients in which people sign.
fn is_signatures(scene: &Scene<'_>, block: usize) -> bool {
    let Some(Block::Table(_)) = scene.blocks.get(block) else { return false };
    let columns = columns(scene, block);
    let signs = |lines: &Vec<usize>| {
        let said = lines.iter().filter_map(|at| scene.line(*at));
        let words = || said.clone().filter(|line| !line.is_aside() && !line.is_place_date());
        lines.is_empty()
            || words().next().is_some_and(|line| line.is_shouted)
                && words().next_back().is_some_and(Line::is_name)
    };
    scene.of_block(block).len() <= MAX_LINES / 2
        && columns.iter().all(signs)
        && columns.iter().any(|lines| lines.len() > 1)
}

/// The table, with the signers of a table right above it that has no recipients.
fn whole(scene: &Scene<'_>, from: usize, block: usize) -> Range<usize> {
    let above = (from..block).rev().find(|at| scene.first(*at).is_some());
    let signs = |columns: Vec<Vec<usize>>| {
        columns.iter().any(|lines| lines.len() > 1)
            && columns
                .iter()
                .all(|lines| lines.first().and_then(|at| scene.line(*at)).is_none_or(is_capacity))
    };
    let start = above.filter(|above| {
        matches!(scene.blocks.get(*above), Some(Block::Table(_))) && signs(columns(scene, *above))
    });
    start.unwrap_or(block)..block + 1
}

/// The first paragraph of a capacity and a name right above a block.
fn signer_above(scene: &Scene<'_>, from: usize, block: usize) -> Option<usize> {
    let mut start = None;
    let (mut names, mut above) = (0, 0);
    for at in (from..block).rev().filter(|at| scene.first(*at).is_some()) {
        let Some(Block::Paragraph(_)) = scene.blocks.get(at) else { break };
        let lines = scene.of_block(at);
        if above < MAX_ABOVE && lines.iter().all(is_capacity) {
            above += 1;
            start = Some(at);
        } else if start.is_none()
            && names < 2
            && lines.iter().all(|line| line.is_name() || is_capacity(line) || line.is_aside())
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
fn end_of_list(scene: &Scene<'_>, block: usize, until: usize) -> usize {
    let mut end = block + 1;
    let mut item = None;
    for at in block + 1..until {
        let Some(Block::Paragraph(paragraph)) = scene.blocks.get(at) else { break };
        let Some(first) = scene.first(at) else { continue };
        let is_part = |line: &Line| line.is_item() || is_capacity(line) || line.is_name() || line.is_aside();
        let goes_on = item.is_some_and(|above| goes_on(above, first)) && scene.of_block(at).len() == 1;
        if paragraph.page_break
            || first.starts_appendix()
            || !goes_on && !scene.of_block(at).iter().all(is_part)
        {
            break;
        }
        item = Some(first);
        end = at + 1;
    }
    end
}

/// A recipient that took more than a line: nothing ended the one above.
fn goes_on(above: &Line, line: &Line) -> bool {
    (above.is_item() || above.text.starts_with(char::is_lowercase))
        && !above.text.ends_with([';', '.', ','])
        && !line.is_item()
        && !line.is_shouted
        && line.text.ends_with([';', '.', ','])
}

/// The lines below one another in each column of a table.
fn columns(scene: &Scene<'_>, block: usize) -> Vec<Vec<usize>> {
    let mut columns: Vec<(usize, Vec<usize>)> = Vec::new();
    for at in scene.range_of_block(block) {
        let Some(line) = scene.line(at).filter(|line| !line.is_ornament()) else { continue };
        let column = line.cell.map_or(0, |cell| cell.column);
        match columns.iter_mut().find(|(known, _)| *known == column) {
            Some((_, lines)) => lines.push(at),
            None => columns.push((column, vec![at])),
        }
    }
    ordered::sort_by_key(&mut columns, |(column, _)| *column);
    columns.into_iter().map(|(_, lines)| lines).to_list()
}

/// Decides about the lines of the signatures.
pub(super) fn read(scene: &mut Scene<'_>, range: Range<usize>) {
    let mut signers: Vec<Vec<usize>> = Vec::new();
    let mut loose = Vec::new();
    for block in range {
        scene.ornaments(block, Zone::Recipients);
        match scene.blocks.get(block) {
            Some(Block::Table(_)) => {
                let mut here = Vec::new();
                for column in columns(scene, block) {
                    let label = column.iter().position(|at| scene.line(*at).is_some_and(Line::is_recipients));
                    let (signer, list) = column.split_at(label.unwrap_or(column.len()));
                    here.extend(apart(scene, signer));
                    listed(scene, list);
                }
                // Row by row, as they are read.
                let row = |signer: &Vec<usize>| Some(scene.line(*signer.first()?)?.cell?.row);
                ordered::sort_by_key(&mut here, row);
                signers.extend(here);
            }
            _ => loose.extend(
                scene.range_of_block(block).filter(|at| !scene.line(*at).is_some_and(Line::is_ornament)),
            ),
        }
    }
    let is_listed = |at: &usize| {
        let above = || at.checked_sub(1).and_then(|above| scene.line(above));
        scene.line(*at).is_some_and(|line| {
            line.is_recipients() || line.is_item() || above().is_some_and(|above| goes_on(above, line))
        })
    };
    let (list, signer): (Vec<usize>, Vec<usize>) = loose.into_iter().partition(is_listed);
    listed(scene, &list);
    for column in side_by_side(scene, signer) {
        signers.extend(apart(scene, &column));
    }

    let lines =
        |signer: &Vec<usize>| -> Vec<&Line> { signer.iter().filter_map(|at| scene.line(*at)).to_list() };
    let has_roles = signers.iter().any(|signer| {
        lines(signer).first().is_some_and(|line| line.is_shouted && line.begins(&scene.words.role))
    });
    // Room for somebody beside who signs: a line alone, which names nobody.
    let only = |signer: &Vec<usize>| match lines(signer).as_slice() {
        [line] => line.is_shouted && !is_capacity(line),
        _ => false,
    };
    let are_roles: Vec<bool> =
        signers.iter().map(|signer| has_roles || signers.len() > 1 && only(signer)).to_list();
    for (at, (signer, is_role)) in signers.iter().zip(are_roles).enumerate() {
        self::signer(scene, signer, u16::try_from(at).unwrap_or(u16::MAX), is_role);
    }
}

/// Signers whom tabs put beside one another: what the last has alone stands in the last column.
fn side_by_side(scene: &Scene<'_>, lines: Vec<usize>) -> Vec<Vec<usize>> {
    let paragraph = |at: &usize| scene.line(*at).map(|line| line.paragraph);
    let rows: Vec<&[usize]> = lines.chunk_by(|one, other| paragraph(one) == paragraph(other)).to_list();
    let beside = |row: &&&[usize]| {
        row.len() > 1 && row.iter().all(|at| scene.line(*at).is_some_and(Line::is_name_beside))
    };
    let Some(count) = rows.iter().filter(beside).map(|row| row.len()).max() else { return vec![lines] };
    let mut columns = vec![Vec::new(); count];
    for row in rows {
        let first = count.saturating_sub(row.len());
        for (at, line) in row.iter().enumerate() {
            if let Some(column) = columns.get_mut(first + at) {
                column.push(*line);
            }
        }
    }
    columns
}

/// Several signers below one another: each begins in capitals below a name.
fn apart(scene: &Scene<'_>, lines: &[usize]) -> Vec<Vec<usize>> {
    let mut signers: Vec<Vec<usize>> = Vec::new();
    let mut named = true;
    for &at in lines {
        let Some(line) = scene.line(at) else { continue };
        if named && (signers.is_empty() || line.is_shouted) {
            signers.push(Vec::new());
            named = false;
        }
        named |= !line.is_shouted && line.is_name();
        if let Some(last) = signers.last_mut() {
            last.push(at);
        }
    }
    signers
}

/// One signer: role, capacity and position, a second position, name; what is none of these is no component.
fn signer(scene: &mut Scene<'_>, signer: &[usize], number: u16, has_roles: bool) {
    use Certainty::{Likely, Sure};
    use Evidence::{Capitals, Look, Order, Shape, Words};
    let zone = Zone::Signature(number);
    let (asides, lines): (Vec<usize>, Vec<usize>) = signer.iter().partition(|at| {
        scene.line(**at).is_some_and(|line| {
            line.is_aside()
                || line.is_place_date()
                || line.begins(&scene.words.stamp) && line.text.contains(':')
        })
    });
    for at in asides {
        if scene.line(at).is_some_and(Line::is_place_date) && !scene.has(Component::DiaDanhNgay, at) {
            scene.set(at, Component::DiaDanhNgay, Zone::Letterhead, Likely, &[Shape]);
        } else {
            scene.leave(at, zone, &[Shape]);
        }
    }
    let all = scene.lines;
    let of = |at: usize| all.all.get(at);
    let shouted = in_capitals(scene.words, &lines.iter().filter_map(|at| of(*at)).to_list());
    let (above, below) = lines.split_at(shouted.min(lines.len()));
    let (mut above, mut below) = (above.to_vec(), below.to_vec());
    let mut name = below.pop_if(|at| of(*at).is_some_and(Line::is_name));
    if name.is_none() && above.len() > 1 {
        // A name in capitals.
        name = above.pop_if(|at| of(*at).is_some_and(|line| !is_capacity(line) && line.is_name()));
    }
    if let Some(at) = name {
        scene.set(at, Component::HoTen, zone, Sure, &[Shape, Order]);
    }
    let fits = |at: &mut usize| {
        name.is_some() && of(*at).is_some_and(|line| line.text.chars().count() <= MAX_POSITION)
    };
    // A second position stands right above the name, below the room for the signature.
    let room = above.iter().rposition(|at| of(*at).is_some_and(|line| line.has_room));
    let second = match (below.pop_if(fits), room) {
        (Some(at), _) => vec![at],
        (None, Some(room)) if room > 0 && name.is_some() => above.split_off(room),
        _ => Vec::new(),
    };
    for at in second {
        scene.set(at, Component::ChucVuKhac, zone, Likely, &[Order]);
    }
    for at in below {
        scene.leave(at, zone, &[Order]);
    }
    let mut role_of = None;
    for (order, at) in above.into_iter().enumerate() {
        let Some(line) = of(at) else { continue };
        let capacity = scene.words.capacity(&line.text).is_some();
        let goes_on = role_of == Some(line.paragraph);
        if has_roles && !capacity && (order == 0 || goes_on) {
            role_of = Some(line.paragraph);
            scene.set(at, Component::VaiKy, zone, Likely, &[Capitals, Order]);
        } else if scene.is_party && !capacity && !line.bold {
            scene.set(at, Component::ChucVu, zone, Sure, &[Capitals, Look]);
        } else {
            let known = is_capacity(line);
            let certainty = if known { Sure } else { Likely };
            scene.set(
                at,
                Component::QuyenHanChucVu,
                zone,
                certainty,
                if known { &[Words, Capitals] } else { &[Capitals, Order] },
            );
        }
    }
}

/// The list of `Nơi nhận`.
fn listed(scene: &mut Scene<'_>, lines: &[usize]) {
    use Certainty::{Likely, Sure};
    use Evidence::{Order, Shape, Words};
    let mut is_kept = false;
    for (order, &at) in lines.iter().enumerate() {
        let Some(line) = scene.line(at).cloned() else { continue };
        if order == 0 && line.is_recipients() {
            scene.set(at, Component::NoiNhan, Zone::Recipients, Sure, &[Words]);
        } else if is_kept && line.is_item() && line.text.chars().count() <= MAX_CODE {
            let certainty = if drafter(item(&line.text)).is_some() { Sure } else { Likely };
            scene.set(at, Component::KyHieuSoan, Zone::Recipients, certainty, &[Shape, Order]);
        } else if line.begins(&scene.words.confirmation) {
            scene.set(at, Component::XacNhan, Zone::Recipients, Sure, &[Words]);
        } else {
            is_kept |= kept(&line.text).is_some();
            let certainty = if line.is_item() { Sure } else { Likely };
            scene.set(at, Component::NoiNhanDong, Zone::Recipients, certainty, &[Order]);
        }
    }
}
