//! What stands between a tag that opens and the one that closes, and what of the document that makes up: letters of a
//! paragraph, paragraphs, rows, cells, whole tables.

use std::ops::Range;

use super::fault::{Wrong, fault};
use super::kind::Kind;
use super::part::Part;
use super::tag::{Level, Opening, Sort, Tag, Takes};
use super::token::{Body, NONE, Piece};
use crate::Diagnostic;
use crate::ordered;
use crate::to_list::ToList;

/// How deep blocks may nest.
pub(super) const MAX_NESTED: usize = 64;

/// What prints as often as a tag says.
#[derive(Debug)]
pub(super) struct Block {
    /// Opening, dividing and closing tags.
    pub(super) tags: Vec<usize>,
    pub(super) parent: Option<usize>,
    pub(super) shape: Shape,
}

/// The tokens of a block.
#[derive(Debug, Default, Clone)]
pub(super) struct Shape {
    /// What the block takes the place of.
    pub(super) outer: Range<usize>,
    /// What prints: one for the opening and each dividing tag.
    pub(super) bodies: Vec<Range<usize>>,
    /// Beginnings and ends of ranges in paragraphs that go: those before and behind the block.
    pub(super) marks: (Vec<usize>, Vec<usize>),
    /// What stands there instead when nothing prints: the end of one paragraph and the beginning of the next.
    pub(super) seam: Vec<Range<usize>>,
    /// It is in a paragraph that goes: there is nothing of it to print.
    pub(super) is_void: bool,
}

impl Block {
    pub(super) fn opening<'p>(&self, part: &'p Part<'_>) -> Option<&'p Opening> {
        match &part.tags.get(*self.tags.first()?)?.tag {
            Tag::Open(opening) => Some(opening),
            _ => None,
        }
    }
}

/// The blocks of a part, each behind the one it is in, and what is wrong with them.
pub(super) fn find(part: &Part<'_>) -> (Vec<Block>, Vec<Diagnostic>) {
    let (mut blocks, mut faults) = pairs(part);
    let places = Places::new(part);
    // Where the last block printed in each block ends: what it takes the place of, and what it prints.
    let mut ends = vec![(0, 0); blocks.len() + 1];
    for index in 0..blocks.len() {
        let (before, rest) = blocks.split_at_mut(index);
        let Some(block) = rest.first_mut() else { continue };
        let around = block.parent.and_then(|parent| before.get(parent)).map(|parent| &parent.shape);
        let shaped = shape(&places, block).and_then(|shape| fit(shape, around));
        match shaped {
            Ok(shape) => block.shape = shape,
            Err(wrong) => {
                let at = if wrong == Wrong::ElsePlace { block.tags.get(1) } else { block.tags.first() };
                if let Some(found) = at.and_then(|tag| part.tags.get(*tag)) {
                    faults.push(fault(&wrong, &found.written, &found.place));
                }
                block.shape.is_void = true;
            }
        }
        if block.shape.is_void {
            continue;
        }
        // What stands beside another must not be in what that prints.
        let body_start = block.shape.bodies.first().map_or(0, |body| body.start);
        let body_end = block.shape.bodies.last().map_or(0, |body| body.end);
        let Some(beside) = ends.get_mut(block.parent.map_or(0, |parent| parent + 1)) else { continue };
        let (outer_end, end) = *beside;
        if body_start < end {
            if let Some(found) = block.tags.first().and_then(|tag| part.tags.get(*tag)) {
                faults.push(fault(&Wrong::Crossing, &found.written, &found.place));
            }
            block.shape.is_void = true;
            continue;
        }
        block.shape.outer.start = block.shape.outer.start.max(outer_end);
        *beside = (block.shape.outer.end, body_end);
    }
    (blocks, faults)
}

