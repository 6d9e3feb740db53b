//! Days counted from 1900 or 1904, and times as parts of a day.

use chrono::{Datelike as _, Days, NaiveDate};

use super::Shown;
use super::code::{Part, Section, Token};
use super::decimal::Decimal;
use super::number::push_padded;

const DAY: i64 = 86_400;
/// From 1900-01-01 to 1904-01-01, counting the 29 February 1900 that spreadsheets believe in.
const DAYS_TO_1904: i64 = 1462;
/// 9999-12-31.
const LAST_DAY: i64 = 2_958_465;
/// The day that never was.
const LEAP_DAY_1900: i64 = 60;

const MONTHS: [&str; 12] =
    ["Giêng", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười", "Mười Một", "Mười Hai"];
const DAYS: [&str; 7] = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const SHORT_DAYS: [&str; 7] = ["CN", "T2", "T3", "T4", "T5", "T6", "T7"];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const ENGLISH_DAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// A moment, taken apart.
struct Moment {
    year: i64,
    month: u32,
    day: u32,
    /// 0 is Sunday.
    weekday: usize,
    /// Seconds since the first day, and since 0 in the file: a duration has no first day.
    total: i64,
    elapsed: i64,
    /// Thousandths of the second.
    thousandths: i64,
}

pub(super) fn show(
    section: &Section,
    value: Decimal,
    from_1904: bool,
    shown: &mut String,
    plain: &mut String,
) -> Shown {
    let parts = || {
        section
            .tokens
            .iter()
            .filter_map(|token| if let Token::Part(part) = token { Some(*part) } else { None })
    };
    let digits =
        parts().find_map(|part| if let Part::Fraction(digits) = part { Some(digits.min(3)) } else { None });
    // Only where days are counted from 1904 are there times below zero.
    let below_zero = from_1904 && value.negative;
    let value = if below_zero { value.magnitude() } else { value };
    let Some(moment) = moment(value, from_1904, digits.unwrap_or(0)) else {
        shown.push_str("#####");
        return Shown::Error;
    };
    if below_zero {
        shown.push('-');
    }
    let halves = parts().any(|part| matches!(part, Part::Half { .. }));
    for token in &section.tokens {
        match token {
            Token::Text(text) => shown.push_str(text),
            Token::Part(part) => push_part(*part, &moment, section.english, halves, shown),
            _ => {}
        }
    }
    let has_day = parts().any(|part| matches!(part, Part::Year(_) | Part::Month(_) | Part::Day(_)));
    let has_time = parts().any(|part| !matches!(part, Part::Year(_) | Part::Month(_) | Part::Day(_)));
    let has_seconds = parts().any(|part| matches!(part, Part::Second(_)));
    let elapsed = parts().any(|part| matches!(part, Part::Elapsed(..)));
    let days = moment.total.div_euclid(DAY);
    let is_calendar_day = moment.day > 0 && days != LEAP_DAY_1900;
    let is_longer_than_a_day = elapsed && !has_day && moment.elapsed >= DAY;
    if below_zero || (has_day && !is_calendar_day) || is_longer_than_a_day {
        return Shown::Text;
    }
    let pair = |plain: &mut String, number: i64| push_padded(plain, u32::try_from(number).unwrap_or(0), 2);
    if has_day {
        // What counts is what is shown: a month with its year is no day, a year alone no month.
        let shows = |wanted: fn(&Part) -> bool| parts().any(|part| wanted(&part));
        let days = shows(|part| matches!(part, Part::Day(_)));
        let months = shows(|part| matches!(part, Part::Month(_)));
        let whole = days || has_time || !shows(|part| matches!(part, Part::Year(_)));
        push_padded(plain, u32::try_from(moment.year).unwrap_or(0), 4);
        if months || whole {
            plain.push('-');
            push_padded(plain, moment.month, 2);
        }
        if whole {
            plain.push('-');
            push_padded(plain, moment.day, 2);
        }
        if has_time {
            plain.push('T');
        }
    }
    if has_time {
        let seconds = moment.total.rem_euclid(DAY);
        pair(plain, seconds / 3600);
        plain.push(':');
        pair(plain, seconds / 60 % 60);
        plain.push(':');
        pair(plain, if has_seconds { seconds % 60 } else { 0 });
    }
    Shown::Date
}

/// The number of a moment in ISO 8601, which strict workbooks write instead: `2026-04-05`, `2026-04-05T07:30:00`.
pub(in crate::sheet) fn iso_serial(text: &str, from_1904: bool) -> Option<Decimal> {
    let text = text.trim().trim_end_matches('Z');
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, time),
        None if text.contains(':') => ("", text),
        None => (text, ""),
    };
    let days = if day.is_empty() {
        0
    } else {
        let date = calendar_day(day)?;
        let days = date.signed_duration_since(NaiveDate::from_ymd_opt(1899, 12, 30)?).num_days();
        let days = if days <= LEAP_DAY_1900 { days - 1 } else { days };
        if from_1904 { days - DAYS_TO_1904 } else { days }
    };
    let mut seconds = 0;
    let time = time.split('.').next().unwrap_or_default();
    for (part, unit) in time.split(':').filter(|part| !part.is_empty()).zip([3600, 60, 1]) {
        seconds += part.parse::<i64>().ok().filter(|part| (0..100).contains(part))? * unit;
    }
    serial(days, seconds).filter(|_| days >= 0)
}

