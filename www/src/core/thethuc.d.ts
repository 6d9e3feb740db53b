/** wasm-bindgen's output in ./wasm, which the build makes before the page; build/single-file.ts resolves the name. */
declare module "virtual:thethuc" {
  import type { Core } from "./model.ts";

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
}

/** The text of a worker, see build/inline-worker.ts. */
declare module "*?inlined" {
  const code: string;
  export default code;
}
