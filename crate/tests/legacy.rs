//! Text from before Unicode is recognised and converted (`legacy.tsv`).

#![expect(clippy::unwrap_used, reason = "a test says what failed by failing")]

use thethuc::vietnamese::legacy::{Encoding, detect, to_unicode};

fn cases() -> impl Iterator<Item = (Option<Encoding>, &'static str, &'static str)> {
    include_str!("legacy.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut parts = line.split('\t');
        let encoding = match parts.next().unwrap() {
            "tcvn3" => Some(Encoding::Tcvn3),
            "vni" => Some(Encoding::Vni),
            _ => None,
        };
        (encoding, parts.next().unwrap(), parts.next().unwrap_or_default())
    })
}

#[test]
fn each_text_is_recognised_and_converted() {
    for (encoding, pasted, unicode) in cases() {
        assert_eq!(detect(pasted), encoding, "{pasted}");
        if let Some(encoding) = encoding {
            assert_eq!(to_unicode(pasted, encoding), unicode);
        }
    }
}

#[test]
fn what_was_converted_is_recognised_as_unicode() {
    for (_, _, unicode) in cases() {
        assert_eq!(detect(unicode), None, "{unicode}");
    }
}

/// Every letter with marks, so that no code of either table is missing or doubled.
#[test]
fn every_vietnamese_letter_has_one_code_in_each_encoding() {
    const LETTERS: &str = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ";
    let latin: Vec<char> = ('\u{A1}'..='\u{FF}').collect();
    let singles = latin.iter().map(char::to_string);
    let pairs = "aeouyôö".chars().flat_map(|vowel| {
        latin.iter().filter(|mark| mark.is_lowercase()).map(move |mark| format!("{vowel}{mark}"))
    });
    let codes: Vec<String> = singles.chain(pairs).collect();
    for encoding in [Encoding::Tcvn3, Encoding::Vni] {
        for letter in LETTERS.chars() {
            let letter = letter.to_string();
            let other = codes.iter().filter(|code| **code != letter);
            let written = other.filter(|code| to_unicode(code, encoding) == letter).count();
            // A few letters have the same place as in Western Europe.
            let in_place =
                matches!((encoding, letter.as_str()), (Encoding::Tcvn3, "ý") | (Encoding::Vni, "í" | "ì"));
            assert_eq!(written, usize::from(!in_place), "{letter} in {encoding:?}");
        }
    }
}
