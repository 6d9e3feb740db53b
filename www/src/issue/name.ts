// The name of a document that got its number and date: they take the place of the old ones in it.
import { parseDate } from "../form/vietnamese.ts";

const two = (text: string) => text.padStart(2, "0");

/** A day, or a year alone that ends the name, as the names of documents have it: `05-3-2026`, `05.03.2026`, `2026-03-05`. */
const DAY = /(?<![0-9])(?:\d{1,2}[-._]\d{1,2}[-._]\d{4}|\d{4}[-._]\d{1,2}[-._]\d{1,2})(?![0-9])/g;

/** A day in front, by which names are sorted: `20260305`, `2026-03-05`. It keeps its form. */
const LEADING_DAY = /^(\d{4})([-._]?)(\d{2})\2(\d{2})(?=[-_. ])/;

/** What a document showed before it got its number. */
interface Old {
  number: string;
  date: string;
}

/**
 * The file's name with the new number where the old one stood, or in front, and the new day where a day stood. A number in front
 * is an old one where the document says so or where a symbol follows it; any other stays.
 */
export function issuedName(file: string, old: Old, number: string, day: string): string {
  const stem = file.replace(/\.docx$/i, "");
  const [was, now] = [parseDate(old.date), parseDate(day)];
  const [lead = "", year = "", between = "", month = "", date = ""] = LEADING_DAY.exec(stem) ?? [];
  const isDay = parseDate(`${date}/${month}/${year}`) !== undefined;
  const isOld = was === undefined || was.length < 10 || was === [year, month, date].join("-");
  if (!isDay || !isOld || !now)
    return `${withNumber(stem, old.number, number, (rest) => withDay(rest, was, now))}.docx`;
  const rest = stem.slice(lead.length).replace(/^[-_. ]+/, "");
  const apart = stem.charAt(lead.length);
  return `${now.split("-").join(between)}${apart}${withNumber(rest, old.number, number, (text) => text)}.docx`;
}

function withNumber(stem: string, old: string, now: string, day: (rest: string) => string): string {
  const shown = two(now.trim());
  const first = /^(\d{1,5})(?=[-_. ]|\p{Lu}{2})/u.exec(stem)?.[1];
  const isOld = (text: string) => old !== "" && Number(text) === Number(old);
  if (first !== undefined && (old === "" ? /^\d{1,5}[-_. ]?\p{Lu}{2}/u.test(stem) : isOld(first)))
    return `${shown}-${day(stem.slice(first.length).replace(/^[-_. ]+/, ""))}`;
  const behindKind = /(?<=(?:^|[-_. ])\p{Lu}{2,}[-_. ])\d{1,5}(?=$|[-_. ])/u.exec(stem);
  if (behindKind && isOld(behindKind[0])) {
    const [before, after] = [stem.slice(0, behindKind.index), stem.slice(behindKind.index + behindKind[0].length)];
    return `${before}${shown}${after && after.charAt(0) + day(after.slice(1))}`;
  }
  return `${shown}-${day(stem)}`;
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
