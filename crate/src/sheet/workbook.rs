use super::csv::ReadOptions;
use super::encoding::Encoding;
use super::{Sheet, csv, ods, place, problem, xls, xlsx};
use crate::joined::Joined;
use crate::to_list::ToList;
use crate::zip::{Archive, Limits, MAX_RATIO, ZipError};
use crate::{Diagnostic, Location, Severity};

/// Sheets are inflated while they are read, so that there may be much more of them than of a document.
const LIMITS: Limits = Limits { inflated: 1 << 30, ratio: MAX_RATIO };
/// The largest file of text that is read.
const MOST_TEXT_FILE: usize = 256 << 20;

/// A workbook opened for reading: .xlsx, .xlsm, .xls (Excel 97 to 2003), .ods, or a text file of fields (.csv, .tsv, .txt), whatever its name
/// says.
///
/// ```
/// use thethuc::sheet::{ReadOptions, Workbook};
/// let csv = "Mã;Họ và tên\n007;Nguyễn Văn An\n";
/// let workbook = Workbook::open("can-bo.csv", csv.as_bytes(), &ReadOptions::default()).expect("a CSV file");
/// assert_eq!(workbook.sheets(), ["can-bo"]);
/// let sheet = workbook.read(0).expect("its sheet");
/// assert_eq!(sheet.cell(1, 0).shown, "007");
/// ```
#[derive(Debug)]
pub struct Workbook<'b> {
    file: String,
    sheets: Vec<String>,
    visible: usize,
    source: Source<'b>,
}

#[derive(Debug)]
enum Source<'b> {
    Xlsx(Box<xlsx::Book<'b>>),
    Ods(Box<ods::Book<'b>>),
    Xls(Box<xls::Book>),
    Text(csv::Book<'b>),
}

impl<'b> Workbook<'b> {
    /// Opens a workbook; `name` is the file's name as the user knows it.
    ///
    /// # Errors
    /// Why it cannot be read: no spreadsheet, of a kind that is not read, locked, damaged, or beyond all measure.
    pub fn open(name: &str, bytes: &'b [u8], options: &ReadOptions) -> Result<Self, Diagnostic> {
        if bytes.is_empty() {
            return Err(problem::of_file(
                "tep-rong",
                name,
                "Tệp không có gì bên trong; hãy chọn tệp khác.",
                "The file is empty; choose another one.",
            ));
        }
        let (tabs, source) = if bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            match Archive::open_within(bytes, LIMITS) {
                Ok(zip) if zip.contains("content.xml") => {
                    let (tabs, book) = ods::open(name, zip)?;
                    (tabs, Source::Ods(Box::new(book)))
                }
                Ok(zip) => {
                    let (tabs, book) = xlsx::open(name, zip)?;
                    (tabs, Source::Xlsx(Box::new(book)))
                }
                Err(ZipError::Legacy) => {
                    let (tabs, book) = xls::open(name, bytes)?;
                    (tabs, Source::Xls(Box::new(book)))
                }
                Err(error) => return Err(problem::of_zip(&error, name)),
            }
        } else if bytes.len() > MOST_TEXT_FILE {
            return Err(problem::too_large(name));
        } else {
            let (tab, book) = csv::open(name, bytes, options)?;
            (vec![tab], Source::Text(book))
        };
        if tabs.is_empty() {
            return Err(problem::of_file(
                "bang-tinh-khong-trang",
                name,
                "Bảng tính không có trang nào; hãy mở bằng Excel hoặc LibreOffice rồi lưu lại.",
                "The workbook has no sheets; open it in Excel or LibreOffice and save it again.",
            ));
        }
        let visible = tabs.iter().filter(|tab| !tab.hidden).count();
        let sheets = tabs.into_iter().map(|tab| tab.name).to_list();
        Ok(Workbook { file: name.to_owned(), sheets, visible, source })
    }

    /// The names of the sheets in the order of their tabs, hidden ones last.
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Whether the sheet at `index` is hidden from who opens the workbook.
    pub fn is_hidden(&self, index: usize) -> bool {
        index >= self.visible
    }

    /// The encoding of a text file, as told or found out; none for other files.
    pub fn encoding(&self) -> Option<Encoding> {
        match &self.source {
            Source::Text(book) => Some(book.encoding()),
            _ => None,
        }
    }

    /// What stands between the fields of a text file, as told or found out; none for other files.
    pub fn separator(&self) -> Option<char> {
        match &self.source {
            Source::Text(book) => Some(book.separator()),
            _ => None,
        }
    }

    /// What is to be said of it as a whole: that its encoding was found out by its words, and letters of a text file that could not
    /// be read, with the cells they stand in. They show as `�`.
    pub fn notes(&self) -> Vec<Diagnostic> {
        /// Cells that are named; more than anybody looks up.
        const MOST_NAMED: usize = 20;
        let Source::Text(book) = &self.source else { return Vec::new() };
        let sheet = self.sheets.first().map_or("", String::as_str);
        let encoding = book.encoding();
        let mut notes = Vec::new();
        if book.is_guessed() {
            notes.push(Diagnostic::new(
                Severity::Info,
                "bang-ma",
                Location::File { file: sheet.to_owned(), line: 0, column: 0 },
                format!("Tệp không ghi theo Unicode; chữ được đọc theo bảng mã {encoding}. Nếu chữ sai thì chọn bảng mã khác."),
                format!("The file is not in Unicode; its letters are read as {encoding}. If they are wrong, choose another encoding."),
            ));
        }
        let (cells, lost) = book.lost();
        let Some(&(row, column)) = cells.first() else { return notes };
        let named = cells.iter().take(MOST_NAMED).map(|&(row, column)| place(row, column));
        let mut named = named.joined(", ");
        if cells.len() > MOST_NAMED {
            named += ", …";
        }
        notes.push(Diagnostic::error(
            "chu-khong-doc-duoc",
            Location::File { file: format!("{sheet}!{}", place(row, column)), line: 0, column: 0 },
            format!(
                "{lost} chữ ở {named} không đọc được theo bảng mã {encoding} và hiện là �; hãy sửa các ô ấy, chọn bảng mã khác, hoặc lưu lại tệp theo UTF-8."
            ),
            format!(
                "{lost} letters in {named} cannot be read as {encoding} and show as �; correct these cells, choose another encoding, or save the file again as UTF-8."
            ),
        ));
        notes
    }

    /// Reads the sheet at `index` of [`Workbook::sheets`]. One without content has no rows.
    ///
    /// # Errors
    /// When there is no such sheet, or it is damaged or too large.
    pub fn read(&self, index: usize) -> Result<Sheet, Diagnostic> {
        let missing = || {
            problem::of_file(
                "khong-co-trang",
                &self.file,
                "Bảng tính không có trang này; hãy chọn lại trang.",
                "The workbook has no such sheet; choose another one.",
            )
        };
        let name = self.sheets.get(index).ok_or_else(missing)?;
        let mut sheet = match &self.source {
            Source::Xlsx(book) => book.read(&self.file, name, index),
            Source::Ods(book) => book.read(&self.file, name, index),
            Source::Xls(book) => book.read(&self.file, name, index),
            Source::Text(book) => book.read(&self.file, name),
        }?;
        sheet.set_hidden(self.is_hidden(index));
        Ok(sheet)
    }
}
