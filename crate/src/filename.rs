//! Names of files made from values: safe on every system, readable in a list.

use serde_json::Value;

use crate::diagnostic::value_at;
use crate::vietnamese::PartialDate;
use crate::vietnamese::lists::own_name;
use crate::vietnamese::text::fold;

/// Longest name before its ending: short enough for paths on old file shares.
pub(crate) const LENGTH: usize = 96;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Letters and digits without marks, case kept, hyphens between them: `QĐ-UBND` is `QD-UBND`.
pub(crate) fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let mut small = [0; 4];
        let folded = fold(character.encode_utf8(&mut small));
        let upper = character.is_uppercase();
        let mut letters = folded.chars().filter(char::is_ascii_alphanumeric).peekable();
        if letters.peek().is_none() {
            // A mark by itself belongs to the letter before.
            let mark = folded.is_empty();
            if !mark && !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
            continue;
        }
        out.extend(letters.map(|letter| if upper { letter.to_ascii_uppercase() } else { letter }));
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// A name of at most [`LENGTH`] characters that Windows takes as the name of a file.
pub(crate) fn safe(name: &str) -> String {
    let mut name = ascii(name);
    name.truncate(LENGTH);
    name.truncate(name.trim_end_matches('-').len());
    let small = name.to_ascii_lowercase();
    let port = small.strip_prefix("com").or(small.strip_prefix("lpt"));
    let is_port =
        port.is_some_and(|number| number.len() == 1 && number.chars().all(|digit| digit.is_ascii_digit()));
    if RESERVED.contains(&small.as_str()) || is_port { format!("tep-{name}") } else { name }
}

/// How the file of a document is named where an office has no pattern of its own.
const PATTERN: &str = "{{so}}-{{ky_hieu}}-{{co_quan}}-{{trich_yeu}}-{{ngay}}";
/// The field that says which body issues the document.
const BODY: &str = "co_quan.0.ten";
/// Longest title of a template within a name, longest name of a body, and longest abstract with it: the rest of the name has
/// to find room beside them.
const TITLE: usize = 40;
const UNIT: usize = 40;
const ABSTRACT: usize = LENGTH - 24;

/// What names the file of a filled form.
///
/// ```
/// let values = serde_json::json!({ "so": "05", "trich_yeu": "Cải cách hành chính", "ngay": "2026-01-05",
///     "co_quan": [{ "ten": "Ủy ban nhân dân xã An Bình" }] });
/// let naming = thethuc::Naming { title: "Kế hoạch năm", kind: Some("KH"), values: &values };
/// assert_eq!(naming.name("", ""), "05-KH-xa-an-binh-cai-cach-hanh-chinh-05-01-2026");
/// assert_eq!(naming.name("Số {{so}} năm {{ngay}}", "phu-luc-1"), "So-05-nam-05-01-2026-phu-luc-1");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Naming<'n> {
    /// What the template is called.
    pub title: &'n str,
    /// The abbreviation of its kind, where it has one.
    pub kind: Option<&'n str>,
    /// The values of the form.
    pub values: &'n Value,
}

impl Naming<'_> {
    /// The name by a pattern such as `{{so}}-{{trich_yeu}}`, without its ending: number, symbol, body, abstract and date where
    /// the pattern gives nothing. ASCII letters, digits and hyphens alone, and a name that every system takes. The suffix tells a
    /// file that goes with the document from the document.
    pub fn name(&self, pattern: &str, suffix: &str) -> String {
        let named = Some(safe(&self.filled(pattern))).filter(|name| !name.is_empty());
        let name = named.unwrap_or_else(|| safe(&self.filled(PATTERN)));
        let suffix = ascii(suffix);
        let apart = if name.is_empty() || suffix.is_empty() { "" } else { "-" };
        format!("{name}{apart}{suffix}")
    }

    fn filled(&self, pattern: &str) -> String {
        let mut filled = String::new();
        let mut rest = pattern;
        while let Some(Opened { before, inside, closed }) = opened(rest) {
            filled.push_str(before);
            filled.push(' ');
            rest = inside;
            if let Some((name, after)) = closed
                && is_path(name.trim())
            {
                filled.push_str(&self.field(name.trim()));
                filled.push(' ');
                rest = after;
            }
        }
        filled + rest
    }

    fn field(&self, path: &str) -> String {
        let text = match value_at(self.values, path) {
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        let title = |length| slug(self.title, TITLE.min(length));
        let named = match path {
            "co_quan" => self.unit(),
            "ky_hieu" => ascii(&text),
            "trich_yeu" => slug(&text, self.room()),
            "loai" => title(TITLE),
            _ => words(&text),
        };
        match path {
            "ky_hieu" if named.is_empty() => self.kind.map(ascii).unwrap_or_default(),
            "trich_yeu" if named.is_empty() => title(self.room()),
            _ => named,
        }
    }
}

impl Naming<'_> {
    /// The body that issues the document, as the last words of its name: units of one kind differ there.
    fn unit(&self) -> String {
        let body = value_at(self.values, BODY).and_then(Value::as_str).unwrap_or_default();
        let name = own_name(body).replace(' ', "-");
        let ends = name.char_indices().filter(|(_, letter)| *letter == '-').map(|(at, _)| at + 1);
        let mut starts = std::iter::once(0).chain(ends);
        starts
            .find_map(|start| name.get(start..).filter(|rest| rest.len() <= UNIT))
            .unwrap_or_default()
            .to_owned()
    }

    /// How long the abstract may be.
    fn room(&self) -> usize {
        match self.unit().len() {
            0 => ABSTRACT,
            unit => ABSTRACT - unit - 1,
        }
    }
}

