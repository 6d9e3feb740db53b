//! Any document to look at: nothing of its text is missing or twice, nothing of it becomes markup, places are pointed out, and
//! what is shown is bounded.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use thethuc::docx::package::Package;
use thethuc::docx::read::{Observed, ParagraphId, observe};
use thethuc::examine::{Reported, examine, report};
use thethuc::view::{Mark, View, write};
use thethuc::{fill, library};

use crate::observed::package;

fn samples() -> impl Iterator<Item = Vec<u8>> {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    library::ids().map(move |id| {
        let template = library::get(id).unwrap();
        fill(&template, &template.samples()[0].values, today).docx(false).unwrap().remove(0).bytes
    })
}

fn shown(observed: &Observed) -> View {
    write(observed, &[], usize::MAX)
}

fn of(body: &str) -> View {
    shown(&observe(&package(body, &[])).unwrap())
}

/// The text between the tags, and the tags; every one that opens closes in order.
fn parted(html: &str) -> (String, Vec<String>) {
    let (mut text, mut tags, mut open) = (String::new(), Vec::new(), Vec::new());
    for piece in html.split_inclusive('>') {
        let (before, tag) = piece.split_once('<').unwrap_or((piece, ""));
        text.push_str(before);
        let Some(tag) = tag.strip_suffix('>') else { continue };
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "{html}");
        } else if !["br", "col"].contains(&name) {
            open.push(name.to_owned());
        }
        tags.push(tag.to_owned());
    }
    assert_eq!(open, Vec::<String>::new());
    (text, tags)
}

fn letters(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!("{name}=\""))?.1.split('"').next()
}

#[test]
fn every_paragraph_is_shown_once_with_all_its_letters() {
    for bytes in samples() {
        let observed = observe(&bytes).unwrap();
        let view = shown(&observed);
        assert_eq!((view.rest, view.shown), (0, observed.paragraphs().len()));
        let (text, tags) = parted(&view.html);
        let numbers: Vec<&str> = tags.iter().filter_map(|tag| attribute(tag, "data-p")).collect();
        for paragraph in observed.paragraphs() {
            let number = paragraph.number.0.to_string();
            assert_eq!(numbers.iter().filter(|known| **known == number).count(), 1, "paragraph {number}");
            let said = letters(&paragraph.text()).replace('&', "&amp;").replace('"', "&quot;");
            let said = said.split("^[").next().unwrap();
            assert!(letters(&text).contains(said), "{said}");
        }
    }
}

#[test]
fn what_a_file_says_is_text_and_numbers() {
    let evil = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=y&gt;";
    let font = "x&quot;;}*{background:url(http://a.example)";
    let view = of(&format!(
        "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\"/><w:highlight w:val=\"red;x\"/></w:rPr><w:t>{evil}</w:t></w:r>\
         <w:hyperlink r:id=\"r9\"><w:r><w:t>http://a.example</w:t></w:r></w:hyperlink></w:p>"
    ));
    let (text, tags) = parted(&view.html);
    assert!(text.contains("&lt;script&gt;alert(1)"), "{text}");
    let names: BTreeSet<&str> =
        tags.iter().map(|tag| tag.trim_start_matches('/').split(' ').next().unwrap()).collect();
    assert_eq!(names, BTreeSet::from(["p", "section", "span"]));
    assert!(tags.iter().all(|tag| !tag.contains("href") && !tag.contains("src")), "{tags:?}");
    assert!(!view.css.contains("url(") && !view.css.contains("red;x"), "{}", view.css);
}

