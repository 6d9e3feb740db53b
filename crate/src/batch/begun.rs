//! What is known of a spreadsheet that began as a starter of the template ([`crate::sheet::starter()`]).

use super::matching::{Matching, Second};
use super::target::key;
use crate::sheet::starter::{self, KEY};
use crate::sheet::{Sheet, table};
use crate::template::Questions;
use crate::to_list::ToList;

impl Matching {
    /// It, with the further sheets of a starter that have rows: those named as tables of the template, with their keys.
    #[must_use]
    pub fn with_second(mut self, template: &dyn Questions, sheets: &[Sheet]) -> Self {
        if !self.second.is_empty() || !self.columns.iter().any(|(label, _)| key(label) == key(KEY)) {
            return self;
        }
        let form = starter::columns(template);
        for sheet in sheets.iter().filter(|sheet| sheet.name() != self.sheet && sheet.rows() > 1) {
            let Ok(found) = table(sheet) else { continue };
            let label = |wanted: &str| found.columns.iter().find(|column| key(&column.label) == key(wanted));
            let (Some(keys), Some(name)) = (label(KEY), Some(key(sheet.name()))) else { continue };
            let named =
                form.tables.iter().find(|table| !name.is_empty() && key(&table.label).starts_with(&name));
            let Some(target) = named else { continue };
            let columns = target.columns.iter().filter_map(|column| {
                let head = label(&column.label)?;
                Some((head.label.clone(), format!("{}.{}", target.path, column.path)))
            });
            let main_key = self.columns.iter().find(|(label, _)| key(label) == key(KEY));
            self.second.push(Second {
                sheet: sheet.name().to_owned(),
                key: keys.label.clone(),
                main_key: main_key.map(|(label, _)| label.clone()).unwrap_or_default(),
                columns: columns.to_list(),
            });
        }
        self
    }
}
