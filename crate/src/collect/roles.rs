//! Which rows of a table hold what others add up to: by their words, by their numbers, by their place and by adding up.

use rust_decimal::Decimal;

use crate::to_list::ToList;
use crate::vietnamese::number::from_roman;
use crate::vietnamese::sums::{Summed, added, is_beside, is_part, summed};

/// A row as it is judged.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// What counts it: `I`, `1.2`, or nothing.
    pub(super) number: String,
    /// What it is called.
    pub(super) label: String,
    /// Its figures that can be added up, a column each.
    pub(super) figures: Vec<Option<Decimal>>,
    /// It was added in Word.
    pub(super) is_new: bool,
    /// It stands below the total of the form.
    pub(super) is_below: bool,
    /// It stands where the total of the form is missing.
    pub(super) is_for_total: bool,
}

/// What a row is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It counts.
    Own,
    /// It holds the sum of others, and does not count.
    Sum,
    /// It says or looks so and its figures are not that sum: it does not count.
    WrongSum,
    /// It has no words of a sum, and is one by its place and its figures: it does not count.
    LooksLikeSum,
    /// It is a part of a row above that counts, and does not itself.
    Part,
    /// It holds what is no figure like the others: a share, a mean, another period. It does not count.
    Beside,
    /// It counts, and may hold a sum.
    Perhaps,
    /// It counts, and says of nothing what its figures are.
    Nameless,
}

impl Role {
    /// Whether the figures of the row are added up.
    pub(super) fn counts(self) -> bool {
        matches!(self, Role::Own | Role::Perhaps | Role::Nameless)
    }
}

impl Line {
    fn has_figures(&self) -> bool {
        self.figures.iter().any(Option::is_some)
    }

    /// How deep it stands in the order its number or its sign gives it.
    fn depth(&self) -> Option<u8> {
        if is_part(&self.label) {
            return Some(PART);
        }
        let number = self.number.trim().trim_end_matches(['.', ')', ':']);
        let letters = number.chars().count();
        let all = |is: fn(&char) -> bool| letters > 0 && number.chars().all(|one| is(&one));
        if all(char::is_ascii_digit) {
            return Some(3);
        }
        if number.contains('.') && number.split('.').all(|part| part.parse::<u32>().is_ok()) {
            return Some(4);
        }
        // Of the letters that are Roman digits too, C and D count sections more often than hundreds.
        if from_roman(number).is_some() && !matches!(number, "C" | "D" | "L" | "M") {
            return Some(2);
        }
        match number.chars().next() {
            Some(letter) if letters == 1 && letter.is_uppercase() => Some(1),
            Some(letter) if letters == 1 && letter.is_lowercase() => Some(5),
            _ => None,
        }
    }
}

/// The depth of parts, and of what has no number.
const PART: u8 = 9;
const UNNUMBERED: u8 = 8;

/// What each row is.
pub(super) fn roles(lines: &[Line]) -> Vec<Role> {
    let mut judged = Judged { lines, roles: vec![Role::Own; lines.len()] };
    judged.by_sense();
    (0..lines.len()).rev().for_each(|at| judged.by_number(at));
    (0..lines.len()).for_each(|at| judged.by_words(at));
    judged.by_place();
    judged.roles
}

struct Judged<'l> {
    lines: &'l [Line],
    roles: Vec<Role>,
}

