// HTML from Word, Excel, web pages and other editors, read into what a body knows. The browser's own parser never sees it: it is
// taken apart here as text, so that nothing in it can run or be loaded, and only letters and what a body knows come over.
import type { ChildNode, Element as Tag } from "domhandler";
import { parseDocument } from "htmlparser2";

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

/** A letter run, the end of a line, or a footnote. */
export type PastedPiece = PastedText | "break" | { footnote: PastedText[] };

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

const BLOCKS = new Set([
  "P",
  "DIV",
  "H1",
  "H2",
  "H3",
  "H4",
  "H5",
  "H6",
  "LI",
  "UL",
  "OL",
  "DL",
  "DT",
  "DD",
  "BLOCKQUOTE",
  "PRE",
  "SECTION",
  "ARTICLE",
  "HEADER",
  "FOOTER",
  "MAIN",
  "ASIDE",
  "NAV",
  "FIGURE",
  "FIGCAPTION",
  "ADDRESS",
  "CENTER",
  "FORM",
  "FIELDSET",
  "BODY",
  "HTML",
  "HR",
]);
const SILENT = new Set([
  "SCRIPT",
  "STYLE",
  "TEMPLATE",
  "TITLE",
  "HEAD",
  "META",
  "LINK",
  "NOSCRIPT",
  "SELECT",
  "OPTION",
  "TEXTAREA",
  "COLGROUP",
  "COL",
  "XML",
]);
const PICTURES = new Set(["IMG", "SVG", "CANVAS", "PICTURE", "MATH"]);
const FOREIGN = new Set(["IFRAME", "OBJECT", "EMBED", "VIDEO", "AUDIO", "FRAME", "FRAMESET", "APPLET"]);
/** Where the number of a footnote or endnote leads: `#_ftn1` in Word, `#sdfootnote1sym` in LibreOffice. The note is known by the id. */
const TO_NOTE = /#(?:_((?:ftn|edn)\d+)|(sd(?:foot|end)note\d+)sym)$/;
const BACK_TO_TEXT = /#(?:_(?:ftn|edn)ref\d+|sd(?:foot|end)note\d+anc)$/;
const LETTERS = "abcdđeghiklmnopqrstuvxy";

/** Letters that were not in the source as letters, such as the number of a list. */
const own = (text: string): PastedText => ({ text, bold: false, italic: false, font: "" });
const PLAIN: Look = { bold: false, italic: false, font: "", pre: false };

