//! What the standards print by themselves, as words to be compared: national name, motto, labels, kinds, marks.

use crate::to_list::ToList;
use std::sync::OnceLock;

use crate::document::Component;
use crate::joined::Joined;
use crate::standard::Standard;
use crate::vietnamese::text::key;

/// The components that begin with words of the standard.
const LABELLED: [Component; 4] =
    [Component::SoKyHieu, Component::KinhGui, Component::NoiNhan, Component::MucLuc];

/// The marks of a document, by their names in the standard's table.
const MARKS: [(Component, &str); 6] = [
    (Component::DauKhan, "khan"),
    (Component::DauKhan, "thuong_khan"),
    (Component::DauKhan, "hoa_toc"),
    (Component::DauLuuHanh, "xem_xong_tra_lai"),
    (Component::DauLuuHanh, "luu_hanh_noi_bo"),
    (Component::DauDuThao, "du_thao"),
];

/// Words as [`key`] has them, each made once.
pub(super) struct Printed {
    /// National name and motto, and what the Party has in their place.
    pub(super) fixed: Vec<Fixed>,
    /// The kinds of document and of copy.
    pub(super) kinds: Vec<(String, &'static str)>,
    copies: Vec<String>,
    pub(super) marks: Vec<Mark>,
    labels: Vec<(Component, String)>,
    /// The label of an appendix.
    pub(super) appendix: String,
}

/// A line that all documents of a standard have.
pub(super) struct Fixed {
    component: Component,
    standard: &'static str,
    words: String,
    /// Its first two words as they are printed.
    pub(super) begin: String,
}

/// What a mark says.
pub(super) struct Mark {
    pub(super) component: Component,
    /// Its name in the standard's table.
    pub(super) id: &'static str,
    pub(super) words: String,
}

impl Printed {
    pub(super) fn get() -> &'static Printed {
        static PRINTED: OnceLock<Printed> = OnceLock::new();
        PRINTED.get_or_init(|| {
            let nd30 = Standard::nd30();
            let fixed = Standard::all().iter().flat_map(|standard| {
                [Component::QuocHieu, Component::TieuNgu].into_iter().filter_map(|component| {
                    let text = standard.component(component).text.as_deref()?;
                    let begin = text.split(' ').take(2).joined(" ");
                    Some(Fixed { component, standard: &standard.id, words: key(text), begin })
                })
            });
            let kinds = nd30.kind.iter().chain(&nd30.copy);
            let kinds = kinds.map(|kind| kind.name.split(" (").next().unwrap_or_default());
            let marks = MARKS.into_iter().filter_map(|(component, id)| {
                let words = key(&nd30.marks.get(id)?.text);
                Some(Mark { component, id, words })
            });
            let labels = LABELLED
                .into_iter()
                .filter_map(|component| Some((component, key(nd30.component(component).text.as_deref()?))));
            Printed {
                fixed: fixed.to_list(),
                kinds: kinds.map(|name| (key(name), name)).to_list(),
                copies: nd30.copy.iter().map(|kind| key(&kind.name)).to_list(),
                marks: marks.to_list(),
                labels: labels.to_list(),
                appendix: key(&nd30.appendix.label),
            }
        })
    }

    /// The component of a line that all documents print alike.
    pub(super) fn fixed(&self, words: &str) -> Option<Component> {
        let same = self.fixed.iter().find(|one| one.words == words);
        same.or_else(|| self.fixed.iter().find(|one| is_nearly(words, &one.words))).map(|one| one.component)
    }

    /// Whether a line is what a paper of the Party has in place of the national name.
    pub(super) fn is_party(&self, words: &str) -> bool {
        self.fixed.iter().any(|one| one.standard == PARTY && one.words == words)
    }

    /// Whether a line is the name of a kind of copy (Article 25).
    pub(super) fn is_copy(&self, words: &str) -> bool {
        self.copies.iter().any(|copy| copy == words)
    }

    /// What follows the label of a component.
    pub(super) fn after_label<'w>(&self, words: &'w str, component: Component) -> Option<&'w str> {
        let label = &self.labels.iter().find(|(known, _)| *known == component)?.1;
        after(words, label)
    }
}

/// A shorter line is another one when a word of it differs.
const MIN_NEAR: usize = 6;

/// A word or two of a long line are misspelt, left out or too many.
fn is_nearly(words: &str, wanted: &str) -> bool {
    if words.len() > wanted.len() * 2 {
        return false;
    }
    let (count, own) = (wanted.split(' ').count(), words.split(' ').count());
    if count < MIN_NEAR || own + 2 < count || own > count + 1 {
        return false;
    }
    let (mut rest, mut common) = (wanted, 0);
    for word in words.split(' ') {
        if let Some(at) = rest.find(word) {
            common += 1;
            rest = rest.get(at + word.len()..).unwrap_or_default();
        }
    }
    common * 3 >= count * 2
}

/// The standard of the Party.
const PARTY: &str = "hd05-vptw";

/// What follows words that stand at the beginning, word by word.
pub(super) fn after<'w>(words: &'w str, begin: &str) -> Option<&'w str> {
    let rest = words.strip_prefix(begin)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix(' ') }
}
