//! The sections of a document: the paper they are printed on, and what stands at its edges.

use std::ops::Range;

use crate::Length;
use crate::docx::names::Vocabulary;
use crate::docx::walk::{Place, Visitor, walk};
use crate::xml::Element;

use super::measure::{PER_TWIP, measured};
use super::property::is_on;

/// Blocks that are printed on one kind of paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Which of the document's blocks.
    pub blocks: Range<usize>,
    /// The element with its properties, counted as in [`Anchor`](super::Anchor); none where the document has none.
    pub element: Option<u32>,
    /// Where it begins.
    pub start: SectionStart,
    /// The width of the paper as it is held.
    pub width: Option<Length>,
    /// The height of the paper as it is held.
    pub height: Option<Length>,
    /// The file calls it landscape.
    pub is_landscape: bool,
    /// What is left free at the edges of the paper.
    pub margins: Margins,
    /// How many columns the text has.
    pub columns: u32,
    /// The space between them.
    pub column_gap: Option<Length>,
    /// The number of its first page; it goes on from the section before where none is given.
    pub first_page: Option<u32>,
    /// How pages are numbered, as the file says it: `lowerRoman`; `""` for digits.
    pub page_format: String,
    /// Its first page has a header and a footer of its own.
    pub title_page: bool,
    /// The headers of its pages.
    pub headers: OnPages,
    /// The footers of its pages.
    pub footers: OnPages,
}

/// Where a section begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SectionStart {
    /// On the next page.
    #[default]
    NextPage,
    /// Right below the section before.
    Continuous,
    /// In the next column.
    NextColumn,
    /// On the next page with an even number.
    EvenPage,
    /// On the next page with an odd number.
    OddPage,
}

/// What is left free at the edges of the paper, as far as it is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Margins {
    /// Above the text.
    pub top: Option<Length>,
    /// Below the text.
    pub bottom: Option<Length>,
    /// On its left.
    pub left: Option<Length>,
    /// On its right.
    pub right: Option<Length>,
    /// Above the header.
    pub header: Option<Length>,
    /// Below the footer.
    pub footer: Option<Length>,
    /// For the binding.
    pub gutter: Option<Length>,
}

/// What stands on which pages: places in [`Observed::page_edges`](super::Observed::page_edges), taken from the section before
/// where a section has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OnPages {
    /// On the first, if the section has a title page.
    pub first: Option<usize>,
    /// On those with even numbers, if [`Observed::even_and_odd`](super::Observed::even_and_odd).
    pub even: Option<usize>,
    /// On all others.
    pub default: Option<usize>,
}

impl OnPages {
    fn place(&mut self, kind: &str) -> &mut Option<usize> {
        match kind {
            "first" => &mut self.first,
            "even" => &mut self.even,
            _ => &mut self.default,
        }
    }

    fn inherit(&mut self, before: &OnPages) {
        self.first = self.first.or(before.first);
        self.even = self.even.or(before.even);
        self.default = self.default.or(before.default);
    }
}

/// A section while it is read.
#[derive(Debug, Default)]
pub(super) struct OpenSection {
    pub(super) section: Section,
    /// Of headers and footers: whether it is a footer, on which pages, the id of the relationship.
    references: Vec<(bool, String, String)>,
}

impl OpenSection {
    pub(super) fn new(element: Option<u32>) -> OpenSection {
        let section = Section { element, columns: 1, ..Section::default() };
        OpenSection { section, references: Vec::new() }
    }

    /// Takes in a child of `w:sectPr`.
    pub(super) fn take(&mut self, place: &Place<'_, '_, '_>) {
        let text = |name: &str| place.word_attribute(name).unwrap_or_default();
        let length = |name: &str| {
            place.word_attribute(name).and_then(|length| measured(&length, PER_TWIP)).map(Length::from_twips)
        };
        let section = &mut self.section;
        match place.word() {
            word @ ("headerReference" | "footerReference") => {
                let id = place.attribute(Vocabulary::Relation, "id").unwrap_or_default().into_owned();
                self.references.push((word == "footerReference", text("type").into_owned(), id));
            }
            "type" => {
                section.start = match &*text("val") {
                    "continuous" => SectionStart::Continuous,
                    "nextColumn" => SectionStart::NextColumn,
                    "evenPage" => SectionStart::EvenPage,
                    "oddPage" => SectionStart::OddPage,
                    _ => SectionStart::NextPage,
                }
            }
            "pgSz" => {
                section.width = length("w");
                section.height = length("h");
                section.is_landscape = text("orient") == "landscape";
            }
            "pgMar" => {
                section.margins = Margins {
                    top: length("top"),
                    bottom: length("bottom"),
                    left: length("left").or_else(|| length("start")),
                    right: length("right").or_else(|| length("end")),
                    header: length("header"),
                    footer: length("footer"),
                    gutter: length("gutter"),
                }
            }
            "cols" => {
                section.columns = text("num").parse().unwrap_or(1).max(1);
                section.column_gap = length("space");
            }
            "pgNumType" => {
                section.first_page = text("start").parse().ok();
                section.page_format = text("fmt").into_owned();
            }
            "titlePg" => section.title_page = is_on(place),
            _ => {}
        }
    }
}

/// The sections one after another, each with the headers and footers `edge` knows by their relationships or those of the
/// section before.
pub(super) fn linked(open: Vec<OpenSection>, edge: impl Fn(&str) -> Option<usize>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::with_capacity(open.len());
    for OpenSection { mut section, references } in open {
        for (is_footer, kind, id) in references {
            let pages = if is_footer { &mut section.footers } else { &mut section.headers };
            *pages.place(&kind) = edge(&id);
        }
        if let Some(before) = sections.last() {
            section.headers.inherit(&before.headers);
            section.footers.inherit(&before.footers);
        }
        sections.push(section);
    }
    sections
}

impl Section {
    /// How wide a column of its text is.
    pub(super) fn text_width(&self) -> Option<i32> {
        let of = |length: Option<Length>| length.unwrap_or_default().twips();
        let margins = of(self.margins.left)
            .checked_add(of(self.margins.right))?
            .checked_add(of(self.margins.gutter))?;
        let columns = i32::try_from(self.columns).ok()?;
        let gaps = of(self.column_gap).checked_mul(columns - 1)?;
        let width = self.width?.twips().checked_sub(margins)?.checked_sub(gaps)?;
        Some(width / columns)
    }
}

/// Whether the settings say that pages with even numbers have headers and footers of their own.
pub(super) fn even_and_odd(settings: &Element<'_>) -> bool {
    struct Reader(bool);
    impl Visitor for Reader {
        fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
            match place.word() {
                "settings" => return true,
                "evenAndOddHeaders" => self.0 = is_on(place),
                _ => {}
            }
            false
        }

        fn leave(&mut self, _: &Place<'_, '_, '_>) {}
    }
    let mut reader = Reader(false);
    walk(settings, &mut reader);
    reader.0
}
