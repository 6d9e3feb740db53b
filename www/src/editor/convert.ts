// The text of a body ⇄ the lines of the editor. The core parses and writes; here lines and blocks are only matched up.
import { Fragment, type Node } from "prosemirror-model";
import type { Align, Block, BodyCell, Core, Inline } from "../core/model.ts";
import { plain, schema } from "./schema.ts";

export type Markup = Pick<Core, "parseBody" | "writeBody">;

const { nodes, marks } = schema;

// ---- blocks into lines -------------------------------------------------------------------------------------------------

const words = (text: string, bold = false): Inline => ({ type: "text", text, bold, italic: false });
const embolden = (inlines: Inline[]): Inline[] =>
  inlines.map((piece) => (piece.type === "text" ? { ...piece, bold: true } : piece));
const HEADINGS = { phan: "Phần", chuong: "Chương", muc: "Mục", tieu_muc: "Tiểu mục" } as const;

function content(inlines: Inline[]): Node[] {
  return inlines.flatMap((piece): Node[] => {
    if (piece.type === "break") return [nodes.hard_break.create()];
    if (piece.type === "footnote") return [nodes.footnote.create({ text: piece.text })];
    if (piece.text === "") return [];
    return [
      schema.text(piece.text, [
        ...(piece.bold ? [marks.strong.create()] : []),
        ...(piece.italic ? [marks.em.create()] : []),
      ]),
    ];
  });
}

const line = (inlines: Inline[], attributes: { align?: Align; literal?: boolean } = {}) =>
  nodes.line.create(attributes, content(inlines));
const labelled = (label: string, text: Inline[]) =>
  line(text.length > 0 ? [words(`${label} `), ...text] : [words(label)]);

/** The lines of a parsed body. */
export function toLines(markup: Markup, blocks: Block[]): Node[] {
  let untitled = false;
  return blocks.flatMap((block): Node[] => {
    const follows = untitled;
    untitled = block.type === "heading" && block.level !== "muc_la_ma" && block.title.length === 0;
    switch (block.type) {
      case "heading": {
        if (block.level === "muc_la_ma") return [labelled(`${block.number}.`, block.title)];
        const head = line([words(`${HEADINGS[block.level]} ${block.number}`)]);
        return block.title.length > 0 ? [head, line(block.title)] : [head];
      }
      case "article":
      case "clause": {
        const label = block.type === "article" ? `Điều ${block.number}.` : `${block.number}.`;
        return [labelled(label, block.titled ? embolden(block.text) : block.text)];
      }
      case "point":
        return [labelled(block.label, block.text)];
      case "item":
        return [labelled(block.mark, block.text)];
      case "paragraph":
        return [
          line(block.text, {
            align: block.align,
            literal: block.align === "justify" && (follows || labelLength(markup, plain(block.text)) > 0),
          }),
        ];
      case "page_break":
        return [nodes.page_break.create()];
      case "orientation":
        return [nodes.orientation.create({ landscape: block.landscape })];
      case "appendix":
        return [nodes.appendix.create({ landscape: block.landscape }, content(block.title))];
      case "table":
        return [table(block)];
    }
  });
}

function table(block: Extract<Block, { type: "table" }>): Node {
  const columns = block.columns.length;
  const root = (row: number, column: number): [number, number] => {
    const merge = block.rows[row]?.[column]?.merge;
    return merge === "left" ? root(row, column - 1) : merge === "up" ? root(row - 1, column) : [row, column];
  };
  const spans = (row: number, column: number) => {
    const own = (r: number, c: number) =>
      r < block.rows.length && c < columns && root(r, c).join() === `${row},${column}`;
    let colspan = 1;
    while (own(row, column + colspan)) colspan++;
    let rowspan = 1;
    const whole = (r: number) => Array.from({ length: colspan }, (_, i) => own(r, column + i)).every(Boolean);
    while (whole(row + rowspan)) rowspan++;
    return { colspan, rowspan };
  };
  // What signs of merging leave outside a rectangle is a cell of its own, empty.
  const covered = (row: number, column: number) => {
    const [top, left] = root(row, column);
    const { colspan, rowspan } = spans(top, left);
    return (row !== top || column !== left) && row < top + rowspan && column < left + colspan;
  };
  const rows = block.rows.map((cells, row) =>
    nodes.table_row.create(
      null,
      cells.flatMap((cell, column): Node[] => {
        if (covered(row, column)) return [];
        const { align, width } = block.columns[column] ?? { align: "justify", width: 1 };
        const type = row < block.head_rows ? nodes.table_header : nodes.table_cell;
        const size = cell.merge === "none" ? spans(row, column) : {};
        return [type.create({ ...size, align, width }, line(cell.text))];
      }),
    ),
  );
  return nodes.table.create(null, rows);
}

