//! Sizes and times that may not grow.

use anyhow::Result;

use super::count::each;
use super::node::of_package;
use super::part::{Part, Setting, Step};
use crate::{app, wasm};

pub(super) fn parts(_: &Setting) -> Result<Vec<Part>> {
    Ok(vec![
        Part::new("sizes", 1, &[Step::Page], |_, log| {
            Ok(each(log, [wasm::check_budget(log), app::check_budget(log)]))
        }),
        of_package("samples-in-time", 15).timed(),
    ])
}
