//! Characters, references and names (XML 1.0, productions 2, 4, 4a and 66–68).

use std::borrow::Cow;

use super::Problem;

/// `text` as character data. A carriage return becomes a reference, or a reader would turn it into a line feed.
pub fn escape_text(text: &str) -> Cow<'_, str> {
    escape(text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\r' => Some("&#13;"),
        _ => None,
    })
}

/// `text` as an attribute value, for either kind of quotes. White space other than the blank becomes a reference, or a
/// reader would turn it into a blank.
pub fn escape_attribute(text: &str) -> Cow<'_, str> {
    escape(text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        b'\t' => Some("&#9;"),
        b'\n' => Some("&#10;"),
        b'\r' => Some("&#13;"),
        _ => None,
    })
}

fn escape(text: &str, reference: impl Fn(u8) -> Option<&'static str>) -> Cow<'_, str> {
    let Some(first) = text.bytes().position(|byte| reference(byte).is_some()) else {
        return Cow::Borrowed(text);
    };
    let (clean, rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str(clean);
    for character in rest.chars() {
        match u8::try_from(character).ok().and_then(&reference) {
            Some(replacement) => out.push_str(replacement),
            None => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// Character data with its references resolved; one that cannot be resolved stays as written.
pub fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('&') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match after.split_once(';').and_then(|(name, tail)| Some((resolve(name)?, tail))) {
            Some((character, tail)) => {
                out.push(character);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character a reference stands for, by what is between `&` and `;`.
pub(crate) fn resolve(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix('x') {
                Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                    u32::from_str_radix(hex, 16).ok()?
                }
                None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
                _ => return None,
            };
            char::from_u32(code).filter(|&character| is_allowed(character))
        }
    }
}

/// XML can hold the character.
pub(crate) fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The first reference of `raw` that does not resolve, as its offset.
pub(super) fn bad_reference(raw: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = raw.get(at..)?.find('&') {
        at += found + 1;
        let resolved = raw.get(at..)?.split_once(';').and_then(|(name, _)| resolve(name));
        if resolved.is_none() {
            return Some(at - 1);
        }
    }
    None
}

/// The first character of `source` that XML does not allow, and its offset.
pub(super) fn bad_character(source: &str) -> Option<(Problem, usize)> {
    // The common case is one pass over bytes that the compiler vectorises.
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    let suspicious =
        source.as_bytes().iter().fold(false, |seen, &byte| seen | control(byte) | (byte == 0xEF));
    if !suspicious {
        return None;
    }
    source
        .char_indices()
        .find(|&(_, character)| !is_allowed(character))
        .map(|(at, character)| (Problem::Character(u32::from(character)), at))
}

/// `name` is a qualified name: at most one colon, not at an end.
pub(super) fn is_qualified_name(name: &str) -> bool {
    let mut at_start = true;
    let mut colons = 0;
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => at_start = false,
            b'0'..=b'9' | b'-' | b'.' if !at_start => {}
            b':' if !at_start && colons == 0 => {
                colons = 1;
                at_start = true;
            }
            0x80.. => return is_unusual_name(name),
            _ => return false,
        }
    }
    !at_start
}

fn is_unusual_name(name: &str) -> bool {
    let is_plain = |name: &str| {
        let mut characters = name.chars();
        characters.next().is_some_and(starts_name) && characters.all(continues_name)
    };
    name.split_once(':').map_or_else(|| is_plain(name), |(prefix, local)| is_plain(prefix) && is_plain(local))
}

fn starts_name(character: char) -> bool {
    matches!(character, 'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}' | '\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

fn continues_name(character: char) -> bool {
    starts_name(character)
        || matches!(character, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}' | '\u{2040}')
}
