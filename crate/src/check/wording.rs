//! What the words of values would be better as.

use super::capitals;
use crate::template::{Resolved, Template};
use crate::to_list::ToList;
use crate::vietnamese::capitals::Annex;
use crate::vietnamese::text::{FONT, lower_first};
use crate::vietnamese::{legacy, spaces};
use crate::{Diagnostic, FieldPath, Fix, Location, Severity};

/// Capitals, old fonts and spaces, one finding a value each.
pub(super) fn findings(template: &Template, values: &Resolved) -> Vec<Diagnostic> {
    let follows_annex = template.form.standard().id == Annex::second().standard;
    let mut found = Vec::new();
    found.extend(capital_of_abstract(template, values));
    for (path, text) in values.texts() {
        if follows_annex {
            found.extend(capital_letters(&path, text));
        }
        found.extend(old_font(&path, text));
        found.extend(stray_spaces(&path, text));
    }
    found
}

/// Behind `V/v` a capital stands for a name alone; what begins one neither for sure nor not is asked.
fn capital_of_abstract(template: &Template, values: &Resolved) -> Option<Diagnostic> {
    const ABSTRACT: &str = "trich_yeu";
    template.form.letterhead().filter(|boxes| boxes.abstract_under_number)?;
    let text = values.text(ABSTRACT);
    let (first, second) = capitals::doubtful_begin(text)?;
    let path = FieldPath::from(ABSTRACT);
    let right = lower_first(text);
    let label = format!("Viết thường «{}»", lower_first(first));
    let finding = Diagnostic::new(
        Severity::Info,
        "hoa-dau-trich-yeu",
        Location::Field { path: path.clone() },
        format!("Sau «V/v» chỉ tên riêng mới viết hoa; «{first} {second}» có phải tên riêng không?"),
        format!("Behind “V/v” only names have a capital; is “{first} {second}” one?"),
    );
    Some(finding.with_fix(Fix::new(path, right, label, format!("Write “{}”", lower_first(first)))))
}

/// What would be right with other capitals.
fn capital_letters(path: &FieldPath, text: &str) -> Option<Diagnostic> {
    let suggestions = capitals::suggest(text);
    let first = suggestions.first()?;
    let corrected = |wanted: &dyn Fn(usize) -> bool| {
        let mut right = text.to_owned();
        for (_, one) in suggestions.iter().enumerate().rev().filter(|(at, _)| wanted(*at)) {
            right.replace_range(one.range.clone(), &one.replacement);
        }
        right
    };
    let pairs: Vec<String> = suggestions
        .iter()
        .filter_map(|one| Some(format!("«{}» → «{}»", text.get(one.range.clone())?, one.replacement)))
        .to_list();
    let each = pairs.iter().enumerate().map(|(at, pair)| {
        Fix::new(path.clone(), corrected(&|other| other == at), pair.clone(), pair.clone())
    });
    let mut fix = match pairs.as_slice() {
        [pair] => Fix::new(path.clone(), corrected(&|_| true), pair.clone(), pair.clone()),
        all => Fix::new(
            path.clone(),
            corrected(&|_| true),
            format!("Sửa cả {} chỗ", all.len()),
            format!("Correct all {}", all.len()),
        ),
    };
    if pairs.len() > 1 {
        fix.parts = each.to_list();
    }
    let pairs = pairs.join(", ");
    let finding = Diagnostic::new(
        Severity::Info,
        "viet-hoa",
        Location::Field { path: path.clone() },
        format!("Nên viết hoa lại: {pairs} ({}, {}).", first.source, first.rule),
        format!("Better with other capitals: {pairs} ({}).", first.rule_en),
    );
    Some(finding.citing(format!("{}, {}", first.source, first.rule)).with_fix(fix))
}

/// Text pasted from before Unicode.
fn old_font(path: &FieldPath, text: &str) -> Option<Diagnostic> {
    let encoding = legacy::detect(text)?;
    let right = legacy::to_unicode(text, encoding);
    let finding = Diagnostic::warning(
        "bang-ma-cu",
        Location::Field { path: path.clone() },
        format!("Chữ này gõ bằng phông {encoding}, không phải Unicode; hãy sửa thành «{right}»."),
        format!("This was typed in a {encoding} font, not in Unicode; it should read “{right}”."),
    );
    let fix = Fix::new(path.clone(), right, "Chuyển sang Unicode", "Convert to Unicode");
    Some(finding.citing(FONT).with_fix(fix))
}

/// Spaces typed twice or on the wrong side of a mark.
fn stray_spaces(path: &FieldPath, text: &str) -> Option<Diagnostic> {
    let right = spaces::tidy(text)?;
    let finding = Diagnostic::new(
        Severity::Info,
        "khoang-trang",
        Location::Field { path: path.clone() },
        "Có khoảng trắng thừa giữa hai từ hoặc trước dấu câu; nên bỏ đi.",
        "There are spaces too many between words or before a mark; they are better left out.",
    );
    Some(finding.with_fix(Fix::new(path.clone(), right, "Bỏ khoảng trắng thừa", "Leave out the spaces")))
}
