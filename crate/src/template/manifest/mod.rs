//! `template.toml`: what a template says about itself and its fields.

mod fields;
pub(crate) mod follow;
mod reader;
mod tree;
mod written;

use std::sync::OnceLock;

use self::fields::{Fields, join};
use self::reader::Reader;
use self::tree::Table;
use super::field::{Choice, Field, Kind};
use super::section::Section;
use super::source::Source;
use crate::Diagnostic;
use crate::forms::{self, Form};
use crate::joined::Joined;
use crate::length::decimal;
use crate::markup::FREE_TEXT;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::standard::{Range, Standard};
use crate::to_list::ToList;

/// What `template.toml` says.
#[derive(Debug, Clone)]
pub(crate) struct Manifest {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) title_en: String,
    pub(crate) description: String,
    pub(crate) description_en: String,
    pub(crate) form: &'static Form,
    pub(crate) kind: Option<String>,
    pub(crate) kind_name: Option<String>,
    pub(crate) group: String,
    pub(crate) version: u32,
    pub(crate) row: Option<String>,
    pub(crate) fields: Vec<Field>,
    pub(crate) follows: Vec<follow::Written>,
    pub(crate) spots: Spots,
    /// The top-level fields that could not be read, or not for sure: nothing more is to be said of them.
    pub(crate) doubtful: OrderedSet<String>,
}

/// Where in the file a field says what, in byte offsets.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Spot {
    pub(crate) name: usize,
    pub(crate) formula: Option<usize>,
    pub(crate) default: Option<usize>,
}

/// The spots by path; the item of a list is `*`.
pub(crate) type Spots = OrderedMap<String, Spot>;

/// The sub-fields of the two kinds that have fixed ones.
#[derive(Debug, Default)]
struct Builtin {
    signature: Vec<Field>,
    vien_dan: Vec<Field>,
}

impl Builtin {
    fn record(&self, kind: &Kind) -> &[Field] {
        match kind {
            Kind::Signature(_) => &self.signature,
            Kind::VienDan(_) => &self.vien_dan,
            _ => &[],
        }
    }
}

/// The fields every document may have.
struct Shared {
    builtin: Builtin,
    fields: Vec<Field>,
}

fn shared() -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(|| read_shared().0)
}

/// The shared fields, and the faults of their file, of which a test sees that there is none.
fn read_shared() -> (Shared, Vec<Diagnostic>) {
    let (mut reader, root) = compiled(Source { name: "forms/shared.json", text: forms::shared() });
    let mut builtin = Builtin::default();
    reader.known_keys(&root, &["field", "signature", "vien_dan"]);
    let mut spots = Spots::new();
    let mut records = |key| {
        let (table, _) = reader.table(&root, key)?;
        let builtin = &Builtin::default();
        let mut read = Fields { reader: &mut reader, builtin, spots: &mut spots, shared: true };
        Some(read.list(table, "fields", key, 1))
    };
    builtin.vien_dan = records("vien_dan").unwrap_or_default();
    builtin.signature = records("signature").unwrap_or_default();
    let mut read = Fields { reader: &mut reader, builtin: &builtin, spots: &mut spots, shared: true };
    let fields = read.list(&root, "field", "", 0);
    (Shared { builtin, fields }, reader.findings)
}

impl Manifest {
    /// Reads the file; `None` when it is too broken to go on with. All faults are in the findings.
    pub(crate) fn read(source: Source<'_>, folder: &str) -> (Option<Manifest>, Vec<Diagnostic>) {
        let (mut reader, root) =
            if source.name.ends_with(COMPILED) { compiled(source) } else { written(source) };
        let manifest = read(&mut reader, &root, folder);
        (manifest, reader.findings)
    }
}

/// What a manifest is called that was made of `template.toml` when the program was built.
pub(crate) const COMPILED: &str = "template.json";

/// A file of the program itself.
fn compiled(source: Source<'_>) -> (Reader<'_>, Table) {
    let mut reader = Reader::new(source);
    let json = serde_json::from_str(source.text).unwrap_or_else(|fault| {
        reader.findings.push(Diagnostic::error(
            "json-sai",
            source.whole(),
            format!("Không đọc được ({fault}); hãy lấy lại chương trình."),
            format!("Not readable ({fault}); get the program again."),
        ));
        serde_json::Value::Null
    });
    (reader, Table::of_json(json))
}

fn written(source: Source<'_>) -> (Reader<'_>, Table) {
    written::parse(source)
}

