// Native and WebAssembly write the same bytes for every sample, in whatever order they are written.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { DAY, filled, npmPackage, samples } from "./samples.mjs";

const { load } = await import(pathToFileURL(join(npmPackage(), "index.js")));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const core = await load();
const all = samples();

for (const { template, name, values } of all) {
  test(`${template}.${name}: the bytes of the command line`, () => {
    const native = filled(template, values);
    const files = core.files(template, values, DAY);
    assert.equal(files.length, Object.keys(native).length, "number of files");
    for (const file of files) assert.equal(sha256(file.bytes), sha256(native[file.name]), `file “${file.name}”`);
    assert.equal(sha256(core.docx(template, values, DAY)), sha256(native[""]));
  });
}

test("the same bytes again, in the other order", () => {
  const hash = ({ template, values }) => sha256(core.docx(template, values, DAY));
  const forth = all.map(hash);
  const back = all.toReversed().map(hash).reverse();
  assert.deepEqual(back, forth);
});

test("another date and a changed word give other bytes", () => {
  const [{ template, values }] = all;
  const first = sha256(core.docx(template, values, DAY));
  assert.notEqual(sha256(core.docx(template, values, "2026-11-24")), first);
  assert.notEqual(sha256(core.docx(template, { ...values, trich_yeu: `${values.trich_yeu} khác` }, DAY)), first);
});
