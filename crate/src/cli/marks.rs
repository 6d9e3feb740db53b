//! How a Word file marks what is to be filled.

use thethuc::Diagnostic;
use thethuc::merge::Delimiters;

/// What tags of a Word file stand between.
#[derive(Debug, clap::Args)]
pub(super) struct Marks {
    /// Dấu mở và dấu đóng của thẻ trong tệp Word; không ghi thì là {{ và }}
    #[arg(long, num_args = 2, value_names = ["MỞ", "ĐÓNG"], allow_hyphen_values = true)]
    delimiters: Option<Vec<String>>,
}

impl Marks {
    /// As they were given.
    pub(super) fn shown(&self) -> String {
        self.delimiters.as_deref().unwrap_or_default().join(" ")
    }

    pub(super) fn delimiters(&self) -> Result<Delimiters, Diagnostic> {
        match self.delimiters.as_deref() {
            Some([start, end]) => Delimiters::new(start, end),
            _ => Ok(Delimiters::default()),
        }
    }
}
