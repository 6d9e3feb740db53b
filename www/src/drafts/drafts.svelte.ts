// All drafts of this browser, for the page: opening, listing, removing, and whether keeping them works.
import type { Values } from "../core/model.ts";
import { desk } from "../desk/desk.svelte.ts";
import { fold } from "../form/vietnamese.ts";
import { profiles } from "../profile/profile.svelte.ts";
import { forget, forgetAll, isShared, namesOf, recall, setShared } from "../storage.ts";
import { connect, listen, tell } from "./channel.ts";
import { type Edits, type Head, type Whole, factsOf, newId } from "./draft.ts";
import { replayAll, strikeAll } from "./journal.ts";
import { emptyText, newest } from "./merge.ts";
import { Draft } from "./session.svelte.ts";
import { Gone, Shelf } from "./shelf.ts";
import { Database, Memory } from "./tables.ts";

const TAB = newId();
const OLD = "draft:";
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Why nothing is kept: no room, or the browser does not allow it. */
export type Trouble = "full" | "blocked";

class Drafts {
  heads = $state.raw<Head[]>([]);
  /** The heads were read once. */
  listed = $state(false);
  shared = $state(isShared());
  trouble = $state<Trouble | undefined>();
  /** The draft that is open, for the messages about it. */
  open = $state.raw<Draft | undefined>();
  /** Called after every change, for the backup in a folder. */
  onChange: ((id: string) => void) | undefined;

