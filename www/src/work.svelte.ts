// One document being written: its values, what the core says about them, and where the user is in it.
import { tick } from "svelte";
import type {
  CitedDocument,
  Core,
  Diagnostic,
  Fix,
  Preview,
  OutputFile,
  PastedRange,
  TemplateInfo,
  Value,
  Values,
} from "./core/model.ts";
import { isBlank, outward, read, within, write } from "./form/path.ts";
import { flat } from "./form/range.ts";
import { type Field, type Section, type Words, sections } from "./form/schema.ts";
import { ui } from "./language.svelte.ts";
import { announce, status } from "./status.svelte.ts";
import { settle } from "./form/pending.ts";
import type { FormState } from "./form/state.ts";
import { today } from "./form/vietnamese.ts";
import {
  type RecipientGroup,
  type Signer,
  profiles,
  recipientGroups,
  signedBy,
  signers,
  startingValues,
} from "./profile/profile.svelte.ts";
import { holdCursor } from "./form/cursor.ts";
import type { Change } from "./drafts/draft.ts";
import type { Draft } from "./drafts/session.svelte.ts";
import { History, type Step } from "./history.ts";

/** Pauses in typing after which the pages follow, and the longest they may lag behind steady typing, ms. A document the
 * machine fills quickly is shown sooner. */
const SHORTEST_PAUSE = 10;
const LONGEST_PAUSE = 90;
const PREVIEW_LAG = 400;

/** What says whose document it is. */
const OFFICE = ["co_quan", "tac_gia", "don_vi_soan", "dia_danh", "lien_he"];

/** The core's words for what it prints otherwise than it was typed. */
const PUT_RIGHT = new Set(["trich-yeu-thua", "so-hang-nghin"]);

export type Listener = (path: string) => void;

export class Work implements FormState {
  readonly core: Core;
  readonly template: TemplateInfo;
  readonly draft: Draft;
  readonly sections: Section[];
  values = $state<Values>({});
  preview = $state.raw<Preview | undefined>();
  /** Why there is no preview. */
  failure = $state<string | undefined>();
  /** The field that has the focus. */
  current = $state<string | undefined>();
  /** Places somebody has been in and left. */
  #left = $state<Record<string, true>>({});
  /** Counts the changes that replaced everything, so that inputs with a text of their own start afresh. */
  generation = $state(0);
  /** Somebody wants to see and edit what the office's profile filled in. */
  officeOpen = $state(false);

  #touched = $state<Record<string, true>>({});
  #revealed = $state(false);
  #previewTimer: ReturnType<typeof setTimeout> | undefined;
  #history = new History();
  canUndo = $state(false);
  canRedo = $state(false);
  /** What somebody took back as it was typed. */
  #insisted: Value | undefined;
  #waitingSince = 0;
  #pause = LONGEST_PAUSE;
  #refreshedAt = -Infinity;
  #reach: Listener = () => {};

  constructor(core: Core, template: TemplateInfo, draft: Draft) {
    this.core = core;
    this.template = template;
    this.draft = draft;
    this.sections = sections(core.fields(template.id));
    this.values = draft.kept === undefined ? this.start() : draft.opening;
    this.refresh();
  }

  /** What a new document holds before anybody typed: the profile of the office. */
  start(): Values {
    return startingValues(this.sections, profiles.current);
  }

  /** The document that shows what the template is for. */
  sample(): Values {
    return this.core.sample(this.template.id);
  }

  get diagnostics(): Diagnostic[] {
    return this.preview?.diagnostics ?? [];
  }

  get(path: string): Value | undefined {
    return read(this.values, path);
  }

  /** The value as the core understands it: defaults and computed values in place. */
  resolved(path: string): Value | undefined {
    return this.preview ? read(this.preview.values, path) : undefined;
  }

  total(path: string, column: string): Value | undefined {
    return this.preview?.totals[path]?.[column];
  }

  set(path: string, value: Value | undefined, typed = false): void {
    const place = this.#takesOverDefault(path) ?? path;
    const before = this.#copy(place);
    if (place !== path) this.values[place] = structuredClone(this.field(place)?.default as Value);
    write(this.values, path, value);
    this.touch(path);
    this.#note({ path: place, before, after: this.#copy(place), at: performance.now(), typed: typed || undefined });
    this.changed();
  }

