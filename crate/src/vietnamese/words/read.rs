//! Numbers in words, read.

use crate::unicode;
use std::fmt;

/// Why words are no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordsError {
    /// There is nothing to read.
    Empty,
    /// A word that does not belong into a number.
    Unknown(String),
    /// A word that cannot stand where it stands, counted from 1, or a number that ends too early (the place after its
    /// last word).
    Misplaced(usize),
    /// A unit alone after a larger group, which may mean hundreds: `một nghìn năm`.
    Ambiguous(usize),
    /// More than fits: beyond ±1.7·10^38.
    TooLarge,
}

impl WordsError {
    /// What is wrong and what to do, in English.
    pub fn english(&self) -> String {
        match self {
            WordsError::Empty => "There is no number; write it in words.".to_owned(),
            WordsError::Unknown(word) => format!("“{word}” is not part of a number; correct that word."),
            WordsError::Misplaced(place) => {
                format!("Something is wrong at word {place} of the number; check the order of the words.")
            }
            WordsError::Ambiguous(place) => {
                format!(
                    "Word {place} of the number can be read in two ways; say “không trăm linh …” or “… trăm”."
                )
            }
            WordsError::TooLarge => "The number is too large; write a smaller one.".to_owned(),
        }
    }
}

/// What is wrong and what to do, in Vietnamese.
impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WordsError::Empty => f.write_str("Chưa có số; hãy ghi số bằng chữ."),
            WordsError::Unknown(word) => write!(f, "“{word}” không phải là chữ chỉ số; hãy sửa lại chữ này."),
            WordsError::Misplaced(place) => {
                write!(f, "Số bằng chữ sai ở chữ thứ {place}; hãy kiểm tra lại thứ tự các chữ.")
            }
            WordsError::Ambiguous(place) => write!(
                f,
                "Chữ thứ {place} của số có thể hiểu theo hai cách; hãy ghi rõ “không trăm linh …” hoặc “… trăm”."
            ),
            WordsError::TooLarge => f.write_str("Số quá lớn; hãy ghi số nhỏ hơn."),
        }
    }
}

impl std::error::Error for WordsError {}

/// One word, by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Digit(i128),
    /// A form of a digit that only follows tens: mốt, tư, lăm.
    AfterTens(i128),
    /// mười
    Ten,
    /// mươi
    Tens,
    /// trăm
    Hundred,
    /// linh, lẻ
    And,
    /// nghìn, triệu
    Scale(i128),
    /// tỷ
    Billion,
}

fn word(text: &str) -> Option<Word> {
    Some(match text {
        "không" => Word::Digit(0),
        "một" => Word::Digit(1),
        "hai" => Word::Digit(2),
        "ba" => Word::Digit(3),
        "bốn" => Word::Digit(4),
        "năm" => Word::Digit(5),
        "sáu" => Word::Digit(6),
        "bảy" | "bẩy" => Word::Digit(7),
        "tám" => Word::Digit(8),
        "chín" => Word::Digit(9),
        "mốt" => Word::AfterTens(1),
        "tư" => Word::AfterTens(4),
        "lăm" | "nhăm" => Word::AfterTens(5),
        "mười" => Word::Ten,
        "mươi" => Word::Tens,
        "trăm" => Word::Hundred,
        "linh" | "lẻ" => Word::And,
        "nghìn" | "ngàn" => Word::Scale(1_000),
        "triệu" => Word::Scale(1_000_000),
        "tỷ" | "tỉ" => Word::Billion,
        _ => return None,
    })
}

/// The whole number that words say, in either region's way of speaking and in any case; `âm` or `trừ` makes it negative.
///
/// # Errors
/// Anything that no number is spoken like, and `một nghìn năm`, which may be 1005 or 1500.
///
/// ```
/// use thethuc::vietnamese::words::from_words;
/// assert_eq!(from_words("Một triệu hai trăm ngàn"), Ok(1_200_000));
/// assert!(from_words("một nghìn năm").is_err());
/// ```
pub fn from_words(text: &str) -> Result<i128, WordsError> {
    let lower = unicode::lower(text);
    let mut texts = lower.split_whitespace().peekable();
    let negative = texts.next_if(|&first| matches!(first, "âm" | "trừ")).is_some();
    let words = texts
        .map(|text| word(text).ok_or_else(|| WordsError::Unknown(text.to_owned())))
        .collect::<Result<Vec<_>, _>>()?;
    if words.is_empty() {
        return Err(WordsError::Empty);
    }
    let mut reader = Reader { words: &words, next: 0, signs: usize::from(negative) };
    let number = reader.number()?;
    Ok(if negative { -number } else { number })
}

