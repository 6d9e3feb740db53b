//! A citation as somebody copied it, taken apart into its fields.

use super::words::Words;
use super::{BASIS, CitedDocument, JOININGS, Joining, without_prefix};
use crate::joined::Joined;
use crate::standard::Standard;
use crate::to_list::ToList;
use crate::vietnamese::date::PartialDate;
use crate::vietnamese::text::clean;

/// The kind of a document has at most this many words: `Thông tư liên tịch`, `Nghị quyết liên tịch`.
const WORDS_OF_KIND: usize = 5;

impl CitedDocument {
    /// Takes a pasted citation apart: `Công văn số 4625/BNV-CCHC ngày 02/7/2025 của Bộ Nội vụ về việc …`, a law with its
    /// date, a căn cứ with its first word and its end mark. What cannot be told for certain is kept whole, as it was
    /// typed, in `nguyen_van`.
    ///
    /// ```
    /// use thethuc::vietnamese::CitedDocument;
    /// let cited = CitedDocument::parse("Công văn số 4625/BNV-CCHC ngày 02/7/2025 của Bộ Nội vụ về việc tiếp nhận hồ sơ;");
    /// assert_eq!(cited.ten_loai, "Công văn");
    /// assert_eq!(cited.so_ky_hieu, "4625/BNV-CCHC");
    /// assert_eq!(cited.ngay.to_string(), "2025-07-02");
    /// assert_eq!(cited.co_quan, "Bộ Nội vụ");
    /// assert_eq!(cited.trich_yeu, "tiếp nhận hồ sơ");
    /// ```
    pub fn parse(text: &str) -> CitedDocument {
        parsed(text, false)
    }

    /// The same of a căn cứ, which prints with [`CitedDocument::basis_line`]: what begins otherwise than `Căn cứ` is kept
    /// whole, because that is not what the parts would print.
    ///
    /// ```
    /// use thethuc::vietnamese::CitedDocument;
    /// let cited = CitedDocument::parse_basis("Xét Tờ trình số 12/TTr-UBND ngày 05/5/2026 của UBND xã;");
    /// assert_eq!(cited.basis_line(), "Xét Tờ trình số 12/TTr-UBND ngày 05/5/2026 của UBND xã");
    /// ```
    pub fn parse_basis(text: &str) -> CitedDocument {
        parsed(text, true)
    }
}

fn parsed(text: &str, basis: bool) -> CitedDocument {
    let text = clean(text).text.split_whitespace().joined(" ");
    let bare = text.trim_start_matches(['-', '+', '•', '*', ' ']).trim_end_matches([';', '.', ',', ' ']);
    let mut leads = Words::get().leads.iter();
    let led = leads.find_map(|lead| Some((lead, without_prefix(bare, lead)?.strip_prefix(' ')?)));
    let cited = led.map_or(bare, |(_, cited)| cited);
    let is_kept = basis && led.is_some_and(|(lead, _)| lead != BASIS);
    let parts = if is_kept { None } else { taken_apart(cited) };
    parts.unwrap_or_else(|| CitedDocument { nguyen_van: bare.to_owned(), ..CitedDocument::default() })
}

fn taken_apart(cited: &str) -> Option<CitedDocument> {
    // A law that is named by its number has no name that its parts would print.
    law(cited).or_else(|| document(cited).filter(|document| !document.drops_number()))
}

/// `Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025`, also with its number.
fn law(text: &str) -> Option<CitedDocument> {
    let kind = Words::get().by_name.iter().find(|kind| {
        without_prefix(text, kind).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })?;
    let words: Vec<&str> = without_prefix(text, kind)?.split_whitespace().to_list();
    let is_date = |at: usize| date(words.get(at..).unwrap_or_default()).is_some();
    let is_number =
        |at: usize| words.get(at) == Some(&"số") && words.get(at + 1).is_some_and(|word| is_symbol(word));
    let name_end = (0..words.len()).find(|at| is_date(*at) || is_number(*at)).unwrap_or(words.len());
    let (name, mut rest) = words.split_at_checked(name_end)?;
    let mut cited =
        CitedDocument { ten_loai: kind.clone(), trich_yeu: name.join(" "), ..CitedDocument::default() };
    if is_number(name_end) {
        cited.so_ky_hieu = (*rest.get(1)?).to_owned();
        rest = rest.get(2..)?;
    }
    if let Some((day, length)) = date(rest) {
        cited.ngay = day;
        rest = rest.get(length..)?;
    }
    let whole = rest.is_empty() && !(name.is_empty() && kind != "Hiến pháp");
    // A name goes on to what changed the law since; that is more than one document.
    (whole && !name.join(" ").contains("sửa đổi")).then_some(cited)
}

