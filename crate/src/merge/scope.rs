//! Values as tags see them: those of the innermost loop before those around it.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::Value;

use super::expression::{Expression, Name, Operator};
use super::filter::{decimal, plain};
use crate::to_list::ToList;

/// The values in reach.
#[derive(Debug)]
pub(super) struct Scope<'v> {
    frames: Vec<Frame<'v>>,
}

/// What a loop is at.
#[derive(Debug)]
struct Frame<'v> {
    value: Cow<'v, Value>,
    /// What the template calls it: `{% for x in … %}`.
    called: Option<String>,
    /// Its place in the list, and how long that is.
    place: Option<(usize, usize)>,
}

impl<'v> Scope<'v> {
    pub(super) fn new(values: &'v Value) -> Self {
        Scope { frames: vec![Frame { value: Cow::Borrowed(values), called: None, place: None }] }
    }

    /// Goes into a value.
    pub(super) fn enter(
        &mut self,
        value: Cow<'v, Value>,
        called: Option<&str>,
        place: Option<(usize, usize)>,
    ) {
        self.frames.push(Frame { value, called: called.map(str::to_owned), place });
    }

    /// Comes back out of the value entered last.
    pub(super) fn leave(&mut self) {
        self.frames.pop();
    }

    /// The value of a name; nothing counts as none.
    pub(super) fn find(&self, name: &Name) -> Option<Cow<'v, Value>> {
        if name.is_here() {
            let here = self.frames.last()?;
            return Some(here.value.clone()).filter(|value| !value.is_null());
        }
        if let Some(value) = self.counted(&name.whole) {
            return Some(Cow::Owned(value));
        }
        self.frames.iter().rev().find_map(|frame| frame.find(name))
    }

    /// The value that is called exactly so, whatever signs are in its name.
    pub(super) fn find_exactly(&self, name: &str) -> Option<Cow<'v, Value>> {
        let name = [name.to_owned()];
        self.frames.iter().rev().find_map(|frame| step_by_step(&frame.value, &name))
    }

    /// Positions in the loop.
    fn counted(&self, name: &str) -> Option<Value> {
        let (at, length) = self.frames.iter().rev().find_map(|frame| frame.place)?;
        Some(match name {
            "@index" | "$index" | "loop.index0" => Value::from(at),
            "@stt" | "loop.index" => Value::from(at + 1),
            "@first" | "$first" | "loop.first" => Value::Bool(at == 0),
            "@last" | "$last" | "loop.last" => Value::Bool(at + 1 == length),
            "loop.length" => Value::from(length),
            _ => return None,
        })
    }

    /// What an expression is worth; none where a value it needs is not there.
    pub(super) fn value(&self, expression: &Expression) -> Option<Cow<'v, Value>> {
        match expression {
            Expression::Name(name) => self.find(name),
            Expression::NameOr(name, other) => self.find(name).or_else(|| self.value(other)),
            Expression::Text(text) => Some(Cow::Owned(Value::String(text.clone()))),
            Expression::Number(number) => Some(Cow::Owned(of_decimal(*number))),
            Expression::Answer(answer) => Some(Cow::Owned(Value::Bool(*answer))),
            Expression::Nothing => None,
            Expression::Not(inner) => Some(Cow::Owned(Value::Bool(!self.holds(inner)))),
            Expression::Minus(inner) => {
                let number = decimal(&*self.value(inner)?)?;
                Some(Cow::Owned(of_decimal(-number)))
            }
            Expression::Item(of, index) => {
                let (of, index) = (self.value(of)?, self.value(index)?);
                item(&of, &index).map(Cow::Owned)
            }
            Expression::Choice { condition, yes, no } => {
                self.value(if self.holds(condition) { yes } else { no })
            }
            Expression::Filtered(filter, inner, given) => {
                let given: Vec<Value> = given
                    .iter()
                    .map(|given| self.value(given).map_or(Value::Null, Cow::into_owned))
                    .to_list();
                let value = self.value(inner);
                if value.is_none() && !filter.fills_in() {
                    return None;
                }
                let made = filter.of(value.as_deref().unwrap_or(&Value::Null), &given);
                if made.is_null() { None } else { Some(Cow::Owned(made)) }
            }
            Expression::Binary(operator, left, right) => self.binary(*operator, left, right),
        }
    }

    fn binary(&self, operator: Operator, left: &Expression, right: &Expression) -> Option<Cow<'v, Value>> {
        let answer = |answer: bool| Some(Cow::Owned(Value::Bool(answer)));
        match operator {
            Operator::And => return if self.holds(left) { self.value(right) } else { answer(false) },
            Operator::Or => return if self.holds(left) { self.value(left) } else { self.value(right) },
            _ => {}
        }
        let (left, right) = (self.value(left), self.value(right));
        match operator {
            Operator::Equal => return answer(same(left.as_deref(), right.as_deref())),
            Operator::Different => return answer(!same(left.as_deref(), right.as_deref())),
            _ => {}
        }
        let (left, right) = (left?, right?);
        let numbers = decimal(&left).zip(decimal(&right));
        let compared = numbers.map(|(left, right)| left.cmp(&right)).or_else(|| {
            let (left, right) = (left.as_str()?, right.as_str()?);
            Some(left.cmp(right))
        });
        let number = |made: Option<Decimal>| made.map(|made| Cow::Owned(of_decimal(made)));
        match operator {
            Operator::Less => answer(compared?.is_lt()),
            Operator::AtMost => answer(compared?.is_le()),
            Operator::More => answer(compared?.is_gt()),
            Operator::AtLeast => answer(compared?.is_ge()),
            Operator::In => answer(match &*right {
                Value::Array(items) => items.iter().any(|item| same(Some(item), Some(&left))),
                Value::Object(fields) => left.as_str().is_some_and(|key| fields.contains_key(key)),
                Value::String(text) => plain(&left).is_some_and(|part| text.contains(&part)),
                _ => false,
            }),
            Operator::Plus => {
                let are_numbers = left.is_number() && right.is_number();
                match numbers.filter(|_| are_numbers) {
                    Some((left, right)) => number(left.checked_add(right)),
                    None => Some(Cow::Owned(Value::String(plain(&left)? + &plain(&right)?))),
                }
            }
            Operator::Minus => number(numbers.and_then(|(left, right)| left.checked_sub(right))),
            Operator::Times => number(numbers.and_then(|(left, right)| left.checked_mul(right))),
            Operator::Over => number(numbers.and_then(|(left, right)| left.checked_div(right))),
            Operator::Rest => number(numbers.and_then(|(left, right)| left.checked_rem(right))),
            Operator::And | Operator::Or | Operator::Equal | Operator::Different => None,
        }
    }

    /// Whether a condition holds.
    pub(super) fn holds(&self, expression: &Expression) -> bool {
        self.value(expression).is_some_and(|value| is_yes(&value))
    }
}

