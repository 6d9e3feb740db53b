// `import code from "./worker.ts?inlined"` gives the text of a classic script: the module and everything it imports. A page
// opened from disk has no other way to start a worker.
import { resolve } from "node:path";
import { type Plugin, type ResolvedConfig, build } from "vite";
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
      const entry = id.slice(0, -ASKED.length);
      const built = await build({
        configFile: false,
        root: config.root,
        logLevel: "warn",
        plugins: [coreModule(wasm)],
        build: {
          write: false,
          target: config.build.target,
          minify: config.command === "build",
          lib: { entry, formats: ["iife"], name: "worker", fileName: "worker" },
        },
      });
      const output = (Array.isArray(built) ? built[0] : built) as {
        output: { type: string; code?: string; moduleIds?: string[] }[];
      };
      const chunk = output.output.find((item) => item.type === "chunk");
      for (const file of chunk?.moduleIds ?? []) if (!file.startsWith("\0")) this.addWatchFile(file);
      return `export default ${JSON.stringify(chunk?.code ?? "")};`;
    },
  };
}
