//! What stands between letterhead and text: kind and abstract, `Kính gửi`, authority, grounds, order.

use std::ops::Range;

use crate::document::{Certainty, Component, Evidence, Zone};
use crate::docx::read::Block;
use crate::to_list::ToList;

use super::find::number_line;
use super::line::Line;
use super::scene::Scene;
use super::terms;
use super::words::Words;

/// An abstract takes at most so many lines.
const MAX_ABSTRACT: usize = 6;

/// Lines of authority, with what follows them, take at most so many paragraphs.
const MAX_AUTHORITY: usize = 6;

/// The name of a kind no list has takes at most so many words.
const MAX_KIND: usize = 14;

/// Grounds take at most so many paragraphs.
const MAX_GROUNDS: usize = 60;

/// An order takes at most so many words.
const MAX_ORDER: usize = 4;

/// Between letterhead and kind stand at most so many lines that are neither.
const TITLE_WITHIN: usize = 10;

fn is_order(line: &Line) -> bool {
    line.is_shouted
        && line.text.ends_with(':')
        && line.text.split(' ').count() <= MAX_ORDER
        && (line.is_centered() || line.bold)
}

/// A line of capitals that is an order by its words, where grounds stand above it.
fn is_known_order(scene: &Scene<'_>, line: &Line) -> bool {
    line.is_shouted && scene.words.order.contains(&line.key)
}

/// A line that looks as titles do.
fn is_title(line: &Line) -> bool {
    line.is_shouted && (line.is_centered() || line.bold) && !line.text.ends_with(':')
}

/// Reads the opening from a block on; the block where the text begins. `has_summary`: a letterhead with `V/v` stands above.
pub(super) fn read(
    scene: &mut Scene<'_>,
    range: Range<usize>,
    has_summary: bool,
    has_letterhead: bool,
) -> usize {
    let mut at = range.start;
    if let Some(title) = title(scene, range.clone(), has_summary, has_letterhead) {
        at = name(scene, title, range.end);
    }
    let order = order(scene, at..range.end);
    let mut reader = Reader {
        scene,
        at,
        end: range.end,
        order,
        addressed: false,
        grounds: 0,
        goes_on: false,
        sent: false,
    };
    while reader.step() {}
    reader.at
}

/// The block of the order that ends grounds, when nothing but paragraphs in small letters stand between.
fn order(scene: &Scene<'_>, range: Range<usize>) -> Option<usize> {
    let mut has_ground = false;
    for at in range.filter(|at| scene.first(*at).is_some()).take(MAX_GROUNDS) {
        let lines = scene.of_block(at);
        let first = scene.first(at)?;
        if !matches!(scene.blocks.get(at), Some(Block::Paragraph(_))) {
            return None;
        }
        if has_ground && (is_order(first) || is_known_order(scene, first)) {
            return Some(at);
        }
        has_ground |= lines.iter().any(|line| line.begins(&scene.words.ground));
        if has_ground && (first.is_shouted || super::body::is_article(scene, at)) {
            return None;
        }
    }
    None
}

/// The block of the line that names the kind.
fn title(scene: &Scene<'_>, range: Range<usize>, has_summary: bool, has_letterhead: bool) -> Option<usize> {
    let mut candidates = Vec::new();
    for at in range {
        let lines = scene.of_block(at);
        let Some(first) = lines.iter().find(|line| !line.is_ornament()) else { continue };
        let is_marks = lines.iter().all(|line| line.is_ornament() || line.mark().is_some());
        if !is_marks && matches!(scene.blocks.get(at), Some(Block::Table(_)))
            || candidates.len() >= TITLE_WITHIN
        {
            break;
        }
        if !is_marks {
            candidates.push((at, first));
        }
    }
    let (at, first) = candidates.first()?;
    // Beside `V/v` only a line that is a kind and nothing else names one.
    if has_summary {
        return first.kind().filter(|kind| kind.rest.is_empty()).map(|_| *at);
    }
    if first.kind().is_some() {
        return Some(*at);
    }
    let is_short = first.text.split(' ').count() <= MAX_KIND;
    let stands_out = has_letterhead || first.bold && first.is_centered();
    let may_name = stands_out && is_title(first) && is_short && !is_order(first);
    let mut further = candidates.iter().skip(1).take_while(|(_, line)| !line.is_addressed(scene.words));
    // What says more than a kind below a line that may name one is its abstract.
    let names = |line: &Line| line.kind().is_some_and(|kind| kind.rest.is_empty() || !may_name);
    if let Some((at, _)) = further.find(|(_, line)| is_title(line) && names(line)) {
        return Some(*at);
    }
    may_name.then_some(*at)
}

