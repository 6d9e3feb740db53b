// A range copied from a spreadsheet: which of its columns goes into which column of a table.
import type { Value } from "../core/model.ts";
import type { Field } from "./schema.ts";
import { fold, parseDate, parseNumber, showNumber } from "./vietnamese.ts";

export interface Placed {
  /** The rows without the heads. */
  rows: string[][];
  /** Where each pasted column goes; what the core works out goes nowhere. */
  into: (Field | undefined)[];
  /** Pasted columns with something in them for which there is no column. */
  left: number;
}

/** Puts a range pasted at an input in its place: from there on, or over the whole table when it is as wide as that. */
export function placed(cells: string[][], columns: Field[], at: Field): Placed {
  const inputs = columns.filter((column) => !column.computed);
  const named = cells.length > 1 ? headed(cells[0] as string[], columns) : undefined;
  const rows = named ? cells.slice(1) : cells;
  const width = Math.max(0, ...cells.map((row) => row.length));
  const found = named ?? (wholeTable(rows, width, columns, inputs) || inputs.slice(inputs.indexOf(at)));
  const left = Array.from({ length: Math.max(0, width - found.length) }, (_, i) => found.length + i).filter((c) =>
    rows.some((row) => (row[c] ?? "").trim() !== ""),
  ).length;
  return { rows, into: found.slice(0, width).map((column) => (column?.computed ? undefined : column)), left };
}

/** Without its unit and marks, as heads are copied from here or from a sheet made here. */
const plain = (head: string) =>
  fold(head)
    .replace(/\([^)]*\)|\*/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** The columns a first row names, if it names one in every cell. */
function headed(row: string[], columns: Field[]): Field[] | undefined {
  const names = (column: Field) => [
    column.label.vi,
    column.label.en,
    ...(column.numbering ? ["TT", "STT", "Số TT", "Số thứ tự"] : []),
  ];
  const named = row.map((cell) => columns.find((column) => names(column).some((name) => plain(name) === plain(cell))));
  const known = named.filter((column) => column !== undefined);
  return known.length === row.length && new Set(known).size === row.length && plain(row.join("")) !== ""
    ? known
    : undefined;
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

/** What a cell of a spreadsheet says, as the input of its column would store it. */
export function cellValue(column: Field, cell: string): Value {
  const text = cell.trim();
  switch (column.kind) {
    case "number":
    case "money": {
      const plain = parseNumber(text);
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
