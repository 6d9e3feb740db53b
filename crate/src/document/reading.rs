//! What stands where in a document that somebody else may have made.

use std::ops::Range;

use super::Component;

/// A document by the components of the standard: made from any file by [`crate::recognise`], and from a
/// [`Document`](super::Document) alike, so that what is asked about components can be asked of both.
///
/// The items follow one another as one reads. What is nothing the standard knows is an item without a component:
/// every paragraph with text is in exactly one item, or in several that share it out between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The pieces, in reading order; those at the edges of the page and in text boxes come last.
    pub items: Vec<Item>,
}

/// A piece of the text that is one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is; `None` for what is no component of the standard.
    pub component: Option<Component>,
    /// The paper it belongs to, where a file holds several.
    pub paper: Paper,
    /// The part of that paper.
    pub zone: Zone,
    /// Where it stands.
    pub place: Place,
    /// Its text in one line, with the label of its list.
    pub text: String,
    /// What is in it.
    pub parts: Vec<Part>,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why it is taken for that.
    pub evidence: Vec<Evidence>,
}

/// Where an item stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Which text of the file.
    pub story: Story,
    /// Its paragraph, counted from 0 through that text with all cells of tables, in reading order.
    pub paragraph: usize,
    /// The letters of the paragraph it takes, the label of a list not counted.
    pub range: Range<usize>,
    /// Row and column of the table it stands in.
    pub cell: Option<(usize, usize)>,
}

/// A text of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Story {
    /// The text itself.
    #[default]
    Main,
    /// Heads and feet of the pages.
    Edge,
    /// Text boxes.
    TextBox,
}

/// A paper within a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// The document itself.
    #[default]
    Main,
    /// An appendix, counted from 0.
    Appendix(u16),
    /// A document of its own behind it, counted from 0: what a decision promulgates, or what certifies a copy.
    Further(u16),
}

/// A part of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// What stands before the letterhead.
    Cover,
    /// A table of contents.
    Contents,
    /// Boxes 1 to 5b and 10.
    Letterhead,
    /// Kind, abstract, addressees, authority, grounds, order; label and title of an appendix.
    Opening,
    /// The text.
    Body,
    /// Box 7; the signers are counted from 0 as they stand.
    Signature(u16),
    /// Box 9b and 12.
    Recipients,
    /// Edges of the page and text boxes.
    Beside,
}

/// A role within an item, and its letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What the letters are.
    pub role: Role,
    /// Which letters, counted in [`Item::text`].
    pub range: Range<usize>,
}

/// What a part of a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// What the component is announced by: `Kính gửi:`, `V/v`, `Điều 1.`, `Nơi nhận:`.
    Nhan,
    /// The abstract, on the line of the kind.
    TrichYeu,
    /// The title, in the paragraph of its label: `Phụ lục I`, `Phần I`.
    TieuDe,
    /// The number.
    So,
    /// The symbol after it.
    KyHieu,
    /// The place of issue.
    DiaDanh,
    /// Day, month and year.
    Ngay,
    /// The capacity somebody signs in: `KT.`, `TM.`.
    QuyenHan,
    /// A position, or the body signed for.
    ChucVu,
    /// `Lưu:`
    Luu,
    /// Who keeps a copy.
    NoiLuu,
    /// How many copies are kept.
    SoBanLuu,
    /// The drafter's code.
    KyHieuSoan,
    /// How many copies are issued.
    SoBanPhatHanh,
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// Only its neighbours speak for it.
    Guessed,
    /// It reads or looks like it, and could be something else.
    Likely,
    /// Its words and its place both say so.
    Sure,
}

/// Why a piece is taken for what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// Words that the standard gives this component.
    Words,
    /// It is written as this component is: a number, a date, a name.
    Shape,
    /// Capitals.
    Capitals,
    /// Bold or italic letters, alignment.
    Look,
    /// What stands before or behind it.
    Order,
    /// The cell it stands in.
    Cell,
}

impl Evidence {
    /// The reason in a few words, in Vietnamese and in English.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Evidence::Words => ("từ ngữ", "its words"),
            Evidence::Shape => ("cách viết", "the way it is written"),
            Evidence::Capitals => ("chữ in hoa", "capitals"),
            Evidence::Look => ("kiểu chữ, căn lề", "its look"),
            Evidence::Order => ("thứ tự", "what stands around it"),
            Evidence::Cell => ("ô của bảng", "the cell it is in"),
        }
    }
}

impl Item {
    /// The text of a role in it.
    pub fn part(&self, role: Role) -> Option<&str> {
        let part = self.parts.iter().find(|part| part.role == role)?;
        let at = |index: usize| self.text.char_indices().nth(index).map_or(self.text.len(), |(at, _)| at);
        self.text.get(at(part.range.start)..at(part.range.end))
    }
}

impl Reading {
    /// The items that are a component.
    pub fn all(&self, component: Component) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.component == Some(component))
    }

    /// The first item that is a component.
    pub fn first(&self, component: Component) -> Option<&Item> {
        self.all(component).next()
    }
}
