// What was typed and is not in the database yet, written down in the same moment: a page that is closed has no time to
// wait for a database. Of a browser that is killed the database alone is left, so this is no substitute for it.
import type { Edits, Head } from "./draft.ts";
import { forget, namesOf, recall, remember } from "../storage.ts";

const PREFIX = "journal:";

export interface Entry {
  head: Head;
  edits: Edits;
}

const nameOf = (draft: string, tab: string) => `${PREFIX}${draft}:${tab}`;

function isEntry(value: unknown): boolean {
  const entry = value as Entry | null;
  return typeof entry?.head?.id === "string" && Array.isArray(entry.edits?.changes);
}

export function note(entry: Entry): void {
  remember(nameOf(entry.head.id, entry.edits.tab), entry);
}

export function strike(draft: string, tab: string): void {
  forget(nameOf(draft, tab));
}

/** Forgets a draft in every tab's journal. */
export function strikeAll(draft: string): void {
  for (const name of namesOf(PREFIX)) if (name.startsWith(`${PREFIX}${draft}:`)) forget(name);
}

/** Gives every entry to `replay` and forgets those that went well and did not grow meanwhile. */
export async function replayAll(replay: (entry: Entry) => Promise<void>): Promise<void> {
  for (const name of namesOf(PREFIX)) {
    const entry = recall<Entry>(name, isEntry);
    if (!entry) continue;
    const before = JSON.stringify(entry);
    await replay(entry);
    if (JSON.stringify(recall<Entry>(name, isEntry)) === before) forget(name);
  }
}
