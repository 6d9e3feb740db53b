//! What the calls of a template write with: how its expressions print, and where.

use handlebars::{Context, Handlebars, Helper, Output, RenderContext};

use super::show::Show;

/// How one expression prints.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Expression {
    pub(super) show: Show,
    /// A blank one has to be seen.
    pub(super) required: bool,
    /// For a plain text, such as a default: no marks.
    pub(super) bare: bool,
}

/// What the expressions of a template are printed by.
pub(super) struct Printing {
    /// By number.
    pub(super) expressions: Vec<Expression>,
    /// What prints for a required field that is blank.
    pub(super) blank: &'static str,
}

impl Printing {
    /// That of a call that prints.
    pub(super) fn expression(&self, helper: &Helper<'_>) -> Option<&Expression> {
        let number = helper.param(1)?.value().as_u64()?;
        self.expressions.get(usize::try_from(number).ok()?)
    }
}

/// What a call that writes works with.
pub(super) struct Writing<'a, 'reg: 'rc, 'rc> {
    pub(super) helper: &'a Helper<'rc>,
    pub(super) registry: &'reg Handlebars<'reg>,
    pub(super) context: &'rc Context,
    pub(super) render: &'a mut RenderContext<'reg, 'rc>,
    pub(super) out: &'a mut dyn Output,
    pub(super) printing: &'a Printing,
}
