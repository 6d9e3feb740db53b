// What a body may hold while it is edited: lines as the clerk types them, with their numbers as text, and the few things a line
// cannot be. What a line means is never stored here; the core's parser says it (structure.ts).
import { type DOMOutputSpec, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";
import type { Align, Inline } from "../core/model.ts";

export const ALIGNS: Align[] = ["left", "center", "right", "justify"];
const align = (element: HTMLElement): Align => ALIGNS.find((each) => each === element.dataset.align) ?? "justify";

const tables = tableNodes({
  tableGroup: "block",
  cellContent: "line+",
  cellAttributes: {
    align: {
      default: "justify",
      getFromDOM: align,
      setDOMAttr: (value, attributes) => (attributes["data-align"] = value),
    },
    /** Width of the column in relation to the others. */
    width: {
      default: 1,
      getFromDOM: (element) => Number(element.dataset.width) || 1,
      setDOMAttr: (value, attributes) => (attributes["data-width"] = value),
    },
  },
});

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    line: {
      group: "block",
      content: "inline*",
      attrs: {
        align: { default: "justify" },
        /** Prints as typed, whatever its start looks like, and is no title. */
        literal: { default: false },
      },
      parseDOM: [
        { tag: "p", getAttrs: (element) => ({ align: align(element), literal: element.dataset.literal === "true" }) },
      ],
      toDOM: (node): DOMOutputSpec => [
        "p",
        { "data-align": node.attrs.align, ...(node.attrs.literal && { "data-literal": "true" }) },
        0,
      ],
    },
    appendix: {
      group: "block",
      content: "inline*",
      defining: true,
      attrs: { landscape: { default: false } },
      parseDOM: [
        { tag: "h2[data-appendix]", getAttrs: (element) => ({ landscape: element.dataset.appendix === "landscape" }) },
      ],
      toDOM: (node): DOMOutputSpec => ["h2", { "data-appendix": node.attrs.landscape ? "landscape" : "portrait" }, 0],
    },
    page_break: {
      group: "block",
      atom: true,
      parseDOM: [{ tag: "hr[data-break=page]" }],
      toDOM: (): DOMOutputSpec => ["hr", { "data-break": "page" }],
    },
    orientation: {
      group: "block",
      atom: true,
      attrs: { landscape: { default: true } },
      parseDOM: [
        { tag: "hr[data-break=landscape]", attrs: { landscape: true } },
        { tag: "hr[data-break=portrait]", attrs: { landscape: false } },
      ],
      toDOM: (node): DOMOutputSpec => ["hr", { "data-break": node.attrs.landscape ? "landscape" : "portrait" }],
    },
    ...tables,
    text: { group: "inline" },
    hard_break: {
      group: "inline",
      inline: true,
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: (): DOMOutputSpec => ["br"],
    },
    footnote: {
      group: "inline",
      inline: true,
      atom: true,
      attrs: { text: { default: [] as Inline[] } },
      toDOM: (node): DOMOutputSpec => [
        "sup",
        { "data-footnote": JSON.stringify(node.attrs.text), title: plain(node.attrs.text as Inline[]) },
        "※",
      ],
    },
  },
  marks: {
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b" }],
      toDOM: (): DOMOutputSpec => ["strong", 0],
    },
    em: {
      parseDOM: [{ tag: "em" }, { tag: "i" }],
      toDOM: (): DOMOutputSpec => ["em", 0],
    },
  },
});

/** The letters of a text alone. */
export function plain(inlines: Inline[]): string {
  return inlines.map((piece) => (piece.type === "text" ? piece.text : piece.type === "break" ? " " : "")).join("");
}
