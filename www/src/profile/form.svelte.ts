// A profile as a form fills it: no document behind it, so nothing is computed and nothing is wrong.
import type { CitedDocument, Core, Diagnostic, Value } from "../core/model.ts";
import { read, write } from "../form/path.ts";
import type { Field } from "../form/schema.ts";
import type { FormState } from "../form/state.ts";
import { type Profile, profiles } from "./profile.svelte.ts";

const PAUSE = 200;

export class ProfileForm implements FormState {
  readonly profile: Profile;
  readonly markup: Core;
  readonly generation = 0;
  readonly freeTexts: { field: Field; path: string }[] = [];
  readonly signers: { label: string; value: Value }[] = [];
  /** Whether the browser keeps it; undefined until something changed. */
  kept = $state<boolean | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(core: Core, profile: Profile) {
    this.markup = core;
    this.profile = profile;
  }

  get(path: string): Value | undefined {
    return read(this.profile.values, path);
  }
  resolved(): undefined {}
  total(): undefined {}
  set(path: string, value: Value | undefined): void {
    write(this.profile.values, path, value);
    this.changed();
  }
  clearField(path: string): void {
    this.set(path, path.includes(".") ? "" : undefined);
  }
  touch(): void {}
  problems(): Diagnostic[] {
    return [];
  }
  correct(): boolean {
    return false;
  }
  citation(text: string): CitedDocument {
    return { ten_loai: "", so_ky_hieu: "", ngay: "", co_quan: "", trich_yeu: "", nguyen_van: text };
  }
  sectionText(): string {
    return "";
  }
  reach(): void {}

  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.kept = profiles.keep();
  }
}
