// Every view of the page, and how to come to it from the gallery.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { filled } from "../npm/samples.mjs";
import { by, chosen, firstSample, press } from "./harness.mjs";
import { edited, stripped } from "./word.mjs";
import { workbook } from "./workbook.mjs";

const LETTER = "cong-van-trien-khai";

const hash = (page, to) =>
  page.evaluate((to) => {
    location.hash = to;
  }, to);
const more = async (page, id) => {
  await press(page, "more");
  await press(page, id);
};
const unfolded = (page) => page.$$eval("details", (all) => all.forEach((each) => each.setAttribute("open", "")));

/** A batch of invitations, one of them without a guest. */
const batch = async (page, folder) => {
  await hash(page, "#/hang-loat");
  await page.waitForSelector(by("batch-template"));
  await page.select(by("batch-template"), "giay-moi");
  const file = join(folder, "moi-hop.xlsx");
  writeFileSync(
    file,
    workbook({
      "Danh sách": [
        ["Người được mời", "Thời gian", "Nơi họp"],
        ["Bà Lê Thị Hạnh", "08 giờ", "Hội trường"],
        ["", "09 giờ", "Phòng họp"],
      ],
      Khác: [["Một"], ["1"]],
    }),
  );
  await (await page.waitForSelector(by("batch-file"))).uploadFile(file);
  await page.waitForSelector(by("batch-found"));
};
const checkedBatch = async (page, folder) => {
  await batch(page, folder);
  await press(page, "batch-next");
  await page.waitForSelector(by("matching"));
  await press(page, "batch-next");
  await page.waitForSelector(by("check-problems"));
  await page.waitForFunction((pages) => Number(document.querySelector(pages)?.dataset.pages) > 0, {}, by("look-pages"));
  await page.waitForFunction((next) => document.querySelector(next)?.disabled === false, {}, by("batch-next"));
};

/** On a narrow window form and pages are two tabs. */
const toPages = async (page) => {
  const tabs = await page.$$(".tabs button");
  if (await tabs[1]?.isVisible()) await tabs[1].click();
};

