declare global {
  /** The module of this page, see compiling.ts; nothing while the page is developed. */
  var thethucModule: Promise<WebAssembly.Module> | undefined;
}
export {};
