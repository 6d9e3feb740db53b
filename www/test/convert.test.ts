// The lines of the editor hold every body of every sample without changing a letter of it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import type { Core, Value } from "../src/core/model.ts";
import { documentOf, toLines, toText } from "../src/editor/convert.ts";
import { loadCore } from "./core.ts";

const core: Core = await loadCore();

const there = (text: string) => toText(core, documentOf(toLines(core, core.parseBody(text).blocks)));
const canonical = (text: string) => core.writeBody(core.parseBody(text).blocks);

function* texts(value: Value): Generator<string> {
  if (typeof value === "string") yield value;
  else if (value !== null && typeof value === "object") for (const each of Object.values(value)) yield* texts(each);
}

test("every text of every sample", () => {
  const templates = new URL("../../../../templates/", import.meta.url);
  let bodies = 0;
  for (const entry of readdirSync(templates, { withFileTypes: true }).filter((each) => each.isDirectory())) {
    const samples = new URL(`${entry.name}/samples/`, templates);
    for (const file of readdirSync(samples)) {
      for (const text of texts(JSON.parse(readFileSync(new URL(file, samples), "utf8")) as Value)) {
        assert.equal(there(text), canonical(text), `${entry.name}/${file}`);
        if (text.includes("\n")) bodies++;
      }
    }
  }
  assert.ok(bodies > 50, `only ${bodies} bodies of several lines`);
});

const CASES: [string, string][] = [
  ["headings with and without titles", "Phần I\nChương II\nQuy định chung\nMục 1\nTiểu mục 2\nTiêu đề\nLời."],
  ["a paragraph under a heading without title", "Chương I\n[[đoạn]] Không phải tiêu đề"],
  [
    "titled and plain articles and clauses",
    "Điều 3a. **Phạm vi**\nĐiều 4. Thường\n1. **Mục đích**\n1.1. Khoản\na) Điểm\nđ) Điểm\n(1) Hai\n- Gạch\n+ Cộng",
  ],
  ["what only looks like a number", "\\2. không phải khoản\n\\a) cũng không"],
  ["marks that overlap", "***cả hai* đậm** và *nghiêng*"],
  ["signs that print", "\\*\\*x\\*\\* a \\| b \\[[giữa]] `<w:p>` {{x}}"],
  ["footnotes and breaks", "Một^[Theo *mẫu* số **2**.]<br>hai"],
  [
    "places and breaks",
    "[[giữa]] **Hết**\n[[phải]] Ký\n[[trang mới]]\n[[khổ ngang]]\nx\n[[khổ dọc]]\n[[phụ lục ngang]] Biểu *số*\n[[phụ lục]]",
  ],
  ["merged cells", "| A | B | < |\n|:-:|------|--|\n| 1 | x<br>y | z |\n| ^ | y | z |"],
  ["a block of merged cells", "| A | < | C |\n| ^ | < | D |\n| E | F | G |"],
  ["numbers alone", "1.\na)\nĐiều 5.\nI."],
];
for (const [name, text] of CASES) {
  test(name, () => assert.equal(there(text), canonical(text)));
}
