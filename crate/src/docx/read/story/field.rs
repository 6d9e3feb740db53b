//! Fields: what of them is shown, and what fields of forms show without a result.

use super::Reader;
use crate::docx::read::MAX_QUOTED;
use crate::docx::read::aside::AsideKind;
use crate::docx::read::symbols::{Symbols, is_private};
use crate::docx::walk::Place;
use crate::xml::Element;

/// A field under way.
#[derive(Debug, Default)]
pub(super) struct OpenField {
    /// What it shows where it has no result.
    form: String,
    /// Its code.
    code: String,
    /// The code has fields in it.
    has_inner: bool,
    /// The element it is, with its code as an attribute.
    simple: Option<u32>,
    /// The paragraph it begins in, and how many glyphs that had.
    paragraph: u32,
    glyphs: usize,
    /// What comes now is its result.
    has_result: bool,
    /// Letters read now are none of the text.
    hides: bool,
}

/// The fields Word draws by their codes whatever result is stored, and those that number or count when they are shown.
const DRAWN: [&str; 9] =
    ["EQ", "SYMBOL", "MACROBUTTON", "GOTOBUTTON", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "DATE"];

/// The fields that show nothing, wait for somebody to fill them in, or number the pages, which every document does anew.
const SILENT: [&str; 20] = [
    "",
    "ADVANCE",
    "ASK",
    "FORMCHECKBOX",
    "FORMDROPDOWN",
    "FORMTEXT",
    "NEXT",
    "NEXTIF",
    "NUMPAGES",
    "PAGE",
    "PRINT",
    "PRIVATE",
    "RD",
    "SECTION",
    "SECTIONPAGES",
    "SET",
    "SKIPIF",
    "TA",
    "TC",
    "XE",
];

