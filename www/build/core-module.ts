// What wasm-bindgen made, under the name the sources know it by, and what the module says that the page shows before it runs.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin, ResolvedConfig } from "vite";

const GLUE = "virtual:thethuc";
const TEMPLATES = "virtual:templates";

export function coreModule(wasm: string): Plugin {
  let config: ResolvedConfig;
  const glue = () => resolve(config.root, wasm.replace(/_bg\.wasm$/, ".js"));
  return {
    name: "thethuc:core-module",
    configResolved(resolved) {
      config = resolved;
    },
    resolveId: (id) => (id === GLUE ? glue() : id === TEMPLATES ? `\0${TEMPLATES}` : null),
    async load(id) {
      if (id !== `\0${TEMPLATES}`) return null;
      const file = resolve(config.root, wasm);
      if (!existsSync(file)) throw new Error(`${wasm} is missing: run \`cargo xtask app\`, which builds it first`);
      this.addWatchFile(file);
      const core = (await import(pathToFileURL(glue()).href)) as typeof import("virtual:thethuc");
      await core.default({ module_or_path: readFileSync(file) });
      // Parsed as JSON in half the time of the same as an expression.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(core.templates()))});`;
    },
    transform: {
      order: "pre",
      handler(code, id) {
        // wasm-bindgen's fallback to a sibling .wasm file: there is none beside the page, and the bundler would embed it twice.
        if (!/src\/core\/wasm\/[^/]+\.js$/.test(id)) return null;
        return {
          code: code.replace(/new URL\(\s*['"][^'"]+\.wasm['"]\s*,\s*import\.meta\.url\s*\)/g, "undefined"),
          map: null,
        };
      },
    },
  };
}
