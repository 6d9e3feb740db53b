// The office's profile: what every document of an office has in common, entered once. Several may be kept on one machine;
// one of them, or the one an administrator put beside the page as `co-quan.js`, is in use.
import type { Value, Values } from "../core/model.ts";
import { isBlank } from "../form/path.ts";
import type { Section } from "../form/schema.ts";
import { recall, remember } from "../storage.ts";

export interface Profile {
  id: string;
  name: string;
  /** Values by the names of the fields every document shares. Lists hold all signers and recipients of the office. */
  values: Values;
  /** How files are named, such as `{{so}}-{{ky_hieu}}-{{trich_yeu}}`; blank takes the page's own pattern. */
  pattern: string;
  /** Rules of examining the office does not keep, by their codes. */
  customs?: string[];
  /** Came with the page; it can be copied but not changed. */
  preset?: true;
}

/** The format of a profile's file, and of what `co-quan.js` says. */
interface ProfileFile {
  thethuc: "ho-so-co-quan";
  phien_ban: 1;
  ho_so: { ten: string; gia_tri: Values; ten_tep: string; lam_khac?: string[] }[];
}

/** The fields a profile has, of those all documents share. */
export const PROFILE_FIELDS = [
  "co_quan",
  "tac_gia",
  "don_vi_soan",
  "dia_danh",
  "lien_he",
  "luu",
  "chu_ky",
  "kinh_gui",
  "noi_nhan",
  "nhom_noi_nhan",
  "trinh_bay",
];
/** Lists that are chosen from, and do not stand in every document. */
const CHOICES = ["kinh_gui", "noi_nhan"];
/** What of a document makes the profile of its office. */
const OF_A_DOCUMENT = ["co_quan", "tac_gia", "don_vi_soan", "dia_danh", "lien_he", "luu", "chu_ky"];
/** What a signer looks after: to choose by, and no part of a document. */
export const SIGNER_FIELD = "linh_vuc";

/** One who may sign. */
export interface Signer {
  /** The words it is chosen by. */
  label: string;
  /** In whose place, and what for. */
  note: string;
  value: Value;
}

