//! Changing a style where all that is written in it is wrong, instead of every piece of text.

use super::Step;
use super::parse;
use crate::Diagnostic;
use crate::docx::package::Package;
use crate::docx::patch::{Changes, Property, properties_of};
use crate::docx::read::{Anchor, Glyph, Observed, Origin, Paragraph, ParagraphFormat, Run, RunFormat};
use crate::ordered::{OrderedMap, OrderedSet};
use crate::to_list::ToList;
use crate::xml::Element;

/// A style of paragraphs.
#[derive(Debug)]
struct Style {
    id: String,
    name: String,
    base: Option<String>,
}

/// A style may build on styles so often.
const MAX_BASES: usize = 32;

/// Letters or a paragraph: part, element and the first of its characters.
type Spot = (usize, u32, u32);

/// Takes out of the steps what a style can say for all that is written in it, and has the style say it.
pub(super) fn lift<'p>(
    package: &'p Package<'p>,
    observed: &Observed,
    steps: &mut Vec<(usize, Step)>,
    changes: &mut Changes<'p>,
) -> Result<(), Diagnostic> {
    let main = package.main_document()?;
    let relations = package.relations(&main)?;
    let Some(name) = relations.into_iter().find(|one| one.role() == "styles").map(|one| one.target) else {
        return Ok(());
    };
    let Some(xml) = package.read(&name)? else { return Ok(()) };
    let mut document = parse(&name, &xml)?;
    let styles = styles(&document.root);
    let mut all: Vec<Property> = Vec::new();
    for (_, step) in steps.iter() {
        if let Step::Look(_, property) | Step::Paragraph(_, _, property) = step
            && !all.contains(property)
        {
            all.push(property.clone());
        }
    }
    let mut is_changed = false;
    for property in all {
        let lifted = lifted(observed, &styles, steps, &property);
        for style in document.root.elements_mut().filter(|element| element.local_name() == "style") {
            if id(style).is_some_and(|id| lifted.styles.contains(&id)) {
                let parent = if lifted.is_of_lines { "pPr" } else { "rPr" };
                if let Some(own) = properties_of(style, parent) {
                    property.set(own);
                    is_changed = true;
                }
            }
        }
        for (_, step) in steps.iter_mut() {
            if let Step::Look(anchors, known) = step
                && *known == property
            {
                anchors.retain(|anchor| !lifted.spots.contains(&spot(anchor)));
            }
        }
        steps.retain(|(_, step)| match step {
            Step::Look(anchors, _) => !anchors.is_empty(),
            Step::Paragraph(part, element, known) => {
                *known != property || !lifted.spots.contains(&(part.index(), *element, 0))
            }
            _ => true,
        });
    }
    if is_changed {
        changes.set(&name, document.to_bytes())?;
    }
    Ok(())
}

fn spot(anchor: &Anchor) -> Spot {
    (anchor.part.index(), anchor.element, anchor.range.start)
}

fn id(style: &Element<'_>) -> Option<String> {
    let attribute = style.attributes().find(|attribute| attribute.name.ends_with("styleId"));
    attribute.map(|attribute| attribute.value().into_owned())
}

fn styles(root: &Element<'_>) -> Vec<Style> {
    let value = |style: &Element<'_>, name: &str| {
        let child = style.elements().find(|child| child.local_name() == name)?;
        let value = child.attributes().find(|attribute| attribute.name.ends_with("val"))?;
        Some(value.value().into_owned())
    };
    let is_of_paragraphs = |style: &&Element<'_>| {
        style.local_name() == "style"
            && style.attributes().any(|one| one.name.ends_with("type") && one.raw == "paragraph")
    };
    let all = root.elements().filter(is_of_paragraphs);
    all.filter_map(|style| {
        Some(Style { id: id(style)?, name: value(style, "name")?, base: value(style, "basedOn") })
    })
    .to_list()
}

/// The styles that can say a property, and whose text it then is.
#[derive(Default)]
struct Lifted {
    styles: OrderedSet<String>,
    spots: OrderedSet<Spot>,
    is_of_lines: bool,
}

/// What a property is asked for in a style, and where.
#[derive(Default)]
struct Users {
    all: usize,
    wrong: usize,
}

