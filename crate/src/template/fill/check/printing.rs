//! Expressions that print, rewritten so that each carries its field.

use std::collections::HashMap;

use handlebars::template::{HelperTemplate, Parameter, Subexpression};
use serde_json::Value;

use super::{Checker, Found};
use crate::template::field::{Field, Kind};
use crate::template::fill::calls::{self, Block, Call, Expect};
use crate::template::fill::print::{ORIGIN, PRINT};
use crate::template::fill::scan::Tag;
use crate::template::fill::scope::Meaning;
use crate::template::fill::show::Show;
use crate::template::fill::writing::Expression;

impl<'f> Checker<'f, '_> {
    /// `phu_luc`, `giua`
    pub(super) fn structure(&mut self, call: &Call, kind: Block, block: &mut HelperTemplate, tag: Tag) {
        let name = call.name;
        if self.bare {
            self.not_in_default(tag, name);
            return;
        }
        let allowed = call.named;
        let unknown = call.unknown(&block.hash);
        if block.params.len() != call.parameters.len() || unknown.is_some() || block.block_param.is_some() {
            let takes = if allowed.is_empty() {
                "không có tham số".to_owned()
            } else {
                format!("chỉ có {}", allowed.join("=, ") + "=")
            };
            let at = unknown.map_or(tag.start, |key| self.word(tag, key));
            self.error(
                at,
                "tham-so-sai",
                format!("{{{{#{name}}}}} {takes}; hãy sửa lại."),
                format!("{{{{#{name}}}}} takes only: {}.", allowed.join(", ")),
            );
            return;
        }
        if let Some(landscape) = block.hash.get_mut("ngang") {
            self.parameter(landscape, Expect::Any, tag);
        }
        if kind != Block::Appendix {
            return;
        }
        let Some(title) = block.hash.get_mut("tieu_de") else {
            self.error(
                tag.start,
                "tham-so-sai",
                "{{#phu_luc}} cần tiêu đề; hãy viết {{#phu_luc tieu_de=\"…\"}}.",
                "{{#phu_luc}} needs a title; write {{#phu_luc tieu_de=\"…\"}}.",
            );
            return;
        };
        let direct = matches!(title, Parameter::Path(_));
        if let Some(found) = self.parameter(title, Expect::Any, tag)
            && !matches!(title, Parameter::Literal(_))
        {
            let value = title.clone();
            if let Some((params, hash)) = self.print(value, &found, direct, tag) {
                *title = Parameter::Subexpression(Subexpression::new(
                    Parameter::Name(PRINT.to_owned()),
                    params,
                    hash,
                ));
            }
        }
    }

    pub(super) fn not_in_default(&mut self, tag: Tag, name: &str) {
        self.error(
            tag.start,
            "khong-cho-phep",
            format!("«{name}» chỉ dùng trong body.hbs, không dùng trong giá trị mặc định; hãy bỏ đi."),
            format!("“{name}” is for body.hbs, not for defaults; remove it."),
        );
    }

    /// `{{…}}`: rewritten to print with its field.
    pub(super) fn expression(&mut self, expression: &mut HelperTemplate, tag: Tag) {
        let name_only = expression.params.is_empty() && expression.hash.is_empty();
        let name = expression.name.as_name().unwrap_or("").to_owned();
        match calls::statement_named(&name) {
            Some(call) if call.parameters.is_empty() && name_only && self.reach(&[&name]).is_none() => {
                if self.bare {
                    self.not_in_default(tag, &name);
                }
                expression.name = Parameter::Name(name);
                return;
            }
            Some(call) if !call.parameters.is_empty() && !name_only => {
                match name.as_str() {
                    calls::BLANK => self.blank(expression, tag),
                    _ => self.table(expression, tag),
                }
                return;
            }
            _ => {}
        }
        let mut value = match &expression.name {
            Parameter::Subexpression(inner) => Parameter::Subexpression(inner.clone()),
            Parameter::Path(path) if name_only => Parameter::Path(path.clone()),
            name => Parameter::Subexpression(Subexpression::new(
                name.clone(),
                std::mem::take(&mut expression.params),
                std::mem::take(&mut expression.hash),
            )),
        };
        let direct = matches!(value, Parameter::Path(_));
        let Some(found) = self.parameter(&mut value, Expect::Any, tag) else { return };
        if let Some((params, hash)) = self.print(value, &found, direct, tag) {
            expression.name = Parameter::Name(PRINT.to_owned());
            expression.params = params;
            expression.hash = hash;
        }
    }

    pub(super) fn number(&mut self, show: Show, required: bool) -> Parameter {
        self.expressions.push(Expression { show, required, bare: self.bare });
        Parameter::Literal(Value::from(self.expressions.len() - 1))
    }

    /// What the printing function is called with.
    pub(super) fn print(
        &mut self,
        value: Parameter,
        found: &Found<'f>,
        direct: bool,
        tag: Tag,
    ) -> Option<(Vec<Parameter>, HashMap<String, Parameter>)> {
        let Some(show) = found.meaning.show() else {
            let (instead, english) = match found.meaning {
                Meaning::Field(Field { kind: Kind::Table(_), name, .. }) => {
                    (format!("hãy viết {{{{bang {name}}}}}"), "use {{bang …}}")
                }
                Meaning::Answer => ("hãy đặt trong {{#if …}}".to_owned(), "use it in {{#if …}}"),
                _ => ("hãy in từng trường bên trong, như {{ten.truong}}".to_owned(), "print its parts"),
            };
            self.error(
                tag.start,
                "khong-in-duoc",
                format!("Không in trực tiếp được giá trị này; {instead}."),
                format!("This value does not print as such; {english}."),
            );
            return None;
        };
        let mut hash = HashMap::new();
        let required = found.origin.as_ref().is_some_and(|(_, required)| *required);
        if let (Some((path, _)), false) = (&found.origin, direct) {
            hash.insert(ORIGIN.to_owned(), Parameter::Path(path.clone()));
        }
        Some((vec![value, self.number(show, required)], hash))
    }

    /// `{{cho_trong x}}`, also with the dots to print.
    fn blank(&mut self, expression: &mut HelperTemplate, tag: Tag) {
        if self.bare {
            self.not_in_default(tag, calls::BLANK);
            return;
        }
        let is_field = match (expression.params.as_mut_slice(), expression.hash.is_empty()) {
            (
                [param @ Parameter::Path(_)]
                | [param @ Parameter::Path(_), Parameter::Literal(Value::String(_))],
                true,
            ) => match self.parameter(param, Expect::Any, tag) {
                Some(found) => matches!(found.meaning, Meaning::Field(_)),
                None => return,
            },
            _ => false,
        };
        if !is_field {
            self.error(
                tag.start,
                "tham-so-sai",
                "{{cho_trong}} cần tên của một trường, như {{cho_trong nhiem_vu}}, sau đó có thể có các dấu chấm trong ngoặc kép; hãy sửa lại.",
                "{{cho_trong}} takes the name of a field, and perhaps the dots in quotes; correct it.",
            );
        }
    }

    /// `{{bang x}}`
    pub(super) fn table(&mut self, expression: &mut HelperTemplate, tag: Tag) {
        if self.bare {
            self.not_in_default(tag, "bang");
            return;
        }
        let field = match (expression.params.as_mut_slice(), expression.hash.is_empty()) {
            ([param @ Parameter::Path(_)], true) => match self.parameter(param, Expect::Any, tag) {
                Some(Found { meaning: Meaning::Field(field), .. }) => Some(field),
                Some(_) => None,
                None => return,
            },
            _ => None,
        };
        let Some(field) = field.filter(|field| matches!(field.kind, Kind::Table(_))) else {
            self.error(
                tag.start,
                "tham-so-sai",
                "{{bang}} cần tên của một trường kiểu table, như {{bang nhiem_vu}}; hãy sửa lại.",
                "{{bang}} takes the name of a table field; correct it.",
            );
            return;
        };
        let number = self.number(Show::of(field), field.required);
        expression.params.push(number);
    }
}
