//! How the letters of each component look: font, colour, size, bold, italics, capitals.

use super::change::{self, Step};
use super::found::Found;
use super::pages::{points, points_of, sizes};
use super::rule::{Table, rules};
use super::subject::{Subject, is_text};
use crate::Align;
use crate::document::{Certainty, Component, Item, Paper, Place, Story, Zone};
use crate::docx::patch::Property;
use crate::docx::read::{Color, Glyph, LineDistance, Paragraph, Run, RunFormat, Vertical};
use crate::joined::Joined;
use crate::recognise::words::{Words, begins};
use crate::standard::{Case, Range};
use crate::to_list::ToList;
use crate::unicode;
use crate::vietnamese::legacy;
use crate::vietnamese::text::{key, upper, upper_first};

/// So light a colour, of 255, is not taken for black.
const LIGHT: u8 = 96;

pub(super) fn judge(subject: &Subject<'_>, found: &mut Found) {
    fonts(subject, found);
    pair(subject, found);
    let items = subject.reading.items.iter();
    let known = items.filter(|item| item.paper == Paper::Main && item.certainty != Certainty::Guessed);
    let known: Vec<(&Item, Component, Letters)> = known
        .filter_map(|item| {
            Some((item, item.component?, Letters::of(subject, item, subject.paragraph(item)?)))
        })
        .to_list();
    let mut text = Letters::default();
    for (item, _, letters) in &known {
        if item.zone == Zone::Body {
            letters.sizes.iter().for_each(|(size, count)| text.size(*size, *count));
        }
    }
    uniform(subject, &known, found);
    let usual = text.usual_size();
    for (item, component, letters) in &known {
        let usual = usual.filter(|_| item.zone == Zone::Body);
        component_look(subject, item, *component, letters, usual, found);
    }
}

/// The letters of a piece, counted by their look.
#[derive(Default)]
struct Letters {
    all: usize,
    bold: usize,
    italic: usize,
    small: usize,
    cased: usize,
    /// How many have each size.
    sizes: Vec<(f64, usize)>,
    /// How many are of a colour that is not black.
    coloured: usize,
}

impl Letters {
    fn of(subject: &Subject<'_>, item: &Item, paragraph: &Paragraph) -> Letters {
        let mut counted = Letters::default();
        for run in paragraph.runs_in(&item.place.range) {
            let range = run.range.start.max(item.place.range.start)..run.range.end.min(item.place.range.end);
            let glyphs = paragraph.glyphs.get(range).unwrap_or_default();
            let format = subject.observed.formats.run(run.format);
            for glyph in glyphs {
                counted.take(glyph, &format);
            }
        }
        counted
    }

    fn take(&mut self, glyph: &Glyph, format: &RunFormat<'_>) {
        let Glyph::Letter { letter, bold, italic } = glyph else { return };
        // The mark of a note is none of the text.
        if !letter.is_alphanumeric() || format.vertical.value != Vertical::default() {
            return;
        }
        self.all += 1;
        self.bold += usize::from(*bold);
        self.italic += usize::from(*italic);
        self.small += usize::from(letter.is_lowercase() && !format.small_capitals.value);
        self.cased += usize::from(letter.is_alphabetic());
        self.coloured += usize::from(is_coloured(format.color.value));
        let size = format.size.value.as_pt();
        if size > 0.0 {
            self.size(size, 1);
        }
    }

    /// The size most of them have.
    fn usual_size(&self) -> Option<f64> {
        self.sizes.iter().max_by_key(|(_, count)| *count).map(|(size, _)| *size)
    }

    fn size(&mut self, size: f64, count: usize) {
        match self.sizes.iter_mut().find(|(known, _)| (*known - size).abs() < 0.01) {
            Some((_, known)) => *known += count,
            None => self.sizes.push((size, count)),
        }
    }

    /// More than half of the letters.
    fn most(&self, count: usize) -> bool {
        count * 2 > self.all
    }
}

fn is_coloured(color: Color) -> bool {
    match color {
        Color::Automatic => false,
        Color::Rgb(rgb) => rgb.to_be_bytes().iter().skip(1).any(|part| *part > LIGHT),
    }
}

