//! Number and date written into finished documents: those places change, and no other byte of text.

mod letter;
mod places;
mod structures;
mod take_out;

use proptest::prelude::*;
use serde_json::{Value, json};
use thethuc::docx::package::{Package, Parts, write};
use thethuc::docx::read_values;
use thethuc::docx::values_part::TextDigest;
use thethuc::library;
use thethuc::reopen::issue::{COLUMNS, Issued, Request, issue, recognise};
use thethuc::xml::{Document, Element};

use crate::documents::{document, files};

const REQUEST: Request<'static> =
    Request { so: "7", ngay: "2026-02-05", ky_hieu: "", replace: false, take_out: &[] };

fn with(values: &Value, so: &str, ngay: &str) -> Value {
    let mut values = values.clone();
    values["so"] = so.into();
    values["ngay"] = ngay.into();
    values
}

fn part(bytes: &[u8], name: &str) -> Vec<u8> {
    Package::open(bytes).unwrap().read(name).unwrap().unwrap().into_owned()
}

fn digest(bytes: &[u8]) -> TextDigest {
    TextDigest::of_package(&Package::open(bytes).unwrap(), "word/document.xml").unwrap()
}

/// The texts of all `w:t`, and everything else of the part.
fn taken_apart(xml: &[u8]) -> (Vec<String>, String) {
    fn step(element: &mut Element<'_>, texts: &mut Vec<String>) {
        if element.name() == "w:t" {
            texts.push(element.text());
            element.children.clear();
            element.remove_attribute("xml:space");
            element.tighten();
        }
        element.elements_mut().for_each(|child| step(child, texts));
    }
    let mut document = Document::parse(xml).unwrap();
    let mut texts = Vec::new();
    step(&mut document.root, &mut texts);
    (texts, String::from_utf8(document.to_bytes()).unwrap())
}

/// The texts that differ, now and before; everything else has to be as it was.
fn changes(before: &[u8], after: &[u8]) -> Vec<(String, String)> {
    for entry in Package::open(before).unwrap().parts() {
        if entry.name != "word/document.xml" && entry.name != "customXml/item1.xml" {
            assert_eq!(part(before, &entry.name), part(after, &entry.name), "{}", entry.name);
        }
    }
    let (before, frame) = taken_apart(&part(before, "word/document.xml"));
    let (after, new_frame) = taken_apart(&part(after, "word/document.xml"));
    assert_eq!(frame, new_frame);
    before.into_iter().zip(after).filter(|(before, after)| before != after).collect()
}

fn codes(result: Result<Issued, Vec<thethuc::Diagnostic>>) -> Vec<String> {
    result.unwrap_err().into_iter().map(|finding| finding.code.into_owned()).collect()
}

/// The samples whose form has a number of its own.
fn numbered() -> Vec<(&'static str, String, Value)> {
    let mut all = Vec::new();
    for id in library::ids() {
        let template = library::get(id).unwrap();
        if template.form.letterhead().is_none_or(|boxes| !boxes.number) || template.field("so").is_none() {
            continue;
        }
        all.extend(template.samples().iter().map(|sample| (id, sample.name.clone(), sample.values.clone())));
    }
    all
}

