//! Citing other documents (Decree 30/2020/NĐ-CP, Annex I, Part I, section II.6).

mod parse;
mod words;

use crate::joined::Joined;
use crate::unicode;
use serde_json::Value;

use self::words::Words;
use crate::vietnamese::date::PartialDate;

/// The words that join an abstract, the longer before what begins it.
const JOININGS: [(&str, Joining); 3] =
    [("về việc", Joining::VeViec), ("v/v", Joining::VeViec), ("về", Joining::Ve)];

/// What a căn cứ begins with.
const BASIS: &str = "Căn cứ";

/// A document that another one cites. Parts that are blank are left out of every form of the citation.
///
/// ```
/// use thethuc::vietnamese::CitedDocument;
/// let directive = CitedDocument {
///     ten_loai: "Chỉ thị".into(),
///     so_ky_hieu: "07/CT-TTg".into(),
///     ngay: "2023-03-21".parse()?,
///     co_quan: "Thủ tướng Chính phủ".into(),
///     trich_yeu: "tăng cường công tác truyền thông chính sách".into(),
///     ..Default::default()
/// };
/// assert_eq!(
///     directive.full(),
///     "Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ về việc tăng cường công tác truyền thông chính sách",
/// );
/// assert_eq!(directive.short(), "Chỉ thị số 07/CT-TTg");
/// # Ok::<(), thethuc::vietnamese::DateError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CitedDocument {
    /// The kind: `Chỉ thị`, `Luật`.
    pub ten_loai: String,
    /// Number and symbol: `07/CT-TTg`.
    pub so_ky_hieu: String,
    /// The date of issue.
    pub ngay: PartialDate,
    /// The issuer as in running text: `Thủ tướng Chính phủ`.
    pub co_quan: String,
    /// The abstract; the name of a law without its kind.
    pub trich_yeu: String,
    /// The word between the issuer and the abstract; by default that of the kind, see [`CitedDocument::joining`].
    pub chu_noi: Option<Joining>,
    /// The whole citation as it shall print; when not blank the other parts do not count.
    pub nguyen_van: String,
}

/// The word between the issuer and the abstract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Joining {
    /// `về`
    Ve,
    /// `về việc`
    VeViec,
    /// None: the abstract reads on, `quy định chi tiết …`.
    Khong,
}

impl Joining {
    const ALL: [Joining; 3] = [Joining::Ve, Joining::VeViec, Joining::Khong];

    /// The word as it prints; empty for none.
    pub const fn as_str(self) -> &'static str {
        match self {
            Joining::Ve => "về",
            Joining::VeViec => "về việc",
            Joining::Khong => "",
        }
    }

    /// How values write it: `ve`, `ve_viec`, `khong`.
    pub fn name(self) -> &'static str {
        match self {
            Joining::Ve => "ve",
            Joining::VeViec => "ve_viec",
            Joining::Khong => "khong",
        }
    }

    fn named(name: &str) -> Option<Joining> {
        Joining::ALL.into_iter().find(|joining| joining.name() == name)
    }
}

impl CitedDocument {
    /// The cited document in a value of the form: an object with these parts, or a text that prints as typed.
    ///
    /// What is missing, of another type or no date counts as blank; whoever takes values in reports that.
    pub fn from_value(value: &Value) -> CitedDocument {
        let part = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        CitedDocument {
            ten_loai: part("ten_loai"),
            so_ky_hieu: part("so_ky_hieu"),
            ngay: part("ngay").parse().unwrap_or_default(),
            co_quan: part("co_quan"),
            trich_yeu: part("trich_yeu"),
            chu_noi: Joining::named(&part("chu_noi")),
            nguyen_van: value.as_str().map_or_else(|| part("nguyen_van"), |text| text.trim().to_owned()),
        }
    }

    /// The value of the form that [`CitedDocument::from_value`] reads as this document.
    pub fn to_value(&self) -> Value {
        serde_json::json!({
            "ten_loai": self.ten_loai,
            "so_ky_hieu": self.so_ky_hieu,
            "ngay": self.ngay.to_string(),
            "co_quan": self.co_quan,
            "trich_yeu": self.trich_yeu,
            "chu_noi": self.chu_noi.map_or("", Joining::name),
            "nguyen_van": self.nguyen_van,
        })
    }

