//! A paragraph with its letters.

use crate::joined::Joined;
use crate::to_list::ToList;
use std::fmt::Write as _;
use std::ops::Range;

use super::white::{self, Space};
use super::{Mark, Neighbours, Writer};
use crate::Length;
use crate::docx::read::{Anchor, Glyph, Paragraph, Run, plain};
use crate::html::escaped;
use crate::length::decimal;
use crate::ordered;

/// Where more places of a paragraph are pointed out, all of it is.
const MAX_WITHIN: usize = 100;
/// A wider one is made narrower, a higher one lower.
const MAX_PICTURE: (f64, f64) = (460.0, 640.0);

impl<'o> Writer<'o> {
    pub(super) fn paragraph(&mut self, paragraph: &'o Paragraph, neighbours: Neighbours) {
        let first = paragraph.runs.first().map_or(paragraph.mark, |run| run.format);
        let first = paragraph.page_number.unwrap_or(first);
        let format = self.observed.formats.paragraph(paragraph.format);
        self.sheet.use_paragraph(paragraph.format);
        self.sheet.use_run(first);
        let (standing, look) = (self.sheet.paragraph_class(paragraph.format), self.sheet.run_class(first));
        self.push(format_args!("<p class=\"{standing} {look}"));
        let close = format.contextual_spacing.value;
        for (name, set) in [
            (" dv-close-above", close && neighbours.same_before),
            (" dv-close-below", close && neighbours.same_behind),
            (" dv-box", neighbours.is_boxed),
        ] {
            if set {
                self.html.push_str(name);
            }
        }
        self.push(format_args!(
            "\" data-p=\"{}\" data-at=\"{}.{}\"",
            paragraph.number.0,
            paragraph.part.index(),
            paragraph.element
        ));
        for (name, set) in [
            ("data-keep-next", format.keep_next.value),
            ("data-keep-lines", format.keep_lines.value),
            ("data-break-before", paragraph.page_break),
        ] {
            if set {
                self.push(format_args!(" {name}=\"true\""));
            }
        }
        let marks = self.marks.get(&paragraph.number).cloned().unwrap_or_default();
        let is_whole = |mark: &&Mark| mark.range.is_empty() || mark.range == (0..paragraph.glyphs.len());
        let (mut whole, mut within): (Vec<&Mark>, Vec<&Mark>) = marks.into_iter().partition(is_whole);
        if within.len() > MAX_WITHIN {
            whole.append(&mut within);
        }
        self.marked(&whole);
        self.html.push('>');
        let spaces = white::spaces(paragraph, &self.observed.formats);
        self.label(paragraph, spaces.label);
        self.letters(paragraph, &spaces.within, &within);
        if paragraph.page_number.is_some() {
            self.html.push_str("<span data-page=\"\"></span>");
        }
        self.beside(paragraph);
        self.html.push_str("</p>");
    }

    fn marked(&mut self, marks: &[&Mark]) {
        if marks.is_empty() {
            return;
        }
        let ids = marks.iter().map(|mark| mark.id.to_string()).joined(" ");
        self.push(format_args!(" data-marks=\"{}\"", ids));
    }

    /// What a list writes before it, as wide as it takes to the text.
    fn label(&mut self, paragraph: &Paragraph, width: Length) {
        if paragraph.label.is_empty() {
            return;
        }
        self.push(format_args!(
            "<span class=\"dv-label\" style=\"min-width:{}pt\">{}</span>",
            decimal(width.as_pt()),
            escaped(&paragraph.label)
        ));
    }

