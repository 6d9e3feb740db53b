// What the tabs of one browser tell each other. Browsers carry it between pages opened from disk too.
import type { Edits } from "./draft.ts";

export type Message =
  | { kind: "edits"; draft: string; edits: Edits }
  | { kind: "lost"; draft: string; path: string }
  | { kind: "list" }
  | { kind: "removed"; draft: string };

const listeners = new Set<(message: Message) => void>();
let channel: BroadcastChannel | undefined;

/** A shared machine's tabs know nothing of each other. */
export function connect(on: boolean): void {
  if (on === (channel !== undefined)) return;
  channel?.close();
  channel = on ? new BroadcastChannel("thethuc-drafts") : undefined;
  channel?.addEventListener("message", ({ data }: MessageEvent<Message>) => {
    for (const listener of listeners) listener(data);
  });
}

export function tell(message: Message): void {
  channel?.postMessage(message);
}

export function listen(listener: (message: Message) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
