//! What stands between letterhead and text: kind and abstract, `Kính gửi`, grounds, authority, order.

use serde_json::{Value, json};

use crate::docx::read::Block;
use crate::forms::Part;
use crate::standard::Standard;
use crate::vietnamese::CitedDocument;

use super::line::{Line, has_text, is_item, item, key, of_blocks, of_paragraph};
use super::marks::mark;
use super::{Draft, Where};

/// An abstract takes at most so many lines.
const MAX_ABSTRACT: usize = 6;

/// The name of a kind no list has takes at most so many words.
const MAX_KIND: usize = 8;

/// The name of a kind in a line of capitals, and the rest of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) name: String,
    pub(super) rest: String,
}

/// The kind a line in capitals names.
pub(super) fn kind(line: &Line) -> Option<Kind> {
    if !line.is_shouted() {
        return None;
    }
    let words = line.key();
    let standard = Standard::nd30();
    let names = standard
        .kind
        .iter()
        .chain(&standard.copy)
        .map(|kind| kind.name.split(" (").next().unwrap_or_default());
    let fits = names.filter(|name| {
        let name = key(name);
        words == name || words.strip_prefix(&name).is_some_and(|rest| rest.starts_with(' '))
    });
    let name = fits.max_by_key(|name| name.len())?;
    let count = name.split(' ').count();
    let rest: Vec<&str> = line.text.split(' ').skip(count).collect();
    // `QUYẾT ĐỊNH:` is the order of a decision.
    (!line.text.ends_with(':')).then(|| Kind { name: name.to_owned(), rest: rest.join(" ") })
}

pub(super) fn is_addressed(line: &Line) -> bool {
    let words = line.key();
    words.starts_with("kinh gui") || words.starts_with("can cu ") && !line.bold
}

/// What a document calls itself.
#[derive(Debug)]
pub(super) struct Title {
    pub(super) kind: Kind,
    /// It is one of the decree's.
    pub(super) is_known: bool,
    /// Nothing stands between it and the letterhead.
    pub(super) is_first: bool,
}

/// A title stands within so many paragraphs; a cover may come first.
const TITLE_WITHIN: usize = 10;

/// The first line that names a kind, or a line of capitals right below the letterhead.
pub(super) fn title(blocks: &[Block], from: usize) -> Option<Title> {
    let paragraphs =
        blocks.iter().skip(from).filter(|block| has_text(block)).map_while(|block| match block {
            Block::Paragraph(paragraph) => {
                of_paragraph(paragraph).into_iter().find(|line| !line.is_ornament())
            }
            Block::Table(_) => None,
        });
    let mut lines = paragraphs.filter(|line| mark(line).is_none()).take(TITLE_WITHIN);
    let first = lines.next()?;
    if let Some(kind) = kind(&first) {
        return Some(Title { kind, is_known: true, is_first: true });
    }
    let is_title =
        |line: &Line| line.is_shouted() && (line.centered || line.bold) && !line.text.ends_with(':');
    if let Some(kind) =
        lines.take_while(|line| !is_addressed(line)).filter(is_title).find_map(|line| kind(&line))
    {
        return Some(Title { kind, is_known: true, is_first: false });
    }
    let is_short = first.text.split(' ').count() <= MAX_KIND;
    (is_title(&first) && is_short).then(|| Title {
        kind: Kind { name: first.text, rest: String::new() },
        is_known: false,
        is_first: true,
    })
}

/// Reads what it knows from the blocks at `from` on; the first block it does not know.
pub(super) fn read(draft: &mut Draft, blocks: &[Block], from: usize, kind: Option<&Kind>) -> usize {
    let mut reader =
        Reader { draft, blocks, at: from, addressed: false, bases: Vec::new(), authority: Vec::new() };
    if let Some(kind) = kind {
        reader.title(kind);
    }
    while reader.step() {}
    reader.finish()
}

struct Reader<'r> {
    draft: &'r mut Draft,
    blocks: &'r [Block],
    at: usize,
    addressed: bool,
    bases: Vec<Line>,
    authority: Vec<String>,
}

