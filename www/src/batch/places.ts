// Where documents go as they are made. Whatever stops the making, a place holds whole files only.
import type { OutputFile } from "../core/model.ts";
import { DOCX, type Directory, type FileWriter, type Kind, ZIP, download, fileWriter } from "../save.ts";
import type { Hand } from "../worker/hand.ts";
import { type Journal, isThere } from "./journal.ts";

export interface Made {
  document: number;
  name: string;
  /** The main one first; the others have a name of their own behind it. */
  files: OutputFile[];
}

/** Under the name of a file stands one that is not ours. */
export class Taken extends Error {
  readonly file: string;

  constructor(file: string) {
    super(`${file} is there already`);
    this.file = file;
  }
}

export interface Place {
  /** Called before anything is put. */
  begin?(documents: number[], date: string): Promise<void>;
  /** Where all documents become one file: fills and adds these. Documents of such a place are not put. */
  together?: (lead: Hand, template: string, values: string, date: string) => Promise<void>;
  /** Called again when the time before is over. */
  put(made: Made[]): Promise<void>;
  /** Nothing more comes; `cut` when not all did. */
  finish(cut: boolean, done: number): Promise<void>;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The file names of one document. */
export function* named({ name, files }: Made): Generator<{ name: string; bytes: Bytes }> {
  for (const file of files) yield { name: [name, file.name].filter(Boolean).join("-") + ".docx", bytes: file.bytes };
}

/** Files in a folder, with a list of those that are whole, which lets the next run go on. */
export class FolderPlace implements Place {
  readonly #folder: Directory;
  readonly #journal: Journal;
  readonly #lead: Hand;
  #date = "";
  /** Documents that nothing was written of before. */
  #fresh = new Set<string>();

  constructor(folder: Directory, journal: Journal, lead: Hand) {
    this.#folder = folder;
    this.#journal = journal;
    this.#lead = lead;
  }

  /** Those of the documents that the folder does not have whole, or has as they were before something changed. */
  async undone(documents: number[]): Promise<number[]> {
    if (this.#journal.isEmpty) return documents;
    const [names, marks] = [await this.#lead.ask("names", documents), await this.#lead.ask("marks", documents)];
    const whole = await Promise.all(documents.map((_, at) => this.#journal.has(names[at] ?? "", marks[at] ?? "")));
    return documents.filter((_, at) => !whole[at]);
  }

  /** The date these documents were made with here; "" when none was. */
  async begunOn(documents: number[]): Promise<string> {
    return this.#journal.isEmpty ? "" : this.#journal.date(await this.#lead.ask("names", documents));
  }

  async begin(documents: number[], date: string): Promise<void> {
    this.#date = date;
    const names = (await this.#lead.ask("names", documents)).filter((name) => !this.#journal.knows(name));
    const there = await Promise.all(names.map((name) => isThere(this.#folder, `${name}.docx`)));
    const taken = names.find((_, at) => there[at]);
    if (taken !== undefined) throw new Taken(`${taken}.docx`);
    this.#fresh = new Set(names);
    this.#journal.claim(names, date);
    await this.#journal.keep(true);
  }

  async put(made: Made[]): Promise<void> {
    const marks = await this.#lead.ask(
      "marks",
      made.map(({ document }) => document),
    );
    for (const [at, document] of made.entries()) {
      const files = [...named(document)];
      for (const { name, bytes } of files) await this.#write(name, bytes, this.#fresh.has(document.name));
      this.#journal.add(document.name, {
        mark: marks[at] ?? "",
        date: this.#date,
        others: files.slice(1).map(({ name }) => name),
      });
    }
    await this.#journal.keep();
  }

  async #write(name: string, bytes: Bytes, fresh: boolean): Promise<void> {
    const old = await isThere(this.#folder, name);
    if (old && fresh) throw new Taken(name);
    const handle = await this.#folder.getFileHandle(name, { create: true });
    const file = await handle.createWritable();
    try {
      await file.write(bytes);
      await file.close();
    } catch (error) {
      await file.abort?.().catch(() => {});
      // An old one is as it was: only closing would have put the new one in its place.
      if (!old) await this.#folder.removeEntry?.(name).catch(() => {});
      throw error;
    }
  }

  finish(): Promise<void> {
    return this.#journal.keep(true);
  }
}

/** Bytes that come one after another and become a file: on the disk at once where the browser can, else at the end. */
class Stream {
  readonly #name: string;
  readonly #kind: Kind;
  readonly #file: FileWriter | undefined;
  #parts: Blob[] = [];

  constructor(name: string, kind: Kind, file: FileWriter | undefined) {
    this.#name = name;
    this.#kind = kind;
    this.#file = file;
  }

  async push(bytes: Bytes): Promise<void> {
    if (bytes.length === 0) return;
    if (this.#file) await this.#file.write(bytes);
    // A browser keeps a long blob on the disk.
    else this.#parts.push(new Blob([bytes]));
  }

  async end(): Promise<void> {
    if (this.#file) await this.#file.close();
    else download({ name: this.#name, parts: this.#parts }, this.#kind);
    this.#parts = [];
  }

  async abort(): Promise<void> {
    this.#parts = [];
    await this.#file?.abort?.().catch(() => {});
  }
}

/** One .zip, written as the documents come. Cut short, it has the documents made so far. */
export class ZipPlace implements Place {
  readonly #lead: Hand;
  readonly #stream: Stream;

  private constructor(lead: Hand, stream: Stream) {
    this.#lead = lead;
    this.#stream = stream;
  }

  /** Undefined when the user closed the dialog. */
  static async choose(lead: Hand, name: string): Promise<ZipPlace | undefined> {
    const file = await fileWriter(name, ZIP);
    return file === "cancelled" ? undefined : new ZipPlace(lead, new Stream(name, ZIP, file));
  }

  async put(made: Made[]): Promise<void> {
    await this.#stream.push(
      await this.#lead.ask(
        "zip",
        made.flatMap((document) => [...named(document)]),
      ),
    );
  }

  async finish(_: boolean, done: number): Promise<void> {
    const end = await this.#lead.ask("zipEnd");
    if (done === 0) return this.#stream.abort();
    await this.#stream.push(end);
    await this.#stream.end();
  }
}

/** One DOCX with all documents, each beginning on a new page. */
export class PrintPlace implements Place {
  readonly #lead: Hand;
  readonly #stream: Stream;

  private constructor(lead: Hand, stream: Stream) {
    this.#lead = lead;
    this.#stream = stream;
  }

  static async choose(lead: Hand, name: string): Promise<PrintPlace | undefined> {
    const file = await fileWriter(name, DOCX);
    return file === "cancelled" ? undefined : new PrintPlace(lead, new Stream(name, DOCX, file));
  }

  async together(lead: Hand, template: string, values: string, date: string): Promise<void> {
    await lead.ask("bundle", template, values, date);
  }

  async put(): Promise<void> {}

  async finish(_: boolean, done: number): Promise<void> {
    const bytes = await this.#lead.ask("bundleEnd");
    if (done === 0) return this.#stream.abort();
    await this.#stream.push(bytes);
    await this.#stream.end();
  }
}
