//! The lists Word numbers: what they write before a paragraph.

use crate::docx::walk::{Place, Visitor, walk};
use crate::xml::Element;

use super::MAX_LABEL;
use super::label::{Written, bullet, written};
use super::origin::Origin;
use super::property::{Set, indents, is_on};
use super::symbols::Symbols;
use crate::pool::{Named, Pool};
use crate::vietnamese::legacy;
use crate::vietnamese::text::upper;

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
    /// Its bullet is a picture.
    picture: bool,
    /// What it says of its labels in place of the end of their paragraph.
    font: Option<String>,
    language: Option<String>,
    capitals: bool,
    hidden: bool,
}

/// Levels as far as something is said of them.
#[derive(Debug, Default)]
struct Levels(Vec<(usize, Level)>);

impl Levels {
    fn get(&self, at: usize) -> Option<&Level> {
        self.0.iter().find(|(known, _)| *known == at).map(|(_, level)| level)
    }

    fn entry(&mut self, at: usize) -> Option<&mut Level> {
        if at < LEVELS && self.get(at).is_none() {
            self.0.push((at, Level::default()));
        }
        self.0.iter_mut().find(|(known, _)| *known == at).map(|(_, level)| level)
    }
}

#[derive(Debug, Default)]
struct Instance {
    list: String,
    /// What each level starts with instead.
    starts: [Option<u32>; LEVELS],
    /// The levels it has in place of those of its list.
    levels: Levels,
}

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: Named<Levels>,
    instances: Named<Instance>,
}

/// How far the lists are counted.
#[derive(Debug, Default)]
pub(super) struct Counters {
    counts: Named<[Option<u32>; LEVELS]>,
    begun: Pool<String>,
    /// Formats of numbers nobody knows here, each once.
    pub(super) unknown: Pool<String>,
}

/// How the end of a paragraph looks, which its label looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mark<'m> {
    pub(super) font: &'m str,
    pub(super) language: &'m str,
    /// Nothing else is in the paragraph.
    pub(super) is_alone: bool,
}

impl Numbering {
    pub(super) fn read(root: &Element<'_>) -> Numbering {
        let mut reader = Reader::default();
        walk(root, &mut reader);
        let Reader { mut numbering, links, styled, .. } = reader;
        for instance in numbering.instances.things_mut() {
            let linked = links.get(&instance.list).and_then(|style: &String| styled.get(style));
            if let Some(list) = linked {
                instance.list.clone_from(list);
            }
        }
        numbering
    }

    /// A level of a list.
    fn level(&self, id: &str, at: usize) -> Option<&Level> {
        let instance = self.instances.get(id)?;
        instance.levels.get(at).or_else(|| self.lists.get(&instance.list)?.get(at))
    }

    /// How far a list puts the paragraphs of a level in.
    pub(super) fn indents(&self, id: &str, level: usize) -> Set {
        self.level(id, level).and_then(|level| level.indents.as_deref().copied()).unwrap_or_default()
    }

    /// The level of a list that belongs to a style.
    pub(super) fn level_of(&self, id: &str, style: &str) -> Option<usize> {
        (0..LEVELS).find(|at| self.level(id, *at).is_some_and(|level| level.style == style))
    }

    /// The label of the next paragraph of a list, `""` for what is in none.
    pub(super) fn next(&self, counters: &mut Counters, id: &str, level: usize, mark: Mark<'_>) -> String {
        let Some(instance) = self.instances.get(id) else { return String::new() };
        let Some(own) = self.level(id, level) else { return String::new() };
        let begins = counters.begun.insert(id);
        let counts = counters.counts.entry(&instance.list);
        if begins {
            for (count, start) in counts.iter_mut().zip(&instance.starts) {
                if start.is_some() {
                    *count = None;
                }
            }
        }
        let start = |at: usize| {
            let other = instance.starts.get(at).copied().flatten();
            other.or_else(|| self.level(id, at).and_then(|level| level.start)).unwrap_or(1)
        };
        for (at, count) in counts.iter_mut().enumerate() {
            if at < level {
                count.get_or_insert_with(|| start(at));
            } else if at == level {
                *count = Some(count.map_or_else(|| start(at), |count| count.saturating_add(1)));
            } else if self
                .level(id, at)
                .is_none_or(|below| below.restart.is_none_or(|by| by > 0 && level < by))
            {
                *count = None;
            }
        }
        if own.hidden {
            return String::new();
        }
        let font = own.font.as_deref().unwrap_or(mark.font);
        if own.format == "bullet" {
            // With nothing behind it it says nothing.
            return match own.picture {
                _ if mark.is_alone => String::new(),
                true => bullet("•", None),
                false => bullet(&own.text, Symbols::of_font(font)),
            };
        }
        let language = own.language.as_deref().unwrap_or(mark.language);
        let mut label = String::new();
        let mut letters = own.text.chars().peekable();
        while let Some(letter) = letters.next().filter(|_| label.len() < MAX_LABEL * char::MAX.len_utf8()) {
            let digit = letters.peek().and_then(|next| next.to_digit(10)).filter(|_| letter == '%');
            let Some(at) = digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) else {
                label.push(letter);
                continue;
            };
            letters.next();
            let format = self.level(id, at).map(|level| level.format.as_str()).unwrap_or_default();
            let format = if own.legal && format != "decimalZero" { "decimal" } else { format };
            let count = counts.get(at).copied().flatten().unwrap_or_else(|| start(at));
            match written(format, count, language) {
                Written::Known(number) => label.push_str(&number),
                Written::Unknown => {
                    counters.unknown.insert(format);
                    label.push_str(&count.to_string());
                }
            }
        }
        let label = legacy::of_font(font).map(|font| legacy::drawn(&label, font)).unwrap_or(label);
        let label = if own.capitals { upper(&label) } else { label };
        label.trim().chars().take(MAX_LABEL).collect()
    }
}

