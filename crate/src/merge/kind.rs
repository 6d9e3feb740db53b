//! What an element is to somebody who fills a document.

use crate::docx::names::Vocabulary;

/// What an element is to somebody who fills a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// A paragraph of a drawing.
    DrawnParagraph,
    Run,
    RunProperties,
    /// Text of a run.
    Text,
    /// Text of a drawing.
    DrawnText,
    /// An element with nothing but text in it, where there are no paragraphs: a property of the file.
    Leaf,
    Tab,
    Break,
    Table,
    Row,
    Cell,
    TextBox,
    /// What holds paragraphs and tables: the body, a header, a note.
    Story,
    /// What stands around others without being seen: content controls, insertions, links.
    Wrapper,
    ParagraphProperties,
    /// Properties that nothing is looked for in.
    Properties,
    ControlProperties,
    /// The beginning or end of a range: a bookmark, a comment.
    Mark,
    /// The sign of a comment in a run.
    CommentSign,
    /// What nobody sees.
    Quiet,
    /// What was deleted with changes tracked.
    Deleted,
    /// What older programs show instead.
    Fallback,
    /// What a drawing is called, with its number.
    DrawingName,
    FieldCharacter,
    FieldCode,
    SimpleField,
    /// Anything else, seen.
    Other,
}

impl Kind {
    pub(super) fn of(vocabulary: Option<Vocabulary>, local: &str) -> Kind {
        match vocabulary {
            Some(Vocabulary::Word) => Kind::of_word(local),
            Some(Vocabulary::Compatibility) if local == "Fallback" => Kind::Fallback,
            Some(Vocabulary::Compatibility) => Kind::Wrapper,
            Some(Vocabulary::Office) => match local {
                "p" => Kind::DrawnParagraph,
                "r" => Kind::Run,
                "t" => Kind::DrawnText,
                "rPr" => Kind::RunProperties,
                "docPr" => Kind::DrawingName,
                _ => Kind::Other,
            },
            _ => Kind::Other,
        }
    }

    fn of_word(local: &str) -> Kind {
        match local {
            "p" => Kind::Paragraph,
            "r" => Kind::Run,
            "rPr" => Kind::RunProperties,
            "t" => Kind::Text,
            "tab" | "ptab" => Kind::Tab,
            "br" | "cr" => Kind::Break,
            "tbl" => Kind::Table,
            "tr" => Kind::Row,
            "tc" => Kind::Cell,
            "txbxContent" => Kind::TextBox,
            "body" | "hdr" | "ftr" | "footnote" | "endnote" | "comment" | "docPartBody" => Kind::Story,
            "sdt" | "sdtContent" | "customXml" | "smartTag" | "ins" | "moveTo" | "hyperlink" | "dir"
            | "bdo" | "docParts" | "docPart" => Kind::Wrapper,
            "pPr" => Kind::ParagraphProperties,
            "tblPr" | "tblGrid" | "tblPrEx" | "trPr" | "tcPr" | "sectPr" | "customXmlPr" | "smartTagPr"
            | "sdtEndPr" => Kind::Properties,
            "sdtPr" => Kind::ControlProperties,
            "bookmarkStart" | "bookmarkEnd" | "commentRangeStart" | "commentRangeEnd" | "permStart"
            | "permEnd" | "moveFromRangeStart" | "moveFromRangeEnd" | "moveToRangeStart"
            | "moveToRangeEnd" => Kind::Mark,
            "commentReference" => Kind::CommentSign,
            "proofErr" | "lastRenderedPageBreak" | "softHyphen" => Kind::Quiet,
            "del" | "moveFrom" | "delText" | "delInstrText" => Kind::Deleted,
            "fldChar" => Kind::FieldCharacter,
            "instrText" => Kind::FieldCode,
            "fldSimple" => Kind::SimpleField,
            _ => Kind::Other,
        }
    }

    /// Nothing is looked for in it.
    pub(super) fn is_closed(self) -> bool {
        matches!(
            self,
            Kind::RunProperties
                | Kind::ParagraphProperties
                | Kind::Properties
                | Kind::ControlProperties
                | Kind::Mark
                | Kind::CommentSign
                | Kind::Quiet
                | Kind::Deleted
                | Kind::DrawingName
                | Kind::FieldCharacter
                | Kind::FieldCode
                | Kind::Tab
                | Kind::Break
        )
    }

    /// What it is in the text of a paragraph.
    pub(super) fn sign(self) -> Option<&'static str> {
        match self {
            Kind::Tab => Some("\t"),
            Kind::Break => Some("\n"),
            _ => None,
        }
    }

    /// A reader sees it, where it has nothing in it that is looked at by itself.
    pub(super) fn is_seen(self) -> bool {
        matches!(self, Kind::Break | Kind::Tab | Kind::Other | Kind::FieldCharacter | Kind::SimpleField)
    }

    /// It holds paragraphs and tables.
    pub(super) fn holds_blocks(self) -> bool {
        matches!(self, Kind::Story | Kind::Cell | Kind::TextBox)
    }
}
