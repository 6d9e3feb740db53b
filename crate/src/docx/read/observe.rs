//! A document read from the parts of its file.

use std::borrow::Cow;

use crate::docx::package::{Package, PackageError};
use crate::ordered;
use crate::xml::Document;
use crate::{Diagnostic, Length, Location};

use super::aside::{Aside, AsideKind};
use super::format::Formats;
use super::numbering::Numbering;
use super::property::Palette;
use super::story::{Sheets, Story, TooLong};
use super::styles::Styles;
use super::theme::Theme;
use super::{
    Block, Comment, MAX_LETTERS, MAX_NOTED, MAX_PARAGRAPHS, Note, Observed, PageEdge, Paragraph, ParagraphId,
    PartId, Picture, Revision, noted, paragraphs_of, plain, section, visit,
};
use crate::pool::Pool;

/// Reads a document.
///
/// # Errors
/// What makes the file unreadable (see [`PackageError`]), and `tep-qua-lon` for more than [`MAX_PARAGRAPHS`] paragraphs or
/// [`MAX_NOTED`](super::MAX_NOTED) letters of notes. A part
/// that is missing or damaged but for the main one and its relationships counts as empty, and is told in
/// [`Unread::asides`](super::Unread::asides).
pub fn observe(docx: &[u8]) -> Result<Observed, Diagnostic> {
    let package = Package::open(docx)?;
    let main = package.main_document()?;
    let relations = package.relations(&main)?;
    let related = |role: &'static str| {
        relations.iter().filter(move |relation| relation.role() == role && !relation.external)
    };
    let mut untold = Untold::default();
    if package.content_types()?.of(&main).is_some_and(|kind| kind.contains("macroEnabled")) {
        untold.tell(AsideKind::Macro, &main);
    }
    let part = |role: &'static str, untold: &mut Untold| {
        let name = &related(role).next()?.target;
        Some((name, untold.part(&package, name)?))
    };
    let mut palette = Palette::default();
    if let Some((_, xml)) = part("theme", &mut Untold::default())
        && let Ok(xml) = Document::parse(&xml)
    {
        palette.theme = Theme::read(&xml.root);
    }
    let (styles, numbering) = (part("styles", &mut untold), part("numbering", &mut untold));
    let numbering = numbering.as_ref().and_then(|(name, xml)| untold.parsed(name, xml));
    let numbering = numbering.map(|xml| Numbering::read(&xml.root)).unwrap_or_default();
    let styles = styles.as_ref().and_then(|(name, xml)| untold.parsed(name, xml));
    let styles = styles.map(|xml| Styles::read(&xml.root, &numbering, &mut palette)).unwrap_or_default();
    let mut sheets = Sheets { styles, numbering, ..Sheets::default() };
    let mut observed = Observed { parts: vec![main.clone()], ..Observed::default() };
    if let Some((_, xml)) = part("settings", &mut Untold::default())
        && let Ok(xml) = Document::parse(&xml)
    {
        observed.even_and_odd = section::even_and_odd(&xml.root);
    }
    let mut read = |name: &str, parts: &mut Vec<String>, sheets: &Sheets, untold: &mut Untold| {
        let xml = untold.part(&package, name)?;
        let xml = untold.parsed(name, &xml)?;
        let part = PartId(u32::try_from(parts.len()).unwrap_or(u32::MAX));
        parts.push(name.to_owned());
        let story = Story::read(&xml.root, sheets, &mut palette, part);
        untold.too_long = untold.too_long.or(story.too_long);
        Some((part, story))
    };

    let mut noted_stories = Vec::new();
    for role in ["footnotes", "endnotes"] {
        let Some(relation) = related(role).next() else { continue };
        let story = read(&relation.target, &mut observed.parts, &sheets, &mut untold);
        let Some(story) = story else { continue };
        for note in &story.1.notes {
            let text = noted(paragraphs_of(&note.blocks).into_iter());
            if let Some(text) = sheets.notes.insert(role.trim_end_matches('s'), &note.id, text) {
                untold.asides.push(Aside { kind: AsideKind::Twin, text: plain(&text) });
            }
        }
        noted_stories.push((role == "endnotes", story));
    }
    let remarks = related("comments").next();
    let remarks = remarks.and_then(|at| read(&at.target, &mut observed.parts, &sheets, &mut untold));
    let remarks = remarks.map(|(_, story)| story.notes).unwrap_or_default();

    let mut edges: Vec<(bool, (PartId, Story))> = Vec::new();
    // A part many relationships lead to counts for each, and is read once.
    let mut edge_of: Vec<(&str, usize)> = Vec::new();
    let mut edge_parts: Pool<String> = Pool::default();
    for relation in related("header").chain(related("footer")) {
        if let Some(known) = edge_parts.find(relation.target.as_str()) {
            edge_of.push((&relation.id, known as usize));
            if let Some((_, (_, story))) = edges.get(known as usize) {
                observed.unread.pictures += story.unread.pictures;
            }
            continue;
        }
        let story = read(&relation.target, &mut observed.parts, &sheets, &mut untold);
        let Some(story) = story else { continue };
        edge_of.push((&relation.id, edge_parts.id(relation.target.as_str()) as usize));
        observed.unread.pictures += story.1.unread.pictures;
        edges.push((relation.role() == "footer", story));
    }
    ordered::sort(&mut edge_of);

    let xml = package.read(&main)?.unwrap_or_default();
    let document = Document::parse(&xml).map_err(|error| PackageError::Xml { part: main.clone(), error })?;
    let mut story = Story::read(&document.root, &sheets, &mut palette, PartId::default());
    if let Some(what) = story.too_long.or(untold.too_long) {
        return Err(too_long(what));
    }
    let mut next = 0;
    number(&mut story, PartId::default(), &mut next, &mut observed);
    observed.sections = section::linked(std::mem::take(&mut story.sections), |id| {
        let first = edge_of.partition_point(|(known, _)| *known < id);
        edge_of.get(first).filter(|(known, _)| *known == id).map(|(_, edge)| *edge)
    });
    observed.blocks = story.blocks;
    story.unread.pictures += observed.unread.pictures;
    observed.unread = story.unread;
    collect(&story.boxes, &mut observed.boxes);
    let mut first_of: Pool<String> = Pool::default();
    let mut authors = Vec::new();
    for note in &remarks {
        if first_of.insert(note.id.as_str()) {
            authors.push(note.author.as_str());
        }
        let author = first_of.find(note.id.as_str()).and_then(|at| authors.get(at as usize));
        let paragraph = story.remarked.find(note.id.as_str()).and_then(|at| story.remarks.get(at as usize));
        observed.comments.push(Comment {
            author: author.copied().unwrap_or_default().to_owned(),
            text: plain(&noted(paragraphs_of(&note.blocks).into_iter())),
            paragraph: paragraph.cloned().unwrap_or_default(),
        });
    }
    for (is_endnote, (part, mut story)) in noted_stories {
        number(&mut story, part, &mut next, &mut observed);
        take_unread(&mut story, &mut observed);
        observed.notes.extend(story.notes.into_iter().map(|note| {
            let mut paragraphs = Vec::new();
            flatten(note.blocks, &mut paragraphs);
            Note { part, id: note.id, is_endnote, paragraphs }
        }));
    }
    let mut texts: Pool<String> = Pool::default();
    for (is_footer, (part, mut story)) in edges {
        number(&mut story, part, &mut next, &mut observed);
        take_unread(&mut story, &mut observed);
        let mut shown = Vec::new();
        collect(&story.blocks, &mut shown);
        collect(&story.boxes, &mut shown);
        observed.edges.extend(shown.into_iter().filter(|edge| texts.insert(edge.text().as_str())));
        let mut paragraphs = Vec::new();
        flatten(story.blocks, &mut paragraphs);
        flatten(story.boxes, &mut paragraphs);
        observed.page_edges.push(PageEdge { part, is_footer, paragraphs });
    }
    observed.formats = Formats::of(palette);
    observed.unread.asides.append(&mut untold.asides);
    Ok(observed)
}