impl<'v> Frame<'v> {
    fn find(&self, name: &Name) -> Option<Cow<'v, Value>> {
        if let Some(called) = &self.called
            && name.steps.first() == Some(called)
        {
            return step_by_step(&self.value, name.steps.get(1..)?);
        }
        if !self.value.is_object() {
            return None;
        }
        step_by_step(&self.value, std::slice::from_ref(&name.whole))
            .or_else(|| step_by_step(&self.value, &name.steps))
    }
}

/// The value within a value, borrowed where that is.
fn step_by_step<'v>(value: &Cow<'v, Value>, steps: &[String]) -> Option<Cow<'v, Value>> {
    fn down<'w>(value: &'w Value, steps: &[String]) -> Option<&'w Value> {
        let found = steps.iter().try_fold(value, |value, step| match value {
            Value::Object(fields) => fields.get(step),
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => None,
        });
        found.filter(|value| !value.is_null())
    }
    match value {
        Cow::Borrowed(value) => down(value, steps).map(Cow::Borrowed),
        Cow::Owned(value) => down(value, steps).map(|found| Cow::Owned(found.clone())),
    }
}

/// An item of a list by its number, or of a group by its name.
fn item(of: &Value, index: &Value) -> Option<Value> {
    let found = match of {
        Value::Array(items) => items.get(usize::try_from(decimal(index)?).ok()?),
        Value::Object(fields) => fields.get(index.as_str()?),
        _ => None,
    };
    found.filter(|value| !value.is_null()).cloned()
}

/// Nothing, no, an empty text or list and zero are no.
pub(super) fn is_yes(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(answer) => *answer,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(_) => true,
    }
}

fn same(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => {
            left == right || decimal(left).zip(decimal(right)).is_some_and(|(left, right)| left == right)
        }
        (None, None) => true,
        _ => false,
    }
}

fn of_decimal(number: Decimal) -> Value {
    let written = number.normalize().to_string();
    written.parse().map_or(Value::String(written), Value::Number)
}
