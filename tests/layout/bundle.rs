//! Documents in one file for printing: its pages must be theirs, one after another.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use libtest_mimic::{Failed, Trial};
use thethuc::docx::{Bundle, lint};
use thethuc_tests::pdf::Page;
use thethuc_tests::product;
use thethuc_tests::samples::Sample;

/// How far a glyph may stand from where it stands in the document alone, in points.
const TOLERANCE: f64 = 0.5;

/// Of the samples, those that are put into one file, each of them twice.
pub const BUNDLED: [&str; 3] =
    ["bao-cao-dinh-ky.1-cai-cach-hanh-chinh", "giay-moi.1-hoi-nghi-so-ket", "ke-hoach-nam.1-chuyen-doi-so"];

/// Writes the file.
pub fn write(samples: &[Sample], folder: &Path) -> Result<PathBuf> {
    let mut bundle = Bundle::new(thethuc::standard::Standard::nd30());
    for id in BUNDLED {
        let sample =
            samples.iter().find(|sample| sample.id() == id).with_context(|| format!("no sample {id}"))?;
        let document = product::document(sample)?;
        for _ in 0..2 {
            bundle.add(&document).map_err(|finding| anyhow!("{finding}"))?;
        }
    }
    let bytes = bundle.finish("").map_err(|finding| anyhow!("{finding}"))?;
    let findings = lint::lint(&bytes);
    ensure!(findings.is_empty(), "the lint finds {findings:?}");
    let file = folder.join("bundle.docx");
    std::fs::write(&file, bytes)?;
    Ok(file)
}

/// The pages of the file against those of the documents by themselves.
pub fn trial(alone: Vec<(String, Vec<Page>)>, together: Vec<Page>) -> Trial {
    Trial::test("bundle::its_pages_are_those_of_its_documents", move || {
        let mut rest = together.as_slice();
        let mut faults = Vec::new();
        for (name, pages) in alone.iter().flat_map(|one| [one, one]) {
            let Some((own, after)) = rest.split_at_checked(pages.len()) else {
                faults.push(format!("{name}: {} pages are missing", pages.len() - rest.len()));
                break;
            };
            for (number, (page, wanted)) in own.iter().zip(pages).enumerate() {
                if let Err(fault) = same(page, wanted) {
                    faults.push(format!("{name}, page {}: {fault}", number + 1));
                }
            }
            rest = after;
        }
        if !rest.is_empty() {
            faults.push(format!("{} pages too many", rest.len()));
        }
        if faults.is_empty() { Ok(()) } else { Err(Failed::from(faults.join("\n"))) }
    })
}

fn same(page: &Page, wanted: &Page) -> Result<()> {
    let text = |page: &Page| page.glyphs.iter().map(|glyph| glyph.ch).collect::<String>();
    let (is, should) = (text(page), text(wanted));
    ensure!(is == should, "«{}» instead of «{}»", tail(&is), tail(&should));
    for (glyph, wanted) in page.glyphs.iter().zip(&wanted.glyphs) {
        let off = (glyph.x0 - wanted.x0).abs().max((glyph.baseline - wanted.baseline).abs());
        ensure!(off <= TOLERANCE, "«{}» stands {off:.1} pt away from its place", glyph.ch);
    }
    Ok(())
}

fn tail(text: &str) -> &str {
    text.char_indices().nth_back(60).map_or(text, |(at, _)| &text[at..])
}