    /// Whether there is nothing to print.
    pub fn is_blank(&self) -> bool {
        *self == CitedDocument { chu_noi: self.chu_noi, ..CitedDocument::default() }
    }

    /// The word that joins the abstract: the one chosen, else the one the abstract itself begins with, else the one that
    /// is customary for the kind. `None` where there is nothing to join.
    ///
    /// ```
    /// use thethuc::vietnamese::{CitedDocument, Joining};
    /// let cited = |kind: &str, subject: &str| CitedDocument {
    ///     ten_loai: kind.into(),
    ///     trich_yeu: subject.into(),
    ///     ..Default::default()
    /// };
    /// assert_eq!(cited("Công văn", "báo cáo số liệu").joining(), Some(Joining::VeViec));
    /// assert_eq!(cited("Công văn", "về báo cáo số liệu").joining(), Some(Joining::Ve));
    /// assert_eq!(cited("Nghị định", "quy định chi tiết một số điều").joining(), Some(Joining::Khong));
    /// assert_eq!(cited("Luật", "Đất đai").joining(), None);
    /// ```
    pub fn joining(&self) -> Option<Joining> {
        if self.trich_yeu.is_empty() || !self.nguyen_van.is_empty() || self.is_law() {
            return None;
        }
        let own = own_joining(&self.trich_yeu).map(|(joining, _)| joining);
        Some(self.chu_noi.or(own).unwrap_or_else(|| Words::get().joining(&self.ten_loai, &self.trich_yeu)))
    }

    /// The first mention in running text: kind, number and symbol, date, issuer, abstract. Of a law, code, ordinance
    /// or constitution, kind and name only.
    ///
    /// The abstract is joined as [`CitedDocument::joining`] says.
    pub fn full(&self) -> String {
        if !self.nguyen_van.is_empty() {
            return self.nguyen_van.clone();
        }
        if self.is_law() {
            return self.name_of_law();
        }
        let date = match self.ngay {
            PartialDate::Full(_) => format!("ngày {}", self.ngay.slashed()),
            PartialDate::YearMonth(..) => format!("tháng {}", self.ngay.slashed()),
            other => other.in_words(),
        };
        self.joined(&date)
    }

    /// What stands in a căn cứ, without the word `Căn cứ`: as [`CitedDocument::full`], the date written out; a law,
    /// code, ordinance or constitution keeps its date and nothing else beside its name.
    pub fn basis(&self) -> String {
        if !self.nguyen_van.is_empty() {
            return self.nguyen_van.clone();
        }
        let date = self.ngay.in_words();
        if self.is_law() { words([self.name_of_law(), date]) } else { self.joined(&date) }
    }

    /// A whole căn cứ without its end mark: `Căn cứ` and [`CitedDocument::basis`]; what is typed in full prints as
    /// typed, because it may begin otherwise (`Theo đề nghị của …`), less a `;`, `,` or `.` at its end.
    pub fn basis_line(&self) -> String {
        if self.nguyen_van.is_empty() {
            let basis = self.basis();
            return if basis.is_empty() { basis } else { words([BASIS.to_owned(), basis]) };
        }
        self.nguyen_van.trim_end_matches([';', ',', '.', ' ']).to_owned()
    }

    /// A later mention: kind and number with symbol; of a law kind and name. Without a number the date tells which
    /// document is meant.
    pub fn short(&self) -> String {
        if !self.nguyen_van.is_empty() {
            return self.nguyen_van.clone();
        }
        if self.is_law() {
            return self.name_of_law();
        }
        let number = self.number();
        let which = if number.is_empty() { self.ngay.in_words() } else { number };
        words([self.ten_loai.clone(), which])
    }

    fn joined(&self, date: &str) -> String {
        let issuer = if self.co_quan.is_empty() { String::new() } else { format!("của {}", self.co_quan) };
        let words_before = words([self.ten_loai.clone(), self.number(), date.to_owned(), issuer]);
        if words_before.is_empty() { self.trich_yeu.clone() } else { words([words_before, self.subject()]) }
    }

