// What an office sets up once and uses all day: its profile, what it wrote before, files it opens, and documents made anew.
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { root } from "../npm/samples.mjs";
import {
  BROWSERS,
  by,
  downloaded,
  example,
  firstSample,
  launch,
  open,
  paste,
  placed,
  press,
  selectAll,
  shown,
  tab,
} from "./harness.mjs";

const value = (page, id) => page.$eval(by(id), (input) => input.value);
for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    test("a profile entered once starts every new document, offers its signers, and travels as a file", async () => {
      const { page, wrong, downloads, close } = await tab(browser);
      await open(page);
      await press(page, "to-profile");
      await press(page, "new-profile");
      await page.type(by("profile-name"), "UBND xã An Bình");
      await page.type(by("field:co_quan.0.ten"), "Ủy ban nhân dân xã An Bình");
      await page.type(by("field:dia_danh"), "An Bình");
      await page.type(by("field:chu_ky.0.chuc_vu"), "Chủ tịch");
      await page.type(by("field:chu_ky.0.ho_ten"), "Nguyễn Văn An");
      await press(page, "add:chu_ky");
      await page.waitForSelector(by("field:chu_ky.1.ho_ten"));
      await page.type(by("field:chu_ky.1.chuc_vu"), "Phó Chủ tịch");
      await page.type(by("field:chu_ky.1.ho_ten"), "Trần Thị Bình");
      await page.type(by("field:noi_nhan.0"), "Đảng ủy xã (để b/c)");
      await page.type(by("profile-pattern"), "{{loai}} {{dia_danh}}");
      await press(page, "export-profile");
      const [file] = await downloaded(downloads, 1, ".json");
      const exported = JSON.parse(readFileSync(join(downloads, file), "utf8"));
      assert.equal(exported.ho_so[0].gia_tri.dia_danh, "An Bình");

      await press(page, "home");
      await press(page, "template:cong-van");
      await page.waitForFunction(() => document.activeElement?.dataset.path === "trich_yeu");
      assert.equal(await page.$(by("field:dia_danh")), null, "one line says what the profile knows");
      await press(page, "edit-office");
      await page.waitForSelector(by("field:dia_danh"));
      assert.equal(await value(page, "field:dia_danh"), "An Bình");
      await shown(page, "Nguyễn Văn An");
      await press(page, "sign:1");
      await shown(page, "Trần Thị Bình");
      await page.select(by("signer:chu_ky.0"), "0");
      await shown(page, "Nguyễn Văn An");
      assert.equal(await page.$eval(by("sign:0"), (choice) => choice.checked), true);
      await page.select(by("signer:chu_ky.0"), "1");
      await shown(page, "Trần Thị Bình");
      await page.focus(by("field:noi_nhan.0"));
      await page.keyboard.type("dang uy");
      await page.waitForSelector(by("suggestions"));
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      assert.equal(await value(page, "field:noi_nhan.0"), "Đảng ủy xã (để b/c)");
      await press(page, "save");
      const names = await downloaded(downloads, 1);
      assert.deepEqual(names, ["cong-van-An-Binh.docx"]);

      await page.evaluate(() => {
        location.hash = "#/co-quan";
      });
      await press(page, "remove-profile");
      await (await page.$(by("import-profile"))).uploadFile(join(downloads, file));
      await page.waitForFunction(
        (name) => document.querySelector(name)?.value === "UBND xã An Bình",
        {},
        by("profile-name"),
      );
      await press(page, "remove-profile");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("co-quan.js beside the page presets the profile for everybody", async () => {
      const preset = `var THE_THUC_CO_QUAN = ${JSON.stringify({ thethuc: "ho-so-co-quan", phien_ban: 1, ho_so: [{ ten: "Sở Nội vụ", gia_tri: { dia_danh: "Hà Nội", la: "<img src=x>" }, ten_tep: "" }] })};`;
      const own = placed(browser, preset);
      const { page, wrong, close } = await tab(browser, { own, beside: preset });
      await page.goto(own);
      await page.waitForSelector(by("to-profile"));
      assert.equal(await page.$eval(by("to-profile"), (link) => link.textContent), "Sở Nội vụ");
      await press(page, "template:cong-van");
      await press(page, "edit-office");
      await page.waitForSelector(by("field:dia_danh"));
      assert.equal(await value(page, "field:dia_danh"), "Hà Nội");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("recipients are kept as a group, filled in together, and offered again with the day", async () => {
      const { page, wrong, downloads, close } = await tab(browser);
      await open(page);
      const begin = async (template) => {
        await page.evaluate((to) => (location.hash = to), `#/${template}`);
        await page.waitForSelector(by("field:kinh_gui.0"));
      };
      await begin("cong-van");
      await page.type(by("field:co_quan.0.ten"), "Ủy ban nhân dân xã An Bình");
      await page.type(by("field:dia_danh"), "An Bình");
      await page.type(by("field:chu_ky.0.ho_ten"), "Nguyễn Văn An");
      await page.focus(by("field:kinh_gui.0"));
      await page.keyboard.type("Phòng Kinh tế");
      await page.keyboard.press("Enter");
      await page.keyboard.type("Công an xã");
      await press(page, "save");
      await downloaded(downloads, 1);
      // The first document makes the profile of the office, when somebody wants that.
      await press(page, "notice-action");
      await press(page, "keep-group");
      await page.type(by("group-name"), "Trong xã");
      await page.keyboard.press("Enter");
      await page.waitForSelector(by("recipients:Trong xã"));

      await page.evaluate(() => (location.hash = "#/"));
      await page.waitForSelector(by("search"));
      await begin("cong-van");
      await page.waitForSelector(by("office"));
      await page.focus(by("field:kinh_gui.0"));
      const offers = `${by("suggestions")} li`;
      await page.waitForSelector(offers);
      const told = await page.$$eval(offers, (all) => all.map((each) => each.innerText.replace(/\s+/g, " ")));
      assert.deepEqual(told, ["Phòng Kinh tế dùng 23/11/2026", "Công an xã dùng 23/11/2026"]);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      assert.equal(await value(page, "field:kinh_gui.0"), "Phòng Kinh tế");
      await page.keyboard.press("Tab");
      await press(page, "recipients:Trong xã");
      await page.waitForSelector(by("field:kinh_gui.1"));
      assert.equal(await value(page, "field:kinh_gui.1"), "Công an xã");
      assert.equal(await page.$(by("field:kinh_gui.2")), null, "what is there already is not added again");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("pasted citations fill their fields, one document an item", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "template:ke-hoach-nam");
      await page.waitForSelector(by("field:can_cu.0.so_ky_hieu")).catch(() => press(page, "add:can_cu"));
      await page.waitForSelector(by("field:can_cu.0.so_ky_hieu"));
      await paste(
        page,
        by("field:can_cu.0.so_ky_hieu"),
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\nCăn cứ Kế hoạch số 15/KH-UBND ngày 02/02/2026 của Ủy ban nhân dân tỉnh Phú Thọ về chuyển đổi số;",
      );
      await page.waitForSelector(by("field:can_cu.1.so_ky_hieu"));
      assert.equal(await value(page, "field:can_cu.0.so_ky_hieu"), "30/2020/NĐ-CP");
      assert.equal(await value(page, "field:can_cu.0.ngay"), "05/3/2020");
      assert.equal(await value(page, "field:can_cu.1.so_ky_hieu"), "15/KH-UBND");
      await shown(
        page,
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
      );
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a law without a number is a citation too, and the way of entering follows what is there", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "template:ke-hoach-nam");
      const number = by("field:can_cu.0.so_ky_hieu");
      const text = by("field:can_cu.0.nguyen_van");
      await page.waitForSelector(number).catch(() => press(page, "add:can_cu"));
      await page.waitForSelector(number);
      await paste(page, number, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025;");
      await page.waitForFunction(
        (name) => document.querySelector(name)?.value === "Tổ chức chính quyền địa phương",
        {},
        by("field:can_cu.0.trich_yeu"),
      );
      assert.equal(await value(page, "field:can_cu.0.ngay"), "16/6/2025");
      await shown(page, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025");

      await paste(page, number, "Xét tình hình thực tế của địa phương;\nCăn cứ Luật Đất đai ngày 18/01/2024;");
      await page.waitForSelector(text);
      assert.equal(await value(page, "field:can_cu.0.nguyen_van"), "Xét tình hình thực tế của địa phương");
      assert.equal(await value(page, "field:can_cu.1.trich_yeu"), "Đất đai");

      await press(page, "undo-step");
      await page.waitForSelector(number);
      assert.equal(await value(page, "field:can_cu.0.trich_yeu"), "Tổ chức chính quyền địa phương");
      assert.equal(await page.$(text), null);
      await press(page, "redo-step");
      await page.waitForSelector(text);

      // Emptied by hand it stays the way it was chosen.
      await page.focus(text);
      await selectAll(page);
      await page.keyboard.press("Backspace");
      await page.keyboard.type("Xét ");
      await paste(page, text, "đề nghị của Trưởng phòng Kinh\ntế;");
      assert.equal(await value(page, "field:can_cu.0.nguyen_van"), "Xét đề nghị của Trưởng phòng Kinh tế");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("bases copied from a PDF are put together again, a number and a mark are taken off", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "template:ke-hoach-nam");
      const number = by("field:can_cu.0.so_ky_hieu");
      await page.waitForSelector(number).catch(() => press(page, "add:can_cu"));
      await page.waitForSelector(number);
      await paste(
        page,
        number,
        "1. Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính\nphủ về công tác văn thư;\n2. Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6\nnăm 2025;",
      );
      await page.waitForSelector(by("field:can_cu.1.so_ky_hieu"));
      assert.equal(await page.$(by("field:can_cu.2.so_ky_hieu")), null);
      assert.equal(await value(page, "field:can_cu.0.co_quan"), "Chính phủ");
      assert.equal(await value(page, "field:can_cu.1.ngay"), "16/6/2025");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("lines and ranges pasted into lists and tables come to their places", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      await press(page, "template:cong-van-trien-khai");
      const unit = (i) => by(`field:nhiem_vu.${i}.don_vi`);
      await page.waitForSelector(unit(0));
      await paste(page, unit(0), "1. Phòng Kinh tế;\n2. Công an xã.");
      await page.waitForSelector(unit(1));
      assert.equal(await value(page, "field:nhiem_vu.0.don_vi"), "Phòng Kinh tế");
      assert.equal(await value(page, "field:nhiem_vu.1.don_vi"), "Công an xã");
      await paste(page, unit(1), "\tchủ trì\tRà soát số liệu.\nTrạm Y tế\tphối hợp\t");
      await page.waitForSelector(unit(2));
      assert.equal(await value(page, "field:nhiem_vu.1.don_vi"), "Công an xã");
      assert.equal(await value(page, "field:nhiem_vu.1.cau_dan"), "chủ trì");
      assert.equal(await value(page, "field:nhiem_vu.2.don_vi"), "Trạm Y tế");
      await shown(page, "Rà soát số liệu.");
      await press(page, "undo-step");
      await page.waitForFunction((gone) => !document.querySelector(gone), {}, unit(2));
      assert.equal(await value(page, "field:nhiem_vu.1.cau_dan"), "");

      await page.evaluate(() => {
        location.hash = "#/";
      });
      await press(page, "template:bien-ban-ban-giao");
      const name = by("field:tai_san.0.ten");
      await page.waitForSelector(name).catch(() => press(page, "add:tai_san"));
      await page.waitForSelector(name);
      await paste(
        page,
        name,
        "TT\tTên tài sản, hồ sơ, công việc\tĐơn vị tính\tSố lượng\n1\tMáy tính\tbộ\t12\n2\tBàn làm việc\tcái\t4\n",
      );
      await page.waitForSelector(by("field:tai_san.1.ten"));
      assert.equal(await value(page, "field:tai_san.0.ten"), "Máy tính");
      assert.equal(await value(page, "field:tai_san.0.so_luong"), "12");
      assert.equal(await value(page, "field:tai_san.1.don_vi_tinh"), "cái");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("findings say their article, and one click puts them right", async () => {
      const { page, wrong, close } = await tab(browser);
      await example(page, "cong-van");
      await page.focus(by("field:kinh_gui.0"));
      await page.keyboard.press("End");
      await page.keyboard.type("  của ủy ban nhân dân");
      const own = by("problems:kinh_gui.0");
      await page.waitForSelector(`${own} ${by("fix")}`);
      for (let turn = 0; turn < 4 && (await page.$(`${own} ${by("fix")}`)); turn++) {
        // In one step: what was typed last may still be looked at, and would put another finding first in between.
        const told = await page.$eval(
          own,
          (list, fix) => {
            const told = list.innerText;
            list.querySelector(fix).click();
            return told;
          },
          by("fix"),
        );
        await page.waitForFunction((own, told) => document.querySelector(own)?.innerText !== told, {}, own, told);
      }
      assert.match(await value(page, "field:kinh_gui.0"), /\S của Ủy ban nhân dân$/);
      assert.deepEqual(wrong, []);
      await close();
    });

    test("a new document from an old one has no number and date, and every doubt was looked at", async () => {
      const { page, wrong, close } = await tab(browser);
      await example(page, "ke-hoach-nam");
      await press(page, "more");
      await press(page, "renew");
      await page.waitForSelector(by("doubt"));
      const whys = await page.$$eval(by("doubt"), (doubts) => doubts.map((doubt) => doubt.dataset.path));
      assert.ok(
        whys.some((path) => path.startsWith("can_cu.")) &&
          whys.includes("trich_yeu") &&
          whys.some((path) => path.startsWith("chu_ky.")),
        whys.join(),
      );
      assert.equal(await page.$eval(by("renew-begin"), (button) => button.disabled), true);
      const old = await page.evaluate(() => location.hash);
      await page.$$eval(by("seen"), (boxes) => boxes.forEach((box) => box.click()));
      await press(page, "renew-begin");
      await page.waitForFunction((old) => location.hash !== old, {}, old);
      await page.waitForFunction((field) => document.querySelector(field)?.value === "", {}, by("field:so"));
      assert.equal(await value(page, "field:ngay"), "");
      assert.notEqual(await value(page, "field:trich_yeu"), "");
      assert.deepEqual(wrong, []);
      await close();
    });

    test("templates from a folder join the list until the page is closed, faulty ones are told with their place", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      const folder = join(browser.thethuc.downloads, "mau-rieng");
      mkdirSync(join(folder, "samples"), { recursive: true });
      const source = join(root, "templates/giay-moi");
      writeFileSync(
        join(folder, "template.toml"),
        readFileSync(join(source, "template.toml"), "utf8")
          .replace(/^id = .*$/m, 'id = "mau-rieng"')
          .replace(/^title = .*$/m, 'title = "Mẫu riêng <b>của cơ quan</b>"'),
      );
      copyFileSync(join(source, "body.hbs"), join(folder, "body.hbs"));
      const sample = readdirSync(join(source, "samples")).sort()[0];
      copyFileSync(join(source, "samples", sample), join(folder, "samples", sample));
      const files = ["template.toml", "body.hbs", `samples/${sample}`].map((path) => [
        path,
        readFileSync(join(folder, path), "utf8"),
      ]);
      // Firefox's driver chooses no folders; what the browser would hand over is the same.
      await page.$eval(
        by("open-folder"),
        (input, files) => {
          const given = files.map(([path, text]) =>
            Object.defineProperty(new File([text], path.split("/").at(-1)), "webkitRelativePath", {
              value: `mau-rieng/${path}`,
            }),
          );
          Object.defineProperty(input, "files", { value: given, configurable: true });
          input.dispatchEvent(new Event("change", { bubbles: true }));
        },
        files,
      );
      await page.waitForSelector(by("template:mau-rieng"));
      assert.match(
        await page.$eval(by("template:mau-rieng"), (card) => card.textContent),
        /Mẫu riêng <b>của cơ quan<\/b>/,
      );
      await press(page, "template:mau-rieng");
      await press(page, "example");
      await page.waitForFunction(
        (count) => Number(document.querySelector(count)?.dataset.pages) > 0,
        {},
        by("page-count"),
      );
      assert.deepEqual(wrong, []);
      await close();
    });

    test("values of a file find their template, what is no document is told", async () => {
      const { page, wrong, close } = await tab(browser);
      await open(page);
      const file = join(browser.thethuc.downloads, "gia-tri.json");
      writeFileSync(file, JSON.stringify(firstSample("giay-moi")));
      await (await page.$(by("open-file"))).uploadFile(file);
      await press(page, "fits:giay-moi");
      await page.waitForFunction((field) => document.querySelector(field)?.value !== "", {}, by("field:trich_yeu"));
      await press(page, "home");
      await page.waitForSelector(by("open-file"));
      writeFileSync(file, "{ hỏng");
      await (await page.$(by("open-file"))).uploadFile(file);
      await page.waitForFunction(
        (dialog) => document.querySelector(dialog)?.textContent.includes("không đọc được"),
        {},
        by("open-dialog"),
      );
      assert.deepEqual(wrong, []);
      await close();
    });
  });
}
