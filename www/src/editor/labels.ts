// Numbers at the start of lines: given by a button, or to the line that Enter begins. The next one is worked out from the lines
// before; numbers that are there already are never touched.
import type { Node } from "prosemirror-model";
import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import { type Markup, inlines, labelLength } from "./convert.ts";
import { plain, schema } from "./schema.ts";

const { nodes } = schema;

/** What a button makes of a line. */
export type Label = "phan" | "chuong" | "muc" | "muc_la_ma" | "article" | "clause" | "point" | "item" | "paragraph";

/** The letters of điểm in their order (Annex I, Part I, II.6.đ). */
const LETTERS = "abcdđeghiklmnopqrstuvxy";

const ROMAN: [number, string][] = [
  [1000, "M"],
  [900, "CM"],
  [500, "D"],
  [400, "CD"],
  [100, "C"],
  [90, "XC"],
  [50, "L"],
  [40, "XL"],
  [10, "X"],
  [9, "IX"],
  [5, "V"],
  [4, "IV"],
  [1, "I"],
];

function roman(value: number): string {
  let rest = value;
  let text = "";
  for (const [size, letters] of ROMAN) {
    for (; rest >= size; rest -= size) text += letters;
  }
  return text;
}

function fromRoman(text: string): number {
  let value = 0;
  let rest = text;
  for (const [size, letters] of ROMAN) {
    for (; rest.startsWith(letters); rest = rest.slice(letters.length)) value += size;
  }
  return value;
}

/** The patterns of the labels this file makes; what a line means is still the parser's to say. */
const PATTERNS: Record<Exclude<Label, "paragraph" | "item">, RegExp> = {
  phan: /^Phần ([IVXLCDM]+)$/,
  chuong: /^Chương ([IVXLCDM]+)$/,
  muc: /^Mục (\d+)$/,
  muc_la_ma: /^([IVXLCDM]+)\.(?:\s|$)/,
  article: /^Điều (\d+)[a-zđ]{0,2}\.(?:\s|$)/,
  clause: /^(\d+)\.(?:\s|$)/,
  point: /^([a-zđ])\)(?:\s|$)/,
};

/** What begins a new count of a kind. */
const RESTARTS: Record<keyof typeof PATTERNS, (keyof typeof PATTERNS)[]> = {
  phan: [],
  chuong: ["phan"],
  muc: ["phan", "chuong"],
  muc_la_ma: ["phan", "chuong"],
  article: [],
  clause: ["article", "muc_la_ma", "chuong", "muc", "phan"],
  point: ["clause", "article", "muc_la_ma", "chuong", "muc", "phan"],
};

const KINDS = Object.keys(PATTERNS) as (keyof typeof PATTERNS)[];

function kindOf(text: string): [keyof typeof PATTERNS, string] | undefined {
  for (const kind of KINDS) {
    const found = PATTERNS[kind].exec(text);
    if (found?.[1] !== undefined) return [kind, found[1]];
  }
  return undefined;
}

function after(kind: keyof typeof PATTERNS, last: string | undefined): string {
  const number =
    last === undefined
      ? 1
      : kind === "phan" || kind === "chuong" || kind === "muc_la_ma"
        ? fromRoman(last) + 1
        : Number(last) + 1;
  switch (kind) {
    case "phan":
      return `Phần ${roman(number)}`;
    case "chuong":
      return `Chương ${roman(number)}`;
    case "muc":
      return `Mục ${number}`;
    case "muc_la_ma":
      return `${roman(number)}. `;
    case "article":
      return `Điều ${number}. `;
    case "clause":
      return `${number}. `;
    case "point":
      return `${LETTERS[last === undefined ? 0 : LETTERS.indexOf(last) + 1] ?? "a"}) `;
  }
}

/** The label that comes next before a line of the document. */
function nextLabel(doc: Node, before: number, kind: keyof typeof PATTERNS): string {
  let last: string | undefined;
  doc.forEach((node, at) => {
    if (at >= before || node.type !== nodes.line) return;
    const found = kindOf(plain(inlines(node)));
    if (found?.[0] === kind) last = found[1];
    else if (found && RESTARTS[kind].includes(found[0])) last = undefined;
  });
  return after(kind, last);
}

/** The lines the selection touches, of the body itself. */
function touched(state: EditorState): { node: Node; at: number }[] {
  const found: { node: Node; at: number }[] = [];
  const { from, to } = state.selection;
  state.doc.forEach((node, at) => {
    if (node.type === nodes.line && at < to && at + node.nodeSize > from) found.push({ node, at });
  });
  return found;
}

/** Makes the lines of the selection what a button says, numbered on from the lines before. */
export function setLabel(markup: Markup, kind: Label): Command {
  return (state, dispatch) => {
    if (touched(state).length === 0) return false;
    if (!dispatch) return true;
    const { tr } = state;
    for (const { node, at } of touched(state)) {
      const place = tr.mapping.map(at);
      const text = plain(inlines(node));
      const old = labelLength(markup, text);
      const wanted = kind === "paragraph" ? "" : kind === "item" ? "- " : nextLabel(tr.doc, place, kind);
      const label = wanted.trimEnd() === text.slice(0, old).trimEnd() ? text.slice(0, old) : wanted;
      tr.setNodeMarkup(place, undefined, { ...node.attrs, align: "justify", literal: false });
      tr.insertText(label, place + 1, place + 1 + old);
      tr.removeMark(place + 1, place + 1 + label.length);
    }
    dispatch(tr.scrollIntoView());
    return true;
  };
}

/** Enter goes on counting: after `a) …` comes `b) `; on a line with nothing but its number it takes the number away. */
export function continueLabels(markup: Markup): Command {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    if (!empty || $from.depth !== 1 || $from.parent.type !== nodes.line) return false;
    const text = plain(inlines($from.parent));
    const length = labelLength(markup, text);
    if (length === 0 || $from.parent.attrs.align !== "justify") return false;
    if (
      text.length === length &&
      !PATTERNS.phan.test(text) &&
      !PATTERNS.chuong.test(text) &&
      !PATTERNS.muc.test(text)
    ) {
      dispatch?.(state.tr.delete($from.start(), $from.end()));
      return true;
    }
    if ($from.parentOffset !== $from.parent.content.size) return false;
    const found = kindOf(text);
    const continued = found?.[0] === "clause" || found?.[0] === "point" ? found[0] : undefined;
    const mark = continued ? undefined : /^([-+])\s/.exec(text)?.[1];
    if (!continued && mark === undefined) return false;
    if (dispatch) {
      const { tr } = state;
      tr.split($from.pos);
      const at = tr.mapping.map($from.pos);
      tr.insertText(continued ? nextLabel(tr.doc, at - 1, continued) : `${mark} `, at);
      tr.setSelection(TextSelection.create(tr.doc, tr.selection.from)).setStoredMarks([]);
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}
