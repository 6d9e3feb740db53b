// HTML from Word, Excel, web pages and other editors, read into what a body knows. The browser's own parser never sees it: it is
// taken apart here as text, so that nothing in it can run or be loaded, and only letters and what a body knows come over.
import type { ChildNode, Element as Tag } from "domhandler";
import { parseDocument } from "htmlparser2";
import type { Inline } from "../../core/model.ts";

export interface Pasted {
  /** In the conventions, before old fonts and parts of letters were put right. */
  blocks: PastedBlock[];
  /** What has no place in a body and was left out. */
  dropped: { images: number; other: number };
}

export interface PastedText {
  text: string;
  bold: boolean;
  italic: boolean;
  /** The font it had, for letters from before Unicode. */
  font: string;
}

/** A letter run, the end of a line, or a footnote of this editor's own. */
export type PastedPiece = PastedText | "break" | { footnote: Inline[] };

export type PastedBlock =
  | { kind: "line"; align: "justify" | "center" | "right"; literal: boolean; text: PastedPiece[] }
  | { kind: "break"; at: "page" | "landscape" | "portrait" }
  | { kind: "appendix"; landscape: boolean; text: PastedPiece[] }
  | { kind: "table"; rows: PastedCell[][]; heads: number };

export interface PastedCell {
  text: PastedPiece[];
  colspan: number;
  rowspan: number;
  head: boolean;
}

interface Look {
  bold: boolean;
  italic: boolean;
  font: string;
  /** White space stands as written. */
  pre: boolean;
}

const BLOCKS = new Set(["P", "DIV", "H1", "H2", "H3", "H4", "H5", "H6", "LI", "UL", "OL", "DL", "DT", "DD", "BLOCKQUOTE", "PRE", "SECTION", "ARTICLE", "HEADER", "FOOTER", "MAIN", "ASIDE", "NAV", "FIGURE", "FIGCAPTION", "ADDRESS", "CENTER", "FORM", "FIELDSET", "BODY", "HTML", "HR"]);
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "TITLE", "HEAD", "META", "LINK", "NOSCRIPT", "SELECT", "OPTION", "TEXTAREA", "COLGROUP", "COL", "XML"]);
const PICTURES = new Set(["IMG", "SVG", "CANVAS", "PICTURE", "MATH"]);
const FOREIGN = new Set(["IFRAME", "OBJECT", "EMBED", "VIDEO", "AUDIO", "FRAME", "FRAMESET", "APPLET"]);
const LETTERS = "abcdđeghiklmnopqrstuvxy";

/** Reads what was pasted. */
export function readHtml(html: string): Pasted {
  const reader = new Reader();
  reader.children(parseDocument(html, { decodeEntities: true }).children, { bold: false, italic: false, font: "", pre: false });
  reader.end();
  return { blocks: reader.blocks, dropped: reader.dropped };
}

const attribute = (tag: Tag, name: string) => tag.attribs[name];
const isTag = (node: ChildNode): node is Tag => node.type === "tag" || node.type === "script" || node.type === "style";
const upper = (tag: Tag) => tag.name.toUpperCase();

/** All letters within. */
function letters(nodes: ChildNode[]): string {
  return nodes.map((node) => (node.type === "text" ? node.data : isTag(node) ? letters(node.children) : "")).join("");
}

class Reader {
  blocks: PastedBlock[] = [];
  dropped = { images: 0, other: 0 };
  #text: PastedPiece[] = [];
  #align: "justify" | "center" | "right" = "justify";
  #literal = false;

  children(nodes: ChildNode[], look: Look): void {
    for (const node of nodes) {
      if (node.type === "text") this.#letters(node.data, look);
      else if (isTag(node)) this.#element(node, look);
    }
  }

