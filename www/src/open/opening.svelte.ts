// The file that is being opened, and what still has to be asked about it.
import builtIn from "virtual:templates";
import { load } from "../core/index.ts";
import type { TemplateInfo, Values } from "../core/model.ts";
import { drafts } from "../drafts/drafts.svelte.ts";
import { ui } from "../language.svelte.ts";
import { profiles } from "../profile/profile.svelte.ts";
import { announce } from "../status.svelte.ts";
import { reader } from "../worker/reader.ts";
import { document } from "./beside.ts";
import { type Opened, read, templates as readTemplates } from "./file.ts";
import { words } from "./words.ts";

/** The browser could not read the file: it is locked, has been moved, or its share is gone. */
function unlessLost(error: unknown): undefined {
  if (!(error instanceof DOMException) || isStop(error)) throw error;
}

/** Somebody would not wait. */
const isStop = (error: unknown) => error instanceof DOMException && error.name === "AbortError";

class Opening {
  /** What dialogs have to ask or tell, one after the other. */
  #waiting = $state.raw<Opened[]>([]);
  /** Fires when somebody would not wait: before the file is with the reader, too. */
  #stopping = new AbortController();
  /** The file that is being read. */
  reading = $state.raw<{ name: string; at: number; of: number } | undefined>();
  /** All templates there are; opened ones join them. */
  templates = $state.raw<TemplateInfo[]>(builtIn);

  get asked(): Opened | undefined {
    return this.#waiting[0];
  }

  #ask(opened: Opened): void {
    this.#waiting = [...this.#waiting, opened];
  }

  answered(): void {
    this.#waiting = this.#waiting.slice(1);
  }

  async files(files: File[]): Promise<void> {
    const lost: string[] = [];
    const core = await load();
    const { signal } = (this.#stopping = new AbortController());
    const unlessStopped: typeof document = (name, bytes) => {
      signal.throwIfAborted();
      return document(name, bytes);
    };
    try {
      for (const [at, file] of files.entries()) {
        this.reading = { name: file.name, at: at + 1, of: files.length };
        const opened = await read(core, unlessStopped, file).catch(unlessLost);
        signal.throwIfAborted();
        if (opened) await this.#take(opened);
        else lost.push(file.name);
      }
    } catch (error) {
      if (!isStop(error)) throw error;
      announce(ui.from(words).stopped(this.reading?.name ?? ""));
    } finally {
      this.reading = undefined;
    }
    // Last, so that it is not replaced by what is said of the others.
    if (lost.length > 0) announce(ui.words.lostFile(lost.join(", ")), "bad");
  }

  /** Reads no further; what has been opened stays. */
  stop(): void {
    this.#stopping.abort();
    reader.end();
  }

  async folder(files: File[]): Promise<void> {
    if (!files[0]) return;
    const opened = await readTemplates(await load(), files).catch(unlessLost);
    if (opened) await this.#take(opened);
    else announce(ui.words.lostFile(files[0].webkitRelativePath.split("/")[0] || files[0].name), "bad");
  }

  async #take(opened: Opened): Promise<void> {
    const say = ui.from(words);
    switch (opened.kind) {
      case "document":
        await this.start(opened.read.template, opened.read.values, opened.name);
        return;
      case "profiles":
        for (const { name, values, pattern } of opened.profiles) profiles.add({ name, values, pattern });
        announce(say.profilesTaken(opened.profiles.length), "good");
        return;
      case "templates": {
        const known = new Set(opened.templates.map((template) => template.id));
        this.templates = [...opened.templates, ...this.templates.filter((template) => !known.has(template.id))];
        announce(say.templatesTaken(opened.templates.length), "good");
        if (opened.findings.length > 0)
          this.#ask({ kind: "refused", name: say.someTemplates, findings: opened.findings });
        return;
      }
      default:
        this.#ask(opened);
    }
  }

  /** A new draft with these values; false when its template is not here. */
  async start(template: string, values: Values, name: string): Promise<boolean> {
    const own = this.templates.find((each) => each.id === template);
    if (!own) {
      announce(ui.from(words).unknownTemplate(template), "bad");
      return false;
    }
    location.hash = `#/van-ban/${await drafts.add(own, values)}`;
    announce(ui.from(words).opened(name), "good");
    return true;
  }
}

export const opening = new Opening();
