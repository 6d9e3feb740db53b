//! Findings put right in the file: each mutation of `examine/mutations.tsv` that a program can mend is mended, its text is what
//! was announced, nothing else of the file changes, and no rule is broken anew.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use thethuc::docx::lint::lint;
use thethuc::docx::package::Package;
use thethuc::docx::patch::{Addition, Changes};
use thethuc::docx::read::{RevisionKind, observe};
use thethuc::examine::{Finding, Manner, Mended, Mending, examine, mend};

use crate::documents::{document, sample};
use crate::examine::{broken, samples};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn is_mechanical(finding: &Finding) -> bool {
    matches!(finding.rule.fix, Mending::Format | Mending::Punctuation)
}

fn mended(docx: &[u8], manner: Manner) -> Mended {
    mend(docx, manner, &is_mechanical).unwrap()
}

fn codes(docx: &[u8]) -> BTreeSet<String> {
    examine(docx).unwrap().findings.iter().map(|finding| finding.rule.code.clone()).collect()
}

fn texts(docx: &[u8]) -> Vec<String> {
    observe(docx).unwrap().everything().iter().map(|paragraph| paragraph.text()).collect()
}

/// The texts of a document with the announced changes carried out on them.
fn announced(docx: &[u8], done: &[Finding]) -> Vec<String> {
    let mut texts = texts(docx);
    for finding in done {
        let (Some(change), Some(place)) = (&finding.change, &finding.place) else { continue };
        if !change.before.is_empty() {
            let text = &mut texts[place.paragraph];
            assert!(text.contains(&change.before), "{text}: {change:?}");
            *text = text.replacen(&change.before, &change.after, 1);
        }
    }
    texts
}

