// The core as the page has it, in Node.
import { readFileSync } from "node:fs";
import type { Core } from "../src/core/model.ts";

export async function loadCore(): Promise<Core> {
  const folder = new URL("../../../src/core/wasm/", import.meta.url);
  const path = new URL("thethuc.js", folder).href;
  const module = (await import(/* @vite-ignore */ path)) as typeof import("virtual:thethuc");
  await module.default({ module_or_path: readFileSync(new URL("thethuc_bg.wasm", folder)) });
  return module;
}
