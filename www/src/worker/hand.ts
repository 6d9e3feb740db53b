// A worker, as the page sees it: functions that answer later.
import { compiled, openedTemplates } from "../core/index.ts";
import type { Diagnostic } from "../core/model.ts";
import { startWorker } from "../scripts.ts";
import { type Answer, type Calls, type Question, buffers } from "./protocol.ts";
import code from "./worker.ts?inlined";

/** What a worker could not do. */
export class Refused extends Error {
  readonly diagnostics: Diagnostic[] | undefined;

  constructor(message: string, diagnostics: Diagnostic[] | undefined) {
    super(message);
    this.diagnostics = diagnostics;
  }
}

interface Waiting {
  done(result: unknown): void;
  failed(error: Error): void;
}

/** One worker with an instance of the core of its own. */
export class Hand {
  #worker: Worker;
  #waiting = new Map<number, Waiting>();
  #next = 1;
  #broken: Error | undefined;

  constructor() {
    this.#worker = startWorker(code);
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const asked = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ("trouble" in data) asked?.failed(new Refused(data.trouble.message, data.trouble.diagnostics));
      else asked?.done(data.result);
    };
    this.#worker.onerror = (event) => this.#fail(new Refused(event.message || "the worker stopped", undefined));
  }

  /** A worker that is ready. */
  static async ready(): Promise<Hand> {
    const hand = new Hand();
    try {
      await hand.ask("begin", await compiled(), openedTemplates());
      return hand;
    } catch (error) {
      hand.end();
      throw error;
    }
  }

  ask<Op extends keyof Calls>(op: Op, ...args: Parameters<Calls[Op]>): Promise<ReturnType<Calls[Op]>> {
    if (this.#broken) return Promise.reject(this.#broken);
    const question: Question<Op> = { id: this.#next++, op, args };
    return new Promise((done, failed) => {
      this.#waiting.set(question.id, { done, failed });
      // Templates are needed again for the next worker.
      this.#worker.postMessage(question, op === "begin" ? [] : buffers(args));
    });
  }

  /** Stops at once; what was asked and not yet answered fails. */
  end(): void {
    this.#worker.terminate();
    this.#fail(new DOMException("ended", "AbortError"));
  }

  #fail(error: Error): void {
    this.#broken = error;
    for (const { failed } of this.#waiting.values()) failed(error);
    this.#waiting.clear();
  }
}
