//! What goes with a document and does not print: told before the number is given, and taken out alone.

use std::collections::BTreeSet;

use serde_json::json;
use thethuc::docx::lint::lint;
use thethuc::docx::package::Package;
use thethuc::docx::patch::{Addition, Changes};
use thethuc::docx::read::observe;
use thethuc::docx::take_out::take_out;
use thethuc::reopen::issue::{Request, Trace, issue, recognise};

use super::letter::{changed_parts, part, with_body};
use super::{REQUEST, codes, with};
use crate::documents::{document, sample};

const MAIN: &str = "word/document.xml";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A letter of ours that carries all there is.
fn full() -> Vec<u8> {
    let mut values = with(&sample("ke-hoach-nam"), "", "2026-02");
    values["ghi_chu_rieng"] = json!("Chưa báo cáo Thường trực, không được để lộ");
    let draft = document("ke-hoach-nam", &values);
    let xml = String::from_utf8(part(&draft, MAIN)).unwrap();
    let extra = "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t xml:space=\"preserve\">Chữ in </w:t></w:r><w:commentRangeEnd w:id=\"1\"/>\
                 <w:r><w:commentReference w:id=\"1\"/></w:r><w:ins w:id=\"2\" w:author=\"Mai\" w:date=\"2026-01-01T00:00:00Z\"><w:r>\
                 <w:t>thêm</w:t></w:r></w:ins><w:del w:id=\"3\" w:author=\"Mai\" w:date=\"2026-01-01T00:00:00Z\"><w:r>\
                 <w:delText>bớt</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr>\
                 <w:highlight w:val=\"yellow\"/></w:rPr><w:t xml:space=\"preserve\"> vàng</w:t></w:r></w:p>";
    let at = xml.rfind("<w:sectPr").unwrap();
    let xml = format!("{}{extra}{}", &xml[..at], &xml[at..]);
    let core = String::from_utf8(part(&draft, "docProps/core.xml")).unwrap();
    let core =
        core.replace("</cp:coreProperties>", "<dc:creator>Nguyễn Văn Mẫu</dc:creator></cp:coreProperties>");
    let package = Package::open(&draft).unwrap();
    let mut changes = Changes::new(&package);
    changes.set(MAIN, xml.into_bytes()).unwrap();
    changes.set("docProps/core.xml", core.into_bytes()).unwrap();
    let comments = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"1\" \
                    w:author=\"Lan\" w:date=\"2026-01-01T00:00:00Z\" w:initials=\"L\"><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:comment></w:comments>";
    let app = "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Company>UBND xã \
               An Bình</Company></Properties>";
    for (name, kind, content, source, role) in [
        ("word/comments.xml", format!("{WORD_TYPE}.comments+xml"), comments, MAIN, "comments"),
        (
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
            app,
            "",
            "extended-properties",
        ),
    ] {
        let content = content.as_bytes().to_vec().into();
        let relation = format!("{OFFICE}/{role}");
        changes.add(Addition { name, content_type: &kind, content, source, relation: &relation }).unwrap();
    }
    changes.finish().unwrap()
}

fn kinds(docx: &[u8]) -> Vec<Trace> {
    recognise(docx).unwrap().left.iter().map(|left| left.trace).collect()
}

fn texts(docx: &[u8]) -> Vec<String> {
    observe(docx).unwrap().everything().into_iter().map(|paragraph| paragraph.text()).collect()
}

#[test]
fn each_kind_is_told_and_taken_out_alone() {
    let full = full();
    assert_eq!(kinds(&full), Trace::ALL);
    let told = recognise(&full).unwrap();
    let shown: Vec<(usize, &str)> =
        told.left.iter().map(|left| (left.count, left.shown[0].as_str())).collect();
    let wanted = [
        (1, "Lan: Xem lại"),
        (2, "thêm"),
        (1, "ẩn"),
        (1, "vàng"),
        (1, "Chưa báo cáo Thường trực, không được để lộ"),
        (2, "Nguyễn Văn Mẫu"),
    ];
    assert_eq!(shown, wanted);
    for left in &told.left {
        let code = format!("con-{}", left.trace.id());
        assert!(told.diagnostics.iter().any(|finding| finding.code == code), "{code}");
    }
    let bookkeeping = ["[Content_Types].xml", "word/_rels/document.xml.rels"];
    for (trace, parts) in [
        (Trace::BinhLuan, [&bookkeeping[..], &[MAIN, "word/comments.xml"]].concat()),
        (Trace::TheoDoi, vec![MAIN]),
        (Trace::ChuAn, vec![MAIN]),
        (Trace::ToMau, vec![MAIN]),
        (
            Trace::GiaTri,
            [
                &bookkeeping[..],
                &["customXml/_rels/item1.xml.rels", "customXml/item1.xml", "customXml/itemProps1.xml"],
            ]
            .concat(),
        ),
        (Trace::TacGia, vec!["docProps/app.xml", "docProps/core.xml"]),
    ] {
        let now = take_out(&full, &[trace]).unwrap();
        let changed: BTreeSet<String> = changed_parts(&full, &now).into_iter().collect();
        assert_eq!(changed, parts.iter().map(|part| (*part).to_owned()).collect(), "{trace:?}");
        assert_eq!(texts(&now), texts(&full), "{trace:?}");
        let rest: Vec<Trace> = Trace::ALL.into_iter().filter(|other| *other != trace).collect();
        assert_eq!(kinds(&now), rest, "{trace:?}");
        assert_eq!(take_out(&now, &[trace]).unwrap(), now, "{trace:?} twice");
    }
}

