//! Documents that address a body which is no more.

use crate::joined::Joined;
use crate::to_list::ToList;
use std::cmp::Reverse;
use std::ops::Range;

use chrono::NaiveDate;

use crate::government::{Abolished, Government};
use crate::template::{Resolved, Template};
use crate::vietnamese::PartialDate;
use crate::{Diagnostic, FieldPath, Fix, Location, unicode};

/// One finding for every value that addresses a body of the abolished level in a document dated after its end. Cited
/// documents keep the names of their time.
pub(super) fn addressed(template: &Template, values: &Resolved, today: NaiveDate) -> Vec<Diagnostic> {
    let Some(government) = Government::on(dated(values, today)).filter(|_| !template.form.is_extract())
    else {
        return Vec::new();
    };
    let addressed = values.texts().into_iter().filter_map(|(path, text)| {
        let abolished = Words(&government.abolished);
        let range = abolished.found(text, abolished.takes_addresses(&path))?;
        let fix = abolished.fix(text, range.start, &path);
        Some(finding(government, path, text.get(range)?).with_fix(fix))
    });
    addressed.to_list()
}

/// The day a document counts as of; today while its date is open.
pub(super) fn dated(values: &Resolved, today: NaiveDate) -> NaiveDate {
    match values.date("ngay") {
        PartialDate::Full(day) => day,
        PartialDate::YearMonth(year, month) => NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(today),
        PartialDate::Year(year) if i64::from(year) < i64::from(chrono::Datelike::year(&today)) => {
            NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(today)
        }
        _ => today,
    }
}

fn finding(government: &Government, path: FieldPath, body: &str) -> Diagnostic {
    let (day, source) = (PartialDate::from(government.holds_from).slashed(), &government.source);
    Diagnostic::warning(
        "cap-huyen",
        Location::Field { path },
        format!(
            "Từ {day} không còn cấp huyện nên không gửi «{body}» nữa; hãy ghi cơ quan cấp tỉnh hoặc UBND các xã, phường ({source})."
        ),
        format!(
            "There is no district level since {day}, so “{body}” cannot be addressed; name the province's or the commune's body ({source})."
        ),
    )
    .citing(source.clone())
}

/// The words by which a text speaks to a body of the abolished level.
#[derive(Clone, Copy)]
pub(super) struct Words<'g>(pub(super) &'g Abolished);

