// The file that is being opened, and what still has to be asked about it.
import builtIn from "virtual:templates";
import { load } from "../core/index.ts";
import type { TemplateInfo, Values } from "../core/model.ts";
import { drafts } from "../drafts/drafts.svelte.ts";
import { ui } from "../language.svelte.ts";
import { profiles } from "../profile/profile.svelte.ts";
import { announce } from "../status.svelte.ts";
import { type Opened, read, templates as readTemplates } from "./file.ts";
import { words } from "./words.ts";

/** The browser could not read the file: it is locked, has been moved, or its share is gone. */
function unlessLost(error: unknown): undefined {
  if (!(error instanceof DOMException)) throw error;
}

class Opening {
  /** What dialogs have to ask or tell, one after the other. */
  #waiting = $state.raw<Opened[]>([]);
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

  async files(files: Iterable<File>): Promise<void> {
    const lost: string[] = [];
    const core = await load();
    for (const file of files) {
      const opened = await read(core, file).catch(unlessLost);
      if (opened) await this.#take(opened);
      else lost.push(file.name);
    }
    // Last, so that it is not replaced by what is said of the others.
    if (lost.length > 0) announce(ui.words.lostFile(lost.join(", ")), "bad");
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
