//! A row of a table as it is judged: its label, its figures, and how deep it stands.

use rust_decimal::Decimal;

use crate::vietnamese::number::from_roman;
use crate::vietnamese::sums::{is_part, numbered};

/// A row as it is judged.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// What counts it: `I`, `1.2`, or nothing.
    pub(super) number: String,
    /// What it is called.
    pub(super) label: String,
    /// Its figures that can be added up, a column each; none of a row of shares.
    pub(super) figures: Vec<Option<Decimal>>,
    /// It stands below the total of the form.
    pub(super) is_below: bool,
    /// It stands where the total of the form is missing.
    pub(super) is_for_total: bool,
}

impl Line {
    pub(super) fn has_figures(&self) -> bool {
        self.figures.iter().any(Option::is_some)
    }

    /// What counts it, in its label or beside it.
    pub(super) fn mark(&self) -> &str {
        let mark = numbered(&self.label).map_or(self.number.as_str(), |(mark, _)| mark);
        mark.trim().trim_end_matches(['.', ')', ':', '/'])
    }

    /// How deep it stands in the order its number or its sign gives it.
    pub(super) fn depth(&self) -> Option<u8> {
        if is_part(&self.label) {
            return Some(PART);
        }
        let number = self.mark();
        let letters = number.chars().count();
        let all = |is: fn(&char) -> bool| letters > 0 && number.chars().all(|one| is(&one));
        if all(char::is_ascii_digit) {
            return Some(ROW);
        }
        if number.contains('.') && number.split('.').all(|part| part.parse::<u32>().is_ok()) {
            let points = number.bytes().filter(|one| *one == b'.').count();
            return Some(ROW + u8::try_from(points).map_or(MOST_POINTS, |points| points.min(MOST_POINTS)));
        }
        // Of the letters that are Roman digits too, C and D count sections more often than hundreds.
        if from_roman(number).is_some() && !matches!(number, "C" | "D" | "L" | "M") {
            return Some(ROW - 1);
        }
        match number.chars().next() {
            Some(letter) if letters == 1 && letter.is_uppercase() => Some(ROW - 2),
            Some(letter) if letters == 1 && letter.is_lowercase() => Some(ROW + MOST_POINTS + 1),
            _ => None,
        }
    }

    /// Whether its number has points, and what stands before the last of them.
    pub(super) fn whole(&self) -> Option<&str> {
        let depth = self.depth()?;
        (depth > ROW && depth <= ROW + MOST_POINTS)
            .then(|| self.mark().rsplit_once('.'))
            .flatten()
            .map(|at| at.0)
    }
}

/// The depth of rows counted 1, 2, 3; so many points are told apart below them.
pub(super) const ROW: u8 = 3;
pub(super) const MOST_POINTS: u8 = 4;
/// The depth of parts, and of what has no number.
pub(super) const PART: u8 = 20;
pub(super) const UNNUMBERED: u8 = 19;
