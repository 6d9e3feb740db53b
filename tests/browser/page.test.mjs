// The page in Chromium: every template, what is typed, what is saved, and that nobody is talked to.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { DEEP, filled, root } from "../npm/samples.mjs";
import * as harness from "./harness.mjs";
import {
  by,
  chosen,
  downloaded,
  eachForm,
  example,
  firstSample,
  insert,
  open,
  press,
  selectAll,
  shown,
  templates as ids,
} from "./harness.mjs";

let browser;
before(async () => {
  browser = await harness.launch();
});
after(() => browser?.close());

const tab = (options) => harness.tab(browser, options);

test("all built-in templates are offered", async () => {
  const { page, close } = await tab();
  await open(page);
  const offered = await page.$$eval('[data-testid^="template:"]', (cards) =>
    cards.map((card) => card.dataset.testid.slice("template:".length)),
  );
  assert.deepEqual(offered.sort(), [...ids].sort());
  await close();
});

/** Whether a template has an abstract, and none of its own where the field is left empty. */
function asksForAbstract(id) {
  const manifest = readFileSync(join(root, "templates", id, "template.toml"), "utf8");
  const own = manifest.split("[[field]]").find((field) => /^name = "trich_yeu"$/m.test(field)) ?? "";
  return Boolean(firstSample(id).trich_yeu) && !/^default = /m.test(own);
}

describe("one template after the other in one page", () => {
  let one;
  before(async () => {
    one = await tab();
    await open(one.page);
  });
  after(() => one.close());

  const begin = async (page, id) => {
    await page.evaluate(() => {
      location.hash = "#/";
    });
    await chosen(page, id);
  };

  // The bytes of every sample are compared in Node, and pagecount opens them all.
  for (const id of DEEP ? ids : eachForm(ids)) {
    test(`${id}: the saved example is the command line's, byte for byte, and nobody was asked for anything`, async () => {
      const { page, asked, wrong, downloads } = one;
      await begin(page, id);
      const native = Object.values(filled(id, firstSample(id)));
      await press(page, "save");
      const names = await downloaded(downloads, native.length);
      const saved = names.map((name) => readFileSync(join(downloads, name)));
      for (const name of names) rmSync(join(downloads, name));
      assert.equal(saved.length, native.length);
      for (const bytes of native)
        assert.ok(
          saved.some((other) => other.equals(bytes)),
          "a saved file differs from the command line's",
        );
      assert.match(names[0], /^[A-Za-z0-9-]+\.docx$/);
      assert.deepEqual(asked, []);
      assert.deepEqual(wrong, []);
      assert.deepEqual(await page.evaluate(() => globalThis.refused), []);
    });
  }

  for (const id of eachForm(ids.filter(asksForAbstract))) {
    test(`${id}: what is typed stands in the preview at once, what is emptied is told at its field`, async () => {
      const { page, wrong } = one;
      await begin(page, id);
      const field = by("field:trich_yeu");
      await page.focus(field);
      await selectAll(page);
      await insert(page, "ứng phó {{so}} **đặc biệt** <b>");
      await shown(page, "ứng phó {{so}} **đặc biệt** <b>");
      assert.equal(await page.$(by("problems:trich_yeu")), null);
      await selectAll(page);
      await page.keyboard.press("Backspace");
      await page.waitForSelector(by("problems:trich_yeu"));
      const told = await page.$eval(by("problems:trich_yeu"), (list) => list.textContent);
      assert.match(told, /[ạảãáàăâđêôơư]/i);
      assert.doesNotMatch(await page.$eval(by("pages"), (pages) => pages.textContent), /undefined|null|NaN/);
      await page.keyboard.type("lại có");
      await page.waitForFunction((problems) => !document.querySelector(problems), {}, by("problems:trich_yeu"));
      assert.deepEqual(wrong, []);
    });
  }
});

test("a section turns into free text, its own fields fold away, and back", async () => {
  const { page, wrong, close } = await tab();
  await example(page, "ke-hoach-nam");
  const printed = () => page.$eval(by("pages"), (pages) => pages.textContent.replace(/\s+/g, ""));
  const before = await printed();
  await page.$eval(by("section:Viết tự do"), (section) => section.setAttribute("open", ""));
  await press(page, "free:to_chuc");
  await page.waitForSelector(by("field:tu_do.to_chuc"));
  assert.match(await page.$eval(by("field:tu_do.to_chuc"), (box) => box.innerText), /^III\. KINH PHÍ THỰC HIỆN\n/);
  await page.waitForSelector(by("replaced:to_chuc"));
  assert.equal(await page.$(by("field:to_chuc")), null);
  await page.waitForFunction(
    (pages, text) => document.querySelector(pages).textContent.replace(/\s+/g, "") === text,
    {},
    by("pages"),
    before,
  );
  await page.focus(by("field:tu_do.to_chuc"));
  await page.keyboard.type("Lời viết tự do. ");
  await page.waitForFunction(
    (pages) => document.querySelector(pages).textContent.includes("Lời viết tự do."),
    {},
    by("pages"),
  );
  await press(page, "free:to_chuc");
  await page.waitForSelector(by("field:to_chuc"));
  await page.waitForFunction(
    (pages, text) => document.querySelector(pages).textContent.replace(/\s+/g, "") === text,
    {},
    by("pages"),
    before,
  );
  assert.deepEqual(wrong, []);
  await close();
});

