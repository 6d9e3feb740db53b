// The common fields of a batch as inputs of a form.
import type { CitedDocument, PastedRange, Value } from "../core/model.ts";
import { DetachedForm } from "../form/detached.ts";
import { read } from "../form/path.ts";
import { flat } from "../form/range.ts";
import { type RecipientGroup, type Signer, recipientGroups, signers } from "../profile/profile.svelte.ts";
import { batch } from "./batch.svelte.ts";

export class Constants extends DetachedForm {
  get signers(): Signer[] {
    return signers();
  }
  get recipientGroups(): RecipientGroup[] {
    return recipientGroups();
  }
  get(path: string): Value | undefined {
    return read(batch.matching.constants, path);
  }
  set(path: string, value: Value | undefined): void {
    batch.setConstant(path, value);
  }
  override range = (path: string, at: string, cells: string[][]): PastedRange | undefined =>
    (batch.template && this.markup.pastedRange(batch.template.id, path, at, ...flat(cells))) ?? undefined;
  citation(text: string, basis: boolean): CitedDocument {
    return this.markup.parseCitation(text, basis);
  }
}
