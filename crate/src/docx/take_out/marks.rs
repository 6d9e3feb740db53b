//! The marks of comments, and of colours.

use crate::docx::patch::Patch;
use crate::docx::walk::{Place, Visitor, walk};
use crate::xml::Element;

/// What takes the marks of comments out of a part.
pub(super) fn comments(root: &Element<'_>) -> Patch {
    removed(root, |place| {
        matches!(place.word(), "commentRangeStart" | "commentRangeEnd" | "commentReference")
    })
}

/// What takes the colours out that text is marked with.
pub(super) fn highlights(root: &Element<'_>) -> Patch {
    removed(root, |place| place.word() == "highlight")
}

fn removed(root: &Element<'_>, goes: impl Fn(&Place<'_, '_, '_>) -> bool) -> Patch {
    let mut reader = Reader { patch: Patch::default(), elements: 0, goes };
    walk(root, &mut reader);
    reader.patch
}

struct Reader<F> {
    patch: Patch,
    elements: u32,
    goes: F,
}

impl<F: Fn(&Place<'_, '_, '_>) -> bool> Visitor for Reader<F> {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        if (self.goes)(place) {
            self.patch.remove(self.elements);
        }
        self.elements += 1;
        true
    }

    fn leave(&mut self, _place: &Place<'_, '_, '_>) {}
}
