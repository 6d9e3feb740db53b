use std::fmt;

use super::MAX_PIECES;
use crate::{Diagnostic, Location};

/// Why a part is refused, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlError {
    /// What is wrong.
    pub problem: Problem,
    /// Bytes from the start of the source to the place.
    pub offset: usize,
    /// The line of the place, from 1.
    pub line: usize,
    /// Characters from the start of that line to the place, from 1.
    pub column: usize,
}

/// What is wrong with a part's XML.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// Not UTF-8, or it says that it is something else.
    Encoding,
    /// A document type declaration.
    DocumentType,
    /// Nested deeper than [`super::MAX_DEPTH`].
    Depth,
    /// More tags and texts than [`super::MAX_PIECES`].
    Pieces,
    /// More attributes than [`super::MAX_ATTRIBUTES`], or a tag longer than [`super::MAX_TAG`].
    Tag,
    /// A name XML does not allow.
    Name,
    /// A malformed attribute.
    Attribute,
    /// An attribute given twice.
    DuplicateAttribute(String),
    /// A character XML does not allow, as itself or as a reference.
    Character(u32),
    /// `&` without a reference XML knows by itself.
    Reference,
    /// Text, or a second root, outside the root element; or no root at all.
    Root,
    /// A misplaced XML declaration or a reserved instruction.
    Declaration,
    /// Tags that do not match, or markup that does not end.
    Structure(String),
}

impl XmlError {
    pub(super) fn at(problem: Problem, source: &[u8], offset: usize) -> Self {
        let before = source.get(..offset).unwrap_or(source);
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        let column = 1 + before
            .get(line_start..)
            .unwrap_or_default()
            .iter()
            .filter(|&&byte| byte & 0xC0 != 0x80)
            .count();
        XmlError { problem, offset, line, column }
    }

    /// The finding for a user, about the part of that name.
    pub fn diagnostic(&self, part: &str) -> Diagnostic {
        let location = Location::File { file: part.to_owned(), line: self.line, column: self.column };
        if self.problem == Problem::Pieces {
            return Diagnostic::error(
                "tep-qua-lon",
                location,
                format!(
                    "Phần này của tệp có hơn {MAX_PIECES} thẻ và đoạn chữ nên không đọc; hãy tách văn bản thành nhiều tệp."
                ),
                format!(
                    "This part of the file has more than {MAX_PIECES} tags and texts; split the document into several files."
                ),
            );
        }
        let message = format!(
            "Phần này của tệp bị hỏng nên không đọc được{}; hãy mở tệp bằng Word hoặc LibreOffice rồi lưu lại.",
            self.problem.reason()
        );
        Diagnostic::error(
            "xml-hong",
            location,
            message,
            format!(
                "This part of the file is damaged ({}); open the file in Word or LibreOffice and save it again.",
                self.problem
            ),
        )
    }
}

impl Problem {
    /// What is wrong in Vietnamese, where somebody can make something of it.
    fn reason(&self) -> &'static str {
        match self {
            Problem::Encoding => " (không ở bảng mã UTF-8 hay UTF-16)",
            Problem::DocumentType => " (có khai báo DOCTYPE, tệp Word không được có)",
            Problem::Depth => " (lồng vào nhau quá sâu)",
            Problem::Tag => " (có thẻ quá dài hoặc quá nhiều thuộc tính)",
            Problem::Character(_) | Problem::Reference => {
                " (có ký tự điều khiển hay tham chiếu không hợp lệ)"
            }
            Problem::Declaration => " (khai báo XML sai chỗ, hoặc là XML 1.1)",
            Problem::Pieces
            | Problem::Name
            | Problem::Attribute
            | Problem::DuplicateAttribute(_)
            | Problem::Root
            | Problem::Structure(_) => "",
        }
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{} (byte {}): {}", self.line, self.column, self.offset, self.problem)
    }
}

impl std::error::Error for XmlError {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Encoding => f.write_str("not UTF-8"),
            Problem::DocumentType => f.write_str("document type declarations are refused"),
            Problem::Depth => f.write_str("nested too deep"),
            Problem::Pieces => f.write_str("too many tags and texts"),
            Problem::Tag => f.write_str("too many attributes or too long a tag"),
            Problem::Name => f.write_str("not a name"),
            Problem::Attribute => f.write_str("malformed attribute"),
            Problem::DuplicateAttribute(name) => write!(f, "attribute {name} given twice"),
            Problem::Character(code) => write!(f, "character U+{code:04X} is not allowed"),
            Problem::Reference => f.write_str("unknown or unfinished reference"),
            Problem::Root => f.write_str("there must be exactly one root element and no text outside it"),
            Problem::Declaration => {
                f.write_str("misplaced XML declaration, or one of another version than 1.0")
            }
            Problem::Structure(what) => f.write_str(what),
        }
    }
}
