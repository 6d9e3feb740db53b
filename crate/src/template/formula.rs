//! Formulas of computed fields: `th / kh * 100`, `sum(bang.so_tien)`, `round(x, 1)`, `stt`.
//!
//! ```text
//! formula = term   { ( "+" | "-" ) term } ;
//! term    = factor { ( "*" | "/" ) factor } ;
//! factor  = "-" factor | number | "(" formula ")" | call | name ;
//! call    = "sum" "(" path ")" | "count" "(" path ")" | "round" "(" formula "," digits ")" ;
//! path    = name { "." name } ;
//! number  = digits [ "." digits ] ;
//! ```
//!
//! A name is that of a number field, or of a choice among number fields, which stands for the one it names.
//!
//! Arithmetic is decimal (28 significant digits), so `0.1 + 0.2` is `0.3`.

use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};

const MAX_DEPTH: usize = 32;
const MAX_LENGTH: usize = 1000;

/// A formula that was read without fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    source: String,
    root: Node,
    references: Vec<Reference>,
}

/// What a formula refers to, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// How it is referred to.
    pub of: Of,
    /// The name, or the dotted path of `sum` and `count`.
    pub name: String,
    /// Byte offset in the formula.
    pub offset: usize,
}

/// The ways a formula refers to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Its value.
    Value,
    /// The sum of a column.
    Sum,
    /// The number of items or rows.
    Count,
}

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Constant(Decimal),
    Name(String),
    RowNumber,
    Sum(String),
    Count(String),
    Negate(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    Round(Box<Node>, u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What is wrong with a formula's text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte offset in the formula.
    pub(crate) offset: usize,
    /// In Vietnamese, without a full stop.
    pub(crate) message: String,
    /// In English.
    pub(crate) english: String,
}

/// Why a formula has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoValue {
    /// A field it needs is blank.
    Blank,
    /// A division by zero.
    DivisionByZero,
    /// The result has more digits than decimal arithmetic holds.
    Overflow,
}

/// Where a formula finds the values it refers to.
pub(crate) trait Scope {
    /// The value of a sibling or a top-level field; `None` when blank.
    fn value(&self, name: &str) -> Option<Decimal>;
    /// The values of a column, blanks left out.
    fn column(&self, path: &str) -> Vec<Decimal>;
    /// The number of items or rows.
    fn count(&self, path: &str) -> usize;
    /// The number of the row, from 1; `None` outside a table or list.
    fn row_number(&self) -> Option<usize>;
}

impl Formula {
    /// Reads a formula.
    pub(crate) fn parse(source: &str) -> Result<Formula, Fault> {
        if source.len() > MAX_LENGTH {
            return Err(fault(0, format!("công thức dài quá {MAX_LENGTH} ký tự"), "the formula is too long"));
        }
        let mut parser = Parser { source, at: 0, references: Vec::new() };
        let root = parser.sum(0)?;
        parser.skip_space();
        if parser.at < source.len() {
            return Err(parser.unexpected());
        }
        Ok(Formula { source: source.to_owned(), root, references: parser.references })
    }

    /// The formula as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Everything it refers to, in order.
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    pub(crate) fn evaluate(&self, scope: &dyn Scope) -> Result<Decimal, NoValue> {
        self.root.evaluate(scope)
    }
}

impl Node {
    fn evaluate(&self, scope: &dyn Scope) -> Result<Decimal, NoValue> {
        match self {
            Node::Constant(number) => Ok(*number),
            Node::Name(name) => scope.value(name).ok_or(NoValue::Blank),
            Node::RowNumber => scope.row_number().map(Decimal::from).ok_or(NoValue::Blank),
            Node::Sum(path) => scope
                .column(path)
                .into_iter()
                .try_fold(Decimal::ZERO, Decimal::checked_add)
                .ok_or(NoValue::Overflow),
            Node::Count(path) => Ok(Decimal::from(scope.count(path))),
            Node::Negate(inner) => Ok(-inner.evaluate(scope)?),
            Node::Round(inner, digits) => Ok(round(inner.evaluate(scope)?, *digits)),
            Node::Binary(operator, left, right) => {
                let (left, right) = (left.evaluate(scope)?, right.evaluate(scope)?);
                match operator {
                    Operator::Add => left.checked_add(right),
                    Operator::Subtract => left.checked_sub(right),
                    Operator::Multiply => left.checked_mul(right),
                    Operator::Divide if right.is_zero() => return Err(NoValue::DivisionByZero),
                    Operator::Divide => left.checked_div(right),
                }
                .ok_or(NoValue::Overflow)
            }
        }
    }
}

