//! What happened to a matter after its tasks were given.

use serde::{Deserialize, Serialize};

use super::cited::Cited;
use super::held::Held;
use super::period::Period;

/// What can happen to a task.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EventKind {
    /// It has a new deadline.
    #[default]
    #[serde(rename = "gia_han")]
    Extended,
    /// It was taken back.
    #[serde(rename = "rut")]
    Withdrawn,
    /// The office accepted its product: only this makes it `hoàn thành`.
    #[serde(rename = "nghiem_thu")]
    Accepted,
}

/// Something that happened to a task.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Event {
    /// The mark of the task.
    #[serde(rename = "nhiem_vu")]
    pub task: String,
    /// The mark of the unit it happened to; empty for all units that have the task.
    #[serde(rename = "don_vi")]
    pub unit: String,
    /// What happened.
    #[serde(rename = "loai")]
    pub kind: EventKind,
    /// On which day, as `2026-11-25`.
    #[serde(rename = "ngay")]
    pub date: String,
    /// The new deadline of [`EventKind::Extended`], as `2026-12-15`.
    #[serde(rename = "han")]
    pub deadline: String,
    /// By which document, or number and day of the product that was accepted.
    #[serde(rename = "van_ban")]
    pub document: Cited,
}

/// How a report came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Manner {
    /// As a file.
    #[default]
    #[serde(rename = "tep")]
    File,
    /// Signed on paper or as PDF: its figures were keyed.
    #[serde(rename = "ban_ky")]
    Signed,
}

/// What a further report of the same unit and period does to the one before it. Both are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Further {
    /// Nobody said yet: it does not count.
    #[default]
    #[serde(rename = "")]
    Undecided,
    /// It stands in its place.
    #[serde(rename = "thay")]
    Replaces,
    /// Its figures are added.
    #[serde(rename = "them")]
    Adds,
}

/// A report that a unit sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Received {
    /// The mark of the unit.
    #[serde(rename = "don_vi")]
    pub unit: String,
    /// The period it is about.
    #[serde(rename = "ky")]
    pub period: Period,
    /// How it came.
    #[serde(rename = "cach")]
    pub manner: Manner,
    /// The name of the file; empty for paper.
    #[serde(rename = "tep")]
    pub file: String,
    /// What tells the file from others: the same file twice counts once.
    #[serde(rename = "dau")]
    pub fingerprint: String,
    /// The day it was received, as somebody said; never guessed.
    #[serde(rename = "ngay_nhan")]
    pub received: String,
    /// Its number and day.
    #[serde(rename = "van_ban")]
    pub document: Cited,
    /// «Không phát sinh»: a report, with nothing to report.
    #[serde(rename = "khong_phat_sinh")]
    pub nothing_to_report: bool,
    /// What it does to a report of the same unit and period before it.
    #[serde(rename = "them_vao")]
    pub further: Further,
    /// Its text was changed in Word after it was made.
    #[serde(rename = "da_sua", skip_serializing_if = "std::ops::Not::not")]
    pub changed: bool,
    /// The name the unit had in it, where it has another one now.
    #[serde(rename = "ten_don_vi", skip_serializing_if = "String::is_empty")]
    pub unit_name: String,
    /// The template its values are of.
    #[serde(rename = "mau")]
    pub template: String,
    /// What it says, as values of that template without blanks.
    #[serde(rename = "gia_tri")]
    pub values: Held,
}