/// Kind and abstract from a block on; the block after them.
fn name(scene: &mut Scene<'_>, title: usize, end: usize) -> usize {
    use Certainty::{Likely, Sure};
    let mut count = 0;
    let mut is_known = false;
    let mut is_first = true;
    // An authority may end the paragraph: capitals behind an abstract in small letters.
    let own = scene.of_block(title);
    let last = own.iter().rposition(|line| !line.is_shouted && !line.is_ornament());
    let authority = last.filter(|last| *last > 0 && is_above_grounds(scene, title));
    let authority = authority.map(|last| scene.range_of_block(title).start + last + 1);
    for at in scene.range_of_block(title) {
        let Some(line) = scene.line(at).cloned() else { continue };
        if line.is_ornament() {
            scene.ornament(at, Zone::Opening);
        } else if is_first {
            is_first = false;
            is_known = line.kind().is_some();
            let certainty = if is_known { Sure } else { Likely };
            let why: &[Evidence] = if is_known {
                &[Evidence::Words, Evidence::Capitals]
            } else {
                &[Evidence::Capitals, Evidence::Order]
            };
            scene.set(at, Component::TenLoai, Zone::Opening, certainty, why);
        } else if authority.is_some_and(|first| at >= first) {
            scene.set(
                at,
                Component::ThamQuyenBanHanh,
                Zone::Opening,
                Likely,
                &[Evidence::Capitals, Evidence::Order],
            );
        } else if !is_known && line.is_shouted {
            scene.set(at, Component::TenLoai, Zone::Opening, Likely, &[Evidence::Capitals, Evidence::Order]);
        } else {
            count += 1;
            scene.set(at, Component::TrichYeu, Zone::Opening, Sure, &[Evidence::Order]);
        }
    }
    let mut next = title + 1;
    let (mut ruled, mut is_bold) = (false, false);
    for block in title + 1..end {
        let lines = scene.range_of_block(block);
        let all = scene.of_block(block).to_vec();
        if all.iter().all(Line::is_rule) {
            ruled |= !all.is_empty();
            if !all.iter().all(Line::is_ornament) {
                lines.for_each(|at| scene.leave(at, Zone::Opening, &[Evidence::Shape]));
                next = block + 1;
            }
            continue;
        }
        let is_table = matches!(scene.blocks.get(block), Some(Block::Table(_)));
        let fits = |line: &Line| {
            let looks = line.bold
                || line.is_centered() && !is_bold
                || count == 0 && line.begins(&scene.words.summary);
            looks && !ends_abstract(scene, block, line, count == 0)
        };
        // A typed rule ends the abstract.
        if is_table || !all.iter().all(fits) || count + all.len() > MAX_ABSTRACT || ruled && count > 0 {
            break;
        }
        for at in lines {
            scene.set(
                at,
                Component::TrichYeu,
                Zone::Opening,
                Certainty::Sure,
                &[Evidence::Look, Evidence::Order],
            );
        }
        count += all.len();
        is_bold = all.iter().all(|line| line.bold);
        next = block + 1;
    }
    for block in title + 1..next {
        scene.ornaments(block, Zone::Opening);
    }
    next
}

/// A line that cannot be part of an abstract; `is_first`: it would be its first.
fn ends_abstract(scene: &Scene<'_>, block: usize, line: &Line, is_first: bool) -> bool {
    let is_deed = is_first && line.begins(&scene.words.deed);
    line.is_addressed(scene.words)
        || line.is_attached(scene.words)
        || line.italic && line.text.ends_with([';', '.'])
        || is_order(line)
        || line.kind().is_some_and(|kind| kind.rest.is_empty() || !is_deed)
        || super::body::is_numbered(scene, block)
        || line.text.ends_with(':')
        || number_line(&line.text).is_some()
        || line.is_shouted && !is_deed && is_authority(scene, block)
}

/// Lines of capitals right above the grounds or the order.
fn is_authority(scene: &Scene<'_>, block: usize) -> bool {
    scene.of_block(block).iter().all(|line| line.is_shouted) && is_above_grounds(scene, block)
}

/// Nothing but capitals stands between a block and the grounds or the order.
fn is_above_grounds(scene: &Scene<'_>, block: usize) -> bool {
    let text = (block + 1..scene.blocks.len()).filter(|at| scene.first(*at).is_some());
    for at in text.take(MAX_AUTHORITY) {
        let lines = scene.of_block(at);
        let words = scene.words;
        let begins = |line: &Line| line.begins(&words.ground) || line.begins(&words.further_ground);
        let is_end = |line: &Line| is_order(line) || is_ground(words, line, false);
        if lines.iter().all(is_end) || lines.iter().any(is_order) {
            return true;
        }
        if lines.iter().all(begins) && is_above_order(scene, at) {
            return true;
        }
        if !lines.iter().all(|line| line.is_shouted) {
            return false;
        }
    }
    false
}

