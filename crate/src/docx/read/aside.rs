//! Text of a document that is not part of what its paragraphs say.

/// A text that stands beside what a paragraph says, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// What it is.
    pub kind: AsideKind,
    /// The text; what it stands for where it is none.
    pub text: String,
}

/// Why a text is no part of what a paragraph says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsideKind {
    /// It is struck through.
    Struck,
    /// It is raised or lowered, and no sign of Unicode is: it was read as letters of the line.
    Raised,
    /// It asks for what somebody is to fill in.
    Placeholder,
    /// It stands above other letters to say how they are read.
    Reading,
    /// It stands in a cell that is merged into the one above, and is not shown.
    Covered,
    /// It is part of a drawing.
    Drawing,
    /// Word works it out when it shows the document.
    Automatic,
    /// A sign of a font that nobody knows here.
    Sign,
    /// A format of numbers of lists that nobody knows here.
    Number,
    /// It is a part of a field that is not shown.
    FieldCode,
    /// A part of the file that is named in it and cannot be read.
    Part,
    /// A note that is referred to and is not there.
    Note,
    /// A note with the id of one before it: the text refers to the first.
    Twin,
    /// Programs in the document, whatever its file is called.
    Macro,
}

impl AsideKind {
    /// Where such a text stands and why it is left over: both in Vietnamese, then in English.
    pub(crate) fn names(self) -> [&'static str; 4] {
        match self {
            AsideKind::Struck => [
                "Chữ gạch ngang",
                "Struck text",
                "chữ đã gạch bỏ không đưa vào biểu mẫu",
                "what is struck through is not taken over",
            ],
            AsideKind::Raised => [
                "Chữ trên dòng, dưới dòng",
                "Raised or lowered text",
                "đã đọc như chữ thường; hãy xem lại chỗ này",
                "read as letters of the line; look at it again",
            ],
            AsideKind::Placeholder => [
                "Ô chờ nhập",
                "Placeholder",
                "chữ gợi ý của ô chưa ai điền",
                "the hint of a field nobody has filled in",
            ],
            AsideKind::Reading => [
                "Chữ chú trên dòng",
                "Text above letters",
                "biểu mẫu không có chỗ cho",
                "the form has no room for it",
            ],
            AsideKind::Covered => [
                "Ô bảng bị gộp",
                "Merged cell",
                "chữ trong ô đã gộp lên trên không hiện ra",
                "the text of a cell merged into the one above is not shown",
            ],
            AsideKind::Drawing => [
                "Chữ trong hình vẽ",
                "Text of a drawing",
                "biểu mẫu không giữ hình",
                "the form keeps no drawings",
            ],
            AsideKind::Automatic => [
                "Chỗ Word tự điền",
                "Filled in by Word",
                "Word chỉ tính khi mở văn bản; hãy gõ vào",
                "Word works it out when it shows the document; type it in",
            ],
            AsideKind::Sign => [
                "Ký hiệu",
                "Sign",
                "phông ký hiệu này không đọc được nên ghi tạm “•”; hãy xem lại",
                "a sign of an unknown font, written as “•”; look at it again",
            ],
            AsideKind::Number => [
                "Số của danh sách",
                "Number of a list",
                "kiểu đánh số này không đọc được nên ghi tạm bằng chữ số; hãy xem lại",
                "a format of numbers that is not known, written in figures; look at it again",
            ],
            AsideKind::FieldCode => {
                ["Mã trường", "Field code", "mã trường không in ra", "the code of a field does not print"]
            }
            AsideKind::Part => [
                "Phần của tệp",
                "Part of the file",
                "phần này thiếu hoặc hỏng nên không đọc được; hãy mở bằng Word để sửa rồi lưu lại",
                "it is missing or damaged and cannot be read; let Word repair and save the file",
            ],
            AsideKind::Note => [
                "Chú thích",
                "Note",
                "văn bản dẫn tới chú thích này nhưng tệp không có; hãy xem lại bản gốc",
                "the text refers to this note, which is not in the file; look at the original",
            ],
            AsideKind::Twin => [
                "Chú thích trùng mã",
                "Note of the same id",
                "tệp có hai chú thích cùng mã, chỉ cái đầu được dẫn tới; hãy xem lại bản gốc",
                "two notes have one id, and the text refers to the first; look at the original",
            ],
            AsideKind::Macro => [
                "Macro",
                "Macros",
                "tệp có macro (.docm); biểu mẫu không giữ macro",
                "the file has macros (.docm), which the form does not keep",
            ],
        }
    }
}
