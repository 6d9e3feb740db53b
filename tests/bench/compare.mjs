// Documents per second for the same formatted letter, in one Node process: Thể Thức in WebAssembly, the npm libraries
// docx (writes from code), docxtemplater and easy-template-x (fill tags in a DOCX). All deflate their files.
//
// The libraries get every advantage: their input is prepared once, outside the clock; docxtemplater and easy-template-x
// need no layout at all, because their template is the finished letter with tags where the values stand.
import { Buffer } from "node:buffer";
import * as docx from "docx";
import Docxtemplater from "docxtemplater";
import { TemplateHandler } from "easy-template-x";
import PizZip from "pizzip";
import { load } from "../../target/npm/thethuc/index.js";
import { letter } from "./letter.mjs";
import { samples } from "../npm/samples.mjs";

const ID = "cong-van-trien-khai";
const DAY = "2026-11-23";
const WARM_UP = 1500;
const ROUND = 1500;
const ROUNDS = 5;
/** How much faster we must be than the fastest of the others, and than docxtemplater. */
const TIMES_FASTEST = 2;
const TIMES_DOCXTEMPLATER = 4;

const core = await load();
const { values } = samples().find((sample) => sample.template === ID);
const ours = core.docx(ID, values, DAY);
const content = letter(ours);
const tagged = await content.tagged();

const handler = new TemplateHandler();
const makers = {
  "thethuc (wasm)": () => core.docx(ID, values, DAY, { values: false }),
  "thethuc (wasm), values inside": () => core.docx(ID, values, DAY),
  docx: () => docx.Packer.toBuffer(content.document()),
  docxtemplater: () => {
    const template = new Docxtemplater(new PizZip(tagged));
    template.render(content.data);
    return template.toBuffer({ compression: "DEFLATE" });
  },
  "easy-template-x": () => handler.process(tagged, content.data),
};

/** The visible text of a DOCX, to show that all make the same letter. */
function textOf(bytes) {
  const xml = new PizZip(bytes).file("word/document.xml").asText();
  const text = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, words]) => words).join("");
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, "");
}

/** Every entry of the package is deflated unless it is tiny. */
function deflated(bytes) {
  const buffer = Buffer.from(bytes);
  for (let at = buffer.indexOf("PK\u0001\u0002"); at >= 0; at = buffer.indexOf("PK\u0001\u0002", at + 4)) {
    const [method, packed, size] = [
      buffer.readUInt16LE(at + 10),
      buffer.readUInt32LE(at + 20),
      buffer.readUInt32LE(at + 24),
    ];
    if (method !== 8 && size > 300) return false;
    if (method === 8 && packed > size + 64) return false;
  }
  return true;
}

const wanted = textOf(ours);
const results = [];
for (const [name, make] of Object.entries(makers)) {
  const bytes = Buffer.from(await make());
  const found = textOf(bytes);
  if (found !== wanted) {
    const at = [...wanted].findIndex((letter, index) => letter !== found[index]);
    throw new Error(
      `${name} makes another letter: “${found.slice(at, at + 60)}” instead of “${wanted.slice(at, at + 60)}”`,
    );
  }
  if (!deflated(bytes)) throw new Error(`${name} does not deflate`);
  results.push({ name, make, bytes: bytes.length, rates: [] });
}

async function rate(make, duration) {
  const start = performance.now();
  let documents = 0;
  do {
    await make();
    documents += 1;
  } while (performance.now() - start < duration);
  return (documents * 1000) / (performance.now() - start);
}

for (const { make } of results) await rate(make, WARM_UP);
// Rounds in turn, so that a slow moment of the machine hits everybody.
for (let round = 0; round < ROUNDS; round++) {
  for (const result of results) {
    globalThis.gc?.();
    result.rates.push(await rate(result.make, ROUND));
  }
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
for (const result of results) result.rate = median(result.rates);
const us = results[0];
console.log(`\nThe letter ${ID}, ${wanted.length} letters, Node ${process.version}, median of ${ROUNDS} rounds\n`);
console.log("| | documents/s | ms | bytes | we are |\n|---|--:|--:|--:|--:|");
for (const { name, rate, bytes } of results) {
  console.log(
    `| ${name} | ${rate.toFixed(0)} | ${(1000 / rate).toFixed(2)} | ${bytes} | ${(us.rate / rate).toFixed(1)}× |`,
  );
}
console.log();

const others = results.filter(({ name }) => !name.startsWith("thethuc"));
const fastest = others.reduce((a, b) => (a.rate > b.rate ? a : b));
const named = (name) => others.find((other) => other.name === name);
const faults = [];
if (us.rate < TIMES_FASTEST * fastest.rate)
  faults.push(`we are ${(us.rate / fastest.rate).toFixed(2)} times as fast as ${fastest.name}, not ${TIMES_FASTEST}`);
if (us.rate < TIMES_DOCXTEMPLATER * named("docxtemplater").rate)
  faults.push(
    `we are ${(us.rate / named("docxtemplater").rate).toFixed(2)} times as fast as docxtemplater, not ${TIMES_DOCXTEMPLATER}`,
  );
for (const other of others)
  if (us.bytes >= other.bytes)
    faults.push(`our file (${us.bytes}) is not smaller than that of ${other.name} (${other.bytes})`);
for (const fault of faults) console.error(`✗ ${fault}`);
if (faults.length > 0) process.exit(1);
console.log(
  `✓ at least ${TIMES_FASTEST} times as fast as ${fastest.name}, ${TIMES_DOCXTEMPLATER} times as docxtemplater, and the smallest file`,
);
