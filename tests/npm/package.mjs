// The packed package as somebody else gets it: installed into an empty project, used in Node, checked by TypeScript,
// bundled by Vite.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { DAY, filled, root } from "./samples.mjs";

const project = mkdtempSync(join(tmpdir(), "thethuc-user-"));
after(() => rmSync(project, { recursive: true }));
const npm = (...words) => execFileSync("npm", [...words, "--loglevel=error"], { cwd: project, encoding: "utf8" });
const tool = (file, ...words) =>
  execFileSync(process.execPath, [join(root, "tests/node_modules", file), ...words], {
    cwd: project,
    encoding: "utf8",
  });

writeFileSync(join(project, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
const [packed] = JSON.parse(npm("pack", join(root, "target/npm/thethuc"), "--json"));
npm("install", "--offline", "--no-audit", "--no-fund", `./${packed.filename}`);
const entry = pathToFileURL(join(project, "node_modules/thethuc/index.js"));
const { load } = await import(entry);
const core = await load();
const id = "cong-van-trien-khai";

test("the package holds what it needs and nothing else", () => {
  const files = packed.files.map((file) => file.path).sort();
  assert.deepEqual(files, ["LICENSE", "README.md", "glue.js", "index.d.ts", "index.js", "module.js", "package.json"]);
  const manifest = JSON.parse(readFileSync(join(project, "node_modules/thethuc/package.json"), "utf8"));
  assert.equal(manifest.dependencies, undefined);
  assert.equal(manifest.version, core.version());
});

test("load gives the same core every time", async () => {
  assert.equal(load(), load());
  assert.equal(await load(), core);
});

test("every template has a form and a sample that fills it", () => {
  const templates = core.templates();
  assert.ok(templates.length >= 3);
  for (const template of templates) {
    const schema = core.fields(template.id);
    assert.equal(schema.type, "object");
    const given = Object.keys(core.sample(template.id)).filter((name) => name !== "phien_ban");
    assert.ok(given.length > 1 && given.every((name) => name in schema.properties));
    const { html, css, values, diagnostics } = core.preview(template.id, core.sample(template.id), DAY);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === "error"),
      [],
    );
    assert.match(html, /tt-document/);
    assert.match(css, /font/);
    for (const name of ["trich_yeu", "ky_hieu"].filter((name) => name in schema.properties))
      assert.equal(typeof values[name], "string");
  }
});

test("sections give the text from which free text can start", () => {
  const values = core.sample(id);
  const [section, ...others] = core.sections(id, values, DAY);
  assert.deepEqual(others, []);
  assert.deepEqual([section.name, section.fields], ["nhiem_vu", ["nhiem_vu"]]);
  const { nhiem_vu, ...rest } = values;
  const free = core.preview(id, { ...rest, tu_do: { nhiem_vu: section.text } }, DAY);
  const words = ({ html }) => html.replace(/<[^>]*>/g, "");
  assert.equal(words(free), words(core.preview(id, values, DAY)));
  assert.match(free.html, /data-field="tu_do\.nhiem_vu"/);
});

test("results are plain data that survives structuredClone and JSON", () => {
  const preview = core.preview(id, core.sample(id), DAY);
  assert.deepEqual(structuredClone(preview), preview);
  assert.deepEqual(JSON.parse(JSON.stringify(preview)), preview);
  const bytes = core.docx(id, core.sample(id), DAY);
  assert.ok(bytes instanceof Uint8Array);
  assert.equal(bytes.byteLength, bytes.buffer.byteLength, "the bytes own their memory");
});

test("a document gives its values back", () => {
  const values = core.sample(id);
  const read = core.readValues(core.docx(id, values, DAY));
  assert.deepEqual(read.values, values);
  assert.equal(read.unchanged, true);
  assert.equal(read.date, DAY);
  assert.throws(() => core.readValues(core.docx(id, values, DAY, { values: false })), { name: "Error" });
});

test("a body goes to blocks and back", () => {
  const text = "Phần I\nNHIỆM VỤ\n1. Một\na) Hai\n- Ba";
  const { blocks } = core.parseBody(text);
  assert.equal(blocks.length, 4);
  assert.deepEqual(core.parseBody(core.writeBody(blocks)).blocks, blocks);
});

