//! Edits of a document made here are found, and taken over they give the edited text back.

use std::collections::BTreeMap;

use thethuc::docx::package::Package;
use thethuc::docx::read::{Block, observe};
use thethuc::library;
use thethuc::reopen::changes::{ChangeKind, changes, take_over};
use thethuc::vietnamese::text::upper;
use thethuc::xml::{Document, Element, Node, escape_text};

use crate::documents::{document, sample};
use crate::work::cheaper;

/// The texts of all paragraphs, without the marks at their ends.
fn texts(bytes: &[u8]) -> Vec<String> {
    fn step(blocks: &[Block], texts: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) if !paragraph.is_contents => {
                    texts.push(paragraph.text().trim_end_matches([';', '.', '/', ',']).to_owned());
                }
                Block::Paragraph(_) => {}
                Block::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        step(&cell.blocks, texts);
                    }
                }
            }
        }
    }
    let mut texts = Vec::new();
    step(&observe(bytes).unwrap().blocks, &mut texts);
    texts.retain(|text| !text.is_empty());
    texts
}

/// What to do with a paragraph.
#[derive(Debug, Clone)]
enum Edit {
    /// Its first piece of text that has the one has the other in its place.
    Replace(String, String),
    Remove,
    /// A copy of it with this text follows.
    Add(String),
}

/// Edits the paragraph with this text, as an editor would.
///
/// Nothing where the words to be replaced are split by the layout.
fn edited(bytes: &[u8], paragraph: &str, edit: &Edit) -> Option<Vec<u8>> {
    let package = Package::open(bytes).unwrap();
    let xml = package.read("word/document.xml").unwrap().unwrap();
    let mut document = Document::parse(&xml).unwrap();
    let done = step(&mut document.root, paragraph, edit);
    done.then(|| package.with_parts(&[("word/document.xml", &document.to_bytes())]).unwrap())
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn step(element: &mut Element<'_>, paragraph: &str, edit: &Edit) -> bool {
    let is_it = |node: &Node<'_>| {
        node.as_element().is_some_and(|child| child.name() == "w:p" && flat(&words(child)) == flat(paragraph))
    };
    if let Some(at) = element.children.iter().position(is_it) {
        match edit {
            Edit::Remove => drop(element.children.remove(at)),
            Edit::Add(text) => {
                let mut copy = element.children[at].as_element().unwrap().clone();
                let mut text = text.clone();
                each_text(&mut copy, &mut |_| Some(std::mem::take(&mut text)));
                element.children.insert(at + 1, copy.into());
            }
            Edit::Replace(from, to) => {
                let child = element.children[at].as_element_mut().unwrap();
                let mut done = false;
                each_text(child, &mut |old| {
                    let new =
                        (!done && old.contains(from.as_str())).then(|| old.replacen(from.as_str(), to, 1));
                    done |= new.is_some();
                    new
                });
                return done;
            }
        }
        return true;
    }
    element.elements_mut().any(|child| step(child, paragraph, edit))
}

fn holds(element: &Element<'_>, paragraph: &str) -> bool {
    element.name() == "w:p" && flat(&words(element)) == flat(paragraph)
        || element.elements().any(|child| holds(child, paragraph))
}

fn words(element: &Element<'_>) -> String {
    match element.name() {
        "w:t" => element.text(),
        "w:br" | "w:tab" => " ".to_owned(),
        _ => element.elements().map(words).collect(),
    }
}

fn each_text(element: &mut Element<'_>, change: &mut impl FnMut(&str) -> Option<String>) {
    if element.name() == "w:t" {
        if let Some(new) = change(&element.text()) {
            element.children = vec![Node::Text(escape_text(&new).into_owned().into())];
            element.set_attribute("xml:space", "preserve");
        }
        return;
    }
    element.elements_mut().for_each(|child| each_text(child, change));
}

#[test]
fn nothing_is_found_where_nothing_was_edited() {
    for id in library::ids() {
        for sample in library::get(id).unwrap().samples() {
            let found = changes(&document(id, &sample.values)).unwrap();
            assert_eq!(found.changes, [], "{id} {}", sample.name);
        }
    }
}

/// A text as far as somebody edited it: the form sets the capitals, hyphens and marks at the ends of its lines.
fn edited_part(text: &str) -> String {
    upper(text.trim_start_matches(['-', ' ']).trim_end_matches([';', '.', '/', ',', ' ']))
}

fn edited_parts(bytes: &[u8]) -> Vec<String> {
    texts(bytes).iter().map(|text| edited_part(text)).collect()
}

/// The text of a paragraph with the marks at its end that [`texts`] leaves out.
fn whole(bytes: &[u8], text: &str) -> Option<String> {
    let package = Package::open(bytes).unwrap();
    let xml = package.read("word/document.xml").unwrap().unwrap();
    let ends = ["", ".", ";", "./.", ",", "/"].iter().map(|end| format!("{text}{end}"));
    ends.into_iter().find(|whole| {
        let document = Document::parse(&xml).unwrap();
        holds(&document.root, whole)
    })
}

