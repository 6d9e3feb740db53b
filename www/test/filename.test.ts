import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCore } from "./core.ts";

const core = await loadCore();
const named = (values: object, suffix = "", pattern = "") =>
  core.fileName("ke-hoach-nam", { ...values }, suffix, pattern);

test("a file is named by number, symbol, abstract and date, in plain letters", () => {
  const values = { so: "05", ky_hieu: "KH-UBND", trich_yeu: "Cải cách hành chính năm 2027", ngay: "2026-01-05" };
  assert.equal(named(values), "05-KH-UBND-cai-cach-hanh-chinh-nam-2027-05-01-2026.docx");
  assert.equal(named(values, "phu-luc-1"), "05-KH-UBND-cai-cach-hanh-chinh-nam-2027-05-01-2026-phu-luc-1.docx");
});

test("an empty document still has a name, a long one a short name, and no path gets in", () => {
  assert.equal(named({}), "KH-ke-hoach-nam.docx");
  const long = named({ so: "../../a", ky_hieu: "Đ:*?<>|\\", trich_yeu: "rất dài ".repeat(80), ngay: "hôm nào" });
  assert.match(long, /^[A-Za-z0-9-]+\.docx$/);
  assert.ok(long.length <= 101, long);
});
