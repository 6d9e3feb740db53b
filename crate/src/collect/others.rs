//! Files that lie among those sent and are no documents made here.

use super::place;
use crate::Diagnostic;

/// Files that systems put into folders, which nobody sent.
const OF_SYSTEMS: [&str; 3] = ["thumbs.db", "desktop.ini", "icon\r"];

/// Whether somebody sent a file of this name: programs and systems keep files of their own in folders, and Word one beside
/// each document that is open.
pub fn is_sent(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let is_of_systems = OF_SYSTEMS.iter().any(|known| known.eq_ignore_ascii_case(name));
    !name.starts_with("~$") && !name.starts_with('.') && !is_of_systems
}

/// What to say of one that is not read.
pub(super) fn passed_over(path: &str) -> Diagnostic {
    Diagnostic::warning(
        "tep-bo-qua",
        place(path),
        "Không phải tệp .docx nên không đọc; hãy xin đơn vị gửi tệp .docx làm từ mẫu, hoặc chuyển tệp ra khỏi thư mục.",
        "It is no .docx file and was not read; ask for the .docx made from the form, or move the file out of the folder.",
    )
}
