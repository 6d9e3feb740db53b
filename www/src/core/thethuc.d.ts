/** wasm-bindgen's output in ./wasm, which the build makes before the page; build/single-file.ts resolves the name. */
declare module "virtual:thethuc" {
  import type {
    Applied,
    Collected,
    Core,
    DocumentLook,
    Matching,
    OutputFile,
    ReadOptions,
    RowProblem,
    SheetTable,
    Values,
  } from "./model.ts";

  export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  export const version: Core["version"];
  export const templates: Core["templates"];
  export const fields: Core["fields"];
  export const sample: Core["sample"];
  export const preview: Core["preview"];
  export const sections: Core["sections"];
  export const files: Core["files"];
  export const parseBody: Core["parseBody"];
  export const writeBody: Core["writeBody"];
  export const parseCitation: Core["parseCitation"];
  export const toUnicode: Core["toUnicode"];
  export const readValues: Core["readValues"];
  export const importDocx: Core["importDocx"];
  export const changes: Core["changes"];
  export const takeOver: Core["takeOver"];
  export const recognise: Core["recognise"];
  export const issue: Core["issue"];
  export const renumber: Core["renumber"];
  export const openTemplates: Core["openTemplates"];

  type Bytes = Uint8Array<ArrayBuffer>;
  export function starter(template: string): Bytes;
  export function unitsInFile(name: string, bytes: Bytes): string[];
  export function make(template: string, values: string, date: string): OutputFile[][];
  export class Batch {
    constructor(template: string, name: string, bytes: Uint8Array, options: ReadOptions);
    free(): void;
    sheets(): string[];
    table(sheet: number, head?: [number, number]): SheetTable;
    propose(base: Partial<Matching>): Matching;
    apply(matching: Matching, date: string): Applied;
    check(from: number, count: number): RowProblem[];
    look(document: number): DocumentLook;
    /** The text of the JSON. */
    values(document: number): string;
    name(document: number): string;
    mark(document: number): string;
    rename(pattern: string): string[];
    rejected(documents: Uint32Array): Bytes;
  }
  export class Bundle {
    constructor(template: string);
    add(values: string, date: string): void;
    finish(): Bytes;
  }
  export class Zip {
    add(name: string, bytes: Uint8Array): Bytes;
    finish(): Bytes;
  }
  export class Collector {
    free(): void;
    add(name: string, bytes: Uint8Array): void;
    result(expected: string[]): Collected;
    sheet(expected: string[]): Bytes;
    report(expected: string[]): Values;
  }
}

/** The text of a worker, see build/inline-worker.ts. */
declare module "*?inlined" {
  const code: string;
  export default code;
}
