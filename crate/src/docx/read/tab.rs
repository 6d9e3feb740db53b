//! The tab stops of paragraphs.

use crate::Length;
use crate::ordered;

/// A tab stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tab {
    /// Where, from the left edge of the text.
    pub at: Length,
    /// What the text does there.
    pub kind: TabKind,
    /// What fills the space before it.
    pub leader: Leader,
}

/// What text does at a tab stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TabKind {
    /// It begins there.
    Left,
    /// It is centred there.
    Center,
    /// It ends there.
    Right,
    /// Numbers have their decimal sign there.
    Decimal,
    /// A bar stands there.
    Bar,
    /// The stop a style has there is taken away; no format has one of these.
    Clear,
}

/// What fills the space before a tab stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leader {
    /// Nothing.
    None,
    /// Dots.
    Dots,
    /// Hyphens.
    Hyphens,
    /// A line.
    Underscores,
}

impl Tab {
    pub(super) fn read(at: i32, kind: &str, leader: &str) -> Tab {
        Tab {
            at: Length::from_twips(at),
            kind: match kind {
                "clear" => TabKind::Clear,
                "center" => TabKind::Center,
                "right" | "end" => TabKind::Right,
                "decimal" => TabKind::Decimal,
                "bar" => TabKind::Bar,
                _ => TabKind::Left,
            },
            leader: match leader {
                "dot" | "middleDot" => Leader::Dots,
                "hyphen" => Leader::Hyphens,
                "underscore" | "heavy" => Leader::Underscores,
                _ => Leader::None,
            },
        }
    }
}

/// The stops of a list from left to right, without those it takes away.
pub(super) fn stops(mut tabs: Vec<Tab>) -> Vec<Tab> {
    tabs.retain(|tab| tab.kind != TabKind::Clear);
    ordered::sort_by_key(&mut tabs, |tab| tab.at);
    tabs
}
