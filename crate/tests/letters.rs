//! Letters as offices draw them (`letters/`, a file each, see `draw.rs`; in `saved/` some as LibreOffice saved them), opened as forms: what the form then holds and prints is
//! held against what was written down beside each piece, and every word against what was drawn.

mod draw;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use thethuc::document::{Component, Reading, Role, Zone};
use thethuc::reopen::import::{Imported, import};
use thethuc::{fill, library, recognise};

use crate::documents::today;
use crate::import::{less, lost, texts, words};
use draw::{Letter, letter};

/// Of a hundred letters so many have a component right at least.
const RIGHT: usize = 97;

/// What is held against what, by the names of the notation.
const COMPONENTS: [(&str, &str); 20] = [
    ("loai", "kind"),
    ("bh", "issuing body"),
    ("cq", "parent"),
    ("so", "number"),
    ("kh", "symbol"),
    ("dd", "place"),
    ("ng", "date"),
    ("ty", "abstract"),
    ("tq", "authority"),
    ("cc", "grounds"),
    ("kg", "Kính gửi"),
    ("qh", "capacity"),
    ("cv", "position"),
    ("ck", "further position"),
    ("vai", "role"),
    ("ten", "signer"),
    ("nn", "Nơi nhận"),
    ("luu", "Lưu"),
    ("pl", "appendices"),
    ("khan", "marks"),
];

/// The words of a text in small letters; numbers without the noughts before them.
fn said(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let bare = |word: &str| match word.parse::<u64>() {
        Ok(number) => number.to_string(),
        Err(_) => word.to_lowercase(),
    };
    words.map(bare).collect::<Vec<_>>().join(" ")
}

fn figures(text: &str) -> String {
    said(text).split(' ').filter(|word| word.parse::<u64>().is_ok()).collect::<Vec<_>>().join(" ")
}

/// What was written down of a piece, as it is compared.
fn wanted(letter: &Letter, name: &str) -> Vec<String> {
    let pieces = letter.pieces.get(name).cloned().unwrap_or_default();
    let said: Vec<String> = match name {
        "loai" if pieces.is_empty() => vec![said("Công văn")],
        "ng" => pieces.iter().map(|text| figures(text)).collect(),
        _ => pieces.iter().map(|text| said(text)).collect(),
    };
    said.into_iter().filter(|text| !text.is_empty()).collect()
}

/// What a form holds of a piece, or prints.
fn found(imported: &Imported, printed: &Reading, name: &str) -> Vec<String> {
    let values = &imported.values;
    let lines = |value: &Value| -> Vec<String> {
        let all = value.as_array().into_iter().flatten();
        all.filter_map(|line| line.as_str().map(str::to_owned)).collect()
    };
    let of_each = |list: &str, field: &str| -> Vec<String> {
        let all = values[list].as_array().into_iter().flatten();
        all.filter_map(|one| one[field].as_str().map(str::to_owned)).collect()
    };
    let field =
        |name: &str| -> Vec<String> { values[name].as_str().map(str::to_owned).into_iter().collect() };
    let items = |component: Component| printed.all(component);
    let shown =
        |component: Component| -> Vec<String> { items(component).map(|item| item.text.clone()).collect() };
    let signed = |in_capacity: bool| -> Vec<String> {
        let above = printed.items.iter().filter(|item| {
            matches!(item.component, Some(Component::QuyenHanChucVu | Component::ChucVu))
                && item.part(Role::QuyenHan).is_some() == in_capacity
        });
        above.map(|item| item.text.clone()).collect()
    };
    let all = match name {
        "loai" => {
            let template = library::get(&imported.template).unwrap();
            let given = values["ten_loai"].as_str().map(str::to_owned);
            vec![template.kind_name.clone().or(given).unwrap_or_else(|| "Công văn".to_owned())]
        }
        "bh" => of_each("co_quan", "ten"),
        "cq" => of_each("co_quan", "chu_quan"),
        "so" => field("so"),
        "kh" => field("ky_hieu"),
        "dd" => field("dia_danh"),
        "ng" => {
            let day = field("ngay").concat();
            let day: Vec<&str> = day.split('-').rev().collect();
            return Some(figures(&day.join(" "))).into_iter().filter(|text| !text.is_empty()).collect();
        }
        "ty" => field("trich_yeu"),
        "tq" => vec![shown(Component::ThamQuyenBanHanh).join(" ")],
        "cc" => shown(Component::CanCu),
        "kg" => lines(&values["kinh_gui"]),
        "qh" => signed(true),
        "cv" => signed(false),
        "ck" => shown(Component::ChucVuKhac),
        "vai" => shown(Component::VaiKy),
        "ten" => shown(Component::HoTen),
        "nn" => lines(&values["noi_nhan"]),
        "luu" => {
            let copies = values["so_ban_luu"].as_u64().map(|copies| format!(" ({copies} bản)"));
            field("luu").into_iter().map(|luu| luu + copies.as_deref().unwrap_or_default()).collect()
        }
        "pl" => of_each("phu_luc", "tieu_de"),
        "khan" => [shown(Component::DauKhan), shown(Component::DauLuuHanh)].concat(),
        _ => Vec::new(),
    };
    all.iter().map(|text| said(text)).filter(|text| !text.is_empty()).collect()
}

