//! The templates a document could have been made from: those of its kind, the one with most of its own words in it first.

use chrono::NaiveDate;

use crate::docx::read::{Block, visit};
use crate::library;
use crate::markup::mark;
use crate::ordered;
use crate::standard::Standard;
use crate::template::{Template, render, resolve};
use crate::to_list::ToList;
use crate::vietnamese::text::key;

use super::choose::{self, LETTER};

/// A template with few words of its own is like many documents by chance: as many pairs as this count as missing.
const DOUBT: usize = 8;
const OF_ALL: usize = 1_000;

/// The templates of the kind with this name, `None` for letters, and of a standard: the one that has most in common with the
/// document first, those that have nothing in the order of the library.
pub(super) fn alike(name: Option<&str>, is_party: bool, blocks: &[Block]) -> Vec<String> {
    let symbol = name.and_then(|name| Standard::nd30().symbol_of(name));
    let letter = choose::named(LETTER, is_party);
    let is_of_kind = |template: &Template| {
        let same = match (name, &letter) {
            (Some(name), _) => {
                let named = template.kind_name.as_ref().is_some_and(|own| key(own) == key(name));
                named || symbol.is_some() && template.kind.as_deref() == symbol
            }
            (None, Some(letter)) => template.kind == letter.kind && template.form.id == letter.form.id,
            (None, None) => false,
        };
        same && choose::is_of_party(&template.id) == is_party
    };
    let there = pairs(&text(blocks));
    let mut all: Vec<(std::cmp::Reverse<usize>, String)> = library::ids()
        .filter_map(library::get)
        .filter(|template| is_of_kind(template))
        .map(|template| (std::cmp::Reverse(likeness(&template, &there)), template.id.clone()))
        .to_list();
    ordered::sort_by_key(&mut all, |(likeness, _)| *likeness);
    all.into_iter().map(|(_, id)| id).to_list()
}

/// How much of what the template says itself stands in the document.
fn likeness(template: &Template, there: &[String]) -> usize {
    let Some(sample) = template.samples().first() else { return 0 };
    let resolved = resolve(template, &sample.values, NaiveDate::default());
    let own = render(template, &resolved).map(|body| pairs(&own(&body))).unwrap_or_default();
    let found = own.iter().filter(|pair| there.binary_search(pair).is_ok()).count();
    found * OF_ALL / (own.len() + DOUBT)
}

/// A filled body without the values in it.
fn own(body: &str) -> String {
    let mut words = String::new();
    let mut rest = body;
    while let Some((before, value)) = rest.split_once([mark::LITERAL, mark::BODY]) {
        words += before;
        // No pair of words stands around a value.
        words.push('\n');
        rest = value.split_once(mark::END).map_or("", |(_, behind)| behind);
    }
    words + rest
}

fn text(blocks: &[Block]) -> String {
    let mut all = String::new();
    visit(blocks, None, &mut |paragraph, _| {
        all += &paragraph.text();
        all.push('\n');
    });
    all
}

/// Each two words that follow each other in a line, in order and once.
fn pairs(text: &str) -> Vec<String> {
    let mut pairs = Vec::new();
    for line in text.lines() {
        let line = key(line);
        let words: Vec<&str> = line.split(' ').to_list();
        pairs.extend(words.windows(2).map(|pair| pair.join(" ")));
    }
    ordered::sort(&mut pairs);
    pairs.dedup();
    pairs
}
