//! Line ends within a cell: however many characters a program writes for one, it is one.

/// As XML reads them (1.0, 2.11): `\r\n` and `\r` as it stands in the file are `\n`.
pub(super) fn of_xml(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Each line end as one `\n`: `\r\n`, what became of it when it was written twice (`\r\r\n`), `\n\r`, a lone `\r`.
pub(super) fn ends(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '\r' => {
                let mut returns = 1;
                while rest.next_if_eq(&'\r').is_some() {
                    returns += 1;
                }
                let ends = if rest.next_if_eq(&'\n').is_some() { 1 } else { returns };
                out.extend(std::iter::repeat_n('\n', ends));
            }
            '\n' => {
                out.push('\n');
                let mut ahead = rest.clone();
                if ahead.next() == Some('\r') && !matches!(ahead.next(), Some('\r' | '\n')) {
                    rest.next();
                }
            }
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_line_end_is_one_however_it_is_written() {
        for (text, expected) in [
            ("a\r\nb", "a\nb"),
            ("a\r\r\nb", "a\nb"),
            ("a\n\rb", "a\nb"),
            ("a\rb", "a\nb"),
            ("a\r\rb", "a\n\nb"),
            ("a\r\n\r\nb", "a\n\nb"),
            ("a\n\nb", "a\n\nb"),
            ("a\n\r\nb", "a\n\nb"),
            ("a\r", "a\n"),
            ("a", "a"),
        ] {
            assert_eq!(super::ends(text), expected, "{text:?}");
        }
    }
}