impl Reader<'_> {
    /// The lines of the next paragraph with text, and its position.
    fn peek(&self) -> Option<(usize, Vec<Line>)> {
        let (at, block) = self.blocks.iter().enumerate().skip(self.at).find(|(_, block)| has_text(block))?;
        match block {
            Block::Paragraph(paragraph) if !paragraph.is_contents => {
                Some((at, of_paragraph(paragraph).into_iter().filter(|line| !line.is_ornament()).collect()))
            }
            _ => None,
        }
    }

    fn has(&self, part: &Part) -> bool {
        self.draft.template.form.parts.contains(part)
    }

    /// A line that cannot be part of an abstract.
    fn ends_abstract(&self, line: &Line) -> bool {
        is_addressed(line)
            || line.is_aside()
            || self.is_order(line)
            || (self.has(&Part::Authority) && line.is_shouted())
    }

    fn is_order(&self, line: &Line) -> bool {
        self.draft.template.form.parts.iter().any(|part| match part {
            Part::Order { text } => key(text) == line.key() && line.is_shouted(),
            _ => false,
        })
    }

    fn title(&mut self, kind: &Kind) {
        let Some((at, lines)) = self.peek() else { return };
        let mut found: Vec<String> = Vec::new();
        if !kind.rest.is_empty() {
            found.push(kind.rest.clone());
        }
        self.at = at + 1;
        let mut rest: Vec<Line> = lines.into_iter().skip(1).collect();
        found.extend(rest.drain(..).map(|line| line.text));
        while let Some((at, lines)) = self.peek() {
            let fits = |line: &Line| {
                (line.bold || line.centered) && !self.ends_abstract(line) && self::kind(line).is_none()
            };
            // A typed rule ends the abstract.
            let ruled = self
                .blocks
                .get(self.at..at)
                .into_iter()
                .flatten()
                .any(|block| !of_blocks(std::slice::from_ref(block)).is_empty());
            if lines.is_empty()
                || !lines.iter().all(fits)
                || found.len() + lines.len() > MAX_ABSTRACT
                || (ruled && !found.is_empty())
            {
                break;
            }
            found.extend(lines.into_iter().map(|line| line.text));
            self.at = at + 1;
        }
        let text = found.join(" ");
        if text.is_empty() {
            return;
        }
        let text = self.draft.spelling.sentence(&text);
        self.draft.put("trich_yeu", json!(text), &text, Where::Opening);
    }

    /// Reads the next paragraph; whether it was known.
    fn step(&mut self) -> bool {
        if self.addressed_table() {
            return true;
        }
        let Some((at, lines)) = self.peek() else { return false };
        let Some(first) = lines.first() else { return false };
        if let Some(mark) = mark(first).filter(|_| lines.len() == 1) {
            self.draft.put(mark.0, mark.1, &mark.2, Where::Opening);
        } else if !self.addressed && first.key().starts_with("kinh gui") && self.draft.has("kinh_gui") {
            self.at = at + 1;
            self.addressees(lines);
            return true;
        } else if self.is_order(first) && lines.len() == 1 {
            self.at = at + 1;
            return false;
        } else if self.bases.is_empty() && self.has(&Part::Authority) && lines.iter().all(Line::is_shouted) {
            self.authority.extend(lines.into_iter().map(|line| line.text));
        } else if self.draft.has("can_cu") && lines.len() == 1 && is_base(first) {
            self.bases.extend(lines);
        } else {
            return false;
        }
        self.at = at + 1;
        true
    }

    fn addressees(&mut self, lines: Vec<Line>) {
        self.addressed = true;
        let mut items: Vec<String> = Vec::new();
        let mut lines = lines.into_iter();
        let first = lines.next().unwrap_or_default();
        let rest = first.text.split_once(':').map(|(_, rest)| rest.trim()).unwrap_or_default();
        if !rest.is_empty() {
            items.push(item(rest).to_owned());
        }
        items.extend(lines.map(|line| item(&line.text).to_owned()));
        while let Some((at, lines)) = self.peek() {
            if !lines.iter().all(|line| is_item(&line.text)) {
                break;
            }
            items.extend(lines.iter().map(|line| item(&line.text).to_owned()));
            self.at = at + 1;
        }
        items.retain(|item| !item.is_empty());
        self.draft.put("kinh_gui", json!(items), &items.join("; "), Where::Opening);
    }

    /// `Kính gửi:` in one cell and the list in another.
    fn addressed_table(&mut self) -> bool {
        let next = self.blocks.iter().enumerate().skip(self.at).find(|(_, block)| has_text(block));
        let Some((at, block @ Block::Table(_))) = next else { return false };
        let lines: Vec<Line> =
            of_blocks(std::slice::from_ref(block)).into_iter().filter(|line| !line.is_ornament()).collect();
        let is_list = lines.first().is_some_and(|line| line.key().starts_with("kinh gui"));
        if self.addressed || !is_list || !self.draft.has("kinh_gui") {
            return false;
        }
        self.at = at + 1;
        self.addressees(lines);
        true
    }

    fn finish(self) -> usize {
        let Reader { draft, mut bases, authority, at, .. } = self;
        if !authority.is_empty() {
            let text = draft.spelling.sentence(&authority.join("\n"));
            draft.put("tham_quyen_ban_hanh", json!(text), &text, Where::Opening);
        }
        let proposal = draft.template.form.parts.iter().find_map(|part| match part {
            Part::Bases { proposal } if !proposal.is_empty() => Some(key(proposal)),
            _ => None,
        });
        if let (Some(proposal), Some(last)) = (proposal, bases.last())
            && last.key().starts_with(&proposal)
            && draft.has("theo_de_nghi")
        {
            let count = proposal.split(' ').count();
            let proposer: Vec<&str> = last.text.split(' ').skip(count).collect();
            let proposer = item(&proposer.join(" ")).to_owned();
            draft.put("theo_de_nghi", json!(proposer), &last.text.clone(), Where::Opening);
            bases.pop();
        }
        if !bases.is_empty() {
            let cited: Vec<Value> = bases.iter().map(|line| cited(&line.text)).collect();
            let texts: Vec<&str> = bases.iter().map(|line| line.text.as_str()).collect();
            draft.put("can_cu", json!(cited), &texts.join("\n"), Where::Opening);
        }
        at
    }
}

/// A line that is a ground by itself, and no sentence that begins with one.
fn is_base(line: &Line) -> bool {
    let words = line.key();
    let begins = words.starts_with("can cu ")
        || ["theo de nghi ", "xet ", "theo ", "thuc hien "].iter().any(|begin| words.starts_with(begin))
            && line.italic;
    begins && (line.text.ends_with([';', '.', ',']) || line.italic) && !line.text.ends_with(':')
}

/// The cited document where taking it apart loses nothing, otherwise the line as it stands.
fn cited(text: &str) -> Value {
    let found = CitedDocument::parse(text);
    if found.nguyen_van.is_empty() && key(&found.basis_line()) == key(text) {
        return found.to_value();
    }
    let whole = text.trim_end_matches([';', '.', ',', ' ']);
    CitedDocument { nguyen_van: whole.to_owned(), ..CitedDocument::default() }.to_value()
}
