//! What rows of many reports are called: which of them mean the same indicator.

use crate::joined::Joined;
use crate::ordered::OrderedMap;
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::text::{key, tones_behind};
use crate::{Diagnostic, Location, Severity};

/// The names rows have, compared with their marks. Without them only where somebody typed none, and there is one name it can
/// mean.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// By the words without marks.
    names: OrderedMap<String, Names>,
}

/// The names that are written alike without marks.
#[derive(Debug, Default)]
struct Names {
    /// With their marks, and as they stood first.
    written: Vec<(String, String)>,
    /// Two of them stand in one form: they are two.
    together: bool,
}

impl Labels {
    /// Takes in the names of the rows of a form.
    pub(super) fn add<'l>(&mut self, rows: impl Iterator<Item = &'l str>) {
        let mut own: OrderedMap<String, String> = OrderedMap::new();
        for label in rows {
            let (plain, exact) = (key(label), exact(label));
            let known = own.get(&plain).is_some_and(|first| *first != exact);
            let names = self.names.get_or_default(plain.clone());
            names.together |= known;
            if !names.written.iter().any(|(known, _)| *known == exact) {
                names.written.push((exact.clone(), label.to_owned()));
            }
            own.insert(plain, exact);
        }
    }

    /// The name a row goes by, and how it is shown.
    pub(super) fn of(&self, label: &str) -> (String, String) {
        let (plain, exact) = (key(label), exact(label));
        let Some(names) = self.names.get(&plain) else { return (exact, label.to_owned()) };
        let meant = names.meant(&plain).filter(|_| exact == plain);
        let own = || names.written.iter().find(|(known, _)| *known == exact);
        meant.or_else(own).cloned().unwrap_or_else(|| (exact, label.to_owned()))
    }

    /// What was taken for the same though its marks differ, and what was not.
    pub(super) fn findings(&self, column: &str) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (plain, names) in self.names.iter().filter(|(_, names)| names.written.len() > 1) {
            let shown: Vec<String> =
                names.written.iter().map(|(_, shown)| format!("«{}»", shown.trim())).to_list();
            let shown = shown.join(", ");
            let told = |severity, code, what: &str, english: &str| {
                let message = format!("Cột «{column}»: {shown} chỉ khác nhau ở dấu; {what}.");
                let english = format!("Column «{column}»: {shown} differ in marks alone; {english}.");
                Diagnostic::new(severity, code, Location::Document, message, english)
            };
            if names.meant(plain).is_some() {
                found.push(told(
                    Severity::Info,
                    "chi-tieu-khong-dau",
                    "hiểu là một, cộng chung",
                    "taken as one and added",
                ));
            } else if !names.together {
                found.push(told(
                    Severity::Warning,
                    "chi-tieu-khac-dau",
                    "để riêng, không cộng chung. Nếu là một, hãy hỏi đơn vị và sửa cho giống nhau",
                    "kept apart and not added. If they are one, ask the units and write them alike",
                ));
            }
        }
        found
    }
}

impl Names {
    /// The only name a text without marks can mean.
    fn meant(&self, plain: &str) -> Option<&(String, String)> {
        let mut marked = self.written.iter().filter(|(exact, _)| exact != plain);
        let only = marked.next().filter(|_| marked.next().is_none() && !self.together)?;
        (self.written.len() > 1).then_some(only)
    }
}

/// The words in small letters, with their marks.
fn exact(label: &str) -> String {
    let composed = unicode::composed(label);
    let letters = composed.as_deref().unwrap_or(label).chars();
    let words: String = letters.map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    tones_behind(&words).split_whitespace().joined(" ")
}
