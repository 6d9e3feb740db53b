//! Files made to cost: each kind is made in two sizes, and what every entry does with it grows no faster than the file, or the
//! file is refused with a reason.

use std::fmt::Write as _;
use std::process::Command;
use std::time::Duration;

use thethuc::Diagnostic;
use thethuc::collect::{Collector, Options};
use thethuc::docx::package::Package;
use thethuc::docx::read_values;
use thethuc::examine::examine;
use thethuc::reopen::changes::changes;
use thethuc::reopen::import::import;
use thethuc::reopen::issue::{Request, issue, recognise};

use crate::documents::{document, sample};
use crate::docx::zip::{patch_directory, zip};
use crate::work::cost;

const REQUEST: Request<'static> =
    Request { so: "7", ngay: "2026-02-05", ky_hieu: "", replace: true, take_out: &[] };

type Entry = (&'static str, fn(&[u8]) -> Result<(), Diagnostic>);

const ENTRIES: [Entry; 6] = [
    ("values", |file| read_values(file).map(drop)),
    ("import", |file| import(file).map(drop)),
    ("changes", |file| changes(file).map(drop)),
    ("issue", |file| {
        recognise(file)?;
        issue(file, &REQUEST).map(drop).map_err(|mut wrong| wrong.remove(0))
    }),
    ("check", |file| examine(file).map(drop)),
    ("collect", |file| {
        let mut collector = Collector::new(Options::default());
        collector.add("a.docx", file);
        collector.result(&[]);
        Ok(())
    }),
];

/// A letter of ours with more in it: before its first paragraph, behind its last, and in other parts, each with its role.
fn letter(before: &str, behind: &str, parts: &[(&str, &str, String)], times: usize) -> Vec<u8> {
    let own = document("cong-van-trien-khai", &sample("cong-van-trien-khai"));
    let package = Package::open(&own).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = package
        .parts()
        .iter()
        .map(|part| (part.name.clone(), package.read(&part.name).unwrap().unwrap().into_owned()))
        .collect();
    let text = |files: &mut Vec<(String, Vec<u8>)>, name: &str, change: &dyn Fn(String) -> String| {
        let (_, part) = files.iter_mut().find(|(known, _)| known == name).unwrap();
        *part = change(String::from_utf8(std::mem::take(part)).unwrap()).into_bytes();
    };
    text(&mut files, "word/document.xml", &|xml| {
        let (start, end) = (xml.find("<w:body>").unwrap() + 8, xml.rfind("<w:sectPr").unwrap());
        format!("{}{before}{}{behind}{}", &xml[..start], &xml[start..end], &xml[end..])
    });
    text(&mut files, "word/_rels/document.xml.rels", &|xml| {
        let mut relations = String::new();
        for (role, name, _) in parts {
            for at in 0..times {
                write!(
                    relations,
                    r#"<Relationship Id="x{role}{at}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{role}" Target="{name}"/>"#
                )
                .unwrap();
            }
        }
        xml.replace("</Relationships>", &format!("{relations}</Relationships>"))
    });
    for (_, name, xml) in parts {
        let name = format!("word/{name}");
        files.retain(|(known, _)| *known != name);
        files.push((name, xml.clone().into_bytes()));
    }
    zip(&files)
}

fn root(name: &str, inner: &str) -> String {
    format!(
        r#"<w:{name} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{inner}</w:{name}>"#
    )
}

fn line(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// So many, counted down: what is put in order one by one moves all the others.
fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).rev().map(one).collect()
}

