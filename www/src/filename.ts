import type { TemplateInfo, Values } from "./core/model.ts";
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

/** `15-KH-UBND-trien-khai-…-05-4-2026`: number, symbol, abstract; ASCII only. */
function baseName(template: TemplateInfo, values: Values): string {
  const head = [ascii(text(values.so)), ascii(text(values.ky_hieu)) || (template.kind ? ascii(template.kind) : "")].filter(Boolean).join("-");
  const subject = slug(text(values.trich_yeu), LENGTH - 24) || slug(template.title, 40);
  const date = ascii(showDate(text(values.ngay)));
  return [head, subject, date].filter(Boolean).join("-").slice(0, LENGTH).replace(/-+$/, "");
}

/** The name of a file of the document; the suffix tells a separate appendix from the main one. */
export function fileName(template: TemplateInfo, values: Values, suffix: string): string {
  return `${[baseName(template, values), ascii(suffix)].filter(Boolean).join("-")}.docx`;
}
