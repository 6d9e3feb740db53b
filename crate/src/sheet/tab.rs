//! Sheets of a workbook that are not read yet.

/// A sheet of a workbook, before it is read.
#[derive(Debug, Clone)]
pub(super) struct Tab {
    pub(super) name: String,
    pub(super) hidden: bool,
}

/// Sheets in the order of their tabs, those nobody sees behind the others.
pub(super) fn hidden_last<P>(sheets: Vec<(Tab, P)>) -> (Vec<Tab>, Vec<P>) {
    let (hidden, visible): (Vec<_>, Vec<_>) = sheets.into_iter().partition(|(tab, _)| tab.hidden);
    visible.into_iter().chain(hidden).unzip()
}