/// The next `{{` of a pattern.
pub(crate) struct Opened<'p> {
    /// What stands before it.
    pub(crate) before: &'p str,
    /// Everything behind it.
    pub(crate) inside: &'p str,
    /// Where a `}}` follows, what is up to there, and what comes then.
    pub(crate) closed: Option<(&'p str, &'p str)>,
}

pub(crate) fn opened(pattern: &str) -> Option<Opened<'_>> {
    let (before, inside) = pattern.split_once("{{")?;
    Some(Opened { before, inside, closed: inside.split_once("}}") })
}

fn is_path(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
}

/// Small letters and digits, hyphens between the words, as many words as `length` characters have room for.
fn slug(text: &str, length: usize) -> String {
    let folded = fold(text);
    let mut slug = String::new();
    for word in folded.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let apart = usize::from(!slug.is_empty());
        if apart > 0 && slug.len() + apart + word.len() > length {
            break;
        }
        slug.push_str(if apart > 0 { "-" } else { "" });
        slug.push_str(word);
    }
    slug.truncate(length);
    slug
}

/// A value as part of a name; a day is written `5-4-2026`, what has no text is blank.
pub(crate) fn part(value: &Value) -> String {
    match value {
        Value::String(text) => words(text),
        Value::Number(number) => ascii(&number.to_string()),
        Value::Array(items) => items.first().map(part).unwrap_or_default(),
        _ => String::new(),
    }
}

fn words(text: &str) -> String {
    iso(text).map_or_else(|| ascii(text), |date| ascii(&date.slashed()))
}

fn iso(text: &str) -> Option<PartialDate> {
    let digits =
        |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.split('-');
    let looks = parts.next().is_some_and(|year| digits(year, 4)) && parts.all(|part| digits(part, 2));
    if looks { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_ascii_short_and_no_device() {
        for (text, name) in [
            ("Nguyễn Văn Ấn – Sở Nội vụ", "Nguyen-Van-An-So-Noi-vu"),
            ("Ủy ban\u{309} xã Đồng/Tâm", "Uy-ban-xa-Dong-Tam"),
            ("../../etc", "etc"),
            ("CON", "tep-CON"),
            ("com1", "tep-com1"),
            ("...", ""),
            ("QyĐ 12.", "QyD-12"),
        ] {
            assert_eq!(safe(text), name, "{text}");
        }
        assert_eq!(safe(&"dài ".repeat(60)).len(), 95);
        assert_eq!(part(&json!("2026-04-05")), "05-4-2026");
    }

    fn name(values: &Value, pattern: &str, suffix: &str) -> String {
        Naming { title: "Kế hoạch năm", kind: Some("KH"), values }.name(pattern, suffix)
    }

    #[test]
    fn a_document_is_named_by_number_symbol_abstract_and_date() {
        let values = json!({
            "so": "05", "ky_hieu": "KH-UBND", "trich_yeu": "Cải cách hành chính năm 2027", "ngay": "2026-01-05",
        });
        let whole = "05-KH-UBND-cai-cach-hanh-chinh-nam-2027-05-01-2026";
        assert_eq!(name(&values, "", ""), whole);
        assert_eq!(name(&values, "", "phu-luc-1"), format!("{whole}-phu-luc-1"));
        assert_eq!(name(&json!({}), "", ""), "KH-ke-hoach-nam");
        for (body, unit) in [
            ("Ủy ban nhân dân\nxã An Bình", "xa-an-binh"),
            ("UBND XÃ AN BÌNH", "xa-an-binh"),
            ("Sở Nội vụ", "so-noi-vu"),
            ("Ủy ban nhân dân", "uy-ban-nhan-dan"),
            ("Trung tâm Phục vụ hành chính công xã An Bình", "tam-phuc-vu-hanh-chinh-cong-xa-an-binh"),
        ] {
            let mut values = values.clone();
            values["co_quan"] = json!([{ "ten": body }]);
            let wanted = format!("05-KH-UBND-{unit}-cai-cach-hanh-chinh-nam-2027-05-01-2026");
            assert_eq!(name(&values, "", ""), wanted, "{body}");
            values["trich_yeu"] = json!("rất dài ".repeat(80));
            let long = name(&values, "", "");
            assert!(long.len() <= LENGTH && long.contains(unit) && long.ends_with("-05-01-2026"), "{long}");
        }
        let long = json!({ "so": "../../a", "ky_hieu": "Đ:*?<>|\\", "trich_yeu": "rất dài ".repeat(80), "ngay": "hôm nào" });
        let long = name(&long, "", "");
        assert!(long.starts_with("a-D-rat-dai-rat") && long.len() <= LENGTH, "{long}");
    }

    #[test]
    fn an_office_names_its_files_by_its_own_pattern() {
        let values = json!({ "so": 7, "chu_ky": [{ "ho_ten": "Đỗ Ấn" }], "noi_nhan": ["Như trên"], "trich_yeu": " ",
            "ngay": " 2026-04-05", "ky_hieu": "2026" });
        for (pattern, wanted) in [
            ("{{loai}} của {{ chu_ky.0.ho_ten }}", "ke-hoach-nam-cua-Do-An"),
            ("số {{so}}{{noi_nhan}}{{khong_co}}", "so-7"),
            ("{{ {{so}} }}", "7"),
            ("{{trich_yeu}}", "ke-hoach-nam"),
            ("{{ngay}} {{ky_hieu}}", "05-4-2026-2026"),
            ("{{noi_nhan}}", "7-2026-ke-hoach-nam-05-4-2026"),
            ("con", "tep-con"),
        ] {
            assert_eq!(name(&values, pattern, ""), wanted, "{pattern}");
        }
    }
}
