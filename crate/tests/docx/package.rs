use std::io::Read as _;

use thethuc::docx::package::{self, Package, PackageError, Parts};
use thethuc::xml::Document;
use thethuc::zip::{Content, Deflated, MAX_ENTRIES, ZipError};

use super::sample;
use super::zip::{patch_directory, zip};

/// Names and contents, read by rawzip alone.
pub(crate) fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let archive = rawzip::ZipArchive::from_slice(bytes).unwrap();
    let files = archive.entries().map(|entry| {
        let entry = entry.unwrap();
        let data = archive.get_entry(entry.wayfinder()).unwrap();
        let inflated = miniz_oxide::inflate::decompress_to_vec(data.data()).unwrap();
        let mut content = Vec::new();
        data.verifying_reader(inflated.as_slice()).read_to_end(&mut content).unwrap();
        (String::from_utf8(entry.file_path().as_bytes().to_vec()).unwrap(), content)
    });
    files.collect()
}

fn minimal(title: &str) -> Vec<u8> {
    package::write(&Parts {
        document: b"<w:document/>".as_slice().into(),
        styles: b"<w:styles/>".as_slice().into(),
        headers: Vec::new(),
        footers: Vec::new(),
        footnotes: None,
        title,
        subject: "",
        values: None,
    })
}

