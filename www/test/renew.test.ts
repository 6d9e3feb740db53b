import assert from "node:assert/strict";
import { test } from "node:test";
import type { Values } from "../src/core/model.ts";
import type { Field, Section } from "../src/form/schema.ts";
import { type Why, doubts, renewed } from "../src/open/renew.ts";

const field = (name: string, kind: Field["kind"], more: Partial<Field> = {}): Field =>
  ({
    name,
    kind,
    label: { vi: name, en: name },
    computed: false,
    fields: [],
    choices: [],
    ...more,
  }) as unknown as Field;
const form = (...fields: Field[]): Section[] => [{ name: { vi: "", en: "" }, fields }];

const asked = (text: string) =>
  doubts(form(field("noi_dung", "text")), { ngay: "2025-03-10", noi_dung: text }, 2026)[0];
const shown = (text: string): [Why, string] | undefined => {
  const doubt = asked(text);
  return doubt && [doubt.why, doubt.moved];
};

const MOVED: [old: string, now: string][] = [
  ["Kế hoạch phòng, chống thiên tai năm 2025", "Kế hoạch phòng, chống thiên tai năm 2026"],
  ["Báo cáo kết quả trước 31/12/2025.", "Báo cáo kết quả trước 31/12/2026."],
  ["Trong năm 2025, báo cáo trước 31/12/2025", "Trong năm 2026, báo cáo trước 31/12/2026"],
  ["Xong trước ngày 05/6/2025; trước ngày 5/12/2025.", "Xong trước ngày 05/6/2026; trước ngày 5/12/2026."],
  ["Hạn cuối: 31-12-2025", "Hạn cuối: 31-12-2026"],
  ["Hạn cuối: 31.12.2025.", "Hạn cuối: 31.12.2026."],
  ["Hạn cuối: 31 / 12 / 2025", "Hạn cuối: 31 / 12 / 2026"],
  ["Hoàn thành trong tháng 6/2025", "Hoàn thành trong tháng 6/2026"],
  ["Hoàn thành trong tháng 06-2025, T7/2025", "Hoàn thành trong tháng 06-2026, T7/2026"],
  ["Từ tháng 11/2025 đến hết tháng 02/2026", "Từ tháng 11/2026 đến hết tháng 02/2027"],
  ["Quý I/2025, quý IV/2025 và quý II-2025", "Quý I/2026, quý IV/2026 và quý II-2026"],
  ["Báo cáo quý I, II/2025 (quý III/2025)", "Báo cáo quý I, II/2026 (quý III/2026)"],
  ["Học kỳ II/2025, HKI/2025", "Học kỳ II/2026, HKI/2026"],
  ["Lịch công tác tuần 35/2025", "Lịch công tác tuần 35/2026"],
  ["Tuyển quân đợt 13/2025", "Tuyển quân đợt 13/2026"],
  ["Từ 15-30/11/2025", "Từ 15-30/11/2026"],
  ["Từ 25/11/2025-05/12/2025", "Từ 25/11/2026-05/12/2026"],
  ["Ngày 2025-12-31 và 2025/12/31", "Ngày 2026-12-31 và 2026/12/31"],
  ["Năm học 2025-2026", "Năm học 2026-2027"],
  ["Năm học 2025/2026", "Năm học 2026/2027"],
  ["Thực hiện năm 2025/kế hoạch", "Thực hiện năm 2026/kế hoạch"],
  ["Giai đoạn 2021 – 2025, giai đoạn 2026-2030", "Giai đoạn 2022 – 2026, giai đoạn 2027-2031"],
  ["Ngày 10 tháng 3 năm 2025", "Ngày 10 tháng 3 năm 2026"],
  ["Tập huấn (6/2025)", "Tập huấn (6/2026)"],
  [
    "| Rà soát | Sở Nội vụ | 30/6/2025 |\n| Báo cáo | Văn phòng | 12/2025 |",
    "| Rà soát | Sở Nội vụ | 30/6/2026 |\n| Báo cáo | Văn phòng | 12/2026 |",
  ],
  [
    "Đến 31/12/2025 thực hiện xong Nghị định số 30/2020/NĐ-CP",
    "Đến 31/12/2026 thực hiện xong Nghị định số 30/2020/NĐ-CP",
  ],
  [
    "Kế hoạch số 15/KH-UBND ngày 05/3/2025 giao xong trước 30/11/2025",
    "Kế hoạch số 15/KH-UBND ngày 05/3/2025 giao xong trước 30/11/2026",
  ],
  ["Thực hiện Công văn số 2025/UBND-NC trong năm 2025", "Thực hiện Công văn số 2025/UBND-NC trong năm 2026"],
  ["Giải phóng từ ngày 30/4/1975, kỷ niệm ngày 30/4/2025", "Giải phóng từ ngày 30/4/1975, kỷ niệm ngày 30/4/2026"],
];

