// What somebody types into the search of the list finds the paper they mean first.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { TemplateInfo } from "../src/core/model.ts";
import { OTHER_NAMES } from "../src/names.ts";
import { search, searched } from "../src/search.ts";

/** From where the bundled test runs. */
const FOLDER = new URL("../../../../templates/", import.meta.url);

const templates = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const head = readFileSync(new URL(`${name}/template.toml`, FOLDER), "utf8").split("[[field]]")[0] ?? "";
    const text = (key: string) => new RegExp(`^${key} = "(.*)"$`, "m").exec(head)?.[1] ?? "";
    const keys = ["title", "title_en", "description", "description_en", "group"] as const;
    const told = Object.fromEntries(keys.map((key) => [key, text(key)]));
    return {
      ...told,
      id: name,
      group_en: "",
      kind: text("kind") || null,
      form: text("form"),
      version: 1,
    } as TemplateInfo;
  });
const all = searched(templates);
const first = (query: string) => search(all, query)[0]?.id;

test("the paper that is meant comes first", () => {
  const meant = {
    "kỷ luật": "quyet-dinh-ky-luat",
    "ky luat": "quyet-dinh-ky-luat",
    "tuyển dụng": "quyet-dinh-tuyen-dung",
    "thư mời": "thu-moi",
    "giấy đi đường": "giay-di-duong",
    "mục lục hồ sơ": "muc-luc-ho-so",
    "phân bổ dự toán": "quyet-dinh-giao-du-toan",
    "sinh hoạt chi bộ": "dang-bien-ban",
    "nghị quyết hđnd": "nghi-quyet",
    cv: "cong-van",
    CV: "cong-van",
    "công văn": "cong-van",
    "tờ trình": "to-trinh",
    ttr: "to-trinh",
    "quyết định": "quyet-dinh",
    qđ: "quyet-dinh",
    "thông báo": "thong-bao",
    "giấy mời": "giay-moi",
    "bổ nhiệm": "quyet-dinh-nhan-su",
    "báo cáo tháng": "bao-cao-dinh-ky",
    "báo cáo tuần": "bao-cao-tuan",
    "giám sát": "ke-hoach-giam-sat",
    "thẩm tra": "bao-cao-tham-tra",
    "đoàn kiểm tra": "quyet-dinh-doan-kiem-tra",
    "biên bản họp": "bien-ban-hop",
    "nâng lương": "quyet-dinh-nang-luong",
    "thôi việc": "quyet-dinh-thoi-viec",
    invitation: "giay-moi",
  };
  for (const [query, id] of Object.entries(meant)) assert.equal(first(query), id, query);
});

test("every title finds its own template first", () => {
  for (const { id, title } of templates) assert.equal(first(title), id, title);
});

test("what is only spoken of is found behind, and nothing asked is everything in its order", () => {
  const found = search(all, "hộp thư tiếp dân lãnh đạo không có ở đâu");
  assert.deepEqual(found, []);
  assert.deepEqual(search(all, "  "), templates);
  const letters = search(all, "công văn").map(({ id }) => id);
  assert.ok(letters.length > 15);
  const spoken = search(all, "diễn biến, thiệt hại").map(({ id }) => id);
  assert.ok(spoken.includes("bao-cao-dot-xuat"));
});

test("other names are those of templates there are", () => {
  const ids = new Set(templates.map(({ id }) => id));
  for (const id of Object.keys(OTHER_NAMES)) assert.ok(ids.has(id), id);
});
