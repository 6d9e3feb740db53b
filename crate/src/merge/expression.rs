//! What a tag asks for: a name, or names put together.

use crate::joined::Joined;
use crate::to_list::ToList;
use rust_decimal::Decimal;

use super::filter::Filter;

/// What a tag asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expression {
    /// A value by its name.
    Name(Name),
    /// A name that may also be read as something else: `a and b`, where no value is called so.
    NameOr(Name, Box<Expression>),
    Text(String),
    Number(Decimal),
    Answer(bool),
    Nothing,
    Not(Box<Expression>),
    Minus(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    Item(Box<Expression>, Box<Expression>),
    /// `yes if condition else no`.
    Choice {
        condition: Box<Expression>,
        yes: Box<Expression>,
        no: Box<Expression>,
    },
    Filtered(Filter, Box<Expression>, Vec<Expression>),
}

/// The name of a value, as written and step by step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// As written, so that `a.b` finds a value called so.
    pub(super) whole: String,
    pub(super) steps: Vec<String>,
}

impl Name {
    pub(super) fn new(written: &str) -> Name {
        let trimmed = written.trim();
        let joined = trimmed.split_whitespace().joined(" ");
        let steps = if joined.chars().all(|sign| sign == '.') {
            Vec::new()
        } else {
            let joined =
                joined.strip_prefix("this.").or_else(|| joined.strip_prefix("./")).unwrap_or(&joined);
            joined.split('.').map(|step| step.trim().to_owned()).to_list()
        };
        // A line break within a tag is part of a name only where a value is called so.
        let whole = if trimmed.contains('\n') { trimmed.to_owned() } else { joined };
        Name { whole, steps }
    }

    /// It means what a loop is at: `.`, `this`.
    pub(super) fn is_here(&self) -> bool {
        self.steps.is_empty() || self.whole == "this"
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    Different,
    Less,
    AtMost,
    More,
    AtLeast,
    In,
    Plus,
    Minus,
    Times,
    Over,
    Rest,
}

impl Operator {
    /// How tight it binds.
    fn strength(self) -> u8 {
        match self {
            Operator::Or => 1,
            Operator::And => 2,
            Operator::Equal
            | Operator::Different
            | Operator::Less
            | Operator::AtMost
            | Operator::More
            | Operator::AtLeast
            | Operator::In => 4,
            Operator::Plus | Operator::Minus => 5,
            Operator::Times | Operator::Over | Operator::Rest => 6,
        }
    }
}

/// Between `or`, `and` and what they join.
const NOT: u8 = 3;
/// How deep parentheses and signs may nest.
const MAX_NESTED: usize = 32;

/// Why something is no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It is none.
    Syntax,
    /// It has a filter that is not known.
    Filter(String),
}

/// Reads what stands in a tag. A plain name is read as one even where it has words of the language in it.
pub(super) fn parse(text: &str) -> Result<Expression, Unreadable> {
    if is_name(text) {
        let name = Name::new(text);
        let other = if text.trim().contains(' ') { in_words(text) } else { None };
        return Ok(match other {
            Some(other) => Expression::NameOr(name, Box::new(other)),
            None => name_or_literal(name),
        });
    }
    // Any words may be the name of a value: `Có/không`.
    let name = Name::new(text);
    Ok(match parse_whole(text)? {
        plain @ (Expression::Text(_) | Expression::Number(_) | Expression::Name(_)) => plain,
        other => Expression::NameOr(name, Box::new(other)),
    })
}

fn parse_whole(text: &str) -> Result<Expression, Unreadable> {
    let tokens = tokens(text).ok_or(Unreadable::Syntax)?;
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    let parsed = parser.choice()?;
    if parser.at < tokens.len() { Err(Unreadable::Syntax) } else { Ok(parsed) }
}

/// What a name of several words says otherwise: `a and b`, `hoa ten`.
fn in_words(text: &str) -> Option<Expression> {
    if let Some((first, rest)) = text.trim().split_once(' ')
        && let Some(filter) = Filter::find(first)
        && is_name(rest)
    {
        return Some(Expression::Filtered(filter, Box::new(Expression::Name(Name::new(rest))), Vec::new()));
    }
    // `{{r x}}` and `{{p x}}` ask docxtpl for rich text and documents; here a value is text.
    let plain = text.trim().strip_prefix("r ").or_else(|| text.trim().strip_prefix("p "));
    if let Some(rest) = plain.filter(|rest| is_name(rest)) {
        return Some(Expression::Name(Name::new(rest)));
    }
    parse_whole(text).ok()
}

fn name_or_literal(name: Name) -> Expression {
    match name.whole.as_str() {
        "true" | "True" => Expression::Answer(true),
        "false" | "False" => Expression::Answer(false),
        "null" | "none" | "None" => Expression::Nothing,
        whole => match whole.parse() {
            Ok(number) if whole.starts_with(|sign: char| sign.is_ascii_digit()) => Expression::Number(number),
            _ => Expression::Name(name),
        },
    }
}

