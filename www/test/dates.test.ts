import assert from "node:assert/strict";
import { test } from "node:test";
import { daysIn } from "../src/look/dates.ts";

const CASES: [string, boolean[]][] = [
  ["gửi báo cáo trước 17 giờ ngày 05/12/2026", [true]],
  ["chậm nhất ngày 15 tháng 12 năm 2026", [true]],
  ["Nhận hồ sơ đến hết ngày 30/11/2026", [true]],
  ["Tính đến hết ngày 30/9/2026, đã giải quyết 1.100 hồ sơ", [false]],
  ["Từ ngày 01/01/2026 đến hết ngày 30/9/2026", [false, false]],
  ["Vào ngày 20/10/2026, UBND xã đã họp; hoàn thành xong trong ngày 30/10/2026", [false, true]],
  ["ngày 31/02/2026", []],
];

for (const [text, deadlines] of CASES)
  test(text, () =>
    assert.deepEqual(
      daysIn("noi_dung", text).map((day) => day.isDeadline),
      deadlines,
    ),
  );
