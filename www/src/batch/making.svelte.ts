// Makes the documents of a batch: some workers fill, the page hands out and collects. What is handed to a place is whole.
import type { Diagnostic, OutputFile } from "../core/model.ts";
import { Hand, Refused } from "../worker/hand.ts";
import type { Place } from "./places.ts";

/** Documents a worker fills between two messages: long enough that messages cost nothing, short enough for a cancel. */
const PORTION = 10;
/** Workers at most; each has about 15 MB of its own. */
const WORKERS = 4;

export interface Failed {
  document: number;
  message: string;
  english: string;
}

export type Standing = "idle" | "running" | "paused" | "stopping" | "done" | "cancelled" | "failed";

interface Task {
  lead: Hand;
  template: string;
  date: string;
  /** The documents by their numbers in the batch, in their order. */
  documents: number[];
  place: Place;
}

/** The time left, in seconds, once it can be told. */
function left(done: number, total: number, seconds: number): number | undefined {
  return done >= PORTION && seconds > 0.4 ? ((total - done) * seconds) / done : undefined;
}

export class Making {
  standing = $state<Standing>("idle");
  total = $state(0);
  /** Documents that are whole at their place. */
  done = $state(0);
  failed = $state.raw<Failed[]>([]);
  /** Why it stopped. */
  trouble = $state.raw<Error | undefined>();
  /** Seconds to go. */
  left = $state<number | undefined>();
  /** Seconds it took, without pauses. */
  seconds = $state(0);

  /** Documents of the last task that are not made yet. */
  #remaining: number[] = [];
  #resume: (() => void) | undefined;
  #gate: Promise<void> | undefined;
  #started = 0;

  get busy(): boolean {
    return this.standing === "running" || this.standing === "paused" || this.standing === "stopping";
  }

  get remaining(): number[] {
    return this.#remaining;
  }

  pause(): void {
    if (this.standing !== "running") return;
    this.standing = "paused";
    this.#clock(false);
    this.#gate = new Promise((resume) => (this.#resume = resume));
  }

  resume(): void {
    if (this.standing !== "paused") return;
    this.standing = "running";
    this.#clock(true);
    this.#open();
  }

  /** What is being written is finished first. */
  cancel(): void {
    if (!this.busy) return;
    if (this.standing === "running") this.#clock(false);
    this.standing = "stopping";
    this.#open();
  }

  #open(): void {
    this.#resume?.();
    this.#resume = undefined;
    this.#gate = undefined;
  }

  #clock(on: boolean): void {
    if (on) this.#started = performance.now();
    else this.#count();
  }

  #count(): void {
    const now = performance.now();
    this.seconds += (now - this.#started) / 1000;
    this.#started = now;
  }

  async run(task: Task): Promise<void> {
    const portions = portion(task.documents);
    this.standing = "running";
    this.total = task.documents.length;
    this.done = 0;
    this.failed = [];
    this.trouble = undefined;
    this.left = undefined;
    this.seconds = 0;
    this.#remaining = task.documents;
    this.#clock(true);
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    try {
      await task.place.begin?.(task.documents, task.date);
      if (task.place.together) await this.#together(task, portions);
      else await this.#spread(task, portions);
    } catch (error) {
      this.trouble ??= error instanceof Error ? error : new Error(String(error));
    }
    const cut = this.#cut;
    try {
      await task.place.finish(cut || this.trouble !== undefined, this.done);
    } catch (error) {
      this.trouble ??= error instanceof Error ? error : new Error(String(error));
    }
    if (!cut) this.#clock(false);
    removeEventListener("beforeunload", warn);
    this.left = undefined;
    this.standing = this.trouble ? "failed" : cut ? "cancelled" : "done";
  }

  get #cut(): boolean {
    return this.standing === "stopping";
  }

  get #stopped(): boolean {
    return this.#cut || this.trouble !== undefined;
  }

  /** One document of all: the lead writes it from beginning to end. */
  async #together({ lead, template, date, place }: Task, portions: number[][]): Promise<void> {
    for (const portion of portions) {
      await this.#gate;
      if (this.#stopped) return;
      const ordered = await lead.ask("documents", portion);
      await place.together?.(lead, template, ordered.values, date);
      this.#progress(portion);
    }
  }

  async #spread(task: Task, portions: number[][]): Promise<void> {
    let next = 0;
    // The order of the rows is kept, whichever worker is the quicker.
    let turn: Promise<void> = Promise.resolve();
    const work = async () => {
      const maker = new Maker(task.template, task.date);
      try {
        for (;;) {
          await this.#gate;
          const mine = portions[next];
          if (!mine || this.#stopped) return;
          next++;
          const before = turn;
          let settled: () => void = () => {};
          turn = new Promise((resolve) => (settled = resolve));
          try {
            const { names, values } = await task.lead.ask("documents", mine);
            const made = await maker.make(mine, values);
            await before;
            if (this.trouble) return;
            await task.place.put(
              made.flatMap((outcome, at) =>
                "files" in outcome ? [{ document: mine[at] ?? 0, name: names[at] ?? "", files: outcome.files }] : [],
              ),
            );
            const bad = made.flatMap((outcome) => ("failed" in outcome ? [outcome.failed] : []));
            if (bad.length > 0) this.failed = [...this.failed, ...bad];
            this.#progress(mine, bad.length);
          } finally {
            settled();
          }
        }
      } catch (error) {
        this.trouble ??= error instanceof Error ? error : new Error(String(error));
      } finally {
        maker.end();
      }
    };
    const workers = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, WORKERS, portions.length));
    await Promise.all(Array.from({ length: workers }, work));
  }

  #progress(made: number[], bad = 0): void {
    this.done += made.length - bad;
    this.#remaining = this.#remaining.slice(made.length);
    if (this.standing === "running") this.#count();
    this.left = left(this.total - this.#remaining.length, this.total, this.seconds);
  }
}

function portion(documents: number[]): number[][] {
  const result: number[][] = [];
  for (let at = 0; at < documents.length; at += PORTION) result.push(documents.slice(at, at + PORTION));
  return result;
}

type Outcome = { files: OutputFile[] } | { failed: Failed };

/** A worker that fills; when it breaks on a document, another one takes its place and the document is told. */
class Maker {
  #template: string;
  #date: string;
  #hand: Hand | undefined;

  constructor(template: string, date: string) {
    this.#template = template;
    this.#date = date;
  }

  async make(documents: number[], values: string): Promise<Outcome[]> {
    try {
      return (await this.#ask(values)).map((files) => ({ files }));
    } catch {
      const result: Outcome[] = [];
      const each = JSON.parse(values) as unknown[];
      for (const [at, document] of documents.entries())
        result.push(await this.#alone(document, JSON.stringify([each[at]])));
      return result;
    }
  }

  async #alone(document: number, values: string): Promise<Outcome> {
    try {
      return { files: (await this.#ask(values))[0] ?? [] };
    } catch (error) {
      const finding: Diagnostic | undefined = error instanceof Refused ? error.diagnostics?.[0] : undefined;
      const plain = error instanceof Error ? error.message : String(error);
      return { failed: { document, message: finding?.message ?? plain, english: finding?.english ?? plain } };
    }
  }

  async #ask(values: string): Promise<OutputFile[][]> {
    this.#hand ??= await Hand.ready();
    try {
      return await this.#hand.ask("make", this.#template, values, this.#date);
    } catch (error) {
      if (!(error instanceof Refused && error.diagnostics)) this.end();
      throw error;
    }
  }

  end(): void {
    this.#hand?.end();
    this.#hand = undefined;
  }
}
