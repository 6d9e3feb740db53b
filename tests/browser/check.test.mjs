// Kiểm tra: letters of other programs are examined; places and findings lead to each other; what is skipped, what an office does
// otherwise, and the report.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { unzipSync } from "fflate";
import * as harness from "./harness.mjs";
import { BROWSERS, by, downloaded, open, press } from "./harness.mjs";

const folder = mkdtempSync(join(tmpdir(), "thethuc-check-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A letter as python-docx writes it: the hyphens of the motto are dashes, the margins another program's. */
const LETTER = `
import sys
from docx import Document
from docx.shared import Mm, Pt
from docx.enum.text import WD_ALIGN_PARAGRAPH as A
d = Document()
d.styles["Normal"].font.name = "Times New Roman"
d.styles["Normal"].font.size = Pt(14)
s = d.sections[0]
s.page_width, s.page_height = Mm(210), Mm(297)
s.left_margin, s.right_margin, s.top_margin, s.bottom_margin = Mm(30), Mm(15), Mm(20), Mm(20)
def p(cell, text, bold=False, italic=False, align=A.CENTER):
    one = cell.add_paragraph()
    one.alignment = align
    run = one.add_run(text)
    run.bold, run.italic = bold, italic
t = d.add_table(1, 2)
l, r = t.rows[0].cells
p(l, "ỦY BAN NHÂN DÂN"); p(l, "XÃ AN BÌNH", True); p(l, "Số: 12/UBND-VP"); p(l, "V/v Họp giao ban.")
p(r, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True); p(r, "Độc lập – Tự do – Hạnh phúc", True)
p(r, "An Bình, ngày 20 tháng 11 năm 2026", False, True)
p(d, "Kính gửi: Phòng Văn hóa - Xã hội.")
for n in range(int(sys.argv[2])):
    p(d, "Ủy ban nhân dân xã đề nghị đơn vị  chuẩn bị nội dung họp.", align=A.JUSTIFY)
t = d.add_table(1, 2)
l, r = t.rows[0].cells
p(l, "Nơi nhận:", True, True, A.LEFT); p(l, "- Như trên;", align=A.LEFT); p(l, "- Lưu: VT.", align=A.LEFT)
p(r, "CHỦ TỊCH", True); p(r, "Nguyễn Văn Bình", True)
d.save(sys.argv[1])
`;

function letter(name, paragraphs = 3) {
  const file = join(folder, name);
  execFileSync("/usr/bin/python3", ["-c", LETTER, file, String(paragraphs)]);
  return file;
}

const given = async (page, ...files) => (await page.waitForSelector(by("check-files"))).uploadFile(...files);
const shown = (page, id) => page.$eval(by(id), (element) => element.innerText);
/** The letter is on its pages, with its places marked. */
const drawn = (page) => page.waitForSelector(`${by("check-pages")} .page .is-found`);

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await harness.launch(name);
    });
    after(() => browser?.close());

    test("a letter is shown with its places, which lead to what is said of them and back", async () => {
      const { page, asked, wrong, close } = await harness.tab(browser);
      await open(page);
      await press(page, "to-check");
      await given(page, letter("giao-ban.docx"));
      await drawn(page);
      assert.match(await shown(page, "check-pages"), /ỦY BAN NHÂN DÂN[^]*V\/v Họp giao ban\.[^]*Nguyễn Văn Bình/);
      const told = await page.$$eval('[data-testid^="check-rule:"]', (all) => all.map((one) => one.innerText));
      assert.ok(
        told.some((text) => /Phụ lục I/.test(text)),
        told.join("\n"),
      );
      const current = () => page.$eval(`${by("check-pages")} .is-current`, (piece) => piece.textContent);

      const motto = await page.evaluateHandle(() =>
        [...document.querySelectorAll(".page .is-found")].find((piece) => piece.textContent.startsWith("Độc lập")),
      );
      await motto.click();
      await page.waitForSelector(`${by("check-findings")} li.is-current`);
      assert.match(await current(), /^Độc lập/);

      await page.focus(by("check-desk"));
      await page.keyboard.press("n");
      await page.waitForFunction(
        (pages) => !document.querySelector(`${pages} .is-current`)?.textContent.startsWith("Độc lập"),
        {},
        by("check-pages"),
      );
      const first = await page.waitForSelector(`${by("check-findings")} button.told`);
      await first.click();
      await page.waitForSelector(`${by("check-pages")} .is-current`);
      assert.deepEqual([asked, wrong], [[], []]);
      await close();
    });

    test("a level is not shown, a finding is skipped, and what the office does otherwise is kept and taken back", async () => {
      const { page, wrong, close } = await harness.tab(browser);
      await open(page, "#/kiem-tra");
      await given(page, letter("giao-ban.docx"));
      await drawn(page);
      const codes = () =>
        page.$$eval('[data-testid^="check-rule:"]', (all) => all.map((one) => one.dataset.testid.split(":")[1]));
      const all = await codes();
      // A rule that is told once: skipping leaves what the same rule says of other components.
      const code = all.find((one, at) => all.indexOf(one) === at && all.lastIndexOf(one) === at);
      const gone = () =>
        page.waitForFunction((rule) => document.querySelector(rule) === null, {}, by(`check-rule:${code}`));
      await press(page, "check-level:goi-y");
      await page.waitForFunction(() => document.querySelector("#check-goi-y") === null);
      await press(page, "check-level:goi-y");

      await press(page, `check-skip:${code}`);
      await gone();
      await press(page, "check-unskip");
      await page.waitForSelector(by(`check-rule:${code}`));

      await press(page, `check-custom:${code}`);
      await gone();
      await page.reload();
      await page.waitForSelector(by("check-customs"));
      assert.match(await page.$eval(by("check-customs"), (one) => one.textContent), new RegExp(code));
      await page.evaluate(() => {
        location.hash = "#/co-quan";
      });
      await page.waitForSelector(by("profile-pattern"));
      await page.$eval(by("check-customs"), (one) => one.setAttribute("open", ""));
      await press(page, `check-restore:${code}`);
      await page.waitForFunction((customs) => document.querySelector(customs) === null, {}, by("check-customs"));
      assert.deepEqual(wrong, []);
      await close();
    });

    test("many files at once: each counted, those that are none told, a long one shown in portions, a report saved", async () => {
      const { page, wrong, downloads, close } = await harness.tab(browser);
      await open(page, "#/kiem-tra");
      for (const none of ["cu.doc", "hong.docx"]) writeFileSync(join(folder, none), "không phải tệp Word");
      await given(
        page,
        letter("dai.docx", 500),
        letter("giao-ban.docx"),
        join(folder, "cu.doc"),
        join(folder, "hong.docx"),
      );
      await page.waitForFunction((stop) => document.querySelector(stop) === null, {}, by("check-stop"));
      await page.waitForSelector(by("check-rest"));
      await press(page, "check-more");
      await page.waitForFunction((rest) => document.querySelector(rest) === null, {}, by("check-rest"));
      const rows = await page.$$eval(`${by("check-table")} tbody tr`, (all) => all.map((row) => row.innerText));
      assert.equal(rows.length, 4);
      assert.match(rows[2], /\.doc/);
      assert.match(rows[3], /không đọc được/);
      const chosen = (at) => page.click(`${by("check-table")} tbody tr:nth-child(${at}) button`);
      await chosen(3);
      await page.waitForSelector(by("check-refused"));
      assert.match(await shown(page, "check-refused"), /mở bằng Word rồi lưu thành \.docx/);
      await chosen(4);
      await page.waitForFunction(
        (refused) => document.querySelector(refused)?.innerText.includes("không phải tệp .docx"),
        {},
        by("check-refused"),
      );
      await press(page, "check-report-all");
      const [saved] = await downloaded(downloads, 1);
      const parts = unzipSync(readFileSync(join(downloads, saved)));
      const xml = new TextDecoder().decode(parts["word/document.xml"]);
      for (const part of ["PHIẾU KIỂM TRA", "dai.docx", "giao-ban.docx", "cu.doc", "hong.docx"])
        assert.ok(xml.includes(part), part);
      assert.deepEqual(wrong, []);
      await close();
    });
  });
}
