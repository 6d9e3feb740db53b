// Two states of a document, field by field and within a field word by word.
import { diffArrays } from "diff";
import type { Value, Values } from "../core/model.ts";
import { isBlank } from "../form/path.ts";
import type { Field, Words } from "../form/schema.ts";
import { showDate } from "../form/vietnamese.ts";

export interface Piece {
  kind: "same" | "added" | "removed";
  text: string;
}

export interface Difference {
  /** The field of the document. */
  path: string;
  pieces: Piece[];
}

/** Texts so different that words no longer help are shown one after the other. */
const PATIENCE = { timeout: 400 };
/** Around a change, so many letters of what stayed are shown. */
const CONTEXT = 160;

/** In the language of the page. */
type Say = (words: Words) => string;
const vietnamese: Say = (words) => words.vi;

/** A value as people read it: an entry or a row a line, of what can be chosen its label. */
export function asText(value: Value | undefined, field?: Field, say = vietnamese): string {
  if (isBlank(value)) return "";
  if (Array.isArray(value)) return value.map((entry) => line(entry, field?.item ?? field, say)).join("\n");
  if (typeof value === "object") return line(value, field, say);
  if (value === true) return "✓";
  const chosen = field?.choices.find((choice) => choice.value === String(value));
  if (chosen) return say(chosen.label);
  return typeof value === "string" && /^\d{4}(-\d{2}){1,2}$/.test(value) ? showDate(value) : String(value);
}

function line(value: Value, field: Field | undefined, say: Say): string {
  if (Array.isArray(value))
    return value
      .map((entry) => line(entry, field?.item ?? field, say))
      .filter(Boolean)
      .join("; ");
  if (value === null || typeof value !== "object") return asText(value, field, say);
  const part = (name: string) => field?.fields.find((part) => part.name === name);
  return Object.entries(value)
    .map(([name, each]) => line(each, part(name), say))
    .filter(Boolean)
    .join(" · ");
}

const lines = (text: string) => text.match(/[^\n]*\n|[^\n]+/g) ?? [];
/** Words, spaces and marks, each one token; an NFD letter keeps its marks. */
const tokens = (text: string) => text.match(/[\p{L}\p{M}\p{N}]+|\s|[^\p{L}\p{M}\p{N}\s]/gu) ?? [];

function diff(before: string[], after: string[]): Piece[] | undefined {
  return diffArrays(before, after, PATIENCE)?.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value.join(""),
  }));
}

function byWords(before: string, after: string): Piece[] {
  const pieces = diff(tokens(before), tokens(after)) ?? [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
  // A single space that happens to be the same between two changes only makes them harder to read.
  const joined: Piece[] = [];
  pieces.forEach((piece, i) => {
    const between = piece.kind === "same" && /^ +$/.test(piece.text) && i > 0 && i < pieces.length - 1;
    for (const kind of between ? (["removed", "added"] as const) : [piece.kind])
      joined.push({ kind, text: piece.text });
  });
  return gather(joined);
}

/** Within one change, first all that went and then all that came; a space that ends both stays. */
function gather(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  const push = (kind: Piece["kind"], text: string) => {
    const last = out.at(-1);
    if (text === "") return;
    if (last?.kind === kind) last.text += text;
    else out.push({ kind, text });
  };
  let removed = "";
  let added = "";
  const close = () => {
    const kept = removed.endsWith(" ") && added.endsWith(" ") ? 1 : 0;
    push("removed", removed.slice(0, removed.length - kept));
    push("added", added.slice(0, added.length - kept));
    if (kept) push("same", " ");
    removed = added = "";
  };
  for (const piece of pieces) {
    if (piece.kind === "removed") removed += piece.text;
    else if (piece.kind === "added") added += piece.text;
    else {
      close();
      push("same", piece.text);
    }
  }
  close();
  return out;
}

/** What became of a text: unchanged paragraphs are found first, then words within those that changed. */
export function compareTexts(before: string, after: string): Piece[] {
  const coarse = gather(
    diff(lines(before), lines(after)) ?? [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ],
  );
  const out: Piece[] = [];
  for (let i = 0; i < coarse.length; i++) {
    const piece = coarse[i] as Piece;
    const next = coarse[i + 1];
    if (piece.kind === "removed" && next?.kind === "added") {
      out.push(...byWords(piece.text, next.text));
      i++;
    } else out.push(piece);
  }
  return out;
}

/** Long stretches that stayed the same are cut down to what surrounds the changes. */
export function abridge(pieces: Piece[]): Piece[] {
  return pieces.map((piece, i) => {
    if (piece.kind !== "same" || piece.text.length <= 2 * CONTEXT) return piece;
    const head = i === 0 ? "" : piece.text.slice(0, CONTEXT).replace(/\S+$/, "");
    const tail = i === pieces.length - 1 ? "" : piece.text.slice(-CONTEXT).replace(/^\S+/, "");
    return { kind: "same", text: `${head}…${tail}` };
  });
}

/** The fields that differ, in the order of `fields`; those the form does not know come last. */
export function compare(before: Values, after: Values, fields: Field[], say = vietnamese): Difference[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  const names = new Set([...known.keys(), ...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((path) => {
    const [old, now] = [before, after].map((values) => asText(values[path], known.get(path), say)) as [string, string];
    return old === now ? [] : [{ path, pieces: compareTexts(old, now) }];
  });
}
