// Cấp số: a finished letter, and one edited since, get their number and date and nothing else.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { unzipSync, zipSync } from "fflate";
import { filled } from "../npm/samples.mjs";
import * as harness from "./harness.mjs";
import { BOTH, alike, by, downloaded, firstSample, open, press } from "./harness.mjs";

const TEMPLATE = "ke-hoach-nam";
const DOCUMENT = "word/document.xml";

const folder = mkdtempSync(join(tmpdir(), "thethuc-issue-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The letter before it is numbered, as a file. */
function draft(name, change = (xml) => xml) {
  const values = {
    ...firstSample(TEMPLATE),
    so: "",
    ngay: "2026",
    phu_luc: [{ tieu_de: "Danh sách", noi_dung: "1. Một" }],
  };
  const [bytes] = Object.values(filled(TEMPLATE, values));
  const parts = unzipSync(bytes);
  parts[DOCUMENT] = new TextEncoder().encode(change(new TextDecoder().decode(parts[DOCUMENT])));
  const file = join(folder, name);
  writeFileSync(file, zipSync(parts));
  return file;
}

const texts = (bytes) =>
  [...new TextDecoder().decode(unzipSync(bytes)[DOCUMENT]).matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(
    ([, text]) => text,
  );

async function given(page, file) {
  const input = await page.waitForSelector(by("issue-file"));
  await input.uploadFile(file);
}

async function typed(page, id, text) {
  await page.click(by(id), { count: 3 });
  await page.type(by(id), text);
}

const shown = (page, id) => page.$eval(by(id), (element) => element.innerText);

for (const name of BOTH) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await harness.launch(name);
    });
    after(() => browser?.close());

    test("number and date are written, and no other text changes; the row is there to be copied", async () => {
      const { page, asked, wrong, downloads, close } = await harness.tab(browser);
      await open(page);
      await press(page, "to-issue");
      const file = draft("to-trinh-ky.docx", (xml) => xml.replace("Mỗi nhiệm vụ", "Từng nhiệm vụ"));
      await page.waitForSelector(by("issue-drop"));
      await given(page, file);
      await page.waitForSelector(by("issue-seen"));
      const seen = await shown(page, "issue-seen");
      for (const part of ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH", "KH-UBND", "Kế hoạch: Chuyển đổi số năm 2026"])
        assert.ok(seen.includes(part), seen);
      assert.equal(await page.$eval(by("issue-save"), (button) => button.disabled), true);

      await page.keyboard.type("7");
      await typed(page, "issue-date", "25/11/2026");
      await page.waitForFunction((save) => !document.querySelector(save).disabled, {}, by("issue-save"));
      await page.waitForFunction(
        (places) => document.querySelector(places)?.innerText.includes("ngày 25 tháng 11"),
        {},
        by("issue-places"),
      );
      const places = await shown(page, "issue-places");
      for (const part of [
        "Số: 07/KH-UBND",
        "An Bình, ngày 25 tháng 11 năm 2026",
        "(Kèm theo Kế hoạch số 07/KH-UBND ngày 25 tháng 11 năm 2026 của UBND xã)",
      ])
        assert.ok(places.includes(part), places);
      assert.match(await shown(page, "issue-findings"), /đối chiếu dòng sổ đăng ký/);
      const row = await shown(page, "issue-register");
      for (const part of ["Số, ký hiệu văn bản", "07/KH-UBND", "25/11/2026", "Đơn vị, người nhận bản lưu", "VT, VHXH"])
        assert.ok(row.includes(part), row);

      await page.evaluate(() => {
        globalThis.copied = [];
        Object.defineProperty(navigator, "clipboard", {
          value: { writeText: async (text) => globalThis.copied.push(text) },
        });
      });
      await press(page, "issue-copy");
      const [line] = await page.evaluate(() => globalThis.copied);
      assert.equal(line.split("\t").length, 10);
      assert.ok(line.startsWith("07/KH-UBND\t25/11/2026\tKế hoạch "));

      await press(page, "issue-save");
      const [saved] = await downloaded(downloads, 1);
      assert.equal(saved, `07-${basename(file)}`);
      const [was, now] = [texts(readFileSync(file)), texts(readFileSync(join(downloads, saved)))];
      rmSync(join(downloads, saved));
      const changed = was.flatMap((text, at) => (text === now[at] ? [] : [now[at]]));
      const day = "ngày 25 tháng 11 năm 2026";
      // The template has an appendix of its own besides the one given.
      assert.deepEqual(changed, ["07", day, "07", day, "07", day]);
      assert.deepEqual([asked, wrong], [[], []]);
      await close();
    });

    alike(name)("what the file carries and does not print is listed, and what is ticked leaves it", async () => {
      const { page, wrong, downloads, close } = await harness.tab(browser);
      await open(page, "#/cap-so");
      const hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hỏi lại kế toán</w:t></w:r>";
      const marked = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t xml:space="preserve"> xem lại</w:t></w:r>';
      const file = draft("con-dau-vet.docx", (xml) =>
        xml.replace(/(Mỗi nhiệm vụ[^]*?)<\/w:p>/, `$1${hidden}${marked}</w:p>`),
      );
      await given(page, file);
      await page.waitForSelector(by("issue-left"));
      const left = await shown(page, "issue-left");
      assert.match(left, /hỏi lại kế toán/);
      assert.match(left, /xem lại/);
      await press(page, "issue-take-out-chu-an");
      await press(page, "issue-take-out-to-mau");
      await typed(page, "issue-number", "7");
      await page.waitForFunction((save) => !document.querySelector(save).disabled, {}, by("issue-save"));
      await press(page, "issue-save");
      const [saved] = await downloaded(downloads, 1);
      const xml = new TextDecoder().decode(unzipSync(readFileSync(join(downloads, saved)))[DOCUMENT]);
      rmSync(join(downloads, saved));
      assert.ok(!xml.includes("hỏi lại kế toán"), "hidden text is still in the file");
      assert.ok(xml.includes("xem lại") && !xml.includes("w:highlight"), "the mark goes, its text stays");
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)("a numbered document is not numbered again without a word, and what is none says so", async () => {
      const { page, close } = await harness.tab(browser);
      await open(page, "#/cap-so");
      writeFileSync(join(folder, "ghi-chu.docx"), "không phải tệp nén");
      await given(page, join(folder, "ghi-chu.docx"));
      await page.waitForSelector(by("issue-refused"));
      assert.match(await shown(page, "issue-refused"), /Đây không phải tệp \.docx/);

      const [bytes] = Object.values(filled(TEMPLATE, firstSample(TEMPLATE)));
      writeFileSync(join(folder, "da-cap-so.docx"), bytes);
      await given(page, join(folder, "da-cap-so.docx"));
      await page.waitForSelector(by("issue-number"));
      await typed(page, "issue-number", "99");
      await page.waitForFunction(
        (findings) => document.querySelector(findings).innerText.includes("đã có số"),
        {},
        by("issue-findings"),
      );
      assert.equal(await page.$eval(by("issue-save"), (button) => button.disabled), true);
      await press(page, "issue-replace");
      await page.waitForFunction((save) => !document.querySelector(save).disabled, {}, by("issue-save"));
      assert.match(await shown(page, "issue-places"), /Số: 99\/KH-UBND/);

      await typed(page, "issue-number", "99/KH");
      await page.waitForFunction(() =>
        document.querySelector("#issue-number-error").innerText.includes("không phải là số văn bản"),
      );
      await close();
    });

    alike(name)(
      "a file that cannot be read is told, here and when it is opened, and so are files that were not taken",
      async () => {
        const { page, wrong, close } = await harness.tab(browser);
        /** Drops files of this text; those without one are locked. */
        const dropped = (at, ...files) =>
          page.evaluate(
            (at, files) => {
              const event = new Event("drop", { bubbles: true, cancelable: true });
              const given = files.map(([name, text]) => {
                const file = new File([text ?? ""], name);
                if (text === null)
                  file.arrayBuffer = () => Promise.reject(new DOMException("locked", "NotReadableError"));
                return file;
              });
              Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: given } });
              document.querySelector(at).dispatchEvent(event);
            },
            at,
            files,
          );
        const told = (text) =>
          page.waitForFunction(
            (status, text) => document.querySelector(status)?.innerText.includes(text),
            { timeout: 5000 },
            by("status"),
            text,
          );

        await open(page, "#/cap-so");
        await page.waitForSelector(by("issue-drop"));
        await dropped(by("issue-drop"), ["khoa.docx", null]);
        await told("Không đọc được khoa.docx");
        await dropped(by("issue-drop"), ["mot.docx", "không phải"], ["hai.docx", ""], ["ba.docx", ""]);
        await told("chỉ lấy mot.docx, 2 tệp kia chưa được mở");
        await page.waitForSelector(by("issue-refused"));

        await open(page);
        await dropped(
          "body",
          ["khoa.docx", null],
          ["sao-luu.json", '{"format":"thethuc-backup","version":1,"drafts":[]}'],
        );
        await told("Không đọc được khoa.docx");
        await page.waitForFunction(
          (dialog) => document.querySelector(dialog)?.innerText.includes("Đây là tệp sao lưu"),
          {},
          by("open-dialog"),
        );
        assert.deepEqual(wrong, []);
        await close();
      },
    );
  });
}
