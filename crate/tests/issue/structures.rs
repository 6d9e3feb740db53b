//! Where the places stand in a file: what nobody sees is not written to, what is there twice is written twice.

use thethuc::docx::package::Package;
use thethuc::docx::patch::{Addition, Changes};
use thethuc::docx::read::observe;
use thethuc::library;
use thethuc::reopen::issue::{Request, Trace, issue, recognise};

use super::letter::{
    DATE, NUMBER, bodies, changed_parts, letter, letterhead, paragraphs, part, run, table, text, with_body,
    with_head,
};
use super::{REQUEST, codes};
use crate::documents::document;

const MAIN: &str = "word/document.xml";

/// What somebody reads in an issued document, paragraph by paragraph.
fn read(bytes: &[u8]) -> Vec<String> {
    observe(bytes).unwrap().everything().into_iter().map(|paragraph| paragraph.text()).collect()
}

fn xml(bytes: &[u8]) -> String {
    String::from_utf8(part(bytes, MAIN)).unwrap()
}

/// A letter whose cell of the number has this XML.
fn numbered(number: &str) -> Vec<u8> {
    with_body(&format!("{}{}", letterhead(number, &paragraphs(DATE)), text()))
}

#[test]
fn what_nobody_sees_stays_blank_and_what_is_seen_is_filled() {
    let hidden = |run_properties: &str| {
        format!("<w:p><w:r><w:rPr>{run_properties}</w:rPr><w:t>Số:      /AN</w:t></w:r></w:p>")
    };
    let bookmarked = "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"so\"/><w:r><w:rPr><w:vanish/></w:rPr>\
                      <w:t>Số:      /AN</w:t></w:r><w:bookmarkEnd w:id=\"1\"/></w:p>";
    let moved =
        "<w:p><w:moveFrom w:id=\"6\" w:author=\"a\"><w:r><w:t>Số:      /AN</w:t></w:r></w:moveFrom></w:p>";
    for before in [&hidden("<w:vanish/>"), &hidden("<w:rStyle w:val=\"An\"/>"), bookmarked, moved] {
        let draft = numbered(&format!("{before}{}", paragraphs(NUMBER)));
        let issued = issue(&draft, &REQUEST).unwrap_or_else(|wrong| panic!("{before}: {wrong:?}"));
        assert_eq!(issued.places[0].after, "Số: 07/UBND-VP", "{before}");
        assert!(xml(&issued.bytes).contains("<w:t>Số:      /AN</w:t>"), "{before}");
    }
    let row = "<w:tr><w:trPr><w:del w:id=\"1\" w:author=\"a\"/></w:trPr><w:tc><w:p><w:bookmarkStart w:id=\"1\" w:name=\"so\"/>\
               <w:r><w:t>Số:      /AN</w:t></w:r><w:bookmarkEnd w:id=\"1\"/></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>";
    let head =
        letterhead(&paragraphs(NUMBER), &paragraphs(DATE)).replacen("<w:tr>", &format!("{row}<w:tr>"), 1);
    let issued = issue(&with_body(&format!("{head}{}", text())), &REQUEST).unwrap();
    assert!(read(&issued.bytes).contains(&"Số: 07/UBND-VP".to_owned()));
    assert!(xml(&issued.bytes).contains("<w:t>Số:      /AN</w:t>"));
    // Hidden letters within the line are no number.
    let within = format!(
        "<w:p>{}<w:r><w:rPr><w:vanish/></w:rPr><w:t>15</w:t></w:r>{}</w:p>",
        run("Số: "),
        run("   /UBND-VP")
    );
    let issued = issue(&numbered(&within), &REQUEST).unwrap();
    assert!(read(&issued.bytes).contains(&"Số: 07/UBND-VP".to_owned()));
    assert!(xml(&issued.bytes).contains("<w:t>15</w:t>"));
}

/// A text box as Word keeps it: for itself, and for older programs.
fn text_box(shown: &str, fallback: &str) -> String {
    format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{shown}</w:txbxContent>\
         </wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{fallback}</w:txbxContent>\
         </v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
}

