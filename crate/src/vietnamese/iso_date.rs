//! Days as they are stored.

use chrono::NaiveDate;

/// The day `2026-11-23` says. Chrono reads it too, alike, with the code for every other form of date.
pub(crate) fn iso_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim_start();
    let signed = text.strip_prefix(['-', '+']);
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (year, text) = signed.map_or_else(|| number(text, 4), |text| number(text, usize::MAX))?;
    let (month, text) = number(text.trim_start().strip_prefix('-')?.trim_start(), 2)?;
    let (day, text) = number(text.trim_start().strip_prefix('-')?.trim_start(), 2)?;
    let is_whole = text.trim_start().is_empty();
    NaiveDate::from_ymd_opt(year.checked_mul(sign)?, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
        .filter(|_| is_whole)
}

/// The number a text begins with, of so many digits at the most, and what follows it.
fn number(text: &str, most: usize) -> Option<(i32, &str)> {
    let end = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    Some((text.get(..end)?.parse().ok()?, text.get(end..)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn days_are_read_as_chrono_reads_them(text in "[ +-]{0,2}[0-9]{1,6} ?- ?[0-9]{1,3} ?-[ +]?[0-9]{1,3}[ x]?|\\PC{0,12}") {
            prop_assert_eq!(iso_day(&text), text.parse().ok());
        }

        #[test]
        fn every_day_is_read_back(days in -100_000_000..100_000_000i32) {
            let day = NaiveDate::from_num_days_from_ce_opt(days);
            prop_assert_eq!(day.and_then(|day| iso_day(&day.to_string())), day);
        }
    }
}
