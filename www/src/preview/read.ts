// Reads the HTML of the core into DOM nodes, piece by piece, without ever handing text to the browser's HTML parser:
// every node is made here, from a short list of tags, attributes and style properties. Whatever a value holds, nothing
// but these can come out; and style attributes are set through CSSOM, so the page's policy needs no exception for them.

const TAGS = new Set([
  "p",
  "div",
  "span",
  "br",
  "hr",
  "b",
  "strong",
  "i",
  "em",
  "u",
  "sup",
  "sub",
  "aside",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "table",
  "colgroup",
  "col",
  "caption",
  "thead",
  "tbody",
  "tfoot",
  "tr",
  "th",
  "td",
]);
const VOID = new Set(["br", "hr", "col", "wbr", "img", "input", "meta", "link", "source"]);
const ATTRIBUTES = new Set([
  "class",
  "lang",
  "colspan",
  "rowspan",
  "span",
  "scope",
  "role",
  "aria-hidden",
  "aria-label",
]);
const STYLE =
  /^(?:(?:min-|max-)?(?:width|height)|(?:margin|padding|border|font|text)(?:-[a-z-]+)?|line-height|vertical-align|white-space|letter-spacing|word-spacing|color|background-color|display|table-layout|break-(?:before|after|inside)|overflow-wrap)$/;

const TAG =
  /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*)\s*(\/?)>|<!--[\s\S]*?-->/g;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g;

const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  shy: "\u00ad",
};

function text(source: string): string {
  return source.replace(/&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([a-zA-Z]+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal !== undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function attributes(source: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of source.matchAll(ATTRIBUTE))
    found.set((match[1] as string).toLowerCase(), text(match[2] ?? match[3] ?? match[4] ?? ""));
  return found;
}

/** One section of the flow: its page geometry and its blocks, still as text. */
export interface SectionSource {
  attributes: Map<string, string>;
  blocks: string[];
}

/** Splits the flow into sections and their blocks. A block is kept as text until it is needed: most do not change while somebody types. */
export function readSections(html: string): SectionSource[] {
  const sections: SectionSource[] = [];
  let current: SectionSource | undefined;
  let depth = 0;
  let start = 0;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(html); tag; tag = TAG.exec(html)) {
    const name = tag[2]?.toLowerCase();
    if (name === undefined) continue;
    const closing = tag[1] === "/";
    if (name === "section") {
      if (closing) current = undefined;
      else sections.push((current = { attributes: attributes(tag[3] ?? ""), blocks: [] }));
      depth = 0;
      continue;
    }
    if (!current) continue;
    const alone = VOID.has(name) || tag[4] === "/";
    if (closing) {
      depth--;
      if (depth === 0) current.blocks.push(html.slice(start, TAG.lastIndex));
    } else {
      if (depth === 0) start = tag.index;
      if (!alone) depth++;
      else if (depth === 0) current.blocks.push(html.slice(start, TAG.lastIndex));
    }
  }
  return sections;
}

/** The element of one block; undefined when nothing in it is allowed. */
export function readBlock(source: string): HTMLElement | undefined {
  const root = document.createElement("div");
  const open: { name: string; element: HTMLElement }[] = [];
  const parent = () => open[open.length - 1]?.element ?? root;
  let at = 0;
  const characters = (to: number) => {
    if (to > at && open.length > 0) parent().append(text(source.slice(at, to)));
  };
  for (const tag of source.matchAll(TAG)) {
    characters(tag.index);
    at = tag.index + tag[0].length;
    const name = tag[2]?.toLowerCase();
    if (name === undefined) continue;
    if (tag[1] === "/") {
      const from = open.findLastIndex((entry) => entry.name === name);
      if (from >= 0) open.length = from;
      continue;
    }
    const alone = VOID.has(name) || tag[4] === "/";
    if (!TAGS.has(name)) {
      // Not ours: its text stays where it would have been, the element itself does not exist.
      if (!alone) open.push({ name, element: parent() });
      continue;
    }
    const element = document.createElement(name);
    for (const [key, value] of attributes(tag[3] ?? "")) {
      if (key === "style") style(element, value);
      else if (ATTRIBUTES.has(key) || /^data-[a-z-]+$/.test(key)) element.setAttribute(key, value);
    }
    parent().append(element);
    if (!alone) open.push({ name, element });
  }
  return root.firstElementChild instanceof HTMLElement ? root.firstElementChild : undefined;
}

function style(element: HTMLElement, declarations: string): void {
  for (const declaration of declarations.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    if (STYLE.test(property) && !/url\(|image|expression|var\(/i.test(value))
      element.style.setProperty(property, value);
  }
}
