//! Times New Roman advance widths: the length of a line of text, and where its lines break.
//!
//! The lengths of the rules under Tiêu ngữ, issuing body and abstract, the widths of the letterhead's columns and the
//! balanced lines of titles follow from these figures (Decree 30/2020/NĐ-CP, Annex I, Part I, section II). The widths
//! are those of Liberation Serif 2, which has exactly the advances of Times New Roman; `cargo xtask widths` makes the
//! table. Pair kerning is left out, because Word does not kern unless a style asks for it.
//!
//! Text is measured as it stands: composed (NFC) letters have their own widths, combining marks none.

mod lines;
mod table;

use crate::Length;

pub use lines::{balance, count, wrap};

/// Font units in one em.
const EM: i64 = 2048;

/// The distance of single-spaced lines, in parts of the size: ascent 0.891, descent 0.216 and line gap 0.042 of Times
/// New Roman, rounded.
pub const SINGLE_LINE: f64 = 1.15;

/// One of the four styles of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Upright.
    Regular,
    /// Upright bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold italic.
    BoldItalic,
}

impl Face {
    /// The style that is bold and italic as told.
    pub fn of(bold: bool, italic: bool) -> Face {
        match (bold, italic) {
            (false, false) => Face::Regular,
            (true, false) => Face::Bold,
            (false, true) => Face::Italic,
            (true, true) => Face::BoldItalic,
        }
    }
}

/// The length of `text` set on one line, to the nearest twentieth of a point.
///
/// A character the face does not have counts as one em, a control character as nothing.
///
/// ```
/// use thethuc::Length;
/// use thethuc::metrics::{Face, width};
/// let motto = width("Độc lập - Tự do - Hạnh phúc", Face::Bold, Length::pt(14.0));
/// assert_eq!(format!("{:.1}", motto.as_mm()), "60.5");
/// ```
pub fn width(text: &str, face: Face, size: Length) -> Length {
    let units: i64 = text.chars().map(|character| advance(character, face)).sum();
    let twips = units.saturating_mul(i64::from(size.twips())).saturating_add(EM / 2).div_euclid(EM);
    Length::from_twips(i32::try_from(twips).unwrap_or(i32::MAX))
}

/// The advance of one character in font units.
fn advance(character: char, face: Face) -> i64 {
    let code = u32::from(character);
    let run = table::RUNS.partition_point(|&(first, _)| first <= code).checked_sub(1);
    let class = run
        .and_then(|run| table::RUNS.get(run))
        .and_then(|&(first, classes)| classes.get((code - first) as usize))
        .copied();
    match class.and_then(|class| table::CLASSES.get(usize::from(class))) {
        Some([regular, bold, italic, bold_italic]) => i64::from(match face {
            Face::Regular => *regular,
            Face::Bold => *bold,
            Face::Italic => *italic,
            Face::BoldItalic => *bold_italic,
        }),
        None if character.is_control() => 0,
        None => EM,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACES: [Face; 4] = [Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic];

    fn mm(text: &str, face: Face, points: f64) -> String {
        format!("{:.1}", width(text, face, Length::pt(points)).as_mm())
    }

    #[test]
    fn lines_of_the_letterhead_have_the_lengths_measured_for_the_standard() {
        for (text, face, points, expected) in [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Face::Bold, 12.0, "88.3"),
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Face::Bold, 13.0, "95.7"),
            ("Độc lập - Tự do - Hạnh phúc", Face::Bold, 13.0, "56.1"),
            ("Độc lập - Tự do - Hạnh phúc", Face::Bold, 14.0, "60.5"),
            ("ỦY BAN NHÂN DÂN", Face::Bold, 12.0, "39.9"),
            ("ỦY BAN NHÂN DÂN", Face::Bold, 13.0, "43.2"),
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", Face::Bold, 12.0, "56.1"),
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", Face::Bold, 13.0, "60.8"),
            ("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", Face::Bold, 12.0, "79.7"),
            ("PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", Face::Bold, 13.0, "86.4"),
            ("Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", Face::Italic, 13.0, "96.4"),
            ("Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", Face::Italic, 14.0, "103.9"),
            ("Phú Thọ, ngày 05 tháng 01 năm 2026", Face::Italic, 13.0, "69.3"),
            ("Phú Thọ, ngày 05 tháng 01 năm 2026", Face::Italic, 14.0, "74.6"),
        ] {
            assert_eq!(mm(text, face, points), expected, "{text} at {points} pt");
        }
    }

    /// Times New Roman's own advances per 2048 em, in the order of `FACES`.
    #[test]
    fn advances_are_those_of_times_new_roman() {
        for (character, expected) in [
            (' ', [512, 512, 512, 512]),
            ('\u{A0}', [512, 512, 512, 512]),
            ('0', [1024, 1024, 1024, 1024]),
            ('A', [1479, 1479, 1251, 1366]),
            ('Đ', [1479, 1479, 1479, 1479]),
            ('đ', [1024, 1139, 1024, 1024]),
            ('Ế', [1251, 1366, 1251, 1366]),
            ('ị', [569, 569, 569, 569]),
            ('–', [1024, 1024, 1024, 1024]),
            ('—', [2048, 2048, 1821, 2048]),
            ('…', [2048, 2048, 1821, 2048]),
            ('“', [909, 1024, 1139, 1024]),
            ('\u{301}', [0, 0, 0, 0]),
        ] {
            let measured = FACES.map(|face| advance(character, face));
            assert_eq!(measured, expected, "U+{:04X} {character}", u32::from(character));
        }
    }

    #[test]
    fn every_vietnamese_letter_and_office_sign_is_in_the_table() {
        let letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwzAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYFJWZ";
        let toned = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";
        let signs = "0123456789.,;:!?-–—‘’“”…•()[]{}/\\'\"%+±×÷=<>≤≥≠≈°²³½€₫$£§©®™@#&*_|~^";
        for character in [letters, toned, &toned.to_uppercase(), signs].concat().chars() {
            let code = u32::from(character);
            let known = table::RUNS.iter().any(|&(first, run)| {
                code.checked_sub(first).and_then(|at| run.get(at as usize)).is_some_and(|&class| class != 0)
            });
            assert!(known, "U+{code:04X} {character}");
        }
    }

    #[test]
    fn runs_are_sorted_and_do_not_overlap() {
        assert!(table::RUNS.windows(2).all(|pair| pair[0].0 + pair[0].1.len() as u32 <= pair[1].0));
    }

    #[test]
    fn tone_marks_do_not_widen_a_letter() {
        for (plain, toned) in [("a", "àảãáạ"), ("ơ", "ờởỡớợ"), ("Ư", "ỪỬỮỨỰ"), ("ê", "ềểễếệ")]
        {
            for face in FACES {
                for mark in toned.chars() {
                    let letter = plain.chars().map(|letter| advance(letter, face)).sum::<i64>();
                    assert!((advance(mark, face) - letter).abs() <= 2, "{mark} {face:?}");
                }
            }
        }
    }

    #[test]
    fn unknown_characters_count_as_one_em_and_controls_as_nothing() {
        let size = Length::pt(14.0);
        assert_eq!(width("文", Face::Regular, size), size);
        assert_eq!(width("😀", Face::Bold, size), size);
        assert_eq!(width("\n\u{1}", Face::Regular, size), Length::ZERO);
        assert_eq!(width("", Face::Regular, size), Length::ZERO);
    }
}
