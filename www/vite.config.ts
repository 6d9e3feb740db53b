import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { singleFile } from "./build/single-file.ts";

export default defineConfig({
  base: "./",
  plugins: [svelte(), singleFile({ output: "thethuc.html", wasm: "src/core/wasm/thethuc_bg.wasm", limit: 3_500_000 })],
  build: {
    target: ["chrome111", "firefox115"],
    assetsInlineLimit: 10_000_000,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
