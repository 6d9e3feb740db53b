//! The parts of a document that number and date may stand in, line by line as somebody sees them, and writing into them.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

use crate::docx::package::Package;
use crate::docx::patch::{self, Edit, Line, Patch};
use crate::docx::read::{Glyph, Observed, Paragraph, PartId, plain};
use crate::ordered;
use crate::recognise::find;
use crate::to_list::ToList;
use crate::unicode::lower;
use crate::xml::Document;
use crate::{Diagnostic, Location};

use super::fence;

/// A part as it lies in the package.
pub(super) struct Source {
    pub(super) name: String,
    part: PartId,
    xml: Vec<u8>,
}

/// The document itself, and the heads of its pages.
pub(super) fn sources(package: &Package<'_>, observed: &Observed) -> Result<Vec<Source>, Diagnostic> {
    let heads = observed.page_edges.iter().filter(|edge| !edge.is_footer).map(|edge| edge.part);
    let mut sources = Vec::new();
    for part in std::iter::once(PartId::default()).chain(heads) {
        let name = observed.part(part).to_owned();
        if let Some(xml) = package.read(&name)? {
            sources.push(Source { name, part, xml: xml.into_owned() });
        }
    }
    Ok(sources)
}

struct Sheet<'x> {
    source: &'x Source,
    document: Document<'x>,
    /// Its lines without what nobody sees.
    lines: Vec<Line>,
    /// The same paragraphs as older programs show them.
    fallbacks: Vec<Line>,
}

/// A line of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    sheet: usize,
    line: usize,
}

/// Other text in place of a part of a line.
pub(super) type Change = (At, Range<usize>, String);

/// All parts with places.
pub(super) struct Sheets<'x>(Vec<Sheet<'x>>);

impl<'x> Sheets<'x> {
    pub(super) fn read(sources: &'x [Source], observed: &Observed) -> Result<Sheets<'x>, Diagnostic> {
        let sheet = |source: &'x Source| {
            let document = Document::parse(&source.xml).map_err(|error| error.diagnostic(&source.name))?;
            let (shown, hidden) = (shown(observed, source.part), hidden(observed, source.part));
            let is_in = |list: &[u32], element: u32| list.binary_search(&element).is_ok();
            let seen = |line: Line| {
                let is_seen = line.sources().any(|element| is_in(&shown, element));
                line.seen(|element| is_seen && !is_in(&hidden, element))
            };
            let lines = patch::lines(&document.root).into_iter().map(seen).to_list();
            let fallbacks = patch::fallbacks(&document.root);
            Ok(Sheet { source, document, lines, fallbacks })
        };
        Ok(Sheets(sources.iter().map(sheet).collect::<Result<_, Diagnostic>>()?))
    }

    pub(super) fn line(&self, at: At) -> Option<&Line> {
        self.0.get(at.sheet)?.lines.get(at.line)
    }

    pub(super) fn text(&self, at: At) -> &str {
        self.line(at).map(|line| line.text.as_str()).unwrap_or_default()
    }

    /// All lines, part by part.
    pub(super) fn all(&self) -> impl Iterator<Item = (At, &Line)> {
        let sheets = self.0.iter().enumerate();
        sheets.flat_map(|(sheet, one)| {
            one.lines.iter().enumerate().map(move |(line, text)| (At { sheet, line }, text))
        })
    }

    /// The line an element stands in.
    pub(super) fn of_element(&self, part: PartId, element: u32) -> Option<At> {
        let sheet = self.0.iter().position(|sheet| sheet.source.part == part)?;
        Some(At { sheet, line: patch::line_of(&self.0.get(sheet)?.lines, element)? })
    }

    /// The line a paragraph is.
    pub(super) fn of_paragraph(&self, paragraph: &Paragraph) -> Option<At> {
        let first = paragraph.runs.first()?;
        self.of_element(paragraph.part, first.anchor.element)
    }

