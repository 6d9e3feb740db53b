// The days a document speaks of, each with the words around it.
import { COUNTED, UNTIL } from "./words.ts";

export interface Named {
  /** The field whose text it stands in. */
  path: string;
  /** As it is written. */
  text: string;
  /** yyyy-mm-dd. */
  day: string;
  /** The words around it. */
  around: string;
  /** Something is to be done by then. */
  isDeadline: boolean;
}

const DAY = /(?:ngày\s+)?(\d{1,2})(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})/giu;
/** Words of a deadline in the same clause as the day behind them; the end of a span from day to day is none. */
const BY = new RegExp(
  String.raw`(?<!\p{L}|(?:${COUNTED.join("|")}|\d)\s+)(?:${UNTIL.join("|")})(?!\p{L})[^.;]{0,40}$`,
  "iu",
);
const BEFORE = 60;
const AFTER = 24;

/** The days in a text, in its order; what is no day of the calendar is left to the findings. */
export function daysIn(path: string, text: string): Named[] {
  return [...text.matchAll(DAY)].flatMap((match) => {
    const [whole, d = "", m = "", y = ""] = match;
    const day = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
    const time = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return [];
    const before = text.slice(Math.max(0, match.index - BEFORE), match.index);
    const rest = text.slice(match.index + whole.length);
    const after = rest.length > AFTER ? `${rest.slice(0, rest.indexOf(" ", AFTER) + 1 || AFTER).trimEnd()}…` : rest;
    const cut = match.index > BEFORE ? `…${before.slice(before.indexOf(" ") + 1)}` : before;
    return [{ path, text: whole, day, around: `${cut}${whole}${after}`.trim(), isDeadline: BY.test(before) }];
  });
}

/** 0 is Sunday. */
export const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
