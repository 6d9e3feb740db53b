//! Words of the lists that offices keep in spreadsheets (`lists.toml`): what heads say of the columns below them, and which
//! rows are no data.

use std::sync::OnceLock;

use super::text::{fold, key};
use crate::standard::read::{self, record};
use crate::{packed, unicode};

/// What stands below a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// Numbers of the rows.
    Counter,
    /// Names of people or bodies.
    Person,
    /// What these people are.
    Position,
    /// Where they work; bodies.
    Unit,
    /// Who is asked to come.
    Guests,
    /// How somebody is spoken to: `Ông`.
    Address,
    /// Whether it is a man or a woman.
    Gender,
    /// The first part of a name in several columns.
    Family,
    /// The part between.
    Middle,
    /// The last part.
    Given,
    /// Something that a person, a unit or a document may have alike.
    OfAnybody,
}

impl Head {
    fn names(self) -> bool {
        matches!(self, Head::Person | Head::Unit)
    }

    /// What may be another tomorrow.
    fn is_held(self) -> bool {
        matches!(self, Head::Position | Head::Unit)
    }
}

#[derive(Debug)]
struct Words {
    counter: Vec<String>,
    person: Vec<String>,
    position: Vec<String>,
    unit: Vec<String>,
    guests: Vec<String>,
    address: Vec<String>,
    addressed: Vec<String>,
    gender: Vec<String>,
    family_marked: Vec<String>,
    family: Vec<String>,
    middle: Vec<String>,
    given: Vec<String>,
    name: String,
    of_anybody: Vec<String>,
    name_of: Vec<String>,
    at_present: Vec<String>,
    invited: Vec<String>,
    things: Vec<Vec<String>>,
    short: Vec<Vec<String>>,
    same_head: Vec<Vec<String>>,
    like_head: Vec<Vec<String>>,
    of_time: Vec<String>,
    of_units: Vec<String>,
    above_units: Vec<String>,
    title: Vec<String>,
    placeholder: Vec<String>,
    total: Vec<String>,
    /// The same without marks.
    total_plain: Vec<String>,
    heading: Vec<String>,
    honorific: Vec<String>,
    mark_sign: Vec<String>,
    total_of: Vec<String>,
    note: Vec<String>,
    body: Vec<String>,
    commune: Vec<String>,
    above: Vec<String>,
    comment: Vec<String>,
    yes: Vec<String>,
    no: Vec<String>,
    same: Vec<Vec<String>>,
    ditto: Vec<String>,
    telephone: Vec<String>,
    identity: Vec<String>,
}

record!(Words {
    counter,
    person,
    position,
    unit,
    guests,
    address,
    addressed,
    gender,
    family_marked,
    family,
    middle,
    given,
    name,
    of_anybody,
    name_of,
    at_present,
    invited,
    things,
    short,
    same_head,
    like_head,
    of_time,
    of_units,
    above_units,
    title,
    placeholder,
    total,
    total_plain = "total",
    heading,
    honorific,
    mark_sign,
    total_of,
    note,
    body,
    commune,
    above,
    comment,
    yes,
    no,
    same,
    ditto,
    telephone,
    identity
});

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/lists.json");
            let mut words: Words = read::all(&table).expect("the table is well formed");
            let heads = [
                &mut words.counter,
                &mut words.person,
                &mut words.position,
                &mut words.unit,
                &mut words.of_anybody,
                &mut words.name_of,
                &mut words.at_present,
                &mut words.invited,
                &mut words.placeholder,
                &mut words.body,
                &mut words.guests,
                &mut words.address,
                &mut words.addressed,
                &mut words.gender,
                &mut words.family,
                &mut words.middle,
                &mut words.given,
            ];
            let alike = words.things.iter_mut().chain(&mut words.same_head).chain(&mut words.like_head);
            for head in heads.into_iter().chain(alike).flatten() {
                *head = key(head);
            }
            let marked = words.total.iter_mut().chain(&mut words.heading).chain(&mut words.honorific);
            for word in marked.chain(&mut words.above) {
                *word = unicode::lower(word);
            }
            for begin in words
                .total_plain
                .iter_mut()
                .chain(&mut words.total_of)
                .chain(&mut words.note)
                .chain(&mut words.of_units)
                .chain(&mut words.above_units)
                .chain(&mut words.title)
                .chain(&mut words.of_time)
                .chain(&mut words.telephone)
                .chain(&mut words.identity)
            {
                *begin = fold(begin);
            }
            words
        })
    }
}

