// The pages: printed as they are shown, and made to fit by nothing but what the decree leaves open.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { by, example, launch, open, press, tab } from "./harness.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const pageCount = (page) => page.$eval(by("page-count"), (count) => Number(count.dataset.pages));

/** A letter whose body has so many paragraphs. */
async function letter(page, paragraphs) {
  const text =
    "Các cơ quan, đơn vị chủ động rà soát, xây dựng kế hoạch và tổ chức thực hiện bảo đảm đúng tiến độ, chất lượng, hiệu quả theo chức năng, nhiệm vụ được giao.";
  const file = join(browser.thethuc.downloads, `${paragraphs}.json`);
  writeFileSync(
    file,
    JSON.stringify({
      co_quan: [{ ten: "Ủy ban nhân dân xã An Bình", viet_tat: "UBND" }],
      dia_danh: "An Bình",
      ngay: "2026-11-23",
      trich_yeu: "rà soát",
      kinh_gui: ["Các đơn vị"],
      noi_dung: Array(paragraphs).fill(text).join("\n"),
      noi_nhan: ["Như trên"],
      chu_ky: [{ chuc_vu: "Chủ tịch", ho_ten: "Nguyễn Văn An" }],
    }),
  );
  await open(page);
  await (await page.$(by("open-file"))).uploadFile(file);
  await press(page, "fits:cong-van");
  await page.waitForFunction((count) => Number(document.querySelector(count)?.dataset.pages) > 0, {}, by("page-count"));
  return pageCount(page);
}

test("a last page with little on it is taken back, within the decree's bounds, and undone", async () => {
  const { page, wrong, close } = await tab(browser);
  let paragraphs = 12;
  while ((await letter(page, paragraphs)) < 2) paragraphs++;
  await press(page, "fit");
  await page.waitForFunction(
    (count) => Number(document.querySelector(count)?.dataset.pages) === 1,
    {},
    by("page-count"),
  );
  const said = await page
    .$eval('[role="status"] .text, [data-testid="notice"]', (notice) => notice.textContent)
    .catch(() => "");
  const values = await page.evaluate(() =>
    [...document.querySelectorAll('[data-testid^="field:trinh_bay."]')].map((input) => [
      input.dataset.testid,
      input.value,
    ]),
  );
  const chosen = Object.fromEntries(
    values.filter(([, value]) => typeof value === "string" && value !== "" && value !== "on"),
  );
  assert.ok(Object.keys(chosen).length > 0, `nothing was chosen; it said ${said}`);
  const bounds = {
    "field:trinh_bay.le_phai": [15, 20],
    "field:trinh_bay.gian_dong": [1, 1.5],
    "field:trinh_bay.cach_doan": [6, 36],
    "field:trinh_bay.co_chu": [13, 14],
    "field:trinh_bay.thut": [10, 12.7],
    "field:trinh_bay.le_tren": [20, 25],
    "field:trinh_bay.le_duoi": [20, 25],
    "field:trinh_bay.le_trai": [30, 35],
  };
  for (const [name, value] of Object.entries(chosen)) {
    const number = Number(value.replace(",", "."));
    const [least, most] = bounds[name] ?? [];
    assert.ok(number >= least && number <= most, `${name} = ${value}`);
  }
  assert.equal(await page.$('[data-testid="problems:trinh_bay"]'), null);
  await press(page, "undo-step");
  await page.waitForFunction(
    (count) => Number(document.querySelector(count)?.dataset.pages) === 2,
    {},
    by("page-count"),
  );
  assert.deepEqual(wrong, []);
  await close();
});

test("what fits already, and what cannot fit, is said and stays", async () => {
  const { page, close } = await tab(browser);
  await letter(page, 2);
  await press(page, "fit");
  await page.waitForFunction(() => document.body.textContent.includes("đã vừa một trang"));
  assert.equal(await pageCount(page), 1);
  await close();
});

for (const template of ["ke-hoach-nam", "bao-cao-dinh-ky", "quyet-dinh", "de-an"]) {
  test(`${template} prints the pages that are shown`, async () => {
    const { page, close } = await tab(browser);
    await example(page, template);
    await page.evaluate(() => document.fonts.ready);
    const shown = await page.$$eval(`${by("pages")} .page`, (sheets) =>
      sheets.map((sheet) => ({
        text: sheet.textContent.replace(/\s+/g, ""),
        wide: sheet.offsetWidth > sheet.offsetHeight,
      })),
    );
    const file = join(browser.thethuc.downloads, `${template}.pdf`);
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const text = spawnSync("mutool", ["draw", "-F", "text", file], { encoding: "utf8" }).stdout;
    const printed = text
      .split("\f")
      .slice(0, -1)
      .map((one) => one.replace(/\s+/g, ""));
    assert.equal(printed.length, shown.length, "as many pages");
    const letters = (one) => [...one.normalize("NFC").replace(/\.{4,}/g, "")].sort().join("");
    shown.forEach(({ text }, i) => assert.equal(letters(printed[i]), letters(text), `page ${i + 1}`));
    const sizes = [
      ...spawnSync("mutool", ["info", "-M", file], { encoding: "utf8" }).stdout.matchAll(
        /\[ ([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) \]/g,
      ),
    ].map(([, , , width, height]) => Number(width) > Number(height));
    assert.equal(
      sizes.some(Boolean),
      shown.some(({ wide }) => wide),
      "pages that lie, lie",
    );
    await close();
  });
}
