// What is kept of a document being written.
import type { Value, Values } from "../core/model.ts";

/** When something was changed and by which opening of the page; times only grow, whatever the clock does. */
export type Stamp = [time: number, tab: string];

export interface Change {
  /** A place in the values; "" for all of them. */
  path: string;
  value: Value | undefined;
  stamp: Stamp;
}

/** Changes of one tab on their way: to the other tabs, to the store, or in the journal. */
export interface Edits {
  changes: Change[];
  /** The last change of that tab which is in the store and so not here. */
  since: number;
  tab: string;
  /** The last change of every tab that its values had in them. */
  seen: Record<string, number>;
}

/** The values with what merging needs to know of how they came to be. */
export interface Text {
  values: Values;
  edits: Record<string, Stamp>;
  seen: Record<string, number>;
}

/** What the list of drafts shows: kept apart from the text so that a long list opens quickly. */
export interface Head {
  id: string;
  template: string;
  templateVersion: number;
  title: string;
  /** Number and symbol as far as they are given, and the day: yyyy-mm-dd, or less of it. */
  number?: string;
  day?: string;
  /** Milliseconds since 1970, like every time here. */
  created: number;
  changed: number;
  /** Saved as a file last. */
  saved?: { name: string; at: number };
}

export type VersionKind = "named" | "saved" | "before-restore" | "conflict";

export interface Version {
  id: string;
  draft: string;
  kind: VersionKind;
  /** Given by the user or counted: Dự thảo lần n. */
  name: string;
  made: number;
  values: Values;
}

/** A draft with everything of it, as a backup holds it and as deleting hands it back. */
export interface Whole {
  head: Head;
  text: Text;
  versions: Version[];
}

export function titleOf(values: Values): string {
  const title = values.trich_yeu;
  return typeof title === "string" ? title.trim().replace(/\s+/g, " ").slice(0, 300) : "";
}

/** What of its values a list tells a document by. */
export function factsOf(values: Values): Pick<Head, "title" | "number" | "day"> {
  const text = (name: string) => (typeof values[name] === "string" ? values[name].trim() : "");
  const [number, symbol] = [text("so"), text("ky_hieu")];
  return {
    title: titleOf(values),
    number: number === "" ? "" : symbol === "" ? number : `${number}/${symbol}`,
    day: text("ngay"),
  };
}

export const newId = () => crypto.randomUUID().slice(0, 13);
