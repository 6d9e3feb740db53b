// The finished page as a clerk has it: opened from disk in a real browser, every request but the file's own refused.
import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { DAY, DEEP, root } from "../npm/samples.mjs";

export const PAGE = join(root, "www/dist/thethuc.html");
export const OWN = pathToFileURL(PAGE).href;
export const PATIENCE = 20_000;
/** DAY in Việt Nam is still the day before in Greenwich. */
const ZONE = "Asia/Ho_Chi_Minh";
const NOW = Date.parse(`${DAY}T00:30:00+07:00`);

const PROGRAMS = { chrome: "/usr/bin/chromium", firefox: "/usr/bin/firefox-esr" };
/** Chromium without its own window, which takes half of what a test takes: the same engine, but what it stores is gone with it. */
const SHELL = "/usr/bin/chromium-headless-shell";
/** Those the page is made for, by the names puppeteer knows them by: what they do each in its own way is tested in both. */
export const BOTH = Object.keys(PROGRAMS);
/** Those in which all the rest is tested: both with `--deep`. */
export const BROWSERS = DEEP ? BOTH : ["chrome"];
/** For one of both, what declares a test of something they do alike. */
export const alike = (name) => (BROWSERS.includes(name) ? test : () => {});

const ARGUMENTS = {
  chrome: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    // Parts of the browser's own window that are pages themselves: each tab in a storage of its own loaded them, half of what a test took.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,PreloadTopChromeWebUI,InitialWebUI,WebUIToolbar,WebUIReloadButton",
    "--window-size=1366,768",
  ],
  firefox: ["--width=1366", "--height=768"],
};
/** Firefox takes its time zone from here and not from the driver. */
const ENVIRONMENT = { ...process.env, TZ: ZONE };
/** Firefox asks its maker for things of its own; none of that is the page's. Its panel of downloads would take the focus. */
const QUIET = {
  "browser.download.alwaysOpenPanel": false,
  "browser.shell.checkDefaultBrowser": false,
  "browser.download.folderList": 2,
  "browser.download.useDownloadDir": true,
  "browser.helperApps.neverAsk.saveToDisk":
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document,application/json,application/zip,application/octet-stream",
};

/** Those still open. A test that failed has not closed its own, and a browser that runs on would keep the test program from ending. */
const running = new Set();
after(() => Promise.all([...running].map((browser) => browser.close())));

/**
 * Starts a browser: the one people have if it has to be `whole`, and always with `--deep`. `profile` is a folder it keeps
 * its storage in, a fresh one unless given.
 */
export async function launch(name = "chrome", { profile, downloads, whole = DEEP } = {}) {
  const shell = name === "chrome" && !whole;
  const executablePath = shell ? SHELL : PROGRAMS[name];
  assert.ok(existsSync(executablePath), `Debian's ${executablePath} is not installed`);
  const own = profile === undefined ? mkdtempSync(join(tmpdir(), "thethuc-profile-")) : undefined;
  const folder = downloads ?? mkdtempSync(join(tmpdir(), "thethuc-downloads-"));
  const browser = await puppeteer.launch({
    browser: name,
    executablePath,
    headless: shell ? "shell" : true,
    userDataDir: profile ?? own,
    args: ARGUMENTS[name],
    env: ENVIRONMENT,
    extraPrefsFirefox: { ...QUIET, "browser.download.dir": folder },
    ...(name === "chrome" ? { downloadBehavior: into(folder) } : {}),
    defaultViewport: { width: 1366, height: 768 },
  });
  const ended = browser.close.bind(browser);
  browser.close = async () => {
    await ended();
    for (const made of [own, downloads === undefined ? folder : undefined])
      if (made) rmSync(made, { recursive: true, force: true, maxRetries: 5 });
  };
  browser.thethuc = { name, downloads: folder };
  running.add(browser);
  browser.on("disconnected", () => running.delete(browser));
  return browser;
}

const into = (folder) => ({ policy: "allow", downloadPath: folder });

/** A storage and a folder of downloads as in a browser that was never used, for tabs to share; without a start of its own. */
export async function unused(browser) {
  const downloads = mkdtempSync(join(browser.thethuc.downloads, "unused-"));
  const context = await browser.createBrowserContext({ downloadBehavior: into(downloads) });
  context.thethuc = { downloads };
  return context;
}

/**
 * A tab whose requests are recorded and refused, on DAY. It has a storage of its own unless `context` gives one to share.
 * `beside` is the script in the page's folder; Firefox reads it from there, see `placed`.
 */
