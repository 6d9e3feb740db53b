// A document saved here and edited in Word since: what was edited stands beside the form's, and is taken over all, some or none.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import PizZip from "pizzip";
import { filled, office } from "../npm/samples.mjs";
import { BROWSERS, by, downloaded, firstSample, launch, open, press, tab } from "./harness.mjs";
import { edited } from "./word.mjs";

const LETTER = "cong-van-trien-khai";
const EDITS = [
  { track: ["toàn thể", "tất cả"] },
  { add: ["Quán triệt", "Báo cáo Ủy ban nhân dân xã hằng tuần."] },
  { change: ["20/02/2026", "25/02/2026"] },
  { comment: ["Không để người dân", "Chủ tịch", "Xem lại thời hạn."] },
  { change: ["Độc lập", "Độc  Lập"] },
];

/** The same two edits by the programs a letter goes through after it left the page. */
const PROGRAMS = {
  "python-docx": (to) => {
    const made = to.replace(/docx$/, "goc.docx");
    writeFileSync(made, filled(LETTER, firstSample(LETTER))[""]);
    const script = `import sys, docx
letter = docx.Document(sys.argv[1])
for paragraph in letter.paragraphs:
    for run in paragraph.runs:
        run.text = run.text.replace("toàn thể", "tất cả").replace("20/02/2026", "25/02/2026")
letter.save(sys.argv[2])`;
    ran("/usr/bin/python3", ["-c", script, made, to]);
    return to;
  },
  LibreOffice: (to, folder) => {
    writeFileSync(
      to,
      edited(filled(LETTER, firstSample(LETTER))[""], [
        { change: ["toàn thể", "tất cả"] },
        { change: ["20/02/2026", "25/02/2026"] },
      ]),
    );
    office("docx", join(folder, "saved"), [to]);
    return join(folder, "saved", basename(to));
  },
};

function ran(program, words) {
  const run = spawnSync(program, words, { encoding: "utf8" });
  assert.equal(run.status, 0, `${program}: ${run.error ?? run.stderr}`);
}

/** All text of a document, in its order. */
const textOf = (bytes) =>
  [
    ...new PizZip(bytes)
      .file("word/document.xml")
      .asText()
      .matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g),
  ]
    .map(([, text]) => text)
    .join("");

