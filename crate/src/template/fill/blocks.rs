//! The blocks of a template: conditions, scopes, and structure a clerk never types.

use handlebars::{BlockContext, BlockParams, HelperResult, RenderErrorReason, Renderable};

use super::print::{NOTHING, write_value};
use super::section_name;
use super::writing::Writing;
use crate::markup::{FREE_TEXT, mark};
use crate::template::field::is_blank;

/// `{{#if x}}` and `{{#unless x}}`: a blank value, also a list or group of blanks, is no.
pub(super) fn condition(writing: Writing<'_, '_, '_>, wanted: bool) -> HelperResult {
    let Writing { helper, registry, context, render, out, .. } = writing;
    let given = helper.param(0).is_some_and(|param| !is_blank(param.value()));
    let branch = if given == wanted { helper.template() } else { helper.inverse() };
    branch.map_or(Ok(()), |branch| branch.render(registry, context, render, out))
}

/// `{{#with group}}`: a group of blanks takes the `{{else}}`.
pub(super) fn with(writing: Writing<'_, '_, '_>) -> HelperResult {
    let Writing { helper, registry, context, render, out, .. } = writing;
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

/// `{{#phu_luc tieu_de=… ngang=…}}`: an appendix starts.
pub(super) fn appendix(writing: Writing<'_, '_, '_>) -> HelperResult {
    let Writing { helper, registry, context, render, out, .. } = writing;
    let title = helper.hash_get("tieu_de").and_then(|title| title.value().as_str()).unwrap_or("");
    let landscape = helper.hash_get("ngang").is_some_and(|value| !is_blank(value.value()));
    out.write(if landscape { "[[phụ lục ngang]] " } else { "[[phụ lục]] " })?;
    out.write(title)?;
    out.write("\n")?;
    helper.template().map_or(Ok(()), |inner| inner.render(registry, context, render, out))
}

/// `{{#muc name …}}`: free text in place of the block, when there is some.
pub(super) fn free_text(writing: Writing<'_, '_, '_>) -> HelperResult {
    let Writing { helper, registry, context, render, out, .. } = writing;
    let name = helper.param(0).and_then(|name| name.value().as_str()).unwrap_or("");
    let given = context.data().get(FREE_TEXT).and_then(|texts| texts.get(name)?.as_str());
    if let Some(text) = given.filter(|text| !text.trim().is_empty()) {
        write_value(out, mark::BODY, &format!("{FREE_TEXT}.{name}"), text)?;
        return out.write("\n").map_err(Into::into);
    }
    let block = registry.get_template(&section_name(name));
    block.map_or(Ok(()), |block| block.render(registry, context, render, out))
}

/// `{{#giua}}`: every line inside is centred.
pub(super) fn centre(writing: Writing<'_, '_, '_>) -> HelperResult {
    let Writing { helper, registry, context, render, out, .. } = writing;
    let Some(inner) = helper.template() else { return Ok(()) };
    out.write(&centred(&inner.renders(registry, context, render)?)).map_err(Into::into)
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
pub(super) fn page_break(writing: Writing<'_, '_, '_>) -> HelperResult {
    let Writing { out, .. } = writing;
    out.write("[[trang mới]]").map_err(Into::into)
}
