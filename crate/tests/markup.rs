//! The plain-text conventions, case by case: `tests/markup/<name>.txt` holds a text, a line `=====`, and what it gives.
//!
//! A case is added by adding a file. `␁ ␂ ␃ ␄` stand for the control characters of values, `⇥` for a tab, `␍` for a
//! carriage return, `␀` for a NUL, `⍽` for a no-break space. The result is printed one block a line:
//! text in quotes after `b`, `i` or `bi`, `@path` for its origin, `⏎` for a line break, `^(…)` for a footnote;
//! `!` before a finding. `UPDATE=1` writes the results.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use thethuc::markup::{self, Block, BodyTable, CellMerge, Inline, Level, Parsed};
use thethuc::{Align, FieldPath, Location};

use crate::work::cheaper;

const DIVIDER: &str = "\n=====\n";

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markup");
    let mut cases: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn input(text: &str) -> String {
    text.chars()
        .map(|ch| match ch {
            '␁' => markup::mark::LITERAL,
            '␂' => markup::mark::SEP,
            '␃' => markup::mark::END,
            '␄' => markup::mark::BODY,
            '⇥' => '\t',
            '␍' => '\r',
            '␀' => '\0',
            '⍽' => '\u{a0}',
            other => other,
        })
        .collect()
}

fn inlines(text: &[Inline]) -> String {
    let printed: Vec<String> = text
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, bold, italic, origin } => {
                let look =
                    [("b", *bold), ("i", *italic)].map(|(name, on)| if on { name } else { "" }).concat();
                let origin = origin.as_ref().map(|path| format!("@{path}")).unwrap_or_default();
                format!("{look}\"{}\"{origin}", text.replace('\u{a0}', "⍽"))
            }
            Inline::Break => "⏎".to_owned(),
            Inline::Footnote { text } => format!("^({})", inlines(text)),
        })
        .collect();
    printed.join(" ")
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    }
}

fn table(table: &BodyTable) -> String {
    let columns: Vec<String> =
        table.columns.iter().map(|column| format!("{} {}", align(column.align), column.width)).collect();
    let mut out = format!("table head={} [{}]", table.head_rows, columns.join(", "));
    for row in &table.rows {
        assert_eq!(row.len(), table.columns.len(), "a row is not full");
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell.merge {
                CellMerge::None => inlines(&cell.text),
                CellMerge::Left => "<".to_owned(),
                CellMerge::Up => "^".to_owned(),
            })
            .collect();
        write!(out, "\n    | {} |", cells.join(" | ")).unwrap();
    }
    out
}

fn dump(parsed: &Parsed) -> String {
    let mut out = String::new();
    for block in &parsed.blocks {
        let line = match block {
            Block::Heading { level, number, title } => {
                let level = match level {
                    Level::Phan => "phần",
                    Level::Chuong => "chương",
                    Level::Muc => "mục",
                    Level::TieuMuc => "tiểu mục",
                    Level::MucLaMa => "mục la mã",
                };
                format!("{level} {number}: {}", inlines(title))
            }
            Block::Article { number, titled, text } => {
                format!("điều {number}{}: {}", if *titled { " titled" } else { "" }, inlines(text))
            }
            Block::Clause { number, titled, text } => {
                format!("khoản {number}{}: {}", if *titled { " titled" } else { "" }, inlines(text))
            }
            Block::Point { label, text } => format!("điểm {label}: {}", inlines(text)),
            Block::Item { mark, text } => format!("item {mark}: {}", inlines(text)),
            Block::Paragraph { align: Align::Justify, text } => format!("paragraph: {}", inlines(text)),
            Block::Paragraph { align: other, text } => {
                format!("paragraph {}: {}", align(*other), inlines(text))
            }
            Block::Table(body) => table(body),
            Block::PageBreak => "page break".to_owned(),
            Block::Orientation { landscape } => format!("landscape {landscape}"),
            Block::Appendix { landscape, title } => {
                format!("appendix{}: {}", if *landscape { " landscape" } else { "" }, inlines(title))
            }
        };
        out.push_str(line.trim_end());
        out.push('\n');
    }
    for finding in &parsed.diagnostics {
        assert!(!finding.english.is_empty());
        let place = match &finding.location {
            Location::Field { path } => path.as_str(),
            Location::File { .. } => "file",
            Location::Document => "document",
        };
        writeln!(out, "! {} {place}: {}", finding.code, finding.message).unwrap();
    }
    out
}

