// `import code from "./worker.ts?inlined"` gives the text of a classic script: the module and everything it imports. A page
// opened from disk has no other way to start a worker.
import { resolve } from "node:path";
import type { Plugin, ResolvedConfig } from "vite";
import { classicScript } from "./classic-script.ts";
import { coreModule } from "./core-module.ts";

const ASKED = "?inlined";

export function inlineWorker(wasm: string): Plugin {
  let config: ResolvedConfig;
  return {
    name: "thethuc:inline-worker",
    enforce: "pre",
    configResolved(resolved) {
      config = resolved;
    },
    resolveId(id, importer) {
      return id.endsWith(ASKED) && importer ? `${resolve(importer, "..", id.slice(0, -ASKED.length))}${ASKED}` : null;
    },
    async load(id) {
      if (!id.endsWith(ASKED)) return null;
      const { code, files } = await classicScript(id.slice(0, -ASKED.length), config, [coreModule(wasm)]);
      for (const file of files) this.addWatchFile(file);
      return `export default ${JSON.stringify(code)};`;
    },
  };
}