#[test]
fn each_mutation_a_program_can_mend_is_mended_and_nothing_else() {
    let samples = samples();
    let mut faults = Vec::new();
    let mut met = BTreeSet::new();
    for (wanted, name, before, docx) in broken(&samples, 1) {
        let found = examine(&docx).unwrap().findings;
        let gained = found.iter().filter(|finding| wanted.contains(&finding.rule.code));
        let mendable: BTreeSet<String> = gained
            .filter(|finding| finding.change.is_some() && is_mechanical(finding))
            .map(|finding| finding.rule.code.clone())
            .collect();
        if mendable.is_empty() {
            continue;
        }
        met.extend(mendable.clone());
        for manner in [Manner::Plain, Manner::Tracked(day())] {
            let result = mended(&docx, manner);
            let after = codes(&result.bytes);
            let still: Vec<&String> =
                mendable.iter().filter(|code| after.contains(*code) && !before.contains(*code)).collect();
            let own = ["binh-luan", "theo-doi"].map(str::to_owned);
            let all = codes(&docx);
            let fresh: Vec<&String> = after.difference(&all).filter(|code| !own.contains(code)).collect();
            if !still.is_empty() || !fresh.is_empty() {
                faults.push(format!("{name}, {manner:?}, {wanted:?}: still {still:?}, new {fresh:?}"));
            }
            if !result.left.is_empty() && manner == Manner::Plain {
                let left: Vec<&String> = result
                    .left
                    .iter()
                    .filter(|finding| finding.change.is_some())
                    .map(|finding| &finding.rule.code)
                    .collect();
                if !left.is_empty() {
                    faults.push(format!("{name}, {wanted:?}: left {left:?}"));
                }
            }
            let (now, expected) = (texts(&result.bytes), announced(&docx, &result.done));
            if let Some((now, expected)) = now.iter().zip(&expected).find(|(now, expected)| now != expected) {
                faults.push(format!("{name}, {manner:?}, {wanted:?}: «{now}», announced «{expected}»"));
            }
            let odd = lint(&result.bytes);
            if !odd.is_empty() && lint(&docx).is_empty() {
                faults.push(format!("{name}, {manner:?}, {wanted:?}: {odd:?}"));
            }
        }
    }
    let could = thethuc::examine::rules()
        .iter()
        .filter(|rule| matches!(rule.fix, Mending::Format | Mending::Punctuation));
    faults.extend(
        could.filter(|rule| !met.contains(&rule.code)).map(|rule| format!("{}: never mended", rule.code)),
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is put right reads as a clerk would have put it.
#[test]
fn signs_and_sizes_are_put_right_as_a_clerk_would() {
    let sample = document("cong-van-trien-khai", &sample("cong-van-trien-khai"));
    let package = Package::open(&sample).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().into_owned()).unwrap();
    let number = texts(&sample).into_iter().find(|text| text.starts_with("Số:")).unwrap();
    let symbol = number.rsplit('/').next().unwrap().to_owned();
    let (kind, body) = symbol.split_once('-').unwrap();
    let runs = |stroke: &str, symbol: &str| format!("<w:t>{stroke}</w:t></w:r><w:r><w:t>{symbol}<");
    for (from, to, code) in [
        (runs("/", &symbol), runs("-", &format!("{kind}/{body}")), "so-dau"),
        (runs("/", &symbol), runs("/", &format!("{kind}/{body}")), "so-dau"),
        (runs("/", &symbol), runs("/", &format!("{kind}--{body}")), "so-dau"),
        (">, <".to_owned(), ">; <".to_owned(), "dia-danh-phay"),
        (">, <".to_owned(), ">. <".to_owned(), "dia-danh-phay"),
    ] {
        assert!(xml.contains(&from), "{from}");
        let broken = xml.replacen(&from, &to, 1);
        let docx = package.with_parts(&[("word/document.xml", broken.as_bytes())]).unwrap();
        assert!(codes(&docx).contains(code), "{to}: {:?}", codes(&docx));
        let now = texts(&mended(&docx, Manner::Plain).bytes);
        assert_eq!(now, texts(&sample), "{to}");
    }
}

/// So many samples are broken and mended in each way.
const SAMPLES: usize = 4;

/// A margin, a size, a sign: mended, the part is what it was before it was broken, byte for byte, and every other part is
/// untouched.
#[test]
fn what_is_not_named_stays_byte_for_byte() {
    let samples = samples();
    let mut count = 0;
    for (code, from, to) in [
        ("le-trai", "w:left=\"1701\" w:header", "w:left=\"1417\" w:header"),
        ("le-duoi", "w:bottom=\"1134\" w:left=\"1701\"", "w:bottom=\"850\" w:left=\"1701\""),
        ("kho-giay", "w:w=\"11906\" w:h=\"16838\"", "w:w=\"12240\" w:h=\"15840\""),
        ("tieu-ngu", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"),
        (
            "noi-nhan-dau",
            "<w:t>Như trên</w:t></w:r><w:r><w:t>;</w:t>",
            "<w:t>Như trên</w:t></w:r><w:r><w:t>,</w:t>",
        ),
    ] {
        let before = count;
        for (name, docx) in &samples {
            let package = Package::open(docx).unwrap();
            let main = "word/document.xml";
            let xml = String::from_utf8(package.read(main).unwrap().unwrap().into_owned()).unwrap();
            if count == before + SAMPLES || !xml.contains(from) || examine(docx).unwrap().unchecked.is_some()
            {
                continue;
            }
            let wrong = package.with_parts(&[(main, xml.replacen(from, to, 1).as_bytes())]).unwrap();
            let result = mend(&wrong, Manner::Plain, &|finding| finding.rule.code == code).unwrap();
            if result.done.is_empty() {
                continue;
            }
            count += 1;
            let now = Package::open(&result.bytes).unwrap();
            for part in package.parts() {
                let (was, is) = (package.read(&part.name).unwrap(), now.read(&part.name).unwrap());
                assert!(was == is, "{name}, {code}: {}", part.name);
            }
        }
    }
    assert_eq!(count, 5 * SAMPLES);
}

#[test]
fn tracked_changes_keep_the_old_letters_and_name_the_article() {
    let (_, docx) = samples().into_iter().find(|(name, _)| name.starts_with("ke-hoach-nam/")).unwrap();
    let package = Package::open(&docx).unwrap();
    let main = "word/document.xml";
    let xml = String::from_utf8(package.read(main).unwrap().unwrap().into_owned()).unwrap();
    let xml = xml.replacen("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", 1);
    let wrong = package.with_parts(&[(main, xml.as_bytes())]).unwrap();
    let result = mended(&wrong, Manner::Tracked(day()));
    let observed = observe(&result.bytes).unwrap();
    let of = |kind| {
        let all = observed.revisions.iter().filter(move |one| one.kind == kind);
        all.map(|one| (one.author.as_str(), one.date.as_str(), one.text.as_str())).collect::<Vec<_>>()
    };
    let gone = of(RevisionKind::Deletion);
    assert_eq!(gone, [("Thể Thức", "2026-11-23T00:00:00Z", "– Tự do –")]);
    assert_eq!(of(RevisionKind::Insertion).len(), 1);
    let remarks: Vec<_> =
        observed.comments.iter().map(|one| (one.author.as_str(), one.text.as_str())).collect();
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].1.starts_with("Phụ lục I, Phần I, mục II.1.b: Tiêu ngữ đang ghi"), "{remarks:?}");
}