/// Kind, number and symbol, date, issuer, abstract; of number and date one may be missing, of the rest both.
fn document(text: &str) -> Option<CitedDocument> {
    let words: Vec<&str> = text.split(' ').to_list();
    let kind_end =
        words.iter().position(|word| matches!(*word, "số" | "số:" | "Số" | "Số:" | "ngày" | "tháng"))?;
    let (kind, mut rest) = words.split_at_checked(kind_end)?;
    let kind = kind.join(" ");
    let capital = kind.chars().next().is_some_and(char::is_uppercase);
    if !capital || kind.split(' ').count() > WORDS_OF_KIND {
        return None;
    }
    let mut cited = CitedDocument { ten_loai: kind, ..CitedDocument::default() };
    if rest.first().is_some_and(|word| word.to_ascii_lowercase().starts_with('s')) {
        let symbol = rest.get(1)?;
        if !is_symbol(symbol) {
            return None;
        }
        cited.so_ky_hieu = symbol.trim_end_matches(',').to_owned();
        rest = rest.get(2..)?;
    } else {
        // Without a number only a kind that is known tells a citation from any sentence with a date.
        Standard::nd30().symbol_of(&cited.ten_loai)?;
    }
    if let Some((day, length)) = date(rest) {
        cited.ngay = day;
        rest = rest.get(length..)?;
    }
    if rest.first() == Some(&"của") {
        let issuer_and_abstract = rest.get(1..)?.join(" ");
        let (issuer, joining, subject) = split_abstract(&issuer_and_abstract);
        issuer.trim_end_matches(',').clone_into(&mut cited.co_quan);
        subject.clone_into(&mut cited.trich_yeu);
        cited.chu_noi = joining;
        return (!cited.co_quan.is_empty()).then_some(cited);
    }
    let rest = rest.join(" ");
    match split_abstract(&rest) {
        ("", joining, subject) => {
            subject.clone_into(&mut cited.trich_yeu);
            cited.chu_noi = joining;
        }
        _ => return None,
    }
    Some(cited)
}

/// The issuer, the word that joins the abstract, and the abstract without it.
///
/// An abstract begins with its verb, or with "về việc" or "V/v" before it; "về" may be part of the issuer's name before
/// these, but not of what follows them.
fn split_abstract(text: &str) -> (&str, Option<Joining>, &str) {
    let words = Words::get();
    let verb =
        words.verbs.iter().filter_map(|verb| Some((word_at(text, verb)?.0, Joining::Khong))).min_by_key(at);
    let matter = JOININGS.iter().filter(|(_, joining)| *joining == Joining::VeViec);
    let matter = matter.filter_map(|(word, joining)| Some((word_at(text, word)?.0, *joining))).min_by_key(at);
    let about = word_at(text, Joining::Ve.as_str()).map(|(at, _)| (at, Joining::Ve));
    let plan = || {
        let verbs = words.verbs_of_plans.iter();
        verbs.filter_map(|verb| Some((word_at(text, verb)?.0, Joining::Khong))).min_by_key(at)
    };
    let first = verb.into_iter().chain(matter).min_by_key(at);
    let begins = match (first, about) {
        // "về quy định …", "về ban hành …": the verb has its joining word right before it.
        (Some((verb, Joining::Khong)), Some((about, _))) if about < verb => Some((about, Joining::Ve)),
        (first, about) => first.or(about).or_else(plan),
    };
    match begins.and_then(|(at, joining)| Some((text.split_at_checked(at)?, joining))) {
        Some(((issuer, subject), joining)) => {
            let subject = super::own_joining(subject).map_or(subject, |(_, rest)| rest);
            (issuer.trim_end(), Some(joining), subject)
        }
        None => (text, None, ""),
    }
}

fn at(found: &(usize, Joining)) -> usize {
    found.0
}

/// Where these words stand as words of their own, with something behind them.
fn word_at<'t>(text: &'t str, words: &str) -> Option<(usize, &'t str)> {
    let starts =
        text.char_indices().map(|(at, _)| at).filter(|at| *at == 0 || text.get(at - 1..*at) == Some(" "));
    starts.into_iter().find_map(|at| {
        let rest = without_prefix(text.get(at..)?, words)?;
        let rest = rest.strip_prefix([':', ',']).unwrap_or(rest);
        rest.starts_with(' ').then(|| (at, rest.trim_start()))
    })
}

/// `07/CT-TTg`, `05-NQ/TU`: digits, then a stroke or hyphen.
fn is_symbol(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < word.len() && digits.starts_with(['/', '-'])
}

/// A date at the beginning of these words, and how many of them it takes.
fn date(words: &[&str]) -> Option<(PartialDate, usize)> {
    let (named, lengths): (bool, &[usize]) = match *words.first()? {
        "ngày" => (true, &[6, 2]),
        "tháng" => (true, &[4, 2]),
        "năm" => (true, &[2]),
        _ => (false, &[]),
    };
    lengths.iter().filter(|_| named).find_map(|&length| {
        let found = words.get(..length)?;
        let joined = found.join(" ");
        let written = joined.trim_end_matches(',');
        let short = found.get(1..)?.join(" ");
        let day = written.parse().or_else(|_| short.trim_end_matches(',').parse()).ok()?;
        (day != PartialDate::None).then_some((day, length))
    })
}
