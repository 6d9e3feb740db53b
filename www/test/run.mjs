// Bundles the tests with Vite, which the project has anyway, because Node 20 does not read TypeScript; then runs them.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = fileURLToPath(new URL("../node_modules/.cache/thethuc-test/", import.meta.url));
const tests = readdirSync(here).filter((name) => name.endsWith(".test.ts"));
mkdirSync(out, { recursive: true });
await build({
  configFile: false,
  logLevel: "warn",
  plugins: [svelte({ configFile: false })],
  build: {
    ssr: true,
    outDir: out,
    emptyOutDir: true,
    rollupOptions: {
      input: tests.map((name) => here + name),
      output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
    },
  },
});
const files = readdirSync(out)
  .filter((name) => name.endsWith(".test.mjs"))
  .map((name) => out + name);
process.exit(spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1);