/// What a head says of its column, when it is one that lists of every kind have; what stands in brackets behind it explains.
pub(crate) fn head(label: &str) -> Option<Head> {
    let words = Words::get();
    let marked = unicode::lower(label.trim());
    if words.family_marked.iter().any(|word| unicode::lower(word) == marked) {
        return Some(Head::Family);
    }
    let bare = label.split_once('(').map(|(bare, _)| bare).filter(|bare| !bare.trim().is_empty());
    [Some(label), bare].into_iter().flatten().find_map(|label| words.head(&key(label)))
}

impl Words {
    fn head(&self, label: &str) -> Option<Head> {
        let named = || {
            let mut rests = self.name_of.iter().filter_map(|word| label.strip_prefix(word.as_str()));
            rests.find_map(|rest| self.whole(rest.strip_prefix(' ')?)).filter(|head| head.names())
        };
        let at_present = || {
            let mut rests = self.at_present.iter().filter_map(|word| label.strip_suffix(word.as_str()));
            rests.find_map(|rest| self.whole(rest.strip_suffix(' ')?)).filter(|head| head.is_held())
        };
        let invited = || {
            let mut rests = self.invited.iter().filter_map(|word| label.strip_suffix(word.as_str()));
            rests.find_map(|rest| self.whole(rest.strip_suffix(' ')?)).filter(|head| head.names())
        };
        self.whole(label).or_else(named).or_else(at_present).or_else(invited)
    }

    /// The same by the whole label, as a key.
    fn whole(&self, label: &str) -> Option<Head> {
        let kinds = [
            (&self.counter, Head::Counter),
            (&self.person, Head::Person),
            (&self.position, Head::Position),
            (&self.unit, Head::Unit),
            (&self.guests, Head::Guests),
            (&self.address, Head::Address),
            (&self.gender, Head::Gender),
            (&self.family, Head::Family),
            (&self.middle, Head::Middle),
            (&self.of_anybody, Head::OfAnybody),
        ];
        kinds.into_iter().find(|(heads, _)| heads.iter().any(|head| head == label)).map(|(_, head)| head)
    }
}

/// Whether a head is that of the last part of a name in several columns, where another heads the first.
pub(crate) fn ends_a_name(label: &str) -> bool {
    let label = key(label);
    let begins = |word: &String| {
        label.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    Words::get().given.iter().any(begins)
}

/// Whether a head is that of whole names: `Họ tên đại biểu`.
pub(crate) fn is_whole_name(label: &str) -> bool {
    let (label, words) = (key(label), Words::get());
    let mut whole = words.name_of.iter().filter(|word| !words.given.contains(word));
    whole.any(|word| label.starts_with(word.as_str()))
}

/// What heads a name that is in one column.
pub(crate) fn name() -> &'static str {
    &Words::get().name
}

/// Whether a text only says how somebody is spoken to: `Ông`, `PGS.TS.`.
pub(crate) fn is_address(text: &str) -> bool {
    let text = key(text);
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let words = Words::get().addressed.iter();
        let behind = words.filter_map(|word| rest.strip_prefix(word.as_str()));
        let Some(behind) = behind
            .filter(|behind| behind.is_empty() || behind.starts_with(' '))
            .min_by_key(|behind| behind.len())
        else {
            return false;
        };
        rest = behind.trim_start();
    }
    !text.is_empty()
}

