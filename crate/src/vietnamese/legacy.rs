//! Text from before Unicode: TCVN3 (ABC fonts, `.VnTime`) and VNI for Windows, recognised and converted.
//!
//! Such text was typed for a font that draws other letters at the places of Western European ones. Pasted anywhere
//! else it shows those: `Céng hßa x· héi` for `Cộng hòa xã hội`.

use std::fmt;

use super::syllable::is_syllable;
use crate::to_list::ToList;
use crate::unicode;

/// An encoding from before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// TCVN 5712:1993 VN3, the ABC fonts. It has no codes for capitals with a tone: fonts whose name ends in H
    /// (`.VnTimeH`) draw capitals at the places of the small letters. A line whose other letters are all capitals
    /// (`CéNG HßA`) becomes capitals throughout; any other keeps the case of its codes.
    Tcvn3,
    /// VNI for Windows: a letter, and its mark as a character behind it.
    Vni,
}

/// The name users know it by.
impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Tcvn3 => "TCVN3 (ABC)",
            Encoding::Vni => "VNI",
        })
    }
}

/// The letters, and below each the character that stands for it in TCVN3.
const TCVN3: (&str, &str) = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u{AD}õö÷øùúûüýþ¡¢£¤¥¦§",
);

/// The vowels that take marks in VNI, and below each row of letters the marks behind the vowel, in one order.
const VNI_MARKS: &[(char, &str, &str)] = &[
    ('a', "áàảãạâấầẩẫậăắằẳẵặ", "ùøûõïâáàåãäêéèúüë"),
    ('e', "éèẻẽẹêếềểễệ", "ùøûõïâáàåãä"),
    ('o', "óòỏõọôốồổỗộ", "ùøûõïâáàåãä"),
    ('u', "úùủũụ", "ùøûõï"),
    ('y', "ýỳỷỹ", "ùøûõ"),
    ('ô', "ớờởỡợ", "ùøûõï"),
    ('ö', "ứừửữự", "ùøûõï"),
];

/// The letters that are one character in VNI.
const VNI_SINGLE: (&str, &str) = ("đơưíìỉĩịỵ", "ñôöíìæóòî");

/// The encoding a text is in, when its words make Vietnamese syllables in it and not as they stand. Text in Unicode, and
/// text of other languages, is in none.
///
/// ```
/// use thethuc::vietnamese::legacy::{Encoding, detect, to_unicode};
/// let pasted = "Céng hßa x· héi chñ nghÜa ViÖt Nam";
/// assert_eq!(detect(pasted), Some(Encoding::Tcvn3));
/// assert_eq!(to_unicode(pasted, Encoding::Tcvn3), "Cộng hòa xã hội chủ nghĩa Việt Nam");
/// ```
pub fn detect(text: &str) -> Option<Encoding> {
    // Letters no Western European font has: this is Unicode.
    let is_unicode = |c: char| matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{300}'..='\u{323}' | '\u{1EA0}'..='\u{1EF9}');
    if text.is_ascii() || text.chars().any(is_unicode) {
        return None;
    }
    let marked: Vec<&str> = words(text).filter(|word| !word.is_ascii()).to_list();
    let good = |converted: &dyn Fn(&str) -> String| {
        marked.iter().filter(|word| is_syllable(&converted(word))).count()
    };
    // A single word proves little, and a name or two in another language nothing.
    let as_it_stands = marked.iter().filter(|word| is_syllable(word)).count();
    if marked.len() < 2 || as_it_stands * 2 >= marked.len() {
        return None;
    }
    let of = |encoding| good(&|word| to_unicode(word, encoding));
    let (encoding, fit) = [(Encoding::Tcvn3, of(Encoding::Tcvn3)), (Encoding::Vni, of(Encoding::Vni))]
        .into_iter()
        .max_by_key(|(_, fit)| *fit)?;
    (fit * 5 >= marked.len() * 4).then_some(encoding)
}

/// How many words with marks a text has that are Vietnamese syllables.
pub(crate) fn syllables(text: &str) -> usize {
    let composed = unicode::composed(text);
    words(composed.as_deref().unwrap_or(text)).filter(|word| !word.is_ascii() && is_syllable(word)).count()
}

/// How a font draws letters, if not as Unicode says, and whether it draws capitals alone.
pub(crate) fn of_font(font: &str) -> Option<(Encoding, bool)> {
    if font.starts_with(".Vn") {
        return Some((Encoding::Tcvn3, font.ends_with('H')));
    }
    font.starts_with("VNI-").then_some((Encoding::Vni, false))
}

/// A text whose font draws other letters than Unicode has at their places, and perhaps capitals alone. One with letters of
/// Unicode was typed for another font after all.
pub(crate) fn drawn(text: &str, (encoding, capitals): (Encoding, bool)) -> String {
    if text.chars().any(|letter| letter > '\u{FF}' && letter.is_alphabetic()) {
        return text.to_owned();
    }
    let text = to_unicode(text, encoding);
    if capitals { unicode::upper(&text) } else { text }
}

/// The words of a text; only marks of ASCII part them, the others may be letters.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()).filter(|word| !word.is_empty())
}

/// The text in Unicode, composed. What has no place in the encoding stays.
pub fn to_unicode(text: &str, encoding: Encoding) -> String {
    match encoding {
        Encoding::Tcvn3 => text.split_inclusive('\n').map(from_tcvn3).collect(),
        Encoding::Vni => from_vni(text),
    }
}

/// The character of `letters` at the place where `found` stands in `codes`.
fn at(codes: &str, letters: &str, found: char) -> Option<char> {
    letters.chars().nth(codes.chars().position(|code| code == found)?)
}

fn from_tcvn3(line: &str) -> String {
    let converted: String = line.chars().map(|c| at(TCVN3.1, TCVN3.0, c).unwrap_or(c)).collect();
    let capitals = line.chars().filter(char::is_ascii_uppercase).count();
    let all_capitals = capitals > 1 && !line.contains(|c: char| c.is_ascii_lowercase());
    if all_capitals { unicode::upper(&converted) } else { converted }
}

fn from_vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let capital = character.is_uppercase();
        let small = lower(character);
        let marked = VNI_MARKS.iter().find(|(vowel, ..)| *vowel == small).and_then(|(_, letters, marks)| {
            let mark = characters.next_if(|&next| marks.contains(lower(next)))?;
            at(marks, letters, lower(mark))
        });
        let letter = marked.or_else(|| at(VNI_SINGLE.1, VNI_SINGLE.0, small)).unwrap_or(small);
        match (letter == small, capital) {
            (true, _) => out.push(character),
            (false, true) => out.push_str(&unicode::upper(letter.encode_utf8(&mut [0; 4]))),
            (false, false) => out.push(letter),
        }
    }
    out
}

/// The small letter; every letter of these tables has one.
fn lower(character: char) -> char {
    unicode::lower(character.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(character)
}
