//! The rules a document is examined by. Ways to break a sample are lines of `examine/mutations.tsv`: each gives the findings of
//! the rules it names and of no others, and no sample as it is made has a finding of level luật.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use thethuc::docx::package::Package;
use thethuc::docx::patch::{Addition, Changes};
use thethuc::examine::{Level, Mending, examine, rules};
use thethuc::{fill, library};

/// A mutation is applied to so many samples.
const APPLIED: usize = 3;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// Every sample of every template as a file without values, with its name.
pub(crate) fn samples() -> Vec<(String, Vec<u8>)> {
    let mut samples = Vec::new();
    for id in library::ids() {
        let template = library::get(id).unwrap();
        for sample in template.samples() {
            let file = fill(&template, &sample.values, today()).docx(false).unwrap().remove(0);
            samples.push((format!("{id}/{}", sample.name), file.bytes));
        }
    }
    samples
}

/// The codes of what is found, and why the standard was not asked.
fn codes(docx: &[u8]) -> (BTreeSet<String>, bool) {
    let examined = examine(docx).unwrap();
    (
        examined.findings.iter().map(|finding| finding.rule.code.clone()).collect(),
        examined.unchecked.is_some(),
    )
}

fn part(short: &str) -> &'static str {
    match short {
        "d" => "word/document.xml",
        "s" => "word/styles.xml",
        "h" => "word/header1.xml",
        "c" => "docProps/core.xml",
        other => panic!("{other}: no part"),
    }
}

/// The text with each piece of `from`, parted by `¦`, replaced by that of `to`: the first one there is, all where `*` begins it.
fn replaced(xml: &str, from: &str, to: &str) -> Option<String> {
    let pairs = from.split('¦').zip(to.split('¦'));
    pairs.into_iter().try_fold(xml.to_owned(), |xml, (from, to)| {
        let (all, from) = from.strip_prefix('*').map_or((false, from), |from| (true, from));
        let most = if all { usize::MAX } else { 1 };
        xml.contains(from).then(|| xml.replacen(from, to, most))
    })
}

