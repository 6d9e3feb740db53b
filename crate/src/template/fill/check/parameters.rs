//! Parameters and calls of functions: whether they fit, and wrapped so that the function gets what it takes.

use std::collections::HashMap;

use handlebars::template::{HelperTemplate, Parameter, Subexpression, TemplateElement};
use serde_json::Value;

use super::{Checker, Found};
use crate::joined::Joined;
use crate::template::field::{Field, Kind, Partial};
use crate::template::fill::calls::{self, Call, Expect, Gives, IN_WORDS, WITH_GAPS};
use crate::template::fill::print::{ITEMS, TEXT};
use crate::template::fill::scan::Tag;
use crate::template::fill::scope::{Meaning, nearest};
use crate::template::fill::show::Show;

impl<'f> Checker<'f, '_> {
    /// Checks a parameter and makes of it what is expected.
    pub(super) fn parameter(
        &mut self,
        parameter: &mut Parameter,
        expect: Expect,
        tag: Tag,
    ) -> Option<Found<'f>> {
        let found = match parameter {
            Parameter::Path(path) => {
                let meaning = self.path(path, tag)?;
                let origin = match meaning {
                    Meaning::Field(field) => Some((path.clone(), field.required)),
                    _ => None,
                };
                Found { meaning, origin }
            }
            Parameter::Subexpression(inner) => self.call(inner, tag)?,
            Parameter::Literal(value) => {
                let meaning = match value {
                    Value::String(_) => Meaning::Text,
                    Value::Number(_) => Meaning::Number,
                    Value::Bool(_) => Meaning::Answer,
                    _ => {
                        self.error(
                            tag.start,
                            "tham-so-sai",
                            "Tham số phải là tên trường, chữ trong ngoặc kép, số, true hoặc false; hãy sửa lại.",
                            "A parameter must be a field, a quoted text, a number, true or false.",
                        );
                        return None;
                    }
                };
                Found { meaning, origin: None }
            }
            Parameter::Name(name) => {
                let name = name.clone();
                self.undeclared(&name, &name, self.current(), tag);
                return None;
            }
            _ => return None,
        };
        if self.fits(parameter, &found, expect) {
            return Some(found);
        }
        let (needs, english) = match expect {
            Expect::Any => ("một giá trị", "a value"),
            Expect::Text => ("một trường in được thành chữ", "a field that prints as text"),
            Expect::Number => ("một số", "a number"),
            Expect::Date => ("một trường ngày tháng", "a date field"),
            Expect::List => ("một danh sách", "a list"),
            Expect::VienDan => ("một trường viện dẫn", "a cited document"),
            Expect::Literal => ("chữ trong ngoặc kép hoặc số", "a quoted text or a number"),
        };
        let at = match parameter {
            Parameter::Path(_) => self.word(tag, parameter.as_name().unwrap_or("")),
            _ => tag.start,
        };
        self.error(
            at,
            "tham-so-sai",
            format!("Chỗ này cần {needs}; hãy chọn trường khác."),
            format!("This must be {english}; choose another field."),
        );
        None
    }

    /// Whether a parameter is what is expected, wrapped so that the function gets it in the form it takes.
    pub(super) fn fits(&mut self, parameter: &mut Parameter, found: &Found<'f>, expect: Expect) -> bool {
        let kind = match found.meaning {
            Meaning::Field(field) => Some(&field.kind),
            _ => None,
        };
        match expect {
            Expect::Any => true,
            Expect::Literal => matches!(parameter, Parameter::Literal(_)),
            Expect::Date => matches!(kind, Some(Kind::Date(_))),
            Expect::VienDan => matches!(kind, Some(Kind::VienDan(_))),
            Expect::Number => {
                matches!(found.meaning, Meaning::Index | Meaning::Number)
                    || matches!(kind, Some(Kind::Number(_) | Kind::Money(_) | Kind::Line))
            }
            Expect::List => {
                let list = matches!(kind, Some(Kind::List(_)));
                match found.meaning.show() {
                    Some(show) if list => self.wrap(parameter, ITEMS, show),
                    _ => false,
                }
            }
            Expect::Text => match (found.meaning.show(), found.meaning) {
                (None, _) => false,
                (Some(_), Meaning::Text | Meaning::Number) => true,
                (Some(Show::Text | Show::Body), _) => true,
                (Some(show), _) => self.wrap(parameter, TEXT, show),
            },
        }
    }

    pub(super) fn wrap(&mut self, parameter: &mut Parameter, function: &str, show: Show) -> bool {
        let number = self.number(show, false);
        *parameter = Parameter::Subexpression(Subexpression::new(
            Parameter::Name(function.to_owned()),
            vec![parameter.clone(), number],
            HashMap::new(),
        ));
        true
    }

    /// `(function …)`
    pub(super) fn call(&mut self, inner: &mut Subexpression, tag: Tag) -> Option<Found<'f>> {
        let TemplateElement::Expression(call) = inner.element.as_mut() else { return None };
        let name = call.name.as_name().unwrap_or("").to_owned();
        let Some((function, gives)) = calls::function_named(&name) else {
            let at = self.word(tag, &name);
            let known = calls::functions();
            let hint = match nearest(&name, known.iter().copied()) {
                Some(near) => format!("có phải «{near}» không?"),
                None => format!("các hàm dùng được: {}.", known.join(", ")),
            };
            self.error(
                at,
                "ham-la",
                format!("Không có hàm «{name}»; {hint}"),
                format!("There is no function “{name}”; there are: {}.", known.join(", ")),
            );
            return None;
        };
        self.arity(function, call, tag)?;
        call.name = Parameter::Name(name.clone());
        let mut origin = None;
        let mut meanings = Vec::new();
        let last = function.parameters.last().copied().unwrap_or(Expect::Any);
        for (at, parameter) in call.params.iter_mut().enumerate() {
            let expect = function.parameters.get(at).copied().unwrap_or(last);
            let found = self.parameter(parameter, expect, tag)?;
            // A position counts from 0 for Handlebars and from 1 for everybody else.
            if matches!(found.meaning, Meaning::Index) && expect == Expect::Number && name != "stt" {
                *parameter = Parameter::Subexpression(Subexpression::new(
                    Parameter::Name("stt".to_owned()),
                    vec![parameter.clone()],
                    HashMap::new(),
                ));
            }
            origin = origin.or(found.origin);
            meanings.push(found.meaning);
        }
        if let (IN_WORDS, Some(Meaning::Field(field))) = (name.as_str(), meanings.first())
            && field.kind == Kind::Date(Partial::Blanks)
        {
            call.name = Parameter::Name(WITH_GAPS.to_owned());
        }
        if matches!(name.as_str(), "eq" | "ne") {
            self.known_choice(&meanings, &call.params, tag);
        }
        Some(match gives {
            Gives::Text => Found { meaning: Meaning::Text, origin },
            Gives::Machine => Found { meaning: Meaning::Number, origin: None },
            Gives::Answer => Found { meaning: Meaning::Answer, origin: None },
        })
    }

    pub(super) fn arity(&mut self, function: &Call, call: &HelperTemplate, tag: Tag) -> Option<()> {
        let most = function.parameters.len();
        let least = most - function.optional;
        let given = call.params.len();
        let unknown = function.unknown(&call.hash).is_some();
        let named = call.hash.values().all(|value| matches!(value, Parameter::Literal(Value::String(_))));
        let number = given >= least && (given <= most || function.repeats);
        if number && named && !unknown {
            return Some(());
        }
        let at = self.word(tag, function.name);
        let count = if least == most { least.to_string() } else { format!("{least} đến {most}") };
        self.error(
            at,
            "tham-so-sai",
            format!("Hàm «{}» cần {count} tham số; hãy sửa lại.", function.name),
            format!("“{}” takes {least} to {most} parameters; correct the call.", function.name),
        );
        None
    }

    /// A choice is compared with one of its values, or the comparison is never true.
    pub(super) fn known_choice(&mut self, meanings: &[Meaning<'f>], params: &[Parameter], tag: Tag) {
        let choices = meanings.iter().find_map(|meaning| match meaning {
            Meaning::Field(Field { kind: Kind::Choice(choices), .. }) => Some(choices),
            _ => None,
        });
        let literal = params.iter().find_map(|param| match param {
            Parameter::Literal(Value::String(text)) => Some(text),
            _ => None,
        });
        if let (Some(choices), Some(literal)) = (choices, literal)
            && !literal.is_empty()
            && !choices.iter().any(|choice| choice.value == *literal)
        {
            let known = choices.iter().map(|choice| choice.value.as_str()).joined(", ");
            let at = self.word(tag, literal);
            self.error(
                at,
                "lua-chon-sai",
                format!("Không có lựa chọn «{literal}»; chọn một trong: {known}."),
                format!("There is no choice “{literal}”; choose one of: {known}."),
            );
        }
    }
}
