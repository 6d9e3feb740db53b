// The list of the documents a folder has whole, as the command line keeps it: either goes on where the other stopped.
import type { Directory } from "../save.ts";
import type { Made } from "./places.ts";

const NAME = "thethuc-da-lam.tsv";
/** Between two writings, ms: a file is written anew as a whole. */
const PAUSE = 2000;

export class Journal {
  readonly #folder: Directory;
  #lines: string[];
  #kept = 0;
  #at = 0;

  private constructor(folder: Directory, lines: string[]) {
    this.#folder = folder;
    this.#lines = lines;
    this.#kept = lines.length;
  }

  static async of(folder: Directory): Promise<Journal> {
    return new Journal(folder, await read(folder));
  }

  /** The names of the documents that are there. */
  get names(): Set<string> {
    return new Set(this.#lines.map((line) => line.split("\t")[0] ?? ""));
  }

  add({ name }: Made): void {
    this.#lines.push(name);
  }

  async keep(now = false): Promise<void> {
    if (this.#kept === this.#lines.length || (!now && performance.now() - this.#at < PAUSE)) return;
    const file = await (await this.#folder.getFileHandle(NAME, { create: true })).createWritable();
    await file.write(new Blob([this.#lines.map((line) => `${line}\n`).join("")]));
    await file.close();
    this.#kept = this.#lines.length;
    this.#at = performance.now();
  }
}

async function read(folder: Directory): Promise<string[]> {
  try {
    const handle = await folder.getFileHandle(NAME, { create: false });
    return ((await (await handle.getFile?.())?.text()) ?? "").split("\n").filter(Boolean);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return [];
    throw error;
  }
}
