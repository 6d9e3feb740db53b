// A hundred thousand rows, the command line killed at random and started again: every file whole, none twice, none missing,
// and little memory.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { workbook } from "../browser/workbook.mjs";
import { DAY, samples } from "../npm/samples.mjs";
import { peakOf } from "./memory.mjs";

const ROWS = Number(process.env.ROWS ?? 100_000);
const KILLS = 4;
/** MB. */
const MEMORY = 300;

const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "thethuc-many-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const at = (name) => join(folder, name);
const guest = (n) => `Ông Nguyễn Văn Số ${n + 1},`;
const row = (n) => [
  `${guest(n)} Trưởng thôn`,
  "08 giờ 00, thứ Năm, ngày 09/7/2026",
  `Hội trường ${n + 1}`,
  "Bà Hà Thị Minh Nguyệt",
];
const sheet = [
  ["Người được mời", "Thời gian", "Địa điểm", "Chủ trì"],
  ...Array.from({ length: ROWS }, (_, n) => row(n)),
];
writeFileSync(at("rows.xlsx"), workbook({ "Danh sách": sheet }));
writeFileSync(at("base.json"), JSON.stringify(samples().find(({ template }) => template === "giay-moi").values));
const words = [
  "batch",
  "giay-moi",
  at("rows.xlsx"),
  "-o",
  at("made"),
  "--values",
  at("base.json"),
  "--date",
  DAY,
  "--name",
  "{{stt}}",
];
const made = () => (existsSync(at("made")) ? readdirSync(at("made")).filter((name) => name.endsWith(".docx")) : []);

let memory = 0;
/** Runs until it ends, or is killed when so many files are there; whether it ended. */
function run(most) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.env.THETHUC, words, { stdio: ["ignore", "ignore", "inherit"] });
    const look = setInterval(() => {
      memory = Math.max(memory, peakOf(child.pid));
      if (most !== undefined && made().length >= most) child.kill("SIGKILL");
    }, 50);
    child.on("close", (code, signal) => {
      clearInterval(look);
      if (signal === null && code !== 0) reject(new Error(`thethuc ended with ${code}`));
      else resolve(signal === null);
    });
  });
}

const start = performance.now();
const stops = Array.from({ length: KILLS }, () => Math.floor(Math.random() * ROWS)).sort((one, other) => one - other);
let kills = 0;
for (const most of stops) if (!(await run(Math.max(most, 1)))) kills += 1;
await run();
const seconds = (performance.now() - start) / 1000;

const faults = [];
const names = made();
if (names.length !== ROWS) faults.push(`${names.length} files, not ${ROWS}`);
const seen = new Set();
for (const name of names) {
  const part = "word/document.xml";
  const text = new TextDecoder().decode(
    unzipSync(readFileSync(join(at("made"), name)), { filter: (file) => file.name === part })[part],
  );
  const n = Number(name.slice(0, -5)) - 1;
  if (!text.includes(guest(n)) || !text.endsWith("</w:document>")) faults.push(`${name} is not of row ${n + 2}`);
  seen.add(n);
}
if (seen.size !== ROWS) faults.push(`${seen.size} rows have a file, not ${ROWS}`);
if (memory > MEMORY) faults.push(`${memory.toFixed(0)} MB of memory, not ${MEMORY}`);
for (const fault of faults.slice(0, 20)) console.error(`✗ ${fault}`);
if (faults.length > 0) process.exit(1);
console.log(
  `\n✓ ${ROWS} rows, killed ${kills} times and gone on: every file whole, none twice, none missing; ${seconds.toFixed(1)} s in all, ${memory.toFixed(0)} MB`,
);
