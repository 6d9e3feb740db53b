// The form of a template, read from its JSON Schema.
import type { JsonSchema, Value } from "../core/model.ts";

export type Kind =
  | "line"
  | "text"
  | "date"
  | "number"
  | "money"
  | "choice"
  | "flag"
  | "list"
  | "group"
  | "table"
  | "body"
  | "signature"
  | "vien_dan";

export interface Words {
  vi: string;
  en: string;
}

export interface Choice {
  value: string;
  label: Words;
  /** The rule behind it. */
  help?: Words;
  /** The fields beside this one that are needed when it is chosen. */
  needs?: string[] | undefined;
}

export interface Field {
  name: string;
  kind: Kind;
  label: Words;
  help: Words;
  required: boolean;
  /** Worked out by the core; the form shows it and takes no input. */
  computed: boolean;
  /** Left blank it is filled from other fields. */
  filled: boolean;
  /** A computed column that only numbers the rows. */
  numbering: boolean;
  placeholder: string;
  unit: string;
  decimals: number | undefined;
  default: Value | undefined;
  choices: Choice[];
  /** One entry of a list. */
  item: Field | undefined;
  itemLabel: Words;
  /** Parts of a group, columns of a table, parts of a signature or of a cited document. */
  fields: Field[];
  width: number;
  align: "left" | "center" | "right";
  total: boolean;
  totalLabel: string;
  /** Of a free text: the fields that are not needed while it is given. */
  replaces: string[] | undefined;
}

export interface Section {
  name: Words;
  fields: Field[];
}

const KINDS: readonly string[] = [
  "line",
  "text",
  "date",
  "number",
  "money",
  "choice",
  "flag",
  "list",
  "group",
  "table",
  "body",
  "signature",
  "vien_dan",
];

function kindOf(schema: JsonSchema): Kind {
  const named = schema["x-kind"];
  if (named !== undefined && KINDS.includes(named)) return named as Kind;
  if (schema.oneOf) return "choice";
  switch (schema.type) {
    case "boolean":
      return "flag";
    case "array":
      return "list";
    case "object":
      return "group";
    case "number":
    case "integer":
      return "number";
    default:
      return "line";
  }
}

function parts(schema: JsonSchema | undefined, order?: string[]): Field[] {
  const properties = schema?.properties ?? {};
  const required = new Set(schema?.required);
  return (order ?? Object.keys(properties)).flatMap((name) => {
    const part = properties[name];
    return part && part["x-kind"] !== "version" ? [field(name, part, required.has(name))] : [];
  });
}

function field(name: string, schema: JsonSchema, required: boolean): Field {
  const kind = kindOf(schema);
  const title = schema.title ?? "";
  const help = schema.description ?? "";
  const align = schema["x-align"];
  return {
    name,
    kind,
    label: { vi: title, en: schema["x-label-en"] || title },
    help: { vi: help, en: schema["x-help-en"] || help },
    required: schema["x-required"] ?? required,
    filled: schema["x-filled"] === true,
    computed: schema["x-computed"] === true || schema["x-formula"] !== undefined,
    numbering: schema["x-formula"]?.trim() === "stt",
    placeholder: schema["x-placeholder"] ?? "",
    unit: schema["x-unit"] ?? "",
    decimals: schema["x-decimals"],
    default: schema.default,
    choices:
      kind === "choice"
        ? (schema.oneOf ?? []).map((choice) => {
            const value = String(choice.const ?? "");
            const label = choice.title || value;
            const help = choice.description ?? "";
            return {
              value,
              label: { vi: label, en: choice["x-label-en"] || label },
              help: { vi: help, en: choice["x-help-en"] || help },
              needs: choice["x-needs"],
            };
          })
        : [],
    item: kind === "list" ? field("", schema.items ?? { type: "string" }, false) : undefined,
    itemLabel: { vi: schema["x-item-label"] ?? "", en: schema.items?.["x-label-en"] ?? "" },
    fields:
      kind === "group" || kind === "vien_dan"
        ? parts(schema)
        : kind === "table" || kind === "signature"
          ? parts(schema.items, schema["x-columns"])
          : [],
    width: schema["x-width"] ?? 1,
    align: align === "center" || align === "right" ? align : "left",
    total: schema["x-total"] === true,
    totalLabel: schema["x-total-label"] ?? "",
    replaces: schema["x-replaces"],
  };
}

/** The sections of the form in their order; a field that no group names comes last. */
export function sections(schema: JsonSchema): Section[] {
  const all = new Map(parts(schema).map((part) => [part.name, part]));
  const result: Section[] = [];
  for (const group of schema["x-groups"] ?? []) {
    const fields = group.fields.flatMap((name) => {
      const found = all.get(name);
      all.delete(name);
      return found ? [found] : [];
    });
    if (fields.length > 0) result.push({ name: { vi: group.name, en: group.name_en || group.name }, fields });
  }
  for (const rest of all.values()) {
    const name = schema.properties?.[rest.name]?.["x-group"] ?? "";
    const section = result.find((candidate) => candidate.name.vi === name);
    if (section) section.fields.push(rest);
    else result.push({ name: { vi: name || "Khác", en: name || "Other" }, fields: [rest] });
  }
  return result;
}

/** A new entry of a list, table or signature: every part there and blank, so that it can be pointed at. */
export function blank(of: Field): Value {
  switch (of.kind) {
    case "list":
    case "table":
    case "signature":
      return [];
    case "group":
    case "vien_dan":
      return blankRow(of.fields);
    case "flag":
      return false;
    default:
      return "";
  }
}

export function blankRow(fields: Field[]): Value {
  return Object.fromEntries(fields.filter((part) => !part.computed).map((part) => [part.name, blank(part)]));
}
