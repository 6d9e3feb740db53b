// The last step of the build: one HTML file with everything inside, and a Content-Security-Policy that names each
// inline block by its hash, so that the finished file can run its own code, load nothing and talk to nobody.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin, ResolvedConfig } from "vite";
import { classicScript } from "./classic-script.ts";

interface Options {
  /** Name of the file in the output folder. */
  output: string;
  /** The WebAssembly module, relative to the project. */
  wasm: string;
  /** Largest size of the file in bytes; the build fails above it. */
  limit: number;
}

/** The script behind the block that holds the module, gzip then base64. */
const COMPILING = "src/core/compiling.ts";

const hash = (text: string) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

/** A script an administrator may put beside the page: the office's profile for everybody. Nobody misses it. */
const PRESET = "co-quan.js";

/** The policy of the finished page. `'self'` is the folder of the page alone, for {@link PRESET}. Style attributes are never needed: the preview sets its sizes through CSSOM. */
export function policy(scripts: string[], styles: string[]): string {
  return [
    "default-src 'none'",
    "connect-src 'none'",
    `script-src 'self' ${scripts.map(hash).join(" ")} 'wasm-unsafe-eval'`,
    "script-src-attr 'none'",
    `style-src ${styles.map(hash).join(" ")}`,
    "style-src-attr 'none'",
    "img-src data: blob:",
    "font-src data:",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types svelte-trusted-html thethuc-scripts",
  ].join("; ");
}

export function singleFile(options: Options): Plugin {
  let config: ResolvedConfig;
  return {
    name: "thethuc:single-file",
    enforce: "post",
    configResolved(resolved) {
      config = resolved;
    },
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("the bundle has no index.html");
        let html = String(page.source);

        /** As it may stand between the tags of a script. */
        const inline = (code: string) =>
          code
            .replace(/<\/(script)/gi, "<\\/$1")
            .replace(/<!--/g, "<\\!--")
            .trim();
        const scripts: string[] = [];
        const styles: string[] = [];
        let body = "";
        for (const [name, item] of Object.entries(bundle)) {
          if (name === "index.html") continue;
          if (item.type === "chunk") {
            if (item.imports.length + item.dynamicImports.length > 0)
              throw new Error(`${name} imports another chunk; the page must be one`);
            const code = inline(item.code);
            scripts.push(code);
            body += `<script type="module">${code}</script>\n`;
          } else if (name.endsWith(".css")) {
            styles.push(String(item.source).trim());
          } else {
            throw new Error(`${name} would be a file beside the page`);
          }
          delete bundle[name];
        }
        if (scripts.length !== 1) throw new Error(`expected one script, found ${scripts.length}`);

        const wasm = resolve(config.root, options.wasm);
        if (!existsSync(wasm))
          throw new Error(`${options.wasm} is missing: run \`cargo xtask app\`, which builds it first`);
        const packed = gzipSync(readFileSync(wasm), { level: 9 }).toString("base64");
        const compiling = inline((await classicScript(resolve(config.root, COMPILING), config)).code);
        scripts.push(compiling);
        // Behind the page's own script, which is compiled while this is still being read, and runs when all is.
        body += `<script type="application/gzip+base64">${packed}</script><script>${compiling}</script>\n`;

        html = html
          .replace(/\s*<script type="module"[^>]*><\/script>/g, "")
          .replace(/\s*<link rel="(?:stylesheet|modulepreload)"[^>]*>/g, "")
          .replace(
            /<meta charset="utf-8" ?\/?>/,
            (meta) => `${meta}\n    <meta http-equiv="Content-Security-Policy" content="${policy(scripts, styles)}" />`,
          )
          .replace("</head>", () => `${styles.map((css) => `<style>${css}</style>`).join("\n")}\n  </head>`)
          .replace("</body>", () => `<script defer src="${PRESET}"></script>\n${body}  </body>`);
        if (!html.includes("Content-Security-Policy")) throw new Error("index.html has no place for the policy");

        const size = Buffer.byteLength(html);
        if (size > options.limit)
          throw new Error(`${options.output} is ${size} bytes, more than the ${options.limit} allowed`);
        page.source = html;
        // What a server may put beside the page; from a file share nobody needs it.
        const version = createHash("sha256").update(html).digest("hex").slice(0, 12);
        for (const [name, source] of [
          ["thethuc-sw.js", "sw.js"],
          ["thethuc.webmanifest", "thethuc.webmanifest"],
        ] as const) {
          this.emitFile({
            type: "asset",
            fileName: name,
            source: readFileSync(resolve(config.root, "offline", source), "utf8").replace("__VERSION__", version),
          });
        }
        page.fileName = options.output;
        config.logger.info(`${options.output}: ${size} bytes`);
      },
    },
  };
}
