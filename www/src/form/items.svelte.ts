// Entries of a list that can be added, moved and taken away while each keeps its own inputs.
import { tick } from "svelte";
import type { Value } from "../core/model.ts";
import { inputId } from "./context.ts";
import type { FormState } from "./state.ts";

let next = 1;

export class Items {
  #work: FormState;
  #path: () => string;
  #preset: () => Value | undefined;
  #alwaysOne: () => boolean;
  #keys: number[] = [];

  /** With `alwaysOne` an empty list shows one blank entry, which becomes real with the first letter in it. */
  constructor(work: FormState, path: () => string, preset: () => Value | undefined, alwaysOne: () => boolean) {
    this.#work = work;
    this.#path = path;
    this.#preset = preset;
    this.#alwaysOne = alwaysOne;
  }

  /** The entries as they are, without the blank one. */
  get values(): Value[] {
    const own = this.#work.get(this.#path());
    if (Array.isArray(own)) return own;
    if (typeof own === "string" && own !== "") return [own];
    const preset = this.#preset();
    return own === undefined && Array.isArray(preset) ? preset : [];
  }

  get length(): number {
    return Math.max(this.values.length, this.#alwaysOne() ? 1 : 0);
  }

  /** One steady key for each entry shown. */
  get keys(): number[] {
    const length = this.length;
    while (this.#keys.length < length) this.#keys.push(next++);
    this.#keys.length = length;
    return this.#keys.slice();
  }

  #store(values: Value[]): void {
    this.#work.set(this.#path(), values);
  }

  #copy(): Value[] {
    return $state.snapshot<unknown>(this.values) as Value[];
  }

  insert(at: number, ...entries: Value[]): void {
    const values = this.#copy();
    while (values.length < Math.min(at, this.length)) values.push("");
    values.splice(at, 0, ...entries);
    this.#keys.splice(at, 0, ...entries.map(() => next++));
    this.#store(values);
  }

  /** Puts entries in the place of one or some; the function that comes back puts everything as it was. */
  spread(at: number, entries: Value[], replaced = 1): () => void {
    const before = this.#copy();
    const values = before.slice();
    values.splice(at, replaced, ...entries);
    this.#keys.splice(at + replaced, 0, ...entries.slice(replaced).map(() => next++));
    this.#store(values);
    return () => this.#store(before);
  }

  /** Takes an entry away; the function that comes back puts everything as it was. */
  remove(at: number): () => void {
    const before = this.#copy();
    const values = before.slice();
    values.splice(at, 1);
    this.#keys.splice(at, 1);
    this.#store(values);
    return () => this.#store(before);
  }

  move(at: number, by: -1 | 1): void {
    const values = this.#copy();
    const to = at + by;
    if (to < 0 || to >= values.length) return;
    for (const list of [values, this.#keys] as unknown[][]) list.splice(to, 0, ...list.splice(at, 1));
    this.#store(values);
  }

  /** Brings the cursor into an entry, or onto what follows when there is none. */
  async focus(at: number): Promise<void> {
    await tick();
    const exact = document.getElementById(inputId(`${this.#path()}.${at}`));
    const within = document.querySelector<HTMLElement>(
      `[data-entry="${CSS.escape(`${this.#path()}.${at}`)}"] :is(input, textarea, select, .body-text):not([tabindex="-1"], .modes *)`,
    );
    (exact ?? within ?? document.querySelector<HTMLElement>(`[data-add="${CSS.escape(this.#path())}"]`))?.focus();
  }
}