#[derive(Default)]
struct Reader {
    numbering: Numbering,
    list: Option<(String, Levels)>,
    instance: Option<(String, Instance)>,
    level: Option<usize>,
    /// Inside a level, not beside it.
    in_level: bool,
    /// Inside the properties of paragraphs, and of letters.
    in_lines: bool,
    in_letters: bool,
    /// Lists that are those of a style, and the list each style has.
    links: Named<String>,
    styled: Named<String>,
}

impl Reader {
    fn level(&mut self) -> Option<&mut Level> {
        let at = self.level.filter(|_| self.in_level)?;
        match &mut self.instance {
            Some((_, instance)) => instance.levels.entry(at),
            None => self.list.as_mut()?.1.entry(at),
        }
    }
}

impl Visitor for Reader {
    fn enter(&mut self, place: &Place<'_, '_, '_>) -> bool {
        let id = |name: &str| place.word_attribute(name).unwrap_or_default().into_owned();
        let value = || id("val");
        match place.word() {
            "abstractNum" => self.list = Some((id("abstractNumId"), Levels::default())),
            "num" => self.instance = Some((id("numId"), Instance::default())),
            "abstractNumId" => {
                if let Some((_, instance)) = &mut self.instance {
                    instance.list = value();
                }
            }
            "numStyleLink" => {
                if let Some((list, _)) = &self.list {
                    self.links.insert(list, value());
                }
            }
            "styleLink" => {
                if let Some((list, _)) = &self.list {
                    self.styled.insert(&value(), list.clone());
                }
            }
            "lvl" | "lvlOverride" => {
                self.level = id("ilvl").parse().ok();
                self.in_level = place.word() == "lvl";
                // A level of its own takes nothing from that of its list.
                self.level();
            }
            "startOverride" => {
                let start = self.instance.as_mut().zip(self.level);
                let start = start.and_then(|((_, instance), at)| instance.starts.get_mut(at));
                if let (Some(start), Ok(count)) = (start, value().parse()) {
                    *start = Some(count);
                }
            }
            "rPr" => self.in_letters = true,
            "pPr" => self.in_lines = true,
            "" if place.element.local_name() == "Fallback" => return false,
            _ => {}
        }
        let (in_lines, in_letters) = (self.in_lines, self.in_letters);
        let Some(level) = self.level() else { return true };
        match place.word() {
            "ind" if in_lines => indents(level.indents.get_or_insert_default(), place, Origin::Numbering),
            _ if in_lines => {}
            "rFonts" if in_letters => {
                let font = place.word_attribute("ascii").or_else(|| place.word_attribute("hAnsi"));
                level.font = font.map(|font| font.into_owned());
            }
            "lang" if in_letters => level.language = place.word_attribute("val").map(|own| own.into_owned()),
            "caps" if in_letters => level.capitals = is_on(place),
            "vanish" if in_letters => level.hidden = is_on(place),
            _ if in_letters => {}
            // Of a format of somebody's own, how it begins.
            "numFmt" => {
                level.format = place.word_attribute("format").map_or_else(value, |own| own.into_owned());
            }
            "lvlText" => level.text = value().chars().take(MAX_LABEL).collect(),
            "lvlPicBulletId" => level.picture = true,
            "start" => level.start = value().parse().ok(),
            "isLgl" => level.legal = is_on(place),
            "lvlRestart" => level.restart = value().parse().ok(),
            "pStyle" => level.style = value(),
            _ => {}
        }
        true
    }

    fn leave(&mut self, place: &Place<'_, '_, '_>) {
        match place.word() {
            "abstractNum" => {
                if let Some((id, levels)) = self.list.take() {
                    self.numbering.lists.insert(&id, levels);
                }
            }
            "num" => {
                if let Some((id, instance)) = self.instance.take() {
                    self.numbering.instances.insert(&id, instance);
                }
            }
            "lvl" => self.in_level = false,
            "lvlOverride" => self.level = None,
            "pPr" => self.in_lines = false,
            "rPr" => self.in_letters = false,
            _ => {}
        }
    }
}
