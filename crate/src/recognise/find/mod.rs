//! Where number and date stand in a line, whoever wrote it and however much of them is there already.

mod date;
mod number;

use std::ops::Range;

pub(crate) use date::{DatePlace, date, dates, unnamed};
pub(crate) use number::{
    NumberPlace, attached_start, attached_words, cited_number, has_open_number, is_open, number_label,
    number_line, number_lines, symbol_line,
};

/// One replacement in a line.
pub(crate) type Replacement = (Range<usize>, String);

/// What stands where a number, a day, a month or a year is still to be written.
fn is_gap(character: char) -> bool {
    matches!(
        character,
        ' ' | '•' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' | '\t' | '.' | '…' | '_' | '⋯'
    ) || is_unseen(character)
}

/// A mark without width: where words may part or which way they run.
pub(crate) fn is_unseen(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑' | '–' | '—' | '−')
}

/// Where dashes end that somebody is to write over: two at least, with gaps around them.
fn dashes_end(text: &str, from: usize) -> Option<usize> {
    let end = skip(text, from, &|c| is_gap(c) || is_dash(c));
    let count = text.get(from..end)?.chars().filter(|c| is_dash(*c)).count();
    (count > 1).then_some(end)
}

/// What is typed where somebody else is to write.
fn is_stand_in(character: char) -> bool {
    matches!(character, 'x' | 'X')
}

fn after_word(text: &str, from: usize, words: &[&str]) -> Option<usize> {
    let rest = text.get(from..)?;
    words.iter().find(|word| rest.starts_with(**word)).map(|word| from + word.len())
}

/// The first of these words from `from` on: where it starts and ends.
fn find_word(text: &str, from: usize, words: &[&str]) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let starts = rest.match_indices(|letter| words.iter().any(|word| word.starts_with(letter)));
    let mut found = starts.filter_map(|(at, _)| Some((from + at, after_word(text, from + at, words)?)));
    found.next()
}

fn skip(text: &str, from: usize, wanted: &dyn Fn(char) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.find(|character| !wanted(character)).unwrap_or(rest.len())
}

fn next(text: &str, from: usize) -> Option<char> {
    text.get(from..)?.chars().next()
}

/// The gap with the number in it; one blank on either side stays where there is one, and is set where there is none.
fn filled(text: &str, gap: Range<usize>, number: &str, goes_on: bool) -> Replacement {
    let room = text.get(gap.clone()).unwrap_or_default();
    let lead = usize::from(room.starts_with(' '));
    let rest = room.get(lead..).unwrap_or_default();
    let trail = usize::from(goes_on && rest.ends_with(' '));
    let begins = text.get(..gap.start).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
    let before = if lead == 0 && !begins { " " } else { "" };
    let after = if goes_on && trail == 0 { " " } else { "" };
    (gap.start + lead..gap.end - trail, format!("{before}{number}{after}"))
}