#[test]
fn every_sample_is_issued_as_if_its_form_had_said_so() {
    let samples = numbered();
    assert!(samples.len() > 60, "{}", samples.len());
    for (id, name, values) in samples {
        let draft = document(id, &with(&values, "", "2026-02"));
        let issued = issue(&draft, &REQUEST).unwrap_or_else(|wrong| panic!("{id} {name}: {wrong:?}"));
        let whole = document(id, &with(&values, "7", "2026-02-05"));
        assert_eq!(digest(&issued.bytes), digest(&whole), "{id} {name}");

        let read = read_values(&issued.bytes).unwrap();
        assert!(read.unchanged, "{id} {name}");
        assert_eq!(read.values["so"], "7", "{id} {name}");
        let changed = changes(&draft, &issued.bytes);
        let electronic = values["hinh_thuc"] == "dien_tu";
        let appendices = issued.places.iter().filter(|place| place.before.starts_with('(')).count();
        let own = issued.places.len() - appendices;
        assert_eq!(changed.len(), own + appendices * 2, "{id} {name}: {changed:?}");
        assert!(!electronic || appendices == 0, "{id} {name}");

        let row = issued.register.unwrap();
        assert_eq!(row.entries.len(), COLUMNS.len());
        assert!(row.entries[0].value.starts_with("07"), "{id} {name}: {row:?}");
        assert_eq!(row.entries[1].value, "05/02/2026");
        assert!(!row.entries[2].value.is_empty(), "{id} {name}");
        assert_eq!(row.line.matches('\t').count(), COLUMNS.len() - 1);

        // Once more the same is no other document; another number is refused.
        let again = issue(&issued.bytes, &REQUEST).unwrap();
        assert_eq!(digest(&again.bytes), digest(&issued.bytes), "{id} {name}");
        assert_eq!(codes(issue(&issued.bytes, &Request { so: "8", ..REQUEST })), ["da-co-so"], "{id} {name}");
        let replaced = issue(&issued.bytes, &Request { so: "8", replace: true, ..REQUEST }).unwrap();
        let other = document(id, &with(&values, "8", "2026-02-05"));
        assert_eq!(digest(&replaced.bytes), digest(&other), "{id} {name}");
    }
}

#[test]
fn lost_bookmarks_are_made_up_for_by_how_the_lines_read() {
    for (id, name, values) in numbered() {
        let draft = document(id, &with(&values, "", ""));
        let xml = String::from_utf8(part(&draft, "word/document.xml")).unwrap();
        let mut document = Document::parse(xml.as_bytes()).unwrap();
        fn without_marks(element: &mut Element<'_>) {
            element.retain_elements(|child| !child.name().starts_with("w:bookmark"));
            element.elements_mut().for_each(without_marks);
        }
        without_marks(&mut document.root);
        let bare = Package::open(&draft).unwrap();
        let bare = bare.with_parts(&[("word/document.xml", &document.to_bytes())]).unwrap();
        let by_marks = issue(&draft, &REQUEST).unwrap();
        let by_text = issue(&bare, &REQUEST).unwrap_or_else(|wrong| panic!("{id} {name}: {wrong:?}"));
        assert_eq!(digest(&by_text.bytes), digest(&by_marks.bytes), "{id} {name}");
        assert_eq!(by_text.places, by_marks.places, "{id} {name}");
    }
}

/// A document of another program, its paragraphs given as XML.
fn foreign(body: &str) -> Vec<u8> {
    let xml = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    write(&Parts {
        document: xml.into_bytes().into(),
        styles: b"<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>"
            .as_slice()
            .into(),
        headers: vec![],
        footers: vec![],
        footnotes: None,
        title: "",
        subject: "",
        values: None,
    })
}

fn paragraphs(lines: &[&str]) -> String {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    lines
        .iter()
        .map(|line| {
            let runs: Vec<String> = line.split('|').map(run).collect();
            format!("<w:p>{}</w:p>", runs.join("")).replace("TAB", "</w:t><w:tab/><w:t>")
        })
        .collect()
}

const LETTERHEAD: [&str; 5] = [
    "ỦY BAN NHÂN DÂN",
    "XÃ AN BÌNH",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "S|ố|:  |  …… / |QĐ|-UBND",
];