/// Tags that belong together, in the order of those that open.
fn pairs(part: &Part<'_>) -> (Vec<Block>, Vec<Diagnostic>) {
    let mut order: Vec<usize> = (0..part.tags.len())
        .filter(|tag| part.tags.get(*tag).is_some_and(|found| found.at != NONE))
        .to_list();
    ordered::sort_by_key(&mut order, |tag| part.tags.get(*tag).map_or(0, |found| found.at));
    let mut blocks: Vec<Block> = Vec::new();
    let mut faults = Vec::new();
    // The blocks under way, with the text they are in.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for tag in order {
        let Some(found) = part.tags.get(tag) else { continue };
        let innermost = open.iter().rposition(|(flow, _)| *flow == found.flow);
        match &found.tag {
            Tag::Open(_) => {
                if open.len() >= MAX_NESTED {
                    faults.push(fault(&Wrong::TooDeep, &found.written, &found.place));
                    continue;
                }
                let parent = open.last().map(|(_, block)| *block);
                open.push((found.flow, blocks.len()));
                blocks.push(Block { tags: vec![tag], parent, shape: Shape::default() });
            }
            Tag::Else(_) => {
                match innermost.and_then(|at| open.get(at)).and_then(|(_, block)| blocks.get_mut(*block)) {
                    Some(block) => block.tags.push(tag),
                    None => faults.push(fault(&Wrong::StrayElse, &found.written, &found.place)),
                }
            }
            Tag::Close(closing) => {
                let Some(at) = innermost else {
                    faults.push(fault(&Wrong::NeverOpened, &found.written, &found.place));
                    continue;
                };
                let (_, index) = open.remove(at);
                let Some(block) = blocks.get_mut(index) else { continue };
                if let Some(opening) = block.opening(part)
                    && !closing.fits(opening)
                    && let Some(first) = block.tags.first().and_then(|tag| part.tags.get(*tag))
                {
                    faults.push(fault(&Wrong::ClosedBy(found.written.clone()), &first.written, &first.place));
                    // What it would hold is not to be told of as well.
                    block.tags.truncate(1);
                    continue;
                }
                block.tags.push(tag);
            }
            _ => {}
        }
    }
    for (_, index) in open {
        let first = blocks.get(index).and_then(|block| block.tags.first());
        if let Some(found) = first.and_then(|tag| part.tags.get(*tag)) {
            faults.push(fault(&Wrong::NeverClosed, &found.written, &found.place));
        }
        if let Some(block) = blocks.get_mut(index) {
            block.tags.truncate(1);
        }
    }
    (blocks, faults)
}

/// Fits a block into the one around it.
fn fit(mut shape: Shape, around: Option<&Shape>) -> Result<Shape, Wrong> {
    let Some(around) = around else { return Ok(shape) };
    if around.is_void {
        shape.is_void = true;
        return Ok(shape);
    }
    let holds =
        |body: &Range<usize>, inner: &Range<usize>| body.start <= inner.start && inner.end <= body.end;
    let within = around.bodies.iter().find(|body| shape.bodies.iter().all(|inner| holds(body, inner)));
    let Some(within) = within else {
        let printed =
            around.bodies.iter().any(|body| body.start < shape.outer.end && shape.outer.start < body.end);
        if printed || !holds(&around.outer, &shape.outer) {
            return Err(Wrong::Crossing);
        }
        shape.is_void = true;
        return Ok(shape);
    };
    shape.outer = shape.outer.start.max(within.start)..shape.outer.end.min(within.end);
    Ok(shape)
}

/// A part with what is seen in it counted, so that any stretch of it can be asked.
struct Places<'p, 't> {
    part: &'p Part<'t>,
    /// How many seen tokens there are before each.
    seen: Vec<u32>,
}

impl<'p, 't> Places<'p, 't> {
    fn new(part: &'p Part<'t>) -> Self {
        let mut seen = Vec::with_capacity(part.tokens.len() + 1);
        let mut count = 0;
        for token in &part.tokens {
            seen.push(count);
            count += u32::from(is_seen(part, &token.body));
        }
        seen.push(count);
        Places { part, seen }
    }

    fn sees(&self, range: Range<usize>) -> bool {
        let at = |index: usize| self.seen.get(index).or(self.seen.last()).copied().unwrap_or(0);
        at(range.end) > at(range.start)
    }

    /// An element whole.
    fn whole(&self, open: usize) -> Range<usize> {
        open..self.part.partner(open).saturating_add(1)
    }

    /// The nearest around a token, or it itself, for which something holds.
    fn up(&self, from: usize, wanted: impl Fn(Kind) -> bool) -> Option<usize> {
        let mut at = from;
        while at != NONE {
            let is_open = matches!(self.part.tokens.get(at).map(|token| &token.body), Some(Body::Open(..)));
            if is_open && wanted(self.part.kind(at)) {
                return Some(at);
            }
            at = self.part.parent(at);
        }
        None
    }

    /// The tokens around one, from the innermost.
    fn around(&self, at: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = self.part.parent(at);
        while at != NONE {
            found.push(at);
            at = self.part.parent(at);
        }
        found
    }

    /// The child of an element that a token is in, and whether there is no table or text box between.
    fn child(&self, of: usize, at: usize) -> Option<(usize, bool)> {
        let mut at = at;
        let mut is_near = true;
        loop {
            let parent = self.part.parent(at);
            if parent == of {
                return Some((at, is_near));
            }
            if parent == NONE {
                return None;
            }
            at = parent;
            is_near &= !matches!(self.part.kind(at), Kind::Table | Kind::TextBox);
        }
    }

    /// A paragraph ends a section.
    fn ends_section(&self, unit: usize) -> bool {
        self.properties(unit).is_some_and(|properties| has_child(properties, "sectPr"))
    }

