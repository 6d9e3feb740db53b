//! The text a reader sees, in a form that survives saving the file again with another program.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::docx::names::Vocabulary;
use crate::docx::package::{Package, PackageError};
use crate::docx::walk::{Place, Visitor, walk};
use crate::ordered;
use crate::pool::{Named, Pool};
use crate::to_list::ToList;
use crate::unicode;
use crate::xml::{Document, Element, XmlError};

/// SHA-256 of a document's visible text.
///
/// What counts: the paragraphs of the body in document order, text boxes and tables among them; then the footnotes in the
/// order of their marks; then the paragraphs of headers and footers as a set, since programs multiply and rename those
/// parts, without the results of fields such as page numbers. Of a paragraph: its text in NFC, each run of white space,
/// no-break spaces, tabs and line breaks one blank, none at the ends, soft hyphens dropped, no-break hyphens as hyphens;
/// a mark for each note and picture. A note with several marks counts at the first. Paragraphs without text do not count, nor do deleted text and field codes.
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
        let edges = edges.into_iter().map(|edge| {
            let mut story = Story::of_edge();
            walk(edge, &mut story);
            story
        });
        let edges: Vec<Story> = edges.to_list();
        Self::of_stories(&body, |id| notes.get(id).map(Vec::as_slice), &edges)
    }

    /// The digest of what these parts say.
    pub(crate) fn of_stories<'s>(
        body: &Story,
        notes: impl Fn(&str) -> Option<&'s [String]>,
        edges: impl IntoIterator<Item = &'s Story>,
    ) -> TextDigest {
        let mut edge_lines: Vec<&String> = edges.into_iter().flat_map(|edge| &edge.lines).to_list();
        ordered::sort(&mut edge_lines);
        edge_lines.dedup();
        let mut hash = Sha256::new();
        let mut feed = |line: &str| {
            hash.update(line.as_bytes());
            hash.update(b"\n");
        };
        body.lines.iter().for_each(|line| feed(line));
        let mut known: Pool<String> = Pool::default();
        for id in &body.notes {
            feed("\u{C}");
            if !known.insert(id.as_str()) {
                continue;
            }
            notes(id).into_iter().flatten().for_each(|line| feed(line));
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
        // A part many relationships lead to counts once.
        let mut known: Pool<String> = Pool::default();
        for relation in package.relations(main)?.into_iter().filter(|relation| !relation.external) {
            if !known.insert(relation.target.to_ascii_lowercase().as_str()) {
                continue;
            }
            let missing = || PackageError::damaged(&relation.target);
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
fn notes(part: &Element<'_>) -> Named<Vec<String>> {
    let mut notes = NoteStories { story: Story::default(), notes: Named::default(), id: None };
    walk(part, &mut notes);
    notes.notes
}

struct NoteStories {
    story: Story,
    notes: Named<Vec<String>>,
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
                self.notes.insert(id.as_str(), lines);
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
const OBJECT: &str = "\u{FFFC}";

/// The paragraphs of a part as a reader sees them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Story {
    /// Leave out the results of fields.
    without_fields: bool,
    /// Finished paragraphs.
    pub(crate) lines: Vec<String>,
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
    /// Of a header or footer.
    pub(crate) fn of_edge() -> Self {
        Story { without_fields: true, ..Story::default() }
    }

    pub(crate) fn begin_paragraph(&mut self) {
        self.open.push(String::new());
    }

    pub(crate) fn end_paragraph(&mut self) {
        let line = self.open.pop().map(|line| normalise(&line)).unwrap_or_default();
        if !line.is_empty() {
            self.lines.push(line);
        }
    }

    pub(crate) fn say(&mut self, words: &str) {
        if let Some(line) = self.open.last_mut()
            && !(self.without_fields && self.fields.contains(&true))
        {
            line.push_str(words);
        }
    }

    /// A tab or a line break.
    pub(crate) fn blank(&mut self) {
        self.say(" ");
    }

    pub(crate) fn note(&mut self, id: String) {
        self.notes.push(id);
        self.say(OBJECT);
    }

    /// One of the marks of a field, by its name in OOXML (`ST_FldCharType`).
    pub(crate) fn field(&mut self, mark: &str) {
        match mark {
            "begin" => self.fields.push(false),
            "separate" => self.fields.iter_mut().rev().take(1).for_each(|result| *result = true),
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }
}

impl Visitor for Story {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        if place.vocabulary == Some(Vocabulary::Compatibility) {
            return place.element.local_name() != "Fallback";
        }
        match place.word() {
            "p" => self.begin_paragraph(),
            "t" => self.in_text = true,
            "tab" | "ptab" | "br" | "cr" => self.blank(),
            "noBreakHyphen" => self.say("-"),
            "sym" => {
                self.say(&place.word_attribute("char").unwrap_or_default());
            }
            "footnoteReference" => match place.word_attribute("id") {
                Some(id) => self.note(id.into_owned()),
                None => self.say(OBJECT),
            },
            "endnoteReference" | "drawing" | "pict" | "object" => self.say(OBJECT),
            "fldChar" => self.field(&place.word_attribute("fldCharType").unwrap_or_default()),
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
            "p" => self.end_paragraph(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.say(text);
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
