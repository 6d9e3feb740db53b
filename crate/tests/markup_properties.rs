//! What holds of the plain-text conventions for every text and every canonical block.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use thethuc::Align;
use thethuc::markup::{self, Block, BodyCell, BodyColumn, BodyTable, CellMerge, Inline, Level};

/// Bits of text that could be taken for markup, and some that could not.
const TRAPS: &[&str] = &[
    "*",
    "**",
    "***",
    "****",
    "|",
    "||",
    "\\",
    "\\\\",
    "[[",
    "]]",
    "[",
    "]",
    "^[",
    "^",
    "<",
    "<br>",
    "br>",
    ">",
    "(",
    ")",
    "(*)",
    "-",
    "--",
    ":-:",
    "+",
    " ",
    "  ",
    "\u{a0}",
    "1.",
    "1. ",
    "1.1. ",
    "2026. ",
    "a) ",
    "đ) ",
    "aa) ",
    "(1) ",
    "- ",
    "+ ",
    "I. ",
    "IV. ",
    "C. ",
    "Phần I",
    "Chương II",
    "Mục 1",
    "Tiểu mục 2",
    "Điều 3. ",
    "Điều 3a. ",
    "[[giữa]] ",
    "[[phải]]",
    "[[đoạn]] ",
    "[[trang mới]]",
    "[[khổ ngang]]",
    "[[phụ lục]] ",
    "[[phụ lục ngang]]",
    "| a |",
    "|-|",
    "ở",
    "Ủy",
    "đ",
    "a",
    "B",
    "5",
    "Nghị định",
    ".",
    ";",
    "_",
    "`",
    "#",
    "{{x}}",
    "e\u{301}",
    "😀",
    "&",
    "\"",
];

fn words() -> impl Strategy<Value = String> {
    let bit = prop_oneof![6 => select(TRAPS).prop_map(str::to_owned), 1 => "\\PC{1,3}"];
    vec(bit, 1..6).prop_map(|bits| bits.concat().chars().filter(|ch| !ch.is_control()).collect())
}

fn look(words: String, bold: bool, italic: bool) -> Inline {
    Inline::Text { text: words, bold, italic, origin: None }
}

/// Condition 2 of canonical blocks, made true: neighbours of one look become one, spaces at the ends go.
fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut tidy: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (tidy.last_mut(), inline) {
            (
                Some(Inline::Text { text: before, bold: b, italic: i, .. }),
                Inline::Text { text, bold, italic, .. },
            ) if (*b, *i) == (bold, italic) => before.push_str(&text),
            (_, inline) => tidy.push(inline),
        }
    }
    while let Some(Inline::Text { text, .. }) = tidy.first_mut() {
        *text = text.trim_start_matches(' ').to_owned();
        if !text.is_empty() {
            break;
        }
        tidy.remove(0);
    }
    while let Some(Inline::Text { text, .. }) = tidy.last_mut() {
        *text = text.trim_end_matches(' ').to_owned();
        if !text.is_empty() {
            break;
        }
        tidy.pop();
    }
    tidy
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let text = || {
        (words(), any::<bool>(), any::<bool>()).prop_map(|(words, bold, italic)| look(words, bold, italic))
    };
    let note = vec(prop_oneof![4 => text(), 1 => Just(Inline::Break)], 0..3)
        .prop_map(|text| Inline::Footnote { text: tidy(text) });
    vec(prop_oneof![6 => text(), 1 => Just(Inline::Break), 1 => note], 0..6).prop_map(tidy)
}

fn some_inlines() -> impl Strategy<Value = Vec<Inline>> {
    inlines().prop_filter("empty", |text| !text.is_empty())
}

fn is_all_bold(text: &[Inline]) -> bool {
    let mut looks = text.iter().filter_map(|inline| match inline {
        Inline::Text { bold, .. } => Some(*bold),
        _ => None,
    });
    looks.next().is_some_and(|first| first && looks.all(|bold| bold))
}

/// Condition 3, made true: a title is not bold throughout.
fn title() -> impl Strategy<Value = Vec<Inline>> {
    inlines().prop_map(|text| if is_all_bold(&text) { unbold(text) } else { text })
}

fn unbold(text: Vec<Inline>) -> Vec<Inline> {
    tidy(
        text.into_iter()
            .map(|inline| match inline {
                Inline::Text { text, italic, .. } => look(text, false, italic),
                other => other,
            })
            .collect(),
    )
}

