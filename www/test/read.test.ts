import assert from "node:assert/strict";
import { test } from "node:test";
import { readSections } from "../src/preview/read.ts";

test("the flow is split into its sections and blocks, whatever the text of a block looks like", () => {
  const blocks = [
    '<p class="tt-a" data-keep-next="true">Trích yếu &lt;/p&gt; &amp; &quot;</p>',
    '<div class="tt-rule" style="margin:0 1pt"></div>',
    '<table class="tt-table"><colgroup><col style="width:1mm"></colgroup><tbody><tr><td><table><tbody><tr><td><p>a<br>b</p></td></tr></tbody></table></td></tr></tbody></table>',
    '<aside class="tt-footnote" data-note="1"><sup>1</sup> Chú thích</aside>',
  ];
  const html = `<div class="tt-document" lang="vi"><section class="tt-section" data-width-mm="210" data-page-number="true">${blocks.join("")}</section><section data-width-mm="297"><p>x</p></section></div>`;
  const sections = readSections(html);
  assert.deepEqual(
    sections.map((section) => section.blocks),
    [blocks, ["<p>x</p>"]],
  );
  assert.equal(sections[0]?.attributes.get("data-width-mm"), "210");
  assert.equal(sections[1]?.attributes.get("data-width-mm"), "297");
});
