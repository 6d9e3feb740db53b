// The body editor as a clerk uses it: what is pasted, typed, numbered, found and undone.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root } from "../npm/samples.mjs";
import { BOTH, alike, by, launch, open, press, selectAll, tab, written } from "./harness.mjs";

const BODY = by("field:noi_dung");
const fixtures = join(root, "tests/fixtures/paste");

/** A letter with nothing in it, the cursor in its body. */
async function letter(browser) {
  const shown = await tab(browser);
  await open(shown.page);
  await begin(shown.page);
  return shown;
}

/** The same from the gallery. */
async function begin(page) {
  await press(page, "template:cong-van");
  await page.waitForSelector(BODY);
  await page.focus(BODY);
}

/** Pastes as the clipboard would; `html` may be missing. */
const paste = (page, { html = "", text = "" }) =>
  page.evaluate(
    (field, html, text) => {
      const data = new DataTransfer();
      if (html !== "") data.setData("text/html", html);
      data.setData("text/plain", text);
      const event = new Event("paste", { bubbles: true, cancelable: true });
      // Firefox keeps what a made-up clipboard holds to itself.
      Object.defineProperty(event, "clipboardData", { value: data });
      document.querySelector(field).dispatchEvent(event);
    },
    BODY,
    html,
    text,
  );

/** Chooses from one of the toolbar's menus. */
const pick = async (page, menu, entry) => {
  await press(page, menu);
  await press(page, `${menu}:${entry}`);
};

/** The stored text of the body: the values of a version say it. */
async function stored(page, wanted) {
  const read = async () => {
    await page.evaluate(() => document.activeElement?.blur());
    await written(page);
    return page.evaluate(async () => {
      const open = indexedDB.open("thethuc");
      const base = await new Promise((done, failed) => {
        open.onsuccess = () => done(open.result);
        open.onerror = () => failed(open.error);
      });
      const id = location.hash.split("/").at(-1);
      const draft = await new Promise((done) => {
        base.transaction("texts").objectStore("texts").get(id).onsuccess = (event) => done(event.target.result);
      });
      base.close();
      return draft?.values.noi_dung ?? "";
    });
  };
  let text = await read();
  for (let turn = 0; turn < 10 && wanted !== undefined && text !== wanted; turn++) text = await read();
  return text;
}