/// What is printed between letterhead and signatures and is no label.
fn of_text(printed: &Reading) -> impl Iterator<Item = &str> {
    let labels = [Component::KinhGui, Component::PhuLuc, Component::KemTheo];
    let items = printed.items.iter().filter(move |item| {
        matches!(item.zone, Zone::Opening | Zone::Body)
            && item.component.is_some_and(|component| !labels.contains(&component))
    });
    items.map(|item| item.text.as_str())
}

#[derive(Default)]
struct Row {
    letters: usize,
    right: usize,
}

/// The letters by name.
fn letters() -> Vec<(String, Letter)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "txt") {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let drawn = letter(&std::fs::read_to_string(&path).unwrap());
            if let Ok(bytes) = std::fs::read(folder.join("saved").join(&name).with_extension("docx")) {
                all.push((format!("{name}, saved again"), Letter { bytes, ..drawn.clone() }));
            }
            all.push((name, drawn));
        }
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

/// To look at the letters in Word.
#[test]
#[ignore = "writes files"]
fn write_letters() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("letters");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, letter) in letters() {
        std::fs::write(folder.join(name).with_extension("docx"), letter.bytes).unwrap();
    }
}

#[test]
fn components_of_letters_as_offices_draw_them_are_right() {
    let letters = letters();
    assert!(letters.len() >= 60, "{} letters", letters.len());
    let mut table: BTreeMap<usize, Row> = BTreeMap::new();
    let mut faults = Vec::new();
    let (mut all_words, mut left_words) = (0, 0);
    for (name, letter) in &letters {
        let imported = import(&letter.bytes).unwrap();
        let template = library::get(&imported.template).unwrap();
        let printed = recognise::of_document(&fill(&template, &imported.values, today()).document);
        for (at, (piece, component)) in COMPONENTS.iter().enumerate() {
            let wanted = wanted(letter, piece);
            let found = found(&imported, &printed, piece);
            if wanted.is_empty() && found.is_empty() {
                continue;
            }
            let row = table.entry(at).or_default();
            row.letters += 1;
            if wanted == found {
                row.right += 1;
            } else {
                faults.push(format!("{name}: {component} is {found:?}, not {wanted:?}"));
            }
        }
        if letter.template.as_ref().is_some_and(|wanted| !imported.template.starts_with(wanted)) {
            faults.push(format!("{name}: template is {}", imported.template));
        }
        let lost = lost(&letter.bytes, &imported);
        if !lost.is_empty() {
            faults.push(format!("{name}: lost {lost:?}"));
        }
        let drawn = texts(&letter.bytes);
        let gained = less(&words(of_text(&printed)), &words(drawn.iter().map(String::as_str)));
        if !gained.is_empty() {
            faults.push(format!("{name}: gained {gained:?}"));
        }
        let drawn: usize = words(drawn.iter().map(String::as_str)).values().sum();
        let left: usize = words(imported.left_over.iter().map(|left| left.text.as_str())).values().sum();
        if left * 20 > drawn {
            let left: Vec<&str> = imported.left_over.iter().map(|left| left.text.as_str()).collect();
            faults.push(format!("{name}: left {left:?}"));
        }
        (all_words, left_words) = (all_words + drawn, left_words + left);
    }
    println!("\n{} letters\n{:<18} {:>7} {:>6} {:>6}", letters.len(), "component", "letters", "right", "%");
    for (at, row) in &table {
        let share = row.right * 1000 / row.letters;
        println!(
            "{:<18} {:>7} {:>6} {:>4}.{}",
            COMPONENTS[*at].1,
            row.letters,
            row.right,
            share / 10,
            share % 10
        );
    }
    println!("{all_words} words, {} in values", all_words - left_words);
    println!("{}", faults.join("\n"));
    let poor = table.iter().filter(|(_, row)| row.right * 100 < row.letters * RIGHT);
    let poor: Vec<&str> = poor.map(|(at, _)| COMPONENTS[*at].1).collect();
    assert!(poor.is_empty(), "less than {RIGHT} % are right of {}", poor.join(", "));
    assert!(
        (all_words - left_words) * 100 >= all_words * RIGHT,
        "{left_words} of {all_words} words are left over"
    );
    let other: Vec<&String> = faults
        .iter()
        .filter(|fault| [": lost", ": gained", ": template"].iter().any(|kind| fault.contains(kind)))
        .collect();
    assert!(other.is_empty(), "{other:?}");
}
