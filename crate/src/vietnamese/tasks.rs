//! How documents say who is to do what (`tasks.toml`): bodies and groups of bodies at the head of a sentence, who supports
//! them, what the columns of a table of tasks hold, and how reports are asked for.

use std::sync::OnceLock;

use super::text::{fold, key, lower_first, upper_first};
use crate::ordered;
use crate::packed;
use crate::standard::read::{self, record};
use crate::to_list::ToList;

/// What a column of a table of tasks holds, or a line below a task that begins with that word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What is to be done.
    Task,
    /// Who leads.
    Lead,
    /// Who supports.
    Support,
    /// Until when.
    Due,
    /// What comes of it.
    Product,
}

/// Those a sentence names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// Bodies by their names.
    pub(crate) bodies: Vec<String>,
    /// Groups of bodies, as written.
    pub(crate) groups: Vec<String>,
}

/// Those a sentence begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Addressed {
    /// Who.
    pub(crate) named: Named,
    /// Where in the text the rest begins.
    pub(crate) end: usize,
    /// They are told to lead.
    pub(crate) leads: bool,
}

/// How a closing sentence asks for reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reports {
    /// Whom reports are for.
    pub(crate) to: String,
    /// In which manner, where the words say more than a period: `định kỳ hoặc đột xuất`.
    pub(crate) manner: String,
    /// Who gathers them.
    pub(crate) through: String,
}

#[derive(Debug)]
struct Columns {
    task: Vec<String>,
    lead: Vec<String>,
    support: Vec<String>,
    due: Vec<String>,
    product: Vec<String>,
}

record!(Columns { task, lead, support, due, product });

#[derive(Debug)]
struct Report {
    word: Vec<String>,
    to: Vec<String>,
    through: Vec<String>,
    manner: Vec<String>,
    gathering: Vec<String>,
}

record!(Report { word, to, through, manner, gathering });

#[derive(Debug)]
struct Words {
    body: Vec<String>,
    head: Vec<String>,
    body_of_head: Vec<Vec<String>>,
    group: Vec<String>,
    member: Vec<String>,
    no_verb: Vec<String>,
    whole: Vec<String>,
    of_groups: Vec<String>,
    giving: Vec<String>,
    verb: Vec<String>,
    until: Vec<String>,
    lead: Vec<String>,
    support: Vec<String>,
    no_tasks: Vec<String>,
    enforcing: Vec<String>,
    closing: Vec<String>,
    column: Columns,
    report: Report,
}

record!(Words {
    body,
    head,
    body_of_head,
    group,
    member,
    no_verb,
    whole,
    of_groups,
    giving,
    verb,
    until,
    lead,
    support,
    no_tasks,
    enforcing,
    closing,
    column,
    report
});

impl Words {
    #[expect(clippy::expect_used, reason = "the table is part of the crate, not input; a test reads it")]
    fn get() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let table = packed::table("vietnamese/tasks.json");
            read::all(&table).expect("the table is well formed")
        })
    }
}

/// The longest stretch of a sentence that is taken for names, in bytes.
const LONGEST: usize = 600;

/// Those a text begins with, behind words such as `Giao`; `None` where it begins with anything else.
pub(crate) fn addressed(text: &str) -> Option<Addressed> {
    let words = Words::get();
    let mut start = 0;
    while let Some(given) = words.giving.iter().find_map(|word| after_word(text.get(start..)?, word)) {
        start += given;
    }
    let rest = text.get(start..)?;
    begins(rest).then_some(())?;
    let end = end_of_names(rest, false);
    let named = named(rest.get(..end)?);
    let known = end <= LONGEST && (!named.bodies.is_empty() || !named.groups.is_empty());
    let behind = rest.get(end..).unwrap_or_default().trim_start_matches([' ', ',', ':', '.', '-', '–']);
    let leads = words.lead.iter().any(|word| after_word(behind, word).is_some());
    known.then_some(Addressed { named, end: text.len() - behind.len(), leads })
}

