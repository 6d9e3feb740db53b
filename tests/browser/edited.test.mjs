// A document saved here and edited in Word since: what was edited stands beside the form's, and is taken over all, some or none.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { filled } from "../npm/samples.mjs";
import { BROWSERS, by, firstSample, launch, open, press, tab } from "./harness.mjs";
import { edited } from "./word.mjs";

const LETTER = "cong-van-trien-khai";
const EDITS = [
  { track: ["toàn thể", "tất cả"] },
  { add: ["Quán triệt", "Báo cáo Ủy ban nhân dân xã hằng tuần."] },
  { change: ["20/02/2026", "25/02/2026"] },
  { comment: ["Không để người dân", "Chủ tịch", "Xem lại thời hạn."] },
  { change: ["Độc lập", "Độc  Lập"] },
];

const body = (page) => page.$eval(by("field:nhiem_vu.0.noi_dung"), (editor) => editor.innerText);

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    let file;
    before(async () => {
      browser = await launch(name);
      file = join(browser.thethuc.downloads, "da-sua.docx");
      writeFileSync(file, edited(filled(LETTER, firstSample(LETTER))[""], EDITS));
    });
    after(() => browser?.close());

    /** The page with the file opened and its changes shown. */
    async function opened() {
      const own = await tab(browser);
      await open(own.page);
      await (await own.page.waitForSelector(by("open-file"))).uploadFile(file);
      await own.page.waitForSelector(by("changes"), { visible: true });
      return own;
    }

    test("each edited paragraph is shown beside the form's, and remarks are", async () => {
      const { page, wrong, close } = await opened();
      const told = await page.$$eval(by("change"), (all) => all.map((one) => ({
        kind: one.dataset.kind,
        removed: [...one.querySelectorAll("del")].map((piece) => piece.textContent.trim()).join(" "),
        added: [...one.querySelectorAll("ins")].map((piece) => piece.textContent.trim()).join(" "),
        takes: one.querySelector("input") !== null,
      })));
      assert.deepEqual(told, [
        { kind: "changed", removed: "lập", added: "Lập", takes: false },
        { kind: "changed", removed: "toàn thể", added: "tất cả", takes: true },
        { kind: "added", removed: "", added: "Báo cáo Ủy ban nhân dân xã hằng tuần.", takes: true },
        { kind: "changed", removed: "20", added: "25", takes: true },
      ]);
      assert.match(await page.$eval(by("remarks"), (list) => list.textContent), /Chủ tịch\s*: Xem lại thời hạn\./);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("all are taken over into a new draft", async () => {
      const { page, wrong, close } = await opened();
      await press(page, "changes-start");
      await page.waitForSelector(by("field:nhiem_vu.0.noi_dung"));
      const text = await body(page);
      assert.match(text, /đến tất cả cán bộ/);
      assert.match(text, /Báo cáo Ủy ban nhân dân xã hằng tuần\./);
      assert.match(text, /25\/02\/2026/);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("some are taken over, by keyboard", async () => {
      const { page, wrong, close } = await opened();
      await page.focus(by("take-none"));
      await page.keyboard.press("Enter");
      const boxes = await page.$$(by("take"));
      await boxes[2].focus();
      await page.keyboard.press(" ");
      await page.focus(by("changes-start"));
      await page.keyboard.press("Enter");
      await page.waitForSelector(by("field:nhiem_vu.0.noi_dung"));
      const text = await body(page);
      assert.match(text, /đến toàn thể cán bộ/);
      assert.doesNotMatch(text, /hằng tuần/);
      assert.match(text, /25\/02\/2026/);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("none are taken over, and a file that is left alone opens nothing", async () => {
      const { page, wrong, close } = await opened();
      const drafts = (await page.$$(by("draft"))).length;
      await page.keyboard.press("Escape");
      await page.waitForSelector(by("changes"), { hidden: true });
      assert.equal((await page.$$(by("draft"))).length, drafts);
      await (await page.$(by("open-file"))).uploadFile(file);
      await page.waitForSelector(by("changes"), { visible: true });
      await press(page, "take-none");
      await press(page, "changes-start");
      await page.waitForSelector(by("field:nhiem_vu.0.noi_dung"));
      assert.match(await body(page), /đến toàn thể cán bộ[^]*20\/02\/2026/);
      assert.deepEqual(wrong, []);
      await close();
    });
  });
}
