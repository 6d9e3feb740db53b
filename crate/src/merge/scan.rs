//! Where tags stand in a text.

use std::ops::Range;

use super::delimiters::Delimiters;

/// The most characters in a tag that changes the delimiters.
const MAX_CHANGE: usize = 64;

/// A tag in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    /// With what it stands between.
    pub(super) whole: Range<usize>,
    /// Without.
    pub(super) inner: Range<usize>,
    pub(super) form: Form,
}

/// How a tag is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Between the delimiters.
    Plain,
    /// `{% … %}`.
    Statement,
    /// `{# … #}`, or a change of the delimiters: prints nothing.
    Silent,
}

/// What makes a text unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// A tag that is opened and not closed.
    Unclosed,
    /// A tag that is closed and was not opened.
    Unopened,
    /// A change of the delimiters that names no two.
    Delimiters,
}

/// The tags of a text, and what is wrong with it; a tag may change the delimiters for what follows.
pub(super) fn scan(text: &str, delimiters: &mut Delimiters) -> (Vec<Hit>, Vec<(Slip, Range<usize>)>) {
    let mut scanner = Scanner { text, at: 0, hits: Vec::new(), slips: Vec::new() };
    while scanner.under(delimiters) {}
    (scanner.hits, scanner.slips)
}

struct Scanner<'t> {
    text: &'t str,
    at: usize,
    hits: Vec<Hit>,
    slips: Vec<(Slip, Range<usize>)>,
}

/// Where a mark stands next, found once however often it is asked for.
struct Ahead<'t> {
    text: &'t str,
    mark: String,
    known: Option<usize>,
}

impl<'t> Ahead<'t> {
    fn new(text: &'t str, mark: &str) -> Self {
        Ahead { text, mark: mark.to_owned(), known: text.find(mark) }
    }

    /// The first at a place or behind it; places are asked for in order.
    fn from(&mut self, from: usize) -> Option<usize> {
        if self.known.is_some_and(|known| known < from) {
            let rest = self.text.get(from..);
            self.known = rest.and_then(|rest| rest.find(&self.mark)).map(|found| from + found);
        }
        self.known
    }
}

/// Two marks that belong together.
struct Pair<'t> {
    start: Ahead<'t>,
    end: Ahead<'t>,
    form: Form,
}

impl<'t> Pair<'t> {
    fn new(text: &'t str, start: &str, end: &str, form: Form) -> Self {
        Pair { start: Ahead::new(text, start), end: Ahead::new(text, end), form }
    }
}

impl Scanner<'_> {
    /// Reads on while the delimiters stay what they are; whether they changed before the end.
    fn under(&mut self, delimiters: &mut Delimiters) -> bool {
        let text = self.text;
        let mut pairs = vec![Pair::new(text, delimiters.start(), delimiters.end(), Form::Plain)];
        if delimiters.are_usual() {
            // Three braces ask other programs not to escape what they print; here nothing printed is ever markup.
            pairs.insert(0, Pair::new(text, "{{{", "}}}", Form::Plain));
            pairs.push(Pair::new(text, "{%", "%}", Form::Statement));
            pairs.push(Pair::new(text, "{#", "#}", Form::Silent));
        }
        let mut stray = Ahead::new(text, delimiters.end());
        let one_mark = delimiters.start() == delimiters.end();
        loop {
            let at = self.at;
            let opening = pairs
                .iter_mut()
                .filter_map(|pair| {
                    let start = pair.start.from(at)?;
                    // Three braces and a comment are no tags without their ends: `{{{`, `{#`.
                    let needs_end = pair.form == Form::Silent || pair.start.mark == "{{{";
                    if needs_end && pair.end.from(start).is_none() {
                        return None;
                    }
                    Some((start, pair))
                })
                .min_by_key(|(start, _)| *start);
            let limit = opening.as_ref().map_or(text.len(), |(start, _)| *start);
            while !one_mark && let Some(found) = stray.from(self.at).filter(|&found| found < limit) {
                self.at = found + stray.mark.len();
                self.slips.push((Slip::Unopened, found..self.at));
            }
            let Some((start, pair)) = opening else { return false };
            let from = start + pair.start.mark.len();
            // A change of the delimiters may have both in it: it ends with `=` and what closes a tag.
            let rest = text.get(from..).unwrap_or_default();
            let near = rest.char_indices().nth(MAX_CHANGE).map_or(rest.len(), |(end, _)| end);
            let rest = rest.get(..near).unwrap_or_default();
            let change = if pair.form == Form::Plain && rest.starts_with('=') {
                rest.get(1..)
                    .and_then(|inner| inner.find(&format!("={}", pair.end.mark)))
                    .map(|end| from + end + 2)
            } else {
                None
            };
            let next = if pair.start.mark == pair.end.mark { None } else { pair.start.from(from) };
            let end =
                change.or_else(|| pair.end.from(from).filter(|&end| next.is_none_or(|next| end <= next)));
            let Some(end) = end else {
                self.at = next.unwrap_or(text.len());
                self.slips.push((Slip::Unclosed, start..self.at));
                continue;
            };
            self.at = end + pair.end.mark.len();
            let whole = start..self.at;
            let content = text.get(from..end).unwrap_or_default();
            let changes = pair.form == Form::Plain && content.starts_with('=') && content.ends_with('=');
            let form = if changes { Form::Silent } else { pair.form };
            self.hits.push(Hit { whole: whole.clone(), inner: from..end, form });
            if !changes {
                continue;
            }
            match Delimiters::changed(content) {
                Some(changed) => {
                    *delimiters = changed;
                    return true;
                }
                None => self.slips.push((Slip::Delimiters, whole)),
            }
        }
    }
}
