//! The numbered pieces of a document as a tree.

use crate::document::{Component, Item, Paper, Reading, Story, Zone};
use crate::recognise::terms::begins_as;
use crate::to_list::ToList;
use crate::vietnamese::text::key;

/// A numbered piece.
#[derive(Debug, Clone, Default)]
pub(super) struct Node {
    /// Its number as the mark has it: `2`, `a`, `II`.
    pub(super) label: String,
    /// How deep it stands by its number: 0 is the outermost there is.
    pub(super) rank: usize,
    /// The piece it stands in.
    pub(super) parent: Option<usize>,
    /// What stands beside the number.
    pub(super) text: String,
    /// The paragraphs below it that have no number.
    pub(super) below: Vec<String>,
    /// Its paragraph in the document, from 0.
    pub(super) paragraph: usize,
}

/// What a document says, apart from its tables.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The lines with dashes before all text: who is addressed, below a `Kính gửi:` of its own.
    pub(super) addressed: Vec<String>,
    /// What stands before the first numbered piece.
    pub(super) opening: Vec<String>,
    /// The numbered pieces in order.
    pub(super) nodes: Vec<Node>,
}

/// How deep a dash stands.
pub(super) const DASH: usize = 8;

impl Outline {
    /// The pieces of the text of a paper.
    pub(super) fn of(reading: &Reading, paper: Paper) -> Outline {
        let mut outline = Outline::default();
        let mut open: Vec<usize> = Vec::new();
        for item in reading.items.iter().filter(|item| is_text(item, paper)) {
            let Some((rank, label, text)) = numbered(item) else {
                outline.plain(&item.text);
                continue;
            };
            if rank >= DASH && outline.nodes.is_empty() && outline.is_addressing() {
                outline.addressed.push(text);
                continue;
            }
            let rank_of = |at: &usize| outline.nodes.get(*at).map_or(0, |node| node.rank);
            while open.last().is_some_and(|last| rank_of(last) >= rank) {
                open.pop();
            }
            let parent = open.last().copied();
            let before =
                outline.nodes.iter().filter(|node| node.parent == parent && node.rank == rank).count();
            let label = if rank >= DASH { (before + 1).to_string() } else { label };
            let paragraph = item.place.paragraph;
            open.push(outline.nodes.len());
            outline.nodes.push(Node { label, rank, parent, text, below: Vec::new(), paragraph });
        }
        outline
    }

    /// Nothing stands above, or what announces who is addressed.
    fn is_addressing(&self) -> bool {
        self.opening.last().is_none_or(|last| is_address(last))
    }

    /// Takes away what stands before the text of a letter that was not told from it: the last lines of its abstract, which
    /// are returned, and who is addressed.
    pub(super) fn take_head(&mut self) -> String {
        let Some(at) = self.opening.iter().position(|line| is_address(line)) else { return String::new() };
        let mut head: Vec<String> = self.opening.drain(..=at).to_list();
        let line = head.pop().unwrap_or_default();
        let after = line.split_once(':').map_or("", |(_, after)| after).trim_matches([' ', '-', '–', '*']);
        if !after.is_empty() {
            self.addressed.insert(0, after.to_owned());
        }
        head.join(" ")
    }

    /// A paragraph without a number goes on what stands above it, or stands below it.
    fn plain(&mut self, text: &str) {
        let Some(node) = self.nodes.last_mut() else {
            self.opening.push(text.to_owned());
            return;
        };
        let goes_on = text.chars().next().is_some_and(char::is_lowercase);
        match node.below.last_mut() {
            Some(last) if goes_on => *last = format!("{last} {text}"),
            None if goes_on => node.text = format!("{} {text}", node.text),
            _ => node.below.push(text.to_owned()),
        }
    }

    /// The mark of a piece: its number with those of the pieces it stands in.
    pub(super) fn mark(&self, at: usize) -> String {
        let Some(node) = self.nodes.get(at) else { return String::new() };
        let Some(parent) = node.parent else { return node.label.clone() };
        let above = self.mark(parent);
        if node.rank >= DASH {
            format!("{above}-{}", node.label)
        } else if node.label.starts_with(&format!("{}.", last_number(&above))) {
            // `1.1` in `1` says so already.
            let stem = above.len() - last_number(&above).len();
            format!("{}{}", above.get(..stem).unwrap_or_default(), node.label)
        } else {
            format!("{above}.{}", node.label)
        }
    }

    /// The pieces right below one.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let nodes = self.nodes.iter().enumerate().skip(at + 1);
        nodes.filter(move |(_, node)| node.parent == Some(at)).map(|(child, _)| child)
    }
}

fn is_address(line: &str) -> bool {
    begins_as(&key(line), Component::KinhGui)
}

/// The clause number a mark ends with: `1.2` behind a Roman number.
fn last_number(mark: &str) -> &str {
    let start = mark.rfind(|letter: char| !letter.is_ascii_digit() && letter != '.').map_or(0, |at| at + 1);
    mark.get(start..).unwrap_or_default().trim_start_matches('.')
}

fn is_text(item: &Item, paper: Paper) -> bool {
    item.paper == paper
        && item.place.story == Story::Main
        && item.place.cell.is_none()
        && item.zone == Zone::Body
        && !item.text.is_empty()
}

/// How deep the number of a piece stands, the number, and the text behind it.
fn numbered(item: &Item) -> Option<(usize, String, String)> {
    let text = item.text.trim();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let two_words = || rest.trim_start().split_once(' ').unwrap_or((rest.trim_start(), ""));
    let bare = |label: &str| label.trim_matches(['.', ')', '(', ':']).to_owned();
    let found = match item.component? {
        Component::PhanChuong => (0, bare(two_words().0), two_words().1),
        Component::Muc => (1, bare(two_words().0), two_words().1),
        Component::MucLaMa => (1, bare(first), rest),
        Component::Dieu => (2, bare(two_words().0), two_words().1),
        Component::Khoan | Component::KhoanTieuDe => (2 + bare(first).split('.').count(), bare(first), rest),
        Component::Diem if first.starts_with('(') => (7, bare(first), rest),
        Component::Diem => (6, bare(first), rest),
        Component::GachDauDong if first == "+" => (DASH + 1, String::new(), rest),
        Component::GachDauDong => (DASH, String::new(), rest),
        _ => return None,
    };
    Some((found.0, found.1, found.2.trim().to_owned()))
}
