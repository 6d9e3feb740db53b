// Brings bytes to the user's disk: by a dialog where the browser has one, else as a download.

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

export interface Named {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** Media type; that of a DOCX unless said otherwise. */
  type?: string;
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
export async function saveFiles(files: Named[]): Promise<Outcome> {
  const pickers = window as unknown as Pickers;
  try {
    if (files.length === 1 && pickers.showSaveFilePicker) {
      const file = files[0] as Named;
      const handle = await pickers.showSaveFilePicker({
        id: "thethuc",
        suggestedName: file.name,
        types: [{ accept: { [file.type ?? DOCX]: [file.name.slice(file.name.lastIndexOf("."))] } }],
      });
      await put(handle, file);
      return { kind: "saved", names: [handle.name] };
    }
    if (files.length > 1 && pickers.showDirectoryPicker) {
      const folder = await pickers.showDirectoryPicker({ id: "thethuc", mode: "readwrite" });
      for (const file of files) await put(await folder.getFileHandle(file.name, { create: true }), file);
      return { kind: "saved", names: files.map((file) => file.name) };
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return { kind: "cancelled" };
    // Policy or an embedding frame may forbid the dialog; the download below needs neither.
    if (!(error instanceof DOMException && (error.name === "SecurityError" || error.name === "NotAllowedError"))) throw error;
  }
  for (const file of files) download(file);
  return { kind: "saved", names: files.map((file) => file.name) };
}

async function put(handle: FileHandle, file: Named): Promise<void> {
  const writable = await handle.createWritable();
  await writable.write(blob(file));
  await writable.close();
}

function download(file: Named): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob(file));
  link.download = file.name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const blob = (file: Named) => new Blob([file.bytes], { type: file.type ?? DOCX });
