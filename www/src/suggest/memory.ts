// What this office has written before: recipients, bases, places, positions. Learned when a document is saved, kept in
// this browser only, and offered while somebody types.
import type { Value, Values } from "../core/model.ts";
import { isBlank } from "../form/path.ts";
import type { Field, Section } from "../form/schema.ts";
import { fold } from "../form/vietnamese.ts";
import { recall, remember } from "../storage.ts";

/** Texts kept for one field, the latest first, and the longest that is worth offering. */
const KEPT = 200;
const LONGEST = 300;
const OFFERED = 7;

export type Entry = string | { [name: string]: Value };

/** A text, when it was last used, and when in the documents of each template; milliseconds since 1970, 0 where nobody knows. */
interface Use {
  entry: Entry;
  at: number;
  in: Record<string, number>;
}
type Memory = { [name: string]: Use[] };

/** Where and when something is learned. */
interface Occasion {
  template: string;
  at: number;
}

/** These are different every time. */
const FLEETING = new Set(["so", "trich_yeu", "noi_dung", "ngay", "stt", "so_ban_luu", "so_ban_phat_hanh"]);

const isMemory = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every(Array.isArray);
const isUse = (kept: Use | Entry): kept is Use => typeof kept === "object" && "entry" in kept && "in" in kept;

/** What was kept before there were days has none. */
function load(): Memory {
  const kept = recall<{ [name: string]: (Use | Entry)[] }>("used", isMemory) ?? {};
  return Object.fromEntries(
    Object.entries(kept).map(([name, list]) => [
      name,
      list.map((each) => (isUse(each) ? each : { entry: each, at: 0, in: {} })),
    ]),
  );
}

/** A place without the numbers of its entries: `chu_ky.0.chuc_vu` is `chu_ky.chuc_vu`. */
export const placeName = (path: string) =>
  path
    .split(".")
    .filter((step) => !/^\d+$/.test(step))
    .join(".");

const key = (entry: Entry) => fold(typeof entry === "string" ? entry : JSON.stringify(entry));

function add(memory: Memory, name: string, entry: Entry, { template, at }: Occasion): void {
  const known = memory[name] ?? [];
  const before = known.find((other) => key(other.entry) === key(entry));
  const rest = known.filter((other) => other !== before);
  memory[name] = [{ entry, at, in: { ...before?.in, [template]: at } }, ...rest].slice(0, KEPT);
}

function learnField(memory: Memory, field: Field, name: string, value: Value | undefined, on: Occasion): void {
  if (isBlank(value) || field.computed || FLEETING.has(field.name)) return;
  switch (field.kind) {
    case "line":
    case "text":
      if (typeof value === "string" && value.length <= LONGEST) add(memory, name, value.trim(), on);
      return;
    case "list":
      if (Array.isArray(value))
        for (const entry of [...value].reverse()) learnField(memory, field.item as Field, name, entry, on);
      return;
    case "signature":
    case "table":
      if (Array.isArray(value)) for (const row of [...value].reverse()) learnParts(memory, field, name, row, on);
      return;
    case "vien_dan":
      if (typeof value === "string") add(memory, name, value, on);
      else if (value !== null && typeof value === "object" && !Array.isArray(value)) {
        add(memory, CITED, value, on);
        if (name !== CITED) add(memory, name, value, on);
      }
      return;
    case "group":
      learnParts(memory, field, name, value, on);
      return;
    default:
  }
}

function learnParts(memory: Memory, field: Field, name: string, value: Value | undefined, on: Occasion): void {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return;
  for (const part of field.fields) learnField(memory, part, `${name}.${part.name}`, value[part.name], on);
}

/** Cited documents are offered wherever one is cited. */
export const CITED = "vien_dan";

/** Remembers what a document says; called when it is saved. */
export function learn(sections: Section[], values: Values, on: Occasion): void {
  const memory = load();
  for (const section of sections)
    for (const field of section.fields) learnField(memory, field, field.name, values[field.name], on);
  remember("used", memory);
}

/** What fits to what is typed so far, the latest first; what the profile offers comes before. */
export function matching(name: string, typed: string, first: string[] = []): string[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const kept = (load()[name] ?? []).map(({ entry }) => entry);
  const known = [...first, ...kept.filter((entry): entry is string => typeof entry === "string")];
  const seen = new Set<string>();
  return known
    .filter((text) => {
      const folded = fold(text);
      if (seen.has(folded) || folded === fold(typed.trim()) || !words.every((word) => folded.includes(word)))
        return false;
      seen.add(folded);
      return true;
    })
    .slice(0, OFFERED);
}

/** Cited documents whose parts fit to what is typed so far. */
export function matchingCitations(typed: string): { [name: string]: Value }[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return (load()[CITED] ?? [])
    .map(({ entry }) => entry)
    .filter((entry): entry is { [name: string]: Value } => typeof entry !== "string")
    .filter((entry) => {
      const text = fold(Object.values(entry).join(" "));
      return words.every((word) => text.includes(word));
    })
    .slice(0, OFFERED);
}

/** What documents of a template said there, the latest first, and when. */
export function recent(name: string, template: string): { entry: Entry; at: number }[] {
  return (load()[name] ?? [])
    .flatMap(({ entry, in: used }) => (used[template] === undefined ? [] : [{ entry, at: used[template] }]))
    .sort((a, b) => b.at - a.at)
    .slice(0, OFFERED);
}