#[test]
fn no_sample_breaks_the_law() {
    let mut faults = Vec::new();
    let samples = samples();
    for (name, docx) in &samples {
        for finding in examine(docx).unwrap().findings {
            if finding.rule.level == Level::Law {
                faults.push(format!(
                    "{name}, {}: {} {}",
                    finding.place_name(),
                    finding.rule.code,
                    finding.message
                ));
            }
        }
    }
    assert!(samples.len() > 80, "{} samples", samples.len());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Each mutation on so many samples it fits: the rules it breaks, the sample, the rules that one broke before, the broken file.
pub(crate) fn broken(
    samples: &[(String, Vec<u8>)],
    most: usize,
) -> impl Iterator<Item = (BTreeSet<String>, String, BTreeSet<String>, Vec<u8>)> {
    let mutations = include_str!("examine/mutations.tsv").lines().filter(|line| !line.starts_with('#'));
    mutations.flat_map(move |line| {
        let [wanted, short, from, to] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let wanted: BTreeSet<String> = wanted.split('+').map(str::to_owned).collect();
        let fitting = samples.iter().filter_map(move |(name, docx)| {
            let package = Package::open(docx).unwrap();
            let xml = package.read(part(short)).unwrap()?;
            let xml = String::from_utf8(xml.into_owned()).unwrap();
            let broken = replaced(&xml, from, to)?;
            let (before, unchecked) = codes(docx);
            if unchecked || wanted.iter().any(|code| before.contains(code)) {
                return None;
            }
            let broken = package.with_parts(&[(part(short), broken.as_bytes())]).unwrap();
            Some((wanted.clone(), format!("{name}: «{from}» → «{to}»"), before, broken))
        });
        let fitting: Vec<_> = fitting.take(most).collect();
        assert!(!fitting.is_empty(), "no sample has «{from}»");
        fitting
    })
}

#[test]
fn each_mutation_is_found_and_nothing_else() {
    let samples = samples();
    let mut faults = Vec::new();
    let mut met = BTreeSet::new();
    for (wanted, name, before, docx) in broken(&samples, APPLIED) {
        let (after, _) = codes(&docx);
        let gained: BTreeSet<String> = after.difference(&before).cloned().collect();
        if gained != wanted {
            faults.push(format!("{name} gives {gained:?}, not {wanted:?}"));
        }
        met.extend(wanted);
    }
    // A remark is a part of its own.
    let unmet = rules().iter().filter(|rule| !met.contains(&rule.code) && rule.code != "binh-luan");
    faults.extend(unmet.map(|rule| format!("{}: no mutation breaks it", rule.code)));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What looks like a fault and is none (`examine/harmless.tsv`).
#[test]
fn what_is_right_however_it_looks_is_no_finding() {
    let samples = samples();
    let mut faults = Vec::new();
    for line in include_str!("examine/harmless.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [short, from, to] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let mut count = 0;
        for (name, docx) in &samples {
            let package = Package::open(docx).unwrap();
            let Some(xml) = package.read(part(short)).unwrap() else { continue };
            let xml = String::from_utf8(xml.into_owned()).unwrap();
            let Some(changed) = replaced(&xml, from, to) else { continue };
            let (before, _) = codes(docx);
            let (after, _) = codes(&package.with_parts(&[(part(short), changed.as_bytes())]).unwrap());
            let gained: Vec<_> = after.difference(&before).collect();
            if !gained.is_empty() {
                faults.push(format!("{name}: «{from}» → «{to}» gives {gained:?}"));
            }
            count += 1;
            if count == APPLIED {
                break;
            }
        }
        assert!(count > 0, "no sample has «{from}»");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_says_where_it_is_written_what_to_do_and_how_it_looks() {
    let mut known = BTreeSet::new();
    for rule in rules() {
        let code = &rule.code;
        assert!(known.insert(code), "{code} twice");
        assert!(!rule.source.is_empty() && !rule.passes.is_empty() && rule.passes != rule.fails, "{code}");
        assert_eq!(
            rule.level == Level::Law,
            rule.source != "thông lệ" && !code.ends_with("-nganh"),
            "{code}"
        );
        let is_mechanical = matches!(rule.fix, Mending::Format | Mending::Punctuation);
        assert!(!is_mechanical || !rule.mends.is_empty(), "{code}: nothing says what is done");
        assert_eq!(rule.mends.is_empty(), rule.mends_english.is_empty(), "{code}");
        assert_eq!(rule.mends.contains("{set}"), rule.mends_english.contains("{set}"), "{code}");
        for sentence in [&rule.message, &rule.english] {
            assert!(sentence.ends_with('.') && sentence.contains([';', ',', ':']), "{code}: {sentence}");
            assert_eq!(sentence.matches('{').count(), sentence.matches('}').count(), "{code}: {sentence}");
        }
        for hole in ["{seen}", "{wanted}"] {
            let has = |sentence: &str| sentence.contains(hole);
            assert!(!has(&rule.english) || has(&rule.message), "{code}: {hole} in English alone");
        }
    }
    assert!(known.len() > 50, "{} rules", known.len());
}

#[test]
fn a_remark_is_found() {
    let (_, docx) = samples().remove(0);
    let package = Package::open(&docx).unwrap();
    let mut changes = Changes::new(&package);
    let remark = "<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:comment w:id=\"1\" \
                  w:author=\"Lan\"><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p></w:comment></w:comments>";
    let added = Addition {
        name: "word/comments.xml",
        content_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml",
        content: remark.as_bytes().to_vec().into(),
        source: "word/document.xml",
        relation: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    };
    changes.add(added).unwrap();
    let (before, _) = codes(&docx);
    let (after, _) = codes(&changes.finish().unwrap());
    assert_eq!(after.difference(&before).collect::<Vec<_>>(), ["binh-luan"]);
}

/// What is not asked for what the decree wants, and is still asked for what any text is.
#[test]
fn what_the_decree_does_not_rule_is_told_and_looked_at_all_the_same() {
    let samples = samples();
    let (_, docx) = samples.iter().find(|(name, _)| name.starts_with("quyet-dinh/")).unwrap();
    let package = Package::open(docx).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().into_owned()).unwrap();
    let xml = xml.replacen("w:left=\"1701\"", "w:left=\"1000\"", 1);
    for (from, to, reason) in [
        ("Số: ", "Số: ", None),
        ("<w:t>QĐ-UBND</w:t>", "<w:t>2026/QĐ-UBND</w:t>", Some("quy-pham-phap-luat")),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", None),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM¦Độc lập - Tự do - Hạnh phúc", "¦", Some("khong-tieu-de")),
        (
            " năm 2026</w:t></w:r><w:bookmarkEnd",
            " năm 2019</w:t></w:r><w:bookmarkEnd",
            Some("truoc-nghi-dinh"),
        ),
    ] {
        let body = replaced(&xml, from, to).unwrap().replacen("Điều 1. ", "Điều 1. {{ten}} ", 1);
        let examined =
            examine(&package.with_parts(&[("word/document.xml", body.as_bytes())]).unwrap()).unwrap();
        assert_eq!(examined.unchecked.map(|one| one.code.as_str()), reason);
        let has = |code: &str| examined.findings.iter().any(|finding| finding.rule.code == code);
        assert!(has("cho-dien"), "{reason:?}");
        assert_eq!(has("le-trai"), reason.is_none(), "{reason:?}");
    }
}

/// The abstract announced twice, the day of the week that is another, the deadline that is over.
#[test]
fn a_letter_with_three_contradictions_gets_its_three_findings() {
    let letter = |(name, _): &(String, Vec<u8>)| name.starts_with("cong-van-trien-khai/");
    let (_, docx) = samples().into_iter().find(letter).unwrap();
    let package = Package::open(&docx).unwrap();
    let xml = String::from_utf8(package.read("word/document.xml").unwrap().unwrap().into_owned()).unwrap();
    let body = "<w:pStyle w:val=\"ThanVanBan\"/></w:pPr><w:r><w:t";
    let deadline = body.replace("<w:t", "<w:t xml:space=\"preserve\">Đề nghị các đơn vị gửi báo cáo chậm nhất thứ Sáu, ngày 15/12/2026. </w:t></w:r><w:r><w:t");
    let abstracts = "V/v </w:t></w:r><w:r><w:t>";
    let written = xml
        .replacen("ngày 05 tháng 02 năm 2026", "ngày 20 tháng 12 năm 2026", 1)
        .replacen(abstracts, "V/v V/v Quốc khánh 2-9.</w:t></w:r><w:r><w:t>", 1)
        .replacen(body, &deadline, 1);
    let (found, _) = codes(&package.with_parts(&[("word/document.xml", written.as_bytes())]).unwrap());
    for code in ["vv-hai-lan", "thu-ngay", "han-truoc-ngay"] {
        assert!(found.contains(code), "{code}: {found:?}");
    }
}

/// What is told once of all its places points each of them out.
#[test]
fn each_place_of_a_finding_told_once_is_pointed_out() {
    let body = r#"<w:pStyle w:val="ThanVanBan"/></w:pPr><w:r><w:t"#;
    let several = |(_, docx): (String, Vec<u8>)| {
        let package = Package::open(&docx).unwrap();
        let xml =
            String::from_utf8(package.read("word/document.xml").unwrap().unwrap().into_owned()).unwrap();
        (xml.matches(body).count() > 1).then_some((docx.clone(), xml))
    };
    let (docx, xml) = samples().into_iter().find_map(several).unwrap();
    let package = Package::open(&docx).unwrap();
    let spaced = r#"<w:pStyle w:val="ThanVanBan"/></w:pPr><w:r><w:t xml:space="preserve">Một  hai  ba. </w:t></w:r><w:r><w:t"#;
    let xml = xml.replacen(body, spaced, 2);
    let docx = package.with_parts(&[("word/document.xml", xml.as_bytes())]).unwrap();
    let examined = examine(&docx).unwrap();
    let (id, finding) =
        examined.findings.iter().enumerate().find(|(_, finding)| finding.rule.code == "cach-doi").unwrap();
    assert!(finding.message.contains("Có 4 chỗ"), "{}", finding.message);
    let first = finding.place.as_ref().unwrap();
    let others: Vec<_> = finding.others.iter().map(|other| other.place.clone()).collect();
    assert_eq!(others.len(), 3);
    assert_eq!(others[0].paragraph, first.paragraph);
    assert_eq!(others[1].paragraph, others[2].paragraph);
    assert!(others[1].paragraph > first.paragraph);
    let named = format!("đoạn {}, {}", first.paragraph + 1, others[1].paragraph + 1);
    assert!(finding.place_name().ends_with(&named), "{}", finding.place_name());
    let marks: Vec<_> = examined.marks().into_iter().filter(|mark| mark.id == id).collect();
    assert_eq!(marks.len(), 4);
    assert_eq!(marks.iter().map(|mark| mark.paragraph).collect::<BTreeSet<_>>().len(), 2);
    let html = thethuc::view::write(&thethuc::docx::read::observe(&docx).unwrap(), &marks, 1000).html;
    assert_eq!(html.matches(&format!("data-marks=\"{id}\"")).count(), 4, "{html}");
}
