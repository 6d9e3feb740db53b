// Undo across the form: the places that changed, each with what was there before and after. Typing in one place is one
// step until there is a pause in it.
import type { Value } from "./core/model.ts";
import { inside } from "./drafts/merge.ts";

export interface Step {
  /** "" for everything. */
  path: string;
  before: Value | undefined;
  after: Value | undefined;
  at: number;
  /** Typed into an input, whose own undo knows the letters. */
  typed?: boolean | undefined;
}

const PAUSE = 1500;
const LONGEST = 300;

const isText = (value: Value | undefined) =>
  value === undefined || typeof value === "string" || typeof value === "number";

export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  record(step: Step): void {
    const last = this.#done.at(-1);
    const alike = last?.typed === step.typed;
    this.#undone = [];
    if (!step.typed) this.#taken(step.path);
    if (
      last &&
      alike &&
      last.path === step.path &&
      step.at - last.at < PAUSE &&
      [last.before, last.after, step.before, step.after].every(isText)
    ) {
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

  /** The step that would be taken back, or done again, is not one an input knows. */
  isOwn(back: boolean): boolean {
    const step = (back ? this.#done : this.#undone).at(-1);
    return step !== undefined && !step.typed;
  }

  undo(): Step | undefined {
    const step = this.#done.pop();
    if (!step) return undefined;
    this.#undone.push(step);
    this.#taken(step.path);
    return step;
  }

  redo(): Step | undefined {
    const step = this.#undone.pop();
    if (!step) return undefined;
    // What is typed next is a step of its own.
    this.#done.push({ ...step, at: -PAUSE });
    this.#taken(step.path);
    return step;
  }

  /** A script wrote into the inputs of a place: they have forgotten what was typed there before. */
  #taken(path: string): void {
    for (const step of [...this.#done, ...this.#undone])
      if (inside(step.path, path) || inside(path, step.path)) step.typed = undefined;
  }
}

/** Where the browser's own undo belongs: it knows the letters, and input methods count on it. */
export function undoesItself(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "button", "range", "file", "color"].includes(target.type)
  );
}