struct Reader<'a> {
    words: &'a [Word],
    next: usize,
    signs: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<Word> {
        self.words.get(self.next).copied()
    }

    fn take(&mut self, wanted: Word) -> bool {
        let found = self.peek() == Some(wanted);
        self.next += usize::from(found);
        found
    }

    fn digit(&mut self) -> Option<i128> {
        let Some(Word::Digit(digit)) = self.peek() else { return None };
        self.next += 1;
        Some(digit)
    }

    /// The place of the next word, counted from 1.
    fn place(&self) -> usize {
        self.next + self.signs + 1
    }

    fn misplaced<T>(&self) -> Result<T, WordsError> {
        Err(WordsError::Misplaced(self.place()))
    }

    /// number = nine { "tỷ" { "tỷ" } nine }, the powers of tỷ falling.
    fn number(&mut self) -> Result<i128, WordsError> {
        let mut number: i128 = 0;
        let mut power = u32::MAX;
        loop {
            let nine = self.nine(self.next > 0)?;
            let place = self.next;
            let mut billions = 0;
            while self.take(Word::Billion) {
                billions += 1;
            }
            if billions >= power {
                self.next = place;
                return self.misplaced();
            }
            power = billions;
            number = 1_000_000_000i128
                .checked_pow(power)
                .and_then(|scale| nine.checked_mul(scale))
                .and_then(|nine| number.checked_add(nine))
                .ok_or(WordsError::TooLarge)?;
            match self.peek() {
                None => return Ok(number),
                Some(_) if power == 0 => return self.misplaced(),
                Some(_) => {}
            }
        }
    }

    /// nine = group { ("triệu" | "nghìn") group }, the scales falling; the last group may be missing.
    fn nine(&mut self, mut follows: bool) -> Result<i128, WordsError> {
        let mut nine = 0;
        let mut limit = i128::MAX;
        loop {
            let group = self.group(follows)?;
            follows = true;
            let Some(Word::Scale(scale)) = self.peek() else { return Ok(nine + group) };
            if scale >= limit {
                return self.misplaced();
            }
            limit = scale;
            self.next += 1;
            nine += group * scale;
            if matches!(self.peek(), None | Some(Word::Billion)) {
                return Ok(nine);
            }
        }
    }

    /// group = [digit "trăm"] ["linh" digit | tens [unit]] | digit; a group that follows another may not be a digit alone.
    fn group(&mut self, follows: bool) -> Result<i128, WordsError> {
        let mut hundreds = None;
        if self.words.get(self.next + 1) == Some(&Word::Hundred) {
            hundreds = self.digit();
            if hundreds.is_none() {
                return self.misplaced();
            }
            self.next += 1;
        }
        let rest = match self.peek() {
            Some(Word::And) if hundreds.is_some() || follows => {
                self.next += 1;
                match self.peek() {
                    Some(Word::Digit(digit @ 1..)) | Some(Word::AfterTens(digit @ 4)) => {
                        self.next += 1;
                        digit
                    }
                    _ => return self.misplaced(),
                }
            }
            Some(Word::Ten) => {
                self.next += 1;
                10 + self.unit_after(1)
            }
            Some(Word::Digit(tens)) if self.words.get(self.next + 1) == Some(&Word::Tens) => {
                if tens < 2 {
                    self.next += 1;
                    return self.misplaced();
                }
                self.next += 2;
                tens * 10 + self.unit_after(tens)
            }
            Some(Word::Digit(_)) if follows || hundreds.is_some() => {
                return Err(WordsError::Ambiguous(self.place()));
            }
            Some(Word::Digit(digit)) => {
                self.next += 1;
                digit
            }
            _ if hundreds.is_some() => 0,
            _ => return self.misplaced(),
        };
        Ok(hundreds.unwrap_or(0) * 100 + rest)
    }

    /// The unit after mười (`tens` 1) or mươi, 0 where there is none.
    fn unit_after(&mut self, tens: i128) -> i128 {
        let unit = match self.peek() {
            Some(Word::Digit(digit @ 1..)) => digit,
            Some(Word::AfterTens(5)) => 5,
            Some(Word::AfterTens(digit)) if tens > 1 => digit,
            _ => return 0,
        };
        self.next += 1;
        unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn other_ways_of_saying_a_number_are_understood() {
        for (text, expected) in [
            ("Hai mươi mốt", 21),
            ("hai mươi một", 21),
            ("hai mươi bốn", 24),
            ("hai mươi nhăm", 25),
            ("mười năm", 15),
            ("một trăm linh tư", 104),
            ("bẩy tỉ", 7_000_000_000),
            ("một nghìn linh năm", 1_005),
            ("một nghìn hai mươi", 1_020),
            ("trừ  NĂM", -5),
            ("hai trăm nghìn tỷ", 200_000_000_000_000),
            ("không", 0),
        ] {
            assert_eq!(from_words(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_says_where() {
        use WordsError::{Ambiguous, Empty, Misplaced, TooLarge, Unknown};
        for (text, expected) in [
            ("", Empty),
            ("âm", Empty),
            ("hai đồng", Unknown("đồng".to_owned())),
            ("một nghìn năm", Ambiguous(3)),
            ("một trăm hai", Ambiguous(3)),
            ("một triệu không trăm linh", Misplaced(6)),
            ("nghìn", Misplaced(1)),
            ("âm nghìn", Misplaced(2)),
            ("tỷ", Misplaced(1)),
            ("một nghìn một trăm triệu", Misplaced(5)),
            ("một nghìn một trăm nghìn", Misplaced(5)),
            ("một tỷ một trăm tỷ", Misplaced(5)),
            ("một mươi", Misplaced(2)),
            ("hai hai", Misplaced(2)),
            ("mười mốt", Misplaced(2)),
            ("mười mười", Misplaced(2)),
            ("linh năm", Misplaced(1)),
            ("mốt", Misplaced(1)),
            ("trăm năm", Misplaced(1)),
            ("một tỷ tỷ tỷ tỷ tỷ", TooLarge),
        ] {
            assert_eq!(from_words(text), Err(expected), "{text}");
        }
        assert_eq!(Misplaced(2).to_string(), "Số bằng chữ sai ở chữ thứ 2; hãy kiểm tra lại thứ tự các chữ.");
    }

    proptest! {
        #[test]
        fn no_words_make_it_fail(
            words in proptest::collection::vec(
                proptest::sample::select(&[
                    "âm", "không", "một", "năm", "lăm", "tư", "mười", "mươi", "trăm", "linh", "nghìn", "triệu", "tỷ",
                ][..]),
                0..30,
            ),
        ) {
            let _ = from_words(&words.join(" "));
        }
    }
}
