// Làm hàng loạt: a workbook becomes five hundred letters in one .zip, each the bytes the command line writes; what is wrong is told
// by row and column, making can be stopped and goes on, and the page never stands still.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { unzipSync } from "fflate";
import { filled } from "../npm/samples.mjs";
import * as harness from "./harness.mjs";
import { BOTH, alike, by, downloaded, firstSample, open, press } from "./harness.mjs";
import { begun, checked, shown } from "./batching.mjs";
import { workbook } from "./workbook.mjs";

const TEMPLATE = "giay-moi";
const COUNT = 500;
/** No task of the page may be longer while workers make documents, ms. */
const LONGEST = 200;
const MINUTE = 60_000;

const folder = mkdtempSync(join(tmpdir(), "thethuc-batch-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const HEAD = ["Người được mời", "Thời gian", "Nơi họp", "Chủ trì"];
const guest = (n) => `Ông Nguyễn Văn ${String.fromCharCode(65 + (n % 26))}, Trưởng thôn ${n + 1}`;
const row = (n) => [
  guest(n),
  `0${7 + (n % 3)} giờ 30, thứ Năm, ngày 09/7/2026`,
  `Hội trường số ${n + 1}`,
  "Chủ tịch UBND xã",
];
const rows = (count) => [HEAD, ...Array.from({ length: count }, (_, n) => row(n))];
const values = (n) => ({
  ...firstSample(TEMPLATE),
  nguoi_duoc_moi: [guest(n)],
  thoi_gian: row(n)[1],
  dia_diem: row(n)[2],
  chu_tri: row(n)[3],
});

function file(name, sheets) {
  const path = join(folder, name);
  writeFileSync(path, workbook(sheets));
  return path;
}

/** Chooses a field for a column by typing part of its name. */
async function matched(page, header, typed) {
  await page.click(by(`match:${header}`));
  await page.type(by(`match:${header}`), typed);
  await page.keyboard.press("Enter");
}

for (const name of BOTH) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await harness.launch(name);
    });
    after(() => browser?.close());

    alike(name)(
      `${COUNT} letters from a workbook, each as the command line writes it; a second run is stopped half-way`,
      async (t) => {
        const { page, asked, wrong, downloads, close } = await harness.tab(browser);
        await begun(page, TEMPLATE, file("moi-hop.xlsx", { "Danh sách": rows(COUNT) }));
        assert.match(await shown(page, "batch-found"), /500/);
        await press(page, "batch-next");
        await page.waitForSelector(by("matching"));
        assert.equal(await page.$eval(by("match:Thời gian"), (input) => input.value), "Thời gian");
        await matched(page, "Nơi họp", "dia diem");
        assert.equal(await page.$eval(by("match:Nơi họp"), (input) => input.value), "Địa điểm");

        await checked(page);
        await page.waitForSelector(by("look-pages"));
        await page.click(by("look-number"), { count: 3 });
        await page.keyboard.type("7");
        await page.keyboard.press("Enter");
        await page.waitForFunction(
          (pages, guest) => document.querySelector(pages).innerText.includes(guest),
          {},
          by("look-pages"),
          guest(6),
        );

        await press(page, "batch-next");
        await page.evaluate(watch);
        const started = Date.now();
        await press(page, "make-start");
        await page.waitForFunction(
          (result) => /500/.test(document.querySelector(result)?.innerText ?? ""),
          { timeout: 2 * MINUTE },
          by("make-result"),
        );
        const seconds = (Date.now() - started) / 1000;
        const longest = await page.evaluate(() => globalThis.longestTask());
        t.diagnostic(
          `${name}: ${COUNT} documents in ${seconds.toFixed(1)} s, longest task of the page ${Math.round(longest)} ms`,
        );
        assert.ok(longest <= LONGEST, `a task of ${longest} ms`);

        const [saved] = await downloaded(downloads, 1, ".zip");
        const made = unzipSync(readFileSync(join(downloads, saved)));
        rmSync(join(downloads, saved));
        const names = Object.keys(made);
        assert.equal(new Set(names.map((each) => each.toLowerCase())).size, COUNT);
        for (const [n, each] of names.entries()) {
          const document = new TextDecoder().decode(unzipSync(made[each])["word/document.xml"]);
          assert.ok(document.includes(guest(n)), `${each} is not of row ${n + 2}`);
        }
        for (const n of [0, 6, COUNT - 1])
          assert.deepEqual(Buffer.from(made[names[n]]), Buffer.from(filled(TEMPLATE, values(n))[""]), names[n]);

        // Cancelled from within the page: five hundred documents do not wait for a driver.
        await page.evaluate(cancelWhenBegun, by("make-state"), by("make-cancel"));
        await press(page, "make-start");
        await page.waitForSelector(by("make-on"), { timeout: MINUTE });
        const told = Number((await shown(page, "make-result")).match(/(\d+)\s?(?:\/|of)/)[1]);
        const [part] = await downloaded(downloads, 1, ".zip");
        const some = unzipSync(readFileSync(join(downloads, part)));
        rmSync(join(downloads, part));
        assert.ok(told > 0 && told < COUNT, `${told} made`);
        assert.equal(Object.keys(some).length, told);
        for (const [each, bytes] of Object.entries(some)) assert.deepEqual(bytes, made[each], each);
        assert.deepEqual([asked, wrong, await page.evaluate(() => globalThis.refused)], [[], [], []]);
        await close();
      },
    );

    test("what is wrong is told by row and column, and the other rows go on", async () => {
      const { page, downloads, close } = await harness.tab(browser);
      const bad = rows(12);
      bad[5][0] = "";
      await begun(page, TEMPLATE, file("co-loi.xlsx", { "Danh sách": bad }));
      await press(page, "batch-next");
      await matched(page, "Nơi họp", "dia diem");
      await checked(page);
      const list = await shown(page, "check-problems");
      assert.match(list, /A6/);
      assert.match(list, /Người được mời/);
      await press(page, "bad-rows");
      const [back] = await downloaded(downloads, 1, ".xlsx");
      assert.ok(
        Object.keys(unzipSync(readFileSync(join(downloads, back)))).some((part) => part.startsWith("xl/worksheets/")),
      );
      rmSync(join(downloads, back));
      await press(page, "batch-next");
      await press(page, "make-start");
      const [saved] = await downloaded(downloads, 1, ".zip");
      assert.equal(Object.keys(unzipSync(readFileSync(join(downloads, saved)))).length, 11);
      await close();
    });

    alike(name)("more problems than are listed are counted all the same", async () => {
      const { page, close } = await harness.tab(browser);
      const blank = Array.from({ length: 1700 }, (_, n) => ["", "", "", row(n)[3]]);
      await begun(page, TEMPLATE, file("nhieu-loi.xlsx", { "Danh sách": [HEAD, row(0), ...blank] }));
      await press(page, "batch-next");
      await matched(page, "Nơi họp", "dia diem");
      await checked(page);
      const [, bad, problems] = (await shown(page, "check-sum")).match(/(\d+) có lỗi, (\d+) điều/);
      assert.ok(bad === "1700" && Number(problems) >= 5100, `${bad}, ${problems}`);
      assert.match(await shown(page, "check-listed"), /5\.000/);
      await close();
    });

    alike(name)(
      "a folder goes on where it was left, and gets anew what has changed; one DOCX has them all",
      async () => {
        const { page, downloads, close } = await harness.tab(browser);
        await page.evaluateOnNewDocument(pretendFolder);
        const made = () =>
          page.evaluate(() => [...globalThis.folder.keys()].filter((name) => name.endsWith(".docx")).length);
        await begun(page, TEMPLATE, file("thu-muc.xlsx", { "Danh sách": rows(12) }));
        await intoFolder(page, file("thu-muc.xlsx", { "Danh sách": rows(12) }));
        assert.equal(await made(), 12);
        const changed = rows(12);
        changed[3][2] = "Nhà văn hóa thôn";
        await press(page, "step:choose");
        await intoFolder(page, file("thu-muc.xlsx", { "Danh sách": changed }));
        assert.match(await shown(page, "make-result"), /11/);
        assert.equal(await made(), 12);
        await press(page, "where:print");
        await press(page, "make-start");
        const [saved] = await downloaded(downloads, 1, ".docx");
        const text = Buffer.from(unzipSync(readFileSync(join(downloads, saved)))["word/document.xml"]).toString();
        for (let n = 0; n < 12; n++) assert.ok(text.includes(guest(n)), guest(n));
        assert.ok(text.includes("Nhà văn hóa thôn"));
        rmSync(join(downloads, saved));
        await close();
      },
    );

    alike(name)("a folder keeps what is not ours, gets back what was deleted, and goes on with its date", async () => {
      const { page, close } = await harness.tab(browser);
      await page.evaluateOnNewDocument(pretendFolder);
      const numbered = {
        sheet: "Danh sách",
        columns: { "Người được mời": "nguoi_duoc_moi", "Nơi họp": "dia_diem" },
        group_by: [],
        rows_into: "",
        constants: firstSample(TEMPLATE),
        name: "thu-{{stt}}",
      };
      writeFileSync(join(folder, "thu.json"), JSON.stringify(numbered));
      const run = (sheets) => intoFolder(page, file("thu.xlsx", { "Danh sách": sheets }), join(folder, "thu.json"));
      const texts = () =>
        page.evaluate(async () => {
          const files = [...globalThis.folder]
            .filter(([name]) => name.endsWith(".docx"))
            .sort(([a], [b]) => a.localeCompare(b));
          return Object.fromEntries(await Promise.all(files.map(async ([name, file]) => [name, await file.text()])));
        });
      const again = async (sheets) => {
        await press(page, "step:choose");
        await run(sheets);
      };
      await begun(page, TEMPLATE, file("thu.xlsx", { "Danh sách": rows(4) }));
      await page.evaluate(() => globalThis.folder.set("thu-2.docx", new Blob(["của tôi"])));
      await run(rows(4));
      assert.match(await shown(page, "make-result"), /thu-2\.docx/);
      assert.deepEqual(Object.values(await texts()), ["của tôi"], "nothing is begun");

      await page.evaluate(() => globalThis.folder.clear());
      await page.click(by("batch-date"), { count: 3 });
      await page.keyboard.type("01/6/2026");
      await page.keyboard.press("Enter");
      await press(page, "make-start");
      await page.waitForFunction(
        (result) => /xong 4/.test(document.querySelector(result)?.innerText ?? ""),
        {},
        by("make-result"),
      );
      const first = await texts();
      assert.deepEqual(
        Object.keys(first),
        [1, 2, 3, 4].map((n) => `thu-${n}.docx`),
      );

      await page.evaluate(() => globalThis.folder.delete("thu-2.docx"));
      await again(rows(4));
      assert.match(await shown(page, "make-result"), /3 văn bản đã có[^]*01\/6\/2026[^]*xong 1 /);
      assert.equal(await page.$eval(by("batch-date"), (input) => input.value), "01/6/2026");
      assert.deepEqual(await texts(), first);

      const changed = rows(4);
      changed[2][2] = "Nhà văn hóa thôn";
      await page.evaluate(() => (globalThis.full = true));
      await again(changed);
      assert.match(await shown(page, "make-result"), /0\/1 văn bản/);
      assert.deepEqual(await texts(), first, "what was there before the disk was full is there still");
      await close();
    });

    alike(name)("the DOCX for printing has what goes with a document in a file of its own", async () => {
      const { page, downloads, close } = await harness.tab(browser);
      const appendix = { tieu_de: "Sơ đồ chỗ ngồi", noi_dung: "Hàng ghế thứ nhất.", tep_rieng: true };
      const matching = {
        sheet: "Danh sách",
        columns: { "Người được mời": "nguoi_duoc_moi", "Nơi họp": "dia_diem" },
        group_by: [],
        rows_into: "",
        constants: { ...firstSample(TEMPLATE), phu_luc: [appendix] },
        name: "{{stt}}",
      };
      writeFileSync(join(folder, "khop-cot.json"), JSON.stringify(matching));
      await begun(page, TEMPLATE, file("in.xlsx", { "Danh sách": rows(2) }));
      await press(page, "batch-next");
      await (await page.waitForSelector(by("load-matching"))).uploadFile(join(folder, "khop-cot.json"));
      await page.waitForFunction(
        (place) => document.querySelector(place)?.value === "Địa điểm",
        {},
        by("match:Nơi họp"),
      );
      await checked(page);
      await press(page, "batch-next");
      await press(page, "where:print");
      await press(page, "make-start");
      const [saved] = await downloaded(downloads, 1, ".docx");
      const text = Buffer.from(unzipSync(readFileSync(join(downloads, saved)))["word/document.xml"]).toString();
      assert.equal(text.split("Hàng ghế thứ nhất").length - 1, 2);
      await close();
    });

    alike(name)("a head that took a row of data with it is corrected, and saved with the matching", async () => {
      const { page, downloads, close } = await harness.tab(browser);
      const sheet = [
        ["Người được mời", "Xếp loại", "", "Thời gian"],
        ["", "Tốt", "Khá", ""],
        ["Bà Lê Thị Hạnh", "x", "", "14 giờ 00"],
      ];
      await begun(page, TEMPLATE, file("tieu-de.xlsx", { "Danh sách": sheet }));
      const head = async () => [
        await page.$eval(by("head-from"), (input) => input.value),
        await page.$eval(by("head-to"), (input) => input.value),
      ];
      const found = (rows) =>
        page.waitForFunction(
          (found, rows) => document.querySelector(found)?.innerText.startsWith(`${rows} dòng`),
          {},
          by("batch-found"),
          rows,
        );
      assert.deepEqual(await head(), ["1", "2"]);
      await page.click(by("head-to"), { count: 3 });
      await page.keyboard.type("1");
      await page.keyboard.press("Enter");
      await found(2);
      assert.deepEqual(await head(), ["1", "1"]);
      await press(page, "batch-next");
      await press(page, "save-matching");
      const [saved] = await downloaded(downloads, 1, ".json");
      const { header_row, header_last } = JSON.parse(readFileSync(join(downloads, saved), "utf8"));
      assert.deepEqual([header_row, header_last], [1, 1]);

      await press(page, "step:choose");
      await (await page.waitForSelector(by("batch-file"))).uploadFile(join(folder, "tieu-de.xlsx"));
      await found(1);
      await press(page, "batch-next");
      await (await page.waitForSelector(by("load-matching"))).uploadFile(join(downloads, saved));
      await page.waitForSelector(by("match:Xếp loại"));
      await checked(page);
      await page.waitForFunction(
        (sum) => /^2 văn bản/.test(document.querySelector(sum)?.innerText),
        {},
        by("check-sum"),
      );
      await close();
    });

    alike(name)("two columns for one field are told, and nothing is made until one is left", async () => {
      const { page, close } = await harness.tab(browser);
      await begun(page, TEMPLATE, file("hai-cot.xlsx", { "Danh sách": rows(3) }));
      await press(page, "batch-next");
      await matched(page, "Nơi họp", "thoi gian");
      await page.waitForSelector(".doubled");
      assert.equal(await page.$eval(by("batch-next"), (button) => button.disabled), true);
      await matched(page, "Nơi họp", "dia diem");
      assert.equal(await page.$eval(by("batch-next"), (button) => button.disabled), false);
      await close();
    });

    alike(name)("what came back is collected: who sent, who changed, who did not", async () => {
      const { page, asked, close } = await harness.tab(browser);
      const [bytes] = Object.values(filled("ke-hoach-nam", firstSample("ke-hoach-nam")));
      writeFileSync(join(folder, "ke-hoach.docx"), bytes);
      writeFileSync(join(folder, "hong.docx"), "không phải tệp nén");
      writeFileSync(join(folder, "mat.docx"), bytes);
      writeFileSync(join(folder, "ban-quet.pdf"), "%PDF-1.7");
      await open(page);
      await page.evaluate(() => {
        const read = Blob.prototype.arrayBuffer;
        Blob.prototype.arrayBuffer = function () {
          return this.name === "mat.docx" ? Promise.reject(new DOMException("", "NotFoundError")) : read.call(this);
        };
      });
      await press(page, "to-collect");
      await (await page.waitForSelector(by("collect-expected"))).type("Xã Không Gửi");
      await (
        await page.waitForSelector(by("collect-files"))
      ).uploadFile(...["mat.docx", "ke-hoach.docx", "hong.docx", "ban-quet.pdf"].map((each) => join(folder, each)));
      await page.waitForSelector(by("collect-table"));
      const table = await shown(page, "collect-table");
      for (const part of ["ke-hoach.docx", "Nguyên vẹn", "hong.docx", "Không đọc được"])
        assert.ok(table.includes(part), table);
      assert.match(table, /mat\.docx[^]*Không mở được tệp/);
      assert.match(
        await shown(page, "collect-sum"),
        /3 tệp đã đọc: 0 đã sửa trong Word, 2 không đọc được\. Bỏ qua 1 tệp/,
      );
      assert.match(await shown(page, "collect-findings"), /ban-quet\.pdf: Không phải tệp \.docx/);
      assert.match(await shown(page, "collect-findings"), /ke-hoach\.docx: «[^»]*An Bình» không có trong danh sách/);
      assert.match(await shown(page, "collect-missing"), /Xã Không Gửi/);

      const list = file("don-vi.xlsx", {
        "Danh sách": [
          ["TT", "Tên đơn vị"],
          ["1", "UBND xã An Bình"],
          ["2", "UBND xã Đồng Tâm, huyện cũ"],
        ],
      });
      await (await page.$(by("collect-list"))).uploadFile(list);
      await page.waitForFunction(
        (area) => document.querySelector(area).value === "UBND xã An Bình\nUBND xã Đồng Tâm, huyện cũ",
        {},
        by("collect-expected"),
      );
      await page.waitForFunction(
        (missing) => !document.querySelector(missing).innerText.includes("Không Gửi"),
        {},
        by("collect-missing"),
      );
      const missing = await shown(page, "collect-missing");
      assert.ok(missing.includes("Đồng Tâm, huyện cũ") && !missing.includes("An Bình"), missing);
      assert.doesNotMatch(await shown(page, "collect-findings"), /ke-hoach\.docx/);
      writeFileSync(join(folder, "hong.xlsx"), "PK hỏng");
      await (await page.$(by("collect-list"))).uploadFile(join(folder, "hong.xlsx"));
      await page.waitForFunction(
        (status) => /hỏng|Excel/.test(document.querySelector(status).innerText),
        {},
        by("status"),
      );
      assert.match(
        await page.$eval(by("collect-expected"), (area) => area.value),
        /An Bình/,
        "a list that cannot be read takes nothing away",
      );
      assert.deepEqual(asked, []);
      await close();
    });
  });
}