#[test]
fn a_document_of_another_program_is_known_by_its_lines() {
    let mut lines = LETTERHEAD.to_vec();
    lines.extend([
        "An Bình, n|gày  |  tháng|   n|ăm 20…",
        "QUYẾT ĐỊNH",
        "Về việc khen thưởng",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;",
        "Điều 1. Khen thưởng.",
        "Nơi nhận:",
        "- Như Điều 3;",
        "- Lưu: VT, VP.",
        "Phụ lục",
        "(Kèm theo Quyết định số |   /QĐ-UBND ngày    tháng    năm 2026 của UBND xã)",
        "Số:      /GM-UBND",
        "Mẫu, ngày    tháng    năm 2026",
    ]);
    let draft = foreign(&paragraphs(&lines));
    let seen = recognise(&draft).unwrap();
    assert_eq!(seen.issuer, ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]);
    assert_eq!((seen.symbol.as_str(), seen.number.as_str(), seen.date.as_str()), ("QĐ-UBND", "", ""));
    let issued = issue(&draft, &REQUEST).unwrap();
    let now: Vec<&str> = issued.places.iter().map(|place| place.after.as_str()).collect();
    assert_eq!(
        now,
        [
            "Số: 07/ QĐ-UBND",
            "An Bình, ngày 05 tháng 02 năm 2026",
            "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026 của UBND xã)",
        ]
    );
    let row = issued.register.unwrap();
    let values: Vec<&str> = row.entries.iter().map(|entry| entry.value.as_str()).collect();
    assert_eq!(
        values,
        [
            "07/QĐ-UBND",
            "05/02/2026",
            "Quyết định về việc khen thưởng",
            "",
            "Như Điều 3",
            "VT, VP",
            "",
            "",
            "",
            ""
        ]
    );
    let (texts, _) = taken_apart(&part(&issued.bytes, "word/document.xml"));
    let whole = texts.concat();
    assert!(
        whole.contains("Số:      /GM-UBND") && whole.contains("Mẫu, ngày    tháng    năm 2026"),
        "{whole}"
    );
}

#[test]
fn tabs_and_deleted_text_do_not_hide_the_places() {
    let draft = foreign(&format!(
        "{}<w:p><w:r><w:t>Số:</w:t><w:tab/></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>\
         <w:r><w:t>/KH-SNV</w:t><w:tab/><w:t>Hà Nội, ngày    tháng    năm 2026</w:t></w:r></w:p>",
        paragraphs(&["SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"])
    ));
    let issued = issue(&draft, &REQUEST).unwrap();
    assert_eq!(issued.places[0].after, "Số: 07/KH-SNV Hà Nội, ngày 05 tháng 02 năm 2026");
    let xml = String::from_utf8(part(&issued.bytes, "word/document.xml")).unwrap();
    assert!(xml.contains("<w:t>Số: 07</w:t></w:r>") && xml.contains("<w:delText>12</w:delText>"), "{xml}");
}

#[test]
fn what_cannot_be_numbered_says_why_and_nothing_is_written() {
    let body = |lines: &[&str]| foreign(&paragraphs(lines));
    let dated = [&LETTERHEAD[..], &["An Bình, ngày    tháng    năm 2026"]].concat();
    let whole = body(&dated);
    for (so, ngay, expected) in [
        ("", "2026-02-05", vec!["so-sai"]),
        ("7/QĐ", "2026-02-05", vec!["so-sai"]),
        ("0", "2026-02-05", vec!["so-sai"]),
        ("-1", "2026-02-05", vec!["so-sai"]),
        ("7", "2026-02", vec!["ngay-sai"]),
        ("7", "30/2/2026", vec!["ngay-sai"]),
        ("x", "hôm nay", vec!["so-sai", "ngay-sai"]),
    ] {
        assert_eq!(codes(issue(&whole, &Request { so, ngay, ..REQUEST })), expected, "{so} {ngay}");
    }
    assert_eq!(codes(issue(&body(&["Kính gửi ông A"]), &REQUEST)), ["khong-thay-cho-so"]);
    assert_eq!(codes(issue(&body(&LETTERHEAD), &REQUEST)), ["khong-thay-cho-ngay"]);
    let done = [&LETTERHEAD[..4], &["Số: 12/QĐ-UBND", "An Bình, ngày 04 tháng 02 năm 2026"]].concat();
    assert_eq!(codes(issue(&body(&done), &REQUEST)), ["da-co-so"]);
    assert!(issue(&body(&done), &Request { replace: true, ..REQUEST }).is_ok());
    assert_eq!(codes(issue(b"no zip", &REQUEST)), ["khong-phai-docx"]);
    assert!(issue(&body(&["Số:     /BB-UBND", "BIÊN BẢN"]), &REQUEST).is_ok(), "minutes have no place-date");
}