fn component_look(
    subject: &Subject<'_>,
    item: &Item,
    component: Component,
    letters: &Letters,
    usual: Option<f64>,
    found: &mut Found,
) {
    // Dots alone are a text that is not written yet.
    if letters.cased == 0 {
        return;
    }
    let asks = |code: &str| rules().iter().any(|rule| rule.code == code && rule.needs.contains(&component));
    let wanted = subject.standard.component(component);
    let is_sure = item.certainty == Certainty::Sure;
    let name = &wanted.name;
    if is_sure && asks("chu-dam") && wanted.bold && !letters.most(letters.bold) {
        let steps = subject.look(item, &[Property::switch("b", true)], &|look| !look.bold.value);
        found.at("chu-dam", item, name, "").mends("", steps);
    }
    if is_sure && asks("chu-khong-dam") && !wanted.bold && letters.bold == letters.all {
        let steps = subject.look(item, &[Property::switch("b", false)], &|look| look.bold.value);
        found.at("chu-khong-dam", item, name, "").mends("", steps);
    }
    if is_sure && asks("chu-nghieng") && wanted.italic && !letters.most(letters.italic) {
        let steps = subject.look(item, &[Property::switch("i", true)], &|look| !look.italic.value);
        found.at("chu-nghieng", item, name, "").mends("", steps);
    }
    if is_sure && asks("chu-dung") && !wanted.italic && letters.italic == letters.all {
        let steps = subject.look(item, &[Property::switch("i", false)], &|look| look.italic.value);
        found.at("chu-dung", item, name, "").mends("", steps);
    }
    let is_upper = wanted.case == Case::Upper;
    let is_known = is_sure
        || component == Component::QuyenHanChucVu
        || component == Component::CoQuanBanHanh && names_body(item);
    if is_known && asks("chu-hoa") && is_upper && letters.small * 2 > letters.cased {
        let noted = found.at("chu-hoa", item, &item.text, "");
        noted.respells(&item.text, &upper(&item.text), subject.respell(item, &upper));
    }
    let least = if component == Component::HoTen { NAME } else { ABSTRACT };
    let is_shouted = letters.small * 8 < letters.cased && letters.cased >= least;
    let is_abstract = component == Component::ThamQuyenBanHanh && is_abstract(subject, item);
    if is_sure && (asks("chu-in-thuong") && wanted.case != Case::Upper || is_abstract) && is_shouted {
        let noted = found.at("chu-in-thuong", item, name, &item.text);
        if component == Component::HoTen && letters.small == 0 {
            noted.respells(&item.text, &capitalised(&item.text), subject.respell(item, &capitalised));
        }
    }
    if asks("co-chu") && item.place.story == Story::Main {
        let [least, most] = wanted.size;
        let is_off = |size: f64| size < least - 0.01 || size > most + 0.01;
        let off: usize = letters.sizes.iter().filter(|(size, _)| is_off(*size)).map(|(_, count)| count).sum();
        let worst = letters.sizes.iter().filter(|(size, _)| is_off(*size)).max_by_key(|(_, count)| *count);
        if let Some((size, _)) = worst.filter(|_| letters.most(off)) {
            let nearest = if *size < least { least } else { most };
            // The size of the rest of the text, where that is one.
            let usual = usual.filter(|size| !is_off(*size));
            let set = partner_size(subject, component).or(usual).unwrap_or(nearest);
            let steps = subject.look(item, &sizes(set), &|look| is_off(look.size.value.as_pt()));
            found.at("co-chu", item, &points(*size), &points_of(wanted.size)).mends(&points(set), steps);
        }
    }
    let is_address = || ["@", "http", "www", ".vn"].iter().any(|sign| item.text.contains(sign));
    let is_coloured_part = letters.coloured >= WORD && !is_address();
    if asks("mau-chu") && (letters.most(letters.coloured) || is_coloured_part) {
        let black = Property::new("color").with("val", "auto");
        let black = black.without("themeColor").without("themeTint").without("themeShade");
        let steps = subject.look(item, &[black], &|look| is_coloured(look.color.value));
        found.at("mau-chu", item, "", "").mends("", steps);
    }
    if asks("can-deu") && item.place.cell.is_none() && item.place.story == Story::Main && letters.all > LINES
    {
        paragraph_look(subject, item, found);
    }
}

/// So few letters may be an abbreviation: those of a name, those of an abstract.
const NAME: usize = 4;
const ABSTRACT: usize = 12;

