//! Places of number and date as people leave them: filled where a person would, otherwise refused by name.

use thethuc::docx::package::Package;
use thethuc::docx::patch::lines;
use thethuc::docx::read_values;
use thethuc::reopen::issue::{issue, recognise};
use thethuc::xml::{Document, Element};

use super::letter::{changed_parts, letter, paragraphs, part};
use super::{REQUEST, codes, numbered, with};
use crate::documents::document;

const MAIN: &str = "word/document.xml";

fn lines_of(bytes: &[u8]) -> Vec<String> {
    let xml = part(bytes, MAIN);
    lines(&Document::parse(&xml).unwrap().root).into_iter().map(|line| line.text).collect()
}

/// Lines as the table writes them.
fn written(lines: &[String]) -> String {
    let signs = lines.join("¶").replace('\t', "→").replace('\n', "⏎");
    signs.replace('\u{200E}', "&#x200E;").replace('\u{200B}', "&#x200B;")
}

#[test]
fn each_line_is_filled_as_a_person_would_or_refused() {
    let mut faults = Vec::new();
    for case in include_str!("places.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = case.split('\t').collect();
        let [number, date, wanted @ ..] = columns.as_slice() else { panic!("{case}") };
        let draft = letter(number, date);
        let seen = match (issue(&draft, &REQUEST), wanted) {
            (Ok(issued), [wanted_number, wanted_date]) => {
                let (before, after) = (lines_of(&draft), lines_of(&issued.bytes));
                let (number_at, date_at) = (4, 4 + number.split('¶').count() + 1);
                let now = |at: usize, line: &str| written(&after[at..at + line.split('¶').count()]);
                let others = before.iter().zip(&after).enumerate().filter(|(at, (was, now))| {
                    let own = (number_at..date_at - 1).contains(at)
                        || (date_at..date_at + date.split('¶').count()).contains(at);
                    !own && was != now
                });
                assert_eq!(others.count(), 0, "{case}");
                assert_eq!(changed_parts(&draft, &issued.bytes), [MAIN], "{case}");
                let both = [now(number_at, number), now(date_at, date)];
                if both == [*wanted_number, *wanted_date] {
                    continue;
                }
                both.join("\t")
            }
            (Ok(issued), _) => format!("{:?}", issued.places),
            (result, [code]) if codes(result.clone()) == [*code] => continue,
            (result, _) => codes(result).join(", "),
        };
        faults.push(format!("{case}\n    {seen}"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// How number and date are left open; `@` stands for the label's rest: separator and symbol, `#` for the place.
const NUMBERS: [&str; 9] =
    ["Số: [   ]@", "Số: xx@", "Số:|…..|@", "số:    @", "Số:¶@", "Số:⏎@", "Số : ____@", "Số:→@", "SỐ.     @"];
const DATES: [&str; 8] = [
    "#, ngày    /    /2026",
    "#, ngày xx tháng xx năm 20xx",
    "#,⏎ngày    tháng    năm 2026",
    "#,¶Ngày ... tháng ... năm 20...",
    "(#, ngày    tháng    năm 2026)",
    "#, ngày [ ] tháng [ ] năm 2026.",
    "#, ngày …/02/2026",
    "#, n|gày |  |tháng→ năm 20",
];

/// Puts other paragraphs in place of the one with a bookmark.
fn replaced(element: &mut Element<'_>, bookmark: &str, paragraphs: &str) -> bool {
    fn has(element: &Element<'_>, bookmark: &str) -> bool {
        element.attribute("w:name").as_deref() == Some(bookmark)
            || element.elements().any(|child| has(child, bookmark))
    }
    let at = element.children.iter().position(|node| {
        node.as_element().is_some_and(|child| child.name() == "w:p" && has(child, bookmark))
    });
    if let Some(at) = at {
        let xml = format!("<w:x {}>{paragraphs}</w:x>", super::letter::NAMES);
        let new = Document::parse(xml.as_bytes()).unwrap();
        let owned: Vec<Element<'static>> = new.root.elements().map(owned).collect();
        element.children.remove(at);
        for (offset, paragraph) in owned.into_iter().enumerate() {
            element.insert(at + offset, paragraph);
        }
        return true;
    }
    element.elements_mut().any(|child| replaced(child, bookmark, paragraphs))
}

/// The element by itself.
fn owned(element: &Element<'_>) -> Element<'static> {
    let mut new = Element::new("");
    new.rename(element.name());
    for attribute in element.attributes() {
        new.set_attribute(attribute.name, &attribute.value());
    }
    for child in &element.children {
        match child {
            thethuc::xml::Node::Element(child) => new.push(owned(child)),
            thethuc::xml::Node::Text(text) => new.push(thethuc::xml::Node::Text(text.to_string().into())),
            _ => {}
        }
    }
    new
}

#[test]
fn every_sample_is_filled_however_its_lines_were_left_open() {
    for (nth, (id, name, values)) in numbered().into_iter().enumerate() {
        let draft = document(id, &with(&values, "", "2026-02"));
        let seen = recognise(&draft).unwrap();
        let line = &seen.places[0].before;
        let Some(at) = line.rfind(&seen.symbol) else { panic!("{id} {name}: {line}") };
        let separator = line[..at].trim_end().chars().next_back().unwrap();
        let place = values["dia_danh"].as_str().unwrap_or("An Bình");
        let number = NUMBERS[nth % NUMBERS.len()].replace('@', &format!("{separator}{}", seen.symbol));
        let date = DATES[nth % DATES.len()].replace('#', place);
        let xml = part(&draft, MAIN);
        let mut main = Document::parse(&xml).unwrap();
        assert!(replaced(&mut main.root, "so", &paragraphs(&number)), "{id} {name}");
        let is_dated = replaced(&mut main.root, "ngay", &paragraphs(&date));
        let package = Package::open(&draft).unwrap();
        let edited = package.with_parts(&[(MAIN, &main.to_bytes())]).unwrap();

        let issued =
            issue(&edited, &REQUEST).unwrap_or_else(|wrong| panic!("{id} {name} {number} {date}: {wrong:?}"));
        assert_eq!(changed_parts(&edited, &issued.bytes), ["customXml/item1.xml", MAIN], "{id} {name}");
        let (before, after) = (lines_of(&edited), lines_of(&issued.bytes));
        assert_eq!(before.len(), after.len(), "{id} {name}");
        let mut changed = before.iter().zip(&after).filter(|(was, now)| was != now).map(|(_, now)| now);
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let now = squeezed(changed.next().unwrap());
        let whole = if number.contains('¶') {
            "Số:07".to_owned()
        } else {
            format!("07{separator}{}", seen.symbol)
        };
        assert!(now.ends_with(&squeezed(&whole)), "{id} {name}: {number}: {now}");
        if is_dated {
            let now = squeezed(changed.next().unwrap());
            let day = if date.contains('/') { "ngày05/02/2026" } else { "05tháng02năm2026" };
            assert!(now.contains(day), "{id} {name}: {date}: {now}");
        }
        let rest: Vec<&String> = changed.collect();
        assert!(
            rest.iter().all(|line| line.contains("07") && line.contains("05 tháng 02")),
            "{id} {name}: {rest:?}"
        );
        assert_eq!(read_values(&issued.bytes).unwrap().values["so"], "7", "{id} {name}");
    }
}