#[test]
fn signed_and_protected_files_stay_as_they_are() {
    let (_, docx) = samples().remove(0);
    let package = Package::open(&docx).unwrap();
    let settings =
        String::from_utf8(package.read("word/settings.xml").unwrap().unwrap().into_owned()).unwrap();
    let at = settings.rfind("</w:settings>").unwrap();
    let protection = "<w:documentProtection w:edit=\"readOnly\" w:enforcement=\"1\"/>";
    let protected = format!("{}{protection}{}", &settings[..at], &settings[at..]);
    let protected = package.with_parts(&[("word/settings.xml", protected.as_bytes())]).unwrap();
    let refused = mend(&protected, Manner::Plain, &|_| true).unwrap_err();
    assert_eq!(refused.code, "tep-bao-ve");
    let mut changes = Changes::new(&package);
    changes
        .add(Addition {
            name: "_xmlsignatures/origin.sigs",
            content_type: "application/vnd.openxmlformats-package.digital-signature-origin",
            content: b"".as_slice().into(),
            source: "",
            relation: "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
        })
        .unwrap();
    let refused = mend(&changes.finish().unwrap(), Manner::Plain, &|_| true).unwrap_err();
    assert_eq!(refused.code, "da-ky-so");
}

/// Where all text of a style is wrong the style is mended, and no run is given a look of its own.
#[test]
fn a_style_is_mended_where_all_its_text_is_wrong() {
    let (_, docx) = samples().into_iter().find(|(name, _)| name.starts_with("ke-hoach-nam/")).unwrap();
    let package = Package::open(&docx).unwrap();
    let styles = String::from_utf8(package.read("word/styles.xml").unwrap().unwrap().into_owned()).unwrap();
    let from = "w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\"";
    assert!(styles.contains(from));
    let arial = styles.replace(from, "w:ascii=\"Arial\" w:hAnsi=\"Arial\"");
    let wrong = package.with_parts(&[("word/styles.xml", arial.as_bytes())]).unwrap();
    assert!(codes(&wrong).contains("phong-chu"));
    let result = mended(&wrong, Manner::Plain);
    assert!(!codes(&result.bytes).contains("phong-chu"));
    let now = Package::open(&result.bytes).unwrap();
    let main = String::from_utf8(now.read("word/document.xml").unwrap().unwrap().into_owned()).unwrap();
    let runs = main.matches("<w:rFonts").count();
    let before = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().into_owned()).unwrap();
    assert!(runs <= before.matches("<w:rFonts").count() + 6, "{runs} runs have a font of their own");
}
