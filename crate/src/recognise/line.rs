//! The lines of a document with their look and place: what is decided about.

use std::ops::Range;

use crate::document::{Component, Story};
use crate::docx::read::{Block, Glyph, Observed, Paragraph, plain};
use crate::to_list::ToList;
use crate::vietnamese::text::{clean, key, upper};
use crate::{Align, Length};

use super::find::{date, number_line, unnamed};
use super::printed::Printed;
use super::terms::{self, Kind};
use super::words::Words;

/// What a reader sees as one line: a paragraph, or what a line break or a tab parts off.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) story: Story,
    /// Its paragraph in reading order.
    pub(super) paragraph: usize,
    /// Its letters in the paragraph, the label of a list left out.
    pub(super) range: Range<usize>,
    pub(super) cell: Option<Cell>,
    pub(super) text: String,
    /// Its words, see [`key`].
    pub(super) key: String,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) align: Option<Align>,
    pub(super) is_contents: bool,
    /// Room for a signature is left above it: blank paragraphs, or space.
    pub(super) has_room: bool,
    pub(super) starts_page: bool,
    /// All its letters are capitals.
    pub(super) is_shouted: bool,
    /// The bytes of its text where a tab or many blanks put what follows elsewhere in the line.
    gaps: Vec<usize>,
    /// Something else stands in the same line.
    is_part: bool,
}

/// The cell of the outermost table a line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: usize,
    /// The first grid column it takes.
    pub(super) column: usize,
}

impl Line {
    pub(super) fn is_centered(&self) -> bool {
        self.align == Some(Align::Center)
    }

    /// It is a rule somebody typed.
    pub(super) fn is_ornament(&self) -> bool {
        is_ornament(&self.text)
    }

    /// Parentheses open in it that nothing closes.
    pub(super) fn is_open_aside(&self) -> bool {
        self.text.starts_with('(') && !self.text.contains(')')
    }

    /// It ends what parentheses above it opened.
    pub(super) fn ends_aside(&self) -> bool {
        self.text.ends_with(')') && !self.text.contains('(')
    }

    /// It is a typed rule, also one with letters in its middle: `---o0o---`.
    pub(super) fn is_rule(&self) -> bool {
        let middle = self.text.trim_matches(|c: char| is_ornament(c.encode_utf8(&mut [0; 4])));
        middle.chars().all(|c| matches!(c, 'o' | 'O' | '0'))
    }

    /// All of it stands between parentheses.
    pub(super) fn is_aside(&self) -> bool {
        is_aside(&self.text)
    }

    /// A tab parted it from a name beside it.
    pub(super) fn is_name_beside(&self) -> bool {
        self.is_part && !self.is_shouted && self.is_name()
    }

    /// It is a place and a day, and nothing else.
    pub(super) fn is_place_date(&self) -> bool {
        is_place_date(&self.text)
    }

    /// It is written as the name of somebody.
    pub(super) fn is_name(&self) -> bool {
        is_name(&self.text)
    }

    /// It begins as an item of a list does.
    pub(super) fn is_item(&self) -> bool {
        is_item(&self.text)
    }

    /// The kind it names: in capitals, or bold and centred, alone in its line or in capitals before the abstract.
    pub(super) fn kind(&self) -> Option<Kind<'_>> {
        let kind = terms::kind_in(&self.text, &self.key)?;
        let name = self.text.strip_suffix(kind.rest).unwrap_or_default();
        let is_apart = kind.rest.is_empty() && name.starts_with(char::is_uppercase) || is_shouted(name);
        (self.is_shouted || self.bold && self.is_centered() && is_apart).then_some(kind)
    }

    /// It is a mark and nothing else.
    pub(super) fn mark(&self) -> Option<Component> {
        terms::mark(&self.text, &self.key).map(|(component, ..)| component)
    }

    /// It begins what follows kind and abstract.
    pub(super) fn is_addressed(&self, words: &Words) -> bool {
        terms::begins_as(&self.key, Component::KinhGui) || self.begins(&words.ground) && !self.bold
    }

    /// It says what an appendix or a promulgated document goes with.
    pub(super) fn is_attached(&self, words: &Words) -> bool {
        self.text.starts_with('(') && self.begins(&words.attached)
    }

    /// `Nơi nhận:`
    pub(super) fn is_recipients(&self) -> bool {
        terms::is_recipients(&self.text, &self.key)
    }

    /// It is the label of an appendix, alone or before a title.
    pub(super) fn starts_appendix(&self) -> bool {
        terms::after_appendix(&self.key).is_some_and(|rest| {
            self.is_shouted || self.is_centered() || rest.is_empty() || terms::is_number(rest)
        })
    }

    pub(super) fn begins(&self, words: &[String]) -> bool {
        super::words::begins(&self.key, words)
    }
}