#[test]
fn what_is_struck_out_is_read_by_nobody() {
    let struck = |line: &str| format!("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>{line}</w:t></w:r></w:p>");
    let with = |number: &str, date: &str| with_body(&format!("{}{}", letterhead(number, date), text()));
    let (number, date) = (paragraphs(NUMBER), paragraphs(DATE));
    let old = struck("Số: 12/UBND-VP");
    let issued = issue(&with(&format!("{old}{number}"), &date), &REQUEST).unwrap();
    assert!(xml(&issued.bytes).contains("<w:t>Số: 12/UBND-VP</w:t>"));
    assert_eq!(issued.register.unwrap().entries[0].value, "07/UBND-VP");

    let old = struck("An Bình, ngày    tháng    năm 2025");
    let issued = issue(&with(&number, &format!("{old}{date}")), &REQUEST).unwrap();
    assert!(xml(&issued.bytes).contains("<w:t>An Bình, ngày    tháng    năm 2025</w:t>"));
    assert!(read(&issued.bytes).contains(&"An Bình, ngày 05 tháng 02 năm 2026".to_owned()));
    assert_eq!(codes(issue(&with(&number, &old), &REQUEST)), ["khong-thay-cho-ngay"]);
}

#[test]
fn a_letterhead_in_text_boxes_is_filled_for_old_programs_too() {
    let head = paragraphs(&format!("XÃ AN BÌNH¶{NUMBER}¶{DATE}"));
    let draft = with_body(&format!("{}{}", text_box(&head, &head), text()));
    let issued = issue(&draft, &REQUEST).unwrap();
    let xml = xml(&issued.bytes);
    assert_eq!(xml.matches("Số: 07/UBND-VP").count(), 2, "{xml}");
    assert_eq!(xml.matches("ngày 05 tháng 02 năm 2026").count(), 2, "{xml}");
    let other = with_body(&format!("{}{}", text_box(&head, &paragraphs("Số: 12/UBND-VP")), text()));
    assert_eq!(codes(issue(&other, &REQUEST)), ["ban-sao-khac"]);
    let picture = with_body(&format!("{}{}", text_box(&head, "<w:p/>"), text()));
    assert!(issue(&picture, &REQUEST).is_ok());
    // The same in one paragraph of the letterhead.
    let inline = format!(
        "<w:p>{}<mc:AlternateContent><mc:Choice Requires=\"wps\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback>\
         </mc:AlternateContent>{}</w:p>",
        run("Số: "),
        run("     "),
        run("     "),
        run("/UBND-VP")
    );
    let issued = issue(&numbered(&inline), &REQUEST).unwrap();
    let now = String::from_utf8(part(&issued.bytes, MAIN)).unwrap();
    assert!(!now.contains(">     <") && read(&issued.bytes).contains(&"Số: 07/UBND-VP".to_owned()), "{now}");
}

#[test]
fn a_letterhead_in_the_head_of_the_pages_is_filled_there() {
    let head = letterhead(&paragraphs(NUMBER), &paragraphs(DATE));
    let draft = with_head(Some(&head), &text());
    let issued = issue(&draft, &REQUEST).unwrap();
    assert_eq!(changed_parts(&draft, &issued.bytes), ["word/header1.xml"]);
    let header = String::from_utf8(part(&issued.bytes, "word/header1.xml")).unwrap();
    assert!(header.contains("Số: 07/UBND-VP") && header.contains("ngày 05 tháng 02 năm 2026"), "{header}");
    let row = issued.register.unwrap();
    assert_eq!(row.entries[2].value, "Công văn về việc kiểm tra");
    // A line of a number in the head of every page is no place when the letter has its own.
    let both = with_head(Some(&paragraphs("Số:      /KHAC")), &format!("{head}{}", text()));
    assert_eq!(changed_parts(&both, &issue(&both, &REQUEST).unwrap().bytes), [MAIN]);
}

#[test]
fn a_number_left_open_beside_the_text_is_told() {
    let head = letterhead(&paragraphs(NUMBER), &paragraphs(DATE));
    let told = |draft: &[u8]| {
        let issued = issue(draft, &REQUEST).unwrap();
        issued.diagnostics.iter().filter(|finding| finding.code == "con-cho-so").count()
    };
    let body = format!("{head}{}", text());
    assert_eq!(told(&with_body(&body)), 0);
    assert_eq!(told(&with_head(Some(&paragraphs(NUMBER)), &body)), 1);
    let boxed = text_box(&paragraphs(NUMBER), &paragraphs(NUMBER));
    assert_eq!(told(&with_body(&body.replace("<w:sectPr/>", &boxed))), 1);
    assert_eq!(told(&with_body(&body.replace("<w:sectPr/>", &text_box(&paragraphs("Số: 5/KHAC"), "")))), 0);
    for line in [
        "Kèm theo Quyết định số      /QĐ-UBND ngày …/…/2026 của Ủy ban nhân dân xã",
        "(Đính kèm Quyết định số …/QĐ-UBND ngày …/11/2026)",
        "(Kèm theo Quyết định số 15/QĐ-UBND ngày    tháng    năm 2026 của Ủy ban nhân dân tỉnh)",
        "(Kèm theo Quyết định số: ……… của Ủy ban nhân dân xã)",
        "Từ ngày 01 tháng 3 năm 2026 đến ngày    tháng    năm 2026.",
    ] {
        let boxed = text_box(&paragraphs(line), &paragraphs(line));
        assert_eq!(told(&with_body(&body.replace("<w:sectPr/>", &boxed))), 1, "{line}");
    }
}