    /// `số 07/CT-TTg`, with a `Số:` that was typed along taken off.
    fn number(&self) -> String {
        let symbol = without_prefix(&self.so_ky_hieu, "số")
            .filter(|rest| rest.starts_with([':', ' ']))
            .map_or(self.so_ky_hieu.as_str(), |rest| rest.trim_start_matches([':', ' ']));
        if symbol.is_empty() { String::new() } else { format!("số {symbol}") }
    }

    /// The abstract with the word that joins it.
    fn subject(&self) -> String {
        let joining = self.joining().map_or("", Joining::as_str);
        let text = own_joining(&self.trich_yeu).map_or(self.trich_yeu.as_str(), |(_, rest)| rest);
        // The last word of "về việc" may stand in the abstract already.
        let last = joining.rsplit(' ').next().filter(|_| joining.contains(' '));
        let begun = last.and_then(|last| without_prefix(text, last)?.strip_prefix(' '));
        words([joining.to_owned(), begun.unwrap_or(text).to_owned()])
    }

    /// Whether words stand where number and symbol belong: a sentence, or the name of a document.
    ///
    /// ```
    /// use thethuc::vietnamese::CitedDocument;
    /// let cited = |symbol: &str| CitedDocument { so_ky_hieu: symbol.into(), ..Default::default() };
    /// assert!(cited("Căn cứ Nghị quyết Đại hội Đảng bộ xã").has_words_for_number());
    /// assert!(cited("Biên bản họp").has_words_for_number());
    /// assert!(!cited("Số: 07/CT-TTg").has_words_for_number());
    /// assert!(!cited("12/KH-UBND và 13/KH-UBND").has_words_for_number());
    /// ```
    pub fn has_words_for_number(&self) -> bool {
        /// So many words are a sentence, whatever numbers are in it.
        const SENTENCE: usize = 4;
        let (mut plain, mut numbered) = (0, false);
        for word in self.so_ky_hieu.split_whitespace() {
            plain += usize::from(word.len() > 1 && word.chars().all(char::is_alphabetic));
            numbered |= word.bytes().any(|one| one.is_ascii_digit() || one == b'/');
        }
        plain >= SENTENCE || (plain > 1 && !numbered)
    }

    /// Whether the number somebody gave is left out: laws, codes and ordinances are cited by their names.
    pub fn drops_number(&self) -> bool {
        self.nguyen_van.is_empty() && !self.so_ky_hieu.is_empty() && self.is_law()
    }

    /// Whether a day should be known and is not: a document has one once it has a number, and a law with a month.
    pub fn lacks_day(&self) -> bool {
        let partial = !self.ngay.is_none() && self.ngay.full().is_none();
        let is_numbered = self.so_ky_hieu.bytes().any(|one| one.is_ascii_digit());
        let is_law = || self.is_law() && matches!(self.ngay, PartialDate::YearMonth(..));
        self.nguyen_van.is_empty() && partial && (is_numbered || is_law())
    }

    /// Whether the kind is cited by its name: laws, codes, ordinances and constitutions.
    fn is_law(&self) -> bool {
        Words::get().by_name.iter().any(|kind| {
            without_prefix(&self.ten_loai, kind)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        })
    }

    /// Kind and name of a law, also where the name was typed with its kind.
    fn name_of_law(&self) -> String {
        match without_prefix(&self.trich_yeu, &self.ten_loai) {
            // "Luật sư" is the name of a law, which is therefore called "Luật Luật sư".
            Some(rest) if rest.starts_with(' ') && !rest.starts_with(" sư") => self.trich_yeu.clone(),
            _ => words([self.ten_loai.clone(), self.trich_yeu.clone()]),
        }
    }
}

/// What follows `V/v` or `Về việc` at the beginning of an abstract, also behind a colon; `None` where neither stands there.
pub(crate) fn behind_on_the_matter(text: &str) -> Option<&str> {
    Words::get().matter_written.iter().find_map(|word| {
        let rest = without_prefix(text.trim_start(), word)?;
        let after = rest.trim_start_matches([':', '.', ' ', '\u{A0}', '\n']);
        (after.len() < rest.len() || rest.is_empty()).then_some(after)
    })
}