#[test]
fn formats_tables_and_white_space_are_those_of_the_file() {
    let cell = |text: &str, properties: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
    };
    let borders = "<w:tblBorders><w:top w:val=\"single\" w:sz=\"4\"/><w:insideH w:val=\"single\" w:sz=\"4\"/></w:tblBorders>";
    let view = of(&format!(
        "<w:p><w:pPr><w:jc w:val=\"center\"/><w:ind w:firstLine=\"720\"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val=\"28\"/></w:rPr><w:t>Đậm</w:t></w:r></w:p>\
         <w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"2000\"/></w:tabs></w:pPr><w:r><w:tab/><w:t>Sau tab</w:t></w:r></w:p>\
         <w:tbl><w:tblPr>{borders}</w:tblPr><w:tblGrid><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"2000\"/></w:tblGrid>\
         <w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}</w:tr></w:tbl>",
        cell("a", "<w:vMerge w:val=\"restart\"/>"),
        cell("b", ""),
        cell("", "<w:vMerge/>"),
        cell("c", ""),
        cell("d", "<w:gridSpan w:val=\"2\"/>")
    ));
    for wanted in ["text-align:center", "text-indent:36pt", "font-weight:bold", "font-size:14pt"] {
        assert!(view.css.contains(wanted), "{wanted}: {}", view.css);
    }
    for wanted in [
        "<span class=\"dv-white\" style=\"width:100pt\"></span>Sau tab",
        "rowspan=\"2\"",
        "colspan=\"2\"",
        "border-top:0.5pt solid #000",
        "<col style=\"width:50pt\">",
    ] {
        assert!(view.html.contains(wanted), "{wanted}: {}", view.html);
    }
    assert_eq!(view.html.matches("<td").count(), 4);
}

#[test]
fn a_picture_is_a_box_of_its_size() {
    let view = of(
        "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"1270000\" cy=\"635000\"/><a:graphic><a:graphicData>\
         <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
    );
    assert!(
        view.html.contains("<span class=\"dv-picture\" style=\"width:100pt;height:50pt\"></span>"),
        "{}",
        view.html
    );
}

#[test]
fn what_is_shown_is_bounded_and_what_is_not_is_counted() {
    let body = "<w:p><w:r><w:t>Đoạn</w:t></w:r></w:p>".repeat(50);
    let observed = observe(&package(&body, &[])).unwrap();
    let view = write(&observed, &[], 20);
    assert_eq!((view.shown, view.rest, view.html.matches("<p ").count()), (20, 30, 20));
    parted(&view.html);
}

#[test]
fn places_are_pointed_out_as_a_whole_or_in_part() {
    let observed = observe(&package("<w:p><w:r><w:t>một hai ba</w:t></w:r></w:p>", &[])).unwrap();
    let mark = |id, range| Mark { id, paragraph: ParagraphId(0), range };
    let view = write(&observed, &[mark(7, 4..7), mark(9, 0..10)], 10);
    let (_, tags) = parted(&view.html);
    assert_eq!(tags.iter().find_map(|tag| attribute(tag, "data-marks")), Some("9"));
    assert!(view.html.contains("data-run=\"0.4.4.7\" data-marks=\"7\">hai</span>"), "{}", view.html);
}

#[test]
fn every_finding_with_a_place_is_marked_and_reported() {
    let bytes = samples().next().unwrap();
    let package = Package::open(&bytes).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().into_owned()).unwrap();
    let xml = xml.replace("Độc lập - ", "Độc lập – ");
    let broken = package.with_parts(&[("word/document.xml", xml.as_bytes())]).unwrap();
    let examined = examine(&broken).unwrap();
    let placed = examined.findings.iter().filter(|finding| finding.place.is_some()).count();
    assert!(placed > 0);
    assert_eq!(examined.marks().len(), placed);
    let view = write(&observe(&broken).unwrap(), &examined.marks(), usize::MAX);
    for mark in examined.marks() {
        let id = mark.id.to_string();
        let (_, tags) = parted(&view.html);
        let mut marks = tags.iter().filter_map(|tag| attribute(tag, "data-marks"));
        assert!(marks.any(|marks| marks.split(' ').any(|one| one == id)), "{id}");
    }
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let file = Reported { name: "thu.docx", examined: Ok(&examined), listed: vec![0] };
    let made = observe(&report(&[file], day).unwrap()).unwrap();
    let text: Vec<String> = made.paragraphs().iter().map(|paragraph| paragraph.text()).collect();
    let text = text.join("\n");
    for wanted in ["PHIẾU KIỂM TRA THỂ THỨC VĂN BẢN", "Tệp: thu.docx", &examined.findings[0].message]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let others = examined.findings.len() - 1;
    assert_eq!(text.contains(&format!("Không liệt kê {others} chỗ")), others > 0);
}
