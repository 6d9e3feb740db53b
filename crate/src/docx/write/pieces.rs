//! What docx-rs builds for properties, made valid as [`canonical::tidy`](crate::docx::canonical::tidy) does.
//!
//! A document has the same few properties again and again, so each is parsed and put in order once.

use docx_rs::BuildXML;

use crate::docx::canonical;
use crate::ordered::OrderedMap;
use crate::xml::{Document, Element, XmlError};

/// The properties met so far, by what docx-rs built.
#[derive(Debug, Default)]
pub(super) struct Pieces(OrderedMap<Vec<u8>, Vec<u8>>);

impl Pieces {
    /// An element with others in it, as it stands under `parent`; empty when it says nothing there.
    pub(super) fn valid(&mut self, parent: &str, element: &impl BuildXML) -> Result<&[u8], XmlError> {
        let built = element.build();
        if self.0.get(&built).is_none() {
            let valid = valid(parent, &built, |_| {})?;
            self.0.insert(built.clone(), valid);
        }
        Ok(self.0.get(&built).map(Vec::as_slice).unwrap_or_default())
    }
}

/// As [`Pieces::valid`], once and with a change that docx-rs cannot say.
pub(super) fn changed(
    parent: &str,
    element: &impl BuildXML,
    change: impl FnOnce(&mut Element<'_>),
) -> Result<Vec<u8>, XmlError> {
    valid(parent, &element.build(), change)
}

fn valid(parent: &str, built: &[u8], change: impl FnOnce(&mut Element<'_>)) -> Result<Vec<u8>, XmlError> {
    let mut piece = Document::parse(built)?.root;
    change(&mut piece);
    let mut valid = Vec::new();
    if canonical::tidy_under(parent, &mut piece) {
        piece.write(&mut valid);
    }
    Ok(valid)
}
