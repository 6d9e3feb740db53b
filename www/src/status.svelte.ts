// What the page tells the user in passing: one message at a time, read out by screen readers, perhaps with a way back.

export interface Message {
  text: string;
  tone: "plain" | "good" | "bad";
  undo: (() => void) | undefined;
  /** What can be done about it, in words. */
  action?: { label: string; do: () => void } | undefined;
}

/** How long a notice stays, and how long one that can be undone, ms. */
const SHOWN_FOR = 9000;
const UNDONE_FOR = 20_000;

class Status {
  message = $state.raw<Message | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(message: Message): void {
    clearTimeout(this.#timer);
    this.message = message;
    // What went wrong, or is asked, stays until it is read.
    if (!message.action && message.tone !== "bad")
      this.#timer = setTimeout(() => this.dismiss(), message.undo ? UNDONE_FOR : SHOWN_FOR);
  }

  /** Something else was changed since: undoing would undo that too. */
  overtaken(): void {
    if (this.message?.undo) this.message = { ...this.message, undo: undefined };
  }

  dismiss(): void {
    clearTimeout(this.#timer);
    this.message = undefined;
  }
}

export const status = new Status();

export function announce(
  text: string,
  tone: Message["tone"] = "plain",
  undo?: () => void,
  action?: Message["action"],
): void {
  status.say({ text, tone, undo, action });
}
