// The files of what somebody dropped: files, and everything within folders.

/** At most so many: more is surely not what was meant. */
const MOST = 20_000;

export async function droppedFiles(data: DataTransfer): Promise<File[]> {
  // Entries must be asked for before anything is waited for: the browser forgets them.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...data.files];
  const found: File[] = [];
  for (const entry of entries) await gather(entry, found);
  return found;
}

async function gather(entry: FileSystemEntry, into: File[]): Promise<void> {
  if (into.length >= MOST) return;
  if (entry.isFile) {
    const file = new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed));
    // One that cannot be opened is told with the others.
    into.push(await file.catch(() => new File([], entry.name)));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    for (const each of some) await gather(each, into);
  }
}