for (const [old, now] of MOVED)
  test(`moved on by a year: ${old.replaceAll("\n", " ")}`, () => assert.deepEqual(shown(old), ["year", now]));

const SYMBOLS = [
  "Nghị định số 30/2020/NĐ-CP của Chính phủ",
  "Nghị định 30/2020/NĐ-CP",
  "Luật số 47/2024/QH15",
  "Thông tư 01/2024/TT-BNV, Thông tư 12/2024 /TT-BTC",
  "Quyết định số 05/2025/QĐ-UBND",
  "Số:     /2025/QĐ-UBND",
  "Công văn số 2025/UBND-NC",
  "Công văn 2015/UBND-NC",
  "Nghị định 30/2020 và Thông tư 01/2024",
  "Công văn số 12/2025, Công văn số: 8/2025",
  "Quy định số 66-QĐ/TW",
  "Tiêu chuẩn TCVN ISO 9001:2015, QCVN 01:2021/BYT",
  "Hồ sơ 125/2025",
  "Điện thoại 0243.825.2025",
];

for (const text of SYMBOLS) test(`no year of its own: ${text}`, () => assert.equal(shown(text), undefined));

const STAYING: [text: string, why: Why][] = [
  ["Quyết định số 123/QĐ-UBND ngày 05/3/2024 của Ủy ban nhân dân", "year"],
  ["Quyết định số 123/QĐ-UBND, ngày 05 tháng 3 năm 2024", "year"],
  ["Nghị định số 30/2020/NĐ-CP ngày 05/3/2020", "year"],
  ["Ông Nguyễn Văn A, sinh ngày 12/5/1980", "year"],
  ["Báo cáo quý III", "period"],
  ["Trong tháng 6", "period"],
];

for (const [text, why] of STAYING)
  test(`asked, but not moved: ${text}`, () => assert.deepEqual(shown(text), [why, text]));

test("dates, entries of lists and cells of tables are asked one by one and moved alike", () => {
  const sections = form(
    field("han", "date"),
    field("ky", "date"),
    field("viec", "list", { item: field("", "line") }),
    field("bang", "table", { fields: [field("ten", "line"), field("thoi_gian", "line")] }),
  );
  const values: Values = {
    ngay: "2025-01-15",
    han: "2025-12-31",
    ky: "2025-06",
    viec: ["Rà soát trước 30/6/2025", "Không có gì"],
    bang: [{ ten: "Họp", thoi_gian: "Quý I/2025" }],
  };
  const found = doubts(sections, values, 2026);
  assert.deepEqual(
    found.map(({ path, moved }) => [path, moved]),
    [
      ["han", "31/12/2026"],
      ["ky", "6/2026"],
      ["viec.0", "Rà soát trước 30/6/2026"],
      ["bang.0.thoi_gian", "Quý I/2026"],
    ],
  );
  const made = renewed(
    values,
    found,
    found.map(({ path, moved }) => ({ path, keep: path !== "viec.0", text: moved })),
    (text) => `iso ${text}`,
  );
  assert.deepEqual(made, {
    han: "iso 31/12/2026",
    ky: "iso 6/2026",
    viec: ["Không có gì"],
    bang: [{ ten: "Họp", thoi_gian: "Quý I/2026" }],
  });
});

test("without a date of the old document nothing is moved, and what a year is stays the same", () => {
  const found = doubts(form(field("noi_dung", "text")), { noi_dung: "trước 31/12/2025" }, 2026);
  assert.deepEqual(
    found.map(({ why, moved }) => [why, moved]),
    [["year", "trước 31/12/2025"]],
  );
});
