import assert from "node:assert/strict";
import { test } from "node:test";
import { Shelf } from "../src/drafts/shelf.ts";
import { Memory } from "../src/drafts/tables.ts";

const count = (n: number) => `Dự thảo lần ${n}`;

test("a version is counted on from the highest number, whatever was removed or named by hand", async () => {
  const shelf = new Shelf(new Memory());
  const add = (n: number, name = "") =>
    shelf.addVersion({ id: `a/${n}`, draft: "a", kind: name ? "named" : "saved", name, made: n, values: { n } }, count);
  assert.deepEqual(
    [(await add(1)).name, (await add(2, "Kế hoạch 2030")).name, (await add(3)).name],
    [count(1), "Kế hoạch 2030", count(2)],
  );
  await shelf.removeVersion("a/1");
  assert.equal((await add(4)).name, count(3));
});
