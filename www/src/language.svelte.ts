import type { Words } from "./form/schema.ts";
import { recall, remember } from "./storage.ts";
import { type Language, STRINGS } from "./words.ts";

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

  /** A label of the template in the chosen language. */
  of(words: Words): string {
    return words[this.language] || words.vi;
  }
}

export const ui = new Interface();
