// Documents read beside the page. Its thread is made when it is first needed, and anew after somebody would not wait, after it
// broke, and when templates were opened that it does not know.
import { openedTemplates } from "../core/index.ts";
import { Hand, Refused } from "./hand.ts";
import type { Calls } from "./protocol.ts";

class Reader {
  #hand: Promise<Hand> | undefined;
  #known = 0;

  /** As [`Hand.ask`]; bytes given away are copied, because a dialog may ask about them again. */
  async ask<Op extends keyof Calls>(op: Op, ...args: Parameters<Calls[Op]>): Promise<ReturnType<Calls[Op]>> {
    if (this.#known !== openedTemplates().length) this.end();
    this.#known = openedTemplates().length;
    this.#hand ??= Hand.ready();
    const hand = this.#hand;
    try {
      return await (await hand).ask(op, ...structuredClone(args));
    } catch (error) {
      // Without findings it was not foreseen, and the core in that thread may be broken.
      if (!(error instanceof Refused && error.diagnostics) && this.#hand === hand) this.end();
      throw error;
    }
  }

  /** Stops what is being read; it fails with an `AbortError`. */
  end(): void {
    void this.#hand?.then(
      (hand) => hand.end(),
      () => {},
    );
    this.#hand = undefined;
  }
}

export const reader = new Reader();
