// The list of the documents a folder has whole: a name and, behind a tab, the mark of what the document says. The command
// line keeps a list of its own, because it knows one job and its bytes.
import type { Directory } from "../save.ts";

const NAME = "thethuc-da-lam-trang.tsv";
/** Between two writings, ms: a file is written anew as a whole. */
const PAUSE = 2000;

export class Journal {
  readonly #folder: Directory;
  #lines: string[];
  readonly #there: Map<string, string>;
  #kept = 0;
  #at = 0;

  private constructor(folder: Directory, lines: string[]) {
    this.#folder = folder;
    this.#lines = lines;
    this.#there = new Map(lines.map((line) => [line.split("\t")[0] ?? "", line.split("\t")[1] ?? ""]));
    this.#kept = lines.length;
  }

  static async of(folder: Directory): Promise<Journal> {
    return new Journal(folder, await read(folder));
  }

  get isEmpty(): boolean {
    return this.#there.size === 0;
  }

  /** Whether the folder has the document as it would be made now. */
  has(name: string, mark: string): boolean {
    return this.#there.get(name) === mark;
  }

  add(name: string, mark: string): void {
    this.#lines.push(`${name}\t${mark}`);
    this.#there.set(name, mark);
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
