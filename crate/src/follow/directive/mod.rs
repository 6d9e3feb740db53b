//! Reading a directive: any document that gives tasks becomes a record, and what could not be read is said.
//!
//! Nothing is invented: what the text does not say is empty. Who leads is read where a sentence begins with a body, or stands
//! below one that does; who supports where it says `phối hợp với`.
//!
//! ```
//! use thethuc::follow::directive;
//! let text = "Kính gửi: Các sở.\n\n1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng kế hoạch.\n2. Sở Y tế báo cáo.";
//! let read = directive::read_text(text);
//! let task = read.matter.task("1").expect("a task");
//! assert_eq!((task.leads[0].as_str(), task.supports[0].as_str()), ("so-noi-vu", "so-tai-chinh"));
//! ```

pub(super) mod gather;
mod origin;
mod outline;
mod pasted;
mod table;

use chrono::NaiveDate;
use serde_json::Value;

use super::record::{Matter, VERSION};
use super::roster::Roster;
use crate::document::{Component, Item, Paper, Reading};
use crate::docx::read::{Observed, observe};
use crate::fill::fill;
use crate::recognise;
use crate::to_list::ToList;
use crate::vietnamese::tasks::{self, Part};
use crate::{Diagnostic, Location, Template, fingerprint};

pub(super) use gather::start;

use gather::Gathered;
use outline::Outline;

/// What was read of a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Directive {
    /// The record.
    pub matter: Matter,
    /// What could not be read, or was guessed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a `.docx`.
///
/// # Errors
/// A finding that says why the file cannot be read; of a scan or a PDF, what to do.
pub fn read_docx(bytes: &[u8]) -> Result<Directive, Diagnostic> {
    if bytes.starts_with(b"%PDF") {
        return Err(unreadable("Tệp là PDF", "The file is a PDF"));
    }
    let observed = observe(bytes)?;
    let paragraphs = observed.paragraphs();
    if observed.unread.pictures > 0 && paragraphs.iter().all(|paragraph| paragraph.is_blank()) {
        return Err(unreadable("Tệp chỉ có ảnh quét", "The file holds nothing but scanned pictures"));
    }
    Ok(read(&recognise::read(&observed)))
}

fn unreadable(what: &str, english: &str) -> Diagnostic {
    Diagnostic::error(
        "khong-co-chu",
        Location::Document,
        format!(
            "{what}, không có chữ để đọc; hãy xin tệp .docx của nơi ban hành, hoặc chép phần chữ vào một tệp .txt rồi chọn tệp ấy."
        ),
        format!(
            "{english}, without text to be read; ask the issuer for the .docx, or paste its text into a .txt file."
        ),
    )
}

/// Reads text as somebody pasted it, a paragraph a line, the cells of a table parted by tabs; stars of bold print do not count.
pub fn read_text(text: &str) -> Directive {
    let blocks = pasted::blocks(&text.replace("**", ""));
    read(&recognise::read(&Observed { blocks, ..Observed::default() }))
}

/// Reads what a template prints with these values.
pub fn read_values(template: &Template, values: &Value, today: NaiveDate) -> Directive {
    read(&recognise::of_document(&fill(template, values, today).document))
}