/// The joining word an abstract begins with, and what follows it.
fn own_joining(text: &str) -> Option<(Joining, &str)> {
    JOININGS.iter().find_map(|(word, joining)| {
        let rest = without_prefix(text, word)?;
        let after = rest.strip_prefix(':').unwrap_or(rest);
        after.starts_with(' ').then(|| (*joining, after.trim_start()))
    })
}

/// The rest of `text` after `prefix`, capitals aside.
fn without_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let end = text.char_indices().nth(prefix.chars().count()).map_or(text.len(), |(at, _)| at);
    let (found, rest) = text.split_at_checked(end)?;
    (unicode::lower(found) == unicode::lower(prefix)).then_some(rest)
}

/// The parts that are not blank, a space between them.
fn words<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).joined(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn directive() -> Value {
        json!({
            "ten_loai": "Chỉ thị", "so_ky_hieu": "07/CT-TTg", "ngay": "2023-03-21",
            "co_quan": "Thủ tướng Chính phủ", "trich_yeu": "tăng cường công tác truyền thông chính sách",
        })
    }

    fn changed(changes: &[(&str, &str)]) -> CitedDocument {
        let mut value = directive();
        for (name, text) in changes {
            value[name] = json!(text);
        }
        CitedDocument::from_value(&value)
    }

    #[test]
    fn a_directive_is_cited_in_every_way_the_decree_asks_for() {
        let cited = changed(&[]);
        let start = "Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ";
        let subject = "tăng cường công tác truyền thông chính sách";
        assert_eq!(cited.full(), format!("{start} về việc {subject}"));
        let chosen = |word: &str| changed(&[("chu_noi", word)]).full();
        assert_eq!(chosen("ve"), format!("{start} về {subject}"));
        assert_eq!(chosen("khong"), format!("{start} {subject}"));
        let basis = format!(
            "Chỉ thị số 07/CT-TTg ngày 21 tháng 3 năm 2023 của Thủ tướng Chính phủ về việc {subject}"
        );
        assert_eq!(cited.basis(), basis);
        assert_eq!(cited.basis_line(), format!("Căn cứ {basis}"));
        assert_eq!(cited.short(), "Chỉ thị số 07/CT-TTg");
    }

    #[test]
    fn laws_are_cited_by_name_and_keep_their_date_in_a_basis() {
        for (kind, name, expected) in [
            ("Luật", "Tổ chức chính quyền địa phương", "Luật Tổ chức chính quyền địa phương"),
            ("Luật", "Luật Tổ chức chính quyền địa phương", "Luật Tổ chức chính quyền địa phương"),
            ("Luật Tiếp cận thông tin", "", "Luật Tiếp cận thông tin"),
            ("Luật", "Luật sư", "Luật Luật sư"),
            ("Luật", "sửa đổi, bổ sung Luật Đất đai", "Luật sửa đổi, bổ sung Luật Đất đai"),
            ("Bộ luật", "Lao động", "Bộ luật Lao động"),
            (
                "Pháp lệnh",
                "Ưu đãi người có công với cách mạng",
                "Pháp lệnh Ưu đãi người có công với cách mạng",
            ),
            (
                "Hiến pháp",
                "nước Cộng hòa xã hội chủ nghĩa Việt Nam",
                "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
            ),
        ] {
            let law = changed(&[
                ("ten_loai", kind),
                ("trich_yeu", name),
                ("so_ky_hieu", "72/2025/QH15"),
                ("co_quan", "Quốc hội"),
                ("ngay", "2025-06-16"),
            ]);
            assert_eq!(law.full(), expected);
            assert_eq!(law.short(), expected);
            assert_eq!(law.basis(), format!("{expected} ngày 16 tháng 6 năm 2025"));
        }
    }

    #[test]
    fn joining_words_are_not_doubled() {
        for (kind, subject, chosen, expected) in [
            ("Chỉ thị", "về công tác văn thư", "", "về công tác văn thư"),
            ("Chỉ thị", "Về việc ban hành quy chế", "", "về việc ban hành quy chế"),
            ("Chỉ thị", "V/v ban hành quy chế", "", "về việc ban hành quy chế"),
            ("Chỉ thị", "v/v: ban hành quy chế", "ve", "về ban hành quy chế"),
            ("Chỉ thị", "vệ sinh môi trường", "", "về việc vệ sinh môi trường"),
            ("Chỉ thị", "quy định chi tiết một số điều", "", "về việc quy định chi tiết một số điều"),
            ("Nghị định", "quy định chi tiết một số điều", "", "quy định chi tiết một số điều"),
            ("Nghị định", "công tác văn thư", "", "về công tác văn thư"),
            ("Quyết định", "phê duyệt đề án", "", "phê duyệt đề án"),
            ("Quyết định", "phê duyệt đề án", "ve_viec", "về việc phê duyệt đề án"),
            ("Kế hoạch", "cải cách hành chính", "", "về cải cách hành chính"),
            ("Công văn", "báo cáo số liệu", "", "về việc báo cáo số liệu"),
            ("Quyết định", "việc kiện toàn Tổ công tác", "", "về việc kiện toàn Tổ công tác"),
            ("Kế hoạch", "việc kiện toàn Tổ công tác", "", "về việc kiện toàn Tổ công tác"),
            ("Chỉ thị", "việc làm cho thanh niên", "ve", "về việc làm cho thanh niên"),
        ] {
            let cited = changed(&[("ten_loai", kind), ("trich_yeu", subject), ("chu_noi", chosen)]).full();
            let start = format!("{kind} số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ");
            assert_eq!(cited, format!("{start} {expected}"));
        }
    }

    #[test]
    fn blank_parts_are_left_out() {
        for (changes, full, short) in [
            (
                &[("so_ky_hieu", ""), ("co_quan", "")][..],
                "Chỉ thị ngày 21/3/2023 về việc tăng cường công tác truyền thông chính sách",
                "Chỉ thị ngày 21 tháng 3 năm 2023",
            ),
            (
                &[("ngay", ""), ("trich_yeu", "")],
                "Chỉ thị số 07/CT-TTg của Thủ tướng Chính phủ",
                "Chỉ thị số 07/CT-TTg",
            ),
            (
                &[("ngay", "2023"), ("trich_yeu", ""), ("co_quan", "")],
                "Chỉ thị số 07/CT-TTg năm 2023",
                "Chỉ thị số 07/CT-TTg",
            ),
            (
                &[("ngay", "2023-3"), ("trich_yeu", ""), ("co_quan", ""), ("so_ky_hieu", "Số: 07/CT-TTg")],
                "Chỉ thị số 07/CT-TTg tháng 3/2023",
                "Chỉ thị số 07/CT-TTg",
            ),
            (
                &[("ten_loai", ""), ("so_ky_hieu", ""), ("ngay", ""), ("co_quan", "")],
                "tăng cường công tác truyền thông chính sách",
                "",
            ),
            (
                &[("ten_loai", ""), ("ngay", ""), ("co_quan", ""), ("trich_yeu", "")],
                "số 07/CT-TTg",
                "số 07/CT-TTg",
            ),
        ] {
            let cited = changed(changes);
            assert_eq!(cited.full(), full);
            assert_eq!(cited.short(), short);
        }
        let blank = CitedDocument::default();
        assert!(blank.is_blank());
        assert_eq!([blank.full(), blank.basis(), blank.basis_line(), blank.short()], ["", "", "", ""]);
    }

    #[test]
    fn what_is_typed_in_full_prints_as_typed() {
        let typed = "Theo đề nghị của Giám đốc Sở Nội vụ;";
        let mut value = directive();
        value["nguyen_van"] = json!(typed);
        for cited in [CitedDocument::from_value(&value), CitedDocument::from_value(&json!(typed))] {
            assert_eq!(cited.full(), typed);
            assert_eq!(cited.short(), typed);
            assert_eq!(cited.basis(), typed);
            assert_eq!(cited.basis_line(), "Theo đề nghị của Giám đốc Sở Nội vụ");
        }
    }

    #[test]
    fn values_of_other_types_count_as_blank() {
        for value in
            [json!(null), json!(5), json!([]), json!({"ten_loai": 5, "ngay": "hôm qua"}), json!("  ")]
        {
            assert!(CitedDocument::from_value(&value).is_blank(), "{value}");
        }
    }
}