/// The next line of capitals below a block orders.
fn is_above_order(scene: &Scene<'_>, block: usize) -> bool {
    let mut below = (block + 1..scene.blocks.len()).filter_map(|at| scene.first(at)).take(MAX_GROUNDS);
    below.find(|line| line.is_shouted).is_some_and(|line| is_order(line) || is_known_order(scene, line))
}

/// Number, or place and day, below the title of a paper without them above it.
fn late_head(scene: &Scene<'_>, block: usize, line: &Line) -> Option<Component> {
    let component = if number_line(&line.text).is_some() {
        Component::SoKyHieu
    } else {
        line.is_place_date().then_some(Component::DiaDanhNgay)?
    };
    let above = scene.range_of_block(block).start;
    (!scene.has(component, above)).then_some(component)
}

/// A longer line addresses nobody.
const MAX_ADDRESSEE: usize = 120;

fn is_long(line: &Line) -> bool {
    line.text.chars().count() > MAX_ADDRESSEE
}

/// A line that may be one of those addressed, without the mark of a list.
fn is_addressee(line: &Line) -> bool {
    !is_long(line) && line.text.ends_with([';', '.', ',']) && !line.is_item()
}

/// `Chủ tịch … điện:`
fn is_sent(words: &Words, line: &Line) -> bool {
    line.text.ends_with(':')
        && line.key.rsplit(' ').next().is_some_and(|last| words.telegram.iter().any(|word| word == last))
}

/// A line that is a ground by itself, and no sentence that begins with one.
fn is_ground(words: &Words, line: &Line, follows: bool) -> bool {
    let begins = line.begins(&words.ground) || line.begins(&words.further_ground) && (line.italic || follows);
    begins && (line.text.ends_with([';', '.', ',']) || line.italic) && !line.text.ends_with(':')
}

struct Reader<'r, 's> {
    scene: &'r mut Scene<'s>,
    at: usize,
    end: usize,
    /// The block of the order: all between the first ground and it is grounds.
    order: Option<usize>,
    addressed: bool,
    grounds: usize,
    /// The last ground ends as one does that others follow.
    goes_on: bool,
    sent: bool,
}

impl Reader<'_, '_> {
    /// The next block with text, and its lines.
    fn peek(&self) -> Option<(usize, Vec<Line>)> {
        for at in self.at..self.end {
            let lines: Vec<Line> =
                self.scene.of_block(at).iter().filter(|line| !line.is_ornament()).cloned().to_list();
            if let Some(first) = lines.first() {
                return (!first.is_contents).then_some((at, lines));
            }
        }
        None
    }

    fn take(&mut self, block: usize, component: Component, certainty: Certainty, why: &'static [Evidence]) {
        for at in self.at..block {
            self.scene.ornaments(at, Zone::Opening);
        }
        for at in self.scene.range_of_block(block) {
            if self.scene.line(at).is_some_and(Line::is_ornament) {
                self.scene.ornament(at, Zone::Opening);
            } else {
                self.scene.set(at, component, Zone::Opening, certainty, why);
            }
        }
        self.at = block + 1;
    }

