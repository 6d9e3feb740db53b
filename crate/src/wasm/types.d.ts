/** How much a finding matters. */
export type Severity = "info" | "warning" | "error";

/** Where a finding is: in a value, in a file (line and column from 1), or in the document as a whole. */
export type Location =
  { type: "field"; path: string } | { type: "file"; file: string; line: number; column: number } | { type: "document" };

/** One finding: a stable code, a place, one sentence in Vietnamese and in English. */
export interface Diagnostic {
  severity: Severity;
  code: string;
  location: Location;
  message: string;
  english: string;
  /** Where it is written that it should be so; absent where custom or the template says so. */
  article?: string;
  /** What would put it right. */
  fix?: Fix;
}

/** A value that puts a finding right. */
export interface Fix {
  /** The field. */
  path: string;
  /** What it should hold, all of it. */
  value: string;
  /** What a button that does it would say. */
  label: string;
  label_en: string;
  /** The corrections it is made of, where there are several: each is of the value as it is. */
  parts?: Fix[];
  /** The value as a number, where the field holds one. */
  number?: number;
  /** What the value may mean instead, where it can be read in several ways. */
  others?: Fix[];
}

/** What functions throw when they cannot be used as called. */
export interface CoreError extends Error {
  code: string;
  diagnostics: Diagnostic[];
}

export type Value = null | boolean | number | string | Value[] | { [name: string]: Value };
/** The values of a form, by field name. */
export type Values = { [name: string]: Value };

export interface TemplateInfo {
  id: string;
  title: string;
  title_en: string;
  description: string;
  description_en: string;
  /** Its heading in the list. */
  group: string;
  group_en: string;
  /** The abbreviation of the kind (Annex III.I); null for a công văn. */
  kind: string | null;
  form: string;
  version: number;
}

/** JSON Schema (draft 2020-12) of a form; `x-…` say what a form generator needs. */
export interface JsonSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: Value;
  pattern?: string;
  const?: Value;
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  "x-kind"?: string;
  "x-group"?: string;
  "x-label-en"?: string;
  "x-help-en"?: string;
  "x-placeholder"?: string;
  "x-unit"?: string;
  "x-min"?: number;
  "x-max"?: number;
  "x-decimals"?: number;
  "x-formula"?: string;
  "x-computed"?: boolean;
  "x-required"?: boolean;
  /** Left blank it is filled from other fields. */
  "x-filled"?: boolean;
  /** What a date may leave out: the rest is printed, or gaps to be written in by hand. */
  "x-partial"?: "known" | "blanks";
  "x-item-label"?: string;
  "x-columns"?: string[];
  "x-total-label"?: string;
  "x-width"?: number;
  "x-align"?: string;
  "x-total"?: boolean;
  /** Of a choice's value: the fields beside it that are then needed. */
  "x-needs"?: string[];
  /** Of a free text: the fields that are not needed while it is given. */
  "x-replaces"?: string[];
  "x-groups"?: { name: string; name_en?: string; fields: string[] }[];
}

export interface Preview {
  /** The flow of the document, not yet cut into pages. */
  html: string;
  css: string;
  /** The values with defaults and computed fields. */
  values: Values;
  /** The total rows, by the path of their table. */
  totals: { [path: string]: { [column: string]: Value } };
  diagnostics: Diagnostic[];
}

/** A part of a document that free text in `tu_do.<name>` takes the place of. */
export interface SectionText {
  name: string;
  label: string;
  label_en: string;
  /** The template's own fields that are printed nowhere else. */
  fields: string[];
  /** What the section prints now, in the conventions of a body: free text can start from it. */
  text: string;
}

/** A commune on a day: `xã An Bình`. */
export interface Commune {
  /** `xã`, `phường` or `đặc khu` */
  kind: string;
  name: string;
  province: string;
  /** What its being one rests on. */
  source: string;
}

export interface DocxOptions {
  /** `false` leaves the values out of the file; it can then not be opened again as a form. */
  values?: boolean;
}

