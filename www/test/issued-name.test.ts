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
  ["12KH-UBND-chuyen-doi-so.docx", "12", "15/01/2026", "09-KH-UBND-chuyen-doi-so.docx"],
  ["12KH-UBND.docx", "", "", "09-KH-UBND.docx"],
  ["20260115-12-KH.docx", "12", "15/01/2026", "20261125-09-KH.docx"],
  ["2026-01-15 KH 12.docx", "12", "15/01/2026", "2026-11-25 KH 09.docx"],
  ["KH 12 chuyen doi so 15-01-2026.docx", "12", "15/01/2026", "KH 09 chuyen doi so 25-11-2026.docx"],
  ["2026-01-15_to-trinh.docx", "", "", "2026-11-25_09-to-trinh.docx"],
  ["20269915-12-KH.docx", "12", "", "09-20269915-12-KH.docx"],
  ["20250601-12-KH-2026.docx", "12", "15/01/2026", "09-20250601-12-KH-2026.docx"],
];

test("the new number and day take the place of the old ones in the file's name", () => {
  for (const [file, number, date, wanted] of CASES)
    assert.equal(issuedName(file, { number, date }, "9", "25/11/2026"), wanted, file);
});
