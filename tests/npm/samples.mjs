// The filled forms of the suites that run in Node; the same as tests/src/samples.rs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const DAY = "2026-11-23";

const json = (file) => JSON.parse(readFileSync(file, "utf8"));
const files = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => join(folder, name));
const name = (file) => basename(file, ".json");

/** RFC 7396. */
function merged(target, patch) {
  if (patch === null || typeof patch !== "object" || Array.isArray(patch)) return patch;
  const result = target !== null && typeof target === "object" && !Array.isArray(target) ? { ...target } : {};
  for (const [key, change] of Object.entries(patch)) {
    if (change === null) delete result[key];
    else result[key] = merged(result[key], change);
  }
  return result;
}

export function samples() {
  const templates = readdirSync(join(root, "templates"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const shipped = templates.flatMap(({ name: template }) =>
    files(join(root, "templates", template, "samples")).map((file) => ({
      template,
      name: name(file),
      values: json(file),
    })),
  );
  const variants = files(join(root, "tests/fixtures/variants")).map((file) => {
    const { template, sample, patch } = json(file);
    const base = shipped.find((one) => one.template === template && one.name.startsWith(sample));
    return { template, name: `~${name(file)}`, values: merged(base.values, patch) };
  });
  const seed = {
    template: "cong-van-trien-khai",
    name: "seed",
    values: json(join(root, "tests/fixtures/seed/cong-van.json")),
  };
  return [...shipped, ...variants, seed];
}

/** What the command line writes: the document and, by suffix, the appendices that are files of their own. */
export function filled(template, values, date = DAY) {
  const folder = mkdtempSync(join(tmpdir(), "thethuc-"));
  try {
    const run = spawnSync(commandLine(), ["fill", template, "-", "-o", join(folder, "x.docx"), "--date", date], {
      input: JSON.stringify(values),
    });
    if (run.error || run.status > 1) throw new Error(`thethuc fill ${template}: ${run.error ?? run.stderr}`);
    return Object.fromEntries(
      readdirSync(folder).map((file) => [
        file.replace(/^x-?/, "").replace(/\.docx$/, ""),
        readFileSync(join(folder, file)),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function commandLine() {
  const path = process.env.THETHUC;
  if (!path) throw new Error("THETHUC must name the command line; run this by cargo xtask test");
  return path;
}
