//! What the columns of a table are to a row: read from their heads, and where a head leaves it open, from what stands below it
//! and beside it.

use crate::ordered;
use crate::sheet::{Sheet, Table};
use crate::to_list::ToList;
use crate::vietnamese::lists::{self, Head};
use crate::vietnamese::text;

/// The parts below this one are of a name and stand together without a comma.
const NAMED: u8 = 5;

/// A column by what its head says.
#[derive(Debug, Clone)]
pub(super) struct Role {
    pub(super) index: usize,
    /// Its head in full.
    pub(super) label: String,
    pub(super) head: Option<Head>,
    /// No two rows show the same in it.
    pub(super) tells_apart: bool,
}

impl Role {
    /// The head of what it is part of.
    pub(super) fn heading(&self) -> &str {
        if self.is_piece() { lists::name() } else { &self.label }
    }

    /// Part of a name that stands in several columns.
    pub(super) fn is_piece(&self) -> bool {
        matches!(self.head, Some(Head::Family | Head::Middle | Head::Given))
    }

    /// What a field looks for under this head: a piece of a name is a name.
    pub(super) fn said(&self) -> Option<Head> {
        if self.is_piece() { Some(Head::Person) } else { self.head }
    }

    /// Whether it has names of people or bodies.
    pub(super) fn names_somebody(&self) -> bool {
        matches!(self.said(), Some(Head::Person | Head::Unit))
    }

    /// Which part of a line about somebody it is.
    pub(super) fn part(&self) -> Option<u8> {
        self.head.and_then(part)
    }
}

/// Which part of a line about somebody stands below a head, in the order in which they stand there.
fn part(head: Head) -> Option<u8> {
    Some(match head {
        Head::Address => 0,
        Head::Family => 1,
        Head::Middle => 2,
        Head::Given => 3,
        Head::Person | Head::Guests => 4,
        Head::Position => NAMED,
        Head::Unit => NAMED + 1,
        Head::Counter | Head::Gender | Head::OfAnybody => return None,
    })
}

/// A name of which one column is blank in a row where another is not.
pub(super) fn is_half(parts: &[(u8, bool)]) -> bool {
    let of = |wanted: Head| {
        let part = part(wanted);
        parts.iter().find(|(known, _)| Some(*known) == part).map(|(_, blank)| *blank)
    };
    of(Head::Family).zip(of(Head::Given)).is_some_and(|(family, given)| family != given)
}

/// The parts of a line about somebody, put together; nothing where there is only a way to speak to them.
pub(super) fn line(parts: &[(u8, String)]) -> String {
    let mut line = String::new();
    let mut before = 0;
    let said = parts.iter().filter(|(_, text)| !text.is_empty());
    for (part, text) in said {
        if !line.is_empty() {
            line += if before == 0 || *part < NAMED { " " } else { ", " };
        }
        line += text;
        before = *part;
    }
    if before == 0 { String::new() } else { line }
}

/// What stands before a column in a name of several.
pub(super) fn of_name(part: u8) -> bool {
    part < NAMED
}

/// Whether two columns of these parts can fill one field: each says something else of somebody; a field that is no line of
/// several parts takes those of a name only.
pub(super) fn join(takes_parts: bool, one: u8, other: u8) -> bool {
    let whole = |part: u8| part == 4;
    let piece = |part: u8| (1..4).contains(&part);
    let twice = (whole(one) && piece(other)) || (piece(one) && whole(other));
    one != other && !twice && (takes_parts || (one < NAMED && other < NAMED))
}

