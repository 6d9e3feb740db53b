import assert from "node:assert/strict";
import { test } from "node:test";
import type { Values } from "../src/core/model.ts";
import { isBlank, outward, read, within, write } from "../src/form/path.ts";

test("writing to a place makes the lists and groups on the way", () => {
  const values: Values = {};
  write(values, "nhiem_vu.0.don_vi", "Sở Nội vụ");
  write(values, "nhiem_vu.1.noi_dung", "…");
  assert.deepEqual(values, { nhiem_vu: [{ don_vi: "Sở Nội vụ" }, { noi_dung: "…" }] });
  assert.equal(read(values, "nhiem_vu.0.don_vi"), "Sở Nội vụ");
  assert.equal(read(values, "nhiem_vu.7.don_vi"), undefined);
  write(values, "nhiem_vu", undefined);
  assert.deepEqual(values, {});
});

test("a name that objects inherit is a name like any other", () => {
  const values: Values = {};
  write(values, "__proto__.polluted", "x");
  write(values, "constructor", "y");
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
  assert.equal(read(values, "toString"), undefined);
  assert.equal(read(values, "constructor"), "y");
});

test("a place lies within itself and what holds it, not within its namesakes", () => {
  assert.ok(within("kinh_gui.1", "kinh_gui"));
  assert.ok(!within("kinh_gui_2.1", "kinh_gui"));
  assert.ok(!within("kinh_gui.10", "kinh_gui.1"));
  assert.deepEqual([...outward("a.0.b")], ["a.0.b", "a.0", "a"]);
});

test("blank is what nobody typed", () => {
  for (const blank of [undefined, null, "", false, [], {}, [""], [{ a: "", b: [] }]]) assert.ok(isBlank(blank));
  for (const filled of [0, true, " ", ["", "x"], { a: { b: 1 } }]) assert.ok(!isBlank(filled));
});
