import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { type Named, saveFiles } from "../src/save.ts";

const globals = globalThis as { showDirectoryPicker?: unknown };
afterEach(() => delete globals.showDirectoryPicker);

/** A folder to be chosen, with files in it. */
function folder(files: Record<string, string>, folders: string[] = []): Record<string, string> {
  const getFileHandle = async (name: string, { create }: { create: boolean }) => {
    if (folders.includes(name)) throw new DOMException("", "TypeMismatchError");
    if (!create && !(name in files)) throw new DOMException("", "NotFoundError");
    files[name] ??= "";
    const createWritable = async () => ({
      write: async (data: Blob) => void (files[name] = await data.text()),
      close: async () => {},
    });
    return { name, createWritable };
  };
  globals.showDirectoryPicker = async () => ({ name: "Văn bản", getFileHandle });
  return files;
}
const made = (...names: string[]): Named[] =>
  names.map((name) => ({ name, bytes: new TextEncoder().encode(`new ${name}`) }));

test("several files go into the chosen folder under their names", async () => {
  const files = folder({ "khac.docx": "other" });
  assert.deepEqual(await saveFiles(made("a.docx", "b.docx")), {
    kind: "saved",
    names: ["a.docx", "b.docx"],
    beside: [],
  });
  assert.deepEqual(files, { "khac.docx": "other", "a.docx": "new a.docx", "b.docx": "new b.docx" });
});

test("a file that is there, perhaps edited, is not overwritten: the new one stands beside it", async () => {
  const files = folder({ "a.docx": "edited", "a (2).docx": "edited too", "v1.2": "x" }, ["phu-luc.docx"]);
  assert.deepEqual(await saveFiles(made("a.docx", "phu-luc.docx", "c.docx")), {
    kind: "saved",
    names: ["a (3).docx", "phu-luc (2).docx", "c.docx"],
    beside: ["a (3).docx", "phu-luc (2).docx"],
  });
  assert.equal(files["a.docx"], "edited");
  assert.equal(files["a (2).docx"], "edited too");
  assert.equal(files["a (3).docx"], "new a.docx");
});

test("of two files of one name both are written", async () => {
  const files = folder({});
  await saveFiles(made("a.docx", "a.docx"));
  assert.deepEqual(Object.keys(files), ["a.docx", "a (2).docx"]);
});

test("a folder that cannot be read is an error, not an empty one", async () => {
  folder({});
  globals.showDirectoryPicker = async () => ({
    getFileHandle: async () => Promise.reject(new DOMException("lost", "InvalidStateError")),
  });
  await assert.rejects(saveFiles(made("a.docx", "b.docx")), { message: "lost" });
});
