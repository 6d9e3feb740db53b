// A module and all it imports as the text of a classic script: what runs before the page's own module, or in a worker of a
// page opened from disk, has to be one.
import { type PluginOption, type ResolvedConfig, build } from "vite";

export interface ClassicScript {
  code: string;
  /** What it was made of. */
  files: string[];
}

export async function classicScript(
  entry: string,
  config: ResolvedConfig,
  plugins: PluginOption[] = [],
): Promise<ClassicScript> {
  const built = await build({
    configFile: false,
    root: config.root,
    logLevel: "warn",
    plugins,
    build: {
      write: false,
      target: config.build.target,
      minify: config.command === "build",
      lib: { entry, formats: ["iife"], name: "script", fileName: "script" },
    },
  });
  const output = (Array.isArray(built) ? built[0] : built) as {
    output: { type: string; code?: string; moduleIds?: string[] }[];
  };
  const chunk = output.output.find((item) => item.type === "chunk");
  if (!chunk?.code) throw new Error(`${entry} gives no script`);
  return { code: chunk.code, files: (chunk.moduleIds ?? []).filter((file) => !file.startsWith("\0")) };
}