/// Whether a text begins with a word that somebody is spoken to with.
pub(crate) fn begins_with_address(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(first, _)| is_address(first))
}

/// What a list is of whose head this is: two of one kind have the same number.
pub(crate) fn thing(label: &str) -> Option<usize> {
    let label = key(label);
    Words::get().things.iter().position(|kind| kind.contains(&label))
}

/// A head in full that is written short.
pub(crate) fn in_full(label: &str) -> Option<&'static str> {
    let wanted = key(label);
    let pairs = Words::get().short.iter().filter_map(|pair| pair.first().zip(pair.last()));
    let mut pairs = pairs.filter(|(short, _)| key(short) == wanted);
    pairs.next().map(|(_, full)| full.as_str())
}

/// Whether two heads of columns say the same.
pub(crate) fn heads_alike(one: &str, other: &str) -> bool {
    let (one, other) = (key(one), key(other));
    one == other || Words::get().same_head.iter().any(|same| same.contains(&one) && same.contains(&other))
}

/// Heads that are like one: they say the same, or often stand where it does.
pub(crate) fn like(label: &str) -> Vec<&'static str> {
    let (label, words) = (key(label), Words::get());
    let mut like = Vec::new();
    for groups in [&words.like_head, &words.same_head, &words.things] {
        for group in groups {
            if group.contains(&label) {
                group.iter().for_each(|head| like.push(head.as_str()));
            }
        }
    }
    like
}

/// Whether a head speaks of days or times.
pub(crate) fn speaks_of_time(label: &str) -> bool {
    let folded = format!(" {} ", fold(label));
    Words::get().of_time.iter().any(|word| folded.contains(&format!(" {word} ")))
}

/// Whether a column counts the rows.
pub(crate) fn is_counter(label: &str) -> bool {
    head(label) == Some(Head::Counter)
}

/// Whether a head speaks of units, and not of those above them.
pub(crate) fn speaks_of_units(label: &str) -> bool {
    let folded = fold(label);
    Words::get().of_units.iter().any(|word| folded.contains(word.as_str())) && !speaks_of_those_above(label)
}

/// Whether a head speaks of those above the units.
pub(crate) fn speaks_of_those_above(label: &str) -> bool {
    let folded = fold(label);
    Words::get().above_units.iter().any(|word| folded.contains(word.as_str()))
}

/// Whether a line begins as the title of a list.
pub(crate) fn is_title(line: &str) -> bool {
    let line = fold(line);
    Words::get().title.iter().any(|word| line.trim().starts_with(word.as_str()))
}

/// `Column1`, `Cột 2`: a program named the column because nobody did.
pub(crate) fn is_placeholder(label: &str) -> bool {
    let label = key(label);
    let name = label.trim_end_matches(|last: char| last.is_ascii_digit());
    name.len() < label.len() && Words::get().placeholder.iter().any(|word| word == name.trim_end())
}

/// What follows the word of a row that adds up others, without marks: `xa a` of `Cộng xã A`, nothing of `Tổng cộng:`; none when
/// the text begins with no such word. Marks count, unless the text is typed without any: `Tổng công ty` is no `Tổng cộng`.
pub(crate) fn totalled(text: &str) -> Option<String> {
    let (text, words) = as_written(text);
    let text = text.trim();
    let rest = |word: &String| {
        let rest = text.strip_prefix(word.as_str())?;
        let ends = rest.is_empty() || rest.starts_with([' ', ':', '.', '(', ',', '-']);
        ends.then(|| rest.trim_matches([' ', ':', '.', ',', '-']))
    };
    // The longest word that it begins with leaves the least.
    words.iter().filter_map(rest).min_by_key(|rest| rest.len()).map(fold)
}

