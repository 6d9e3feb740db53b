// Turns the flow of the core into A4 pages. The flow is laid out once, off screen, at the width of the page's text; its
// lines and rows are measured, cut into slices, and the slices dealt out to pages by the break hints. Blocks and pages
// that did not change since the last time are kept, so typing costs one block and the pages behind it.
import { readBlock, readSections } from "./preview/read.ts";

const MM = 96 / 25.4;
/** Rounding of the browser's layout, px. */
const SLACK = 0.75;
/** Lines of a paragraph that must stay together at the foot and at the head of a page. */
const ORPHANS = 2;
const WIDOWS = 2;
/** Space above the footnotes of a page, with their short rule; matches `.page-notes` in the style sheet. */
const NOTES_LEAD = 12;

interface Geometry {
  width: number;
  height: number;
  top: number;
  bottom: number;
  left: number;
  right: number;
  header: number;
  footer: number;
}

/** How willing the page is to break before a slice. */
const enum Break {
  Free,
  /** Only when a page has no other place: keep-next, keep-lines, widows and orphans. */
  Avoid,
  Force,
}

interface Block {
  id: number;
  source: string;
  element: HTMLElement;
  /** Lines of the whole block, once measured, relative to the block's top. */
  lines: Line[] | undefined;
}

interface Line {
  top: number;
  bottom: number;
}

/** The smallest thing that goes to a page: a line, a row, part of a row, or a block that is not split. */
interface Slice {
  block: Block;
  /** Index within the block: line of a paragraph, row of a table. */
  index: number;
  /** Part of a row that is itself split: where it starts and ends, px from the row's top. */
  cut?: { from: number; to: number };
  top: number;
  bottom: number;
  before: Break;
  /** Height of the head that a table repeats when a page starts here. */
  head: number;
  notes: string[];
}

interface Flow {
  key: string;
  geometry: Geometry;
  element: HTMLElement;
  aside: HTMLElement;
  blocks: Block[];
  notes: Map<string, Block>;
  /** What stands in the top and bottom margin, by the pages that have it: `first-header`, `even-footer`, `header` on all others. */
  strips: Map<string, Block>;
}

const STRIP = /^tt-((?:first-|even-)?(?:header|footer))$/;

interface Page {
  key: string;
  element: HTMLElement;
}

export class Paginator {
  #measure: HTMLElement;
  #target: HTMLElement;
  #flows: Flow[] = [];
  #pages: Page[] = [];
  #html = "";
  #nextId = 1;

  /** `measure` is off screen and laid out at full size; `target` receives the pages. */
  constructor(measure: HTMLElement, target: HTMLElement) {
    this.#measure = measure;
    this.#target = target;
  }

  /** Shows this flow; returns the number of pages. */
  update(html: string): number {
    this.#html = html;
    const sources = readSections(html);
    const old = this.#flows;
    this.#flows = sources.map((source, i) => this.#flow(source.attributes, source.blocks, old[i]));
    for (const flow of old.slice(sources.length)) this.#drop(flow);

    const pages: Page[] = [];
    const numbers: number[] = [];
    const reusable = new Map(this.#pages.map((page) => [page.key, page]));
    let number = 0;
    this.#flows.forEach((flow, i) => {
      const attributes = sources[i]?.attributes;
      const start = Number(attributes?.get("data-page-start"));
      if (start > 0) number = start - 1;
      const numbered = attributes?.get("data-page-number") === "true";
      const hideFirst = attributes?.get("data-page-hidden-first") === "true";
      deal(flow, this.#capacities(flow)).forEach((slices, index) => {
        number++;
        const shown = numbered && !(index === 0 && hideFirst) ? number : undefined;
        const key = pageKey(flow, slices, shown, index === 0, number);
        const kept = reusable.get(key);
        reusable.delete(key);
        numbers.push(number);
        pages.push(kept ?? { key, element: this.#page(flow, slices, shown, index === 0, number) });
      });
    });
    this.#pages = pages;
    settle(
      this.#target,
      pages.map((page) => page.element),
    );
    fillContents(
      pages.map((page) => page.element),
      numbers,
    );
    return pages.length;
  }

