// Lines pasted into a list: which of them begin an entry, and what of an entry the layout writes itself.

/** What stands before an entry of a list. `5 xã` and `30/4` have none, and `**` is bold. */
const MARK = /^(?:[-–•+]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))(?:\s+|(?=\p{L}))/u;
/** An entry is over, but not after `TP.` */
const ENDED = /(?<!(?:^|\s)TP)[;.:]$/i;
/** Nobody ends an entry with these: the page was too narrow. */
const OPEN = /(?:^|\s)(?:của|và|về|các|theo|tại|cho|với|thuộc|số|căn cứ)$/iu;
const LEAD = /^(?:Căn cứ|Xét|Theo|Thực hiện|Triển khai|Tiếp theo|Trả lời|Phúc đáp|Trên cơ sở|Sau khi)\s/u;
/** How a citation begins that has no such word before it. */
const CITED =
  /^(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Thông báo|Kết luận|Hướng dẫn|Quy định|Quy chế|Chương trình|Kế hoạch|Đề án|Báo cáo|Biên bản|Tờ trình|Công văn|Công điện|Văn bản)\s/u;
const CAPITAL = /^\p{Lu}/u;

/** As in the body editor: lines this long may have been broken by the page, longer ones are paragraphs. */
const FULL = 48;
const PARAGRAPH = 130;

interface Pasted {
  lines: string[];
  /** Its entries say where they begin or end, so that a line without a mark goes on. */
  marked: boolean;
  full: (line: string) => boolean;
}

function read(text: string): Pasted {
  const lines = text
    .replace(/\u00ad/g, "")
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[ \t\u00a0]+/g, " ").trim())
    .filter(Boolean);
  const longest = Math.max(0, ...lines.map((line) => line.length));
  return {
    lines,
    marked: lines.slice(0, -1).some((line) => line.endsWith(";")),
    full: (line) => longest >= FULL && longest <= PARAGRAPH && line.length >= longest * 0.72,
  };
}

/** Joins a line to the one before unless it begins an entry. */
function joined(lines: string[], begins: (line: string, last: string) => boolean): string[] {
  const entries: string[] = [];
  lines.forEach((line, i) => {
    const last = lines[i - 1];
    if (last === undefined || ENDED.test(last) || MARK.test(line) || begins(line, last)) entries.push(line);
    else entries[entries.length - 1] += ` ${line}`;
  });
  return entries;
}

/** Where every entry has its hyphen and its end mark, as in the recipients of a document, nothing else begins one. */
function betweenMarks(lines: string[]): string[] | undefined {
  const over = (i: number) => /[;.]$/.test(lines[i] ?? "");
  const marked = lines.flatMap((line, i) => (MARK.test(line) ? [i] : []));
  if (marked.length < 2 || marked[0] !== 0 || !over(lines.length - 1) || marked.some((at) => at > 0 && !over(at - 1)))
    return undefined;
  const begins = lines.flatMap((_, i) => (i === 0 || over(i - 1) ? [i] : []));
  return begins.map((at, i) => lines.slice(at, begins[i + 1]).join(" "));
}

/** The entries of a list, as they were written. */
export function entriesOf(text: string): string[] {
  const { lines, marked, full } = read(text);
  const numbered = MARK.test(lines[0] ?? "");
  const whole = betweenMarks(lines);
  if (whole) return whole;
  return joined(
    lines,
    (line, last) =>
      LEAD.test(line) || (!OPEN.test(last) && (CAPITAL.test(line) || !(marked || numbered || full(last)))),
  );
}

/** The citations of a list of bases, as they were written. */
export function citationsOf(text: string): string[] {
  const { lines, marked, full } = read(text);
  return joined(
    lines,
    (line, last) =>
      LEAD.test(line) || (CAPITAL.test(line) && !marked && !OPEN.test(last) && (CITED.test(line) || !full(last))),
  );
}

export function hasMark(line: string): boolean {
  return MARK.test(line);
}

/** An entry without the mark before it and the one after it. */
export function bare(entry: string): string {
  return entry.replace(MARK, "").replace(/[;.]$/, "").trim();
}

/** A citation as the core wants it word for word: it writes the end mark itself, and of what is no căn cứ the first words. */
export function bareCitation(entry: string, basis = false): string {
  const text = entry
    .replace(MARK, "")
    .replace(/[;.,]$/, "")
    .trim();
  return basis ? text : text.replace(/^Căn cứ\s+/i, "");
}
