// Served instead of opened from disk: the page is kept, and opens when the server is gone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { PAGE, launch } from "./harness.mjs";

const TYPES = { html: "text/html", js: "text/javascript", webmanifest: "application/manifest+json" };

test("a served page is installable, and opens again without its server", async () => {
  const asked = [];
  const server = createServer((request, answer) => {
    const name = decodeURIComponent(new URL(request.url, "http://x").pathname).slice(1);
    asked.push(name);
    try {
      const body = readFileSync(join(dirname(PAGE), name));
      answer.writeHead(200, { "content-type": TYPES[name.split(".").at(-1)] ?? "application/octet-stream" }).end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://localhost:${server.address().port}/thethuc.html`;
  const browser = await launch("chrome", { whole: true });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.waitForSelector('[data-testid^="template:"]');
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await page.waitForFunction(async (address) => (await caches.match(address)) !== undefined, {}, address);
    const session = await page.createCDPSession();
    const { manifest, errors } = await session.send("Page.getAppManifest");
    assert.equal(manifest?.name ?? "Thể Thức", "Thể Thức");
    assert.deepEqual(errors, []);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await page.reload();
    await page.waitForSelector('[data-testid^="template:"]');
    assert.ok(
      asked.every((name) => ["thethuc.html", "thethuc-sw.js", "thethuc.webmanifest", "co-quan.js", ""].includes(name)),
      `asked for ${asked}`,
    );
  } finally {
    await browser.close();
    server.close();
  }
});
