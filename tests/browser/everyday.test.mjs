// A clerk's day: from opening the page, with the office's profile beside it, to the saved document, counted. The text of the
// document itself costs what it costs; every other press of a key (with what is held down beside it) and every click counts.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DEEP, commandLine } from "../npm/samples.mjs";
import { BOTH, alike, by, downloaded, insert, launch, placed, press, tab } from "./harness.mjs";

/** The most that may stand between a clerk and a document beside its own text. */
const MOST = 40;

const PROFILE = {
  thethuc: "ho-so-co-quan",
  phien_ban: 1,
  ho_so: [
    {
      ten: "UBND xã An Bình",
      ten_tep: "",
      gia_tri: {
        co_quan: [{ chu_quan: "", ten: "Ủy ban nhân dân\nxã An Bình", viet_tat: "UBND" }],
        tac_gia: "Chủ tịch UBND xã",
        don_vi_soan: "VP",
        dia_danh: "An Bình",
        luu: "VT, VP",
        chu_ky: [
          { chuc_vu: "Chủ tịch", ho_ten: "Nguyễn Văn An" },
          { quyen_han: ["KT. Chủ tịch"], chuc_vu: "Phó Chủ tịch", ho_ten: "Trần Thị Bình", linh_vuc: "Văn hóa" },
        ],
        nhom_noi_nhan: [{ ten: "Các phòng", noi: ["Văn phòng HĐND và UBND xã", "Phòng Kinh tế"] }],
      },
    },
  ],
};
const RECIPIENTS = ["UBND tỉnh (để b/c)", "TT Đảng ủy xã (để b/c)"];
const CITED =
  "Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ về tăng cường công tác truyền thông chính sách";
const BASE = "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025";
const TASKS = ["Phòng Kinh tế", "Công an xã", "Trạm Y tế xã"].map((unit) => [unit, `Thực hiện phần việc của ${unit}.`]);

/** What each document says: the section it is in, its place, and its text, in the order of the form. */
const DOCUMENTS = {
  "cong-van-trien-khai": {
    asked: "cv trien",
    texts: [
      ["Nội dung", "trich_yeu", "triển khai thực hiện Chỉ thị số 07/CT-TTg về truyền thông chính sách"],
      ["Nội dung", "kinh_gui.0", "Các phòng, trung tâm thuộc UBND xã"],
      ["Nội dung", "van_ban_chi_dao.ten_loai", CITED],
    ],
    tasks: TASKS,
  },
  "quyet-dinh-nhan-su": {
    asked: "nhan su",
    texts: [
      ["Nội dung", "trich_yeu", "Về việc bổ nhiệm công chức giữ chức vụ lãnh đạo"],
      ["Nội dung", "can_cu.0.ten_loai", BASE],
      ["Nội dung", "ho_ten", "Lê Minh Khoa"],
      ["Nội dung", "chuc_vu", "Chuyên viên Phòng Kinh tế"],
      ["Nội dung", "chuc_vu_moi", "giữ chức vụ Phó Trưởng phòng Kinh tế"],
      ["Nội dung", "tu_ngay", "01/12/2026"],
    ],
  },
  "giay-moi": {
    asked: "giay moi",
    texts: [
      ["Nội dung", "trich_yeu", "Hội nghị tổng kết năm 2026"],
      ["Nội dung", "nguoi_duoc_moi.0", "Ông Trịnh Văn Sáng, Bí thư Chi bộ thôn Đoàn Kết"],
      ["Nội dung", "chu_tri", "Chủ tịch UBND xã"],
      ["Thời gian, địa điểm", "thoi_gian", "08 giờ 00 phút, thứ Sáu, ngày 11/12/2026"],
      ["Thời gian, địa điểm", "dia_diem", "Hội trường UBND xã"],
    ],
  },
  "bao-cao-dinh-ky": {
    asked: "bc dinh",
    texts: [
      ["Nội dung", "trich_yeu", "Kết quả công tác cải cách hành chính quý III năm 2026"],
      ["Kỳ báo cáo", "ky_so", "3"],
      ["Kỳ báo cáo", "nam_bao_cao", "2026"],
      ["I. Tình hình, công tác chỉ đạo", "tinh_hinh", "UBND xã đã ban hành kế hoạch và phân công từng đơn vị."],
      ["II. Kết quả thực hiện", "chi_tieu.0.ten", "Hồ sơ trực tuyến\thồ sơ\t900\t1200\t1100"],
      ["II. Kết quả thực hiện", "linh_vuc.0.ten", "Thủ tục hành chính"],
      ["II. Kết quả thực hiện", "linh_vuc.0.noi_dung", "Giải quyết đúng hạn 98% hồ sơ."],
      ["III. Tồn tại, hạn chế", "ton_tai", "Một số hồ sơ còn chậm."],
      ["IV. Phương hướng, nhiệm vụ", "phuong_huong", "Tiếp tục rà soát thủ tục."],
    ],
  },
};

