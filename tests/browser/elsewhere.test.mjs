// A document that was not made here: what is recognised fills its fields, the rest is the body, and what has no field is shown.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { filled } from "../npm/samples.mjs";
import { BROWSERS, by, firstSample, launch, open, press, tab } from "./harness.mjs";
import { edited, stripped } from "./word.mjs";

const TEMPLATE = "ke-hoach-nam";
const values = firstSample(TEMPLATE);

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test("header, signer and recipients are in their fields, body and table in the editor, the rest in the list", async () => {
      const { page, asked, wrong, close } = await tab(browser);
      await open(page);
      const file = join(browser.thethuc.downloads, "noi-khac.docx");
      writeFileSync(
        file,
        edited(stripped(filled(TEMPLATE, values)[""]), [{ change: ["Độc lập - Tự do", "Độc lập - Tự  Do"] }]),
      );
      await (await page.waitForSelector(by("open-file"))).uploadFile(file);
      await page.waitForSelector(by("import"), { visible: true });
      const left = await page.$eval(by("left-over"), (list) => list.innerText);
      assert.match(left, /^\(Kèm theo Kế hoạch số 12\/KH-UBND/);
      await page.focus(by("import-start"));
      await page.keyboard.press("Enter");
      await page.waitForSelector(by("field:noi_dung"));
      const value = (id) => page.$eval(by(`field:${id}`), (input) => input.value);
      assert.equal(await value("trich_yeu"), values.trich_yeu);
      assert.equal(await value("dia_danh"), values.dia_danh);
      assert.equal(await value("so"), values.so);
      assert.equal(await value("chu_ky.0.ho_ten"), values.chu_ky[0].ho_ten);
      assert.equal(await value("noi_nhan.0"), values.noi_nhan[0]);
      const body = await page.$eval(by("field:noi_dung"), (editor) => ({
        text: editor.innerText,
        cells: [...editor.querySelectorAll("td, th")].map((cell) => cell.innerText.trim()),
      }));
      assert.match(body.text, /MỤC ĐÍCH, YÊU CẦU/i);
      for (const row of values.chi_tieu) assert.ok(body.cells.includes(row.ten), body.cells.join(" | "));
      assert.deepEqual([asked, wrong], [[], []]);
      await close();
    });

    test("left alone it opens nothing", async () => {
      const { page, close } = await tab(browser);
      await open(page);
      const file = join(browser.thethuc.downloads, "thoi.docx");
      writeFileSync(file, stripped(filled(TEMPLATE, values)[""]));
      await (await page.waitForSelector(by("open-file"))).uploadFile(file);
      await page.waitForSelector(by("import"), { visible: true });
      const before = await page.evaluate(() => location.hash);
      await page.keyboard.press("Escape");
      await page.waitForSelector(by("import"), { hidden: true });
      assert.equal(await page.evaluate(() => location.hash), before);
      await press(page, "to-issue");
      await page.waitForSelector(by("issue-file"));
      await close();
    });
  });
}
