// Two tabs, or a tab and the store, that changed the same draft: field by field, the newest wins, and what loses to a
// change made without knowledge of it is named, so that it can be kept as a version.
import type { Value, Values } from "../core/model.ts";
import { isBlank, read, within, write } from "../form/path.ts";
import type { Change, Edits, Stamp, Text } from "./draft.ts";

/** Changes older than this are known to every tab that is still open. */
const HORIZON = 24 * 3600 * 1000;

export interface Lost {
  path: string;
  stamp: Stamp;
  values: Values;
}

export interface Merged {
  text: Text;
  /** The changes that were taken over, oldest first. */
  taken: Change[];
  lost: Lost[];
}

export function emptyText(): Text {
  return { values: {}, edits: {}, seen: {} };
}

export const inside = (path: string, ancestor: string) => ancestor === "" || within(path, ancestor);
const overlap = (a: string, b: string) => inside(a, b) || inside(b, a);
const later = (a: Stamp, b: Stamp) => a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);

export function newest(text: Text): number {
  return Math.max(0, ...Object.values(text.seen));
}

export function valueAt(values: Values, path: string): Value | undefined {
  return path === "" ? values : read(values, path);
}

/** Puts a changed value at its place; gives the values back, new ones when all were replaced. */
export function put(values: Values, path: string, value: Value | undefined): Values {
  if (path === "") return structuredClone(value ?? {}) as Values;
  write(values, path, structuredClone(value));
  return values;
}

/** Notes a change in the text it was made in. */
export function record(text: Text, { path, stamp }: Pick<Change, "path" | "stamp">): void {
  for (const old of Object.keys(text.edits)) if (inside(old, path)) delete text.edits[old];
  text.edits[path] = stamp;
  text.seen[stamp[1]] = Math.max(text.seen[stamp[1]] ?? 0, stamp[0]);
}

/** The whole of a text as changes on their way. */
export function asEdits(text: Text, tab: string): Edits {
  const changes = Object.entries(text.edits).map(([path, stamp]) => ({
    path,
    stamp,
    value: valueAt(text.values, path),
  }));
  return { changes, since: 0, tab, seen: text.seen };
}

/** A text that loses nothing when its winner says it too. */
function contained(loser: Value | undefined, winner: Value | undefined): boolean {
  if (isBlank(loser)) return true;
  if (typeof loser === "string" && typeof winner === "string") return winner.includes(loser);
  return JSON.stringify(loser) === JSON.stringify(winner);
}

/** Takes over what `incoming` has and `text` has not. The text given is left as it was. */
export function merge(text: Text, incoming: Edits): Merged {
  const floor =
    Math.max(newest(text), ...Object.values(incoming.seen), ...incoming.changes.map((change) => change.stamp[0])) -
    HORIZON;
  const knows = (seen: Record<string, number>, [time, tab]: Stamp) => time <= Math.max(seen[tab] ?? 0, floor);
  const fresh = incoming.changes
    .filter((change) => !knows(text.seen, change.stamp))
    .sort((a, b) => (later(a.stamp, b.stamp) ? 1 : -1));
  const rivals = Object.entries(text.edits).filter(([, stamp]) => !knows(incoming.seen, stamp));
  const next: Text = structuredClone(text);
  const taken: Change[] = [];
  const lost: Lost[] = [];
  for (const change of fresh) {
    const against = rivals.filter(([path]) => overlap(path, change.path));
    // A change of a whole list or group stands against one inside it: what is inside may no longer be there.
    const wins = against.every(([path, stamp]) =>
      path === change.path ? later(change.stamp, stamp) : inside(path, change.path),
    );
    if (wins) {
      next.values = put(next.values, change.path, change.value);
      record(next, change);
      taken.push(change);
      for (const [path, stamp] of against) {
        if (!contained(valueAt(text.values, path), valueAt(next.values, path)))
          lost.push({ path, stamp, values: structuredClone(text.values) });
      }
    } else {
      if (!contained(change.value, valueAt(text.values, change.path))) {
        lost.push({
          path: change.path,
          stamp: change.stamp,
          values: fresh.reduce((values, each) => put(values, each.path, each.value), structuredClone(text.values)),
        });
      }
      next.seen[change.stamp[1]] = Math.max(next.seen[change.stamp[1]] ?? 0, change.stamp[0]);
    }
  }
  for (const [tab, time] of Object.entries(next.seen)) if (time < floor) delete next.seen[tab];
  return { text: next, taken, lost };
}

/** Takes over a text with everything it knows. */
export function absorb(text: Text, other: Text): Merged {
  const merged = merge(text, asEdits(other, ""));
  for (const [tab, time] of Object.entries(other.seen))
    merged.text.seen[tab] = Math.max(merged.text.seen[tab] ?? 0, time);
  return merged;
}
