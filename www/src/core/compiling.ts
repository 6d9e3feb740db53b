// A script of its own, right behind the block of the WebAssembly module: the module is unpacked and compiled while the
// rest of the page is still being read. index.ts takes it from here.
import type {} from "./compiled.d.ts";

globalThis.thethucModule = unpack(document.currentScript?.previousElementSibling);

/** The module in the block: gzip, then base64. */
async function unpack(block: Element | null | undefined): Promise<WebAssembly.Module> {
  if (!block) throw new Error("the page was cut short: its WebAssembly module is missing");
  const text = atob(block.textContent);
  block.remove();
  // `Uint8Array.from` would call a function for each of more than a million characters.
  const packed = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) packed[at] = text.charCodeAt(at);
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(bytes, { headers: { "Content-Type": "application/wasm" } }));
}