test("who signs for whom is asked, and the lines follow", async () => {
  const { page, wrong, close } = await tab();
  await example(page, "cong-van-trien-khai");
  const way = by("field:chu_ky.0.cach_ky");
  await page.waitForSelector(way);
  assert.equal(await page.$(by("field:chu_ky.0.nguoi_dung_dau")), null, "what is not needed is not asked");
  await page.select(way, "thua_lenh");
  await page.waitForSelector(by("field:chu_ky.0.nguoi_dung_dau"));
  await page.type(by("field:chu_ky.0.nguoi_dung_dau"), "Chủ tịch");
  await page.waitForFunction(
    (pages) => document.querySelector(pages).textContent.includes("TL. CHỦ TỊCH"),
    {},
    by("pages"),
  );
  assert.deepEqual(wrong, []);
  await close();
});

test("the contents of a scheme name the pages the preview shows, also after it grew", async () => {
  const { page, wrong, close } = await tab();
  await example(page, "de-an");
  const agree = () =>
    page.waitForFunction(
      (pages) => {
        const sheets = [...document.querySelector(pages).querySelectorAll(".page")];
        const entries = [...document.querySelectorAll(`${pages} [data-page-of]`)];
        return (
          entries.length > 10 &&
          entries.every((entry) => {
            const sheet = sheets.find((one) => one.querySelector(`[data-heading="${entry.dataset.pageOf}"]`));
            return sheet && entry.textContent === (sheet.querySelector(".page-number")?.textContent ?? "1");
          })
        );
      },
      {},
      by("pages"),
    );
  await agree();
  const before = await page.$$eval(`${by("pages")} [data-page-of]`, (entries) =>
    entries.map((entry) => entry.textContent).join(),
  );
  await page.focus(by("field:trich_yeu"));
  await insert(page, " và các nội dung khác có liên quan".repeat(40));
  await page.waitForFunction(
    (pages, before) =>
      [...document.querySelectorAll(`${pages} [data-page-of]`)].map((entry) => entry.textContent).join() !== before,
    {},
    by("pages"),
    before,
  );
  await agree();
  assert.deepEqual(wrong, []);
  await close();
});

test("an empty form is told what is missing when it is saved", async () => {
  const { page, wrong, downloads, close } = await tab();
  await open(page);
  await press(page, `template:${ids[0]}`);
  await press(page, "save");
  await downloaded(downloads, 1);
  await page.waitForSelector(by("problems:trich_yeu"));
  assert.deepEqual(wrong, []);
  await close();
});

test("the save dialog gets the same bytes as a download", async () => {
  const { page, wrong, close } = await tab({ picker: true });
  await example(page, ids[0]);
  await press(page, "save");
  await page.waitForFunction(() => globalThis.picked.length > 0);
  const [{ name, bytes }] = await page.evaluate(() => globalThis.picked);
  assert.match(name, /\.docx$/);
  assert.deepEqual(Buffer.from(bytes), filled(ids[0], firstSample(ids[0]))[""]);
  assert.deepEqual(wrong, []);
  await close();
});

test("the page may run its own code, load nothing and talk to nobody", async () => {
  const { page, asked, close } = await tab();
  await open(page);
  const policy = await page.$eval('meta[http-equiv="Content-Security-Policy"]', (meta) => meta.content);
  const directives = Object.fromEntries(
    policy
      .split(";")
      .map((part) => part.trim().split(/\s+/))
      .map(([name, ...sources]) => [name, sources]),
  );
  assert.deepEqual(directives["default-src"], ["'none'"]);
  assert.deepEqual(directives["connect-src"], ["'none'"]);
  assert.deepEqual(directives["form-action"], ["'none'"]);
  for (const source of directives["script-src"]) assert.match(source, /^'(self|sha256-[\w+/=]+|wasm-unsafe-eval)'$/);
  assert.doesNotMatch(policy, /https?:|\*|unsafe-inline|'unsafe-eval'/);
  const before = asked.length;
  const refused = await page.evaluate(async () => {
    const tries = {
      fetch: () => fetch("https://example.invalid/a"),
      sibling: () => fetch(new URL("b.json", location.href)),
      socket: () => new Promise((_, no) => (new WebSocket("wss://example.invalid/c").onerror = no)),
      image: () =>
        new Promise((yes, no) =>
          Object.assign(new Image(), { onload: yes, onerror: no, src: "https://example.invalid/d" }),
        ),
      beacon: async () => {
        if (!navigator.sendBeacon("https://example.invalid/e", "x")) throw new Error("refused");
      },
    };
    const result = {};
    for (const [name, attempt] of Object.entries(tries))
      result[name] = await Promise.resolve()
        .then(attempt)
        .then(
          () => "went",
          () => "refused",
        );
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { ...result, directives: globalThis.refused };
  });
  assert.deepEqual([refused.fetch, refused.sibling, refused.socket, refused.image], Array(4).fill("refused"));
  assert.ok(
    refused.directives.filter((directive) => directive === "connect-src").length >= 3,
    `the policy refused ${refused.directives}`,
  );
  assert.deepEqual(asked.slice(before), [], "refused by the policy, before a request was made");
  await close();
});

test("this suite sees a page that asks for something", async () => {
  const { page, asked, wrong, close } = await tab();
  const file = join(browser.thethuc.downloads, "talks.html");
  writeFileSync(
    file,
    `<!doctype html><img src="https://example.invalid/x.png"><script>fetch("https://example.invalid/y").catch(() => console.error("no"))</script>`,
  );
  page.removeAllListeners("request");
  page.on("request", (request) => {
    if (request.url() === pathToFileURL(file).href) return request.continue();
    asked.push(request.url());
    return request.abort();
  });
  await page.goto(pathToFileURL(file).href);
  await page.waitForFunction(() => true);
  assert.ok(asked.some((url) => url.endsWith("x.png")) && asked.some((url) => url.endsWith("/y")), `asked: ${asked}`);
  assert.ok(wrong.length > 0);
  await close();
});
