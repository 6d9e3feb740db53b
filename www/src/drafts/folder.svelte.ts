// The folder that drafts are backed up to after every change, where the browser can write to one.
import { type Backup, everything, officeSettings, readBackup, write } from "./backup.ts";
import { drafts } from "./drafts.svelte.ts";

/** From the last change to the writing of a file, ms. */
const PAUSE = 3000;
const FACT = "folder";

interface Handle {
  name: string;
  queryPermission(options: { mode: "readwrite" }): Promise<PermissionState>;
  requestPermission(options: { mode: "readwrite" }): Promise<PermissionState>;
  getFileHandle(name: string, options: { create: boolean }): Promise<{ createWritable(): Promise<{ write(data: Uint8Array<ArrayBuffer>): Promise<void>; close(): Promise<void> }> }>;
}

const picker = () => (window as { showDirectoryPicker?: (options: object) => Promise<Handle> }).showDirectoryPicker;

class Folder {
  name = $state<string | undefined>();
  /** The browser wants to be told again that the page may write. */
  asks = $state(false);
  writtenAt = $state<number | undefined>();
  failure = $state<string | undefined>();

  #handle: Handle | undefined;
  #waiting = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  get possible(): boolean {
    return picker() !== undefined && !drafts.shared;
  }

  async remembered(): Promise<void> {
    drafts.onChange = (id) => this.#soon(id);
    if (!this.possible) return;
    const handle = await drafts.shelf.fact<Handle>(FACT).catch(() => undefined);
    if (!handle) return;
    this.#handle = handle;
    this.name = handle.name;
    this.asks = (await handle.queryPermission({ mode: "readwrite" })) !== "granted";
  }

  /** Must be called from a user's action. */
  async choose(): Promise<void> {
    const handle = await picker()?.({ id: "thethuc-backup", mode: "readwrite" });
    if (!handle) return;
    this.#handle = handle;
    this.name = handle.name;
    this.asks = false;
    await drafts.shelf.setFact(FACT, handle);
    await this.#all();
  }

  async allow(): Promise<void> {
    this.asks = (await this.#handle?.requestPermission({ mode: "readwrite" })) !== "granted";
    if (!this.asks) await this.#all();
  }

  async stop(): Promise<void> {
    this.#handle = undefined;
    this.name = undefined;
    this.asks = false;
    this.failure = undefined;
    await drafts.shelf.setFact(FACT, undefined);
  }

  async #all(): Promise<void> {
    await this.#putOffice();
    for (const whole of (await everything()).drafts) await this.#put(whole.head.id, { drafts: [whole], settings: {} });
  }

  #putOffice(): Promise<void> {
    return this.#put("ho-so", { drafts: [], settings: officeSettings() });
  }

  #soon(id: string): void {
    if (!this.#handle || this.asks) return;
    this.#waiting.add(id);
    this.#timer ??= setTimeout(() => void this.#write(), PAUSE);
  }

  async #write(): Promise<void> {
    this.#timer = undefined;
    const ids = [...this.#waiting];
    this.#waiting.clear();
    await this.#putOffice();
    for (const id of ids) {
      const whole = await drafts.shelf.whole(id);
      if (whole) await this.#put(id, { drafts: [whole], settings: {} });
    }
  }

  async #put(id: string, backup: Backup): Promise<void> {
    if (!this.#handle) return;
    try {
      const file = await this.#handle.getFileHandle(`the-thuc-${id}.json`, { create: true });
      const writable = await file.createWritable();
      await writable.write(write(backup));
      await writable.close();
      this.writtenAt = Date.now();
      this.failure = undefined;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      this.asks = (await this.#handle.queryPermission({ mode: "readwrite" })) !== "granted";
    }
  }
}

export const folder = new Folder();

/** The backups among files somebody chose, and the names of those that are none. */
export async function readFiles(files: Iterable<File>): Promise<{ backups: Backup[]; others: string[] }> {
  const backups: Backup[] = [];
  const others: string[] = [];
  for (const file of files) {
    const backup = file.name.endsWith(".json") ? readBackup(await file.text()) : undefined;
    if (backup) backups.push(backup);
    else others.push(file.name);
  }
  return { backups, others };
}
