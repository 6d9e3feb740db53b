import assert from "node:assert/strict";
import { test } from "node:test";
import { type Piece, abridge, asText, compare, compareTexts } from "../src/drafts/compare.ts";
import type { Field } from "../src/form/schema.ts";

const MARKS = { same: "", added: "+", removed: "-" };
const shown = (pieces: Piece[]) => pieces.map(({ kind, text }) => `${MARKS[kind]}${text}${MARKS[kind]}`).join("");
const of = (pieces: Piece[], without: Piece["kind"]) =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("");

test("words are compared, not letters and not lines", () => {
  assert.equal(
    shown(compareTexts("phòng, chống bão năm 2026", "phòng, chống lụt bão năm 2027")),
    "phòng, chống +lụt +bão năm -2026-+2027+",
  );
  assert.equal(
    shown(compareTexts("hoàn thành trước ngày 5", "hoàn thành xong trong tháng 5")),
    "hoàn thành -trước ngày-+xong trong tháng+ 5",
  );
});

test("a paragraph that stayed is not taken apart, one that is new stands whole", () => {
  assert.equal(
    shown(compareTexts("Điều 1. A\nĐiều 2. B\n", "Điều 1. A\nĐiều 1a. Mới\nĐiều 2. B\n")),
    "Điều 1. A\n+Điều 1a. Mới\n+Điều 2. B\n",
  );
});

test("both texts can be read out of a comparison, letter by letter", () => {
  let state = 11;
  const random = (n: number) => (state = (state * 16807) % 2147483647) % n;
  const words = ["ứng", "phó", "bão ", ", ", "\n", "1. ", "Điều", "e\u0301", " ", "|", "2026"];
  const text = () => Array.from({ length: random(40) }, () => words[random(words.length)]).join("");
  for (let round = 0; round < 300; round++) {
    const [before, after] = [text(), text()];
    const pieces = compareTexts(before, after);
    assert.equal(of(pieces, "added"), before);
    assert.equal(of(pieces, "removed"), after);
  }
});

test("a value reads as people write it", () => {
  assert.equal(asText("2026-11-23"), "23/11/2026");
  assert.equal(asText(["UBND tỉnh", "Sở Nội vụ"]), "UBND tỉnh\nSở Nội vụ");
  assert.equal(
    asText([
      { viec: "Rà soát", han: "2026-12" },
      { viec: "Báo cáo", con: ["a", "b"] },
    ]),
    "Rà soát · 12/2026\nBáo cáo · a; b",
  );
  assert.equal(asText([{ a: "" }]), "");
});

const field = (name: string, more: Partial<Field> = {}) =>
  ({ name, choices: [], fields: [], ...more }) as unknown as Field;
const urgency = field("do_khan", {
  choices: [
    { value: "", label: { vi: "Thường", en: "Normal" } },
    { value: "hoa-toc", label: { vi: "Hỏa tốc", en: "Express" } },
  ],
});

test("of what can be chosen the label is shown, wherever it stands", () => {
  assert.equal(asText("hoa-toc", urgency), "Hỏa tốc");
  assert.equal(
    asText("hoa-toc", urgency, (words) => words.en),
    "Express",
  );
  assert.equal(asText("bo-di", urgency), "bo-di");
  assert.equal(asText(["hoa-toc"], field("ds", { item: urgency })), "Hỏa tốc");
  assert.equal(
    asText([{ ten: "hoa-toc", do_khan: "hoa-toc" }], field("bang", { fields: [field("ten"), urgency] })),
    "hoa-toc · Hỏa tốc",
  );
  assert.equal(
    asText(
      [{ con: [{ do_khan: "hoa-toc" }] }],
      field("ds", { item: field("", { fields: [field("con", { item: field("", { fields: [urgency] }) })] }) }),
    ),
    "Hỏa tốc",
  );
  assert.equal(asText(true, field("du_thao")), "✓");
  const [change] = compare({ do_khan: "hoa-toc" }, {}, [urgency]);
  assert.deepEqual(change?.pieces, [{ kind: "removed", text: "Hỏa tốc" }]);
});

test("fields come in the order of the form, unknown ones last, equal ones not at all", () => {
  const differences = compare({ so: "1", cu: "x", ten: "A" }, { so: "2", ten: "A", them: "y" }, [
    field("ten"),
    field("them"),
    field("so"),
  ]);
  assert.deepEqual(
    differences.map(({ path }) => path),
    ["them", "so", "cu"],
  );
});

test("long stretches that stayed are cut, the changes are not", () => {
  const long = "lời ".repeat(200);
  const [head, change, tail] = abridge([
    { kind: "same", text: long },
    { kind: "added", text: long },
    { kind: "same", text: long },
  ]);
  assert.ok((head?.text.length ?? 0) < 200 && head?.text.startsWith("…"));
  assert.equal(change?.text, long);
  assert.ok(tail?.text.endsWith("…"));
});

test("twenty pages rewritten from end to end are compared within a second", () => {
  const page = (seed: number) =>
    Array.from({ length: 8000 }, (_, i) => `từ${(i * seed) % 997}${i % 40 === 39 ? "\n" : ""}`).join(" ");
  const began = performance.now();
  const pieces = compareTexts(page(7), page(11));
  assert.ok(performance.now() - began < 1500, `${performance.now() - began} ms`);
  assert.equal(of(pieces, "removed"), page(11));
});
