// The style sheet of the core, put into the page through CSSOM: the policy allows no other way, and needs no hole for it.

let adopted: CSSStyleSheet | undefined;

/** Uses this sheet for the paper, and only there. */
export function paperSheet(css: string): void {
  // The page carries the metric twin of Times New Roman under a name of its own.
  const source = css.replaceAll('"Liberation Serif"', '"The Thuc Serif","Liberation Serif"');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(source);
  for (let i = sheet.cssRules.length - 1; i >= 0; i--) {
    const rule = sheet.cssRules[i];
    if (rule instanceof CSSStyleRule) rule.selectorText = `:is(.paper, .paper *):is(${rule.selectorText})`;
    else sheet.deleteRule(i);
  }
  document.adoptedStyleSheets = [...document.adoptedStyleSheets.filter((each) => each !== adopted), sheet];
  adopted = sheet;
}
