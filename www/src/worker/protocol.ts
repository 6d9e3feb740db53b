// What the page asks its workers for, and how: one message with a number out, one with the same number back.
import type { Batch, make, starter, unitsInFile } from "virtual:thethuc";
import type { ReadDocument } from "../open/document.ts";
import type { Named } from "../save.ts";
import type { Collected, Diagnostic, Reader, ReadOptions, TemplateFile, Value, Values } from "../core/model.ts";

export interface Workbook {
  sheets: string[];
  /** Which of them the rows are likely on. */
  likely: number;
}

/** Documents as a maker needs them: the values as the text of a JSON list, in the order of the names. */
export interface Ordered {
  names: string[];
  values: string;
}

/** Those of an opened workbook are the functions of its `Batch`. */
export interface Calls
  extends
    Pick<Batch, "table" | "propose" | "apply" | "check" | "look" | "rename" | "hiddenRows" | "words">,
    Pick<Reader, "importDocx" | "takeOver" | "recognise" | "issue" | "examine" | "view" | "examineReport"> {
  /** Must come first: the compiled module, and the templates that were opened from files. */
  begin(module: WebAssembly.Module, templates: TemplateFile[][]): void;
  /** Opens a workbook in place of the one before. */
  open(template: string, name: string, bytes: Uint8Array<ArrayBuffer>, options: ReadOptions): Workbook;
  documents(which: number[]): Ordered;
  names(which: number[]): string[];
  /** Fingerprints of all that decides what each document says. */
  marks(which: number[]): string[];
  rejected(documents: number[]): Uint8Array<ArrayBuffer>;
  starter: typeof starter;
  make: typeof make;
  zip(files: Named[]): Uint8Array<ArrayBuffer>;
  zipEnd(): Uint8Array<ArrayBuffer>;
  bundle(template: string, values: string, date: string): void;
  bundleEnd(): Uint8Array<ArrayBuffer>;
  units: typeof unitsInFile;
  document(bytes: Uint8Array<ArrayBuffer>): ReadDocument;
  collect(files: Named[]): void;
  /** Names files that are no .docx. */
  passOver(names: string[]): void;
  collected(expected: string[]): Collected;
  collectedSheet(expected: string[]): Uint8Array<ArrayBuffer>;
  collectedReport(expected: string[]): Values;
}

export interface Question<Op extends keyof Calls = keyof Calls> {
  id: number;
  op: Op;
  args: Parameters<Calls[Op]>;
}

/** What went wrong in a worker. Without findings it was not foreseen, and the worker may be broken. */
export interface Trouble {
  message: string;
  diagnostics?: Diagnostic[] | undefined;
}

export type Answer = { id: number; result: unknown } | { id: number; trouble: Trouble };

/** The memory behind the bytes in a message, which is handed over and not copied. */
export function buffers(of: unknown): ArrayBuffer[] {
  if (of instanceof Uint8Array) return of.buffer instanceof ArrayBuffer ? [of.buffer] : [];
  if (Array.isArray(of)) return of.flatMap(buffers);
  return typeof of === "object" && of !== null && "bytes" in of ? buffers((of as { bytes: Value }).bytes) : [];
}
