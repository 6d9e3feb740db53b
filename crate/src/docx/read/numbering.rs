//! The lists Word numbers: what they write before a paragraph.

use crate::docx::walk::{Place, Visitor, walk};
use crate::ordered::OrderedMap;
use crate::xml::Element;

use super::MAX_LABEL;
use super::label::written;
use super::origin::Origin;
use super::property::{Set, indents, is_on};

/// The levels a list has.
const LEVELS: usize = 9;

#[derive(Debug, Clone, Default)]
struct Level {
    format: String,
    text: String,
    start: Option<u32>,
    /// The level that starts it anew; any above it where nothing is said.
    restart: Option<usize>,
    /// All numbers in its labels are written with figures.
    legal: bool,
    /// The style that puts its paragraphs on this level.
    style: String,
    indents: Option<Box<Set>>,
}

#[derive(Debug, Clone, Default)]
struct Instance {
    list: String,
    /// Level and what it starts with instead.
    starts: Vec<(usize, u32)>,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: OrderedMap<String, Vec<Level>>,
    instances: OrderedMap<String, Instance>,
}

/// How far the lists are counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: OrderedMap<String, [Option<u32>; LEVELS]>,
    begun: Vec<String>,
}

impl Numbering {
    pub(super) fn read(root: &Element<'_>) -> Numbering {
        let mut reader = Reader::default();
        walk(root, &mut reader);
        reader.numbering
    }

    fn levels(&self, id: &str) -> Option<&Vec<Level>> {
        self.lists.get(&self.instances.get(id)?.list)
    }

    /// How far a list puts the paragraphs of a level in.
    pub(super) fn indents(&self, id: &str, level: usize) -> Set {
        let level = self.levels(id).and_then(|levels| levels.get(level));
        level.and_then(|level| level.indents.as_deref().copied()).unwrap_or_default()
    }

    /// The level of a list that belongs to a style.
    pub(super) fn level_of(&self, id: &str, style: &str) -> Option<usize> {
        self.levels(id)?.iter().position(|level| level.style == style)
    }

    /// The label of the next paragraph of a list, `""` for what is in none.
    pub(super) fn next(&self, counters: &mut Counters, id: &str, level: usize) -> String {
        let Some(instance) = self.instances.get(id) else { return String::new() };
        let Some(levels) = self.lists.get(&instance.list) else { return String::new() };
        let Some(own) = levels.get(level) else { return String::new() };
        let begins = !counters.begun.iter().any(|known| known == id);
        if begins {
            counters.begun.push(id.to_owned());
        }
        let counts = counters.counts.get_or_default(instance.list.clone());
        if begins {
            for (at, _) in &instance.starts {
                if let Some(count) = counts.get_mut(*at) {
                    *count = None;
                }
            }
        }
        let start = |at: usize| {
            let other = instance.starts.iter().find(|(known, _)| *known == at).map(|(_, start)| *start);
            other.or_else(|| levels.get(at).and_then(|level| level.start)).unwrap_or(1)
        };
        for (at, count) in counts.iter_mut().enumerate() {
            if at < level {
                count.get_or_insert_with(|| start(at));
            } else if at == level {
                *count = Some(count.map_or_else(|| start(at), |count| count.saturating_add(1)));
            } else if levels.get(at).is_none_or(|below| below.restart.is_none_or(|by| by > 0 && level < by)) {
                *count = None;
            }
        }
        if own.format == "bullet" {
            return written("bullet", 1, &own.text);
        }
        let mut label = String::new();
        let mut letters = own.text.chars().peekable();
        while let Some(letter) = letters.next() {
            let digit = letters.peek().and_then(|next| next.to_digit(10)).filter(|_| letter == '%');
            let Some(at) = digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) else {
                label.push(letter);
                continue;
            };
            letters.next();
            let format = levels.get(at).map(|level| level.format.as_str()).unwrap_or_default();
            let format = if own.legal && format != "decimalZero" { "decimal" } else { format };
            let count = counts.get(at).copied().flatten().unwrap_or_else(|| start(at));
            label.push_str(&written(format, count, ""));
        }
        label.trim().chars().take(MAX_LABEL).collect()
    }
}

#[derive(Default)]
struct Reader {
    numbering: Numbering,
    list: Option<String>,
    instance: Option<(String, Instance)>,
    level: Option<usize>,
    /// Inside the properties of paragraphs.
    in_lines: bool,
}

impl Visitor for Reader {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let id = |name: &str| place.word_attribute(name).unwrap_or_default().into_owned();
        let value = || id("val");
        match place.word() {
            "abstractNum" => {
                let list = id("abstractNumId");
                self.numbering.lists.insert(list.clone(), vec![Level::default(); LEVELS]);
                self.list = Some(list);
            }
            "num" => self.instance = Some((id("numId"), Instance::default())),
            "abstractNumId" => {
                if let Some((_, instance)) = &mut self.instance {
                    instance.list = value();
                }
            }
            "lvl" | "lvlOverride" => self.level = id("ilvl").parse().ok(),
            "startOverride" => {
                if let (Some((_, instance)), Some(level), Ok(start)) =
                    (&mut self.instance, self.level, value().parse())
                {
                    instance.starts.push((level, start));
                }
            }
            "rPr" => return false,
            "pPr" => self.in_lines = true,
            _ => {}
        }
        let list = self.list.as_ref().and_then(|list| self.numbering.lists.get_mut(list));
        if let Some(level) = list.zip(self.level).and_then(|(levels, at)| levels.get_mut(at)) {
            match place.word() {
                "ind" if self.in_lines => {
                    indents(level.indents.get_or_insert_default(), place, Origin::Numbering);
                }
                _ if self.in_lines => {}
                "numFmt" => level.format = value(),
                "lvlText" => level.text = value().chars().take(MAX_LABEL).collect(),
                "start" => level.start = value().parse().ok(),
                "isLgl" => level.legal = is_on(place),
                "lvlRestart" => level.restart = value().parse().ok(),
                "pStyle" => level.style = value(),
                _ => {}
            }
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        match place.word() {
            "abstractNum" => self.list = None,
            "num" => {
                if let Some((id, instance)) = self.instance.take() {
                    self.numbering.instances.insert(id, instance);
                }
            }
            "lvl" | "lvlOverride" => self.level = None,
            "pPr" => self.in_lines = false,
            _ => {}
        }
    }
}
