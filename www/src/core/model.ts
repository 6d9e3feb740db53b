/** What the core takes and gives: declared beside the module that makes it, once. */
import type * as module from "virtual:thethuc";

export type * from "../../../crate/src/wasm/types.d.ts";

/** The functions of the core that the page calls; how, wasm-bindgen declares out of Rust. */
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
  | "readValues"
  | "importDocx"
  | "pastedHeads"
  | "changes"
  | "takeOver"
  | "recognise"
  | "issue"
  | "renumber"
  | "openTemplates"
>;