/** Counts what a clerk does; what they write is not counted. */
function clerk(page) {
  const hand = {
    count: 0,
    async click(id) {
      hand.count++;
      await press(page, id);
    },
    async key(key, ...held) {
      hand.count++;
      for (const each of held) await page.keyboard.down(each);
      await page.keyboard.press(key);
      for (const each of held) await page.keyboard.up(each);
    },
    /** As pasted from where it was written. */
    write: (text) => insert(page, text),
    at: (path) =>
      page.waitForFunction(
        (path) => document.activeElement?.closest("[data-path]")?.dataset.path === path,
        { polling: 20 },
        path,
      ),
  };
  return hand;
}

const sections = (page) =>
  page.$$eval('[data-testid^="map:"]:not([data-testid="map:signer"])', (all) =>
    all.map((each) => each.dataset.testid.slice("map:".length)),
  );

const BY = {
  async keyboard(page, hand, { asked, texts, tasks = [] }) {
    await page.waitForFunction((search) => document.activeElement?.matches(search), { polling: 20 }, by("search"));
    for (const letter of asked) await hand.key(letter);
    await hand.key("Enter");
    await hand.at("trich_yeu");
    const order = await sections(page);
    /** Sections after the ninth have no key of their own. */
    const go = async (section) => {
      const number = order.indexOf(section) + 1;
      await hand.key(String(Math.min(number, 9)), "Alt");
      for (let at = 9; at < number; at++) await hand.key("PageDown", "Alt");
    };
    for (const [i, [section, path, text]] of texts.entries()) {
      if (i > 0) await step(section, path);
      await hand.write(text);
    }
    /** To the next that is missing; what may be left out is reached by Tab from there. */
    async function step(section, path) {
      const here = () => page.evaluate(() => document.activeElement?.closest("[data-path]")?.dataset.path);
      const optional = ["can_cu.0.ten_loai", "chuc_vu_moi", "ky_so"].includes(path);
      if (!optional) await go(section);
      for (let tabs = 0; optional && (await here()) !== path; tabs++) {
        assert.ok(tabs < MOST, `no Tab comes to ${path}`);
        await hand.key("Tab");
      }
      await hand.at(path);
    }
    /** On by Tab to what the selector names. */
    async function tabTo(selector) {
      for (let tabs = 0; tabs < MOST; tabs++) {
        if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
        await hand.key("Tab");
      }
      throw new Error(`no Tab comes to ${selector}`);
    }
    for (const [i, [unit, task]] of tasks.entries()) {
      if (i === 0) await go("Nội dung");
      else {
        await tabTo(by("add:nhiem_vu"));
        await hand.key("Enter");
      }
      await hand.at(`nhiem_vu.${i}.don_vi`);
      await hand.write(unit);
      await tabTo(by(`field:nhiem_vu.${i}.noi_dung`));
      await hand.write(task);
    }
    await go("Nơi nhận, chữ ký");
    await hand.at("noi_nhan.0");
    for (const [i, text] of RECIPIENTS.entries()) {
      await hand.key("Enter");
      await hand.at(`noi_nhan.${i + 1}`);
      await hand.write(text);
    }
    await hand.key("0", "Alt");
    await hand.key("ArrowDown");
    await hand.key("F9");
    await page.waitForFunction((save) => document.activeElement?.matches(save), { polling: 20 }, by("look-save"));
    return () => hand.key("Enter");
  },

  async mouse(page, hand, { texts, tasks = [] }, template) {
    await hand.click(`template:${template}`);
    await hand.at("trich_yeu");
    for (const [i, [, path, text]] of texts.entries()) {
      const last = await page.evaluate(() => document.activeElement?.closest("[data-path]")?.dataset.path);
      if (i > 0 && last !== path) {
        if ((await page.$(by(`field:${path}`))) === null) await hand.click(`add:${path.split(".")[0]}`);
        if ((await page.evaluate(() => document.activeElement?.dataset.path)) !== path)
          await hand.click(`field:${path}`);
      }
      await hand.at(path);
      await hand.write(text);
    }
    for (const [i, [unit, task]] of tasks.entries()) {
      await hand.click(i === 0 ? "field:nhiem_vu.0.don_vi" : "add:nhiem_vu");
      await hand.at(`nhiem_vu.${i}.don_vi`);
      await hand.write(unit);
      await hand.click(`field:nhiem_vu.${i}.noi_dung`);
      await hand.write(task);
    }
    for (const [i, text] of RECIPIENTS.entries()) {
      await hand.click("add:noi_nhan");
      await hand.at(`noi_nhan.${i + 1}`);
      await hand.write(text);
    }
    await hand.click("sign:1");
    await hand.click("last-look");
    await page.waitForSelector(by("look-save"), { visible: true });
    return () => hand.click("look-save");
  },
};