/// Whether nothing but a gap or a number stands there.
pub(crate) fn is_open_or_number(text: &str) -> bool {
    text.chars().all(|character| is_gap(character) || is_stand_in(character) || character.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str, mut replacements: Vec<Replacement>) -> String {
        let mut text = text.to_owned();
        crate::ordered::sort_by_key(&mut replacements, |(range, _)| std::cmp::Reverse(range.start));
        for (range, new) in replacements {
            text.replace_range(range, &new);
        }
        text
    }

    #[test]
    fn numbers_are_found_however_the_line_is_written() {
        for (line, number, after, symbol) in [
            ("Số:        /QĐ-UBND", "", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số:/QĐ-UBND", "", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: \u{A0}\u{A0}\u{A0}/UBND-VX", "", "Số: 05/UBND-VX", "UBND-VX"),
            ("Số : ……/KH-SNV", "", "Số : 05/KH-SNV", "KH-SNV"),
            ("SỐ: ....../TB-UBND", "", "SỐ: 05/TB-UBND", "TB-UBND"),
            ("Số:\t/BC-UBND", "", "Số: 05/BC-UBND", "BC-UBND"),
            ("Số: 12 /QĐ-UBND", "12", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: 12/QĐ - UBND", "12", "Số: 05/QĐ - UBND", "QĐ - UBND"),
            ("Số: 12/QĐ\u{A0}-\u{A0}UBND", "12", "Số: 05/QĐ\u{A0}-\u{A0}UBND", "QĐ\u{A0}-\u{A0}UBND"),
            ("Số: 12/CV- THCS An Bình, ngày 5", "12", "Số: 05/CV- THCS An Bình, ngày 5", "CV- THCS"),
            ("Số: 12a/QĐ-UBND", "12a", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số      -NQ/ĐU", "", "Số 05-NQ/ĐU", "NQ/ĐU"),
            ("Số:      /2026/QĐ-UBND", "", "Số: 05/2026/QĐ-UBND", "2026/QĐ-UBND"),
            ("So\u{302}\u{301}:    /QĐ-UBND", "", "So\u{302}\u{301}: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: [   ]/QĐ-UBND", "", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: xx/QĐ-UBND", "", "Số: 05/QĐ-UBND", "QĐ-UBND"),
            ("Số:      / QĐ - UBND", "", "Số: 05/ QĐ - UBND", "QĐ - UBND"),
            ("Số      –CV/ĐU", "", "Số 05–CV/ĐU", "CV/ĐU"),
            ("Số:\n/QĐ-UBND", "", "Số: 05\n/QĐ-UBND", "QĐ-UBND"),
            ("Số:\n……/QĐ-UBND", "", "Số:\n05/QĐ-UBND", "QĐ-UBND"),
            ("số:     /QĐ-TTg", "", "số: 05/QĐ-TTg", "QĐ-TTg"),
            ("Số.      /QĐ-UBND", "", "Số. 05/QĐ-UBND", "QĐ-UBND"),
            ("Số: ...../.....", "", "Số: 05/.....", "....."),
            ("UBND XÃ\nSố:      /GM-UBND\tAn Bình", "", "UBND XÃ\nSố: 05/GM-UBND\tAn Bình", "GM-UBND"),
        ] {
            let place = number_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((place.written.as_str(), place.symbol.as_str()), (number, symbol), "{line}");
            assert_eq!(
                replaced(line, place.write(line, "05").into_iter().collect::<Vec<_>>()),
                after,
                "{line}"
            );
        }
        for line in [
            "Số: 7, ngày 5/4/2026",
            "Số lượng: 5/10 người",
            "Theo Số: 12/QĐ-UBND",
            "Số điện thoại: 024/3",
            "Số:",
            "Số/ký hiệu",
            "Số/Ký hiệu",
            "SỐ/KÝ HIỆU",
            "Số/KH",
            "Số …/ký hiệu",
            "Số: 15/QĐ-UBND của Ủy ban nhân dân xã",
            "Số 12-Nguyễn Huệ",
            "số     /QĐ-UBND",
            "Số: ....\n..../QĐ-UBND",
            "",
        ] {
            assert_eq!(number_line(line), None, "{line}");
        }
        let same = number_line("Số: 5/QĐ-UBND").unwrap();
        assert_eq!(same.write("Số: 5/QĐ-UBND", "05"), None);
    }

    #[test]
    fn dates_are_completed_part_by_part() {
        let day = "2026-01-05".parse().unwrap();
        for (line, after) in [
            ("An Bình, ngày      tháng      năm 2026", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày tháng năm 2026", "An Bình, ngày 05 tháng 01 năm 2026"),
            (
                "An Bình, ngày\u{A0}\u{A0}tháng\u{A0}\u{A0}năm\u{A0}\u{A0}",
                "An Bình, ngày 05 tháng 01 năm 2026",
            ),
            ("An Bình, ngày ... tháng ... năm 20...", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày …… tháng 12 năm 2025", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("Hà Nội,ngày   tháng 01 năm 2026", "Hà Nội,ngày 05 tháng 01 năm 2026"),
            ("…, ngày     tháng     năm     ", "…, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày    /    /2026", "An Bình, ngày 05/01/2026"),
            ("An Bình, ngày …/3/2025", "An Bình, ngày 05/01/2026"),
            ("An Bình, ngày xx tháng xx năm 20xx", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày [  ] tháng [  ] năm 2026", "An Bình, ngày 05 tháng 01 năm 2026"),
            ("An Bình, ngày    tháng    năm 2026.", "An Bình, ngày 05 tháng 01 năm 2026."),
            ("(An Bình, ngày    tháng    năm 2026)", "(An Bình, ngày 05 tháng 01 năm 2026)"),
            ("An Bình ngày    tháng    năm 2026", "An Bình ngày 05 tháng 01 năm 2026"),
            (
                "Số:    /UBND-VP     An Bình, ngày   tháng   năm 2026",
                "Số:    /UBND-VP     An Bình, ngày 05 tháng 01 năm 2026",
            ),
        ] {
            let place = date(line, 0).unwrap_or_else(|| panic!("{line}"));
            assert!(place.is_place_date(line), "{line}");
            assert_eq!(replaced(line, place.write(line, day)), after, "{line}");
        }
        let done = "An Bình, ngày 05 tháng 01 năm 2026";
        let place = date(done, 0).unwrap();
        assert!(place.has_day && !place.is_another(done, day) && place.write(done, day).is_empty());
        assert!(
            !date("Căn cứ, ngày 05 tháng 01 năm 2026 của Bộ", 0)
                .unwrap()
                .is_place_date("Căn cứ, ngày 05 tháng 01 năm 2026 của Bộ")
        );
        assert_eq!(date("ngày mai, ngày kia", 0), None);
    }

    #[test]
    fn what_goes_with_the_document_says_so() {
        let day = "2026-11-25".parse().unwrap();
        for (line, after) in [
            (
                "(Kèm theo Quyết định số      /QĐ-UBND ngày    tháng    năm 2026 của UBND xã)",
                "(Kèm theo Quyết định số 05/QĐ-UBND ngày 25 tháng 11 năm 2026 của UBND xã)",
            ),
            (
                "(Ban hành kèm theo Quyết định số…/QĐ-UBND\nngày…tháng…năm… của UBND xã)",
                "(Ban hành kèm theo Quyết định số 05/QĐ-UBND\nngày 25 tháng 11 năm 2026 của UBND xã)",
            ),
            (
                "(Kèm theo Quyết định số      /QĐ-UBND ngày    /   /2026 của UBND xã)",
                "(Kèm theo Quyết định số 05/QĐ-UBND ngày 25/11/2026 của UBND xã)",
            ),
            (
                "(Kèm theo Kế hoạch số\u{A0}\u{A0}/KH-UBND ngày\u{A0}\u{A0}tháng\u{A0}\u{A0}năm\u{A0}\u{A0}\u{A0}của UBND)",
                "(Kèm theo Kế hoạch số 05/KH-UBND ngày 25 tháng 11 năm 2026 của UBND)",
            ),
        ] {
            let number = attached_start(line)
                .and_then(|from| cited_number(line, from))
                .unwrap_or_else(|| panic!("{line}"));
            let mut all: Vec<Replacement> = number.write(line, "05").into_iter().collect::<Vec<_>>();
            all.extend(date(line, number.gap.end).unwrap().write(line, day));
            assert_eq!(replaced(line, all), after, "{line}");
        }
        assert_eq!(attached_start("Kèm theo Quyết định số 5/QĐ-UBND"), None);
    }
}
