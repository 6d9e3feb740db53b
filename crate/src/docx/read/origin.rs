//! Who says a property.

/// Who says a property; the later here wins over the earlier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// Nobody: it is what Word does by itself.
    #[default]
    Unsaid,
    /// The defaults of the document.
    Defaults,
    /// The style of the table it stands in.
    TableStyle,
    /// The style of the paragraph.
    ParagraphStyle,
    /// The list the paragraph is in: its indents.
    Numbering,
    /// The style of the letters.
    CharacterStyle,
    /// The paragraph or the letters themselves.
    Direct,
}

impl Origin {
    /// The origin whose number as an enumeration is this.
    pub(super) fn of_rank(rank: u8) -> Origin {
        match rank {
            1 => Origin::Defaults,
            2 => Origin::TableStyle,
            3 => Origin::ParagraphStyle,
            4 => Origin::Numbering,
            5 => Origin::CharacterStyle,
            6 => Origin::Direct,
            _ => Origin::Unsaid,
        }
    }
}

/// A property, and who says it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traced<T> {
    /// What is said.
    pub value: T,
    /// By whom.
    pub origin: Origin,
}
