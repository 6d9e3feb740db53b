/** What the core takes and gives: the shapes are declared beside the module that makes them, once. */
import type { DocxOptions, JsonSchema, OutputFile, Preview, SectionText, TemplateInfo, Values } from "../../../crate/src/wasm.d.ts";

export type * from "../../../crate/src/wasm.d.ts";

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
}
