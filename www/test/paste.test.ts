// What other programs put on the clipboard becomes the lines of a body; the browser's tests paste the same files.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import type { Core } from "../src/core/model.ts";
import { toText } from "../src/editor/convert.ts";
import { fromClipboard } from "../src/editor/paste/paste.ts";
import { schema } from "../src/editor/schema.ts";
import { loadCore } from "./core.ts";

const core: Core = await loadCore();
const fixtures = new URL("../../../../tests/fixtures/paste/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, fixtures), "utf8");

for (const file of readdirSync(fixtures).filter((name) => name.endsWith(".html"))) {
  test(file, () => {
    const { slice } = fromClipboard(core, read(file), "");
    assert.equal(
      toText(core, schema.nodes.doc.create(null, slice.content)),
      read(file.replace(/html$/, "txt")).trimEnd(),
    );
  });
}
