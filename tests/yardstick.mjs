// How fast this machine is just now. A time that may not grow is a time on a quiet machine: on one that other programs
// share, everything takes longer, this work too.

/** What the work takes on a quiet machine, ms, by the engine that does it. */
const QUIET = { v8: 32, spidermonkey: 26 };
/** What opening `pageOfThatSize` takes on a quiet machine, ms, by browser. */
const OPENED = { chrome: 155, firefox: 210 };

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

/**
 * A page about as large as ours that has nothing of it: a block of text, a script of six thousand functions, and a list it
 * draws. Opening it needs what opening ours needs of the machine, a disk, two processes and their threads; it says in
 * `usableAt` when the list was drawn.
 */
export function pageOfThatSize() {
  const block = Array.from({ length: 30_000 }, (_, at) => String(Math.imul(at, 2654435761) >>> 0).repeat(8)).join("\n");
  const functions = Array.from(
    { length: 6_000 },
    (_, at) =>
      `f[${at}]=function(list){var word="mục "+${at};for(var i=0;i<list.length;i++)if(list[i]===word)return i;return word.length+${at}};`,
  ).join("\n");
  const draw = () => {
    const block = document.getElementById("block").textContent;
    for (let at = 0; at < 240; at++) {
      const card = document.createElement("section");
      for (const text of [
        "Công văn",
        "Số, ký hiệu, địa danh",
        block.slice(at * 40, at * 40 + 40),
        String(globalThis.f[at * 9]([])),
      ])
        card.appendChild(document.createElement("p")).textContent = text;
      document.body.appendChild(card);
    }
    requestAnimationFrame(() => setTimeout(() => (globalThis.usableAt = performance.now())));
  };
  return `<!doctype html><html lang="vi"><meta charset="utf-8"><style>
section{display:inline-block;width:22%;margin:4px;border:1px solid #ccc;border-radius:6px;box-shadow:0 1px 3px #999}
</style><body><script type="text/plain" id="block">${block}</script>
<script>var f=[];\n${functions}\n(${draw})();</script></body></html>`;
}

/** By how much the budget of an opening grows for the soonest opening of `pageOfThatSize`: never below one. */
export const slownessOfOpening = (browser, took) => Math.max(1, took / OPENED[browser]);