/** Recipients that go together, by the name the office gave them. */
export interface RecipientGroup {
  name: string;
  entries: string[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isProfile = (value: unknown): value is Profile =>
  isObject(value) && typeof value.id === "string" && typeof value.name === "string" && isObject(value.values);

/** The profiles a file holds; undefined when it is none of ours. */
export function profilesIn(data: unknown): Profile[] | undefined {
  if (!isObject(data) || data.thethuc !== "ho-so-co-quan" || !Array.isArray(data.ho_so)) return undefined;
  return data.ho_so.flatMap((entry: unknown) => {
    if (!isObject(entry) || !isObject(entry.gia_tri)) return [];
    const values = Object.fromEntries(
      Object.entries(entry.gia_tri).filter(([name]) => PROFILE_FIELDS.includes(name)),
    ) as Values;
    return [
      {
        id: newId(),
        name: String(entry.ten ?? ""),
        values,
        pattern: typeof entry.ten_tep === "string" ? entry.ten_tep : "",
        customs: Array.isArray(entry.lam_khac) ? entry.lam_khac.filter((code) => typeof code === "string") : [],
      },
    ];
  });
}

export function profileFile(profiles: Profile[]): ProfileFile {
  return {
    thethuc: "ho-so-co-quan",
    phien_ban: 1,
    ho_so: profiles.map((profile) => ({
      ten: profile.name,
      gia_tri: profile.values,
      ten_tep: profile.pattern,
      ...(profile.customs?.length ? { lam_khac: profile.customs } : {}),
    })),
  };
}

/** The script that gives everybody on a share the same profiles. */
export function presetScript(profiles: Profile[]): string {
  return `// Đặt tệp này cạnh tệp thethuc.html: ai mở trang cũng có sẵn hồ sơ cơ quan dưới đây.\nvar THE_THUC_CO_QUAN = ${JSON.stringify(profileFile(profiles), null, 2)};\n`;
}

const newId = () => crypto.randomUUID();

const recallOwn = () => recall<Profile[]>("profiles", (value) => Array.isArray(value) && value.every(isProfile)) ?? [];
const recallChosen = () => recall<string>("profile", (value) => typeof value === "string") ?? "";

class Profiles {
  #own = $state<Profile[]>(recallOwn());
  #chosen = $state(recallChosen());
  readonly preset: Profile[];

  constructor() {
    const given = profilesIn((globalThis as { THE_THUC_CO_QUAN?: unknown }).THE_THUC_CO_QUAN) ?? [];
    this.preset = given.map((profile, i) => ({ ...profile, id: `co-quan-${i + 1}`, preset: true }));
  }

  /** What is kept was restored or removed. */
  reread(): void {
    this.#own = recallOwn();
    this.#chosen = recallChosen();
  }

  get all(): Profile[] {
    return [...this.#own, ...this.preset];
  }

  get own(): Profile[] {
    return this.#own;
  }

  /** The profile in use: the chosen one, else the first there is. */
  get current(): Profile | undefined {
    return this.all.find((profile) => profile.id === this.#chosen) ?? this.all[0];
  }

  choose(id: string): void {
    this.#chosen = id;
    remember("profile", id);
  }

  add(profile: Omit<Profile, "id" | "preset">): Profile {
    const added: Profile = { ...profile, id: newId() };
    this.#own.push(added);
    this.choose(added.id);
    this.keep();
    return added;
  }

  remove(id: string): () => void {
    const before = $state.snapshot<unknown>(this.#own) as Profile[];
    this.#own = this.#own.filter((profile) => profile.id !== id);
    this.keep();
    return () => {
      this.#own = before;
      this.keep();
    };
  }

  /** The rules the office in use does not keep. */
  get customs(): string[] {
    return this.current?.customs ?? [];
  }

  /** Whether the office keeps a rule; false when that cannot be kept: the profile came with the page, or storage is off. */
  setCustom(code: string, does: boolean): boolean {
    if (!this.current) this.add({ name: "", values: {}, pattern: "" });
    const own = this.#own.find((profile) => profile.id === this.current?.id);
    if (!own) return false;
    const others = (own.customs ?? []).filter((each) => each !== code);
    own.customs = does ? [...others, code] : others;
    return this.keep();
  }

  /** Writes the profiles down; false when the browser keeps nothing. */
  keep(): boolean {
    return remember("profiles", $state.snapshot<unknown>(this.#own));
  }
}

export const profiles = new Profiles();

/** What a new document of a template starts with. */
export function startingValues(sections: Section[], profile: Profile | undefined): Values {
  if (!profile) return {};
  const names = new Set(sections.flatMap((section) => section.fields.map((field) => field.name)));
  const values: Values = {};
  for (const [name, value] of Object.entries($state.snapshot<unknown>(profile.values) as Values)) {
    if (!names.has(name) || CHOICES.includes(name) || isBlank(value)) continue;
    values[name] = name === "chu_ky" && Array.isArray(value) ? value.slice(0, 1).map(asSigned) : value;
  }
  return values;
}

/** A signer of the profile as a document has it. */
function asSigned(signer: Value): Value {
  if (!isObject(signer)) return signer;
  const { [SIGNER_FIELD]: _, ...signed } = signer;
  return signed;
}

const isText = (part: unknown): part is string => typeof part === "string" && part !== "";

/** The signers of the profile in use. */
export function signers(): Signer[] {
  const list = profiles.current?.values.chu_ky;
  if (!Array.isArray(list)) return [];
  return list.flatMap((value) => {
    if (!isObject(value) || !value.ho_ten) return [];
    const label = [value.chuc_vu, value.ho_ten].filter(isText).join(" ");
    const lines = Array.isArray(value.quyen_han) ? value.quyen_han : [];
    const note = [...lines, value[SIGNER_FIELD]].filter(isText).join(" · ");
    return [{ label, note, value: asSigned($state.snapshot<unknown>(value) as Value) }];
  });
}

/** A signer in a place of a document that gives a role of its own, such as Chủ tọa. */
export function signedBy({ value }: Signer, role: Value | undefined): Value {
  return isObject(value) && !isBlank(role) ? { ...value, vai: role as Value } : value;
}

/** The groups of recipients of the profile in use. */
export function recipientGroups(): RecipientGroup[] {
  const list = profiles.current?.values.nhom_noi_nhan;
  if (!Array.isArray(list)) return [];
  return list.flatMap((group) => {
    if (!isObject(group) || !isText(group.ten) || !Array.isArray(group.noi)) return [];
    const entries = group.noi.filter(isText);
    return entries.length > 0 ? [{ name: group.ten, entries }] : [];
  });
}

/** Puts a group into the profile in use, in the place of one of that name; false where it cannot be changed or kept. */
export function keepRecipientGroup({ name, entries }: RecipientGroup): boolean {
  const { current } = profiles;
  if (!current || current.preset) return false;
  const list = Array.isArray(current.values.nhom_noi_nhan) ? current.values.nhom_noi_nhan : [];
  const others = list.filter((group) => !isObject(group) || group.ten !== name);
  current.values.nhom_noi_nhan = [...others, { ten: name, noi: entries }];
  return profiles.keep();
}

/** The profile a document makes: its office, its place and who signs it. */
export function profileOf(values: Values): Omit<Profile, "id" | "preset"> {
  const own = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => OF_A_DOCUMENT.includes(name) && !isBlank(value)),
  );
  const [first] = Array.isArray(own.co_quan) ? own.co_quan : [];
  const name = isObject(first) && isText(first.ten) ? first.ten.replace(/\s+/g, " ").trim() : "";
  return { name, values: own, pattern: "" };
}

/** What the profile in use offers for a list such as Nơi nhận. */
export function offered(name: string): string[] {
  const list = profiles.current?.values[name];
  return Array.isArray(list) ? list.filter((entry): entry is string => typeof entry === "string" && entry !== "") : [];
}