/// Rounds half away from zero, the way it is taught and spreadsheets do.
pub(crate) fn round(number: Decimal, digits: u32) -> Decimal {
    number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

fn fault(offset: usize, message: impl Into<String>, english: impl Into<String>) -> Fault {
    Fault { offset, message: message.into(), english: english.into() }
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
    references: Vec<Reference>,
}

impl<'s> Parser<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, expected: char) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    fn require(&mut self, expected: char) -> Result<(), Fault> {
        if self.take(expected) {
            return Ok(());
        }
        Err(fault(
            self.at,
            format!("công thức thiếu dấu «{expected}» ở đây"),
            format!("the formula needs “{expected}” here"),
        ))
    }

    fn unexpected(&self) -> Fault {
        match self.rest().chars().next() {
            None => fault(
                self.at,
                "công thức dừng giữa chừng; hãy viết cho hết",
                "the formula ends too early; finish it",
            ),
            Some(c) => fault(
                self.at,
                format!(
                    "công thức không hiểu được từ «{c}»; chỉ dùng + - * / ( ), số, tên trường, sum, count, round"
                ),
                format!(
                    "the formula cannot be read from “{c}” on; use + - * / ( ), numbers, names, sum, count, round"
                ),
            ),
        }
    }

    fn sum(&mut self, depth: usize) -> Result<Node, Fault> {
        if depth > MAX_DEPTH {
            return Err(fault(
                self.at,
                format!("công thức lồng quá {MAX_DEPTH} lớp ngoặc; hãy tách ra nhiều trường"),
                format!("more than {MAX_DEPTH} levels of brackets; split it into several fields"),
            ));
        }
        let mut left = self.product(depth)?;
        loop {
            let operator = if self.take('+') {
                Operator::Add
            } else if self.take('-') {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            left = Node::Binary(operator, Box::new(left), Box::new(self.product(depth)?));
        }
    }

    fn product(&mut self, depth: usize) -> Result<Node, Fault> {
        let mut left = self.factor(depth)?;
        loop {
            let operator = if self.take('*') {
                Operator::Multiply
            } else if self.take('/') {
                Operator::Divide
            } else {
                return Ok(left);
            };
            left = Node::Binary(operator, Box::new(left), Box::new(self.factor(depth)?));
        }
    }

    fn factor(&mut self, depth: usize) -> Result<Node, Fault> {
        if depth > MAX_DEPTH {
            return self.sum(depth);
        }
        if self.take('-') {
            return Ok(Node::Negate(Box::new(self.factor(depth + 1)?)));
        }
        if self.take('(') {
            let inner = self.sum(depth + 1)?;
            self.require(')')?;
            return Ok(inner);
        }
        self.skip_space();
        let start = self.at;
        match self.rest().chars().next() {
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if c.is_ascii_lowercase() => {
                let name = self.name();
                if !self.take('(') {
                    if name == "stt" {
                        return Ok(Node::RowNumber);
                    }
                    self.references.push(Reference { of: Of::Value, name: name.clone(), offset: start });
                    return Ok(Node::Name(name));
                }
                let node = match name.as_str() {
                    "sum" | "count" => self.aggregate(&name)?,
                    "round" => {
                        let inner = self.sum(depth + 1)?;
                        self.require(',')?;
                        Node::Round(Box::new(inner), self.digits()?)
                    }
                    _ => {
                        return Err(fault(
                            start,
                            format!("công thức không có hàm «{name}»; chỉ có sum, count, round"),
                            format!("there is no function “{name}”; there are sum, count, round"),
                        ));
                    }
                };
                self.require(')')?;
                Ok(node)
            }
            _ => Err(self.unexpected()),
        }
    }

    fn aggregate(&mut self, function: &str) -> Result<Node, Fault> {
        self.skip_space();
        let start = self.at;
        let mut path = self.name();
        while !path.is_empty() && self.rest().starts_with('.') {
            self.at += 1;
            path.push('.');
            path.push_str(&self.name());
        }
        if path.is_empty() || path.ends_with('.') {
            return Err(self.unexpected());
        }
        let of = if function == "sum" { Of::Sum } else { Of::Count };
        self.references.push(Reference { of, name: path.clone(), offset: start });
        Ok(if of == Of::Sum { Node::Sum(path) } else { Node::Count(path) })
    }

    fn name(&mut self) -> String {
        let rest = self.rest();
        let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let end = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or("").to_owned()
    }

    fn number(&mut self) -> Result<Node, Fault> {
        let start = self.at;
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        self.at += end;
        Decimal::from_str(rest.get(..end).unwrap_or("")).map(Node::Constant).map_err(|_| {
            fault(
                start,
                "số viết sai trong công thức; phần lẻ viết sau dấu chấm, như 0.5",
                "a wrong number in the formula; write decimals after a point, as 0.5",
            )
        })
    }

    fn digits(&mut self) -> Result<u32, Fault> {
        self.skip_space();
        let start = self.at;
        let name = self.name();
        name.parse().ok().filter(|digits| *digits <= 10).ok_or_else(|| {
            fault(
                start,
                "số chữ số sau dấu phẩy của round phải từ 0 đến 10",
                "the digits of round must be a number from 0 to 10",
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Row;

    impl Scope for Row {
        fn value(&self, name: &str) -> Option<Decimal> {
            match name {
                "th" => Some(Decimal::from(45)),
                "kh" => Some(Decimal::from(60)),
                "khong" => Some(Decimal::ZERO),
                "lon" => Some(Decimal::MAX),
                _ => None,
            }
        }
        fn column(&self, path: &str) -> Vec<Decimal> {
            if path == "bang.tien" { vec![Decimal::ONE, Decimal::TWO] } else { Vec::new() }
        }
        fn count(&self, _path: &str) -> usize {
            4
        }
        fn row_number(&self) -> Option<usize> {
            Some(3)
        }
    }

    #[test]
    fn formulas_follow_precedence_and_stay_decimal() {
        let cases = [
            ("th / kh * 100", "75"),
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("10 - 4 - 3", "3"),
            ("-th + 50", "5"),
            ("0.1 + 0.2", "0.3"),
            ("round(2 / 3, 2)", "0.67"),
            ("round(2.5, 0)", "3"),
            ("round(-2.5,0)", "-3"),
            ("sum(bang.tien) + count(ds)", "7"),
            ("sum(bang.khac)", "0"),
            ("stt", "3"),
        ];
        for (text, expected) in cases {
            let value = Formula::parse(text).unwrap().evaluate(&Row).unwrap();
            assert_eq!(value.normalize().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn a_blank_a_division_by_zero_and_an_overflow_have_no_value() {
        let cases = [
            ("th + trong", NoValue::Blank),
            ("th / khong", NoValue::DivisionByZero),
            ("th / (kh - 60)", NoValue::DivisionByZero),
            ("lon * lon", NoValue::Overflow),
            ("lon + lon", NoValue::Overflow),
        ];
        for (text, expected) in cases {
            assert_eq!(Formula::parse(text).unwrap().evaluate(&Row), Err(expected), "{text}");
        }
    }

    #[test]
    fn faults_say_where() {
        let cases = [
            ("", 0),
            ("th /", 4),
            ("th kh", 3),
            ("(th + kh", 8),
            ("max(th)", 0),
            ("th % 2", 3),
            ("1.2.3", 0),
            ("round(th, 99)", 10),
            ("sum(bang.)", 9),
            ("Th", 0),
        ];
        for (text, offset) in cases {
            assert_eq!(Formula::parse(text).unwrap_err().offset, offset, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_without_overflowing_the_stack() {
        for text in ["(".repeat(900), "-".repeat(900), format!("{}1{}", "(".repeat(400), ")".repeat(400))] {
            assert!(Formula::parse(&text).unwrap_err().message.contains("lồng quá"), "{text}");
        }
    }
}