/// Those a text names and nothing else: a cell of a table, `UBND các xã, phường; Công an tỉnh`.
pub(crate) fn listed(text: &str) -> Named {
    let text = text.trim().trim_end_matches(['.', ';', ',']);
    let mut all = Named::default();
    for line in text.split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty()) {
        let found = named(line.trim_start_matches(['-', '–', '+', ' ']));
        all.bodies.extend(found.bodies);
        all.groups.extend(found.groups);
    }
    all
}

/// Who is told to support, wherever the text says so.
pub(crate) fn supports(text: &str) -> Named {
    let mut all = Named::default();
    for word in &Words::get().support {
        let (lower, upper) = (word.clone(), upper_first(word));
        for (at, found) in text.match_indices(&lower).chain(text.match_indices(&upper)) {
            let rest = text.get(at + found.len()..).unwrap_or_default().trim_start();
            let found = named(rest.get(..end_of_names(rest, true)).unwrap_or_default());
            for (known, found) in [(&mut all.bodies, found.bodies), (&mut all.groups, found.groups)] {
                for one in found {
                    if !known.contains(&one) {
                        known.push(one);
                    }
                }
            }
        }
    }
    all
}

/// What stands below a head of a table of tasks.
pub(crate) fn column(head: &str) -> Option<Part> {
    let head = key(head);
    let columns = &Words::get().column;
    let parts = [
        (Part::Lead, &columns.lead),
        (Part::Support, &columns.support),
        (Part::Product, &columns.product),
        (Part::Due, &columns.due),
        (Part::Task, &columns.task),
    ];
    parts.into_iter().find_map(|(part, words)| words.iter().any(|word| key(word) == head).then_some(part))
}

/// A line below a task that says one thing of it, `Chủ trì: Sở Nội vụ`: what, and its text.
pub(crate) fn labelled(text: &str) -> Option<(Part, &str)> {
    let (label, rest) = text.split_once(':')?;
    let part = column(label).filter(|part| *part != Part::Task)?;
    Some((part, rest.trim().trim_end_matches(['.', ';'])))
}

/// A part with this title gives no tasks.
pub(crate) fn gives_no_tasks(title: &str) -> bool {
    let title = fold(title);
    Words::get().no_tasks.iter().any(|word| title.starts_with(&fold(word)))
}

/// The sentence puts a decision into force and gives no task.
pub(crate) fn enforces(text: &str) -> bool {
    Words::get().enforcing.iter().any(|word| text.contains(word.as_str()))
}

/// The paragraph begins as those behind all tasks do.
pub(crate) fn closes(text: &str) -> bool {
    Words::get().closing.iter().any(|word| after_word(text, word).is_some())
        || text.trim_end().ends_with("./.")
}

/// How a text asks for reports.
pub(crate) fn reports(text: &str) -> Reports {
    let words = &Words::get().report;
    let mut found = Reports::default();
    for sentence in text.split(". ") {
        if !words.word.iter().any(|word| sentence.contains(word.as_str())) {
            continue;
        }
        if let Some(manner) = words.manner.iter().find(|manner| sentence.contains(manner.as_str())) {
            found.manner.clone_from(manner);
        }
        let first = |lead: &[String]| {
            let mut at: Vec<usize> = lead
                .iter()
                .flat_map(|word| behind(sentence, word))
                .filter(|at| begins(tail(sentence, *at)))
                .to_list();
            ordered::sort(&mut at);
            at.first().map(|at| (*at, first_named(tail(sentence, *at))))
        };
        let through = first(&words.through);
        let to = first(&words.to);
        let gathers =
            |at: usize| words.gathering.iter().any(|word| tail(sentence, at).contains(word.as_str()));
        match (to, through) {
            (to, Some((_, through))) => {
                found.through = through;
                found.to = to.map(|(_, to)| to).unwrap_or_default();
            }
            (Some((at, by)), None) if gathers(at) => {
                let upward = words.word.iter().flat_map(|word| behind(tail(sentence, at), word));
                let mut upward = upward.map(|on| tail(tail(sentence, at), on)).filter(|rest| begins(rest));
                found.to = upward.next().map(first_named).unwrap_or_default();
                found.through = by;
            }
            (Some((_, to)), None) => found.to = to,
            (None, None) => {}
        }
        if !found.to.is_empty() || !found.through.is_empty() {
            break;
        }
    }
    found
}

fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// Where the text goes on behind a word.
fn behind(text: &str, word: &str) -> Vec<usize> {
    let starts = |at: usize| text.get(..at).is_none_or(|before| !before.ends_with(char::is_alphanumeric));
    let found = text.match_indices(word).filter(|(at, _)| starts(*at));
    found.filter_map(|(at, _)| Some(at + after_word(tail(text, at), word)?)).to_list()
}

fn first_named(text: &str) -> String {
    let end = end_of_names(text, true);
    let named = named(text.get(..end).unwrap_or_default());
    named.bodies.into_iter().chain(named.groups).next().unwrap_or_default()
}

/// Where the text goes on behind a word it begins with, and the blank behind that.
fn after_word(text: &str, word: &str) -> Option<usize> {
    let rest = text.strip_prefix(word)?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some(text.len() - rest.trim_start().len())
}

/// A body, whoever leads one, or a group begins here.
fn begins(text: &str) -> bool {
    let words = Words::get();
    let group = || {
        let rest = words.group.iter().find_map(|word| text.get(after_word(text, word)?..));
        rest.is_some_and(|rest| {
            words.member.iter().any(|member| after_word(&lowered(rest), member).is_some())
        })
    };
    is_body(text) || words.head.iter().any(|head| after_word(text, head).is_some()) || group()
}

fn lowered(text: &str) -> String {
    text.chars().take(24).flat_map(char::to_lowercase).collect()
}

/// The name of a body: one short word is its beginning only before a name, `Ban Dân tộc` and not `Ban hành`.
fn is_body(text: &str) -> bool {
    Words::get().body.iter().any(|word| {
        let Some(rest) = text.strip_prefix(word.as_str()) else { return false };
        if word.ends_with(',') {
            return true;
        }
        let short = !word.contains(' ') && word.chars().any(char::is_lowercase);
        let next = rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
        match next {
            Some(letter) => !short || letter.is_uppercase(),
            None => !short && !rest.starts_with(char::is_alphanumeric),
        }
    })
}

/// Where the names end: before a verb, before a sign that ends them, and of those who support before a preposition.
fn end_of_names(text: &str, supporting: bool) -> usize {
    let words = Words::get();
    let mut depth = 0usize;
    let mut previous = ' ';
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            ':' if depth == 0 && !lists_by_kind(text.get(..at).unwrap_or_default()) => return at,
            ';' if depth == 0 && begins(tail(text, at + 1).trim_start()) => {}
            ';' | '\n' if depth == 0 => return at,
            '.' if depth == 0
                && !text.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) =>
            {
                return at;
            }
            _ if depth == 0 && previous == ' ' && at > 0 => {
                let rest = tail(text, at);
                let is_word = |word: &String| after_word(rest, word).is_some();
                let stops = words.verb.iter().any(is_word)
                    || (supporting && words.until.iter().any(is_word))
                    || (letter.is_uppercase()
                        && words.verb.iter().any(|verb| is_word(&upper_first(verb)))
                        && previous_ends(text, at));
                if stops && !is_no_verb(text, at) {
                    return text.get(..at).map_or(at, |before| before.trim_end_matches([' ', ',']).len());
                }
            }
            _ => {}
        }
        previous = letter;
    }
    text.len()
}

/// A dash or comma stands before: `Sở Nội vụ - Chủ trì`.
fn previous_ends(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end().ends_with(['-', '–']))
}

/// What looks like a verb here is part of a name.
fn is_no_verb(text: &str, at: usize) -> bool {
    is_within(&Words::get().no_verb, text, at)
}

/// A place in a text is within one of the phrases.
fn is_within(phrases: &[String], text: &str, at: usize) -> bool {
    phrases.iter().any(|phrase| {
        text.match_indices(phrase.as_str()).any(|(from, found)| (from..from + found.len()).contains(&at))
    })
}