/// What is left unread of the parts themselves.
#[derive(Default)]
struct Untold {
    asides: Vec<Aside>,
    too_long: Option<TooLong>,
}

impl Untold {
    fn tell(&mut self, kind: AsideKind, name: &str) {
        let aside = Aside { kind, text: name.to_owned() };
        if !self.asides.contains(&aside) {
            self.asides.push(aside);
        }
    }

    /// The content of a part; told when it is missing or damaged.
    fn part<'p>(&mut self, package: &'p Package<'_>, name: &str) -> Option<Cow<'p, [u8]>> {
        let content = package.read(name).ok().flatten();
        if content.is_none() {
            self.tell(AsideKind::Part, name);
        }
        content
    }

    /// The tree of a part; told when it is damaged.
    fn parsed<'x>(&mut self, name: &str, xml: &'x [u8]) -> Option<Document<'x>> {
        let tree = Document::parse(xml).ok();
        if tree.is_none() {
            self.tell(AsideKind::Part, name);
        }
        tree
    }
}

/// Takes over what was left unread beside the pictures in a part.
fn take_unread(story: &mut Story, observed: &mut Observed) {
    observed.unread.hidden.append(&mut story.unread.hidden);
    observed.unread.asides.append(&mut story.unread.asides);
    observed.unread.files += std::mem::take(&mut story.unread.files);
}

