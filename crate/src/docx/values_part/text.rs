//! The text a reader sees, in a form that survives saving the file again with another program.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::docx::names::Vocabulary;
use crate::docx::package::{Package, PackageError};
use crate::docx::walk::{Place, Visitor, walk};
use crate::docx::xml::{Document, Element, XmlError};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::unicode;

/// SHA-256 of a document's visible text.
///
/// What counts: the paragraphs of the body in document order, text boxes and tables among them; then the footnotes in the
/// order of their marks; then the paragraphs of headers and footers as a set, since programs multiply and rename those
/// parts, without the results of fields such as page numbers. Of a paragraph: its text in NFC, each run of white space,
/// no-break spaces, tabs and line breaks one blank, none at the ends, soft hyphens dropped, no-break hyphens as hyphens;
/// a mark for each note and picture. Paragraphs without text do not count, nor do deleted text and field codes.
///
/// It prints as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextDigest([u8; 32]);

impl TextDigest {
    /// The digest of these parts. `edges` are the headers and footers.
    pub fn of_parts<'d>(
        document: &Element<'_>,
        footnotes: Option<&Element<'_>>,
        edges: impl IntoIterator<Item = &'d Element<'d>>,
    ) -> TextDigest {
        let mut body = Story::default();
        walk(document, &mut body);
        let notes = footnotes.map(notes).unwrap_or_default();
        let mut edge_lines = OrderedSet::new();
        for edge in edges {
            let mut story = Story { without_fields: true, ..Story::default() };
            walk(edge, &mut story);
            edge_lines.extend(story.lines);
        }
        let mut hash = Sha256::new();
        let mut feed = |line: &str| {
            hash.update(line.as_bytes());
            hash.update(b"\n");
        };
        body.lines.iter().for_each(|line| feed(line));
        for id in &body.notes {
            feed("\u{C}");
            notes.get(id).into_iter().flatten().for_each(|line| feed(line));
        }
        feed("\u{C}");
        edge_lines.iter().for_each(|line| feed(line));
        TextDigest(hash.finalize().into())
    }

    /// The digest of finished parts.
    ///
    /// # Errors
    /// The first part that is not acceptable XML.
    pub fn of_xml<'d>(
        document: &Document<'_>,
        footnotes: Option<&[u8]>,
        edges: impl IntoIterator<Item = &'d [u8]>,
    ) -> Result<TextDigest, XmlError> {
        let footnotes = footnotes.map(Document::parse).transpose()?;
        let edges = edges.into_iter().map(Document::parse).collect::<Result<Vec<_>, _>>()?;
        Ok(TextDigest::of_parts(
            &document.root,
            footnotes.as_ref().map(|part| &part.root),
            edges.iter().map(|part| &part.root),
        ))
    }

    /// The digest of a package whose main document is the part `main`.
    ///
    /// # Errors
    /// The first part that is missing or unreadable.
    pub fn of_package(package: &Package<'_>, main: &str) -> Result<TextDigest, PackageError> {
        let mut edges = Vec::new();
        let mut footnotes = None;
        for relation in package.relations(main)?.into_iter().filter(|relation| !relation.external) {
            let missing = || PackageError::Damaged(relation.target.clone());
            match relation.role() {
                "header" | "footer" => {
                    let part = package.read(&relation.target)?.ok_or_else(missing)?;
                    edges.push((relation.target, part));
                }
                "footnotes" => {
                    let part = package.read(&relation.target)?.ok_or_else(missing)?;
                    footnotes = Some((relation.target, part));
                }
                _ => {}
            }
        }
        let text = package.read(main)?.ok_or(PackageError::NotWord)?;
        let edges = edges.iter().map(|(name, xml)| parse(name, xml)).collect::<Result<Vec<_>, _>>()?;
        let footnotes = footnotes.as_ref().map(|(name, xml)| parse(name, xml)).transpose()?;
        Ok(TextDigest::of_parts(
            &parse(main, &text)?.root,
            footnotes.as_ref().map(|part| &part.root),
            edges.iter().map(|part| &part.root),
        ))
    }
}