  /** Measures everything anew: a font arrived, or the sizes changed. */
  refresh(): number {
    this.clear();
    return this.update(this.#html);
  }

  /** Takes away what it measures with. */
  clear(): void {
    for (const flow of this.#flows) this.#drop(flow);
    this.#flows = [];
    this.#pages = [];
  }

  #drop(flow: Flow): void {
    flow.element.remove();
    flow.aside.remove();
  }

  #flow(attributes: Map<string, string>, sources: string[], old: Flow | undefined): Flow {
    const mm = (name: string, otherwise: number) => {
      const value = Number(attributes.get(`data-${name}-mm`));
      return Number.isFinite(value) && value > 0 ? value : otherwise;
    };
    const geometry: Geometry = {
      width: mm("width", 210),
      height: mm("height", 297),
      top: mm("top", 20),
      bottom: mm("bottom", 20),
      left: mm("left", 30),
      right: mm("right", 15),
      header: mm("header", 10),
      footer: mm("footer", 10),
    };
    const key = JSON.stringify(geometry);
    if (old && old.key !== key) {
      this.#drop(old);
      old = undefined;
    }
    const flow: Flow = old ?? {
      key,
      geometry,
      element: box("paper-flow"),
      aside: box("paper-flow"),
      blocks: [],
      notes: new Map(),
      strips: new Map(),
    };
    if (!old) {
      const width = `${geometry.width - geometry.left - geometry.right}mm`;
      flow.element.style.width = width;
      flow.aside.style.width = width;
      this.#measure.append(flow.element, flow.aside);
    }

    const known = new Map<string, Block[]>();
    for (const block of [...flow.blocks, ...flow.notes.values(), ...flow.strips.values()]) {
      const same = known.get(block.source);
      if (same) same.push(block);
      else known.set(block.source, [block]);
    }
    flow.blocks = [];
    flow.notes = new Map();
    flow.strips = new Map();
    const asides: HTMLElement[] = [];
    for (const source of sources) {
      const block = known.get(source)?.shift() ?? this.#block(source);
      if (!block) continue;
      const strip = STRIP.exec(block.element.className)?.[1];
      if (strip !== undefined) {
        flow.strips.set(strip, block);
        asides.push(block.element);
      } else if (block.element.classList.contains("tt-footnote")) {
        flow.notes.set(block.element.dataset.note ?? "", block);
        asides.push(block.element);
      } else flow.blocks.push(block);
    }
    settle(
      flow.element,
      flow.blocks.map((block) => block.element),
    );
    settle(flow.aside, asides);
    return flow;
  }

  #block(source: string): Block | undefined {
    const element = readBlock(source);
    return element && { id: this.#nextId++, source, element, lines: undefined };
  }

  /** Room for text on the first and on any other page of a section, px. */
  #capacities(flow: Flow): { first: number; other: number } {
    const height = flow.geometry.height * MM;
    const room = ({ top, bottom }: { top: number; bottom: number }) => height - top - bottom;
    return { first: room(margins(flow, true, 1)), other: room(margins(flow, false, 1)) };
  }

  /** `shown` is the number it shows by itself, `number` the one it has. */
  #page(flow: Flow, slices: Slice[], shown: number | undefined, first: boolean, number: number): HTMLElement {
    const { geometry } = flow;
    const page = box("page");
    if (geometry.width > geometry.height) page.classList.add("page-landscape");
    page.style.width = `${geometry.width}mm`;
    page.style.height = `${geometry.height}mm`;

    if (shown !== undefined) {
      const header = box("page-number tt-page-number");
      header.style.top = `${geometry.header}mm`;
      header.textContent = String(shown);
      page.append(header);
    }
    const free = margins(flow, first, number);
    const body = box("page-body");
    body.style.cssText = `top:${free.top}px;bottom:${free.bottom}px;left:${geometry.left}mm;right:${geometry.right}mm`;
    for (const [edge, name] of [
      ["top", "header"],
      ["bottom", "footer"],
    ] as const) {
      const block = stripOf(flow, name, first, number);
      if (!block) continue;
      const strip = box("page-strip");
      strip.style.cssText = `left:${geometry.left}mm;right:${geometry.right}mm`;
      strip.style.setProperty(edge, `${edge === "top" ? geometry.header : geometry.footer}mm`);
      strip.append(block.element.cloneNode(true));
      // Repeated on every page, it is no landmark.
      for (const part of strip.children) part.setAttribute("role", "presentation");
      for (const place of strip.querySelectorAll("[data-page]")) place.textContent = String(number);
      page.append(strip);
    }
    const text = box("page-text");
    text.append(...assemble(slices));
    body.append(text);

    const notes = slices.flatMap((slice) => slice.notes).flatMap((note) => flow.notes.get(note) ?? []);
    if (notes.length > 0) {
      const foot = box("page-notes");
      foot.append(...notes.map((note) => note.element.cloneNode(true)));
      body.append(foot);
    }
    page.append(body);
    return page;
  }
}