/** A document of these lines; there is always one to type in. */
export function documentOf(lines: Node[]): Node {
  return nodes.doc.create(null, lines.length > 0 ? lines : [nodes.line.create()]);
}

// ---- lines into text ---------------------------------------------------------------------------------------------------

/** The pieces of a line, its ends without spaces. */
export function inlines(parent: Node): Inline[] {
  const pieces: Inline[] = [];
  parent.forEach((node) => {
    if (node.type === nodes.hard_break) pieces.push({ type: "break" });
    else if (node.type === nodes.footnote) pieces.push({ type: "footnote", text: node.attrs.text as Inline[] });
    else if (node.isText)
      pieces.push({
        type: "text",
        text: node.text ?? "",
        bold: marks.strong.isInSet(node.marks) !== undefined,
        italic: marks.em.isInSet(node.marks) !== undefined,
      });
  });
  return trimmed(pieces);
}

function trimmed(pieces: Inline[]): Inline[] {
  const [first] = pieces;
  const last = pieces[pieces.length - 1];
  if (first?.type === "text") pieces[0] = { ...first, text: first.text.trimStart() };
  const end = pieces[pieces.length - 1];
  if (last && end?.type === "text") pieces[pieces.length - 1] = { ...end, text: end.text.trimEnd() };
  const kept = pieces.filter((piece) => piece.type !== "text" || piece.text !== "");
  return kept.length < pieces.length && kept.length > 0 ? trimmed(kept) : kept;
}

/** What decides what a line is stands at its start. */
const START = 32;
const known = new Map<string, number>();

/** How many letters at the start of a line number it (`Điều 3. `, `a) `), by the core's parser; all of `Chương II`. */
export function labelLength(markup: Markup, text: string): number {
  const start = text.slice(0, START);
  let length = known.get(start);
  if (length === undefined) {
    length = measure(markup, start);
    if (known.size > 5000) known.clear();
    known.set(start, length);
  }
  return length;
}