  /** Drafts made with text in them that could not be kept yet. */
  #unkept = new Map<string, Whole>();
  #shelf = this.#makeShelf();
  #ready: Promise<void> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #listing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    connect(!this.shared);
    listen((message) => {
      if (message.kind === "list") this.#listSoon();
    });
  }

  get shelf(): Shelf {
    return this.#shelf;
  }

  #makeShelf(): Shelf {
    return new Shelf(isShared() ? new Memory() : new Database());
  }

  /** Takes over what a closed page left in its journal, and drafts of the time before there could be several. */
  ready(): Promise<void> {
    this.#ready ??= this.#recover();
    return this.#ready;
  }

  async #recover(): Promise<void> {
    if (this.shared) return;
    try {
      await replayAll(async ({ head, edits }) => {
        try {
          await this.#shelf.commit(head, edits);
        } catch (error) {
          if (!(error instanceof Gone)) throw error;
        }
      });
      for (const name of namesOf(OLD)) {
        const old = recall<{ values: Values; savedAt: number; version: number }>(
          name,
          (value) => isObject(value) && isObject(value.values),
        );
        if (old)
          await this.#shelf.put(
            this.#whole(name.slice(OLD.length), old.version ?? 1, old.values, old.savedAt ?? Date.now()),
          );
        forget(name);
      }
    } catch (error) {
      this.#report(error);
    }
  }

  #whole(template: string, templateVersion: number, values: Values, at: number): Whole {
    const text = { values, edits: { "": [at, TAB] as [number, string] }, seen: { [TAB]: at } };
    return {
      head: { id: newId(), template, templateVersion, ...factsOf(values), created: at, changed: at },
      text,
      versions: [],
    };
  }

  /** A new draft, which is kept with the first change in it. */
  start(template: { id: string; version: number }): Draft {
    const now = Date.now();
    return this.#open(
      { id: newId(), template: template.id, templateVersion: template.version, title: "", created: now, changed: now },
      emptyText(),
      false,
    );
  }

  /** A new draft that starts with values from elsewhere: another draft, a file. */
  async add(template: { id: string; version: number }, values: Values): Promise<string> {
    const whole = this.#whole(template.id, template.version, values, Date.now());
    const { id } = whole.head;
    try {
      await this.#must(() => this.#shelf.put(whole));
      this.#changed(id);
    } catch {
      this.#unkept.set(id, whole);
    }
    return id;
  }

  /** The ids of the drafts in which every one of these words stands, in whatever field. */
  async saying(words: string[]): Promise<Set<string>> {
    const texts = (await this.#do(() => this.#shelf.texts())) ?? new Map<string, Values>();
    const all = (value: unknown): string[] =>
      typeof value === "string" || typeof value === "number"
        ? [String(value)]
        : value !== null && typeof value === "object"
          ? Object.values(value).flatMap(all)
          : [];
    const says = (values: Values) => {
      const text = fold(all(values).join(" "));
      return words.every((word) => text.includes(word));
    };
    return new Set([...texts].flatMap(([id, values]) => (says(values) ? [id] : [])));
  }

  async find(id: string): Promise<Draft | undefined> {
    await this.ready();
    const unkept = this.#unkept.get(id);
    if (unkept) return this.#open(unkept.head, unkept.text, false);
    const found = await this.#do(() => this.#shelf.read(id));
    return found && this.#open(found.head, found.text, true);
  }

  /** The form was left; a draft with nothing in it and no versions is not worth a place in the list. */
  async leave(draft: Draft, empty: boolean): Promise<void> {
    if (this.open === draft) this.open = undefined;
    if (this.#unkept.has(draft.id)) this.#unkept.set(draft.id, draft.whole());
    await draft.close();
    if (!empty || !draft.stored) return;
    const versions = await this.#do(() => this.#shelf.versions(draft.id));
    if (versions?.length === 0) await this.remove(draft.id);
  }

  #open(head: Head, text: ReturnType<typeof emptyText>, stored: boolean): Draft {
    const report = (id: string, error: unknown) => {
      if (error !== undefined) {
        this.#report(error);
        return;
      }
      this.#unkept.delete(id);
      // One that was left may be kept before the one that is open.
      if (this.open?.kept === false) void this.open.flush();
      else if (this.#unkept.size === 0) this.trouble = undefined;
      this.#changed(id);
    };
    return new Draft({ tab: TAB, shelf: () => this.#shelf, report }, head, text, stored);
  }

  #changed(id: string): void {
    this.#listSoon();
    this.onChange?.(id);
  }

  #report(error: unknown): void {
    const name = error instanceof DOMException ? error.name : "";
    this.trouble = name === "QuotaExceededError" ? "full" : "blocked";
  }

  /** Does something with the shelf and tells when it could not. */
  async #must<T>(what: () => Promise<T>): Promise<T> {
    try {
      const result = await what();
      if (this.open?.kept !== false && this.#unkept.size === 0) this.trouble = undefined;
      return result;
    } catch (error) {
      this.#report(error);
      throw error;
    }
  }

  /** For what is tried again, or not missed. */
  #do<T>(what: () => Promise<T>): Promise<T | undefined> {
    return this.#must(what).catch(() => undefined);
  }

  /** Somebody made room, or allowed storage. */
  async tryAgain(): Promise<void> {
    await this.open?.flush();
    await this.list();
  }

  #listSoon(): void {
    if (this.#listing !== undefined) return;
    this.#listing = setTimeout(() => {
      this.#listing = undefined;
      void this.list();
    }, 250);
  }

  async list(): Promise<void> {
    await this.ready();
    this.heads = (await this.#do(() => this.#shelf.heads())) ?? this.heads;
    this.listed = true;
    if (this.trouble && !this.open && this.#again === undefined)
      this.#again = setTimeout(() => {
        this.#again = undefined;
        void this.list();
      }, 3000);
  }

  /** Takes a draft away; the function that comes back puts it there again. */
  async remove(id: string): Promise<(() => Promise<void>) | undefined> {
    const whole = await this.#do(() => this.#shelf.remove(id));
    strikeAll(id);
    tell({ kind: "removed", draft: id });
    await this.#listAll();
    return whole && (() => this.putBack([whole]));
  }

  /** Puts other values in the place of a draft's, which become a version called `name`. */
  async overwrite(id: string, values: Values, name: string): Promise<void> {
    const found = await this.#shelf.read(id);
    if (!found) return;
    const { head, text } = found;
    const now = Date.now();
    await this.#shelf.putVersion({
      id: `${id}/${newId()}`,
      draft: id,
      kind: "before-restore",
      name,
      made: now,
      values: text.values,
    });
    const time = Math.max(now, newest(text) + 1);
    const edits: Edits = {
      changes: [{ path: "", value: values, stamp: [time, TAB] }],
      since: 0,
      tab: TAB,
      seen: text.seen,
    };
    await this.#shelf.commit({ ...head, changed: now }, edits);
    tell({ kind: "edits", draft: id, edits });
    await this.#listAll();
  }

  /** Rejects when one of them cannot be kept. */
  async putBack(wholes: Whole[]): Promise<void> {
    for (const whole of wholes) {
      await this.#must(() => this.#shelf.put(whole));
      this.onChange?.(whole.head.id);
    }
    await this.#listAll();
  }

  async #listAll(): Promise<void> {
    await this.list();
    tell({ kind: "list" });
  }

  /** Rejects when the copy cannot be kept. */
  async duplicate(id: string): Promise<boolean> {
    const found = await this.#must(() => this.#shelf.read(id));
    if (!found) return false;
    await this.putBack([this.#whole(found.head.template, found.head.templateVersion, found.text.values, Date.now())]);
    return true;
  }

  /** The document was saved as a file: that is a version. */
  async saved(draft: Draft, values: Values, name: string, count: (n: number) => string): Promise<void> {
    const at = Date.now();
    await draft.flush();
    const saved = { name, at: Math.max(at, draft.head.changed) };
    await this.#do(async () => {
      await this.#shelf.markSaved(draft.id, saved);
      await this.#shelf.addVersion(
        { id: `${draft.id}/${newId()}`, draft: draft.id, kind: "saved", name: "", made: at, values },
        count,
      );
    });
    draft.head = { ...draft.head, saved };
    draft.versionsMade++;
    this.#changed(draft.id);
    tell({ kind: "list" });
  }

  /** Text of this page that is nowhere else yet. */
  get unsaved(): boolean {
    if (this.open?.kept === false || this.#unkept.size > 0) return true;
    const { open } = this;
    const heads =
      open?.kept !== undefined ? [open.head, ...this.heads.filter((head) => head.id !== open.id)] : this.heads;
    return this.shared && heads.some((head) => head.changed > (head.saved?.at ?? 0));
  }

  /** Turns the shared machine on or off; on, what was kept may be removed for good. */
  async setShared(on: boolean, removeKept = false): Promise<void> {
    if (removeKept) {
      await new Database().destroy();
      forgetAll();
      sessionStorage.clear();
      profiles.reread();
      desk.reread();
    }
    if (on === this.shared) return;
    setShared(on);
    this.shared = on;
    connect(!on);
    this.#shelf = this.#makeShelf();
    this.#ready = undefined;
    await this.list();
  }

  /** Asks the browser not to throw drafts away when it runs short. Firefox would ask the user; it is not asked. */
  persist(): void {
    if ("showDirectoryPicker" in window || "userAgentData" in navigator) void navigator.storage?.persist?.();
  }
}

export const drafts = new Drafts();
