// Small things this browser keeps between two openings of the page: settings and profiles; documents are kept by
// ./drafts. Storage may be off or full: then `false` comes back, and the page says so where it matters. On a shared
// machine nothing is written, and what is remembered is gone with the page.

const PREFIX = "thethuc:";
const SHARED = "shared-machine";

const passing = new Map<string, string>();
let shared = item(SHARED) !== null;

function item(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: unknown): boolean {
  const text = JSON.stringify(value);
  if (shared) {
    passing.set(name, text);
    return true;
  }
  try {
    localStorage.setItem(PREFIX + name, text);
    return true;
  } catch {
    return false;
  }
}

export function recall<T>(name: string, valid: (value: unknown) => boolean): T | undefined {
  try {
    const value: unknown = JSON.parse(passing.get(name) ?? item(name) ?? "null");
    return valid(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

export function forget(name: string): void {
  passing.delete(name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Storage that cannot be reached holds nothing of ours either.
  }
}

/** The names that begin so, of what is kept on the disk. */
export function namesOf(beginning: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + beginning))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

/** Everything remembered, by name. */
export function remembered(): Record<string, unknown> {
  const names = new Set([...namesOf(""), ...passing.keys()]);
  return Object.fromEntries(
    [...names]
      .map((name) => [name, recall<unknown>(name, (value) => value !== null)])
      .filter(([, value]) => value !== undefined),
  );
}

export const isShared = () => shared;

/** A shared machine keeps nothing but the word that it is one. */
export function setShared(on: boolean): void {
  if (on) remember(SHARED, true);
  shared = on;
  if (!on) {
    forget(SHARED);
    passing.clear();
  }
}

/** Removes everything but the word that this is a shared machine. */
export function forgetAll(): void {
  passing.clear();
  for (const name of namesOf("")) if (name !== SHARED) forget(name);
}
