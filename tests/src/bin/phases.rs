//! Where the time of the letter goes, phase by phase, natively; `cargo xtask bench` prints it below the comparison.

use std::time::Instant;

use anyhow::{Context, Result};
use thethuc::template::render;
use thethuc::{docx, fill, html, layout, markup, resolve};
use thethuc_tests::product::{template, today};
use thethuc_tests::samples;

const WARM_UP: usize = 200;
const ROUNDS: usize = 2000;

/// The time of one call, in microseconds: the median of many.
#[allow(clippy::disallowed_methods, reason = "a benchmark needs a clock; the library still has none")]
fn time<T>(mut call: impl FnMut() -> T) -> f64 {
    for _ in 0..WARM_UP {
        std::hint::black_box(call());
    }
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(call());
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn main() -> Result<()> {
    let sample = samples::shipped()?
        .into_iter()
        .find(|sample| sample.template == "cong-van-trien-khai")
        .context("no sample of the letter")?;
    let template = template(&sample.template)?;
    let template = template.as_ref();
    let resolved = resolve(template, &sample.values, today());
    let text = render(template, &resolved).map_err(|findings| anyhow::anyhow!("{findings:?}"))?;
    let blocks = markup::parse(&text).blocks;
    let document = layout::compose(template, &resolved, &blocks).document;
    let standard = template.form.standard();

    let phases = [
        ("resolve values", time(|| resolve(template, &sample.values, today()))),
        ("fill the template", time(|| render(template, &resolved).is_ok())),
        ("parse the text", time(|| markup::parse(&text))),
        ("lay out", time(|| layout::compose(template, &resolved, &blocks))),
        ("write and pack DOCX", time(|| docx::write(&document, standard, None).is_ok())),
    ];
    let whole = time(|| fill(template, &sample.values, today()).docx(false).is_ok());
    let with_values = time(|| fill(template, &sample.values, today()).docx(true).is_ok());
    let preview = time(|| html::write(&document));

    println!("\nWhere the time goes, native, median of {ROUNDS}\n\n| phase | µs | share |\n|---|--:|--:|");
    for (name, time) in phases {
        println!("| {name} | {time:.0} | {:.0} % |", 100.0 * time / whole);
    }
    println!("| **all of it** | **{whole:.0}** | {:.0} documents/s |", 1e6 / whole);
    println!("| with the values inside | {with_values:.0} | |\n| HTML of the preview | {preview:.0} | |");
    Ok(())
}
