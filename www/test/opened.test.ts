import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Core } from "../src/core/model.ts";
import { write } from "../src/drafts/backup.ts";
import { connect } from "../src/drafts/channel.ts";
import { read } from "../src/open/file.ts";

// Open, it keeps Node from ending.
after(() => connect(false));

const opened = (name: string, ...parts: BlobPart[]) =>
  read({} as Core, () => Promise.reject(new Error("no document")), new File(parts, name));

test("a backup is told from values, as the page writes it and as an editor saved it again", async () => {
  const backup = write({ drafts: [], settings: {} });
  assert.deepEqual(await opened("the-thuc-sao-luu-2026-11-28.json", backup), { kind: "backup" });
  assert.deepEqual(await opened("sao-luu.json", "\uFEFF", backup), { kind: "backup" });
});

test("what else a .json can be", async () => {
  assert.deepEqual(await opened("a.json", '{"so":"1"}'), { kind: "values", name: "a.json", values: { so: "1" } });
  assert.deepEqual(await opened("a.json", "{"), { kind: "unreadable", name: "a.json", why: "json" });
  assert.deepEqual(await opened("a.json", "[1]"), { kind: "unreadable", name: "a.json", why: "json" });
  assert.equal((await opened("ho-so.json", '{"thethuc":"ho-so-co-quan","ho_so":[]}')).kind, "profiles");
  assert.deepEqual(await opened("a.pdf", ""), { kind: "unreadable", name: "a.pdf", why: "kind" });
});
