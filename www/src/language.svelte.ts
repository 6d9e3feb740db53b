import type { Words } from "./form/schema.ts";
import { recall, remember } from "./storage.ts";
import { type Language, STRINGS } from "./words.ts";

/** `(--map "Cột=trường")`, `(dòng lệnh: --hidden skip)`. */
const OPTION = / \((?:dòng lệnh: |command line: )?--[^)]*\)/g;

class Interface {
  language = $state<Language>(recall<Language>("language", (value) => value === "vi" || value === "en") ?? "vi");
  /** The words of the page in the chosen language. */
  words = $derived(STRINGS[this.language]);

  choose(language: Language): void {
    this.language = language;
    remember("language", language);
  }

  /** The words of a part of the page in the chosen language. */
  from<T>(both: Record<Language, T>): T {
    return both[this.language];
  }

  /** What a finding says in the chosen language, without how the command line is told of it. */
  told(finding: { message: string; english: string }): string {
    return (this.language === "vi" ? finding.message : finding.english).replace(OPTION, "");
  }

  /** What a template is called in the chosen language. */
  title(template: { title: string; title_en: string }): string {
    return (this.language === "en" && template.title_en) || template.title;
  }

  description(template: { description: string; description_en: string }): string {
    return (this.language === "en" && template.description_en) || template.description;
  }

  /** A label of the template in the chosen language. */
  of(words: Words): string {
    return words[this.language] || words.vi;
  }
}

export const ui = new Interface();
