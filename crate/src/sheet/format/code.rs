//! A format code cut into sections and tokens (ECMA-376 part 1, 18.8.31).

use super::decimal::Decimal;

/// A part of a date or time, with how many letters it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year(usize),
    Month(usize),
    Day(usize),
    Hour(usize),
    Minute(usize),
    Second(usize),
    /// Digits behind the seconds.
    Fraction(usize),
    /// `AM/PM`, or `A/P`.
    Half {
        short: bool,
    },
    /// Hours, minutes or seconds in all: `[h]`.
    Elapsed(char, usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Text(String),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    Slash,
    /// `E+` or `E-`.
    Exponent {
        plus: bool,
    },
    /// `@`.
    Cell,
    General,
    Part(Part),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

/// One of the parts between `;`.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    pub(super) tokens: Vec<Token>,
    pub(super) condition: Option<(Comparison, Decimal)>,
    /// Names of days and months in English; else in Vietnamese.
    pub(super) english: bool,
    /// The code that the system has for long dates or times, in the place of this one.
    system: Option<&'static str>,
    /// Thousands are parted.
    pub(super) grouped: bool,
    /// Powers of ten the number is multiplied by: 2 for each `%`, −3 for each comma behind the digits.
    pub(super) shift: i32,
}

impl Section {
    pub(super) fn is_date(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Part(_)))
    }

    pub(super) fn has(&self, token: &Token) -> bool {
        self.tokens.contains(token)
    }

    fn text(&mut self, character: char) {
        match self.tokens.last_mut() {
            Some(Token::Text(text)) => text.push(character),
            _ => self.tokens.push(Token::Text(character.to_string())),
        }
    }
}

/// The sections of a code.
pub(super) fn parse(code: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut section = Section::default();
    let mut rest = code;
    while let Some(character) = rest.chars().next() {
        if let Some(after) = strip_ignoring_case(rest, "general") {
            section.tokens.push(Token::General);
            rest = after;
            continue;
        }
        let half = [("am/pm", false), ("a/p", true)];
        if let Some((after, short)) =
            half.iter().find_map(|&(word, short)| Some((strip_ignoring_case(rest, word)?, short)))
        {
            section.tokens.push(Token::Part(Part::Half { short }));
            rest = after;
            continue;
        }
        let mut after = rest.chars();
        after.next();
        rest = after.as_str();
        match character {
            '"' => {
                let (text, behind) = rest.split_once('"').unwrap_or((rest, ""));
                text.chars().for_each(|character| section.text(character));
                rest = behind;
            }
            '\\' | '!' => {
                after.next().into_iter().for_each(|character| section.text(character));
                rest = after.as_str();
            }
            '_' => {
                after.next();
                section.text(' ');
                rest = after.as_str();
            }
            '*' => {
                after.next();
                rest = after.as_str();
            }
            '[' => {
                let (inside, behind) = rest.split_once(']').unwrap_or((rest, ""));
                bracket(&mut section, inside);
                rest = behind;
            }
            ';' => sections.push(finished(std::mem::take(&mut section))),
            '0' | '#' | '?' => section.tokens.push(Token::Digit(character)),
            '.' => section.tokens.push(Token::Point),
            ',' => section.tokens.push(Token::Comma),
            '%' => section.tokens.push(Token::Percent),
            '/' => section.tokens.push(Token::Slash),
            '@' => section.tokens.push(Token::Cell),
            'e' | 'E' if rest.starts_with(['+', '-']) => {
                section.tokens.push(Token::Exponent { plus: rest.starts_with('+') });
                rest = rest.get(1..).unwrap_or_default();
            }
            _ => match letters(character, rest) {
                Some((part, behind)) => {
                    section.tokens.push(Token::Part(part));
                    rest = behind;
                }
                None => section.text(character),
            },
        }
    }
    sections.push(finished(section));
    sections
}

fn strip_ignoring_case<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.get(..word.len())
        .filter(|start| start.eq_ignore_ascii_case(word))
        .and_then(|_| text.get(word.len()..))
}

/// A run of one letter that names a part of a date.
fn letters(first: char, rest: &str) -> Option<(Part, &str)> {
    let letter = first.to_ascii_lowercase();
    let more = rest.len() - rest.trim_start_matches(|next: char| next.to_ascii_lowercase() == letter).len();
    let count = more + 1;
    let part = match letter {
        'y' | 'e' => Part::Year(if letter == 'e' { 4 } else { count }),
        'm' => Part::Month(count),
        'd' => Part::Day(count),
        'h' => Part::Hour(count),
        's' => Part::Second(count),
        _ => return None,
    };
    Some((part, rest.get(more..).unwrap_or_default()))
}

/// `[Red]`, `[>=100]`, `[$₫-42A]`, `[h]`.
fn bracket(section: &mut Section, inside: &str) {
    if let Some(currency) = inside.strip_prefix('$') {
        let (symbol, locale) = split_locale(currency);
        symbol.chars().for_each(|character| section.text(character));
        match locale {
            Locale::Vietnamese => {}
            Locale::Other => section.english = true,
            Locale::LongDate => section.system = Some("dd mmmm yyyy"),
            Locale::LongTime => section.system = Some("h:mm:ss AM/PM"),
        }
        return;
    }
    let first = inside.chars().next().unwrap_or(' ').to_ascii_lowercase();
    if matches!(first, 'h' | 'm' | 's') && inside.chars().all(|c| c.to_ascii_lowercase() == first) {
        section.tokens.push(Token::Part(Part::Elapsed(first, inside.len())));
        return;
    }
    let signs = [
        ("<=", Comparison::LessOrEqual),
        (">=", Comparison::GreaterOrEqual),
        ("<>", Comparison::NotEqual),
        ("<", Comparison::Less),
        (">", Comparison::Greater),
        ("=", Comparison::Equal),
    ];
    section.condition = section.condition.or_else(|| {
        signs
            .iter()
            .find_map(|&(sign, comparison)| Some((comparison, Decimal::parse(inside.strip_prefix(sign)?)?)))
    });
}