/// So many letters are a word.
const WORD: usize = 3;

/// It begins as the name of a body, in whatever letters.
fn names_body(item: &Item) -> bool {
    let (key, words) = (key(&item.text), Words::get());
    item.certainty != Certainty::Guessed
        && [&words.of_unit, &words.superior, &words.office].into_iter().any(|all| begins(&key, all))
}

/// What stands in capitals below the name of a kind that nobody is named in as who decides.
fn is_abstract(subject: &Subject<'_>, item: &Item) -> bool {
    let (key, words) = (key(&item.text), Words::get());
    let names_somebody = [&words.of_unit, &words.superior, &words.office, &words.position]
        .into_iter()
        .any(|all| begins(&key, all));
    subject.kind.is_some()
        && !names_somebody
        && !subject.is_one_of(&Table::get().words.decided)
        && subject.main(Component::TrichYeu).next().is_none()
}

/// A name in capitals as names are written.
fn capitalised(name: &str) -> String {
    name.split(' ').map(|word| upper_first(&unicode::lower(word))).joined(" ")
}

/// All of the text is bold, or in italics.
fn uniform(subject: &Subject<'_>, known: &[(&Item, Component, Letters)], found: &mut Found) {
    let (mut texts, mut counts) = (Vec::new(), [0; 3]);
    for (item, component, letters) in known {
        let is_plain = match component {
            Component::ThanVanBan | Component::Khoan | Component::Diem | Component::GachDauDong => true,
            // A longer one is no title.
            Component::KhoanTieuDe | Component::Dieu => letters.all > TITLE,
            _ => false,
        };
        if is_plain && is_text(item) {
            texts.push(*item);
            let own = [letters.all, letters.bold, letters.italic];
            counts.iter_mut().zip(own).for_each(|(count, own)| *count += own);
        }
    }
    let [all, bold, italic] = counts;
    for (code, switch, odd) in [("noi-dung-dam", "b", bold), ("noi-dung-nghieng", "i", italic)] {
        let Some((first, others)) = texts.split_first().filter(|_| all >= MANY && odd * 10 >= all * 9) else {
            continue;
        };
        let is_meant = |look: &RunFormat<'_>| if switch == "b" { look.bold.value } else { look.italic.value };
        let mut steps = Vec::new();
        for item in &texts {
            steps.extend(subject.look(item, &[Property::switch(switch, false)], &is_meant));
        }
        found.at(code, first, "", "").also(others.iter().map(|item| item.place.clone())).mends("", steps);
    }
}

/// So many letters are a text, so many more than a title.
const MANY: usize = 200;
const TITLE: usize = 60;

/// A text of more letters takes two lines and more.
const LINES: usize = 140;

/// Alignment and distance of lines of a paragraph of the text.
fn paragraph_look(subject: &Subject<'_>, item: &Item, found: &mut Found) {
    let Some(paragraph) = subject.paragraph(item) else { return };
    let format = subject.observed.formats.paragraph(paragraph.format);
    if matches!(format.align.value, Align::Left | Align::Right) {
        let both = Property::new("jc").with("val", "both");
        let step = Step::Paragraph(paragraph.part, paragraph.element, both);
        found.at("can-deu", item, "", "").mends("", vec![step]);
    }
    let Range { min, max, .. } = subject.standard.body.line;
    if let LineDistance::Multiple(parts) = format.line.value {
        let lines = f64::from(parts) / SINGLE;
        if lines < min - LINE_SLACK || lines > max + LINE_SLACK {
            let seen = format!("{lines:.2}").replace('.', ",");
            let nearest = if lines < min { min } else { max };
            let distance = format!("{:.0}", nearest * SINGLE);
            let spacing = Property::new("spacing").with("line", distance).with("lineRule", "auto");
            let step = Step::Paragraph(paragraph.part, paragraph.element, spacing);
            found
                .at("gian-dong", item, &seen, &format!("{}–{}", points(min), points(max)))
                .mends(&points(nearest), vec![step]);
        }
    }
}

/// Word counts the distance of lines in 240ths of a line.
const SINGLE: f64 = 240.0;

/// What the distance of lines may differ by: programs round it.
const LINE_SLACK: f64 = 0.05;