    /// The next lines with text.
    pub(super) fn below(&self, at: At) -> impl Iterator<Item = At> + '_ {
        let lines = self.0.get(at.sheet).map(|sheet| sheet.lines.as_slice()).unwrap_or_default();
        let below = lines.iter().enumerate().skip(at.line + 1);
        below
            .filter(|(_, line)| !line.text.trim().is_empty())
            .map(move |(line, _)| At { sheet: at.sheet, line })
    }

    /// The line with changes made to it.
    pub(super) fn changed(&self, at: At, changes: &[Change]) -> String {
        let mut here: Vec<&Change> = changes.iter().filter(|(of, ..)| *of == at).to_list();
        ordered::sort_by_key(&mut here, |(_, range, _)| std::cmp::Reverse(range.start));
        let mut text = self.text(at).to_owned();
        for (_, range, new) in here {
            if text.get(range.clone()).is_some() {
                text.replace_range(range.clone(), new);
            }
        }
        text
    }

    /// The parts with the changes, those alone that differ.
    ///
    /// # Errors
    /// When there is no text to write into, when Word would write something else there, and when what is there twice is
    /// not the same.
    pub(super) fn write(
        &mut self,
        package: &Package<'_>,
        changes: &[Change],
    ) -> Result<Vec<(String, Vec<u8>)>, Diagnostic> {
        let mut written = Vec::new();
        for (at, sheet) in self.0.iter_mut().enumerate() {
            let here = changes.iter().filter(|(of, ..)| of.sheet == at);
            let edits: Vec<Edit> = here
                .map(|(of, range, text)| Edit { line: of.line, range: range.clone(), text: text.clone() })
                .to_list();
            if edits.is_empty() {
                continue;
            }
            let patch = sheet.patch(package, &edits)?;
            patch.apply(&mut sheet.document.root);
            written.push((sheet.source.name.clone(), sheet.document.to_bytes()));
        }
        Ok(written)
    }
}

impl Sheet<'_> {
    fn patch(&self, package: &Package<'_>, edits: &[Edit]) -> Result<Patch, Diagnostic> {
        let made = |lines: &[Line], edits: &[Edit]| patch::patch(lines, edits).map_err(|_| unwritable());
        let copies = self.copies(edits)?;
        let patch = made(&self.lines, edits)?.and(made(&self.fallbacks, &copies)?);
        fence::opened(&self.document.root, package, patch)
    }

    /// The same edits where older programs look.
    fn copies(&self, edits: &[Edit]) -> Result<Vec<Edit>, Diagnostic> {
        let mut copies = Vec::new();
        for edit in edits {
            let Some((line, fallback)) = self.lines.get(edit.line).zip(self.fallbacks.get(edit.line)) else {
                continue;
            };
            let shared: Vec<u32> = fallback.sources().to_list();
            if line.sources().all(|element| shared.binary_search(&element).is_ok()) {
                continue;
            }
            if fallback.text == line.text {
                copies.push(edit.clone());
                continue;
            }
            let twin = self.twin(edit.line).filter(|_| fallback.text.is_empty());
            match twin {
                Some(twin) => copies.push(Edit { line: twin, ..edit.clone() }),
                None if !fallback.text.is_empty() || self.has_copies(edit.line) => {
                    return Err(differs(&line.text));
                }
                None => {}
            }
        }
        Ok(copies)
    }

    /// The line of a fallback that reads as a line that stands in what it falls back from.
    fn twin(&self, line: usize) -> Option<usize> {
        let own = self.lines.get(line)?;
        let same = |of: &[Line], at: usize| {
            of.get(at).is_some_and(|other| other.text == own.text && other.alternates(own))
        };
        let order = (0..line).filter(|at| same(&self.lines, *at)).count();
        (line + 1..self.lines.len()).filter(|at| same(&self.fallbacks, *at)).nth(order)
    }

    /// Something stands in the fallbacks of what a line is in.
    fn has_copies(&self, line: usize) -> bool {
        let Some(own) = self.lines.get(line) else { return false };
        self.fallbacks.iter().any(|fallback| !fallback.text.trim().is_empty() && fallback.alternates(own))
    }
}

/// The elements whose text is shown.
fn shown(observed: &Observed, part: PartId) -> Vec<u32> {
    let of_part = observed.everything().into_iter().filter(|paragraph| paragraph.part == part);
    let mut shown: Vec<u32> =
        of_part.flat_map(|paragraph| paragraph.runs.iter().map(|run| run.anchor.element)).to_list();
    ordered::sort(&mut shown);
    shown.dedup();
    shown
}

