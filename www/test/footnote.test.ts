// Where a new footnote comes to stand, whatever is selected.
import assert from "node:assert/strict";
import { test } from "node:test";
import { EditorState, NodeSelection, type Selection, TextSelection } from "prosemirror-state";
import { CellSelection } from "prosemirror-tables";
import type { Node } from "prosemirror-model";
import type { Core } from "../src/core/model.ts";
import { documentOf, toLines, toText } from "../src/editor/convert.ts";
import { schema } from "../src/editor/schema.ts";
import { insertBehind } from "../src/editor/view.ts";
import { loadCore } from "./core.ts";

const core: Core = await loadCore();
const note = schema.nodes.footnote.create({ text: [{ type: "text", text: "x", bold: false, italic: false }] });

function inserted(text: string, select: (doc: Node) => Selection): string {
  const doc = documentOf(toLines(core, core.parseBody(text).blocks));
  const { tr } = EditorState.create({ doc, selection: select(doc) });
  const after = insertBehind(tr, note);
  after.doc.check();
  assert.ok(after.selection instanceof TextSelection && after.selection.empty);
  return toText(core, after.doc);
}

const CASES: [string, string, (doc: Node) => Selection, string][] = [
  ["behind a word and not behind its space", "Theo Luật.", (doc) => TextSelection.create(doc, 1, 6), "Theo^[x] Luật."],
  ["behind words selected backwards", "Theo Luật.", (doc) => TextSelection.create(doc, 5, 1), "Theo^[x] Luật."],
  ["at the caret", "Theo Luật.", (doc) => TextSelection.create(doc, 6), "Theo ^[x]Luật."],
  ["behind several lines", "Một\nHai", (doc) => TextSelection.create(doc, 1, 9), "Một\nHai^[x]"],
  [
    "before a selected break, which stays",
    "Một\n[[trang mới]]\nHai",
    (doc) => NodeSelection.create(doc, 5),
    "Một^[x]\n[[trang mới]]\nHai",
  ],
  [
    "in a line of its own where there is no other",
    "[[trang mới]]",
    (doc) => NodeSelection.create(doc, 0),
    "[[trang mới]]\n^[x]",
  ],
  [
    "in the last of the selected cells",
    "| A | B |\n|-|-|\n| C | D |",
    (doc) => CellSelection.create(doc, 2, 7),
    "| A | B^[x] |\n|-|-|\n| C | D |",
  ],
];
for (const [name, text, select, wanted] of CASES) test(name, () => assert.equal(inserted(text, select), wanted));
