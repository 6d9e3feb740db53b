//! The expectations of `layout/<standard>.toml` and `layout/forms.toml`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use thethuc::document::Component;

/// What the pages must show.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct Rules {
    pub page: PageRules,
    pub page_number: PageNumberRules,
    pub heading: BTreeMap<String, String>,
    pub number: NumberRules,
    pub presets: Presets,
    pub rules: DrawnRules,
    pub body: BodyRules,
    pub v_v: VeViec,
    pub component: BTreeMap<String, Look>,
    pub marks: BTreeMap<String, Mark>,
    #[serde(default, rename = "box")]
    pub places: Vec<Place>,
    #[serde(skip)]
    pub forms: BTreeMap<String, FormRules>,
}

/// What a form prints; components by name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct FormRules {
    pub down: Vec<String>,
    pub also: Vec<String>,
    pub never: Vec<String>,
    pub ends: BTreeMap<String, String>,
    pub attached: Option<Box<FormRules>>,
}

impl FormRules {
    /// Whether the component has a place in the form.
    pub fn allows(&self, component: Component) -> bool {
        !self.never.contains(&name(component))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct PageRules {
    pub short_side_mm: f64,
    pub long_side_mm: f64,
    pub top_mm: [f64; 2],
    pub bottom_mm: [f64; 2],
    pub left_mm: [f64; 2],
    pub right_mm: [f64; 2],
    pub landscape_least_mm: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct PageNumberRules {
    pub size: [f64; 2],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct NumberRules {
    pub begins: String,
    pub joint: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct Presets {
    pub allowed: Vec<[f64; 3]>,
    pub of_all: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct DrawnRules {
    pub whole: String,
    #[serde(default)]
    pub signs: BTreeMap<String, String>,
    pub motto_tolerance: f64,
    pub short: [f64; 2],
    pub centre_tolerance_mm: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct BodyRules {
    pub first_line_mm: Vec<f64>,
    pub line_spacing: Option<[f64; 2]>,
    pub line_distance_pt: Option<[f64; 2]>,
    pub paragraph_gap_pt: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the file explains its entries")]
pub struct VeViec {
    pub begins: String,
    pub gap_pt: f64,
}

/// A mark.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Width and height of its frame; none without one.
    pub mm: Option<[f64; 2]>,
    /// Text and frame are bright red, else black.
    pub red: bool,
}

/// Where a box of the placement diagram stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its number in the diagram.
    pub number: String,
    /// What stands in it.
    pub components: Vec<String>,
    /// The least and the largest part of the type area's width at which a line has its middle.
    pub middle: [f64; 2],
    /// It is of a single signer; several take the whole width.
    #[serde(default)]
    pub signers: bool,
    /// It stands beyond the type area.
    pub beyond: Option<Beyond>,
}

/// Beyond which edge of the type area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Beyond {
    /// In the top margin.
    Above,
    /// At the foot of the page.
    Below,
}

/// How a component is set; what the table leaves free is absent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Least and largest size.
    pub size: [f64; 2],
    /// All of it is bold, or none.
    pub bold: Option<bool>,
    /// All of it is italic, or none.
    pub italic: Option<bool>,
    /// All capitals, or not.
    pub case: Option<Case>,
    /// There is a line under all of it.
    #[serde(default)]
    pub underline: bool,
}

/// Capitals or running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Case {
    /// All capitals.
    Upper,
    /// With small letters.
    Lower,
}

impl Rules {
    /// Those of a standard, by its id.
    pub fn of(standard: &str) -> Result<Rules> {
        let file = crate::samples::root().join("tests/layout").join(standard).with_added_extension("toml");
        let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let mut rules: Rules = toml::from_str(&text).with_context(|| file.display().to_string())?;
        rules.forms = toml::from_str(include_str!("../layout/forms.toml")).context("layout/forms.toml")?;
        Ok(rules)
    }

    /// What a form prints.
    pub fn form(&self, id: &str) -> Result<&FormRules> {
        self.forms.get(id).with_context(|| format!("layout/forms.toml says nothing of the form {id}"))
    }

    /// The template of a sample, `template.sample`, where it prints otherwise than its form.
    pub fn printed_by<'s>(&self, sample: &'s str) -> Option<&'s str> {
        let (template, _) = sample.split_once('.')?;
        self.forms.contains_key(template).then_some(template)
    }

    /// The look of a component, if the standard says anything of it.
    pub fn look(&self, component: Component) -> Option<&Look> {
        self.component.get(&name(component))
    }
}

/// The component's snake_case name.
pub fn name(component: Component) -> String {
    serde_json::to_value(component).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Millimetres from points.
pub fn mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

/// Points from millimetres.
pub fn pt(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}
