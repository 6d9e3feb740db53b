//! The record of a matter (`hồ sơ công việc`): one JSON document whose names are Vietnamese without marks, as in the
//! values of templates. Every later version reads the older ones: a field that is missing is empty, and one that is not
//! known here is kept as it is.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::cited::Cited;
use super::history::{Event, Received};
use super::period::{Period, Span};

/// The version of records written here.
pub const VERSION: u32 = 1;

/// A matter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Matter {
    /// The version of the record, [`VERSION`].
    #[serde(rename = "phien_ban")]
    pub version: u32,
    /// Its mark, derived from the document that is carried out; what is made from it carries it.
    #[serde(rename = "ma")]
    pub mark: String,
    /// The document that is carried out: the directive, or the letter that gives the tasks where there is no other.
    #[serde(rename = "van_ban")]
    pub document: Cited,
    /// The office's own letter that hands the tasks on, once it has a number.
    #[serde(rename = "trien_khai")]
    pub letter: Cited,
    /// Who the document that gives the tasks is addressed to, each as written.
    #[serde(rename = "kinh_gui")]
    pub addressees: Vec<String>,
    /// Who receives it, each as written.
    #[serde(rename = "noi_nhan")]
    pub recipients: Vec<String>,
    /// Who gathers the reports: `Sở Thông tin và Truyền thông`.
    #[serde(rename = "dau_moi")]
    pub gatherer: String,
    /// Where reports go: `UBND tỉnh`.
    #[serde(rename = "noi_nhan_bao_cao")]
    pub reports_to: String,
    /// How reports are due, as the document says for all tasks.
    #[serde(rename = "bao_cao")]
    pub reporting: Deadline,
    /// Until when units report to the one who gathers.
    #[serde(rename = "han_dau_moi")]
    pub due_gatherer: Deadline,
    /// Until when the one who gathers reports upward.
    #[serde(rename = "han_bao_cao_len")]
    pub due_upward: Deadline,
    /// The units.
    #[serde(rename = "don_vi")]
    pub units: Vec<Unit>,
    /// The numbered pieces of the document that address somebody or stand over tasks, in its order.
    #[serde(rename = "muc")]
    pub sections: Vec<Section>,
    /// The tasks in the order of the document.
    #[serde(rename = "nhiem_vu")]
    pub tasks: Vec<Task>,
    /// The period reports are about now.
    #[serde(rename = "ky")]
    pub period: Period,
    /// What happened to tasks, as it was told.
    #[serde(rename = "dien_bien")]
    pub events: Vec<Event>,
    /// The reports received, in the order they were taken in; none is ever taken out.
    #[serde(rename = "da_nhan")]
    pub received: Vec<Received>,
    /// What this version does not know.
    #[serde(flatten)]
    pub others: Map<String, Value>,
}

/// A unit that has tasks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Unit {
    /// Its mark, derived from the name it had first: `so-noi-vu`, `xa-an-binh`.
    #[serde(rename = "ma")]
    pub mark: String,
    /// Its name as in running text.
    #[serde(rename = "ten")]
    pub name: String,
    /// Names it had before, and those of units merged into it.
    #[serde(rename = "ten_cu", skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<String>,
    /// What it is, by its name: `so`, `xa`, `phuong`; empty where the name does not say.
    #[serde(rename = "loai", skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The group names that stand for it among others, as somebody confirmed: `Các sở, ban, ngành cấp tỉnh`.
    #[serde(rename = "nhom", skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
}

/// A numbered piece of the document that is no task itself: who the pieces under it address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Section {
    /// Its number with those of the pieces it stands in: `2`, `II.1`.
    #[serde(rename = "ma")]
    pub mark: String,
    /// The mark of the piece it stands in; empty at the top.
    #[serde(rename = "cha")]
    pub parent: String,
    /// What it says, without its number.
    #[serde(rename = "noi_dung")]
    pub text: String,
    /// The marks of the units it addresses.
    #[serde(rename = "don_vi")]
    pub units: Vec<String>,
    /// The group names it addresses, as written.
    #[serde(rename = "nhom")]
    pub groups: Vec<String>,
    /// What it addresses each does for itself.
    #[serde(rename = "chung")]
    pub general: bool,
    /// Its paragraph in the document, from 0.
    #[serde(rename = "doan")]
    pub paragraph: usize,
}

