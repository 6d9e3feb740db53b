// Undo across the form: the places that changed, each with what was there before and after. Typing in one place is one
// step until there is a pause in it.
import type { Value } from "./core/model.ts";

export interface Step {
  /** "" for everything. */
  path: string;
  before: Value | undefined;
  after: Value | undefined;
  at: number;
}

const PAUSE = 1500;
const LONGEST = 300;

const isText = (value: Value | undefined) => value === undefined || typeof value === "string" || typeof value === "number";

export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  record(step: Step): void {
    const last = this.#done.at(-1);
    this.#undone = [];
    if (last && last.path === step.path && step.at - last.at < PAUSE && [last.before, last.after, step.before, step.after].every(isText)) {
      last.after = step.after;
      last.at = step.at;
      return;
    }
    this.#done.push(step);
    if (this.#done.length > LONGEST) this.#done.shift();
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  undo(): Step | undefined {
    const step = this.#done.pop();
    if (step) this.#undone.push(step);
    return step;
  }

  redo(): Step | undefined {
    const step = this.#undone.pop();
    // What is typed next is a step of its own.
    if (step) this.#done.push({ ...step, at: -PAUSE });
    return step;
  }
}

/** Where the browser's own undo belongs: it knows the letters, and input methods count on it. */
export function undoesItself(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "range", "file", "color"].includes(target.type);
}