/// `các Sở: Nội vụ, Tài chính` goes on behind its colon.
fn lists_by_kind(before: &str) -> bool {
    kind_of_list(before).is_some()
}

/// The kind of which names without it follow: `các Sở`, `Giám đốc các Sở`.
fn kind_of_list(before: &str) -> Option<String> {
    let last = before.rsplit(", ").next().unwrap_or(before);
    let mut words = last.split(' ').rev();
    let (kind, group) = (words.next()?, words.next()?);
    let known =
        Words::get().body.iter().any(|body| !body.contains(' ') && lower_first(body) == lower_first(kind));
    (known && lower_first(group) == "các").then(|| upper_first(kind))
}

/// The bodies and groups of a stretch of text that is nothing else.
fn named(text: &str) -> Named {
    let mut found = Named::default();
    let text = text.trim();
    if let Some((before, names)) = text.split_once(": ")
        && let Some(kind) = kind_of_list(before)
    {
        // What begins as a body does stands beside the list, and all behind it.
        let mut is_beside = false;
        for name in cut(names, true) {
            is_beside |= begins(name);
            if is_beside {
                one_name(name, &mut found);
            } else {
                found.bodies.push(format!("{kind} {name}"));
            }
        }
        return found;
    }
    for piece in pieces(text) {
        one_name(piece, &mut found);
    }
    found
}

/// The names of a list, those that have a comma or an `và` in them whole.
fn pieces(text: &str) -> Vec<&str> {
    cut(text, false)
}

/// The same; with `short` also before names that do not begin as bodies do.
fn cut(text: &str, short: bool) -> Vec<&str> {
    let whole = |at: usize| is_within(&Words::get().whole, text, at);
    let mut cuts = vec![0];
    let mut depth = 0usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' | ' ' if depth == 0 => {
                let rest = tail(text, at);
                let next =
                    [", ", "; ", " và ", " cùng ", " với "].iter().find_map(|sign| rest.strip_prefix(sign));
                if let Some(next) = next.filter(|next| (short || begins(next)) && !whole(at)) {
                    cuts.push(text.len() - next.len());
                }
            }
            _ => {}
        }
    }
    cuts.push(text.len());
    let trimmed = |piece: &'_ str| -> usize {
        let piece = piece.trim_end_matches([' ', ',', ';']);
        [" và", " cùng", " với"]
            .iter()
            .fold(piece, |piece, word| piece.strip_suffix(word).unwrap_or(piece))
            .trim_end_matches([' ', ','])
            .len()
    };
    let parts = cuts.windows(2).filter_map(|cut| text.get(*cut.first()?..*cut.get(1)?));
    parts
        .filter_map(|piece| piece.get(..trimmed(piece)))
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .to_list()
}

fn one_name(piece: &str, found: &mut Named) {
    let words = Words::get();
    // A group whose members stand in brackets is those members.
    if let Some((before, inner)) = piece.split_once('(')
        && let Some((inner, _)) = inner.rsplit_once(')')
    {
        let members = pieces(inner);
        if members.iter().all(|member| is_body(member)) {
            return members.into_iter().for_each(|member| one_name(member, found));
        }
        return one_name(before.trim(), found);
    }
    let mut name = piece.trim().to_owned();
    if let Some((head, body)) = words.body_of_head.iter().find_map(|pair| {
        Some((pair.first()?, pair.get(1)?)).filter(|(head, _)| after_word(&name, head).is_some())
    }) {
        name = format!("{body}{}", name.get(head.len()..).unwrap_or_default());
    } else {
        while !is_body(&name)
            && let Some(after) =
                words.head.iter().find_map(|head| after_word(&name, head)).filter(|after| *after < name.len())
        {
            name = tail(&name, after).to_owned();
        }
    }
    let group = words.group.iter().any(|word| after_word(&name, word).is_some())
        || words.of_groups.iter().any(|sign| name.contains(sign.as_str()))
        || !is_body(&name);
    let (list, name) =
        if group { (&mut found.groups, upper_first(&name)) } else { (&mut found.bodies, name) };
    if !list.contains(&name) {
        list.push(name);
    }
}