    /// A paragraph is an item of a numbered or bulleted list.
    fn is_item(&self, unit: usize) -> bool {
        self.properties(unit).is_some_and(|properties| has_child(properties, "numPr"))
    }

    fn properties(&self, unit: usize) -> Option<&crate::xml::Element<'t>> {
        match &self.part.tokens.get(unit + 1)?.body {
            Body::Whole(node, Kind::ParagraphProperties) => node.as_element(),
            _ => None,
        }
    }

    fn marks(&self, unit: usize) -> Vec<usize> {
        self.whole(unit).filter(|&at| self.part.kind(at) == Kind::Mark).to_list()
    }
}

fn has_child(element: &crate::xml::Element<'_>, local: &str) -> bool {
    element.elements().any(|child| child.local_name() == local)
}

fn is_seen(part: &Part<'_>, body: &Body<'_>) -> bool {
    match body {
        Body::Open(_, kind) | Body::Whole(_, kind) => kind.is_seen(),
        Body::Text(text) => match &text.pieces {
            None => text.element.as_ref().is_some_and(|element| !element.text().trim().is_empty()),
            Some(pieces) => pieces.iter().any(|piece| match piece {
                Piece::Written(text) => !text.trim().is_empty(),
                Piece::Tag(tag) => part.tags.get(*tag).is_some_and(|found| found.tag != Tag::Silent),
            }),
        },
        Body::Close(..) | Body::Tag(_) | Body::Gone => false,
    }
}

type Shaped = Result<Shape, Wrong>;

fn shape(places: &Places<'_, '_>, block: &Block) -> Shaped {
    let part = places.part;
    let ats: Vec<usize> =
        block.tags.iter().filter_map(|tag| part.tags.get(*tag)).map(|found| found.at).to_list();
    let (Some(&first), Some(&last), Some(opening)) = (ats.first(), ats.last(), block.opening(part)) else {
        return Err(Wrong::Crossing);
    };
    if ats.len() < 2 {
        // It has no end, which was told.
        return Ok(Shape { is_void: true, ..Shape::default() });
    }
    match opening.level {
        Some((Level::Text, _)) | None => {}
        Some((level, takes)) => return leveled(places, &ats, level, takes),
    }
    let parent = part.parent(first);
    if ats.iter().all(|at| part.parent(*at) == parent) {
        return Ok(within_text(places, &ats, opening));
    }
    let around = places.around(first);
    let common = places.around(last).into_iter().find(|at| around.contains(at)).ok_or(Wrong::Crossing)?;
    let holder = places.up(common, |kind| kind != Kind::Wrapper).ok_or(Wrong::Crossing)?;
    match part.kind(holder) {
        Kind::Row => {
            let near = |at: &usize| places.child(holder, *at).is_some_and(|(_, is_near)| is_near);
            if !ats.iter().all(near) {
                return Err(Wrong::Crossing);
            }
            if ats.len() > 2 {
                return Err(Wrong::ElsePlace);
            }
            let row = places.whole(holder);
            Ok(Shape { outer: row.clone(), bodies: vec![row], ..Shape::default() })
        }
        Kind::Table => between_units(places, &ats, common, true, opening),
        kind if kind.holds_blocks() => between_units(places, &ats, common, false, opening),
        _ => Err(Wrong::Crossing),
    }
}

/// Letters of one paragraph; all of it, where it is an item of a list and nothing else is in it.
fn within_text(places: &Places<'_, '_>, ats: &[usize], opening: &Opening) -> Shape {
    let (first, last) = (ats.first().copied().unwrap_or(0), ats.last().copied().unwrap_or(0));
    let part = places.part;
    let is_loop = matches!(opening.sort, Sort::Section | Sort::Each(_)) && opening.level.is_none();
    if ats.len() == 2
        && is_loop
        && let Some(paragraph) = places.up(first, |kind| kind == Kind::Paragraph)
        && places.is_item(paragraph)
        && !places.sees(paragraph..first)
        && !places.sees(last..part.partner(paragraph))
    {
        let whole = places.whole(paragraph);
        return Shape { outer: whole.clone(), bodies: vec![whole], ..Shape::default() };
    }
    let bodies = ats.windows(2).filter_map(|pair| Some(pair.first()? + 1..*pair.last()?)).to_list();
    Shape { outer: first..last + 1, bodies, ..Shape::default() }
}

