//! Documents that address a body which is no more.

use chrono::NaiveDate;

use super::{Abolished, Government};
use crate::template::{Resolved, Template};
use crate::vietnamese::PartialDate;
use crate::{Diagnostic, FieldPath, Location, unicode};

/// One finding for every value that addresses a body of the abolished level in a document dated after its end. Cited
/// documents keep the names of their time.
pub(crate) fn addressed(template: &Template, values: &Resolved, today: NaiveDate) -> Vec<Diagnostic> {
    let dated = match values.date("ngay") {
        PartialDate::Full(day) => day,
        PartialDate::YearMonth(year, month) => NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(today),
        PartialDate::Year(year) if i64::from(year) < i64::from(chrono::Datelike::year(&today)) => {
            NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(today)
        }
        _ => today,
    };
    let Some(government) = Government::on(dated).filter(|_| !template.form.is_extract()) else {
        return Vec::new();
    };
    let addressed = values.texts().into_iter().filter_map(|(path, text)| {
        let body = text.get(government.abolished.found(text)?)?;
        Some(finding(government, path, body))
    });
    addressed.collect()
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
}

impl Abolished {
    /// Where a body of the abolished level stands in a text that does not cite it.
    fn found(&self, text: &str) -> Option<std::ops::Range<usize>> {
        let lower = unicode::lower(text);
        // Offsets in the one are those in the other only while no letter changes its length.
        if lower.len() != text.len() {
            return None;
        }
        let phrases = self.phrases.iter().flat_map(|phrase| whole(&lower, phrase));
        let named = self.units.iter().any(|unit| lower.contains(unit.as_str()));
        let bodies = self.bodies.iter().filter(|_| named).flat_map(|body| whole(&lower, body));
        let with_unit = bodies.filter_map(|(start, end)| Some((start, end + self.unit(lower.get(end..)?)?)));
        let addressed = |&(start, end): &(usize, usize)| {
            let (before, after) = (lower.get(..start).unwrap_or(""), lower.get(end..).unwrap_or(""));
            !cites(before) && !self.is_past(after)
        };
        phrases.chain(with_unit).filter(addressed).min().map(|(start, end)| start..end)
    }

    /// How much of what follows a body makes it one of the abolished level.
    fn unit(&self, after: &str) -> Option<usize> {
        let rest = after.strip_prefix(' ')?;
        let between =
            self.between.iter().find_map(|word| rest.strip_prefix(word.as_str())?.strip_prefix(' '));
        let rest = between.unwrap_or(rest);
        let unit = self.units.iter().find(|unit| {
            rest.strip_prefix(unit.as_str()).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        })?;
        Some(after.len() - rest.len() + unit.len())
    }

    /// The same sentence says that the body is meant as it was.
    fn is_past(&self, after: &str) -> bool {
        let sentence = after.split(['.', ';', '\n']).next().unwrap_or("");
        self.past.iter().any(|word| whole(sentence, word).next().is_some())
    }
}

/// Whether what goes before the name of a body cites a document of it: `Quyết định số 12/QĐ-UBND ngày … của [Chủ tịch] …`.
fn cites(before: &str) -> bool {
    let sentence = before.rsplit([';', '\n']).next().unwrap_or("");
    let Some((cited, between)) = sentence.rsplit_once(" của") else { return false };
    let symbol = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['/', '-']);
    between.split_whitespace().count() <= 3 && cited.split_whitespace().rev().take(9).any(symbol)
}

/// Where a phrase stands in a text with no letter touching it.
fn whole<'t>(text: &'t str, phrase: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
    text.match_indices(phrase).map(|(start, found)| (start, start + found.len())).filter(|(start, end)| {
        let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = text.get(..*start).and_then(|before| before.chars().next_back());
        let after = text.get(*end..).and_then(|after| after.chars().next());
        !touches(before) && !touches(after)
    })
}