const REACHED = {
  "the gallery": async () => {},
  "the gallery, nothing found": async (page) => {
    await page.type(by("search"), "không có mẫu này");
    await page.waitForFunction(() => document.querySelector('[data-testid^="template:"]') === null);
  },
  "a form with a profile": async (page) => {
    await hash(page, "#/co-quan");
    await press(page, "new-profile");
    await page.type(by("field:co_quan.0.ten"), "Ủy ban nhân dân xã An Bình");
    await page.type(by("field:chu_ky.0.ho_ten"), "Nguyễn Văn An");
    await hash(page, `#/${LETTER}`);
    await page.waitForSelector(by("who-signs"));
  },
  "the last look": async (page) => {
    await chosen(page, LETTER);
    await press(page, "last-look");
    await page.waitForSelector(by("look-save"), { visible: true });
  },
  "the gallery with drafts": async (page) => {
    await press(page, `template:${LETTER}`);
    await press(page, "example");
    // An example is a draft once it is changed.
    await page.type(by("field:trich_yeu"), "!");
    await page.waitForSelector(by("kept"));
    await press(page, "home");
    await page.waitForSelector(by("draft"));
    await unfolded(page);
  },
  "an example": async (page) => {
    await chosen(page, LETTER);
    await unfolded(page);
  },
  "an example, its pages": async (page) => {
    await chosen(page, LETTER);
    await toPages(page);
  },
  "an empty form, its problems told": async (page) => {
    await press(page, `template:${LETTER}`);
    await press(page, "save");
    await page.waitForSelector(by("problems:trich_yeu"));
    await unfolded(page);
    if (await page.$(`${by("findings")} button`)) await page.click(`${by("findings")} button`);
  },
  "a form with tables and free text": async (page) => {
    await chosen(page, "ke-hoach-nam");
    await unfolded(page);
    await press(page, "free:to_chuc");
    await page.waitForSelector(by("field:tu_do.to_chuc"));
  },
  "a table over the whole window": async (page) => {
    await chosen(page, "ke-hoach-nam");
    await unfolded(page);
    await press(page, "widen:chi_tieu");
  },
  "the editor with its search": async (page) => {
    await chosen(page, "cong-van");
    await unfolded(page);
    await press(page, "find");
    await page.waitForSelector(by("find-text"));
  },
  "a menu of the editor": async (page) => {
    await chosen(page, "cong-van");
    await unfolded(page);
    await press(page, "kind");
  },
  renumbering: async (page) => {
    await chosen(page, "quyet-dinh");
    await unfolded(page);
    await press(page, "renumber");
    await page.waitForSelector(by("renumber-dialog"), { visible: true });
  },
  "the menu": async (page) => {
    await chosen(page, LETTER);
    await press(page, "more");
  },
  clearing: async (page) => {
    await chosen(page, LETTER);
    await more(page, "clear");
    await page.waitForSelector(by("confirm"), { visible: true });
  },
  "starting anew from a document": async (page) => {
    await chosen(page, LETTER);
    await more(page, "renew");
    await page.waitForSelector(by("renew-begin"), { visible: true });
  },
  versions: async (page) => {
    await chosen(page, LETTER);
    await press(page, "versions");
    await page.waitForSelector(by("version-name"), { visible: true });
    await page.type(by("version-name"), "Dự thảo lần 1");
    await press(page, "keep-version");
    await page.waitForSelector(by("version"));
  },
  "where drafts are kept": async (page) => {
    await press(page, "keeping");
    await page.waitForSelector(by("close-keeping"), { visible: true });
  },
  "the shortcuts": async (page) => {
    await press(page, "help");
    await page.waitForSelector(by("start-tour"), { visible: true });
  },
  "the tour": async (page) => {
    await chosen(page, LETTER);
    await more(page, "help");
    await press(page, "start-tour");
    await page.waitForSelector(by("tour"), { visible: true });
  },
  "the profile": async (page) => {
    await hash(page, "#/co-quan");
    await press(page, "new-profile");
    await page.waitForSelector(by("profile-pattern"));
    await unfolded(page);
  },
  "the records clerk's view": async (page) => {
    await hash(page, "#/cap-so");
    await page.waitForSelector(by("issue-file"));
  },
  "a document to be numbered": async (page, folder) => {
    await hash(page, "#/cap-so");
    const { so, ...values } = firstSample(LETTER);
    const file = join(folder, "cong-van.docx");
    writeFileSync(file, filled(LETTER, values)[""]);
    await (await page.waitForSelector(by("issue-file"))).uploadFile(file);
    await page.waitForSelector(by("issue-number"));
  },
  "checking, nothing chosen": async (page) => {
    await hash(page, "#/kiem-tra");
    await page.waitForSelector(by("check-files"));
  },
  "documents checked": async (page, folder) => {
    await hash(page, "#/kiem-tra");
    const file = join(folder, "kiem-tra.docx");
    const letter = filled(LETTER, firstSample(LETTER))[""];
    writeFileSync(file, edited(letter, [{ change: ["Độc lập", "Độc Lập"] }]));
    const broken = join(folder, "hong.docx");
    writeFileSync(broken, "");
    await (await page.waitForSelector(by("check-files"))).uploadFile(file, broken);
    await page.waitForSelector(`${by("check-pages")} .is-found`);
  },
  "a document edited since": async (page, folder) => {
    const file = join(folder, "da-sua.docx");
    writeFileSync(
      file,
      edited(filled(LETTER, firstSample(LETTER))[""], [
        { track: ["toàn thể", "tất cả"] },
        { change: ["20/02/2026", "25/02/2026"] },
        { change: ["Độc lập", "Độc Lập"] },
        { comment: ["Không để người dân", "Chủ tịch", "Xem lại thời hạn."] },
      ]),
    );
    await (await page.waitForSelector(by("open-file"))).uploadFile(file);
    await page.waitForSelector(by("changes"), { visible: true });
    await unfolded(page);
  },
  "a document from elsewhere": async (page, folder) => {
    const file = join(folder, "noi-khac.docx");
    writeFileSync(
      file,
      edited(stripped(filled(LETTER, firstSample(LETTER))[""]), [{ change: ["Độc lập", "Độc Lập"] }]),
    );
    await (await page.waitForSelector(by("open-file"))).uploadFile(file);
    await page.waitForSelector(by("import"), { visible: true });
  },
  "values that fit several templates": async (page, folder) => {
    const file = join(folder, "gia-tri.json");
    writeFileSync(file, JSON.stringify(firstSample(LETTER)));
    await (await page.waitForSelector(by("open-file"))).uploadFile(file);
    await page.waitForSelector(by(`fits:${LETTER}`), { visible: true });
  },
  "a file that cannot be read": async (page, folder) => {
    const file = join(folder, "khong-doc-duoc.json");
    writeFileSync(file, "{");
    await (await page.waitForSelector(by("open-file"))).uploadFile(file);
    await page.waitForSelector(by("open-close"), { visible: true });
  },
  "a batch, nothing chosen": async (page) => {
    await hash(page, "#/hang-loat");
    await page.waitForSelector(by("batch-template"));
  },
  "a batch, its workbook": batch,
  "a batch, its columns": async (page, folder) => {
    await batch(page, folder);
    await press(page, "batch-next");
    await page.waitForSelector(by("matching"));
    await unfolded(page);
    await page.click(by("match:Nơi họp"));
  },
  "a batch, checked": checkedBatch,
  "a batch to be made": async (page, folder) => {
    await checkedBatch(page, folder);
    await press(page, "batch-next");
    await page.waitForSelector(by("make-start"));
  },
  "documents collected": async (page, folder) => {
    await hash(page, "#/tong-hop");
    const file = join(folder, "ke-hoach.docx");
    writeFileSync(file, filled("ke-hoach-nam", firstSample("ke-hoach-nam"))[""]);
    const broken = join(folder, "hong.docx");
    writeFileSync(broken, "");
    await page.type(by("collect-expected"), "Xã Không Gửi");
    await (await page.waitForSelector(by("collect-files"))).uploadFile(file, broken);
    await page.waitForSelector(by("collect-table"));
  },
  "about the page": async (page) => {
    await hash(page, "#/gioi-thieu");
    await page.waitForSelector(".version");
  },
};

/** What has to be done again when the window has become narrow. */
const NARROW = { "an example, its pages": toPages };

/** By what the view shows: how to reach it, and what keeps it when the window becomes narrow. */
export const VIEWS = Object.fromEntries(
  Object.entries(REACHED).map(([view, reach]) => [view, { reach, narrow: NARROW[view] }]),
);
