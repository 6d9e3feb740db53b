// HTML from Word, Excel, web pages and other editors, read into the text conventions of a body. It is parsed into a document of
// its own that runs nothing and loads nothing; from there only letters, and what the conventions know, come over.

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

export type PastedBlock =
  | { kind: "line"; align: "justify" | "center" | "right"; text: (PastedText | "break")[] }
  | { kind: "table"; rows: PastedCell[][]; heads: number };

export interface PastedCell {
  text: (PastedText | "break")[];
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

/** Reads a document that a parser has made of the pasted text and that is part of no page. */
export function readHtml(document: Document): Pasted {
  const reader = new Reader();
  reader.children(document.body, { bold: false, italic: false, font: "", pre: false });
  reader.end();
  return { blocks: reader.blocks, dropped: reader.dropped };
}

class Reader {
  blocks: PastedBlock[] = [];
  dropped = { images: 0, other: 0 };
  #text: (PastedText | "break")[] = [];
  #align: "justify" | "center" | "right" = "justify";

  children(parent: Node, look: Look): void {
    for (const child of parent.childNodes) {
      if (child.nodeType === 3) this.#letters(child.nodeValue ?? "", look);
      else if (child.nodeType === 1) this.#element(child as HTMLElement, look);
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

  #element(element: HTMLElement, outer: Look): void {
    const name = element.tagName.toUpperCase();
    const style = (element.getAttribute("style") ?? "").toLowerCase();
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
      if (element.nextSibling || !BLOCKS.has(element.parentElement?.tagName ?? "")) this.#text.push("break");
      return;
    }
    if (name === "TABLE") {
      this.end();
      const table = this.#table(element as HTMLTableElement, look);
      if (table) this.blocks.push(table);
      return;
    }
    if (!BLOCKS.has(name)) {
      // Word hides the number of a list in a span that it ignores itself; the number is text here.
      if (/mso-list\s*:\s*ignore/.test(style)) {
        const label = (element.textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim();
        if (label !== "") this.#text.push({ text: `${/^[•·o§Ø§ü▪■●○–-]$/.test(label) ? "-" : label} `, bold: false, italic: false, font: "" });
        return;
      }
      this.children(element, look);
      return;
    }
    this.end();
    const align = /text-align\s*:\s*(center|right)/.exec(style)?.[1] ?? element.getAttribute("align")?.toLowerCase();
    const before = this.#align;
    if (align === "center" || align === "right") this.#align = align;
    else if (name === "CENTER") this.#align = "center";
    if (name === "LI") this.#text.push({ text: listLabel(element), bold: false, italic: false, font: "" });
    this.children(element, look);
    this.end();
    this.#align = before;
  }

  /** The line so far is whole. */
  end(): void {
    const text = tidy(this.#text);
    this.#text = [];
    if (text.length > 0) this.blocks.push({ kind: "line", align: this.#align, text });
  }

  #table(table: HTMLTableElement, look: Look): PastedBlock | undefined {
    const rows: PastedCell[][] = [];
    for (const row of table.querySelectorAll<HTMLTableRowElement>("tr")) {
      if (row.closest("table") !== table) continue;
      const cells: PastedCell[] = [];
      for (const cell of row.children) {
        if (cell.tagName !== "TD" && cell.tagName !== "TH") continue;
        const inside = new Reader();
        const style = (cell.getAttribute("style") ?? "").toLowerCase();
        inside.children(cell, looks(cell as HTMLElement, cell.tagName, style, { ...look, bold: false }));
        inside.end();
        this.dropped.images += inside.dropped.images;
        this.dropped.other += inside.dropped.other;
        cells.push({
          text: inside.blocks.flatMap((block, i) => [...(i > 0 ? ["break" as const] : []), ...flat(block)]),
          colspan: span(cell, "colspan"),
          rowspan: span(cell, "rowspan"),
          head: cell.tagName === "TH" || row.parentElement?.tagName === "THEAD",
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

/** A table within a cell is only text there. */
function flat(block: PastedBlock): (PastedText | "break")[] {
  if (block.kind === "line") return block.text;
  return block.rows.flatMap((row, r) => [
    ...(r > 0 ? ["break" as const] : []),
    ...row.flatMap((cell, c) => [...(c > 0 ? [{ text: " ", bold: false, italic: false, font: "" }] : []), ...cell.text]),
  ]);
}

const span = (cell: Element, name: string) => Math.min(63, Math.max(1, Number.parseInt(cell.getAttribute(name) ?? "1", 10) || 1));

function looks(element: HTMLElement, name: string, style: string, outer: Look): Look {
  const look = { ...outer };
  if (name === "B" || name === "STRONG" || /^H[1-6]$/.test(name)) look.bold = true;
  if (name === "I" || name === "EM") look.italic = true;
  const weight = /font-weight\s*:\s*([a-z0-9]+)/.exec(style)?.[1];
  if (weight !== undefined) look.bold = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  const slant = /font-style\s*:\s*([a-z]+)/.exec(style)?.[1];
  if (slant !== undefined) look.italic = slant === "italic" || slant === "oblique";
  const font = /font-family\s*:\s*["']?([^;"',]+)/.exec(style)?.[1] ?? element.getAttribute("face") ?? undefined;
  if (font !== undefined) look.font = font.trim().toLowerCase();
  if (name === "PRE" || /white-space\s*:\s*(?:pre|break-spaces)/.test(style)) look.pre = !/mso-spacerun/.test(style);
  return look;
}

/** The number of an entry, as the browser would count it. */
function listLabel(item: HTMLElement): string {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "- ";
  const entries = [...list.children].filter((child) => child.tagName === "LI");
  const number = (Number.parseInt(list.getAttribute("start") ?? "1", 10) || 1) + entries.indexOf(item);
  const type = list.getAttribute("type") ?? (/list-style(?:-type)?\s*:\s*lower-(?:alpha|latin)/.test(list.getAttribute("style") ?? "") ? "a" : "1");
  return type === "a" ? `${LETTERS[number - 1] ?? number}) ` : `${number}. `;
}

/** No spaces at the ends, none doubled across pieces, no break at the ends. */
function tidy(pieces: (PastedText | "break")[]): (PastedText | "break")[] {
  const result: (PastedText | "break")[] = [];
  for (const piece of pieces) {
    const last = result[result.length - 1];
    if (piece === "break") {
      if (last !== undefined) result.push(piece);
      continue;
    }
    const open = last === undefined || last === "break" || /\s$/.test(last.text);
    const text = piece.text.replace(/\u00a0/g, " ").replace(/ {2,}/g, " ");
    const kept = open ? text.replace(/^ +/, "") : text;
    if (kept === "") continue;
    if (last !== undefined && last !== "break" && last.bold === piece.bold && last.italic === piece.italic && last.font === piece.font) result[result.length - 1] = { ...last, text: last.text + kept };
    else result.push({ ...piece, text: kept });
  }
  while (result.length > 0) {
    const last = result[result.length - 1];
    if (last === "break") result.pop();
    else if (last !== undefined && last.text.trimEnd() === "") result.pop();
    else {
      if (last !== undefined) result[result.length - 1] = { ...last, text: last.text.trimEnd() };
      break;
    }
  }
  return result;
}
