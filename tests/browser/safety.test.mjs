// Nothing that is pasted, opened or typed is run or loaded: every try, by every way in, in both browsers.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import PizZip from "pizzip";
import { filled } from "../npm/samples.mjs";
import { BROWSERS, by, downloaded, firstSample, launch, open, press, tab } from "./harness.mjs";
import { stripped } from "./word.mjs";

const LETTER = "cong-van-trien-khai";
const RUN = "globalThis.ran=(globalThis.ran??0)+1";
const AWAY = "https://example.invalid/away";

/** What somebody might write where text belongs: each runs or loads something where text is taken for markup. */
const TRIES = [
  `<script>${RUN}</script>`,
  `<script src="${AWAY}.js"></script>`,
  `<script type="module">${RUN}</script>`,
  `<img src=x onerror="${RUN}">`,
  `<img src="${AWAY}.png">`,
  `<img srcset="${AWAY}.png 1x">`,
  `<picture><source srcset="${AWAY}.webp"><img></picture>`,
  `<svg onload="${RUN}"></svg>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><image href="${AWAY}.svg"/></svg>`,
  `<svg><use href="${AWAY}.svg#a"/></svg>`,
  `<iframe src="javascript:parent.ran=1"></iframe>`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `<object data="${AWAY}.swf"></object>`,
  `<embed src="${AWAY}.swf">`,
  `<video src="${AWAY}.mp4" autoplay onerror="${RUN}"></video>`,
  `<audio src="${AWAY}.mp3" autoplay></audio>`,
  `<video poster="${AWAY}.jpg"></video>`,
  `<link rel="stylesheet" href="${AWAY}.css">`,
  `<link rel="prefetch" href="${AWAY}">`,
  `<style>@import url(${AWAY}.css); body{background:url(${AWAY}.png)}</style>`,
  `<div style="background-image:url(${AWAY}.gif)">x</div>`,
  `<meta http-equiv="refresh" content="0;url=${AWAY}">`,
  `<base href="${AWAY}/">`,
  `<form action="${AWAY}"><input autofocus onfocus="${RUN}"></form>`,
  `<details open ontoggle="${RUN}"><summary>x</summary></details>`,
  `<a href="javascript:${RUN}" autofocus onfocus="${RUN}">x</a>`,
  `<body onload="${RUN}"><marquee onstart="${RUN}">x</marquee>`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${RUN}"></style></mglyph></table></mtext></math>`,
  `<noscript><p title="</noscript><img src=x onerror='${RUN}'>"></noscript>`,
  `<template><script>${RUN}</script></template><portal src="${AWAY}"></portal>`,
  `{{{__proto__}}}{{#with (lookup this "constructor")}}{{/with}}`,
];
const ESCAPES = `"><img src=x onerror="${RUN}"> ' onfocus='${RUN}' ${TRIES[0]}`;

/** Every string of the values with a try behind it, so that all tries and all fields meet. */
function spiked(value, next) {
  if (typeof value === "string") return /^\d|^$/.test(value) ? value : `${value} ${next()}`;
  if (Array.isArray(value)) return value.map((one) => spiked(one, next));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, spiked(one, next)]));
  return value;
}
function spikes() {
  let at = 0;
  return () => TRIES[at++ % TRIES.length];
}

