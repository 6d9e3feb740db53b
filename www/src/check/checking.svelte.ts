// Files examined in a worker, one after another, and which of their findings are shown: those nobody skipped, of rules the
// office keeps.
import type { Diagnostic, Examined, Found, RuleLevel } from "../core/model.ts";
import { profiles } from "../profile/profile.svelte.ts";
import { Hand, Refused } from "../worker/hand.ts";

export const LEVELS: RuleLevel[] = ["luat", "thong-le", "goi-y"];

export type State =
  | { kind: "waiting" }
  | { kind: "examined"; examined: Examined }
  | { kind: "refused"; findings: Diagnostic[] }
  /** By its ending no document that is read. */
  | { kind: "passed"; ending: string }
  | { kind: "lost" }
  | { kind: "broken" };

/** A finding by its position among those of its file. */
export interface Shown {
  at: number;
  found: Found;
}

/** The findings of a rule, and of all rules about a component. */
export interface OfRule {
  code: string;
  all: Shown[];
}
export interface OfPart {
  part: string;
  rules: OfRule[];
}
export interface OfLevel {
  level: RuleLevel;
  count: number;
  parts: OfPart[];
}

const ending = (name: string) => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

export class Checked {
  readonly file: File;
  readonly name: string;
  state = $state.raw<State>({ kind: "waiting" });
  /** Findings that are not told this time, by their positions. */
  skipped = $state.raw<ReadonlySet<number>>(new Set());

  constructor(file: File) {
    this.file = file;
    this.name = file.webkitRelativePath || file.name;
  }

  get all(): Shown[] {
    const { state } = this;
    return state.kind === "examined" ? state.examined.findings.map((found, at) => ({ at, found })) : [];
  }

  /** What is told: neither skipped nor what the office does otherwise. */
  get told(): Shown[] {
    const customs = profiles.customs;
    return this.all.filter(({ at, found }) => !this.skipped.has(at) && !customs.includes(found.code));
  }

  count(level: RuleLevel): number {
    return this.told.filter(({ found }) => found.level === level).length;
  }

  skip(which: Shown[]): () => void {
    const before = this.skipped;
    this.skipped = new Set([...before, ...which.map(({ at }) => at)]);
    return () => (this.skipped = before);
  }

  bytes = async (): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await this.file.arrayBuffer());
}

/** Level by level, component by component, rule by rule, as they follow one another. */
export function grouped(shown: Shown[], levels: RuleLevel[]): OfLevel[] {
  return levels.flatMap((level) => {
    const of = shown.filter(({ found }) => found.level === level);
    if (of.length === 0) return [];
    const parts = by(of, ({ found }) => found.part ?? "").map(([part, those]) => ({
      part,
      rules: by(those, ({ found }) => found.code).map(([code, all]) => ({ code, all })),
    }));
    return [{ level, count: of.length, parts }];
  });
}

/** Those with one key, in the order in which the keys are met. */
function by(shown: Shown[], key: (shown: Shown) => string): [string, Shown[]][] {
  const found = new Map<string, Shown[]>();
  for (const each of shown) found.set(key(each), [...(found.get(key(each)) ?? []), each]);
  return [...found];
}

class Checking {
  files = $state.raw<Checked[]>([]);
  chosen = $state.raw<Checked | undefined>();
  running = $state(false);
  #hand: Hand | undefined;
  /** Those under way are the last that was begun; an older run goes on no more. */
  #turn = 0;

  get done(): number {
    return this.files.filter(({ state }) => state.kind !== "waiting").length;
  }

  async take(files: File[]): Promise<void> {
    const added = files.filter((file) => !file.name.startsWith("~$")).map((file) => new Checked(file));
    this.files = [...this.files, ...added];
    this.chosen ??= added[0];
    await this.#run();
  }

  async #run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    const turn = ++this.#turn;
    try {
      for (;;) {
        const next = this.files.find(({ state }) => state.kind === "waiting");
        if (!next) return;
        const state = await this.#examined(next);
        if (turn !== this.#turn) return;
        next.state = state;
      }
    } finally {
      if (turn === this.#turn) this.running = false;
    }
  }

  async #examined(checked: Checked): Promise<State> {
    if (ending(checked.file.name) !== "docx") return { kind: "passed", ending: ending(checked.file.name) };
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      bytes = await checked.bytes();
    } catch {
      return { kind: "lost" };
    }
    try {
      this.#hand ??= await Hand.ready();
      return { kind: "examined", examined: await this.#hand.ask("examine", bytes) };
    } catch (error) {
      if (error instanceof Refused && error.diagnostics) return { kind: "refused", findings: error.diagnostics };
      // The core in that thread may be broken: the next file gets another.
      this.#hand?.end();
      this.#hand = undefined;
      return { kind: "broken" };
    }
  }

  /** Goes on with those that were not examined. */
  resume(): Promise<void> {
    return this.#run();
  }

  /** Stops at once; how many files were not examined. */
  stop(): number {
    this.#turn++;
    this.running = false;
    this.#hand?.end();
    this.#hand = undefined;
    return this.files.length - this.done;
  }

  clear(): void {
    this.stop();
    this.files = [];
    this.chosen = undefined;
  }
}

export const checking = new Checking();
