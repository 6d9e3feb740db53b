//! The language findings are printed in.

use clap::ValueEnum;
use thethuc::Diagnostic;

/// The language findings are printed in.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Language {
    Vi,
    En,
}

impl Language {
    pub(super) fn finding(self, finding: &Diagnostic) -> String {
        match self {
            Language::Vi => finding.to_string(),
            Language::En => {
                let severity = match finding.severity {
                    thethuc::Severity::Info => "info",
                    thethuc::Severity::Warning => "warning",
                    thethuc::Severity::Error => "error",
                };
                format!("{}: {severity}[{}]: {}", finding.location, finding.code, finding.english)
            }
        }
    }
}
