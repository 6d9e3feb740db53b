// Templates under the headings of their list.
import type { TemplateInfo } from "./core/model.ts";

/** In the order of the list; those of a group need not stand together. */
export function grouped(templates: TemplateInfo[]): TemplateInfo[][] {
  const groups = new Map<string, TemplateInfo[]>();
  for (const template of templates) groups.set(template.group, [...(groups.get(template.group) ?? []), template]);
  return [...groups.values()];
}

export function heading(members: TemplateInfo[], language: string): string {
  const [first] = members;
  return (language === "en" && first?.group_en) || (first?.group ?? "");
}
