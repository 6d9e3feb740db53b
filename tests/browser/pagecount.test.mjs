// The preview breaks pages where LibreOffice does: for nearly all samples, on every run the longest of each form, the same
// number of pages, and never more than one off. The two break lines by the same widths but not by the same rules for every last case.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DAY, DEEP, commandLine, office, root } from "../npm/samples.mjs";
import { by, eachForm, launch, open, tab, templates as all } from "./harness.mjs";

const SAME = 0.95;
/** The samples of a template, the longest first. */
const samplesOf = (id) => {
  const given = join(root, "templates", id, "samples");
  const sized = readdirSync(given).map((name) => ({ name, size: statSync(join(given, name)).size }));
  return sized.sort((one, other) => other.size - one.size);
};
/** All with `--deep`, else of each form the template with the longest sample, and that. */
const longest = (id) => samplesOf(id)[0].size;
const templates = DEEP ? all : eachForm(all.toSorted((one, other) => longest(other) - longest(one)));
const samples = (id) => samplesOf(id).slice(0, DEEP ? undefined : 1);

let browser;
let folder;
const printed = new Map();

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "thethuc-pages-"));
  const made = spawnSync(commandLine(), [
    "samples",
    ...templates.map((id) => join(root, "templates", id)),
    "-o",
    folder,
    "--date",
    DAY,
  ]);
  assert.ok(!made.error && made.status < 2, `thethuc samples: ${made.error ?? made.stderr}`);
  const files = templates.flatMap((id) => samples(id).map(({ name }) => `${id}-${name.replace(/json$/, "docx")}`));
  const pdf = join(folder, "pdf");
  office(
    "pdf",
    pdf,
    files.map((name) => join(folder, name)),
  );
  for (const name of files) printed.set(name, pages(join(pdf, name.replace(/docx$/, "pdf"))));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

function pages(file) {
  const found = /^Pages: (\d+)/m.exec(spawnSync("mutool", ["info", file], { encoding: "utf8" }).stdout ?? "");
  assert.ok(found, `mutool cannot read ${file}`);
  return Number(found[1]);
}

test("the preview of every sample has the pages that LibreOffice prints", async (t) => {
  const { page, wrong, close } = await tab(browser);
  const off = [];
  let last = "";
  await open(page);
  for (const [name, wanted] of printed) {
    const input = await page.$(by("open-file"));
    await input.uploadFile(join(folder, name));
    await page.waitForFunction((last) => location.hash.startsWith("#/van-ban/") && location.hash !== last, {}, last);
    last = await page.evaluate(() => location.hash);
    await page.waitForFunction(
      (count) => Number(document.querySelector(count)?.dataset.pages) > 0,
      {},
      by("page-count"),
    );
    await page.evaluate(() => document.fonts.ready);
    const shown = await page.$eval(by("page-count"), (count) => Number(count.dataset.pages));
    if (shown !== wanted) off.push({ name, shown, wanted });
    await page.evaluate(() => {
      location.hash = "#/";
    });
    await page.waitForSelector('[data-testid^="template:"]');
  }
  for (const { name, shown, wanted } of off) t.diagnostic(`${name}: ${shown} pages, LibreOffice ${wanted}`);
  t.diagnostic(`${printed.size - off.length} of ${printed.size} samples have the same number of pages`);
  assert.ok(
    off.every(({ shown, wanted }) => Math.abs(shown - wanted) <= 1),
    "a preview is off by more than a page",
  );
  assert.ok(1 - off.length / printed.size >= SAME, `${off.length} of ${printed.size} differ`);
  assert.deepEqual(wrong, []);
  await close();
});