impl Words<'_> {
    /// Whether a field says to whom a document goes or who shall do what.
    pub(super) fn takes_addresses(&self, path: &FieldPath) -> bool {
        let names = path
            .as_str()
            .split('.')
            .filter(|step| !step.starts_with(|c: char| c.is_ascii_digit()))
            .joined(".");
        let path = format!(".{}", names);
        self.0.addressed_in.iter().any(|field| path.ends_with(&format!(".{field}")))
    }

    /// The first body of the abolished level that a text speaks to: in an address any that it does not cite, elsewhere one
    /// that it asks something of.
    fn found(&self, text: &str, address: bool) -> Option<Range<usize>> {
        let lower = unicode::lower(text);
        // Offsets in the one are those in the other only while no letter changes its length.
        if lower.len() != text.len() {
            return None;
        }
        let phrases = self.0.phrases.iter().flat_map(|phrase| whole(&lower, phrase));
        let mut levels = self.0.phrases.iter().chain(&self.0.units).chain(&self.0.cities);
        let named = levels.any(|unit| lower.contains(unit.as_str()));
        let bodies = self.0.bodies.iter().filter(|_| named).flat_map(|body| whole(&lower, body));
        let with_unit = bodies
            .filter_map(|(start, end)| Some((start, end + self.unit(lower.get(end..)?, text.get(end..)?)?)));
        let of_city = self.0.of_city.iter().flat_map(|body| whole(&lower, body));
        let with_city = of_city.filter(|(_, end)| text.get(*end..).is_some_and(is_of_city));
        let all: Vec<(usize, usize)> = phrases.chain(with_unit).chain(with_city).to_list();
        let mut from = 0;
        loop {
            // None within another, and the longest of those that begin together.
            let rest = all.iter().filter(|(start, _)| *start >= from);
            let &(start, end) = rest.min_by_key(|(start, end)| (*start, Reverse(*end)))?;
            let end = with_name(text, end);
            let (before, after) = (lower.get(..start).unwrap_or(""), lower.get(end..).unwrap_or(""));
            if !cites(before) && !self.is_past(before, after) && (address || self.is_asked(before)) {
                return Some(start..end);
            }
            from = end;
        }
    }

    /// What stands for all bodies of the level now, where all of them are addressed.
    fn fix(&self, text: &str, start: usize, path: &FieldPath) -> Option<Fix> {
        let lower = unicode::lower(text);
        let body = lower.get(start..)?;
        let kept = self.0.kept.iter().find_map(|kept| body.strip_prefix(kept.as_str())?.strip_prefix(' '))?;
        let from = lower.len() - kept.len();
        let units = self.0.all_units.iter().find(|units| kept.starts_with(units.as_str()))?;
        let end = from + units.len();
        let after = text.get(end..)?.trim_start_matches([',', ' ']);
        // A name makes them some of all.
        if after.starts_with(char::is_uppercase) || lower.get(end..)?.starts_with(char::is_alphanumeric) {
            return None;
        }
        let mut right = text.to_owned();
        right.replace_range(from..end, &self.0.all_communes);
        let now = right.get(start..from + self.0.all_communes.len())?.to_owned();
        Some(Fix::new(path.clone(), right, format!("Sửa thành «{now}»"), format!("Change to “{now}”")))
    }

    /// How much of what follows a body, in small letters and as written, makes it one of the abolished level.
    fn unit(&self, after: &str, written: &str) -> Option<usize> {
        let rest = after.strip_prefix(' ')?;
        let between =
            self.0.between.iter().find_map(|word| rest.strip_prefix(word.as_str())?.strip_prefix(' '));
        let rest = between.unwrap_or(rest);
        let up_to = |unit: &String| {
            let rest = rest.strip_prefix(unit.as_str())?;
            (!rest.starts_with(char::is_alphanumeric)).then_some(after.len() - rest.len())
        };
        let phrase = self.0.phrases.iter().find_map(up_to);
        let city = |unit| up_to(unit).filter(|end| written.get(*end..).is_some_and(is_of_city));
        phrase.or_else(|| self.0.units.iter().find_map(up_to)).or_else(|| self.0.cities.iter().find_map(city))
    }

    /// Something is asked of the body behind this, which is not only spoken of.
    fn is_asked(&self, before: &str) -> bool {
        let sentence = last_sentence(before);
        let asked = self.0.asked_by.iter().any(|word| whole(sentence, word).next().is_some());
        let spoken_of =
            |word: &String| whole(sentence.trim_end(), word).any(|(_, end)| end == sentence.trim_end().len());
        asked && !self.0.spoken_of_by.iter().any(spoken_of)
    }

    /// The same sentence says that the body is meant as it was.
    pub(super) fn is_past(&self, before: &str, after: &str) -> bool {
        let before = last_sentence(before);
        let after = after.split(ENDS).next().unwrap_or("").split(". ").next().unwrap_or("");
        let past = |word: &String| whole(before, word).chain(whole(after, word)).next().is_some();
        let done = |word: &String| {
            whole(before, word).next().is_some()
                || whole(after.trim_start(), word).any(|(start, _)| start == 0)
        };
        self.0.past.iter().any(past) || self.0.done.iter().any(done)
    }
}

/// What ends a sentence, or an item of an enumeration, beside a full stop.
const ENDS: [char; 3] = [';', '\n', '!'];

fn last_sentence(before: &str) -> &str {
    before.rsplit(ENDS).next().and_then(|last| last.rsplit(". ").next()).unwrap_or("")
}

/// The end of the name in capitals that goes on behind a body.
fn with_name(text: &str, end: usize) -> usize {
    let mut at = end;
    while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(' ')) {
        let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        if !rest.starts_with(char::is_uppercase) {
            break;
        }
        at += length + 1;
    }
    at
}

/// Whether behind `thành phố` there is the name of a city that is no province.
fn is_of_city(name: &str) -> bool {
    let Some(name) = name.strip_prefix(' ').filter(|name| name.starts_with(char::is_uppercase)) else {
        return false;
    };
    let mut provinces = Government::two_levels().province.iter();
    !provinces.any(|province| name.starts_with(&province.name))
}

/// Whether what goes before the name of a body cites a document of it: `Quyết định số 12/QĐ-UBND ngày … của [Chủ tịch] …`.
pub(super) fn cites(before: &str) -> bool {
    let sentence = before.rsplit([';', '\n']).next().unwrap_or("");
    let Some((cited, between)) = sentence.rsplit_once(" của") else { return false };
    let symbol = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['/', '-']);
    between.split_whitespace().count() <= 3 && cited.split_whitespace().rev().take(9).any(symbol)
}

/// Where a phrase stands in a text with no letter touching it.
pub(super) fn whole<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
    text.match_indices(phrase).map(|(start, found)| (start, start + found.len())).filter(|(start, end)| {
        let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text.get(..*start).and_then(|before| before.chars().next_back());
        let after = text.get(*end..).and_then(|after| after.chars().next());
        !touches(before) && !touches(after)
    })
}
