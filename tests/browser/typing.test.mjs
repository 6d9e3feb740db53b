// Vietnamese as input methods send it, in every kind of input: no letter is lost or doubled. On every run by turns one of what
// they send in each input and half of it in bodies, with `--deep` all of it in every rhythm.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DEEP, root } from "../npm/samples.mjs";
import { BOTH, alike, by, launch, open, press, selectAll, tab, written } from "./harness.mjs";

const folder = join(root, "tests/fixtures/typing");
const fixtures = readdirSync(folder).map((file) => ({
  name: basename(file, ".json"),
  ...JSON.parse(readFileSync(join(folder, file), "utf8")),
}));

/** The pauses between keys, ms: as fast as they can be sent, steady, and around the pauses after which the page works. */
const RHYTHMS = {
  burst: () => 0,
  steady: () => 6,
  halting: (i) => [0, 0, 25, 0, 0, 5, 0, 90, 0, 0, 0, 220, 0][i % 13],
};

/** One of each kind of input, by what it takes. */
const INPUTS = {
  "a line": ["cong-van-don-doc", "field:dia_danh"],
  "a line with suggestions": ["cong-van-don-doc", "field:chu_ky.0.ho_ten"],
  "a text": ["cong-van-don-doc", "field:ket_thuc"],
  "an item of a list": ["cong-van-don-doc", "field:kinh_gui.0"],
  "a date": ["cong-van-don-doc", "field:han"],
  "a number": ["quyet-dinh-nghi-huu", "field:so"],
  "a cell of a table": ["cong-van-don-doc", "field:nhiem_vu_cham.0.nhiem_vu", "add:nhiem_vu_cham"],
  "a date in a table": ["cong-van-don-doc", "field:nhiem_vu_cham.0.thoi_han", "add:nhiem_vu_cham"],
  "a part of a citation": ["cong-van-trien-khai", "field:van_ban_chi_dao.trich_yeu"],
  "a number in a table": ["ke-hoach-nam", "field:chi_tieu.0.ke_hoach", "add:chi_tieu"],
  "the body": ["cong-van", "field:noi_dung"],
  "a body in a list": ["cong-van-trien-khai", "field:nhiem_vu.0.noi_dung", "add:nhiem_vu"],
};
const BODIES = ["the body", "a body in a list"];
/** On every run of Firefox one of each kind of element; what the page does around them it does alike in both. */
const ELEMENTS = ["a line", "a text", "a date", "a cell of a table", "the body"];

const settled = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const said = (page, field) =>
  page.$eval(
    field,
    (input) => input.value ?? [...input.querySelectorAll("p")].map((line) => line.textContent).join("\n"),
  );

/** What WebDriver calls keys that write nothing. */
const SPECIAL = { Backspace: "\uE003", Enter: "\uE006", ArrowLeft: "\uE012", Shift: "\uE008" };

/** All keys and the pauses between them in one order to Firefox: no key waits for the driver. */
async function typeInFirefox(page, keys, pause) {
  const actions = [];
  let count = 0;
  const strike = (value) => {
    actions.push({ type: "keyDown", value }, { type: "keyUp", value });
    const duration = pause(count++);
    if (duration > 0) actions.push({ type: "pause", duration });
  };
  for (const key of keys) {
    if (typeof key === "string") for (const letter of key) strike(letter);
    else if (key.press) strike(SPECIAL[key.press]);
    else if (key.back) for (let i = 0; i < key.back; i++) strike(SPECIAL.Backspace);
    else {
      actions.push({ type: "keyDown", value: SPECIAL.Shift });
      for (let i = 0; i < key.select; i++) strike(SPECIAL.ArrowLeft);
      actions.push({ type: "keyUp", value: SPECIAL.Shift });
    }
  }
  await page.mainFrame().browsingContext.performActions([{ type: "key", id: "typing", actions }]);
}

/** Sends the keys as the system would: what a keyboard has not comes as a key that is no place on it. */
async function type(page, name, keys, pause) {
  if (name !== "chrome") return typeInFirefox(page, keys, pause);
  const session = await page.createCDPSession();
  const sent = [];
  let count = 0;
  const send = async (action) => {
    const wait = pause(count++);
    const done = action();
    sent.push(done);
    // Without a pause Chromium gets the next key before it has said that the last one is done.
    if (wait === 0) return;
    await done;
    await settled(wait);
  };
  const letter = (text) =>
    strike(session, {
      key: text,
      text,
      windowsVirtualKeyCode: /^[A-Za-z0-9 ]$/.test(text) ? text.toUpperCase().charCodeAt(0) : 231,
    });
  const named = (key, code, shift = false) =>
    strike(session, {
      key,
      code: key,
      windowsVirtualKeyCode: code,
      modifiers: shift ? 8 : 0,
      text: key === "Enter" ? "\r" : undefined,
    });
  for (const key of keys) {
    if (typeof key === "string") for (const each of key) await send(() => letter(each));
    else if (key.press) await send(() => named(key.press, 13));
    else if (key.back) for (let i = 0; i < key.back; i++) await send(() => named("Backspace", 8));
    else if (key.select) for (let i = 0; i < key.select; i++) await send(() => named("ArrowLeft", 37, true));
    else {
      for (const text of key.compose)
        await send(() =>
          session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
        );
      await send(() => session.send("Input.insertText", { text: key.compose.at(-1) }));
    }
  }
  await Promise.all(sent);
  await session.detach();
}

