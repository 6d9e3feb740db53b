// The folder that drafts are backed up to after every change, where the browser can write to one.
import { type Backup, officeSettings, readBackup, write } from "./backup.ts";
import { drafts } from "./drafts.svelte.ts";

/** From the last change to the writing of a file, ms. */
const PAUSE = 3000;
/** Between two tries when the folder is out of reach or full, ms. */
const RETRY = 5000;
const FACT = "folder";
/** The file of the office's profile, among those of the drafts. */
const OFFICE = "ho-so";

interface Handle {
  name: string;
  queryPermission(options: { mode: "readwrite" }): Promise<PermissionState>;
  requestPermission(options: { mode: "readwrite" }): Promise<PermissionState>;
  getFileHandle(
    name: string,
    options: { create: boolean },
  ): Promise<{
    createWritable(): Promise<{ write(data: Uint8Array<ArrayBuffer>): Promise<void>; close(): Promise<void> }>;
  }>;
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
  #writing: Promise<void> | undefined;

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
    this.asks = await this.#mustAsk(handle);
  }

  async #mustAsk(handle: Handle): Promise<boolean> {
    return (await handle.queryPermission({ mode: "readwrite" }).catch(() => "prompt")) !== "granted";
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
    for (const { id } of await drafts.shelf.heads()) this.#waiting.add(id);
    await this.#write();
  }

  #soon(id: string): void {
    if (!this.#handle || this.asks || !this.possible) return;
    this.#waiting.add(id);
    this.#timer ??= setTimeout(() => void this.#write(), PAUSE);
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#writing) await this.#writing;
    const handle = this.#handle;
    if (!handle || !this.possible) return;
    this.#writing = this.#writeTo(handle);
    await this.#writing;
  }

  async #writeTo(handle: Handle): Promise<void> {
    let failure: unknown;
    for (const id of [OFFICE, ...this.#waiting]) {
      this.#waiting.delete(id);
      try {
        const backup = await this.#backup(id);
        if (backup) await this.#put(handle, id, backup);
      } catch (error) {
        failure = error;
        if (id !== OFFICE) this.#waiting.add(id);
      }
    }
    this.#writing = undefined;
    // Stopped, or another one chosen, meanwhile.
    if (handle !== this.#handle) return;
    this.failure = failure === undefined ? undefined : failure instanceof Error ? failure.message : String(failure);
    if (failure === undefined) return;
    this.asks = await this.#mustAsk(handle);
    if (!this.asks) this.#timer ??= setTimeout(() => void this.#write(), RETRY);
  }

  async #backup(id: string): Promise<Backup | undefined> {
    if (id === OFFICE) return { drafts: [], settings: officeSettings() };
    const whole = await drafts.shelf.whole(id);
    return whole && { drafts: [whole], settings: {} };
  }

  async #put(handle: Handle, id: string, backup: Backup): Promise<void> {
    const file = await handle.getFileHandle(`the-thuc-${id}.json`, { create: true });
    const writable = await file.createWritable();
    await writable.write(write(backup));
    await writable.close();
    this.writtenAt = Date.now();
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
