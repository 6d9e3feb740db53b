//! The blocks of a template: conditions, scopes, and structure a clerk never types.

use handlebars::{
    BlockContext, BlockParams, Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext,
    RenderErrorReason, Renderable,
};

use super::print::{NOTHING, write_value};
use super::section_name;
use crate::markup::{FREE_TEXT, mark};
use crate::template::field::is_blank;

type Registry<'reg> = Handlebars<'reg>;

/// `{{#if x}}` and `{{#unless x}}`: a blank value, also a list or group of blanks, is no.
pub(super) struct Condition {
    pub(super) wanted: bool,
}

impl HelperDef for Condition {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Registry<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let given = helper.param(0).is_some_and(|param| !is_blank(param.value()));
        let branch = if given == self.wanted { helper.template() } else { helper.inverse() };
        branch.map_or(Ok(()), |branch| branch.render(registry, context, render, out))
    }
}

/// `{{#with group}}`: a group of blanks takes the `{{else}}`.
pub(super) struct With;

impl HelperDef for With {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Registry<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let param = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("with", 0))?;
        let path = param.context_path().filter(|_| !is_blank(param.value()));
        let Some(path) = path else {
            return helper.inverse().map_or(Ok(()), |other| other.render(registry, context, render, out));
        };
        let mut block = BlockContext::new();
        block.base_path_mut().clone_from(path);
        // A loop's @index stays in reach inside.
        if let Some(outer) = render.block() {
            block.local_variables_mut().clone_from(outer.local_variables());
        }
        if let Some(name) = helper.block_param() {
            let mut params = BlockParams::new();
            params.add_path(name, Vec::new())?;
            block.set_block_params(params);
        }
        render.push_block(block);
        let result = helper.template().map_or(Ok(()), |inner| inner.render(registry, context, render, out));
        render.pop_block();
        result
    }
}

/// `{{#phu_luc tieu_de=… ngang=…}}`: an appendix starts.
pub(super) struct Appendix;

impl HelperDef for Appendix {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Registry<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let title = helper.hash_get("tieu_de").and_then(|title| title.value().as_str()).unwrap_or("");
        let landscape = helper.hash_get("ngang").is_some_and(|value| !is_blank(value.value()));
        out.write(if landscape { "[[phụ lục ngang]] " } else { "[[phụ lục]] " })?;
        out.write(title)?;
        out.write("\n")?;
        helper.template().map_or(Ok(()), |inner| inner.render(registry, context, render, out))
    }
}

/// `{{#muc name …}}`: free text in place of the block, when there is some.
pub(super) struct FreeText;

impl HelperDef for FreeText {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Registry<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let name = helper.param(0).and_then(|name| name.value().as_str()).unwrap_or("");
        let given = context.data().get(FREE_TEXT).and_then(|texts| texts.get(name)?.as_str());
        if let Some(text) = given.filter(|text| !text.trim().is_empty()) {
            write_value(out, mark::BODY, &format!("{FREE_TEXT}.{name}"), text)?;
            return out.write("\n").map_err(Into::into);
        }
        let block = registry.get_template(&section_name(name));
        block.map_or(Ok(()), |block| block.render(registry, context, render, out))
    }
}

/// `{{#giua}}`: every line inside is centred.
pub(super) struct Centre;

impl HelperDef for Centre {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Registry<'reg>,
        context: &'rc Context,
        render: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let Some(inner) = helper.template() else { return Ok(()) };
        out.write(&centred(&inner.renders(registry, context, render)?)).map_err(Into::into)
    }
}

/// Puts `[[giữa]]` before every line that prints something; a line end inside a value starts no line of the text.
fn centred(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 16);
    let mut inside_value = false;
    for line in text.split_inclusive('\n') {
        let prints = line.chars().any(|c| c != NOTHING && !c.is_whitespace());
        if !inside_value && prints {
            result.push_str("[[giữa]] ");
        }
        for c in line.chars() {
            inside_value = match c {
                mark::LITERAL | mark::BODY => true,
                mark::END => false,
                _ => inside_value,
            };
        }
        result.push_str(line);
    }
    result
}

/// `{{trang_moi}}`: a new page starts.
pub(super) struct PageBreak;

impl HelperDef for PageBreak {
    fn call<'reg: 'rc, 'rc>(
        &self,
        _: &Helper<'rc>,
        _: &'reg Registry<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        out.write("[[trang mới]]").map_err(Into::into)
    }
}
