// What a file somebody opens is: a document made here, one from elsewhere, values, profiles or templates. Everything is read as
// data; nothing in it is run.
import type {
  Changes,
  Core,
  CoreError,
  Diagnostic,
  Imported,
  ReadValues,
  TemplateInfo,
  Values,
} from "../core/model.ts";
import { FORMAT as BACKUP } from "../drafts/backup.ts";
import { type Profile, profilesIn } from "../profile/profile.svelte.ts";

export type Opened =
  | { kind: "document"; name: string; read: ReadValues }
  | { kind: "edited"; name: string; bytes: Uint8Array<ArrayBuffer>; found: Changes }
  | { kind: "foreign"; name: string; bytes: Uint8Array<ArrayBuffer>; found: Imported }
  | { kind: "values"; name: string; values: Values }
  | { kind: "profiles"; profiles: Profile[] }
  | { kind: "backup" }
  | { kind: "templates"; templates: TemplateInfo[]; findings: Diagnostic[] }
  | { kind: "refused"; name: string; findings: Diagnostic[] }
  | { kind: "unreadable"; name: string; why: "json" | "kind" };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const ending = (name: string) => name.slice(name.lastIndexOf(".") + 1).toLowerCase();

export async function read(core: Core, file: File): Promise<Opened> {
  const { name } = file;
  switch (ending(name)) {
    case "docx":
      return document(core, name, new Uint8Array(await file.arrayBuffer()));
    case "json":
      return values(name, await file.text());
    case "zip":
      return templates(core, [file]);
    default:
      return { kind: "unreadable", name, why: "kind" };
  }
}

function document(core: Core, name: string, bytes: Uint8Array<ArrayBuffer>): Opened {
  try {
    const read = core.readValues(bytes);
    return read.unchanged
      ? { kind: "document", name, read }
      : { kind: "edited", name, bytes, found: core.changes(bytes) };
  } catch (error) {
    const findings = findingsOf(error);
    return findings.some((finding) => finding.code === NO_VALUES)
      ? foreign(core, name, bytes)
      : { kind: "refused", name, findings };
  }
}

function foreign(core: Core, name: string, bytes: Uint8Array<ArrayBuffer>): Opened {
  try {
    return { kind: "foreign", name, bytes, found: core.importDocx(bytes) };
  } catch (error) {
    return { kind: "refused", name, findings: findingsOf(error) };
  }
}

/** What the core says of a file it cannot use; anything else is thrown on. */
function findingsOf(error: unknown): Diagnostic[] {
  const findings = (error as Partial<CoreError>).diagnostics;
  if (!findings) throw error;
  return findings;
}

/** What the core says of a whole DOCX that was not made here. */
const NO_VALUES = "khong-co-gia-tri";

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
