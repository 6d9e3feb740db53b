//! Number formats: what a cell shows for the number in it, where Vietnamese is the language of the system.

mod code;
mod date;
mod decimal;
mod number;

use crate::to_list::ToList;
use std::cmp::Ordering;

pub(super) use date::{duration_serial, iso_serial};
pub(super) use decimal::Decimal;

use code::{Comparison, Section, Token};

/// What a format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Nothing: the section of the format is empty.
    Nothing,
    /// A number; the plain text is the number that is shown.
    Number,
    /// The same, without so many thousands: the format cuts its last digits off (`#,##0,`).
    Scaled,
    /// A date or time; the plain text is it in ISO 8601.
    Date,
    /// A time longer than a day, or a day no calendar has.
    Text,
    /// `#####`: no date has this number.
    Error,
}

/// A format, parsed.
#[derive(Debug, Clone)]
pub(super) struct Format {
    sections: Vec<Section>,
}

impl Format {
    pub(super) fn new(code: &str) -> Format {
        Format { sections: code::parse(code) }
    }

    /// The format of a number that a file need not write out; for other numbers `General`.
    pub(super) fn built_in(id: u32) -> Format {
        Format::new(match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            5 | 6 => "#,##0\\ \"₫\";-#,##0\\ \"₫\"",
            7 | 8 => "#,##0.00\\ \"₫\";-#,##0.00\\ \"₫\"",
            9 => "0%",
            10 => "0.00%",
            11 => "0.00E+00",
            12 => "# ?/?",
            13 => "# ??/??",
            // The short date of the system, and the places other languages use for theirs.
            14 | 27..=31 | 36 | 50..=54 | 57 | 58 => "dd/mm/yyyy",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            20 | 32 => "h:mm",
            21 | 33 => "h:mm:ss",
            22 => "dd/mm/yyyy h:mm",
            37 | 38 => "#,##0;(#,##0)",
            39 | 40 => "#,##0.00;(#,##0.00)",
            41 => "#,##0;-#,##0;\"-\"",
            42 => "#,##0\\ \"₫\";-#,##0\\ \"₫\";\"-\"\\ \"₫\"",
            43 => "#,##0.00;-#,##0.00;\"-\"",
            44 => "#,##0.00\\ \"₫\";-#,##0.00\\ \"₫\";\"-\"\\ \"₫\"",
            45 => "mm:ss",
            46 => "[h]:mm:ss",
            47 => "mm:ss.0",
            48 => "##0.0E+0",
            49 => "@",
            _ => "General",
        })
    }

    /// Adds to `shown` what the cell shows, and to `plain` the number or date that is.
    pub(super) fn show(
        &self,
        value: Decimal,
        from_1904: bool,
        shown: &mut String,
        plain: &mut String,
    ) -> Shown {
        let Some((section, own_sign)) = self.section_for(value) else {
            number::general(value, shown, plain);
            return Shown::Number;
        };
        if section.is_date() {
            return date::show(section, value, from_1904, shown, plain);
        }
        if section.tokens.is_empty() {
            // An empty code is General; an empty section beside others hides the number.
            if self.sections.len() > 1 {
                return Shown::Nothing;
            }
            number::general(value, shown, plain);
            return Shown::Number;
        }
        number::show(section, value, own_sign, shown, plain);
        if section.shift < 0 { Shown::Scaled } else { Shown::Number }
    }

    /// What a text shows as, where the format says so.
    pub(super) fn show_text(&self, text: &str) -> Option<String> {
        let section = match self.sections.as_slice() {
            [_, _, _, section, ..] => section,
            [.., last] if last.has(&Token::Cell) => last,
            _ => return None,
        };
        let show = |token: &Token| match token {
            Token::Text(literal) => Some(literal.clone()),
            Token::Cell | Token::General => Some(text.to_owned()),
            _ => None,
        };
        Some(section.tokens.iter().filter_map(show).collect())
    }

    /// The section for a number, and whether it says by itself that the number is negative.
    fn section_for(&self, value: Decimal) -> Option<(&Section, bool)> {
        // A section with the text of the cell is for text, and the fourth always is.
        let numeric = |section: &&Section| !section.has(&Token::Cell);
        let sections: Vec<&Section> = self.sections.iter().take(3).filter(numeric).to_list();
        if sections.iter().any(|section| section.condition.is_some()) {
            let fits =
                |section: &&&Section| section.condition.is_none_or(|condition| holds(condition, value));
            let section = sections.iter().find(fits)?;
            let below_zero = |(comparison, bound): (Comparison, Decimal)| {
                matches!(comparison, Comparison::Less | Comparison::LessOrEqual)
                    && (bound.negative || bound.is_zero())
            };
            return Some((section, section.condition.is_some_and(below_zero)));
        }
        match (sections.as_slice(), value.negative, value.is_zero()) {
            ([_, _, zero], _, true) => Some((zero, true)),
            ([_, negative, ..], true, _) => Some((negative, true)),
            ([first, ..], ..) => Some((first, false)),
            ([], ..) => None,
        }
    }
}

fn holds((comparison, bound): (Comparison, Decimal), value: Decimal) -> bool {
    let order = value.compare(bound);
    match comparison {
        Comparison::Less => order == Ordering::Less,
        Comparison::LessOrEqual => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::GreaterOrEqual => order != Ordering::Less,
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
    }
}