/** Sets in a table of contents the number of the page on which each heading came to stand. */
function fillContents(pages: HTMLElement[], numbers: number[]): void {
  const pageOf = new Map<string, number>();
  pages.forEach((page, i) => {
    for (const heading of page.querySelectorAll<HTMLElement>("[data-heading]")) {
      const name = heading.dataset.heading ?? "";
      if (!pageOf.has(name)) pageOf.set(name, numbers[i] ?? 0);
    }
  });
  for (const page of pages) {
    for (const place of page.querySelectorAll<HTMLElement>("[data-page-of]")) {
      const number = pageOf.get(place.dataset.pageOf ?? "");
      if (number !== undefined && place.textContent !== String(number)) place.textContent = String(number);
    }
  }
}

function box(className: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  return element;
}

/** Makes `parent` hold exactly these children, moving as few as possible. */
function settle(parent: HTMLElement, children: HTMLElement[]): void {
  const wanted = new Set<Element>(children);
  for (const child of Array.from(parent.children)) if (!wanted.has(child)) child.remove();
  let at: Element | null = parent.firstElementChild;
  for (const child of children) {
    if (at === child) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

function outerHeight(element: HTMLElement): number {
  const style = getComputedStyle(element);
  return (
    element.getBoundingClientRect().height + Number.parseFloat(style.marginTop) + Number.parseFloat(style.marginBottom)
  );
}

/** What stands in the margin of a page: of the section's first, of one with an even number, else of all others. */
function stripOf(flow: Flow, edge: "header" | "footer", first: boolean, number: number): Block | undefined {
  const own = first ? flow.strips.get(`first-${edge}`) : undefined;
  return own ?? (number % 2 === 0 ? flow.strips.get(`even-${edge}`) : undefined) ?? flow.strips.get(edge);
}

/** Margins of a page, px: a header or footer that is higher than its margin pushes the text, as in Word. */
function margins(flow: Flow, first: boolean, number: number): { top: number; bottom: number } {
  const { geometry } = flow;
  const header = stripOf(flow, "header", first, number);
  const footer = stripOf(flow, "footer", first, number);
  return {
    top: Math.max(geometry.top * MM, header ? geometry.header * MM + outerHeight(header.element) : 0),
    bottom: Math.max(geometry.bottom * MM, footer ? geometry.footer * MM + outerHeight(footer.element) : 0),
  };
}

function pageKey(flow: Flow, slices: Slice[], shown: number | undefined, first: boolean, number: number): string {
  const parts = slices.map(
    (slice) =>
      `${slice.block.id}:${slice.index}${slice.cut ? `@${slice.cut.from.toFixed(1)}-${slice.cut.to.toFixed(1)}` : ""}`,
  );
  const notes = slices.flatMap((slice) => slice.notes).map((note) => flow.notes.get(note)?.id);
  return [
    flow.key,
    shown ?? "",
    ...(["header", "footer"] as const).map((edge) => {
      const strip = stripOf(flow, edge, first, number);
      if (!strip) return "";
      return strip.element.querySelector("[data-page]") ? `${strip.id}:${number}` : String(strip.id);
    }),
    parts.join(),
    notes.join(),
  ].join("|");
}

// ---- measuring -------------------------------------------------------------------------------------------------------

function slicesOf(flow: Flow): Slice[] {
  const slices: Slice[] = [];
  const origin = flow.element.getBoundingClientRect().top;
  let keepNext = true;
  for (const block of flow.blocks) {
    const rect = block.element.getBoundingClientRect();
    const top = rect.top - origin;
    const first = slices.length;
    if (block.element instanceof HTMLTableElement && block.element.tBodies.length > 0 && !keptTogether(block.element))
      tableSlices(block, block.element, origin, slices);
    else if (block.element instanceof HTMLParagraphElement) paragraphSlices(block, top, rect.height, slices);
    else
      slices.push({
        block,
        index: 0,
        top,
        bottom: rect.bottom - origin,
        before: Break.Free,
        head: 0,
        notes: notesIn(block.element),
      });

    const opening = slices[first];
    if (opening) {
      opening.before = "breakBefore" in block.element.dataset ? Break.Force : keepNext ? Break.Avoid : Break.Free;
      opening.head = 0;
    }
    keepNext = "keepNext" in block.element.dataset;
  }
  return slices;
}

function keptTogether(table: HTMLTableElement): boolean {
  return (
    "keepTogether" in table.dataset ||
    table.classList.contains("tt-letterhead") ||
    table.classList.contains("tt-signature")
  );
}

function notesIn(element: Element): string[] {
  return Array.from(element.querySelectorAll<HTMLElement>("sup.tt-note[data-note]"), (mark) => mark.dataset.note ?? "");
}

function paragraphSlices(block: Block, top: number, height: number, into: Slice[]): void {
  const lines = linesOf(block, height);
  const whole = "keepLines" in block.element.dataset;
  const marks = Array.from(block.element.querySelectorAll<HTMLElement>("sup.tt-note[data-note]"));
  const blockTop = marks.length > 0 ? block.element.getBoundingClientRect().top : 0;
  lines.forEach((line, index) => {
    const fits = !whole && index >= ORPHANS && lines.length - index >= WIDOWS;
    const notes = marks
      .filter((mark) => lines.findIndex((l) => middle(mark.getBoundingClientRect()) - blockTop < l.bottom) === index)
      .map((mark) => mark.dataset.note ?? "");
    into.push({
      block,
      index,
      top: top + line.top,
      bottom: top + line.bottom,
      before: fits ? Break.Free : Break.Avoid,
      head: 0,
      notes,
    });
  });
}

const middle = (rect: DOMRect) => (rect.top + rect.bottom) / 2;

function linesOf(block: Block, height: number): Line[] {
  const measured = block.lines;
  const last = measured?.[measured.length - 1];
  if (measured && last && Math.abs(last.bottom - height) < 0.1) return measured;
  block.lines = measureLines(block.element, height);
  return block.lines;
}

/** Line boxes of a paragraph, relative to its top: by its line height where that is even, else by its glyphs. */
function measureLines(element: HTMLElement, height: number): Line[] {
  const style = getComputedStyle(element);
  const above = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.borderTopWidth);
  const below = Number.parseFloat(style.paddingBottom) + Number.parseFloat(style.borderBottomWidth);
  const each = Number.parseFloat(style.lineHeight);
  const count = Math.round((height - above - below) / each);
  if (each > 0 && count > 0 && Math.abs(count * each + above + below - height) < 1) {
    return Array.from({ length: count }, (_, i) => ({
      top: i === 0 ? 0 : above + i * each,
      bottom: i === count - 1 ? height : above + (i + 1) * each,
    }));
  }
  return glyphLines(element, height);
}

function glyphLines(element: HTMLElement, height: number): Line[] {
  const range = document.createRange();
  range.selectNodeContents(element);
  const origin = element.getBoundingClientRect().top;
  const rects = Array.from(range.getClientRects())
    .filter((rect) => rect.height > 0)
    .sort((a, b) => middle(a) - middle(b));
  const lines: { middle: number; top: number; bottom: number }[] = [];
  for (const rect of rects) {
    const line = lines[lines.length - 1];
    if (line && middle(rect) < line.bottom && rect.top < line.middle) {
      line.top = Math.min(line.top, rect.top);
      line.bottom = Math.max(line.bottom, rect.bottom);
    } else lines.push({ middle: middle(rect), top: rect.top, bottom: rect.bottom });
  }
  if (lines.length < 2) return [{ top: 0, bottom: height }];
  const edges = lines.slice(1).map((line, i) => ((lines[i]?.bottom ?? line.top) + line.top) / 2 - origin);
  return lines.map((_, i) => ({ top: edges[i - 1] ?? 0, bottom: edges[i] ?? height }));
}

function tableSlices(block: Block, table: HTMLTableElement, origin: number, into: Slice[]): void {
  const tableTop = table.getBoundingClientRect().top - origin;
  const head = table.tHead ? table.tHead.getBoundingClientRect().height : 0;
  const rows = bodyRows(table);
  let spanned = 0;
  rows.forEach((row, index) => {
    const rect = row.getBoundingClientRect();
    const top = index === 0 ? tableTop : rect.top - origin;
    const joined = spanned > 0;
    spanned = Math.max(spanned - 1, ...Array.from(row.cells, (cell) => cell.rowSpan - 1));
    const before = joined || index === 0 || "keepNext" in (rows[index - 1]?.dataset ?? {}) ? Break.Avoid : Break.Free;
    const whole = { block, index, head, notes: notesIn(row) };
    if ("keepTogether" in row.dataset || joined || spanned > 0) {
      into.push({ ...whole, top, bottom: rect.bottom - origin, before });
      return;
    }
    const cuts = rowCuts(row);
    let from = 0;
    [...cuts, rect.height].forEach((to, part, all) => {
      into.push({
        ...whole,
        ...(all.length > 1 ? { cut: { from, to } } : {}),
        top: part === 0 ? top : rect.top - origin + from,
        bottom: rect.top - origin + to,
        before: part === 0 ? before : Break.Free,
        notes: part === 0 ? whole.notes : [],
      });
      from = to;
    });
  });
}

function bodyRows(table: HTMLTableElement): HTMLTableRowElement[] {
  return Array.from(table.tBodies).flatMap((body) => Array.from(body.rows));
}

/** Where a row may be split, px from its top: under the lines of its tallest cell, two lines at least on each side. */
function rowCuts(row: HTMLTableRowElement): number[] {
  const origin = row.getBoundingClientRect().top;
  let longest: number[] = [];
  for (const cell of Array.from(row.cells)) {
    const bottoms: number[] = [];
    const paragraphs = Array.from(cell.querySelectorAll<HTMLElement>("p"));
    for (const part of paragraphs.length > 0 ? paragraphs : [cell]) {
      const rect = part.getBoundingClientRect();
      for (const line of measureLines(part, rect.height)) bottoms.push(rect.top - origin + line.bottom);
    }
    if (bottoms.length > longest.length) longest = bottoms;
  }
  return longest.slice(ORPHANS - 1, Math.max(0, longest.length - WIDOWS));
}

// ---- dealing out -----------------------------------------------------------------------------------------------------

/** Pages of a section, each a run of slices; at least one. */
function deal(flow: Flow, capacity: { first: number; other: number }): Slice[][] {
  const slices = slicesOf(flow);
  const noteHeights = new Map(Array.from(flow.notes, ([note, block]) => [note, outerHeight(block.element)]));
  const pages: Slice[][] = [];
  let start = 0;
  while (start < slices.length) {
    const end = pageEnd(slices, start, pages.length === 0 ? capacity.first : capacity.other, noteHeights);
    pages.push(slices.slice(start, end));
    start = end;
  }
  return pages.length > 0 ? pages : [[]];
}

function pageEnd(slices: Slice[], start: number, room: number, noteHeights: Map<string, number>): number {
  const opening = slices[start] as Slice;
  const from = start === 0 ? 0 : opening.top + (opening.before === Break.Force ? 0 : spaceAbove(opening));
  let notes = 0;
  let free = start;
  for (let i = start; i < slices.length; i++) {
    const slice = slices[i] as Slice;
    if (i > start && slice.before === Break.Force) return i;
    if (i > start && slice.before === Break.Free) free = i;
    for (const note of slice.notes) notes += (notes === 0 ? NOTES_LEAD : 0) + (noteHeights.get(note) ?? 0);
    if (i > start && slice.bottom - from + opening.head + notes > room + SLACK) return free > start ? free : i;
  }
  return slices.length;
}

/** The distance above a paragraph, which the core writes as padding (a framed one has a margin, outside its box). */
function spaceAbove(slice: Slice): number {
  const { element } = slice.block;
  if (slice.index !== 0 || !(element instanceof HTMLParagraphElement)) return 0;
  const style = getComputedStyle(element);
  return style.borderTopWidth === "0px" ? Number.parseFloat(style.paddingTop) : 0;
}

// ---- putting together ------------------------------------------------------------------------------------------------

function assemble(slices: Slice[]): HTMLElement[] {
  const parts: HTMLElement[] = [];
  for (let i = 0; i < slices.length;) {
    const { block } = slices[i] as Slice;
    let end = i;
    while (slices[end]?.block === block) end++;
    const part = piece(block, slices.slice(i, end));
    // Word drops the space above a paragraph that an automatic break brings to the head of a page.
    const opening = slices[0] as Slice;
    if (i === 0 && opening.before !== Break.Force && !isOpening(block)) {
      part.style.marginTop = "0";
      if (spaceAbove(opening) > 0) part.style.paddingTop = "0";
    }
    parts.push(part);
    i = end;
  }
  return parts;
}

function isOpening(block: Block): boolean {
  return block.element.previousElementSibling === null;
}

function piece(block: Block, slices: Slice[]): HTMLElement {
  const { element } = block;
  const first = slices[0] as Slice;
  const last = slices[slices.length - 1] as Slice;
  if (element instanceof HTMLTableElement && !keptTogether(element) && element.tBodies.length > 0) {
    const rows = bodyRows(element);
    const ends =
      last.index === rows.length - 1 &&
      (!last.cut || last.cut.to >= (rows[last.index]?.getBoundingClientRect().height ?? 0) - SLACK);
    if (first.index === 0 && (first.cut?.from ?? 0) === 0 && ends) return element.cloneNode(true) as HTMLElement;
    return tablePiece(element, rows, slices);
  }
  const count = block.lines?.length ?? 1;
  if (!(element instanceof HTMLParagraphElement) || (first.index === 0 && last.index === count - 1))
    return element.cloneNode(true) as HTMLElement;

  const from = first.index === 0 ? 0 : (block.lines?.[first.index]?.top ?? 0);
  const to = last.index === count - 1 ? Number.POSITIVE_INFINITY : (block.lines?.[last.index]?.bottom ?? 0);
  const part = between(element, from, to);
  if (from > 0) {
    part.style.textIndent = "0";
    part.style.paddingTop = "0";
  }
  if (to !== Number.POSITIVE_INFINITY) {
    part.style.paddingBottom = "0";
    if (getComputedStyle(element).textAlign === "justify") part.style.textAlignLast = "justify";
  }
  return part;
}

function tablePiece(table: HTMLTableElement, rows: HTMLTableRowElement[], slices: Slice[]): HTMLElement {
  const part = table.cloneNode(false) as HTMLTableElement;
  for (const child of Array.from(table.children))
    if (child.tagName === "COLGROUP" || child.tagName === "THEAD") part.append(child.cloneNode(true));
  const body = part.createTBody();
  for (let i = 0; i < slices.length; i++) {
    const slice = slices[i] as Slice;
    const row = rows[slice.index];
    if (!row) continue;
    const from = slice.cut?.from ?? 0;
    let to = slice.cut?.to;
    while (slices[i + 1]?.index === slice.index) to = slices[++i]?.cut?.to;
    const height = row.getBoundingClientRect().height;
    if (from === 0 && (to === undefined || to >= height - SLACK)) {
      body.append(row.cloneNode(true));
      continue;
    }
    const cut = row.cloneNode(false) as HTMLTableRowElement;
    const top = row.getBoundingClientRect().top;
    for (const cell of Array.from(row.cells)) {
      const offset = cell.getBoundingClientRect().top - top;
      const kept = between(
        cell,
        from === 0 ? 0 : from - offset,
        to === undefined || to >= height - SLACK ? Number.POSITIVE_INFINITY : to - offset,
      );
      kept.style.verticalAlign = "top";
      cut.append(kept);
    }
    body.append(cut);
  }
  return part;
}

/** A copy of the element with only the lines whose middle lies between the two heights, px from its top. */
function between(element: HTMLElement, from: number, to: number): HTMLElement {
  const part = element.cloneNode(false) as HTMLElement;
  const range = document.createRange();
  range.selectNodeContents(element);
  const top = element.getBoundingClientRect().top;
  if (to !== Number.POSITIVE_INFINITY) {
    const end = position(element, top + to);
    if (end) range.setEnd(end.node, end.offset);
  }
  if (from > 0) {
    const start = position(element, top + from);
    if (!start) return part;
    range.setStart(start.node, start.offset);
  }
  part.append(range.cloneContents());
  const opening = part.querySelector<HTMLElement>("p");
  if (from > 0 && opening) {
    opening.style.textIndent = "0";
    opening.style.paddingTop = "0";
  }
  return part;
}

/** The first character whose middle lies below `y` (viewport px); undefined when there is none. */
function position(element: HTMLElement, y: number): { node: Text; offset: number } | undefined {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: { node: Text; start: number }[] = [];
  let length = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    nodes.push({ node, start: length });
    length += node.length;
  }
  const find = (index: number) => {
    let low = 0;
    let high = nodes.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((nodes[mid]?.start ?? 0) <= index) low = mid;
      else high = mid - 1;
    }
    const found = nodes[low] as { node: Text; start: number };
    return { node: found.node, offset: index - found.start };
  };
  const range = document.createRange();
  // A space that ends a line has no box of its own: it counts with the character after it.
  const below = (index: number): boolean => {
    for (let i = index; i < length; i++) {
      const { node, offset } = find(i);
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      const rects = range.getClientRects();
      const rect = rects[rects.length - 1];
      if (rect && rect.height > 0 && rect.width > 0) return middle(rect) > y;
    }
    return true;
  };
  let low = 0;
  let high = length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (below(mid)) high = mid;
    else low = mid + 1;
  }
  return low < length ? find(low) : undefined;
}
