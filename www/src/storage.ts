// What this browser keeps between two openings of the page. Storage may be off or full: then `false` comes back, and
// the page says so where it matters.
import type { Values } from "./core/model.ts";

const PREFIX = "thethuc:";

export interface StoredDraft {
  values: Values;
  /** Milliseconds since 1970. */
  savedAt: number;
  version: number;
}

export function remember(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function recall<T>(name: string, valid: (value: unknown) => boolean): T | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
    return valid(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

export function forget(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Storage that cannot be reached holds nothing of ours either.
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

export function recallDraft(template: string): StoredDraft | undefined {
  return recall<StoredDraft>(`draft:${template}`, (value) => isObject(value) && isObject(value.values) && typeof value.savedAt === "number");
}
