// A new document from an old one: what belongs to the old one alone is cleared, and everything that may be out of date is listed.
import type { Value, Values } from "../core/model.ts";
import { isBlank, read, write } from "../form/path.ts";
import type { Field, Section, Words } from "../form/schema.ts";
import { showDate } from "../form/vietnamese.ts";
import { hasYear, moveYears } from "./years.ts";

export type Why = "date" | "year" | "period" | "base" | "signer";

export interface Doubt {
  path: string;
  label: Words;
  why: Why;
  /** As it stands now. */
  text: string;
  /** With the years of the old document moved on; the same where there are none. */
  moved: string;
  /** It can be typed over here; of others only whether they stay is asked. */
  typed: boolean;
}

/** These are given anew to every document. */
const CLEARED = ["so", "ngay", "du_thao"];

const PERIOD =
  /(?:quý|tháng|tuần|học kỳ|kỳ|đợt)\s+(?:[IVX]+|\d{1,2})(?![\p{L}\d])|\d{1,2}\s+tháng\s+(?:đầu|cuối)|nhiệm kỳ/iu;

/** The old document's values without what is given anew. */
export function cleared(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !CLEARED.includes(name)));
}

function yearOf(values: Values): number | undefined {
  const year = Number(String(values.ngay ?? "").slice(0, 4));
  return year > 1900 ? year : undefined;
}

/** Everything of the old document that may be out of date, in the order of the form. */
export function doubts(sections: Section[], values: Values, year: number): Doubt[] {
  const move = (text: string) => moveYears(text, yearOf(values) ?? year, year);
  const found: Doubt[] = [];
  const visit = (field: Field, path: string, value: Value | undefined): void => {
    if (isBlank(value) || field.computed) return;
    const add = (why: Why, text: string, typed: boolean) =>
      void found.push({ path, label: field.label, why, text, moved: typed ? move(text) : text, typed });
    switch (field.kind) {
      case "date":
        return add("date", showDate(String(value)), true);
      case "line":
      case "text":
      case "body": {
        const text = String(value);
        if (hasYear(text)) add("year", text, true);
        else if (PERIOD.test(text)) add("period", text, true);
        return;
      }
      case "vien_dan":
        return add("base", cited(value), false);
      case "signature":
        for (const [i, row] of rows(value))
          found.push({
            path: `${path}.${i}`,
            label: field.label,
            why: "signer",
            text: signer(row),
            moved: signer(row),
            typed: false,
          });
        return;
      case "list":
        for (const [i, entry] of rows(value))
          visit({ ...(field.item as Field), label: field.label }, `${path}.${i}`, entry);
        return;
      case "table":
        for (const [i, row] of rows(value))
          for (const column of field.fields)
            visit(
              {
                ...column,
                label: {
                  vi: `${field.label.vi}, ${column.label.vi} ${i + 1}`,
                  en: `${field.label.en}, ${column.label.en} ${i + 1}`,
                },
              },
              `${path}.${i}.${column.name}`,
              read({ row }, `row.${column.name}`),
            );
        return;
      case "group":
        for (const part of field.fields)
          visit(part, `${path}.${part.name}`, read({ group: value as Value }, `group.${part.name}`));
        return;
      default:
    }
  };
  for (const section of sections) {
    for (const field of section.fields) if (!CLEARED.includes(field.name)) visit(field, field.name, values[field.name]);
  }
  return found;
}

const rows = (value: Value | undefined): [number, Value][] =>
  Array.isArray(value) ? value.map((entry, i) => [i, entry]) : [];
const text = (value: Value, name: string) => String(read({ it: value }, `it.${name}`) ?? "");

function cited(value: Value | undefined): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  const parts = ["ten_loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu"].map((name) =>
    name === "ngay" ? showDate(text(value, name)) : text(value, name),
  );
  return parts.filter(Boolean).join(" ") || text(value, "nguyen_van");
}

function signer(value: Value): string {
  return [text(value, "chuc_vu"), text(value, "ho_ten")].filter(Boolean).join(" ");
}

/** What the user decided of one doubt: another text, or that it goes. */
export type Decision = { path: string; keep: boolean; text: string };

/** The new document's values. Entries of lists go from the last on, so that the places before them stay. */
export function renewed(
  values: Values,
  asked: Doubt[],
  decisions: Decision[],
  parse: (text: string) => string,
): Values {
  const result = structuredClone(cleared(values));
  const doubt = new Map(asked.map((each) => [each.path, each]));
  for (const { path, keep, text } of [...decisions].reverse()) {
    const about = doubt.get(path);
    if (!about) continue;
    if (!keep) remove(result, path);
    else if (about.typed && text !== about.text) write(result, path, about.why === "date" ? parse(text) : text);
  }
  return result;
}

function remove(values: Values, path: string): void {
  const end = path.lastIndexOf(".");
  const last = path.slice(end + 1);
  const parent = end < 0 ? undefined : read(values, path.slice(0, end));
  if (Array.isArray(parent) && /^\d+$/.test(last)) parent.splice(Number(last), 1);
  else write(values, path, end < 0 ? undefined : "");
}
