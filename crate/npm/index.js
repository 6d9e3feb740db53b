// Thể Thức in JavaScript: the WebAssembly module is inside the package as text, so nothing is fetched and the same files
// work in Node, in a bundler and in a browser.
import init, * as glue from "./glue.js";
import { packed } from "./module.js";

let loading;

/** The core, ready to use; every call gives the same one. */
export function load() {
  // A failed start (no memory, a cut-off module) must not be remembered as the core.
  loading ??= start().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function start() {
  await init({ module_or_path: await moduleBytes() });
  const { version, templates, fields, sample, preview, sections, docx, files, readValues } = glue;
  const {
    parseBody,
    writeBody,
    renumber,
    parseCitation,
    communes,
    toUnicode,
    importDocx,
    pastedRange,
    changes,
    takeOver,
    recognise,
    issue,
    openTemplates,
  } = glue;
  return Object.freeze({
    version,
    templates,
    fields,
    sample,
    preview,
    sections,
    docx,
    files,
    readValues,
    parseBody,
    writeBody,
    renumber,
    parseCitation,
    communes,
    toUnicode,
    importDocx,
    pastedRange,
    changes,
    takeOver,
    recognise,
    issue,
    openTemplates,
  });
}

async function moduleBytes() {
  const text = atob(packed);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