/** With a workbook open anew: matches it, by a saved matching where one is given, and makes its documents into the folder. */
async function intoFolder(page, path, matching) {
  await (await page.waitForSelector(by("batch-file"))).uploadFile(path);
  await page.waitForSelector(by("batch-found"));
  await press(page, "batch-next");
  if (matching) {
    await (await page.waitForSelector(by("load-matching"))).uploadFile(matching);
    await page.waitForFunction((place) => document.querySelector(place)?.value === "Địa điểm", {}, by("match:Nơi họp"));
  } else await matched(page, "Nơi họp", "dia diem");
  await checked(page);
  await press(page, "batch-next");
  await press(page, "where:folder");
  await press(page, "make-start");
  await page.waitForSelector(`${by("make-result")} .result`);
}

/** In the page: a folder in place of one on the disk, which can be full. */
function pretendFolder() {
  const files = new Map();
  globalThis.folder = files;
  const write = async (parts, data) => {
    if (globalThis.full) throw new DOMException("", "QuotaExceededError");
    parts.push(data);
  };
  const handle = (name) => ({
    name,
    getFile: async () => new File([files.get(name)], name),
    createWritable: async () => {
      const parts = [];
      return {
        write: (data) => write(parts, data),
        close: async () => void files.set(name, new Blob(parts)),
        abort: async () => {},
      };
    },
  });
  globalThis.showDirectoryPicker = async () => ({
    name: "van-ban",
    getFileHandle: async (name, { create } = {}) => {
      if (!create && !files.has(name)) throw new DOMException("", "NotFoundError");
      return handle(name);
    },
    removeEntry: async (name) => void files.delete(name),
  });
}

/** In the page: cancels what is being made as soon as some of it is there. */
function cancelWhenBegun(state, cancel) {
  const begun = new MutationObserver(() => {
    if (Number.parseInt(document.querySelector(state)?.innerText ?? "0", 10) < 20) return;
    const button = document.querySelector(cancel);
    if (!button) return;
    begun.disconnect();
    button.click();
  });
  begun.observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** In the page: remembers how long a timer that should have come at once had to wait. */
function watch() {
  let longest = 0;
  let last = performance.now();
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    setTimeout(() => {
      last = performance.now();
      channel.port2.postMessage(0);
    }, 4);
  };
  last = performance.now();
  channel.port2.postMessage(0);
  globalThis.longestTask = () => longest;
}