export interface OutputFile {
  /** What tells the file from the main one; empty for the main one. */
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export type Align = "left" | "center" | "right" | "justify";

/** A piece of a line of a body. */
export type Inline =
  | { type: "text"; text: string; bold: boolean; italic: boolean; origin?: string }
  | { type: "break" }
  | { type: "footnote"; text: Inline[] };

export interface BodyCell {
  text: Inline[];
  merge: "none" | "left" | "up";
}

/** A block of a body, as its text says it. */
export type Block =
  | { type: "heading"; level: "phan" | "chuong" | "muc" | "tieu_muc" | "muc_la_ma"; number: string; title: Inline[] }
  | { type: "article"; number: string; titled: boolean; text: Inline[] }
  | { type: "clause"; number: string; titled: boolean; text: Inline[] }
  | { type: "point"; label: string; text: Inline[] }
  | { type: "item"; mark: "-" | "+"; text: Inline[] }
  | { type: "paragraph"; align: Align; text: Inline[] }
  | { type: "table"; columns: { align: Align; width: number }[]; head_rows: number; rows: BodyCell[][] }
  | { type: "page_break" }
  | { type: "orientation"; landscape: boolean }
  | { type: "appendix"; landscape: boolean; title: Inline[] };

export interface ParsedBody {
  blocks: Block[];
  diagnostics: Diagnostic[];
}

export interface ReadValues {
  template: string;
  template_version: number;
  standard: string;
  preset: string;
  date: string;
  schema: JsonSchema;
  values: Values;
  /** Whether the visible text is still the one the file was made with. */
  unchanged: boolean;
}

/** A document that was not made here, as values of the template proposed for it or of the one chosen. */
export interface Imported {
  template: string;
  /** All templates for documents of its kind and standard, the most alike first. */
  alike: string[];
  values: Values;
  /** The path of the field with the text; null where the template has no room for a whole text. */
  body_field: string | null;
  /** Everything that is in no field, in the order of the document. */
  left_over: LeftOver[];
  diagnostics: Diagnostic[];
}

/** A text of a document that is in no field of the form. */
export interface LeftOver {
  text: string;
  place: string;
  place_en: string;
  /** "" where the form simply has no field for it. */
  why: string;
  why_en: string;
}

/** What was edited in a document made here, and what reviewers wrote. */
export interface Changes {
  template: string;
  /** In the order of the document. */
  changes: Change[];
  comments: { author: string; text: string; /** The paragraph it stands at. */ paragraph: string }[];
  diagnostics: Diagnostic[];
}

/** A paragraph that differs from the form's. */
export interface Change {
  kind: "changed" | "added" | "removed";
  /** As the form prints it; "" for one that is new. */
  before: string;
  /** As it is now; "" for one that is gone. */
  after: string;
  /** The field it can be taken over into; null for what the template fixes. */
  field: string | null;
  label: string | null;
  label_en: string | null;
  /** What the field holds when this change alone is taken over. */
  value: Value;
  place: string;
  place_en: string;
}

/** Values with changes in them, and the positions of those that could not be taken over. */
export interface TakenOver {
  values: Values;
  left: number[];
}

/** A range pasted into a table. */
export interface PastedRange {
  /** It has a head. */
  is_head: boolean;
  /** It is clear where each column goes: nothing needs to be asked. */
  is_sure: boolean;
  /** What heads each column; blank where there is no head. */
  labels: string[];
  /** For each column the one of the table; null for what goes nowhere or is like no column. */
  columns: (string | null)[];
  /** Which columns count the rows, or are worked out by the form. */
  nowhere: boolean[];
  /** The rows to be pasted, from 0. */
  rows: number[];
  /** The first cell of each row that is not, and what it is. */
  left: { text: string; why: string; why_en: string }[];
}

/** A cited document, as fields of kind `vien_dan` hold it; what could not be taken apart is in `nguyen_van` alone. */
export interface CitedDocument {
  ten_loai: string;
  so_ky_hieu: string;
  /** 2026-11-23, 2026-11, 2026, or empty. */
  ngay: string;
  co_quan: string;
  trich_yeu: string;
  /** `ve`, `ve_viec`, `khong`, or empty for what is customary. */
  chu_noi: "" | "ve" | "ve_viec" | "khong";
  nguyen_van: string;
}

/** A line of a document with a place for its number or date. */
export interface IssuePlace {
  kind: "number" | "date" | "attached";
  /** The line as it reads now. */
  before: string;
  /** The line with number and date; the same when nothing is written. */
  after: string;
}

/** Comments, tracked changes, hidden text, marked text, values, names of people and offices. */
export type Trace = "binh-luan" | "theo-doi" | "chu-an" | "to-mau" | "gia-tri" | "tac-gia";

/** What would leave with a document and does not print. */
export interface Left {
  trace: Trace;
  count: number;
  /** The first of them, cut short. */
  shown: string[];
}

/** What a DOCX says about itself before it is numbered. */
export interface Recognised {
  /** The lines of the issuing body, the superior body first. */
  issuer: string[];
  /** The number there now; empty while it is open. */
  number: string;
  symbol: string;
  /** Where there are several places of a number and it has to be said whose is given: their symbols. */
  symbols: string[];
  /** The day of issue there now as 5/1/2026; empty while it is open. */
  date: string;
  kind: string;
  summary: string;
  signer: string;
  recipients: string[];
  keeper: string;
  copies: string;
  places: IssuePlace[];
  /** Whether the file carries the values it was made from. */
  has_values: boolean;
  /** What can be taken out of it. */
  left: Left[];
  diagnostics: Diagnostic[];
}

/** What the records clerk enters. */
export interface IssueRequest {
  so: string;
  /** The whole day of issue, 2026-11-25. */
  ngay: string;
  /** The symbol the number goes with, where there are several. */
  ky_hieu?: string;
  /** Write over a number and a day that are there already. */
  replace?: boolean;
  /** What does not leave with the document. */
  take_out?: Trace[];
}

/** A row of the register of outgoing documents (Decree 30/2020/NĐ-CP, Annex IV, section I). */
export interface Register {
  entries: { column: string; value: string }[];
  /** The values with tabs between them. */
  line: string;
}

export interface Issued {
  bytes: Uint8Array<ArrayBuffer>;
  places: IssuePlace[];
  /** Null for an appendix or attached document in a file of its own. */
  register: Register | null;
  diagnostics: Diagnostic[];
}

/** A body with its numbers in order. */
export interface Renumbered {
  /** The body; its references are as they were. */
  body: string;
  /** Lines, from 1, that begin with another number now: `Điều 4.`, `2.`, `c)`. */
  changes: { line: number; before: string; after: string }[];
  references: BrokenReference[];
}

/** A reference within a text that meant something else than it would now. */
export interface BrokenReference {
  /** As it is written: `khoản 2 Điều 5`. */
  text: string;
  /** The line, from 1. */
  line: number;
  /** Characters (code points) from the start of that line of the renumbered body, from 1. */
  column: number;
  /** How the line begins that it points to; null when there is none any more. */
  points_to: string | null;
  /** How it would be right; null when what it points to is gone. */
  becomes: string | null;
  /** More than one line had that number, so somebody has to look. */
  unsure: boolean;
}

/** A file of a folder, or a zip alone. */
export interface TemplateFile {
  /** Path with `/`. */
  path: string;
  bytes: Uint8Array;
}

export interface OpenedTemplates {
  /** The templates without fault; all functions find them by their ids now. */
  templates: TemplateInfo[];
  /** The faults of the others, with file, line and column. */
  diagnostics: Diagnostic[];
}

/** An input of a form that a column of a spreadsheet can fill. */
export interface FormInput {
  /** `trich_yeu`, `chu_ky.0.ho_ten`; of a row of a table or list `bieu.ke_hoach`. */
  path: string;
  /** The table or list of which every row of a sheet gives one row or item; "" for an input of the document. */
  rows: string;
  /** Without it a document, or such a row, is not fit to be sent. */
  required: boolean;
  /** It takes several columns that are different parts of one line: name, position, unit. */
  parts: boolean;
}

/** How the text of a CSV file is read; what is left out is found out. */
export interface ReadOptions {
  encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1258" | "tcvn3" | "vni";
  separator?: string;
}

/** What a sheet holds. */
export interface SheetTable {
  name: string;
  /** First and last row of the header, from 1. */
  head: [number, number];
  columns: {
    label: string;
    /** As the spreadsheet names it: `C`. */ place: string;
    /** What the first rows show. */ examples: string[];
    /** Which part of a line about somebody it is, in their order; null when it is none. */ part: number | null;
  }[];
  /** Rows of data. */
  rows: number;
  /** How many of its rows are hidden, and what becomes of them: "" while nobody was asked. */
  hidden: { byFilter: number; byHand: number; choice: HiddenRows };
  diagnostics: Diagnostic[];
}

/** What becomes of hidden rows: none is taken, all are, or, while nobody was asked, those hidden by hand. */
export type HiddenRows = "skip" | "take" | "";

/** The words of a column of choices that are no choice by themselves. */
export interface ColumnWords {
  column: string;
  path: string;
  words: {
    word: string;
    /** In how many rows. */ rows: number;
    /** The value it is taken for. */ choice: string | null;
  }[];
}

/** Which column of a sheet fills which field; it can be kept beside a template as `khop-cot.json`. */
export interface Matching {
  sheet: string;
  /** The first row of the header and the last, from 1, where they were corrected. */
  header_row?: number;
  header_last?: number;
  /** Header → word → value of the choice it means, for words that are no choice by themselves. */
  words?: { [header: string]: { [word: string]: string } };
  /** Header → path of the field; of a table's column `bieu.ke_hoach`. */
  columns: { [header: string]: string };
  /** Values of every document, under what the sheet gives. */
  constants: Values;
  /** Rows with the same cells in these columns are one document. */
  group_by: string[];
  /** All rows are one document, whatever they are grouped by. */
  one?: boolean;
  /** The table or list that such rows become rows of; "" for none. */
  rows_into: string;
  /** Sheets whose rows fill a table of the document with the same key: one, or a list of several. */
  second?: SecondSheet | SecondSheet[];
  /** The pattern of names: `{{ho_ten}}-{{don_vi}}`. */
  name: string;
}

export interface SecondSheet {
  sheet: string;
  /** Its column with the key, and that of the first sheet with the same. */
  key: string;
  main_key: string;
  columns: { [header: string]: string };
}

/** A matching in use; no documents where its findings keep it from being used. */
export interface Applied {
  documents: number;
  /** The first names. */
  names: string[];
  diagnostics: Diagnostic[];
}

/** What is wrong with a row. */
export interface RowProblem {
  /** The document it would be in, from 0. */
  document: number;
  sheet: string;
  /** From 1. */
  row: number;
  /** The cell, `C7`; "" when the row as a whole is meant. */
  place: string;
  header: string;
  severity: Severity;
  code: string;
  message: string;
  english: string;
}

/** A document before it is made. */
export interface DocumentLook {
  name: string;
  /** The rows it comes from, from 1. */
  rows: number[];
  html: string;
  css: string;
}

/** What came back from the units. */
export interface Collected {
  files: {
    file: string;
    template: string;
    unit: string;
    /** Its text is not the one it was made with. */
    changed: boolean;
    unreadable: boolean;
    diagnostics: Diagnostic[];
  }[];
  /** Files that are no .docx and were not read. */
  passed_over: string[];
  /** Those of the list that no file is of. */
  missing: string[];
  diagnostics: Diagnostic[];
}

/** Whose rule it is: an article says so, offices do so, it would be better so. */
export type RuleLevel = "luat" | "thong-le" | "goi-y";

/** What puts a finding right: another format, signs, other words, nothing a program could do. */
export type Mending = "format" | "punctuation" | "words" | "none";

/** A rule documents are examined by. */
export interface CheckRule {
  code: string;
  level: RuleLevel;
  /** Where it is written, in Vietnamese. */
  source: string;
  /** The components it looks at; none where it looks at the document as a whole. */
  needs: string[];
  fix: Mending;
  /** What is wrong and what to do: `{seen}` is what stands there, `{wanted}` what should. */
  message: string;
  english: string;
  /** How it looks where it is wrong, and where it is right. */
  fails: string;
  passes: string;
}

/** Something in a document that is not as a rule wants it. */
export interface Found {
  /** The rule. */
  code: string;
  level: RuleLevel;
  /** Where the rule is written, in Vietnamese. */
  source: string;
  fix: Mending;
  component: string | null;
  /** What the standard calls the component; null where the whole document is meant. */
  part: string | null;
  /** Component and paragraph, counted from 1. */
  place: string;
  /** The text there, cut short. */
  text: string;
  message: string;
  english: string;
  /** `view` points it out. */
  marked: boolean;
}

/** What is found in a document, in the order of the rules. */
export interface Examined {
  /** Why the rules of the standard were not asked, where they were not. */
  unchecked: { code: string; message: string; english: string } | null;
  findings: Found[];
}

/** A document in a report, and which of its findings are listed. */
export interface ReportedFile {
  name: string;
  bytes: Uint8Array;
  listed: number[];
}

/** A document to look at, see the crate's `view`. */
export interface DocumentView {
  html: string;
  css: string;
  /** How many paragraphs are shown, and how many more there are. */
  shown: number;
  rest: number;
}
