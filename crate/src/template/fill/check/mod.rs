//! Checks a parsed Handlebars text against the fields, and rewrites its expressions so that each carries its field.

mod names;
mod parameters;
mod printing;
mod sections;

use handlebars::template::{BlockParam, HelperTemplate, Parameter, TemplateElement};
use handlebars::{Path, Template};

use super::calls::{self, Block, Call, Expect};
use super::scan::{Tag, Tags};
use super::scope::{Meaning, Scope};
use super::writing::Expression;
use crate::Diagnostic;
use crate::ordered::OrderedSet;
use crate::template::field::Field;
use crate::template::section::Section;
use crate::template::source::{Source, find_word};
use crate::template::uses::Uses;
use crate::to_list::ToList;

/// Walks one text.
pub(super) struct Checker<'f, 's> {
    pub(super) source: Source<'s>,
    pub(super) tags: &'s Tags,
    /// The fields in reach.
    pub(super) fields: &'f [Field],
    /// Grows by every expression found.
    pub(super) expressions: &'s mut Vec<Expression>,
    /// The top-level fields named.
    pub(super) uses: &'s mut Uses,
    /// Who names fields here, see [`Uses`].
    pub(super) user: String,
    /// Fields about which nothing is to be said.
    pub(super) doubtful: &'f OrderedSet<String>,
    /// The text becomes a value: no marks, no structure.
    pub(super) bare: bool,
    pub(super) findings: Vec<Diagnostic>,
    /// The sections with what is printed without free text.
    pub(super) sections: Vec<(Section, Template)>,
    /// How many blocks we are in that may print nothing, or more than once.
    enclosing: usize,
    scopes: Vec<Scope<'f>>,
    lines: Vec<usize>,
}

/// What a parameter turned out to be.
struct Found<'f> {
    meaning: Meaning<'f>,
    /// The first field in it, and whether that is required.
    origin: Option<(Path, bool)>,
}

impl<'f, 's> Checker<'f, 's> {
    pub(super) fn new(
        source: Source<'s>,
        tags: &'s Tags,
        fields: &'f [Field],
        expressions: &'s mut Vec<Expression>,
        uses: &'s mut Uses,
        default_of: Option<&str>,
    ) -> Self {
        let lines = std::iter::once(0).chain(source.text.match_indices('\n').map(|(at, _)| at + 1)).to_list();
        let scopes = vec![Scope { this: Meaning::Root, looped: false, names: Vec::new() }];
        static NONE: OrderedSet<String> = OrderedSet::new();
        let doubtful = &NONE;
        Checker {
            source,
            tags,
            fields,
            expressions,
            uses,
            doubtful,
            bare: default_of.is_some(),
            user: default_of.unwrap_or_default().to_owned(),
            findings: Vec::new(),
            sections: Vec::new(),
            enclosing: 0,
            scopes,
            lines,
        }
    }

    fn error(
        &mut self,
        at: usize,
        code: &'static str,
        message: impl Into<String>,
        english: impl Into<String>,
    ) {
        self.findings.push(self.source.error(at, code, message, english));
    }

    /// Where in a tag a word stands; the tag itself when it is not found.
    fn word(&self, tag: Tag, word: &str) -> usize {
        let text = self.source.text.get(tag.start..tag.end).unwrap_or("");
        tag.start + find_word(text, word).unwrap_or(0)
    }

    fn offset(&self, line: usize, column: usize) -> usize {
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let rest = self.source.text.get(start..).unwrap_or("");
        start + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
    }

    /// Checks and rewrites a template and everything in it.
    pub(super) fn template(&mut self, template: &mut Template) {
        let places: Vec<(usize, usize)> = template.mapping.iter().map(|place| (place.0, place.1)).to_list();
        for (element, (line, column)) in template.elements.iter_mut().zip(places) {
            let start = self.offset(line, column);
            self.element(element, self.tags.at(start));
        }
    }

    fn element(&mut self, element: &mut TemplateElement, tag: Tag) {
        match element {
            TemplateElement::RawString(_) | TemplateElement::Comment(_) => {}
            TemplateElement::Expression(expression) => self.expression(expression, tag),
            TemplateElement::HelperBlock(block) => {
                let elses = self.tags.elses(tag.start);
                self.block(block, tag, elses);
            }
            // The scan refuses all other elements; this is for those a later Handlebars may add.
            _ => self.error(
                tag.start,
                "khong-cho-phep",
                "Mẫu không được dùng cấu trúc này; hãy bỏ đi.",
                "This construct is not allowed in templates.",
            ),
        }
    }

    fn block(&mut self, block: &mut HelperTemplate, tag: Tag, elses: &'s [Tag]) {
        let name = block.name.as_name().unwrap_or("").to_owned();
        let Some((call, kind)) = calls::block_named(&name) else {
            let known = calls::blocks().join(", ");
            let at = self.word(tag, &name);
            let hint = if self.fields.iter().any(|field| field.name == name) {
                format!("hãy viết {{{{#if {name}}}}} hoặc {{{{#each {name}}}}}")
            } else {
                format!("chỉ dùng được {known}")
            };
            self.error(
                at,
                "ham-la",
                format!("Không có khối «{name}»; {hint}."),
                format!("There is no block “{name}”; the blocks are {known}."),
            );
            return;
        };
        if kind == Block::Section {
            self.section(call, block, tag, elses);
            return;
        }
        let enclosing = self.enclosing;
        self.enclosing += usize::from(kind != Block::Appendix);
        self.branches(call, kind, block, tag, elses);
        self.enclosing = enclosing;
    }