#[test]
fn an_appendix_in_a_file_of_its_own_gets_number_and_date_too() {
    let plan = library::get("ke-hoach-nam").unwrap();
    let mut values = with(&plan.samples()[0].values, "", "");
    values["phu_luc"] = json!([{ "tieu_de": "Danh sách", "noi_dung": "1. Một", "tep_rieng": true }]);
    let drafts = files("ke-hoach-nam", &values, true);
    let issued = issue(&drafts[1], &REQUEST).unwrap();
    assert_eq!(issued.register, None);
    assert!(
        issued.places[0].after.contains("số 07/KH-UBND ngày 05 tháng 02 năm 2026 của"),
        "{:?}",
        issued.places
    );
    let whole = files("ke-hoach-nam", &with(&values, "7", "2026-02-05"), true);
    assert_eq!(digest(&issued.bytes), digest(&whole[1]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever somebody changed in the text elsewhere stays as they left it.
    #[test]
    fn edits_survive(at in 0usize..400, typed in "[ \\PCáấđ./&<>-]{0,12}", cut in any::<bool>()) {
        let plan = library::get("ke-hoach-nam").unwrap();
        let draft = document("ke-hoach-nam", &with(&plan.samples()[0].values, "", "2026"));
        let xml = part(&draft, "word/document.xml");
        let mut document = Document::parse(&xml).unwrap();
        let (texts, _) = taken_apart(&xml);
        let places = ["Số: ", "/", "KH-UBND", "An Bình", ", "];
        let target = at % texts.len();
        let is_place = places.contains(&texts[target].as_str()) || texts[target].contains('\u{a0}');
        fn change(element: &mut Element<'_>, nth: &mut usize, target: usize, new: &str) {
            if element.name() == "w:t" {
                if *nth == target {
                    element.children = vec![thethuc::xml::Node::Text(
                        thethuc::xml::escape_text(new).into_owned().into(),
                    )];
                    element.set_attribute("xml:space", "preserve");
                }
                *nth += 1;
            }
            element.elements_mut().for_each(|child| change(child, nth, target, new));
        }
        let new = if cut { typed } else { format!("{}{typed}", texts[target]) };
        if is_place {
            return Ok(());
        }
        change(&mut document.root, &mut 0, target, &new);
        let package = Package::open(&draft).unwrap();
        let edited = package.with_parts(&[("word/document.xml", &document.to_bytes())]).unwrap();
        let issued = issue(&edited, &REQUEST).unwrap();
        let attached = issued.places.iter().filter(|place| place.before.starts_with('(')).count();
        prop_assert_eq!(changes(&edited, &issued.bytes).len(), issued.places.len() + attached);
        let read = (read_values(&edited).unwrap(), read_values(&issued.bytes).unwrap());
        prop_assert_eq!(read.0.unchanged, read.1.unchanged);
    }
}

#[test]
fn the_register_gets_what_the_edited_text_says() {
    let sample = |id: &str| with(&crate::documents::sample(id), "", "2026-02");
    let edited = |id: &str, edits: &[(&str, &str)]| {
        let draft = document(id, &sample(id));
        let mut xml = String::from_utf8(part(&draft, "word/document.xml")).unwrap();
        for (from, to) in edits {
            assert!(xml.contains(from), "{id}: {from}");
            xml = xml.replace(from, to);
        }
        let package = Package::open(&draft).unwrap();
        package.with_parts(&[("word/document.xml", xml.as_bytes())]).unwrap()
    };
    let plan = document("ke-hoach-nam", &sample("ke-hoach-nam"));
    let was = recognise(&plan).unwrap();
    let signer = was.signer.as_str();
    let file = edited("ke-hoach-nam", &[(signer, "Trần Thị Mới"), (&was.summary, "Việc khác hẳn")]);
    let now = recognise(&file).unwrap();
    assert_eq!((now.summary.as_str(), now.signer.as_str()), ("Việc khác hẳn", "Trần Thị Mới"));
    assert_eq!((&now.kind, &now.recipients, &now.keeper), (&was.kind, &was.recipients, &was.keeper));

    // The signers of minutes stand side by side and are not read from the text.
    let was = recognise(&document("bien-ban-hop", &sample("bien-ban-hop"))).unwrap();
    let now = recognise(&edited("bien-ban-hop", &[("họp", "hội ý")])).unwrap();
    assert_eq!(now.signer, was.signer);
}