fn continues_name(sign: char) -> bool {
    // Marks of Vietnamese letters that are not composed.
    sign.is_alphanumeric() || matches!(sign, '_' | '\u{300}'..='\u{36F}')
}

/// It is a name as people give them: letters, digits, spaces, dots, hyphens.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let starts = |sign: char| continues_name(sign) || matches!(sign, '@' | '$');
    let all = |sign: char| continues_name(sign) || matches!(sign, '.' | '-' | ' ' | '\u{A0}' | '\n');
    if !text.is_empty() && text.chars().all(|sign| sign == '.') {
        return true;
    }
    let mut signs = text.chars();
    signs.next().is_some_and(starts) && signs.all(all) && !text.contains(" - ") && !text.ends_with('.')
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Text(String),
    Number(Decimal),
    Operator(Operator),
    Sign(char),
}

/// The quotes Word makes of straight ones are quotes.
fn closing_quotes(opening: char) -> Option<&'static [char]> {
    match opening {
        '"' | '“' | '”' | '„' => Some(&['"', '“', '”']),
        '\'' | '‘' | '’' => Some(&['\'', '‘', '’']),
        _ => None,
    }
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let after = rest.get(sign.len_utf8()..)?;
        if sign.is_whitespace() {
            rest = after;
            continue;
        }
        if let Some(closing) = closing_quotes(sign) {
            let end = after.find(closing)?;
            tokens.push(Token::Text(after.get(..end)?.to_owned()));
            rest = after.get(end..)?.chars().as_str();
            rest = rest.get(rest.chars().next()?.len_utf8()..)?;
            continue;
        }
        if sign.is_ascii_digit() {
            let end = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(rest.len());
            tokens.push(Token::Number(rest.get(..end)?.parse().ok()?));
            rest = rest.get(end..)?;
            continue;
        }
        if continues_name(sign) || matches!(sign, '@' | '$') {
            let inner = |sign: char| continues_name(sign) || matches!(sign, '.' | '-');
            let end = after.find(|sign| !inner(sign)).map_or(rest.len(), |end| end + sign.len_utf8());
            let word = rest.get(..end)?;
            let tail = word.trim_end_matches(['.', '-']).len();
            rest = rest.get(tail..)?;
            tokens.push(match word.get(..tail)? {
                "and" => Token::Operator(Operator::And),
                "or" => Token::Operator(Operator::Or),
                "in" => Token::Operator(Operator::In),
                word => Token::Word(word.to_owned()),
            });
            continue;
        }
        let two = [
            ("==", Operator::Equal),
            ("!=", Operator::Different),
            ("<>", Operator::Different),
            ("<=", Operator::AtMost),
            (">=", Operator::AtLeast),
            ("&&", Operator::And),
            ("||", Operator::Or),
        ];
        if let Some((sign, operator)) = two.into_iter().find(|(sign, _)| rest.starts_with(sign)) {
            tokens.push(Token::Operator(operator));
            rest = rest.get(sign.len()..)?;
            continue;
        }
        tokens.push(match sign {
            '<' => Token::Operator(Operator::Less),
            '>' => Token::Operator(Operator::More),
            '+' => Token::Operator(Operator::Plus),
            '-' => Token::Operator(Operator::Minus),
            '*' => Token::Operator(Operator::Times),
            '/' => Token::Operator(Operator::Over),
            '%' => Token::Operator(Operator::Rest),
            '(' | ')' | '[' | ']' | ',' | '|' | '!' | '.' => Token::Sign(sign),
            _ => return None,
        });
        rest = after;
    }
    Some(tokens)
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

type Parsed = Result<Expression, Unreadable>;

