// The fields of a template that a column of a spreadsheet can fill, each with its path and its words.
import type { Values } from "../core/model.ts";
import { isBlank, read } from "../form/path.ts";
import type { Field, Section, Words } from "../form/schema.ts";

export interface Target {
  path: string;
  label: Words;
  /** The section of the form, or the table. */
  group: Words;
  field: Field;
  /** Of a table or list whose rows come from rows of the sheet: its path. */
  rows: string | undefined;
  /** Every document needs it. */
  required: boolean;
}

const inside = (outer: Words, inner: Words): Words => ({
  vi: `${outer.vi} › ${inner.vi}`,
  en: `${outer.en} › ${inner.en}`,
});

/** All of them, in the order of the form. */
export function targets(sections: Section[]): Target[] {
  return sections.flatMap((section) =>
    section.fields.flatMap((field) => of(field, field.name, field.label, section.name, field.required)),
  );
}

function of(field: Field, path: string, label: Words, group: Words, required: boolean): Target[] {
  if (field.computed || field.name.startsWith("tu_do") || field.name === "bo_cuc") return [];
  const here = (rows?: string): Target => ({ path, label, group, field, rows, required });
  const parts = (fields: Field[], at: string, rows?: string): Target[] =>
    fields.flatMap((part) => {
      const found = of(part, `${at}.${part.name}`, inside(label, part.label), group, false);
      return rows === undefined ? found : found.map((target) => ({ ...target, rows }));
    });
  switch (field.kind) {
    case "group":
      return parts(field.fields, path).map((target, at) => ({ ...target, required: required && at === 0 }));
    case "vien_dan":
      return [here(), ...parts(field.fields, path)];
    case "signature":
      return parts(field.fields, `${path}.0`).map((target) => ({
        ...target,
        required: required && target.path.endsWith(".ho_ten"),
      }));
    case "table":
      return parts(field.fields, path, path);
    case "list": {
      const item = field.item;
      if (item?.kind !== "group") return [here()];
      return parts(item.fields, `${path}.0`).map((target) => ({
        ...target,
        required: required && target.field.required,
      }));
    }
    default:
      return [here()];
  }
}

/** Tables and lists that can take a row of each row of the sheet. */
export function rowFields(sections: Section[]): Field[] {
  return sections
    .flatMap((section) => section.fields)
    .filter((field) => field.kind === "table" || (field.kind === "list" && field.name !== "co_quan"));
}

/** Required fields that neither a column nor a constant fills. */
export function missing(all: Target[], columns: { [header: string]: string }, constants: Values): Target[] {
  const filled = Object.values(columns);
  const reached = (path: string) =>
    filled.some((to) => to === path || to.startsWith(`${path}.`) || path.startsWith(`${to}.`));
  return all.filter(
    ({ path, required, field }) =>
      required && !reached(path) && isBlank(read(constants, path)) && isBlank(field.default),
  );
}

/** Two columns or more for one field: the field's path → headers. */
export function doubled(columns: { [header: string]: string }): Map<string, string[]> {
  const by = new Map<string, string[]>();
  for (const [header, path] of Object.entries(columns)) by.set(path, [...(by.get(path) ?? []), header]);
  return new Map([...by].filter(([, headers]) => headers.length > 1));
}
