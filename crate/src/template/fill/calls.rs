//! Everything a template may call, in one table: registering with Handlebars and checking read it, and `templates/README.md`
//! explains each of its names.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use handlebars::template::Parameter;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext, RenderError, ScopedJson,
};
use serde_json::Value;

use super::blocks;
use super::functions::{Arguments, equal, join};
use super::print::{self, ITEMS, PRINT, TEXT};
use super::writing::{Printing, Writing};
use crate::template::field::is_blank;
use crate::to_list::ToList;
use crate::vietnamese::citation::CitedDocument;
use crate::vietnamese::words::{Region, decimal_in_words, money_in_words};
use crate::vietnamese::{PartialDate, number, text};

/// What a parameter has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// A field of any kind, or anything computed.
    Any,
    /// Something that prints as text.
    Text,
    /// A number, or the position in a loop.
    Number,
    /// A date field.
    Date,
    /// A list of things that print as text.
    List,
    /// A cited document.
    VienDan,
    /// A text written in the template.
    Literal,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// Text made from a value: literal, with the origin of its first field.
    Text,
    /// A number the template itself made: plain text of the template.
    Machine,
    /// Yes or no, for conditions.
    Answer,
}

/// What a block is to the names and the text inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    /// Printed or not.
    Condition,
    /// Printed once for each item, whose parts are in reach.
    Each,
    /// Printed with the parts of a group in reach.
    With,
    /// An appendix.
    Appendix,
    /// Lines set in another way.
    Lines,
    /// A section that free text takes the place of.
    Section,
}

/// What a call does.
#[derive(Clone, Copy)]
pub(super) enum Does {
    /// `(name …)`: gives a value.
    Gives(Gives, fn(&Arguments<'_, '_>) -> Value),
    /// `{{name …}}`: writes structure that a clerk never types.
    Writes(Write),
    /// `{{#name …}} … {{/name}}`; what Handlebars does by itself needs no function.
    Encloses(Block, Option<Write>),
}

type Write = for<'a, 'reg, 'rc> fn(Writing<'a, 'reg, 'rc>) -> HelperResult;

/// A call a template may write.
#[derive(Clone, Copy)]
pub(super) struct Call {
    pub(super) name: &'static str,
    /// The values it takes, in this order.
    pub(super) parameters: &'static [Expect],
    /// How many of them may be left out.
    pub(super) optional: usize,
    /// The last of them may be repeated.
    pub(super) repeats: bool,
    /// The named arguments it takes.
    pub(super) named: &'static [&'static str],
    pub(super) does: Does,
}

impl Call {
    /// A named argument that it does not take; the first by the alphabet.
    pub(super) fn unknown<'h>(&self, hash: &'h HashMap<String, Parameter>) -> Option<&'h String> {
        hash.keys().filter(|key| !self.named.contains(&key.as_str())).min()
    }
}

const fn call(name: &'static str, parameters: &'static [Expect], does: Does) -> Call {
    Call { name, parameters, optional: 0, repeats: false, named: &[], does }
}

const fn function(
    name: &'static str,
    parameters: &'static [Expect],
    gives: Gives,
    run: fn(&Arguments<'_, '_>) -> Value,
) -> Call {
    call(name, parameters, Does::Gives(gives, run))
}

const fn block(name: &'static str, parameters: &'static [Expect], block: Block, run: Option<Write>) -> Call {
    call(name, parameters, Does::Encloses(block, run))
}

use Expect::{Any, Date, List, Literal, Number, Text, VienDan};

/// What prints the blank of a field.
pub(super) const BLANK: &str = "cho_trong";
/// The function that writes a date out.
pub(super) const IN_WORDS: &str = "ngay_thang";
/// What it becomes for a date that leaves gaps to be written in by hand.
pub(super) const WITH_GAPS: &str = "\u{1}ngay_thang";

