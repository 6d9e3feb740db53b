// Makes fonts/*.woff2 from Liberation Serif 2, the metric twin of Times New Roman. Run by hand when the repertoire
// changes (`npm install --no-save subset-font@2.9.0 && npm run fonts`); the results are committed, because a machine
// that builds the page need not have the fonts.
import { readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const SOURCE = "/usr/share/fonts/truetype/liberation2";
const STYLES = ["Regular", "Bold", "Italic", "BoldItalic"];

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join("");
const REPERTOIRE = [
  range(0x20, 0x7e),
  range(0xa0, 0xff),
  "ĂăĐđĨĩŨũƠơƯư",
  range(0x1ea0, 0x1ef9),
  "\u0300\u0301\u0303\u0306\u0309\u031b\u0323",
  "‐‑‒–—―‘’‚“”„†‡•…‰′″‹›⁄€₫№™→←↑↓↔−≈≠≤≥∞√∑∆⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄",
  "αβγδεθλμπρστφχψωΔΣΩ□■▪○●",
].join("");

for (const style of STYLES) {
  const font = await readFile(`${SOURCE}/LiberationSerif-${style}.ttf`);
  // Kerning and ligatures are off in the preview, as in Word, so no layout table is kept.
  const subset = await subsetFont(font, REPERTOIRE, { targetFormat: "woff2", noLayoutClosure: true });
  await writeFile(new URL(`../fonts/thethuc-serif-${style.toLowerCase()}.woff2`, import.meta.url), subset);
  console.log(`${style}: ${subset.length} bytes`);
}