type Kind = (&'static str, usize, fn(usize) -> Vec<u8>);

/// Kinds of files, each with the smaller of its two sizes.
const KINDS: &[Kind] = &[
    ("blank paragraphs at the end", 500, |count| letter("", &"<w:p/>".repeat(count), &[], 1)),
    ("blank paragraphs before the letter", 500, |count| letter(&"<w:p/>".repeat(count), "", &[], 1)),
    ("lines at the end", 133, |count| letter("", &many(count, |at| line(&format!("Dòng {at}"))), &[], 1)),
    ("the same line at the end", 133, |count| letter("", &line("Nơi nhận:").repeat(count), &[], 1)),
    ("names in capitals at the end", 133, |count| letter("", &line("CHỦ TỊCH").repeat(count), &[], 1)),
    ("one header related again and again", 33, |count| {
        letter("", "", &[("header", "header9.xml", root("hdr", &line("đầu trang").repeat(50)))], count)
    }),
    ("paragraphs of a header", 133, |count| {
        letter("", "", &[("header", "header9.xml", root("hdr", &many(count, |at| line(&at.to_string()))))], 1)
    }),
    ("custom XML related again and again", 66, |count| {
        letter("", "", &[("customXml", "item9.xml", "<a>x</a>".to_owned())], count)
    }),
    ("one note referred to again and again", 100, |count| {
        let notes =
            root("footnotes", &format!(r#"<w:footnote w:id="1">{}</w:footnote>"#, line(&"chú ".repeat(20))));
        let refers = r#"<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>"#.repeat(count);
        letter("", &refers, &[("footnotes", "footnotes.xml", notes)], 1)
    }),
    ("notes", 100, |count| {
        let notes = many(count, |at| format!(r#"<w:footnote w:id="{at}">{}</w:footnote>"#, line("chú")));
        let refers = many(count, |at| format!(r#"<w:p><w:r><w:footnoteReference w:id="{at}"/></w:r></w:p>"#));
        letter("", &refers, &[("footnotes", "footnotes.xml", root("footnotes", &notes))], 1)
    }),
    ("remarks on one paragraph", 100, |count| {
        let remarks = many(count, |at| format!(r#"<w:comment w:id="{at}">{}</w:comment>"#, line("xem")));
        let refers = many(count, |at| format!(r#"<w:r><w:commentReference w:id="{at}"/></w:r>"#));
        let text = format!("<w:p><w:r><w:t>{}</w:t></w:r>{refers}</w:p>", "chữ ".repeat(count));
        letter("", &text, &[("comments", "comments.xml", root("comments", &remarks))], 1)
    }),
    ("a long label of every paragraph", 100, |count| {
        let level = format!(
            r#"<w:lvl w:ilvl="0"><w:numFmt w:val="cardinalText"/><w:lvlText w:val="{}"/></w:lvl>"#,
            "%1".repeat(60)
        );
        let list = format!(
            r#"<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
        );
        let one = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#;
        letter("", &one.repeat(count), &[("numbering", "numbering.xml", root("numbering", &list))], 1)
    }),
    ("a list of its own for every paragraph", 133, |count| {
        let level = r#"<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>"#;
        let lists =
            many(count, |at| format!(r#"<w:abstractNum w:abstractNumId="{at}">{level}</w:abstractNum>"#));
        let lists = lists
            + &many(count, |at| format!(r#"<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>"#));
        let lines = many(count, |at| {
            format!(
                r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{at}"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"#
            )
        });
        letter("", &lines, &[("numbering", "numbering.xml", root("numbering", &lists))], 1)
    }),
    ("letters behind one another", 13, |count| {
        let lines = [
            "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Số:      /TB-UBND",
            "An Bình, ngày    tháng    năm 2026",
            "THÔNG BÁO",
            "Về việc họp",
            "Kính gửi: Phòng Kinh tế",
            "Nơi nhận:",
            "- Lưu: VT.",
            "CHỦ TỊCH",
            "Trần Văn Mẫu",
            "PHỤ LỤC",
            "(Kèm theo Thông báo số      /TB-UBND ngày    tháng    năm 2026)",
        ];
        letter(
            "",
            &lines
                .map(|text| line(text).replace("<w:r>", "<w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r>"))
                .concat()
                .repeat(count),
            &[],
            1,
        )
    }),
    ("one long word", 6_666, |count| letter("", &line(&"x".repeat(count)), &[], 1)),
    ("one long paragraph", 3_333, |count| letter("", &line(&"chữ ".repeat(count)), &[], 1)),
    ("one long paragraph at the beginning", 3_333, |count| letter(&line(&"CHỮ ".repeat(count)), "", &[], 1)),
    ("one paragraph of many lines", 166, |count| {
        letter("", &format!("<w:p><w:r>{}</w:r></w:p>", "<w:t>a b</w:t><w:br/>".repeat(count)), &[], 1)
    }),
    ("one paragraph of many tabs", 166, |count| {
        letter(
            "",
            &format!("<w:p><w:r>{}</w:r></w:p>", "<w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/>".repeat(count)),
            &[],
            1,
        )
    }),
    ("one paragraph of many runs", 333, |count| {
        letter(
            "",
            &format!(
                "<w:p>{}</w:p>",
                "<w:r><w:rPr><w:b/></w:rPr><w:t>a </w:t></w:r><w:r><w:t>b </w:t></w:r>".repeat(count)
            ),
            &[],
            1,
        )
    }),
    ("bookmarks around bookmarks", 166, |count| {
        let starts = many(count, |at| format!(r#"<w:bookmarkStart w:id="{at}" w:name="m{at}"/>"#));
        let ends = many(count, |at| format!(r#"<w:bookmarkEnd w:id="{}"/>"#, count - 1 - at));
        let hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>".repeat(count);
        letter("", &format!("<w:p>{starts}{hidden}{ends}</w:p>"), &[], 1)
    }),
    ("bookmarks one after another", 266, |count| {
        let starts = many(count, |at| format!(r#"<w:bookmarkStart w:id="{at}" w:name="m{at}"/>"#));
        let ends = many(count, |at| format!(r#"<w:bookmarkEnd w:id="{at}"/>"#));
        letter("", &format!("<w:p>{starts}<w:r><w:t>a</w:t></w:r>{ends}</w:p>"), &[], 1)
    }),
    ("signs that open and do not close", 3_333, |count| letter("", &line(&"(".repeat(count)), &[], 1)),
    ("blank dates of a line", 133, |count| {
        letter("", &line(&"An Bình, ngày    tháng    năm 2026 ".repeat(count)), &[], 1)
    }),
    ("blank dates of a letterhead", 133, |count| {
        letter(&line(&"An Bình, ngày    tháng    năm 2026 ".repeat(count)), "", &[], 1)
    }),
    ("fields without a result", 166, |count| {
        let code = |code: &str| {
            format!(
                r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
            )
        };
        let both = code(" EQ \\f(1,2) ") + &code(" AUTONUM ");
        letter("", &format!("<w:p>{}</w:p>", both.repeat(count)), &[], 1)
    }),
    ("letters at many heights", 166, |count| {
        let run = |at: usize| format!(r#"<w:r><w:rPr><w:position w:val="{at}"/></w:rPr><w:t>1</w:t></w:r>"#);
        letter("", &format!("<w:p>{}</w:p>", many(count, run)), &[], 1)
    }),
    ("raised figures of notes", 66, |count| {
        let raised = |at: usize| {
            format!(
                r#"<w:footnote w:id="{at}"><w:p><w:r><w:t>m{at}</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p></w:footnote>"#
            )
        };
        let refers = many(count, |at| format!(r#"<w:p><w:r><w:footnoteReference w:id="{at}"/></w:r></w:p>"#));
        letter("", &refers, &[("footnotes", "footnotes.xml", root("footnotes", &many(count, raised)))], 1)
    }),
    ("styles on styles", 133, |count| {
        let one = |at: usize| {
            format!(
                r#"<w:style w:type="paragraph" w:styleId="s{at}"><w:name w:val="s{at}"/><w:basedOn w:val="s{}"/></w:style>"#,
                (at + 1) % count
            )
        };
        let lines = many(count, |at| format!(r#"<w:p><w:pPr><w:pStyle w:val="s{at}"/></w:pPr></w:p>"#));
        letter("", &lines, &[("styles", "styles.xml", root("styles", &many(count, one)))], 1)
    }),
    ("different lines of one paragraph", 33, |count| {
        let lines =
            ["Nội dung", "CHỦ TỊCH", "Số:     /QĐ-UBND", "An Bình, ngày   tháng   năm 2026", "- Lưu: VT."];
        let lines = lines.map(|text| format!("<w:t>{text}</w:t><w:br/>")).concat().repeat(count);
        letter(&format!("<w:p><w:r>{lines}</w:r></w:p>"), &format!("<w:p><w:r>{lines}</w:r></w:p>"), &[], 1)
    }),
    ("different lines of a letterhead", 33, |count| {
        let lines =
            ["Nội dung", "CHỦ TỊCH", "Số:     /QĐ-UBND", "An Bình, ngày   tháng   năm 2026", "V/v kiểm tra"];
        let lines = lines.map(|text| format!("<w:t>{text}</w:t><w:br/>")).concat().repeat(count);
        let cell = |content: &str| format!("<w:tc>{content}</w:tc>");
        let row = cell(&line("ỦY BAN NHÂN DÂN")) + &cell(&line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
        let second = cell(&format!("<w:p><w:r>{lines}</w:r></w:p>"))
            + &cell(&line("An Bình, ngày 5 tháng 3 năm 2026"));
        letter(&format!("<w:tbl><w:tr>{row}</w:tr><w:tr>{second}</w:tr></w:tbl>"), "", &[], 1)
    }),
    ("cells of a wide table", 4, |count| {
        let row = format!("<w:tr>{}</w:tr>", format!("<w:tc>{}</w:tc>", line("1")).repeat(63));
        letter("", &format!("<w:tbl>{}</w:tbl><w:p/>", row.repeat(count)), &[], 1)
    }),
    ("deep tables", 10, |count| {
        let deep = format!(
            "{}<w:p/>{}",
            "<w:tbl><w:tr><w:tc>".repeat(40),
            "<w:p/></w:tc></w:tr></w:tbl>".repeat(40)
        );
        letter("", &deep.repeat(count), &[], 1)
    }),
    ("rows of a table", 33, |count| {
        let row = |at: usize| {
            format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", line(&at.to_string()), line("b"))
        };
        letter("", &format!("<w:tbl>{}</w:tbl><w:p/>", many(count, row)), &[], 1)
    }),
    ("text boxes", 33, |count| {
        let one =
            format!("<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>", line("hộp"));
        letter("", &one.repeat(count), &[], 1)
    }),
    ("sections", 66, |count| {
        letter("", &"<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>".repeat(count), &[], 1)
    }),
];

/// The larger size is so many times the smaller: work that grows with its square would be 64 times as much.
const TIMES: usize = 8;
/// Work may grow so many times, and this much may always be done.
const MOST: u32 = 24;
const FREE: Duration = Duration::from_millis(20);

#[test]
fn what_a_file_costs_grows_no_faster_than_it_does() {
    let wanted = std::env::var("HOSTILE").unwrap_or_default();
    let told = std::env::var_os("HOSTILE").is_some();
    // Templates and tables are read once.
    let plain = letter("", "", &[], 1);
    ENTRIES.iter().for_each(|(_, entry)| drop(entry(&plain)));
    let mut wrong = String::new();
    for (kind, size, make) in KINDS.iter().filter(|(kind, ..)| kind.contains(&wanted)) {
        let files = [make(*size), make(size * TIMES)];
        for (name, entry) in ENTRIES {
            let costs = |file: &[u8]| {
                let (answer, cost) = cost(|| entry(file));
                (cost, answer.map_err(|finding| finding.code.into_owned()))
            };
            let [(small, _), (large, answer)] = [costs(&files[0]), costs(&files[1])];
            if told {
                println!("{kind}, {name}: {small:?} {large:?} {answer:?}");
            }
            if large > (small + FREE) * MOST {
                writeln!(wrong, "{kind}, {name}: {small:?}, {TIMES} times as large {large:?}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// So many times the smaller size, and the kilobytes of addresses that is to do with; the program alone takes 100,000.
const ROOM: [(usize, u32); 2] = [(TIMES, 160_000), (TIMES * TIMES, 400_000)];

/// `--deep` makes each kind eight times as large once more, which takes half a minute.
#[test]
fn what_a_file_takes_of_memory_is_bounded() {
    let (times, room) = ROOM[usize::from(std::env::var_os("THETHUC_DEEP").is_some())];
    let folder = std::env::temp_dir().join(format!("thethuc-hostile-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (at, (_, size, make)) in KINDS.iter().enumerate() {
        std::fs::write(folder.join(format!("{at}.docx")), make(size * times)).unwrap();
    }
    let checked = Command::new("sh")
        .args(["-c", "ulimit -v \"$0\" && exec \"$1\" check \"$2\"", &room.to_string()])
        .args([env!("CARGO_BIN_EXE_thethuc").as_ref(), folder.as_os_str()])
        .env("MALLOC_ARENA_MAX", "1")
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let told = String::from_utf8_lossy(&checked.stderr);
    assert!(matches!(checked.status.code(), Some(0..=2)), "{:?}: {told}", checked.status);
    let sum = String::from_utf8_lossy(&checked.stdout);
    assert!(sum.starts_with(&format!("Đã kiểm tra {} tệp", KINDS.len())), "{sum}");
}

#[test]
fn a_file_that_claims_to_be_larger_than_can_be_is_refused_by_every_entry_before_it_is_unpacked() {
    let mut file = letter("", "", &[], 1);
    const SIZE: usize = 24;
    patch_directory(&mut file, SIZE, &0x7FFF_FFFF_u32.to_le_bytes());
    for (name, entry) in ENTRIES {
        let (answer, cost) = cost(|| entry(&file));
        match (name, answer) {
            // What cannot be read is told among the documents.
            ("collect", answer) => assert_eq!(answer, Ok(())),
            (_, answer) => assert_eq!(answer.unwrap_err().code, "tep-qua-lon", "{name}"),
        }
        assert!(cost < Duration::from_secs(1), "{name}");
    }
}