    fn branches(&mut self, call: &Call, kind: Block, block: &mut HelperTemplate, tag: Tag, elses: &'s [Tag]) {
        let opened = match kind {
            Block::Appendix | Block::Lines | Block::Section => {
                self.structure(call, kind, block, tag);
                false
            }
            Block::Condition | Block::Each | Block::With => self.control(call, kind, block, tag),
        };
        if let Some(inner) = &mut block.template {
            self.template(inner);
        }
        if opened {
            self.scopes.pop();
        }
        let Some(inverse) = &mut block.inverse else { return };
        match inverse.elements.as_mut_slice() {
            // `{{else if …}}`: Handlebars makes a block of it and forgets where it stood.
            [TemplateElement::HelperBlock(chained)] if inverse.mapping.is_empty() => {
                if let Some((place, rest)) = elses.split_first() {
                    self.block(chained, *place, rest);
                }
            }
            _ => self.template(inverse),
        }
    }

    /// `if`, `unless`, `each`, `with`; says whether a scope was opened.
    fn control(&mut self, call: &Call, kind: Block, block: &mut HelperTemplate, tag: Tag) -> bool {
        let name = call.name;
        let one = block.params.len() == call.parameters.len() && call.unknown(&block.hash).is_none();
        let (true, Some(param)) = (one, block.params.first_mut()) else {
            self.error(
                tag.start,
                "tham-so-sai",
                format!("{{{{#{name}}}}} cần đúng một giá trị, như {{{{#{name} kinh_gui}}}}; hãy sửa lại."),
                format!("{{{{#{name}}}}} takes exactly one value."),
            );
            return self.unknown_scope(kind);
        };
        let found = self.parameter(param, Expect::Any, tag);
        if kind == Block::Condition {
            if block.block_param.is_some() {
                self.error(
                    tag.start,
                    "tham-so-sai",
                    format!("{{{{#{name}}}}} không đặt tên bằng as |…|; hãy bỏ phần đó."),
                    format!("{{{{#{name}}}}} takes no as |…|; remove it."),
                );
            }
            return false;
        }
        let Some(found) = found else { return self.unknown_scope(kind) };
        let path = matches!(param, Parameter::Path(_));
        let this = match kind {
            Block::Each => found.meaning.item(),
            _ => Some(found.meaning).filter(|meaning| meaning.has_parts()),
        };
        let (Some(this), true) = (this, path) else {
            let (needs, english) = match kind {
                Block::Each => ("một danh sách hoặc bảng", "a list or table"),
                _ => ("một nhóm trường", "a group of fields"),
            };
            let at = tag.start;
            self.error(
                at,
                "tham-so-sai",
                format!("{{{{#{name}}}}} chỉ dùng cho {needs}; hãy chọn trường khác."),
                format!("{{{{#{name}}}}} is for {english}; choose another field."),
            );
            return self.unknown_scope(kind);
        };
        let looped = kind == Block::Each || self.scopes.last().is_some_and(|scope| scope.looped);
        let names = self.block_names(kind, this, block.block_param.as_ref(), tag);
        self.scopes.push(Scope { this, looped, names });
        true
    }

    /// After a fault: a scope in which nothing more can be said against names is worth less than no scope at all.
    fn unknown_scope(&mut self, kind: Block) -> bool {
        if kind == Block::Condition {
            return false;
        }
        self.scopes.push(Scope { this: Meaning::Answer, looped: true, names: Vec::new() });
        true
    }

    fn block_names(
        &mut self,
        block: Block,
        this: Meaning<'f>,
        names: Option<&BlockParam>,
        tag: Tag,
    ) -> Vec<(String, Meaning<'f>)> {
        let named = |parameter: &Parameter| parameter.as_name().unwrap_or("").to_owned();
        let names = match names {
            None => Vec::new(),
            Some(BlockParam::Single(value)) => vec![(named(value), this)],
            Some(BlockParam::Pair((value, index))) => {
                if block == Block::With {
                    let at = self.word(tag, &named(index));
                    self.error(
                        at,
                        "tham-so-sai",
                        "{{#with}} chỉ đặt một tên trong as |…|; hãy bỏ tên thứ hai.",
                        "{{#with}} takes one name in as |…|; remove the second.",
                    );
                }
                vec![(named(value), this), (named(index), Meaning::Index)]
            }
            Some(_) => Vec::new(),
        };
        for (name, _) in &names {
            let taken = self.fields.iter().any(|field| field.name == *name)
                || this.part_names(self.fields).contains(&name.as_str())
                || self.scopes.iter().any(|scope| {
                    scope.names.iter().any(|(other, _)| other == name)
                        || scope.this.part_names(self.fields).contains(&name.as_str())
                });
            if taken {
                let at = self.word(tag, name);
                self.error(
                    at,
                    "trung-ten",
                    format!("Tên «{name}» trong as |…| trùng với một tên đã có; hãy đặt tên khác."),
                    format!("The name “{name}” in as |…| is taken; choose another."),
                );
            }
        }
        names
    }
}
