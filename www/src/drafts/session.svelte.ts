// One draft while it is open: every change goes to the journal at once, to the other tabs, and to the database within
// moments; what other tabs change comes in.
import type { Value, Values } from "../core/model.ts";
import { isShared } from "../storage.ts";
import { listen, tell } from "./channel.ts";
import { type Change, type Edits, type Head, type Stamp, type Text, type Whole, factsOf } from "./draft.ts";
import { note, strike } from "./journal.ts";
import { type Merged, absorb, asEdits, inside, merge, newest, record } from "./merge.ts";
import { Gone, type Shelf } from "./shelf.ts";

/** From a change to the start of its writing, ms; a change during a writing waits for its end too. */
const PAUSE = 100;
/** Between two tries when the disk is full or storage is blocked, ms. */
const RETRY = 2000;

/** The form a draft is open in. */
export interface Form {
  snapshot(): Values;
  /** Takes over what another tab changed. */
  follow(changes: Change[]): void;
  /** Text of another tab, or of this one, gave way and is kept as a version. */
  lost(path: string): void;
}

export interface Surroundings {
  tab: string;
  shelf: () => Shelf;
  /** How writing went. */
  report: (id: string, trouble: unknown) => void;
}

export class Draft {
  head = $state.raw() as Head;
  /** Nothing to keep yet, kept, or not kept. */
  kept = $state<boolean | undefined>();
  /** Counts the versions made, so that lists of them are read again. */
  versionsMade = $state(0);
  readonly opening: Values;

  readonly #around: Surroundings;
  #form: Form | undefined;
  #text: Text;
  #stored: boolean;
  #pending: Change[] = [];
  #since = 0;
  #last: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | undefined;
  #composing = false;
  #waiting: Edits[] = [];
  #leave: (() => void)[] = [];

  constructor(around: Surroundings, head: Head, text: Text, stored: boolean) {
    this.#around = around;
    this.head = head;
    this.opening = text.values;
    // The values live in the form; here is only how they came to be.
    this.#text = { ...text, values: {} };
    this.#stored = stored;
    this.#last = newest(text);
    this.kept = stored ? true : undefined;
    const unkept = stored ? [] : asEdits(text, around.tab).changes;
    if (unkept.length > 0) {
      this.#pending = unkept;
      this.kept = false;
      this.#noteDown();
      this.#timer = setTimeout(() => void this.flush(), 0);
    }
  }

  get id(): string {
    return this.head.id;
  }

  /** The address is of the draft once there is something in it. */
  get stored(): boolean {
    return this.#stored;
  }