function measure(markup: Markup, start: string): number {
  const written = markup.writeBody([{ type: "paragraph", align: "justify", text: [words(start.trimEnd())] }]);
  if (!/^\\[^[|]/.test(written)) return 0;
  const [block] = markup.parseBody(written.slice(1)).blocks;
  if (!block) return 0;
  const rest =
    block.type === "heading" ? (block.level === "muc_la_ma" ? block.title : []) : "text" in block ? block.text : [];
  return start.trimEnd().length - plain(rest).length;
}

const written = new WeakMap<Node, string>();
const UNTITLED: Block = { type: "heading", level: "chuong", number: "I", title: [] };
const isHeading = (text: string) => /^(?:Phần|Chương|Mục|Tiểu mục) [IVXLCDM\d]+$/.test(text);

/** The text of the editor's lines. Lines that did not change since are not written again. */
export function toText(markup: Markup, doc: Node): string {
  const texts: string[] = [];
  let before = "";
  doc.forEach((node) => {
    const literal = node.type === nodes.line && node.attrs.literal === true;
    let text = literal ? undefined : written.get(node);
    if (text === undefined) {
      text = textOf(markup, node, literal && isHeading(before));
      if (!literal) written.set(node, text);
    }
    texts.push(text);
    if (text !== "") before = text;
  });
  return texts.join("\n").replace(/^\n+|\n+$/g, "");
}

function textOf(markup: Markup, node: Node, underHeading: boolean): string {
  switch (node.type) {
    case nodes.page_break:
      return markup.writeBody([{ type: "page_break" }]);
    case nodes.orientation:
      return markup.writeBody([{ type: "orientation", landscape: node.attrs.landscape === true }]);
    case nodes.appendix:
      return markup.writeBody([{ type: "appendix", landscape: node.attrs.landscape === true, title: inlines(node) }]);
    case nodes.table:
      return markup.writeBody([tableBlock(node)]);
    default: {
      const text = inlines(node);
      if (text.length === 0) return "";
      const align = node.attrs.align as Align;
      if (node.attrs.literal === true) {
        const lines = markup.writeBody([...(underHeading ? [UNTITLED] : []), { type: "paragraph", align, text }]);
        return underHeading ? lines.slice(lines.indexOf("\n") + 1) : lines;
      }
      const label = align === "justify" ? labelLength(markup, plain(text)) : 0;
      const whole = markup.writeBody([{ type: "paragraph", align, text: label > 0 ? unmarked(text, label) : text }]);
      return label > 0 && whole.startsWith("\\") ? whole.slice(1) : whole;
    }
  }
}

/** A number carries no marks of its own: the layout gives it those of its line. */
function unmarked(text: Inline[], label: number): Inline[] {
  let left = label;
  const pieces: Inline[] = [];
  for (const piece of text) {
    if (piece.type !== "text" || left <= 0) {
      pieces.push(piece);
      continue;
    }
    const head = piece.text.slice(0, left);
    left -= head.length;
    pieces.push(words(head));
    const rest = piece.text.slice(head.length);
    if (rest !== "") pieces.push({ ...piece, text: rest });
  }
  // Neighbours of one look are one text.
  return pieces.reduce<Inline[]>((joined, piece) => {
    const last = joined[joined.length - 1];
    if (piece.type === "text" && last?.type === "text" && last.bold === piece.bold && last.italic === piece.italic)
      joined[joined.length - 1] = { ...last, text: last.text + piece.text };
    else joined.push(piece);
    return joined;
  }, []);
}

function tableBlock(node: Node): Extract<Block, { type: "table" }> {
  const grid: BodyCell[][] = Array.from({ length: node.childCount }, () => []);
  const columns: { align: Align; width: number }[] = [];
  let head_rows = 0;
  node.forEach((row, _, r) => {
    const cells = grid[r] as BodyCell[];
    let column = 0;
    let head = row.childCount > 0;
    row.forEach((cell) => {
      while (cells[column]) column++;
      head &&= cell.type === nodes.table_header;
      const { colspan, rowspan } = cell.attrs as { colspan: number; rowspan: number };
      for (let down = 0; down < rowspan && r + down < grid.length; down++) {
        for (let right = 0; right < colspan; right++) {
          const merge = right > 0 ? "left" : down > 0 ? "up" : "none";
          (grid[r + down] as BodyCell[])[column + right] = { text: merge === "none" ? cellText(cell) : [], merge };
        }
      }
      if (colspan === 1 || !columns[column])
        columns[column] = { align: cell.attrs.align as Align, width: Math.max(1, Number(cell.attrs.width) || 1) };
      column += colspan;
    });
    if (head && head_rows === r) head_rows = r + 1;
  });
  const width = Math.max(...grid.map((cells) => cells.length), 1);
  const rows = grid.map((cells) =>
    Array.from({ length: width }, (_, i): BodyCell => cells[i] ?? { text: [], merge: "none" }),
  );
  return {
    type: "table",
    columns: Array.from({ length: width }, (_, i) => columns[i] ?? { align: "justify", width: 1 }),
    head_rows,
    rows,
  };
}

/** The lines of a cell are one text with breaks. */
function cellText(cell: Node): Inline[] {
  const lines: Inline[][] = [];
  cell.forEach((child) => void lines.push(inlines(child)));
  while (lines.length > 1 && lines[lines.length - 1]?.length === 0) lines.pop();
  return lines.flatMap((text, i) => (i > 0 ? [{ type: "break" }, ...text] : text));
}

/** The lines of a text in the conventions, ready to be put in. */
export function fragmentOf(markup: Markup, text: string): Fragment {
  return Fragment.from(toLines(markup, markup.parseBody(text).blocks));
}
