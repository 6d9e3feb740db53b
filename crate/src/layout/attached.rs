//! A document that another one promulgates: a quy chế or quy định, beside its decision or by itself (form 1.3).

use crate::document::{Element, Section};
use crate::forms::Letterhead;
use crate::markup::Block;

use super::opening::{self, Title};
use super::{Context, Flow, appendix, body, letterhead};

/// National name and issuing bodies alone: number and date are those of the document that promulgates it.
const BOXES: Letterhead = Letterhead { number: false, place_date: false, abstract_under_number: false };

/// The group of values it is made of.
const GROUP: &str = "ban_hanh_kem_theo";

/// Name of the kind, abstract and `(Kèm theo …)`, with the rule below all of them.
fn heading(context: &Context<'_>, title: &Title<'_>) -> Vec<Element> {
    let (mut elements, _) = opening::titles(context, title);
    let width = context.sheet.page(false).text_width();
    elements.extend(appendix::attached_line(context, 0, width));
    elements
}

/// Lays out `ban_hanh_kem_theo` on pages of its own that are numbered from 1; one that is a file of its own is returned.
pub(super) fn document(
    context: &Context<'_>,
    end_mark: Option<&str>,
    flow: &mut Flow<'_, '_>,
) -> Option<Vec<Section>> {
    let path = |name: &str| format!("{GROUP}.{name}");
    let blocks = appendix::field_blocks(context, &path("noi_dung"));
    if blocks.is_empty() {
        return None;
    }
    if context.values.flag(&path("tep_rieng")) {
        let mut own = Flow { context, sections: Vec::new(), main: 0 };
        lay_out(context, &blocks, end_mark, &mut own);
        return Some(own.sections);
    }
    lay_out(context, &blocks, end_mark, flow);
    None
}

fn lay_out(context: &Context<'_>, blocks: &[Block], end_mark: Option<&str>, flow: &mut Flow<'_, '_>) {
    let path = |name: &str| format!("{GROUP}.{name}");
    flow.start(false, Some(flow.first_page_number()));
    flow.push(letterhead::letterhead(context, BOXES));
    let kind = super::or_blank(context, &path("ten_loai"));
    let title = Title { kind: Some((&kind, Some(&path("ten_loai")))), summary: &path("trich_yeu") };
    flow.extend(heading(context, &title));
    body::blocks(context, blocks, end_mark, flow);
}

/// The heading of a form that is nothing but such a document.
pub(super) fn own_heading(context: &Context<'_>) -> Vec<Element> {
    let kind = context.kind();
    let kind = kind.as_ref().map(|kind| (kind.name.as_str(), kind.field));
    heading(context, &Title { kind, summary: "trich_yeu" })
}
