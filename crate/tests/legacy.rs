//! Text from before Unicode is recognised and converted (`legacy.tsv`).

use proptest::prelude::*;
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

/// Letters and their codes in TCVN 5712:1993, VN3, in the order of the codes.
const TCVN3: &str = "Ă\u{A1} Â\u{A2} Ê\u{A3} Ô\u{A4} Ơ\u{A5} Ư\u{A6} Đ\u{A7} ă\u{A8} â\u{A9} ê\u{AA} ô\u{AB} ơ\u{AC} \
    ư\u{AD} đ\u{AE} à\u{B5} ả\u{B6} ã\u{B7} á\u{B8} ạ\u{B9} ằ\u{BB} ẳ\u{BC} ẵ\u{BD} ắ\u{BE} ặ\u{C6} ầ\u{C7} ẩ\u{C8} \
    ẫ\u{C9} ấ\u{CA} ậ\u{CB} è\u{CC} ẻ\u{CE} ẽ\u{CF} é\u{D0} ẹ\u{D1} ề\u{D2} ể\u{D3} ễ\u{D4} ế\u{D5} ệ\u{D6} ì\u{D7} \
    ỉ\u{D8} ĩ\u{DC} í\u{DD} ị\u{DE} ò\u{DF} ỏ\u{E1} õ\u{E2} ó\u{E3} ọ\u{E4} ồ\u{E5} ổ\u{E6} ỗ\u{E7} ố\u{E8} ộ\u{E9} \
    ờ\u{EA} ở\u{EB} ỡ\u{EC} ớ\u{ED} ợ\u{EE} ù\u{EF} ủ\u{F1} ũ\u{F2} ú\u{F3} ụ\u{F4} ừ\u{F5} ử\u{F6} ữ\u{F7} ứ\u{F8} \
    ự\u{F9} ỳ\u{FA} ỷ\u{FB} ỹ\u{FC} ý\u{FD} ỵ\u{FE}";

/// Small letters and how they are written in VNI for Windows; capitals are the capitals of that.
const VNI: &str = "áaù àaø ảaû ãaõ ạaï ăaê ắaé ằaè ẳaú ẵaü ặaë âaâ ấaá ầaà ẩaå ẫaã ậaä \
    éeù èeø ẻeû ẽeõ ẹeï êeâ ếeá ềeà ểeå ễeã ệeä íí ìì ỉæ ĩó ịò óoù òoø ỏoû õoõ ọoï ôoâ ốoá ồoà ổoå ỗoã ộoä \
    ơô ớôù ờôø ởôû ỡôõ ợôï úuù ùuø ủuû ũuõ ụuï ưö ứöù ừöø ửöû ữöõ ựöï ýyù ỳyø ỷyû ỹyõ ỵî đñ";

fn encoded(text: &str, table: &str) -> String {
    let code = |letter: char| table.split(' ').find_map(|entry| entry.strip_prefix(letter));
    text.chars().map(|letter| code(letter).map_or(letter.to_string(), str::to_owned)).collect()
}

const SMALL: &str = "[a-zàảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ]";

fn words() -> impl Strategy<Value = String> {
    proptest::string::string_regex(&format!("[A-ZĂÂÊÔƠƯĐ]?{SMALL}{{1,6}}([ ,.\n]{SMALL}{{1,6}}){{0,6}}"))
        .unwrap()
}

proptest! {
    #[test]
    fn any_text_comes_back_from_either_encoding(text in words()) {
        // One line of one capital letter and marked letters alone may be a heading in a font of capitals.
        let lines_of_words = text.lines().all(|line| line.chars().any(|c| c.is_ascii_lowercase()));
        if lines_of_words {
            prop_assert_eq!(&to_unicode(&encoded(&text, TCVN3), Encoding::Tcvn3), &text);
        }
        let small = text.to_lowercase();
        let vni = encoded(&small, VNI);
        prop_assert_eq!(&to_unicode(&vni, Encoding::Vni), &small);
        prop_assert_eq!(to_unicode(&vni.to_uppercase(), Encoding::Vni), small.to_uppercase());
    }
}
