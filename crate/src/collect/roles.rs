//! Which rows of a table hold what others add up to: by their words, by their numbers, by their place and by adding up.

use rust_decimal::Decimal;

use super::lines::{Line, MOST_POINTS, PART, ROW, UNNUMBERED};
use crate::to_list::ToList;
use crate::vietnamese::sums::{Summed, added, is_beside, is_part, summed};
use crate::vietnamese::text::fold;

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
    /// It counts, and its number is that of a part of a row that is not there.
    PerhapsPart,
    /// It counts, and says of nothing what its figures are.
    Nameless,
}

impl Role {
    /// Whether the figures of the row are added up.
    pub(super) fn counts(self) -> bool {
        matches!(self, Role::Own | Role::Perhaps | Role::PerhapsPart | Role::Nameless)
    }
}

/// What the rows of a table are.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// What each is.
    pub(super) each: Vec<Role>,
    /// The rows with a name that hold sums or look so, and the rows each adds up.
    pub(super) wholes: Vec<(usize, Vec<usize>)>,
    /// A row says that it adds up all there is.
    pub(super) adds: bool,
}

/// What each row is. `adds` says that the document adds the rows up: where it does not, a row that holds the sum of others
/// counts like them, since it is added to those of its name alone.
pub(super) fn roles(lines: &[Line], adds: bool) -> Roles {
    let mut judged = Judged { lines, roles: vec![Role::Own; lines.len()], wholes: Vec::new() };
    judged.by_sense();
    (0..lines.len()).rev().for_each(|at| judged.by_number(at));
    (0..lines.len()).for_each(|at| judged.by_words(at));
    judged.by_place();
    let is_total = |at: usize| judged.is_sum_by_words(at) && !judged.is(at, Role::Own);
    let says_total = (0..lines.len()).any(is_total);
    if !adds && !says_total {
        judged.stand_alone();
    }
    Roles { each: judged.roles, wholes: judged.wholes, adds: says_total }
}