  attach(form: Form): void {
    this.#form = form;
    const composing = (on: boolean) => () => {
      this.#composing = on;
      if (!on) for (const edits of this.#waiting.splice(0)) this.#receive(edits);
    };
    const starts = composing(true);
    const ends = composing(false);
    const now = () => void this.flush();
    const looked = () => {
      now();
      if (document.visibilityState === "visible" && this.#stored) void this.#reread();
    };
    addEventListener("compositionstart", starts);
    addEventListener("compositionend", ends);
    addEventListener("focusout", now);
    addEventListener("pagehide", now);
    addEventListener("pageshow", looked);
    document.addEventListener("visibilitychange", looked);
    const deaf = listen((message) => {
      if (!("draft" in message) || message.draft !== this.id) return;
      if (message.kind === "edits") this.#receive(message.edits);
      else if (message.kind === "lost") this.#tellLost(message.path);
      else if (message.kind === "removed") this.#stored = false;
    });
    this.#leave = [
      deaf,
      () => removeEventListener("compositionstart", starts),
      () => removeEventListener("compositionend", ends),
      () => removeEventListener("focusout", now),
      () => removeEventListener("pagehide", now),
      () => removeEventListener("pageshow", looked),
      () => document.removeEventListener("visibilitychange", looked),
    ];
  }

  /** The form changed a place; "" stands for everything. */
  changed(path: string, value: Value | undefined): void {
    const isFirst = () => !this.#stored && this.#pending.length === 0;
    // Looking at all values may bring in what an editor still held back, and that change here first.
    const whole = isFirst() ? this.#form?.snapshot() : undefined;
    const stamp = this.#stamp();
    const change: Change = whole && isFirst() ? { path: "", value: whole, stamp } : { path, value, stamp };
    record(this.#text, change);
    this.#pending = [...this.#pending.filter((old) => !inside(old.path, change.path)), change];
    this.head = { ...this.head, changed: Date.now() };
    tell({ kind: "edits", draft: this.id, edits: this.#noteDown() });
    this.#timer ??= setTimeout(() => void this.flush(), this.kept === false ? RETRY : PAUSE);
  }

  #stamp(): Stamp {
    this.#last = Math.max(Date.now(), this.#last + 1);
    return [this.#last, this.#around.tab];
  }

  #noteDown(): Edits {
    const edits = this.#edits();
    if (!isShared()) note({ head: this.head, edits });
    return edits;
  }

  #edits(): Edits {
    return { changes: this.#pending, since: this.#since, tab: this.#around.tab, seen: { ...this.#text.seen } };
  }

  /** Writes what is not written yet; ends when it is, or when it could not be. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#writing) await this.#writing;
    if (this.#pending.length === 0) return;
    this.#writing = this.#write();
    await this.#writing;
  }

  async #write(): Promise<void> {
    const sent = this.#pending;
    try {
      const committed = await this.#around.shelf().commit(this.head, { ...this.#edits(), changes: sent });
      this.#stored = true;
      this.#pending = this.#pending.filter((change) => !sent.includes(change));
      this.#since = Math.max(this.#since, ...sent.map((change) => change.stamp[0]));
      if (this.#pending.length === 0) strike(this.id, this.#around.tab);
      this.head = { ...committed.head, changed: Math.max(committed.head.changed, this.head.changed) };
      this.kept = true;
      this.#around.report(this.id, undefined);
      for (const each of committed.lost) this.#gaveWay(each.path);
      this.#take(absorb(this.#whole(), committed.text));
      tell({ kind: "list" });
    } catch (error) {
      if (error instanceof Gone) {
        // Removed elsewhere while somebody goes on writing here: the text stands above the removing.
        this.#stored = false;
        this.#pending = [{ path: "", value: this.#form?.snapshot() ?? {}, stamp: this.#stamp() }];
      } else {
        this.kept = false;
        this.#around.report(this.id, error);
      }
      this.#timer ??= setTimeout(() => void this.flush(), error instanceof Gone ? 0 : RETRY);
    } finally {
      this.#writing = undefined;
      if (this.#pending.length > 0) this.#timer ??= setTimeout(() => void this.flush(), PAUSE);
    }
  }

  #whole(): Text {
    return { ...this.#text, values: this.#form?.snapshot() ?? {} };
  }

  #receive(edits: Edits): void {
    if (this.#composing) {
      this.#waiting.push(edits);
      return;
    }
    // A message went past while this page slept or opened; what it held is in the database by now.
    if (edits.since > (this.#text.seen[edits.tab] ?? 0)) void this.#reread();
    const merged = merge(this.#whole(), edits);
    this.#take(merged);
    if (merged.lost.length > 0) {
      void this.#around
        .shelf()
        .keepLost(this.id, merged.lost)
        .then(
          () => merged.lost.forEach(({ path }) => this.#gaveWay(path)),
          (error: unknown) => this.#around.report(this.id, error),
        );
    }
  }

  async #reread(): Promise<void> {
    try {
      const stored = await this.#around.shelf().read(this.id);
      if (stored) this.#take(absorb(this.#whole(), stored.text));
    } catch {
      // The next writing tells.
    }
  }

  #take({ text, taken }: Merged): void {
    this.#text = { ...text, values: {} };
    this.#last = Math.max(this.#last, newest(text));
    if (taken.length === 0) return;
    // What gave way here must not be written over what won.
    this.#pending = this.#pending.filter((own) => !taken.some((change) => inside(own.path, change.path)));
    this.#form?.follow(taken);
  }

  #gaveWay(path: string): void {
    this.#tellLost(path);
    tell({ kind: "lost", draft: this.id, path });
  }

  #tellLost(path: string): void {
    this.versionsMade++;
    this.#form?.lost(path);
  }

  /** As it stands in the form, whether it could be written or not. */
  whole(): Whole {
    const text = structuredClone(this.#whole());
    return { head: { ...this.head, ...factsOf(text.values) }, text, versions: [] };
  }

  async close(): Promise<void> {
    for (const leave of this.#leave) leave();
    await this.flush();
    this.#form = undefined;
  }
}
