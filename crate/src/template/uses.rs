//! Which sections and fields need which field.

use super::field::Field;

/// Who needs a top-level field, by name: `#` and the name of a section, the name of the field whose formula or default
/// needs it, or nothing for the body outside of sections.
pub(crate) type Uses = Vec<(String, String)>;

/// A section as [`Uses`] name it.
pub(crate) fn user(section: &str) -> String {
    format!("#{section}")
}

/// The template's own fields nothing needs but these users, directly or by formulas and defaults.
pub(crate) fn needed_only_by(users: &[String], fields: &[Field], uses: &Uses) -> Vec<String> {
    let mut own = Vec::new();
    for field in fields {
        if !field.shared {
            own.push(field.name.clone());
        }
    }
    loop {
        let before = own.clone();
        own.retain(|name| {
            uses.iter().all(|(used, user)| used != name || users.contains(user) || before.contains(user))
        });
        if own.len() == before.len() {
            return own;
        }
    }
}
