use std::io::Write as _;

use serde_json::json;
use thethuc::docx::values_part::{ReadValues, TextDigest, read_values};
use thethuc::xml::Document;

use super::sample;

#[test]
#[ignore = "writes the file that data/resave.sh saves again with other programs"]
fn write_sample() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/docx/data/sample.docx");
    std::fs::File::create(path).unwrap().write_all(&sample::docx("TH2")).unwrap();
}

#[test]
fn values_come_back_exactly() {
    let read = read_values(&sample::docx("TH2")).unwrap();
    let expected = ReadValues {
        template: "cong-van-trien-khai".into(),
        template_version: 1,
        standard: "nd30".into(),
        preset: "13-14-14".into(),
        date: "2026-11-23".into(),
        schema: json!({"type": "object", "properties": {"so": {"type": "number"}}}),
        values: sample::values(),
        unchanged: true,
    };
    assert_eq!(read, expected);
    assert_eq!(read.values.to_string(), sample::values().to_string(), "the order of keys is kept");
}

fn data(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/docx/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn values_survive_other_programs_and_a_changed_word_is_noticed() {
    let files = [
        ("libreoffice.docx", true),
        ("python-docx.docx", true),
        ("libreoffice-changed.docx", false),
        ("python-docx-changed.docx", false),
    ];
    for (name, unchanged) in files {
        let read = read_values(&data(name)).unwrap_or_else(|finding| panic!("{name}: {finding}"));
        assert_eq!(read.values, sample::values(), "{name}");
        assert_eq!(read.unchanged, unchanged, "{name}");
    }
}

fn digest(body: &str) -> TextDigest {
    digest_with(body, "", &[])
}

fn digest_with(body: &str, notes: &str, edges: &[&str]) -> TextDigest {
    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let part = |name: &str, content: &str| {
        format!(
            "<w:{name} xmlns:w='{W}' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>{content}</w:{name}>"
        )
        .into_bytes()
    };
    let document = part("document", &format!("<w:body>{body}</w:body>"));
    let notes = part("footnotes", notes);
    let edges: Vec<_> = edges.iter().map(|edge| part("ftr", edge)).collect();
    TextDigest::of_xml(&Document::parse(&document).unwrap(), Some(&notes), edges.iter().map(Vec::as_slice))
        .unwrap()
}

const PLAIN: &str = "<w:p><w:r><w:t>Một hai</w:t></w:r></w:p><w:p><w:r><w:t>ba</w:t></w:r></w:p>";

#[test]
fn what_a_reader_does_not_see_does_not_change_the_digest() {
    let same = [
        "<w:p><w:r><w:t xml:space='preserve'>Mộ</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>t  hai </w:t></w:r></w:p><w:p/><w:p><w:r><w:t>ba</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Một</w:t><w:tab/><w:t>hai</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>ba</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Một\u{A0}hai</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>b\u{AD}a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:pPr><w:tabs><w:tab w:pos='1'/></w:tabs></w:pPr><w:r><w:t>Mo\u{302}\u{323}t<!-- x --> h<![CDATA[ai]]></w:t></w:r></w:p><w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:r><w:t>ba</w:t></w:r></w:p>",
        "<w:p><w:r><w:instrText>X</w:instrText><w:t>M&#7897;t</w:t><w:br/><w:t>hai</w:t></w:r></w:p><w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent><w:p><w:r><w:t>ba</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>Một hai</w:t></mc:Choice><mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p><w:p><w:r><w:t>ba</w:t></w:r></w:p>",
    ];
    for body in same {
        assert_eq!(digest(body), digest(PLAIN), "{body}");
    }
}

#[test]
fn what_a_reader_sees_changes_the_digest() {
    let other = [
        "<w:p><w:r><w:t>Một hai ba</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Một hai</w:t></w:r></w:p><w:p><w:r><w:t>Ba</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>ba</w:t></w:r></w:p><w:p><w:r><w:t>Một hai</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>Một hai</w:t></w:r></w:p><w:p><w:r><w:t>ba</w:t><w:drawing/></w:r></w:p>",
        "<w:p><w:r><w:t>Môt hai</w:t></w:r></w:p><w:p><w:r><w:t>ba</w:t></w:r></w:p>",
    ];
    for body in other {
        assert_ne!(digest(body), digest(PLAIN), "{body}");
    }
}

#[test]
fn notes_count_in_the_order_of_their_marks_whatever_their_ids() {
    let marks = |a: u8, b: u8| {
        format!(
            "<w:p><w:r><w:footnoteReference w:id='{a}'/></w:r><w:r><w:footnoteReference w:id='{b}'/></w:r></w:p>"
        )
    };
    let note = |id: u8, text: &str| {
        format!("<w:footnote w:id='{id}'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>")
    };
    let first = digest_with(&marks(1, 2), &(note(1, "x") + &note(2, "y")), &[]);
    assert_eq!(first, digest_with(&marks(7, 3), &(note(3, "y") + &note(7, "x")), &[]));
    assert_ne!(first, digest_with(&marks(1, 2), &(note(1, "y") + &note(2, "x")), &[]));
}

#[test]
fn headers_and_footers_count_once_and_without_page_numbers() {
    let contact = "<w:p><w:r><w:t>Điện thoại</w:t></w:r></w:p>";
    let page = |number: u8| {
        format!(
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>{number}</w:t><w:fldChar w:fldCharType='end'/></w:r></w:p>"
        )
    };
    let (one, two) = (page(1), page(2));
    let once = digest_with(PLAIN, "", &[contact, &one]);
    assert_eq!(
        once,
        digest_with(
            PLAIN,
            "",
            &[
                &two,
                contact,
                contact,
                "<w:p><w:fldSimple w:instr='PAGE'><w:r><w:t>9</w:t></w:r></w:fldSimple></w:p>"
            ]
        )
    );
    assert_ne!(once, digest_with(PLAIN, "", &[&one]));
}

#[test]
fn a_file_without_usable_values_says_which_way() {
    let with_item = |xml: &str| {
        let mut files = super::package::unzip(&sample::docx("TH2"));
        files.iter_mut().find(|(name, _)| name == "customXml/item1.xml").unwrap().1 = xml.as_bytes().to_vec();
        read_values(&super::zip::zip(&files)).unwrap_err().code.into_owned()
    };
    assert_eq!(with_item("<other/>"), "khong-co-gia-tri");
    assert_eq!(with_item("<thethuc xmlns='urn:thethuc:2'/>"), "gia-tri-ban-moi");
    assert_eq!(with_item("<thethuc xmlns='urn:thethuc:1'/>"), "gia-tri-hong");
    assert_eq!(with_item("<not xml"), "khong-co-gia-tri");
    assert_eq!(read_values(b"hello").unwrap_err().code, "khong-phai-docx");
    assert_eq!(read_values(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old").unwrap_err().code, "tep-doc-cu");
}

#[test]
fn values_are_found_under_another_name_and_prefix() {
    let mut files = super::package::unzip(&sample::docx("TH2"));
    for (name, content) in &mut files {
        let text = String::from_utf8(content.clone()).unwrap();
        if name == "customXml/item1.xml" {
            *name = "customXml/item7.xml".into();
            *content = text
                .replace("<thethuc xmlns=", "<t:thethuc xmlns:t=")
                .replace("</thethuc", "</t:thethuc")
                .replace("<schema", "<t:schema")
                .replace("</schema", "</t:schema")
                .replace("<values", "<t:values")
                .replace("</values", "</t:values")
                .into_bytes();
        } else if name == "word/_rels/document.xml.rels" {
            *content = text.replace("item1.xml", "item7.xml").into_bytes();
        }
    }
    assert_eq!(read_values(&super::zip::zip(&files)).unwrap().values, sample::values());
}
