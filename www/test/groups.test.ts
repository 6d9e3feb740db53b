import assert from "node:assert/strict";
import { test } from "node:test";
import { givenBy, spread } from "../src/form/groups.ts";
import type { Field } from "../src/form/schema.ts";

const part = (name: string, kind: string) =>
  ({
    name,
    kind,
    label: { vi: name, en: name },
    computed: false,
    numbering: false,
    fields: [] as Field[],
  }) as unknown as Field;
const unit = part("don_vi", "line");
const lead = part("cau_dan", "text");
const body = part("noi_dung", "body");
const item = { ...part("", "group"), fields: [unit, lead, body] };

const given = (text: string, at: Field) => givenBy(text, item.fields, at)?.given;

test("each pasted line is an entry's, without its number", () => {
  assert.deepEqual(given("1. Phòng Kinh tế;\n2. Công an xã.", unit), [
    { don_vi: "Phòng Kinh tế" },
    { don_vi: "Công an xã" },
  ]);
  assert.deepEqual(given("1.\tPhòng Kinh tế\n2.\tCông an xã", unit), [
    { don_vi: "Phòng Kinh tế" },
    { don_vi: "Công an xã" },
  ]);
  assert.deepEqual(given("a) Rà soát;\nb) Báo cáo.", lead), [{ cau_dan: "Rà soát" }, { cau_dan: "Báo cáo" }]);
});

test("one line, paragraphs in a text, and all of a body stay where they were pasted", () => {
  assert.equal(given("Phòng Kinh tế", unit), undefined);
  assert.equal(given("Đoạn một.\nĐoạn hai.", lead), undefined);
  assert.equal(given("1. Một\n2. Hai", body), undefined);
  assert.equal(given("1.\tPhòng Kinh tế", unit), undefined);
});

test("the columns of a range are the parts'", () => {
  assert.deepEqual(given("Phòng Kinh tế\t\tRà soát\nCông an xã\tphối hợp\tBáo cáo\n", unit), [
    { don_vi: "Phòng Kinh tế", noi_dung: "Rà soát" },
    { don_vi: "Công an xã", cau_dan: "phối hợp", noi_dung: "Báo cáo" },
  ]);
  assert.deepEqual(given("1\tPhòng Kinh tế\n2\tCông an xã", unit), [
    { don_vi: "Phòng Kinh tế" },
    { don_vi: "Công an xã" },
  ]);
  assert.equal(givenBy("a\tb\tc\td", item.fields, unit)?.left, 1);
});

test("entries with something in them are not written over", () => {
  const values = [
    { don_vi: "", cau_dan: "", noi_dung: "có" },
    { don_vi: "", cau_dan: "", noi_dung: "" },
    { don_vi: "", cau_dan: "chung", noi_dung: "" },
  ];
  const rows = ["A", "B", "C"].map((don_vi) => ({ don_vi }));
  assert.deepEqual(spread(values, 0, rows, item, unit), {
    replaced: 2,
    entries: [
      { don_vi: "A", cau_dan: "", noi_dung: "có" },
      { don_vi: "B", cau_dan: "", noi_dung: "" },
      { don_vi: "C", cau_dan: "", noi_dung: "" },
    ],
  });
  const people = [
    { don_vi: "A", cau_dan: "" },
    { don_vi: "B", cau_dan: "" },
  ];
  assert.deepEqual(spread(people, 0, [{ cau_dan: "x" }, { cau_dan: "y" }], item, lead).replaced, 2);
  assert.equal(spread([], 0, rows, item, unit).entries.length, 3);
});
