//! Taking out of a document what goes with it and does not print, and nothing else.
//!
//! Parts that hold none of it are copied as they lie in the package; of the others only the elements go that say it. The
//! text one reads is the same before and after: tracked changes count as accepted, as [`observe`] reads them.

mod accept;
mod marks;

use serde::{Deserialize, Serialize};

use super::package::{Package, PackageError, Relation};
use super::patch::{Changes, Patch};
use super::read::{Glyph, Observed, Paragraph, observe, plain};
use super::values_part;
use crate::to_list::ToList;
use crate::xml::{Document, Element};
use crate::{Diagnostic, Location};

/// What goes with a document beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trace {
    /// What reviewers wrote beside the text.
    BinhLuan,
    /// Tracked changes: who put what in, and what was taken out.
    TheoDoi,
    /// Hidden text.
    ChuAn,
    /// The colours text is marked with.
    ToMau,
    /// The values of the form it was made with.
    GiaTri,
    /// Author, company and who saved it last.
    TacGia,
}

impl Trace {
    /// All of them.
    pub const ALL: [Trace; 6] =
        [Trace::BinhLuan, Trace::TheoDoi, Trace::ChuAn, Trace::ToMau, Trace::GiaTri, Trace::TacGia];

    /// The one of this name.
    pub fn of_id(id: &str) -> Option<Trace> {
        Trace::ALL.into_iter().find(|trace| trace.id() == id)
    }

    /// Its name, as data has it.
    pub const fn id(self) -> &'static str {
        match self {
            Trace::BinhLuan => "binh-luan",
            Trace::TheoDoi => "theo-doi",
            Trace::ChuAn => "chu-an",
            Trace::ToMau => "to-mau",
            Trace::GiaTri => "gia-tri",
            Trace::TacGia => "tac-gia",
        }
    }
}

/// The parts that hold comments and who wrote them, by what they are to the document.
const COMMENTS: [&str; 5] = ["comments", "commentsExtended", "commentsIds", "commentsExtensible", "people"];
/// The parts with text.
const STORIES: [&str; 4] = ["header", "footer", "footnotes", "endnotes"];
/// The elements of the properties that name people and their office.
const NAMES: [&str; 4] = ["creator", "lastModifiedBy", "Company", "Manager"];

/// The document without what is named.
///
/// # Errors
/// What makes the file unreadable; `khong-bo-duoc` when the text would not be the same.
pub fn take_out(docx: &[u8], what: &[Trace]) -> Result<Vec<u8>, Diagnostic> {
    if what.is_empty() {
        return Ok(docx.to_vec());
    }
    let package = Package::open(docx)?;
    let main = package.main_document()?;
    let observed = observe(docx)?;
    let relations = package.relations(&main)?;
    let mut changes = Changes::new(&package);
    if what.contains(&Trace::BinhLuan) {
        for part in inside(&package, &relations, &COMMENTS) {
            changes.remove(part)?;
        }
    }
    if what.contains(&Trace::GiaTri) {
        for name in values_part::all_parts(&package, &main)? {
            let properties = package.relations(&name).unwrap_or_default();
            for part in inside(&package, &properties, &["customXmlProps"]) {
                changes.remove(part)?;
            }
            changes.remove(&name)?;
        }
    }
    let mut stories = vec![main.as_str()];
    stories.extend(inside(&package, &relations, &STORIES));
    for name in stories {
        let Some(xml) = package.read(name)? else { continue };
        let Ok(mut part) = Document::parse(&xml) else { continue };
        let patch = patch_of(&part.root, name, &observed, what)?;
        if !patch.is_empty() {
            patch.apply(&mut part.root);
            changes.set(name, part.to_bytes())?;
        }
    }
    if what.contains(&Trace::TacGia) {
        for (name, xml) in properties(&package)? {
            let Ok(mut part) = Document::parse(&xml) else { continue };
            let mut changed = false;
            for element in part.root.elements_mut().filter(|element| names_somebody(element)) {
                element.children.clear();
                changed = true;
            }
            if changed {
                changes.set(&name, part.to_bytes())?;
            }
        }
    }
    let bytes = changes.finish()?;
    let is_same = observe(&bytes).is_ok_and(|now| texts(&now) == texts(&observed));
    if is_same { Ok(bytes) } else { Err(unsure()) }
}

/// The names in the properties of a document.
pub(crate) fn names(package: &Package<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for (_, xml) in properties(package).unwrap_or_default() {
        let Ok(part) = Document::parse(&xml) else { continue };
        names.extend(part.root.elements().filter(|element| names_somebody(element)).map(Element::text));
    }
    names
}

/// What everybody reads, paragraph by paragraph.
fn texts(observed: &Observed) -> Vec<String> {
    let text = |paragraph: &Paragraph| {
        let glyphs: Vec<Glyph> =
            paragraph.glyphs.iter().filter(|glyph| !matches!(glyph, Glyph::Note(_))).cloned().to_list();
        plain(&glyphs)
    };
    let all = observed.everything();
    all.into_iter().map(text).filter(|text| !text.is_empty()).to_list()
}

fn patch_of(
    root: &Element<'_>,
    name: &str,
    observed: &Observed,
    what: &[Trace],
) -> Result<Patch, Diagnostic> {
    let mut patch = Patch::default();
    if what.contains(&Trace::TheoDoi) {
        patch = patch.and(accept::patch(root).ok_or_else(unsure)?);
    }
    if what.contains(&Trace::BinhLuan) {
        patch = patch.and(marks::comments(root));
    }
    if what.contains(&Trace::ToMau) {
        patch = patch.and(marks::highlights(root));
    }
    if what.contains(&Trace::ChuAn) {
        for (part, element) in &observed.hidden {
            if observed.part(*part) == name {
                patch.remove(*element);
            }
        }
    }
    Ok(patch.without_empty_runs())
}

/// The parts inside the package that are one of these to a part, each once.
fn inside<'r>(package: &Package<'_>, relations: &'r [Relation], roles: &[&str]) -> Vec<&'r str> {
    let mut names: Vec<&str> = Vec::new();
    for relation in relations.iter().filter(|relation| !relation.external && roles.contains(&relation.role()))
    {
        let is_known = names.iter().any(|name| name.eq_ignore_ascii_case(&relation.target));
        if !is_known && package.contains(&relation.target) {
            names.push(&relation.target);
        }
    }
    names
}

fn properties(package: &Package<'_>) -> Result<Vec<(String, Vec<u8>)>, PackageError> {
    let relations = package.relations("")?;
    let mut all = Vec::new();
    for name in inside(package, &relations, &["core-properties", "extended-properties"]) {
        if let Some(xml) = package.read(name)? {
            all.push((name.to_owned(), xml.into_owned()));
        }
    }
    Ok(all)
}

fn names_somebody(element: &Element<'_>) -> bool {
    NAMES.contains(&element.local_name()) && !element.text().trim().is_empty()
}

fn unsure() -> Diagnostic {
    Diagnostic::error(
        "khong-bo-duoc",
        Location::Document,
        "Chưa bỏ được một cách chắc chắn (văn bản sẽ đổi chữ); hãy bỏ trong Word: thẻ Xem lại, «Chấp nhận tất cả thay \
         đổi», hoặc Tệp, «Kiểm tra tài liệu».",
        "It cannot be taken out for certain without changing the text; take it out in Word: Review, “Accept All \
         Changes”, or File, “Inspect Document”.",
    )
}