for (const name of BOTH) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    describe("one after the other in one page", () => {
      let one;
      before(async () => {
        one = await tab(browser);
        await open(one.page);
      });
      after(() => one?.close());

      for (const file of readdirSync(fixtures).filter((each) => each.endsWith(".html"))) {
        test(`pasted: ${file} keeps its structure and letters, runs nothing and loads nothing`, async () => {
          const { page, asked, wrong } = one;
          await page.evaluate(() => {
            location.hash = "#/";
          });
          await begin(page);
          await paste(page, { html: readFileSync(join(fixtures, file), "utf8") });
          const wanted = readFileSync(join(fixtures, file.replace(/html$/, "txt")), "utf8").trimEnd();
          assert.equal(await stored(page, wanted), wanted);
          assert.equal(await page.evaluate(() => globalThis.ran), undefined);
          assert.deepEqual(asked, []);
          assert.deepEqual(wrong, []);
          assert.deepEqual(await page.evaluate(() => globalThis.refused), []);
        });
      }
    });

    test("pasted: plain text, lines broken by a PDF joined again, and letters put together", async () => {
      const { page, close } = await letter(browser);
      const text =
        "1. Các cơ quan, đơn vị chủ động rà soát, xây dựng kế hoạch và tổ chức\nthực hiện bảo đảm đúng tiến độ, chất lượng, hiệu quả theo chức năng,\nnhiệm vụ được giao.\na) Báo cáo trước ngày 15 hằng tháng;\n• Gửi bản điện tử.";
      await paste(page, { text: text.normalize("NFD") });
      const wanted =
        "1. Các cơ quan, đơn vị chủ động rà soát, xây dựng kế hoạch và tổ chức thực hiện bảo đảm đúng tiến độ, chất lượng, hiệu quả theo chức năng, nhiệm vụ được giao.\na) Báo cáo trước ngày 15 hằng tháng;\n- Gửi bản điện tử.";
      assert.equal(await stored(page, wanted), wanted);
      await close();
    });

    test("pasted: thirty pages of text, whole and quick", async () => {
      const { page, close } = await letter(browser);
      const sentence =
        "Các cơ quan, đơn vị chủ động rà soát, xây dựng kế hoạch và tổ chức thực hiện bảo đảm đúng tiến độ, chất lượng, hiệu quả theo chức năng, nhiệm vụ được giao.";
      const lines = Array.from({ length: 540 }, (_, i) =>
        i % 6 === 0 ? `${i / 6 + 1}. ${sentence}` : `${"abcdđ"[(i % 6) - 1]}) ${sentence}`,
      );
      const times = [];
      for (let turn = 0; turn < 3; turn++) {
        await selectAll(page);
        const start = await page.evaluate(() => performance.now());
        await paste(page, { text: lines.join("\n") });
        times.push((await page.evaluate(() => performance.now())) - start);
      }
      assert.ok(Math.min(...times) < 1500, `pasted in ${times.map(Math.round)} ms`);
      assert.equal(await stored(page, lines.join("\n")), lines.join("\n"));
      await close();
    });

    alike(name)("typing makes structure, Enter counts on, and nothing typed is rewritten", async () => {
      const { page, wrong, close } = await letter(browser);
      const keys = page.keyboard;
      await keys.type("I. Mở đầu");
      await keys.press("Enter");
      await keys.type("1. Khoản một:");
      await keys.press("Enter");
      await keys.type("Khoản hai");
      await keys.press("Enter");
      await keys.press("Enter");
      await keys.type("a) Điểm a;");
      await keys.press("Enter");
      await keys.type("Điểm b.");
      const wanted = "I. Mở đầu\n1. Khoản một:\n2. Khoản hai\na) Điểm a;\nb) Điểm b.";
      await page.waitForSelector(`${BODY} .is-muc_la_ma`);
      await page.waitForFunction((body) => document.querySelectorAll(`${body} .is-point`).length === 2, {}, BODY);
      assert.equal(await stored(page, wanted), wanted);
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)("buttons number lines, mark letters, and make tables and footnotes; undo takes it back", async () => {
      const { page, wrong, close } = await letter(browser);
      const keys = page.keyboard;
      await keys.type("Phạm vi");
      await pick(page, "kind", "article");
      await keys.press("End");
      await keys.press("Enter");
      await keys.type("Đối tượng");
      await pick(page, "kind", "article");
      await page.waitForFunction(
        (body) => document.querySelector(body).innerText.includes("Điều 2. Đối tượng"),
        {},
        BODY,
      );
      await keys.press("End");
      await pick(page, "insert", "footnote");
      await page.waitForSelector(`${by("footnote-text")}`, { visible: true });
      await page.type(by("footnote-text"), "Theo **mẫu**.");
      await page.click(by("footnote-save"));
      await keys.press("Enter");
      await pick(page, "insert", "insertTable");
      await keys.type("TT");
      await keys.press("Tab");
      await keys.type("Việc");
      const wanted =
        "Điều 1. Phạm vi\nĐiều 2. Đối tượng^[Theo **mẫu**.]\n| TT | Việc |  |\n|-|-|-|\n|  |  |  |\n|  |  |  |";
      assert.equal(await stored(page, wanted), wanted);
      await page.focus(BODY);
      for (let turn = 0; turn < 12; turn++) {
        await keys.down("Control");
        await keys.press("z");
        await keys.up("Control");
      }
      assert.equal(await stored(page, ""), "");
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)("the menus open by keys, choose nothing on the way, and give the body back", async () => {
      const { page, wrong, close } = await letter(browser);
      const keys = page.keyboard;
      const focused = (id) => page.waitForFunction((id) => document.activeElement?.dataset.testid === id, {}, id);
      const toBar = async () => {
        await keys.down("Shift");
        await keys.press("Tab");
        await keys.up("Shift");
      };
      await keys.type("Một");
      await toBar();
      await focused("kind");
      await keys.press("ArrowDown");
      await focused("kind:paragraph");
      await keys.press("ArrowDown");
      await focused("kind:phan");
      await keys.press("Escape");
      await focused("kind");
      assert.equal(await page.$("[role=menu]"), null);
      assert.equal(await page.$eval(BODY, (body) => body.innerText.trim()), "Một");
      await keys.press("Enter");
      await focused("kind:paragraph");
      await keys.press("End");
      await keys.press("Enter");
      await focused("field:noi_dung");
      await page.waitForFunction((body) => document.querySelector(body).innerText.trim() === "- Một", {}, BODY);
      await keys.press("End");
      // Past what is disabled, and back round the end.
      await toBar();
      await focused("kind");
      await keys.press("ArrowLeft");
      await focused("renumber");
      await keys.press("ArrowLeft");
      await focused("insert");
      await keys.press("ArrowLeft");
      await focused("find");
      await keys.press("ArrowLeft");
      assert.equal(await page.evaluate(() => document.activeElement.dataset.stop), "4");
      await keys.press("ArrowRight");
      await focused("find");
      await keys.press("ArrowRight");
      await focused("insert");
      await keys.press("ArrowDown");
      await focused("insert:footnote");
      await keys.press("Enter");
      await focused("footnote-text");
      assert.equal(await page.$eval(by("footnote-text"), (text) => text.value), "");
      await keys.press("Escape");
      await focused("field:noi_dung");
      await toBar();
      await focused("insert");
      await keys.press("ArrowUp");
      await focused("insert:portrait");
      await keys.press("Tab");
      await focused("field:noi_dung");
      assert.equal(await page.$("[role=menu]"), null);
      assert.equal(await stored(page, "- Một"), "- Một");
      assert.deepEqual(wrong, []);
      await close();
    });

    alike(name)("find and replace, with and without marks", async () => {
      const { page, close } = await letter(browser);
      await paste(page, { text: "Ủy ban nhân dân xã.\nUỷ ban nhân dân huyện; uy ban." });
      await press(page, "find");
      await page.type(by("find-text"), "uy ban");
      await page.waitForFunction((body) => document.querySelectorAll(`${body} .found`).length === 3, {}, BODY);
      await page.type(by("replace-text"), "UBND");
      await press(page, "replace-all");
      const wanted = "UBND nhân dân xã.\nUBND nhân dân huyện; UBND.";
      assert.equal(await stored(page, wanted), wanted);
      await close();
    });

    alike(name)(
      "a footnote stands behind the selected words, which stay, and find and replace look into it",
      async () => {
        const { page, wrong, close } = await letter(browser);
        await page.keyboard.type("Theo Luật.");
        await page.keyboard.press("Home");
        await page.keyboard.down("Shift");
        for (const _ of "Theo ") await page.keyboard.press("ArrowRight");
        await page.keyboard.up("Shift");
        await pick(page, "insert", "footnote");
        await page.waitForSelector(by("footnote-text"), { visible: true });
        await page.type(by("footnote-text"), "Số **25/NQ**, luật số 25.");
        await page.click(by("footnote-save"));
        await page.keyboard.type(",");
        let wanted = "Theo^[Số **25/NQ**, luật số 25.], Luật.";
        assert.equal(await stored(page, wanted), wanted);
        await press(page, "find");
        await page.type(by("find-text"), "luat");
        await page.waitForSelector(`${BODY} sup.found`);
        await page.type(by("replace-text"), "Nghị định");
        await press(page, "replace-all");
        wanted = "Theo^[Số **25/NQ**, Nghị định số 25.], Nghị định.";
        assert.equal(await stored(page, wanted), wanted);
        // Across the end of bold letters, the marked place alone.
        for (const [field, text] of [
          ["find-text", "số 25"],
          ["replace-text", "Số 26"],
        ]) {
          await page.click(by(field), { count: 3 });
          await page.keyboard.type(text);
        }
        await page.keyboard.press("Enter");
        await page.keyboard.press("Enter");
        wanted = "Theo^[Số 26**/NQ**, Nghị định Số 26.], Nghị định.";
        assert.equal(await stored(page, wanted), wanted);
        assert.deepEqual(wrong, []);
        await close();
      },
    );

    alike(name)("numbers are put in order, and the references that would break are listed first", async () => {
      const { page, close } = await letter(browser);
      await paste(page, {
        text: "Điều 1. Một\nĐiều 3. Ba\n1. Theo khoản 1 Điều này.\n3. Theo Điều 3.\nĐiều 4. Thực hiện Điều 3 và khoản 3 Điều 3.",
      });
      await press(page, "renumber");
      await page.waitForSelector(by("references"));
      const listed = await page.$eval(by("references"), (list) => list.innerText);
      assert.match(listed, /“khoản 3 Điều 3” thành “khoản 2 Điều 2”/);
      await press(page, "renumber-take");
      const wanted =
        "Điều 1. Một\nĐiều 2. Ba\n1. Theo khoản 1 Điều này.\n2. Theo Điều 2.\nĐiều 3. Thực hiện Điều 2 và khoản 2 Điều 2.";
      assert.equal(await stored(page, wanted), wanted);
      await close();
    });

    alike(name)("a value from elsewhere comes in, and what was only looked at stays as it was", async () => {
      const { page, close } = await letter(browser);
      await press(page, "example");
      await page.waitForFunction((body) => document.querySelector(body)?.innerText.length > 100, {}, BODY);
      const before = await stored(page);
      await page.focus(BODY);
      await page.keyboard.press("ArrowDown");
      assert.equal(await stored(page), before);
      await close();
    });
  });
}
