// The name of a document that got its number and date: they take the place of the old ones in it.
import { parseDate } from "../form/vietnamese.ts";

const two = (text: string) => text.padStart(2, "0");

/** A day, or a year alone that ends the name, as the names of documents have it: `05-3-2026`, `05.03.2026`, `2026-03-05`. */
const DAY = /(?<![0-9])(?:\d{1,2}[-._]\d{1,2}[-._]\d{4}|\d{4}[-._]\d{1,2}[-._]\d{1,2})(?![0-9])/g;

/**
 * The file's name with the new number in front and the new day where a day stood. A number in front is an old one where the
 * document says so or where a symbol follows it; any other stays.
 */
export function issuedName(file: string, old: { number: string; date: string }, number: string, day: string): string {
  const stem = file.replace(/\.docx$/i, "");
  const first = /^(\d{1,5})(?=[-_. ])/.exec(stem)?.[1];
  const isNumber =
    first !== undefined &&
    (old.number !== "" ? Number(first) === Number(old.number) : /^\d{1,5}[-_. ]\p{Lu}{2}/u.test(stem));
  const rest = isNumber ? stem.slice(first.length).replace(/^[-_. ]+/, "") : stem;
  return `${two(number.trim())}-${withDay(rest, parseDate(old.date), parseDate(day))}.docx`;
}

function withDay(stem: string, old: string | undefined, now: string | undefined): string {
  if (!now) return stem;
  const [year = "", month = "", date = ""] = now.split("-");
  const shown = [date, month, year].join("-");
  const days = [...stem.matchAll(DAY)].filter(
    ([day]) => old === undefined || old.length < 10 || parseDate(day) === old,
  );
  const last = days.at(-1);
  if (last) return stem.slice(0, last.index) + shown + stem.slice(last.index + last[0].length);
  const partly = /(?<=[-_. ])(?:\d{1,2}[-._])?(\d{4})$/.exec(stem);
  const open = partly && old !== undefined && old.length < 10 && old.startsWith(partly[1] ?? "");
  return open ? stem.slice(0, partly.index) + shown : stem;
}