  /** A list whose default is shown becomes the document's own with the first change inside it. */
  #takesOverDefault(path: string): string | undefined {
    const name = path.split(".", 1)[0] as string;
    const preset = this.field(name)?.default;
    return path !== name && this.values[name] === undefined && typeof preset === "object" && preset !== null
      ? name
      : undefined;
  }

  #copy(path: string): Value | undefined {
    return $state.snapshot<unknown>(read(this.values, path)) as Value | undefined;
  }

  #note(step: Step): void {
    status.overtaken();
    this.#history.record(step);
    this.#noted();
    this.draft.changed(step.path, step.after);
  }

  #noted(): void {
    this.canUndo = this.#history.canUndo;
    this.canRedo = this.#history.canRedo;
  }

  /** The next step back, or again, is not one that an input can take. */
  isOwnStep(back: boolean): boolean {
    return this.#history.isOwn(back);
  }

  /** Takes the last step back; says where it was. */
  undo(): string | undefined {
    const step = this.#history.undo();
    return step && this.#go(step.path, step.before);
  }

  redo(): string | undefined {
    const step = this.#history.redo();
    return step && this.#go(step.path, step.after);
  }

  #go(path: string, value: Value | undefined): string {
    this.#put(path, value);
    this.#noted();
    this.draft.changed(path, value);
    this.changed();
    return path;
  }

  #put(path: string, value: Value | undefined): void {
    if (path === "") {
      this.values = $state.snapshot<unknown>(value ?? {}) as Values;
      this.#touched = {};
      this.generation++;
    } else write(this.values, path, $state.snapshot<unknown>(value) as Value | undefined);
  }

  /** Another tab changed the same draft; the cursor here stays where it is. */
  follow(changes: Change[]): void {
    const keepCursor = holdCursor();
    for (const { path, value } of changes) this.#put(path, value);
    this.changed();
    void tick().then(keepCursor);
  }

  field(name: string): Field | undefined {
    return this.sections.flatMap((section) => section.fields).find((field) => field.name === name);
  }

  get signers(): Signer[] {
    return signers();
  }

  get recipientGroups(): RecipientGroup[] {
    return recipientGroups();
  }

  /** The fields of the office that say what its profile says, and lack nothing: one line is enough for them. */
  get officeFields(): Field[] {
    if (this.officeOpen) return [];
    const start = this.start();
    return OFFICE.flatMap((name) => {
      const field = this.field(name);
      const same = !isBlank(start[name]) && JSON.stringify(this.#copy(name)) === JSON.stringify(start[name]);
      return field && same && !this.problemsWithin(name).some(({ severity }) => severity === "error") ? [field] : [];
    });
  }

  /** Who signs, where one person does; their role in the document stays. */
  sign(path: string, signer: Signer): void {
    const role = this.get(`${path}.vai`);
    this.set(path, signedBy(signer, role));
  }

  /** The free texts in use: the fields of their sections are folded away. */
  get freeTexts(): { field: Field; path: string }[] {
    return this.sections
      .flatMap((section) => section.fields)
      .flatMap((group) => group.fields.map((field) => ({ field, path: `${group.name}.${field.name}` })))
      .filter(({ field, path }) => field.replaces !== undefined && !isBlank(this.get(path)));
  }

  get markup(): Core {
    return this.core;
  }

  citation(text: string, basis: boolean): CitedDocument {
    return this.core.parseCitation(text, basis);
  }

  range(path: string, at: string, cells: string[][]): PastedRange | undefined {
    return this.core.pastedRange(this.template.id, path, at, ...flat(cells)) ?? undefined;
  }

  /** What a section of the document says now. */
  sectionText(name: string): string {
    return (
      this.core.sections(this.template.id, this.snapshot(), today()).find((section) => section.name === name)?.text ??
      ""
    );
  }

  /** The place in words: `Nhiệm vụ 2 › Đơn vị`. */
  label(path: string, words: (label: Words) => string): string {
    const [name = "", ...rest] = path.split(".");
    let field = this.field(name);
    const parts = [field ? words(field.label) : name];
    for (const key of rest) {
      if (/^\d+$/.test(key)) {
        parts[parts.length - 1] += ` ${Number(key) + 1}`;
        field = field?.item ?? field;
        continue;
      }
      field = field?.fields.find((part) => part.name === key);
      parts.push(field ? words(field.label) : key);
    }
    return parts.join(" › ");
  }

  /** An input was emptied: a field of the document goes back to its default, a part of an entry stays, blank. */
  clearField(path: string): void {
    this.set(path, path.includes(".") ? "" : undefined, true);
  }

  touch(path: string): void {
    this.#touched[path] = true;
  }

  /** The focus goes to another place of the form, or out of it. */
  enter(path: string | undefined): void {
    if (this.current !== undefined)
      for (const place of outward(this.current))
        if (path === undefined || !within(path, place)) this.#left[place] = true;
    this.current = path;
  }

  /** A problem is told: at its place, and in the colour of its weight. */
  isTold({ location }: Diagnostic): boolean {
    return location.type !== "field" || this.#isShown(location.path);
  }

  /** Somebody is done with an input: what the core prints otherwise for sure is put right where it was typed, told, and can be
   * taken back. */
  leave(path: string): void {
    this.touch(path);
    void tick().then(() => this.#putRight(path));
  }

  #putRight(path: string): void {
    if (this.#waitingSince !== 0) this.refresh();
    const { fix } =
      this.diagnostics.find(
        ({ code, location }) => PUT_RIGHT.has(code) && location.type === "field" && location.path === path,
      ) ?? {};
    const typed = this.get(path);
    if (!fix || typed === undefined || typed === this.#insisted) return;
    this.set(path, fix.number ?? fix.value);
    announce(ui.words.putRight(fix.value), "plain", () => {
      this.#insisted = typed;
      this.set(path, typed);
      announce(ui.words.undone);
    });
  }

  /** Problems of empty fields are told once somebody has been there, or asked for all. */
  reveal(): void {
    this.#revealed = true;
  }

  problems(path: string): Diagnostic[] {
    return this.diagnostics.filter(
      (d) => d.location.type === "field" && d.location.path === path && this.#isShown(path),
    );
  }

  /** Problems at a place or anywhere inside it. */
  problemsWithin(path: string): Diagnostic[] {
    return this.diagnostics.filter((d) => d.location.type === "field" && within(d.location.path, path));
  }

  /** A correction is of the text it was found in: what was typed since is looked at first. */
  correct(finding: Diagnostic, chosen: Fix): boolean {
    this.refresh();
    const now = this.diagnostics.find(
      ({ code, location, fix }) =>
        code === finding.code && fix && JSON.stringify(location) === JSON.stringify(finding.location),
    )?.fix;
    const same =
      now &&
      (chosen.label === now.label || chosen.label === finding.fix?.label
        ? now
        : [...(now.parts ?? []), ...(now.others ?? [])].find((part) => part.label === chosen.label));
    if (!same) return false;
    this.set(same.path, same.number ?? same.value);
    return true;
  }

  #isShown(path: string): boolean {
    if (this.#revealed) return true;
    // Nobody is told of what they are still writing.
    if (this.current !== undefined && within(this.current, path) && !this.#left[path]) return false;
    if (!isBlank(this.get(path))) return true;
    for (const place of outward(path)) if (this.#touched[place]) return true;
    return false;
  }

  isEmpty(): boolean {
    const start = this.start();
    return Object.entries(this.values).every(
      ([name, value]) =>
        name === "phien_ban" || isBlank(value) || JSON.stringify(value) === JSON.stringify(start[name]),
    );
  }

  snapshot(): Values {
    settle();
    return $state.snapshot<unknown>(this.values) as Values;
  }

  /** Puts other values in place of all; gives back the ones that were there. */
  replace(values: Values, revealed = false): Values {
    const before = this.snapshot();
    this.#put("", values);
    this.#revealed = revealed;
    this.#note({ path: "", before, after: this.snapshot(), at: performance.now() });
    this.refresh();
    return before;
  }

  /** Shows values as something to look at: they are a draft with the first change. Gives back what was there. */
  show(values: Values, revealed: boolean): Values {
    const before = this.snapshot();
    this.#put("", values);
    this.#revealed = revealed;
    this.refresh();
    return before;
  }

  changed(): void {
    const now = performance.now();
    if (this.#waitingSince === 0) this.#waitingSince = now;
    clearTimeout(this.#previewTimer);
    // Only keys that come faster than the pages are drawn wait for the last of them.
    const rested = now - this.#refreshedAt >= this.#pause;
    const wait = rested ? 0 : Math.max(0, Math.min(this.#pause, this.#waitingSince + PREVIEW_LAG - now));
    this.#previewTimer = setTimeout(() => this.refresh(), wait);
  }

  refresh(): void {
    clearTimeout(this.#previewTimer);
    this.#waitingSince = 0;
    const started = performance.now();
    try {
      this.preview = this.core.preview(this.template.id, this.snapshot(), today());
      this.failure = undefined;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.#refreshedAt = performance.now();
    this.#pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, this.#refreshedAt - started));
  }

  files(): OutputFile[] {
    return this.core.files(this.template.id, this.snapshot(), today());
  }

  /** How one of them is called, by the pattern of the office. */
  fileName(file: OutputFile, pattern: string): string {
    return this.core.fileName(this.template.id, this.preview?.values ?? this.snapshot(), file.name, pattern);
  }

  /** Who brings a field into view when somebody points at its text or at its problem. */
  onReach(listener: Listener): void {
    this.#reach = listener;
  }

  reach(path: string): void {
    this.#reach(path);
  }

  dispose(): void {
    clearTimeout(this.#previewTimer);
  }
}
