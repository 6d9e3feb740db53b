//! The period a report is about.

use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Span {
    /// Not said.
    #[default]
    #[serde(rename = "")]
    Unknown,
    /// A week.
    #[serde(rename = "tuan")]
    Week,
    /// A month.
    #[serde(rename = "thang")]
    Month,
    /// A quarter.
    #[serde(rename = "quy")]
    Quarter,
    /// The first or the second half of a year.
    #[serde(rename = "sau_thang")]
    HalfYear,
    /// The first nine months.
    #[serde(rename = "chin_thang")]
    NineMonths,
    /// A year.
    #[serde(rename = "nam")]
    Year,
}

/// A period: quarter 1 of 2027.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Period {
    /// How long it is.
    #[serde(rename = "loai")]
    pub span: Span,
    /// Which of the year, from 1; 0 where there is only one.
    #[serde(rename = "so")]
    pub number: u32,
    /// The year; 0 where it is not known.
    #[serde(rename = "nam")]
    pub year: i32,
    /// The first day whose figures count, as `2026-12-15`; empty until somebody confirmed it.
    #[serde(rename = "tu")]
    pub from: String,
    /// The last day whose figures count; empty until somebody confirmed it.
    #[serde(rename = "den")]
    pub until: String,
}