    /// Reads the next block; whether it was known.
    fn step(&mut self) -> bool {
        use Certainty::{Likely, Sure};
        use Evidence::{Capitals, Look, Order, Shape, Words};
        let Some((block, lines)) = self.peek() else { return false };
        let Some(first) = lines.first() else { return false };
        let words = self.scene.words;
        let is_table = matches!(self.scene.blocks.get(block), Some(Block::Table(_)));
        if !self.addressed && terms::begins_as(&first.key, Component::KinhGui) {
            self.addressed = true;
            self.addressees(block, &lines);
            return true;
        }
        if is_table {
            return false;
        }
        let late = late_head(self.scene, block, first).filter(|_| lines.len() == 1 && self.grounds == 0);
        if let Some(component) = late {
            self.take(block, component, Likely, &[Shape]);
            for at in self.scene.range_of_block(block) {
                self.scene.set(at, component, Zone::Letterhead, Likely, &[Shape]);
            }
        } else if let Some(component) = first.mark().filter(|_| lines.len() == 1) {
            self.take(block, component, Sure, &[Words]);
        } else if first.is_attached(words) && self.grounds == 0 {
            self.take(block, Component::KemTheo, Sure, &[Words]);
            if first.is_open_aside()
                && let Some((block, lines)) = self.peek()
                && lines.iter().all(Line::ends_aside)
            {
                self.take(block, Component::KemTheo, Likely, &[Order]);
            }
        } else if !self.sent && first.is_centered() && is_sent(words, first) {
            self.sent = true;
            self.take(block, Component::GiuaDong, Likely, &[Words, Look]);
            self.listed();
        } else if self.order == Some(block)
            || is_order(first) && lines.len() == 1 && (self.grounds > 0 || first.is_centered())
        {
            self.take(block, Component::LenhBanHanh, Sure, &[Capitals, Order]);
            return false;
        } else if self.grounds == 0
            && lines.iter().all(|line| line.is_shouted && is_title(line))
            && is_authority(self.scene, block)
        {
            self.take(block, Component::ThamQuyenBanHanh, Sure, &[Capitals, Order]);
        } else if lines.iter().all(|line| is_ground(words, line, true)) && lines.len() > 1 {
            self.grounds += lines.len();
            self.goes_on = lines.last().is_some_and(|line| line.text.ends_with(';'));
            self.take(block, Component::CanCu, Sure, &[Words, Shape]);
        } else if lines.len() == 1
            && (self.order.is_some() && (self.grounds > 0 || first.begins(&words.ground))
                || self.goes_on && self.ends_grounds(block, first)
                || is_ground(words, first, self.grounds > 0) && self.is_one_of_grounds(block, first))
        {
            self.grounds += 1;
            self.goes_on = first.text.ends_with(';');
            self.take(block, Component::CanCu, Sure, &[Words, Shape]);
        } else {
            return false;
        }
        true
    }

    /// An upright line with a full stop is a ground among others alone: by itself it is a sentence. One with a comma is a
    /// ground by itself where the sentence of who decides follows, as in documents of the Party.
    fn is_one_of_grounds(&self, block: usize, line: &Line) -> bool {
        if line.italic || line.text.ends_with(';') || self.grounds > 0 {
            return true;
        }
        let decides = |at: usize| {
            line.text.ends_with(',')
                && super::body::is_plain(self.scene, at)
                && self.scene.first(at).is_some_and(|next| next.text.starts_with(char::is_uppercase))
        };
        let next = (block + 1..self.end).find(|at| self.scene.first(*at).is_some());
        next.is_some_and(decides)
            || self.next(block).is_some_and(|next| is_order(next) || is_ground(self.scene.words, next, true))
    }

    /// What follows a ground that ends in a semicolon is one too: in italics, or right above the order.
    fn ends_grounds(&self, block: usize, line: &Line) -> bool {
        line.italic && !line.text.ends_with(':') || !line.is_shouted && self.next(block).is_some_and(is_order)
    }

    fn next(&self, block: usize) -> Option<&Line> {
        (block + 1..self.end).find_map(|at| self.scene.first(at))
    }

    /// `Kính gửi:` with its list, in paragraphs or in cells.
    fn addressees(&mut self, block: usize, lines: &[Line]) {
        self.take(block, Component::KinhGui, Certainty::Sure, &[Evidence::Words]);
        let own = lines.first().map(|line| line.paragraph);
        for at in self.scene.range_of_block(block) {
            let is_below = |line: &Line| line.is_item() || Some(line.paragraph) != own;
            if self.scene.line(at).is_some_and(|line| !line.is_ornament() && is_below(line)) {
                self.scene.set(at, Component::NoiKinhGui, Zone::Opening, Certainty::Sure, &[Evidence::Order]);
            }
        }
        if lines.last().is_some_and(|line| line.text.ends_with([':', ';', ','])) {
            self.listed();
        }
    }

    /// The items that follow, also in lines without marks where none had one.
    fn listed(&mut self) {
        let mut above: Option<Line> = None;
        while let Some((block, lines)) = self.peek() {
            let is_paragraph = matches!(self.scene.blocks.get(block), Some(Block::Paragraph(_)));
            let goes_on = above.as_ref().is_some_and(|above| !above.text.ends_with([';', '.']));
            let fits = |line: &Line| match &above {
                None => line.is_item() || is_addressee(line),
                Some(above) if above.is_item() || goes_on => line.is_item() || goes_on && is_addressee(line),
                Some(_) => is_addressee(line),
            };
            let ended = goes_on && lines.iter().all(|line| line.is_item() && is_long(line));
            if !is_paragraph
                || ended
                || !lines.iter().all(fits)
                || lines.iter().any(|line| is_ground(self.scene.words, line, false))
            {
                break;
            }
            above = lines.last().cloned();
            self.take(block, Component::NoiKinhGui, Certainty::Sure, &[Evidence::Shape, Evidence::Order]);
            if lines.last().is_some_and(|line| line.text.ends_with('.')) {
                break;
            }
        }
    }
}
