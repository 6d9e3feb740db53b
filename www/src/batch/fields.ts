// The inputs of a template that a column of a spreadsheet can fill, as the core names them, each with its field and its words.
import type { FormInput, SheetTable, Values } from "../core/model.ts";
import { isBlank, read } from "../form/path.ts";
import type { Field, Section, Words } from "../form/schema.ts";

export interface Target {
  path: string;
  label: Words;
  /** The section of the form, or the table. */
  group: Words;
  field: Field;
  /** Of a table whose rows come from rows of the sheet: its path. */
  rows: string | undefined;
  /** Every document needs it. */
  required: boolean;
  /** It takes several columns that are different parts of one line. */
  parts: boolean;
}

const inside = (outer: Words, inner: Words): Words => ({
  vi: `${outer.vi} › ${inner.vi}`,
  en: `${outer.en} › ${inner.en}`,
});

/** Those that a person chooses from, in the order of the form: free text has a view of its own. */
export function targets(sections: Section[], inputs: FormInput[]): Target[] {
  return sections.flatMap(({ name, fields }) =>
    fields.flatMap((field) =>
      inputs.flatMap(({ path, rows, required, parts }) => {
        const [top, ...steps] = path.split(".");
        if (top !== field.name || top === "tu_do") return [];
        const found = steps.reduce<Named | undefined>(step, { field, label: field.label });
        if (!found) return [];
        const inRow = rows !== "";
        return [{ ...found, path, group: name, rows: inRow ? rows : undefined, required: required && !inRow, parts }];
      }),
    ),
  );
}

type Named = Pick<Target, "field" | "label">;

/** A list is filled in its entries, not in all of them at once; a cited document among others as a whole. */
function step(at: Named | undefined, name: string): Named | undefined {
  if (!at) return undefined;
  const { field, label } = at;
  const entry = /^\d+$/.test(name);
  if (field.kind === "list") return entry && field.item?.kind === "group" ? { field: field.item, label } : undefined;
  if (entry) return at;
  const part = field.fields.find((each) => each.name === name);
  return part && { field: part, label: inside(label, part.label) };
}

/** Tables and lists that can take a row of each row of the sheet. */
export function rowFields(sections: Section[]): Field[] {
  return sections
    .flatMap((section) => section.fields)
    .filter((field) => field.kind === "table" || (field.kind === "list" && field.name !== "co_quan"));
}

/** Required fields that neither a column nor a constant nor other fields fill. */
export function missing(all: Target[], columns: { [header: string]: string }, constants: Values): Target[] {
  const filled = Object.values(columns);
  const reached = (path: string) =>
    filled.some((to) => to === path || to.startsWith(`${path}.`) || path.startsWith(`${to}.`));
  return all.filter(
    ({ path, required, field }) =>
      required && !field.filled && !reached(path) && isBlank(read(constants, path)) && isBlank(field.default),
  );
}

/** The last part of a name: parts up to it stand together in any field. */
const NAME = 4;

/** Two columns or more for one field that are not different parts of its line: the field's path → headers. */
export function doubled(
  columns: { [header: string]: string },
  all: Target[],
  table: SheetTable | undefined,
): Map<string, string[]> {
  const by = new Map<string, string[]>();
  for (const [header, path] of Object.entries(columns)) by.set(path, [...(by.get(path) ?? []), header]);
  const apart = (path: string, headers: string[]) => {
    const parts = headers.map((header) => table?.columns.find(({ label }) => label === header)?.part ?? undefined);
    const taken = all.find((target) => target.path === path)?.parts ? Infinity : NAME;
    return parts.every((part, at) => part !== undefined && part <= taken && parts.indexOf(part) === at);
  };
  return new Map([...by].filter(([path, headers]) => headers.length > 1 && !apart(path, headers)));
}