fn lifted(observed: &Observed, styles: &[Style], steps: &[(usize, Step)], property: &Property) -> Lifted {
    let mut spots: Vec<(Spot, u32)> = Vec::new();
    let mut is_of_lines = false;
    for (_, step) in steps {
        match step {
            Step::Look(anchors, known) if known == property => {
                spots.extend(anchors.iter().map(|anchor| (spot(anchor), anchor.range.end)));
            }
            Step::Paragraph(part, element, known) if known == property => {
                is_of_lines = true;
                spots.push(((part.index(), *element, 0), 0));
            }
            _ => {}
        }
    }
    let spots: OrderedMap<Spot, u32> = spots.into_iter().collect();
    let mut users: OrderedMap<&str, Users> = OrderedMap::new();
    let mut written: Vec<(Spot, Vec<&str>)> = Vec::new();
    for paragraph in observed.everything() {
        let chain = chain(styles, paragraph);
        let places: Vec<(Spot, u32)> = if is_of_lines {
            let origin = line_origin(&observed.formats.paragraph(paragraph.format), property);
            let here = ((paragraph.part.index(), paragraph.element, 0), 0);
            origin
                .filter(|origin| is_above(*origin) && !paragraph.is_blank())
                .map(|_| here)
                .into_iter()
                .to_list()
        } else {
            let runs = paragraph.runs.iter().filter(|run| counts(paragraph, run, property));
            let runs = runs.filter(|run| {
                letter_origin(&observed.formats.run(run.format), property).is_some_and(is_above)
            });
            runs.map(|run| (spot(&run.anchor), run.anchor.range.end)).to_list()
        };
        for (spot, end) in places {
            let is_wrong = spots.get(&spot).is_some_and(|known| *known >= end);
            for style in &chain {
                let users = users.get_or_default(style);
                users.all += 1;
                users.wrong += usize::from(is_wrong);
            }
            if is_wrong {
                written.push((spot, chain.clone()));
            }
        }
    }
    let mut lifted = Lifted { is_of_lines, ..Lifted::default() };
    let mut own = Vec::new();
    for (spot, chain) in written {
        let can =
            |style: &&&str| users.get(**style).is_some_and(|users| users.all > 1 && users.all == users.wrong);
        if let Some(style) = chain.iter().rev().find(can) {
            lifted.styles.insert((*style).to_owned());
            own.push(spot);
        }
    }
    lifted.spots.extend(own);
    lifted
}

/// The style of a paragraph and those it builds on.
fn chain<'s>(styles: &'s [Style], paragraph: &Paragraph) -> Vec<&'s str> {
    let mut chain: Vec<&str> = Vec::new();
    let mut next = styles.iter().find(|style| style.name == paragraph.style);
    while let Some(style) = next.filter(|_| chain.len() < MAX_BASES) {
        chain.push(&style.id);
        next = style.base.as_deref().and_then(|base| styles.iter().find(|style| style.id == base));
    }
    chain
}

/// The property is judged by its letters: fonts by those of the alphabet alone.
fn counts(paragraph: &Paragraph, run: &Run, property: &Property) -> bool {
    let is_judged = |letter: char| {
        if property.name() == "rFonts" { letter.is_alphabetic() } else { letter.is_alphanumeric() }
    };
    let glyphs = paragraph.glyphs.get(run.range.clone()).unwrap_or_default();
    glyphs.iter().any(|glyph| matches!(glyph, Glyph::Letter { letter, .. } if is_judged(*letter)))
}

/// A style of the paragraph wins over it.
fn is_above(origin: Origin) -> bool {
    origin <= Origin::Numbering
}

fn letter_origin(look: &RunFormat<'_>, property: &Property) -> Option<Origin> {
    Some(match property.name() {
        "rFonts" => look.font.origin.max(look.high_font.origin),
        "sz" | "szCs" => look.size.origin,
        "b" => look.bold.origin,
        "i" => look.italic.origin,
        "color" => look.color.origin,
        _ => return None,
    })
}

fn line_origin(format: &ParagraphFormat<'_>, property: &Property) -> Option<Origin> {
    Some(match property.name() {
        "jc" => format.align.origin,
        "spacing" => format.line.origin,
        _ => return None,
    })
}