const OUTSIDE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The letter with parts Word would load from elsewhere, run or embed, and no values of ours. */
function hostile(bytes) {
  const zip = new PizZip(stripped(bytes));
  const links = zip.file("word/_rels/document.xml.rels").asText();
  const targets = [
    ["image", `${AWAY}.png`],
    ["hyperlink", `javascript:${RUN}`],
    ["attachedTemplate", `${AWAY}.dotm`],
    ["oleObject", `${AWAY}.bin`],
    ["frame", `${AWAY}.html`],
  ];
  zip.file(
    "word/_rels/document.xml.rels",
    links.replace(
      "</Relationships>",
      `${targets.map(([type, target], i) => `<Relationship Id="rIdTry${i}" Type="${OUTSIDE}/${type}" Target="${target}" TargetMode="External"/>`).join("")}</Relationships>`,
    ),
  );
  const paragraph = (inside) => `<w:p>${inside}</w:p>`;
  const text = (each) =>
    `<w:r><w:t xml:space="preserve">${each.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</w:t></w:r>`;
  const field = (code) =>
    `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${text("kết quả")}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const added = [
    ...TRIES.map((each) => paragraph(text(each))),
    paragraph(field(` INCLUDEPICTURE "${AWAY}.png" `)),
    paragraph(field(` DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" `)),
    paragraph(`<w:hyperlink xmlns:r="${OUTSIDE}" r:id="rIdTry1">${text("liên kết")}</w:hyperlink>`),
  ].join("");
  const xml = zip.file("word/document.xml").asText();
  const body = xml.indexOf("</w:p>", xml.indexOf("Quán triệt")) + "</w:p>".length;
  zip.file("word/document.xml", xml.slice(0, body) + added + xml.slice(body));
  zip.file("word/vbaProject.bin", "Sub AutoOpen()");
  return zip.generate({ type: "nodebuffer", compression: "DEFLATE" });
}

const paste = (page, id, html, text = "") =>
  page.evaluate(
    (selector, html, text) => {
      const data = new DataTransfer();
      if (html !== "") data.setData("text/html", html);
      data.setData("text/plain", text);
      const event = new Event("paste", { bubbles: true, cancelable: true });
      Object.defineProperty(event, "clipboardData", { value: data });
      const field = document.querySelector(selector);
      field.focus();
      if (field.dispatchEvent(event) && text !== "") document.execCommand("insertText", false, text);
    },
    by(id),
    html,
    text,
  );

/** The elements no text may become, wherever they stand beside the page's own. */
const FOREIGN =
  "iframe, object, embed, video, audio, portal, base, picture, marquee, form[action], img[src^='http'], img[onerror], link[href*='example'], script[src*='example'], [href^='javascript'], [onload], [onerror], [onfocus], [ontoggle], [style*='example']";

