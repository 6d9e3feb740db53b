// What the page asks its workers for, and how: one message with a number out, one with the same number back.
import type {
  Applied,
  Collected,
  Diagnostic,
  DocumentLook,
  Matching,
  OutputFile,
  ReadOptions,
  RowProblem,
  SheetTable,
  TemplateFile,
  Value,
  Values,
} from "../core/model.ts";

export interface Workbook {
  sheets: string[];
}

/** Documents as a maker needs them: the values as the text of a JSON list, in the order of the names. */
export interface Ordered {
  names: string[];
  values: string;
}

export interface Calls {
  /** Must come first: the compiled module, and the templates that were opened from files. */
  begin(module: WebAssembly.Module, templates: TemplateFile[][]): void;
  /** Opens a workbook in place of the one before. */
  open(template: string, name: string, bytes: Uint8Array<ArrayBuffer>, options: ReadOptions): Workbook;
  /** What a sheet holds; rows of the header, counted from 1, when it was not found rightly; 0 for a last one to find out. */
  table(sheet: number, head?: [number, number]): SheetTable;
  propose(base: Partial<Matching>): Matching;
  apply(matching: Matching, date: string): Applied;
  check(from: number, count: number): RowProblem[];
  look(document: number): DocumentLook;
  documents(which: number[]): Ordered;
  names(which: number[]): string[];
  /** Fingerprints of all that decides what each document says. */
  marks(which: number[]): string[];
  /** Names by another pattern; what was checked stays. The first of them come back. */
  rename(pattern: string): string[];
  rejected(documents: number[]): Uint8Array<ArrayBuffer>;
  starter(template: string): Uint8Array<ArrayBuffer>;
  /** The files of each document. */
  make(template: string, values: string, date: string): OutputFile[][];
  zip(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]): Uint8Array<ArrayBuffer>;
  zipEnd(): Uint8Array<ArrayBuffer>;
  bundle(template: string, values: string, date: string): void;
  bundleEnd(): Uint8Array<ArrayBuffer>;
  /** The units that the text or spreadsheet of a list names. */
  units(name: string, bytes: Uint8Array<ArrayBuffer>): string[];
  collect(files: { name: string; bytes: Uint8Array<ArrayBuffer> }[]): void;
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
