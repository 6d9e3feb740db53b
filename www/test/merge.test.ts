import assert from "node:assert/strict";
import { test } from "node:test";
import type { Value, Values } from "../src/core/model.ts";
import type { Edits, Text } from "../src/drafts/draft.ts";
import { absorb, asEdits, emptyText, merge, put, record } from "../src/drafts/merge.ts";

/** A tab with its own copy, typing at given times. */
function tab(name: string, from: Text) {
  let text = structuredClone(from);
  return {
    get text() {
      return text;
    },
    type(time: number, path: string, value: Value): Edits {
      const seen = { ...text.seen };
      text.values = put(text.values, path, value);
      record(text, { path, stamp: [time, name] });
      return { changes: [{ path, value, stamp: [time, name] }], since: 0, tab: name, seen };
    },
    hear(edits: Edits) {
      const merged = merge(text, edits);
      text = merged.text;
      return merged;
    },
    hearAll(other: Text) {
      const merged = absorb(text, other);
      text = merged.text;
      return merged;
    },
  };
}

const start = (values: Values): Text => ({ values, edits: { "": [1, "o"] }, seen: { o: 1 } });

test("changes of different fields come together in whatever order they arrive", () => {
  const base = start({ a: "", ds: ["x", "y"] });
  const [one, two] = [tab("1", base), tab("2", base)];
  const edits = [one.type(10, "a", "một"), two.type(11, "ds.1", "hai")];
  assert.deepEqual(one.hear(edits[1] as Edits).lost, []);
  assert.deepEqual(two.hear(edits[0] as Edits).lost, []);
  assert.deepEqual(one.text.values, { a: "một", ds: ["x", "hai"] });
  assert.deepEqual(two.text.values, one.text.values);
});

test("the same field: the newest stands in both, and the other text is handed over", () => {
  const base = start({ a: "chung" });
  const [one, two] = [tab("1", base), tab("2", base)];
  const older = one.type(10, "a", "chung một");
  const newer = two.type(11, "a", "chung hai");
  const atOne = one.hear(newer);
  const atTwo = two.hear(older);
  assert.equal(one.text.values.a, "chung hai");
  assert.equal(two.text.values.a, "chung hai");
  for (const { lost } of [atOne, atTwo]) {
    assert.deepEqual(
      lost.map(({ path, stamp, values }) => [path, stamp, values.a]),
      [["a", [10, "1"], "chung một"]],
    );
  }
});

test("a change made knowing the other's is no conflict", () => {
  const base = start({ a: "" });
  const [one, two] = [tab("1", base), tab("2", base)];
  two.hear(one.type(10, "a", "m"));
  const answer = two.type(11, "a", "mh");
  assert.deepEqual(one.hear(answer).lost, []);
  assert.equal(one.text.values.a, "mh");
});

test("text that the winner says too is not lost", () => {
  const base = start({ a: "" });
  const [one, two] = [tab("1", base), tab("2", base)];
  one.type(10, "a", "Kế hoạch");
  assert.deepEqual(one.hear(two.type(11, "a", "Kế hoạch năm")).lost, []);
});

test("a list that was changed as a whole stands against letters in one of its entries, which are handed over", () => {
  const base = start({ ds: ["một", "hai"] });
  const [one, two] = [tab("1", base), tab("2", base)];
  const removed = one.type(10, "ds", ["hai"]);
  const typed = two.type(11, "ds.0", "một nữa");
  const atOne = one.hear(typed);
  const atTwo = two.hear(removed);
  assert.deepEqual(one.text.values, { ds: ["hai"] });
  assert.deepEqual(two.text.values, { ds: ["hai"] });
  assert.deepEqual(atOne.lost[0]?.values, { ds: ["một nữa"] });
  assert.deepEqual(atTwo.lost[0]?.values, { ds: ["một nữa", "hai"] });
});

test("hearing twice, or hearing from the store what was heard before, changes nothing", () => {
  const base = start({ a: "", b: "" });
  const [one, two] = [tab("1", base), tab("2", base)];
  const edits = one.type(10, "a", "x");
  two.hear(edits);
  const after = structuredClone(two.text);
  assert.deepEqual(two.hear(edits).taken, []);
  assert.deepEqual(two.hearAll(one.text).taken, []);
  assert.deepEqual(two.text, after);
});

test("an emptied field stays empty, and a text in the store is whole by its edits", () => {
  const first = tab("1", emptyText());
  first.type(10, "", { a: "x", b: "y" });
  const { text } = merge(emptyText(), asEdits(first.text, "1"));
  assert.deepEqual(text.values, { a: "x", b: "y" });
  const other = tab("2", text);
  other.hear({ changes: [{ path: "a", value: undefined, stamp: [12, "1"] }], since: 10, tab: "1", seen: { "1": 12 } });
  assert.deepEqual(other.text.values, { b: "y" });
});

test("two tabs that hear each other late agree in the end", () => {
  let state = 7;
  const random = (n: number) => (state = (state * 16807) % 2147483647) % n;
  for (let round = 0; round < 60; round++) {
    const base = start({ a: "", b: "", c: "" });
    const tabs = [tab("1", base), tab("2", base)];
    const store = tab("store", base);
    for (let time = 2; time < 30; time++) {
      const who = random(2);
      const own = tabs[who] as ReturnType<typeof tab>;
      const edits = own.type(time, "abc"[random(3)] as string, `${who}${time}`);
      store.hear(edits);
      if (random(3) === 0) tabs[1 - who]?.hearAll(store.text);
    }
    for (const one of tabs) one.hearAll(store.text);
    assert.deepEqual(tabs[0]?.text.values, store.text.values);
    assert.deepEqual(tabs[1]?.text.values, store.text.values);
  }
});