fn read(reader: &mut Reader<'_>, root: &Table, folder: &str) -> Option<Manifest> {
    reader.known_keys(
        root,
        &[
            "id",
            "title",
            "title_en",
            "description",
            "description_en",
            "form",
            "kind",
            "kind_name",
            "group",
            "version",
            "row",
            "field",
            "follow",
        ],
    );
    let id = reader.required(root, "id", 0);
    let title = reader.required(root, "title", 0);
    let form = reader.required(root, "form", 0).and_then(|written| {
        let form = forms::get(&written.text);
        if form.is_none() {
            let known = forms::forms().iter().map(|form| form.id.as_str()).joined(", ");
            reader.error(
                written.start,
                "form-la",
                format!("Không có thể thức «{}»; chọn một trong: {known}.", written.text),
                format!("There is no form “{}”; choose one of: {known}.", written.text),
            );
        }
        form
    });
    if let Some(id) = &id {
        check_id(reader, &id.text, id.start, folder);
    }
    let kind = reader.text(root, "kind").map(|text| text.text);
    let kind_name = reader.text(root, "kind_name").map(|text| text.text);
    if kind.is_some() && kind_name.is_none() {
        reader.error(
            0,
            "thieu-khoa",
            "Có «kind» (chữ viết tắt) thì phải có «kind_name» (tên loại in ra); hãy thêm, hoặc bỏ cả hai nếu là công văn.",
            "With “kind” (abbreviation) there must be “kind_name”; add it, or remove both for an official letter.",
        );
    }
    let mut spots = Spots::new();
    let mut doubtful: OrderedSet<String> = reader.torn_names().collect();
    let fields = read_fields(reader, root, form, &mut spots, &mut doubtful);
    let title_en = reader.string(root, "title_en");
    let description = reader.string(root, "description");
    let description_en = reader.string(root, "description_en");
    let group = reader.string(root, "group");
    let version = reader.integer(root, "version", 1..=u32::MAX).unwrap_or(1);
    let row = reader.text(root, "row").and_then(|row| {
        let known = fields.iter().any(|field| field.name == row.text && field.formula().is_none());
        if !known && !doubtful.contains(&row.text) {
            reader.error(
                row.start,
                "dong-la-truong",
                format!(
                    "Mẫu không có trường «{}» để mỗi dòng của danh sách điền vào; hãy ghi tên một trường.",
                    row.text
                ),
                format!("There is no field “{}” for a row of a list to fill; name a field.", row.text),
            );
        }
        known.then_some(row.text)
    });
    let follows = follow::read(reader, root, &fields);
    let (id, title, form) = (id?.text, title?.text, form?);
    Some(Manifest {
        id,
        title,
        title_en,
        description,
        description_en,
        form,
        kind,
        kind_name,
        group,
        version,
        row,
        fields,
        follows,
        spots,
        doubtful,
    })
}

fn check_id(reader: &mut Reader<'_>, id: &str, offset: usize, folder: &str) {
    let kebab = id.starts_with(|c: char| c.is_ascii_lowercase())
        && !id.ends_with('-')
        && !id.contains("--")
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let folder = folder.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or(folder);
    if !kebab {
        reader.error(
            offset,
            "ten-sai",
            format!("Mã mẫu «{id}» phải viết chữ thường không dấu, nối bằng gạch ngang, như ke-hoach-nam."),
            format!("The id “{id}” must be small unaccented letters joined by hyphens."),
        );
    } else if id != folder && !folder.to_ascii_lowercase().ends_with(".zip") {
        reader.error(
            offset,
            "ten-sai",
            format!("Mã mẫu «{id}» khác tên thư mục «{folder}»; hãy đặt giống nhau."),
            format!("The id “{id}” differs from the folder “{folder}”; make them equal."),
        );
    }
}

fn read_fields(
    reader: &mut Reader<'_>,
    root: &Table,
    form: Option<&'static Form>,
    spots: &mut Spots,
    doubtful: &mut OrderedSet<String>,
) -> Vec<Field> {
    let shared = shared();
    let mut fields = form.map(form_fields).unwrap_or_default();
    let mut own_at = form.map_or(0, |form| form.fields.len()).min(fields.len());
    let mut seen: Vec<String> = Vec::new();
    for (table, offset) in reader.tables(root, "field") {
        let mut read =
            Fields { reader: &mut *reader, builtin: &shared.builtin, spots: &mut *spots, shared: false };
        let Some(name) = read.name(table, offset, "") else { continue };
        if seen.contains(&name) {
            read.duplicate(&name, "");
            continue;
        }
        seen.push(name.clone());
        if let Some(field) = fields.iter_mut().find(|field| field.name == name) {
            read.override_shared(table, field);
            continue;
        }
        let is_shared = shared.fields.iter().any(|field| field.name == name);
        if is_shared && !table.contains_key("kind") {
            let form = form.map_or("", |form| form.id.as_str());
            read.reader.error(
                offset,
                "khong-co-trong-form",
                format!(
                    "Thể thức «{form}» không có trường «{name}»; hãy bỏ trường này hoặc chọn thể thức khác."
                ),
                format!("The form “{form}” has no field “{name}”; remove it or choose another form."),
            );
            continue;
        }
        if let Some(field) = read.named(table, offset, "", 0) {
            fields.insert(own_at, field);
            own_at += 1;
        } else {
            doubtful.insert(name);
        }
    }
    if let Some(form) = form {
        for field in &mut fields {
            offer_signings(field, form.standard());
            offer_layout(field, form.standard());
        }
    }
    fields
}

