// What is on the clipboard, as lines of the body.
import { Fragment, type Node, Slice } from "prosemirror-model";
import type { Core, Inline } from "../../core/model.ts";
import { type Markup, fragmentOf } from "../convert.ts";
import { schema } from "../schema.ts";
import { type Pasted, type PastedBlock, type PastedPiece, type PastedText, isText, readHtml } from "./html.ts";
import { plainLists, rejoined } from "./text.ts";

export type Clipboard = Markup & Pick<Core, "toUnicode" | "renumber">;

export interface Brought {
  slice: Slice;
  images: number;
  other: number;
  /** Letters of an old font were turned into Unicode. */
  converted: boolean;
}

const { nodes, marks } = schema;

/** Fonts whose letters are no Unicode: TCVN3 (.VnTime, .VnTimeH for capitals) and VNI. */
const OLD_FONT = /^(?:\.vn|vni-)/;

export function fromClipboard(core: Clipboard, html: string, text: string): Brought {
  const rich = html === "" ? undefined : readHtml(html);
  // A page's HTML around nothing but plain lines says no more than the text does.
  return rich && rich.blocks.length > 0 ? fromHtml(core, rich) : fromText(core, text);
}

function fromText(core: Clipboard, text: string): Brought {
  const unicode = core.toUnicode(text).normalize("NFC");
  const rows = unicode.trim().split(/\r?\n/);
  const table = rows.length > 1 && rows.every((row) => row.includes("\t"));
  const content = table ? Fragment.from(cellsTable(rows)) : fragmentOf(core, rejoined(plainLists(unicode)));
  return { slice: sliceOf(content), images: 0, other: 0, converted: unicode !== text.normalize("NFC") };
}

/** Lines with tabs are the cells of a spreadsheet. */
function cellsTable(rows: string[]): Node {
  const cells = rows.map((row) => row.split("\t"));
  const width = Math.max(...cells.map((row) => row.length));
  return nodes.table.create(
    null,
    cells.map((row, r) =>
      nodes.table_row.create(
        null,
        Array.from({ length: width }, (_, c) =>
          (r === 0 ? nodes.table_header : nodes.table_cell).create(
            null,
            nodes.line.create(null, textNodes(row[c]?.trim() ?? "")),
          ),
        ),
      ),
    ),
  );
}

const textNodes = (text: string) => (text === "" ? [] : [schema.text(text)]);

function fromHtml(core: Clipboard, pasted: Pasted): Brought {
  let converted = false;
  const right = (piece: PastedText): string => {
    const old = OLD_FONT.test(piece.font);
    let text = core.toUnicode(piece.text).normalize("NFC");
    if (text !== piece.text.normalize("NFC")) converted = true;
    if (old && /^\.vn.*h$/.test(piece.font)) text = text.toLocaleUpperCase("vi");
    return text;
  };
  const letters = (pieces: PastedText[]): Inline[] =>
    joined(core, pieces)
      .filter(isText)
      .map((piece) => ({ type: "text", text: right(piece), bold: piece.bold, italic: piece.italic }));
  const inline = (pieces: PastedPiece[]): Node[] =>
    joined(core, pieces).flatMap((piece) => {
      if (piece === "break") return [nodes.hard_break.create()];
      if (!isText(piece)) return [nodes.footnote.create({ text: letters(piece.footnote) })];
      const text = right(piece);
      return text === ""
        ? []
        : [
            schema.text(text, [
              ...(piece.bold ? [marks.strong.create()] : []),
              ...(piece.italic ? [marks.em.create()] : []),
            ]),
          ];
    });
  const block = (each: PastedBlock): Node => {
    switch (each.kind) {
      case "line":
        return nodes.line.create({ align: each.align, literal: each.literal }, inline(hyphened(each.text)));
      case "appendix":
        return nodes.appendix.create({ landscape: each.landscape }, inline(each.text));
      case "break":
        return each.at === "page"
          ? nodes.page_break.create()
          : nodes.orientation.create({ landscape: each.at === "landscape" });
      case "table":
        return pastedTable(each, inline);
    }
  };
  const content = Fragment.from(pasted.blocks.map(block));
  return { slice: sliceOf(content), images: pasted.dropped.images, other: pasted.dropped.other, converted };
}

/** Old letters are recognised better in a whole line than in its pieces. */
function joined(core: Clipboard, pieces: PastedPiece[]): PastedPiece[] {
  const texts = pieces.filter(isText);
  const whole = texts.map((piece) => piece.text).join("");
  if (
    core.toUnicode(whole) === whole ||
    !texts.every((piece) => piece.bold === texts[0]?.bold && piece.italic === texts[0]?.italic)
  )
    return pieces;
  return texts.length < pieces.length || !texts[0] ? pieces : [{ ...texts[0], text: whole }];
}

/** The mark of a list is the hyphen clerks type. */
function hyphened(pieces: PastedPiece[]): PastedPiece[] {
  const [first] = pieces;
  return first && isText(first) ? [{ ...first, text: plainLists(first.text) }, ...pieces.slice(1)] : pieces;
}

function pastedTable(table: Extract<PastedBlock, { kind: "table" }>, inline: (pieces: PastedPiece[]) => Node[]): Node {
  // Rows may be ragged, and spans may point outside: only what is a whole grid becomes a table.
  const rows = table.rows.length;
  const taken: boolean[][] = Array.from({ length: rows }, () => []);
  let width = 0;
  const placed = table.rows.map((cells, r) =>
    cells.map((cell) => {
      const row = taken[r] as boolean[];
      let column = 0;
      while (row[column]) column++;
      let colspan = 1;
      while (colspan < cell.colspan && !row[column + colspan]) colspan++;
      const rowspan = Math.min(cell.rowspan, rows - r);
      for (let down = 0; down < rowspan; down++)
        for (let right = 0; right < colspan; right++) (taken[r + down] as boolean[])[column + right] = true;
      width = Math.max(width, column + colspan);
      return { cell, colspan, rowspan };
    }),
  );
  const create = (r: number, attributes: object, content: Node[]) =>
    (r < table.heads ? nodes.table_header : nodes.table_cell).create(attributes, nodes.line.create(null, content));
  return nodes.table.create(
    null,
    placed.map((cells, r) => {
      const own = cells.map(({ cell, colspan, rowspan }) => create(r, { colspan, rowspan }, inline(cell.text)));
      const filled = (taken[r] as boolean[]).filter(Boolean).length;
      return nodes.table_row.create(null, [...own, ...Array.from({ length: width - filled }, () => create(r, {}, []))]);
    }),
  );
}

/** Whole lines join the text they are put into at both ends; tables stay tables. */
function sliceOf(content: Fragment): Slice {
  const open = (node: Node | null | undefined) => (node?.type === nodes.line ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}
