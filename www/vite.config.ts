import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { coreModule } from "./build/core-module.ts";
import { inlineWorker } from "./build/inline-worker.ts";
import { singleFile } from "./build/single-file.ts";

const WASM = "src/core/wasm/thethuc_bg.wasm";

export default defineConfig({
  base: "./",
  plugins: [
    svelte(),
    coreModule(WASM),
    inlineWorker(WASM),
    singleFile({ output: "thethuc.html", wasm: WASM, limit: 3_500_000 }),
  ],
  build: {
    target: ["chrome111", "firefox115"],
    assetsInlineLimit: 10_000_000,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
