//! The built-in templates, packed into the program at build time (see `build.rs`).
//!
//! Each has its manifest, its body and its first sample here; the other samples are only in the source.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Serialize;

use super::{Template, TemplateFiles};
use crate::joined::Joined;
use crate::ordered::OrderedMap;
use crate::packed;
use crate::standard::read::{self, record};
use crate::{Diagnostic, Location};

/// What a template says about itself, for a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TemplateInfo {
    /// Its id.
    pub id: String,
    /// What it is called, in Vietnamese.
    pub title: String,
    /// The same in English, or empty.
    pub title_en: String,
    /// What it is for, or empty.
    pub description: String,
    /// The same in English, or empty.
    pub description_en: String,
    /// Its heading in the list.
    pub group: String,
    /// The same in English.
    pub group_en: String,
    /// The abbreviation of its kind; none for a công văn.
    pub kind: Option<String>,
    /// The id of its form.
    pub form: String,
    /// Its version.
    pub version: u32,
}

record!(TemplateInfo {
    id,
    title,
    title_en or_default,
    description or_default,
    description_en or_default,
    group,
    group_en,
    kind or_default,
    form,
    version
});

/// All built-in templates: by their headings, below each by id.
#[expect(clippy::expect_used, reason = "the list is part of the crate, not input; a test reads it")]
pub fn templates() -> &'static [TemplateInfo] {
    static LIST: OnceLock<Vec<TemplateInfo>> = OnceLock::new();
    LIST.get_or_init(|| {
        let list = packed::table("templates.json");
        read::all(&list).expect("the list is well formed")
    })
}

/// The ids of all built-in templates, in the order of [`templates`].
pub fn ids() -> impl Iterator<Item = &'static str> {
    templates().iter().map(|info| info.id.as_str())
}

/// The files of a built-in template.
pub fn files(id: &str) -> Option<TemplateFiles> {
    let folder = format!("templates/{id}/");
    let mut files = TemplateFiles { name: id.to_owned(), ..TemplateFiles::default() };
    for (path, content) in packed::texts() {
        if let Some(file) = path.strip_prefix(&folder) {
            files.files.insert(file.to_owned(), content.to_owned());
        }
    }
    (!files.files.is_empty()).then_some(files)
}

/// The templates loaded so far, and those opened from outside.
static LOADED: Mutex<OrderedMap<String, Arc<Template>>> = Mutex::new(OrderedMap::new());

/// Keeps a template from outside, in place of one of the same id that was kept before; nothing for the id of a built-in one.
pub(super) fn keep(template: Template) -> Option<TemplateInfo> {
    if ids().any(|id| id == template.id) {
        return None;
    }
    let group_en =
        templates().iter().find(|info| info.group == template.group).map(|info| info.group_en.clone());
    let info = TemplateInfo {
        id: template.id.clone(),
        title: template.title.clone(),
        title_en: template.title_en.clone(),
        description: template.description.clone(),
        description_en: template.description_en.clone(),
        group: template.group.clone(),
        group_en: group_en.unwrap_or_default(),
        kind: template.kind.clone(),
        form: template.form.id.clone(),
        version: template.version,
    };
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    loaded.insert(template.id.clone(), Arc::new(template));
    Some(info)
}

/// A built-in template, loaded on first use and kept, or one that was opened from outside.
pub fn get(id: &str) -> Option<Arc<Template>> {
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(template) = loaded.get(id) {
        return Some(Arc::clone(template));
    }
    let template = Arc::new(Template::load(&files(id)?).ok()?);
    loaded.insert(id.to_owned(), Arc::clone(&template));
    Some(template)
}

/// What to say to somebody who asks for a template that is not there.
pub fn unknown(id: &str) -> Diagnostic {
    let known = ids().joined(", ");
    Diagnostic::error(
        "mau-la",
        Location::Document,
        format!("Không có mẫu «{id}»; chọn một trong: {known}."),
        format!("There is no template “{id}”; choose one of: {known}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_has_no_fault() {
        for id in ids() {
            let files = files(id).unwrap();
            let findings = crate::check::lint(&files).iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(findings, Vec::<String>::new(), "{id}");
            assert_eq!(get(id).unwrap().samples().len(), 1, "{id}");
        }
        assert!(!templates().is_empty());
        assert!(get("khong-co").is_none());
    }

    #[test]
    fn a_template_is_loaded_once() {
        for id in ids() {
            assert!(Arc::ptr_eq(&get(id).unwrap(), &get(id).unwrap()));
        }
    }
}