struct Judged<'l> {
    lines: &'l [Line],
    roles: Vec<Role>,
    wholes: Vec<(usize, Vec<usize>)>,
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

    /// Rows that say that they hold something else: of another period below the total, or alone among rows of things.
    fn by_sense(&mut self) {
        let of_period = |line: &&Line| is_beside(&line.label, true) && !is_beside(&line.label, false);
        let figures = || self.lines.iter().filter(|line| line.has_figures());
        let is_lone = figures().filter(of_period).count() == 1 && figures().count() > 2;
        let mut is_below = is_lone;
        for at in 0..self.lines.len() {
            let is_beside =
                |line: &Line| line.has_figures() && is_beside(&line.label, is_below || line.is_below);
            if self.line(at).is_some_and(is_beside) {
                self.set(at, Role::Beside);
            }
            is_below |= self.is_sum_by_words(at);
        }
    }

    /// Each row is added to those of its name: what holds a sum counts, parts that are called alike do not.
    fn stand_alone(&mut self) {
        for at in 0..self.lines.len() {
            let is_sum = matches!(
                self.roles.get(at),
                Some(Role::Sum | Role::WrongSum | Role::LooksLikeSum | Role::Perhaps | Role::Beside)
            );
            if is_sum {
                self.set(at, Role::Own);
            }
            let Some(line) = self.line(at).filter(|line| self.is(at, Role::Own) && is_part(&line.label))
            else {
                continue;
            };
            let name = fold(&line.label);
            if self.lines.iter().filter(|other| fold(&other.label) == name).count() > 1 {
                self.set(at, Role::Part);
            }
        }
        self.wholes.clear();
    }

    /// Whether rows that stand deeper are parts of one above: alone, or numbered as such, and no more than it has.
    fn are_parts(&self, at: usize, inside: &[usize], nearest: u8) -> bool {
        let Some(whole) = self.line(at) else { return false };
        let parts = || inside.iter().filter_map(|part| self.line(*part));
        let fits = |(column, own): (usize, &Option<Decimal>)| {
            let figures = || parts().filter_map(|part| part.figures.get(column).copied().flatten());
            let sum = figures().try_fold(Decimal::ZERO, Decimal::checked_add);
            own.is_none_or(|own| sum.is_some_and(|sum| sum <= own))
        };
        nearest > ROW && whole.figures.iter().enumerate().all(fits)
    }

    /// A row above those that stand deeper: it is their sum, or they are parts of it.
    fn by_number(&mut self, at: usize) {
        let Some(line) = self.line(at).filter(|line| line.has_figures()) else { return };
        let own = line.depth().unwrap_or(UNNUMBERED);
        let depth = |at: usize| self.line(at).and_then(Line::depth).unwrap_or(0);
        // 1.1 is no part of 6.
        let mark = line.mark();
        let is_counted = (ROW..=ROW + MOST_POINTS).contains(&own);
        let fits = |other: &Line| {
            let within = |whole: &str| {
                whole == mark || whole.strip_prefix(mark).is_some_and(|more| more.starts_with('.'))
            };
            !is_counted || other.whole().is_none_or(within)
        };
        let is_inside = |other: &usize| depth(*other) > own && self.line(*other).is_some_and(fits);
        let inside: Vec<usize> = (at + 1..self.lines.len()).take_while(is_inside).to_list();
        let with_figures: Vec<usize> =
            inside.iter().copied().filter(|other| self.line(*other).is_some_and(Line::has_figures)).to_list();
        let Some(nearest) = with_figures.iter().map(|other| depth(*other)).min() else { return };
        let direct: Vec<usize> =
            with_figures.iter().copied().filter(|other| depth(*other) == nearest).to_list();
        let leaves = self.own(with_figures.iter().copied());
        // After "Trong đó: A" the other parts often follow without a sign.
        let to_the_end = self.own(at + 1..self.lines.len());
        let is_sum = [&direct, &leaves].into_iter().any(|others| self.agrees(at, others).is_some());
        if is_sum || (to_the_end.len() > 1 && self.agrees(at, &to_the_end).is_some()) {
            self.set(at, Role::Sum);
            self.wholes.push((at, if is_sum { leaves } else { to_the_end }));
        } else if nearest == PART || self.are_parts(at, &direct, nearest) {
            with_figures.iter().for_each(|part| self.set(*part, Role::Part));
        } else {
            self.set(at, Role::WrongSum);
        }
    }

    /// A row that says it is a sum.
    fn by_words(&mut self, at: usize) {
        let Some(line) = self.line(at).filter(|_| self.is(at, Role::Own)) else { return };
        let Some(of) = summed(&line.label).filter(|_| line.has_figures()) else { return };
        let above = self.own(0..at);
        let below = self.own(at + 1..self.lines.len());
        let last = (0..at).rev().find(|other| self.is_sum_by_words(*other) || !self.has_figures(*other));
        let since_last = self.own(last.map_or(0, |last| last + 1)..at);
        let sums: Vec<usize> = (0..at).filter(|other| self.is(*other, Role::Sum)).to_list();
        let all: Vec<usize> = above.iter().chain(&below).copied().to_list();
        let candidates = [&above, &since_last, &sums, &below, &all];
        let least = if of == Summed::Rows { 1 } else { 2 };
        let adds = |rows: &&&Vec<usize>| rows.len() >= least && self.agrees(at, rows.as_slice()).is_some();
        let parts = candidates.iter().find(adds).map(|rows| rows.to_vec());
        let is_alone = all.is_empty();
        let role = match of {
            _ if parts.is_some() => Role::Sum,
            Summed::Rows if is_alone => Role::Own,
            Summed::Rows => Role::WrongSum,
            Summed::Named => Role::WrongSum,
            Summed::Perhaps => Role::Perhaps,
        };
        if let Some(parts) = parts.filter(|_| of != Summed::Rows) {
            self.wholes.push((at, parts));
        }
        self.set(at, role);
    }

    fn has_figures(&self, at: usize) -> bool {
        self.line(at).is_some_and(Line::has_figures)
    }

    /// The first or the last row that holds what all others add up to, parts of nothing, and rows without a name.
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
            let Some(line) = self.line(at) else { continue };
            let others: Vec<usize> = own.iter().copied().filter(|other| *other != at).to_list();
            let is_named = line.label.chars().any(char::is_alphabetic);
            let is_nothing = line.figures.iter().flatten().all(Decimal::is_zero);
            let Some(columns) = self.agrees(at, &others).filter(|_| others.len() > 1 && !is_nothing) else {
                continue;
            };
            let is_sum = columns > 1 || !is_named;
            self.set(at, if is_sum { Role::LooksLikeSum } else { Role::Perhaps });
            if is_sum {
                self.wholes.push((at, others));
            }
            break;
        }
        let has_name = |line: &Line| line.label.contains(char::is_alphabetic);
        let is_named = self.lines.iter().any(has_name);
        for at in own.into_iter().filter(|at| self.is(*at, Role::Own)).to_list() {
            let Some(line) = self.line(at) else { continue };
            if is_named && !has_name(line) {
                self.set(at, Role::Nameless);
            } else if line.whole().is_some_and(|whole| self.lacks(at, whole)) {
                self.set(at, Role::PerhapsPart);
            }
        }
    }

    /// Whether the row above that is less deep is not the one of this number, though others are counted without points.
    fn lacks(&self, at: usize, whole: &str) -> bool {
        let depth = |at: usize| self.line(at).and_then(Line::depth);
        let above = (0..at).rev().find(|other| depth(*other) < depth(at)).and_then(|above| self.line(above));
        let is_other = |above: &Line| above.depth() >= Some(ROW) && above.mark() != whole;
        above.is_none_or(is_other) && self.lines.iter().any(|line| line.whole().is_none())
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
            ..Line::default()
        };
        roles(&rows.iter().map(line).to_list(), true).each
    }

    #[test]
    fn rows_that_hold_sums_do_not_count() {
        use Role::{Beside, LooksLikeSum, Own, Part, Perhaps, PerhapsPart, Sum, WrongSum};
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
            &[("1", "I. Khối xã", &[3], Sum), ("2", "A", &[1], Own), ("3", "B", &[2], Own)],
            &[("1", "1. A", &[3], Sum), ("2", "1.1. B", &[1], Own), ("3", "1.2. C", &[2], Own)],
            &[("1", "A", &[3], Own), ("2", "a) B", &[1], Part), ("3", "b) C", &[1], Part)],
            &[("1", "A", &[3], Own), ("2", "B", &[2], Own), ("3", "7.1. C", &[2], PerhapsPart)],
            &[("1", "A", &[3], Own), ("2", "B", &[5], Own), ("3", "Năm 2025", &[2], Beside)],
            &[("1", "Năm 2024", &[3], Own), ("2", "Năm 2025", &[5], Own), ("3", "Năm 2026", &[9], Own)],
            &[("1", "A", &[3], Own), ("2", "B", &[5], Own), ("3", "Lũy kế từ đầu năm", &[9], Beside)],
        ];
        for case in cases {
            let rows: Vec<(&str, &str, &[i64])> =
                case.iter().map(|(number, label, figures, _)| (*number, *label, *figures)).to_list();
            let wanted: Vec<Role> = case.iter().map(|(.., role)| *role).to_list();
            assert_eq!(roles_of(&rows), wanted, "{rows:?}");
        }
    }
}
