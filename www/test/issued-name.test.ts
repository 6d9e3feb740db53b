import assert from "node:assert/strict";
import { test } from "node:test";
import { issuedName } from "../src/issue/name.ts";

/** The file, the number and date it shows, and its name as number 9 of 25/11/2026. */
const CASES: [string, string, string, string][] = [
  ["07-KH-UBND-chuyen-doi-so-03-12-2026.docx", "07", "03/12/2026", "09-KH-UBND-chuyen-doi-so-25-11-2026.docx"],
  ["7-KH-UBND-chuyen-doi-so-3-12-2026.docx", "7", "03/12/2026", "09-KH-UBND-chuyen-doi-so-25-11-2026.docx"],
  ["KH-UBND-chuyen-doi-so-2026.docx", "", "2026", "09-KH-UBND-chuyen-doi-so-25-11-2026.docx"],
  ["KH-UBND-chuyen-doi-so-12-2026.docx", "", "12/2026", "09-KH-UBND-chuyen-doi-so-25-11-2026.docx"],
  ["07-KH-UBND-chuyen-doi-so-2026-12-03.docx", "7", "03/12/2026", "09-KH-UBND-chuyen-doi-so-25-11-2026.docx"],
  ["to-trinh-ky.docx", "", "", "09-to-trinh-ky.docx"],
  ["2026-bao-cao.docx", "", "", "09-2026-bao-cao.docx"],
  ["15-nhiem-vu.docx", "", "", "09-15-nhiem-vu.docx"],
  ["15-CV-UBND.DOCX", "", "", "09-CV-UBND.docx"],
  ["07-hop-ngay-01-02-2026-va-03-12-2026.docx", "07", "03/12/2026", "09-hop-ngay-01-02-2026-va-25-11-2026.docx"],
];

test("the new number and day take the place of the old ones in the file's name", () => {
  for (const [file, number, date, wanted] of CASES)
    assert.equal(issuedName(file, { number, date }, "9", "25/11/2026"), wanted, file);
});