impl Section {
    /// It says who does what stands in it.
    pub fn is_addressed(&self) -> bool {
        !self.units.is_empty() || !self.groups.is_empty()
    }
}

/// A task.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Task {
    /// Its number with those of the pieces it stands in: `2.a`; unique in the record.
    #[serde(rename = "ma")]
    pub mark: String,
    /// The mark of the section or task it stands in; empty at the top.
    #[serde(rename = "cha")]
    pub parent: String,
    /// What is to be done, without number.
    #[serde(rename = "noi_dung")]
    pub text: String,
    /// The sentence or cells that who and when were read from, as they stand.
    #[serde(rename = "cau")]
    pub sentence: String,
    /// Its first paragraph in the document, from 0.
    #[serde(rename = "doan")]
    pub paragraph: usize,
    /// Each unit does it for itself; otherwise exactly one leads.
    #[serde(rename = "chung")]
    pub general: bool,
    /// The marks of the units that do it: of a general task all, else the one who leads.
    #[serde(rename = "chu_tri")]
    pub leads: Vec<String>,
    /// The marks of the units that support.
    #[serde(rename = "phoi_hop")]
    pub supports: Vec<String>,
    /// The group names that are to do it, as written; expanded only by a list that somebody confirmed.
    #[serde(rename = "nhom")]
    pub groups: Vec<String>,
    /// Who supports, as written, where it names no single unit: `các cơ quan liên quan`.
    #[serde(rename = "nhom_phoi_hop")]
    pub supporting_groups: Vec<String>,
    /// Those who support report too.
    #[serde(rename = "phoi_hop_bao_cao")]
    pub supports_report: bool,
    /// What comes of it.
    #[serde(rename = "san_pham")]
    pub product: String,
    /// Until when.
    #[serde(rename = "han")]
    pub deadline: Deadline,
    /// How it is reported, where it differs from all others.
    #[serde(rename = "bao_cao")]
    pub reporting: Deadline,
}

/// What kind of deadline something has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Due {
    /// None was read.
    #[default]
    #[serde(rename = "")]
    Unknown,
    /// A day: [`Deadline::date`].
    #[serde(rename = "ngay")]
    Day,
    /// Again and again: [`Deadline::every`], or asked where that is not known.
    #[serde(rename = "dinh_ky")]
    Periodic,
    /// All the time; never overdue.
    #[serde(rename = "thuong_xuyen")]
    Always,
    /// When somebody asks; never overdue.
    #[serde(rename = "khi_co_yeu_cau")]
    OnRequest,
}

/// A deadline as read, and what it means.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Deadline {
    /// What kind.
    #[serde(rename = "loai")]
    pub kind: Due,
    /// The last day on which it is in time, as `2026-12-14`.
    #[serde(rename = "ngay")]
    pub date: String,
    /// The words it was read from: `trước ngày 15/12/2026`.
    #[serde(rename = "ghi")]
    pub words: String,
    /// How often.
    #[serde(rename = "ky")]
    pub every: Span,
}

impl Matter {
    /// The unit of a mark.
    pub fn unit(&self, mark: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.mark == mark)
    }

    /// The task of a mark.
    pub fn task(&self, mark: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.mark == mark)
    }

    /// The tasks a unit reports on, in the order of the document: those it leads or does for itself, and those it supports
    /// where they ask for that.
    pub fn tasks_of<'m>(&'m self, unit: &'m str) -> impl Iterator<Item = &'m Task> {
        self.tasks.iter().filter(move |task| task.is_of(unit))
    }
}

impl Task {
    /// A unit reports on it: it leads, does it for itself, or supports where those report too.
    pub fn is_of(&self, unit: &str) -> bool {
        let named = |units: &[String]| units.iter().any(|mark| mark == unit);
        named(&self.leads) || (self.supports_report && named(&self.supports))
    }
}
