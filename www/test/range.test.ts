import assert from "node:assert/strict";
import { test } from "node:test";
import { cellValue, flat, laid, placed } from "../src/form/range.ts";
import type { Field } from "../src/form/schema.ts";
import { marksOf } from "../src/form/vietnamese.ts";

const column = (name: string, label: string, more: Partial<Field> = {}) =>
  ({ name, kind: "line", label: { vi: label, en: name }, computed: false, numbering: false, ...more }) as Field;
const tt = column("tt", "TT", { computed: true, numbering: true });
const name = column("ten", "Họ và tên");
const count = column("so", "Số lượng", { kind: "number" });
const price = column("gia", "Đơn giá", { kind: "money" });
const sum = column("tien", "Thành tiền", { computed: true });
const note = column("ghi_chu", "Ghi chú");
const table = [tt, name, count, price, sum, note];

const names = (cells: string[][], columns: Field[], at: Field) => {
  const { rows, into, left } = placed(cells, columns, at);
  return { rows: rows.length, into: into.map((column) => column?.name), left };
};

test("a range goes on from the cell it is pasted at", () => {
  assert.deepEqual(
    names(
      [
        ["An", "2"],
        ["Bình", "3"],
      ],
      table,
      name,
    ),
    { rows: 2, into: ["ten", "so"], left: 0 },
  );
  assert.deepEqual(names([["2", "5"]], table, count), { rows: 1, into: ["so", "gia"], left: 0 });
});

test("a whole table fills the inputs and leaves out what is worked out", () => {
  const whole = { rows: 2, into: [undefined, "ten", "so", "gia", undefined, "ghi_chu"], left: 0 };
  assert.deepEqual(
    names(
      [
        ["1", "An", "2", "5", "10", ""],
        ["2", "Bình", "3", "5", "15", "mới"],
      ],
      table,
      name,
    ),
    whole,
  );
  assert.deepEqual(
    names(
      [
        ["I", "An", "2", "5", "10", ""],
        ["", "Bình", "3", "5", "15", "mới"],
      ],
      table,
      name,
    ),
    whole,
  );
});

test("a column of running numbers before the inputs is left out", () => {
  assert.deepEqual(
    names(
      [
        ["1", "An", "x"],
        ["2", "Bình", ""],
      ],
      [tt, name, note],
      name,
    ),
    { rows: 2, into: [undefined, "ten", "ghi_chu"], left: 0 },
  );
  assert.deepEqual(
    names(
      [
        ["1.", "An", "x"],
        ["2.", "Bình", ""],
      ],
      [name, note],
      name,
    ),
    { rows: 2, into: [undefined, "ten", "ghi_chu"], left: 0 },
  );
  assert.deepEqual(names([["1", "An", "2", "5", "x"]], table, name), {
    rows: 1,
    into: [undefined, "ten", "so", "gia", "ghi_chu"],
    left: 0,
  });
});

test("words in the first column are no numbers of rows: what is too wide is counted", () => {
  assert.deepEqual(
    names(
      [
        ["An", "x", "thừa"],
        ["Bình", "", ""],
      ],
      [tt, name, note],
      name,
    ),
    { rows: 2, into: ["ten", "ghi_chu"], left: 1 },
  );
  assert.deepEqual(names([["x", "một", "", "hai"]], [tt, name, note], note), { rows: 1, into: ["ghi_chu"], left: 2 });
});

test("a range the core has read goes where it says, without the rows that are no data", () => {
  const cells = [
    ["STT", "Tên người", "Quê quán", "Trống"],
    ["1", "An", "Huế", ""],
    ["", "Tổng cộng", "", ""],
  ];
  const total = { text: "Tổng cộng", why: "dòng cộng", why_en: "a total" };
  const { rows, into, left, out } = laid(cells, table, { rows: [1], left: [total] }, [
    undefined,
    "ten",
    undefined,
    undefined,
  ]);
  assert.deepEqual(
    [rows, into.map((column) => column?.name), left, out],
    [[["1", "An", "Huế", ""]], [undefined, "ten", undefined, undefined], 0, [total]],
  );
  assert.deepEqual(flat([["a"], ["b", "c"]]), [["a", "", "b", "c"], 2]);
});

test("a comma before three digits is thousands or a decimal comma as the rest of its column tells, else nobody knows", () => {
  const read = (cells: string[]) => cells.map((cell) => cellValue(count, cell, marksOf(cells)));
  assert.deepEqual(read(["4,216", "5,000"]), ["4,216", "5,000"]);
  assert.deepEqual(read(["4,216", "1,234,567"]), [4216, 1234567]);
  assert.deepEqual(read(["4,216", "12.5"]), [4216, 12.5]);
  assert.deepEqual(read(["4,216", "12,5"]), [4.216, 12.5]);
  assert.deepEqual(read(["4,216", "1.234.567"]), [4.216, 1234567]);
  assert.deepEqual(read(["4,216", "1,234.5", "1.234,5"])[0], "4,216");
  assert.deepEqual(read(["4.216", "900"]), [4216, 900]);
});