/// The columns of a table, in its order.
pub(super) fn of(sheet: &Sheet, table: &Table) -> Vec<Role> {
    let mut roles: Vec<Role> = table
        .columns
        .iter()
        .map(|column| {
            let label = lists::in_full(&column.label).unwrap_or(&column.label).to_owned();
            let mut shown: Vec<&str> =
                table.rows.iter().map(|&row| sheet.cell(row, column.index).shown.trim()).to_list();
            shown.retain(|shown| !shown.is_empty());
            let all = shown.len();
            ordered::sort(&mut shown);
            shown.dedup();
            let tells_apart = all > 1 && shown.len() == all;
            Role { index: column.index, head: lists::head(&label), label, tells_apart }
        })
        .to_list();
    let count = |roles: &[Role], wanted: Head| roles.iter().filter(|role| role.head == Some(wanted)).count();
    let persons = count(&roles, Head::Person) + count(&roles, Head::Family);
    for role in &mut roles {
        let mut shown = table.rows.iter().map(|&row| sheet.cell(row, role.index).shown.trim());
        let mut said = shown.by_ref().filter(|shown| !shown.is_empty()).map(lists::is_address).peekable();
        let is_said = said.peek().is_some();
        match role.head {
            Some(Head::Address) if is_said => {
                let spoken = if persons > 0 { said.any(|is| is) } else { said.all(|is| is) };
                role.head = Some(if spoken { Head::Address } else { Head::Person });
            }
            Some(Head::Person) if persons > 1 && is_said && said.all(|is| is) => {
                role.head = Some(Head::Address);
            }
            _ => {}
        }
    }
    halve(sheet, table, &mut roles);
    if count(&roles, Head::Family) > 0 && count(&roles, Head::Given) == 0 {
        let ends = |role: &&mut Role| role.head == Some(Head::Person) && lists::ends_a_name(&role.label);
        if let Some(given) = roles.iter_mut().find(ends) {
            given.head = Some(Head::Given);
        }
    }
    // The whole name in a column of its own, or the half of one: the pieces are none.
    let is_whole = |role: &Role| role.head == Some(Head::Person) && lists::is_whole_name(&role.label);
    let whole = roles.iter().any(is_whole) || count(&roles, Head::Given) == 0;
    for role in roles.iter_mut().filter(|role| whole && role.is_piece()) {
        role.head = None;
    }
    roles
}

/// One head over two columns of a name: below the first is what stands before a single word below the second.
fn halve(sheet: &Sheet, table: &Table, roles: &mut [Role]) {
    for at in 1..roles.len() {
        let Some([first, second]) = roles.get_mut(at - 1..=at) else { continue };
        let is_headless = table.head.clone().all(|row| sheet.cell(row, second.index).is_blank());
        let mut shown = table.rows.iter().map(|&row| sheet.cell(row, second.index).shown.trim());
        let mut words = shown.by_ref().filter(|shown| !shown.is_empty()).peekable();
        let are_words = words.peek().is_some() && words.all(|word| word.chars().all(char::is_alphabetic));
        let is_name = first.head == Some(Head::Person) && lists::is_whole_name(&first.label);
        if is_name && is_headless && are_words {
            (first.head, second.head) = (Some(Head::Family), Some(Head::Given));
        }
    }
}

/// For each column of a table which part of a line about somebody it is; columns of different parts may fill one field that
/// takes parts, those below `3` and above `0` any field.
pub fn parts(sheet: &Sheet, table: &Table) -> Vec<Option<u8>> {
    of(sheet, table).iter().map(Role::part).to_list()
}

/// The role of a column; one whose head says nothing of somebody has their name, if somebody says so.
pub(super) fn part_of(roles: &[Role], index: usize) -> u8 {
    roles.iter().find(|role| role.index == index).and_then(Role::part).unwrap_or(4)
}

/// Whether two heads are of columns that say the same.
pub(super) fn alike(one: &str, other: &str) -> bool {
    let (one, other) = (without_unit(one), without_unit(other));
    !text::key(&one).is_empty() && lists::heads_alike(&one, &other)
}

/// A head without what stands in parentheses, the unit.
pub(super) fn without_unit(head: &str) -> String {
    let mut rest = head;
    let mut text = String::new();
    while let Some((before, inside)) = rest.split_once('(') {
        text.push_str(before);
        rest = inside.split_once(')').map_or("", |(_, after)| after);
    }
    text + rest
}
