// Plain text from elsewhere, made ready for the core's parser.

/** Lines of a page broken by hand, as PDF readers copy them: full to the margin, and going on in a small letter. */
const FULL = 48;

/** Joins lines that were only broken where the page ended. */
export function rejoined(text: string): string {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .replace(/\u00ad/g, "")
    .split("\n")
    .map((line) => line.replace(/[ \t\u00a0]+/g, " ").trim());
  const filled = lines.filter((line) => line.length > 0).map((line) => line.length);
  const longest = Math.max(0, ...filled);
  // Nothing was broken by hand where lines are as long as paragraphs are.
  if (longest < FULL || longest > 130) return lines.join("\n");
  const result: string[] = [];
  for (const line of lines) {
    const last = result[result.length - 1];
    const broken =
      last !== undefined &&
      last.length >= longest * 0.72 &&
      !/[.;:!?…]$/.test(last) &&
      /^[\p{Ll}\p{N}(“"«]/u.test(line) &&
      !/^(?:[a-zđ]\)|\d+[.)]|[-+•–])\s/.test(line);
    if (broken) result[result.length - 1] = `${last} ${line}`;
    else result.push(line);
  }
  return result.join("\n");
}

/** Marks of lists that no keyboard has become the hyphens clerks type. */
export function plainLists(text: string): string {
  return text.replace(/^[ \t]*[•●▪■◦○·–—§✓➢➤*][ \t\u00a0]+/gm, "- ");
}