/// Whose names of days and months a section uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Locale {
    /// The user's own, or Vietnamese by name.
    Vietnamese,
    Other,
    /// The system's long date, in the place of the code.
    LongDate,
    /// The system's long time.
    LongTime,
}

/// A symbol of money and the language behind it: `₫-42A`, `₫-vi-VN`, `-en-US`, `$-$-409`, `-x-sysdate`.
fn split_locale(currency: &str) -> (&str, Locale) {
    let hyphens = currency.match_indices('-').map(|(at, _)| at);
    let split = |at: usize| Some((currency.get(..at)?, locale(currency.get(at + 1..)?)?));
    hyphens.filter_map(split).next().unwrap_or((currency.trim_end_matches('-'), Locale::Vietnamese))
}

/// A language by its number in hexadecimal digits or by its tag (BCP 47), a calendar behind it or not; none when it is
/// neither.
fn locale(name: &str) -> Option<Locale> {
    let name = name.split(',').next().unwrap_or(name);
    let is_tag = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name.split('-').all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
    };
    let is_number = |name: &str| name.len() > 2 || name.bytes().any(|byte| byte.is_ascii_digit());
    if let Some(number) = u32::from_str_radix(name, 16).ok().filter(|_| is_number(name)) {
        // The low half is the language: 0 for the user's own, 42A and 2A for Vietnamese.
        return Some(match number & 0xFFFF {
            0xF800 => Locale::LongDate,
            0xF400 => Locale::LongTime,
            0 | 0x2A | 0x42A => Locale::Vietnamese,
            _ => Locale::Other,
        });
    }
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "x-sysdate" => Some(Locale::LongDate),
        "x-systime" => Some(Locale::LongTime),
        "vi" => Some(Locale::Vietnamese),
        _ if name.starts_with("vi-") => Some(Locale::Vietnamese),
        // What is made up by a program says nothing of a language.
        _ if name.starts_with("x-") => Some(Locale::Vietnamese),
        _ => is_tag(&name).then_some(Locale::Other),
    }
}

/// The section, with what can only be told once all of it is known.
fn finished(mut section: Section) -> Section {
    if let Some(system) = section.system {
        return parse(system).into_iter().next().unwrap_or_default();
    }
    if section.is_date() {
        section.tokens = date_tokens(std::mem::take(&mut section.tokens));
        return section;
    }
    let is_digit = |token: &Token| matches!(token, Token::Digit(_));
    let point =
        section.tokens.iter().position(|token| *token == Token::Point).unwrap_or(section.tokens.len());
    let before = section.tokens.get(..point).unwrap_or_default();
    let (first, last) = (before.iter().position(is_digit), before.iter().rposition(is_digit));
    let end = section.tokens.iter().rposition(is_digit);
    let mut tokens = Vec::with_capacity(section.tokens.len());
    for (at, token) in std::mem::take(&mut section.tokens).into_iter().enumerate() {
        match token {
            Token::Comma if first.is_some_and(|first| first < at) && last.is_some_and(|last| at < last) => {
                section.grouped = true;
            }
            // Behind the last digit, before the point or at the very end of the digits.
            Token::Comma
                if last.is_some_and(|last| last < at) && (at < point || end.is_some_and(|end| end < at)) =>
            {
                section.shift -= 3;
            }
            Token::Comma => tokens.push(Token::Text(",".to_owned())),
            Token::Percent => {
                section.shift += 2;
                tokens.push(Token::Percent);
            }
            other => tokens.push(other),
        }
    }
    section.tokens = tokens;
    section
}

/// `m` is minutes behind hours or before seconds; what stands for digits elsewhere is itself here.
fn date_tokens(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut last: Option<Part> = None;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let token = match token {
            Token::Part(part) => {
                let behind_hour = matches!(last, Some(Part::Hour(_) | Part::Elapsed('h', _)));
                let part = match part {
                    Part::Month(count @ 1..=2) if behind_hour => Part::Minute(count),
                    other => other,
                };
                if matches!(part, Part::Second(_))
                    && let Some(Token::Part(before)) =
                        out.iter_mut().rev().find(|token| matches!(token, Token::Part(_)))
                    && let Part::Month(count @ 1..=2) = *before
                {
                    *before = Part::Minute(count);
                }
                if !matches!(part, Part::Half { .. }) {
                    last = Some(part);
                }
                Token::Part(part)
            }
            Token::Point if tokens.peek() == Some(&Token::Digit('0')) => {
                let mut digits = 0;
                while tokens.next_if_eq(&Token::Digit('0')).is_some() {
                    digits += 1;
                }
                Token::Part(Part::Fraction(digits))
            }
            Token::Point => Token::Text(".".to_owned()),
            Token::Comma => Token::Text(",".to_owned()),
            Token::Slash => Token::Text("/".to_owned()),
            Token::Percent => Token::Text("%".to_owned()),
            Token::Digit(digit) => Token::Text(digit.to_string()),
            Token::Exponent { .. } | Token::General | Token::Cell => continue,
            other @ Token::Text(_) => other,
        };
        out.push(token);
    }
    out
}