impl fmt::Display for TextDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn parse<'x>(name: &str, xml: &'x [u8]) -> Result<Document<'x>, PackageError> {
    Document::parse(xml).map_err(|error| PackageError::Xml { part: name.to_owned(), error })
}

/// The paragraphs of each note, by its id.
fn notes(part: &Element<'_>) -> OrderedMap<String, Vec<String>> {
    let mut notes = NoteStories { story: Story::default(), notes: OrderedMap::new(), id: None };
    walk(part, &mut notes);
    notes.notes
}

struct NoteStories {
    story: Story,
    notes: OrderedMap<String, Vec<String>>,
    id: Option<String>,
}

impl Visitor for NoteStories {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        if place.word() == "footnote" {
            self.id = place.word_attribute("id").map(|id| id.into_owned());
            return true;
        }
        self.story.enter(place)
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        if place.word() == "footnote" {
            let lines = std::mem::take(&mut self.story).lines;
            if let Some(id) = self.id.take() {
                self.notes.insert(id, lines);
            }
        } else {
            self.story.leave(place);
        }
    }

    fn text(&mut self, text: &str) {
        self.story.text(text);
    }
}

/// Stands for a note's mark or a picture.
const OBJECT: char = '\u{FFFC}';

/// The paragraphs of a part as a reader sees them.
#[derive(Default)]
struct Story {
    /// Leave out the results of fields.
    without_fields: bool,
    /// Finished paragraphs.
    lines: Vec<String>,
    /// Notes referred to, in order.
    notes: Vec<String>,
    /// Paragraphs under way: one inside another is in a text box.
    open: Vec<String>,
    /// Inside an element whose character data is text.
    in_text: bool,
    /// Fields under way, the innermost last: whether its result has begun.
    fields: Vec<bool>,
}

impl Story {
    fn push(&mut self, character: char) {
        if let Some(line) = self.open.last_mut()
            && !(self.without_fields && self.fields.contains(&true))
        {
            line.push(character);
        }
    }
}

impl Visitor for Story {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        if place.vocabulary == Some(Vocabulary::Compatibility) {
            return place.element.local_name() != "Fallback";
        }
        match place.word() {
            "p" => self.open.push(String::new()),
            "t" => self.in_text = true,
            "tab" | "ptab" | "br" | "cr" => self.push(' '),
            "noBreakHyphen" => self.push('-'),
            "sym" => {
                let code = place.word_attribute("char").unwrap_or_default();
                code.chars().for_each(|character| self.push(character));
            }
            "footnoteReference" => {
                self.notes.extend(place.word_attribute("id").map(|id| id.into_owned()));
                self.push(OBJECT);
            }
            "endnoteReference" | "drawing" | "pict" | "object" => self.push(OBJECT),
            "fldChar" => match place.word_attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => self.fields.iter_mut().rev().take(1).for_each(|result| *result = true),
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            "fldSimple" => return !self.without_fields,
            "pPr" | "rPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "sectPr" | "sdtPr" | "del"
            | "moveFrom" | "instrText" | "delText" => return false,
            _ => {}
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        match place.word() {
            "t" => self.in_text = false,
            "p" => {
                let line = self.open.pop().map(|line| normalise(&line)).unwrap_or_default();
                if !line.is_empty() {
                    self.lines.push(line);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            text.chars().for_each(|character| self.push(character));
        }
    }
}

fn normalise(line: &str) -> String {
    const SOFT_HYPHEN: char = '\u{AD}';
    const NO_BREAK_HYPHEN: char = '\u{2011}';
    let mut out = String::with_capacity(line.len());
    for word in line.split(char::is_whitespace) {
        let word = word.chars().filter(|&character| character != SOFT_HYPHEN);
        let mut word =
            word.map(|character| if character == NO_BREAK_HYPHEN { '-' } else { character }).peekable();
        if word.peek().is_some() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.extend(word);
        }
    }
    unicode::composed(&out).unwrap_or(out)
}
