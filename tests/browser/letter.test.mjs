// A new user with a keyboard and the clipboard: from opening the file to the saved seed letter, which is the command line's.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import PizZip from "pizzip";
import { commandLine, filled, root } from "../npm/samples.mjs";
import { BOTH, OWN, by, downloaded, insert, launch, tab } from "./harness.mjs";

const LETTER = "cong-van-trien-khai";
const seed = JSON.parse(readFileSync(join(root, "tests/fixtures/seed/cong-van.json"), "utf8"));
/** The part with the values. */
const VALUES = /^customXml\/item\d+\.xml$/;

function valuesIn(file) {
  const run = spawnSync(commandLine(), ["values", file], { encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout).values;
}

/** The values without those that are blank. */
function stated(value) {
  if (Array.isArray(value)) return value.map(stated);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== "")
      .map(([name, each]) => [name, stated(each)]),
  );
}

/** More than there are places the Tab key stops at. */
const STOPS = 600;

/** Goes on with the Tab key to what has the id, unfolding the section it is in. */
async function reach(page, id) {
  for (let stop = 0; stop < STOPS; stop++) {
    const where = await page.evaluate((selector) => {
      const wanted = document.querySelector(selector);
      const here = document.activeElement;
      if (wanted !== null && here === wanted) return "there";
      return here?.matches("details:not([open]) > summary") && here.parentElement.contains(wanted)
        ? "folded"
        : "elsewhere";
    }, by(id));
    if (where === "there") return;
    await page.keyboard.press(where === "folded" ? "Enter" : "Tab");
  }
  throw new Error(`the Tab key never comes to ${id}`);
}

async function activate(page, id) {
  await reach(page, id);
  await page.keyboard.press("Enter");
}

async function fill(page, id, text) {
  if (text === "") return;
  await reach(page, id);
  await insert(page, text);
}

for (const name of BOTH) {
  test(`${name}: the seed letter by keyboard and paste is the command line's, and nothing was asked for`, async () => {
    const browser = await launch(name, { whole: true });
    try {
      const { page, asked, wrong, downloads } = await tab(browser);
      await page.goto(OWN);
      await page.waitForSelector(by(`template:${LETTER}`));
      await reach(page, "search");
      await page.keyboard.type("trien khai van ban chi dao");
      await page.waitForFunction(() => document.querySelectorAll('[data-testid^="template:"]').length < 5);
      await activate(page, `template:${LETTER}`);
      await page.waitForSelector(by("field:trich_yeu"));

      const field = (path, text) => fill(page, `field:${path}`, text);
      await field("co_quan.0.ten", seed.co_quan[0].ten);
      await field("co_quan.0.viet_tat", seed.co_quan[0].viet_tat);
      await field("tac_gia", seed.tac_gia);
      await field("don_vi_soan", seed.don_vi_soan);
      await field("ky_hieu", seed.ky_hieu);
      await field("dia_danh", seed.dia_danh);
      await field("ngay", seed.ngay);
      await field("trich_yeu", seed.trich_yeu);
      await field("kinh_gui.0", seed.kinh_gui.map((line) => `- ${line};`).join("\n"));
      await field(
        "van_ban_chi_dao.so_ky_hieu",
        "Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ về việc tăng cường công tác truyền thông chính sách",
      );
      for (const [i, task] of seed.nhiem_vu.entries()) {
        if (i > 0 || !(await page.$(by("field:nhiem_vu.0.don_vi")))) {
          await activate(page, "add:nhiem_vu");
          await page.waitForSelector(by(`field:nhiem_vu.${i}.don_vi`));
        }
        for (const part of ["don_vi", "cau_dan", "noi_dung"]) await field(`nhiem_vu.${i}.${part}`, task[part]);
      }
      await field("ket_thuc", seed.ket_thuc);
      await field("noi_nhan.0", seed.noi_nhan.map((line) => `- ${line};`).join("\n"));
      await field("luu", seed.luu);
      await field("ky_hieu_soan", seed.ky_hieu_soan);
      if (!(await page.$(by("field:chu_ky.0.quyen_han.0")))) await activate(page, "add:chu_ky.0.quyen_han");
      await page.waitForSelector(by("field:chu_ky.0.quyen_han.0"));
      await field("chu_ky.0.quyen_han.0", seed.chu_ky[0].quyen_han[0]);
      await field("chu_ky.0.chuc_vu", seed.chu_ky[0].chuc_vu);
      await field("chu_ky.0.ho_ten", seed.chu_ky[0].ho_ten);
      await page.keyboard.down("Control");
      await page.keyboard.press("s");
      await page.keyboard.up("Control");

      const [file] = await downloaded(downloads, 1);
      const saved = readFileSync(join(downloads, file));
      const [ours, theirs] = [saved, filled(LETTER, seed)[""]].map((bytes) => new PizZip(bytes));
      assert.deepEqual(Object.keys(ours.files), Object.keys(theirs.files));
      // What was left blank the form does not write down, the seed does: of the values what is not blank is compared.
      for (const part of Object.keys(ours.files)) {
        if (!VALUES.test(part)) assert.equal(ours.file(part)?.asText(), theirs.file(part)?.asText(), part);
      }
      const values = valuesIn(join(downloads, file));
      const { phien_ban, ...given } = seed;
      // The word of the citation was pasted with it; the seed leaves it to the kind.
      given.van_ban_chi_dao = { ...given.van_ban_chi_dao, chu_noi: "ve_viec" };
      assert.deepEqual(stated(values), stated(given));
      assert.ok(saved.equals(filled(LETTER, values)[""]), "the command line writes other bytes from the same values");
      assert.deepEqual([asked, wrong, await page.evaluate(() => globalThis.refused)], [[], [], []]);
    } finally {
      await browser.close();
    }
  });
}
