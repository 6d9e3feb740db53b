// A profile as a form fills it.
import type { CitedDocument, Core, Value } from "../core/model.ts";
import { DetachedForm } from "../form/detached.ts";
import { read, write } from "../form/path.ts";
import { type Profile, type RecipientGroup, type Signer, profiles } from "./profile.svelte.ts";

const PAUSE = 200;

export class ProfileForm extends DetachedForm {
  readonly profile: Profile;
  /** Whether the browser keeps it; undefined until something changed. */
  kept = $state<boolean | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(core: Core, profile: Profile) {
    super(core);
    this.profile = profile;
  }

  get signers(): Signer[] {
    return [];
  }
  get recipientGroups(): RecipientGroup[] {
    return [];
  }
  get(path: string): Value | undefined {
    return read(this.profile.values, path);
  }
  set(path: string, value: Value | undefined): void {
    write(this.profile.values, path, value);
    this.changed();
  }
  citation(text: string): CitedDocument {
    return { ten_loai: "", so_ky_hieu: "", ngay: "", co_quan: "", trich_yeu: "", chu_noi: "", nguyen_van: text };
  }

  changed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), PAUSE);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.kept = profiles.keep();
  }
}