/// Every so many of the lines of all samples are edited, in the order of what they say: so each line that stands in many
/// documents is tried as often as it stands there. With 1 all are.
const EVERY: usize = 16;

/// Of each hundred edits so many are offered at least. The rest is of words that the template or the decree sets, which no
/// field holds: national name, headings, `Kính gửi:`, `Nơi nhận:`, totals.
const OFFERED: [(&str, usize); 3] = [("changed", 75), ("removed", 55), ("added", 45)];

#[test]
fn one_edit_is_one_change_and_taken_over_prints_the_edited_text() {
    let mut counts = [[0_usize; 2]; 3];
    let mut faults = Vec::new();
    let mut lines: Vec<(String, String)> = Vec::new();
    for id in library::ids() {
        lines.extend(texts(&document(id, &sample(id))).into_iter().map(|text| (text, id.to_owned())));
    }
    lines.sort();
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (at, (text, id)) in lines.iter().enumerate() {
        for (kind, [all, offered]) in counts.iter_mut().enumerate() {
            // Each kind has lines of its own.
            if !(at + kind * EVERY / 3).is_multiple_of(EVERY) {
                continue;
            }
            let bytes = files.entry(id.clone()).or_insert_with(|| document(id, &sample(id)));
            let Some(line) = whole(bytes, text) else { continue };
            let word = text.split(|c: char| !c.is_alphanumeric()).rev().find(|word| word.chars().count() > 2);
            let edit = match (kind, word) {
                (0, Some(word)) => Edit::Replace(word.to_owned(), format!("{word} bổ sung")),
                (1, _) => Edit::Remove,
                (2, _) => Edit::Add("Nội dung mới thêm vào".to_owned()),
                _ => continue,
            };
            let Some(now) = edited(bytes, &line, &edit) else { continue };
            let found = changes(&now).unwrap();
            *all += 1;
            if found.changes.len() != 1 {
                faults.push(format!("{id} {edit:?} {line}: {} changes", found.changes.len()));
            } else if found.changes[0].field.is_some() {
                *offered += 1;
                let taken = take_over(&now, &[0]).unwrap();
                let printed = edited_parts(&document(id, &taken.values));
                if !taken.left.is_empty() || printed != edited_parts(&now) {
                    faults.push(format!("{id} {edit:?} {line}: otherwise in {:?}", found.changes[0].field));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for ((name, least), [all, offered]) in OFFERED.into_iter().zip(counts) {
        println!("{name}: {offered} of {all}");
        assert!(offered * 100 >= all * least, "{name}: {offered} of {all} can be taken over");
    }
}

#[test]
fn each_edit_of_a_letter_is_found_with_its_field_and_taken_over() {
    let file = document("cong-van", &sample("cong-van"));
    let replace = |from: &str, to: &str| Edit::Replace(from.into(), to.into());
    for (paragraph, edit, kind, field) in [
        ("- Trưởng các thôn.", replace("Trưởng", "Bí thư, Trưởng"), ChangeKind::Changed, "kinh_gui.1"),
        ("2. Các trường học", replace("trường học", "trường trung học"), ChangeKind::Changed, "noi_dung"),
        (
            "2. Các trường học",
            replace("trường học", "trường học trên địa bàn"),
            ChangeKind::Changed,
            "noi_dung",
        ),
        ("2. Các trường học", Edit::Add("Nội dung thêm vào.".into()), ChangeKind::Added, "noi_dung"),
        ("2. Các trường học", Edit::Remove, ChangeKind::Removed, "noi_dung"),
        ("- Đoàn Thanh niên xã (để p/h);", Edit::Remove, ChangeKind::Removed, "noi_nhan"),
        ("- Như trên;", Edit::Add("- Công an xã;".into()), ChangeKind::Added, "noi_nhan"),
        ("Phùng Thị Lan", replace("Lan", "Liên"), ChangeKind::Changed, "chu_ky.0.ho_ten"),
    ] {
        let now = edited(&file, paragraph, &edit).unwrap();
        let found = changes(&now).unwrap();
        assert_eq!(found.changes.len(), 1, "{paragraph} {edit:?}: {:#?}", found.changes);
        let change = &found.changes[0];
        assert_eq!(change.kind, kind, "{paragraph} {edit:?}");
        assert_eq!(change.field.as_ref().map(|field| field.as_str()), Some(field), "{paragraph} {edit:?}");
        let taken = take_over(&now, &[0]).unwrap();
        assert_eq!(taken.left, Vec::<usize>::new(), "{paragraph} {edit:?}");
        assert_eq!(texts(&document("cong-van", &taken.values)), texts(&now), "{paragraph} {edit:?}");
    }
}

#[test]
fn a_name_behind_words_of_the_form_is_taken_over() {
    let replace = |from: &str, to: &str| Edit::Replace(from.into(), to.into());
    let mut decree = sample("cong-van");
    decree["chu_ky"] = serde_json::json!([{
        "cach_ky": "thay_mat_ky_thay", "tap_the": "Ủy ban nhân dân", "nguoi_dung_dau": "Chủ tịch",
        "chuc_vu": "Phó Chủ tịch", "ho_ten": "Phùng Thị Lan",
    }]);
    let party = sample("dang-ke-hoach");
    for (id, values, line, edit, field, now) in [
        (
            "dang-ke-hoach",
            &party,
            "T/M BAN THƯỜNG VỤ",
            replace("THƯỜNG VỤ", "CHẤP HÀNH"),
            "tap_the",
            "Ban Chấp Hành",
        ),
        (
            "cong-van",
            &decree,
            "TM. ỦY BAN NHÂN DÂN",
            replace("ỦY BAN", "HỘI ĐỒNG"),
            "tap_the",
            "Hội Đồng nhân dân",
        ),
        ("cong-van", &decree, "KT. CHỦ TỊCH", replace("CHỦ TỊCH", "GIÁM ĐỐC"), "nguoi_dung_dau", "Giám Đốc"),
    ] {
        let edited = edited(&document(id, values), line, &edit).unwrap();
        let found = changes(&edited).unwrap();
        assert_eq!(found.changes.len(), 1, "{line}");
        let path = format!("chu_ky.0.{field}");
        assert_eq!(
            found.changes[0].field.as_ref().map(|field| field.as_str()),
            Some(path.as_str()),
            "{line}"
        );
        let taken = take_over(&edited, &[0]).unwrap();
        assert_eq!(taken.left, Vec::<usize>::new(), "{line}");
        assert_eq!(taken.values["chu_ky"][0][field], now, "{line}");
        assert_eq!(texts(&document(id, &taken.values)), texts(&edited), "{line}");
    }
    // The words themselves are the form's.
    let edited =
        edited(&document("dang-ke-hoach", &party), "T/M BAN THƯỜNG VỤ", &replace("T/M", "T/L")).unwrap();
    assert_eq!(changes(&edited).unwrap().changes[0].field, None);
}

#[test]
fn what_the_template_fixes_is_found_and_cannot_be_taken_over() {
    let values = sample("cong-van");
    let motto = "Độc lập - Tự do - Hạnh phúc";
    let edit = Edit::Replace("lập".into(), "Lập".into());
    let now = edited(&document("cong-van", &values), motto, &edit).unwrap();
    let found = changes(&now).unwrap();
    assert_eq!(found.changes.len(), 1);
    assert_eq!(found.changes[0].field, None);
    let taken = take_over(&now, &[0]).unwrap();
    assert_eq!((taken.values, taken.left), (values, vec![0]));
}

/// The document with a table of so many rows below a paragraph, as it is pasted in Word.
fn with_table(bytes: &[u8], paragraph: &str, rows: usize) -> Vec<u8> {
    let cells = |row: usize| -> String {
        (0..5)
            .map(|column| format!("<w:tc><w:tcPr/><w:p><w:r><w:t>ô {row}.{column}</w:t></w:r></w:p></w:tc>"))
            .collect()
    };
    let rows: String = (0..rows).map(|row| format!("<w:tr>{}</w:tr>", cells(row))).collect();
    let table = format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>");
    let package = Package::open(bytes).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().into_owned()).unwrap();
    let at = xml.find(paragraph).unwrap();
    let end = at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len();
    let xml = format!("{}{table}{}", &xml[..end], &xml[end..]);
    package.with_parts(&[("word/document.xml", xml.as_bytes())]).unwrap()
}

#[test]
fn a_pasted_table_is_taken_over_as_a_whole_and_its_cost_grows_with_its_rows() {
    let id = "cong-van";
    let made = document(id, &sample(id));
    let body = "Vận động giáo viên";
    let time = |rows: usize| {
        let bytes = with_table(&made, body, rows);
        cheaper(|| {
            let found = changes(&bytes).unwrap();
            assert_eq!(found.changes.len(), rows * 5);
            assert!(found.changes.iter().all(|change| change.field.is_some()));
            assert_eq!(found.changes.iter().filter(|change| change.value.is_some()).count(), 1);
        })
    };
    let (few, many) = (time(100).as_secs_f64(), time(800).as_secs_f64());
    assert!(many < few * 8.0 * 3.0, "100 rows {few} s, 800 rows {many} s");

    let bytes = with_table(&made, body, 100);
    let count = changes(&bytes).unwrap().changes.len();
    let taken = take_over(&bytes, &(0..count).collect::<Vec<_>>()).unwrap();
    assert!(taken.left.is_empty());
    assert!(texts(&document(id, &taken.values)).contains(&"ô 99.4".to_owned()));
}
