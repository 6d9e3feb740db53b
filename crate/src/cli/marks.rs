//! How a Word file marks what is to be filled.

use std::borrow::Cow;

use thethuc::Diagnostic;
use thethuc::merge::{Delimiters, WordTemplate};

/// What tags of a Word file stand between.
#[derive(Debug, clap::Args)]
pub(super) struct Marks {
    /// Dấu mở và dấu đóng của thẻ trong tệp Word; không ghi thì là {{ và }}
    #[arg(long, num_args = 2, value_names = ["MỞ", "ĐÓNG"], allow_hyphen_values = true)]
    delimiters: Option<Vec<String>>,
    /// Coi chỗ để trống trong tệp Word là trường: ……, ____, đường kẻ của tab, ngày … tháng … năm …, ô ☐
    #[arg(long)]
    blanks: bool,
}

impl Marks {
    /// As they were given.
    pub(super) fn shown(&self) -> String {
        format!("{} {}", self.delimiters.as_deref().unwrap_or_default().join(" "), self.blanks)
    }

    /// A Word file as a template.
    pub(super) fn read<'b>(
        &self,
        bytes: impl Into<Cow<'b, [u8]>>,
    ) -> Result<WordTemplate<'b>, Vec<Diagnostic>> {
        let delimiters = match self.delimiters.as_deref() {
            Some([start, end]) => Delimiters::new(start, end).map_err(|finding| vec![finding])?,
            _ => Delimiters::default(),
        };
        if self.blanks {
            WordTemplate::read_with_blanks(bytes, &delimiters)
        } else {
            WordTemplate::read(bytes, &delimiters)
        }
    }
}
