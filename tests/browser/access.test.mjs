// axe-core on every view, in both languages, at the sizes and in the colours the page is made for.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core";
import { BROWSERS, by, launch, open, tab } from "./harness.mjs";
import { VIEWS } from "./views.mjs";

const SIZES = { "a small laptop": { width: 1366, height: 768 }, "a tablet": { width: 820, height: 1180, hasTouch: true } };
/** Everything axe-core knows but what it calls experimental. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds, a line each. */
async function violations(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))));
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} – ${failureSummary.replace(/\s+/g, " ")}`));
  }, TAGS);
}

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const [view, reach] of Object.entries(VIEWS)) {
      test(view, async () => {
        const told = [];
        for (const [size, viewport] of Object.entries(SIZES)) {
          const { page, wrong, close } = await tab(browser);
          await page.setViewport(name === "chrome" ? viewport : { width: viewport.width, height: viewport.height });
          await open(page);
          await reach(page, browser.thethuc.downloads);
          for (const language of ["vi", "en"]) {
            // Dialogs stand over the switch; the page itself does not mind.
            await page.$eval(by(`language-${language}`), (button) => button.click());
            await page.waitForFunction((language) => document.documentElement.lang === language, {}, language);
            told.push(...(await violations(page)).map((line) => `${size}, ${language}: ${line}`));
          }
          if (name === "chrome") {
            const session = await page.createCDPSession();
            await session.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
            told.push(...(await violations(page)).map((line) => `${size}, high contrast: ${line}`));
          }
          assert.deepEqual(wrong, []);
          await page.$eval(by("language-vi"), (button) => button.click());
          await close();
        }
        assert.equal(told.join("\n"), "");
      });
    }
  });
}

test("this suite sees a page that leaves somebody out", async () => {
  const browser = await launch();
  const { page } = await tab(browser);
  await open(page);
  await page.evaluate(() => {
    const bad = document.createElement("button");
    document.querySelector("main").append(bad);
  });
  assert.match((await violations(page)).join("\n"), /^button-name: /m);
  await browser.close();
});
