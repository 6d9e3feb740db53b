// A document, read beside the page.
import { Refused } from "../worker/hand.ts";
import { reader } from "../worker/reader.ts";
import type { Opened } from "./file.ts";

export async function document(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Opened> {
  try {
    const found = await reader.ask("document", bytes);
    return found.kind === "refused" ? { ...found, name } : { ...found, name, bytes };
  } catch (error) {
    if (error instanceof Refused) return { kind: "unreadable", name, why: "stopped" };
    throw error;
  }
}
