// node build.mjs <folder of the module> <package folder> <version>: what of the package is made, not copied.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [wasm, target, version] = process.argv.slice(2);
const write = (name, text) => writeFileSync(join(target, name), text);

const packed = gzipSync(readFileSync(join(wasm, "thethuc_bg.wasm")), { level: 9 }).toString("base64");
write("module.js", `// The WebAssembly module, gzip then base64.\nexport const packed = "${packed}";\n`);

// The glue names no .wasm file beside it: there is none, and a bundler would look for it.
const glue = readFileSync(join(wasm, "thethuc.js"), "utf8");
if (glue.includes("import.meta")) throw new Error("the glue looks for a .wasm file beside it");
write("glue.js", glue);

const manifest = {
  name: "thethuc",
  version,
  description:
    "Fills official Vietnamese document templates with the formatting of Decree 30/2020/NĐ-CP and writes DOCX, offline",
  keywords: ["docx", "vietnamese", "nghi-dinh-30", "official-documents", "templates", "wasm"],
  license: "MIT",
  type: "module",
  main: "./index.js",
  types: "./index.d.ts",
  exports: { ".": { types: "./index.d.ts", default: "./index.js" }, "./package.json": "./package.json" },
  sideEffects: false,
  engines: { node: ">=20" },
  files: ["index.js", "index.d.ts", "glue.js", "module.js", "README.md", "LICENSE"],
};
write("package.json", `${JSON.stringify(manifest, null, 2)}\n`);

// What `load` gives, as wasm-bindgen declares it out of Rust.
const { load } = await import(pathToFileURL(join(target, "index.js")).href);
const declared = readFileSync(join(wasm, "thethuc.d.ts"), "utf8");
const functions = Object.keys(await load()).map((name) => {
  const comment = String.raw`/\*\*\n(?: \* .*\n)+ \*/\n`;
  const found = new RegExp(`(${comment})export function (${name}\\(.*\\): .*;)`).exec(declared);
  if (!found) throw new Error(`wasm-bindgen declares no ${name} with a comment`);
  return (found[1] + found[2]).replace(/^/gm, "  ");
});
const types = readFileSync(new URL("../src/wasm/types.d.ts", import.meta.url), "utf8");
write(
  "index.d.ts",
  `${types}
/** The product; get it with {@link load}. All functions take and give plain data; dates are written 2026-11-23. */
export interface Core {
${functions.join("\n")}
}

/** Starts the core once; every later call gives the same one. */
export function load(): Promise<Core>;
`,
);
