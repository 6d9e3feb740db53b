import type { TemplateInfo, Values } from "./core/model.ts";
import { read } from "./form/path.ts";
import { showDate, slug } from "./form/vietnamese.ts";

/** Longest name before `.docx`: short enough for paths on old file shares. */
const LENGTH = 96;

const text = (value: unknown) => (typeof value === "string" || typeof value === "number" ? String(value).trim() : "");

/** Letters and digits without marks, case kept: a symbol such as `QĐ-UBND` stays readable. */
function ascii(value: string): string {
  return value
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** How a file is named where the office has no pattern of its own. */
export const PATTERN = "{{so}}-{{ky_hieu}}-{{trich_yeu}}-{{ngay}}";

/** One part of a name: `15`, `KH-UBND`, `trien-khai-…`, `05-4-2026`; ASCII only. */
function part(name: string, template: TemplateInfo, values: Values): string {
  switch (name) {
    case "loai":
      return slug(template.title, 40);
    case "ky_hieu":
      return ascii(text(values.ky_hieu)) || (template.kind ? ascii(template.kind) : "");
    case "trich_yeu":
      return slug(text(values.trich_yeu), LENGTH - 24) || slug(template.title, 40);
    default: {
      const value = text(read(values, name));
      return ascii(/^\d{4}(-\d{2}){0,2}$/.test(value) ? showDate(value) : value);
    }
  }
}

/** The name of a file of the document by a pattern; the suffix tells a separate appendix from the main one. */
export function fileName(template: TemplateInfo, values: Values, suffix: string, pattern = ""): string {
  const filled = (of: string) =>
    ascii(of.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => ` ${part(name, template, values)} `));
  const base = (filled(pattern) || filled(PATTERN)).slice(0, LENGTH).replace(/-+$/, "");
  return `${[base, ascii(suffix)].filter(Boolean).join("-")}.docx`;
}
