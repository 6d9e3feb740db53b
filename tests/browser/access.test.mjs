// axe-core on every view, by turns at the sizes and in the colours the page is made for; with `--deep` in all of them and in both
// languages.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import axe from "axe-core/axe.min.js";
import { DEEP } from "../npm/samples.mjs";
import { BROWSERS, by, launch, open, tab } from "./harness.mjs";
import { VIEWS } from "./views.mjs";

const SIZES = { "a small laptop": { width: 1366, height: 768 }, "a tablet": { width: 820, height: 1180, touch: true } };
/** Everything axe-core knows but what it calls experimental. */
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What stands over the page. */
const OVER = "dialog[open], [role=menu], [data-testid=tour]";

/** What axe-core finds, a line each; on every run in what stands over the page alone: what is behind has its own view. */
async function violations(page) {
  // Colours are read as they are once nothing moves any more; what moves for ever has no such colours.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) {
      if (Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))) animation.finish();
    }
  });
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  const asked = { runOnly: TAGS, resultTypes: ["violations"] };
  return page.evaluate(
    async (asked, over) => {
      const shown = over === "" ? [] : [...document.querySelectorAll(over)].filter((each) => each.checkVisibility());
      const { violations } = await globalThis.axe.run(shown.length > 0 ? { include: shown } : document, asked);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, failureSummary }) => `${id}: ${target.join(" ")} – ${failureSummary.replace(/\s+/g, " ")}`,
        ),
      );
    },
    asked,
    DEEP ? "" : OVER,
  );
}

/** How many stand over the page: they must still stand there when the size has changed. */
const over = (page) => page.$$eval(OVER, (all) => all.filter((each) => each.checkVisibility()).length);

for (const name of BROWSERS)
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    // On every run each view at one size, by turns, but what the size changes at both; some in high contrast, too.
    const turns = Object.keys(SIZES);
    for (const [at, [view, { reach, narrow }]] of Object.entries(VIEWS).entries()) {
      const sizes = Object.entries(SIZES).filter(([size]) => DEEP || narrow || size === turns[at % turns.length]);
      test(view, async () => {
        const { page, wrong, close } = await tab(browser);
        await open(page);
        await reach(page, browser.thethuc.downloads);
        const told = [];
        const look = async (how) => told.push(...(await violations(page)).map((line) => `${how}: ${line}`));
        // The rules read the document, not the engine: the second browser is asked whether its own styles differ, once.
        if (name !== "chrome") await look("a small laptop, vi");
        else {
          const session = await page.createCDPSession();
          const opened = await over(page);
          for (const [size, { touch = false, ...viewport }] of sizes) {
            await session.send("Emulation.setDeviceMetricsOverride", {
              ...viewport,
              deviceScaleFactor: 1,
              mobile: false,
            });
            await session.send("Emulation.setTouchEmulationEnabled", { enabled: touch });
            await page.waitForFunction((width) => innerWidth === width, {}, viewport.width);
            if (touch) await narrow?.(page);
            assert.equal(await over(page), opened, `${size}: something closed`);
            for (const language of DEEP ? ["vi", "en"] : ["vi"]) {
              // Dialogs stand over the switch; the page itself does not mind.
              await page.$eval(by(`language-${language}`), (button) => button.click());
              await page.waitForFunction((language) => document.documentElement.lang === language, {}, language);
              await look(`${size}, ${language}`);
            }
            if (!DEEP && at % 4 > 0) continue;
            await session.send("Emulation.setEmulatedMedia", {
              features: [{ name: "forced-colors", value: "active" }],
            });
            await look(`${size}, high contrast`);
            await session.send("Emulation.setEmulatedMedia", { features: [] });
          }
        }
        assert.deepEqual(wrong, []);
        await close();
        assert.equal(told.join("\n"), "");
      });
    }

    test("this suite sees a page that leaves somebody out", async () => {
      const { page, close } = await tab(browser);
      await open(page);
      await page.evaluate(() => {
        const bad = document.createElement("button");
        document.querySelector("main").append(bad);
      });
      assert.match((await violations(page)).join("\n"), /^button-name: /m);
      await close();
    });
  });