/** Reads what was pasted. */
export function readHtml(html: string): Pasted {
  const { children } = parseDocument(html, { decodeEntities: true });
  const reader = new Reader(notesOf(children));
  reader.children(children, PLAIN);
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

/** The footnotes and endnotes, which stand at the end, by their ids; those only that a number in the text leads to. */
function notesOf(nodes: ChildNode[]): Map<string, Tag> {
  const notes = new Map<string, Tag>();
  const wanted = new Set<string>();
  const walk = (tags: ChildNode[], within?: string) => {
    for (const tag of tags.filter(isTag)) {
      const id = isNote(tag) ? attribute(tag, "id") : undefined;
      if (id !== undefined) notes.set(id, tag);
      const to = noteOf(tag);
      if (to !== undefined && within === undefined) wanted.add(to);
      walk(tag.children, within ?? id);
    }
  };
  walk(nodes);
  return new Map([...notes].filter(([id]) => wanted.has(id)));
}

const isNote = (tag: Tag) =>
  tag.name === "div" &&
  (/mso-element\s*:\s*(?:foot|end)note(?![\w-])/i.test(attribute(tag, "style") ?? "") ||
    /^sd(?:foot|end)note\d+$/.test(attribute(tag, "id") ?? ""));

/** The id of the note that a number leads to. */
function noteOf(tag: Tag): string | undefined {
  const [, word, libreOffice] = (tag.name === "a" && TO_NOTE.exec(attribute(tag, "href") ?? "")) || [];
  return word ?? libreOffice;
}

class Reader {
  readonly #notes: Map<string, Tag>;
  readonly #inNote: boolean;
  blocks: PastedBlock[] = [];
  dropped = { images: 0, other: 0 };
  #text: PastedPiece[] = [];
  #align: "justify" | "center" | "right" = "justify";
  #literal = false;
  /** The number of a list's entry, until there are letters for it: they may stand in a block of their own. */
  #label = "";

  constructor(notes: Map<string, Tag>, inNote = false) {
    this.#notes = notes;
    this.#inNote = inNote;
  }

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
      if (element.next || !parent || !("name" in parent) || !BLOCKS.has(upper(parent))) this.#text.push("break");
      return;
    }
    if (name === "SUP" && attribute(element, "data-footnote") !== undefined) {
      const text = footnote(attribute(element, "data-footnote") ?? "");
      if (text.length > 0) this.#text.push({ footnote: text });
      return;
    }
    const note = this.#notes.get(noteOf(element) ?? "");
    if (note) {
      const text = this.#footnote(note);
      if (text.length > 0) this.#text.push({ footnote: text });
      return;
    }
    if (this.#inNote && name === "A" && BACK_TO_TEXT.test(attribute(element, "href") ?? "")) return;
    if (isNote(element) && this.#notes.get(attribute(element, "id") ?? "") === element) return;
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
        const label = letters(element.children)
          .replace(/[\s\u00a0]+/g, " ")
          .trim();
        if (label !== "") this.#text.push(own(`${/^[•·o§Ø§ü▪■●○–-]$/.test(label) ? "-" : label} `));
        return;
      }
      this.children(element.children, look);
      return;
    }
    this.end();
    const appendix = attribute(element, "data-appendix");
    const align =
      /(?<![\w-])text-align\s*:\s*(center|right)/.exec(style)?.[1] ??
      attribute(element, "data-align") ??
      attribute(element, "align")?.toLowerCase();
    const before = this.#align;
    if (align === "center" || align === "right") this.#align = align;
    else if (name === "CENTER") this.#align = "center";
    if (name === "LI") this.#label = listLabel(element);
    this.#literal = attribute(element, "data-literal") === "true";
    this.children(element.children, appendix === undefined ? look : { ...look, bold: false });
    if (appendix === undefined) this.end();
    else {
      this.blocks.push({ kind: "appendix", landscape: appendix === "landscape", text: tidy(this.#text) });
      this.#text = [];
    }
    if (name === "LI") this.#label = "";
    this.#literal = false;
    this.#align = before;
  }

  /** The line so far is whole. */
  end(): void {
    const text = tidy(this.#text);
    this.#text = [];
    if (text.length === 0) return;
    const label = own(this.#label);
    this.#label = "";
    this.blocks.push({ kind: "line", align: this.#align, literal: this.#literal, text: tidy([label, ...text]) });
  }

  /** A note is one run of letters, without the number that leads back. */
  #footnote(note: Tag): PastedText[] {
    const inside = new Reader(new Map(), true);
    inside.children(note.children, PLAIN);
    inside.end();
    this.dropped.images += inside.dropped.images;
    this.dropped.other += inside.dropped.other;
    const space = own(" ");
    const pieces = inside.blocks.flatMap((block, i) => [...(i > 0 ? [space] : []), ...flat(block)]);
    return tidy(pieces.map((piece) => (piece === "break" ? space : piece))).filter(isText);
  }

  #table(table: Tag, look: Look): PastedBlock | undefined {
    const rows: PastedCell[][] = [];
    for (const { row, head } of rowsOf(table)) {
      const cells: PastedCell[] = [];
      for (const cell of row.children) {
        if (!isTag(cell) || (cell.name !== "td" && cell.name !== "th")) continue;
        const inside = new Reader(this.#notes);
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
function footnote(source: string): PastedText[] {
  try {
    const given: unknown = JSON.parse(source);
    if (!Array.isArray(given)) return [];
    return given.flatMap((piece: unknown): PastedText[] => {
      const { text, bold, italic } = (piece ?? {}) as Record<string, unknown>;
      return typeof text === "string" ? [{ text, bold: bold === true, italic: italic === true, font: "" }] : [];
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
    ...row.flatMap((cell, c) => [...(c > 0 ? [own(" ")] : []), ...cell.text]),
  ]);
}

const span = (cell: Tag, name: string) =>
  Math.min(63, Math.max(1, Number.parseInt(attribute(cell, name) ?? "1", 10) || 1));

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
  const { parent } = item;
  if (!parent || !("name" in parent) || parent.name !== "ol") return "- ";
  const list = parent;
  let number = (Number.parseInt(attribute(list, "start") ?? "1", 10) || 1) - 1;
  for (const entry of list.children.filter(isTag).filter((child) => child.name === "li")) {
    number = Number.parseInt(attribute(entry, "value") ?? "", 10) || number + 1;
    if (entry === item) break;
  }
  // Google Docs says the kind of number at each entry.
  const style = `${attribute(list, "style") ?? ""};${attribute(item, "style") ?? ""}`;
  const type = attribute(list, "type") ?? (/list-style(?:-type)?\s*:\s*lower-(?:alpha|latin)/.test(style) ? "a" : "1");
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
    if (
      last !== undefined &&
      isText(last) &&
      last.bold === piece.bold &&
      last.italic === piece.italic &&
      last.font === piece.font
    )
      result[result.length - 1] = { ...last, text: last.text + kept };
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