/// What tags name that say what they repeat.
fn leveled(places: &Places<'_, '_>, ats: &[usize], level: Level, takes: Takes) -> Shaped {
    let wanted = |kind: Kind| match level {
        Level::Paragraph => matches!(kind, Kind::Paragraph | Kind::DrawnParagraph),
        Level::Row => kind == Kind::Row,
        Level::Cell => kind == Kind::Cell,
        Level::Table => kind == Kind::Table,
        Level::Text => false,
    };
    let units: Option<Vec<usize>> = ats.iter().map(|at| places.up(*at, wanted)).collect();
    let units = units.ok_or(Wrong::Crossing)?;
    let (Some(&first), Some(&last)) = (units.first(), units.last()) else { return Err(Wrong::Crossing) };
    let parent = places.part.parent(first);
    if units.iter().any(|unit| places.part.parent(*unit) != parent) {
        return Err(Wrong::Crossing);
    }
    let outer = first..places.whole(last).end;
    if takes == Takes::With || first == last {
        if units.len() > 2 {
            return Err(Wrong::ElsePlace);
        }
        return Ok(Shape { outer: outer.clone(), bodies: vec![outer], ..Shape::default() });
    }
    let bodies: Vec<Range<usize>> =
        units.windows(2).filter_map(|pair| Some(places.whole(*pair.first()?).end..*pair.last()?)).to_list();
    if bodies.iter().any(|body| body.start > body.end) {
        return Err(Wrong::ElsePlace);
    }
    Ok(Shape { outer, bodies, marks: (places.marks(first), places.marks(last)), ..Shape::default() })
}

/// Paragraphs and tables, or rows. Those with nothing but tags go; of others the tags alone.
fn between_units(
    places: &Places<'_, '_>,
    ats: &[usize],
    common: usize,
    are_rows: bool,
    opening: &Opening,
) -> Shaped {
    let part = places.part;
    let mut units = Vec::new();
    for &at in ats {
        let (unit, is_near) = places.child(common, at).ok_or(Wrong::Crossing)?;
        if !is_near || !are_rows && matches!(part.kind(unit), Kind::Table | Kind::TextBox) {
            return Err(Wrong::Crossing);
        }
        units.push(unit);
    }
    let count = units.len();
    let mut flows = false;
    let mut bodies = Vec::new();
    for (index, pair) in units.windows(2).enumerate() {
        let (&[from, to], Some(&[opens, closes])) = (pair, ats.get(index..index + 2)) else { continue };
        let (is_first, is_last) = (index == 0, index + 2 == count);
        let (first, last) = (places.whole(from), places.whole(to));
        let start = if !places.sees(first.clone()) {
            first.end
        } else if is_first && (are_rows || !places.sees(first.start..opens)) {
            first.start
        } else if !are_rows && !places.sees(opens..first.end) {
            first.end
        } else {
            flows = true;
            opens + 1
        };
        let end = if !places.sees(last.clone()) {
            last.start
        } else if is_last && (are_rows || !places.sees(closes..last.end)) {
            last.end
        } else if !are_rows && !places.sees(last.start..closes) {
            last.start
        } else {
            flows = true;
            closes
        };
        bodies.push(start..end.max(start));
    }
    let (Some(&from), Some(&to)) = (units.first(), units.last()) else { return Err(Wrong::Crossing) };
    let (Some(&opens), Some(&closes)) = (ats.first(), ats.last()) else { return Err(Wrong::Crossing) };
    let (first, last) = (places.whole(from), places.whole(to));
    if flows {
        if count > 2 {
            return Err(Wrong::ElsePlace);
        }
        if part.parent(opens) != from || part.parent(closes) != to {
            return Err(Wrong::Crossing);
        }
        // Text that goes on from one paragraph into another: with nothing of it the two become one, unless the second
        // ends a section.
        let seam =
            if places.ends_section(to) { vec![first.end - 1..first.end, to..to + 2] } else { Vec::new() };
        let body = opens + 1..closes;
        return Ok(Shape { outer: opens..closes + 1, bodies: vec![body], seam, ..Shape::default() });
    }
    let goes = |unit: usize| !places.sees(places.whole(unit)) && !places.ends_section(unit);
    let mut shape = Shape::default();
    shape.outer.start =
        if goes(from) { first.start } else { bodies.first().map_or(first.end, |body| body.start) };
    shape.outer.end = if goes(to) { last.end } else { bodies.last().map_or(last.start, |body| body.end) };
    if goes(from) {
        shape.marks.0 = places.marks(from);
    }
    if goes(to) {
        shape.marks.1 = places.marks(to);
    }
    // Tables that touch become one: the paragraph of the last tag stays between them.
    let is_loop = matches!(opening.sort, Sort::Section | Sort::Each(_));
    if let [body] = bodies.as_mut_slice()
        && is_loop
        && goes(to)
        && !are_rows
        && body.start < body.end
        && part.kind(body.start) == Kind::Table
        && part.kind(body.end - 1) == Kind::Table
    {
        body.end = last.end;
        shape.marks.1.clear();
    }
    shape.bodies = bodies;
    Ok(shape)
}
