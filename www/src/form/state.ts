// What the inputs of a form read and write: a document being written, or the profile of an office.
import type { CitedDocument, Diagnostic, Fix, PastedRange, Value } from "../core/model.ts";
import type { Clipboard } from "../editor/paste/paste.ts";
import type { RecipientGroup, Signer } from "../profile/profile.svelte.ts";
import type { Field } from "./schema.ts";

export interface FormState {
  /** The value as somebody gave it. */
  get(path: string): Value | undefined;
  /** The value with defaults and computed values in place. */
  resolved(path: string): Value | undefined;
  /** What stands in the total row of a table. */
  total(path: string, column: string): Value | undefined;
  /** `typed` into the input of the place, which can take it back itself. */
  set(path: string, value: Value | undefined, typed?: boolean): void;
  /** An input was emptied. */
  clearField(path: string): void;
  /** Somebody has been at this place: its problems may be told. */
  touch(path: string): void;
  /** Somebody is done with an input. */
  leave(path: string): void;
  problems(path: string): Diagnostic[];
  /** Does what puts a finding right; false when it does not hold any more. */
  correct(finding: Diagnostic, chosen: Fix): boolean;
  /** Counts the changes that replaced everything, so that inputs with a text of their own start afresh. */
  readonly generation: number;
  /** The free texts in use: the fields of their sections are folded away. */
  readonly freeTexts: { field: Field; path: string }[];
  /** What reads and writes the text of a body. */
  readonly markup: Clipboard;
  /** The parts of a citation as somebody copied it; a căn cứ keeps what it begins with. */
  citation(text: string, basis: boolean): CitedDocument;
  /** What a range says that is pasted into a column of a table; undefined where nobody knows. */
  range(path: string, at: string, cells: string[][]): PastedRange | undefined;
  /** What a section of the document says now. */
  sectionText(name: string): string;
  /** Those who may sign, each with the words they are chosen by. */
  readonly signers: Signer[];
  /** Recipients that can be filled in together. */
  readonly recipientGroups: RecipientGroup[];
  /** Brings the input of a place into view. */
  reach(path: string): void;
}
