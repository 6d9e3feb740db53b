// What the page tells the user in passing: one message at a time, read out by screen readers, perhaps with a way back.

export interface Message {
  text: string;
  tone: "plain" | "good" | "bad";
  undo: (() => void) | undefined;
  /** What can be done about it, in words. */
  action?: { label: string; do: () => void } | undefined;
}

const SHOWN_FOR = 9000;

class Status {
  message = $state.raw<Message | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(message: Message): void {
    clearTimeout(this.#timer);
    this.message = message;
    // What can be undone, and what went wrong, stays until it is read.
    if (!message.undo && !message.action && message.tone !== "bad")
      this.#timer = setTimeout(() => this.dismiss(), SHOWN_FOR);
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
