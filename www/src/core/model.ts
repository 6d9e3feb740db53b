/** What the core takes and gives: the shapes are declared beside the module that makes them, once. */
import type {
  Block,
  Changes,
  CitedDocument,
  DocxOptions,
  Imported,
  Issued,
  IssueRequest,
  JsonSchema,
  OpenedTemplates,
  OutputFile,
  ParsedBody,
  Preview,
  ReadValues,
  Recognised,
  Renumbered,
  SectionText,
  TakenOver,
  TemplateFile,
  TemplateInfo,
  Values,
} from "../../../crate/src/wasm/types.d.ts";

export type * from "../../../crate/src/wasm/types.d.ts";

export interface Core {
  version(): string;
  templates(): TemplateInfo[];
  fields(template: string): JsonSchema;
  sample(template: string): Values;
  preview(template: string, values: Values, date: string): Preview;
  /** The sections that free text can take the place of, each with the text it prints now. */
  sections(template: string, values: Values, date: string): SectionText[];
  /** The main document first, then each appendix that is a file of its own. */
  files(template: string, values: Values, date: string, options?: DocxOptions): OutputFile[];
  parseBody(text: string): ParsedBody;
  writeBody(blocks: Block[]): string;
  /** The fields of a pasted citation. */
  parseCitation(text: string): CitedDocument;
  /** Text typed in a TCVN3 or VNI font in Unicode; any other text as it is. */
  toUnicode(text: string): string;
  /** The values a DOCX was made from. */
  readValues(docx: Uint8Array): ReadValues;
  /** The values of any other DOCX for the template that fits it, and what is in no field. */
  importDocx(docx: Uint8Array): Imported;
  /** What was edited in a DOCX since its form made it. */
  changes(docx: Uint8Array): Changes;
  /** The values of an edited DOCX with the changes at these positions of `changes`. */
  takeOver(docx: Uint8Array, which: number[]): TakenOver;
  /** What a DOCX says about itself, and where its number and date would go. */
  recognise(docx: Uint8Array): Recognised;
  /** Number and date written into a DOCX, nothing else of it changed; throws when a place is missing or taken. */
  issue(docx: Uint8Array, request: IssueRequest): Issued;
  /** A body with its numbers in order, and the references in its text that this would break. */
  renumber(text: string): Renumbered;
  /** The templates among the files of a folder, or in one zip: all functions find them by their ids from then on. */
  openTemplates(files: TemplateFile[]): OpenedTemplates;
}