for (const name of BROWSERS) {
  describe(name, () => {
    let browser;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());

    /** Nothing ran, nothing was asked for, nothing even had to be refused, and no element was made of it. */
    async function untouched({ page, asked, wrong }) {
      await new Promise((done) => setTimeout(done, 300));
      assert.equal(await page.evaluate(() => globalThis.ran), undefined, "something ran");
      assert.deepEqual([asked, wrong], [[], []]);
      assert.deepEqual(await page.evaluate(() => globalThis.refused), []);
      assert.deepEqual(await page.$$eval(FOREIGN, (all) => all.map((one) => one.outerHTML.slice(0, 120))), []);
      assert.equal(await page.evaluate(() => ({}).polluted), undefined);
    }

    test(`pasted into the body and into lines: ${TRIES.length} tries`, async () => {
      const own = await tab(browser);
      const { page } = own;
      await open(page);
      await press(page, "template:cong-van");
      await page.waitForSelector(by("field:noi_dung"));
      for (const each of TRIES) {
        await paste(page, "field:noi_dung", `<p>Trước ${each} sau</p>`, "Trước sau");
        await paste(page, "field:noi_dung", "", each);
      }
      await paste(page, "field:trich_yeu", `<p>${ESCAPES}</p>`, ESCAPES);
      await paste(page, "field:kinh_gui.0", "", TRIES.join("\n"));
      await page.waitForFunction(
        (pages) => document.querySelector(pages).textContent.includes("<math>"),
        {},
        by("pages"),
      );
      await press(page, "versions");
      await page.waitForSelector(by("version-name"), { visible: true });
      await untouched(own);
      await own.close();
    });

    test("values that try print as typed, are kept, listed, saved, and their document opens again", async () => {
      const own = await tab(browser);
      const { page, downloads } = own;
      await open(page);
      const values = spiked(firstSample(LETTER), spikes());
      const file = join(browser.thethuc.downloads, "thu.json");
      writeFileSync(file, JSON.stringify(values).replace("{", '{"__proto__":{"polluted":true},'));
      await (await page.waitForSelector(by("open-file"))).uploadFile(file);
      await press(page, `fits:${LETTER}`);
      await page.waitForFunction(
        (pages) => document.querySelector(pages)?.textContent.includes("<script"),
        {},
        by("pages"),
      );
      await page.waitForSelector(by("kept"));
      await page.$$eval("details", (all) => all.forEach((each) => each.setAttribute("open", "")));
      await untouched(own);
      await press(page, "save");
      const [saved] = await downloaded(downloads, 1);
      await press(page, "home");
      await page.waitForSelector(by("draft"));
      await untouched(own);
      await (await page.waitForSelector(by("open-file"))).uploadFile(join(downloads, saved));
      await page.waitForFunction(
        (pages) => document.querySelector(pages)?.textContent.includes("<script"),
        {},
        by("pages"),
      );
      await untouched(own);
      await own.close();
    });

    test("a document from elsewhere with tries in its text, links, fields and parts", async () => {
      const own = await tab(browser);
      const { page } = own;
      await open(page);
      const file = join(browser.thethuc.downloads, "la.docx");
      writeFileSync(file, hostile(filled(LETTER, firstSample(LETTER))[""]));
      await (await page.waitForSelector(by("open-file"))).uploadFile(file);
      await page.waitForSelector(by("import"), { visible: true });
      await untouched(own);
      await press(page, "import-start");
      await page.waitForFunction(
        (pages) => document.querySelector(pages)?.textContent.includes("<script"),
        {},
        by("pages"),
      );
      await untouched(own);
      await own.close();
    });

    test("a template whose words try", async () => {
      const own = await tab(browser);
      const { page } = own;
      await open(page);
      const quoted = (text) => JSON.stringify(text);
      // What is wrong as a template is refused with its place; words are words.
      const words = TRIES.filter((each) => !each.includes("{{"));
      const fields = words
        .map(
          (each, i) =>
            `[[field]]\nname = "o${i}"\nlabel = ${quoted(each)}\nhelp = ${quoted(each)}\nkind = "line"\ndefault = ${quoted(each)}\n`,
        )
        .join("\n");
      const files = [
        [
          "template.toml",
          `id = "mau-thu"\ntitle = ${quoted(ESCAPES)}\nform = "cong-van"\ngroup = "cong-van"\nversion = 1\n\n${fields}`,
        ],
        ["body.hbs", words.map((_, i) => `{{o${i}}}`).join("\n")],
        ["samples/1.json", JSON.stringify({ ...firstSample("cong-van"), noi_dung: undefined })],
      ];
      await page.$eval(
        by("open-folder"),
        (input, files) => {
          const given = files.map(([path, text]) =>
            Object.defineProperty(new File([text], path.split("/").at(-1)), "webkitRelativePath", {
              value: `mau-thu/${path}`,
            }),
          );
          Object.defineProperty(input, "files", { value: given, configurable: true });
          input.dispatchEvent(new Event("change", { bubbles: true }));
        },
        files,
      );
      await page.waitForSelector(`${by("template:mau-thu")}, ${by("open-dialog")}`, { visible: true });
      const card = await page.$(by("template:mau-thu"));
      assert.ok(
        card,
        await page.evaluate(() => document.querySelector('[data-testid="open-dialog"]')?.innerText ?? ""),
      );
      await untouched(own);
      await press(page, "template:mau-thu");
      await page.waitForSelector(by("field:o0"));
      await untouched(own);
      await own.close();
    });

    test("an address that tries opens the list", async () => {
      const own = await tab(browser);
      for (const each of ESCAPES.split(" ").concat("#/van-ban/__proto__"))
        await open(own.page, `#/${encodeURIComponent(each)}`);
      await untouched(own);
      await own.close();
    });
  });
}
