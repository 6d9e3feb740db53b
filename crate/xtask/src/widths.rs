//! `cargo xtask widths [folder]`: the table of advance widths in `crate/src/metrics/table.rs`, out of Liberation Serif.
//!
//! Liberation Serif 2 has the advance widths of Times New Roman by design, and may be redistributed; the table is
//! committed, so nobody needs the fonts to build. Running this again with the same fonts changes nothing.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where Debian's package `fonts-liberation2` puts them.
const FONTS: &str = "/usr/share/fonts/truetype/liberation2";

/// The files of the four styles, in the order of `metrics::Face`.
const STYLES: [&str; 4] = ["Regular", "Bold", "Italic", "BoldItalic"];

/// The blocks an office types from: Latin with its Vietnamese letters, combining marks, Greek, punctuation, signs.
const BLOCKS: [(u32, u32); 14] = [
    (0x0020, 0x007E), // Basic Latin
    (0x00A0, 0x00FF), // Latin-1 Supplement
    (0x0100, 0x017F), // Latin Extended-A: ă đ ĩ ũ
    (0x01A0, 0x01B0), // Latin Extended-B: ơ ư
    (0x01CD, 0x01DC), // Latin Extended-B: pinyin vowels
    (0x02C6, 0x02DD), // Spacing Modifier Letters
    (0x0300, 0x036F), // Combining Diacritical Marks
    (0x0391, 0x03C9), // Greek
    (0x1EA0, 0x1EF9), // Latin Extended Additional: the Vietnamese part
    (0x2000, 0x2064), // General Punctuation
    (0x2070, 0x208E), // Superscripts and Subscripts
    (0x20A0, 0x20BF), // Currency Symbols
    (0x2100, 0x22FF), // Letterlike Symbols, Number Forms, Arrows, Mathematical Operators
    (0x25A0, 0x25FF), // Geometric Shapes
];

/// Characters that take no place whatever their glyph says: combining marks, joiners, direction marks.
fn is_zero_width(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
}

/// A gap of this many missing characters ends a run; shorter gaps are filled with the class of unknown characters.
const LONGEST_GAP: u32 = 8;

/// What an unknown character counts as: one em in each style.
const UNKNOWN: [u16; 4] = [2048; 4];

/// Writes the table.
pub(crate) fn run(mut arguments: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let folder = arguments.next().map_or_else(|| PathBuf::from(FONTS), PathBuf::from);
    let widths = measure(&folder)?;
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/metrics/table.rs");
    fs::write(&target, table(&widths)?)?;
    println!("{}: {} characters", target.display(), widths.len());
    Ok(())
}

/// The advance widths of every wanted character that all four fonts have, per 2048 em.
fn measure(folder: &Path) -> Result<BTreeMap<u32, [u16; 4]>, Box<dyn Error>> {
    let mut widths: BTreeMap<u32, [Option<u16>; 4]> = BTreeMap::new();
    for (style, name) in STYLES.iter().enumerate() {
        let path = folder.join(format!("LiberationSerif-{name}.ttf"));
        let bytes = fs::read(&path)
            .map_err(|error| format!("{}: {error}; install the package fonts-liberation2", path.display()))?;
        let font = ttf_parser::Face::parse(&bytes, 0)?;
        if font.units_per_em() != 2048 {
            return Err(format!("{}: {} units per em, not 2048", path.display(), font.units_per_em()).into());
        }
        for character in BLOCKS.iter().flat_map(|&(first, last)| first..=last).filter_map(char::from_u32) {
            let advance = if is_zero_width(character) {
                Some(0)
            } else {
                font.glyph_index(character).and_then(|glyph| font.glyph_hor_advance(glyph))
            };
            if let Some(place) = widths.entry(character.into()).or_default().get_mut(style) {
                *place = advance;
            }
        }
    }
    Ok(widths
        .into_iter()
        .filter_map(|(code, [regular, bold, italic, both])| Some((code, [regular?, bold?, italic?, both?])))
        .collect())
}

/// The Rust source of the table: the distinct sets of four widths, and runs of characters that name them.
fn table(widths: &BTreeMap<u32, [u16; 4]>) -> Result<String, Box<dyn Error>> {
    let mut classes: Vec<[u16; 4]> = vec![UNKNOWN];
    let mut runs: Vec<(u32, Vec<u8>)> = Vec::new();
    for (&code, set) in widths {
        let class = classes.iter().position(|known| known == set).unwrap_or_else(|| {
            classes.push(*set);
            classes.len() - 1
        });
        let class = u8::try_from(class).map_err(|_| "more than 256 distinct sets of widths")?;
        match runs.last_mut() {
            Some((first, run)) if code - (*first + run.len() as u32) < LONGEST_GAP => {
                run.resize((code - *first) as usize, 0);
                run.push(class);
            }
            _ => runs.push((code, vec![class])),
        }
    }

    let mut source = String::from(
        "//! Advance widths of Times New Roman, per 2048 em. Made by `cargo xtask widths` out of Liberation Serif 2; not edited by hand.\n\n\
         /// The distinct sets of widths: regular, bold, italic, bold italic. The first is that of unknown characters.\n",
    );
    writeln!(source, "#[rustfmt::skip]\npub(super) static CLASSES: [[u16; 4]; {}] = [", classes.len())?;
    for sets in classes.chunks(6) {
        let row: Vec<String> = sets.iter().map(|[r, b, i, z]| format!("[{r}, {b}, {i}, {z}],")).collect();
        writeln!(source, "    {}", row.join(" "))?;
    }
    source.push_str("];\n\n/// Runs of consecutive characters in ascending order: the first one's code point, and the class of each.\n");
    writeln!(source, "#[rustfmt::skip]\npub(super) static RUNS: [(u32, &[u8]); {}] = [", runs.len())?;
    for (first, run) in &runs {
        writeln!(source, "    (0x{first:04X}, &[")?;
        for numbers in run.chunks(24) {
            let row: Vec<String> = numbers.iter().map(|class| format!("{class},")).collect();
            writeln!(source, "        {}", row.join(" "))?;
        }
        source.push_str("    ]),\n");
    }
    source.push_str("];\n");
    Ok(source)
}
