import assert from "node:assert/strict";
import { test } from "node:test";
import type { JsonSchema } from "../src/core/model.ts";
import { blank, sections } from "../src/form/schema.ts";

const SCHEMA: JsonSchema = {
  type: "object",
  properties: {
    phien_ban: { const: 1, "x-kind": "version" },
    trich_yeu: { type: "string", title: "Trích yếu", "x-kind": "line", "x-required": true, "x-label-en": "Abstract" },
    bang: {
      type: "array",
      title: "Bảng",
      "x-kind": "table",
      "x-columns": ["tt", "ten", "tl"],
      items: {
        type: "object",
        required: ["ten"],
        properties: {
          ten: { type: "string", title: "Tên", "x-kind": "text" },
          tt: { type: ["number", "string"], title: "TT", "x-kind": "number", "x-formula": "stt", "x-computed": true },
          tl: {
            type: ["number", "string"],
            title: "Tỷ lệ",
            "x-kind": "number",
            "x-formula": "a/b",
            "x-computed": true,
            "x-align": "right",
          },
        },
      },
    },
    luu: { type: "string", title: "Lưu", "x-kind": "line" },
  },
  required: ["trich_yeu"],
  "x-groups": [
    { name: "Nội dung", fields: ["bang", "khong_co"] },
    { name: "Chung", name_en: "General", fields: ["trich_yeu"] },
  ],
};

test("sections come in the order of the groups, each field once, the version never", () => {
  const form = sections(SCHEMA);
  assert.deepEqual(
    form.map((section) => [section.name.en, section.fields.map((field) => field.name)]),
    [
      ["Nội dung", ["bang"]],
      ["General", ["trich_yeu"]],
      ["Other", ["luu"]],
    ],
  );
});

test("labels fall back to Vietnamese where there is no English", () => {
  const [table, general] = sections(SCHEMA);
  assert.deepEqual(general?.fields[0]?.label, { vi: "Trích yếu", en: "Abstract" });
  assert.deepEqual(table?.fields[0]?.label, { vi: "Bảng", en: "Bảng" });
});

test("a table has its columns in printed order; a new row has no place for what is computed", () => {
  const table = sections(SCHEMA)[0]?.fields[0];
  assert.ok(table);
  assert.deepEqual(
    table.fields.map((column) => [column.name, column.computed, column.numbering, column.required]),
    [
      ["tt", true, true, false],
      ["ten", false, false, true],
      ["tl", true, false, false],
    ],
  );
  assert.deepEqual(blank({ ...table, kind: "group" }), { ten: "" });
});