/// National name and motto rise and fall together, as the presets of the standard do.
fn pair(subject: &Subject<'_>, found: &mut Found) {
    let size = |component| {
        let item = subject.sure(component).next()?;
        let letters = Letters::of(subject, item, subject.paragraph(item)?);
        letters.usual_size()
    };
    let (Some(name), Some(motto)) = (size(Component::QuocHieu), size(Component::TieuNgu)) else { return };
    let presets = &subject.standard.preset;
    let known = |component, size: f64| {
        let is_it = move |one: f64| (one - size).abs() < 0.01;
        presets.iter().filter(move |preset| preset.size(component).is_some_and(is_it))
    };
    let is_known = known(Component::TieuNgu, motto).next().is_some();
    let Some(preset) = known(Component::QuocHieu, name).next().filter(|_| is_known) else { return };
    let item = subject.sure(Component::TieuNgu).next();
    if let Some(wanted) = preset.size(Component::TieuNgu).filter(|wanted| (wanted - motto).abs() > 0.01) {
        let seen = format!("{} và {}", points(name), points(motto));
        let set = points(wanted);
        let steps = item.map(|item| subject.look(item, &sizes(wanted), &|_| true)).unwrap_or_default();
        let wanted = format!("{} và {set}", points(name));
        found.whole("co-chu-doi", Some(Component::TieuNgu), &seen, &wanted).mends(&set, steps);
    }
}

/// The size that the presets give a component beside its partner, national name or motto, as that is set here.
fn partner_size(subject: &Subject<'_>, component: Component) -> Option<f64> {
    let partner = match component {
        Component::QuocHieu => Component::TieuNgu,
        Component::TieuNgu => Component::QuocHieu,
        _ => return None,
    };
    let item = subject.sure(partner).next()?;
    let letters = Letters::of(subject, item, subject.paragraph(item)?);
    let size = letters.usual_size()?;
    let is_it = |one: f64| (one - size).abs() < 0.01;
    let preset = subject.standard.preset.iter().find(|preset| preset.size(partner).is_some_and(is_it))?;
    preset.size(component)
}

/// The font of every run with letters, in all texts of the file.
fn fonts(subject: &Subject<'_>, found: &mut Found) {
    let observed = subject.observed;
    let wanted = subject.standard.font.as_str();
    for (story, paragraphs) in [
        (Story::Main, subject.paragraphs.clone()),
        (Story::TextBox, observed.boxes.iter().to_list()),
        (Story::Edge, observed.edges.iter().to_list()),
    ] {
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let font_of = |run: &Run| {
                let glyphs = paragraph.glyphs.get(run.range.clone())?;
                let mut letters = glyphs.iter().filter_map(|glyph| match glyph {
                    Glyph::Letter { letter, .. } if letter.is_alphabetic() => Some(*letter),
                    _ => None,
                });
                let format = observed.formats.run(run.format);
                let first = letters.next()?;
                let is_ascii = first.is_ascii() && letters.all(|letter| letter.is_ascii());
                let font = if is_ascii { format.font } else { format.high_font };
                Some(font.value.name).filter(|name| !name.is_empty())
            };
            let is_odd = |name: &&str| !name.eq_ignore_ascii_case(wanted);
            let is_old = |name: &&str| legacy::of_font(name).is_some();
            let mut odd = paragraph.runs.iter().filter_map(font_of).filter(is_odd);
            let Some(name) = odd.next() else { continue };
            let place = Place { story, paragraph: at, range: 0..paragraph.glyphs.len(), cell: None };
            if is_old(&name) {
                found.paragraph("bang-ma-cu", place, &paragraph.text(), name, wanted);
                continue;
            }
            let is_meant = |run: &Run| font_of(run).filter(is_odd).is_some_and(|name| !is_old(&name));
            let steps = change::look_at(&place, paragraph, &[font(wanted)], &is_meant);
            found.paragraph("phong-chu", place, &paragraph.text(), name, wanted).mends(wanted, steps);
        }
    }
}

/// The property of letters in a font.
fn font(name: &str) -> Property {
    let fonts = Property::new("rFonts");
    let fonts = ["ascii", "hAnsi", "cs"].into_iter().fold(fonts, |fonts, slot| fonts.with(slot, name));
    ["asciiTheme", "hAnsiTheme", "cstheme"].into_iter().fold(fonts, Property::without)
}
