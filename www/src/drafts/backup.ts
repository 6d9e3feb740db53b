// All drafts and the office's profile in one file, and what a file of that kind would add or replace here.
import type { TemplateInfo, Values } from "../core/model.ts";
import { slug } from "../form/vietnamese.ts";
import { profiles } from "../profile/profile.svelte.ts";
import { JSON_FILE, type Outcome, saveFiles } from "../save.ts";
import { remember, remembered } from "../storage.ts";
import type { Head, Version, Whole } from "./draft.ts";
import { drafts } from "./drafts.svelte.ts";
import type { Draft } from "./session.svelte.ts";

/** What `format` says in a backup. */
export const FORMAT = "thethuc-backup";
/** What is remembered for the office; the rest is how this browser shows the page. */
const OFFICE = ["profiles", "profile", "used"];

export interface Backup {
  drafts: Whole[];
  settings: Record<string, unknown>;
}

export type DraftState = "new" | "same" | "newer" | "older" | "unknown";

export interface Offer {
  whole: Whole;
  state: DraftState;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function officeSettings(): Record<string, unknown> {
  return Object.fromEntries(Object.entries(remembered()).filter(([name]) => OFFICE.includes(name)));
}

export async function everything(): Promise<Backup> {
  const heads = await drafts.shelf.heads();
  const wholes = await Promise.all(heads.map((head) => drafts.shelf.whole(head.id)));
  return { drafts: wholes.filter((whole) => whole !== undefined), settings: officeSettings() };
}

export function write(backup: Backup): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify({ format: FORMAT, version: 1, ...backup }, null, 1));
}

export async function saveBackup(): Promise<{ outcome: Outcome; count: number }> {
  const backup = await everything();
  const outcome = await saveFiles(
    [{ name: `the-thuc-sao-luu-${new Date().toLocaleDateString("sv-SE")}.json`, bytes: write(backup) }],
    JSON_FILE,
  );
  return { outcome, count: backup.drafts.length };
}

/** The open draft, as it stands in the form, when the browser cannot keep it. */
export async function saveOpenDraft(draft: Draft, templates: TemplateInfo[]): Promise<void> {
  const whole = draft.whole();
  const name =
    slug(whole.head.title, 60) ||
    slug(templates.find((each) => each.id === whole.head.template)?.title ?? "", 40) ||
    whole.head.template;
  await saveFiles([{ name: `${name}.json`, bytes: write({ drafts: [whole], settings: {} }) }], JSON_FILE);
}

// ---- reading: a file may come from anywhere, so only what is of the right shape is taken ----

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTime = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isId = (value: unknown): value is string => typeof value === "string" && /^[\w/:-]{1,100}$/.test(value);
const isText = (value: unknown): value is string => typeof value === "string" && value.length <= 1000;
const KINDS = ["named", "saved", "before-restore", "conflict"];

function readHead(value: unknown): Head | undefined {
  if (
    !isObject(value) ||
    !isId(value.id) ||
    !isId(value.template) ||
    !isText(value.title) ||
    !isTime(value.created) ||
    !isTime(value.changed)
  )
    return undefined;
  const { id, template, title, created, changed, saved } = value;
  const head: Head = {
    id,
    template,
    title,
    created,
    changed,
    templateVersion: isTime(value.templateVersion) ? value.templateVersion : 1,
  };
  return isObject(saved) && isText(saved.name) && isTime(saved.at)
    ? { ...head, saved: { name: saved.name, at: saved.at } }
    : head;
}

function readVersion(value: unknown, draft: string): Version | undefined {
  if (
    !isObject(value) ||
    !isId(value.id) ||
    !isText(value.name) ||
    !isTime(value.made) ||
    !isObject(value.values) ||
    !KINDS.includes(String(value.kind))
  )
    return undefined;
  return {
    id: value.id,
    draft,
    kind: value.kind as Version["kind"],
    name: value.name,
    made: value.made,
    values: value.values as Values,
  };
}

/** `undefined` when the text is no backup. */
export function readBackup(text: string): Backup | undefined {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(file) || file.format !== FORMAT || !Array.isArray(file.drafts)) return undefined;
  const wholes = file.drafts.flatMap((each: unknown): Whole[] => {
    const head = isObject(each) ? readHead(each.head) : undefined;
    const values = isObject(each) && isObject(each.text) ? each.text.values : undefined;
    if (!head || !isObject(each) || !isObject(values)) return [];
    const versions = (Array.isArray(each.versions) ? each.versions : [])
      .map((version) => readVersion(version, head.id))
      .filter((version) => version !== undefined);
    return [{ head, text: { values: values as Values, edits: {}, seen: {} }, versions }];
  });
  const kept = Object.entries(isObject(file.settings) ? file.settings : {}).filter(([name]) => OFFICE.includes(name));
  return { drafts: wholes, settings: Object.fromEntries(kept) };
}

/** Several files of a folder as one; of a draft that is in several, the newest. */
export function together(backups: Backup[]): Backup {
  const byId = new Map<string, Whole>();
  for (const whole of backups.flatMap((backup) => backup.drafts)) {
    const other = byId.get(whole.head.id);
    if (!other || other.head.changed < whole.head.changed) byId.set(whole.head.id, whole);
  }
  return {
    drafts: [...byId.values()],
    settings: Object.assign({}, ...backups.map((backup) => backup.settings)) as Record<string, unknown>,
  };
}

/** What taking a backup would do here. */
export async function offers(backup: Backup, templates: TemplateInfo[]): Promise<Offer[]> {
  return Promise.all(
    backup.drafts
      .sort((a, b) => b.head.changed - a.head.changed)
      .map(async (whole): Promise<Offer> => {
        const here = await drafts.shelf.read(whole.head.id);
        const known = templates.some((template) => template.id === whole.head.template);
        const state: DraftState = !known
          ? "unknown"
          : !here
            ? "new"
            : same(here.text.values, whole.text.values)
              ? "same"
              : here.head.changed >= whole.head.changed
                ? "older"
                : "newer";
        return { whole, state };
      }),
  );
}

export function settingsState(kept: Record<string, unknown>): "new" | "same" | "replace" | undefined {
  const here = officeSettings();
  const differing = Object.entries(kept).filter(([name, value]) => !same(here[name], value));
  if (Object.keys(kept).length === 0) return undefined;
  if (differing.length === 0) return "same";
  return differing.every(([name]) => here[name] === undefined) ? "new" : "replace";
}

export function takeSettings(kept: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(kept)) remember(name, value);
  profiles.reread();
}

export async function take(offered: Offer[], beforeRestore: string): Promise<void> {
  for (const { whole, state } of offered) {
    if (state === "new" || state === "unknown") await drafts.putBack([whole]);
    else {
      if (state !== "same") await drafts.overwrite(whole.head.id, whole.text.values, beforeRestore);
      for (const version of whole.versions) await drafts.shelf.putVersion(version);
    }
  }
}
