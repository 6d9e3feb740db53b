// A batch as it is prepared: the template, the workbook, the matching, what the check found. It outlives the view, so that
// somebody may fill in the common fields in the form and come back.
import type {
  Applied,
  ColumnWords,
  Core,
  Diagnostic,
  DocumentLook,
  HiddenRows,
  Matching,
  ReadOptions,
  RowProblem,
  SheetTable,
  TemplateInfo,
  Value,
  Values,
} from "../core/model.ts";
import { isBlank, write } from "../form/path.ts";
import { sections } from "../form/schema.ts";
import { today } from "../form/vietnamese.ts";
import { profiles, startingValues } from "../profile/profile.svelte.ts";
import { type Target, doubled, missing, rowFields, targets } from "./fields.ts";
import { Hand, Refused } from "../worker/hand.ts";
import { Making } from "./making.svelte.ts";

/** Documents checked between two messages. */
const PORTION = 40;
/** Problems kept for the list; more than anybody reads. */
export const LISTED = 5000;

export type Step = "choose" | "match" | "check" | "make";
export const STEPS: Step[] = ["choose", "match", "check", "make"];

/** What the constants were taken from, for the words about it. */
export type Source = { kind: "office" } | { kind: "draft"; title: string };

const emptyMatching = (): Matching => ({
  sheet: "",
  columns: {},
  constants: {},
  group_by: [],
  rows_into: "",
  name: "",
});

class Batch {
  #core = $state.raw<Core | undefined>();
  step = $state<Step>("choose");
  template = $state.raw<TemplateInfo | undefined>();
  file = $state.raw<File | undefined>();
  options = $state.raw<ReadOptions>({});
  sheets = $state.raw<string[]>([]);
  sheet = $state(0);
  table = $state.raw<SheetTable | undefined>();
  /** The table of the second sheet, when there is one. */
  second = $state.raw<SheetTable | undefined>();
  /** The table its columns go into. */
  into = $state("");
  matching = $state.raw<Matching>(emptyMatching());
  /** Columns that nobody has looked at: their fields were guessed. */
  guessed = $state.raw<Set<string>>(new Set());
  /** Words of columns of choices that are no choice by themselves. */
  words = $state.raw<ColumnWords[]>([]);
  /** The fields whose common values somebody typed here. */
  typed = $state.raw<string[]>([]);
  source = $state.raw<Source>({ kind: "office" });
  /** What the workbook or the matching cannot be used for. */
  findings = $state.raw<Diagnostic[]>([]);
  reading = $state(false);
  applied = $state.raw<Applied | undefined>();
  /** The first of them. */
  problems = $state.raw<RowProblem[]>([]);
  /** How many there are, listed or not. */
  found = $state(0);
  /** Documents looked at by the check. */
  checked = $state(0);
  bad = $state.raw<Set<number>>(new Set());
  skipBad = $state(true);
  /** The day the documents are made with. */
  date = $state(today());
  /** Somebody chose it. */
  dated = false;
  making = new Making();

  #lead: Hand | undefined;
  #turn = 0;