#[test]
fn every_case_gives_the_blocks_beside_it() {
    let mut wrong = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 40, "only {} cases found", cases.len());
    for path in &cases {
        let case = std::fs::read_to_string(path).unwrap();
        let (text, expected) = case.split_once(DIVIDER).unwrap_or((case.trim_end_matches('\n'), ""));
        let found = dump(&markup::parse(&input(text)));
        if crate::updating() {
            std::fs::write(path, format!("{text}{DIVIDER}{found}")).unwrap();
        } else if found.trim_end() != expected.trim_end() {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Values aside, what a case gives is canonical: written and read again it is the same.
#[test]
fn every_case_survives_writing() {
    for path in cases() {
        let case = std::fs::read_to_string(&path).unwrap();
        let (text, _) = case.split_once(DIVIDER).unwrap();
        if text.contains(['␁', '␄']) {
            continue;
        }
        let blocks = markup::parse(&input(text)).blocks;
        let written = markup::write(&blocks);
        let again = markup::parse(&written).blocks;
        assert_eq!(again, blocks, "{} was written as\n{written}", path.display());
    }
}

#[test]
fn a_field_is_read_like_a_body_in_a_template() {
    let path = FieldPath::from("phu_luc.0.noi_dung");
    for text in
        ["", "một\n\n1. **hai**\n3. ba", "| a | b |\n|--|-|\n| c |", "Chương I\nTiêu đề\n\u{1}x\u{2}y\u{3}"]
    {
        let alone = markup::parse_field(text, &path);
        let clean: String = text.chars().filter(|ch| !ch.is_control() || *ch == '\n').collect();
        let tagged = markup::parse(&format!("\u{4}{path}\u{2}{clean}\u{3}"));
        assert_eq!(alone, tagged, "{text:?}");
    }
}

#[test]
fn a_text_typed_in_the_usual_way_is_written_as_typed() {
    let text = "Chương I\nQuy định chung\nĐiều 1. **Phạm vi**\n1. Quy định này *áp dụng* cho:\na) Sở;\nđ) Xã^[Theo mẫu.].\n\
                I. MỤC ĐÍCH\n1.1. Một\n(1) Hai\n- Ba\n+ Bốn\n[[giữa]] **Hết**\n| STT | Việc |\n|:-:|----|\n| 1 | a<br>b |\n\
                [[trang mới]]\n[[phụ lục ngang]] Danh mục\nHướng dẫn số 5 (2026).";
    assert_eq!(markup::write(&markup::parse(text).blocks), text);
}

#[test]
fn findings_are_limited() {
    let text = "1. a\n".repeat(5_000);
    let parsed = markup::parse(&text);
    assert_eq!(parsed.blocks.len(), 5_000);
    assert_eq!(parsed.diagnostics.len(), markup::MAX_FINDINGS);
}

#[test]
fn a_twenty_page_body_is_read_and_written_fast_and_hostile_ones_in_proportion() {
    let page = "1. **Mục đích**\na) Rà soát, *bổ sung* các nhiệm vụ được giao theo Kế hoạch số 5/KH-UBND ngày 05/01/2026;\n\
                - Tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 15 hằng tháng^[Qua trục liên thông.].\n";
    let body = page.repeat(20 * 10);
    let time = |text: &str| {
        cheaper(|| {
            let parsed = markup::parse(text);
            std::hint::black_box(markup::write(&parsed.blocks));
        })
    };
    let usual = time(&body).as_secs_f64() / body.len() as f64;
    let wide = format!("|{}\n{}", " a |".repeat(62), "||\n".repeat(60_000));
    let nested = format!("{}{}", "^[".repeat(70_000), "]".repeat(70_000));
    let many = [
        "*",
        "*a ",
        "**a*",
        "***a ",
        "[",
        "^[",
        "^[]",
        "|",
        "|\n",
        "|-",
        "|-|\n",
        "\\",
        " <br>",
        "**<br>",
        "\u{1}",
        "\u{1}a\u{2}",
        "\u{1}a\u{2}*\u{3}",
        "\u{4}a\u{2}*\u{3}",
        "x\u{4}a\u{2}1. b\nc\u{3}",
        "1.",
        "I",
        "Chương I\n",
        "\n",
        "a) ^[*b]*\n",
    ];
    let hostile = many.iter().map(|bit| bit.repeat(200_000 / bit.len())).chain([wide, nested]);
    for text in hostile {
        let per_byte = time(&text).as_secs_f64() / text.len() as f64;
        let start: String = text.chars().take(20).collect();
        assert!(per_byte < usual * 100.0, "{start:?}…: {per_byte:e} s a byte, usual {usual:e}");
    }
}
