// How soon the page is there, and in a document of twenty pages how long after a key the pages show its letter and whether
// anything holds the page up.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { pageOfThatSize, slowness, slownessOfOpening, work } from "../yardstick.mjs";
import { BOTH, alike, by, launch, open, press, tab } from "./harness.mjs";

const ENGINES = { chrome: "v8", firefox: "spidermonkey" };

// Times are those of a quiet machine: see ../yardstick.mjs.
/** Usable this long after opening, ms: the best of some openings, because other programs share the machine. */
const USABLE = 500;
/** From a key to its letter on the pages, the median, ms; and the longest task, ms. */
const MEDIAN = 100;
const LONGEST = 200;
const PAGES = 20;
/** The best of at most so many openings and rounds, until one is within the budget of a quiet machine: others share this one. */
const OPENINGS = 8;
const ROUNDS = 3;
const KEYS = 20;

const SENTENCE =
  "Các cơ quan, đơn vị căn cứ chức năng, nhiệm vụ được giao, chủ động rà soát, xây dựng kế hoạch và tổ chức thực hiện bảo đảm đúng tiến độ, chất lượng, hiệu quả; báo cáo kết quả về Văn phòng trước ngày 15 hằng tháng để tổng hợp, theo dõi, đôn đốc.";
const long = () => {
  const lines = [];
  for (let article = 1; article <= 60; article++) {
    lines.push(`${article}. **Nhiệm vụ thứ ${article}**`);
    for (const label of ["a", "b", "c", "d"]) lines.push(`${label}) ${SENTENCE}`);
  }
  return lines.join("\n");
};

for (const name of BOTH) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name, { whole: true });
    });
    after(() => browser?.close());

    /** What the budgets of this moment are multiplied with. */
    const slow = async () => {
      const page = await browser.newPage();
      const took = await page.evaluate(work);
      await page.close();
      return slowness(ENGINES[name], took);
    };

    test(`usable ${USABLE} ms after it is opened`, async (t) => {
      const other = join(browser.thethuc.downloads, "co-nay.html");
      writeFileSync(other, pageOfThatSize());
      const [times, others] = [[], []];
      for (let opening = 0; opening < OPENINGS && Math.min(...times) > USABLE; opening++) {
        const beside = await browser.newPage();
        await beside.goto(pathToFileURL(other).href);
        await beside.waitForFunction(() => globalThis.usableAt !== undefined);
        others.push(await beside.evaluate(() => globalThis.usableAt));
        await beside.close();
        // In a storage of its own it would be the start of a process that is measured.
        const { page, close } = await tab(browser, { context: browser.defaultBrowserContext() });
        await open(page);
        await page.waitForFunction(() => globalThis.usableAt !== undefined);
        times.push(await page.evaluate(() => globalThis.usableAt));
        await close();
      }
      const slower = slownessOfOpening(name, Math.min(...others));
      const told = `usable after ${times.map(Math.round)} ms, another page of that size after ${others.map(Math.round)}, the machine ${slower.toFixed(2)} times as slow as a quiet one`;
      t.diagnostic(`${name}: ${told}`);
      assert.ok(Math.min(...times) <= USABLE * slower, told);
    });

    alike(name)("a letter typed stands on its page in time", async (t) => {
      const { page, close } = await tab(browser);
      const file = join(browser.thethuc.downloads, "dai.json");
      writeFileSync(
        file,
        JSON.stringify({
          co_quan: [{ ten: "Ủy ban nhân dân xã An Bình", viet_tat: "UBND" }],
          dia_danh: "An Bình",
          trich_yeu: "thử tốc độ",
          kinh_gui: ["Các cơ quan, đơn vị"],
          noi_dung: long(),
          noi_nhan: ["Như trên"],
          chu_ky: [{ chuc_vu: "Chủ tịch", ho_ten: "Nguyễn Văn An" }],
        }),
      );
      await open(page);
      await (await page.$(by("open-file"))).uploadFile(file);
      await press(page, "fits:cong-van");
      await page.waitForFunction(
        (count, least) => Number(document.querySelector(count)?.dataset.pages) >= least,
        {},
        by("page-count"),
        PAGES,
      );

      for (const field of ["noi_dung", "trich_yeu"]) {
        // What the program needs shows in every round; what the machine or a browser's timer adds now and then does not.
        const best = { median: Infinity, longest: Infinity };
        let slower = Infinity;
        const inTime = () => best.median <= MEDIAN && best.longest <= LONGEST;
        for (let round = 0; round < ROUNDS && !inTime(); round++) {
          slower = Math.min(slower, await slow());
          await page.bringToFront();
          const measured = await page.evaluate(measure, by(`field:${field}`), by("pages"), KEYS);
          for (const what of ["median", "longest"]) best[what] = Math.min(best[what], measured[what]);
        }
        t.diagnostic(
          `${name}, ${field}: median ${Math.round(best.median)} ms, longest task ${Math.round(best.longest)} ms, ${slower.toFixed(2)} times as slow`,
        );
        assert.ok(best.median <= MEDIAN * slower, `${field}: median ${best.median} ms, ${slower} times as slow`);
        assert.ok(best.longest <= LONGEST * slower, `${field}: a task of ${best.longest} ms, ${slower} times as slow`);
      }
      await close();
    });
  });
}

/** In the page: types one letter after the other and waits for each on the pages. */
async function measure(field, pages, keys) {
  const input = document.querySelector(field);
  input.focus();
  const target = document.querySelector(pages);
  const times = [];
  let longest = 0;
  const letters = () => (target.textContent.match(/ǂ/g) ?? []).length;
  // A task is as long as a timer that should have come at once has to wait.
  let watching = true;
  let last = performance.now();
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (watching)
      setTimeout(() => {
        last = performance.now();
        channel.port2.postMessage(0);
      }, 0);
  };
  channel.port2.postMessage(0);
  let wanted = letters();
  for (let key = 0; key < keys; key++) {
    await new Promise((done) => setTimeout(done, 120));
    const start = performance.now();
    wanted++;
    document.execCommand("insertText", false, "ǂ");
    await new Promise((done, failed) => {
      const look = () => letters() >= wanted && (watcher.disconnect(), done());
      const watcher = new MutationObserver(look);
      watcher.observe(target, { childList: true, subtree: true, characterData: true });
      setTimeout(() => (watcher.disconnect(), failed(new Error("the letter never came"))), 5000);
      look();
    });
    times.push(performance.now() - start);
  }
  watching = false;
  times.sort((a, b) => a - b);
  return { median: times[Math.floor(times.length / 2)], longest };
}
