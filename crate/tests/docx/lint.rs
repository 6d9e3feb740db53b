use thethuc::docx::lint::lint;

use super::package::unzip;
use super::sample;
use super::zip::zip;

fn codes(files: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut codes: Vec<String> = lint(&zip(files)).iter().map(|finding| finding.code.to_string()).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn a_finished_document_has_no_finding() {
    assert_eq!(lint(&sample::docx("TH2")), []);
}

#[test]
fn each_fault_is_found_and_nothing_else() {
    const DOCUMENT: &str = "word/document.xml";
    const RELATIONS: &str = "word/_rels/document.xml.rels";
    const TYPES: &str = "[Content_Types].xml";
    const CORE: &str = "docProps/core.xml";
    // Part, what stands there, what is put there instead, the one code to be found.
    let faults = [
        (DOCUMENT, "w:val=\"ThanVanBan\"", "w:val=\"KhongCo\"", "kieu-khong-co"),
        (
            "word/styles.xml",
            "<w:basedOn w:val=\"ThanVanBan\"/>",
            "<w:basedOn w:val=\"KhongCo\"/>",
            "kieu-khong-co",
        ),
        (
            "word/styles.xml",
            "</w:styles>",
            "<w:style w:type=\"paragraph\" w:styleId=\"QuocHieu\"/></w:styles>",
            "trung-ma",
        ),
        (DOCUMENT, "<w:bookmarkEnd w:id=\"1\"/>", "", "dau-trang-ho"),
        (DOCUMENT, "<w:bookmarkStart w:id=\"1\" w:name=\"So\"/>", "", "dau-trang-ho"),
        (
            DOCUMENT,
            "<w:bookmarkEnd w:id=\"1\"/>",
            "<w:bookmarkEnd w:id=\"1\"/><w:bookmarkStart w:id=\"2\" w:name=\"so\"/><w:bookmarkEnd w:id=\"2\"/>",
            "trung-ma",
        ),
        (
            DOCUMENT,
            "<w:bookmarkEnd w:id=\"1\"/>",
            "<w:bookmarkEnd w:id=\"1\"/><w:bookmarkStart w:id=\"1\" w:name=\"B\"/><w:bookmarkEnd w:id=\"1\"/>",
            "trung-ma",
        ),
        (RELATIONS, "footer1.xml", "footer1.xml#x", "quan-he-thieu"),
        (DOCUMENT, "r:id=\"rIdF1\"", "r:id=\"rIdF9\"", "quan-he-thieu"),
        (DOCUMENT, "r:id=\"rIdF1\"", "r:id=\"rIdH1\"", "dau-trang-sai"),
        (TYPES, "/word/fontTable.xml", "/word/none.xml", "phan-mo-coi"),
        (TYPES, "<Default Extension=\"xml\" ContentType=\"application/xml\"/>", "", "phan-mo-coi"),
        (
            DOCUMENT,
            "<w:footnoteReference w:id=\"1\"/>",
            "<w:footnoteReference w:id=\"2\"/>",
            "chu-thich-thieu",
        ),
        (DOCUMENT, "<w:footnoteReference w:id=\"1\"/>", "<w:tab/>", "chu-thich-thieu"),
        (DOCUMENT, "<w:p><w:r><w:t>Hạn</w:t></w:r></w:p>", "", "o-khong-doan"),
        (DOCUMENT, "<w:gridSpan w:val=\"2\"/>", "", "luoi-bang-lech"),
        (DOCUMENT, "<w:gridCol w:w=\"800\"/>", "", "luoi-bang-lech"),
        (DOCUMENT, "<w:r><w:t>Hạn</w:t></w:r>", "<w:r><w:rPr><w:b/></w:rPr></w:r>", "doan-rong"),
        (DOCUMENT, "<w:t>Hạn</w:t>", "<w:t></w:t>", "doan-rong"),
        (DOCUMENT, "Hạn", "H\u{85}ạn", "ky-tu-dieu-khien"),
        (DOCUMENT, "Hạn", "H\u{1}ạn", "xml-hong"),
        (
            DOCUMENT,
            "<w:body>",
            "<w:body xmlns:x=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w:p x:paraId=\"7\"/><w:p x:paraId=\"7\"/>",
            "trung-ma",
        ),
        (DOCUMENT, "<w:p><w:r><w:t>Hạn", "<w:p w:rsidR=\"00A1\"><w:r><w:t>Hạn", "dau-vet"),
        (CORE, "<dc:language>", "<dc:creator>Ai đó</dc:creator><dc:language>", "dau-vet"),
        (CORE, "<dc:language>", "<cp:lastModifiedBy>Ai đó</cp:lastModifiedBy><dc:language>", "dau-vet"),
        (
            "word/settings.xml",
            "<w:defaultTabStop",
            "<w:attachedTemplate w:x=\"C:\\Users\\a\\mau.dotx\"/><w:defaultTabStop",
            "dau-vet",
        ),
        ("word/settings.xml", "<w:compat>", "<w:rsids/><w:compat>", "dau-vet"),
    ];
    let good = unzip(&sample::docx("TH2"));
    for (part, from, to, code) in faults {
        let mut files = good.clone();
        let content = &mut files.iter_mut().find(|(name, _)| name == part).unwrap().1;
        let text = String::from_utf8(content.clone()).unwrap();
        assert!(text.contains(from), "{part} has no {from}");
        *content = text.replacen(from, to, 1).into_bytes();
        let found = codes(&files);
        assert!(found.contains(&code.to_owned()), "{from} → {to}: {found:?}");
        // A relation that leads nowhere leaves its part alone, a damaged part leaves others without what it said.
        let follows = |other: &String| {
            other == code || code == "quan-he-thieu" && other == "phan-mo-coi" || code == "xml-hong"
        };
        assert!(found.iter().all(follows), "{from} → {to}: {found:?}");
    }
}

#[test]
fn a_part_nothing_leads_to_is_found() {
    let mut files = unzip(&sample::docx("TH2"));
    files.push(("word/left.xml".into(), b"<a/>".to_vec()));
    assert_eq!(codes(&files), ["phan-mo-coi"]);
}

#[test]
fn a_date_in_the_zip_is_found() {
    let mut bytes = sample::docx("TH2");
    let directory = bytes.windows(4).rposition(|window| window == [0x50, 0x4B, 1, 2]).unwrap();
    let date: u16 = (46 << 9) | (11 << 5) | 23;
    bytes[directory + 14..directory + 16].copy_from_slice(&date.to_le_bytes());
    let findings = lint(&bytes);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].code, "ngay-trong-zip");
    assert!(findings[0].message.contains("23/11/2026"), "{}", findings[0].message);
}

#[test]
fn what_is_no_package_is_one_finding() {
    let findings = lint(b"not a zip");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "khong-phai-docx");
}
