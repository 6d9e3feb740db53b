// What a DOCX is to the page: one made here, one made here and edited since, or one from elsewhere. Read in a worker: a long
// document, or one made to take long, must not stop the page.
import type { Changes, CoreError, Diagnostic, Imported, ReadValues, Reader } from "../core/model.ts";

export type ReadDocument =
  | { kind: "document"; read: ReadValues }
  | { kind: "edited"; found: Changes }
  | { kind: "foreign"; found: Imported }
  | { kind: "refused"; findings: Diagnostic[] };

/** What the core says of a whole DOCX that was not made here. */
const NO_VALUES = "khong-co-gia-tri";

export function readDocument(core: Reader, bytes: Uint8Array<ArrayBuffer>): ReadDocument {
  try {
    const read = core.readValues(bytes);
    return read.unchanged ? { kind: "document", read } : { kind: "edited", found: core.changes(bytes) };
  } catch (error) {
    const findings = findingsOf(error);
    return findings.some((finding) => finding.code === NO_VALUES)
      ? foreign(core, bytes)
      : { kind: "refused", findings };
  }
}

function foreign(core: Reader, bytes: Uint8Array<ArrayBuffer>): ReadDocument {
  try {
    return { kind: "foreign", found: core.importDocx(bytes) };
  } catch (error) {
    return { kind: "refused", findings: findingsOf(error) };
  }
}

/** What the core says of a file it cannot use; anything else is thrown on. */
function findingsOf(error: unknown): Diagnostic[] {
  const findings = (error as Partial<CoreError>).diagnostics;
  if (!findings) throw error;
  return findings;
}