/// Gives the paragraphs of a part their numbers, and takes over its lines and changes with them.
fn number(story: &mut Story, part: PartId, next: &mut u32, observed: &mut Observed) {
    let mut known: Vec<(u32, ParagraphId)> = Vec::new();
    let notes = story.notes.iter_mut().map(|note| &mut note.blocks);
    for blocks in [&mut story.blocks, &mut story.boxes].into_iter().chain(notes) {
        number_blocks(blocks, next, &mut known);
    }
    ordered::sort(&mut known);
    ordered::sort(&mut story.carried);
    let (carried, known) = (&story.carried, &known);
    let of = |element: u32| {
        let at = carried.binary_search_by_key(&element, |(gone, _)| *gone);
        let element = at.ok().and_then(|at| carried.get(at)).map_or(element, |(_, other)| *other);
        let at = known.partition_point(|(known, _)| *known < element);
        known.get(at).or(known.last()).map(|(_, id)| *id)
    };
    observed.hidden.extend(std::mem::take(&mut story.hidden).into_iter().map(|element| (part, element)));
    let lines = std::mem::take(&mut story.lines).into_iter();
    observed.lines.extend(lines.map(|line| {
        let paragraph = of(line.paragraph);
        line.finish(part, paragraph)
    }));
    let pictures = std::mem::take(&mut story.pictures).into_iter();
    observed.pictures.extend(pictures.map(|(element, size)| {
        let size = size.map(|(width, height)| (Length::from_twips(width), Length::from_twips(height)));
        Picture { paragraph: of(element), part, size }
    }));
    let revisions = std::mem::take(&mut story.revisions).into_iter();
    observed
        .revisions
        .extend(revisions.map(|(element, revision)| Revision { paragraph: of(element), ..revision }));
}

fn number_blocks(blocks: &mut [Block], next: &mut u32, known: &mut Vec<(u32, ParagraphId)>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                paragraph.number = ParagraphId(*next);
                known.push((paragraph.element, paragraph.number));
                *next += 1;
            }
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| number_blocks(&mut cell.blocks, next, known));
            }
        }
    }
}

fn flatten(blocks: Vec<Block>, into: &mut Vec<Paragraph>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => into.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.into_iter().flat_map(|row| row.cells);
                cells.for_each(|cell| flatten(cell.blocks, into));
            }
        }
    }
}

fn collect(blocks: &[Block], into: &mut Vec<Paragraph>) {
    visit(blocks, None, &mut |paragraph, _| {
        if !paragraph.is_blank() {
            into.push(paragraph.clone());
        }
    });
}

fn too_long(what: TooLong) -> Diagnostic {
    let (message, english) = match what {
        TooLong::Paragraphs => (
            format!("Văn bản có hơn {MAX_PARAGRAPHS} đoạn nên không mở được; hãy tách thành nhiều tệp."),
            format!("The document has more than {MAX_PARAGRAPHS} paragraphs; split it into several files."),
        ),
        TooLong::Letters => (
            format!("Văn bản có hơn {MAX_LETTERS} chữ nên không mở được; hãy tách thành nhiều tệp."),
            format!("The document has more than {MAX_LETTERS} letters; split it into several files."),
        ),
        TooLong::Notes => (
            format!(
                "Chú thích của văn bản, kể cả những lần dẫn lại, dài hơn {MAX_NOTED} chữ nên không mở được; hãy bỏ bớt chỗ dẫn \
                 lại cùng một chú thích."
            ),
            format!(
                "The notes of the document, as often as they are referred to, have more than {MAX_NOTED} letters; refer to each \
                 note less often."
            ),
        ),
    };
    Diagnostic::error("tep-qua-lon", Location::Document, message, english)
}
