import type { Language } from "../words.ts";

/** The day and the time as people write them. */
export function when(time: number, language: Language): string {
  return new Date(time).toLocaleString(language === "vi" ? "vi-VN" : "en-GB", {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}
