//! The parts of a workbook as a stream of XML events: a sheet of 100,000 rows is never in memory as text.

use std::io::ErrorKind;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader};

use super::{lines, problem};
use crate::Diagnostic;
use crate::xml::resolve;
use crate::zip::{Archive, EntryStream};

/// The most bytes of one tag or one run of text.
const MOST_TOKEN: usize = 4 << 20;
/// How deep elements may lie in each other.
const MOST_DEPTH: usize = 256;

/// The events of a part. An element without content comes as a start and an end.
pub(super) struct Events<'p> {
    reader: Reader<EntryStream<'p>>,
    buffer: Vec<u8>,
    depth: usize,
    file: &'p str,
    part: &'p str,
}

impl<'p> Events<'p> {
    /// Those of the part of that name; none when there is no such part.
    pub(super) fn of(zip: &'p Archive<'_>, part: &'p str, file: &'p str) -> Result<Option<Self>, Diagnostic> {
        let stream = zip.stream(part).map_err(|error| problem::of_zip(&error, file))?;
        Ok(stream.map(|stream| {
            let mut reader = Reader::from_reader(stream);
            reader.config_mut().expand_empty_elements = true;
            Events { reader, buffer: Vec::new(), depth: 0, file, part }
        }))
    }

    /// The next event; none at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, Diagnostic> {
        self.buffer.clear();
        self.reader.get_mut().mark(MOST_TOKEN);
        let event = self.reader.read_event_into(&mut self.buffer);
        let damaged = || problem::damaged(self.file, self.part);
        match event {
            Ok(Event::Eof) if self.depth == 0 => Ok(None),
            Ok(Event::Eof | Event::DocType(_)) => Err(damaged()),
            Ok(event) => {
                match event {
                    Event::Start(_) => self.depth += 1,
                    Event::End(_) => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
                if self.depth > MOST_DEPTH { Err(damaged()) } else { Ok(Some(event)) }
            }
            Err(Error::Io(error)) if error.kind() == ErrorKind::QuotaExceeded => {
                Err(problem::too_large(self.file))
            }
            Err(_) => Err(damaged()),
        }
    }
}

/// Adds the text of an event, if it is text; line ends as XML has them (1.0, 2.11), before anything is decoded.
pub(super) fn push_text(event: &Event<'_>, out: &mut String) {
    let mut push = |text: &str| {
        if text.contains('\r') { out.push_str(&lines::of_xml(text)) } else { out.push_str(text) }
    };
    match event {
        Event::Text(text) => push(text),
        Event::CData(text) => push(text),
        Event::GeneralRef(name) => out.extend(resolve(name)),
        _ => {}
    }
}

/// The value of an attribute, by its name without a prefix and as it is written: for names and numbers.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<&'t str> {
    let mut rest = tag.attributes_raw();
    loop {
        let (key, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, behind) = behind.get(1..)?.split_once(quote)?;
        let key = key.trim();
        if key == name || key.rsplit(':').next() == Some(name) {
            return Some(value);
        }
        rest = behind;
    }
}
