// Brings bytes to the user's disk: by a dialog where the browser has one, else as a download.

/** What a save dialog says a file is. */
export interface Kind {
  type: string;
  name: string;
  ending: `.${string}`;
}

export const DOCX: Kind = {
  type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  name: "Word",
  ending: ".docx",
};
export const SCRIPT_FILE: Kind = { type: "text/javascript", name: "JavaScript", ending: ".js" };
export const ZIP: Kind = { type: "application/zip", name: "ZIP", ending: ".zip" };
export const XLSX: Kind = {
  type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  name: "Excel",
  ending: ".xlsx",
};
export const JSON_FILE: Kind = { type: "application/json", name: "JSON", ending: ".json" };

export interface Named {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** `beside`: the names of those that could not have their own, because a file of that name was there. */
export type Outcome = { kind: "saved"; names: string[]; beside: string[] } | { kind: "cancelled" };

/** A file being written: it takes the place of the old one when it is closed. */
export interface FileWriter {
  write(data: Blob | Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
  abort?(): Promise<void>;
}
interface FileHandle {
  name: string;
  createWritable(): Promise<FileWriter>;
  getFile?(): Promise<File>;
}
/** A folder the user chose. */
export interface Directory {
  name: string;
  getFileHandle(name: string, options: { create: boolean }): Promise<FileHandle>;
  removeEntry?(name: string): Promise<void>;
}
interface Pickers {
  showSaveFilePicker?: (options: object) => Promise<FileHandle>;
  showDirectoryPicker?: (options: object) => Promise<Directory>;
}
const pickers = globalThis as unknown as Pickers;

/** Whether the browser lets the page write into a folder. */
export const canPickFolder = () => pickers.showDirectoryPicker !== undefined;

const closed = (error: unknown) => error instanceof DOMException && error.name === "AbortError";
/** Policy or an embedding frame may forbid a dialog; a download needs neither. */
const forbidden = (error: unknown) =>
  error instanceof DOMException && (error.name === "SecurityError" || error.name === "NotAllowedError");

/** Must be called from a user's action; undefined when the dialog was closed. */
export async function pickFolder(): Promise<Directory | undefined> {
  try {
    return await pickers.showDirectoryPicker?.({ id: "thethuc-batch", mode: "readwrite" });
  } catch (error) {
    if (closed(error)) return undefined;
    throw error;
  }
}

const suggested = (name: string, kind: Kind) => ({
  id: "thethuc",
  suggestedName: name,
  types: [{ description: kind.name, accept: { [kind.type]: [kind.ending] } }],
});

/** A file to be written piece by piece; undefined where the browser can only download a finished one. */
export async function fileWriter(name: string, kind: Kind): Promise<FileWriter | "cancelled" | undefined> {
  if (!pickers.showSaveFilePicker) return undefined;
  try {
    return await (await pickers.showSaveFilePicker(suggested(name, kind))).createWritable();
  } catch (error) {
    if (closed(error)) return "cancelled";
    if (forbidden(error)) return undefined;
    throw error;
  }
}

/** Must be called from a user's action, else the browser shows no dialog. */
export async function saveFiles(files: Named[], kind: Kind = DOCX): Promise<Outcome> {
  try {
    if (files.length === 1 && pickers.showSaveFilePicker) {
      const file = files[0] as Named;
      const handle = await pickers.showSaveFilePicker(suggested(file.name, kind));
      await put(handle, file, kind);
      return { kind: "saved", names: [handle.name], beside: [] };
    }
    if (files.length > 1 && pickers.showDirectoryPicker) {
      const folder = await pickers.showDirectoryPicker({ id: "thethuc", mode: "readwrite" });
      const names: string[] = [];
      for (const file of files) {
        const name = await freeName(folder, file.name);
        await put(await folder.getFileHandle(name, { create: true }), file, kind);
        names.push(name);
      }
      return { kind: "saved", names, beside: names.filter((name, i) => name !== files[i]?.name) };
    }
  } catch (error) {
    if (closed(error)) return { kind: "cancelled" };
    if (!forbidden(error)) throw error;
  }
  for (const { name, bytes } of files) download({ name, parts: [bytes] }, kind);
  return { kind: "saved", names: files.map((file) => file.name), beside: [] };
}

/** Choosing a folder says nothing of the files in it, which may have been edited since: none is overwritten. */
async function freeName(folder: Directory, name: string): Promise<string> {
  const dot = name.lastIndexOf(".");
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${stem} (${n})${ending}`;
    if (!(await isTaken(folder, candidate))) return candidate;
  }
}

async function isTaken(folder: Directory, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name, { create: false });
    return true;
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotFoundError") return false;
    // A folder has the name.
    if (error instanceof DOMException && error.name === "TypeMismatchError") return true;
    throw error;
  }
}

async function put(handle: FileHandle, file: Named, kind: Kind): Promise<void> {
  const writable = await handle.createWritable();
  await writable.write(blob(file, kind));
  await writable.close();
}

export function download(file: { name: string; parts: BlobPart[] }, kind: Kind): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(file.parts, { type: kind.type }));
  link.download = file.name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const blob = (file: Named, kind: Kind) => new Blob([file.bytes], { type: kind.type });
