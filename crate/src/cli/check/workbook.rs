//! What was found in many files, as one sheet.

use thethuc::Diagnostic;
use thethuc::examine::{Examined, Finding};
use thethuc::sheet::write::{Book, Entry, Head, Page, PageId};

/// A sheet under way: a row a finding, and a row a file that could not be read.
pub(super) struct Workbook {
    book: Book,
    page: PageId,
}

impl Workbook {
    pub(super) fn new() -> Workbook {
        let mut book = Book::new();
        let columns = [
            ("Tệp", 36),
            ("Nơi", 28),
            ("Mức", 11),
            ("Mã", 16),
            ("Điều quy định", 32),
            ("Phát hiện", 70),
            ("Cách sửa của chương trình", 50),
        ];
        let columns = columns.map(|(label, width)| Head::text(label).wide(width));
        let page = book.page(Page::new("Kiểm tra thể thức", columns.into()));
        Workbook { book, page }
    }

    /// The findings of a file.
    pub(super) fn add(&mut self, file: &str, examined: &Examined) {
        if let Some(reason) = examined.unchecked {
            self.row([file, "", "gợi ý", &reason.code, "", &reason.message, ""]);
        }
        for finding in &examined.findings {
            let Finding { rule, message, .. } = finding;
            let change = finding.change.as_ref().map(|change| match change.before.as_str() {
                "" => change.message.clone(),
                before => format!("«{before}» → «{}»", change.after),
            });
            self.row([
                file,
                &finding.place_name(),
                rule.level.names().0,
                &rule.code,
                &rule.source,
                message,
                &change.unwrap_or_default(),
            ]);
        }
    }

    /// A file that could not be read.
    pub(super) fn unreadable(&mut self, finding: &Diagnostic) {
        let file = finding.location.to_string();
        self.row([&file, "", "không đọc được", &finding.code, "", &finding.message, ""]);
    }

    fn row(&mut self, cells: [&str; 7]) {
        let cells = cells.map(|cell| if cell.is_empty() { Entry::Blank } else { Entry::Text(cell) });
        self.book.row(self.page, &cells);
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.book.finish()
    }
}