#[test]
fn parts_come_in_a_fixed_order_and_each_is_well_formed() {
    let files = unzip(&sample::docx("TH2"));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "word/document.xml",
            "word/_rels/document.xml.rels",
            "word/styles.xml",
            "word/settings.xml",
            "word/fontTable.xml",
            "word/footnotes.xml",
            "word/header1.xml",
            "word/footer1.xml",
            "docProps/core.xml",
            "customXml/item1.xml",
            "customXml/_rels/item1.xml.rels",
            "customXml/itemProps1.xml",
        ]
    );
    for (name, content) in &files {
        Document::parse(content).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn the_same_parts_give_the_same_bytes_and_deflating_beforehand_makes_no_difference() {
    assert_eq!(sample::docx("TH2"), sample::docx("TH2"));
    let text = b"<w:styles/>".repeat(50);
    let deflated = Deflated::new(&text);
    let with = |styles| {
        package::write(&Parts {
            document: b"<w:document/>".as_slice().into(),
            styles,
            headers: Vec::new(),
            footers: Vec::new(),
            footnotes: None,
            title: "",
            subject: "",
            values: None,
        })
    };
    assert_eq!(with(Content::from(&deflated)), with(Content::from(text.as_slice())));
}

#[test]
fn properties_name_the_document_and_nobody() {
    let files = unzip(&minimal("A < B & \u{1}C\n"));
    let core = &files.iter().find(|(name, _)| name == "docProps/core.xml").unwrap().1;
    let core = String::from_utf8(core.clone()).unwrap();
    assert!(
        core.contains("<dc:title>A &lt; B &amp;  C</dc:title><dc:language>vi-VN</dc:language>"),
        "{core}"
    );
    for trace in ["creator", "lastModifiedBy", "created", "modified", "subject"] {
        assert!(!core.contains(trace), "{trace}");
    }
}

#[test]
fn a_package_reads_back_by_any_case_and_resolves_relationships() {
    let bytes = sample::docx("TH2");
    let package = Package::open(&bytes).unwrap();
    assert_eq!(package.main_document().unwrap(), "word/document.xml");
    assert!(package.read("WORD/Document.XML").unwrap().unwrap().starts_with(b"<?xml"));
    assert_eq!(package.read("word/none.xml").unwrap(), None);
    let targets: Vec<(String, String)> = package
        .relations("word/document.xml")
        .unwrap()
        .iter()
        .map(|relation| (relation.role().to_owned(), relation.target.clone()))
        .collect();
    assert!(targets.contains(&("customXml".into(), "customXml/item1.xml".into())), "{targets:?}");
    assert!(targets.contains(&("footer".into(), "word/footer1.xml".into())), "{targets:?}");
    assert!(package.parts().iter().all(|part| part.date == (1980, 1, 1)));
}

fn open_error(bytes: &[u8]) -> PackageError {
    match Package::open(bytes) {
        Err(error) => error,
        Ok(_) => panic!("it opened"),
    }
}

fn file(name: &str, content: &[u8]) -> (String, Vec<u8>) {
    (name.to_owned(), content.to_vec())
}

#[test]
fn what_is_no_package_is_refused_with_its_reason() {
    let locked: Vec<u8> = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        .into_iter()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(open_error(&locked), PackageError::Zip(ZipError::Encrypted));
    assert_eq!(open_error(&locked[..20]), PackageError::Zip(ZipError::Legacy));
    assert_eq!(open_error(b""), PackageError::Zip(ZipError::NotZip));
    assert_eq!(open_error(b"{\\rtf1}"), PackageError::Zip(ZipError::NotZip));
    let other = zip(&[file("a.txt", b"a")]);
    assert_eq!(Package::open(&other).unwrap().main_document(), Err(PackageError::NotWord));
}

#[test]
fn dangerous_names_are_refused() {
    for name in [
        "../evil.xml",
        "/abs.xml",
        "word\\document.xml",
        "word//a.xml",
        "word/./a.xml",
        "C:/a.xml",
        "a\u{1}.xml",
        "",
    ] {
        assert_eq!(
            open_error(&zip(&[file(name, b"x")])),
            PackageError::Zip(ZipError::Name(name.to_owned())),
            "{name:?}"
        );
    }
    let twice = zip(&[file("word/a.xml", b"x"), file("Word/A.xml", b"y")]);
    assert_eq!(open_error(&twice), PackageError::Zip(ZipError::Duplicate("word/a.xml".into())));
}

#[test]
fn bombs_locks_and_lies_are_refused() {
    let mut many = vec![file("x", b"")];
    many.extend((0..MAX_ENTRIES).map(|at| file(&format!("p{at}"), b"")));
    assert_eq!(open_error(&zip(&many)), PackageError::Zip(ZipError::TooLarge));

    let mut bomb = minimal("t");
    patch_directory(&mut bomb, 24, &2_000_000_u32.to_le_bytes());
    let steep = open_error(&bomb);
    assert!(matches!(steep, PackageError::Zip(ZipError::Ratio(_))), "too steep: {steep}");
    assert!(!steep.diagnostic().message.contains("ảnh"), "{}", steep.diagnostic().message);
    let mut huge = minimal("t");
    patch_directory(&mut huge, 24, &60_000_000_u32.to_le_bytes());
    assert_eq!(open_error(&huge), PackageError::Zip(ZipError::TooLarge), "too large together");

    let mut locked = minimal("t");
    patch_directory(&mut locked, 8, &1_u16.to_le_bytes());
    assert_eq!(open_error(&locked), PackageError::Zip(ZipError::Encrypted));

    let mut overlapping = minimal("t");
    patch_directory(&mut overlapping, 42, &0_u32.to_le_bytes());
    assert_eq!(open_error(&overlapping), PackageError::Zip(ZipError::Damaged("zip".into())));

    let good = minimal("t");
    for (offset, what) in [(16, "checksum"), (24, "length")] {
        let mut lying = good.clone();
        patch_directory(&mut lying, offset, &7_u32.to_le_bytes());
        let package = Package::open(&lying).unwrap();
        let damaged = Err(PackageError::Zip(ZipError::Damaged("word/document.xml".into())));
        assert_eq!(package.read("word/document.xml"), damaged, "{what}");
    }
}

#[test]
fn cut_or_flipped_files_never_panic() {
    let good = sample::docx("TH2");
    let read_all = |bytes: &[u8]| {
        if let Ok(package) = Package::open(bytes) {
            for part in package.parts() {
                let _ = package.read(&part.name);
            }
            let _ = package.main_document();
        }
        let _ = thethuc::docx::values_part::read_values(bytes);
        let _ = thethuc::docx::lint::lint(bytes);
    };
    for cut in (0..good.len()).step_by(97) {
        read_all(&good[..cut]);
    }
    for at in (0..good.len()).step_by(53) {
        let mut bad = good.clone();
        bad[at] ^= 0xFF;
        read_all(&bad);
    }
}

#[test]
fn every_refusal_tells_the_user_what_to_do() {
    let errors = [
        PackageError::Zip(ZipError::NotZip),
        PackageError::Zip(ZipError::Legacy),
        PackageError::Zip(ZipError::Encrypted),
        PackageError::NotWord,
        PackageError::Zip(ZipError::TooLarge),
        PackageError::Zip(ZipError::Duplicate("a".into())),
        PackageError::Zip(ZipError::Name("a".into())),
        PackageError::Zip(ZipError::Damaged("a".into())),
    ];
    for error in errors {
        let finding = error.diagnostic();
        assert!(finding.message.ends_with('.') && finding.message.contains([';', ',']), "{finding}");
        assert!(
            finding.english.ends_with('.') && finding.english.is_ascii()
                || finding.english.contains('“')
                || finding.english.contains("Thể Thức")
        );
    }
}
