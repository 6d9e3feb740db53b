//! Where names and titles break into lines.

use std::sync::OnceLock;

use crate::Length;
use crate::government::Government;
use crate::metrics::{self, Face};
use crate::to_list::ToList;
use crate::vietnamese::compounds::Compounds;

const BOUND: &str = "\u{a0}";

/// The lines of a name or title in a measure of `max`, of lengths as equal as can be, at the breaks of the text itself
/// and elsewhere only between words: the syllables of a compound and of the name of a province stay on one line unless
/// they are longer than the measure.
///
/// ```
/// use thethuc::Length;
/// use thethuc::layout::name_lines;
/// use thethuc::metrics::Face;
/// let lines = name_lines("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", Face::Bold, Length::pt(13.0), Length::mm(60.0));
/// assert_eq!(lines, ["SỞ VĂN HÓA,", "THỂ THAO VÀ DU LỊCH"]);
/// ```
pub fn name_lines(text: &str, face: Face, size: Length, max: Length) -> Vec<String> {
    let fits = |compound: &str| metrics::width(compound, face, size) <= max;
    let balanced = text.lines().flat_map(|line| {
        let line = line.trim();
        metrics::balance(&bound(line, fits), face, size, max)
    });
    balanced.map(|line| line.replace(BOUND, " ")).to_list()
}

/// The line with no-break spaces in its compounds.
fn bound(line: &str, fits: impl Fn(&str) -> bool) -> String {
    static COMPOUNDS: OnceLock<Compounds> = OnceLock::new();
    let compounds = COMPOUNDS.get_or_init(|| {
        let provinces = Government::two_levels().province.iter();
        let names = provinces.flat_map(|one| std::iter::once(&one.name).chain(&one.merged));
        let names = names.flat_map(|name| name.split(" - "));
        Compounds::with(names.filter(|name| name.contains(' ')))
    });
    let mut bound = String::with_capacity(line.len());
    let mut at = 0;
    for place in compounds.find(line, fits) {
        bound.push_str(line.get(at..place.start).unwrap_or_default());
        bound.push_str(&line.get(place.clone()).unwrap_or_default().replace(' ', BOUND));
        at = place.end;
    }
    bound + line.get(at..).unwrap_or_default()
}
