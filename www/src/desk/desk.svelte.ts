// The templates somebody uses: those pinned, and those begun last. Kept in this browser.
import { recall, remember } from "../storage.ts";

/** So many are worth a place at the top. */
const RECENT = 6;

const isNames = (value: unknown): boolean => Array.isArray(value) && value.every((name) => typeof name === "string");

class Desk {
  pinned = $state.raw(recall<string[]>("pinned", isNames) ?? []);
  recent = $state.raw(recall<string[]>("recent", isNames) ?? []);

  begun(template: string): void {
    this.recent = [template, ...this.recent.filter((other) => other !== template)].slice(0, RECENT);
    remember("recent", this.recent);
  }

  pin(template: string, on: boolean): void {
    const others = this.pinned.filter((other) => other !== template);
    this.pinned = on ? [...others, template] : others;
    remember("pinned", this.pinned);
  }

  /** What is removed from this browser is removed here. */
  reread(): void {
    this.pinned = recall<string[]>("pinned", isNames) ?? [];
    this.recent = recall<string[]>("recent", isNames) ?? [];
  }
}

export const desk = new Desk();