/** A letter with a table of so many rows put behind its first task in Word. */
function withRows(count) {
  const zip = new PizZip(filled(LETTER, firstSample(LETTER))[""]);
  const xml = zip.file("word/document.xml").asText();
  const cell = (text) => `<w:tc><w:tcPr/><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:tc>`;
  const rows = Array.from({ length: count }, (_, n) => `<w:tr>${cell(`Hộ số ${n}`)}${cell(`${n * 3} triệu`)}</w:tr>`);
  const table = `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>${rows.join("")}</w:tbl>`;
  const after = xml.indexOf("</w:p>", xml.indexOf("toàn thể")) + "</w:p>".length;
  zip.file("word/document.xml", `${xml.slice(0, after)}${table}${xml.slice(after)}`);
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

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
      const told = await page.$$eval(by("change"), (all) =>
        all.map((one) => ({
          kind: one.dataset.kind,
          removed: [...one.querySelectorAll("del")].map((piece) => piece.textContent.trim()).join(" "),
          added: [...one.querySelectorAll("ins")].map((piece) => piece.textContent.trim()).join(" "),
          takes: one.querySelector("input") !== null,
        })),
      );
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

    for (const [program, save] of Object.entries(PROGRAMS)) {
      test(`edited by ${program}: each change is found, one alone is taken over, and the file gets its number`, async () => {
        const own = save(file.replace("da-sua", program), browser.thethuc.downloads);
        for (const which of [0, 1]) {
          const { page, wrong, close } = await tab(browser);
          await open(page);
          await (await page.waitForSelector(by("open-file"))).uploadFile(own);
          await page.waitForSelector(by("changes"), { visible: true });
          const found = await page.$$eval(by("change"), (all) =>
            all.map((one) => [...one.querySelectorAll("ins")].map((piece) => piece.textContent.trim()).join(" ")),
          );
          assert.deepEqual(found, ["tất cả", "25"]);
          await press(page, "take-none");
          await (await page.$$(by("take")))[which].click();
          await press(page, "changes-start");
          await page.waitForSelector(by("field:nhiem_vu.0.noi_dung"));
          const text = await body(page);
          assert.equal(/đến tất cả cán bộ/.test(text), which === 0);
          assert.equal(/25\/02\/2026/.test(text), which === 1);
          assert.deepEqual(wrong, []);
          await close();
        }
        const { page, downloads, close } = await tab(browser);
        await open(page, "#/cap-so");
        await (await page.waitForSelector(by("issue-file"))).uploadFile(own);
        await page.waitForSelector(by("issue-number"));
        await page.type(by("issue-number"), "77");
        await page.click(by("issue-date"), { count: 3 });
        await page.type(by("issue-date"), "25/11/2026");
        await press(page, "issue-replace");
        await page.waitForFunction((save) => !document.querySelector(save).disabled, {}, by("issue-save"));
        // In Firefox one folder has what was opened and what was saved.
        const there = readdirSync(downloads).filter((name) => name.endsWith(".docx")).length;
        await press(page, "issue-save");
        const numbered = (await downloaded(downloads, there + 1)).find((name) => name.startsWith("77-"));
        const [was, now] = [own, join(downloads, numbered)].map((path) => textOf(readFileSync(path)));
        assert.equal(
          now.replace("77/UBND", "34/UBND").replace("ngày 25 tháng 11 năm 2026", "ngày 05 tháng 02 năm 2026"),
          was,
        );
        rmSync(join(downloads, numbered));
        await close();
      });
    }

    test("a long one is read while the page answers, can be stopped, and shows its changes in portions", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      const long = join(browser.thethuc.downloads, "bang-dai.docx");
      writeFileSync(long, withRows(1600));
      const input = await page.waitForSelector(by("open-file"));
      // From within the page: a file that is read soon does not wait for a driver.
      await page.evaluate((stop) => {
        new MutationObserver((_, observer) => {
          const button = document.querySelector(stop);
          if (!button) return;
          observer.disconnect();
          button.click();
        }).observe(document, { childList: true, subtree: true });
      }, by("open-stop"));
      await input.uploadFile(long);
      await page.waitForFunction(
        (notice) => document.querySelector(notice)?.innerText.includes("Đã thôi đọc"),
        {},
        by("status"),
      );
      await page.waitForSelector(by("open-reading"), { hidden: true });
      assert.match(await page.$eval(by("status"), (notice) => notice.innerText), /Đã thôi đọc bang-dai\.docx/);

      await page.evaluate(() => {
        globalThis.longest = 0;
        let last = performance.now();
        const timer = setInterval(() => {
          const now = performance.now();
          if (document.querySelector('[data-testid="open-reading"]'))
            globalThis.longest = Math.max(globalThis.longest, now - last);
          last = now;
          if (document.querySelector('[data-testid="changes"]')) clearInterval(timer);
        }, 5);
      });
      await input.uploadFile(long);
      await page.waitForSelector(by("changes"), { visible: true });
      const longest = await page.evaluate(() => globalThis.longest);
      assert.ok(longest < 200, `the page stood still for ${longest} ms while the file was read`);
      const listed = () => page.$$eval(by("change"), (all) => all.length);
      assert.equal(await listed(), 100);
      assert.match(await page.$eval(by("list-more"), (button) => button.innerText), /còn \d+ chỗ/);
      await page.$eval(`${by("changes")} ${by("list-more")}`, (button) => button.click());
      assert.equal(await listed(), 200);
      await press(page, "changes-start");
      await page.waitForSelector(by("field:nhiem_vu.0.noi_dung"));
      assert.match(await body(page), /Hộ số 1599/);
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
