//! What stands on the pages of a PDF: every glyph with its font, size and place, and every drawn line.
//!
//! Read from `mutool trace`, which prints the page's drawing operations with exact numbers, one a line. All places are in
//! points from the upper left corner of the page.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// A page as drawn.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Width of the sheet.
    pub width: f64,
    /// Height of the sheet.
    pub height: f64,
    /// The visible glyphs in the order in which they are drawn, without white space.
    pub glyphs: Vec<Glyph>,
    /// Straight lines that run level or upright, each once.
    pub strokes: Vec<Stroke>,
}

/// A visible glyph.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// The character it shows.
    pub ch: char,
    /// Left end of its advance.
    pub x0: f64,
    /// Right end of its advance.
    pub x1: f64,
    /// Its baseline.
    pub baseline: f64,
    /// Size of the type.
    pub size: f64,
    /// Name of the font without the subset tag.
    pub font: String,
    /// It is red.
    pub red: bool,
}

impl Glyph {
    /// Its font is a bold one.
    pub fn bold(&self) -> bool {
        self.font.contains("Bold")
    }

    /// Its font is an italic one. `mutool` cuts names off: `LiberationSerif-BoldItal`.
    pub fn italic(&self) -> bool {
        self.font.contains("Ital")
    }
}

/// A drawn straight line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Left end.
    pub x0: f64,
    /// Upper end.
    pub y0: f64,
    /// Right end.
    pub x1: f64,
    /// Lower end.
    pub y1: f64,
    /// It is red.
    pub red: bool,
}

impl Stroke {
    /// It runs level.
    pub fn level(&self) -> bool {
        self.y1 - self.y0 < 1.0 && self.x1 - self.x0 > 2.0
    }

    /// Its length along the page's width.
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// The middle of its length.
    pub fn middle(&self) -> f64 {
        (self.x0 + self.x1) / 2.0
    }
}

/// Reads the pages of a PDF file.
pub fn read(file: &Path) -> Result<Vec<Page>> {
    let output = Command::new("mutool")
        .arg("trace")
        .arg(file)
        .output()
        .context("mutool does not run; install Debian's mupdf-tools")?;
    ensure!(output.status.success(), "mutool cannot read {}", file.display());
    let pages = parse(&String::from_utf8_lossy(&output.stdout))?;
    ensure!(!pages.is_empty(), "{} has no page", file.display());
    Ok(pages)
}

type Matrix = [f64; 6];

fn parse(trace: &str) -> Result<Vec<Page>> {
    let mut pages: Vec<Page> = Vec::new();
    let mut matrix: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let mut red = false;
    let mut font = String::new();
    let mut size = 0.0;
    let mut path: Option<Outline> = None;
    for line in trace.lines().map(str::trim) {
        let name = line.trim_start_matches('<').split([' ', '>', '/']).next().unwrap_or("");
        if line.starts_with("</") {
            let closed = line.trim_start_matches("</").trim_end_matches('>');
            if let (Some(outline), Some(page)) =
                (path.take_if(|_| closed.ends_with("_path")), pages.last_mut())
            {
                outline.draw(page);
            }
            continue;
        }
        match name {
            "page" => {
                let media = numbers(attribute(line, "mediabox").context("page without mediabox")?)?;
                let [x0, y0, x1, y1] = media[..] else { bail!("odd mediabox: {line}") };
                pages.push(Page { width: x1 - x0, height: y1 - y0, ..Page::default() });
            }
            "fill_text" | "fill_path" | "stroke_path" => {
                let given = numbers(attribute(line, "transform").context("no transform")?)?;
                matrix = given.try_into().map_err(|_| anyhow::anyhow!("odd transform: {line}"))?;
                let color = numbers(attribute(line, "color").unwrap_or("0"))?;
                red = matches!(color[..], [r, g, b] if r > 0.8 && g < 0.3 && b < 0.3);
                let white = color.iter().all(|c| *c > 0.99) && color.len() != 4;
                path = (name != "fill_text" && !white).then(|| Outline {
                    stroked: name == "stroke_path",
                    red,
                    ..Outline::default()
                });
            }
            "span" => {
                let name = attribute(line, "font").context("span without font")?;
                font = name.split_once('+').map_or(name, |(_, name)| name).to_owned();
                let trm = numbers(attribute(line, "trm").context("span without trm")?)?;
                size = trm.first().copied().unwrap_or(0.0) * matrix[0].hypot(matrix[1]);
            }
            "g" => {
                let Some(ch) = attribute(line, "unicode").and_then(character) else { continue };
                if ch.is_whitespace() {
                    continue;
                }
                let (x, y) = point(line, &matrix)?;
                let advance: f64 = attribute(line, "adv").context("glyph without advance")?.parse()?;
                let glyph =
                    Glyph { ch, x0: x, x1: x + advance * size, baseline: y, size, font: font.clone(), red };
                pages.last_mut().context("glyph before the first page")?.glyphs.push(glyph);
            }
            "moveto" | "lineto" => {
                if let Some(outline) = &mut path {
                    outline.points.push(point(line, &matrix)?);
                }
            }
            "curveto" => path = None,
            _ => {}
        }
    }
    Ok(pages)
}

/// The corners of one drawing operation.
#[derive(Default)]
struct Outline {
    stroked: bool,
    red: bool,
    points: Vec<(f64, f64)>,
}

impl Outline {
    fn draw(&self, page: &mut Page) {
        if self.stroked {
            for pair in self.points.windows(2) {
                self.line(pair, page);
            }
        } else {
            self.line(&self.points, page);
        }
    }

    /// A thin shape is a line; anything else is an area.
    fn line(&self, points: &[(f64, f64)], page: &mut Page) {
        let edge =
            |pick: fn(&(f64, f64)) -> f64, best: fn(f64, f64) -> f64| points.iter().map(pick).reduce(best);
        let (Some(x0), Some(x1)) = (edge(|p| p.0, f64::min), edge(|p| p.0, f64::max)) else { return };
        let (Some(y0), Some(y1)) = (edge(|p| p.1, f64::min), edge(|p| p.1, f64::max)) else { return };
        let stroke = Stroke { x0, y0, x1, y1, red: self.red };
        let same = |other: &Stroke| {
            [other.x0 - x0, other.y0 - y0, other.x1 - x1, other.y1 - y1].iter().all(|gap| gap.abs() < 0.2)
        };
        let thin = (x1 - x0 < 3.0) != (y1 - y0 < 3.0);
        if thin && !page.strokes.iter().any(same) {
            page.strokes.push(stroke);
        }
    }
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let start = line.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = line.get(start..)?;
    let end = rest.find('"')?;
    rest.get(..end)
}

fn character(text: &str) -> Option<char> {
    match text {
        "&lt;" => Some('<'),
        "&gt;" => Some('>'),
        "&amp;" => Some('&'),
        "&quot;" => Some('"'),
        "&apos;" => Some('\''),
        text => match text.strip_prefix("&#x").and_then(|hex| hex.strip_suffix(';')) {
            Some(hex) => char::from_u32(u32::from_str_radix(hex, 16).ok()?),
            None => text.chars().next(),
        },
    }
}

fn numbers(text: &str) -> Result<Vec<f64>> {
    text.split_whitespace()
        .map(|number| number.parse().with_context(|| format!("no number: {text}")))
        .collect()
}

fn point(line: &str, [a, b, c, d, e, f]: &Matrix) -> Result<(f64, f64)> {
    let x: f64 = attribute(line, "x").context("no x")?.parse()?;
    let y: f64 = attribute(line, "y").context("no y")?.parse()?;
    Ok((a * x + c * y + e, b * x + d * y + f))
}