  #letters(source: string, look: Look): void {
    const text = look.pre ? source : source.replace(/[ \t\r\n\f]+/g, " ");
    if (!look.pre) {
      if (text !== "") this.#text.push({ text, bold: look.bold, italic: look.italic, font: look.font });
      return;
    }
    text.split(/\r?\n/).forEach((line, i) => {
      if (i > 0) this.end();
      if (line !== "") this.#text.push({ text: line, bold: look.bold, italic: look.italic, font: look.font });
    });
  }

  #element(element: Tag, outer: Look): void {
    const name = upper(element);
    const style = (attribute(element, "style") ?? "").toLowerCase();
    if (SILENT.has(name) || /display\s*:\s*none|mso-hide\s*:\s*all/.test(style)) return;
    if (PICTURES.has(name) || name === "V:IMAGEDATA") {
      this.dropped.images++;
      return;
    }
    if (FOREIGN.has(name)) {
      this.dropped.other++;
      return;
    }
    const look = looks(element, name, style, outer);
    if (name === "BR") {
      // The last break of a line is only how a line ends.
      const parent = element.parent;
      if (element.next || !parent || !("name" in parent) || !BLOCKS.has(upper(parent as Tag))) this.#text.push("break");
      return;
    }
    if (name === "SUP" && attribute(element, "data-footnote") !== undefined) {
      const text = footnote(attribute(element, "data-footnote") ?? "");
      if (text.length > 0) this.#text.push({ footnote: text });
      return;
    }
    if (name === "HR" && attribute(element, "data-break") !== undefined) {
      this.end();
      const at = attribute(element, "data-break");
      this.blocks.push({ kind: "break", at: at === "landscape" || at === "portrait" ? at : "page" });
      return;
    }
    if (name === "TABLE") {
      this.end();
      const table = this.#table(element, look);
      if (table) this.blocks.push(table);
      return;
    }
    if (!BLOCKS.has(name)) {
      // Word hides the number of a list in a span that it ignores itself; the number is text here.
      if (/mso-list\s*:\s*ignore/.test(style)) {
        const label = letters(element.children).replace(/[\s\u00a0]+/g, " ").trim();
        if (label !== "") this.#text.push({ text: `${/^[•·o§Ø§ü▪■●○–-]$/.test(label) ? "-" : label} `, bold: false, italic: false, font: "" });
        return;
      }
      this.children(element.children, look);
      return;
    }
    this.end();
    const appendix = attribute(element, "data-appendix");
    const align = /(?<![\w-])text-align\s*:\s*(center|right)/.exec(style)?.[1] ?? attribute(element, "data-align") ?? attribute(element, "align")?.toLowerCase();
    const before = this.#align;
    if (align === "center" || align === "right") this.#align = align;
    else if (name === "CENTER") this.#align = "center";
    if (name === "LI") this.#text.push({ text: listLabel(element), bold: false, italic: false, font: "" });
    this.#literal = attribute(element, "data-literal") === "true";
    this.children(element.children, appendix === undefined ? look : { ...look, bold: false });
    if (appendix === undefined) this.end();
    else {
      this.blocks.push({ kind: "appendix", landscape: appendix === "landscape", text: tidy(this.#text) });
      this.#text = [];
    }
    this.#literal = false;
    this.#align = before;
  }

  /** The line so far is whole. */
  end(): void {
    const text = tidy(this.#text);
    this.#text = [];
    if (text.length > 0) this.blocks.push({ kind: "line", align: this.#align, literal: this.#literal, text });
  }

  #table(table: Tag, look: Look): PastedBlock | undefined {
    const rows: PastedCell[][] = [];
    for (const { row, head } of rowsOf(table)) {
      const cells: PastedCell[] = [];
      for (const cell of row.children) {
        if (!isTag(cell) || (cell.name !== "td" && cell.name !== "th")) continue;
        const inside = new Reader();
        const style = (attribute(cell, "style") ?? "").toLowerCase();
        const { bold, ...rest } = looks(cell, upper(cell), style, { ...look, bold: false });
        inside.children(cell.children, { ...rest, bold: bold && !head });
        inside.end();
        this.dropped.images += inside.dropped.images;
        this.dropped.other += inside.dropped.other;
        cells.push({
          text: inside.blocks.flatMap((block, i) => [...(i > 0 ? ["break" as const] : []), ...flat(block)]),
          colspan: span(cell, "colspan"),
          rowspan: span(cell, "rowspan"),
          head: cell.name === "th" || head,
        });
      }
      if (cells.length > 0) rows.push(cells);
    }
    while (rows.length > 0 && rows[rows.length - 1]?.every((cell) => cell.text.length === 0)) rows.pop();
    if (rows.length === 0) return undefined;
    const first = rows.findIndex((cells) => !cells.every((cell) => cell.head));
    return { kind: "table", rows, heads: first < 0 ? rows.length - 1 : first };
  }
}

/** The rows of a table itself, and whether each is of its head; not those of tables within it. */
function rowsOf(table: Tag, head = false): { row: Tag; head: boolean }[] {
  return table.children.flatMap((child) => {
    if (!isTag(child)) return [];
    if (child.name === "tr") return [{ row: child, head }];
    return ["thead", "tbody", "tfoot"].includes(child.name) ? rowsOf(child, child.name === "thead") : [];
  });
}

/** A footnote of this editor that came through the clipboard: letters and their look, whatever else it says it is. */
function footnote(source: string): Inline[] {
  try {
    const given: unknown = JSON.parse(source);
    if (!Array.isArray(given)) return [];
    return given.flatMap((piece: unknown): Inline[] => {
      const { text, bold, italic } = (piece ?? {}) as Record<string, unknown>;
      return typeof text === "string" ? [{ type: "text", text, bold: bold === true, italic: italic === true }] : [];
    });
  } catch {
    return [];
  }
}

/** A table within a cell is only text there. */
function flat(block: PastedBlock): PastedPiece[] {
  if (block.kind === "line" || block.kind === "appendix") return block.text;
  if (block.kind === "break") return [];
  return block.rows.flatMap((row, r) => [
    ...(r > 0 ? ["break" as const] : []),
    ...row.flatMap((cell, c) => [...(c > 0 ? [{ text: " ", bold: false, italic: false, font: "" }] : []), ...cell.text]),
  ]);
}

const span = (cell: Tag, name: string) => Math.min(63, Math.max(1, Number.parseInt(attribute(cell, name) ?? "1", 10) || 1));

function looks(element: Tag, name: string, style: string, outer: Look): Look {
  const look = { ...outer };
  if (name === "B" || name === "STRONG" || /^H[1-6]$/.test(name)) look.bold = true;
  if (name === "I" || name === "EM") look.italic = true;
  const weight = /(?<![\w-])font-weight\s*:\s*([a-z0-9]+)/.exec(style)?.[1];
  if (weight !== undefined) look.bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  const slant = /(?<![\w-])font-style\s*:\s*([a-z]+)/.exec(style)?.[1];
  if (slant !== undefined) look.italic = slant === "italic" || slant === "oblique";
  const font = /(?<![\w-])font-family\s*:\s*["']?([^;"',]+)/.exec(style)?.[1] ?? attribute(element, "face");
  if (font !== undefined) look.font = font.trim().toLowerCase();
  if (name === "PRE" || /white-space\s*:\s*(?:pre|break-spaces)/.test(style)) look.pre = !/mso-spacerun/.test(style);
  return look;
}

/** The number of an entry, as the browser would count it. */
function listLabel(item: Tag): string {
  const list = item.parent;
  if (!list || !("name" in list) || (list as Tag).name !== "ol") return "- ";
  const own = list as Tag;
  const entries = own.children.filter((child) => isTag(child) && child.name === "li");
  const number = (Number.parseInt(attribute(own, "start") ?? "1", 10) || 1) + entries.indexOf(item);
  const type = attribute(own, "type") ?? (/list-style(?:-type)?\s*:\s*lower-(?:alpha|latin)/.test(attribute(own, "style") ?? "") ? "a" : "1");
  return type === "a" ? `${LETTERS[number - 1] ?? number}) ` : `${number}. `;
}

/** No spaces at the ends, none doubled across pieces, no break at the ends. */
function tidy(pieces: PastedPiece[]): PastedPiece[] {
  const result: PastedPiece[] = [];
  for (const piece of pieces) {
    const last = result[result.length - 1];
    if (!isText(piece)) {
      if (last !== undefined || piece !== "break") result.push(piece);
      continue;
    }
    const open = last === undefined || last === "break" || (isText(last) && /\s$/.test(last.text));
    const text = piece.text.replace(/\u00a0/g, " ").replace(/ {2,}/g, " ");
    const kept = open ? text.replace(/^ +/, "") : text;
    if (kept === "") continue;
    if (last !== undefined && isText(last) && last.bold === piece.bold && last.italic === piece.italic && last.font === piece.font) result[result.length - 1] = { ...last, text: last.text + kept };
    else result.push({ ...piece, text: kept });
  }
  for (let last = result[result.length - 1]; last !== undefined; last = result[result.length - 1]) {
    if (last === "break" || (isText(last) && last.text.trimEnd() === "")) {
      result.pop();
      continue;
    }
    if (isText(last)) result[result.length - 1] = { ...last, text: last.text.trimEnd() };
    break;
  }
  return result;
}

export const isText = (piece: PastedPiece): piece is PastedText => typeof piece === "object" && "text" in piece;