/// The elements whose text is hidden, or struck out: nobody reads it.
fn hidden(observed: &Observed, part: PartId) -> Vec<u32> {
    let mut hidden: Vec<u32> =
        observed.hidden.iter().filter(|(of, _)| *of == part).map(|(_, element)| *element).to_list();
    let of_part = observed.everything().into_iter().filter(|paragraph| paragraph.part == part);
    let struck = of_part.flat_map(|paragraph| &paragraph.runs).filter(|run| {
        let look = observed.formats.run(run.format);
        look.strike.value || look.double_strike.value
    });
    hidden.extend(struck.map(|run| run.anchor.element));
    ordered::sort(&mut hidden);
    hidden.dedup();
    hidden
}

/// What a paragraph is to read.
enum Wanted {
    /// What it did, known by its hash.
    Same(u64),
    /// These lines.
    Lines(Vec<String>),
}

/// What is to be read once number and date are written.
pub(super) struct Expected(Vec<Wanted>);

impl Expected {
    pub(super) fn of(sheets: &Sheets<'_>, changes: &[Change], before: &Observed) -> Expected {
        let each = before.everything().into_iter().map(|was| {
            let lines = was.runs.iter().filter_map(|run| sheets.of_element(was.part, run.anchor.element));
            let mut changed: Vec<At> = lines.filter(|at| changes.iter().any(|(of, ..)| of == at)).to_list();
            changed.dedup();
            if changed.is_empty() {
                return Wanted::Same(hash(&squeezed(&said(was))));
            }
            Wanted::Lines(changed.iter().map(|at| squeezed(&sheets.changed(*at, changes))).to_list())
        });
        Expected(each.to_list())
    }

    /// What was written is what somebody reads, and nothing else changed.
    ///
    /// # Errors
    /// When it is not so.
    pub(super) fn verify(&self, after: &Observed) -> Result<(), Diagnostic> {
        let after = after.everything();
        let is_same = self.0.len() == after.len()
            && self.0.iter().zip(after).all(|(wanted, now)| {
                let text = squeezed(&said(now));
                match wanted {
                    Wanted::Same(known) => hash(&text) == *known,
                    Wanted::Lines(lines) => lines.iter().all(|line| text.contains(line)),
                }
            });
        if is_same { Ok(()) } else { Err(unwritable()) }
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn said(paragraph: &Paragraph) -> String {
    let is_note = |glyph: &&Glyph| matches!(glyph, Glyph::Note(_));
    plain(&paragraph.glyphs.iter().filter(|glyph| !is_note(glyph)).cloned().to_list())
}

/// Without white space and marks without width, which programs show and count in different ways, and in small letters, since a
/// look may make capitals of them.
fn squeezed(text: &str) -> String {
    let text = crate::unicode::composed(text).unwrap_or_else(|| text.to_owned());
    lower(&text.replace(|c: char| c.is_whitespace() || find::is_unseen(c), ""))
}

pub(super) fn unwritable() -> Diagnostic {
    Diagnostic::error(
        "khong-ghi-duoc",
        Location::Document,
        "Chỗ ghi số hoặc ngày không ghi được một cách chắc chắn (thường do phông cũ TCVN3, VNI hay ký hiệu chèn vào); hãy gõ \
         lại dòng «Số:» và dòng địa danh, ngày tháng trong Word rồi thử lại.",
        "The place of number or date cannot be written for certain (often for an old font, TCVN3 or VNI, or an inserted \
         sign); type the lines of number and of place and date again in Word.",
    )
}

fn differs(line: &str) -> Diagnostic {
    Diagnostic::error(
        "ban-sao-khac",
        Location::Document,
        format!(
            "Dòng «{0}» nằm trong khung mà tệp còn giữ một bản khác cho phần mềm cũ, hai bản không khớp nhau; hãy gõ lại \
             dòng này ngoài khung rồi cấp số.",
            line.trim()
        ),
        format!(
            "The line “{}” stands in a box of which the file keeps another copy for older programs, and the two differ; \
             type it outside of the box.",
            line.trim()
        ),
    )
}