/// What a standard leaves to choose of paper and type, within its bounds; what it fixes is no question.
fn offer_layout(field: &mut Field, standard: &Standard) {
    let Kind::Group(parts) = &mut field.kind else { return };
    if field.name != "trinh_bay" || !field.shared {
        return;
    }
    let among = |values: &[f64], usual: f64| Some((*values.first()?, *values.last()?, usual));
    let within = |range: Range| Some((range.min, range.max, range.default));
    parts.retain_mut(|part| {
        let bounds = match part.name.as_str() {
            "co_chu_dau" => return standard.preset.len() > 1,
            "co_chu" => among(&standard.body.sizes, standard.body.size),
            "thut" => among(&standard.body.first_line.choices, standard.body.first_line.default),
            "cach_doan" => within(standard.body.gap),
            "gian_dong" => within(standard.body.line),
            "le_tren" => within(standard.page.top),
            "le_duoi" => within(standard.page.bottom),
            "le_trai" => within(standard.page.left),
            "le_phai" => within(standard.page.right),
            _ => None,
        };
        let (Some((min, max, usual)), Kind::Number(numeric)) = (bounds, &mut part.kind) else { return true };
        part.placeholder = decimal(usual).replace('.', ",");
        numeric.min = decimal(min).parse().ok();
        numeric.max = decimal(max).parse().ok();
        if part.name == "gian_dong" && standard.body.exact {
            "pt".clone_into(&mut numeric.unit);
        }
        min < max
    });
}

/// The ways of signing a standard knows, behind the choice to type the lines, and its examples of what to fill in.
fn offer_signings(field: &mut Field, standard: &Standard) {
    let Kind::Signature(parts) = &mut field.kind else { return };
    for part in parts {
        let mut examples = standard.signature.examples.iter().filter_map(|example| example.split_once(": "));
        if let Some((_, example)) = examples.find(|(name, _)| *name == part.name) {
            let shown = if let Kind::List(item) = &mut part.kind { item.as_mut() } else { &mut *part };
            example.clone_into(&mut shown.placeholder);
        }
        let Kind::Choice(choices) = &mut part.kind else { continue };
        for way in &standard.signing {
            let mut choice = Choice {
                value: way.id.clone(),
                label: way.label.clone(),
                label_en: way.label_en.clone(),
                help: format!("{} ({})", way.help, way.source),
                help_en: way.help_en.clone(),
                needs: Vec::new(),
            };
            for (_, name) in way.parts() {
                choice.needs.push(name.to_owned());
            }
            choices.push(choice);
        }
    }
}

/// The shared fields of a form in its order; a template's own stand between the two lists.
fn form_fields(form: &Form) -> Vec<Field> {
    let shared = shared();
    form.fields
        .iter()
        .chain(&form.closing_fields)
        .filter_map(|name| shared.fields.iter().find(|field| field.name == *name).cloned())
        .to_list()
}

/// The field for free text in place of sections, made from the shared one; none without sections.
pub(crate) fn free_text(sections: &[Section]) -> Option<Field> {
    let mut group = shared().fields.iter().find(|field| field.name == FREE_TEXT)?.clone();
    let mut texts = Vec::new();
    for section in sections {
        let mut text = group.clone();
        text.name.clone_from(&section.name);
        text.label.clone_from(&section.label);
        text.label_en.clone_from(&section.label_en);
        for words in [&mut text.help, &mut text.help_en, &mut text.group, &mut text.group_en] {
            words.clear();
        }
        texts.push(text);
    }
    group.kind = Kind::Group(texts);
    (!sections.is_empty()).then_some(group)
}

/// The spot of a path, also of a path into a list, whose item is `*`.
pub(crate) fn spot(spots: &Spots, container: &str, name: &str) -> Spot {
    spots.get(&join(container, name)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shared_fields_have_no_fault() {
        let (shared, findings) = read_shared();
        assert_eq!(findings, []);
        assert_eq!(shared.builtin.signature.len(), 10);
        assert_eq!(shared.builtin.vien_dan.len(), 7);
    }

    #[test]
    fn every_form_lists_only_shared_fields() {
        for form in forms::forms() {
            for name in form.fields.iter().chain(&form.closing_fields) {
                assert!(shared().fields.iter().any(|field| field.name == *name), "{}: {name}", form.id);
            }
        }
    }
}
