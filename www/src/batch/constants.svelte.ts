// The common fields of a batch as inputs of a form: there is no document behind them yet, so nothing is computed.
import type { CitedDocument, Core, Diagnostic, Value } from "../core/model.ts";
import { read } from "../form/path.ts";
import type { Field } from "../form/schema.ts";
import type { FormState } from "../form/state.ts";
import { signers } from "../profile/profile.svelte.ts";
import { batch } from "./batch.svelte.ts";

export class Constants implements FormState {
  readonly markup: Core;
  readonly generation = 0;
  readonly freeTexts: { field: Field; path: string }[] = [];

  constructor(core: Core) {
    this.markup = core;
  }

  get signers(): { label: string; value: Value }[] {
    return signers();
  }
  get(path: string): Value | undefined {
    return read(batch.matching.constants, path);
  }
  resolved(): undefined {}
  total(): undefined {}
  set(path: string, value: Value | undefined): void {
    batch.setConstant(path, value);
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
    return this.markup.parseCitation(text);
  }
  sectionText(): string {
    return "";
  }
  reach(): void {}
}
