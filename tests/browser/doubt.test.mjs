// What is typed, pasted or opened and may mean two things: it is asked or shown, never taken in silence.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { filled } from "../npm/samples.mjs";
import { begun } from "./batching.mjs";
import {
  BROWSERS,
  by,
  chosen,
  downloaded,
  firstSample,
  launch,
  open,
  paste,
  press,
  selectAll,
  shown,
  tab,
} from "./harness.mjs";
import { stripped } from "./word.mjs";
import { workbook } from "./workbook.mjs";

const folder = mkdtempSync(join(tmpdir(), "thethuc-doubt-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const value = (page, id) => page.$eval(by(`field:${id}`), (input) => input.value);

async function typed(page, id, text) {
  const input = await page.waitForSelector(by(`field:${id}`));
  await input.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await input.focus();
  await selectAll(page);
  await page.keyboard.type(text);
}

const leave = (page) => page.evaluate(() => document.activeElement.blur());

/** The finding beside a field, once it is there. */
async function problem(page, id, code) {
  const at = `${by(`problems:${id}`)} [data-code="${code}"]`;
  await page.waitForSelector(at);
  return {
    text: await page.$eval(at, (item) => item.innerText),
    buttons: await page.$$(`${at} ${by("fix")}`),
  };
}

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test("a comma before three digits is asked beside the field, both readings as buttons", async () => {
      const { page, asked, wrong, close } = await tab(browser);
      await open(page);
      await chosen(page, "ke-hoach-nam");
      await typed(page, "chi_tieu.0.ke_hoach", "4,216");
      await leave(page);
      const { text, buttons } = await problem(page, "chi_tieu.0.ke_hoach", "so-hai-nghia");
      assert.match(text, /4\.216 \(hàng nghìn\) hay 4,216 \(số lẻ\)/);
      assert.equal(buttons.length, 2);
      await buttons[1].click();
      await page.waitForFunction((at) => !document.querySelector(at), {}, by("problems:chi_tieu.0.ke_hoach"));
      assert.equal(await value(page, "chi_tieu.0.ke_hoach"), "4,216");
      await shown(page, "4,216");

      await typed(page, "chi_tieu.0.ke_hoach", "5,000");
      await leave(page);
      await (await problem(page, "chi_tieu.0.ke_hoach", "so-hai-nghia")).buttons[0].click();
      await shown(page, "5.000");
      assert.equal(await value(page, "chi_tieu.0.ke_hoach"), "5.000");
      assert.deepEqual([asked, wrong], [[], []]);
      await close();
    });

    test("a pasted column tells what its commas are, or each doubtful cell is asked", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "template:ke-hoach-nam");
      const first = "chi_tieu.0.ten";
      await press(page, "add:chi_tieu");
      await page.waitForSelector(by(`field:${first}`));
      await paste(
        page,
        by(`field:${first}`),
        "Thu ngân sách\ttriệu đồng\t4,216\t1,234,567\nHộ nghèo\thộ\t5,000\t4,500",
      );
      await page.waitForSelector(by("field:chi_tieu.1.ke_hoach"));
      assert.equal(await value(page, "chi_tieu.0.ke_hoach"), "1.234.567");
      assert.equal(await value(page, "chi_tieu.1.ke_hoach"), "4.500");
      for (const row of [0, 1]) await problem(page, `chi_tieu.${row}.nam_truoc`, "so-hai-nghia");
      assert.equal(await value(page, "chi_tieu.0.nam_truoc"), "4,216");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a field of whole numbers takes it as thousands and says so", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await chosen(page, "bao-cao-giai-trinh-tiep-thu");
      await typed(page, "so_gui", "1,250");
      await leave(page);
      await page.waitForFunction(
        (status) => document.querySelector(status)?.innerText.includes("1.250"),
        {},
        by("status"),
      );
      assert.equal(await value(page, "so_gui"), "1.250");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a month where the sentence counts from a day is told, and prints without a gap", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await chosen(page, "quyet-dinh-nhan-su");
      await typed(page, "tu_ngay", "10/2026");
      await leave(page);
      assert.match((await problem(page, "tu_ngay", "ngay-thieu")).text, /phải đủ ngày, tháng, năm/);
      await shown(page, "kể từ tháng 10 năm 2026");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a range whose heads are not quite the table's is shown before it is taken", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "template:ke-hoach-nam");
      const first = "phan_cong.0.viec";
      await press(page, "add:phan_cong");
      await page.waitForSelector(by(`field:${first}`));
      const range = [
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành", "Ghi chú"],
        ["1", "Rà soát hồ sơ", "Phòng Kinh tế", "Quý I", "gấp"],
        ["2", "Tập huấn", "Công an xã", "Quý II", ""],
      ];
      await paste(page, by(`field:${first}`), range.map((row) => row.join("\t")).join("\n"));
      await page.waitForSelector(by("paste-range"), { visible: true });
      const into = (at) => page.$eval(by(`paste-into:${at}`), (select) => select.value);
      assert.deepEqual(await Promise.all([1, 2, 3, 4].map(into)), ["viec", "chu_tri", "thoi_han", ""]);
      assert.equal(await value(page, first), "");
      await press(page, "paste-take");
      await page.waitForSelector(by("field:phan_cong.1.viec"));
      assert.equal(await value(page, first), "Rà soát hồ sơ");
      assert.equal(await value(page, "phan_cong.0.chu_tri"), "Phòng Kinh tế");
      assert.equal(await value(page, "phan_cong.1.thoi_han"), "Quý II");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a range that does not clearly fit is shown, and what is no row is left out and told", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "template:ke-hoach-nam");
      const first = "phan_cong.0.viec";
      await press(page, "add:phan_cong");
      await page.waitForSelector(by(`field:${first}`));
      const pasted = (id, rows) => paste(page, by(`field:${id}`), rows.map((row) => row.join("\t")).join("\n"));
      await pasted(first, [
        ["1.1", "Rà soát", "Phòng KT", "CA xã", "Quý I", "BC"],
        ["1.2", "Tập huấn", "CA xã", "Phòng KT", "Quý II", "BC"],
      ]);
      await page.waitForSelector(by("field:phan_cong.1.viec"));
      assert.equal(await value(page, first), "Rà soát");
      assert.equal(await value(page, "phan_cong.1.chu_tri"), "CA xã");

      await pasted(first, [
        ["1", "Họp giao ban", "03/9/2026", "Văn phòng"],
        ["2", "Kiểm tra", "04/9/2026", "Phòng KT"],
      ]);
      await page.waitForSelector(by("paste-range"), { visible: true });
      assert.equal(await value(page, first), "Rà soát");
      assert.equal(await page.$(by("paste-no-head")), null);
      await page.select(by("paste-into:2"), "thoi_han");
      await page.select(by("paste-into:3"), "chu_tri");
      await press(page, "paste-take");
      await page.waitForFunction(
        (field) => document.querySelector(field).value === "Họp giao ban",
        {},
        by(`field:${first}`),
      );
      assert.equal(await value(page, "phan_cong.0.thoi_han"), "03/9/2026");
      assert.equal(await value(page, "phan_cong.1.chu_tri"), "Phòng KT");

      await pasted(first, [
        ["Bảng 1", "", "", "", ""],
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Ghi chú"],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
        ["1", "Rà soát", "Phòng KT", "Quý I", "gấp"],
        ["2", "Tập huấn", "CA xã", "Quý II", ""],
        ["", "Tổng cộng", "2", "", ""],
      ]);
      await page.waitForSelector(by("paste-range"), { visible: true });
      assert.match(
        await page.$eval(by("paste-left"), (line) => line.innerText),
        /«Bảng 1».*«\(1\)».*«Tổng cộng» \(dòng cộng\)/,
      );
      await press(page, "paste-take");
      await page.waitForFunction(
        (field) => document.querySelector(field).value === "Rà soát",
        {},
        by(`field:${first}`),
      );
      const said = await page.$eval(by("status"), (line) => line.innerText);
      assert.match(said, /«Tổng cộng» \(dòng cộng\)/);
      assert.doesNotMatch(said, /không có chỗ/);
      assert.equal(await page.$(by("field:phan_cong.2.viec")), null);
      await press(page, "undo");
      assert.equal(await value(page, first), "Họp giao ban");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a basis that has no parts, or begins with words of its own, prints as pasted; typed as a number it is an error", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await chosen(page, "quyet-dinh");
      const number = by("field:can_cu.0.so_ky_hieu");
      await page.waitForSelector(number, { timeout: 1000 }).catch(() => press(page, "add:can_cu"));
      await page.waitForSelector(number);
      for (const text of [
        "Căn cứ Nghị quyết Đại hội Đảng bộ xã An Bình lần thứ I, nhiệm kỳ 2025 - 2030",
        "Thực hiện Chỉ thị số 42-CT/TW ngày 10 tháng 4 năm 2024 của Ban Bí thư về tăng cường sự lãnh đạo của Đảng",
      ]) {
        await paste(page, number, `${text};`);
        await page.waitForSelector(by("field:can_cu.0.nguyen_van"));
        assert.equal(await value(page, "can_cu.0.nguyen_van"), text);
        await shown(page, text);
        await press(page, "undo");
        await page.waitForSelector(number);
      }
      await typed(page, "can_cu.0.so_ky_hieu", "Căn cứ Nghị quyết Đại hội Đảng bộ xã");
      await leave(page);
      assert.match((await problem(page, "can_cu.0.so_ky_hieu", "so-ky-hieu-la-chu")).text, /Ghi nguyên văn/);
      await typed(page, "can_cu.0.so_ky_hieu", "12/KH-UBND");
      await typed(page, "can_cu.0.ngay", "10/2026");
      await leave(page);
      assert.match((await problem(page, "can_cu.0.ngay", "ngay-thieu")).text, /tháng 10 năm 2026/);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a citation keeps its own connecting word, which can be changed", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await chosen(page, "cong-van-trien-khai");
      await shown(page, "của Chủ tịch UBND tỉnh về việc tăng cường công tác phòng cháy");
      const field = "van_ban_chi_dao.trich_yeu";
      await paste(
        page,
        by(`field:${field}`),
        "Chỉ thị số 15/CT-TTg ngày 05/3/2026 của Thủ tướng Chính phủ về tăng cường kỷ luật",
      );
      await shown(page, "số 15/CT-TTg ngày 05/3/2026 của Thủ tướng Chính phủ về tăng cường kỷ luật");
      await page.select(by("field:van_ban_chi_dao.chu_noi"), "ve_viec").catch(async () => {
        await page.click(`${by("field:van_ban_chi_dao.chu_noi")} input[value="ve_viec"]`);
      });
      await shown(page, "của Thủ tướng Chính phủ về việc tăng cường kỷ luật");
      await paste(
        page,
        by(`field:${field}`),
        "Nghị định số 9/2017/NĐ-CP ngày 09/02/2017 của Chính phủ quy định chi tiết việc phát ngôn",
      );
      await shown(page, "của Chính phủ quy định chi tiết việc phát ngôn");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("V/v typed again and a full stop are put right as they are typed, told, and can be taken back", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await chosen(page, "cong-van");
      await typed(page, "trich_yeu", "V/v: Triển khai nhiệm vụ năm 2027.");
      await leave(page);
      await page.waitForFunction(
        (field) => document.querySelector(field).value === "triển khai nhiệm vụ năm 2027",
        {},
        by("field:trich_yeu"),
      );
      await press(page, "undo");
      assert.equal(await value(page, "trich_yeu"), "V/v: Triển khai nhiệm vụ năm 2027.");
      await shown(page, "V/v triển khai nhiệm vụ năm 2027");
      await typed(page, "trich_yeu", "Quốc khánh 02/9");
      await leave(page);
      await shown(page, "V/v Quốc khánh 02/9");
      assert.equal(await page.$(`${by("problems:trich_yeu")} li`), null);
      await typed(page, "trich_yeu", "Phụ cấp thâm niên");
      await leave(page);
      const { buttons } = await problem(page, "trich_yeu", "hoa-dau-trich-yeu");
      await buttons[0].click();
      await shown(page, "V/v phụ cấp thâm niên");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a name follows the new number and day", async () => {
      const { page, downloads, wrong, close } = await tab(browser);
      await open(page, "#/cap-so");
      const values = { ...firstSample("ke-hoach-nam"), so: "7", ngay: "2026-12-03" };
      const file = join(folder, "07-KH-UBND-chuyen-doi-so-03-12-2026.docx");
      writeFileSync(file, Object.values(filled("ke-hoach-nam", values))[0]);
      await (await page.waitForSelector(by("issue-file"))).uploadFile(file);
      await (await page.waitForSelector(by("issue-number"))).type("9");
      await page.click(by("issue-date"), { count: 3 });
      await page.type(by("issue-date"), "25/11/2026");
      await press(page, "issue-replace");
      await page.waitForFunction((save) => !document.querySelector(save).disabled, {}, by("issue-save"));
      await press(page, "issue-save");
      assert.deepEqual(await downloaded(downloads, 1), ["09-KH-UBND-chuyen-doi-so-25-11-2026.docx"]);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("common values of a batch are still there after going back; what is filled by itself is not asked", async () => {
      const { page, wrong, close } = await tab(browser);
      const path = join(folder, "khach.xlsx");
      const cover = [["DANH SÁCH KHÁCH MỜI"]];
      writeFileSync(path, workbook({ Bìa: cover, Khách: [["Người được mời"], ["Ông A"], ["Bà B"]] }));
      await begun(page, "giay-moi", path);
      assert.equal(await page.$eval(by("batch-sheet"), (select) => select.selectedOptions[0].text), "Khách");
      await press(page, "batch-next");
      await page.waitForSelector(by("matching"));
      const constants = () => page.$$eval("[data-container]", (all) => all.map((each) => each.dataset.container));
      assert.ok(!(await constants()).includes("ky_hieu"));
      await page.click(by("add-constant"));
      await page.type(by("add-constant"), "dia diem");
      await page.keyboard.press("Enter");
      await typed(page, "dia_diem", "Hội trường UBND xã");
      await press(page, "batch-next");
      await page.waitForSelector(by("check-sum"));
      await press(page, "batch-back");
      await page.waitForSelector(by("matching"));
      assert.equal(await value(page, "dia_diem"), "Hội trường UBND xã");
      await typed(page, "dia_diem", "Nhà văn hóa");
      assert.equal(await value(page, "dia_diem"), "Nhà văn hóa");
      await page.focus(by("field:dia_diem"));
      await selectAll(page);
      await page.keyboard.press("Delete");
      await press(page, "batch-next");
      await page.waitForFunction(
        (sum) => /lỗi chung ghi ở trên/.test(document.querySelector(sum)?.innerText),
        {},
        by("check-sum"),
      );
      const findings = await page.$eval(by("batch-findings"), (box) => box.innerText);
      assert.doesNotMatch(findings, /--/);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("hidden rows are asked about before anything is matched", async () => {
      const { page, wrong, close } = await tab(browser);
      const path = join(folder, "an.xlsx");
      const rows = [["Người được mời"], ["Ông A"], { hidden: true, cells: ["Bà B"] }, ["Ông C"]];
      writeFileSync(path, workbook({ Khách: rows }));
      await open(page);
      await chosen(page, "giay-moi");
      await press(page, "more");
      await press(page, "batch");
      await (await page.waitForSelector(by("batch-file"))).uploadFile(path);
      await page.waitForSelector(by("batch-hidden"));
      assert.match(await page.$eval(by("batch-hidden"), (box) => box.innerText), /1 dòng bị ẩn bằng tay/);
      assert.equal(await page.$eval(by("batch-next"), (button) => button.disabled), true);
      await page.click(by("hidden:skip"));
      await page.waitForFunction((next) => !document.querySelector(next).disabled, {}, by("batch-next"));
      assert.match(await page.$eval(by("batch-found"), (found) => found.innerText), /^2 /);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("words that mean a choice are mapped once, shown with the matching", async () => {
      const { page, wrong, close } = await tab(browser);
      const path = join(folder, "nhan-su.xlsx");
      const rows = [
        ["Họ và tên", "Giới tính", "Việc"],
        ["Trần Thị Mai", "Nữ", "Bổ nhiệm"],
        ["Lê Văn Nam", "Nam", "Lên chức"],
      ];
      writeFileSync(path, workbook({ "Danh sách": rows }));
      await begun(page, "quyet-dinh-nhan-su", path);
      await press(page, "batch-next");
      await page.waitForSelector(by("matching"));
      for (const [header, field] of [
        ["Giới tính", "ong ba"],
        ["Việc", "viec quyet dinh"],
      ]) {
        await page.click(by(`match:${header}`));
        await page.type(by(`match:${header}`), field);
        await page.keyboard.press("Enter");
      }
      await page.waitForSelector(by("word:Lên chức"));
      const meant = (word) => page.$eval(by(`word:${word}`), (select) => select.value);
      assert.deepEqual([await meant("Nam"), await meant("Nữ"), await meant("Lên chức")], ["ong", "ba", ""]);
      await page.select(by("word:Lên chức"), "bo_nhiem");
      await press(page, "batch-next");
      await page.waitForSelector(by("check-sum"));
      await page.waitForFunction((next) => !document.querySelector(next).disabled, {}, by("batch-next"));
      assert.doesNotMatch(await page.$eval(by("check-sum"), (sum) => sum.innerText), /có lỗi/);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a paper of the Party stays one, and the template can be chosen", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      const file = join(folder, "thong-bao-dang.docx");
      const values = firstSample("dang-van-ban-co-ten-loai");
      writeFileSync(file, stripped(filled("dang-van-ban-co-ten-loai", values)[""]));
      await (await page.waitForSelector(by("open-file"))).uploadFile(file);
      await page.waitForSelector(by("import"), { visible: true });
      assert.equal(await page.$eval(by("import-template"), (select) => select.value), "dang-van-ban-co-ten-loai");
      await page.select(by("import-template"), "dang-nghi-quyet");
      await page.waitForSelector(by("left-over"));
      await page.select(by("import-template"), "dang-van-ban-co-ten-loai");
      await press(page, "import-start");
      await page.waitForSelector(by("field:noi_dung"));
      assert.equal(await value(page, "ten_loai"), "Thông báo");
      await shown(page, "ĐẢNG CỘNG SẢN VIỆT NAM");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("when everything kept is removed, nothing is prefilled any more, and nothing tells what was used", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "pin:cong-van");
      await page.waitForSelector(by("often:cong-van"));
      await press(page, "to-profile");
      await press(page, "new-profile");
      await page.type(by("profile-name"), "UBND xã An Bình");
      await page.type(by("field:dia_danh"), "An Bình");
      await page.evaluate(() => {
        location.hash = "#/";
      });
      await press(page, "keeping");
      await press(page, "shared-remove");
      await press(page, "shared-remove-yes");
      await press(page, "close-keeping");
      await page.waitForSelector(by("often:cong-van"), { hidden: true });
      await press(page, "template:cong-van");
      await page.waitForSelector(by("field:dia_danh"));
      assert.equal(await value(page, "dia_danh"), "");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a blank entry on the page leads to its field; in English descriptions are English", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "template:cong-van-trien-khai");
      const blank = `${by("pages")} [data-field="nhiem_vu"]`;
      await page.waitForSelector(blank);
      await page.waitForFunction(
        (blank) =>
          document.activeElement?.dataset.path?.startsWith("nhiem_vu") || document.querySelector(blank)?.click(),
        {},
        blank,
      );
      await page.waitForFunction(() => document.activeElement?.dataset.path?.startsWith("nhiem_vu"));
      await page.evaluate(() => {
        location.hash = "#/";
      });
      await press(page, "language-en");
      const card = await page.waitForSelector(by("template:cong-van-trien-khai"));
      assert.match(await card.evaluate((element) => element.title), /Gives bodies their tasks/);
      assert.deepEqual(wrong, []);
      await close();
    });
  });
}
