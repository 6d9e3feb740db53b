/** The product; get it with {@link load}. All functions take and give plain data; dates are written 2026-11-23. */
export interface Core {
  version(): string;
  templates(): TemplateInfo[];
  /** The JSON Schema of a template's form. */
  fields(template: string): JsonSchema;
  /** A filled form: the template's first sample. */
  sample(template: string): Values;
  preview(template: string, values: Values, date: string): Preview;
  /** The sections that free text can take the place of, each with the text it prints now. */
  sections(template: string, values: Values, date: string): SectionText[];
  /** The DOCX. Mistakes in the values never throw: they are in `preview(…).diagnostics`. */
  docx(template: string, values: Values, date: string, options?: DocxOptions): Uint8Array<ArrayBuffer>;
  /** The main document first, then each appendix that is a file of its own. */
  files(template: string, values: Values, date: string, options?: DocxOptions): OutputFile[];
  parseBody(text: string): ParsedBody;
  writeBody(blocks: Block[]): string;
  /** The fields of a pasted citation (`Công văn số 4625/BNV-CCHC ngày 02/7/2025 của …`). */
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

/** Starts the core once; every later call gives the same one. */
export function load(): Promise<Core>;
