// Brings bytes to the user's disk: by a dialog where the browser has one, else as a download.

/** What a save dialog says a file is. */
export interface Kind {
  type: string;
  name: string;
  ending: `.${string}`;
}

export const DOCX: Kind = { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", name: "Word", ending: ".docx" };
export const SCRIPT_FILE: Kind = { type: "text/javascript", name: "JavaScript", ending: ".js" };
export const JSON_FILE: Kind = { type: "application/json", name: "JSON", ending: ".json" };

export interface Named {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type Outcome = { kind: "saved"; names: string[] } | { kind: "cancelled" };

interface Writable {
  write(data: Blob): Promise<void>;
  close(): Promise<void>;
}
interface FileHandle {
  name: string;
  createWritable(): Promise<Writable>;
}
interface DirectoryHandle {
  getFileHandle(name: string, options: { create: boolean }): Promise<FileHandle>;
}
interface Pickers {
  showSaveFilePicker?: (options: object) => Promise<FileHandle>;
  showDirectoryPicker?: (options: object) => Promise<DirectoryHandle>;
}

/** Must be called from a user's action, else the browser shows no dialog. */
export async function saveFiles(files: Named[], kind: Kind = DOCX): Promise<Outcome> {
  const pickers = window as unknown as Pickers;
  try {
    if (files.length === 1 && pickers.showSaveFilePicker) {
      const file = files[0] as Named;
      const handle = await pickers.showSaveFilePicker({
        id: "thethuc",
        suggestedName: file.name,
        types: [{ description: kind.name, accept: { [kind.type]: [kind.ending] } }],
      });
      await put(handle, file, kind);
      return { kind: "saved", names: [handle.name] };
    }
    if (files.length > 1 && pickers.showDirectoryPicker) {
      const folder = await pickers.showDirectoryPicker({ id: "thethuc", mode: "readwrite" });
      for (const file of files) await put(await folder.getFileHandle(file.name, { create: true }), file, kind);
      return { kind: "saved", names: files.map((file) => file.name) };
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return { kind: "cancelled" };
    // Policy or an embedding frame may forbid the dialog; the download below needs neither.
    if (!(error instanceof DOMException && (error.name === "SecurityError" || error.name === "NotAllowedError"))) throw error;
  }
  for (const file of files) download(file, kind);
  return { kind: "saved", names: files.map((file) => file.name) };
}

async function put(handle: FileHandle, file: Named, kind: Kind): Promise<void> {
  const writable = await handle.createWritable();
  await writable.write(blob(file, kind));
  await writable.close();
}

function download(file: Named, kind: Kind): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob(file, kind));
  link.download = file.name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const blob = (file: Named, kind: Kind) => new Blob([file.bytes], { type: kind.type });
