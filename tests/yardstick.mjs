// How fast this machine is just now. A time that may not grow is a time on a quiet machine: on one that other programs
// share, everything takes longer, this work too.

/** What the work takes on a quiet machine, ms, by the engine that does it. */
const QUIET = { v8: 32, spidermonkey: 26 };

/** Texts, maps, objects and numbers, as a program uses them; it gives the milliseconds it took, the best of some turns. */
export function work() {
  let best = Infinity;
  for (let turn = 0; turn < 4; turn++) {
    const start = performance.now();
    const seen = new Map();
    let sum = 0;
    for (let i = 0; i < 60_000; i++) {
      const word = `chữ ${(i * 7919) % 4001}`.normalize("NFD");
      const held = seen.get(word) ?? { word, places: [] };
      held.places.push(i);
      seen.set(word, held);
      sum = (sum * 31 + word.charCodeAt(word.length - 1)) % 1_000_003;
    }
    const lines = [...seen.values()].sort((a, b) => (a.word < b.word ? -1 : 1)).map((held) => JSON.stringify(held));
    if (lines.join("\n").length + sum === 0) throw new Error("nothing was done");
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

/** By how much a budget of this engine grows for what `work` took: never below one. */
export const slowness = (engine, took) => Math.max(1, took / QUIET[engine]);