#[test]
fn the_number_of_a_paper_behind_the_document_is_not_its_own() {
    let [left, right] = bodies();
    let head = table(&[&[left, format!("{right}{}", paragraphs(DATE))]]);
    let further =
        letterhead(&paragraphs("Số:      /GM-UBND"), &paragraphs("An Bình, ngày    tháng    năm 2026"));
    let draft = with_body(&format!("{head}{}{further}{}", text().replace("<w:sectPr/>", ""), text()));
    assert_eq!(codes(issue(&draft, &REQUEST)), ["khong-thay-cho-so"]);
}

#[test]
fn label_and_symbol_may_stand_in_two_cells() {
    let number = table(&[&[paragraphs("Số:"), paragraphs("/UBND-VP")]]);
    let draft = numbered(&format!("{number}<w:p/>"));
    let issued = issue(&draft, &REQUEST).unwrap();
    assert_eq!(issued.register.unwrap().entries[0].value, "07/UBND-VP");
    assert!(read(&issued.bytes).contains(&"Số: 07".to_owned()));
}

#[test]
fn of_two_bodies_each_has_its_own_number() {
    let [_, right] = bodies();
    let head = |first: &str, second: &str| {
        let cells = [
            paragraphs(&format!("ĐẢNG ỦY XÃ¶{first}")),
            paragraphs(&format!("ỦY BAN NHÂN DÂN XÃ¶{second}")),
            format!("{right}{}", paragraphs(DATE)),
        ];
        with_body(&format!("{}{}", table(&[&cells]), text()))
    };
    let draft = head("Số:      /CV-ĐU", "Số:      /CV-UBND");
    assert_eq!(codes(issue(&draft, &REQUEST)), ["nhieu-cho-so"]);
    assert_eq!(recognise(&draft).unwrap().symbols, ["CV-ĐU", "CV-UBND"]);
    let issued = issue(&draft, &Request { ky_hieu: "CV-UBND", ..REQUEST }).unwrap();
    assert_eq!(issued.places[0].after, "Số: 07/CV-UBND");
    assert_eq!(issued.register.unwrap().entries[0].value, "07/CV-UBND");
    assert!(
        issued.diagnostics.iter().any(|finding| finding.code == "con-cho-so"),
        "{:?}",
        issued.diagnostics
    );
    // The other body has given its number: one place is open.
    let open = head("Số: 12/CV-ĐU", "Số:      /CV-UBND");
    let issued = issue(&open, &REQUEST).unwrap();
    assert_eq!(issued.places[0].after, "Số: 07/CV-UBND");
    assert!(read(&issued.bytes).contains(&"Số: 12/CV-ĐU".to_owned()));
    assert_eq!(codes(issue(&draft, &Request { ky_hieu: "QĐ-UBND", ..REQUEST })), ["nhieu-cho-so"]);
    // Both in one paragraph, one below the other or side by side.
    for line in ["Số:      /CV-ĐU⏎Số:      /CV-UBND", "Số:      /CV-ĐU→Số:      /CV-UBND"] {
        let draft = numbered(&paragraphs(line));
        assert_eq!(codes(issue(&draft, &REQUEST)), ["nhieu-cho-so"], "{line}");
        let issued = issue(&draft, &Request { ky_hieu: "CV-UBND", ..REQUEST }).unwrap();
        assert_eq!(issued.places[0].after, "Số: …/CV-ĐU Số: 07/CV-UBND", "{line}");
        assert_eq!(issued.register.unwrap().entries[0].value, "07/CV-UBND", "{line}");
    }
}

#[test]
fn the_head_of_a_table_in_the_text_is_no_place() {
    let [left, right] = bodies();
    let head = table(&[&[left, format!("{right}{}", paragraphs(DATE))]]);
    for column in ["Số/ký hiệu", "Số/Ký hiệu", "Số …/KH", "Số:      /TTr-UBND"] {
        let list = table(&[
            &[paragraphs(column), paragraphs("Trích yếu")],
            &[paragraphs("15/TTr-UBND"), paragraphs("X")],
        ]);
        let draft = with_body(&format!("{head}{}{list}{}", paragraphs("Danh mục hồ sơ"), text()));
        assert_eq!(codes(issue(&draft, &REQUEST)), ["khong-thay-cho-so"], "{column}");
    }
}

