/** What the core takes and gives: the shapes are declared beside the module that makes them, once. */
import type { DocxOptions, JsonSchema, OutputFile, Preview, TemplateInfo, Values } from "../../../crate/src/wasm.d.ts";

export type * from "../../../crate/src/wasm.d.ts";

export interface Core {
  version(): string;
  templates(): TemplateInfo[];
  fields(template: string): JsonSchema;
  sample(template: string): Values;
  preview(template: string, values: Values, date: string): Preview;
  /** The main document first, then each appendix that is a file of its own. */
  files(template: string, values: Values, date: string, options?: DocxOptions): OutputFile[];
}
