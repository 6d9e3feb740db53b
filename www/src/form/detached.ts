// Inputs without a document behind them: nothing is computed, nothing is wrong, no section has a text.
import type { CitedDocument, Core, Diagnostic, Value } from "../core/model.ts";
import type { RecipientGroup, Signer } from "../profile/profile.svelte.ts";
import type { Field } from "./schema.ts";
import type { FormState } from "./state.ts";

export abstract class DetachedForm implements FormState {
  readonly markup: Core;
  readonly generation = 0;
  readonly freeTexts: { field: Field; path: string }[] = [];

  constructor(core: Core) {
    this.markup = core;
  }

  abstract get signers(): Signer[];
  abstract get recipientGroups(): RecipientGroup[];
  abstract get(path: string): Value | undefined;
  abstract set(path: string, value: Value | undefined): void;
  abstract citation(text: string, basis: boolean): CitedDocument;

  resolved(): undefined {}
  total(): undefined {}
  clearField(path: string): void {
    this.set(path, path.includes(".") ? "" : undefined);
  }
  touch(): void {}
  leave(): void {}
  range: FormState["range"] = () => undefined;
  problems(): Diagnostic[] {
    return [];
  }
  correct(): boolean {
    return false;
  }
  sectionText(): string {
    return "";
  }
  reach(): void {}
}
