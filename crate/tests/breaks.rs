//! How names break into lines of 60, 65 and 70 mm, for the eye (`breaks.txt`, which `UPDATE=1` writes): those of all
//! bodies of local government, and others offices have (`breaks-names.txt`).

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use thethuc::Length;
use thethuc::government::Government;
use thethuc::layout::name_lines;
use thethuc::metrics::Face;
use thethuc::vietnamese::text::upper;

const WIDTHS: [f64; 3] = [60.0, 65.0, 70.0];
const SIZE: f64 = 13.0;

/// Breaks that have been seen inside words.
const TORN: [(&str, &str); 12] = [
    ("THỂ", "THAO"),
    ("MÔI", "TRƯỜNG"),
    ("VĂN", "THƯ"),
    ("KHÍ", "HẬU"),
    ("TRUNG", "HỌC"),
    ("NHÀ", "NƯỚC"),
    ("VIỆT", "NAM"),
    ("CHĂN", "NUÔI"),
    ("KIỂM", "SOÁT"),
    ("HẠ", "TẦNG"),
    ("XÃ", "HỘI"),
    ("HÒA", "BÌNH"),
];

fn names() -> Vec<String> {
    let table = Government::two_levels();
    let bodies: BTreeSet<&str> = table.body.iter().map(|body| body.name.as_str()).collect();
    let provinces = table.province.iter().flat_map(|one| {
        let former = one.merged.iter().filter(|name| **name != one.name).map(|name| format!("tỉnh {name}"));
        let units = std::iter::once(format!("{} {}", one.kind, one.name)).chain(former);
        units.map(|unit| format!("Ủy ban nhân dân {unit}"))
    });
    let provinces: BTreeSet<String> = provinces.collect();
    let others = include_str!("breaks-names.txt").lines().map(str::to_owned);
    bodies.into_iter().map(str::to_owned).chain(provinces).chain(others).collect()
}

#[test]
fn names_of_bodies_break_between_words() {
    let mut printed = String::new();
    for name in names() {
        let _ = writeln!(printed, "{name}");
        for width in WIDTHS {
            let lines = name_lines(&upper(&name), Face::Bold, Length::pt(SIZE), Length::mm(width));
            let _ = writeln!(printed, "  {width} mm  {}", lines.join(" / "));
            for pair in lines.windows(2) {
                let ends = pair[0].rsplit(' ').next().unwrap();
                let begins = pair[1].split(' ').next().unwrap().trim_end_matches(',');
                assert!(!TORN.contains(&(ends, begins)), "{name}: {lines:?}");
            }
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/breaks.txt");
    if crate::updating() {
        fs::write(&file, &printed).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap_or_default(), printed);
}