/// The number of a duration of OpenDocument: `PT07H30M00S`, `PT36H15M`, `P1DT2H`.
pub(in crate::sheet) fn duration_serial(text: &str) -> Option<Decimal> {
    const LONGEST: i64 = 1 << 40;
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (days, time) = text.strip_prefix('P')?.split_once('T').unwrap_or((text.strip_prefix('P')?, ""));
    let mut seconds = 0_i64;
    for (mut rest, units) in [(days, &[('D', DAY)][..]), (time, &[('H', 3600), ('M', 60), ('S', 1)])] {
        for &(letter, unit) in units {
            if let Some((count, behind)) = rest.split_once(letter) {
                let whole = count.split(['.', ',']).next()?.parse::<i64>().ok()?;
                seconds = seconds.checked_add(whole.checked_mul(unit)?)?;
                rest = behind;
            }
        }
        if !rest.is_empty() {
            return None;
        }
    }
    let mut serial = serial(seconds / DAY, seconds % DAY).filter(|_| (0..LONGEST).contains(&seconds))?;
    serial.negative = negative && !serial.is_zero();
    Some(serial)
}

/// So many days and seconds as one number.
fn serial(days: i64, seconds: i64) -> Option<Decimal> {
    // A second is longer than a millionth of a day: twelve digits tell it.
    let part = (seconds * 1_000_000_000 + DAY / 2) / DAY;
    Decimal::parse(&format!("{days}.{part:09}"))
}

/// `2026-04-05`.
fn calendar_day(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn moment(value: Decimal, from_1904: bool, digits: usize) -> Option<Moment> {
    if value.negative {
        return None;
    }
    let unit = [1, 10, 100, 1000].get(digits).copied().unwrap_or(1);
    let ticks = value.whole_times(DAY * unit)?;
    let elapsed = ticks / unit;
    let total = elapsed + if from_1904 { DAYS_TO_1904 * DAY } else { 0 };
    let days = total / DAY;
    if days > LAST_DAY {
        return None;
    }
    let (year, month, day) = match days {
        0 => (1900, 1, 0),
        LEAP_DAY_1900 => (1900, 2, 29),
        _ => {
            let eve = if days < LEAP_DAY_1900 { (1899, 12, 31) } else { (1899, 12, 30) };
            let eve = NaiveDate::from_ymd_opt(eve.0, eve.1, eve.2)?;
            let date = eve.checked_add_days(Days::new(u64::try_from(days).ok()?))?;
            (i64::from(date.year()), date.month(), date.day())
        }
    };
    let weekday = usize::try_from((days + 6) % 7).ok()?;
    Some(Moment { year, month, day, weekday, total, elapsed, thousandths: ticks % unit * (1000 / unit) })
}

fn push_part(part: Part, moment: &Moment, english: bool, halves: bool, out: &mut String) {
    let two = |out: &mut String, number: i64, width: usize| {
        push_padded(out, u32::try_from(number).unwrap_or(0), width.min(2));
    };
    let seconds = moment.total.rem_euclid(DAY);
    let month = usize::try_from(moment.month).unwrap_or(1).saturating_sub(1);
    match part {
        Part::Year(..=2) => two(out, moment.year % 100, 2),
        Part::Year(_) => push_padded(out, u32::try_from(moment.year).unwrap_or(0), 4),
        Part::Month(width @ ..=2) => two(out, i64::from(moment.month), width),
        Part::Month(width) => {
            let name = if english { ENGLISH_MONTHS } else { MONTHS }.get(month).copied().unwrap_or_default();
            match (width, english) {
                (3, true) => out.push_str(name.get(..3).unwrap_or(name)),
                (3, false) => out.push_str(&format!("Thg{}", moment.month)),
                (5, true) => out.extend(name.chars().next()),
                (5, false) => out.push('T'),
                (_, true) => out.push_str(name),
                (_, false) => out.push_str(&format!("Tháng {name}")),
            }
        }
        Part::Day(width @ ..=2) => two(out, i64::from(moment.day), width),
        Part::Day(width) => {
            let names = if english {
                ENGLISH_DAYS
            } else if width == 3 {
                SHORT_DAYS
            } else {
                DAYS
            };
            let name = names.get(moment.weekday).copied().unwrap_or_default();
            out.push_str(if english && width == 3 { name.get(..3).unwrap_or(name) } else { name });
        }
        Part::Hour(width) => {
            let hour = seconds / 3600;
            let hour = if halves { (hour + 11) % 12 + 1 } else { hour };
            two(out, hour, width);
        }
        Part::Minute(width) => two(out, seconds / 60 % 60, width),
        Part::Second(width) => two(out, seconds % 60, width),
        Part::Fraction(width) => {
            let mut digits = String::new();
            push_padded(&mut digits, u32::try_from(moment.thousandths).unwrap_or(0), 3);
            out.push(',');
            out.push_str(digits.get(..width.min(3)).unwrap_or_default());
        }
        Part::Half { short } => {
            let name = match (seconds < DAY / 2, english) {
                (true, true) => "AM",
                (false, true) => "PM",
                (true, false) => "SA",
                (false, false) => "CH",
            };
            out.push_str(if short { name.get(..1).unwrap_or(name) } else { name });
        }
        Part::Elapsed(unit, width) => {
            let total = match unit {
                'h' => moment.elapsed / 3600,
                'm' => moment.elapsed / 60,
                _ => moment.elapsed,
            };
            push_padded(out, u32::try_from(total).unwrap_or(u32::MAX), width);
        }
    }
}