export async function tab(browser, { picker = false, context, own = OWN, beside = "" } = {}) {
  const { name } = browser.thethuc;
  const shared = context ?? (await unused(browser));
  const page = await shared.newPage();
  page.setDefaultTimeout(PATIENCE);
  const asked = [];
  const wrong = [];
  page.on(
    "console",
    (message) => ["error", "warn"].includes(message.type()) && wrong.push(`${message.type()}: ${message.text()}`),
  );
  page.on("pageerror", (error) => wrong.push(String(error)));
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] === own && request.isNavigationRequest()) return request.continue();
    // Bytes the page made itself, and the empty page; they go nowhere.
    if (/^(data|blob|about):/.test(url)) return request.continue();
    // What an administrator may put beside the page; a test says what, most have nothing there.
    if (url === new URL("co-quan.js", own).href)
      return request.respond({ status: 200, contentType: "text/javascript", body: beside });
    asked.push(url);
    return request.abort();
  });
  const { downloads } = shared.thethuc ?? browser.thethuc;
  if (name === "chrome") await page.emulateTimezone(ZONE);
  await page.evaluateOnNewDocument(
    (now, picker) => {
      const Real = Date;
      const started = performance.now();
      // DAY, and time goes on.
      const clock = () => Math.floor(now + performance.now() - started);
      globalThis.Date = class extends Real {
        constructor(...words) {
          super(...(words.length === 0 ? [clock()] : words));
        }
        static now() {
          return clock();
        }
      };
      if (picker) {
        globalThis.picked = [];
        globalThis.showSaveFilePicker = async ({ suggestedName }) => ({
          name: suggestedName,
          createWritable: async () => ({
            write: async (data) =>
              globalThis.picked.push({ name: suggestedName, bytes: [...new Uint8Array(await data.arrayBuffer())] }),
            close: async () => {},
          }),
        });
      } else {
        // No dialog can be answered here; without it the page saves by a download.
        delete globalThis.showSaveFilePicker;
        delete globalThis.showDirectoryPicker;
        delete globalThis.showOpenFilePicker;
      }
      globalThis.refused = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        globalThis.refused.push(event.effectiveDirective),
      );
      const card = () => document.querySelector('[data-testid^="template:"]');
      new MutationObserver((_, observer) => {
        if (!card()) return;
        // Drawn, not only made.
        requestAnimationFrame(() => setTimeout(() => (globalThis.usableAt ??= performance.now())));
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    },
    NOW,
    picker,
  );
  const close = () => (context === undefined ? shared : page).close();
  return { page, asked, wrong, downloads, context: shared, close };
}

/** The address of the page in a folder where an administrator has put this script beside it. */
export function placed(browser, script) {
  const folder = mkdtempSync(join(browser.thethuc.downloads, "share-"));
  copyFileSync(PAGE, join(folder, "thethuc.html"));
  writeFileSync(join(folder, "co-quan.js"), script);
  return pathToFileURL(join(folder, "thethuc.html")).href;
}

/** The selector of a test id. */
export const by = (id) => `[data-testid="${id}"]`;

/** Clicks what may not be there, not work or not stand still yet, away from the bars that stand over the form. */
export async function press(page, id) {
  const button = await page.waitForSelector(`${by(id)}:not(:disabled)`, { visible: true });
  try {
    await button.evaluate(still);
    await button.click();
  } catch (error) {
    // The list it stands in was drawn again; it was not clicked.
    if (!/detached/.test(error.message)) throw error;
    await press(page, id);
  }
}

/** In the page: an element in the middle of the window, once what was drawn above it moves it no more. */
async function still(element) {
  const place = () => JSON.stringify(element.getBoundingClientRect());
  element.scrollIntoView({ block: "center" });
  let before = "";
  while (before !== place()) {
    before = place();
    await new Promise((passed) => setTimeout(passed, 20));
  }
}

export async function open(page, hash = "") {
  await page.goto(OWN + hash, { waitUntil: "load" });
  await page.waitForSelector(hash === "" ? '[data-testid^="template:"]' : "main");
}

/** Chooses a template of the list and fills in its example. */
export async function chosen(page, template) {
  await press(page, `template:${template}`);
  await press(page, "example");
  await page.waitForFunction((count) => Number(document.querySelector(count)?.dataset.pages) > 0, {}, by("page-count"));
}

export async function example(page, template) {
  await open(page);
  await chosen(page, template);
}

/** Once what was typed is in the database: until then it stands in the page's journal. */
export const written = (page) =>
  page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.startsWith("thethuc:journal:")), {
    // A tab behind another draws no frames to wait for.
    polling: 20,
  });

/** Pastes a text into what a selector names, as the clipboard would. */
export const paste = (page, selector, text) =>
  page.evaluate(
    (selector, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      const event = new Event("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: data });
      document.querySelector(selector).dispatchEvent(event);
    },
    selector,
    text,
  );

/** Pastes where the cursor is; what the page does not take itself the browser inserts. */
export const insert = (page, text) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.defineProperty(event, "clipboardData", { value: data });
    if (document.activeElement.dispatchEvent(event)) document.execCommand("insertText", false, text);
  }, text);

/** Until the pages show these words, however their lines are broken. */
export const shown = (page, text) =>
  page.waitForFunction(
    (pages, text) => document.querySelector(pages)?.textContent.replace(/\s+/g, "").includes(text),
    {},
    by("pages"),
    text.replace(/\s+/g, ""),
  );

/** Selects everything in the focused input. */
export async function selectAll(page) {
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
}

/** The names of the downloaded files, once there are so many and none is half-way. */
export async function downloaded(folder, count, ending = ".docx") {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const names = readdirSync(folder).filter((name) => name.endsWith(ending));
    const whole = !readdirSync(folder).some((name) => /\.(part|crdownload)$/.test(name));
    if (names.length >= count && whole) return names.sort();
    if (Date.now() > until) throw new Error(`saved: ${readdirSync(folder).join(", ") || "nothing"}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The ids of all built-in templates. */
export const templates = readdirSync(join(root, "templates"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Of each form the first of these templates. */
export function eachForm(ids) {
  const first = new Map();
  for (const id of ids) {
    const [, form] = /^form = "(.+)"$/m.exec(readFileSync(join(root, "templates", id, "template.toml"), "utf8"));
    if (!first.has(form)) first.set(form, id);
  }
  return [...first.values()];
}

export const firstSample = (id) => {
  const folder = join(root, "templates", id, "samples");
  return JSON.parse(readFileSync(join(folder, readdirSync(folder).sort()[0]), "utf8"));
};
