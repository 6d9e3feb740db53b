//! A list of units against what was sent: who is missing, who is none of the list, and what is only likely.

use super::units::Name;
use crate::ordered::{OrderedMap, OrderedSet};
use crate::to_list::ToList;
use crate::vietnamese::lists;

/// A name, and what is left of it where people write less or more.
struct Form {
    text: String,
    name: Name,
    /// Without what stands behind it: `UBND xã An Bình, tỉnh Phú Thọ`.
    short: String,
    /// That without the word for a commune.
    bare: String,
}

impl Form {
    fn new(text: &str, communes: &[String]) -> Form {
        let short = Name::new(without_rest(text)).exact;
        let rest = |word: &String| short.strip_prefix(word.as_str())?.strip_prefix(' ');
        let bare = communes.iter().find_map(rest).unwrap_or(&short).to_owned();
        Form { text: text.to_owned(), name: Name::new(text), short, bare }
    }

    fn has_more(&self) -> bool {
        self.short != self.name.exact
    }

    fn says_commune(&self) -> bool {
        self.bare != self.short
    }
}

/// A name without the body above, a remark in brackets or a telephone number behind it.
fn without_rest(name: &str) -> &str {
    let is_rest = |sign: char, rest: &str| match sign {
        '(' | '[' => true,
        ',' | ';' | '-' | '–' | '—' => lists::is_above(rest.trim_start()) || is_telephone(rest),
        _ => false,
    };
    let name = name.trim();
    let mut signs = name.char_indices().filter(|(_, sign)| "([,;-–—".contains(*sign));
    let rest = |at: usize, sign: char| name.get(at + sign.len_utf8()..).unwrap_or_default();
    let end = signs.find(|(at, sign)| is_rest(*sign, rest(*at, *sign))).map_or(name.len(), |(at, _)| at);
    let own = name.get(..end).unwrap_or(name).trim();
    if own.contains(char::is_alphabetic) { own } else { name }
}

/// Whether a text is nothing but digits, and as many as a telephone number has.
fn is_telephone(text: &str) -> bool {
    const LONGEST: usize = 30;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.len() <= LONGEST && (8..=12).contains(&digits) && !text.contains(char::is_alphabetic)
}

/// A unit that sent something and differs only by marks from one of the list.
pub(super) struct Likely {
    /// The unit of the list.
    pub(super) listed: String,
    /// It counts as that one, because one of the names is typed without any marks.
    pub(super) counts: bool,
}

/// A list of units, and what was sent.
pub(super) struct Comparison {
    /// The units of the list.
    listed: OrderedSet<String>,
    /// Those that sent something.
    found: OrderedSet<String>,
    /// The names under which something was sent that are one of the list.
    sent: OrderedSet<String>,
    /// The only unit of the list that is written so without marks; none when several are.
    only: OrderedMap<String, Option<String>>,
    likely: OrderedMap<String, Likely>,
}

impl Comparison {
    pub(super) fn new<'u>(expected: &[String], sent: impl Iterator<Item = &'u str>) -> Self {
        let communes: Vec<String> = lists::communes().iter().map(|word| Name::new(word).exact).to_list();
        let mut known = OrderedSet::new();
        let forms = expected.iter().map(|unit| Form::new(unit, &communes));
        let listed: Vec<Form> = forms
            .filter(|form| !form.name.exact.is_empty() && known.insert(form.name.exact.clone()))
            .to_list();
        let mut known = OrderedSet::new();
        let forms = sent.map(|unit| Form::new(unit, &communes));
        let sent: Vec<Form> =
            forms.filter(|form| !listed.is_empty() && known.insert(form.name.exact.clone())).to_list();
        let mut found = Comparison {
            listed: listed.iter().map(|form| form.name.exact.clone()).collect(),
            found: OrderedSet::new(),
            sent: OrderedSet::new(),
            only: OrderedMap::new(),
            likely: OrderedMap::new(),
        };
        for Form { name, .. } in &listed {
            let is_only = found.only.get(&name.plain).is_none_or(|other| other.as_ref() == Some(&name.exact));
            found.only.insert(name.plain.clone(), is_only.then(|| name.exact.clone()));
        }
        found.pair(&listed, &sent, |form| &form.name.exact, |_, _| true);
        found.pair(&listed, &sent, |form| &form.short, |one, other| one.has_more() != other.has_more());
        found.pair(
            &listed,
            &sent,
            |form| &form.bare,
            |one, other| one.says_commune() != other.says_commune() && !(one.has_more() && other.has_more()),
        );
        let by_letters = found.pairs(&listed, &sent, |form| &form.name.plain);
        for (one, other) in by_letters {
            let counts = one.name.is_plain() || other.name.is_plain();
            if counts {
                found.take(one, other);
            }
            found.likely.insert(other.name.exact.clone(), Likely { listed: one.text.clone(), counts });
        }
        found
    }

    /// Takes those left that have the same key for the same where no other has it, and they fit.
    fn pair<'f>(
        &mut self,
        listed: &'f [Form],
        sent: &'f [Form],
        key: fn(&Form) -> &String,
        fits: fn(&Form, &Form) -> bool,
    ) {
        for (one, other) in self.pairs(listed, sent, key) {
            if fits(one, other) {
                self.take(one, other);
            }
        }
    }

    fn take(&mut self, listed: &Form, sent: &Form) {
        self.found.insert(listed.name.exact.clone());
        self.sent.insert(sent.name.exact.clone());
    }

    /// Of what is left, each one of the list with the only one that was sent under the same key.
    fn pairs<'f>(
        &self,
        listed: &'f [Form],
        sent: &'f [Form],
        key: fn(&Form) -> &String,
    ) -> Vec<(&'f Form, &'f Form)> {
        let only = |forms: &mut dyn Iterator<Item = &'f Form>| {
            let mut only = OrderedMap::<&'f str, Option<&'f Form>>::new();
            for form in forms {
                let is_first = only.get(key(form).as_str()).is_none();
                only.insert(key(form), is_first.then_some(form));
            }
            only
        };
        let sent = only(&mut sent.iter().filter(|form| !self.sent.contains(&form.name.exact)));
        let listed = only(&mut listed.iter().filter(|form| !self.found.contains(&form.name.exact)));
        let both = listed.iter().filter_map(|(key, one)| (*one).zip(sent.get(*key).copied().flatten()));
        both.to_list()
    }

    /// Whether a unit of the list sent nothing.
    pub(super) fn is_missing(&self, unit: &str) -> bool {
        let name = Name::new(unit).exact;
        !name.is_empty() && !self.found.contains(&name)
    }

    /// Whether a unit that sent something is in the list.
    pub(super) fn is_listed(&self, unit: &str) -> bool {
        let name = Name::new(unit);
        let only = || self.only.get(&name.plain).is_some_and(Option::is_some);
        self.listed.contains(&name.exact) || self.sent.contains(&name.exact) || (name.is_plain() && only())
    }

    /// The unit of the list that one that sent something may be.
    pub(super) fn likely(&self, unit: &str) -> Option<&Likely> {
        self.likely.get(&Name::new(unit).exact)
    }

    /// Whether the list has this very name.
    pub(super) fn names(&self, unit: &str) -> bool {
        self.listed.contains(&Name::new(unit).exact)
    }
}

/// The expected units that none of the others is.
pub(super) fn missing<'u>(expected: &[String], sent: impl Iterator<Item = &'u str>) -> Vec<String> {
    let comparison = Comparison::new(expected, sent);
    expected.iter().filter(|unit| comparison.is_missing(unit)).cloned().to_list()
}