impl Parser<'_> {
    fn next(&mut self) -> Option<&Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    fn takes(&mut self, sign: char) -> bool {
        let found = self.tokens.get(self.at) == Some(&Token::Sign(sign));
        self.at += usize::from(found);
        found
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Word(found)) if found == word);
        self.at += usize::from(found);
        found
    }

    /// An expression, or one of two: `a if condition else b`.
    fn choice(&mut self) -> Parsed {
        let yes = self.expression(0)?;
        if !self.takes_word("if") {
            return Ok(yes);
        }
        let condition = Box::new(self.expression(0)?);
        let no = if self.takes_word("else") { self.choice()? } else { Expression::Text(String::new()) };
        Ok(Expression::Choice { condition, yes: Box::new(yes), no: Box::new(no) })
    }

    fn expression(&mut self, least: u8) -> Parsed {
        self.depth += 1;
        if self.depth > MAX_NESTED {
            return Err(Unreadable::Syntax);
        }
        let mut left = if least <= NOT && self.takes_word("not") {
            Expression::Not(Box::new(self.expression(NOT)?))
        } else {
            self.filtered()?
        };
        loop {
            let here = self.at;
            if least < NOT && self.takes_word("is") {
                left = self.state_of(left)?;
                continue;
            }
            let negated = self.takes_word("not");
            let Some(Token::Operator(operator)) = self.tokens.get(self.at) else {
                self.at = here;
                break;
            };
            let operator = *operator;
            if operator.strength() <= least || negated && operator != Operator::In {
                self.at = here;
                break;
            }
            self.at += 1;
            let right = self.expression(operator.strength())?;
            left = Expression::Binary(operator, Box::new(left), Box::new(right));
            if negated {
                left = Expression::Not(Box::new(left));
            }
        }
        self.depth -= 1;
        Ok(left)
    }

    /// `x is defined`, `x is not none`.
    fn state_of(&mut self, of: Expression) -> Parsed {
        let negated = self.takes_word("not");
        let is_there = match self.next() {
            Some(Token::Word(word)) if word == "defined" => true,
            Some(Token::Word(word)) if matches!(word.as_str(), "undefined" | "none") => false,
            _ => return Err(Unreadable::Syntax),
        };
        let operator = if is_there == negated { Operator::Equal } else { Operator::Different };
        Ok(Expression::Binary(operator, Box::new(of), Box::new(Expression::Nothing)))
    }

    fn filtered(&mut self) -> Parsed {
        let mut value = self.single()?;
        loop {
            if self.takes('[') {
                let index = self.expression(0)?;
                if !self.takes(']') {
                    return Err(Unreadable::Syntax);
                }
                value = Expression::Item(Box::new(value), Box::new(index));
            } else if self.takes('.') {
                let Some(Token::Word(step)) = self.next() else { return Err(Unreadable::Syntax) };
                let step = Expression::Text(step.clone());
                value = Expression::Item(Box::new(value), Box::new(step));
            } else if self.takes('|') {
                let Some(Token::Word(name)) = self.next() else { return Err(Unreadable::Syntax) };
                let filter = Filter::find(name).ok_or_else(|| Unreadable::Filter(name.clone()))?;
                let given = if self.takes('(') { self.list(')')? } else { Vec::new() };
                value = Expression::Filtered(filter, Box::new(value), given);
            } else {
                return Ok(value);
            }
        }
    }

    fn list(&mut self, end: char) -> Result<Vec<Expression>, Unreadable> {
        let mut items = Vec::new();
        while !self.takes(end) {
            items.push(self.expression(0)?);
            if !self.takes(',') && self.tokens.get(self.at) != Some(&Token::Sign(end)) {
                return Err(Unreadable::Syntax);
            }
        }
        Ok(items)
    }

    fn single(&mut self) -> Parsed {
        match self.next().cloned() {
            Some(Token::Word(word)) => Ok(name_or_literal(Name::new(&word))),
            Some(Token::Text(text)) => Ok(Expression::Text(text)),
            Some(Token::Number(number)) => Ok(Expression::Number(number)),
            Some(Token::Operator(Operator::Minus)) => {
                Ok(Expression::Minus(Box::new(self.expression(Operator::Times.strength())?)))
            }
            Some(Token::Sign('!')) => {
                Ok(Expression::Not(Box::new(self.expression(Operator::Times.strength())?)))
            }
            Some(Token::Sign('.')) => Ok(Expression::Name(Name::new("."))),
            Some(Token::Sign('(')) => {
                let inner = self.expression(0)?;
                if self.takes(')') { Ok(inner) } else { Err(Unreadable::Syntax) }
            }
            _ => Err(Unreadable::Syntax),
        }
    }
}

impl Expression {
    /// The names it asks for, in order.
    /// Whether what it asks for counts by what it says, not only by being there.
    pub(super) fn compares(&self) -> bool {
        match self {
            Expression::Binary(Operator::And | Operator::Or, left, right) => {
                left.compares() || right.compares()
            }
            Expression::Not(inner) | Expression::NameOr(_, inner) => inner.compares(),
            Expression::Binary(..)
            | Expression::Item(..)
            | Expression::Filtered(..)
            | Expression::Choice { .. } => true,
            _ => false,
        }
    }

    pub(super) fn names<'e>(&'e self, found: &mut Vec<&'e Name>) {
        match self {
            Expression::Name(name) => found.push(name),
            Expression::NameOr(_, other) => other.names(found),
            Expression::Text(_) | Expression::Number(_) | Expression::Answer(_) | Expression::Nothing => {}
            Expression::Not(inner) | Expression::Minus(inner) => inner.names(found),
            Expression::Binary(_, left, right) | Expression::Item(left, right) => {
                left.names(found);
                right.names(found);
            }
            Expression::Choice { condition, yes, no } => {
                [yes, condition, no].into_iter().for_each(|inner| inner.names(found));
            }
            Expression::Filtered(_, inner, given) => {
                inner.names(found);
                given.iter().for_each(|given| given.names(found));
            }
        }
    }
}