    fn letters(&mut self, paragraph: &'o Paragraph, spaces: &[Space], marks: &[&Mark]) {
        if paragraph.glyphs.is_empty() && paragraph.label.is_empty() && paragraph.page_number.is_none() {
            self.html.push_str("<br>");
        }
        let mut edges: Vec<usize> =
            marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]).to_list();
        ordered::sort(&mut edges);
        let mut spaces = spaces.iter().peekable();
        for run in &paragraph.runs {
            let mut from = run.range.start;
            while from < run.range.end {
                let next =
                    edges.get(edges.partition_point(|edge| *edge <= from)).copied().unwrap_or(usize::MAX);
                let to = next.min(run.range.end);
                let here: Vec<&Mark> =
                    marks.iter().filter(|mark| mark.range.contains(&from)).copied().to_list();
                self.stretch(paragraph, run, from..to, &here, &mut spaces);
                from = to;
            }
        }
    }

    /// Letters of one look that are pointed out together.
    fn stretch(
        &mut self,
        paragraph: &'o Paragraph,
        run: &Run,
        range: Range<usize>,
        marks: &[&Mark],
        spaces: &mut std::iter::Peekable<std::slice::Iter<'_, Space>>,
    ) {
        self.sheet.use_run(run.format);
        let class = self.sheet.run_class(run.format);
        self.push(format_args!("<span class=\"{class}\""));
        if let Some(Anchor { part, element, range }) = paragraph.anchors(&range).first() {
            self.push(format_args!(" data-run=\"{}.{element}.{}.{}\"", part.index(), range.start, range.end));
        }
        self.marked(marks);
        self.html.push('>');
        let glyphs = paragraph.glyphs.get(range.clone()).unwrap_or_default();
        let mut text = String::new();
        for (at, glyph) in range.zip(glyphs) {
            let space = spaces.next_if(|space| space.at == at);
            if let (Some(space), false) = (space, matches!(glyph, Glyph::Break)) {
                self.flush(&mut text);
                self.space(space);
                if glyph.is_space() {
                    continue;
                }
            }
            match glyph {
                Glyph::Letter { letter, .. } => text.push(*letter),
                Glyph::Break => {
                    self.flush(&mut text);
                    self.html.push_str("<br>");
                    if let Some(space) = space {
                        self.space(space);
                    }
                }
                Glyph::Note(note) => {
                    self.flush(&mut text);
                    self.note(note);
                }
            }
        }
        self.flush(&mut text);
        self.html.push_str("</span>");
    }

    fn flush(&mut self, text: &mut String) {
        self.html.push_str(&escaped(text));
        text.clear();
    }

    fn space(&mut self, space: &Space) {
        let class = space.leader.map(|leader| format!(" dv-{leader}")).unwrap_or_default();
        self.push(format_args!(
            "<span class=\"dv-white{class}\" style=\"width:{}pt\"></span>",
            decimal(space.width.as_pt())
        ));
    }

    /// The mark of a note; its text stands behind the block.
    fn note(&mut self, note: &'o [Glyph]) {
        self.count += 1;
        let number = self.count;
        self.push(format_args!("<sup class=\"tt-note\" data-note=\"{number}\">{number}</sup>"));
        let text = plain(note);
        let known = self.notes.get_mut(text.as_str()).and_then(Vec::pop);
        let Some(known) = known.and_then(|at| self.observed.notes.get(at)) else {
            self.noted.push((number, escaped(&text)));
            return;
        };
        // Written aside, because it stands behind the block that refers to it.
        let before = std::mem::take(&mut self.html);
        for (at, paragraph) in known.paragraphs.iter().enumerate() {
            if at > 0 {
                self.html.push_str("<br>");
            }
            let marks = self.marks.get(&paragraph.number).cloned().unwrap_or_default();
            self.push(format_args!("<span data-p=\"{}\"", paragraph.number.0));
            self.marked(&marks);
            self.html.push('>');
            self.letters(paragraph, &[], &[]);
            self.html.push_str("</span>");
        }
        let written = std::mem::replace(&mut self.html, before);
        self.noted.push((number, written));
    }

    /// Pictures and lines that belong to a paragraph.
    fn beside(&mut self, paragraph: &Paragraph) {
        for picture in self.pictures.get_mut(&paragraph.number).map(std::mem::take).unwrap_or_default() {
            let mut sized = String::new();
            if let Some((width, height)) = picture.size {
                let side = |length: Length, most: f64| decimal(length.as_pt().clamp(8.0, most));
                let (width, height) = (side(width, MAX_PICTURE.0), side(height, MAX_PICTURE.1));
                // Writing to a String cannot fail.
                let _ = write!(sized, " style=\"width:{width}pt;height:{height}pt\"");
            }
            self.push(format_args!("<span class=\"dv-picture\"{sized}></span>"));
        }
        for line in self.lines.get_mut(&paragraph.number).map(std::mem::take).unwrap_or_default() {
            let Some(length) = line.length.filter(|length| length.twips() > 0) else { continue };
            let weight = line.weight.map_or(0.75, |weight| weight.as_pt().clamp(0.25, 6.0));
            self.push(format_args!(
                "<span class=\"dv-line\" style=\"width:{}pt;border-top-width:{}pt\"></span>",
                decimal(length.as_pt().min(MAX_PICTURE.0)),
                decimal(weight)
            ));
        }
    }
}
