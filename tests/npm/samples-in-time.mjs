// All samples of all templates filled and written by the module of the page in one process, within a budget.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { slowness, work } from "../yardstick.mjs";
import { DAY, npmPackage, samples } from "./samples.mjs";

/** On a quiet machine, ms: see ../yardstick.mjs. */
const BUDGET = 2_000;
/** The best of a few runs: the budget is of the program, not of what else the machine does. */
const RUNS = 3;

test("every sample of every template is written in time", async (t) => {
  const { load } = await import(pathToFileURL(join(npmPackage(), "index.js")));
  const core = await load();
  const all = samples();
  let best = Infinity;
  let slower = Infinity;
  for (let run = 0; run < RUNS; run++) {
    slower = Math.min(slower, slowness("v8", work()));
    const start = performance.now();
    for (const { template, values } of all) core.files(template, values, DAY);
    best = Math.min(best, performance.now() - start);
  }
  const told = `${all.length} samples: ${Math.round(best)} of ${BUDGET} ms, on a machine ${slower.toFixed(2)} times as slow as a quiet one`;
  t.diagnostic(told);
  assert.ok(best <= BUDGET * slower, told);
});