/// Text of an article or clause, and whether it is a title.
fn titled() -> impl Strategy<Value = (bool, Vec<Inline>)> {
    (any::<bool>(), inlines()).prop_map(|(titled, text)| {
        let has_text = text.iter().any(|inline| matches!(inline, Inline::Text { .. }));
        if has_text && (titled || is_all_bold(&text)) { (true, unbold(text)) } else { (false, text) }
    })
}

fn number() -> impl Strategy<Value = String> {
    (1..1000u32).prop_map(|number| number.to_string())
}

fn table() -> impl Strategy<Value = Block> {
    let align = select(&[Align::Left, Align::Center, Align::Right, Align::Justify][..]);
    let columns = vec((align, 1..20u16).prop_map(|(align, width)| BodyColumn { align, width }), 1..5);
    (columns, 1..5usize, any::<bool>()).prop_flat_map(|(columns, rows, alike)| {
        let cell = prop_oneof![
            8 => inlines().prop_map(|text| BodyCell { text, merge: CellMerge::None }),
            1 => Just(BodyCell { text: Vec::new(), merge: CellMerge::Left }),
            1 => Just(BodyCell { text: Vec::new(), merge: CellMerge::Up }),
        ];
        let wide = columns.len();
        (Just(columns), vec(vec(cell, wide), rows), 0..=rows, Just(alike)).prop_map(
            |(mut columns, mut rows, head_rows, alike)| {
                if alike {
                    columns.fill(BodyColumn { align: Align::Justify, width: 1 });
                }
                for (r, row) in rows.iter_mut().enumerate() {
                    for (c, cell) in row.iter_mut().enumerate() {
                        let loose = match cell.merge {
                            CellMerge::None => false,
                            CellMerge::Left => c == 0,
                            CellMerge::Up => r == 0 || r == head_rows,
                        };
                        if loose {
                            cell.merge = CellMerge::None;
                        }
                    }
                }
                Block::Table(BodyTable { columns, head_rows, rows })
            },
        )
    })
}

fn block() -> impl Strategy<Value = Block> {
    let roman = || select(&["I", "II", "IV", "IX", "XXXIX"][..]).prop_map(str::to_owned);
    let letters = || select(&["a", "đ", "y", "aa", "bđ"][..]);
    prop_oneof![
        1 => (select(&[Level::Phan, Level::Chuong][..]), prop_oneof![roman(), Just("MCMXC".to_owned())], title())
            .prop_map(|(level, number, title)| Block::Heading { level, number, title }),
        1 => (select(&[Level::Muc, Level::TieuMuc][..]), number(), title())
            .prop_map(|(level, number, title)| Block::Heading { level, number, title }),
        1 => (roman(), title().prop_filter("empty", |title| !title.is_empty()))
            .prop_map(|(number, title)| Block::Heading { level: Level::MucLaMa, number, title }),
        1 => (number(), prop_oneof![Just(""), letters()], titled())
            .prop_map(|(number, suffix, (titled, text))| Block::Article { number: number + suffix, titled, text }),
        1 => (vec(number(), 1..4), titled())
            .prop_map(|(number, (titled, text))| Block::Clause { number: number.join("."), titled, text }),
        1 => (prop_oneof![letters().prop_map(|letters| format!("{letters})")), number().prop_map(|n| format!("({n})"))], inlines())
            .prop_map(|(label, text)| Block::Point { label, text }),
        1 => (select(&['-', '+'][..]), inlines()).prop_map(|(mark, text)| Block::Item { mark, text }),
        4 => (select(&[Align::Justify, Align::Justify, Align::Center, Align::Right][..]), some_inlines())
            .prop_map(|(align, text)| Block::Paragraph { align, text }),
        2 => table(),
        1 => Just(Block::PageBreak),
        1 => any::<bool>().prop_map(|landscape| Block::Orientation { landscape }),
        1 => (any::<bool>(), title()).prop_map(|(landscape, title)| Block::Appendix { landscape, title }),
    ]
}

/// Lines of traps, with values in them.
fn any_text(tags: bool) -> impl Strategy<Value = String> {
    let tag = select(&["\u{1}x.y\u{2}", "\u{4}nd\u{2}", "\u{3}", "\u{2}", "\u{1}", "\u{4}", "\t", "\r"][..]);
    let tagged = if tags { 3 } else { 0 };
    let bit = prop_oneof![
        10 => select(TRAPS).prop_map(str::to_owned),
        3 => Just("\n".to_owned()),
        2 => "\\PC{1,4}",
        1 => any::<char>().prop_map(String::from),
        tagged => tag.prop_map(str::to_owned),
    ];
    vec(bit, 0..40).prop_map(|bits| bits.concat())
}

fn text_of(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Footnote { text } => text_of(text, out),
        }
    }
}

