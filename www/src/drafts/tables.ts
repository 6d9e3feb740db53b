// Where drafts are kept: the browser's database, or memory alone on a shared machine.

export type Table = "drafts" | "texts" | "versions" | "kept";

/** What one transaction can do. Await nothing else inside it. */
export interface Tables {
  get<T>(table: Table, key: string): Promise<T | undefined>;
  all<T>(table: Table): Promise<T[]>;
  /** The versions of a draft. */
  of<T>(draft: string): Promise<T[]>;
  put(table: Table, row: { id: string }): Promise<void>;
  remove(table: Table, key: string): Promise<void>;
}

export interface Storage {
  /** Runs a transaction: all of it happens or nothing, and what is written is on the disk when it has ended. */
  run<T>(mode: "read" | "write", tables: Table[], work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Removes everything for good. */
  destroy(): Promise<void>;
}

const NAME = "thethuc";
const TABLES: Table[] = ["drafts", "texts", "versions", "kept"];

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the database refused"));
  });
}

export class Database implements Storage {
  #opening: Promise<IDBDatabase> | undefined;

  #open(): Promise<IDBDatabase> {
    this.#opening ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        for (const table of TABLES) {
          const store = request.result.createObjectStore(table, { keyPath: "id" });
          if (table === "versions") store.createIndex("draft", "draft");
        }
      };
      request.onsuccess = () => {
        const database = request.result;
        // Another tab removes everything; and a browser may close what it has no room for.
        database.onversionchange = () => this.#close(database);
        database.onclose = () => (this.#opening = undefined);
        resolve(database);
      };
      request.onerror = () => reject(request.error ?? new Error("the database could not be opened"));
      request.onblocked = () => reject(new Error("the database is in use by an older page"));
    }).catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  #close(database: IDBDatabase): void {
    database.close();
    this.#opening = undefined;
  }

  async run<T>(mode: "read" | "write", tables: Table[], work: (tables: Tables) => Promise<T>): Promise<T> {
    const database = await this.#open();
    const transaction = database.transaction(tables, mode === "read" ? "readonly" : "readwrite", {
      durability: mode === "read" ? "default" : "strict",
    });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("the database gave up"));
    });
    // The work's own failure is the one to tell.
    done.catch(() => {});
    try {
      const result = await work({
        get: (table, key) => answer(transaction.objectStore(table).get(key)),
        all: (table) => answer(transaction.objectStore(table).getAll()),
        of: (draft) => answer(transaction.objectStore("versions").index("draft").getAll(draft)),
        put: async (table, row) => void (await answer(transaction.objectStore(table).put(row))),
        remove: (table, key) => answer(transaction.objectStore(table).delete(key)),
      });
      transaction.commit();
      await done;
      return result;
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It has ended by itself.
      }
      throw error;
    }
  }

  async destroy(): Promise<void> {
    const opened = await this.#opening?.catch(() => undefined);
    if (opened) this.#close(opened);
    await answer(indexedDB.deleteDatabase(NAME));
  }
}

export class Memory implements Storage {
  #rows = new Map<Table, Map<string, { id: string }>>(TABLES.map((table) => [table, new Map()]));

  async run<T>(_: "read" | "write", __: Table[], work: (tables: Tables) => Promise<T>): Promise<T> {
    const rows = (table: Table) => this.#rows.get(table) as Map<string, { id: string }>;
    const copies = (list: Iterable<unknown>) => [...list].map((row) => structuredClone(row)) as never[];
    return work({
      get: async (table, key) => structuredClone(rows(table).get(key)) as never,
      all: async (table) => copies(rows(table).values()),
      of: async (draft) =>
        copies([...rows("versions").values()].filter((row) => (row as { draft?: string }).draft === draft)),
      put: async (table, row) => void rows(table).set(row.id, structuredClone(row)),
      remove: async (table, key) => void rows(table).delete(key),
    });
  }

  async destroy(): Promise<void> {
    for (const rows of this.#rows.values()) rows.clear();
  }
}
