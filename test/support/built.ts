import { existsSync } from "node:fs";
import { resolve, sep } from "node:path";
import type { Plugin } from "vitest/config";
import { buildWhenStale } from "./build.ts";

const [SOURCES, BUILT] = [resolve("src") + sep, resolve("dist") + sep];

/** Gives the tests what was built in place of each source: what ships is what is tested, and Node loads it itself, which is most of a short test file's time. */
export function builtSources(): Plugin {
  return {
    name: "built-sources", enforce: "pre",
    config: buildWhenStale,
    resolveId(source, importer) {
      if (!importer || !source.startsWith(".") || !source.endsWith(".ts")) return undefined;
      const file = resolve(importer, "..", source);
      return file.startsWith(SOURCES) && existsSync(file) ? BUILT + file.slice(SOURCES.length, -".ts".length) + ".js" : undefined;
    },
  };
}
