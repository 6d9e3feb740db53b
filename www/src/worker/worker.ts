// An instance of the core in a thread of its own, so that the page answers while it works: it opens workbooks and documents,
// fills, packs and collects.
import init, * as core from "virtual:thethuc";
import type { CoreError } from "../core/model.ts";
import { readDocument } from "../open/document.ts";
import { type Answer, type Calls, type Question, type Trouble, buffers } from "./protocol.ts";

let batch: core.Batch | undefined;
let zip: core.Zip | undefined;
let bundle: core.Bundle | undefined;
let collector: core.Collector | undefined;

function opened(): core.Batch {
  if (!batch) throw new Error("no workbook is open");
  return batch;
}

const calls: Calls = {
  begin: () => {},
  open(template, name, bytes, options) {
    batch?.free();
    batch = undefined;
    batch = new core.Batch(template, name, bytes, options);
    return { sheets: batch.sheets(), likely: batch.likely() };
  },
  table: (sheet, head) => opened().table(sheet, head),
  words: (matching) => opened().words(matching),
  hiddenRows: (choice) => opened().hiddenRows(choice),
  propose: (base) => opened().propose(base),
  apply: (matching, date) => opened().apply(matching, date),
  check: (from, count) => opened().check(from, count),
  look: (document) => opened().look(document),
  documents(which) {
    const values = which.map((document) => opened().values(document));
    return { names: which.map((document) => opened().name(document)), values: `[${values.join(",")}]` };
  },
  names: (which) => which.map((document) => opened().name(document)),
  marks: (which) => which.map((document) => opened().mark(document)),
  rename: (pattern) => opened().rename(pattern),
  rejected: (documents) => opened().rejected(new Uint32Array(documents)),
  starter: (template) => core.starter(template),
  make: (template, values, date) => core.make(template, values, date),
  zip(files) {
    const open = (zip ??= new core.Zip());
    return joined(files.map(({ name, bytes }) => open.add(name, bytes)));
  },
  zipEnd() {
    const end = (zip ?? new core.Zip()).finish();
    zip = undefined;
    return end;
  },
  bundle(template, values, date) {
    bundle ??= new core.Bundle(template);
    bundle.add(values, date);
  },
  bundleEnd() {
    const bytes = bundle?.finish() ?? new Uint8Array();
    bundle = undefined;
    return bytes;
  },
  units: (name, bytes) => core.unitsInFile(name, bytes),
  document: (bytes) => readDocument(core, bytes),
  importDocx: (bytes, template) => core.importDocx(bytes, template),
  takeOver: (bytes, taken) => core.takeOver(bytes, taken),
  recognise: (bytes) => core.recognise(bytes),
  issue: (bytes, request) => core.issue(bytes, request),
  examine: (bytes) => core.examine(bytes),
  view: (bytes, most) => core.view(bytes, most),
  examineReport: (files, date) => core.examineReport(files, date),
  collect(files) {
    collector ??= new core.Collector();
    for (const { name, bytes } of files) collector.add(name, bytes);
  },
  passOver(names) {
    collector ??= new core.Collector();
    for (const name of names) collector.passOver(name);
  },
  collected: (expected) => (collector ??= new core.Collector()).result(expected),
  collectedSheet: (expected) => (collector ??= new core.Collector()).sheet(expected),
  collectedReport: (expected) => (collector ??= new core.Collector()).report(expected),
};

function joined(chunks: Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function trouble(error: unknown): Trouble {
  return {
    message: error instanceof Error ? error.message : String(error),
    diagnostics: (error as Partial<CoreError>)?.diagnostics,
  };
}

/** This thread, to which the types of a page do not quite fit. */
const thread = globalThis as unknown as { postMessage(answer: Answer, handed: ArrayBuffer[]): void };

async function answered({ id, op, args }: Question): Promise<void> {
  let answer: Answer;
  try {
    if (op === "begin") {
      const [module, templates] = args as Parameters<Calls["begin"]>;
      await init({ module_or_path: module });
      for (const files of templates) core.openTemplates(files);
    }
    const call = calls[op] as (...args: unknown[]) => unknown;
    answer = { id, result: call(...args) };
  } catch (error) {
    answer = { id, trouble: trouble(error) };
  }
  thread.postMessage(answer, "result" in answer ? buffers(answer.result) : []);
}

addEventListener("message", ({ data }: MessageEvent<Question>) => void answered(data));
