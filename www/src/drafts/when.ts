import type { Language } from "../words.ts";

/** The day and the time as people write them. */
export function when(time: number, language: Language): string {
  return new Date(time).toLocaleString(language === "vi" ? "vi-VN" : "en-GB", { dateStyle: "short", timeStyle: "short" });
}
