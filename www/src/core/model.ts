/** What the core takes and gives: declared beside the module that makes it, once. */
import type * as module from "virtual:thethuc";

export type * from "../../../crate/src/wasm/types.d.ts";

/** The functions of the core that the page calls in its own thread, none of which reads a document; how, wasm-bindgen declares out of Rust. */
export type Core = Pick<
  typeof module,
  | "version"
  | "templates"
  | "fields"
  | "inputs"
  | "sample"
  | "preview"
  | "sections"
  | "files"
  | "fileName"
  | "parseBody"
  | "writeBody"
  | "parseCitation"
  | "toUnicode"
  | "pastedRange"
  | "renumber"
  | "openTemplates"
  | "rules"
>;

/** Those that read documents, called in a worker. */
export type Reader = Pick<
  typeof module,
  "readValues" | "changes" | "takeOver" | "importDocx" | "recognise" | "issue" | "examine" | "view" | "examineReport"
>;
