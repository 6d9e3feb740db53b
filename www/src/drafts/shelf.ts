// The drafts as they are kept, with their texts and versions; every change of several rows is one transaction.
import type { Values } from "../core/model.ts";
import type { Edits, Head, Text, Version, Whole } from "./draft.ts";
import { factsOf } from "./draft.ts";
import { type Lost, emptyText, merge } from "./merge.ts";
import type { Storage, Tables } from "./tables.ts";

type Row = Text & { id: string };

export interface Committed {
  head: Head;
  text: Text;
  lost: Lost[];
}

/** The draft was removed meanwhile; only its whole text can bring it back. */
export class Gone extends Error {}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const plain = ({ values, edits, seen }: Text): Text => ({ values, edits, seen });

export class Shelf {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Newest first. */
  async heads(): Promise<Head[]> {
    const heads = await this.#storage.run("read", ["drafts"], (tables) => tables.all<Head>("drafts"));
    return heads.sort((a, b) => b.changed - a.changed);
  }

  /** The values of every draft, by its id. */
  async texts(): Promise<Map<string, Values>> {
    const rows = await this.#storage.run("read", ["texts"], (tables) => tables.all<Row>("texts"));
    return new Map(rows.map(({ id, values }) => [id, values]));
  }

  read(id: string): Promise<{ head: Head; text: Text } | undefined> {
    return this.#storage.run("read", ["drafts", "texts"], async (tables) => {
      const head = await tables.get<Head>("drafts", id);
      const text = await tables.get<Row>("texts", id);
      return head && text && { head, text: plain(text) };
    });
  }

  /** Brings changes into the kept text, which another tab may have changed too. */
  commit(given: Head, edits: Edits): Promise<Committed> {
    return this.#storage.run("write", ["drafts", "texts", "versions"], async (tables) => {
      const stored = await tables.get<Row>("texts", given.id);
      if (!stored && !edits.changes.some((change) => change.path === "")) throw new Gone();
      const { text, lost, taken } = merge(stored ? plain(stored) : emptyText(), edits);
      const before = await tables.get<Head>("drafts", given.id);
      const head: Head = {
        ...(before ?? given),
        ...factsOf(text.values),
        changed: taken.length > 0 ? Math.max(given.changed, before?.changed ?? 0) : (before ?? given).changed,
      };
      await tables.put("texts", { id: given.id, ...text });
      await tables.put("drafts", head);
      for (const each of lost) await keepLost(tables, given.id, each);
      return { head, text, lost };
    });
  }

  /** Text that lost to a change made elsewhere at the same time. Whoever sees it first keeps it. */
  keepLost(draft: string, lost: Lost[]): Promise<void> {
    return this.#storage.run("write", ["versions"], async (tables) => {
      for (const each of lost) await keepLost(tables, draft, each);
    });
  }

  async markSaved(draft: string, saved: NonNullable<Head["saved"]>): Promise<void> {
    await this.#storage.run("write", ["drafts"], async (tables) => {
      const head = await tables.get<Head>("drafts", draft);
      const marked: Head | undefined = head && { ...head, saved };
      if (marked) await tables.put("drafts", marked);
    });
  }

  /** Newest first. */
  async versions(draft: string): Promise<Version[]> {
    const versions = await this.#storage.run("read", ["versions"], (tables) => tables.of<Version>(draft));
    return versions.sort((a, b) => b.made - a.made || b.name.localeCompare(a.name, "vi", { numeric: true }));
  }

  /** Adds a version unless the latest one says the same; an empty name is counted: `count(n)`. */
  addVersion(version: Version, count: (n: number) => string): Promise<Version> {
    return this.#storage.run("write", ["versions"], async (tables) => {
      const others = await tables.of<Version>(version.draft);
      const latest = others.reduce<Version | undefined>(
        (newest, each) => (newest && newest.made > each.made ? newest : each),
        undefined,
      );
      if (version.name === "" && latest && same(latest.values, version.values)) return latest;
      // Removing a version leaves a gap; the next number is one that no version has.
      const numbers = others
        .map((each) => Number(/\d+$/.exec(each.name)?.[0] ?? 0))
        .filter((n, i) => others[i]?.name === count(n));
      const named = { ...version, name: version.name || count(Math.max(0, ...numbers) + 1) };
      await tables.put("versions", named);
      return named;
    });
  }

  putVersion(version: Version): Promise<void> {
    return this.#storage.run("write", ["versions"], (tables) => tables.put("versions", version));
  }

  removeVersion(id: string): Promise<void> {
    return this.#storage.run("write", ["versions"], (tables) => tables.remove("versions", id));
  }

  /** Takes a draft away and hands back all of it. */
  remove(id: string): Promise<Whole | undefined> {
    return this.#storage.run("write", ["drafts", "texts", "versions"], async (tables) => {
      const whole = await wholeOf(tables, id);
      await tables.remove("drafts", id);
      await tables.remove("texts", id);
      for (const version of whole?.versions ?? []) await tables.remove("versions", version.id);
      return whole;
    });
  }

  put({ head, text, versions }: Whole): Promise<void> {
    return this.#storage.run("write", ["drafts", "texts", "versions"], async (tables) => {
      await tables.put("drafts", head);
      await tables.put("texts", { id: head.id, ...text });
      for (const version of versions) await tables.put("versions", version);
    });
  }

  whole(id: string): Promise<Whole | undefined> {
    return this.#storage.run("read", ["drafts", "texts", "versions"], (tables) => wholeOf(tables, id));
  }

  async fact<T>(name: string): Promise<T | undefined> {
    return (await this.#storage.run("read", ["kept"], (tables) => tables.get<{ id: string; value: T }>("kept", name)))
      ?.value;
  }

  setFact(name: string, value: unknown): Promise<void> {
    const row = { id: name, value };
    return this.#storage.run("write", ["kept"], (tables) =>
      value === undefined ? tables.remove("kept", name) : tables.put("kept", row),
    );
  }
}

async function wholeOf(tables: Tables, id: string): Promise<Whole | undefined> {
  const head = await tables.get<Head>("drafts", id);
  const text = await tables.get<Row>("texts", id);
  return head && text && { head, text: plain(text), versions: await tables.of<Version>(id) };
}

async function keepLost(tables: Tables, draft: string, { path, stamp, values }: Lost): Promise<void> {
  const [time, tab] = stamp;
  const id = `${draft}/${time}-${tab}`;
  if (await tables.get("versions", id)) return;
  const version: Version = { id, draft, kind: "conflict", name: path, made: time, values };
  await tables.put("versions", version);
}
