//! Blocks out of JSON, for callers that are not Rust.
//!
//! What serde derives for this reads the same, as a test sees, but takes five times the code.

use serde_json::Value;

use super::{Block, BodyCell, BodyColumn, BodyTable, CellMerge, Inline, Level};
use crate::standard::read::{Fault, Read, Record, wrong};
use crate::standard::word;
use crate::{Align, FieldPath};

impl Read for Block {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let mut block = Record::open(value, faults);
        match block.value("type").as_str().unwrap_or_default() {
            "heading" => Block::Heading {
                level: block.read("level"),
                number: block.read("number"),
                title: block.read("title"),
            },
            "article" => Block::Article {
                number: block.read("number"),
                titled: block.read("titled"),
                text: block.read("text"),
            },
            "clause" => Block::Clause {
                number: block.read("number"),
                titled: block.read("titled"),
                text: block.read("text"),
            },
            "point" => Block::Point { label: block.read("label"), text: block.read("text") },
            "item" => Block::Item { mark: block.read("mark"), text: block.read("text") },
            "paragraph" => Block::Paragraph { align: block.read("align"), text: block.read("text") },
            "table" => Block::Table(BodyTable {
                columns: block.read("columns"),
                head_rows: block.read("head_rows"),
                rows: block.read("rows"),
            }),
            "page_break" => Block::PageBreak,
            "orientation" => Block::Orientation { landscape: block.read("landscape") },
            "appendix" => Block::Appendix { landscape: block.read("landscape"), title: block.read("title") },
            _ => {
                block.wrong(value, "a block");
                Block::PageBreak
            }
        }
    }
}

impl Read for Inline {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let mut inline = Record::open(value, faults);
        match inline.value("type").as_str().unwrap_or_default() {
            "text" => Inline::Text {
                text: inline.read("text"),
                bold: inline.read_or_default("bold"),
                italic: inline.read_or_default("italic"),
                origin: inline.read::<Option<String>>("origin").map(FieldPath),
            },
            "break" => Inline::Break,
            "footnote" => Inline::Footnote { text: inline.read("text") },
            _ => {
                inline.wrong(value, "a piece of a line");
                Inline::Break
            }
        }
    }
}

impl Read for BodyColumn {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let mut column = Record::open(value, faults);
        BodyColumn { align: column.read::<Align>("align"), width: column.read("width") }
    }
}

impl Read for BodyCell {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let mut cell = Record::open(value, faults);
        BodyCell { text: cell.read("text"), merge: cell.read_or_default("merge") }
    }
}

impl Read for CellMerge {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        word(value, &[("none", CellMerge::None), ("left", CellMerge::Left), ("up", CellMerge::Up)], faults)
    }
}

impl Read for Level {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let words = [
            ("phan", Level::Phan),
            ("chuong", Level::Chuong),
            ("muc", Level::Muc),
            ("tieu_muc", Level::TieuMuc),
            ("muc_la_ma", Level::MucLaMa),
        ];
        word(value, &words, faults)
    }
}

impl Read for char {
    fn read(value: &Value, faults: &mut Vec<Fault>) -> Self {
        let mut characters = value.as_str().unwrap_or_default().chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => character,
            _ => {
                wrong(value, "one character", faults);
                ' '
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::read::all;

    #[test]
    fn blocks_are_read_as_serde_reads_them() {
        let text = "Phần I\nMột\nChương II\nMục 1\nTiểu mục 2\nI. Hai\nĐiều 3a. **Ba**\n1. Bốn^[Năm *sáu*]\na) Bảy\n- Tám\n\
                    [[giữa]] Chín<br>mười\n[[phải]] Mười một\n[[trang mới]]\n[[khổ ngang]]\n\n\
                    | A | B | < |\n|:-:|---|--:|\n| 1 | **2** | 3 |\n| ^ | 4 | 5 |\n\n[[phụ lục]] Cuối";
        let path = FieldPath::from("noi_dung");
        for blocks in [super::super::parse(text).blocks, super::super::parse_field(text, &path).blocks] {
            let value = serde_json::to_value(&blocks).unwrap();
            assert_eq!(all::<Vec<Block>>(&value).unwrap(), blocks);
        }
        let bare = serde_json::json!([{ "type": "paragraph", "align": "left", "text": [{ "type": "text", "text": "a" }], "more": 1 }]);
        assert_eq!(all::<Vec<Block>>(&bare).unwrap(), serde_json::from_value::<Vec<Block>>(bare).unwrap());
    }

    #[test]
    fn what_is_no_block_is_told() {
        for (value, fault) in [
            (serde_json::json!([{ "type": "khac" }]), "{\"type\":\"khac\"} is not a block"),
            (serde_json::json!({}), "{} is not a list"),
            (
                serde_json::json!([{ "type": "item", "mark": "--", "text": [] }]),
                "mark: \"--\" is not one character",
            ),
            (serde_json::json!([{ "type": "point", "label": "a)" }]), "text: null is not a list"),
        ] {
            assert_eq!(all::<Vec<Block>>(&value).unwrap_err(), fault);
        }
    }
}
