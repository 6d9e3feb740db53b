// Nothing is lost: drafts through reloads, killed browsers, two tabs, full disks, versions, backups, shared machines.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DEEP } from "../npm/samples.mjs";
import * as harness from "./harness.mjs";
import { BOTH, OWN, PAGE, alike, by, downloaded, insert, open, press, selectAll, written } from "./harness.mjs";

const TEMPLATE = "cong-van-trien-khai";
const FIELD = by("field:trich_yeu");
/** One with a body to write, and the place of it. */
const FREE = "cong-van";
const BODY = by("field:noi_dung");
const KEPT = 1000;
/** How often two tabs change one draft by turns. */
const TURNS = DEEP ? 10 : 4;

const settled = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A fixed row of numbers between 0 and 1: every run kills at the same moments. */
function row(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

async function started(page, template = TEMPLATE) {
  await open(page);
  await press(page, `template:${template}`);
  await page.waitForSelector(FIELD);
}

async function typed(page, text, field = FIELD) {
  await page.waitForSelector(field);
  await page.focus(field);
  await page.keyboard.press("End");
  await insert(page, text);
}

/** The text of an input, or of the editor of a body. */
const said = (page, field = FIELD) => page.$eval(field, (input) => input.value ?? input.textContent);
const says = (page, text, field = FIELD) =>
  page.waitForFunction(
    (field, text) => {
      const input = document.querySelector(field);
      return (input?.value ?? input?.textContent) === text;
      // A tab behind another draws no frames to wait for.
    },
    { polling: 50 },
    field,
    text,
  );
/** Somebody who turns to another tab takes a moment before the first key. */
const turnTo = async (page) => {
  await page.bringToFront();
  await settled(300);
};
/** What the page does some seconds later, another try or another backup, it does in a tenth of the time. */
const hurried = (page) =>
  page.evaluateOnNewDocument(() => {
    const later = setTimeout;
    globalThis.setTimeout = (work, ms, ...words) => later(work, ms < 1000 ? ms : ms / 10, ...words);
  });
const kept = (page) => page.waitForSelector(by("kept"));
const idOf = (page) => page.evaluate(() => location.hash.replace("#/van-ban/", ""));
const listed = (page) =>
  page.waitForFunction((list) => document.querySelector(list)?.dataset.count !== undefined, {}, by("drafts"));
const counted = (page, count) =>
  page.waitForFunction(
    (list, count) => document.querySelector(list)?.dataset.count === String(count),
    {},
    by("drafts"),
    count,
  );
const list = async (page) => {
  await listed(page);
  return page.$$eval(`${by("draft")} .title`, (titles) => titles.map((title) => title.textContent));
};
const home = (page) =>
  page.evaluate(() => {
    location.hash = "#/";
  });

for (const name of BOTH)
  describe(name, () => {
    let browser;
    let fresh = [];
    before(async () => {
      browser = await harness.launch(name, { whole: true });
    });
    after(async () => {
      await browser?.close();
      for (const folder of fresh) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    /** A browser of its own, which keeps its storage in a folder. */
    async function begun(profile) {
      const own = await harness.launch(name, { profile, whole: true });
      return { own, tab: () => harness.tab(own, { context: own.defaultBrowserContext() }) };
    }
    /** A storage that several tabs share, and nobody else. */
    async function shared() {
      const context = await harness.unused(browser);
      return { tab: () => harness.tab(browser, { context }), close: () => context.close() };
    }
    const profile = () => {
      const folder = mkdtempSync(join(tmpdir(), "thethuc-drafts-"));
      fresh.push(folder);
      return folder;
    };

    test("a new draft has an address with its first letter, and a reload opens it again", async () => {
      const { page, wrong, close } = await harness.tab(browser);
      await started(page);
      assert.equal(await page.evaluate(() => location.hash), `#/${TEMPLATE}`);
      await typed(page, "công việc thứ nhất");
      await kept(page);
      await page.waitForFunction(() => location.hash.startsWith("#/van-ban/"));
      await page.reload();
      await says(page, "công việc thứ nhất");
      await typed(page, " và thứ hai");
      // Closed in the same moment: the journal has it.
      await page.goto("about:blank");
      await open(page);
      assert.ok((await list(page)).includes("công việc thứ nhất và thứ hai"));
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)("drafts are listed, duplicated, deleted and brought back", async () => {
      const { tab, close } = await shared();
      const { page, wrong } = await tab();
      for (const title of ["một", "hai"]) {
        await started(page);
        await typed(page, title);
        await kept(page);
      }
      await open(page);
      await counted(page, 2);
      assert.deepEqual((await list(page)).sort(), ["hai", "một"]);
      await page.click(by("duplicate"));
      await counted(page, 3);
      await page.click(by("remove"));
      await counted(page, 2);
      await press(page, "undo");
      await counted(page, 3);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a browser killed at any moment of typing loses nothing older than a second", async () => {
      const random = row(name === "chrome" ? 30 : 2020);
      // On every run the body in Chromium and a line in Firefox.
      const rounds = DEEP ? [FIELD, BODY, FIELD, BODY] : name === "chrome" ? [BODY] : [FIELD];
      for (const place of rounds) {
        const folder = profile();
        const { own, tab } = await begun(folder);
        const { page } = await tab();
        await started(page, FREE);
        await page.focus(place);
        const times = [];
        const until = performance.now() + 1300 + random() * 1700;
        const letters = "ứng phó bão lũ, khắc phục hậu quả ";
        let text = "";
        while (performance.now() < until) {
          const letter = letters[text.length % letters.length];
          await page.keyboard.type(letter);
          text += letter;
          times.push(performance.now());
          // By turns slower and faster than any pause the page waits for.
          await settled(random() * (text.length % 50 < 25 ? 150 : 30));
        }
        const died = performance.now();
        const gone = once(own.process(), "exit");
        own.process().kill("SIGKILL");
        await gone;
        const again = await begun(folder);
        const second = await again.tab();
        await open(second.page);
        await counted(second.page, 1);
        await press(second.page, await second.page.$eval('[data-testid^="draft:"]', (link) => link.dataset.testid));
        await second.page.waitForSelector(place);
        const left = await said(second.page, place);
        assert.ok(text.startsWith(left), `other text came back: ${left}`);
        const due = times.filter((time) => time < died - KEPT).length;
        assert.ok(left.length >= due, `${left.length} letters left, ${due} were older than a second`);
        const age = died - (times[left.length] ?? died);
        console.log(
          `${name}: ${left.length} of ${text.length} letters; the oldest lost one was ${Math.round(age)} ms old`,
        );
        await again.own.close();
      }
    });

    test("two tabs on one draft follow each other and keep both texts", async () => {
      const first = await harness.tab(browser);
      await started(first.page);
      await typed(first.page, "chung");
      await kept(first.page);
      const id = await idOf(first.page);
      const second = await harness.tab(browser, { context: first.context });
      await open(second.page, `#/van-ban/${id}`);
      await says(second.page, "chung");
      await typed(second.page, " một bản");
      await says(first.page, "chung một bản");
      const place = by("field:dia_danh");
      await typed(first.page, "Sở Nội vụ", place);
      await says(second.page, "Sở Nội vụ", place);
      // By turns, faster than anybody types.
      for (let i = 0; i < TURNS; i++) {
        await first.page.bringToFront();
        await typed(first.page, "a", place);
        await second.page.bringToFront();
        await typed(second.page, "b");
      }
      await says(first.page, `chung một bản${"b".repeat(TURNS)}`);
      await says(second.page, `Sở Nội vụ${"a".repeat(TURNS)}`, place);
      await second.page.reload();
      await says(second.page, `chung một bản${"b".repeat(TURNS)}`);
      await says(second.page, `Sở Nội vụ${"a".repeat(TURNS)}`, place);
      assert.deepEqual([first.wrong, second.wrong], [[], []]);
      await second.page.close();
      await first.close();
    });

    test("two tabs in one body: the caret stays where it is while the other types", async () => {
      const first = await harness.tab(browser);
      await started(first.page, FREE);
      await first.page.focus(BODY);
      await first.page.keyboard.type("đầu cuối");
      await kept(first.page);
      const id = await idOf(first.page);
      const second = await harness.tab(browser, { context: first.context });
      await open(second.page, `#/van-ban/${id}`);
      await says(second.page, "đầu cuối", BODY);
      await second.page.focus(BODY);
      await second.page.keyboard.down("Control");
      await second.page.keyboard.press("End");
      await second.page.keyboard.up("Control");
      await turnTo(first.page);
      await first.page.keyboard.down("Control");
      await first.page.keyboard.press("Home");
      await first.page.keyboard.up("Control");
      await first.page.keyboard.type("từ ");
      await says(second.page, "từ đầu cuối", BODY);
      await turnTo(second.page);
      await second.page.keyboard.type(" cùng");
      await says(first.page, "từ đầu cuối cùng", BODY);
      await turnTo(first.page);
      await first.page.keyboard.type("đây ");
      await says(second.page, "từ đây đầu cuối cùng", BODY);
      assert.deepEqual([first.wrong, second.wrong], [[], []]);
      await second.page.close();
      await first.close();
    });

    // That one does not hear the other is made up, and alike in both.
    for (const [deaf, asked] of [
      [true, alike(name)],
      [false, test],
    ])
      asked(
        `the same field changed in two tabs at once, which ${deaf ? "do not " : ""}hear each other: the newest stands, the other is a version`,
        async () => {
          const first = await harness.tab(browser);
          await started(first.page);
          await typed(first.page, "chung");
          await kept(first.page);
          const id = await idOf(first.page);
          const second = await harness.tab(browser, { context: first.context });
          if (deaf)
            await second.page.evaluateOnNewDocument(() => {
              globalThis.BroadcastChannel = class extends EventTarget {
                postMessage() {}
                close() {}
              };
            });
          await open(second.page, `#/van-ban/${id}`);
          await says(second.page, "chung");
          const at = Date.now() + 600;
          const type = (page, text) =>
            page.evaluate(
              (field, text, wait) =>
                new Promise((resolve) =>
                  setTimeout(() => {
                    const input = document.querySelector(field);
                    input.value += text;
                    input.dispatchEvent(new Event("input", { bubbles: true }));
                    // What the other tab says cannot be heard before this ends.
                    for (const until = performance.now() + 120; performance.now() < until;);
                    resolve();
                  }, wait),
                ),
              FIELD,
              text,
              at - Date.now(),
            );
          await Promise.all([type(first.page, " của thẻ một"), type(second.page, " của thẻ hai")]);
          // Two tabs that hear each other share a journal, which tells nothing about either.
          await settled(800);
          await Promise.all([first, second].map(({ page }) => page.reload()));
          await second.page.waitForSelector(FIELD);
          const stands = await said(second.page);
          const other = stands.endsWith("một") ? "hai" : "một";
          if (stands !== `chung của thẻ ${other} của thẻ ${other === "hai" ? "một" : "hai"}`) {
            assert.ok(["chung của thẻ một", "chung của thẻ hai"].includes(stands), stands);
            await press(second.page, "versions");
            await second.page.waitForSelector("del");
            assert.match(await second.page.$eval("dialog[open] .text", (text) => text.textContent), new RegExp(other));
          }
          await second.page.close();
          await first.close();
        },
      );

    const fillable = (page) =>
      page.evaluateOnNewDocument(() => {
        const put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function (...words) {
          if (globalThis.full) throw new DOMException("full", "QuotaExceededError");
          return put.apply(this, words);
        };
      });

    alike(name)(
      "a full disk is told, the text can be taken along, and the message goes when there is room",
      async () => {
        const { page, downloads, close } = await harness.tab(browser);
        await fillable(page);
        await hurried(page);
        await started(page);
        await page.evaluate(() => {
          globalThis.full = true;
        });
        await typed(page, "đĩa đã đầy");
        await page.waitForSelector(by("not-kept"));
        assert.match(await page.$eval(by("not-kept"), (bar) => bar.textContent), /CHƯA được giữ/);
        await press(page, "download-draft");
        const [file] = await downloaded(downloads, 1, ".json");
        const backup = JSON.parse(readFileSync(join(downloads, file), "utf8"));
        rmSync(join(downloads, file));
        assert.equal(backup.drafts[0].text.values.trich_yeu, "đĩa đã đầy");
        await page.evaluate(() => {
          globalThis.full = false;
        });
        await page.waitForFunction((bar) => !document.querySelector(bar), {}, by("not-kept"));
        await page.reload();
        await says(page, "đĩa đã đầy");
        await close();
      },
    );

    alike(name)(
      "with a full disk a new draft made from another is there to work on, and kept once there is room",
      async () => {
        const { tab, close } = await shared();
        const { page, wrong } = await tab();
        await fillable(page);
        await hurried(page);
        await started(page);
        await typed(page, "văn bản cũ");
        await kept(page);
        const old = await idOf(page);
        await page.evaluate(() => {
          globalThis.full = true;
        });
        await press(page, "more");
        await press(page, "renew");
        await page.waitForSelector(by("renew-begin"), { visible: true });
        await page.$$eval(by("seen"), (boxes) => boxes.forEach((box) => box.click()));
        await press(page, "renew-begin");
        await page.waitForFunction(
          (old) => location.hash.startsWith("#/van-ban/") && !location.hash.endsWith(old),
          {},
          old,
        );
        await says(page, "văn bản cũ");
        await page.waitForSelector(by("download-draft"));
        const place = by("field:dia_danh");
        await typed(page, "Huế", place);
        // Left and come back to, as it was.
        const id = await idOf(page);
        await home(page);
        await counted(page, 1);
        assert.ok(
          (await page.evaluate(() => dispatchEvent(new Event("beforeunload", { cancelable: true })))) === false,
          "leaving was not asked about",
        );
        await page.evaluate((id) => {
          location.hash = `#/van-ban/${id}`;
        }, id);
        await says(page, "Huế", place);
        await page.evaluate(() => {
          globalThis.full = false;
        });
        await page.waitForFunction((bar) => !document.querySelector(bar), {}, by("not-kept"));
        await page.reload();
        await says(page, "văn bản cũ");
        await says(page, "Huế", place);
        assert.deepEqual(wrong, []);
        await close();
      },
    );

    alike(name)(
      "with a full disk nothing is said to be duplicated or put back that is not, and what was deleted can still be had",
      async () => {
        const { tab, close } = await shared();
        const { page, wrong } = await tab();
        await fillable(page);
        await started(page);
        await typed(page, "một");
        await kept(page);
        await open(page);
        await counted(page, 1);
        const full = (on) =>
          page.evaluate((on) => {
            globalThis.full = on;
          }, on);
        const notice = (words) =>
          page.waitForFunction(
            (notice, words) => document.querySelector(notice)?.textContent.includes(words),
            {},
            by("status"),
            words,
          );
        await full(true);
        await press(page, "duplicate");
        await notice("Chưa nhân bản được");
        await press(page, "remove");
        await counted(page, 0);
        await press(page, "undo");
        await notice("Chưa lấy lại được");
        await full(false);
        await press(page, "undo");
        await counted(page, 1);
        assert.deepEqual(await list(page), ["một"]);
        assert.deepEqual(wrong, []);
        await close();
      },
    );

    test("a browser that allows no storage is told about, and asks before the page is closed", async () => {
      const { page, wrong, close } = await harness.tab(browser);
      await page.evaluateOnNewDocument(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("private", "SecurityError");
        };
      });
      await started(page);
      await typed(page, "không được giữ");
      await page.waitForSelector(by("download-draft"));
      assert.match(await page.$eval(by("not-kept"), (bar) => bar.textContent), /không cho lưu/);
      let asked = false;
      page.on("dialog", (dialog) => {
        asked = true;
        void dialog.accept();
      });
      await page.reload();
      assert.ok(asked);
      assert.deepEqual(wrong, []);
      await close();
    });

    if (name === "chrome")
      test("a folder gets every draft that changes, is remembered, and permission is asked for again", async () => {
        const folder = profile();
        const { page, wrong, close } = await harness.tab(browser);
        await hurried(page);
        // No dialog can be answered here: a folder dropped on the page stands for a chosen one, and what is written to it is recorded.
        await page.evaluateOnNewDocument(() => {
          globalThis.showDirectoryPicker = () => globalThis.dropped;
          globalThis.permission = "prompt";
          globalThis.written = {};
          FileSystemHandle.prototype.queryPermission = async () => globalThis.permission;
          FileSystemHandle.prototype.requestPermission = async () => (globalThis.permission = "granted");
          FileSystemDirectoryHandle.prototype.getFileHandle = async (name) => {
            if (globalThis.gone) throw new DOMException("the share is gone", "NotFoundError");
            return {
              createWritable: async () => ({
                write: async (data) => {
                  globalThis.written[name] = new TextDecoder().decode(data);
                },
                close: async () => {},
              }),
            };
          };
          const transaction = IDBDatabase.prototype.transaction;
          IDBDatabase.prototype.transaction = function (tables, mode, ...words) {
            // A draft with its text and versions, as the backup reads it.
            if (globalThis.unreadable && mode === "readonly" && tables.length === 3)
              throw new DOMException("unreadable", "UnknownError");
            return transaction.call(this, tables, mode, ...words);
          };
        });
        await started(page);
        await typed(page, "thứ nhất");
        await kept(page);
        await open(page);
        await counted(page, 1);
        await page.evaluate(() => {
          addEventListener("dragover", (event) => event.preventDefault());
          globalThis.dropped = new Promise((resolve) =>
            addEventListener(
              "drop",
              (event) => {
                event.preventDefault();
                // The page itself would open what is dropped.
                event.stopImmediatePropagation();
                resolve(event.dataTransfer.items[0].getAsFileSystemHandle());
              },
              { capture: true },
            ),
          );
        });
        const session = await page.createCDPSession();
        const data = { items: [], files: [folder], dragOperationsMask: 1 };
        for (const type of ["dragEnter", "dragOver", "drop"])
          await session.send("Input.dispatchDragEvent", { type, x: 400, y: 400, data });
        await press(page, "keeping");
        await press(page, "backup-folder");
        await page.waitForSelector(by("folder"));
        const holds = (text) =>
          page.waitForFunction((text) => Object.values(globalThis.written).some((one) => one.includes(text)), {}, text);
        await holds("thứ nhất");
        await open(page);
        await counted(page, 1);
        await press(page, "keeping");
        await press(page, "folder-allow");
        await holds("thứ nhất");
        await press(page, "close-keeping");
        await press(page, await page.$eval('[data-testid^="draft:"]', (link) => link.dataset.testid));
        await typed(page, " và thứ hai");
        await holds("thứ nhất và thứ hai");
        const told = (words) =>
          page.waitForFunction(
            (bar, words) => document.querySelector(bar)?.textContent.includes(words),
            {},
            by("folder-failed"),
            words,
          );
        const untold = () => page.waitForFunction((bar) => !document.querySelector(bar), {}, by("folder-failed"));
        await page.evaluate(() => {
          globalThis.gone = true;
        });
        await typed(page, ", thứ ba");
        await told("the share is gone");
        await page.evaluate(() => {
          globalThis.gone = false;
        });
        await holds("thứ hai, thứ ba");
        await untold();
        await page.evaluate(() => {
          globalThis.unreadable = true;
        });
        await typed(page, ", thứ tư");
        await told("unreadable");
        await page.evaluate(() => {
          globalThis.unreadable = false;
        });
        await holds("thứ ba, thứ tư");
        await untold();
        // Asked for where it is seen, whatever the page shows.
        await page.reload();
        await says(page, "thứ nhất và thứ hai, thứ ba, thứ tư");
        await press(page, "folder-allow-bar");
        await holds("thứ ba, thứ tư");
        await page.waitForFunction((bar) => !document.querySelector(bar), {}, by("folder-asks"));
        assert.deepEqual(wrong, []);
        await close();
      });

    alike(name)("versions are counted, compared word by word and restored", async () => {
      const { page, downloads, wrong, close } = await harness.tab(browser);
      await started(page);
      await typed(page, "kế hoạch phòng, chống bão năm 2026");
      await kept(page);
      await press(page, "save");
      const [docx] = await downloaded(downloads, 1);
      rmSync(join(downloads, docx));
      await page.focus(FIELD);
      await selectAll(page);
      await page.keyboard.type("kế hoạch phòng, chống lụt bão năm 2026");
      await press(page, "versions");
      await page.waitForSelector("ins");
      assert.match(await page.$eval(`${by("version")} .name`, (title) => title.textContent), /Dự thảo lần 1/);
      const [text] = await page.$$eval("dialog[open] .text", (all) =>
        all.map((one) =>
          [...one.childNodes]
            .map((node) =>
              node.nodeName === "INS"
                ? `+${node.childNodes[1].textContent}+`
                : node.nodeName === "DEL"
                  ? `-${node.childNodes[1].textContent}-`
                  : node.textContent,
            )
            .join(""),
        ),
      );
      assert.equal(text, "kế hoạch phòng, chống +lụt +bão năm 2026");
      await press(page, "restore-version");
      await says(page, "kế hoạch phòng, chống bão năm 2026");
      await press(page, "versions");
      await page.waitForFunction((version) => document.querySelectorAll(version).length === 2, {}, by("version"));
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)("what was typed in the last moment is on the pages that are printed", async () => {
      const { page, wrong, close } = await harness.tab(browser);
      await started(page);
      const printed = await page.evaluate(
        (field, pages) => {
          const input = document.querySelector(field);
          input.value = "vừa gõ xong";
          input.dispatchEvent(new Event("input", { bubbles: true }));
          dispatchEvent(new Event("beforeprint"));
          return document.querySelector(pages).textContent;
        },
        FIELD,
        by("pages"),
      );
      assert.match(printed, /vừa gõ xong/);
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)("undo across the form: by button and by key outside of inputs", async () => {
      const { page, wrong, close } = await harness.tab(browser);
      await started(page);
      await typed(page, "một");
      const place = by("field:dia_danh");
      await typed(page, "Sở Nội vụ", place);
      await press(page, "undo-step");
      await says(page, "", place);
      await says(page, "một");
      await press(page, "redo-step");
      await says(page, "Sở Nội vụ", place);
      await press(page, "example");
      await press(page, "confirm");
      await page.waitForFunction((field) => document.querySelector(field)?.value !== "một", {}, FIELD);
      await page.focus(by("undo-step"));
      await page.keyboard.down("Control");
      await page.keyboard.press("z");
      await page.keyboard.up("Control");
      await says(page, "một");
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)(
      "undo by key in an input takes back what was pasted into a list, and then what was typed there",
      async () => {
        const { page, wrong, close } = await harness.tab(browser);
        await started(page);
        const place = by("field:kinh_gui.0");
        const key = async (letter) => {
          await page.keyboard.down("Control");
          await page.keyboard.press(letter);
          await page.keyboard.up("Control");
        };
        await typed(page, "Sở ", place);
        await page.evaluate((place) => {
          const data = new DataTransfer();
          data.setData("text/plain", "Nội vụ\nSở Tài chính\nSở Y tế");
          const event = new Event("paste", { bubbles: true, cancelable: true });
          Object.defineProperty(event, "clipboardData", { value: data });
          document.querySelector(place).dispatchEvent(event);
        }, place);
        const last = by("field:kinh_gui.2");
        await says(page, "Sở Nội vụ", place);
        await page.waitForFunction((last) => document.activeElement === document.querySelector(last), {}, last);
        await key("z");
        await says(page, "Sở ", place);
        await page.waitForFunction((last) => !document.querySelector(last), {}, last);
        // The input with the cursor is gone, its list has it.
        await page.waitForFunction((place) => document.activeElement === document.querySelector(place), {}, place);
        await key("y");
        await says(page, "Sở Y tế", last);
        await key("z");
        await page.waitForFunction((last) => !document.querySelector(last), {}, last);
        await key("z");
        await says(page, "", place);
        assert.deepEqual(wrong, []);
        await close();
      },
    );

    test("a backup comes back in another profile, and nothing newer is overwritten unasked", async () => {
      const source = await shared();
      const from = await source.tab();
      await started(from.page);
      await typed(from.page, "bản để sao lưu");
      await kept(from.page);
      await open(from.page);
      await counted(from.page, 1);
      await press(from.page, "keeping");
      assert.match(
        await from.page.$eval("dialog[open]", (dialog) => dialog.textContent),
        new RegExp(`${PAGE.slice(-20)}`),
      );
      await press(from.page, "backup-file");
      const [file] = await downloaded(from.downloads, 1, ".json");
      const path = join(from.downloads, file);

      const target = await shared();
      const to = await target.tab();
      const restore = async () => {
        await open(to.page);
        await listed(to.page);
        await press(to.page, "keeping");
        await (await to.page.waitForSelector(by("restore-file"))).uploadFile(path);
        await to.page.waitForSelector(by("offer"));
        return to.page.$eval(by("offer"), (offer) => ({ state: offer.dataset.state, checked: offer.checked }));
      };
      assert.deepEqual(await restore(), { state: "new", checked: true });
      await press(to.page, "restore");
      await counted(to.page, 1);
      assert.deepEqual(await list(to.page), ["bản để sao lưu"]);
      await press(to.page, await to.page.$eval('[data-testid^="draft:"]', (link) => link.dataset.testid));
      await typed(to.page, ", đã sửa tiếp");
      await written(to.page);
      assert.deepEqual(await restore(), { state: "older", checked: false });
      assert.deepEqual(to.wrong, []);
      await source.close();
      await target.close();
    });

    test("a shared machine keeps nothing", async () => {
      const { tab, close } = await shared();
      const { page, wrong } = await tab();
      await started(page);
      await typed(page, "của người trước");
      await kept(page);
      await open(page);
      await counted(page, 1);
      await press(page, "keeping");
      await press(page, "shared-remove");
      await press(page, "shared-remove-yes");
      await page.waitForSelector(by("shared-bar"));
      await press(page, "close-keeping");
      await counted(page, 0);
      await press(page, `template:${TEMPLATE}`);
      await typed(page, "không để lại gì");
      await kept(page);
      let asked = false;
      page.on("dialog", (dialog) => {
        asked = true;
        void dialog.accept();
      });
      await home(page);
      await counted(page, 1);
      await page.reload();
      await listed(page);
      assert.ok(asked, "leaving with text that is nowhere was not asked about");
      assert.deepEqual(await list(page), []);
      await page.waitForSelector(by("shared-bar"));
      const left = await page.evaluate(async () => ({
        local: Object.entries(localStorage).map(String),
        session: Object.keys(sessionStorage),
        databases: (await indexedDB.databases()).map((each) => each.name),
      }));
      assert.deepEqual(left, { local: ["thethuc:shared-machine,true"], session: [], databases: [] });
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)("a draft of the time when there was one for each template is taken over once", async () => {
      const { tab, close } = await shared();
      const { page } = await tab();
      await open(page);
      await page.evaluate((template) => {
        localStorage.setItem(
          `thethuc:draft:${template}`,
          JSON.stringify({ values: { trich_yeu: "từ bản cũ" }, savedAt: 1, version: 1 }),
        );
      }, TEMPLATE);
      for (let opening = 0; opening < 2; opening++) {
        await page.goto(OWN);
        await listed(page);
        assert.deepEqual(await list(page), ["từ bản cũ"]);
      }
      await close();
    });
  });
