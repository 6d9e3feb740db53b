// The one door to the WebAssembly module. It is compiled from bytes that are already inside the page: nothing is fetched.
import init, * as glue from "virtual:thethuc";
import type {} from "./compiled.d.ts";
import type { Core, TemplateFile } from "./model.ts";

export type * from "./model.ts";

let loading: Promise<Core> | undefined;

/** The core, ready to use. Every call gives the same one. */
export function load(): Promise<Core> {
  loading ??= start();
  return loading;
}

async function start(): Promise<Core> {
  const module = await compiled();
  await init({ module_or_path: module });
  return {
    version: glue.version,
    templates: glue.templates,
    fields: glue.fields,
    inputs: glue.inputs,
    sample: glue.sample,
    preview: glue.preview,
    sections: glue.sections,
    files: glue.files,
    fileName: glue.fileName,
    parseBody: glue.parseBody,
    writeBody: glue.writeBody,
    parseCitation: glue.parseCitation,
    toUnicode: glue.toUnicode,
    pastedRange: glue.pastedRange,
    renumber: glue.renumber,
    rules: glue.rules,
    openTemplates: (files) => {
      const found = glue.openTemplates(files);
      if (found.templates.length > 0) opened.push(files);
      return found;
    },
  };
}

const opened: TemplateFile[][] = [];

/** The files of all templates somebody opened: a worker has to open them for itself. */
export const openedTemplates = (): TemplateFile[][] => opened;

let compiling: Promise<WebAssembly.Module> | undefined;

/** The module itself, compiled once: workers make an instance of it without compiling it again. */
export function compiled(): Promise<WebAssembly.Module> {
  compiling ??= globalThis.thethucModule ?? served();
  return compiling;
}

/** The module beside the sources, while the page is developed. */
function served(): Promise<WebAssembly.Module> {
  if (!import.meta.env.DEV) return Promise.reject(new Error("the page was cut short: nothing compiles its module"));
  return WebAssembly.compileStreaming(fetch(new URL("/src/core/wasm/thethuc_bg.wasm", location.origin)));
}