const strike = (session, { text, ...key }) =>
  Promise.all([
    session.send("Input.dispatchKeyEvent", {
      type: text === undefined ? "rawKeyDown" : "keyDown",
      text,
      unmodifiedText: text,
      ...key,
    }),
    session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key }),
  ]);

for (const name of BOTH)
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());
    // Nothing outside Firefox itself can compose in it.
    const sendable = fixtures.filter((fixture) => name === "chrome" || !fixture.keys.some((key) => key.compose));

    for (const [row, [what, [template, id, button]]] of Object.entries(INPUTS).entries()) {
      const asked = ELEMENTS.includes(what) ? test : alike(name);
      asked(`in ${what}`, async () => {
        const { page, wrong, close } = await tab(browser);
        await open(page);
        await press(page, `template:${template}`);
        await page.waitForSelector(by("save"));
        await page.$$eval("details", (all) => all.forEach((each) => each.setAttribute("open", "")));
        if (button && !(await page.$(by(id)))) await press(page, button);
        const field = by(id);
        await page.waitForSelector(field);
        const isBody = BODIES.includes(what);
        const all = sendable.filter(({ lines }) => isBody || !lines);
        // On every run by turns; in bodies, and in the first two inputs of Chromium, the first also in a slower rhythm.
        const turns = isBody ? 2 : all.length;
        for (const [column, fixture] of (DEEP ? all : all.filter((_, at) => at % turns === row % turns)).entries()) {
          const slowly = DEEP || (column === 0 && (isBody || (row < 2 && name === "chrome")));
          const slower = slowly ? [row % 2 === 0 ? "steady" : "halting"] : [];
          for (const rhythm of ["burst", ...slower]) {
            const pause = RHYTHMS[rhythm];
            await page.focus(field);
            await selectAll(page);
            await page.keyboard.press("Backspace");
            await type(page, name, fixture.keys, pause);
            const told = `${fixture.name}, ${rhythm}`;
            assert.equal(await said(page, field), fixture.text, told);
            // A body hands over what is typed a moment later, and nothing shows when it has.
            if (isBody) await settled(250);
            await written(page);
            assert.equal(await said(page, field), fixture.text, `${told}, a moment later`);
            await page.$eval(field, (input) => input.blur());
            await written(page);
            assert.equal(await said(page, field), fixture.text, `${told}, when the cursor has gone`);
          }
        }
        assert.deepEqual(wrong, []);
        await close();
      });
    }

    alike(name)("in the search of the templates", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      const { keys, text } = fixtures.find((fixture) => fixture.name === "unikey-telex");
      for (const pause of DEEP ? Object.values(RHYTHMS) : [RHYTHMS.burst]) {
        await page.focus('input[type="search"]');
        await selectAll(page);
        await page.keyboard.press("Backspace");
        await type(page, name, keys, pause);
        assert.equal(await said(page, 'input[type="search"]'), text);
      }
      assert.deepEqual(wrong, []);
      await close();
    });

    test("what was typed is undone and done again, letter for letter", async () => {
      const { page, close } = await tab(browser);
      await open(page);
      await press(page, "template:cong-van");
      const body = by("field:noi_dung");
      await page.waitForSelector(body);
      const { keys, text } = fixtures.find((fixture) => fixture.name === "lines-telex");
      await page.focus(body);
      await type(page, name, keys, DEEP ? RHYTHMS.halting : RHYTHMS.steady);
      const control = async (key) => {
        await page.keyboard.down("Control");
        await page.keyboard.press(key);
        await page.keyboard.up("Control");
      };
      for (let turn = 0; turn < 300 && (await said(page, body)) !== ""; turn++) await control("z");
      assert.equal(await said(page, body), "");
      let before;
      do {
        before = await said(page, body);
        await control("y");
      } while ((await said(page, body)) !== before);
      assert.equal(before, text);
      await close();
    });
  });