/// All of them, in the order in which findings list them.
const CALLS: &[Call] = &[
    block("if", &[Any], Block::Condition, Some(|writing| blocks::condition(writing, true))),
    block("unless", &[Any], Block::Condition, Some(|writing| blocks::condition(writing, false))),
    block("each", &[Any], Block::Each, None),
    block("with", &[Any], Block::With, Some(blocks::with)),
    Call { named: &["tieu_de", "ngang"], ..block("phu_luc", &[], Block::Appendix, Some(blocks::appendix)) },
    block("giua", &[], Block::Lines, Some(blocks::centre)),
    // Its one parameter is no value but the name it gives the section.
    Call { named: &["nhan", "nhan_en"], ..block("muc", &[], Block::Section, Some(blocks::free_text)) },
    call("trang_moi", &[], Does::Writes(blocks::page_break)),
    call("bang", &[Any], Does::Writes(print::table)),
    Call { optional: 1, ..call(BLANK, &[Any, Literal], Does::Writes(print::blank)) },
    function(IN_WORDS, &[Date], Gives::Text, |a| a.date(PartialDate::in_words)),
    function("ngay_so", &[Date], Gives::Text, |a| a.date(PartialDate::slashed)),
    function("thang_nam", &[Date], Gives::Text, |a| a.date(PartialDate::month_year)),
    function("nam", &[Date], Gives::Text, |a| {
        a.date(|date| date.year().map(|year| year.to_string()).unwrap_or_default())
    }),
    function("so2", &[Number], Gives::Text, |a| {
        let padded = a.integer(0).filter(|number| (0..100).contains(number)).map(number::pad2);
        Value::String(padded.unwrap_or_else(|| a.figures(0, None)))
    }),
    Call {
        optional: 1,
        ..function("so", &[Number, Literal], Gives::Text, |a| {
            let decimals = a.integer(1).and_then(|digits| u32::try_from(digits).ok());
            Value::String(a.figures(0, decimals))
        })
    },
    function("bang_chu", &[Number], Gives::Text, |a| a.number(|n| decimal_in_words(n, Region::North))),
    function("tien_chu", &[Number], Gives::Text, |a| a.number(|n| money_in_words(n, Region::North))),
    Call {
        optional: 2,
        ..function("noi", &[List, Literal, Literal], Gives::Text, |a| Value::String(join(a)))
    },
    function("vien_dan", &[VienDan], Gives::Text, |a| {
        Value::String(CitedDocument::from_value(a.value(0)).full())
    }),
    function("vien_dan_tat", &[VienDan], Gives::Text, |a| {
        Value::String(CitedDocument::from_value(a.value(0)).short())
    }),
    function("thuong_dau", &[Text], Gives::Text, |a| a.text(text::lower_first)),
    function("hoa_dau", &[Text], Gives::Text, |a| a.text(text::upper_first)),
    function("hoa", &[Text], Gives::Text, |a| a.text(text::upper)),
    function("stt", &[Number], Gives::Machine, |a| {
        a.integer(0).map_or(Value::Null, |at| Value::from(at + 1))
    }),
    function("la_ma", &[Number], Gives::Machine, |a| a.label(number::roman)),
    function("chu_cai", &[Number], Gives::Machine, |a| a.label(number::letter)),
    function("co", &[Any], Gives::Answer, |a| Value::Bool(!is_blank(a.value(0)))),
    function("not", &[Any], Gives::Answer, |a| Value::Bool(is_blank(a.value(0)))),
    Call {
        repeats: true,
        ..function("and", &[Any], Gives::Answer, |a| Value::Bool(a.answers().all(|yes| yes)))
    },
    Call {
        repeats: true,
        ..function("or", &[Any], Gives::Answer, |a| Value::Bool(a.answers().any(|yes| yes)))
    },
    function("eq", &[Any, Any], Gives::Answer, |a| Value::Bool(equal(a.value(0), a.value(1)))),
    function("ne", &[Any, Any], Gives::Answer, |a| Value::Bool(!equal(a.value(0), a.value(1)))),
    function("gt", &[Any, Any], Gives::Answer, |a| a.compare(Ordering::Greater)),
    function("lt", &[Any, Any], Gives::Answer, |a| a.compare(Ordering::Less)),
];

/// What the checks put around expressions; nobody can write these names.
const OWN: &[Call] = &[
    call(PRINT, &[Any, Number], Does::Writes(print::print)),
    function(TEXT, &[Any, Number], Gives::Text, print::text),
    function(ITEMS, &[Any, Number], Gives::Text, print::items),
    function(WITH_GAPS, &[Date], Gives::Text, |a| a.date(PartialDate::in_words_line)),
];

fn find(name: &str) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.name == name)
}

/// The function of that name, and what it gives.
pub(super) fn function_named(name: &str) -> Option<(&'static Call, Gives)> {
    find(name).and_then(|call| match call.does {
        Does::Gives(gives, _) => Some((call, gives)),
        _ => None,
    })
}

/// The block of that name.
pub(super) fn block_named(name: &str) -> Option<(&'static Call, Block)> {
    find(name).and_then(|call| match call.does {
        Does::Encloses(block, _) => Some((call, block)),
        _ => None,
    })
}

/// The call of that name that stands by itself and writes structure.
pub(super) fn statement_named(name: &str) -> Option<&'static Call> {
    find(name).filter(|call| matches!(call.does, Does::Writes(_)))
}

/// The names of all functions.
pub(super) fn functions() -> Vec<&'static str> {
    CALLS.iter().filter(|call| matches!(call.does, Does::Gives(..))).map(|call| call.name).to_list()
}

/// The names of all blocks.
pub(super) fn blocks() -> Vec<&'static str> {
    CALLS.iter().filter(|call| matches!(call.does, Does::Encloses(..))).map(|call| call.name).to_list()
}

/// Makes all of them known to Handlebars.
pub(super) fn register(registry: &mut Handlebars<'static>, printing: &Arc<Printing>) {
    for call in CALLS.iter().chain(OWN) {
        let printing = Arc::clone(printing);
        match call.does {
            Does::Gives(_, run) => registry.register_helper(call.name, Box::new(Giver { run, printing })),
            Does::Writes(run) | Does::Encloses(_, Some(run)) => {
                registry.register_helper(call.name, Box::new(Writer { run, printing }));
            }
            Does::Encloses(_, None) => {}
        }
    }
}

struct Writer {
    run: Write,
    printing: Arc<Printing>,
}

impl HelperDef for Writer {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        (self.run)(Writing { helper, registry, context, render, out, printing: &self.printing })
    }
}

struct Giver {
    run: fn(&Arguments<'_, '_>) -> Value,
    printing: Arc<Printing>,
}

impl HelperDef for Giver {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived((self.run)(&Arguments { helper, printing: &self.printing })))
    }
}

#[cfg(test)]
mod tests {
    use super::CALLS;

    #[test]
    fn the_guide_to_templates_explains_every_call() {
        let guide = include_str!("../../../../templates/README.md");
        for call in CALLS {
            let name = call.name;
            let written = [
                format!("{{{{{name}}}}}"),
                format!("{{{{{name} "),
                format!("{{{{#{name}"),
                format!("`{name}`"),
                format!("({name} "),
            ];
            assert!(
                written.iter().any(|written| guide.contains(written)),
                "templates/README.md does not explain {name}"
            );
        }
    }
}