/// Reads a document by its components.
pub fn read(reading: &Reading) -> Directive {
    let reading = &without_stars(reading);
    let mut matter = Matter { version: VERSION, ..Matter::default() };
    let mut outline = Outline::of(reading, Paper::Main);
    let closing = take_closing(&mut outline);
    let mut own = origin::own(reading);
    let rest = outline.take_head();
    if own.kind == origin::LETTER && !rest.is_empty() {
        own.subject = format!("{} {rest}", own.subject).trim().to_owned();
    }
    let cited = origin::carried_out(&outline.opening).filter(|_| own.kind == origin::LETTER);
    match cited {
        Some(cited) => (matter.document, matter.letter) = (cited, own),
        None => matter.document = own,
    }
    let guessed = match matter.letter.is_blank() {
        true => origin::guessed(reading, &matter.document, "van_ban"),
        false => origin::guessed(reading, &matter.letter, "trien_khai"),
    };
    matter.addressees =
        lines(reading, &[Component::KinhGui, Component::NoiKinhGui], &["Kính gửi:", "Kính gửi"]);
    let dashes = outline.addressed.iter().map(|line| line.trim_end_matches([';', '.', ',', ' ']).to_owned());
    matter.addressees.extend(dashes);
    matter.recipients = lines(reading, &[Component::NoiNhanDong], &["Nơi nhận:"]);

    let mut gathered = Gathered::new(issued(&matter));
    gathered.outline(&outline);
    gathered.rows(table::rows(reading, Paper::Main));
    if gathered.is_empty() {
        let appendices = reading.items.iter().filter_map(|item| match item.paper {
            Paper::Main => None,
            other => Some(other),
        });
        let mut papers: Vec<Paper> = appendices.to_list();
        papers.dedup();
        for paper in papers {
            gathered.rows(table::rows(reading, paper));
            if gathered.is_empty() {
                gathered.outline(&Outline::of(reading, paper));
            }
        }
    }
    gathered.closing(&closing, &mut matter);
    let mut diagnostics = gathered.finish(&mut matter);
    diagnostics.extend(guessed);
    matter.mark = mark(&matter);
    Directive { matter, diagnostics }
}

/// Without the stars of bold print that pasted text has.
fn without_stars(reading: &Reading) -> Reading {
    let mut reading = reading.clone();
    for item in reading.items.iter_mut().filter(|item| item.text.contains("**")) {
        item.text = item.text.replace("**", "").trim().to_owned();
        item.parts.clear();
    }
    reading
}

/// The mark of a matter: the first digits of what tells its document from all others.
pub fn mark(matter: &Matter) -> String {
    let document = &matter.document;
    let parts = [&document.kind, &document.number, &document.date, &document.issuer, &document.subject];
    let known: &[&String] =
        if document.number.is_empty() { &parts } else { parts.get(..3).unwrap_or_default() };
    fingerprint(known.iter().map(|part| part.as_bytes())).chars().take(12).collect()
}

/// The day from which a deadline without a year counts: that of the letter, else of the document.
fn issued(matter: &Matter) -> crate::vietnamese::PartialDate {
    let date = if matter.letter.date.is_empty() { &matter.document.date } else { &matter.letter.date };
    date.parse().unwrap_or_default()
}

/// The lines of some components without their announcement, dashes and end marks.
fn lines(reading: &Reading, components: &[Component], announced: &[&str]) -> Vec<String> {
    let mine = |item: &&Item| {
        item.component.is_some_and(|one| components.contains(&one)) && item.paper == Paper::Main
    };
    let mut lines = Vec::new();
    for item in reading.items.iter().filter(mine) {
        let text = item.text.trim();
        let text = announced.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
        let line = text.trim_matches([' ', '-', '–', '+', ':', ';', '.', ',']);
        if !line.is_empty() {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// Takes the paragraphs away that stand behind all tasks.
fn take_closing(outline: &mut Outline) -> Vec<String> {
    let Some(last) = outline.nodes.last_mut() else { return Vec::new() };
    let first = last.below.iter().position(|paragraph| tasks::closes(paragraph));
    // The only paragraph of a piece that names a body alone is its task, not what closes the document.
    let is_named = tasks::addressed(&last.text).is_some_and(|who| who.end >= last.text.len());
    match first {
        Some(0) if is_named && last.below.len() == 1 => Vec::new(),
        Some(at) => last.below.split_off(at),
        None => Vec::new(),
    }
}

/// What a line below a task says of it.
pub(super) fn said_below(text: &str) -> Option<(Part, &str)> {
    tasks::labelled(text)
}

/// The names of those who do something, taken into the roster.
pub(super) fn marks(roster: &mut Roster, bodies: &[String]) -> Vec<String> {
    let mut marks: Vec<String> = Vec::new();
    for body in bodies {
        let mark = roster.mark(body);
        if !marks.contains(&mark) {
            marks.push(mark);
        }
    }
    marks
}
