//! Problems that many rows share, told once.

use std::collections::BTreeMap;

use thethuc::Diagnostic;
use thethuc::batch::Problem;

/// Kinds of problems that are told; more than anybody reads.
const MOST_TOLD: usize = 2000;
/// Rows named of one kind.
const MOST_NAMED: usize = 5;

/// Problems by what they say of which column, in the order in which they were met.
#[derive(Default)]
pub(super) struct Alike {
    kinds: Vec<Kind>,
    known: BTreeMap<[String; 4], usize>,
}

struct Kind {
    first: Problem,
    count: usize,
    /// The first rows behind the first.
    rows: Vec<usize>,
}

impl Alike {
    /// Takes a problem in; false when it is one too many to be told.
    pub(super) fn add(&mut self, problem: Problem) -> bool {
        let Problem { sheet, header, diagnostic, .. } = &problem;
        let key = [sheet.clone(), header.clone(), diagnostic.code.to_string(), diagnostic.message.clone()];
        if let Some(kind) = self.known.get(&key).and_then(|&at| self.kinds.get_mut(at)) {
            kind.count += 1;
            if kind.rows.len() < MOST_NAMED {
                kind.rows.push(problem.row);
            }
            return true;
        }
        if self.kinds.len() == MOST_TOLD {
            return false;
        }
        self.known.insert(key, self.kinds.len());
        self.kinds.push(Kind { first: problem, count: 1, rows: Vec::new() });
        true
    }

    /// A finding for each kind, at its first cell.
    pub(super) fn told(self) -> impl Iterator<Item = Diagnostic> {
        self.kinds.into_iter().map(|Kind { first, count, rows }| {
            let finding = first.at_cell();
            if count == 1 {
                return finding;
            }
            let more = if count - 1 > rows.len() { ", …" } else { "" };
            let named = rows.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
            Diagnostic {
                message: format!(
                    "{} Như vậy ở cả {count} dòng: {}, {named}{more}.",
                    finding.message, first.row
                ),
                english: format!(
                    "{} So it is in {count} rows: {}, {named}{more}.",
                    finding.english, first.row
                ),
                ..finding
            }
        })
    }
}
