//! Cells that show no value: formulas nobody has calculated, words of errors, figures of which digits are lost.

/// What a formula without a result is kept as: itself, behind the sign it is typed with.
pub(super) fn uncalculated(formula: &str) -> String {
    let formula = formula.trim();
    // OpenDocument names the language of the formula: `of:=[.A1]*2`.
    let is_language = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphabetic());
    let language = formula.split_once(":=").filter(|(name, _)| is_language(name));
    let formula = language.map_or(formula, |(_, rest)| rest);
    let formula = formula.trim_start_matches('=');
    // A shared formula stands in another cell.
    format!("={}", if formula.is_empty() { "…" } else { formula })
}

/// What an error cell shows whose format keeps its number from being seen: that format.
pub(crate) const KEPT_FROM_SIGHT: &str = ";;;";

/// Whether what an error cell shows is a formula without a result.
pub(crate) fn is_uncalculated(shown: &str) -> bool {
    shown.starts_with('=')
}

/// The errors of formulas as Excel, LibreOffice and Google show them; case does not matter.
const ERRORS: &[&str] = &[
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#N/A!",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
    "#CONNECT!",
    "#UNKNOWN!",
    "#BUSY!",
    "#EXTERNAL!",
    "#PYTHON!",
    "#TIMEOUT!",
    "#ERROR!",
];

/// Whether a text is the word of an error, or what a column shows that is too narrow for its figures: `#N/A`, `Err:502`,
/// `#####`. Programs that keep texts alone keep these as well.
pub(super) fn is_error_word(text: &str) -> bool {
    let text = text.trim();
    if let Some(code) = text.strip_prefix("Err:") {
        return code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    }
    text.starts_with('#')
        && (ERRORS.iter().any(|word| word.eq_ignore_ascii_case(text)) || is_too_narrow(text))
}

/// `#####`: the column was too narrow for its figures when the file was written.
pub(crate) fn is_too_narrow(shown: &str) -> bool {
    shown.len() > 2 && shown.bytes().all(|byte| byte == b'#')
}

/// Whether a text of a file without types is a formula that is still to be calculated: `=SUM(A1:A9)`, `=B2*2`.
pub(super) fn is_formula(text: &str) -> bool {
    let begins = |first: char| first.is_ascii_alphanumeric() || "($'+-\"".contains(first);
    text.strip_prefix('=').is_some_and(|rest| rest.starts_with(begins))
}

/// Whether a cell shows a number of which digits are lost: `7,91E+10` for 79123456789.
pub(crate) fn has_lost_digits(shown: &str) -> bool {
    let shown = shown.trim();
    let shown = shown.strip_prefix('-').unwrap_or(shown);
    let Some((mantissa, power)) = shown.split_once(['E', 'e']) else { return false };
    let Some(power) = power.strip_prefix(['+', '-']) else { return false };
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    are_digits(whole) && are_digits(fraction) && are_digits(power) && power.len() <= 3
}

/// Whether letters of a text became question marks when it was saved in an encoding that has none of them: `Nguy?n`, `?ông`.
pub(crate) fn has_lost_letters(shown: &str) -> bool {
    let is_address = |word: &&str| word.contains(['/', '=', '@', '&']);
    let is_lost = |word: &str| {
        let inside = word.trim_start_matches(|one: char| !one.is_alphanumeric() && one != '?');
        let mut rest = inside.trim_start_matches('?');
        let begins = rest.len() < inside.len() && rest.starts_with(char::is_alphabetic);
        begins
            || std::iter::from_fn(|| {
                let (before, after) = rest.split_once('?')?;
                rest = after.trim_start_matches('?');
                Some(before.ends_with(char::is_alphabetic) && rest.starts_with(char::is_alphabetic))
            })
            .any(|lost| lost)
    };
    shown.contains('?') && shown.split_whitespace().filter(|word| !is_address(word)).any(is_lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_errors_are_told_from_texts() {
        for word in ["#N/A", "#n/a", " #REF! ", "#DIV/0!", "#SPILL!", "Err:502", "#####", "###", "#NAME?"] {
            assert!(is_error_word(word), "{word}");
        }
        for text in ["#1", "# N/A", "##", "#", "N/A", "#REF", "Err:50", "#Tết2026", ""] {
            assert!(!is_error_word(text), "{text}");
        }
    }

    #[test]
    fn digits_are_lost_where_a_power_of_ten_stands_for_them() {
        for shown in ["7.91234E+10", "7,91E+10", "9E+08", "1.5e-07", "-1,2E+11", "12,3E+3"] {
            assert!(has_lost_digits(shown), "{shown}");
        }
        for shown in ["7E10", "E+10", "1E+", "A1E+10", "1E+1234", "12", "1.2.3E+4", "P1E-B2"] {
            assert!(!has_lost_digits(shown), "{shown}");
        }
    }

    #[test]
    fn letters_are_lost_where_a_question_mark_stands_among_them() {
        for shown in ["Nguy?n Văn An", "?ông Hà", "Tr??ng THCS", "(?ỗ)", "UBND x? An Bình, huy?n A"] {
            assert!(has_lost_letters(shown), "{shown}");
        }
        for shown in ["Có hay không?", "Vì sao? Vì", "https://a.vn/?q=an", "???", "? 5", "a?", "Số ?1"]
        {
            assert!(!has_lost_letters(shown), "{shown}");
        }
    }

    #[test]
    fn formulas_are_told_from_texts() {
        for text in ["=SUM(A1)", "=B2*2", "=-A1", "='Trang 1'!A1", "=\"a\"&B1"] {
            assert!(is_formula(text), "{text}");
        }
        for text in ["= 5", "=", "==", "a=b", "=> xem sau", "+84"] {
            assert!(!is_formula(text), "{text}");
        }
        assert_eq!(uncalculated("of:=[.A1]*2"), "=[.A1]*2");
        assert_eq!(uncalculated("A1&\":=\""), "=A1&\":=\"");
        assert_eq!(uncalculated(""), "=…");
    }
}