#[test]
fn what_goes_with_the_document_may_say_so_over_several_lines() {
    let head = letterhead(&paragraphs("Số:      /QĐ-UBND"), &paragraphs(DATE));
    let with = |lines: &str| {
        let appendix = format!(
            "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>{}{}",
            paragraphs("Phụ lục"),
            paragraphs(lines)
        );
        with_body(&format!("{head}{}{appendix}<w:p/>", text().replace("<w:sectPr/>", "")))
    };
    for (lines, now) in [
        (
            "(Kèm theo Quyết định số      /QĐ-UBND¶ngày    tháng    năm 2026 của Ủy ban nhân dân xã)",
            "(Kèm theo Quyết định số 07/QĐ-UBND¶ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã)",
        ),
        (
            "(Ban hành kèm theo Quyết định¶số …/QĐ-UBND ngày …/…/2026¶của Ủy ban nhân dân xã)",
            "(Ban hành kèm theo Quyết định¶số 07/QĐ-UBND ngày 05/02/2026¶của Ủy ban nhân dân xã)",
        ),
        (
            "(Kèm theo Quyết định số ..../..... ngày    tháng    năm 2026 của Ủy ban nhân dân xã)",
            "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã)",
        ),
    ] {
        let issued = issue(&with(lines), &REQUEST).unwrap_or_else(|wrong| panic!("{lines}: {wrong:?}"));
        let all = read(&issued.bytes);
        for line in now.split('¶') {
            assert!(all.iter().any(|text| text == line), "{line}: {all:?}");
        }
    }
    // That of another body, or another of this one, is none of this document.
    let other =
        "(Kèm theo Quyết định số      /QĐ-UBND ngày    tháng    năm 2026 của Ủy ban nhân dân tỉnh Phú Thọ)";
    let issued = issue(&with(other), &REQUEST).unwrap();
    assert!(
        xml(&issued.bytes).contains("số      /QĐ-UBND ngày    tháng    năm 2026 của Ủy ban nhân dân tỉnh")
    );
    assert!(issued.diagnostics.iter().any(|finding| finding.code == "con-cho-so"));
    let own = "(Kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân xã)";
    for (line, now) in [
        (
            "(Kèm theo Quyết định số 99/QĐ-UBND ngày 01 tháng 10 năm 2025 của Ủy ban nhân dân xã)",
            "số 99/QĐ-UBND ngày 01",
        ),
        (own, "số 08/QĐ-UBND ngày 06"),
    ] {
        let written = issue(&with(own), &REQUEST).unwrap();
        let draft = String::from_utf8(part(&written.bytes, MAIN)).unwrap().replace(own, line);
        let draft = Package::open(&written.bytes).unwrap().with_parts(&[(MAIN, draft.as_bytes())]).unwrap();
        let again = Request { so: "8", ngay: "2026-02-06", replace: true, ..REQUEST };
        assert!(xml(&issue(&draft, &again).unwrap().bytes).contains(now), "{line}");
    }
    let open = "(Kèm theo Quyết định số       ngày    tháng    năm 2026 của Ủy ban nhân dân xã)";
    assert_eq!(codes(issue(&with(open), &REQUEST)), ["chua-co-ky-hieu"]);
    // Without its end it takes in no other paragraph.
    let unclosed = "(Kèm theo Quyết định số      /QĐ-UBND¶Điều 1. Theo Luật ngày    tháng    năm 2026 (sau đây gọi là Luật)";
    let issued = issue(&with(unclosed), &REQUEST).unwrap();
    assert!(xml(&issued.bytes).contains("Điều 1. Theo Luật ngày    tháng    năm 2026 (sau"));
    let undated = "(Kèm theo Quyết định số      /QĐ-UBND¶ngày nào đó năm 2026 của Ủy ban nhân dân xã)";
    assert_eq!(codes(issue(&with(undated), &REQUEST)), ["khong-thay-cho-ngay"]);
}

