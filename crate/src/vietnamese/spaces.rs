//! Spaces too many, and spaces on the wrong side of a mark.
use crate::joined::Joined;

/// The text of a value without them; nothing when it has none.
///
/// Two spaces between words become one, and none stands before a comma, a full stop and the like or within brackets.
/// Lines with longer runs are left as they are: those set words apart on purpose. So are the rows of tables.
///
/// ```
/// use thethuc::vietnamese::spaces::tidy;
/// assert_eq!(tidy("Các xã , phường  trên địa bàn ( theo phân công ) .").as_deref(),
///     Some("Các xã, phường trên địa bàn (theo phân công)."));
/// assert_eq!(tidy("Họ tên:      Chức vụ:      "), None);
/// ```
pub fn tidy(text: &str) -> Option<String> {
    let right = text.split('\n').map(line_without).joined("\n");
    (right != text).then_some(right)
}

fn line_without(line: &str) -> String {
    let aligned = line.trim().contains("   ") || line.contains("\\ ") || line.trim_start().starts_with('|');
    if aligned {
        return line.to_owned();
    }
    let indent = line.len() - line.trim_start_matches(' ').len();
    let (indent, rest) = line.split_at_checked(indent).unwrap_or(("", line));
    let mut out = String::with_capacity(line.len());
    out.push_str(indent);
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if character != ' ' {
            out.push(character);
            continue;
        }
        while characters.next_if(|(_, next)| *next == ' ').is_some() {}
        let after = characters.peek().map_or("", |(next, _)| rest.get(*next..).unwrap_or_default());
        let before = rest.get(..at).and_then(|before| before.chars().next_back());
        let ends_text = after.is_empty();
        if ends_text || (!belongs_before(before, after) && before != Some('(')) {
            out.push(' ');
        }
    }
    out
}

/// What follows is a mark that stands right behind a word: `xã , phường`, `( một )`; not `…`, `./.`, `:-)`.
fn belongs_before(before: Option<char>, after: &str) -> bool {
    let mut marks = after.chars();
    let (Some(mark), next) = (marks.next(), marks.next()) else { return false };
    let behind_a_word =
        before.is_some_and(|before| before.is_alphanumeric() || matches!(before, ')' | '”' | '"'));
    behind_a_word
        && matches!(mark, ',' | '.' | ';' | ':' | '!' | '?' | ')')
        && next.is_none_or(|next| next == ' ' || (mark == ')' && matches!(next, ',' | '.' | ';' | ':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_left_out_where_they_are_slips() {
        for (text, right) in [
            ("Các  phòng", "Các phòng"),
            ("xã , phường", "xã, phường"),
            ("Kính gửi : ông A", "Kính gửi: ông A"),
            ("hết .", "hết."),
            ("( một )", "(một)"),
            ("( một ), hai", "(một), hai"),
            ("một  hai\nba ; bốn", "một hai\nba; bốn"),
            ("  1. Một  hai", "  1. Một hai"),
        ] {
            assert_eq!(tidy(text).as_deref(), Some(right), "{text}");
        }
    }

    #[test]
    fn what_is_set_apart_on_purpose_stays() {
        for text in [
            "",
            "Một hai",
            "Họ tên:    Chức vụ:",
            "Số:      /QĐ",
            "thực hiện ./.",
            "và ... nữa",
            "và … nữa",
            "ngày .../.../2026",
            "a :-) b",
            "giá .5",
            "  thụt đầu dòng",
            "hết ",
            "**đậm** , nghiêng",
            "- một",
            "(*)",
            "một\u{A0}\u{A0}hai",
            "a\\  b",
        ] {
            assert_eq!(tidy(text), None, "{text}");
        }
        assert_eq!(tidy("| a  |  b |\n|--|--|\n| 1  | 2 , 3 |"), None);
        assert_eq!(tidy("| a  |\nhai  ba").as_deref(), Some("| a  |\nhai ba"));
    }
}