/// What stands before such a word at the end of a text, and whether a sign parts them: `Xã A (cộng)`, `Xã A Total`.
pub(crate) fn totalled_behind(text: &str) -> Option<(String, bool)> {
    let (text, words) = as_written(text);
    let text = text.trim_matches([' ', ':', '.', ')', ']']);
    let rest = |word: &String| {
        let rest = text.strip_suffix(word.as_str())?;
        rest.ends_with([' ', '(', ':', '-', '–', ',', '[']).then_some(rest)
    };
    let rest = words.iter().filter_map(rest).min_by_key(|rest| rest.len())?;
    let name = rest.trim_matches([' ', '(', ':', '-', '–', ',', '[']);
    (!name.is_empty()).then(|| (fold(name), !rest.trim_end().ends_with(char::is_alphanumeric)))
}

/// A text in small letters, and the words of sums with their marks, or without where it has none.
fn as_written(text: &str) -> (String, &'static [String]) {
    let words = Words::get();
    let (plain, small) = (fold(text), unicode::lower(unicode::composed(text).as_deref().unwrap_or(text)));
    if plain == small { (plain, &words.total_plain) } else { (small, &words.total) }
}

/// Whether what a row says it adds up, as [`totalled`] has it, is all there is: `toàn xã`.
pub(crate) fn is_whole(of: &str) -> bool {
    let first = of.split(' ').next().unwrap_or_default();
    Words::get().total_of.iter().any(|word| word == first)
}

/// What stands in a column of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// `1`, `02.`, `1.2`
    Number,
    /// What numbers a section: `I`, `A.`
    Section,
    /// `*`
    Star,
    /// Another mark or nothing: `a)`, `-`, `1b`
    Mark,
    /// Words, or figures that count nothing.
    Words,
}

