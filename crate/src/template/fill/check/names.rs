//! What the names in an expression stand for.

use handlebars::Path;

use super::Checker;
use crate::template::fill::scan::Tag;
use crate::template::fill::scope::{Meaning, nearest, steps};

impl<'f> Checker<'f, '_> {
    pub(super) fn current(&self) -> Meaning<'f> {
        self.scopes.last().map_or(Meaning::Root, |scope| scope.this)
    }

    /// What names stand for from where we are, without a word when they stand for nothing.
    pub(super) fn reach(&self, names: &[&str]) -> Option<Meaning<'f>> {
        names.iter().try_fold(self.current(), |meaning, name| meaning.child(name, self.fields))
    }

    /// What a path stands for.
    pub(super) fn path(&mut self, path: &Path, tag: Tag) -> Option<Meaning<'f>> {
        let raw = match path {
            Path::Local((level, name, raw)) => return self.local(*level, name, raw, tag),
            Path::Relative((_, raw)) => raw,
        };
        let Some(steps) = steps(raw) else {
            let at = self.word(tag, raw);
            self.error(
                at,
                "khong-cho-phep",
                "Không viết tên trường trong dấu ngoặc vuông; hãy viết a.b.",
                "Write a.b, not names in square brackets.",
            );
            return None;
        };
        let mut names = steps.names.as_slice();
        let mut meaning = if steps.root {
            Meaning::Root
        } else {
            let Some(scope) = self.scopes.len().checked_sub(steps.up + 1).and_then(|at| self.scopes.get(at))
            else {
                let at = self.word(tag, raw);
                self.error(
                    at,
                    "ten-chua-khai",
                    format!("«{raw}» lùi ra ngoài cả mẫu; hãy bớt ../."),
                    format!("“{raw}” leads out of the template; remove a ../."),
                );
                return None;
            };
            scope.this
        };
        if let (Some((first, rest)), 0, false) = (names.split_first(), steps.up, steps.root)
            && let Some((_, bound)) =
                self.scopes.iter().rev().flat_map(|scope| &scope.names).find(|(n, _)| n == first)
        {
            (meaning, names) = (*bound, rest);
        }
        for name in names {
            if matches!(meaning, Meaning::Root) {
                self.uses.push(((*name).to_owned(), self.user.clone()));
            }
            match meaning.child(name, self.fields) {
                Some(inner) => meaning = inner,
                // The fault that made this scope unknown has been reported.
                None if matches!(meaning, Meaning::Answer) || self.doubtful.contains(*name) => return None,
                None => {
                    self.undeclared(name, raw, meaning, tag);
                    return None;
                }
            }
        }
        Some(meaning)
    }

    pub(super) fn undeclared(&mut self, name: &str, raw: &str, within: Meaning<'f>, tag: Tag) {
        let at = self.word(tag, raw);
        let above = !matches!(within, Meaning::Root) && self.fields.iter().any(|field| field.name == name);
        let bound = self.scopes.iter().flat_map(|scope| &scope.names).map(|(name, _)| name.as_str());
        let candidates = within.part_names(self.fields).into_iter().chain(bound);
        let (hint, english) = if above {
            (
                format!("ở trong khối này hãy viết @root/{name}"),
                format!("write @root/{name} inside this block"),
            )
        } else if let Some(near) = nearest(name, candidates) {
            if matches!(within, Meaning::Root) {
                self.uses.push((near.to_owned(), self.user.clone()));
            }
            (format!("có phải «{near}» không?"), format!("did you mean “{near}”?"))
        } else {
            (
                "hãy khai báo trong template.toml hoặc sửa tên".to_owned(),
                "declare it in template.toml".to_owned(),
            )
        };
        let end = if hint.ends_with('?') { "" } else { "." };
        self.error(
            at,
            "ten-chua-khai",
            format!("Chưa có trường «{name}»; {hint}{end}"),
            format!("There is no field “{name}”; {english}"),
        );
    }

    /// `@index`, `@first`, `@last`, also of an outer loop: `@../index`.
    pub(super) fn local(&mut self, level: usize, name: &str, raw: &str, tag: Tag) -> Option<Meaning<'f>> {
        let scope = self.scopes.len().checked_sub(level + 1).and_then(|at| self.scopes.get(at));
        let looped = scope.is_some_and(|scope| scope.looped);
        match name {
            "index" if looped => Some(Meaning::Index),
            "first" | "last" if looped => Some(Meaning::Answer),
            _ => {
                let at = self.word(tag, raw);
                self.error(
                    at,
                    "ten-chua-khai",
                    format!("«{raw}» không dùng được ở đây; trong {{{{#each}}}} có @index, @first, @last."),
                    format!(
                        "“{raw}” means nothing here; within {{{{#each}}}} there are @index, @first, @last."
                    ),
                );
                None
            }
        }
    }
}