for (const name of BOTH)
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    for (const [row, [template, document]] of Object.entries(DOCUMENTS).entries())
      for (const [column, [means, write]] of Object.entries(BY).entries()) {
        // On every run each by one of the two, by turns.
        if (!DEEP && row % 2 !== column) continue;
        // On every run of Firefox the one with a table, by the mouse: whether what is clicked stands where it should.
        const asked = template === "bao-cao-dinh-ky" && means === "mouse" ? test : alike(name);
        asked(`${template} by ${means}: at most ${MOST} presses beside its text`, async (t) => {
          const beside = `var THE_THUC_CO_QUAN = ${JSON.stringify(PROFILE)};`;
          const own = placed(browser, beside);
          const { page, wrong, downloads, close } = await tab(browser, { own, beside });
          await page.goto(own);
          await page.waitForSelector(by(`template:${template}`));
          const hand = clerk(page);
          const save = await write(page, hand, document, template);
          const look = await page.$eval(by("look:chu_ky.0.ho_ten"), (line) => line.innerText);
          assert.equal(look, "KT. Chủ tịch · Phó Chủ tịch · Trần Thị Bình");
          const errors = `${by("look-findings")} .error`;
          const told = await page.$$eval(errors, (all) => all.map((each) => each.innerText).join("\n"));
          assert.equal(told, "", "something is still missing");
          await save();
          const [file] = await downloaded(downloads, 1);
          const run = spawnSync(commandLine(), ["values", join(downloads, file)], { encoding: "utf8" });
          assert.equal(run.status, 0, run.stderr);
          const { values } = JSON.parse(run.stdout);
          assert.equal(values.chu_ky[0].ho_ten, "Trần Thị Bình");
          assert.deepEqual(values.noi_nhan.slice(1), RECIPIENTS);
          assert.deepEqual(
            (values.nhiem_vu ?? []).map(({ don_vi, noi_dung }) => [don_vi, noi_dung]),
            document.tasks ?? [],
          );
          assert.deepEqual(wrong, []);
          t.diagnostic(`${template} by ${means}: ${hand.count}`);
          assert.ok(hand.count <= MOST, `${hand.count} presses`);
          await close();
        });
      }
  });