/// What a cell of a column that numbers the rows holds.
pub(crate) fn counted(text: &str) -> Counted {
    const LONGEST: usize = 6;
    let text = text.trim();
    let mut parts = text.split(|one: char| !one.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    if parts.peek().is_none() {
        return if text == "*" { Counted::Star } else { Counted::Mark };
    }
    let bare = text.trim_end_matches(['.', ')', ':', '/', '-', ' ']).trim_start_matches('(');
    let is_roman =
        |part: &str| (1..=LONGEST).contains(&part.len()) && part.bytes().all(|one| b"IVXLC".contains(&one));
    if is_roman(bare) || matches!(bare.as_bytes(), [b'A'..=b'Z']) {
        return Counted::Section;
    }
    let is_figure = |part: &str| part.len() <= LONGEST && part.bytes().all(|one| one.is_ascii_digit());
    let is_mark = |part: &str| {
        let letters = part.trim_start_matches(|one: char| one.is_ascii_digit());
        (letters.chars().count() <= 1 && part.len() <= LONGEST) || is_roman(&unicode::upper(letters))
    };
    if parts.clone().all(is_figure) {
        return if text.starts_with(|one: char| one.is_ascii_digit() || one == '(') {
            Counted::Number
        } else {
            Counted::Mark
        };
    }
    if parts.all(is_mark) { Counted::Mark } else { Counted::Words }
}

/// The mark a line begins with and what follows it: `I. `, `a) `, `(3) `, `02- `, `4 `, `* `; no mark is blank.
pub(crate) fn split_mark(line: &str) -> (&str, &str) {
    /// Bytes a number before a line has at most.
    const LONGEST: usize = 7;
    let line = line.trim();
    let signs = &Words::get().mark_sign;
    if let Some(rest) = signs.iter().find_map(|sign| line.strip_prefix(sign.as_str())) {
        let rest = rest.trim_start();
        return (line.get(..line.len() - rest.len()).unwrap_or_default().trim(), rest);
    }
    let open = usize::from(line.starts_with('('));
    let is_of_mark = |one: char| one.is_ascii_alphanumeric();
    let end = line.get(open..).and_then(|rest| rest.find(|one| !is_of_mark(one))).map(|end| end + open);
    let Some(end) = end.filter(|end| *end > open && *end <= LONGEST) else { return ("", line) };
    let number = line.get(open..end).unwrap_or_default();
    let rest = line.get(end..).unwrap_or_default();
    let is_count = number.bytes().all(|one| one.is_ascii_digit());
    let is_letter = number.len() == 1 || number.bytes().all(|one| b"IVXLC".contains(&one));
    let signs = rest.trim_start_matches(['.', ')', '-', '–', '/', ':']);
    let is_signed = signs.len() < rest.len();
    let is_apart = signs.starts_with(char::is_whitespace)
        || (is_count && rest.starts_with([')', '.']) && !signs.starts_with(|one: char| one.is_ascii_digit()));
    let named = signs.trim_start();
    if named.is_empty() || !is_apart || !(is_count || (is_letter && is_signed)) {
        return ("", line);
    }
    (line.get(..line.len() - named.len()).unwrap_or_default().trim(), named)
}

/// Whether a line begins as the heading of a section does, with its mark: `I. Khối Đảng`, `A- …`, `* Khách mời`.
pub(crate) fn begins_marked(line: &str) -> bool {
    let (mark, _) = split_mark(line);
    !mark.is_empty() && matches!(counted(mark), Counted::Section | Counted::Star)
}

/// Whether a line begins with a word of headings: `Khối Chính quyền`.
pub(crate) fn is_heading(line: &str) -> bool {
    begins_with(line, &Words::get().heading)
}

/// Whether a line begins as people are called: `Ông`, `Đồng chí`.
pub(crate) fn is_person(line: &str) -> bool {
    begins_with(line, &Words::get().honorific)
}

fn begins_with(line: &str, words: &[String]) -> bool {
    let line = unicode::lower(unicode::composed(line).as_deref().unwrap_or(line));
    let line = line.trim();
    words.iter().any(|word| {
        line.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

/// The marks of the columns in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marks {
    /// How many there are.
    pub(crate) count: usize,
    /// How many of them are letters.
    pub(crate) letters: usize,
    /// They are figures without a sign.
    pub(crate) bare: bool,
    /// One has a sign.
    pub(crate) signed: bool,
}

/// The marks a row gives the columns, at least two, each one more than the one before: `(1) (2) (3)`, `A B 1 2 3=1+2`,
/// `a b c`. Numbers go on behind letters, or begin anew; behind them letters may go on: `A B 1 2 C`.
pub(crate) fn column_marks<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Marks> {
    let mut marks = Marks { count: 0, letters: 0, bare: true, signed: false };
    let mut wanted = 0;
    let mut goes_on = false;
    for text in texts {
        let text = text.trim();
        marks.bare &= text.bytes().all(|byte| byte.is_ascii_digit());
        marks.signed |= text.contains(|one: char| !one.is_alphanumeric());
        let text = text.trim_start_matches(['(', '[', '{', '<']);
        // `(6)=(5)/(4)` counts as 6.
        let mark = text.split([')', ']', '}', '>', '=']).next().unwrap_or(text).trim().trim_end_matches('.');
        let number = mark.parse::<usize>().ok();
        let letter = match mark.as_bytes() {
            [letter] if letter.is_ascii_alphabetic() => Some(usize::from(letter.to_ascii_lowercase() - b'a')),
            _ => None,
        };
        match (letter, number) {
            (Some(letter), _)
                if letter == marks.letters
                    && (marks.letters == marks.count || (letter > 0 && wanted > 2)) =>
            {
                goes_on |= wanted > 0;
                marks.letters += 1;
            }
            (_, Some(number)) if wanted == number && !goes_on => wanted += 1,
            (_, Some(number))
                if marks.letters == marks.count && (number == 1 || number == marks.letters + 1) =>
            {
                wanted = number + 1;
            }
            _ => return None,
        }
        marks.count += 1;
    }
    (marks.count > 1).then_some(marks)
}

/// The words of the name of a body that tell it from others of its kind, without marks: `xa an binh`.
pub(crate) fn own_name(body: &str) -> String {
    let name = key(body);
    let rest = |word: &String| name.strip_prefix(word.as_str())?.strip_prefix(' ').map(str::to_owned);
    Words::get().body.iter().find_map(rest).unwrap_or(name)
}

/// What the names of communes begin with.
pub(crate) fn communes() -> &'static [String] {
    &Words::get().commune
}

/// Whether what stands behind the name of a unit is that of a body above it: `tỉnh Phú Thọ`.
pub(crate) fn is_above(text: &str) -> bool {
    begins_with(text, &Words::get().above)
}

/// Whether a line of a list is for whoever reads the file.
pub(crate) fn is_comment(line: &str) -> bool {
    Words::get().comment.iter().any(|sign| line.trim().starts_with(sign.as_str()))
}

/// Whether a word says yes or no, or neither.
pub(crate) fn answer(word: &str) -> Option<bool> {
    let word = unicode::lower(word.trim());
    let words = Words::get();
    let is = |known: &[String]| known.iter().any(|known| *known == word || fold(known) == word);
    if is(&words.yes) { Some(true) } else { is(&words.no).then_some(false) }
}

/// Whether two words say the same where a form lets choose: `Nam` and `Ông`.
pub(crate) fn say_the_same(one: &str, other: &str) -> bool {
    let (one, other) = (unicode::lower(one.trim()), unicode::lower(other.trim()));
    let has = |same: &[String], word: &str| same.iter().any(|known| unicode::lower(known) == word);
    Words::get().same.iter().any(|same| has(same, &one) && has(same, &other))
}

/// Whether a cell says that it is as the one above: `nt`, `"`.
pub(crate) fn is_ditto(shown: &str) -> bool {
    let shown = unicode::lower(shown.trim().trim_matches(['-', '(', ')']));
    Words::get().ditto.contains(&shown)
}

/// Whether a number below a head has fewer digits than such numbers have, as where zeros at its beginning were lost: telephones
/// have ten, citizens' numbers twelve.
pub(crate) fn lacks_zeros(head: &str, digits: &str) -> bool {
    let folded = format!(" {} ", fold(head));
    let speaks = |words: &[String]| words.iter().any(|word| folded.contains(&format!(" {word} ")));
    let words = Words::get();
    match digits.len() {
        9 => speaks(&words.telephone) && !speaks(&words.identity) && !digits.starts_with('0'),
        8 | 10 | 11 => speaks(&words.identity),
        _ => false,
    }
}

/// Whether a text begins as notes and signatures below a table do.
pub(crate) fn is_note(text: &str) -> bool {
    let text = fold(text);
    let text = text.trim();
    let dated =
        || text.split_once("ngay").is_some_and(|(_, rest)| rest.contains("thang") && rest.contains("nam"));
    Words::get().note.iter().any(|word| text.starts_with(word.as_str())) || dated()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_totals_notes_and_placeholders_are_known_by_their_words() {
        assert_eq!(head("HỌ VÀ TÊN"), Some(Head::Person));
        assert_eq!(head("Cơ quan,\nđơn vị"), Some(Head::Unit));
        assert_eq!(head("Số lượng"), None);
        assert!(is_placeholder("Column12") && is_placeholder("Cột 3") && !is_placeholder("Cột mốc"));
        assert_eq!(totalled("Tổng cộng:").as_deref(), Some(""));
        assert_eq!(totalled("Cộng xã A").as_deref(), Some("xa a"));
        assert_eq!(totalled("Cộngđồng"), None);
        assert!(is_note("Ghi chú: số liệu tạm tính") && is_note("An Bình, ngày 5 tháng 7 năm 2026"));
        assert!(!is_note("Chủ tịch UBND xã An Bình") && !is_note("Kế toán trưởng"));
    }
}
