// A range copied from a spreadsheet: which of its columns goes into which column of a table.
import type { PastedRange, Value } from "../core/model.ts";
import type { Field } from "./schema.ts";
import { type Marks, fold, marksOf, parseDate, parseMarked, showNumber } from "./vietnamese.ts";

export type LeftRow = PastedRange["left"][number];

export interface Placed {
  /** The rows without the heads. */
  rows: string[][];
  /** Where each pasted column goes; what the core works out goes nowhere. */
  into: (Field | undefined)[];
  /** Pasted columns with something in them for which there is no column. */
  left: number;
  /** Rows that are no data: totals, numbers of columns, heads. */
  out: LeftRow[];
}

/** Puts a range without heads in its place: from the input on, or over the whole table when it is as wide as that. */
export function placed(rows: string[][], columns: Field[], at: Field): Placed {
  const inputs = columns.filter((column) => !column.computed);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const found = wholeTable(rows, width, columns, inputs) || inputs.slice(inputs.indexOf(at));
  const into = found.slice(0, width).map((column) => (column?.computed ? undefined : column));
  return { rows, into, left: filled(rows, found.length, width).length, out: [] };
}

/** Puts a range in its place of which the core said what its rows are: `names` are the columns of the table, undefined for none. */
export function laid(
  cells: string[][],
  columns: Field[],
  range: Pick<PastedRange, "rows" | "left">,
  names: (string | undefined)[],
): Placed {
  const into = names.map((name) => columns.find((column) => column.name === name && !column.computed));
  return { rows: range.rows.map((row) => cells[row] ?? []), into, left: 0, out: range.left };
}

/** The cells of a range row after row, as many in each as in the widest. */
export function flat(cells: string[][]): [cells: string[], width: number] {
  const width = Math.max(1, ...cells.map((row) => row.length));
  return [cells.flatMap((row) => Array.from({ length: width }, (_, c) => row[c] ?? "")), width];
}

/** The columns of a range, from one on, with something in them. */
function filled(rows: string[][], from: number, width: number): number[] {
  const all = Array.from({ length: Math.max(0, width - from) }, (_, i) => from + i);
  return all.filter((c) => rows.some((row) => (row[c] ?? "").trim() !== ""));
}

/** All columns, where the range has one for each of them, or the inputs behind a column that only numbers the rows. */
function wholeTable(
  rows: string[][],
  width: number,
  columns: Field[],
  inputs: Field[],
): (Field | undefined)[] | undefined {
  const first = rows.map((row) => (row[0] ?? "").trim().replace(/[.)]$/, ""));
  const counts = first.every((cell, i) => cell === String(i + 1));
  // The numbers of rows may have gaps and Roman ones among them.
  const numbers = first.every((cell) => /^(?:\d{1,4}|[IVXLC]{1,6}|\p{L})?$/u.test(cell));
  if (width === columns.length && width > inputs.length && (numbers || !columns[0]?.numbering)) return columns;
  if (width === inputs.length + 1 && counts) return [undefined, ...inputs];
  return undefined;
}

/** What each column of a range does with commas and points. */
export function marksOfColumns(rows: string[][]): Marks[] {
  const width = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: width }, (_, c) => marksOf(rows.map((row) => row[c] ?? "")));
}

/** What a cell of a spreadsheet says, as the input of its column would store it; `marks` are those of its column there. */
export function cellValue(column: Field, cell: string, marks: Marks): Value {
  const text = cell.trim();
  switch (column.kind) {
    case "number":
    case "money": {
      const plain = parseMarked(text, marks);
      return plain === undefined || plain === ""
        ? text
        : String(Number(plain)) === plain
          ? Number(plain)
          : showNumber(plain);
    }
    case "date":
      return parseDate(text) ?? text;
    case "choice":
      return (
        column.choices.find((choice) =>
          [choice.value, choice.label.vi, choice.label.en].some((name) => fold(name) === fold(text)),
        )?.value ?? text
      );
    case "flag":
      return ["x", "co", "yes", "true", "1"].includes(fold(text));
    case "line":
      return text.replace(/\s*\n\s*/g, " ");
    default:
      return text;
  }
}
