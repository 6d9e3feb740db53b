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

type Entry = string | { [name: string]: Value };
type Memory = { [name: string]: Entry[] };

/** These are different every time. */
const FLEETING = new Set(["so", "trich_yeu", "noi_dung", "ngay", "stt", "so_ban_luu", "so_ban_phat_hanh"]);

const isMemory = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).every(Array.isArray);
const load = () => recall<Memory>("used", isMemory) ?? {};

/** A place without the numbers of its entries: `chu_ky.0.chuc_vu` is `chu_ky.chuc_vu`. */
export const placeName = (path: string) =>
  path
    .split(".")
    .filter((step) => !/^\d+$/.test(step))
    .join(".");

const key = (entry: Entry) => fold(typeof entry === "string" ? entry : JSON.stringify(entry));

function add(memory: Memory, name: string, entry: Entry): void {
  const rest = (memory[name] ?? []).filter((other) => key(other) !== key(entry));
  memory[name] = [entry, ...rest].slice(0, KEPT);
}

function learnField(memory: Memory, field: Field, name: string, value: Value | undefined): void {
  if (isBlank(value) || field.computed || FLEETING.has(field.name)) return;
  switch (field.kind) {
    case "line":
    case "text":
      if (typeof value === "string" && value.length <= LONGEST) add(memory, name, value.trim());
      return;
    case "list":
      if (Array.isArray(value))
        for (const entry of [...value].reverse()) learnField(memory, field.item as Field, name, entry);
      return;
    case "signature":
    case "table":
      if (Array.isArray(value)) for (const row of [...value].reverse()) learnParts(memory, field, name, row);
      return;
    case "vien_dan":
      if (typeof value === "string") add(memory, name, value);
      else if (value !== null && typeof value === "object" && !Array.isArray(value)) add(memory, CITED, value);
      return;
    case "group":
      learnParts(memory, field, name, value);
      return;
    default:
  }
}

function learnParts(memory: Memory, field: Field, name: string, value: Value | undefined): void {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return;
  for (const part of field.fields) learnField(memory, part, `${name}.${part.name}`, value[part.name]);
}

/** Cited documents are offered wherever one is cited. */
export const CITED = "vien_dan";

/** Remembers what a document says; called when it is saved. */
export function learn(sections: Section[], values: Values): void {
  const memory = load();
  for (const section of sections)
    for (const field of section.fields) learnField(memory, field, field.name, values[field.name]);
  remember("used", memory);
}

/** What fits to what is typed so far, the latest first; what the profile offers comes before. */
export function matching(name: string, typed: string, first: string[] = []): string[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const known = [...first, ...(load()[name] ?? []).filter((entry): entry is string => typeof entry === "string")];
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
    .filter((entry): entry is { [name: string]: Value } => typeof entry !== "string")
    .filter((entry) => {
      const text = fold(Object.values(entry).join(" "));
      return words.every((word) => text.includes(word));
    })
    .slice(0, OFFERED);
}