#[test]
fn what_word_would_write_over_is_not_written_into() {
    let field = |code: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
            run(result)
        )
    };
    let number = |content: &str| numbered(&format!("<w:p>{}{content}{}</w:p>", run("Số: "), run("/UBND-VP")));
    let issued = issue(&number(&field("MERGEFIELD so", "    ")), &REQUEST).unwrap();
    assert!(read(&issued.bytes).contains(&"Số: 07/UBND-VP".to_owned()));
    let property = field("DOCPROPERTY so", "12");
    assert_eq!(codes(issue(&number(&property), &Request { replace: true, ..REQUEST })), ["truong-tu-dong"]);

    let control = |properties: &str| {
        number(&format!(
            "<w:sdt><w:sdtPr>{properties}<w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            run("....")
        ))
    };
    let issued = issue(&control("<w:showingPlcHdr/>"), &REQUEST).unwrap();
    assert!(read(&issued.bytes).contains(&"Số: 07/UBND-VP".to_owned()));
    assert!(!xml(&issued.bytes).contains("showingPlcHdr"));
    let binding = |store: &str| format!("<w:dataBinding w:xpath=\"/x\" w:storeItemID=\"{store}\"/>");
    assert!(issue(&control(&binding("{0}")), &REQUEST).is_ok());
    let stored = control(&binding("{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"));
    assert_eq!(codes(issue(&stored, &REQUEST)), ["o-lien-ket"]);
    // Letters of an old font are not those one reads.
    let old = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTime\" w:hAnsi=\".VnTime\"/></w:rPr>\
               <w:t>S\u{e8}:      /Q\u{a7}-UBND</w:t></w:r></w:p>";
    assert_eq!(codes(issue(&numbered(old), &REQUEST)), ["khong-ghi-duoc"]);
    // A sign of a font stands in the gap and would stay.
    let sign = number("<w:r><w:sym w:font=\"Symbol\" w:char=\"F02E\"/></w:r>");
    assert_eq!(codes(issue(&sign, &REQUEST)), ["khong-ghi-duoc"]);
}

#[test]
fn a_signed_file_is_left_alone_wherever_its_signature_lies() {
    let draft = letter(NUMBER, DATE);
    let package = Package::open(&draft).unwrap();
    let mut changes = Changes::new(&package);
    changes
        .add(Addition {
            name: "package/services/digital-signature/origin.sigs",
            content_type: "application/vnd.openxmlformats-package.digital-signature-origin",
            content: b"".as_slice().into(),
            source: "",
            relation: "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
        })
        .unwrap();
    let signed = changes.finish().unwrap();
    let every = Request { take_out: &Trace::ALL, ..REQUEST };
    for request in [REQUEST, every] {
        assert_eq!(codes(issue(&signed, &request)), ["da-ky-so"]);
    }
    assert!(recognise(&signed).unwrap().diagnostics.iter().any(|finding| finding.code == "da-ky-so"));
}

#[test]
fn values_of_a_later_version_are_kept_up_or_dropped() {
    let plan = library::get("ke-hoach-nam").unwrap();
    let draft = document("ke-hoach-nam", &super::with(&plan.samples()[0].values, "", "2026-02"));
    let values = String::from_utf8(part(&draft, "customXml/item1.xml")).unwrap();
    let later = values.replace("urn:thethuc:1", "urn:thethuc:9");
    let package_of = |draft: &[u8], values: &str| {
        let package = Package::open(draft).unwrap();
        package.with_parts(&[("customXml/item1.xml", values.as_bytes())]).unwrap()
    };
    let later = package_of(&draft, &later);
    assert_eq!(codes(issue(&later, &REQUEST)), ["gia-tri-ban-moi"]);
    assert!(recognise(&later).unwrap().diagnostics.iter().any(|finding| finding.code == "gia-tri-ban-moi"));
    let both = Package::open(&draft).unwrap();
    let mut changes = Changes::new(&both);
    changes
        .add(Addition {
            name: "customXml/item7.xml",
            content_type: "application/xml",
            content: part(&later, "customXml/item1.xml").into(),
            source: MAIN,
            relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml",
        })
        .unwrap();
    assert_eq!(codes(issue(&changes.finish().unwrap(), &REQUEST)), ["gia-tri-hong"]);
    let torn = values.replace("</values>", "]</values>");
    let torn = package_of(&draft, &torn);
    let issued = issue(&torn, &REQUEST).unwrap();
    assert!(
        issued.diagnostics.iter().any(|finding| finding.code == "gia-tri-hong"),
        "{:?}",
        issued.diagnostics
    );
    let issued = issue(&later, &Request { take_out: &[Trace::GiaTri], ..REQUEST }).unwrap();
    assert!(!Package::open(&issued.bytes).unwrap().contains("customXml/item1.xml"));
    assert_eq!(issued.places[0].after, "Số: 07/KH-UBND");
}
