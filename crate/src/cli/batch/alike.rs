//! Problems that many rows share, told once.

use std::collections::BTreeMap;

use thethuc::Diagnostic;
use thethuc::batch::{DOUBTFUL, Problem, UNCALCULATED};

/// Kinds of problems that are told; more than anybody reads.
const MOST_TOLD: usize = 2000;
/// Rows or cells named of one kind, behind the first.
const MOST_NAMED: usize = 5;
const MOST_CELLS: usize = 30;

/// Problems by what they say of which column, in the order in which they were met.
#[derive(Default)]
pub(super) struct Alike {
    kinds: Vec<Kind>,
    known: BTreeMap<[String; 4], usize>,
}

struct Kind {
    first: Problem,
    count: usize,
    /// The first rows behind the first, or the first cells where the columns differ.
    named: Vec<String>,
}

impl Alike {
    /// Takes a problem in; false when it is one too many to be told.
    pub(super) fn add(&mut self, problem: Problem) -> bool {
        let Problem { sheet, header, diagnostic, .. } = &problem;
        // Nobody calculated the workbook: one finding, whatever the columns.
        let header = if diagnostic.code == UNCALCULATED { "" } else { header };
        let message = if diagnostic.code == DOUBTFUL { "" } else { &diagnostic.message };
        let key = [sheet.as_str(), header, &diagnostic.code, message].map(str::to_owned);
        if let Some(kind) = self.known.get(&key).and_then(|&at| self.kinds.get_mut(at)) {
            let named = name(&problem);
            // Several columns that fill one line may have the same in one row.
            if *kind.named.last().unwrap_or(&name(&kind.first)) == named {
                return true;
            }
            kind.count += 1;
            if kind.named.len() < if by_cell(&problem) { MOST_CELLS } else { MOST_NAMED } {
                kind.named.push(named);
            }
            return true;
        }
        if self.kinds.len() == MOST_TOLD {
            return false;
        }
        self.known.insert(key, self.kinds.len());
        self.kinds.push(Kind { first: problem, count: 1, named: Vec::new() });
        true
    }

    /// A finding for each kind, at its first cell.
    pub(super) fn told(self) -> impl Iterator<Item = Diagnostic> {
        self.kinds.into_iter().map(|Kind { first, count, named }| {
            let finding = first.at_cell();
            if count == 1 {
                return finding;
            }
            let more = if count - 1 > named.len() { ", …" } else { "" };
            let (what, what_english) = if by_cell(&first) { ("ô", "cells") } else { ("dòng", "rows") };
            let named = format!("{}, {}{more}", name(&first), named.join(", "));
            Diagnostic {
                message: format!("{} Như vậy ở cả {count} {what}: {named}.", finding.message),
                english: format!("{} So it is in {count} {what_english}: {named}.", finding.english),
                ..finding
            }
        })
    }
}

fn by_cell(problem: &Problem) -> bool {
    problem.diagnostic.code == UNCALCULATED || problem.diagnostic.code == DOUBTFUL
}

/// The cell or the row, as it is named among others.
fn name(problem: &Problem) -> String {
    if by_cell(problem) { problem.place.clone() } else { problem.row.to_string() }
}