#[test]
fn a_document_is_numbered_without_what_was_taken_out() {
    let full = full();
    let issued = issue(&full, &Request { take_out: &Trace::ALL, ..REQUEST }).unwrap();
    assert_eq!(kinds(&issued.bytes), []);
    assert_eq!(lint(&issued.bytes), []);
    assert_eq!(issued.places[0].after, "Số: 07/KH-UBND");
    let told: Vec<&str> = issued.diagnostics.iter().map(|finding| finding.code.as_ref()).collect();
    assert!(!told.iter().any(|code| code.starts_with("con-")), "{told:?}");
    let xml = String::from_utf8(part(&issued.bytes, MAIN)).unwrap();
    for gone in ["bớt", "ẩn</w:t>", "Mai", "comment", "highlight", "<w:ins ", "<w:del "] {
        assert!(!xml.contains(gone), "{gone}");
    }
    let kept = issue(&full, &REQUEST).unwrap();
    assert_eq!(changed_parts(&full, &kept.bytes), ["customXml/item1.xml", MAIN]);
    assert_eq!(kinds(&kept.bytes), Trace::ALL);
}

/// Tracked changes, and what is there when they are accepted.
const TRACKED: [(&str, &str); 9] = [
    ("<w:p><w:ins w:id='1'><w:r><w:t>a</w:t></w:r></w:ins></w:p>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
    (
        "<w:p><w:r><w:t>a</w:t></w:r><w:del w:id='1'><w:r><w:delText>b</w:delText></w:r></w:del></w:p>",
        "<w:p><w:r><w:t>a</w:t></w:r></w:p>",
    ),
    (
        "<w:p><w:r><w:rPr><w:b/><w:rPrChange w:id='1'><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r></w:p>",
    ),
    (
        "<w:p><w:pPr><w:jc w:val='left'/><w:rPr><w:ins w:id='1'/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:jc w:val='left'/><w:rPr></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
    ),
    (
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:pPr><w:jc w:val='left'/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:jc w:val='left'/></w:pPr><w:r><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r></w:p>",
    ),
    (
        "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr><w:del w:id='2'><w:r><w:delText>x</w:delText></w:r></w:del></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>b</w:t></w:r></w:p>",
    ),
    (
        "<w:moveFromRangeStart w:id='5' w:name='m'/><w:p><w:moveFrom w:id='6'><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p><w:moveFromRangeEnd w:id='5'/><w:p><w:moveTo w:id='7'><w:r><w:t>x</w:t></w:r></w:moveTo></w:p>",
        "<w:p></w:p><w:p><w:r><w:t>x</w:t></w:r></w:p>",
    ),
    (
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:trPr><w:ins w:id='2'/></w:trPr><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:trPr></w:trPr><w:tc><w:p><w:r><w:t>y</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ),
    (
        "<w:tbl><w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>",
        "<w:p/>",
    ),
];

#[test]
fn tracked_changes_are_accepted_one_by_one() {
    for (before, after) in TRACKED {
        let wrapped = |body: &str| with_body(&format!("{body}<w:sectPr/>"));
        let now =
            take_out(&wrapped(before), &[Trace::TheoDoi]).unwrap_or_else(|wrong| panic!("{before}: {wrong}"));
        let (now, wanted) = (part(&now, MAIN), part(&wrapped(after), MAIN));
        assert_eq!(String::from_utf8(now).unwrap(), String::from_utf8(wanted).unwrap());
    }
    let cells = "<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel w:id='1'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl><w:p/>";
    let wrong = take_out(&with_body(cells), &[Trace::TheoDoi]).unwrap_err();
    assert_eq!(wrong.code, "khong-bo-duoc");
    let draft = super::letter::letter(super::letter::NUMBER, super::letter::DATE);
    let xml = String::from_utf8(part(&draft, MAIN)).unwrap().replacen(
        "<w:sectPr/>",
        &format!("{cells}<w:sectPr/>"),
        1,
    );
    let draft = Package::open(&draft).unwrap().with_parts(&[(MAIN, xml.as_bytes())]).unwrap();
    assert_eq!(codes(issue(&draft, &Request { take_out: &[Trace::TheoDoi], ..REQUEST })), ["khong-bo-duoc"]);
}

#[test]
fn values_that_print_are_no_trace() {
    for id in ["ke-hoach-nam", "quyet-dinh-quy-pham", "cong-van-trien-khai", "giay-moi", "bien-ban-hop"] {
        if thethuc::library::get(id).is_some() {
            assert_eq!(kinds(&document(id, &sample(id))), [], "{id}");
        }
    }
}
