// What a file somebody opens is: a document made here, one from elsewhere, values, profiles or templates. Everything is read as
// data; nothing in it is run.
import type { Core, Diagnostic, TemplateInfo, Values } from "../core/model.ts";
import { FORMAT as BACKUP } from "../drafts/backup.ts";
import { type Profile, profilesIn } from "../profile/profile.svelte.ts";
import type { ReadDocument } from "./document.ts";

export type Opened =
  | (Exclude<ReadDocument, { kind: "refused" }> & { name: string; bytes: Uint8Array<ArrayBuffer> })
  | { kind: "values"; name: string; values: Values }
  | { kind: "profiles"; profiles: Profile[] }
  | { kind: "backup" }
  | { kind: "templates"; templates: TemplateInfo[]; findings: Diagnostic[] }
  | { kind: "refused"; name: string; findings: Diagnostic[] }
  | { kind: "unreadable"; name: string; why: "json" | "kind" | "stopped" };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const ending = (name: string) => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

/** `document` reads a DOCX. */
export async function read(
  core: Core,
  document: (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<Opened>,
  file: File,
): Promise<Opened> {
  const { name } = file;
  switch (ending(name)) {
    case "docx":
      return document(name, new Uint8Array(await file.arrayBuffer()));
    case "json":
      return values(name, await file.text());
    case "zip":
      return templates(core, [file]);
    default:
      return { kind: "unreadable", name, why: "kind" };
  }
}

function values(name: string, text: string): Opened {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { kind: "unreadable", name, why: "json" };
  }
  const profiles = profilesIn(data);
  if (profiles) return { kind: "profiles", profiles };
  if (!isObject(data)) return { kind: "unreadable", name, why: "json" };
  if (data.format === BACKUP) return { kind: "backup" };
  return { kind: "values", name, values: data as Values };
}

/** A .zip, or all files of a folder. */
export async function templates(core: Core, files: File[]): Promise<Opened> {
  const given = await Promise.all(
    files.map(async (file) => ({
      path: file.webkitRelativePath || file.name,
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
  const { templates: found, diagnostics } = core.openTemplates(given);
  return found.length > 0
    ? { kind: "templates", templates: found, findings: diagnostics }
    : {
        kind: "refused",
        name: files[0]?.webkitRelativePath.split("/")[0] || (files[0]?.name ?? ""),
        findings: diagnostics,
      };
}

/** The templates whose forms have most of the values' fields, the best first. */
export function fitting(
  core: Core,
  all: TemplateInfo[],
  given: Values,
): { template: TemplateInfo; fits: number; of: number }[] {
  const names = Object.keys(given).filter((name) => name !== "phien_ban");
  return all
    .map((template) => {
      const known = core.fields(template.id).properties ?? {};
      return { template, fits: names.filter((name) => name in known).length, of: names.length };
    })
    .filter(({ fits }) => fits > 0)
    .sort(
      (a, b) =>
        b.fits - a.fits ||
        Object.keys(core.fields(a.template.id).properties ?? {}).length -
          Object.keys(core.fields(b.template.id).properties ?? {}).length,
    )
    .slice(0, 8);
}
