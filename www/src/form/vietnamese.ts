// How a clerk types dates and numbers, and text without marks. Only for the form: what is printed is the core's work.

/** `Kế hoạch` → `ke hoach`, for searching and for file names. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
}

/** ASCII words with hyphens, cut at a word so that it has at most `length` characters. */
export function slug(text: string, length: number): string {
  const words = fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let result = "";
  for (const word of words) {
    if (result !== "" && result.length + 1 + word.length > length) break;
    result += (result && "-") + word;
  }
  return result.slice(0, length);
}

const two = (n: number) => String(n).padStart(2, "0");

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `5/4/2026`, `4/2026`, `2026`, `5-4-2026`, `2026-04-05` → ISO, perhaps partial; undefined when it is none of these. */
export function parseDate(text: string): string | undefined {
  const trimmed = text
    .trim()
    .replace(/^ngày\s+/i, "")
    .replace(/\s+(tháng|năm)\s+/gi, "/")
    .replace(/^tháng\s+/i, "")
    .replace(/^năm\s+/i, "");
  if (trimmed === "") return "";
  const typed = /^(?:(?:(\d{1,2})\s*[/.\-\s]\s*)?(\d{1,2})\s*[/.\-\s]\s*)?(\d{4})$/.exec(trimmed);
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(trimmed);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : typed ? [typed[3], typed[2], typed[1]] : [];
  if (year === undefined || Number(year) === 0) return undefined;
  if (month === undefined) return year;
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  if (day === undefined) return `${year}-${two(Number(month))}`;
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  return `${year}-${two(Number(month))}-${two(Number(day))}`;
}

/** ISO, perhaps partial → `05/4/2026`: a day below 10 and the months 1 and 2 with a zero, as the decree writes them. */
export function showDate(iso: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  if (!match) return iso;
  const [, year, month, day] = match;
  const m = month === undefined ? "" : Number(month) < 3 ? two(Number(month)) : String(Number(month));
  return [day, m, year].filter(Boolean).join("/");
}

/** The local calendar day, as the core wants it. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A comma before exactly three digits: thousands in English, a decimal comma in Vietnamese. The core asks which. */
const TWO_READINGS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/**
 * `1.234.567,5` or `1234567.5` → `1234567.5`; undefined when it is not a number, or may be two: of what has spaces in it or
 * begins with `00` the core says what it is.
 */
export function parseNumber(text: string): string | undefined {
  const t = text.trim().replace(/^([+-])\s+/, "$1");
  if (t === "") return "";
  if (TWO_READINGS.test(t) || /^[+-]?0\d+[.,]/.test(t)) return undefined;
  if (/^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/.test(t)) return t.replaceAll(".", "").replace(",", ".").replace(/^\+/, "");
  if (/^[+-]?\d+(,\d+)?$/.test(t)) return t.replace(",", ".").replace(/^\+/, "");
  if (/^[+-]?\d+\.\d+$/.test(t)) return t.replace(/^\+/, "");
  return undefined;
}

/** What a column of a spreadsheet does with commas and points, as far as its cells tell without doubt. */
export type Marks = "english" | "vietnamese" | undefined;

export function marksOf(cells: string[]): Marks {
  const numbers = cells.map((cell) => cell.trim().replace(/[\s\u00a0]|^[+-]/g, ""));
  const english = (cell: string) =>
    /^\d{1,3}(,\d{3}){2,}(\.\d+)?$|^\d{1,3}(,\d{3})+\.\d+$|^\d+\.(\d{1,2}|\d{4,})$/.test(cell);
  const vietnamese = (cell: string) =>
    /^\d{1,3}(\.\d{3}){2,}(,\d+)?$|^\d{1,3}(\.\d{3})+,\d+$|^\d+,(\d{1,2}|\d{4,})$/.test(cell);
  const [en, vi] = [numbers.some(english), numbers.some(vietnamese)];
  return en === vi ? undefined : en ? "english" : "vietnamese";
}

/** A number of a column whose marks are known, plain. */
export function parseMarked(text: string, marks: Marks): string | undefined {
  const t = text.trim();
  if (marks === "english" && /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$|^[+-]?\d+\.\d+$/.test(t))
    return t.replaceAll(",", "").replace(/^\+/, "");
  if (marks === "vietnamese" && TWO_READINGS.test(t)) return t.replace(",", ".").replace(/^\+/, "");
  return parseNumber(t);
}

/** A plain decimal (`1234567.5`) in Vietnamese writing (`1.234.567,5`), rounded half up to `decimals` when given. */
export function showNumber(plain: string, decimals?: number): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
  if (!match) return plain;
  let [, sign = "", whole = "0", fraction = ""] = match;
  if (decimals !== undefined) {
    if (fraction.length > decimals) {
      const scaled = BigInt(whole + fraction.slice(0, decimals)) + (Number(fraction[decimals]) >= 5 ? 1n : 0n);
      const digits = scaled.toString().padStart(decimals + 1, "0");
      whole = digits.slice(0, digits.length - decimals);
      fraction = decimals === 0 ? "" : digits.slice(-decimals);
      if (/^0*$/.test(digits)) sign = "";
    }
  }
  const grouped = BigInt(whole)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ".");
  return sign + grouped + (fraction && `,${fraction}`);
}

/** What an Excel range is on the clipboard: rows of cells; a quoted cell may hold tabs and line breaks. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = [[]];
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  let i = 0;
  while (i <= source.length) {
    let cell: string;
    if (source[i] === '"') {
      const quoted = /^"((?:[^"]|"")*)"(?=[\t\n]|$)/.exec(source.slice(i));
      if (quoted) {
        cell = (quoted[1] ?? "").replaceAll('""', '"');
        i += quoted[0].length;
      } else {
        const end = cellEnd(source, i);
        cell = source.slice(i, end);
        i = end;
      }
    } else {
      const end = cellEnd(source, i);
      cell = source.slice(i, end);
      i = end;
    }
    rows[rows.length - 1]?.push(cell);
    if (i >= source.length) break;
    if (source[i] === "\n") rows.push([]);
    i++;
  }
  return rows;
}

function cellEnd(source: string, from: number): number {
  let end = from;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end++;
  return end;
}