impl Reader<'_> {
    /// A piece of the code of the innermost field.
    pub(super) fn field_code(&mut self, text: &str) {
        if let Some(field) = self.fields.last_mut().filter(|field| !field.has_result) {
            field.code.push_str(text);
        }
    }

    /// A field in one element begins.
    pub(super) fn simple_field(&mut self, code: &str, element: u32) {
        let here = self.paragraphs.last().map(|open| (open.element, open.glyphs.len()));
        let (paragraph, glyphs) = here.unwrap_or_default();
        self.fields.push(OpenField {
            code: code.to_owned(),
            simple: Some(element),
            has_result: true,
            paragraph,
            glyphs,
            ..OpenField::default()
        });
    }

    /// It ends, and with it those in it that nothing ended.
    pub(super) fn end_simple_field(&mut self) {
        while let Some(field) = self.fields.pop() {
            if field.hides {
                self.close_aside();
            }
            if let Some(element) = field.simple {
                return self.end_field(&field, element);
            }
        }
    }

    /// What a field shows that has no result.
    fn end_field(&mut self, field: &OpenField, element: u32) {
        let here = self.paragraphs.last().map(|open| (open.element, open.glyphs.len()));
        if here != Some((field.paragraph, field.glyphs)) || !self.asides.is_empty() {
            return;
        }
        if !field.form.is_empty() {
            return self.push_text(&field.form, element, None);
        }
        let code = field.code.trim();
        let (name, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
        let name = name.to_ascii_uppercase();
        let rest = rest.trim();
        let is_drawn = DRAWN.contains(&name.as_str());
        if SILENT.contains(&name.as_str()) || field.has_result && field.simple.is_none() && !is_drawn {
            return;
        }
        let is_whole = !field.has_inner;
        match name.as_str() {
            "SYMBOL" if is_whole => self.symbol_field(code, rest, element),
            "MACROBUTTON" | "GOTOBUTTON" if is_whole => {
                let shown = rest.split_once(char::is_whitespace).map_or("", |(_, shown)| shown.trim());
                self.push_text(shown, element, None);
            }
            _ => match fraction(rest).filter(|_| is_whole && name == "EQ") {
                Some(fraction) => self.push_text(&fraction, element, None),
                None => {
                    let told: String = code.chars().take(MAX_QUOTED).collect();
                    self.beside(AsideKind::Automatic, &told);
                }
            },
        }
    }

    /// `SYMBOL 176 \f "Symbol"`: a sign by its code, with `\u` that of Unicode.
    fn symbol_field(&mut self, code: &str, rest: &str, element: u32) {
        let mut words = rest.split_whitespace();
        let number = words.next().unwrap_or_default();
        let number = match number.strip_prefix("0x").or_else(|| number.strip_prefix("0X")) {
            Some(figures) => u32::from_str_radix(figures, 16),
            None => number.parse(),
        };
        let is_unicode = words.clone().any(|word| word.eq_ignore_ascii_case("\\u"));
        let font = words.any(|word| word.eq_ignore_ascii_case("\\f")).then(|| {
            let named =
                rest.split_once("\\f").or_else(|| rest.split_once("\\F")).map_or("", |(_, named)| named);
            let named = named.trim_start();
            let quoted = named.strip_prefix('"').and_then(|named| named.split('"').next());
            quoted.unwrap_or_else(|| named.split_whitespace().next().unwrap_or_default())
        });
        let symbols = match font {
            Some(font) => Symbols::of_font(font),
            None => self.shown().and_then(|shown| shown.symbols),
        };
        let letter = number.ok().and_then(char::from_u32);
        // Beyond ASCII a code is one of the code page of Windows, which has other signs than Unicode at 80 to 9F.
        let is_alike = |letter: &char| is_unicode || !matches!(letter, '\u{80}'..='\u{9F}' | '\u{100}'..);
        let drawn = match symbols.filter(|_| !is_unicode) {
            Some(symbols) => letter.and_then(|letter| symbols.drawn(letter)),
            None => letter.filter(is_alike).filter(|letter| !is_private(*letter) && !letter.is_control()),
        };
        self.drawn(drawn, code, element);
    }

    /// The mark at the beginning of a field, before its result or at its end.
    pub(super) fn field_mark(&mut self, place: &Place<'_, '_, '_>, element: u32) {
        let here = self.paragraphs.last().map(|open| (open.element, open.glyphs.len()));
        match place.word_attribute("fldCharType").as_deref() {
            Some("begin") => {
                // The code of a field may have fields in it; their results are part of the code.
                let hides = self.fields.last().is_some_and(|field| {
                    !field.has_result && here.is_some_and(|(paragraph, _)| paragraph == field.paragraph)
                });
                if hides {
                    self.asides.push(AsideKind::FieldCode);
                }
                if let Some(outer) = self.fields.last_mut().filter(|_| hides) {
                    outer.has_inner = true;
                }
                let (paragraph, glyphs) = here.unwrap_or_default();
                let form = shown(place.element);
                self.fields.push(OpenField { form, paragraph, glyphs, hides, ..OpenField::default() });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            Some("end") => {
                let Some(field) = self.fields.pop() else { return };
                if field.hides {
                    self.close_aside();
                } else {
                    self.end_field(&field, element);
                }
            }
            _ => {}
        }
    }

    /// A paragraph ends: a field in it whose code goes on is damaged, and hides nothing more.
    pub(super) fn end_codes(&mut self, paragraph: u32) {
        let before = self.fields.len();
        self.fields.retain(|field| field.has_result || field.paragraph != paragraph);
        let mut ended = before - self.fields.len();
        while ended > 0 && self.asides.last() == Some(&AsideKind::FieldCode) {
            ended -= 1;
            self.close_aside();
        }
    }
}

/// `\f(1,2)` in one line; nothing where more than a sign parts its numbers or more than letters stand in it.
fn fraction(code: &str) -> Option<String> {
    let inside = code.strip_prefix("\\f").or_else(|| code.strip_prefix("\\F"))?.trim_start();
    let inside = inside.strip_prefix('(')?.strip_suffix(')')?;
    let mut parts = inside.split([',', ';']);
    let (above, below) = (parts.next()?.trim(), parts.next()?.trim());
    let is_plain = |part: &str| !part.is_empty() && !part.contains(['\\', '(', ')', '"']);
    let bracketed = |part: &str| match part.chars().all(char::is_alphanumeric) {
        true => part.to_owned(),
        false => format!("({part})"),
    };
    (parts.next().is_none() && is_plain(above) && is_plain(below))
        .then(|| format!("{}/{}", bracketed(above), bracketed(below)))
}

/// What a field of a form shows without a result: the entry chosen, the box ticked or not.
fn shown(mark: &Element<'_>) -> String {
    let Some(form) = child(mark, "ffData") else { return String::new() };
    let is_on = |element: &Element<'_>| !matches!(val(element).as_str(), "0" | "false" | "off");
    if let Some(tick) = child(form, "checkBox") {
        let said = child(tick, "checked").or_else(|| child(tick, "default"));
        return if said.is_some_and(is_on) { "☒" } else { "☐" }.to_owned();
    }
    let Some(list) = child(form, "ddList") else { return String::new() };
    let chosen = child(list, "result").or_else(|| child(list, "default"));
    let chosen = chosen.and_then(|chosen| val(chosen).parse().ok()).unwrap_or(0);
    let entry = list.elements().filter(|entry| entry.local_name() == "listEntry").nth(chosen);
    entry.map(val).unwrap_or_default()
}

fn child<'e, 'a>(element: &'e Element<'a>, name: &str) -> Option<&'e Element<'a>> {
    element.elements().find(|child| child.local_name() == name)
}

fn val(element: &Element<'_>) -> String {
    let value = element.attributes().find(|attribute| attribute.name.rsplit(':').next() == Some("val"));
    value.map(|value| value.value().into_owned()).unwrap_or_default()
}
