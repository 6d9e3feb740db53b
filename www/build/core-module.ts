// What wasm-bindgen made, under the name the sources know it by.
import { resolve } from "node:path";
import type { Plugin, ResolvedConfig } from "vite";

export function coreModule(wasm: string): Plugin {
  let config: ResolvedConfig;
  return {
    name: "thethuc:core-module",
    configResolved(resolved) {
      config = resolved;
    },
    resolveId: (id) => (id === "virtual:thethuc" ? resolve(config.root, wasm.replace(/_bg\.wasm$/, ".js")) : null),
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
