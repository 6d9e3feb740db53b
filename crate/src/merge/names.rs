//! Names of blanks.

use super::blank::Blank;
use super::place::Place;
use crate::pool::Named;
use crate::to_list::ToList;

/// The names that blanks of a file have been given: no two have the same.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: Named<u32>,
    /// Those of a paragraph, for what older programs show instead of it.
    of_texts: Named<Vec<String>>,
}

impl Names {
    /// Gives the blanks of a paragraph their names.
    pub(super) fn give(&mut self, place: &Place, text: &str, blanks: &mut [Blank]) {
        if place.is_repeated
            && let Some(known) = self.of_texts.get(text)
        {
            blanks.iter_mut().zip(known).for_each(|(blank, name)| blank.name.clone_from(name));
            return;
        }
        for blank in &mut *blanks {
            let count = self.taken.entry(blank.name.as_str());
            *count += 1;
            if *count > 1 {
                blank.name = format!("{}_{count}", blank.name);
                self.taken.insert(blank.name.as_str(), 1);
            }
        }
        if place.in_box && !place.is_repeated {
            let names = blanks.iter().map(|blank| blank.name.clone()).to_list();
            self.of_texts.insert(text, names);
        }
    }
}