test("a pasted citation becomes fields, and text of old fonts Unicode", () => {
  const cited = core.parseCitation("Công văn số 4625/BNV-CCHC ngày 02/7/2025 của Bộ Nội vụ về việc tiếp nhận hồ sơ;");
  const { so_ky_hieu, ngay, nguyen_van } = cited;
  assert.deepEqual([so_ky_hieu, ngay, nguyen_van], ["4625/BNV-CCHC", "2025-07-02", ""]);
  assert.equal(core.toUnicode("Céng hßa x· héi chñ nghÜa ViÖt Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
  assert.equal(core.toUnicode("Kế hoạch"), "Kế hoạch");
});

test("a document is numbered, and its row goes to the register", () => {
  const draft = core.docx(id, { ...core.sample(id), so: "", ngay: "2026" }, DAY);
  assert.deepEqual(
    core.recognise(draft).places.map(({ kind }) => kind),
    ["number", "date"],
  );
  const issued = core.issue(draft, { so: "7", ngay: "2026-11-25" });
  assert.ok(issued.bytes instanceof Uint8Array);
  assert.equal(issued.register.entries.length, 10);
  assert.match(issued.register.line, /^07\//);
  const { values, unchanged } = core.readValues(issued.bytes);
  assert.deepEqual([values.so, values.ngay, unchanged], ["7", "2026-11-25", true]);
  assert.throws(() => core.issue(issued.bytes, { so: "8", ngay: "2026-11-25" }), { code: "da-co-so" });
  assert.ok(core.issue(issued.bytes, { so: "8", ngay: "2026-11-25", replace: true }).bytes.length > 0);
});

test("a body is numbered anew, and the references this breaks are listed", () => {
  const { body, changes, references } = core.renumber("Điều 1. Một\nĐiều 3. Hai\nĐiều 4. Theo Điều 3.");
  assert.equal(body, "Điều 1. Một\nĐiều 2. Hai\nĐiều 3. Theo Điều 3.");
  assert.deepEqual(changes[0], { line: 2, before: "Điều 3.", after: "Điều 2." });
  assert.deepEqual(
    references.map(({ text, line, becomes }) => [text, line, becomes]),
    [["Điều 3", 3, "Điều 2"]],
  );
});

test("templates of a folder are opened and used like the others", () => {
  const folder = join(root, "templates", "giay-moi");
  const text = (path) => readFileSync(join(folder, path), "utf8").replace('id = "giay-moi"', 'id = "giay-moi-xa"');
  const paths = ["template.toml", "body.hbs", ...readdirSync(join(folder, "samples")).map((name) => `samples/${name}`)];
  const files = paths.map((path) => ({ path: `giay-moi-xa/${path}`, bytes: new TextEncoder().encode(text(path)) }));
  const { templates, diagnostics } = core.openTemplates(files);
  assert.deepEqual([templates.map((info) => info.id), diagnostics], [["giay-moi-xa"], []]);
  assert.match(core.preview("giay-moi-xa", core.sample("giay-moi-xa"), DAY).html, /GIẤY MỜI/);
  const faults = core.openTemplates([
    { path: "hong/template.toml", bytes: new TextEncoder().encode("id = ") },
  ]).diagnostics;
  assert.ok(
    faults.some(({ location }) => location.file === "hong/template.toml" && location.line === 1),
    JSON.stringify(faults),
  );
});

test("mistakes in values are findings, misuse is an Error with a Vietnamese sentence", () => {
  const { diagnostics } = core.preview(id, { trich_yeu: { sai: 1 } }, DAY);
  assert.ok(diagnostics.some(({ severity, location }) => severity === "error" && location.path === "trich_yeu"));
  const misuse = [
    () => core.fields("khong-co"),
    () => core.docx("khong-co", {}, DAY),
    () => core.docx(id, {}, "hôm nay"),
    () => core.readValues(new Uint8Array([1, 2, 3])),
  ];
  for (const call of misuse) {
    assert.throws(call, (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /[ạảãáàăâđêôơư]/i);
      assert.equal(typeof error.code, "string");
      assert.ok(error.diagnostics.length > 0);
      return true;
    });
  }
  assert.ok(core.docx(id, core.sample(id), DAY).length > 1000, "the core works on after an error");
});

test("the declarations say what a developer needs", () => {
  writeFileSync(join(project, "usage.ts"), readFileSync(join(root, "tests/npm/usage.ts")));
  const options = [
    "--noEmit",
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--lib",
    "es2022,dom",
    "usage.ts",
  ];
  tool("typescript/bin/tsc", ...options);
});

test("a bundle of it works unchanged", async () => {
  writeFileSync(join(project, "main.js"), `import { load } from "thethuc"; globalThis.made = load();`);
  writeFileSync(join(project, "index.html"), `<script type="module" src="./main.js"></script>`);
  // Its helper for older browsers needs a document.
  writeFileSync(join(project, "vite.config.js"), "export default { build: { modulePreload: false } };");
  tool("vite/bin/vite.js", "build", "--logLevel", "error");
  const assets = join(project, "dist/assets");
  const [bundle, ...others] = readdirSync(assets);
  assert.deepEqual(others, [], "one file, no .wasm beside it");
  await import(pathToFileURL(join(assets, bundle)));
  const bundled = await globalThis.made;
  assert.notEqual(bundled, core);
  const values = bundled.sample(id);
  assert.deepEqual(Buffer.from(bundled.docx(id, values, DAY)), filled(id, values)[""]);
});
