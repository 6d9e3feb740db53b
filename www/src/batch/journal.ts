// The list of the documents a folder has: a line each with its name, the mark of what it says, the date it was made with and
// the files that go with it, behind tabs. A name without a mark is ours and not whole. The command line keeps a list of its
// own, because it knows one job and its bytes.
import type { Directory } from "../save.ts";

const NAME = "thethuc-da-lam-trang.tsv";
/** Between two writings, ms: a file is written anew as a whole. */
const PAUSE = 2000;

interface Entry {
  mark: string;
  date: string;
  /** Its files besides `<name>.docx`. */
  others: string[];
}

export class Journal {
  readonly #folder: Directory;
  /** The one written last comes last. */
  readonly #there: Map<string, Entry>;
  #kept = true;
  #at = 0;

  private constructor(folder: Directory, there: Map<string, Entry>) {
    this.#folder = folder;
    this.#there = there;
  }

  static async of(folder: Directory): Promise<Journal> {
    return new Journal(folder, new Map((await read(folder)).map(entry)));
  }

  get isEmpty(): boolean {
    return this.#there.size === 0;
  }

  /** Whether the folder has the document as it would be made now: somebody may have deleted it since. */
  async has(name: string, mark: string): Promise<boolean> {
    const entry = this.#there.get(name);
    if (entry?.mark !== mark) return false;
    const there = await Promise.all([`${name}.docx`, ...entry.others].map((file) => isThere(this.#folder, file)));
    return there.every(Boolean);
  }

  /** Whether files of this name are ours. */
  knows(name: string): boolean {
    return this.#there.has(name);
  }

  /** The date of the last of these documents that are whole. */
  date(names: string[]): string {
    const asked = new Set(names);
    let last = "";
    for (const [name, { mark, date }] of this.#there) if (mark !== "" && asked.has(name)) last = date;
    return last;
  }

  /** Nothing stands under these names: what will is ours, also when the list is not written after it. */
  claim(names: string[], date: string): void {
    for (const name of names) this.#set(name, { mark: "", date, others: [] });
  }

  add(name: string, entry: Entry): void {
    this.#there.delete(name);
    this.#set(name, entry);
  }

  #set(name: string, entry: Entry): void {
    this.#there.set(name, entry);
    this.#kept = false;
  }

  async keep(now = false): Promise<void> {
    if (this.#kept || (!now && performance.now() - this.#at < PAUSE)) return;
    const lines = [...this.#there].map(
      ([name, { mark, date, others }]) => `${[name, mark, date, ...others].join("\t")}\n`,
    );
    const file = await (await this.#folder.getFileHandle(NAME, { create: true })).createWritable();
    await file.write(new Blob(lines));
    await file.close();
    this.#kept = true;
    this.#at = performance.now();
  }
}

function entry(line: string): [string, Entry] {
  const [name = "", mark = "", date = "", ...others] = line.split("\t");
  return [name, { mark, date, others }];
}

const named = (error: unknown, name: string) => error instanceof DOMException && error.name === name;

/** Whether the folder has anything of this name. */
export async function isThere(folder: Directory, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name, { create: false });
    return true;
  } catch (error) {
    if (named(error, "NotFoundError")) return false;
    // A folder.
    if (named(error, "TypeMismatchError")) return true;
    throw error;
  }
}

async function read(folder: Directory): Promise<string[]> {
  try {
    const handle = await folder.getFileHandle(NAME, { create: false });
    return ((await (await handle.getFile?.())?.text()) ?? "").split("\n").filter(Boolean);
  } catch (error) {
    if (named(error, "NotFoundError")) return [];
    throw error;
  }
}
