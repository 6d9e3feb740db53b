// The core as the page has it, in Node.
import { readFileSync } from "node:fs";
import type { Core } from "../src/core/model.ts";

export async function loadCore(): Promise<Core> {
  const folder = new URL("../../../src/core/wasm/", import.meta.url);
  const glue = (await import(/* @vite-ignore */ new URL("thethuc.js", folder).href)) as Core & {
    default(input: { module_or_path: Uint8Array }): Promise<unknown>;
  };
  await glue.default({ module_or_path: readFileSync(new URL("thethuc_bg.wasm", folder)) });
  return glue;
}
