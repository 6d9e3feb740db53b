// The years a Vietnamese text speaks of: named alone, after a numeric day or month, or after a quarter. A year that belongs to the
// symbol of a document, such as 30/2020/NĐ-CP, is none of them.

const YEAR = String.raw`(?:19|20)\d{2}(?!\d)`;
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const MONTH = String.raw`(?:0?[1-9]|1[0-2])`;
const SLASH = String.raw`\s?\/\s?`;
/** A symbol goes on behind the year; 2025/12/31 is a date all the same. */
const NO_SYMBOL = String.raw`(?!${SLASH}(?!${MONTH}\/${DAY}(?!\d))[\p{L}\d])`;
const START = String.raw`(?<![\p{L}\d/])`;
/** Behind these, 12/2025 is short for a symbol. */
const DOCUMENT = String.raw`(?:số|nghị\s+(?:định|quyết)|thông\s+tư|quyết\s+định|luật|pháp\s+lệnh|chỉ\s+thị|công\s+văn|NĐ|NQ|TT|TTLT|QĐ|CT|CV)`;

/** What stands before a year. */
const BEFORE = [
  String.raw`(?<!\d|\/|\d:|\d{3}\.|(?<!\p{L})số\s*:?\s*)`,
  String.raw`(?<=${START}${DAY}\s?[/.-]\s?${MONTH}${SLASH})`,
  String.raw`(?<=${START}(?<!(?<!\p{L})${DOCUMENT}\s*:?\s*)(?:T|Q)?${MONTH}${SLASH})`,
  String.raw`(?<=${START}(?:Q|HK)?[IVX]+${SLASH})`,
  String.raw`(?<=(?<!\p{L})(?:tuần|đợt|kỳ|khóa|lần|thứ|vụ)\s+\d{1,2}${SLASH})`,
];
/** Named as a year, so that it is one whatever follows. */
const NAMED = String.raw`(?<=(?<!\p{L})(?:năm(?:\s+học)?|niên\s+(?:vụ|khóa)|nhiệm\s+kỳ|giai\s+đoạn|khóa|vụ)\s+(?:${YEAR}${SLASH})?)`;

const YEARS = new RegExp(`(?:${BEFORE.join("|")})${YEAR}${NO_SYMBOL}|${NAMED}${YEAR}`, "giu");

/** Before the year in the date of another document, which stands behind its symbol. */
const CITED = new RegExp(
  String.raw`\/\p{L}[\p{L}\d./-]*,?\s+ngày\s+(?:${DAY}\s?[/.-]\s?${MONTH}\s?[/.-]\s?|${DAY}\s+tháng\s+${MONTH}\s+năm\s+)$`,
  "iu",
);
/** So many years before the document, it is history that is spoken of, or somebody's birth. */
const HISTORY = 10;

export const hasYear = (text: string): boolean => text.search(YEARS) >= 0;

/** The text of a document of one year, for another. Dates of other documents and of long ago stay. */
export function moveYears(text: string, from: number, to: number): string {
  return text.replace(YEARS, (year, at: number) =>
    Number(year) < from - HISTORY || CITED.test(text.slice(0, at)) ? year : String(Number(year) + to - from),
  );
}