/// Every text of the blocks.
fn all_text(blocks: &[Block]) -> Vec<Vec<Inline>> {
    blocks
        .iter()
        .flat_map(|block| match block {
            Block::Heading { title, .. } | Block::Appendix { title, .. } => vec![title.clone()],
            Block::Article { text, .. }
            | Block::Clause { text, .. }
            | Block::Point { text, .. }
            | Block::Item { text, .. }
            | Block::Paragraph { text, .. } => vec![text.clone()],
            Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.clone()).collect(),
            Block::PageBreak | Block::Orientation { .. } => vec![],
        })
        .collect()
}

fn assert_tidy(blocks: &[Block]) {
    for text in all_text(blocks) {
        let mut nested = vec![text.as_slice()];
        while let Some(text) = nested.pop() {
            for pair in text.windows(2) {
                if let [
                    Inline::Text { bold: b, italic: i, origin: o, .. },
                    Inline::Text { bold, italic, origin, .. },
                ] = pair
                {
                    assert!((b, i, o) != (bold, italic, origin), "two neighbours of one look: {pair:?}");
                }
            }
            for inline in text {
                match inline {
                    Inline::Text { text, .. } => {
                        assert!(!text.is_empty() && !text.contains(char::is_control), "{text:?}");
                    }
                    Inline::Footnote { text } => nested.push(text),
                    Inline::Break => {}
                }
            }
        }
    }
}

/// All letters and digits in order, but for those of marks that stand for nothing or are written where none was typed.
fn letters(text: &str) -> String {
    let marks = ["giữa", "phải", "đoạn", "br"];
    let bare: String = text.chars().filter(|ch| ch.is_alphanumeric()).collect();
    marks.iter().fold(bare, |text, mark| text.replace(mark, ""))
}

/// `MARKUP_CASES` tries more.
fn cases() -> u32 {
    std::env::var("MARKUP_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn canonical_blocks_come_back_the_same(blocks in vec(block(), 0..6)) {
        let written = markup::write(&blocks);
        prop_assert_eq!(&markup::parse(&written).blocks, &blocks, "written as\n{}", written);
    }

    #[test]
    fn what_a_text_gives_is_canonical(text in any_text(false)) {
        let blocks = markup::parse(&text).blocks;
        let written = markup::write(&blocks);
        prop_assert_eq!(&markup::parse(&written).blocks, &blocks, "{:?} written as\n{}", text, written);
    }

    #[test]
    fn any_text_with_values_gives_tidy_blocks(text in any_text(true)) {
        let parsed = markup::parse(&text);
        assert_tidy(&parsed.blocks);
        for block in &parsed.blocks {
            if let Block::Table(table) = block {
                prop_assert!(!table.rows.is_empty() && table.head_rows <= table.rows.len());
                prop_assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
            }
        }
        markup::write(&parsed.blocks);
    }

    #[test]
    fn no_letter_is_lost(lines in vec(words(), 0..8)) {
        let text = lines.join("\n");
        let written = markup::write(&markup::parse(&text).blocks);
        prop_assert_eq!(letters(&written), letters(&text), "{:?}", written);
    }

    #[test]
    fn a_literal_prints_as_typed(words in words(), before in select(&["", "1. ", "- ", "Gửi ", "**", "[[giữa]] ", "^["][..])) {
        let after = match before { "**" => "**", "^[" => "]", _ => "" };
        let parsed = markup::parse(&format!("x\n{before}\u{1}p\u{2}{words}\u{3}{after}\nx"));
        let mut printed = String::new();
        for text in all_text(&parsed.blocks) {
            text_of(&text, &mut printed);
            printed.push('\n');
        }
        let typed = if before == "Gửi " { format!("Gửi {words}") } else { words };
        let typed = typed.trim_matches(' ');
        let vanishes = typed.is_empty() && matches!(before, "" | "**" | "[[giữa]] ");
        let expected = if vanishes { "x\nx\n".to_owned() } else { format!("x\n{typed}\nx\n") };
        prop_assert_eq!(printed, expected);
    }

    #[test]
    fn blocks_of_any_kind_are_written_without_losing_a_letter(texts in vec(any::<String>(), 1..5)) {
        let inlines: Vec<Inline> = texts.iter().map(|text| look(text.clone(), false, false)).collect();
        let nested = Inline::Footnote { text: vec![Inline::Footnote { text: inlines }] };
        let blocks = [Block::Clause { number: "x".into(), titled: true, text: vec![nested] }];
        let written = markup::write(&blocks);
        prop_assert_eq!(letters(&written), letters(&format!("x{}", texts.concat())));
    }
}
