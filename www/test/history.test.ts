import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../src/history.ts";

test("typing in one place is one step until there is a pause", () => {
  const history = new History();
  history.record({ path: "a", before: undefined, after: "x", at: 0 });
  history.record({ path: "a", before: "x", after: "xy", at: 400 });
  history.record({ path: "a", before: "xy", after: "xyz", at: 5000 });
  assert.deepEqual([history.undo()?.before, history.undo()?.before, history.undo()], ["xy", undefined, undefined]);
  assert.deepEqual([history.redo()?.after, history.redo()?.after, history.redo()], ["xy", "xyz", undefined]);
});

test("lists and other places are steps of their own, and a new change ends what could be done again", () => {
  const history = new History();
  history.record({ path: "ds", before: ["a"], after: ["a", ""], at: 0 });
  history.record({ path: "ds", before: ["a", ""], after: [""], at: 1 });
  history.record({ path: "b", before: "", after: "x", at: 2 });
  assert.equal(history.undo()?.path, "b");
  assert.deepEqual(history.undo()?.before, ["a", ""]);
  history.record({ path: "b", before: "", after: "y", at: 3 });
  assert.ok(!history.canRedo);
  assert.deepEqual([history.undo()?.path, history.undo()?.before], ["b", ["a"]]);
});

test("what is typed after doing again is not joined to it", () => {
  const history = new History();
  history.record({ path: "a", before: "", after: "x", at: 10 });
  history.undo();
  history.redo();
  history.record({ path: "a", before: "x", after: "xy", at: 20 });
  assert.equal(history.undo()?.before, "x");
});

test("what no input knows is the form's to take back, and so is what was typed there before it", () => {
  const history = new History();
  history.record({ path: "b", before: "", after: "y", at: 0, typed: true });
  history.record({ path: "ds.0", before: "", after: "x", at: 1, typed: true });
  assert.ok(!history.isOwn(true));
  history.record({ path: "ds", before: ["x"], after: ["x1", "2"], at: 2 });
  assert.ok(history.isOwn(true));
  assert.deepEqual(history.undo()?.before, ["x"]);
  assert.ok(history.isOwn(false));
  assert.ok(history.isOwn(true));
  assert.equal(history.undo()?.path, "ds.0");
  assert.ok(!history.isOwn(true));
});

test("a suggestion chosen while typing is a step of its own", () => {
  const history = new History();
  history.record({ path: "a", before: "", after: "S", at: 0, typed: true });
  history.record({ path: "a", before: "S", after: "Sở Nội vụ", at: 100 });
  assert.equal(history.undo()?.before, "S");
});
