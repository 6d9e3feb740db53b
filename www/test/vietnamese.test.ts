import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, parseCells, parseDate, parseNumber, showDate, showNumber, slug } from "../src/form/vietnamese.ts";

test("a date typed the Vietnamese way becomes ISO, partial where it is partial", () => {
  for (const [typed, iso] of [
    ["5/4/2026", "2026-04-05"],
    ["05-04-2026", "2026-04-05"],
    ["5.4.2026", "2026-04-05"],
    ["ngày 5 tháng 4 năm 2026", "2026-04-05"],
    ["tháng 4 năm 2026", "2026-04"],
    ["4/2026", "2026-04"],
    ["2026", "2026"],
    ["2026-04-05", "2026-04-05"],
    ["29/2/2028", "2028-02-29"],
    ["", ""],
  ] as const)
    assert.equal(parseDate(typed), iso, typed);
});

test("what is no date of the calendar is left for the core to report", () => {
  for (const typed of ["31/4/2026", "29/2/2026", "0/4/2026", "5/13/2026", "hôm nay", "5/4/26"])
    assert.equal(parseDate(typed), undefined, typed);
});

test("a date is shown with the zeros the decree asks for and no others", () => {
  assert.equal(showDate("2026-01-05"), "05/01/2026");
  assert.equal(showDate("2022-07-08"), "08/7/2022");
  assert.equal(showDate("2026-11"), "11/2026");
  assert.equal(showDate("2026"), "2026");
  assert.equal(showDate("mai"), "mai");
});

test("numbers are read and grouped the Vietnamese way", () => {
  assert.equal(parseNumber("1.234.567,5"), "1234567.5");
  // The core asks whether what has spaces in it is one number.
  assert.equal(parseNumber("1 500 000"), undefined);
  assert.equal(parseNumber("100 200"), undefined);
  assert.equal(parseNumber("- 5"), "-5");
  assert.equal(parseNumber("0.125"), "0.125");
  assert.equal(parseNumber("00,500"), undefined);
  assert.equal(parseNumber("-12,50"), "-12.50");
  assert.equal(parseNumber("1.234"), "1234");
  assert.equal(parseNumber("1.5"), "1.5");
  assert.equal(parseNumber("12 con"), undefined);
  assert.equal(showNumber("1234567.5"), "1.234.567,5");
  assert.equal(showNumber("999.95", 1), "1.000,0");
  assert.equal(showNumber("-0.04", 1), "0,0");
  assert.equal(showNumber("0.666", 2), "0,67");
  assert.equal(showNumber("không"), "không");
});

test("search and file names see no marks", () => {
  assert.equal(fold("Kế hoạch ĐÀO tạo"), "ke hoach dao tao");
  assert.equal(slug("Về việc triển khai Chỉ thị số 07/CT-TTg", 24), "ve-viec-trien-khai-chi");
  assert.equal(slug("…", 10), "");
});

test("an Excel range keeps quoted tabs and line breaks inside their cell", () => {
  assert.deepEqual(parseCells('a\tb\r\n"c\n""d"""\te\r\n'), [
    ["a", "b"],
    ['c\n"d"', "e"],
  ]);
  assert.deepEqual(parseCells('"chưa đóng\tb'), [['"chưa đóng', "b"]]);
  assert.deepEqual(parseCells("một"), [["một"]]);
  assert.deepEqual(parseCells("a\t\tb"), [["a", "", "b"]]);
});