  readonly sections = $derived(this.template && this.#core ? sections(this.#core.fields(this.template.id)) : []);
  readonly #inputs = $derived(this.template && this.#core ? this.#core.inputs(this.template.id) : []);
  readonly targets = $derived<Target[]>(targets(this.sections, this.#inputs));
  readonly rowFields = $derived(rowFields(this.sections));
  readonly missing = $derived(missing(this.targets, this.matching.columns, this.matching.constants));
  readonly doubled = $derived(doubled(this.matching.columns, this.targets, this.table));
  readonly checking = $derived(this.applied !== undefined && this.checked < this.applied.documents);
  /** The documents that would be made. */
  readonly chosen = $derived.by(() => {
    const all = Array.from({ length: this.applied?.documents ?? 0 }, (_, at) => at);
    return this.skipBad ? all.filter((at) => !this.bad.has(at)) : all;
  });

  begin(core: Core): void {
    this.#core ??= core;
  }

  /** Nothing of it stays: what is kept was removed. */
  reset(): void {
    this.#forget();
    this.template = undefined;
    this.file = undefined;
    this.table = undefined;
    this.second = undefined;
    this.sheets = [];
    this.typed = [];
    this.matching = emptyMatching();
    this.findings = [];
    this.step = "choose";
  }

  /** Starts with a template, perhaps with the values of a document being written as constants. */
  async start(template: TemplateInfo, constants?: Values, title = ""): Promise<void> {
    if (this.making.busy) return;
    const same = this.template?.id === template.id;
    this.template = template;
    this.source = constants ? { kind: "draft", title } : { kind: "office" };
    this.matching = {
      ...(same ? this.matching : emptyMatching()),
      constants: constants ?? startingValues(this.sections, profiles.current),
    };
    this.#forget();
    this.typed = [];
    if (!same) {
      this.step = "choose";
      if (this.file) await this.open(this.file);
    }
  }

  async open(file: File, options: ReadOptions = {}): Promise<void> {
    const { template } = this;
    if (!template || this.making.busy) return;
    this.#forget();
    this.file = file;
    this.options = options;
    this.dated = false;
    this.table = undefined;
    this.second = undefined;
    this.sheets = [];
    await this.#read(async (lead) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { sheets, likely } = await lead.ask("open", template.id, file.name, bytes, options);
      this.sheets = sheets;
      await this.#choose(lead, likely);
    });
  }

  /** Another sheet, or another header than the one that was found. */
  async choose(sheet: number, head?: [number, number]): Promise<void> {
    this.#forget();
    await this.#read((lead) => this.#choose(lead, sheet, head));
  }

  /** What becomes of rows that are hidden. */
  async hiddenRows(choice: HiddenRows): Promise<void> {
    const head = this.table?.head;
    this.#forget();
    await this.#read(async (lead) => {
      await lead.ask("hiddenRows", choice);
      await this.#choose(lead, this.sheet, head);
    });
  }

  /** Rows are hidden and nobody has said yet what becomes of them. */
  get asksHidden(): boolean {
    const { byFilter = 0, byHand = 0, choice = "" } = this.table?.hidden ?? {};
    return byFilter + byHand > 0 && choice === "";
  }

  async #choose(lead: Hand, sheet: number, head?: [number, number]): Promise<void> {
    this.sheet = sheet;
    this.table = await lead.ask("table", sheet, head);
    const { constants, name } = this.matching;
    const proposed = await lead.ask("propose", { sheet: this.table.name });
    const columns = Object.fromEntries(Object.entries(proposed.columns).filter(([, path]) => path !== ""));
    this.matching = { ...proposed, columns, constants, name: proposed.name || name };
    this.guessed = new Set(Object.keys(columns));
    this.words = await lead.ask("words", this.matching);
    const [further] = [proposed.second ?? []].flat();
    if (!further) return;
    this.second = await lead.ask("table", this.sheets.indexOf(further.sheet));
    this.into = Object.values(further.columns)[0]?.split(".")[0] ?? "";
  }

  /** Reads something of the workbook; what is wrong with it is told. */
  async #read(what: (lead: Hand) => Promise<void>): Promise<void> {
    this.reading = true;
    this.findings = [];
    try {
      this.#lead ??= await Hand.ready();
      await what(this.#lead);
    } catch (error) {
      this.#tell(error);
    } finally {
      this.reading = false;
    }
  }

  #tell(error: unknown): void {
    if (error instanceof Refused && error.diagnostics) {
      this.findings = error.diagnostics;
      return;
    }
    // A worker that broke is not asked again.
    this.#lead?.end();
    this.#lead = undefined;
    const message = error instanceof Error ? error.message : String(error);
    this.findings = [
      { severity: "error", code: "loi-khac", location: { type: "document" }, message, english: message },
    ];
  }

  // ---- matching ----------------------------------------------------------------------------------------------------

  change(changes: Partial<Matching>): void {
    this.matching = { ...this.matching, ...changes };
    this.#forget();
    void this.#lookForWords();
  }

  /** Looks which words of columns of choices have to be said. */
  async #lookForWords(): Promise<void> {
    const turn = this.#turn;
    const found = await this.#lead?.ask("words", this.matching);
    if (found && turn === this.#turn) this.words = found;
  }

  /** What a word of a column means; "" for nothing. */
  say(column: string, word: string, choice: string): void {
    const { words = {} } = this.matching;
    this.change({ words: { ...words, [column]: { ...words[column], [word]: choice } } });
  }

  /** The field of a column; "" for none. */
  match(header: string, path: string): void {
    const columns = { ...this.matching.columns };
    if (path === "") delete columns[header];
    else columns[header] = path;
    this.guessed = new Set([...this.guessed].filter((each) => each !== header));
    this.change({ columns });
  }

  setConstant(path: string, value: Value | undefined): void {
    const name = path.split(".", 1)[0] ?? path;
    if (!this.typed.includes(name)) this.typed = [...this.typed, name];
    const constants = structuredClone(this.matching.constants);
    write(constants, path, isBlank(value) && !path.includes(".") ? undefined : value);
    this.change({ constants });
  }

  /** A second sheet that feeds a table; "" for none. */
  async useSecond(name: string): Promise<void> {
    const at = this.sheets.indexOf(name);
    if (at < 0) {
      this.second = undefined;
      const { second: _, ...rest } = this.matching;
      this.matching = rest;
      this.#forget();
      return;
    }
    await this.#read(async (lead) => {
      const table = await lead.ask("table", at);
      this.second = table;
      this.into = this.rowFields.find((field) => field.kind === "table")?.name ?? "";
      const shared =
        table.columns.find(({ label }) => this.table?.columns.some((own) => own.label === label))?.label ?? "";
      this.change({ second: { sheet: name, key: shared, main_key: shared, columns: {} } });
    });
  }

  /** A matching that was saved earlier, as far as this sheet has its columns. */
  async take(saved: Partial<Matching>): Promise<void> {
    // Its columns are those of its own header.
    if (saved.header_row !== undefined) await this.choose(this.sheet, [saved.header_row, saved.header_last ?? 0]);
    const known = new Set(this.table?.columns.map((column) => column.label));
    const columns = Object.fromEntries(Object.entries(saved.columns ?? {}).filter(([header]) => known.has(header)));
    this.guessed = new Set();
    this.change({
      ...emptyMatching(),
      constants: this.matching.constants,
      ...saved,
      sheet: this.matching.sheet,
      columns,
    });
  }

  // ---- checking ----------------------------------------------------------------------------------------------------

  /** Nothing of what was found holds any more. */
  #forget(): void {
    this.#turn++;
    this.applied = undefined;
    this.problems = [];
    this.found = 0;
    this.checked = 0;
    this.bad = new Set();
    if (!this.making.busy) this.making.standing = "idle";
  }

  /** Uses the matching and checks every document of it; false when it cannot be used. */
  async check(): Promise<boolean> {
    if (this.applied) return true;
    const turn = ++this.#turn;
    if (!this.dated) this.date = today();
    await this.#read(async (lead) => {
      const applied = await lead.ask("apply", this.matching, this.date);
      if (turn !== this.#turn) return;
      this.findings = applied.diagnostics;
      if (applied.documents > 0) this.applied = applied;
    });
    if (!this.applied) return false;
    void this.#checkAll(turn);
    return true;
  }

  async #checkAll(turn: number): Promise<void> {
    const total = this.applied?.documents ?? 0;
    try {
      for (let at = 0; at < total; at += PORTION) {
        const found = await this.#lead?.ask("check", at, PORTION);
        if (turn !== this.#turn || !found) return;
        if (found.length > 0) {
          this.found += found.length;
          this.problems = [...this.problems, ...found.slice(0, Math.max(0, LISTED - this.problems.length))];
          const bad = found.filter((problem) => problem.severity === "error").map((problem) => problem.document);
          if (bad.length > 0) this.bad = new Set([...this.bad, ...bad]);
        }
        this.checked = Math.min(total, at + PORTION);
      }
    } catch (error) {
      if (turn === this.#turn) this.#tell(error);
    }
  }

  /** Another pattern of names; the documents themselves stay as they are. */
  async rename(name: string): Promise<void> {
    this.matching = { ...this.matching, name };
    await this.#read(async (lead) => {
      const names = await lead.ask("rename", name);
      if (this.applied) this.applied = { ...this.applied, names };
    });
  }

  /** Another day for the documents; what was checked stays. */
  async redate(date: string, dated: boolean): Promise<void> {
    this.date = date;
    this.dated = dated;
    await this.#read(async (lead) => {
      const applied = await lead.ask("apply", this.matching, date);
      this.findings = applied.diagnostics;
      if (this.applied && applied.documents > 0) this.applied = applied;
    });
  }

  async look(document: number): Promise<DocumentLook | undefined> {
    return this.#lead?.ask("look", document);
  }

  /** The rows that cannot be made, as a spreadsheet that says why. */
  async rejected(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.#lead?.ask(
      "rejected",
      [...this.bad].sort((a, b) => a - b),
    );
  }

  async starter(): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { template } = this;
    if (!template) return undefined;
    this.#lead ??= await Hand.ready();
    return this.#lead.ask("starter", template.id);
  }

  get lead(): Hand | undefined {
    return this.#lead;
  }
}

export const batch = new Batch();