impl Judged<'_> {
    fn line(&self, at: usize) -> Option<&Line> {
        self.lines.get(at)
    }

    fn set(&mut self, at: usize, role: Role) {
        if let Some(own) = self.roles.get_mut(at) {
            *own = role;
        }
    }

    fn is(&self, at: usize, role: Role) -> bool {
        self.roles.get(at) == Some(&role)
    }

    fn is_sum_by_words(&self, at: usize) -> bool {
        self.line(at).is_some_and(|line| summed(&line.label) == Some(Summed::Rows))
    }

    /// The rows that count among these.
    fn own(&self, among: impl Iterator<Item = usize>) -> Vec<usize> {
        let counts = |at: &usize| {
            self.is(*at, Role::Own)
                && !self.is_sum_by_words(*at)
                && self.line(*at).is_some_and(Line::has_figures)
        };
        among.filter(counts).to_list()
    }

    /// In how many columns the figures of a row are the sums of those of others; none where they are not, or there is nothing
    /// to compare.
    fn agrees(&self, at: usize, others: &[usize]) -> Option<usize> {
        let figures = others.iter().filter_map(|other| Some(self.line(*other)?.figures.as_slice()));
        added(&self.line(at)?.figures, &figures)
    }

    /// Rows that were added and say that they hold something else.
    fn by_sense(&mut self) {
        let mut is_below = false;
        for at in 0..self.lines.len() {
            let is_beside = |line: &Line| {
                line.is_new && line.has_figures() && is_beside(&line.label, is_below || line.is_below)
            };
            if self.line(at).is_some_and(is_beside) {
                self.set(at, Role::Beside);
            }
            is_below |= self.is_sum_by_words(at);
        }
    }

    /// Whether rows that stand deeper were added as parts of one above: alone, or below one that was there before, and no more
    /// than it has.
    fn are_parts(&self, at: usize, inside: &[usize]) -> bool {
        let Some(whole) = self.line(at) else { return false };
        let parts = || inside.iter().filter_map(|part| self.line(*part));
        let is_added = parts().all(|part| part.is_new);
        let is_lone = inside.len() == 1 && parts().all(|part| part.number.contains('.'));
        let fits = |(column, own): (usize, &Option<Decimal>)| {
            let figures = || parts().filter_map(|part| part.figures.get(column).copied().flatten());
            let sum = figures().try_fold(Decimal::ZERO, Decimal::checked_add);
            own.is_none_or(|own| sum.is_some_and(|sum| sum <= own))
        };
        is_added && (is_lone || !whole.is_new) && whole.figures.iter().enumerate().all(fits)
    }

    /// A row above those that stand deeper: it is their sum, or they are parts of it.
    fn by_number(&mut self, at: usize) {
        let Some(line) = self.line(at).filter(|line| line.has_figures()) else { return };
        let own = line.depth().unwrap_or(UNNUMBERED);
        let depth = |at: usize| self.line(at).and_then(Line::depth).unwrap_or(0);
        let inside: Vec<usize> = (at + 1..self.lines.len()).take_while(|other| depth(*other) > own).to_list();
        let with_figures: Vec<usize> =
            inside.iter().copied().filter(|other| self.line(*other).is_some_and(Line::has_figures)).to_list();
        let Some(nearest) = with_figures.iter().map(|other| depth(*other)).min() else { return };
        let direct: Vec<usize> =
            with_figures.iter().copied().filter(|other| depth(*other) == nearest).to_list();
        let leaves = self.own(with_figures.iter().copied());
        // After "Trong đó: A" the other parts often follow without a sign.
        let to_the_end = self.own(at + 1..self.lines.len());
        let is_sum = [&direct, &leaves].into_iter().any(|others| self.agrees(at, others).is_some())
            || (to_the_end.len() > 1 && self.agrees(at, &to_the_end).is_some());
        if is_sum {
            self.set(at, Role::Sum);
        } else if nearest == PART || self.are_parts(at, &direct) {
            with_figures.iter().for_each(|part| self.set(*part, Role::Part));
        } else {
            self.set(at, Role::WrongSum);
        }
    }

    /// A row that says it is a sum.
    fn by_words(&mut self, at: usize) {
        let Some(line) = self.line(at).filter(|_| self.is(at, Role::Own)) else { return };
        let Some(of) = summed(&line.label).filter(|_| line.has_figures()) else { return };
        let is_new = line.is_new;
        let above = self.own(0..at);
        let below = self.own(at + 1..self.lines.len());
        let last = (0..at).rev().find(|other| self.is_sum_by_words(*other) || !self.has_figures(*other));
        let since_last = self.own(last.map_or(0, |last| last + 1)..at);
        let sums: Vec<usize> = (0..at).filter(|other| self.is(*other, Role::Sum)).to_list();
        let all: Vec<usize> = above.iter().chain(&below).copied().to_list();
        let candidates = [&above, &since_last, &sums, &below, &all];
        let least = if of == Summed::Rows { 1 } else { 2 };
        let agrees =
            candidates.iter().any(|rows| rows.len() >= least && self.agrees(at, rows.as_slice()).is_some());
        let is_alone = all.is_empty();
        let role = match of {
            _ if agrees => Role::Sum,
            Summed::Rows if is_alone => Role::Own,
            Summed::Rows => Role::WrongSum,
            Summed::Named if is_new => Role::WrongSum,
            Summed::Perhaps if is_new => Role::Perhaps,
            Summed::Named | Summed::Perhaps => Role::Own,
        };
        self.set(at, role);
    }

    fn has_figures(&self, at: usize) -> bool {
        self.line(at).is_some_and(Line::has_figures)
    }

    /// Rows that were added: the first or the last one that holds what all others add up to, and those without a name.
    fn by_place(&mut self) {
        let own = self.own(0..self.lines.len());
        let for_total = own.iter().copied().find(|at| self.line(*at).is_some_and(|line| line.is_for_total));
        if let Some(at) = for_total.filter(|_| own.len() > 1) {
            let others: Vec<usize> = own.iter().copied().filter(|other| *other != at).to_list();
            let agrees = self.agrees(at, &others).is_some();
            self.set(at, if agrees { Role::LooksLikeSum } else { Role::WrongSum });
            return;
        }
        for at in [own.last(), own.first()].into_iter().flatten().copied() {
            let Some(line) = self.line(at).filter(|line| line.is_new) else { continue };
            let others: Vec<usize> = own.iter().copied().filter(|other| *other != at).to_list();
            let is_named = line.label.chars().any(char::is_alphabetic);
            let is_nothing = line.figures.iter().flatten().all(Decimal::is_zero);
            let Some(columns) = self.agrees(at, &others).filter(|_| others.len() > 1 && !is_nothing) else {
                continue;
            };
            self.set(at, if columns > 1 || !is_named { Role::LooksLikeSum } else { Role::Perhaps });
            break;
        }
        for at in own {
            let is_nameless =
                self.line(at).is_some_and(|line| line.is_new && !line.label.contains(char::is_alphabetic));
            if is_nameless && self.is(at, Role::Own) {
                self.set(at, Role::Nameless);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles_of(rows: &[(&str, &str, &[i64])]) -> Vec<Role> {
        let line = |(number, label, figures): &(&str, &str, &[i64])| Line {
            number: (*number).to_owned(),
            label: (*label).to_owned(),
            figures: figures.iter().map(|figure| Some(Decimal::from(*figure))).to_list(),
            is_new: true,
            ..Line::default()
        };
        roles(&rows.iter().map(line).to_list())
    }

    #[test]
    fn rows_that_hold_sums_do_not_count() {
        use Role::{Beside, LooksLikeSum, Own, Part, Perhaps, Sum, WrongSum};
        type Rows<'r> = &'r [(&'r str, &'r str, &'r [i64], Role)];
        let cases: &[Rows<'_>] = &[
            &[("1", "A", &[1], Own), ("2", "B", &[2], Own), ("", "Tổng cộng toàn xã", &[3], Sum)],
            &[("1", "A", &[1], Own), ("2", "B", &[2], Own), ("", "Tổng cộng", &[4], WrongSum)],
            &[("", "Tổng số", &[3], Sum), ("1", "A", &[1], Own), ("2", "B", &[2], Own)],
            &[("1", "A", &[1], Own), ("2", "Cộng đồng", &[1], Own)],
            &[("1", "A", &[1], Own), ("2", "B", &[5], Own), ("3", "Tổng số thôn", &[9], Perhaps)],
            &[
                ("I", "Một", &[3], Sum),
                ("1", "A", &[1], Own),
                ("2", "B", &[2], Own),
                ("II", "Hai", &[4], Sum),
                ("1", "C", &[4], Own),
                ("", "Cộng (I+II)", &[7], Sum),
            ],
            &[
                ("1", "A", &[1], Own),
                ("2", "B", &[2], Own),
                ("", "Cộng I", &[3], Sum),
                ("1", "C", &[4], Own),
                ("2", "D", &[6], Own),
                ("", "Cộng II", &[10], Sum),
                ("", "Tổng cộng", &[13], Sum),
            ],
            &[("1", "Lao động", &[10], Own), ("", "Trong đó: nữ", &[4], Part), ("2", "B", &[2], Own)],
            &[("1", "Lao động", &[10], Sum), ("", "- Nam", &[6], Own), ("", "- Nữ", &[4], Own)],
            &[("I", "Một", &[9], WrongSum), ("1", "A", &[1], Own), ("2", "B", &[2], Own)],
            &[("1", "A", &[1, 5], Own), ("2", "B", &[2, 6], Own), ("", "Toàn xã", &[3, 11], LooksLikeSum)],
            &[("1", "A", &[1], Own), ("2", "B", &[2], Own), ("3", "C", &[3], Perhaps)],
            &[("", "Tổng số", &[10], Own), ("", "Trong đó: nữ", &[4], Part)],
            &[("1", "A", &[9], Own), ("1.1", "Trực tuyến", &[5], Part), ("2", "B", &[2], Own)],
            &[
                ("1", "A", &[9], Own),
                ("2", "B", &[2], Own),
                ("", "Tổng", &[11], Sum),
                ("", "Năm 2025", &[8], Beside),
            ],
            &[("1", "A", &[9], Own), ("", "Bình quân", &[9], Beside), ("", "Tỷ lệ (%)", &[100], Beside)],
            &[("", "Tổng số", &[10], Sum), ("", "Trong đó: nữ", &[4], Own), ("", "nam", &[6], Own)],
        ];
        for case in cases {
            let rows: Vec<(&str, &str, &[i64])> =
                case.iter().map(|(number, label, figures, _)| (*number, *label, *figures)).to_list();
            let wanted: Vec<Role> = case.iter().map(|(.., role)| *role).to_list();
            assert_eq!(roles_of(&rows), wanted, "{rows:?}");
        }
    }
}