/// It is a rule somebody typed.
pub(crate) fn is_ornament(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '_' | '*' | '=' | '~' | '–' | '—' | ' '))
}

/// It begins as an item of a list does.
pub(crate) fn is_item(text: &str) -> bool {
    text.starts_with(|sign: char| sign != ' ' && BULLETS.contains(&sign))
}

/// The text of an item without the marks of its list.
pub(crate) fn item(text: &str) -> &str {
    text.trim_start_matches(BULLETS).trim_end_matches([';', '.', ',', ' '])
}

pub(super) const BULLETS: [char; 16] =
    ['-', '+', '•', '*', '–', '—', '·', '➢', '➔', '✓', '▪', '❖', '●', '■', '○', ' '];

/// So much space is left for a signature at least, and before nothing else.
const ROOM: Length = Length::from_twips(24 * 20);

/// The lines of a document.
#[derive(Debug)]
pub(super) struct Lines<'d> {
    observed: &'d Observed,
    pub(super) all: Vec<Line>,
    /// Those of each block.
    pub(super) of_block: Vec<Range<usize>>,
}

impl<'d> Lines<'d> {
    pub(super) fn of(observed: &'d Observed, blocks: &[Block]) -> Lines<'d> {
        let mut lines = Lines { observed, all: Vec::new(), of_block: Vec::new() };
        let mut count = 0;
        for block in blocks {
            let start = lines.all.len();
            lines.block(block, None, &mut count);
            lines.of_block.push(start..lines.all.len());
        }
        lines
    }

    /// The paragraphs beside the text.
    pub(super) fn beside(observed: &'d Observed, paragraphs: &[Paragraph], story: Story) -> Lines<'d> {
        let mut lines = Lines { observed, all: Vec::new(), of_block: Vec::new() };
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let start = lines.all.len();
            lines.paragraph(paragraph, at, None);
            lines.of_block.push(start..lines.all.len());
        }
        lines.all.iter_mut().for_each(|line| line.story = story);
        lines
    }

    fn block(&mut self, block: &Block, cell: Option<Cell>, count: &mut usize) {
        match block {
            Block::Paragraph(paragraph) => {
                self.paragraph(paragraph, *count, cell);
                *count += 1;
            }
            Block::Table(table) => {
                for (row_at, row) in table.rows.iter().enumerate() {
                    let mut column = 0;
                    for inner in &row.cells {
                        let here = cell.unwrap_or(Cell { row: row_at, column });
                        inner.blocks.iter().for_each(|block| self.block(block, Some(here), count));
                        column += inner.span.max(1);
                    }
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, at: usize, cell: Option<Cell>) {
        let mut from = 0;
        let ends = paragraph.glyphs.iter().enumerate().filter(|(_, glyph)| **glyph == Glyph::Break);
        let ends: Vec<usize> = ends.map(|(at, _)| at).chain([paragraph.glyphs.len()]).to_list();
        for end in ends {
            let glyphs = paragraph.glyphs.get(from..end).unwrap_or_default();
            let mut text = clean(&plain(glyphs)).text;
            if from == 0 && !paragraph.label.is_empty() {
                text = format!("{} {text}", paragraph.label).trim_end().to_owned();
            }
            if !text.is_empty() {
                let part = Paragraph { glyphs: glyphs.to_vec(), ..Paragraph::default() };
                let line = Line {
                    story: Story::Main,
                    paragraph: at,
                    range: from..end,
                    cell,
                    key: key(&text),
                    bold: part.is_bold(),
                    italic: part.is_italic(),
                    align: paragraph.align,
                    is_contents: paragraph.is_contents,
                    has_room: from == 0 && is_shouted(&text) && self.has_room(paragraph, at, cell),
                    starts_page: from == 0 && paragraph.page_break,
                    is_shouted: is_shouted(&text),
                    gaps: gaps(paragraph, from..end, &text),
                    is_part: false,
                    text,
                };
                self.parted(line, paragraph);
            }
            from = end + 1;
        }
    }

    /// Space, or blank paragraphs below the last line of the same cell.
    fn has_room(&self, paragraph: &Paragraph, at: usize, cell: Option<Cell>) -> bool {
        self.observed.formats.paragraph(paragraph.format).before.value >= ROOM
            || self.all.last().is_some_and(|last| last.cell == cell && at > last.paragraph + 1)
    }

    /// Takes in a line, or what a tab parted of it.
    fn parted(&mut self, mut line: Line, paragraph: &Paragraph) {
        while let Some(at) = parted_at(&line) {
            let right = part(&line, at..line.text.len(), paragraph);
            self.all.push(part(&line, 0..at, paragraph));
            line = right;
        }
        self.all.push(line);
    }
}

/// All its letters are capitals.
pub(crate) fn is_shouted(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && upper(text) == text
}

/// Where the gaps of a stretch of a paragraph are in its text, which begins with the label if the stretch does.
fn gaps(paragraph: &Paragraph, stretch: Range<usize>, text: &str) -> Vec<usize> {
    if text.len() > LONGEST_PARTED {
        return Vec::new();
    }
    let here = paragraph.gaps.iter().filter(|gap| stretch.contains(gap));
    let label = if stretch.start == 0 && !paragraph.label.is_empty() {
        paragraph.label.chars().count() + 1
    } else {
        0
    };
    let at = here.filter_map(|gap| text.char_indices().nth(label + gap - stretch.start));
    at.filter(|(_, letter)| *letter == ' ').map(|(at, _)| at).to_list()
}

/// A part of a line, by bytes of its text.
fn part(line: &Line, range: Range<usize>, paragraph: &Paragraph) -> Line {
    let text = line.text.get(range.clone()).unwrap_or_default();
    let skipped = text.len() - text.trim_start().len();
    let before = line.text.get(..range.start + skipped).unwrap_or_default().chars().count();
    let text = text.trim().to_owned();
    // A label stands in the text and not among the letters.
    let all = line.text.chars().count();
    let label = all.saturating_sub(line.range.len());
    let from = line.range.start + before.saturating_sub(label);
    let until = (from + text.chars().count()).min(line.range.end);
    let start = range.start + skipped;
    let gaps =
        line.gaps.iter().filter(|gap| **gap > start && **gap < start + text.len()).map(|gap| gap - start);
    let glyphs = paragraph.glyphs.get(from..until).unwrap_or_default().to_vec();
    let own = Paragraph { glyphs, ..Paragraph::default() };
    Line {
        range: from..until,
        key: key(&text),
        bold: own.is_bold(),
        italic: own.is_italic(),
        is_shouted: is_shouted(&text),
        gaps: gaps.to_list(),
        is_part: true,
        text,
        ..line.clone()
    }
}

/// What stands right of a gap is a piece of its own: what is beside a list or a name, and no further word of a sentence.
fn stands_apart(left: &str, right: &str, is_listed: bool) -> bool {
    if !right.starts_with(|c: char| c.is_alphanumeric() || c == '(') {
        return false;
    }
    let is_signer = |text: &str| is_shouted(text) || is_name(text) || is_aside(text);
    is_place_date(right)
        || is_shouted(right) && (is_shouted(left) || terms::is_capacity(right))
        || is_listed && is_signer(right)
        || is_name(left) && is_name(right)
}

/// A place and a day, and nothing else.
fn is_place_date(text: &str) -> bool {
    let Some(found) = date(text, 0).or_else(|| unnamed(text)) else { return slashed(text).is_some() };
    // Some leave out the comma: what stands there is a name then.
    let place = text.get(..found.whole.start).unwrap_or_default();
    let is_name = || {
        let words = place.split_whitespace().count();
        (1..=MAX_PLACE).contains(&words)
            && place.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    };
    found.is_place_date(text) || found.whole.end == text.len() && is_name()
}

/// A place and a day in figures, `An Bình, ngày 05/9/2025`: where the word before the day begins, and the day.
pub(crate) fn slashed(text: &str) -> Option<(usize, &str)> {
    let at = text.rfind("ngày ")?;
    let (before, day) = (text.get(..at)?, text.get(at..)?.strip_prefix("ngày ")?.trim());
    let is_figures = |part: &str| part.trim().bytes().all(|byte| byte.is_ascii_digit());
    let place = before.trim_end().strip_suffix(',')?;
    let is_place =
        place.chars().any(char::is_alphabetic) && place.chars().count() <= MAX_NAME && !place.contains(':');
    (is_place
        && day.split('/').count() == 3
        && day.split('/').all(is_figures)
        && day.ends_with(|c: char| c.is_ascii_digit()))
    .then_some((at, day))
}

/// The name of a place without a comma behind it has at most so many words.
const MAX_PLACE: usize = 5;

/// All of it stands between parentheses.
fn is_aside(text: &str) -> bool {
    text.starts_with('(') && text.ends_with(')')
}

/// A longer line is no name.
const MAX_NAME: usize = 60;

/// `Nguyễn Văn An`, also with a rank before it.
pub(super) fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').to_list();
    let begins_big = |word: &&str| word.starts_with(char::is_uppercase) || word.starts_with('(');
    text.chars().count() <= MAX_NAME
        && (2..=8).contains(&words.len())
        && words.iter().filter(|word| begins_big(word)).count() + 1 >= words.len()
        && !text.ends_with([':', ';', ',', '.'])
        && !is_item(text)
}

/// No line that a tab parts is longer.
const LONGEST_PARTED: usize = 300;

/// Where what stood right of a tab begins: the national name beside the issuing body, who signs beside the recipients.
fn parted_at(line: &Line) -> Option<usize> {
    if line.text.len() > LONGEST_PARTED {
        return None;
    }
    let fixed = Printed::get().fixed.iter().filter_map(|fixed| line.text.find(&fixed.begin));
    if let Some(at) = fixed.filter(|at| *at > 0).min() {
        return Some(at);
    }
    // Number and place on one line.
    let after_number = number_line(&line.text).and_then(|place| {
        let rest = line.text.get(place.gap.end..)?;
        Some(place.gap.end + rest.find(&place.symbol)? + place.symbol.len())
    });
    if let Some(at) = after_number
        && let Some(rest) = line.text.get(at..)
        && is_place_date(rest)
    {
        return Some(at);
    }
    let is_listed = line.is_recipients() || line.is_item();
    // The room of a number is no gap.
    let numbered = after_number.unwrap_or_default();
    let apart = line.gaps.iter().filter(|at| **at >= numbered).find(|at| {
        line.text
            .split_at_checked(**at)
            .is_some_and(|(left, right)| stands_apart(left, right.trim(), is_listed))
    });
    if let Some(at) = apart {
        return Some(*at);
    }
    let mut spaces = line.text.match_indices(' ').filter(|_| is_listed);
    spaces.find_map(|(at, _)| {
        let (left, right) = line.text.split_at_checked(at)?;
        let right = right.trim_start();
        (left.ends_with([';', ':', '.']) && is_shouted(right) && terms::is_capacity(right)).then_some(at + 1)
    })
}
