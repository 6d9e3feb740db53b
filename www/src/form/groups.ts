// Lines and ranges pasted into a list whose entries have several parts: a row for each entry.
import type { Value } from "../core/model.ts";
import { bare, entriesOf, hasMark } from "./lines.ts";
import { isBlank } from "./path.ts";
import { type LeftRow, type Placed, cellValue, marksOfColumns, placed } from "./range.ts";
import { type Field, blank } from "./schema.ts";
import { parseCells } from "./vietnamese.ts";

export type Entry = { [name: string]: Value };

/** What entries get, how many columns have no place, and which rows are no entries. */
export interface Given {
  given: Entry[];
  left: number;
  out: LeftRow[];
}

const SIMPLE = ["line", "text", "body", "number", "money", "date", "choice", "flag"];

/** What each entry gets when a text is pasted into a part of one; undefined when all of the text belongs into that part. */
export function givenBy(text: string, parts: Field[], part: Field): Given | undefined {
  const rows = rowsOf(text, part);
  if (!rows) return undefined;
  return entriesIn(placed(rows, simple(parts), part));
}

/** The parts a cell can fill. */
export const simple = (parts: Field[]): Field[] => parts.filter((each) => SIMPLE.includes(each.kind));

/** What each entry gets of a range. */
export function entriesIn({ rows, into, left, out }: Placed): Given {
  const marks = marksOfColumns(rows);
  const given = rows.map((row) =>
    Object.fromEntries(
      row.flatMap((cell, c) =>
        into[c] && cell.trim() !== "" ? [[into[c].name, cellValue(into[c], cell, marks[c])]] : [],
      ),
    ),
  );
  return { given, left, out };
}

function rowsOf(text: string, part: Field): string[][] | undefined {
  if (part.kind !== "line" && part.kind !== "text") return undefined;
  if (text.trim().includes("\t")) {
    const cells = parseCells(text).filter((row) => row.some((cell) => cell.trim() !== ""));
    const numbered = cells.every(
      ([first = "", ...rest], i) => rest.length > 0 && (first.trim() === String(i + 1) || hasMark(`${first.trim()} x`)),
    );
    const rows = numbered ? cells.map((row) => row.slice(1)) : cells;
    return rows.length > 1 || (rows[0] ?? []).length > 1 ? rows : undefined;
  }
  const lines = entriesOf(text);
  // A text may have several paragraphs; only where each is marked as an entry is it one.
  if (lines.length < 2 || (part.kind === "text" && !lines.every(hasMark))) return undefined;
  return lines.map((line) => [bare(line)]);
}

/**
 * The entries from `at` on with what they get, and in place of how many they stand. Blank ones are filled, and so is a
 * column of parts beside what is there; nothing else is written over but the entry pasted into.
 */
export function spread(
  values: Value[],
  at: number,
  given: Entry[],
  item: Field,
  part: Field,
): { entries: Value[]; replaced: number } {
  const beside = part !== item.fields[0];
  let replaced = 1;
  for (const row of given.slice(1)) {
    const there = values[at + replaced];
    const fits =
      there !== undefined &&
      (isBlank(there) || (beside && Object.keys(row).every((name) => isBlank((there as Entry)[name]))));
    if (!fits) break;
    replaced++;
  }
  const entries = given.map((row, r) => {
    const there = r < replaced ? values[at + r] : undefined;
    return {
      ...(blank(item) as Entry),
      ...(typeof there === "object" && there !== null ? (there as Entry) : {}),
      ...row,
    };
  });
  return { entries, replaced };
}
