//! The built-in templates, packed into the program at build time (see `build.rs`).
//!
//! Each has its manifest, its body and its first sample here; the other samples are only in the source.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Serialize;

use super::manifest::introduction;
use super::{Template, TemplateFiles};
use crate::ordered::OrderedMap;
use crate::packed;
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
    /// Its heading in the list, or empty.
    pub group: String,
    /// The abbreviation of its kind; none for a công văn.
    pub kind: Option<String>,
    /// The id of its form.
    pub form: String,
    /// Its version.
    pub version: u32,
}

fn folders() -> &'static OrderedMap<String, TemplateFiles> {
    static FOLDERS: OnceLock<OrderedMap<String, TemplateFiles>> = OnceLock::new();
    FOLDERS.get_or_init(unpack)
}

fn unpack() -> OrderedMap<String, TemplateFiles> {
    let mut folders: OrderedMap<String, TemplateFiles> = OrderedMap::new();
    for (path, content) in packed::texts() {
        let template = path.strip_prefix("templates/").and_then(|path| path.split_once('/'));
        if let Some((folder, file)) = template {
            let files = folders.get_or_default(folder.to_owned());
            folder.clone_into(&mut files.name);
            files.files.insert(file.to_owned(), content.to_owned());
        }
    }
    folders
}

/// The ids of all built-in templates, in alphabetical order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    folders().iter().map(|(id, _)| id.as_str())
}

/// All built-in templates, in the order of [`ids`].
pub fn templates() -> Vec<TemplateInfo> {
    folders()
        .iter()
        .map(|(id, folder)| {
            let about = introduction(folder.files.get("template.toml").map_or("", String::as_str));
            TemplateInfo {
                id: id.clone(),
                title: about.title,
                title_en: about.title_en,
                description: about.description,
                group: about.group,
                kind: about.kind,
                form: about.form,
                version: about.version,
            }
        })
        .collect()
}

/// The files of a built-in template.
pub fn files(id: &str) -> Option<&'static TemplateFiles> {
    folders().get(id)
}

/// A built-in template, loaded on first use and kept.
pub fn get(id: &str) -> Option<Arc<Template>> {
    static LOADED: Mutex<OrderedMap<String, Arc<Template>>> = Mutex::new(OrderedMap::new());
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(template) = loaded.get(id) {
        return Some(Arc::clone(template));
    }
    let template = Arc::new(Template::load(folders().get(id)?).ok()?);
    loaded.insert(id.to_owned(), Arc::clone(&template));
    Some(template)
}

/// What to say to somebody who asks for a template that is not there.
pub fn unknown(id: &str) -> Diagnostic {
    let known = ids().collect::<Vec<_>>().join(", ");
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
            let findings = Template::lint(files).iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(findings, Vec::<String>::new(), "{id}");
            assert_eq!(get(id).unwrap().samples().len(), 1, "{id}");
        }
        assert_eq!(templates().len(), ids().count());
        assert!(get("khong-co").is_none());
    }

    #[test]
    fn a_template_is_loaded_once() {
        for id in ids() {
            assert!(Arc::ptr_eq(&get(id).unwrap(), &get(id).unwrap()));
        }
    }
}
